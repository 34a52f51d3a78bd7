/* options.h - the command line as the commands see it. */
#ifndef DL_CLI_OPTIONS_H
#define DL_CLI_OPTIONS_H

#include "cli/bytes.h"
#include "dateline.h"

enum { /* commands, as bits */
       DL_FOR_EXTRACT = 1,
       DL_FOR_CHECK = 2,
       DL_FOR_FORMAT = 4,
       DL_FOR_DIFF = 8,
       DL_FOR_EVAL = 16,
       DL_FOR_SERVE = 512,
       DL_FOR_REPORT = 1024,
       DL_FOR_ARTICLES =
           DL_FOR_EXTRACT | DL_FOR_DIFF | DL_FOR_EVAL | DL_FOR_SERVE | DL_FOR_REPORT,
       DL_FOR_EXPLAIN = 32,
       DL_FOR_WHY_NOT = 64,
       DL_FOR_PACK = 128,
       DL_FOR_RULES = DL_FOR_EXTRACT | DL_FOR_CHECK | DL_FOR_EVAL | DL_FOR_PACK |
                      DL_FOR_SERVE | DL_FOR_REPORT,
       DL_FOR_COMPLETION = 1 << 12,
       DL_FOR_ALL = 0xFFFF
};

typedef struct dl_options {
    unsigned command; /* DL_FOR_... of the command that reads them */
    dateline_options scan;
    dateline_input_options input;
    dateline_format_options format;
    const char *format_name;
    enum { DL_PRETTY_AUTO, DL_PRETTY_YES, DL_PRETTY_NO } pretty;
    size_t jobs;        /* articles that are scanned at a time */
    const char *output; /* --output: a folder, or NULL */
    size_t part_size;   /* articles in a part of it */
    bool resume;
    dl_bytes told; /* every option that may change what comes out, as it was given */
    bool quiet, help, version;
    bool check;                       /* fmt: look, and change nothing */
    bool strict;                      /* check: warnings are findings too */
    const char *check_format;         /* text, json, github */
    dateline_explain_options explain; /* and why-not */
    const char *wanted_type;          /* --type */
    const char *wanted_place;         /* why-not: as which place */
    bool errors;                      /* --errors */
    bool merge_timex;                 /* --merge-timex */
    const char *optional_flags;       /* --optional */
    const char *pack_path;            /* --output of pack */
    const char *corrections_path;     /* --corrections; main.c loads it into scan */
    const char *report_path;          /* --output of report */
    struct {
        const char *address, *token_file;
        uint16_t port;
        size_t seconds,
            rate; /* of each part of a request; requests a second of one address */
    } serve;
    const char **rules; /* --rules */
    size_t rule_count;
    const char **added; /* --add-rules */
    size_t added_count;
    const char *const *paths; /* what is no option */
    size_t path_count;
} dl_options;

/* Where the argument of an option goes. */
typedef struct dl_option_goal {
    enum { DL_GOAL_FLAG, DL_GOAL_TEXT, DL_GOAL_COUNT, DL_GOAL_CALL } kind;
    size_t at, size;      /* of the entry of dl_options; size: of a count */
    const char *needed;   /* what to say where a text is empty; NULL: it may be */
    uint64_t least, most; /* of a count */
    bool (*take)(dl_options *options, const char *argument, char *why); /* why[DL_WHY] */
} dl_option_goal;

bool dl_take_date(dl_options *options, const char *argument, char *why);
bool dl_take_separator(dl_options *options, const char *argument, char *why);
bool dl_take_max_bytes(dl_options *options, const char *argument, char *why);
bool dl_take_min_confidence(dl_options *options, const char *argument, char *why);
bool dl_take_pretty(dl_options *options, const char *argument, char *why);
bool dl_take_no_pretty(dl_options *options, const char *argument, char *why);
bool dl_take_rules(dl_options *options, const char *argument, char *why);
bool dl_take_added(dl_options *options, const char *argument, char *why);

typedef struct dl_option_row { /* of the one table of options */
    const char *name;          /* long name; NULL: a heading, which stands in help */
    char letter;               /* short name, or 0 */
    const char *argument;      /* its name in help; NULL: takes none */
    unsigned commands;         /* DL_FOR_... */
    dl_option_goal goal;
    const char *help;
} dl_option_row;

/* Puts the argument where the row says; false, and said under the shown name, when it is
 * wrong. The argument is kept. */
bool dl_option_take(const dl_option_row *row, dl_options *options, const char *shown,
                    const char *argument);

/* The choices of a row in one string, "a b c"; "" where it has none. */
const char *dl_option_choices(const dl_option_row *row, char out[512]);

/* The i-th row, or NULL past the end. */
const dl_option_row *dl_option_at(size_t i);

/* Reads argv[1] and what follows; false, and said on standard error, when the usage is
 * wrong. The strings of argv are kept. */
bool dl_options_read(dl_options *options, int argc, char **argv, unsigned command);
void dl_options_free(dl_options *options);

/* The name among count names that a reader most likely meant, or NULL. */
const char *dl_nearest(const char *wrong, const char *const *names, size_t count);

#endif
