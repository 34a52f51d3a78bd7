/* outline.h - what patterns may match, seen from afar: one nondeterministic automaton
 * over letters for all patterns of a use, which accepts at least what PCRE2 does.
 *
 * Walking it tells, whatever the number of patterns, which are worth an attempt at a
 * place (match/automaton.h). What such an automaton cannot say is left out, so that more
 * is accepted: looking ahead (but for what has to follow at the end) and behind, the
 * edges of words, back references (which may be any text), atomic groups and possessive
 * repeats (as plain ones), long counts, and which letter beyond ASCII stands somewhere. A
 * pattern that uses what is not known here (recursion, verbs) may match anything
 * anywhere.
 *
 * Built in the manner of Thompson, "Regular Expression Search Algorithm" (1968). */
#ifndef DL_RULES_OUTLINE_H
#define DL_RULES_OUTLINE_H

#include "base/array.h"

enum { DL_BEYOND_ASCII = 128, DL_SYMBOLS }; /* the letters: ASCII, and any other */

typedef struct dl_symbol_set {
    uint64_t ascii[2];
    uint64_t beyond; /* 1: a character beyond ASCII too */
} dl_symbol_set;

static inline bool dl_symbol_in(const dl_symbol_set *set, unsigned symbol) {
    return symbol == DL_BEYOND_ASCII ? set->beyond
                                     : set->ascii[symbol / 64] >> symbol % 64 & 1;
}

typedef enum dl_node_kind { DL_NODE_SYMBOL, DL_NODE_FORK, DL_NODE_ACCEPT } dl_node_kind;
#define DL_NO_NODE UINT32_MAX

/* A match ends at the edge of a word; where the pattern looks ahead at its end, what it
 * sees there need not. */
enum { DL_EDGE, DL_ANYWHERE };

typedef struct dl_node {
    uint16_t kind;
    uint16_t set;   /* SYMBOL: one of these stands here */
    uint32_t next;  /* ACCEPT: number of the outline */
    uint32_t other; /* FORK: the other way, or DL_NO_NODE; ACCEPT: DL_EDGE, DL_ANYWHERE */
} dl_node;

typedef struct dl_outline {
    uint32_t start, end; /* its first node; its nodes end before */
    uint32_t pattern;
    bool exact; /* on ASCII it accepts what the pattern matches and nothing else */
    bool anything;
    bool wanders; /* it has a repeat that goes on over words of any kind */
} dl_outline;

typedef struct dl_outlines {
    DL_ARRAY(dl_node) nodes;
    DL_ARRAY(dl_symbol_set) sets;
    DL_ARRAY(dl_outline) items;       /* in order of their patterns */
    uint16_t literals[DL_SYMBOLS][2]; /* the set of a letter, plus 1; of both cases */
    uint8_t class_of[DL_SYMBOLS];  /* letters that no set tells apart are of one class */
    uint8_t letter_of[DL_SYMBOLS]; /* one of each class */
    uint32_t class_count;
} dl_outlines;

/* Adds the outline of a pattern that PCRE2 compiles. False without memory. */
bool dl_outlines_add(dl_outlines *outlines, dl_arena *arena, dl_str source,
                     uint32_t pattern);

/* Takes the last one away. */
void dl_outlines_drop(dl_outlines *outlines);

/* After the last pattern: finds the classes of letters. */
void dl_outlines_close(dl_outlines *outlines);

/* outline_pack.c: closed outlines as bytes, false without memory; and back, where they
 * lie, false when the bytes are not what was written. */
bool dl_outlines_write(const dl_outlines *outlines, int count, dl_arena *arena,
                       dl_str *out);
bool dl_outlines_view(dl_str bytes, dl_outlines *outlines, int count);

/* ---- for outline.c, outline_class.c and outline_last.c ---- */

typedef struct dl_outline_reader {
    dl_str source;
    size_t at;
    bool caseless, dot_all;
    bool exact;
    bool lost; /* met what is not known here */
} dl_outline_reader;

typedef enum dl_escape_kind {
    DL_ESCAPE_LETTER,
    DL_ESCAPE_SET,
    DL_ESCAPE_NOTHING, /* stands between letters */
    DL_ESCAPE_ANY_TEXT,
    DL_ESCAPE_LINE_BREAK /* \R: one or two of the set */
} dl_escape_kind;

typedef struct dl_escape {
    dl_escape_kind kind;
    unsigned letter;   /* of LETTER */
    dl_symbol_set set; /* of SET and LINE_BREAK */
} dl_escape;

/* Reads a class behind its bracket, or what stands behind a backslash. */
dl_symbol_set dl_outline_class(dl_outline_reader *reader);
dl_escape dl_outline_escape(dl_outline_reader *reader, bool in_class);

/* Behind the bracket at at - 1, does the pattern hold nothing more that could be matched?
 */
bool dl_outline_is_last(dl_str source, size_t at);

/* Takes one letter, 0x80 for any beyond ASCII; and the set of it, or of both cases. */
unsigned dl_outline_letter(dl_outline_reader *reader);
dl_symbol_set dl_outline_letter_set(const dl_outline_reader *reader, unsigned letter);

#endif
