/* answers.h - which patterns may start with some bytes: sets of them, asked from PCRE2
 * once and kept. What common words and beginnings of pairs answer stands ready in the
 * pack. */
#ifndef DL_MATCH_ANSWERS_H
#define DL_MATCH_ANSWERS_H

#include "base/table.h"
#include "rules/rules.h"

/* The patterns that may start at a word; the top bit of an item says that the word alone
 * decides: the pattern matches it whatever follows. */
typedef struct dl_pattern_set {
    uint32_t count;
    const uint32_t *items;
} dl_pattern_set;

#define DL_DECIDED_BIT ((uint32_t)1 << 31)

typedef struct dl_answers {
    const dateline_rules *rules;
    dl_matcher *matcher;
    dl_arena *arena;
    DL_ARRAY(dl_pattern_set) sets; /* set 0 is empty; those of the pack come first */
    dl_table known;                /* from a use and bytes to the number of a set */
    dl_slot *ready;                /* the same from the pack, to be read; or NULL */
    uint32_t ready_mask;
    uint32_t *work; /* room for a set of all patterns */
} dl_answers;

/* Ready to be asked; to be freed even where there was no memory, which is false. What is
 * not in a table lives on the arena. */
bool dl_answers_start(dl_answers *answers, const dateline_rules *rules,
                      dl_matcher *matcher, dl_arena *arena);
void dl_answers_free(dl_answers *answers);

/* The number of the set of patterns of a use that may start with the bytes. whole: they
 * are a whole token, not the beginning of one. */
uint32_t dl_answers_find(dl_answers *answers, dl_use use, dl_str bytes, bool whole);

/* In what way two words stand together; parts the answers about pairs. */
enum {
    DL_PAIR_GAP = 1,
    /* a space parts them */ DL_PAIR_SPACED = 2 /* one stands before */
};

static inline uint32_t dl_pair_how(dl_use use, bool spaced, bool gap) {
    return (uint32_t)use << 2 | (spaced ? DL_PAIR_SPACED : 0) | (gap ? DL_PAIR_GAP : 0);
}

/* Of a set, the patterns that may start with head and then next: asked about the first 1,
 * 2, 4 characters of next, then all of it, since most sets are empty after the first.
 * how: see dl_pair_how. */
uint32_t dl_answers_pair(dl_answers *answers, uint32_t set, dl_str head, uint32_t how,
                         dl_str next);

/* Does any pattern of the set depend on what follows? */
bool dl_answers_undecided(const dl_answers *answers, uint32_t set);

/* All that is known, as a block for the pack. False without memory. */
bool dl_answers_write(const dl_answers *answers, dl_arena *arena, dl_str *out);

/* For the build: the answers about common words and how the next may begin, in ready.c.
 */
bool dl_answers_make(const dateline_rules *rules, dl_arena *arena, dl_str *out);

#endif
