/* timeml.c - TimeML: the text with a TIMEX3 element around each mention of time, as
 * TempEval's data has it.
 *
 *     <TIMEX3 tid="t1" type="DATE" value="2025-10-24">October 24th</TIMEX3> to ...
 *
 * TIMEX3 knows no stretches: the ends of "October 24th to 27th" are two elements. t0 is
 * the article's day. */
#include "emit/emit.h"
#include "emit/xml.h"

static void write_attribute(dl_out *out, const char *name, const char *value) {
    if (!value) return;
    dl_out_char(out, ' ');
    dl_out_text(out, name);
    dl_out_text(out, "=\"");
    dl_xml_text(out, dl_str_from(value));
    dl_out_char(out, '"');
}

static void write_tid(dl_out *out, const char *name, size_t number) {
    dl_out_char(out, ' ');
    dl_out_text(out, name);
    dl_out_text(out, "=\"t");
    dl_out_integer(out, (long long)number);
    dl_out_char(out, '"');
}

static bool is_written(const dateline_entity *entity) {
    return entity->value.date && entity->value.date->timex_value;
}

/* Written as two elements. */
static bool is_stretch(const dateline_entity *entity) {
    return entity->first_len > 0;
}

/* The number of the element that an entity begins. */
static size_t tid_of(const dl_emit_view *view, size_t i) {
    size_t tid = 1;
    for (size_t k = 0; k < i; k++)
        if (is_written(view->entities[k])) tid += is_stretch(view->entities[k]) ? 2 : 1;
    return tid;
}

static void write_anchor(const dl_emit_view *view, const dateline_date *date,
                         dl_out *out) {
    if (!date->anchor) return;
    bool by_mention = strcmp(date->anchor, "mention") == 0 && date->anchor_entity >= 0;
    write_attribute(out, "temporalFunction", "true");
    if (by_mention)
        write_tid(out, "anchorTimeID", tid_of(view, (size_t)date->anchor_entity));
    else if (strcmp(date->anchor, "document") == 0 && view->about.date)
        write_tid(out, "anchorTimeID", 0);
}

static void write_element(dl_out *out, size_t tid, const char *type, const char *value,
                          dl_str text, const dl_emit_view *view,
                          const dateline_date *date) {
    dl_out_text(out, "<TIMEX3");
    write_tid(out, "tid", tid);
    write_attribute(out, "type", type);
    write_attribute(out, "value", value);
    if (date) {
        write_attribute(out, "mod", date->timex_mod);
        write_attribute(out, "quant", date->timex_quant);
        write_attribute(out, "freq", date->timex_freq);
        write_anchor(view, date, out);
    }
    dl_out_char(out, '>');
    dl_xml_text(out, text);
    dl_out_text(out, "</TIMEX3>");
}

static size_t write_entity(const dl_emit_view *view, const dateline_entity *entity,
                           size_t tid, dl_out *out) {
    const dateline_date *date = entity->value.date;
    dl_str text = {entity->text, entity->text_len};
    if (!is_stretch(entity)) {
        write_element(out, tid, date->timex_type, date->timex_value, text, view, date);
        return tid + 1;
    }
    size_t first = entity->first_len, last = entity->last_start;
    write_element(out, tid, "DATE", date->timex_first, dl_str_cut(text, 0, first), view,
                  NULL);
    dl_xml_text(out, dl_str_cut(text, first, last));
    write_element(out, tid + 1, "DATE", date->timex_last,
                  dl_str_cut(text, last, text.len), view, NULL);
    return tid + 2;
}

/* Where an entity stands in the text: its records count bytes of the file. */
static size_t place_of(const dl_emit_view *view, const dateline_entity *entity,
                       size_t *point, size_t at) {
    for (; *point < entity->start && at < view->text.len; at++)
        if (at + 1 == view->text.len ||
            ((unsigned char)view->text.at[at + 1] & 0xC0) != 0x80)
            ++*point;
    return at;
}

static void write_text(const dl_emit_view *view, dl_out *out) {
    size_t at = 0, seen = 0, point = 0, tid = 1;
    for (size_t i = 0; i < view->entity_count; i++) {
        const dateline_entity *entity = view->entities[i];
        if (!is_written(entity)) continue;
        seen = place_of(view, entity, &point, seen);
        dl_xml_text(out, dl_str_cut(view->text, at, seen));
        tid = write_entity(view, entity, tid, out);
        at = seen + entity->text_len;
    }
    dl_xml_text(out, dl_str_cut(view->text, at, view->text.len));
}

void dl_emit_timeml(const dl_emit_view *view, const dateline_format_options *options,
                    dl_out *out) {
    (void)options;
    dl_out_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                     "<TimeML xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
                     "xsi:noNamespaceSchemaLocation="
                     "\"http://timeml.org/timeMLdocs/TimeML_1.2.1.xsd\">\n<DOCID>");
    dl_xml_text(out, dl_str_from(view->about.id));
    dl_out_text(out, "</DOCID>\n");
    if (view->about.date) {
        dl_out_text(out, "<DCT><TIMEX3 tid=\"t0\" type=\"DATE\"");
        write_attribute(out, "value", view->about.date);
        dl_out_text(out, " temporalFunction=\"false\" "
                         "functionInDocument=\"CREATION_TIME\">");
        dl_xml_text(out, dl_str_from(view->about.date));
        dl_out_text(out, "</TIMEX3></DCT>\n");
    }
    dl_out_text(out, "<TEXT>");
    write_text(view, out);
    dl_out_text(out, "</TEXT>\n</TimeML>\n");
}
