/* emit.c - the table of output formats, and dateline_write over it. */
#include "emit/emit.h"

#include "emit/json.h"

static const struct format {
    const char *name;
    void (*emit)(const dl_emit_view *, const dateline_format_options *, dl_out *);
} formats[] = {
    {"json", dl_emit_json},
    {"markup", dl_emit_markup},
    {"ansi", dl_emit_ansi},
};

static const size_t format_count = sizeof formats / sizeof *formats;

const char *dateline_format_at(size_t i) {
    return i < format_count ? formats[i].name : NULL;
}

static const struct format *find_format(const char *name) {
    for (size_t i = 0; i < format_count; i++)
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
    *view = (dl_emit_view){.about = dateline_result_about(result),
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

dateline_status dateline_write(const dateline_result *result, const char *format,
                               const dateline_format_options *options,
                               dateline_write_fn write, void *user) {
    const struct format *chosen = format ? find_format(format) : NULL;
    if (!chosen || !result || !write) return DATELINE_ERR_ARGUMENT;
    dateline_format_options known = known_options(options);
    dl_arena arena = {0};
    dl_emit_view view;
    if (!view_result(result, &arena, &view)) {
        dl_arena_free(&arena);
        return DATELINE_ERR_MEMORY;
    }
    dl_out out;
    dl_out_open(&out, write, user);
    chosen->emit(&view, &known, &out);
    bool written = dl_out_close(&out);
    dl_arena_free(&arena);
    return written ? DATELINE_OK : DATELINE_ERR_WRITE;
}

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
