/* ndjson.c - records of articles (gold/record.c reads those of gold; no other file talks
 * to jansson).
 *
 * Jansson refuses what is not UTF-8 and lone surrogates, and keeps \u0000 when asked to.
 */
#include "input/ndjson.h"

#include "input/name.h"

#include <jansson.h>

static json_t *parse(dl_str line, json_error_t *error) {
    json_t *parsed = json_loadb(line.at, line.len, JSON_ALLOW_NUL, error);
    /* A number too large for an integer spoils no article. */
    if (!parsed && json_error_code(error) == json_error_numeric_overflow)
        parsed = json_loadb(line.at, line.len, JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL,
                            error);
    return parsed;
}

static const char *kind_name(const json_t *value) {
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        return "an object";
    case JSON_ARRAY:
        return "an array";
    case JSON_STRING:
        return "a string";
    case JSON_INTEGER:
    case JSON_REAL:
        return "a number";
    case JSON_TRUE:
    case JSON_FALSE:
        return "a boolean";
    case JSON_NULL:
        return "null";
    }
    return "something else";
}

static dl_str string_of(const json_t *value) {
    return (dl_str){json_string_value(value), json_string_length(value)};
}

static bool has_nul(dl_str text) {
    return text.len && memchr(text.at, '\0', text.len);
}

/* ---- the fields ------------------------------------------------------------------ */

/* A date, or a date with a time of day behind it. */
static bool is_date(dl_str text) {
    if (!dl_name_day(text)) return false;
    return text.len == 10 || strchr("Tt Z+", text.at[10]) != NULL;
}

static const char *read_date(const json_t *value, dl_place place, const char *field,
                             dl_report *report, dl_arena *arena) {
    if (!value || json_is_null(value)) return NULL;
    dl_str text = string_of(value);
    if (json_is_string(value) && !has_nul(text) && is_date(text))
        return dl_arena_text(arena, dl_str_cut(text, 0, 10));
    if (json_is_string(value))
        dl_report_warning(report, place, DATELINE_ERR_INPUT,
                          "field \"%s\": \"%.40s\" is no date like 2025-10-23: left out",
                          field, text.at);
    else
        dl_report_warning(report, place, DATELINE_ERR_INPUT,
                          "field \"%s\" is %s, not a date like \"2025-10-23\": left out",
                          field, kind_name(value));
    return NULL;
}

static const char *read_id(const json_t *value, dl_place place, const char *field,
                           dl_report *report, dl_arena *arena) {
    if (!value || json_is_null(value)) return NULL;
    if (json_is_integer(value))
        return dl_arena_format(arena, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    dl_str text = string_of(value);
    if (json_is_string(value) && !has_nul(text)) return dl_arena_text(arena, text);
    dl_report_warning(
        report, place, DATELINE_ERR_INPUT, "field \"%s\" is %s: left out", field,
        json_is_string(value) ? "a string with a NUL in it" : kind_name(value));
    return NULL;
}

/* What helps and is not needed: title, url, home, domain. Another kind of value is
 * another schema's business. */
static const char *read_note(const json_t *record, const char *field, dl_arena *arena) {
    const json_t *value = json_object_get(record, field);
    dl_str text = json_is_string(value) ? string_of(value) : (dl_str){NULL, 0};
    return text.len && !has_nul(text) ? dl_arena_text(arena, text) : NULL;
}

/* The field url; else what calls itself the source, where that is an address. */
static const char *read_address(const json_t *record, dl_arena *arena) {
    const char *url = read_note(record, "url", arena);
    const char *source = url ? NULL : read_note(record, "source", arena);
    return source && dl_name_is_address(dl_str_from(source)) ? source : url;
}

static const json_t *read_text(const json_t *record, dl_place place, const char *field,
                               dl_report *report) {
    const json_t *value = json_object_get(record, field);
    if (json_is_string(value)) return value;
    if (value)
        dl_report_problem(report, place, DATELINE_ERR_INPUT,
                          "field \"%s\" is %s, not a string", field, kind_name(value));
    else
        dl_report_problem(report, place, DATELINE_ERR_INPUT,
                          "the record has no field \"%s\"", field);
    return NULL;
}

/* ---- the line -------------------------------------------------------------------- */

bool dl_ndjson_is_record(dl_str line, const dl_fields *fields) {
    json_error_t error;
    json_t *record = parse(line, &error);
    bool is = json_is_string(json_object_get(record, fields->text));
    json_decref(record);
    return is;
}

static json_t *parse_record(dl_str line, dl_place place, dl_report *report) {
    json_error_t error;
    json_t *record = parse(line, &error);
    if (record && json_is_object(record)) return record;
    if (record) {
        dl_report_problem(report, place, DATELINE_ERR_INPUT,
                          "the line is %s, not an object", kind_name(record));
    } else if (json_error_code(&error) == json_error_out_of_memory) {
        dl_report_problem(report, place, DATELINE_ERR_MEMORY, "no memory left");
    } else {
        place.column = error.column > 0 ? (uint32_t)error.column : 1;
        dl_report_problem(report, place, DATELINE_ERR_INPUT, "%s", error.text);
    }
    json_decref(record);
    return NULL;
}

bool dl_ndjson_read(dl_str line, dl_place place, const dl_fields *fields,
                    dl_report *report, dl_buffer *buffer, dl_arena *arena,
                    dateline_document *out) {
    json_t *record = parse_record(line, place, report);
    const json_t *found = record ? read_text(record, place, fields->text, report) : NULL;
    dl_str text = {NULL, 0};
    if (found) {
        text = dl_buffer_copy(buffer, string_of(found));
        out->text = text.at;
        out->len = text.len;
        out->id = read_id(json_object_get(record, fields->id), place, fields->id, report,
                          arena);
        out->date = read_date(json_object_get(record, fields->date), place, fields->date,
                              report, arena);
        out->title = read_note(record, "title", arena);
        out->url = read_address(record, arena);
        out->home = read_note(record, "home", arena);
        out->domain = read_note(record, "domain", arena);
        if (!text.at)
            dl_report_problem(report, place, DATELINE_ERR_MEMORY, "no memory left");
    }
    json_decref(record);
    return text.at != NULL;
}
