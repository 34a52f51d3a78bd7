/* score.h - found against gold: pairs, counts, and the measures made of them. */
#ifndef DL_CLI_SCORE_H
#define DL_CLI_SCORE_H

#include "cli/output.h"
#include "dateline.h"

enum { DL_BINS = 10 };

typedef struct dl_tally { /* of one type in one article, or over all */
    size_t gold, found;   /* mentions that count */
    size_t exact, relaxed;
    size_t valued; /* gold mentions that tell a value */
    size_t judged, right,
        near;           /* pairs whose gold tells one; equal values, nearly equal ones */
    size_t exact_right; /* of the exact pairs */
} dl_tally;

typedef struct dl_bin { /* of found mentions with a confidence of one tenth */
    size_t count, right;
    double confidence; /* their sum */
} dl_bin;

typedef struct dl_measures {
    double precision, recall, f1;
} dl_measures;

/* Dates, times, durations and sets taken as one, as TempEval does. */
#define DL_TIMEX "timex"

/* Is the type this one, or one of those that DL_TIMEX stands for? */
bool dl_score_is(const char *type, const char *wanted);

typedef struct dl_scoring { /* of one type in one article */
    const dateline_gold_article *gold;
    const dateline_result *result;
    const char *type;     /* or DL_TIMEX */
    const char *optional; /* fields of gold that make a mention optional: "a,b"; NULL */
    dl_tally *tally;
    dl_bin *bins;
    dl_output *errors; /* where each error is written; NULL: nowhere */
} dl_scoring;

/* Compares. False without memory. */
bool dl_score(const dl_scoring *scoring);

/* TempEval's value F1: pairs with equal values, where what gold tells no value of is left
 * out of what was found. */
dl_measures dl_score_values(const dl_tally *tally, size_t right);

dl_measures dl_score_measures(size_t right, size_t found, size_t gold);
void dl_score_add(dl_tally *sum, const dl_tally *one);

/* Mean distance of confidence and share of right ones, over the bins. */
double dl_score_calibration(const dl_bin bins[DL_BINS]);

#endif
