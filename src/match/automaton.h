/* automaton.h - which patterns of a use are worth an attempt at a place: one walk over
 * the text, by all patterns at once.
 *
 * A deterministic automaton whose states are made when a text first comes to them (as in
 * Aho, Sethi and Ullman, "Compilers", 3.7, and RE2). It is one thread's, bounded, and
 * emptied when full. */
#ifndef DL_MATCH_AUTOMATON_H
#define DL_MATCH_AUTOMATON_H

#include "base/table.h"
#include "rules/outline.h"

/* A pattern that may match at the place that was asked about. */
typedef struct dl_chance {
    uint32_t pattern;
    uint32_t end; /* of a match that is sure */
    bool sure;    /* it matches, and no attempt is needed to know that */
    bool reaches;
} dl_chance;

typedef struct dl_chances { /* in order of their patterns */
    const dl_chance *items;
    uint32_t count;
} dl_chances;

typedef struct dl_state {    /* a set of nodes of the outlines */
    const uint32_t *nodes;   /* SYMBOL and ACCEPT */
    const uint32_t *accepts; /* those that ACCEPT */
    uint32_t node_count, accept_count;
} dl_state;

enum { DL_STATE_UNKNOWN, DL_STATE_DEAD, DL_STATE_FIRST };

typedef struct dl_automaton {
    const dl_outlines *outlines;
    dl_arena arena;    /* states */
    dl_arena lists;    /* those below that are by node or by outline */
    dl_table by_nodes; /* from the hash of a set of nodes to its state */
    DL_ARRAY(dl_state) states;
    void *row_block;
    uint16_t *rows; /* in it, of each state: the next one by class of letter */
    uint32_t columns, row_room;
    bool full;              /* there are too many states */
    uint8_t column_of[256]; /* of a row, by byte */
    uint16_t *after_word;   /* by a word's number: the state behind it; UNKNOWN too where
                               the way there matters */
    uint32_t word_room;
    uint32_t *seen, *stack, *set; /* by node */
    uint32_t round, set_count;
    dl_chance *chances; /* by outline */
    uint32_t *place;    /* of an outline in chances, beside the number of the walk */
    uint32_t walk, chance_count;
} dl_automaton;

/* One for each of the outlines, which outlive them. False without memory; to be freed
 * even then. */
bool dl_automata_start(dl_automaton *automata, const dl_outlines *outlines, int count);
void dl_automata_free(dl_automaton *automata, int count);

/* From now on there are words up to this number, which keep their numbers until they are
 * forgotten. False without memory. */
bool dl_automata_know_words(dl_automaton *automata, int automaton_count, uint32_t count);
void dl_automata_forget_words(dl_automaton *automata, int automaton_count);

#define DL_NO_WORD UINT32_MAX

/* What is asked: the patterns that may match text from `from` on, and end at the edge of
 * a word at `reach` or behind it, but not behind `end`. */
typedef struct dl_question {
    const char *text;
    uint32_t from, end, reach;
    uint32_t word, word_end; /* the word that begins at `from`, or DL_NO_WORD */
} dl_question;

/* The chances are the automaton's until it is asked again. Without memory
 * automaton->arena is marked. */
dl_chances dl_automaton_ask(dl_automaton *automaton, const dl_question *question);

/* The patterns that may match something that begins with the text from `from` to `end`.
 */
dl_chances dl_automaton_begun(dl_automaton *automaton, const dl_question *question);

/* No pattern begins with this word: so it is with most, and there is nothing to ask. */
static inline bool dl_automaton_passes(const dl_automaton *automaton, uint32_t word) {
    return automaton->after_word[word] == DL_STATE_DEAD;
}

#endif
