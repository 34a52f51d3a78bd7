/* value.c - the value of a name that a correction gives. */
#include "correct/correct.h"

#include "lexicon/gazetteer.h"
#include "value/date.h"
#include "value/name.h"

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

/* The gazetteer's row of the name: with the id, or (no id) the likeliest. */
static bool row_of(const dl_correct *job, dl_str name, dl_str id, dl_place_row *out) {
    const dateline_rules *rules = job->scan->rules;
    const int lists[] = {rules->place_list, rules->place_lists[DL_PLACES_TOWN]};
    for (size_t i = 0; i < 2; i++) {
        const dl_entry *entry = dl_list_entry(rules, lists[i], name);
        for (; entry; entry = entry->next ? entry + 1 : NULL) {
            if (entry->list != lists[i]) continue;
            *out = dl_place_row_read(rules->lexicon, entry);
            if (!id.at || dl_str_equal(out->geonames, id)) return true;
        }
    }
    return false;
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
    dl_place_row row;
    dateline_place *out = dl_arena_zero(arena, sizeof *out);
    if (!out) return NULL;
    if (row_of(job, name, id, &row)) {
        dl_place_row_fill(&row, arena, out);
    } else {
        out->name = dl_arena_text(arena, name);
        if (id.at) out->geonames = dl_arena_text(arena, id);
    }
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
