/* value.c - the value of a name that a correction gives. */
#include "correct/correct.h"

#include "value/date.h"
#include "value/name.h"

/* Columns of the gazetteer's value. */
enum { NAME, KIND, COUNTRY, REGION, LAT, LON, GEONAMES };

static bool read_period(dl_str value, dl_period *out) {
    static const struct {
        size_t len;
        dl_unit unit;
        const char *rest;
    } forms[] = {{10, DL_DAY, ""}, {7, DL_MONTH, "-01"}, {4, DL_YEAR, "-01-01"}};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        char day[16];
        int64_t number;
        if (value.len != forms[i].len) continue;
        memcpy(day, value.at, value.len);
        strcpy(day + value.len, forms[i].rest);
        if (!dl_day_parse(day, &number)) return false;
        *out = dl_period_of(forms[i].unit, number);
        return true;
    }
    return false;
}

bool dl_correct_is_date(dl_str value) {
    dl_period period;
    return read_period(value, &period);
}

const char *dl_correct_name_of(const dateline_value *value) {
    if (value->person) return value->person->name;
    return value->place ? value->place->name : NULL;
}

/* ---- places ---- */

static double decimal(dl_str text) {
    bool negative = text.len && text.at[0] == '-', fraction = false;
    double value = 0, unit = 1;
    for (size_t i = negative; i < text.len; i++) {
        fraction |= text.at[i] == '.';
        if (!dl_is_digit(text.at[i])) continue;
        value = value * 10 + (text.at[i] - '0');
        if (fraction) unit *= 10;
    }
    return (negative ? -value : value) / unit;
}

static dl_str field(const dl_correct *job, const dl_entry *entry, unsigned column) {
    return dl_value_field(dl_entry_value(job->scan->rules->lexicon, entry), column);
}

/* The gazetteer's row of the name: with the id, or (no id) the likeliest. */
static const dl_entry *row_of(const dl_correct *job, dl_str name, dl_str id) {
    const dateline_rules *rules = job->scan->rules;
    const dl_entry *entry = dl_list_entry(rules, rules->place_list, name);
    for (; entry; entry = entry->next ? entry + 1 : NULL)
        if (entry->list == rules->place_list &&
            (!id.at || dl_str_equal(field(job, entry, GEONAMES), id)))
            return entry;
    return NULL;
}

static const char *some(dl_str text, dl_arena *arena) {
    return text.len ? dl_arena_text(arena, text) : NULL;
}

/* `geonames:ID` chooses among the rows of the name; any other value is the name to look
 * up. */
static const dateline_place *place(const dl_correct *job, dl_str name, dl_str told) {
    dl_arena *arena = job->context->arena;
    dl_str id = {NULL, 0};
    if (told.at && dl_str_starts(told, DL_STR("geonames:")))
        id = dl_str_cut(told, sizeof "geonames:" - 1, told.len);
    else if (told.at)
        name = told;
    const dl_entry *row = row_of(job, name, id);
    dateline_place *out = dl_arena_zero(arena, sizeof *out);
    if (!out) return NULL;
    out->name = dl_arena_text(arena, row ? field(job, row, NAME) : name);
    if (id.at) out->geonames = dl_arena_text(arena, id);
    if (!row) return out->name ? out : NULL;
    out->kind = some(field(job, row, KIND), arena);
    out->country = some(field(job, row, COUNTRY), arena);
    out->region = some(field(job, row, REGION), arena);
    out->geonames = some(field(job, row, GEONAMES), arena);
    out->located = field(job, row, LAT).len > 0;
    if (out->located) out->lat = decimal(field(job, row, LAT));
    if (out->located) out->lon = decimal(field(job, row, LON));
    return arena->failed ? NULL : out;
}

/* ---- others ---- */

/* `van`, `de`: a name's particles are in lower case; others are for resolve/ to know. */
static bool is_particle(dl_str word, const void *user) {
    (void)user;
    return word.len && word.at[0] >= 'a' && word.at[0] <= 'z';
}

static const dateline_person *person(const dl_correct *job, dl_str name) {
    dl_arena *arena = job->context->arena;
    dateline_person *out = dl_arena_zero(arena, sizeof *out);
    dl_str given, family;
    if (!out) return NULL;
    dl_name_split(name, false, is_particle, NULL, &given, &family);
    out->name = dl_arena_text(arena, name);
    if (given.at) out->given = dl_arena_text(arena, given);
    if (family.at) out->family = dl_arena_text(arena, family);
    return arena->failed ? NULL : out;
}

static const dateline_date *date(const dl_correct *job, dl_str told) {
    dl_when when = {.kind = "date"};
    dl_period period;
    if (!read_period(told, &period)) return NULL;
    dl_when_known(&when, period.unit, period.index);
    return dl_date_emit(&when, job->context->arena);
}

static bool part(const dl_correct *job, dl_str told, dateline_value *out) {
    dl_arena *arena = job->context->arena;
    dateline_part *only = dl_arena_zero(arena, sizeof *only);
    if (!only) return false;
    only->name = "value";
    only->value = dl_arena_text(arena, told);
    out->parts = only;
    out->part_count = 1;
    return only->value != NULL;
}

bool dl_correct_value(const dl_correct *job, const char *type, dl_str name, dl_str told,
                      dateline_value *out) {
    *out = (dateline_value){0};
    if (strcmp(type, "person") == 0)
        return (out->person = person(job, told.at ? told : name)) != NULL;
    if (strcmp(type, "place") == 0) return (out->place = place(job, name, told)) != NULL;
    if (!told.at) return true;
    if (strcmp(type, "date") == 0) return (out->date = date(job, told)) != NULL;
    return part(job, told, out);
}
