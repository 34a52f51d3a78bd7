/* resolve.h - from the candidates of a whole document to the mentions that a reader would
 * choose.
 *
 * Stretches are cut out of the text where candidates overlap or capitalised words stand
 * together; each is cut into pieces in the way that has the most evidence (Viterbi over
 * pieces and types); forward-backward gives each piece's probability. What the first pass
 * found over the document is evidence in the second (after Mikheev, Moens and Grover
 * 1999, and GATE's OrthoMatcher). All scores are sums of integers in tenths of a
 * log-odds. */
#ifndef DL_RESOLVE_RESOLVE_H
#define DL_RESOLVE_RESOLVE_H

#include "match/scan.h"

/* A word of a name with its dots and inner apostrophes, or one other token. */
typedef struct dl_unit {
    uint32_t first, end; /* tokens */
    uint32_t word;       /* of the vocabulary; a joined unit's own */
    uint64_t fold;
    uint8_t facts; /* dl_unit_fact */
} dl_unit;

enum dl_unit_fact {
    DL_UNIT_CAP = 1,
    DL_UNIT_CONNECTOR = 2, /* inside of a run, between capitalised words */
    DL_UNIT_POSSESSIVE = 4,
    DL_UNIT_PARTICLE = 8, /* a name may begin with it */
    DL_UNIT_INITIAL = 16,
    DL_UNIT_IN_RUN = 32,
    DL_UNIT_UPPER = 64,
    DL_UNIT_HYPHEN = 128
};

typedef struct dl_piece {
    uint32_t first, end;      /* tokens */
    uint16_t unit, unit_end;  /* units of the stretch */
    uint64_t key;             /* of the name's words */
    dl_weights base, weights; /* without and with the document's evidence */
    int32_t candidate;        /* index, or -1: capitalised words alone */
    uint8_t type;             /* DL_NONE + 1 and up: the only type; else any name type */
    bool fixed;               /* one type alone */
    int32_t score;            /* fixed: evidence beyond that of none */
    dl_traits traits;
    dl_class_set classes;         /* of all its words together */
    int32_t rules[DL_NAME_TYPES]; /* strongest candidate for each name type, or -1 */
} dl_piece;

typedef struct dl_chosen { /* a piece that won */
    uint32_t first, end;
    uint64_t key;
    uint32_t stretch, piece;
    uint8_t type;
    int32_t candidate;
    double confidence;
} dl_chosen;

typedef struct dl_stretch {
    uint32_t first, end; /* tokens */
    dl_unit *units;
    uint32_t unit_count;
    dl_piece *pieces;
    uint32_t piece_count;
    int16_t *none; /* by token of the stretch: score of no entity, if a unit begins */
    uint32_t *none_end;          /* where that step ends */
    uint32_t chosen, chosen_end; /* range in the document's list */
} dl_stretch;

typedef DL_ARRAY(dl_stretch) dl_stretches;
typedef DL_ARRAY(dl_piece) dl_pieces;
typedef DL_ARRAY(dl_unit) dl_units;
typedef DL_ARRAY(dl_chosen) dl_chosen_list;

typedef struct dl_document_evidence dl_document_evidence;

typedef struct dl_resolve {
    dl_scan *scan;
    const dl_word
        *words; /* of the vocabulary, which stays as it is once stretches are found */
    dl_stretches stretches;
    dl_chosen_list chosen; /* in text order, apart; types other than none */
    const dl_document_evidence *document; /* NULL in the first pass */
    dl_pieces pieces; /* scratch: a stretch is built here, then kept in its own size */
    dl_units units;   /* the same */
} dl_resolve;

/* Runs everything; chosen is filled. False without memory. */
bool dl_resolve_run(dl_resolve *resolve);

/* Its two halves: all passes but the last, after which chosen holds what they chose and
 * document what that says; then chosen is made anew. */
bool dl_resolve_first(dl_resolve *resolve);
bool dl_resolve_last(dl_resolve *resolve);

/* ---- the steps, each a file ---- */

/* stretch.c: cuts the text into stretches with units. */
bool dl_stretches_find(dl_resolve *resolve);

/* traits.c: of the line at a token; of what begins or ends at a token and unit; of a
 * piece, on top of those of its line and sides. */
dl_traits dl_line_traits(const dl_resolve *resolve, uint32_t token);
dl_traits dl_left_traits(const dl_resolve *resolve, const dl_stretch *stretch,
                         uint32_t token, uint32_t unit);
dl_traits dl_right_traits(const dl_resolve *resolve, const dl_stretch *stretch,
                          uint32_t token, uint32_t unit);
dl_traits dl_piece_traits(const dl_resolve *resolve, const dl_stretch *stretch,
                          const dl_piece *piece, dl_traits line_and_sides);

/* pieces.c: pieces of a stretch with their weights. */
bool dl_pieces_make(dl_resolve *resolve, dl_stretch *stretch);

/* evidence.c: does the clue hold for the piece, its trigger (a condition's index, or -1)
 * left out? */
bool dl_clue_holds(dl_resolve *resolve, const dl_stretch *stretch, const dl_piece *piece,
                   const dl_rule *clue, int trigger);

/* One condition of a clue, `unless` left out of account; one on the document always
 * holds. */
bool dl_clue_condition(dl_resolve *resolve, const dl_stretch *stretch,
                       const dl_piece *piece, const dl_condition *condition);

/* The word of the vocabulary that stands in the role, where the role is one word; else
 * UINT32_MAX. */
uint32_t dl_piece_word(const dl_resolve *resolve, const dl_stretch *stretch,
                       const dl_piece *piece, dl_role role);

/* Does one of its patterns hold beside or on the piece? True when it has none. */
bool dl_clue_patterns_hold(dl_resolve *resolve, const dl_piece *piece,
                           const dl_rule *clue);

/* decide.c: the best way through a stretch, appended to chosen. */
bool dl_decide(dl_resolve *resolve, dl_stretch *stretch, uint32_t number);

/* How much more evidence the best way has than the best way with this piece as this type,
 * in tenths; 0: it is on the best way, or as good. False without memory. */
bool dl_decide_shortfall(dl_resolve *resolve, dl_stretch *stretch, uint32_t piece,
                         int type, int32_t *out);

/* document.c: what the chosen of the first pass say; weights of all pieces with it. */
bool dl_document_gather(dl_resolve *resolve);
void dl_document_weigh(dl_resolve *resolve, dl_stretch *stretch);

/* Does a clue on the document hold for the piece? To be asked between the passes. */
bool dl_document_clue_holds(dl_resolve *resolve, const dl_stretch *stretch,
                            const dl_piece *piece, const dl_rule *clue);

/* explain.c: every clue and name rule that holds for a piece, asked one by one: the same
 * sum as the fast way's, slowly. Between the passes with document, else without. Returns
 * how many numbers of rules it wrote to out. */
size_t dl_clues_of(dl_resolve *resolve, const dl_stretch *stretch, const dl_piece *piece,
                   bool document, uint32_t *out, size_t most);

#endif
