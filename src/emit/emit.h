/* emit.h - what every output format gets to see of a result, and the formats.
 *
 * A format is a row of the table in emit.c and a file of its own. It reads the view,
 * writes to the writer, and never fails: the writer remembers. One that has something to
 * say before the first article, between them or after the last one gets to see the run.
 */
#ifndef DL_EMIT_EMIT_H
#define DL_EMIT_EMIT_H

#include "base/arena.h"
#include "emit/out.h"

typedef struct dl_emit_run { /* one output, of one article or many */
    dl_out *out;
    dl_arena *arena; /* lives as long as the run */
    void *state;     /* the format's own, on the arena */
} dl_emit_run;

typedef struct dl_emit_view {
    dl_arena *arena; /* lives as long as the view; where it fails, so does the writing */
    dateline_about about;
    const char *rules; /* "sha256:…" or NULL */
    dl_str text;       /* the article text, well-formed UTF-8 */
    const dateline_entity *const *entities;
    size_t entity_count;
    const dateline_card *const *cards;
    size_t card_count;
    const dateline_error *const *problems;
    size_t problem_count;
    const dateline_token *tokens; /* of formats that ask for them; else NULL */
    size_t token_count;
} dl_emit_view;

typedef void dl_emit_fn(const dl_emit_view *view, const dateline_format_options *options,
                        dl_out *out);
typedef void dl_emit_side_fn(dl_emit_run *run);

/* The formats. begin comes before the first article, end after the last one. */
dl_emit_fn dl_emit_ndjson, dl_emit_csv, dl_emit_tsv, dl_emit_json, dl_emit_timeml,
    dl_emit_markup, dl_emit_ansi, dl_emit_html, dl_emit_brat, dl_emit_conll, dl_emit_w3c,
    dl_emit_spacy, dl_emit_labelstudio, dl_emit_datashare, dl_emit_ftm, dl_emit_geojson,
    dl_emit_ical, dl_emit_graphml;
dl_emit_side_fn dl_begin_csv, dl_begin_tsv, dl_begin_html, dl_begin_spacy,
    dl_begin_labelstudio, dl_begin_geojson, dl_begin_ical, dl_begin_graphml;
dl_emit_side_fn dl_end_html, dl_end_spacy, dl_end_labelstudio, dl_end_geojson,
    dl_end_ical, dl_end_graphml;
void dl_absorb_graphml(dl_emit_run *run, dl_str emitted);

/* Walks an article along its entities: *byte moves on to code point `to`, and what lies
 * between is returned. *point is the code point that *byte stands at. */
static inline dl_str dl_emit_walk(dl_str text, size_t *byte, size_t *point, size_t to) {
    size_t start = *byte;
    while (*point < to && *byte < text.len) {
        do
            ++*byte;
        while (*byte < text.len && ((unsigned char)text.at[*byte] & 0xC0) == 0x80);
        ++*point;
    }
    return dl_str_cut(text, start, *byte);
}

/* ---- what the markup says of a mention ----------------------------------------------
 */

enum { DL_FACT_LIMIT = 24, DL_FACT_PIECES = 4 };

/* One thing that the notation `[surface](type value; field=value)` can say. Its text is
 * the pieces one after the other, so that nothing needs to be copied to make it. */
typedef struct dl_fact {
    const char *name; /* "title"; NULL: the value itself */
    bool shown;       /* false: can be asked for, is not printed */
    dl_str pieces[DL_FACT_PIECES];
} dl_fact;

/* The value first, if there is one, then the fields in the order of printing. Returns how
 * many; the texts live as long as the entity. */
size_t dl_markup_facts(const dateline_entity *entity, dl_fact facts[DL_FACT_LIMIT]);

/* The text of a fact on the arena; NULL without memory. */
const char *dl_markup_fact_text(const dl_fact *fact, dl_arena *arena);

/* "value; field=value", escaped for the notation; nothing where nothing is known. */
void dl_markup_value(const dateline_entity *entity, dl_out *out);

/* The same with the fields that a test may ask for and that are not shown. */
void dl_markup_facts_all(const dateline_entity *entity, dl_out *out);

#endif
