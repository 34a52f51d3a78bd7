/* agree.c - does an entity have the value that gold tells?
 *
 * The comparisons are those of the scorer that results are published with: dates by their
 * TIMEX3 value, percentages by their numbers, persons by name, places by GeoNames id,
 * else by distance, else by name. */
#include "gold/value.h"

#include <math.h>

#include "expect.h"
#include "text/fold.h"

enum { NEAR_KM = 161 };

typedef struct judgement {
    bool strict, lenient;
} judgement;

static bool is_timex(const char *type) {
    static const char *const types[] = {"date", "time", "duration", "set"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strcmp(types[i], type) == 0) return true;
    return false;
}

static judgement date(const dateline_gold_value *gold, const dateline_entity *entity) {
    const dateline_date *date = entity->value.date;
    const char *found = date && date->timex_value ? date->timex_value : "None";
    if (!gold->text) return (judgement){false, false};
    int64_t a, b, c, d;
    bool strict = strcmp(gold->text, found) == 0;
    /* A time of day is not its day. */
    bool same = !strchr(gold->text, 'T') == !strchr(found, 'T') &&
                dl_gold_interval(dl_str_from(gold->text), &a, &b) &&
                dl_gold_interval(dl_str_from(found), &c, &d) && a == c && b == d;
    return (judgement){strict, strict || same};
}

static judgement percent(const dateline_gold_value *gold, const dateline_entity *entity) {
    const dateline_percent *found = entity->value.percent;
    dateline_gold_value is = {0};
    if (!found) return (judgement){false, false};
    if (found->value) {
        dl_gold_numbers(dl_str_from(found->value), &is);
    } else {
        if (found->min) dl_gold_numbers(dl_str_from(found->min), &is);
        if (found->max) dl_gold_numbers(dl_str_from(found->max), &is);
    }
    if (!is.number_count || is.number_count != gold->number_count ||
        is.number_count > DL_GOLD_NUMBERS)
        return (judgement){false, false};
    double most = 0;
    for (size_t i = 0; i < is.number_count; i++)
        most = fmax(most, fabs(is.numbers[i] - gold->numbers[i]));
    return (judgement){most < 1e-6, most <= 0.01};
}

/* ---- names ------------------------------------------------------------------------- */

static size_t word_count(dl_str words) {
    size_t count = 0;
    for (size_t i = 0; i < words.len; i++)
        count += words.at[i] == '\n';
    return count;
}

static bool has_word(dl_str words, dl_str word) {
    while (words.len)
        if (dl_str_equal(dl_str_split(&words, '\n'), word)) return true;
    return false;
}

static bool all_in(dl_str inner, dl_str outer) {
    while (inner.len)
        if (!has_word(outer, dl_str_split(&inner, '\n'))) return false;
    return true;
}

static bool nearly(dl_str a, dl_str b) {
    size_t least = word_count(a) < word_count(b) ? word_count(a) : word_count(b);
    return least > 1 && (all_in(a, b) || all_in(b, a));
}

static judgement person(const dateline_gold_value *gold, const dateline_entity *entity,
                        dl_arena *arena) {
    const dateline_person *found = entity->value.person;
    judgement out = {false, false};
    if (!found) return out;
    dl_str name = dl_fold_name(dl_str_from(found->name ? found->name : ""), arena);
    for (size_t i = 0; i < 2; i++) { /* the third name is a place's */
        if (!gold->names[i].at) continue;
        out.strict |= dl_str_equal(gold->names[i], name);
        out.lenient |= nearly(gold->names[i], name);
    }
    out.lenient |= out.strict;
    return out;
}

static double radians(double degrees) {
    return degrees * (3.14159265358979323846 / 180.0);
}

static double distance(double lat_a, double lon_a, double lat_b, double lon_b) {
    double a = radians(lat_a), b = radians(lat_b);
    double up = sin((b - a) / 2), along = sin((radians(lon_b) - radians(lon_a)) / 2);
    double half = up * up + cos(a) * cos(b) * (along * along);
    return 6371.0 * 2 * asin(fmin(1, sqrt(half)));
}

static judgement place(const dateline_gold_value *gold, const dateline_entity *entity,
                       dl_arena *arena) {
    const dateline_place *found = entity->value.place;
    if (!found) return (judgement){false, false};
    bool both = gold->located && found->located;
    bool near = both && distance(gold->lat, gold->lon, found->lat, found->lon) <= NEAR_KM;
    bool strict = near;
    if (gold->geonames && found->geonames) {
        strict = strcmp(gold->geonames, found->geonames) == 0;
    } else if (!both) {
        dl_str name = dl_fold_name(dl_str_from(found->name ? found->name : ""), arena);
        for (size_t i = 0; i < DL_GOLD_NAMES; i += 2)
            strict |= found->name && *found->name && gold->names[i].at &&
                      dl_str_equal(gold->names[i], name);
    }
    return (judgement){strict, strict || near};
}

/* ---- all --------------------------------------------------------------------------- */

static judgement judge(const dateline_gold_mention *mention,
                       const dateline_entity *entity, dl_arena *arena) {
    const dateline_gold_value *gold = mention->read;
    if (is_timex(mention->type)) return date(gold, entity);
    if (strcmp(mention->type, "percent") == 0) return percent(gold, entity);
    if (strcmp(mention->type, "person") == 0) return person(gold, entity, arena);
    if (strcmp(mention->type, "place") == 0) return place(gold, entity, arena);
    return (judgement){false, false};
}

/* The notation compares words of the same place, so the mark goes to where the entity is.
 */
static bool notation_holds(const dateline_gold_mention *mention,
                           const dateline_entity *entity, dl_arena *arena) {
    dl_markup_mark mark = *mention->read->mark;
    mark.start = entity->byte_start;
    mark.end = entity->byte_end;
    dl_found found = {entity, entity->type};
    dl_found_list list = {.items = &found, .count = 1};
    return dl_expect_holds(&mark, 1, &list, arena);
}

bool dateline_gold_agrees(const dateline_gold_mention *mention,
                          const dateline_entity *entity, bool lenient) {
    const dateline_value *value = &entity->value;
    bool any =
        value->date || value->percent || value->person || value->place || value->parts;
    if (!mention->read || !any) return false;
    dl_arena arena = {0};
    judgement out = judge(mention, entity, &arena);
    if (mention->read->mark) {
        out.strict = notation_holds(mention, entity, &arena);
        out.lenient |= out.strict;
    }
    dl_arena_free(&arena);
    return lenient ? out.lenient : out.strict;
}
