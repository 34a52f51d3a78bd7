/* dateline.h - who, where, when and how much in news articles.
 *
 * A program loads rules once, makes one scanner for each thread, and scans articles:
 *
 *     dateline_rules *rules = dateline_rules_embedded(NULL);
 *     dateline_scanner *scanner = dateline_scanner_new(rules, NULL, NULL);
 *     dateline_document article = {.size = sizeof article, .text = text, .len = len,
 *                                  .date = "2025-10-23"};
 *     dateline_result *found = dateline_scan(scanner, &article, NULL);
 *     for (size_t i = 0; i < dateline_result_count(found); i++)
 *         puts(dateline_result_at(found, i)->text);
 *     dateline_result_free(found);
 *     dateline_scanner_free(scanner);
 *     dateline_rules_free(rules);
 *
 * Units.     start/end count code points of the article text, end exclusive; byte_*
 * bytes, utf16_* UTF-16 units. Days are proleptic Gregorian. Strings.   Every const char
 * * returned is UTF-8 and ends in NUL; where a field may hold NUL bytes a length stands
 * beside it. NULL means: not there. Ownership. The caller frees what a _new, _load,
 * _parse, _embedded, _open or dateline_scan call returned, with the _free of the same
 * handle; all else belongs to the handle it was read from and lives as long as that
 * handle. NULL may be freed. Lifetimes. Rules outlive their scanners and results; a
 * result outlives its scanner. Errors.    A call that can fail returns NULL, or a status
 * other than DATELINE_OK, and fills the dateline_error it was given (NULL: not wanted);
 * nothing to free. Threads.   Rules never change once loaded and may be shared. A scanner
 * serves one thread at a time. The library reads no clock, no locale, no environment
 * variable.
 */
#ifndef DATELINE_H
#define DATELINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef DATELINE_API
#if defined(__GNUC__)
#define DATELINE_API __attribute__((visibility("default")))
#else
#define DATELINE_API
#endif
#endif

#define DATELINE_VERSION "0.1.0"

typedef struct dateline_rules dateline_rules;     /* compiled rules; read-only, shared */
typedef struct dateline_scanner dateline_scanner; /* working memory of one thread */
typedef struct dateline_corrections dateline_corrections; /* what a reader knows better */
typedef struct dateline_result
    dateline_result;                          /* what one article holds, with its text */
typedef struct dateline_input dateline_input; /* a sequence of articles */

/* ---- errors ---------------------------------------------------------------------- */

typedef enum dateline_status {
    DATELINE_OK = 0,
    DATELINE_ERR_MEMORY,   /* no memory left */
    DATELINE_ERR_FILE,     /* a file could not be opened, read or written */
    DATELINE_ERR_SIZE,     /* a text is larger than the limit */
    DATELINE_ERR_INPUT,    /* an article's record is not well formed */
    DATELINE_ERR_SYNTAX,   /* a rule file is not well formed */
    DATELINE_ERR_RULE,     /* a rule is well formed and makes no sense */
    DATELINE_ERR_PATTERN,  /* PCRE2 refused a pattern */
    DATELINE_ERR_EXAMPLE,  /* an example in a rule file does not hold */
    DATELINE_ERR_LIMIT,    /* a rule took too much work on this text */
    DATELINE_ERR_LANGUAGE, /* the text does not look like English */
    DATELINE_ERR_WRITE,    /* the caller's writer stopped the output */
    DATELINE_ERR_ARGUMENT  /* the call itself is wrong */
} dateline_status;

typedef struct dateline_error {
    dateline_status status;
    bool warning;    /* true: reported, and the work went on */
    char code[8];    /* "W004" of a warning that a line "# ok: W004" silences; else "" */
    uint32_t line;   /* counts from 1; 0 where there is no place to name */
    uint32_t column; /* in characters, counts from 1; 0: the whole line */
    char file[256];  /* cut at the left to fit; "" where there is none */
    char message[512]; /* one sentence, no line break */
    char source[256];  /* the line of the file, for a caret below it; "" where none */
} dateline_error;

/* What a status means, in a few words ("no memory"). Never NULL. */
DATELINE_API const char *dateline_status_text(dateline_status status);

/* The one word for it that JSON uses ("memory") and that stays; NULL past the last. */
DATELINE_API const char *dateline_status_name(dateline_status status);

/* Writes "file:line:column: message" to out, cut to fit size, and returns the length that
 * it would have had, as snprintf does. With caret, the source line and a caret line
 * follow. */
DATELINE_API size_t dateline_error_text(const dateline_error *err, bool caret, char *out,
                                        size_t size);

typedef void (*dateline_report_fn)(const dateline_error *err, void *user);

/* ---- rules ----------------------------------------------------------------------- */

typedef struct dateline_rule {
    const char *name; /* "date.day_month_year" */
    const char *type; /* "date" */
    const char *file;
    uint32_t line;
    bool clue;
    double confidence; /* the author's word, 0 to 1 */
} dateline_rule;

/* The English rules, lists and gazetteer inside the library. */
DATELINE_API dateline_rules *dateline_rules_embedded(dateline_error *err);

/* Loads rule files, and every *.rules file below folders in name order; with_embedded
 * puts them on top of the embedded ones. Without these the first path may be a pack.
 * Every error is reported, not the first alone; err holds the first. */
DATELINE_API dateline_rules *dateline_rules_load(const char *const *paths, size_t count,
                                                 bool with_embedded,
                                                 dateline_report_fn report, void *user,
                                                 dateline_error *err);

/* The same from memory; name stands for the file in messages. They may include and list
 * what is embedded, and no file, so that the text may be a stranger's. */
DATELINE_API dateline_rules *dateline_rules_parse(const char *text, size_t len,
                                                  const char *name, bool with_embedded,
                                                  dateline_report_fn report, void *user,
                                                  dateline_error *err);

/* Runs the examples written in the rules and reports each one that does not hold (known
 * gaps as warnings; a rule that finds none of its own examples as warning W009). Returns
 * how many examples ran; *failed (may be NULL) how many failed. */
DATELINE_API size_t dateline_rules_check(const dateline_rules *rules,
                                         dateline_report_fn report, void *user,
                                         size_t *failed);

/* Looks for what is well formed and yet hardly meant, and reports it as warnings with
 * codes; rules/README.md lists them. Returns how many. */
DATELINE_API size_t dateline_rules_lint(const dateline_rules *rules,
                                        dateline_report_fn report, void *user);

/* Runs a file of cases, one text a line in the notation of --format markup, and reports
 * each that does not come out so. Lines of their own: "# comment", "@date YYYY-MM-DD" or
 * "@date none", "@types A,B" (as in dateline_options; alone: the default again), "@rules
 * PATH" (a rule file or folder, from the folder of the cases on, in place of rules;
 * alone: rules again), "@bug TEXT" (the next case is known to fail: a warning, and an
 * error once it passes). Returns how many cases ran; *failed (may be NULL) how many
 * failed, and counts a file that is not usable. */
DATELINE_API size_t dateline_cases_run(const dateline_rules *rules, const char *path,
                                       dateline_report_fn report, void *user,
                                       size_t *failed);

/* Takes the next bytes of output; false stops the writing. */
typedef bool (*dateline_write_fn)(const char *bytes, size_t len, void *user);

/* Writes a rule file in its one layout: comments stay where they stand, and it means what
 * it meant. Written twice, it comes out the same. Where the file has errors all are
 * reported, the first one's status comes back and nothing is written. name stands for the
 * file in messages; what the file includes or names is not looked at. */
DATELINE_API dateline_status dateline_rules_format(const char *text, size_t len,
                                                   const char *name,
                                                   dateline_report_fn report,
                                                   void *report_user,
                                                   dateline_write_fn write, void *user);

/* Writes the rules as a pack: one file with all that they were made of, which
 * dateline_rules_load maps and uses as it lies, many times as fast as rule files. It is
 * for this version of the library, and for machines of this byte order. */
DATELINE_API dateline_status dateline_rules_pack(const dateline_rules *rules,
                                                 dateline_write_fn write, void *user);

/* Rules and clues in file order. at() gives NULL past the end, here and below. */
DATELINE_API size_t dateline_rules_count(const dateline_rules *rules);
DATELINE_API const dateline_rule *dateline_rules_at(const dateline_rules *rules,
                                                    size_t i);

/* "sha256:…" over the rule files and lists. */
DATELINE_API const char *dateline_rules_hash(const dateline_rules *rules);
DATELINE_API void dateline_rules_free(dateline_rules *rules);

/* ---- corrections ----------------------------------------------------------------- */

/* A file of lines "never TYPE NAME", "always TYPE NAME" (or "... = VALUE": geonames:ID, a
 * name, a day), "same TYPE NAME = OTHER", "rename TYPE NAME -> NEW"; "@id DOCUMENT"
 * limits those below it to one document, "@id" alone ends that. They are applied after
 * all rules, and the rule of a record that they changed is "correction.always" and so on.
 * Every error is reported. */
DATELINE_API dateline_corrections *dateline_corrections_load(const char *path,
                                                             dateline_report_fn report,
                                                             void *user,
                                                             dateline_error *err);
DATELINE_API void dateline_corrections_free(dateline_corrections *corrections);

/* ---- scanning -------------------------------------------------------------------- */

typedef struct dateline_options {
    size_t size;          /* sizeof(dateline_options): lets the struct grow */
    size_t max_bytes;     /* largest article accepted; default 16 MiB */
    uint32_t match_limit; /* PCRE2's match limit for one attempt of a rule */
    const char
        *types;       /* "person,date" shows these; "+organisation" adds; NULL: default */
    const char *date; /* document date of articles that have none, YYYY-MM-DD or NULL */
    const char *date_order; /* "mdy" (default) or "dmy" where a text does not prove it */
    uint32_t fiscal_start;  /* month 1..12 in which fiscal years begin; 0: unknown */
    double min_confidence;  /* records below are left out. 0: what is best for most uses,
                               which leaves out names below 0.4; 1e-9 keeps all */
    bool profile;           /* count and time the attempts of each rule */
    const dateline_corrections *corrections; /* or NULL; they outlive the scanner */
    const char
        *home; /* where the paper is at home: "Lexington, Kentucky"; or NULL. What
                  the gazetteer does not know is an error of dateline_scanner_new */
} dateline_options;

DATELINE_API dateline_options dateline_options_default(void);

/* One article. Only text is required; zero the rest. The strings are copied. */
typedef struct dateline_document {
    size_t size;      /* sizeof(dateline_document) */
    const char *text; /* need not end in NUL; any bytes are legal */
    size_t len;       /* bytes */
    const char *id;
    const char *source;    /* path or stream it came from */
    const char *date;      /* YYYY-MM-DD */
    const char *date_from; /* "record", "option", "name", "fetched" or NULL */
    bool raw; /* true: bytes of a file in any encoding; false: UTF-8 text of a record */
    bool extracted; /* the text was taken out of a page; the page says: */
    const char *title, *author, *url;
    const char *home;   /* this article's, in place of the option's */
    const char *domain; /* of the paper; that of url where it is NULL */
} dateline_document;

/* options may be NULL and is copied. */
DATELINE_API dateline_scanner *dateline_scanner_new(const dateline_rules *rules,
                                                    const dateline_options *options,
                                                    dateline_error *err);
DATELINE_API void dateline_scanner_free(dateline_scanner *scanner);
DATELINE_API dateline_result *dateline_scan(dateline_scanner *scanner,
                                            const dateline_document *document,
                                            dateline_error *err);

typedef struct dateline_profile { /* of one rule, over all that a scanner has scanned */
    const char *rule;
    uint64_t attempts, matches, over_limit, nanoseconds;
} dateline_profile;

/* What the i-th rule (of dateline_rules_at) cost; false past the end, or when the scanner
 * was made without options.profile. */
DATELINE_API bool dateline_scanner_profile(const dateline_scanner *scanner, size_t i,
                                           dateline_profile *out);

/* ---- results --------------------------------------------------------------------- */

typedef struct dateline_reading { /* another way to read a date */
    const char *start, *end;      /* ISO 8601, or NULL where open or unresolved */
    const char *why;
} dateline_reading;

typedef struct dateline_date {
    const char *kind; /* date, range, time, duration, set, vague */
    const char
        *start; /* first day or minute, inclusive, ISO 8601; NULL: open, unresolved */
    const char *end;       /* last one, inclusive */
    const char *precision; /* minute hour daypart day weekend week month quarter season
                              half year fiscal_year decade century unknown */
    const char *modifier;  /* early, mid, late, approx, or NULL */
    const char *bound;     /* from, since, until, by, before, after, or NULL */
    bool approximate;
    const char *timex_type; /* DATE, TIME, DURATION, SET */
    const char *timex_value, *timex_mod, *timex_quant, *timex_freq;
    const char *edtf;
    const char *anchor; /* document, mention, none; NULL where nothing is relative */
    const char *anchor_date;
    long anchor_entity; /* index in the result, or -1 */
    const char *offset; /* "-P1D" */
    const char
        *inferred[4]; /* components that the text does not give: "year"; NULL-ended */
    bool ambiguous;
    const dateline_reading *alternatives;
    size_t alternative_count;
    const char *order;                      /* dmy, mdy or NULL */
    const char *duration_n, *duration_unit; /* "2", "year"; NULL */
    const char *timex_first, *timex_last; /* TIMEX3's values of a range's ends, or NULL */
} dateline_date;

typedef struct dateline_percent { /* decimals are JSON numbers as written: "3.50" */
    const char *value, *min, *max;
    const char *comparator; /* eq approx gt gte lt lte range */
    const char *emphasis;   /* well, just, barely, or NULL */
    const char *unit;       /* percent, percentage_point, basis_point */
    const char *form;       /* digits, words, fraction */
    const char *direction;  /* increase, decrease, or NULL */
    const char *from, *to;  /* decimals or NULL */
    const char *role;       /* change, level, share, or NULL */
} dateline_percent;

typedef struct dateline_person {
    const char *name, *given, *family, *title, *suffix;
} dateline_person;

typedef struct dateline_offset { /* where something is, seen from a place */
    const char *text;            /* what stands before the place: 50 miles west of */
    const char *relation;        /* coast, off the coast, border, near, ...; or NULL */
    const char *direction;       /* north, southwest, ...; or NULL */
    bool measured, located;
    double km;       /* when measured */
    double lat, lon; /* of what is meant, when located */
} dateline_offset;

typedef struct dateline_place {
    const char *name, *kind;
    const char *country, *region; /* ISO 3166-1, 3166-2 */
    bool located;
    double lat, lon;
    const char *geonames; /* decimal id */
    const char *base; /* the known place whose country and point these are: Lagos of Lagos
                         Island Jail; NULL: the place itself */
    bool inferred; /* the gazetteer does not know it; country, region and point are those
                    * of a place beside it, or of the article */
    bool metonym;  /* a place that stands for its government */
    const char *part; /* which part of it is meant: north, centre, coast, ...; or NULL */
    const dateline_offset *offset; /* what is meant lies beside it; or NULL */
    const struct dateline_place *alternatives;
    size_t alternative_count;
} dateline_place;

typedef struct dateline_part { /* one named piece of a value of a user's own rule */
    const char *name, *value;
} dateline_part;

typedef struct dateline_value { /* at most one of the pointers is set */
    const dateline_date *date;
    const dateline_percent *percent;
    const dateline_person *person;
    const dateline_place *place;
    const dateline_part *parts;
    size_t part_count;
} dateline_value;

typedef struct dateline_entity {
    const char *type;
    const char *text; /* the article text at the span */
    size_t text_len;
    size_t start, end, byte_start, byte_end, utf16_start, utf16_end;
    size_t core_start,
        core_end; /* percent: the bare number and unit; else start and end */
    dateline_value value;
    uint32_t card;                /* index of its card plus 1; 0: none */
    double confidence;            /* probability that the record is right, three digits */
    const char *rule;             /* the rule that found it */
    const char *role;             /* byline, dateline, credit, or NULL */
    size_t first_len, last_start; /* a range: how long its first end is in text, and where
                                     its last one begins; else 0 */
    const char *key; /* of a person or place: the same in every article; or NULL */
} dateline_entity;

typedef struct dateline_card { /* one person, place or date with all of its mentions */
    const char *type, *name;
    dateline_value value;
    size_t mentions;
    const char *const *variants; /* distinct surfaces, in order of appearance */
    size_t variant_count;
    const char *key; /* as of its mentions */
} dateline_card;

/* Entities come in text order and never overlap. */
DATELINE_API size_t dateline_result_count(const dateline_result *result);
DATELINE_API const dateline_entity *dateline_result_at(const dateline_result *result,
                                                       size_t i);
DATELINE_API size_t dateline_result_card_count(const dateline_result *result);
DATELINE_API const dateline_card *dateline_result_card_at(const dateline_result *result,
                                                          size_t i);

/* What could not be done on this article (a rule over its limit); all else stands. */
DATELINE_API size_t dateline_result_problem_count(const dateline_result *result);
DATELINE_API const dateline_error *
dateline_result_problem_at(const dateline_result *result, size_t i);

/* The words of the article as rules see them: runs of letters and digits, or one other
 * character that is no space. */
typedef struct dateline_token {
    size_t start, end;           /* code points, as those of entities */
    size_t text_start, text_end; /* bytes of dateline_result_text */
    bool sentence, paragraph;    /* the first one of it */
    bool line;
} dateline_token;

/* Fills out with the first tokens, as many as room has place for, and returns how many
 * there are. No entity begins or ends inside of one. */
DATELINE_API size_t dateline_result_tokens(const dateline_result *result,
                                           dateline_token *out, size_t room);

/* The article text: UTF-8, ill-formed sequences replaced by U+FFFD as Python's
 * errors="replace" does; may hold NUL. */
DATELINE_API const char *dateline_result_text(const dateline_result *result, size_t *len);

typedef struct dateline_focus { /* what an article is about, with its share of the places
                                 */
    const char *country, *region; /* codes; region NULL where no one stands out */
    double country_score, region_score, city_score;
    const dateline_place *city; /* or NULL */
} dateline_focus;

typedef struct dateline_about { /* what a result says of its article */
    const char *id, *source;
    const char *date,
        *date_from; /* date_from: record, option, name, fetched, text, none */
    size_t bytes;   /* of the input */
    bool extracted; /* as in dateline_document, here and below */
    const char *title, *author, *url; /* NULL where it does not say */
    const dateline_focus *focus;      /* NULL where no place tells a country */
} dateline_about;
DATELINE_API dateline_about dateline_result_about(const dateline_result *result);

/* The hash of the rules that made the result. */
DATELINE_API const char *dateline_result_rules_hash(const dateline_result *result);
DATELINE_API void dateline_result_free(dateline_result *result);

/* ---- output ---------------------------------------------------------------------- */

typedef struct dateline_format_options {
    size_t size; /* sizeof(dateline_format_options) */
    bool pretty; /* json: indented, several lines */
    bool utf16;  /* add utf16_start and utf16_end */
    bool text;   /* json: add the article text */
} dateline_format_options;

/* The i-th format's name ("json"), and what it is in a few words; NULL past the end. */
DATELINE_API const char *dateline_format_at(size_t i);
DATELINE_API const char *dateline_format_about(size_t i);

/* One result as a whole output of the format. options may be NULL. DATELINE_ERR_ARGUMENT
 * where no format has that name. */
DATELINE_API dateline_status dateline_write(const dateline_result *result,
                                            const char *format,
                                            const dateline_format_options *options,
                                            dateline_write_fn write, void *user);

/* Many results as one output: what begins it (a table's header) is written before the
 * first one, what ends it (a page's end, a graph of all) by dateline_writer_end. Results
 * may be freed once they are added. NULL where no format has that name, or without
 * memory. */
typedef struct dateline_writer dateline_writer;
DATELINE_API dateline_writer *dateline_writer_new(const char *format,
                                                  const dateline_format_options *options,
                                                  dateline_write_fn write, void *user,
                                                  dateline_error *err);

/* All that can be written so far has reached write when it returns.
 * DATELINE_ERR_ARGUMENT for a second article in a format that holds one (brat). */
DATELINE_API dateline_status dateline_writer_add(dateline_writer *writer,
                                                 const dateline_result *result);

/* The two halves of add, where many threads have results: each renders its own, at any
 * time; the bytes are then put by one thread at a time, in the order of the articles. */
DATELINE_API dateline_status dateline_writer_render(const dateline_writer *writer,
                                                    const dateline_result *result,
                                                    dateline_write_fn write, void *user);
DATELINE_API dateline_status dateline_writer_put(dateline_writer *writer,
                                                 const char *bytes, size_t len);

DATELINE_API dateline_status dateline_writer_end(dateline_writer *writer);
DATELINE_API void dateline_writer_free(dateline_writer *writer);

/* The value of an entity alone, without a line break: "json" (null where it has none),
 * "markup"
 * ("2025-10-24; modifier=late"), "facts" (the same with every field that a case may ask
 * for). */
DATELINE_API dateline_status dateline_write_value(const dateline_entity *entity,
                                                  const char *format,
                                                  dateline_write_fn write, void *user);

/* ---- tables ---------------------------------------------------------------------- */

/* An entity as one flat row, for tables and data frames: csv, tsv, Arrow, SQL. */
typedef enum dateline_cell_kind {
    DATELINE_CELL_NONE,    /* nothing there */
    DATELINE_CELL_TEXT,    /* text, len */
    DATELINE_CELL_INTEGER, /* integer */
    DATELINE_CELL_NUMBER,  /* number */
    DATELINE_CELL_TRUTH    /* integer: 0 or 1 */
} dateline_cell_kind;

typedef struct dateline_column {
    const char *name;
    dateline_cell_kind kind; /* of its cells, those with nothing apart */
    const char *about;
} dateline_column;

typedef struct dateline_cell {
    dateline_cell_kind kind;
    const char *text; /* lives with the result, or in room; of numbers that the article
                         writes as such: their digits; else NULL */
    size_t len;
    int64_t integer;
    double number;
    char room[128];
} dateline_cell;

/* The i-th column, or NULL past the end. New ones come last. */
DATELINE_API const dateline_column *dateline_column_at(size_t i);

/* What the column says of the i-th entity; of kind none where nothing, and past an end.
 */
DATELINE_API void dateline_result_cell(const dateline_result *result, size_t i,
                                       size_t column, dateline_cell *out);

/* ---- why ------------------------------------------------------------------------- */

typedef struct dateline_explain_options {
    size_t size;      /* sizeof(dateline_explain_options) */
    const char *text; /* mentions that contain this text, or NULL */
    long at;          /* mentions at this code point; -1: all */
    bool json;        /* else lines for people */
} dateline_explain_options;

/* Writes for each mention that is asked about: the rule that found it, what it captured,
 * each piece of evidence with its weight (log-odds, heaviest first), the readings that
 * lost, which of several places of the name is meant and why, and the correction that
 * changed or removed it. */
DATELINE_API dateline_status dateline_explain(dateline_scanner *scanner,
                                              const dateline_document *document,
                                              const dateline_explain_options *options,
                                              dateline_write_fn write, void *user);

typedef struct dateline_why_not_options {
    size_t size;       /* sizeof(dateline_why_not_options) */
    const char *text;  /* what was not found */
    const char *type;  /* as what */
    long at;           /* where it holds this code point; -1: wherever it stands */
    bool json;         /* else lines for people */
    const char *place; /* found, but not as this place: "Paris, Texas"; or NULL */
} dateline_why_not_options;

/* Writes for each place where the text stands why it was not found as the type: it was
 * (and is hidden, below min_confidence, removed by a correction, without a value); it
 * crosses a paragraph or a dash, or cuts a word; it was outweighed, by what and by how
 * much; no rule proposed it; it means another place of the name. In the last two cases
 * the rules of the type that came closest follow, with what stopped each. */
DATELINE_API dateline_status dateline_why_not(dateline_scanner *scanner,
                                              const dateline_document *document,
                                              const dateline_why_not_options *options,
                                              dateline_write_fn write, void *user);

/* ---- input ----------------------------------------------------------------------- */

typedef struct dateline_input_options {
    size_t size;
    const char *format; /* "text", "ndjson", "html", or NULL: by content */
    const char *text_field, *id_field, *date_field; /* NULL: text, id, date */
    bool null_separated;                            /* plain texts parted by NUL bytes */
    const char *separator; /* plain texts parted by this line, or NULL */
    size_t max_bytes; /* a larger article, unpacked, is reported and passed over; 0: 16
                         MiB */
    dateline_report_fn report; /* told of every input that could not be used */
    void *user;
} dateline_input_options;

/* Files, folders (recursive, by name) and "-" (standard input), in order: plain text,
 * NDJSON and HTML, also packed (gzip, zstd, xz, bzip2), in archives (tar, zip) and in
 * crawls (WARC), told by their content; of what only a folder or an archive names, plain
 * text must be a *.txt file. Nothing is opened before the first call of next. A name such
 * as 2025-10-23-title.txt dates its text. id: the name of a file without folders and
 * suffix; below a folder its path from there; the record's own field or SOURCE:LINE in
 * NDJSON; "#2" and so on for further texts of one file. */
DATELINE_API dateline_input *dateline_input_open(const char *const *paths, size_t count,
                                                 const dateline_input_options *options,
                                                 dateline_error *err);

/* The next article, valid until the next call; false at the end. What could not be used
 * is reported and passed over. */
DATELINE_API bool dateline_input_next(dateline_input *input, dateline_document *document);

/* How many inputs were reported as unusable so far. */
DATELINE_API size_t dateline_input_problems(const dateline_input *input);

/* How many bytes of the files were read so far, as they are on the disk. */
DATELINE_API uint64_t dateline_input_read(const dateline_input *input);

/* True when the input is one article and no more: a single file or a plain standard
 * input. Known once next was called, since a file may turn out to hold many. */
DATELINE_API bool dateline_input_single(const dateline_input *input);
DATELINE_API void dateline_input_free(dateline_input *input);

/* ---- gold ------------------------------------------------------------------------ */

typedef struct dateline_gold dateline_gold; /* articles as a reader marked them */

typedef struct dateline_gold_mention {
    const char *type; /* "unknown": anything may be found there */
    size_t start, end;
    bool optional;            /* neither missed nor found: in doubt, or a pronoun */
    const char *const *flags; /* further fields that are true; NULL-ended, or NULL */
    const char *value;        /* as written in the gold; NULL: it does not say */
    const struct dateline_gold_value *read;
} dateline_gold_mention;

typedef struct dateline_gold_article {
    dateline_document document;
    const dateline_gold_mention *mentions;
    size_t count;
    const size_t (*spans)[2]; /* what counts of the text (code points); NULL: all of it */
    size_t span_count;
} dateline_gold_article;

/* Reads NDJSON ({"id", "text", "date", "entities": [{"start", "end", "type", "value"}]}
 * on a line), texts in the notation of --format markup, and the *.jsonl and *.txt files
 * below folders. Every error is reported; NULL when there was one, and err holds the
 * first. */
DATELINE_API dateline_gold *dateline_gold_load(const char *const *paths, size_t count,
                                               dateline_report_fn report, void *user,
                                               dateline_error *err);
DATELINE_API const dateline_gold_article *dateline_gold_at(const dateline_gold *gold,
                                                           size_t i);

/* True when the entity has the value that the gold mention tells. lenient: or one that
 * means nearly the same: the same days, a name with the same words and more, a percentage
 * within 0.01, a place within 161 km. */
DATELINE_API bool dateline_gold_agrees(const dateline_gold_mention *mention,
                                       const dateline_entity *entity, bool lenient);
DATELINE_API void dateline_gold_free(dateline_gold *gold);

DATELINE_API const char *dateline_version(void);

#ifdef __cplusplus
}
#endif

#endif
