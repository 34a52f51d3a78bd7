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
        near; /* pairs whose gold tells one; equal values, nearly equal ones */
} dl_tally;

typedef struct dl_bin { /* of found mentions with a confidence of one tenth */
    size_t count, right;
    double confidence; /* their sum */
} dl_bin;

typedef struct dl_measures {
    double precision, recall, f1;
} dl_measures;

/* Compares one type of one article. Where errors is not NULL each one is written to it.
 * False without memory. */
bool dl_score(const dateline_gold_article *gold, const dateline_result *result,
              const char *type, dl_tally *tally, dl_bin bins[DL_BINS], dl_output *errors);

dl_measures dl_score_measures(size_t right, size_t found, size_t gold);
void dl_score_add(dl_tally *sum, const dl_tally *one);

/* Mean distance of confidence and share of right ones, over the bins. */
double dl_score_calibration(const dl_bin bins[DL_BINS]);

#endif
