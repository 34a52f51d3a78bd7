/* emit.c - the table of output formats, and the writer over it. */
#include "emit/emit.h"

#include "base/array.h"
#include "base/error.h"
#include "emit/json.h"

typedef struct dl_format {
    const char *name, *about;
    dl_emit_side_fn *begin;
    dl_emit_fn *emit;
    void (*absorb)(dl_emit_run *run, dl_str emitted); /* NULL: it is written as it is */
    dl_emit_side_fn *end;
    const char *between; /* two articles that have something to say */
    bool tokens;         /* it wants the words of the text */
    bool alone;          /* it holds one article */
} dl_format;

/* clang-format off */
static const dl_format formats[] = {
    {"json", "the records; one line for each article of several", .emit = dl_emit_json},
    {"ndjson", "the same, always one line", .emit = dl_emit_ndjson},
    {"csv", "a table, one row for each entity", .begin = dl_begin_csv, .emit = dl_emit_csv},
    {"tsv", "the same with tabs", .begin = dl_begin_tsv, .emit = dl_emit_tsv},
    {"markup", "the text with its entities marked as in rule files", .emit = dl_emit_markup},
    {"timeml", "the text with TIMEX3 elements, of one article", .emit = dl_emit_timeml, .alone = true},
    {"ansi", "the text in colours", .emit = dl_emit_ansi},
    {"html", "a page with the entities marked, their values on hover, and a legend", .begin = dl_begin_html, .emit = dl_emit_html, .end = dl_end_html},
    {"brat", "standoff of the brat annotation tool, of one article", .emit = dl_emit_brat, .alone = true},
    {"conll", "a word a line with BIO labels, as CoNLL-2003 has it", .emit = dl_emit_conll, .tokens = true},
    {"w3c", "Web Annotations as JSON-LD, a page for each article", .emit = dl_emit_w3c},
    {"spacy", "training data that spacy convert reads", .begin = dl_begin_spacy, .emit = dl_emit_spacy, .end = dl_end_spacy, .between = ",\n", .tokens = true},
    {"labelstudio", "tasks with predictions for Label Studio", .begin = dl_begin_labelstudio, .emit = dl_emit_labelstudio, .end = dl_end_labelstudio, .between = ",\n"},
    {"datashare", "NamedEntity objects of ICIJ's Datashare, one a line", .emit = dl_emit_datashare},
    {"ftm", "FollowTheMoney documents and Mentions, one a line", .emit = dl_emit_ftm},
    {"geojson", "the places of all articles on a map", .begin = dl_begin_geojson, .emit = dl_emit_geojson, .end = dl_end_geojson, .between = ",\n"},
    {"ical", "the dates of all articles as a calendar", .begin = dl_begin_ical, .emit = dl_emit_ical, .end = dl_end_ical},
    {"graphml", "who appears with whom, over all articles", .begin = dl_begin_graphml, .emit = dl_emit_graphml, .absorb = dl_absorb_graphml, .end = dl_end_graphml},
};
/* clang-format on */

static const size_t format_count = sizeof formats / sizeof *formats;

const char *dateline_format_at(size_t i) {
    return i < format_count ? formats[i].name : NULL;
}

const char *dateline_format_about(size_t i) {
    return i < format_count ? formats[i].about : NULL;
}

static const dl_format *find_format(const char *name) {
    for (size_t i = 0; name && i < format_count; i++)
        if (strcmp(formats[i].name, name) == 0) return &formats[i];
    return NULL;
}

/* Callers built against an older header hand in a shorter struct. */
static dateline_format_options known_options(const dateline_format_options *given) {
    dateline_format_options options = {.size = sizeof options};
    size_t size = given ? given->size : 0;
    if (size > sizeof options) size = sizeof options;
    if (size) memcpy(&options, given, size);
    options.size = sizeof options;
    return options;
}

/* View fields are arrays of pointers, so that formats and their tests need no result. */
static bool view_result(const dateline_result *result, dl_arena *arena,
                        dl_emit_view *view) {
    size_t entities = dateline_result_count(result);
    size_t cards = dateline_result_card_count(result);
    size_t problems = dateline_result_problem_count(result);
    const void **slots =
        dl_arena_alloc(arena, (entities + cards + problems + 1) * sizeof *slots);
    if (!slots) return false;
    const dateline_entity **entity = (const dateline_entity **)slots;
    const dateline_card **card = (const dateline_card **)(slots + entities);
    const dateline_error **problem = (const dateline_error **)(slots + entities + cards);
    for (size_t i = 0; i < entities; i++)
        entity[i] = dateline_result_at(result, i);
    for (size_t i = 0; i < cards; i++)
        card[i] = dateline_result_card_at(result, i);
    for (size_t i = 0; i < problems; i++)
        problem[i] = dateline_result_problem_at(result, i);
    *view = (dl_emit_view){.arena = arena,
                           .about = dateline_result_about(result),
                           .rules = dateline_result_rules_hash(result),
                           .entities = entity,
                           .entity_count = entities,
                           .cards = card,
                           .card_count = cards,
                           .problems = problem,
                           .problem_count = problems};
    view->text.at = dateline_result_text(result, &view->text.len);
    return true;
}

static bool view_tokens(const dateline_result *result, dl_arena *arena,
                        dl_emit_view *view) {
    size_t count = dateline_result_tokens(result, NULL, 0);
    dateline_token *tokens = dl_arena_alloc(arena, (count + 1) * sizeof *tokens);
    if (!tokens) return false;
    view->token_count = dateline_result_tokens(result, tokens, count);
    view->tokens = tokens;
    return true;
}

/* ---- one output ---- */

struct dateline_writer {
    const dl_format *format;
    dateline_format_options options;
    dl_emit_run run;
    dl_arena kept; /* by the format, over all articles */
    size_t number; /* of the articles so far */
    bool begun;
    bool parted; /* something stands before the next article */
    dl_out out;
};

static bool open_writer(dateline_writer *writer, const char *name,
                        const dateline_format_options *options, dateline_write_fn write,
                        void *user) {
    writer->format = find_format(name);
    writer->options = known_options(options);
    writer->kept = (dl_arena){0};
    writer->number = 0;
    writer->begun = writer->parted = false;
    writer->run = (dl_emit_run){.out = &writer->out, .arena = &writer->kept};
    dl_out_open(&writer->out, write, user);
    return writer->format && write;
}

static void begin(dateline_writer *writer) {
    if (writer->format->begin && !writer->begun) writer->format->begin(&writer->run);
    writer->begun = true;
}

static bool begin_article(dateline_writer *writer) {
    if (writer->format->alone && writer->number) return false;
    begin(writer);
    writer->number++;
    return true;
}

static dateline_status settle(dateline_writer *writer) {
    bool written = dl_out_close(&writer->out);
    if (writer->kept.failed) return DATELINE_ERR_MEMORY;
    return written ? DATELINE_OK : DATELINE_ERR_WRITE;
}

static dateline_status emit(const dateline_writer *writer, const dateline_result *result,
                            dl_out *out) {
    dl_arena arena = {0};
    dl_emit_view view;
    bool seen = view_result(result, &arena, &view) &&
                (!writer->format->tokens || view_tokens(result, &arena, &view));
    if (seen) writer->format->emit(&view, &writer->options, out);
    bool enough = !arena.failed;
    dl_arena_free(&arena);
    return seen && enough ? DATELINE_OK : DATELINE_ERR_MEMORY;
}

dateline_status dateline_writer_render(const dateline_writer *writer,
                                       const dateline_result *result,
                                       dateline_write_fn write, void *user) {
    if (!result || !write) return DATELINE_ERR_ARGUMENT;
    dl_out out;
    dl_out_open(&out, write, user);
    dateline_status status = emit(writer, result, &out);
    bool written = dl_out_close(&out);
    return status == DATELINE_OK && !written ? DATELINE_ERR_WRITE : status;
}

dateline_status dateline_writer_put(dateline_writer *writer, const char *bytes,
                                    size_t len) {
    if (!begin_article(writer)) return DATELINE_ERR_ARGUMENT;
    if (writer->format->absorb) {
        writer->format->absorb(&writer->run, (dl_str){bytes, len});
    } else if (len) {
        if (writer->parted) dl_out_text(&writer->out, writer->format->between);
        writer->parted = true;
        dl_out_bytes(&writer->out, bytes, len);
    }
    return settle(writer);
}

typedef struct piece {
    dl_arena arena;
    DL_ARRAY(char) bytes;
} piece;

static bool keep(const char *bytes, size_t len, void *user) {
    piece *into = user;
    if (!DL_RESERVE(&into->arena, &into->bytes, len)) return false;
    memcpy(into->bytes.items + into->bytes.count, bytes, len);
    into->bytes.count += len;
    return true;
}

static dateline_status add_by_halves(dateline_writer *writer,
                                     const dateline_result *result) {
    piece part = {0};
    dateline_status status = dateline_writer_render(writer, result, keep, &part);
    if (status == DATELINE_OK)
        status = dateline_writer_put(writer, part.bytes.items, part.bytes.count);
    else if (part.arena.failed)
        status = DATELINE_ERR_MEMORY;
    dl_arena_free(&part.arena);
    return status;
}

dateline_status dateline_writer_add(dateline_writer *writer,
                                    const dateline_result *result) {
    if (writer->format->absorb || writer->format->between)
        return add_by_halves(writer, result);
    if (!result || !begin_article(writer)) return DATELINE_ERR_ARGUMENT;
    dateline_status status = emit(writer, result, &writer->out);
    return status == DATELINE_OK ? settle(writer) : status;
}

dateline_status dateline_writer_end(dateline_writer *writer) {
    begin(writer);
    if (writer->format->end) writer->format->end(&writer->run);
    return settle(writer);
}

dateline_writer *dateline_writer_new(const char *name,
                                     const dateline_format_options *options,
                                     dateline_write_fn write, void *user,
                                     dateline_error *err) {
    if (err) *err = (dateline_error){0};
    dateline_writer *writer = dl_alloc(sizeof *writer);
    if (!writer) {
        dl_fail_plain(err, DATELINE_ERR_MEMORY, "no memory");
    } else if (!open_writer(writer, name, options, write, user)) {
        dl_fail_plain(err, DATELINE_ERR_ARGUMENT, "no format has that name");
        dl_free(writer);
        writer = NULL;
    }
    return writer;
}

void dateline_writer_free(dateline_writer *writer) {
    if (!writer) return;
    dl_arena_free(&writer->kept);
    dl_free(writer);
}

dateline_status dateline_write(const dateline_result *result, const char *format,
                               const dateline_format_options *options,
                               dateline_write_fn write, void *user) {
    dateline_writer writer;
    if (!open_writer(&writer, format, options, write, user)) return DATELINE_ERR_ARGUMENT;
    dateline_status status = dateline_writer_add(&writer, result);
    if (status == DATELINE_OK) status = dateline_writer_end(&writer);
    dl_arena_free(&writer.kept);
    return status;
}

/* ---- a value alone ---- */

static void json_value(const dateline_entity *entity, dl_out *out) {
    dl_json json = {.out = out, .empty = true};
    dl_json_bare_value(&json, &entity->value);
}

static const struct value_format {
    const char *name;
    void (*emit)(const dateline_entity *, dl_out *);
} value_formats[] = {
    {"json", json_value}, {"markup", dl_markup_value}, {"facts", dl_markup_facts_all}};

dateline_status dateline_write_value(const dateline_entity *entity, const char *format,
                                     dateline_write_fn write, void *user) {
    const struct value_format *chosen = NULL;
    for (size_t i = 0; format && i < sizeof value_formats / sizeof *value_formats; i++)
        if (strcmp(value_formats[i].name, format) == 0) chosen = &value_formats[i];
    if (!chosen || !entity || !write) return DATELINE_ERR_ARGUMENT;
    dl_out out;
    dl_out_open(&out, write, user);
    chosen->emit(entity, &out);
    return dl_out_close(&out) ? DATELINE_OK : DATELINE_ERR_WRITE;
}
