/* pairs.h - which patterns may start at a word, now that the next word is known.
 *
 * "the" may start some sixty patterns, "the m" ten, "the mi" one or two: the set is
 * narrowed letter by letter, and what a beginning answers is shared by all words that
 * begin so. */
#ifndef DL_MATCH_PAIRS_H
#define DL_MATCH_PAIRS_H

#include "match/answers.h"

typedef struct dl_pair_slot {
    uint64_t key; /* 0: free */
    uint32_t set;
    uint32_t left; /* how often it may yet come before the next letters are asked about;
                      UINT32_MAX: they cannot change the set */
} dl_pair_slot;

typedef struct dl_pair_table {
    dl_pair_slot *slots;
    uint32_t mask, count;
} dl_pair_table;

typedef struct dl_pairs {
    dl_arena *arena;
    dl_answers *answers;
    dl_pair_table beginnings; /* of the second word: few, and asked about all the time */
    dl_pair_table whole;
} dl_pairs;

typedef struct dl_pair {
    uint32_t word, next; /* numbers, less than 2^20 */
    dl_str word_text, next_text;
    uint32_t how; /* dl_pair_how */
} dl_pair;

/* Everything lives on the arena, which says when there was no memory. */
void dl_pairs_start(dl_pairs *pairs, dl_answers *answers, dl_arena *arena);

/* The number of the set that is left of the first word's set. */
uint32_t dl_pairs_find(dl_pairs *pairs, uint32_t set, const dl_pair *pair);

#endif
