/* brat.c - standoff annotations of the brat annotation tool: NAME.ann beside NAME.txt.
 *
 *     T1  Person 72 85    Hye-jin Colby
 *     N1  Reference T2 GeoNames:1838524   Busan
 *     #1  AnnotatorNotes T1   Hye-jin Colby
 *
 * Offsets are code points. A text that goes over a line break is written as fragments. */
#include "emit/emit.h"

static bool is_break(char c) {
    return c == '\n' || c == '\r';
}

/* brat's types hold letters, digits, _ and - alone. */
static void write_type(dl_out *out, const char *type) {
    for (size_t i = 0; type[i]; i++) {
        char c = type[i], lower = (char)(c | 0x20);
        bool letter = (lower >= 'a' && lower <= 'z') || dl_is_digit(c);
        char capital = (char)(i == 0 && lower >= 'a' && lower <= 'z' ? c & ~0x20 : c);
        dl_out_char(out, letter || c == '-' ? capital : '_');
    }
}

static void write_number(dl_out *out, char kind, size_t number) {
    dl_out_char(out, kind);
    dl_out_integer(out, (long long)number);
}

static void write_fragment(dl_out *out, size_t start, size_t end) {
    dl_out_integer(out, (long long)start);
    dl_out_char(out, ' ');
    dl_out_integer(out, (long long)end);
}

static bool begins_character(char c) {
    return ((unsigned char)c & 0xC0) != 0x80;
}

/* " 102 105;106 115": the stretches of the text that lie in one line. */
static void write_fragments(dl_out *out, const dateline_entity *entity) {
    size_t point = entity->start, from = point;
    const char *before = " ";
    for (size_t i = 0; i <= entity->text_len; i++) {
        bool ends = i == entity->text_len || is_break(entity->text[i]);
        if (ends && from < point) {
            dl_out_text(out, before);
            write_fragment(out, from, point);
            before = ";";
        }
        if (i == entity->text_len) break;
        if (begins_character(entity->text[i])) point++;
        if (ends) from = point;
    }
}

/* In one line: breaks are blanks, and a tab would end the field. */
static void write_line(dl_out *out, dl_str text) {
    bool in_break = false;
    for (size_t i = 0; i < text.len; i++) {
        bool ends = is_break(text.at[i]);
        if (!ends || !in_break) dl_out_char(out, ends ? ' ' : text.at[i]);
        in_break = ends;
    }
}

static void write_mention(dl_out *out, const dateline_entity *entity, size_t number) {
    write_number(out, 'T', number);
    dl_out_char(out, '\t');
    write_type(out, entity->type);
    write_fragments(out, entity);
    dl_out_char(out, '\t');
    write_line(out, (dl_str){entity->text, entity->text_len});
    dl_out_char(out, '\n');
}

static void write_reference(dl_out *out, const dateline_place *place, size_t mention,
                            size_t number) {
    write_number(out, 'N', number);
    dl_out_text(out, "\tReference");
    dl_out_char(out, ' ');
    write_number(out, 'T', mention);
    dl_out_text(out, " GeoNames:");
    dl_out_text(out, place->geonames);
    dl_out_char(out, '\t');
    write_line(out, dl_str_from(place->name));
    dl_out_char(out, '\n');
}

static void write_note(dl_out *out, const dateline_entity *entity, size_t number) {
    dl_fact facts[DL_FACT_LIMIT];
    if (!dl_markup_facts(entity, facts)) return;
    write_number(out, '#', number);
    dl_out_text(out, "\tAnnotatorNotes");
    dl_out_char(out, ' ');
    write_number(out, 'T', number);
    dl_out_char(out, '\t');
    dl_markup_value(entity, out);
    dl_out_char(out, '\n');
}

void dl_emit_brat(const dl_emit_view *view, const dateline_format_options *options,
                  dl_out *out) {
    (void)options;
    size_t references = 0;
    for (size_t i = 0; i < view->entity_count; i++) {
        const dateline_entity *entity = view->entities[i];
        const dateline_place *place = entity->value.place;
        write_mention(out, entity, i + 1);
        if (place && place->geonames) write_reference(out, place, i + 1, ++references);
        write_note(out, entity, i + 1);
    }
}
