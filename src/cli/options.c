/* options.c - the one table of options: where each goes, and to which commands.
 *
 * --help, the manual page and the completion of shells are made of it or checked against
 * it; options_read.c reads a command line by it. */
#include "cli/options.h"

#include <string.h>

#define OF(entry) offsetof(dl_options, entry)
#define FLAG(entry)                                                                      \
    { .kind = DL_GOAL_FLAG, .at = OF(entry) }
#define TEXT(entry)                                                                      \
    { .kind = DL_GOAL_TEXT, .at = OF(entry) }
#define NEEDED(entry, what)                                                              \
    { .kind = DL_GOAL_TEXT, .at = OF(entry), .needed = (what) }
#define COUNT(entry, low, high)                                                          \
    {                                                                                    \
        .kind = DL_GOAL_COUNT, .at = OF(entry), .size = sizeof((dl_options){0}.entry),   \
        .least = (low), .most = (high)                                                   \
    }
#define CALL(function)                                                                   \
    { .kind = DL_GOAL_CALL, .take = (function) }
#define HEADING(text, commands)                                                          \
    { NULL, 0, NULL, commands, {0}, text }

/* clang-format off */
static const dl_option_row rows[] = {
    HEADING("Dates", DL_FOR_ARTICLES),
    {"date", 0, "YYYY-MM-DD", DL_FOR_ARTICLES, CALL(dl_take_date),
     "day that relative dates count from. A record's own date field goes before it; it goes "
     "before a date in the file's name (2025-10-23-title.txt) and in the text's dateline. The "
     "clock is never asked."},
    {"date-order", 0, "ORDER", DL_FOR_ARTICLES, TEXT(scan.date_order),
     "mdy (default) or dmy: how to read 3/4/2025 where the text does not prove it"},
    {"fiscal-start", 0, "MM", DL_FOR_ARTICLES, COUNT(scan.fiscal_start, 1, 12),
     "month in which fiscal years begin; default: not known"},

    HEADING("Places", DL_FOR_ARTICLES),
    {"home", 0, "PLACE", DL_FOR_ARTICLES, NEEDED(scan.home, "a place is needed: Lexington, Kentucky"),
     "where the paper is at home (\"Lexington, Kentucky\"): of places of one name those near it "
     "are likelier. A record's own home field goes before it; its domain or url field tells "
     "something, too."},

    HEADING("Input", DL_FOR_EXTRACT | DL_FOR_DIFF | DL_FOR_REPORT | DL_FOR_SERVE),
    {"input-format", 0, "FORMAT", DL_FOR_EXTRACT | DL_FOR_DIFF | DL_FOR_REPORT, TEXT(input.format),
     "text, ndjson or html; default: by content. What is packed (gzip, zstd, xz, bzip2), an "
     "archive (tar, zip) or a crawl (WARC) is known by itself."},
    {"text-field", 0, "NAME", DL_FOR_EXTRACT | DL_FOR_DIFF | DL_FOR_REPORT, TEXT(input.text_field),
     "NDJSON field with the text; default: text"},
    {"id-field", 0, "NAME", DL_FOR_EXTRACT | DL_FOR_DIFF | DL_FOR_REPORT, TEXT(input.id_field),
     "NDJSON field with the id; default: id"},
    {"date-field", 0, "NAME", DL_FOR_EXTRACT | DL_FOR_DIFF | DL_FOR_REPORT, TEXT(input.date_field),
     "NDJSON field with the date; default: date"},
    {"null", '0', NULL, DL_FOR_EXTRACT | DL_FOR_DIFF | DL_FOR_REPORT, FLAG(input.null_separated),
     "a NUL byte ends each plain text"},
    {"separator", 0, "LINE", DL_FOR_EXTRACT | DL_FOR_DIFF | DL_FOR_REPORT, CALL(dl_take_separator),
     "a line that reads LINE parts plain texts"},
    {"max-bytes", 0, "N", DL_FOR_EXTRACT | DL_FOR_DIFF | DL_FOR_REPORT | DL_FOR_SERVE, CALL(dl_take_max_bytes),
     "largest text or line accepted, in bytes, unpacked, or with k, M, G; default: 16M, of "
     "serve 8M"},

    HEADING("Output", DL_FOR_ARTICLES),
    {"types", 0, "LIST", DL_FOR_ARTICLES, NEEDED(scan.types, "a list is needed, as in person,date"),
     "show exactly these types (person,date), or these too (+organisation)"},
    {"min-confidence", 0, "X", DL_FOR_ARTICLES, CALL(dl_take_min_confidence),
     "leave out records with a confidence below X, 0 to 1; names are left out below "
     "0.4 unless this is given"},
    {"format", 0, "NAME", DL_FOR_EXTRACT, TEXT(format_name),
     "json (default) or another of the formats below"},
    {"format", 0, "NAME", DL_FOR_DIFF, TEXT(format_name), "text (default) or json"},
    {"pretty", 0, NULL, DL_FOR_EXTRACT, CALL(dl_take_pretty),
     "indent JSON; the default for one article on a terminal"},
    {"no-pretty", 0, NULL, DL_FOR_EXTRACT, CALL(dl_take_no_pretty),
     "one line of JSON for each article"},
    {"offsets", 0, "UNIT", DL_FOR_EXTRACT, FLAG(format.utf16),
     "utf16: add offsets for JavaScript and Java"},
    {"with-text", 0, NULL, DL_FOR_EXTRACT, FLAG(format.text),
     "add the article text to its record, which the spans of HTML count in"},
    {"errors", 0, NULL, DL_FOR_EVAL | DL_FOR_EXTRACT, FLAG(errors),
     "of eval: each mention that is missed, spurious, or wrong in its span or value; with "
     "--output: what could not be used, as part-NNNNN.errors.ndjson beside each part"},
    {"merge-timex", 0, NULL, DL_FOR_EVAL, FLAG(merge_timex),
     "of eval: date, time, duration and set are one type, timex, as in TempEval"},
    {"optional", 0, "FIELDS", DL_FOR_EVAL, NEEDED(optional_flags, "names of fields are needed, as in demonym"),
     "of eval: gold mentions in which one of these fields is true are neither missed nor "
     "found"},

    HEADING("Work", DL_FOR_EXTRACT | DL_FOR_SERVE | DL_FOR_REPORT),
    {"output", 'o', "FILE", DL_FOR_REPORT, NEEDED(report_path, "a file is needed"), "where the report goes; default: standard output"},
    {"output", 'o', "DIR", DL_FOR_EXTRACT, NEEDED(output, "a folder is needed"),
     "write parts into this folder, part-00001.ndjson and so on, each there whole or not at "
     "all, and manifest.json, which lists them"},
    {"part-size", 0, "N", DL_FOR_EXTRACT, COUNT(part_size, 1, 1000000000),
     "articles in a part; default: 1000"},
    {"resume", 0, NULL, DL_FOR_EXTRACT, FLAG(resume),
     "go on with the run in the folder of --output, if its rules, options and inputs are the "
     "same"},
    {"jobs", 'j', "N", DL_FOR_EXTRACT | DL_FOR_SERVE | DL_FOR_REPORT, COUNT(jobs, 1, 1024),
     "articles that are scanned at a time, 1 to 1024; default: as many as there are cores. "
     "The output is the same for any N, in the order of the input."},

    HEADING("Serving", DL_FOR_SERVE),
    {"port", 'p', "N", DL_FOR_SERVE, COUNT(serve.port, 0, UINT16_MAX), "where to listen; default: 8080; 0: any free one"},
    {"bind", 0, "ADDRESS", DL_FOR_SERVE, NEEDED(serve.address, "an address is needed, as 127.0.0.1"),
     "address to listen at; default: 127.0.0.1, this machine alone; beyond it a token is needed"},
    {"token-file", 0, "FILE", DL_FOR_SERVE, NEEDED(serve.token_file, "a file is needed"),
     "file whose first line every request must bring as Authorization: Bearer LINE"},
    {"timeout", 0, "SECONDS", DL_FOR_SERVE, COUNT(serve.seconds, 1, 3600),
     "how long the headers of a request, its body, its answer may each take; default: 30"},
    {"rate", 0, "N", DL_FOR_SERVE, COUNT(serve.rate, 1, 1000000),
     "requests a second that one address may make; default: any number"},

    HEADING("What to explain", DL_FOR_EXPLAIN | DL_FOR_WHY_NOT),
    {"text", 0, "TEXT", DL_FOR_EXPLAIN, NEEDED(explain.text, "a text must follow"), "mentions that contain TEXT"},
    {"text", 0, "TEXT", DL_FOR_WHY_NOT, NEEDED(explain.text, "a text must follow"), "what was not found"},
    {"type", 0, "TYPE", DL_FOR_WHY_NOT, TEXT(wanted_type), "as what it was not found"},
    {"place", 0, "PLACE", DL_FOR_WHY_NOT, NEEDED(wanted_place, "a place is needed: Paris, Texas"),
     "as which place it was not read: 'Paris, Texas'"},
    {"at", 0, "N", DL_FOR_EXPLAIN, COUNT(explain.at, 0, INT32_MAX), "the mention at character N"},
    {"at", 0, "N", DL_FOR_WHY_NOT, COUNT(explain.at, 0, INT32_MAX),
     "only the TEXT that holds character N; default: wherever it stands"},
    {"json", 0, NULL, DL_FOR_EXPLAIN | DL_FOR_WHY_NOT, FLAG(explain.json),
     "JSON instead of lines"},

    HEADING("Rules", DL_FOR_ARTICLES | DL_FOR_RULES),
    {"rules", 0, "PATH", DL_FOR_RULES, CALL(dl_take_rules),
     "rule file or folder, or a pack, in place of the English rules; may be repeated"},
    {"add-rules", 0, "PATH", DL_FOR_RULES, CALL(dl_take_added),
     "rule file or folder on top of the others; may be repeated"},
    {"corrections", 0, "FILE", DL_FOR_ARTICLES, TEXT(corrections_path),
     "what you know better, applied last: never person NAME, always place NAME = "
     "geonames:ID, same person NAME = OTHER, rename person NAME -> NEW; @id DOCUMENT limits "
     "the lines below it"},
    {"match-limit", 0, "N", DL_FOR_ARTICLES, COUNT(scan.match_limit, 1, UINT32_MAX),
     "how much work one attempt of a rule may be"},

    HEADING("Findings", DL_FOR_CHECK),
    {"strict", 0, NULL, DL_FOR_CHECK, FLAG(strict),
     "exit with 1 where there are warnings, too"},
    {"format", 0, "NAME", DL_FOR_CHECK, TEXT(check_format),
     "text (default); json, an object a line; or github, annotations of a workflow"},

    HEADING("The pack", DL_FOR_PACK),
    {"output", 'o', "FILE", DL_FOR_PACK, NEEDED(pack_path, "a file is needed, as in -o mine.pack"),
     "where it is written; --rules FILE reads it"},

    HEADING("Layout", DL_FOR_FORMAT),
    {"check", 0, NULL, DL_FOR_FORMAT, FLAG(check),
     "change nothing; print the names of the files that differ, and exit with 1"},

    HEADING("Other", DL_FOR_ALL),
    {"quiet", 'q', NULL, DL_FOR_ALL, FLAG(quiet),
     "no warnings and no problems of single articles; errors are always shown"},
    {"version", 'V', NULL, DL_FOR_ALL, FLAG(version), "print the version"},
    {"help", 'h', NULL, DL_FOR_ALL, FLAG(help), "print this help"},
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
