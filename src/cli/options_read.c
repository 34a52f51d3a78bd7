/* options_read.c - a command line by the table of options, with getopt_long. */
#include "cli/cli.h"

#include <getopt.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>

enum {
    ROWS_MOST = 128,
    FIRST_CODE = 256,
    MOST_BYTES_SERVED = 8 << 20 /* unless --max-bytes says otherwise */
};

static void fill_getopt(struct option *longs, char *shorts) {
    const dl_option_row *row;
    *shorts++ = ':'; /* a missing argument is told from an unknown option */
    for (int i = 0; i < ROWS_MOST && (row = dl_option_at((size_t)i)); i++) {
        if (!row->name) continue;
        int takes = row->argument ? required_argument : no_argument;
        *longs++ = (struct option){row->name, takes, NULL, FIRST_CODE + i};
        if (row->letter) *shorts++ = row->letter;
        if (row->letter && row->argument) *shorts++ = ':';
    }
    *longs = (struct option){0};
    *shorts = '\0';
}

/* The row of what getopt_long gave, by code or by letter, or NULL. */
static const dl_option_row *find_row(int code) {
    const dl_option_row *row;
    for (int i = 0; (row = dl_option_at((size_t)i)); i++)
        if (row->name && (code == FIRST_CODE + i || (code && code == row->letter)))
            return row;
    return NULL;
}

static void say_unknown(const char *word) {
    const char *names[ROWS_MOST];
    const dl_option_row *row;
    size_t count = 0;
    for (size_t i = 0; i < ROWS_MOST && (row = dl_option_at(i)); i++)
        if (row->name) names[count++] = row->name;
    int len = (int)strcspn(word, "=");
    char name[64] = "";
    if (len > 2 && len < 60) memcpy(name, word + 2, (size_t)len - 2);
    const char *meant = dl_nearest(name, names, count);
    if (meant)
        dl_say("%.*s: unknown option; did you mean --%s?", len, word, meant);
    else
        dl_say("%.*s: unknown option; dateline --help lists them", len, word);
}

/* What getopt_long refused: result is '?' or ':', word the argument that it stood in. */
static bool refuse_option(int result, const char *word) {
    const dl_option_row *row = optopt ? find_row(optopt) : NULL;
    if (row && result == ':')
        dl_say("--%s: %s is missing", row->name, row->argument);
    else if (row)
        dl_say("--%s: takes no argument", row->name);
    else if (optopt)
        dl_say("-%c: unknown option; dateline --help lists them", optopt);
    else
        say_unknown(word);
    return false;
}

/* An option may mean one thing to one command and another to another: the row of the same
 * name that is for this command, or the row itself. */
static const dl_option_row *row_of_command(const dl_option_row *row, unsigned command) {
    const dl_option_row *other;
    for (size_t i = 0; (other = dl_option_at(i)); i++)
        if (other->name && strcmp(other->name, row->name) == 0 &&
            (other->commands & command))
            return other;
    return row;
}

/* Is the argument one of the choices, where the row has some? Else they are told. */
static bool is_choice(const dl_option_row *row, const char *shown, const char *argument) {
    char made[512], why[600] = "may be ";
    const char *rest = dl_option_choices(row, made);
    if (!*rest) return true;
    while (*rest) {
        size_t len = strcspn(rest, " ");
        if (strncmp(rest, argument, len) == 0 && !argument[len]) return true;
        strncat(why, rest, len);
        rest += len + (rest[len] == ' ');
        if (*rest) strcat(why, ", ");
    }
    dl_say("%s %s: %s", shown, *argument ? argument : "''", why);
    return false;
}

/* Options that leave every record as it is. */
static bool is_neutral(const dl_option_row *row) {
    static const char *const names[] = {"jobs", "output", "resume", "quiet", "part-size"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(row->name, names[i]) == 0) return true;
    return false;
}

/* Keeps what was given, for the list of a long run. */
static bool note(dl_options *options, const dl_option_row *row, const char *argument) {
    if (is_neutral(row)) return true;
    bool good =
        (!options->told.len || dl_bytes_text(&options->told, " ")) &&
        dl_bytes_text(&options->told, "--") && dl_bytes_text(&options->told, row->name) &&
        (!argument ||
         (dl_bytes_text(&options->told, "=") && dl_bytes_text(&options->told, argument)));
    if (!good) dl_say("no memory left");
    return good;
}

static bool take_one(dl_options *options, int code, unsigned command) {
    const dl_option_row *row = row_of_command(find_row(code), command);
    char shown[64] = "--";
    strncat(shown, row->name, sizeof shown - 3);
    if (row->commands & command)
        return is_choice(row, shown, optarg) &&
               dl_option_take(row, options, shown, optarg) && note(options, row, optarg);
    dl_say("%s: not an option of this command; dateline --help lists them", shown);
    return false;
}

static bool read_all(dl_options *options, int argc, char **argv, unsigned command) {
    struct option longs[ROWS_MOST + 1];
    char shorts[2 * ROWS_MOST + 2];
    fill_getopt(longs, shorts);
    opterr = 0;
    int code;
    while ((code = getopt_long(argc, argv, shorts, longs, NULL)) != -1) {
        if (code == '?' || code == ':') return refuse_option(code, argv[optind - 1]);
        if (!take_one(options, code, command)) return false;
    }
    options->paths = (const char *const *)argv + optind;
    options->path_count = (size_t)(argc - optind);
    return true;
}

/* Pairs of options that contradict each other. */
static bool check_together(const dl_options *options) {
    const dateline_input_options *input = &options->input;
    bool ndjson = input->format && strcmp(input->format, "ndjson") == 0;
    bool html = input->format && strcmp(input->format, "html") == 0;
    bool extracts = options->command & DL_FOR_EXTRACT;
    if (options->resume && !options->output)
        dl_say("--resume: goes on with the run in a folder: --output names it");
    else if (extracts && options->errors && !options->output)
        dl_say("--errors: goes beside the parts of --output, which is missing");
    else if (input->null_separated && input->separator)
        dl_say("--null and --separator: texts are parted by one of them");
    else if (html && (input->null_separated || input->separator))
        dl_say("--input-format html: a page is one article; --null and --separator part "
               "plain texts");
    else if (ndjson && input->null_separated)
        dl_say("--null and --input-format ndjson: NUL parts plain texts");
    else if (ndjson && input->separator)
        dl_say("--separator and --input-format ndjson: a separator parts plain texts");
    else
        return true;
    return false;
}

/* Those that this process may use. */
static size_t cores(void) {
    cpu_set_t set;
    int count = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 0;
    return count > 0 ? (size_t)count : 1;
}

bool dl_options_read(dl_options *options, int argc, char **argv, unsigned command) {
    *options = (dl_options){.command = command,
                            .check_format = "text",
                            .scan = dateline_options_default(),
                            .format_name = command == DL_FOR_DIFF ? "text" : "json"};
    options->explain.at = -1;
    options->jobs = cores();
    options->part_size = 1000;
    options->serve.address = "127.0.0.1";
    options->serve.port = 8080;
    options->serve.seconds = 30;
    if (command == DL_FOR_SERVE) options->scan.max_bytes = MOST_BYTES_SERVED;
    options->input.size = sizeof options->input;
    options->input.max_bytes = options->scan.max_bytes;
    options->format.size = sizeof options->format;
    options->rules = calloc((size_t)argc + 1, sizeof *options->rules);
    options->added = calloc((size_t)argc + 1, sizeof *options->added);
    if (!options->rules || !options->added) {
        dl_say("no memory left");
        return false;
    }
    return read_all(options, argc, argv, command) &&
           dl_bytes_put("", 1, &options->told) && check_together(options);
}

void dl_options_free(dl_options *options) {
    free(options->rules);
    free(options->added);
    dl_bytes_free(&options->told);
}
