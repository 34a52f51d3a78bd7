/* options.c - the one table of options: what each does, and to which commands.
 *
 * --help, the manual page and the completion of shells are made of it or checked against
 * it; options_read.c reads a command line by it. */
#include "cli/options.h"

#include "cli/arguments.h"
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

enum {
    MOST_BYTES = 1 << 30, /* places in a text are kept in 32 bits */
    MOST_JOBS = 1024
};

/* ---- what each option does ------------------------------------------------------- */

static bool refuse(const char *shown, const char *argument, const char *why) {
    dl_say("%s %s: %s", shown, *argument ? argument : "''", why);
    return false;
}

static bool take_date(dl_options *options, const char *shown, const char *argument) {
    char why[DL_WHY];
    options->scan.date = argument;
    return dl_argument_date(argument, why) || refuse(shown, argument, why);
}

static bool take_date_order(dl_options *options, const char *shown,
                            const char *argument) {
    (void)shown;
    options->scan.date_order = argument;
    return true;
}

static bool take_fiscal_start(dl_options *options, const char *shown,
                              const char *argument) {
    char why[DL_WHY];
    uint64_t month;
    if (!dl_argument_count(argument, 1, 12, &month, why))
        return refuse(shown, argument, why);
    options->scan.fiscal_start = (uint32_t)month;
    return true;
}

static bool take_explain_text(dl_options *options, const char *shown,
                              const char *argument) {
    options->explain.text = argument;
    return argument[0] || refuse(shown, argument, "a text must follow");
}

static bool take_wanted_place(dl_options *options, const char *shown,
                              const char *argument) {
    options->wanted_place = argument;
    return *argument || refuse(shown, argument, "a place is needed: Paris, Texas");
}

static bool take_wanted_type(dl_options *options, const char *shown,
                             const char *argument) {
    (void)shown;
    options->wanted_type = argument;
    return true;
}

static bool take_explain_at(dl_options *options, const char *shown,
                            const char *argument) {
    char why[DL_WHY];
    uint64_t at;
    if (!dl_argument_count(argument, 0, INT32_MAX, &at, why))
        return refuse(shown, argument, why);
    options->explain.at = (long)at;
    return true;
}

static bool take_explain_json(dl_options *options, const char *shown,
                              const char *argument) {
    (void)shown, (void)argument;
    options->explain.json = true;
    return true;
}

static bool take_input_format(dl_options *options, const char *shown,
                              const char *argument) {
    (void)shown;
    options->input.format = argument;
    return true;
}

static bool take_home(dl_options *options, const char *shown, const char *argument) {
    options->scan.home = argument;
    return *argument || refuse(shown, argument, "a place is needed: Lexington, Kentucky");
}

static bool take_text_field(dl_options *options, const char *shown,
                            const char *argument) {
    (void)shown;
    options->input.text_field = argument;
    return true;
}

static bool take_id_field(dl_options *options, const char *shown, const char *argument) {
    (void)shown;
    options->input.id_field = argument;
    return true;
}

static bool take_date_field(dl_options *options, const char *shown,
                            const char *argument) {
    (void)shown;
    options->input.date_field = argument;
    return true;
}

static bool take_null(dl_options *options, const char *shown, const char *argument) {
    (void)shown, (void)argument;
    options->input.null_separated = true;
    return true;
}

static bool take_separator(dl_options *options, const char *shown, const char *argument) {
    options->input.separator = argument;
    return (*argument && !strchr(argument, '\n')) ||
           refuse(shown, argument, "one line is needed, and not an empty one");
}

static bool take_max_bytes(dl_options *options, const char *shown, const char *argument) {
    char why[DL_WHY];
    uint64_t bytes;
    if (!dl_argument_bytes(argument, MOST_BYTES, &bytes, why))
        return refuse(shown, argument, why);
    options->scan.max_bytes = options->input.max_bytes = (size_t)bytes;
    return true;
}

static bool take_types(dl_options *options, const char *shown, const char *argument) {
    options->scan.types = argument;
    return *argument || refuse(shown, argument, "a list is needed, as in person,date");
}

static bool take_format(dl_options *options, const char *shown, const char *argument) {
    (void)shown;
    options->format_name = argument;
    return true;
}

static bool take_pretty(dl_options *options, const char *shown, const char *argument) {
    (void)shown, (void)argument;
    options->pretty = DL_PRETTY_YES;
    return true;
}

static bool take_no_pretty(dl_options *options, const char *shown, const char *argument) {
    (void)shown, (void)argument;
    options->pretty = DL_PRETTY_NO;
    return true;
}

static bool take_offsets(dl_options *options, const char *shown, const char *argument) {
    (void)shown, (void)argument;
    options->format.utf16 = true;
    return true;
}

static bool take_with_text(dl_options *options, const char *shown, const char *argument) {
    (void)shown, (void)argument;
    options->format.text = true;
    return true;
}

static bool take_min_confidence(dl_options *options, const char *shown,
                                const char *argument) {
    char why[DL_WHY];
    if (!dl_argument_share(argument, &options->scan.min_confidence, why))
        return refuse(shown, argument, why);
    if (options->scan.min_confidence <= 0) options->scan.min_confidence = 1e-9;
    return true;
}

static bool take_rules(dl_options *options, const char *shown, const char *argument) {
    (void)shown;
    options->rules[options->rule_count++] = argument;
    return true;
}

static bool take_add_rules(dl_options *options, const char *shown, const char *argument) {
    (void)shown;
    options->added[options->added_count++] = argument;
    return true;
}

static bool take_corrections(dl_options *options, const char *shown,
                             const char *argument) {
    (void)shown;
    options->corrections_path = argument;
    return true;
}

static bool take_pack_path(dl_options *options, const char *shown, const char *argument) {
    options->pack_path = argument;
    return *argument || refuse(shown, argument, "a file is needed, as in -o mine.pack");
}

static bool take_match_limit(dl_options *options, const char *shown,
                             const char *argument) {
    char why[DL_WHY];
    uint64_t limit;
    if (!dl_argument_count(argument, 1, UINT32_MAX, &limit, why))
        return refuse(shown, argument, why);
    options->scan.match_limit = (uint32_t)limit;
    return true;
}

static bool take_jobs(dl_options *options, const char *shown, const char *argument) {
    char why[DL_WHY];
    uint64_t jobs;
    if (!dl_argument_count(argument, 1, MOST_JOBS, &jobs, why))
        return refuse(shown, argument, why);
    options->jobs = (size_t)jobs;
    return true;
}

static bool take_output(dl_options *options, const char *shown, const char *argument) {
    options->output = argument;
    return *argument || refuse(shown, argument, "a folder is needed");
}

static bool take_part_size(dl_options *options, const char *shown, const char *argument) {
    char why[DL_WHY];
    uint64_t articles;
    if (!dl_argument_count(argument, 1, 1000000000, &articles, why))
        return refuse(shown, argument, why);
    options->part_size = (size_t)articles;
    return true;
}

static bool take_resume(dl_options *options, const char *shown, const char *argument) {
    (void)shown, (void)argument;
    options->resume = true;
    return true;
}

static bool take_report_path(dl_options *options, const char *shown,
                             const char *argument) {
    options->report_path = argument;
    return *argument || refuse(shown, argument, "a file is needed");
}

static bool take_port(dl_options *options, const char *shown, const char *argument) {
    char why[DL_WHY];
    uint64_t port;
    if (!dl_argument_count(argument, 0, UINT16_MAX, &port, why))
        return refuse(shown, argument, why);
    options->serve.port = (uint16_t)port;
    return true;
}

static bool take_bind(dl_options *options, const char *shown, const char *argument) {
    options->serve.address = argument;
    return *argument || refuse(shown, argument, "an address is needed, as 127.0.0.1");
}

static bool take_token_file(dl_options *options, const char *shown,
                            const char *argument) {
    options->serve.token_file = argument;
    return *argument || refuse(shown, argument, "a file is needed");
}

static bool take_timeout(dl_options *options, const char *shown, const char *argument) {
    char why[DL_WHY];
    uint64_t seconds;
    if (!dl_argument_count(argument, 1, 3600, &seconds, why))
        return refuse(shown, argument, why);
    options->serve.seconds = (size_t)seconds;
    return true;
}

static bool take_rate(dl_options *options, const char *shown, const char *argument) {
    char why[DL_WHY];
    uint64_t rate;
    if (!dl_argument_count(argument, 1, 1000000, &rate, why))
        return refuse(shown, argument, why);
    options->serve.rate = (size_t)rate;
    return true;
}

static bool take_errors(dl_options *options, const char *shown, const char *argument) {
    (void)shown, (void)argument;
    options->errors = true;
    return true;
}

static bool take_merge_timex(dl_options *options, const char *shown,
                             const char *argument) {
    (void)shown, (void)argument;
    options->merge_timex = true;
    return true;
}

static bool take_optional(dl_options *options, const char *shown, const char *argument) {
    options->optional_flags = argument;
    return *argument ||
           refuse(shown, argument, "names of fields are needed, as in demonym");
}

static bool take_quiet(dl_options *options, const char *shown, const char *argument) {
    (void)shown, (void)argument;
    options->quiet = true;
    return true;
}

static bool take_strict(dl_options *options, const char *shown, const char *argument) {
    (void)shown, (void)argument;
    options->strict = true;
    return true;
}

static bool take_check_format(dl_options *options, const char *shown,
                              const char *argument) {
    (void)shown;
    options->check_format = argument;
    return true;
}

static bool take_check(dl_options *options, const char *shown, const char *argument) {
    (void)shown, (void)argument;
    options->check = true;
    return true;
}

static bool take_help(dl_options *options, const char *shown, const char *argument) {
    (void)shown, (void)argument;
    options->help = true;
    return true;
}

static bool take_version(dl_options *options, const char *shown, const char *argument) {
    (void)shown, (void)argument;
    options->version = true;
    return true;
}

/* ---- the table ------------------------------------------------------------------- */

#define HEADING(text, commands)                                                          \
    { NULL, 0, NULL, commands, NULL, text }

/* clang-format off */
static const dl_option_row rows[] = {
    HEADING("Dates", DL_FOR_ARTICLES),
    {"date", 0, "YYYY-MM-DD", DL_FOR_ARTICLES, take_date,
     "day that relative dates count from. A record's own date field goes before it; it goes "
     "before a date in the file's name (2025-10-23-title.txt) and in the text's dateline. The "
     "clock is never asked."},
    {"date-order", 0, "ORDER", DL_FOR_ARTICLES, take_date_order,
     "mdy (default) or dmy: how to read 3/4/2025 where the text does not prove it"},
    {"fiscal-start", 0, "MM", DL_FOR_ARTICLES, take_fiscal_start,
     "month in which fiscal years begin; default: not known"},

    HEADING("Places", DL_FOR_ARTICLES),
    {"home", 0, "PLACE", DL_FOR_ARTICLES, take_home,
     "where the paper is at home (\"Lexington, Kentucky\"): of places of one name those near it "
     "are likelier. A record's own home field goes before it; its domain or url field tells "
     "something, too."},

    HEADING("Input", DL_FOR_EXTRACT | DL_FOR_DIFF | DL_FOR_REPORT | DL_FOR_SERVE),
    {"input-format", 0, "FORMAT", DL_FOR_EXTRACT | DL_FOR_DIFF | DL_FOR_REPORT, take_input_format,
     "text, ndjson or html; default: by content. What is packed (gzip, zstd, xz, bzip2), an "
     "archive (tar, zip) or a crawl (WARC) is known by itself."},
    {"text-field", 0, "NAME", DL_FOR_EXTRACT | DL_FOR_DIFF | DL_FOR_REPORT, take_text_field,
     "NDJSON field with the text; default: text"},
    {"id-field", 0, "NAME", DL_FOR_EXTRACT | DL_FOR_DIFF | DL_FOR_REPORT, take_id_field,
     "NDJSON field with the id; default: id"},
    {"date-field", 0, "NAME", DL_FOR_EXTRACT | DL_FOR_DIFF | DL_FOR_REPORT, take_date_field,
     "NDJSON field with the date; default: date"},
    {"null", '0', NULL, DL_FOR_EXTRACT | DL_FOR_DIFF | DL_FOR_REPORT, take_null,
     "a NUL byte ends each plain text"},
    {"separator", 0, "LINE", DL_FOR_EXTRACT | DL_FOR_DIFF | DL_FOR_REPORT, take_separator,
     "a line that reads LINE parts plain texts"},
    {"max-bytes", 0, "N", DL_FOR_EXTRACT | DL_FOR_DIFF | DL_FOR_REPORT | DL_FOR_SERVE, take_max_bytes,
     "largest text or line accepted, in bytes, unpacked, or with k, M, G; default: 16M, of "
     "serve 8M"},

    HEADING("Output", DL_FOR_ARTICLES),
    {"types", 0, "LIST", DL_FOR_ARTICLES, take_types,
     "show exactly these types (person,date), or these too (+organisation)"},
    {"min-confidence", 0, "X", DL_FOR_ARTICLES, take_min_confidence,
     "leave out records with a confidence below X, 0 to 1; names are left out below "
     "0.4 unless this is given"},
    {"format", 0, "NAME", DL_FOR_EXTRACT, take_format,
     "json (default) or another of the formats below"},
    {"format", 0, "NAME", DL_FOR_DIFF, take_format, "text (default) or json"},
    {"pretty", 0, NULL, DL_FOR_EXTRACT, take_pretty,
     "indent JSON; the default for one article on a terminal"},
    {"no-pretty", 0, NULL, DL_FOR_EXTRACT, take_no_pretty,
     "one line of JSON for each article"},
    {"offsets", 0, "UNIT", DL_FOR_EXTRACT, take_offsets,
     "utf16: add offsets for JavaScript and Java"},
    {"with-text", 0, NULL, DL_FOR_EXTRACT, take_with_text,
     "add the article text to its record, which the spans of HTML count in"},
    {"errors", 0, NULL, DL_FOR_EVAL | DL_FOR_EXTRACT, take_errors,
     "of eval: each mention that is missed, spurious, or wrong in its span or value; with "
     "--output: what could not be used, as part-NNNNN.errors.ndjson beside each part"},
    {"merge-timex", 0, NULL, DL_FOR_EVAL, take_merge_timex,
     "of eval: date, time, duration and set are one type, timex, as in TempEval"},
    {"optional", 0, "FIELDS", DL_FOR_EVAL, take_optional,
     "of eval: gold mentions in which one of these fields is true are neither missed nor "
     "found"},

    HEADING("Work", DL_FOR_EXTRACT | DL_FOR_SERVE | DL_FOR_REPORT),
    {"output", 'o', "FILE", DL_FOR_REPORT, take_report_path, "where the report goes; default: standard output"},
    {"output", 'o', "DIR", DL_FOR_EXTRACT, take_output,
     "write parts into this folder, part-00001.ndjson and so on, each there whole or not at "
     "all, and manifest.json, which lists them"},
    {"part-size", 0, "N", DL_FOR_EXTRACT, take_part_size,
     "articles in a part; default: 1000"},
    {"resume", 0, NULL, DL_FOR_EXTRACT, take_resume,
     "go on with the run in the folder of --output, if its rules, options and inputs are the "
     "same"},
    {"jobs", 'j', "N", DL_FOR_EXTRACT | DL_FOR_SERVE | DL_FOR_REPORT, take_jobs,
     "articles that are scanned at a time, 1 to 1024; default: as many as there are cores. "
     "The output is the same for any N, in the order of the input."},

    HEADING("Serving", DL_FOR_SERVE),
    {"port", 'p', "N", DL_FOR_SERVE, take_port, "where to listen; default: 8080; 0: any free one"},
    {"bind", 0, "ADDRESS", DL_FOR_SERVE, take_bind,
     "address to listen at; default: 127.0.0.1, this machine alone; beyond it a token is needed"},
    {"token-file", 0, "FILE", DL_FOR_SERVE, take_token_file,
     "file whose first line every request must bring as Authorization: Bearer LINE"},
    {"timeout", 0, "SECONDS", DL_FOR_SERVE, take_timeout,
     "how long the headers of a request, its body, its answer may each take; default: 30"},
    {"rate", 0, "N", DL_FOR_SERVE, take_rate,
     "requests a second that one address may make; default: any number"},

    HEADING("What to explain", DL_FOR_EXPLAIN | DL_FOR_WHY_NOT),
    {"text", 0, "TEXT", DL_FOR_EXPLAIN, take_explain_text, "mentions that contain TEXT"},
    {"text", 0, "TEXT", DL_FOR_WHY_NOT, take_explain_text, "what was not found"},
    {"type", 0, "TYPE", DL_FOR_WHY_NOT, take_wanted_type, "as what it was not found"},
    {"place", 0, "PLACE", DL_FOR_WHY_NOT, take_wanted_place,
     "as which place it was not read: 'Paris, Texas'"},
    {"at", 0, "N", DL_FOR_EXPLAIN, take_explain_at, "the mention at character N"},
    {"at", 0, "N", DL_FOR_WHY_NOT, take_explain_at,
     "only the TEXT that holds character N; default: wherever it stands"},
    {"json", 0, NULL, DL_FOR_EXPLAIN | DL_FOR_WHY_NOT, take_explain_json,
     "JSON instead of lines"},

    HEADING("Rules", DL_FOR_ARTICLES | DL_FOR_RULES),
    {"rules", 0, "PATH", DL_FOR_RULES, take_rules,
     "rule file or folder, or a pack, in place of the English rules; may be repeated"},
    {"add-rules", 0, "PATH", DL_FOR_RULES, take_add_rules,
     "rule file or folder on top of the others; may be repeated"},
    {"corrections", 0, "FILE", DL_FOR_ARTICLES, take_corrections,
     "what you know better, applied last: never person NAME, always place NAME = "
     "geonames:ID, same person NAME = OTHER, rename person NAME -> NEW; @id DOCUMENT limits "
     "the lines below it"},
    {"match-limit", 0, "N", DL_FOR_ARTICLES, take_match_limit,
     "how much work one attempt of a rule may be"},

    HEADING("Findings", DL_FOR_CHECK),
    {"strict", 0, NULL, DL_FOR_CHECK, take_strict,
     "exit with 1 where there are warnings, too"},
    {"format", 0, "NAME", DL_FOR_CHECK, take_check_format,
     "text (default); json, an object a line; or github, annotations of a workflow"},

    HEADING("The pack", DL_FOR_PACK),
    {"output", 'o', "FILE", DL_FOR_PACK, take_pack_path,
     "where it is written; --rules FILE reads it"},

    HEADING("Layout", DL_FOR_FORMAT),
    {"check", 0, NULL, DL_FOR_FORMAT, take_check,
     "change nothing; print the names of the files that differ, and exit with 1"},

    HEADING("Other", DL_FOR_ALL),
    {"quiet", 'q', NULL, DL_FOR_ALL, take_quiet,
     "no warnings and no problems of single articles; errors are always shown"},
    {"version", 'V', NULL, DL_FOR_ALL, take_version, "print the version"},
    {"help", 'h', NULL, DL_FOR_ALL, take_help, "print this help"},
};
/* clang-format on */

const dl_option_row *dl_option_at(size_t i) {
    return i < sizeof rows / sizeof *rows ? &rows[i] : NULL;
}

/* What the argument of an option may be, where that is one of a few words. */
static const struct {
    const char *option;
    unsigned commands;
    const char *words; /* NULL: the formats of the library */
} choices[] = {
    {"date-order", DL_FOR_ARTICLES, "mdy dmy"},
    {"input-format", DL_FOR_EXTRACT | DL_FOR_DIFF, "text ndjson html"},
    {"offsets", DL_FOR_EXTRACT, "utf16"},
    {"format", DL_FOR_EXTRACT, NULL},
    {"format", DL_FOR_DIFF, "text json"},
    {"format", DL_FOR_CHECK, "text json github"},
};

const char *dl_option_choices(const dl_option_row *row, char out[512]) {
    const char *words = "";
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++)
        if (strcmp(choices[i].option, row->name) == 0 &&
            (choices[i].commands & row->commands))
            words = choices[i].words;
    out[0] = '\0';
    if (words) return words;
    for (size_t i = 0; dateline_format_at(i); i++) {
        strncat(out, i ? " " : "", 511 - strlen(out));
        strncat(out, dateline_format_at(i), 511 - strlen(out));
    }
    return out;
}
