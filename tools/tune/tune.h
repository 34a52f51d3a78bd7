/* tune.h - what the steps of the tuner share: annotated articles, what the engine saw in
 * them, and weights.
 *
 * An example is one stretch of one article: a lattice of pieces, each with the clues that
 * held for it and the types that the gold leaves open for it. */
#ifndef DL_TOOLS_TUNE_H
#define DL_TOOLS_TUNE_H

#include <stdio.h>

#include "resolve/resolve.h"
#include "rules/load.h"

enum { TYPES = DL_NAME_TYPES, FOLDS = 4, CLUES_MOST = 384 };

/* ---- gold (gold.c) ---- */

enum { GOLD_UNKNOWN = -2, GOLD_NO_NAME = -1 };

typedef struct gold_mark {
    size_t start, end; /* code points */
    int type;          /* a name type, or one of the above */
} gold_mark;

typedef struct gold_article {
    DL_ARRAY(gold_mark) marks;
    const char *text;
    size_t len;
    bool places_only; /* nothing else is marked in it */
} gold_article;

/* Calls found for every article of an NDJSON file. False, and says why, if the file
 * cannot be read. */
typedef void (*gold_fn)(const gold_article *article, void *user);
bool gold_read(const char *path, gold_fn found, void *user);

/* A bit for each type that the gold leaves open for a piece of these code points; the bit
 * of DL_NONE for no name. */
uint8_t gold_may(const gold_article *article, size_t start, size_t end);

/* The mark of exactly these code points, or NULL. */
const gold_mark *gold_exact(const gold_article *article, size_t start, size_t end);

/* Is a mark that says nothing sure in the way? */
bool gold_is_unknown(const gold_article *article, size_t start, size_t end);

/* ---- examples ---- */

typedef struct example_piece {
    uint32_t from, to; /* nodes */
    uint32_t clues, clue_count;
    uint32_t more, more_count; /* of the rest of the article */
    int16_t certain[TYPES];    /* what clues that are not fitted add */
    uint8_t may;               /* types that the gold leaves open */
    bool single;               /* may be no name too */
} example_piece;

typedef struct example {
    uint32_t nodes, pieces, piece_count;
    uint32_t article, stretch;
    bool teaches; /* the gold says something, and some way through agrees with it */
} example;

typedef DL_ARRAY(uint32_t) numbers;
typedef DL_ARRAY(example_piece) piece_list;
typedef DL_ARRAY(example) example_list;

typedef double (*weight_table)[TYPES];

/* Learnt words and endings: a feature is a role and a folded text. */
typedef struct feature {
    const char *text; /* NULL: free slot */
    int role;
    uint32_t articles, last_article; /* how many articles have it */
    uint32_t id;                     /* 0 until it is common enough */
} feature;

enum { FEATURES_MOST = 1 << 18, ENDING_ROLE = DL_ROLES };

typedef struct sample { /* a mention that was chosen: how sure, and rightly so? */
    int type;
    double confidence;
    bool right;
} sample;

typedef struct tuner {
    dateline_rules *rules;
    dl_matcher *matcher;
    dl_automaton automata[DL_USES];
    dl_vocabulary *vocabulary;
    dl_arena keep, work;
    uint8_t *given_up;
    uint64_t *lower_seen;
    int stage; /* which of see.c's */
    uint32_t article, next_example;
    numbers clues;
    feature *features;
    uint32_t feature_count; /* that are common enough */
    piece_list pieces;
    example_list examples;
    weight_table first[FOLDS + 1], second[FOLDS + 1]; /* by fold left out; all */
    DL_ARRAY(sample) samples;
    size_t marked[TYPES]; /* in the articles of the samples */
    size_t lost, disagreements;
    int epochs, rounds;
    double l2, word_l2;
    uint32_t word_least, ending_least; /* articles */
} tuner;

/* Neighbours are often of one paper or one day and tell the same story: they are left
 * out together, so that what is left out looks as new as an article of a stranger. */
enum { NEIGHBOURS = 32 };

static inline uint32_t fold_of(uint32_t article) {
    return article / NEIGHBOURS % FOLDS;
}

/* see.c: runs the engine over an article. */
enum {
    SEE_WORDS,    /* counts words and endings */
    SEE_FIRST,    /* makes examples */
    SEE_DOCUMENT, /* adds what the first pass of the weights without its fold tells */
    SEE_AGAIN,    /* adds what the second pass of such weights tells, in its place */
    SEE_CHOICE    /* samples what the passes without its fold choose */
};
void see_article(const gold_article *article, void *tuner);

/* words.c */
void use_words(tuner *t, const dl_resolve *r, const dl_stretch *s, const dl_piece *piece,
               example_piece *slot);
void keep_common_words(tuner *t);

/* fit.c: the weights of one pass, without one fold (FOLDS: with all). */
size_t weight_count(const tuner *t);
weight_table fit(const tuner *t, bool second, uint32_t without);

/* write.c */
bool write_weights(const tuner *t, const char *folder);
bool write_calibration(const tuner *t, const char *folder);
void report_samples(const tuner *t);

#endif
