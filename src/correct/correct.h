/* correct.h - what a reader knows better: corrections that are applied last. */
#ifndef DL_CORRECT_CORRECT_H
#define DL_CORRECT_CORRECT_H

#include "base/error.h"
#include "resolve/link.h"

typedef enum dl_correct_verb {
    DL_CORRECT_NEVER,
    DL_CORRECT_ALWAYS,
    DL_CORRECT_SAME,
    DL_CORRECT_RENAME
} dl_correct_verb;

typedef struct dl_correction {
    dl_correct_verb verb;
    const char *type;
    dl_str name;
    dl_str value;   /* behind = or ->; .at NULL: none */
    const char *id; /* of the one document that it is for; NULL: all */
    dl_place type_place;
    uint32_t number; /* in the file's order, from 1 */
} dl_correction;

typedef DL_ARRAY(dl_correction) dl_correction_list;

struct dateline_corrections {
    dl_arena arena;
    dl_correction_list list;
};

/* Reads a file of corrections; every error is reported. False when there was one. */
bool dl_corrections_parse(dl_str text, const char *file, dl_arena *arena,
                          dl_correction_list *out, dateline_report_fn report, void *user,
                          dateline_error *err);

/* True when the value names a day, month or year of the calendar. */
bool dl_correct_is_date(dl_str value);

/* False, and err, when a correction names a type that no rule gives. */
bool dl_corrections_fit(const dateline_corrections *corrections,
                        const dateline_rules *rules, dateline_error *err);

typedef struct dl_correct { /* what is corrected: the mentions of one text and their cards
                             */
    dl_scan *scan;
    const dl_value_context *context;
    const char *id; /* of the document, or NULL */
    dl_cards *cards;
    dl_mention *mentions; /* in text order */
    size_t count;
} dl_correct;

/* Applies the corrections in the order of the file. False without memory. */
bool dl_corrections_apply(const dateline_corrections *corrections, dl_correct *job);

/* ---- the steps, each a file ---- */

/* always.c */
bool dl_correct_always(dl_correct *job, const dl_correction *correction);

/* unify.c: same and rename. */
bool dl_correct_unify(dl_correct *job, const dl_correction *correction);

/* value.c: the value that a name of a type has, or NULL without memory in *failed. */
bool dl_correct_value(const dl_correct *job, const char *type, dl_str name, dl_str told,
                      dateline_value *out);
const char *dl_correct_name_of(const dateline_value *value);

/* True when the mention's words, or the name it was given, are the name. */
bool dl_correct_called(const dl_correct *job, const dl_mention *mention, dl_str name);

#endif
