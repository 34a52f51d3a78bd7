/* parse.h - what the files of the rule parser share; nobody else includes it. */
#ifndef DL_RULES_PARSE_H
#define DL_RULES_PARSE_H

#include "rules/tree.h"

typedef struct dl_parser { /* one file */
    dl_tree *tree;
    dl_tree_source *source;
    const char *file; /* on the arena */
    dl_str line;      /* the line in hand, without its break */
    uint32_t number;  /* of the line, from 1 */
    dl_str rest;      /* what of the line is still to be read, trimmed */
    size_t rule;      /* index + 1 of the open rule; 0: none */
    size_t list;      /* index + 1 of the list that `|` lines go on; 0: none */
    bool lost;      /* a header was not understood: its indented lines are passed over */
    bool override;  /* the header began with `override` */
    dl_str date;    /* of @date */
    dl_str ok;      /* of `# ok:`, for the next block */
    unsigned depth; /* of include */
} dl_parser;

/* ---- report.c -------------------------------------------------------------------- */

/* Reports an error and returns false. */
bool dl_rules_fail(dl_tree_source *source, dl_place place, dateline_status status,
                   const char *format, ...) __attribute__((format(printf, 4, 5)));

/* The place of a byte of the line in hand. */
dl_place dl_parser_place(const dl_parser *parser, const char *at);

/* A syntax error at a byte of the line in hand. */
bool dl_parser_fail(dl_parser *parser, const char *at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Collects the likeliest word that somebody meant. */
typedef struct dl_guess {
    dl_str word, best;
    unsigned distance;
} dl_guess;
void dl_guess_offer(dl_guess *guess, dl_str candidate);

/* `: did you mean "match"?`, or "" where nothing is near. On the arena. */
const char *dl_guess_text(const dl_guess *guess, dl_arena *arena);

/* ---- words of a line ------------------------------------------------------------- */

/* Takes the word up to the next blank off *rest, which is trimmed. */
dl_str dl_take_word(dl_str *rest);

/* Letters, digits, '.', '-', '_', and a letter first; lower-case ones alone where so
 * asked. */
bool dl_is_name(dl_str word, bool lower);

/* True for well-formed UTF-8 without NUL; *bad (may be NULL) is the first bad byte. */
bool dl_is_utf8(dl_str text, size_t *bad);

/* ---- the other files of the parser ------------------------------------------------- */

/* `list` behind its keyword, and a line that goes on with `| …`. */
void dl_parse_list(dl_parser *parser);
void dl_parse_entries(dl_parser *parser, dl_str rest);

/* The length of text up to an unescaped bar. */
size_t dl_entry_end(dl_str text);

/* Where an unescaped => stands in an entry; its length where there is none. */
size_t dl_entry_arrow(dl_str text);

/* The lines inside of a rule, behind their keyword. */
void dl_parse_condition(dl_parser *parser, dl_tree_rule *rule, bool unless);
void dl_parse_value(dl_parser *parser, dl_tree_rule *rule);
void dl_parse_example(dl_parser *parser, dl_tree_rule *rule, char sign);

/* Takes the codes of `# ok:` that wait for this block. */
dl_str dl_parse_ok(dl_parser *parser);

/* The folder of the file in hand joined with path; path itself where it is absolute. */
const char *dl_parser_path(const dl_parser *parser, dl_str path);

/* Reports that the line in hand is not UTF-8 from byte bad on. */
bool dl_parse_bad_byte(dl_parser *parser, size_t bad);

/* Removes what `override` replaces, or reports a name that is there already: a list or
 * define, or a rule or clue. */
void dl_parse_claim(dl_parser *parser, dl_str name, bool rule);

/* Keeps the name of a list or define that was not understood, so that its uses are not
 * reported as well. */
void dl_parse_placeholder(dl_parser *parser, dl_str name);

/* Bytes of a growing regex, each with the source byte it came from. */
typedef struct dl_regex {
    dl_arena *arena;
    DL_ARRAY(char) bytes;
    DL_ARRAY(uint32_t) map;
    uint32_t from; /* source byte of what is put next */
} dl_regex;
void dl_regex_put(dl_regex *regex, const char *text, size_t len);

/* factor.c: the entries of a list as one alternation, the longest first. */
void dl_regex_put_list(dl_regex *regex, const dl_tree_list *list);

/* White space with at most one line break. Possessive, so that it costs nothing to fail.
 */
#define DL_REGEX_SPACE "(?:(?:[ \\t]++\\n?+|\\n)[ \\t]*+)"

/* expand.c: tries a define alone. Shallow looks for what is wrong in its own pattern;
 * deep for what comes of those inside of it; *circle is one that contains itself, or
 * NULL. */
bool dl_expand_define(const dl_tree *tree, const dl_tree_define *define, bool shallow,
                      dl_tree_source *source, const dl_tree_define **circle);

/* The name of `{name` that begins at text, behind the brace; empty where it is none. */
dl_str dl_reference_name(dl_str text);

#endif
