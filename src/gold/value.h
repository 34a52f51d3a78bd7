/* value.h - values that gold tells, ready to be compared. */
#ifndef DL_GOLD_VALUE_H
#define DL_GOLD_VALUE_H

#include "base/markup.h"
#include "dateline.h"

enum { DL_GOLD_NAMES = 3, DL_GOLD_NUMBERS = 4 };

typedef struct dateline_gold_value {
    const char *text;            /* a plain value; NULL: an object or list */
    dl_str names[DL_GOLD_NAMES]; /* folded: name, article name, its last part; .at NULL */
    const char *geonames;
    bool located;
    double lat, lon;
    double numbers[DL_GOLD_NUMBERS];
    size_t number_count;        /* may be above DL_GOLD_NUMBERS */
    const dl_markup_mark *mark; /* of marked-up gold: the notation is compared */
} dateline_gold_value;

/* A decimal number without the locale; *len is how long it is, 0: there is none. */
double dl_gold_number(dl_str text, size_t *len);

/* Fills numbers with all that stand in the text. */
void dl_gold_numbers(dl_str text, dateline_gold_value *out);

/* First and last day that a TIMEX3 value (2024-03, 2024-W11, 199) or FROM/TO denotes, as
 * day numbers; false for what is no such value. */
bool dl_gold_interval(dl_str value, int64_t *first, int64_t *last);

#endif
