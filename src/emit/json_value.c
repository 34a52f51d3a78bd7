/* json_value.c - values of each kind. What a reader filters and joins on is always there,
 * null where unknown; remarks are there only when they have something to say. */
#include "emit/json.h"

static void write_timex(dl_json *json, const dateline_date *date) {
    dl_json_key(json, "timex");
    if (!date->timex_value) {
        dl_json_raw(json, NULL);
        return;
    }
    dl_json_open(json, '{');
    dl_json_text(json, "type", date->timex_type);
    dl_json_text(json, "value", date->timex_value);
    dl_json_some_text(json, "mod", date->timex_mod);
    dl_json_some_text(json, "quant", date->timex_quant);
    dl_json_some_text(json, "freq", date->timex_freq);
    dl_json_close(json, '}');
}

static void write_relation(dl_json *json, const dateline_date *date) {
    if (!date->anchor) return;
    dl_json_key(json, "relative_to");
    dl_json_open(json, '{');
    dl_json_text(json, "anchor", date->anchor);
    dl_json_text(json, "date", date->anchor_date);
    if (date->anchor_entity >= 0)
        dl_json_count(json, "mention", (size_t)date->anchor_entity);
    dl_json_some_text(json, "offset", date->offset);
    dl_json_close(json, '}');
}

static void write_inferred(dl_json *json, const dateline_date *date) {
    const size_t most = sizeof date->inferred / sizeof *date->inferred;
    if (!date->inferred[0]) return;
    dl_json_key(json, "inferred");
    dl_json_open(json, '[');
    for (size_t i = 0; i < most && date->inferred[i]; i++)
        dl_json_string(json, dl_str_from(date->inferred[i]));
    dl_json_close(json, ']');
}

static void write_readings(dl_json *json, const dateline_date *date) {
    if (!date->alternative_count) return;
    dl_json_key(json, "alternatives");
    dl_json_open(json, '[');
    for (size_t i = 0; i < date->alternative_count; i++) {
        const dateline_reading *reading = &date->alternatives[i];
        dl_json_open(json, '{');
        dl_json_text(json, "start", reading->start);
        dl_json_text(json, "end", reading->end);
        dl_json_text(json, "why", reading->why);
        dl_json_close(json, '}');
    }
    dl_json_close(json, ']');
}

/* "2" and "0.5", but not the X of "some months". */
static bool is_number(const char *text) {
    if (!text || !dl_is_digit(*text)) return false;
    while (dl_is_digit(*text) || *text == '.')
        text++;
    return !*text && text[-1] != '.';
}

static void write_duration(dl_json *json, const dateline_date *date) {
    if (!date->duration_unit) return;
    dl_json_key(json, "duration");
    dl_json_open(json, '{');
    dl_json_key(json, "n");
    dl_json_raw(json, is_number(date->duration_n) ? date->duration_n : NULL);
    dl_json_text(json, "unit", date->duration_unit);
    dl_json_close(json, '}');
}

static void write_date(dl_json *json, const dateline_date *date) {
    dl_json_text(json, "start", date->start);
    dl_json_text(json, "end", date->end);
    dl_json_text(json, "kind", date->kind);
    dl_json_text(json, "precision", date->precision);
    dl_json_some_text(json, "modifier", date->modifier);
    dl_json_some_text(json, "bound", date->bound);
    dl_json_some_true(json, "approximate", date->approximate);
    write_relation(json, date);
    write_inferred(json, date);
    dl_json_some_true(json, "ambiguous", date->ambiguous);
    write_readings(json, date);
    dl_json_some_text(json, "order", date->order);
    write_duration(json, date);
    write_timex(json, date);
    dl_json_text(json, "edtf", date->edtf);
}

static void number(dl_json *json, const char *key, const char *literal) {
    dl_json_key(json, key);
    dl_json_raw(json, literal);
}

static void write_percent(dl_json *json, const dateline_percent *percent) {
    number(json, "value", percent->value);
    number(json, "min", percent->min);
    number(json, "max", percent->max);
    dl_json_text(json, "comparator", percent->comparator);
    dl_json_some_text(json, "emphasis", percent->emphasis);
    dl_json_text(json, "unit", percent->unit);
    dl_json_text(json, "form", percent->form);
    dl_json_some_text(json, "direction", percent->direction);
    dl_json_some_raw(json, "from", percent->from);
    dl_json_some_raw(json, "to", percent->to);
    dl_json_some_text(json, "role", percent->role);
}

static void write_person(dl_json *json, const dateline_person *person) {
    dl_json_text(json, "name", person->name);
    dl_json_some_text(json, "given", person->given);
    dl_json_some_text(json, "family", person->family);
    dl_json_some_text(json, "title", person->title);
    dl_json_some_text(json, "suffix", person->suffix);
}

static void write_offset(dl_json *json, const dateline_offset *offset) {
    dl_json_key(json, "offset");
    dl_json_open(json, '{');
    dl_json_text(json, "text", offset->text);
    dl_json_some_text(json, "relation", offset->relation);
    dl_json_some_text(json, "direction", offset->direction);
    if (offset->measured) {
        dl_json_key(json, "km");
        dl_json_decimal(json, offset->km, 1);
    }
    if (offset->located) {
        dl_json_key(json, "lat");
        dl_json_decimal(json, offset->lat, 3);
        dl_json_key(json, "lon");
        dl_json_decimal(json, offset->lon, 3);
    }
    dl_json_close(json, '}');
}

static void write_place_fields(dl_json *json, const dateline_place *place) {
    dl_json_text(json, "name", place->name);
    dl_json_some_text(json, "kind", place->kind);
    dl_json_some_text(json, "country", place->country);
    dl_json_some_text(json, "region", place->region);
    if (place->located) {
        dl_json_key(json, "lat");
        dl_json_decimal(json, place->lat, 5); /* five digits: about a metre */
        dl_json_key(json, "lon");
        dl_json_decimal(json, place->lon, 5);
    }
    dl_json_some_raw(json, "geonames", place->geonames);
    dl_json_some_text(json, "base", place->base);
    dl_json_some_true(json, "inferred", place->inferred);
    dl_json_some_true(json, "metonym", place->metonym);
    dl_json_some_text(json, "part", place->part);
    if (place->offset) write_offset(json, place->offset);
}

/* Alternatives of alternatives are not written: one level is what a reader can use. */
static void write_place(dl_json *json, const dateline_place *place) {
    write_place_fields(json, place);
    if (!place->alternative_count) return;
    dl_json_key(json, "alternatives");
    dl_json_open(json, '[');
    for (size_t i = 0; i < place->alternative_count; i++) {
        dl_json_open(json, '{');
        write_place_fields(json, &place->alternatives[i]);
        dl_json_close(json, '}');
    }
    dl_json_close(json, ']');
}

void dl_json_bare_value(dl_json *json, const dateline_value *value) {
    if (!value->date && !value->percent && !value->person && !value->place &&
        !value->parts) {
        dl_json_raw(json, NULL);
        return;
    }
    dl_json_open(json, '{');
    if (value->date) write_date(json, value->date);
    if (value->percent) write_percent(json, value->percent);
    if (value->person) write_person(json, value->person);
    if (value->place) write_place(json, value->place);
    for (size_t i = 0; value->parts && i < value->part_count; i++)
        dl_json_text(json, value->parts[i].name, value->parts[i].value);
    dl_json_close(json, '}');
}

void dl_json_value(dl_json *json, const dateline_value *value) {
    dl_json_key(json, "value");
    dl_json_bare_value(json, value);
}
