/* cli.h - what the files of the command line share. */
#ifndef DL_CLI_CLI_H
#define DL_CLI_CLI_H

#include "cli/bytes.h"
#include "cli/options.h"
#include "cli/output.h"
#include "dateline.h"

enum dl_exit {
    DL_EXIT_DONE = 0,
    DL_EXIT_FINDINGS = 1, /* of a check */
    DL_EXIT_USAGE = 2,
    DL_EXIT_UNUSABLE = 3 /* an input, a rule file or the output; the others were used */
};

/* ---- messages: say.c ------------------------------------------------------------- */

/* "dateline: MESSAGE" and a line break, on standard error. */
void dl_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The same for an error, with the line of a rule file and a caret; about (NULL: nothing)
 * comes before it and names the article. */
void dl_say_error(const char *about, const dateline_error *err);

/* Puts the same at the end of out, to be said when its turn comes. False without memory.
 */
bool dl_say_error_later(const char *about, const dateline_error *err, dl_bytes *out);

/* error_json.c: the error as a line of JSON, with the article's id where there is one;
 * the code of a warning or what kind of error it is. */
bool dl_error_json(const char *id, const dateline_error *err, dl_put *put, void *user);
const char *dl_error_code(const dateline_error *err);

/* A dateline_report_fn; user is the const dl_options, whose quiet leaves warnings out. */
void dl_say_report(const dateline_error *err, void *options);

/* ---- commands -------------------------------------------------------------------- */

typedef struct dl_command {
    const char *name;
    const char *usage;   /* what follows the program's name */
    const char *summary; /* one line for --help */
    unsigned bit;        /* of the options it takes, DL_FOR_... */
    int (*run)(const dl_options *options);
} dl_command;

/* The i-th command, or NULL past the end. The first one is the default. */
const dl_command *dl_command_at(size_t i);

/* The command with that name, or NULL. */
const dl_command *dl_command_find(const char *name);

int dl_command_extract(const dl_options *options);
int dl_command_check(const dl_options *options);
int dl_command_pack(const dl_options *options);
int dl_command_format(const dl_options *options);
int dl_command_explain(const dl_options *options);
int dl_command_why_not(const dl_options *options);
int dl_command_test(const dl_options *options);
int dl_command_diff(const dl_options *options);
int dl_command_eval(const dl_options *options);
int dl_command_profile(const dl_options *options);
int dl_command_report(const dl_options *options);
int dl_command_serve(const dl_options *options);
int dl_command_completion(const dl_options *options);
int dl_command_help(const dl_options *options);
int dl_command_version(const dl_options *options);

/* --date goes before the date of a file's name, and a record's own date before both. */
void dl_article_date(const dl_options *options, dateline_document *article);

/* Usage, commands and options of a command on standard output. */
int dl_help_print(const dl_command *command);

/* The rules at a path: a file or folder; "-" is the embedded ones, "+PATH" those with the
 * ones at PATH on top. NULL, and said, when they cannot be loaded. */
dateline_rules *dl_rules_named(const dl_options *options, const char *name);

/* Runs with the paths taken for rules: `check FILE` is `check --rules FILE`. */
int dl_with_rules_at_paths(const dl_options *options, int (*run)(const dl_options *));

/* The rules that the options ask for; NULL, and said, when they cannot be loaded. */
dateline_rules *dl_rules_get(const dl_options *options, dateline_error *err);

/* The same with every error told to report. */
dateline_rules *dl_rules_get_told(const dl_options *options, dateline_report_fn report,
                                  void *user, dateline_error *err);

#endif
