/* geojson.c - the places of all articles on a map: a FeatureCollection (RFC 7946) with a
 * point for each place of each article that has coordinates. */
#include "emit/emit.h"
#include "emit/json.h"

static void write_geometry(dl_json *json, const dateline_place *place) {
    dl_json_key(json, "geometry");
    dl_json_open(json, '{');
    dl_json_text(json, "type", "Point");
    dl_json_key(json, "coordinates");
    dl_json_open(json, '[');
    dl_json_decimal(json, place->lon, 5);
    dl_json_decimal(json, place->lat, 5);
    dl_json_close(json, ']');
    dl_json_close(json, '}');
}

static void write_properties(dl_json *json, const dl_emit_view *view,
                             const dateline_card *card) {
    const dateline_place *place = card->value.place;
    dl_json_key(json, "properties");
    dl_json_open(json, '{');
    dl_json_text(json, "name", place->name);
    dl_json_some_text(json, "kind", place->kind);
    dl_json_some_text(json, "country", place->country);
    dl_json_some_text(json, "region", place->region);
    dl_json_some_raw(json, "geonames", place->geonames);
    dl_json_text(json, "article", view->about.id);
    dl_json_text(json, "date", view->about.date);
    dl_json_count(json, "mentions", card->mentions);
    dl_json_key(json, "variants");
    dl_json_open(json, '[');
    for (size_t i = 0; i < card->variant_count; i++)
        dl_json_string(json, dl_str_from(card->variants[i]));
    dl_json_close(json, ']');
    dl_json_close(json, '}');
}

void dl_begin_geojson(dl_emit_run *run) {
    dl_out_text(run->out, "{\"type\":\"FeatureCollection\",\"features\":[");
}

void dl_emit_geojson(const dl_emit_view *view, const dateline_format_options *options,
                     dl_out *out) {
    (void)options;
    bool first = true;
    for (size_t i = 0; i < view->card_count; i++) {
        const dateline_place *place = view->cards[i]->value.place;
        if (!place || !place->located) continue;
        if (!first) dl_out_text(out, ",\n");
        first = false;
        dl_json json = {.out = out, .empty = true};
        dl_json_open(&json, '{');
        dl_json_text(&json, "type", "Feature");
        write_geometry(&json, place);
        write_properties(&json, view, view->cards[i]);
        dl_json_close(&json, '}');
    }
}

void dl_end_geojson(dl_emit_run *run) {
    dl_out_text(run->out, "]}\n");
}
