/* pairs.h - which patterns may start at a word, now that the next word is known.
 *
 * "the" may start some sixty patterns, "the m" ten, "the mi" one or two: the set is
 * narrowed letter by letter, and what a beginning answers is shared by all words that
 * begin so. */
#ifndef DL_MATCH_PAIRS_H
#define DL_MATCH_PAIRS_H

#include "match/answers.h"

/* Slots hold a set, and how often it may yet come before the next letters are asked
 * about; UINT32_MAX: they cannot change it. */
typedef struct dl_pairs {
    dl_answers *answers;
    dl_table beginnings; /* of the second word: few, and asked about all the time */
    dl_table whole;
} dl_pairs;

typedef struct dl_pair {
    uint32_t word, next; /* numbers, less than 2^20 */
    dl_str word_text, next_text;
    uint32_t how; /* dl_pair_how */
} dl_pair;

/* To be freed even where there was no memory, which is false. */
bool dl_pairs_start(dl_pairs *pairs, dl_answers *answers);
void dl_pairs_free(dl_pairs *pairs);

/* The number of the set that is left of the first word's set. Without memory the arena of
 * the answers is marked. */
uint32_t dl_pairs_find(dl_pairs *pairs, uint32_t set, const dl_pair *pair);

#endif
