/* markup.c - the article with its mentions marked as in rule files and test cases:
 * `[surface](type value; field=value)`.
 *
 * Reading is rules' work, writing is done here. The article keeps its line breaks; what
 * the reader would take for notation gets a backslash. */
#include "emit/emit.h"

/* # and @ begin a comment or an instruction at the start of a line alone. */
static void write_escaped(dl_out *out, dl_str text, bool line_start) {
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        bool notation = c == '[' || c == ']' || c == '\\';
        if (notation || (line_start && (c == '#' || c == '@'))) dl_out_char(out, '\\');
        dl_out_char(out, c);
        line_start = c == '\n';
    }
}

static void write_piece(dl_out *out, dl_str text) {
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (c == '\n') {
            dl_out_bytes(out, "\\n", 2);
            continue;
        }
        if (strchr(")[]\\;", c) && c) dl_out_char(out, '\\');
        dl_out_char(out, c);
    }
}

static void write_fact(dl_out *out, const dl_fact *fact) {
    if (fact->name) {
        dl_out_text(out, fact->name);
        dl_out_char(out, '=');
    }
    for (size_t i = 0; i < DL_FACT_PIECES; i++)
        write_piece(out, fact->pieces[i]);
}

/* `type value; field=value`; without a type the value stands first. */
static void write_facts(dl_out *out, const char *type, const dateline_entity *entity,
                        bool all) {
    dl_fact facts[DL_FACT_LIMIT];
    size_t count = dl_markup_facts(entity, facts);
    dl_out_text(out, type);
    bool first = !type;
    for (size_t i = 0; i < count; i++) {
        if (!facts[i].shown && !all) continue;
        if (!first) dl_out_text(out, facts[i].name ? "; " : " ");
        write_fact(out, &facts[i]);
        first = false;
    }
}

void dl_markup_value(const dateline_entity *entity, dl_out *out) {
    write_facts(out, NULL, entity, false);
}

void dl_markup_facts_all(const dateline_entity *entity, dl_out *out) {
    write_facts(out, NULL, entity, true);
}

static void write_mention(dl_out *out, const dateline_entity *entity, dl_str surface) {
    dl_out_char(out, '[');
    write_escaped(out, surface, false);
    dl_out_text(out, "](");
    write_facts(out, entity->type, entity, false);
    dl_out_char(out, ')');
}

static bool at_line_start(dl_str text, size_t byte) {
    return byte == 0 || text.at[byte - 1] == '\n';
}

void dl_emit_markup(const dl_emit_view *view, const dateline_format_options *options,
                    dl_out *out) {
    (void)options;
    dl_str text = view->text;
    size_t byte = 0, point = 0;
    for (size_t i = 0; i < view->entity_count; i++) {
        const dateline_entity *entity = view->entities[i];
        bool line_start = at_line_start(text, byte);
        write_escaped(out, dl_emit_walk(text, &byte, &point, entity->start), line_start);
        write_mention(out, entity, dl_emit_walk(text, &byte, &point, entity->end));
    }
    bool line_start = at_line_start(text, byte);
    write_escaped(out, dl_str_cut(text, byte, text.len), line_start);
    if (!dl_str_ends(text, DL_STR("\n"))) dl_out_char(out, '\n');
}
