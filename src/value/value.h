/* value.h - what a rule's `value` line names, and what becomes of a chosen mention.
 *
 * A rule says `value FUNC(arg, arg, key=group, key="text")`. FUNC is a row of the table
 * in value.c. The rule compiler checks names against the row; match/ captures the
 * arguments; after resolve/ has chosen the mentions, dl_values_fill calls the rows' kinds
 * over the whole document, in text order. */
#ifndef DL_VALUE_VALUE_H
#define DL_VALUE_VALUE_H

#include "base/arena.h"
#include "dateline.h"
#include "text/text.h"

typedef struct dl_arg {
    const char *name; /* the parameter: "y" */
    dl_str text;      /* normalised surface that was captured; .at NULL: group not set */
    dl_str value;  /* the list's value (=>) for it, or the same as text; literal text */
    dl_nspan span; /* of the capture; {0,0} for literals */
} dl_arg;

typedef struct dl_value_fn {
    const char *name;          /* as in the rule file */
    const char *const *params; /* names it takes, NULL-ended; a positional argument takes
                                  the name of its group */
    int kind;                  /* one of dl_value_kind */
} dl_value_fn;

typedef enum dl_value_kind {
    DL_VALUE_PARTS, /* of users' own types: the arguments as they are */
    DL_VALUE_DATE,
    DL_VALUE_PERCENT,
    DL_VALUE_PERSON,
    DL_VALUE_PLACE
} dl_value_kind;

/* key.c: what a person or place is called in every article, or NULL; on the arena. */
const char *dl_value_key(const dateline_value *value, dl_arena *arena);

/* The row with that name, or NULL. */
const dl_value_fn *dl_value_find(dl_str name);

/* The i-th row of all, or NULL past the end: for messages. */
const dl_value_fn *dl_value_at(size_t i);

/* A condition `when valid_date(y, m, d)`: a row of tests by name. */
typedef bool (*dl_value_test)(const dl_arg *args, size_t count);
dl_value_test dl_value_test_find(dl_str name);

/* The i-th test's name, or NULL past the end. */
const char *dl_value_test_at(size_t i);

/* A mention that was chosen; resolve/ makes it, value/ fills value and core. */
typedef struct dl_mention {
    dl_nspan span;
    dl_nspan core;         /* percent: number and unit; else the same as span */
    dl_nspan ends[2];      /* of a range; else empty */
    uint32_t first, end;   /* tokens */
    const char *type;      /* "date" */
    const char *rule;      /* "date.day_month_year" */
    const dl_value_fn *fn; /* NULL: no value line */
    const dl_arg *args;
    size_t arg_count;
    double confidence;
    uint32_t card;   /* 0: none */
    uint32_t number; /* among all mentions of the call; dl_values_fill says it */
    dateline_value value;
    bool dropped; /* value/ found that it cannot be; it is not emitted */
    uint32_t
        correction; /* number of the one that changed or dropped it, plus 1; 0: none */
} dl_mention;

typedef struct dl_value_context {
    const dl_text *text;
    const char *date;           /* document date, YYYY-MM-DD, or NULL */
    const char *date_order;     /* "mdy" or "dmy" */
    uint32_t fiscal_start;      /* 1..12 or 0 */
    const char *home;           /* where the paper is at home, or NULL */
    const char *domain;         /* its domain, or an address in it, or NULL */
    const char *title;          /* the article's, or NULL */
    const dl_mention *mentions; /* all of the document's, once dates are filled */
    size_t mention_count;
    dl_arena *arena;                   /* the result's */
    const struct dl_chooser **chooser; /* gets how places were chosen; or NULL */
} dl_value_context;

/* The argument called name, or NULL where the rule has none or its group is not set. */
const dl_arg *dl_arg_find(const dl_mention *mention, const char *name);

/* Gives every mention its value: mentions in text order. Returns false without memory. */
bool dl_values_fill(dl_mention *mentions, size_t count, const dl_value_context *context);

/* One file each: all mentions of the kind, in text order. */
bool dl_dates_fill(dl_mention **mentions, size_t count, const dl_value_context *context);
bool dl_percents_fill(dl_mention **mentions, size_t count,
                      const dl_value_context *context);

#endif
