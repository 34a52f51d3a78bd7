/* record.c - a gold article in JSON.
 *
 * A value may be a text, a number, a list of numbers or an object; what is not known is
 * passed over, since gold sets tell much that is not compared. */
#include "gold/gold.h"

#include <jansson.h>
#include <stdlib.h>

#include "input/name.h"
#include "text/fold.h"

/* ---- values ------------------------------------------------------------------------ */

static bool is_true(const json_t *value) {
    if (!value || json_is_null(value) || json_is_false(value)) return false;
    if (json_is_number(value)) return json_number_value(value) != 0;
    if (json_is_string(value)) return json_string_length(value) > 0;
    return json_is_true(value) || json_array_size(value) || json_object_size(value);
}

/* A string or a whole number as text; NULL for anything else. */
static const char *plain(const json_t *value, dl_arena *arena) {
    if (json_is_integer(value))
        return dl_arena_format(arena, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    if (!json_is_string(value)) return NULL;
    return dl_arena_text(arena,
                         (dl_str){json_string_value(value), json_string_length(value)});
}

static void add_number(dateline_gold_value *out, double number) {
    if (out->number_count < DL_GOLD_NUMBERS) out->numbers[out->number_count] = number;
    out->number_count++;
}

/* All numbers of a number, a text or (deep) a list; of an object its value, or min and
 * max. */
static void add_numbers(const json_t *value, dateline_gold_value *out, int deep) {
    if (json_is_number(value)) add_number(out, json_number_value(value));
    if (json_is_string(value))
        dl_gold_numbers((dl_str){json_string_value(value), json_string_length(value)},
                        out);
    for (size_t i = 0; deep && i < json_array_size(value); i++)
        add_numbers(json_array_get(value, i), out, deep - 1);
    const json_t *one = json_object_get(value, "value");
    if (deep && one && !json_is_null(one)) {
        add_numbers(one, out, deep - 1);
    } else if (deep && json_is_object(value)) {
        add_numbers(json_object_get(value, "min"), out, 0);
        add_numbers(json_object_get(value, "max"), out, 0);
    }
}

static bool coordinate(const json_t *value, double *out) {
    size_t len;
    if (json_is_number(value)) {
        *out = json_number_value(value);
        return true;
    }
    if (!json_is_string(value)) return false;
    *out = dl_gold_number((dl_str){json_string_value(value), json_string_length(value)},
                          &len);
    return len > 0;
}

static void add_names(const json_t *value, dateline_gold_value *out, dl_arena *arena) {
    const json_t *name = json_is_object(value) ? json_object_get(value, "name") : value;
    const char *texts[2] = {plain(name, arena),
                            plain(json_object_get(value, "wikipedia"), arena)};
    for (int i = 0; i < 2; i++)
        if (texts[i] && *texts[i])
            out->names[i] = dl_fold_name(dl_str_from(texts[i]), arena);
    const char *slash = texts[1] ? strrchr(texts[1], '/') : NULL;
    const char *last = slash ? slash + 1 : texts[1];
    if (last && *last) out->names[2] = dl_fold_name(dl_str_from(last), arena);
}

static const dateline_gold_value *read_value(const json_t *value, dl_arena *arena) {
    dateline_gold_value *out = dl_arena_zero(arena, sizeof *out);
    if (!out) return NULL;
    out->text = plain(value, arena);
    add_names(value, out, arena);
    add_numbers(value, out, 2);
    const json_t *geonames = json_object_get(value, "geonamesid");
    if (is_true(geonames)) out->geonames = plain(geonames, arena);
    out->located = coordinate(json_object_get(value, "lat"), &out->lat) &&
                   coordinate(json_object_get(value, "lon"), &out->lon);
    return out;
}

static const char *dumped(const json_t *value, dl_arena *arena) {
    char *text =
        json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT | JSON_REAL_PRECISION(15));
    const char *kept = text ? dl_arena_text(arena, dl_str_from(text)) : NULL;
    free(text);
    return kept;
}

/* ---- mentions ---------------------------------------------------------------------- */

/* The names of the fields that are true, NULL-ended; NULL where none is. */
static const char *const *read_flags(const json_t *entity, dl_arena *arena) {
    const char **names = NULL, *name;
    size_t count = 0;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)entity, name, value) {
        if (!json_is_true(value)) continue;
        if (!names)
            names = dl_arena_zero(arena, (json_object_size(entity) + 1) * sizeof *names);
        if (names) names[count++] = dl_arena_text(arena, dl_str_from(name));
    }
    return names;
}

static bool read_mention(const json_t *entity, dl_arena *arena,
                         dateline_gold_mention *out) {
    const json_t *start = json_object_get(entity, "start"), *value;
    const json_t *end = json_object_get(entity, "end");
    const json_t *type = json_object_get(entity, "type");
    if (!json_is_integer(start) || !json_is_integer(end) || !json_is_string(type))
        return false;
    if (json_integer_value(start) < 0 ||
        json_integer_value(end) < json_integer_value(start))
        return false;
    out->start = (size_t)json_integer_value(start);
    out->end = (size_t)json_integer_value(end);
    out->type = plain(type, arena);
    out->optional = is_true(json_object_get(entity, "optional")) ||
                    is_true(json_object_get(entity, "coref"));
    out->flags = read_flags(entity, arena);
    value = json_object_get(entity, "value");
    if (!value || json_is_null(value)) return true;
    out->value = dumped(value, arena);
    out->read = read_value(value, arena);
    return true;
}

static bool read_mentions(const json_t *entities, dl_arena *arena,
                          dateline_gold_article *out, size_t *bad) {
    size_t count = json_array_size(entities);
    dateline_gold_mention *mentions =
        dl_arena_zero(arena, (count + 1) * sizeof *mentions);
    for (*bad = 0; mentions && *bad < count; ++*bad)
        if (!read_mention(json_array_get(entities, *bad), arena, &mentions[*bad]))
            return false;
    out->mentions = mentions;
    out->count = mentions ? count : 0;
    return true;
}

static void read_spans(const json_t *spans, dl_arena *arena, dateline_gold_article *out) {
    size_t count = json_array_size(spans);
    size_t(*pairs)[2] = dl_arena_zero(arena, (count + 1) * sizeof *pairs);
    if (!count || !pairs) return;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < 2; k++) {
            json_int_t at =
                json_integer_value(json_array_get(json_array_get(spans, i), k));
            pairs[i][k] = at > 0 ? (size_t)at : 0;
        }
    out->spans = (const size_t(*)[2])pairs;
    out->span_count = count;
}

/* ---- the record -------------------------------------------------------------------- */

static bool read_record(const json_t *record, dl_place place, dl_arena *arena,
                        dateline_gold_article *out, dateline_error *err) {
    const json_t *text = json_object_get(record, "text");
    const json_t *entities = json_object_get(record, "entities");
    size_t bad;
    if (!json_is_string(text) || !json_is_array(entities))
        return dl_fail(
            err, place, DATELINE_ERR_INPUT,
            "a gold record needs the string \"text\" and the list \"entities\"");
    if (!read_mentions(entities, arena, out, &bad))
        return dl_fail(
            err, place, DATELINE_ERR_INPUT,
            "entity %zu needs \"type\", and \"start\" and \"end\" in characters",
            bad + 1);
    read_spans(json_object_get(record, "eval_spans"), arena, out);
    dateline_document *document = &out->document;
    document->size = sizeof *document;
    document->text = plain(text, arena);
    document->len = json_string_length(text);
    const char *id = plain(json_object_get(record, "id"), arena);
    document->id = id ? id : dl_arena_format(arena, "%s:%u", place.file, place.line);
    document->title = plain(json_object_get(record, "title"), arena);
    document->url = plain(json_object_get(record, "url"), arena);
    const char *source = plain(json_object_get(record, "source"), arena);
    if (!document->url && source && dl_name_is_address(dl_str_from(source)))
        document->url = source;
    document->home = plain(json_object_get(record, "home"), arena);
    document->domain = plain(json_object_get(record, "domain"), arena);
    const char *date = plain(json_object_get(record, "date"), arena);
    if (date && dl_name_day(dl_str_from(date)) &&
        (strlen(date) == 10 || strchr("Tt Z+", date[10])))
        document->date = dl_arena_text(arena, (dl_str){date, 10});
    return true;
}

bool dl_gold_record(dl_str line, dl_place place, dl_arena *arena,
                    dateline_gold_article *out, dateline_error *err) {
    json_error_t error;
    json_t *record = json_loadb(line.at, line.len, JSON_ALLOW_NUL, &error);
    if (!record) {
        place.column = error.column > 0 ? (uint32_t)error.column : 1;
        return dl_fail(err, place, DATELINE_ERR_INPUT, "%s", error.text);
    }
    bool good = read_record(record, place, arena, out, err);
    json_decref(record);
    return good;
}
