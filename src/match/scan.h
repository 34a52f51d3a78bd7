/* scan.h - candidates: every place where a rule's pattern or look-up matches and its
 * conditions hold. */
#ifndef DL_MATCH_SCAN_H
#define DL_MATCH_SCAN_H

#include "base/hash.h"
#include "match/automaton.h"
#include "match/vocabulary.h"
#include "text/fold.h"

typedef struct dl_candidate {
    uint32_t first, end; /* tokens of the mention */
    dl_nspan span;
    uint32_t rule;
    dl_arg *args;          /* copies of the rule's, with what was captured */
    const dl_entry *entry; /* of a look-up, or NULL */
} dl_candidate;

typedef struct dl_problem { /* a rule that was given up on a text */
    uint32_t rule;
    uint32_t byte; /* of the normalised text */
} dl_problem;

typedef DL_ARRAY(dl_candidate) dl_candidates;
typedef DL_ARRAY(dl_problem) dl_problems;

typedef struct dl_profile { /* of one pattern, over all texts of a scanner */
    uint64_t attempts, hits, over_limit, nanoseconds;
} dl_profile;

/* Patterns of conditions that may match at a place; several conditions ask about the same
 * places one after the other. */
enum { DL_PLACES_ASKED = 32, DL_PATTERNS_KEPT = 13 };
typedef struct dl_asked {
    uint32_t byte, end; /* of the window; end 0: nothing is kept here */
    uint32_t count, patterns[DL_PATTERNS_KEPT];
} dl_asked;
typedef struct dl_answers {
    dl_asked asked[DL_PLACES_ASKED]; /* by byte */
    dl_asked before;                 /* of all the tokens before the mention at a byte */
} dl_answers;

/* One thread's means for one text. */
typedef struct dl_scan {
    const dateline_rules *rules;
    dl_vocabulary *vocabulary;
    dl_automaton *automata; /* by dl_use */
    dl_matcher *matcher;
    dl_text *text;
    dl_arena *arena;                /* the scan's: emptied before the next text */
    uint32_t words, function_words; /* in lower case, in running text */
    uint32_t sport_words;           /* of any case, anywhere */
    uint64_t *lower_seen; /* a bit for each word seen in lower case, by its fold */
    uint8_t *given_up;    /* by pattern: how often it was over its limit here */
    dl_profile *profile;  /* by pattern, or NULL: not wanted */
    bool tries_all; /* conditions are tried without asking automata: the reference does */
    dl_answers conditions, wandering; /* what their automata said */
    dl_candidates candidates;         /* in order of their first token */
    dl_problems problems;
} dl_scan;

enum { DL_LOWER_BITS = 1 << 16 };

/* True when the word stands in the text in lower case too. */
static inline bool dl_lower_seen(const dl_scan *scan, uint64_t fold) {
    uint32_t bit = (uint32_t)fold % DL_LOWER_BITS;
    return scan->lower_seen[bit / 64] >> bit % 64 & 1;
}

/* Fills the words of all tokens. False without memory. */
bool dl_scan_words(dl_scan *scan);

/* Fills candidates and problems. False without memory. */
bool dl_scan_rules(dl_scan *scan);

/* The part of the text that an attempt at a token may see: from its paragraph's start to
 * its end, and at most 4 kB ahead, cut at a token's edge. */
dl_nspan dl_scan_window(const dl_scan *scan, uint32_t token);

/* The patterns of a use that may match from a token on within the window, and end at
 * `reach` or behind it; see dl_automaton_ask. */
dl_chances dl_scan_chances(dl_scan *scan, dl_use use, dl_nspan window, uint32_t token,
                           uint32_t reach);

/* The same from a byte on that ends a token. */
dl_chances dl_scan_chances_behind(dl_scan *scan, dl_use use, dl_nspan window,
                                  uint32_t byte);

/* Tries a pattern at a byte of the text within the window. True on a hit; *end is a byte
 * of the text. Counts what is over its limit. */
bool dl_scan_try(dl_scan *scan, uint32_t pattern, dl_nspan window, uint32_t byte,
                 uint32_t *end);

/* How far an attempt of a rule came. */
typedef enum dl_came_to {
    DL_CAME_TO_PATTERN, /* which does not match */
    DL_CAME_TO_SPAN,    /* whose group is not set, or ends inside of a word */
    DL_CAME_TO_DASH,    /* which the mention would cross */
    DL_CAME_TO_CONDITION,
    DL_CAME_TO_END /* a candidate */
} dl_came_to;

typedef struct dl_attempt {
    dl_came_to came_to;
    uint32_t condition; /* number of the one that failed */
    dl_candidate
        candidate; /* span from DL_CAME_TO_SPAN on, tokens from DL_CAME_TO_DASH on */
} dl_attempt;

/* Tries a rule's pattern at a token of the window, and the rule's conditions. */
dl_attempt dl_scan_attempt(dl_scan *scan, uint32_t pattern, dl_nspan window,
                           uint32_t token);

/* The conditions of a rule whose candidates are entries of a list. */
dl_attempt dl_scan_attempt_entry(dl_scan *scan, const dl_rule *rule,
                                 const dl_entry *entry, uint32_t token, uint32_t end);

/* The token beside a mention in a role (previous, next2), abbreviation dots passed over;
 * token_count when there is none in the paragraph. */
uint32_t dl_scan_beside(const dl_text *text, const dl_candidate *at, dl_role role);

/* Entries that begin at a token, longest first: calls found for each; stops when it
 * returns false. words_end is the token behind the entry. */
typedef bool (*dl_entry_fn)(const dl_entry *entry, uint32_t words_end, void *user);
void dl_scan_entries(dl_scan *scan, uint32_t token, dl_entry_fn found, void *user);

/* The end of the name word that begins at a token: apostrophes and abbreviation dots
 * inside belong to it. Folded hash in *hash. */
uint32_t dl_name_word_end(dl_scan *scan, uint32_t token, uint64_t *hash);

/* Fills those of a rule's arguments that are not set yet with what the last attempt of
 * the pattern captured. */
void dl_scan_capture(dl_scan *scan, const dl_rule_pattern *pattern, dl_nspan window,
                     const dl_arg *wanted, size_t count, dl_arg *args);

/* Is an apostrophe with its s, which end a word, at the token? */
bool dl_possessive_at(const dl_text *text, uint32_t token);

/* No space and no line break before the token. */
bool dl_token_touches(const dl_text *text, uint32_t token);

/* The token is this one ASCII character. */
bool dl_token_is(const dl_text *text, uint32_t token, char c);

/* Does a mention of these tokens pass the condition? For rules, captures of the last
 * attempt of `pattern` (NULL for look-ups) are asked. */
bool dl_scan_condition(dl_scan *scan, const dl_condition *condition,
                       const dl_rule_pattern *pattern, const dl_candidate *candidate,
                       uint32_t subject_start);

#endif
