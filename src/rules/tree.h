/* tree.h - a rule file as written: what the parser gives, and the compiler takes. */
#ifndef DL_RULES_TREE_H
#define DL_RULES_TREE_H

#include "base/array.h"
#include "base/error.h"
#include "value/value.h"

/* All slices point into the file texts, which live on the tree's arena. */

typedef struct dl_tree_entry { /* of a list */
    dl_str text;               /* surface, normalised */
    dl_str value; /* what follows => or the first tab; .at NULL: none. Further
                     columns of a .tsv stay in it, parted by tabs. */
    uint32_t line, column;
} dl_tree_entry;

typedef struct dl_tree_list {
    dl_str name;
    dl_place place;
    dl_str
        path; /* of `@ file.tsv`, relative to the rule file; .at NULL for inline lists */
    dl_str columns; /* of a table's line `# columns: surface, name, …`; .at NULL: none */
    dl_str ok;      /* codes of `# ok: W006`, as written, or .at NULL; here and below */
    dl_str
        regex;  /* its entries as one alternation, once made; see dl_tree_make_regexes */
    bool cased; /* `list NAME nocase = …` folds case; default: as written */
    DL_ARRAY(dl_tree_entry) entries;
} dl_tree_list;

typedef struct dl_tree_define {
    dl_str name, pattern;
    dl_str ok;
    dl_place place; /* of the pattern's first character */
    bool bad; /* dl_tree_check has reported it; a pattern that uses it fails silently */
} dl_tree_define;

typedef enum dl_tree_match_kind {
    DL_MATCH, /* rule: finds; clue: the whole mention looks so */
    DL_AFTER, /* clue: matches right after the mention */
    DL_BEFORE /* clue: ends right before the mention */
} dl_tree_match_kind;

typedef struct dl_tree_match {
    dl_tree_match_kind kind;
    dl_str pattern; /* raw, to the end of the line */
    dl_place place; /* of the pattern's first character */
} dl_tree_match;

typedef struct dl_tree_arg { /* of a value line or a test */
    dl_str name;  /* parameter; a positional argument has the name of its group; .at NULL:
                     a positional literal, which tests alone may have */
    dl_str group; /* capture group, or .at NULL */
    dl_str text;  /* literal, or .at NULL */
    dl_place place;
} dl_tree_arg;

typedef enum dl_tree_cond_kind {
    DL_COND_IN,      /* GROUP in LIST */
    DL_COND_BEFORE,  /* before REGEX */
    DL_COND_AFTER,   /* after REGEX */
    DL_COND_INSIDE,  /* inside TYPE */
    DL_COND_LAYOUT,  /* layout NAME: headline, caps, title, table, list, byline, short,
                        dateline, credit, sentence (mention starts a sentence) */
    DL_COND_TEST,    /* valid_date(y, m, d) */
    DL_COND_DOCUMENT /* document WORD TYPE [N]: same, first, last, inner, head, tail, ...
                      */
} dl_tree_cond_kind;

typedef struct dl_tree_cond {
    dl_tree_cond_kind kind;
    bool unless;
    bool maybe;      /* BEFORE, AFTER: never fails; what it captures feeds the value */
    dl_str group;    /* IN: group; TEST: function's name; DOCUMENT: relation */
    dl_str argument; /* IN: list; BEFORE, AFTER: regex; INSIDE, DOCUMENT: type; LAYOUT:
                        name; TEST: arguments as written */
    uint32_t number; /* DOCUMENT: N, default 1 */
    DL_ARRAY(dl_tree_arg) args; /* TEST: the same arguments, parsed */
    dl_place place;
} dl_tree_cond;

typedef struct dl_tree_weight { /* TYPE CONFIDENCE, one or more on a rule's first line */
    dl_str type;
    bool against;      /* `not TYPE` */
    double confidence; /* 0 < c < 1, as written (0.95) */
    dl_place place;
} dl_tree_weight;

typedef struct dl_tree_mark { /* what an example expects */
    size_t start, end;        /* bytes of dl_tree_example.text */
    dl_str type;              /* empty: the rule's own */
    dl_str value;             /* "2024-03-03"; .at NULL: not checked */
    dl_str fields; /* "title=…; unit=…", .at NULL: none; see dl_markup_field */
    dl_str body;   /* all of it as written; dl_tree_check makes the three above */
} dl_tree_mark;

typedef struct dl_tree_example {
    char sign;   /* '+', '-', '?' */
    dl_str date; /* document date `@date` in force, or .at NULL */
    dl_str text; /* without markup */
    DL_ARRAY(dl_tree_mark) marks;
    dl_place place;
} dl_tree_example;

typedef struct dl_tree_rule {
    dl_str name;
    bool clue;
    bool off;                         /* `off` line: parsed, and never used */
    DL_ARRAY(dl_tree_weight) weights; /* a rule has exactly one, not against */
    DL_ARRAY(dl_tree_match)
    matches; /* a rule may have several `match` lines: any of them */
    DL_ARRAY(dl_tree_cond) conds;
    dl_str span; /* group, or .at NULL: the whole match */
    dl_place span_place;
    dl_str value_fn; /* .at NULL: none */
    dl_place value_place;
    DL_ARRAY(dl_tree_arg) args;
    DL_ARRAY(dl_tree_example) examples;
    dl_str ok; /* codes of `# ok: W012`, as written, or .at NULL */
    dl_place place;
} dl_tree_rule;

typedef struct dl_tree_file {
    const char *name; /* as shown in messages */
    dl_str text;
    dl_str feeds; /* of a table: the list; .at NULL for rule files */
    bool root;    /* was asked for, not read by name from another */
} dl_tree_file;

typedef struct dl_tree {
    dl_arena *arena;
    DL_ARRAY(dl_tree_file) files; /* rule files and list files, in the order read */
    DL_ARRAY(dl_tree_list) lists;
    DL_ARRAY(dl_tree_define) defines;
    DL_ARRAY(dl_tree_rule) rules;
    bool incomplete; /* a file could not be read: that a name is not there says nothing */
} dl_tree;

/* Reads a file that a rule file names (include, list @): from disk or from the pack.
 * Fills *out with a text that lives on the arena; false and err when there is none. */
typedef bool (*dl_tree_read_fn)(const char *path, dl_arena *arena, dl_str *out,
                                dateline_error *err, void *user);

typedef struct dl_tree_source {
    dl_tree_read_fn read;
    void *read_user;
    dateline_report_fn report; /* told of every error; may be NULL */
    void *report_user;
    dateline_error *first;     /* the first error; may be NULL */
    size_t errors;             /* counted up */
    const dl_arena *memory[2]; /* once one has failed nothing is told: what seems wrong
                                  may only be missing; either may be NULL */
    bool alone;   /* one file of several: what it overrides may stand in another */
    bool trusted; /* these rules were checked when the pack was made: dl_tree_check reads
                     examples alone */
} dl_tree_source;

/* Reports an error and counts it. Lack of memory is counted alone: whoever asked for the
 * rules tells of it once. */
void dl_rules_tell(dl_tree_source *source, const dateline_error *err);

/* Parses one rule file into the tree (added to what is there). Every error of the file is
 * reported; returns false when there was one, or no memory. A name defined twice is an
 * error (but a file of --add-rules may redefine: `override`). */
bool dl_tree_parse(dl_tree *tree, const char *name, dl_str text, dl_tree_source *source);

/* True when the entry is this text, as the list compares (case folded or not). */
bool dl_tree_entry_is(const dl_tree_list *list, const dl_tree_entry *entry, dl_str text);

/* What needs the whole tree, once all files are parsed: lists, defines, groups,
 * functions, types and layouts that are named and not there; defines that contain
 * themselves. Gives the marks of examples their type, value and fields. Every error is
 * reported. False without a word where the tree is incomplete. Call it before
 * dl_tree_expand. */
bool dl_tree_check(dl_tree *tree, dl_tree_source *source);

const dl_tree_list *dl_tree_list_find(const dl_tree *tree, dl_str name);
const dl_tree_define *dl_tree_define_find(const dl_tree *tree, dl_str name);

/* A pattern ready for PCRE2: {x} put in (defines in place as non-capturing groups, lists
 * up to DL_TREE_INLINE entries as factored alternations, longest first), a space as white
 * space with at most one line break, ' and - folded, a leading \b dropped. map[i] is the
 * byte of pattern that byte i of the result came from. groups tells which list feeds a
 * named group: the group whose content is exactly one {list}. False and an error at the
 * place where it is wrong. */
typedef struct dl_tree_group {
    dl_str name;
    DL_ARRAY(const dl_tree_list *)
    lists; /* lists referred to inside the group, directly or by
              a define: tried in order for the value of a text */
} dl_tree_group;

typedef struct dl_expanded {
    dl_str pattern;
    const uint32_t *map;
    DL_ARRAY(dl_tree_group) groups;
    const dl_tree_list
        *whole; /* the pattern is exactly one {list} of any size: a look-up */
} dl_expanded;

enum { DL_TREE_INLINE = 256 };

/* Makes the regex of each list that may stand inside a pattern, since many patterns hold
 * the same lists. False without memory. */
bool dl_tree_make_regexes(dl_tree *tree);

bool dl_tree_expand(const dl_tree *tree, dl_str pattern, dl_place place, dl_expanded *out,
                    dl_tree_source *source);

#endif
