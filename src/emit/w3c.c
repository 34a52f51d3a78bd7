/* w3c.c - the Web Annotation Data Model: one AnnotationPage for an article, one line.
 *
 * A target is found by its position (code points, as the model counts them) and by its
 * quote with what stands around it. Bodies: the type as a tag, what it means as a remark,
 * and a place's GeoNames page as what is identified. */
#include "emit/json.h"
#include "emit/label.h"

enum { AROUND = 32 }; /* code points of prefix and suffix */

static void write_id(dl_json *json, const dateline_about *about, const char *kind,
                     size_t number) {
    char id[DL_ID_LEN + 1], urn[64] = "urn:uuid:";
    dl_record_id(about, kind, number, id);
    id[12] = '8'; /* a UUID of version 8: of our own making */
    id[16] = '8';
    size_t len = strlen(urn);
    for (size_t i = 0; i < DL_ID_LEN; i++) {
        if (i == 8 || i == 12 || i == 16 || i == 20) urn[len++] = '-';
        urn[len++] = id[i];
    }
    dl_json_key(json, "id");
    dl_json_string(json, (dl_str){urn, len});
}

static bool continues(char c) {
    return ((unsigned char)c & 0xC0) == 0x80;
}

static size_t back(dl_str text, size_t byte, size_t points) {
    while (byte && points--)
        do
            byte--;
        while (byte && continues(text.at[byte]));
    return byte;
}

static void write_body(dl_json *json, const char *purpose, dl_str value) {
    dl_json_open(json, '{');
    dl_json_text(json, "type", "TextualBody");
    dl_json_text(json, "purpose", purpose);
    dl_json_key(json, "value");
    dl_json_string(json, value);
    dl_json_close(json, '}');
}

static void write_meaning(dl_json *json, const dateline_entity *entity, dl_arena *arena) {
    dl_fact facts[DL_FACT_LIMIT];
    if (!dl_markup_facts(entity, facts) || facts[0].name) return;
    const char *text = dl_markup_fact_text(&facts[0], arena);
    if (text) write_body(json, "describing", dl_str_from(text));
}

static void write_identity(dl_json *json, const dateline_place *place) {
    char url[64] = "https://sws.geonames.org/";
    if (!place || !place->geonames || strlen(place->geonames) > 20) return;
    strcat(url, place->geonames);
    strcat(url, "/");
    dl_json_open(json, '{');
    dl_json_text(json, "type", "SpecificResource");
    dl_json_text(json, "purpose", "identifying");
    dl_json_text(json, "source", url);
    dl_json_close(json, '}');
}

static void write_selectors(dl_json *json, const dateline_entity *entity, dl_str text,
                            size_t from, size_t to) {
    size_t before = back(text, from, AROUND), after = to, point = 0;
    dl_str suffix = dl_emit_walk(text, &after, &point, AROUND);
    dl_json_open(json, '{');
    dl_json_text(json, "type", "TextPositionSelector");
    dl_json_count(json, "start", entity->start);
    dl_json_count(json, "end", entity->end);
    dl_json_close(json, '}');
    dl_json_open(json, '{');
    dl_json_text(json, "type", "TextQuoteSelector");
    dl_json_key(json, "exact");
    dl_json_string(json, dl_str_cut(text, from, to));
    dl_json_key(json, "prefix");
    dl_json_string(json, dl_str_cut(text, before, from));
    dl_json_key(json, "suffix");
    dl_json_string(json, suffix);
    dl_json_close(json, '}');
}

static bool is_plain(char c) {
    char lower = (char)(c | 0x20);
    return (lower >= 'a' && lower <= 'z') || dl_is_digit(c) || (c && strchr("-._~/", c));
}

/* What the annotations are about, as a relative reference: an IRI that whoever publishes
 * the articles puts a base before. */
static void write_source(dl_json *json, const dateline_about *about) {
    dl_str name =
        dl_str_from(about->source && *about->source ? about->source : about->id);
    char iri[1024];
    size_t len = 0;
    for (size_t i = 0; i < name.len && len + 4 < sizeof iri; i++) {
        unsigned char c = (unsigned char)name.at[i];
        if (is_plain(name.at[i])) {
            iri[len++] = name.at[i];
            continue;
        }
        iri[len++] = '%';
        iri[len++] = "0123456789ABCDEF"[c >> 4];
        iri[len++] = "0123456789ABCDEF"[c & 15];
    }
    dl_json_key(json, "source");
    dl_json_string(json, (dl_str){iri, len});
}

static void write_annotation(dl_json *json, const dl_emit_view *view, size_t number,
                             size_t from, size_t to) {
    const dateline_entity *entity = view->entities[number];
    dl_json_open(json, '{');
    write_id(json, &view->about, "annotation", number);
    dl_json_text(json, "type", "Annotation");
    dl_json_text(json, "motivation", "tagging");
    dl_json_key(json, "body");
    dl_json_open(json, '[');
    write_body(json, "tagging", dl_str_from(entity->type));
    write_meaning(json, entity, view->arena);
    write_identity(json, entity->value.place);
    dl_json_close(json, ']');
    dl_json_key(json, "target");
    dl_json_open(json, '{');
    write_source(json, &view->about);
    dl_json_key(json, "selector");
    dl_json_open(json, '[');
    write_selectors(json, entity, view->text, from, to);
    dl_json_close(json, ']');
    dl_json_close(json, '}');
    dl_json_close(json, '}');
}

void dl_emit_w3c(const dl_emit_view *view, const dateline_format_options *options,
                 dl_out *out) {
    dl_json json = {.out = out, .pretty = options->pretty, .empty = true};
    size_t byte = 0, point = 0;
    dl_json_open(&json, '{');
    dl_json_text(&json, "@context", "http://www.w3.org/ns/anno.jsonld");
    write_id(&json, &view->about, "page", 0);
    dl_json_text(&json, "type", "AnnotationPage");
    dl_json_key(&json, "items");
    dl_json_open(&json, '[');
    for (size_t i = 0; i < view->entity_count; i++) {
        const dateline_entity *entity = view->entities[i];
        dl_emit_walk(view->text, &byte, &point, entity->start);
        size_t from = byte;
        dl_emit_walk(view->text, &byte, &point, entity->end);
        write_annotation(&json, view, i, from, byte);
    }
    dl_json_close(&json, ']');
    dl_json_close(&json, '}');
    dl_out_char(out, '\n');
}
