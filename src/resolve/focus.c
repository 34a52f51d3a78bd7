/* focus.c - what country, region and city an article is about.
 *
 * Every mention of a place counts for its country, region and city; those at the head of
 * the article twice. A score is the share of all that was counted. */
#include "base/hash.h"
#include "resolve/link.h"

enum { AT_HEAD = 2, ELSEWHERE = 1 };
enum { REGION_PERCENT = 40, CITY_PERCENT = 25 }; /* of the country's, to be named */

typedef struct tally {
    const char *name;
    const dateline_place *place;
    uint32_t count;
} tally;

typedef struct tallies {
    tally *slots;
    uint32_t mask;
} tallies;

static bool tallies_make(tallies *t, size_t most, dl_arena *arena) {
    t->mask = dl_hash_mask(most);
    t->slots = dl_arena_zero(arena, ((size_t)t->mask + 1) * sizeof *t->slots);
    return t->slots != NULL;
}

static void tallies_add(tallies *t, const char *name, const dateline_place *place,
                        uint32_t count) {
    uint32_t at = (uint32_t)dl_hash_bytes(name, strlen(name)) & t->mask;
    while (t->slots[at].name && strcmp(t->slots[at].name, name) != 0)
        at = (at + 1) & t->mask;
    if (!t->slots[at].name) t->slots[at] = (tally){.name = name, .place = place};
    t->slots[at].count += count;
}

static bool fits(const tally *one, const char *country) {
    return !country || (one->place->country && strcmp(one->place->country, country) == 0);
}

/* The most frequent one in the country (NULL: of all); of equals the first in byte order,
 * so that the order of the table does not show. */
static const tally *tallies_best(const tallies *t, const char *country) {
    const tally *best = NULL;
    for (uint32_t i = 0; i <= t->mask; i++) {
        const tally *one = &t->slots[i];
        if (!one->name || !fits(one, country)) continue;
        if (!best || one->count > best->count ||
            (one->count == best->count && strcmp(one->name, best->name) < 0))
            best = one;
    }
    return best;
}

static bool is_settlement(const dateline_place *place) {
    return place->kind &&
           (strcmp(place->kind, "city") == 0 || strcmp(place->kind, "capital") == 0);
}

/* A headline, or the first paragraph of running text. */
static bool is_at_head(const dl_scan *scan, const dl_mention *mention) {
    const dl_paragraph *paragraphs = scan->text->paragraphs;
    uint32_t head = scan->text->paragraph_count > 1 ? 2 : 1;
    return scan->text->paragraph_count && mention->first < paragraphs[head - 1].end;
}

/* Who wrote it, and where, is not what it is about; what was inferred from the others
 * says nothing new. */
static bool is_counted(const dl_scan *scan, const dl_mention *mention) {
    const dl_zone *zone = dl_zone_at(scan->text, mention->first);
    return !mention->dropped && mention->value.place && mention->value.place->country &&
           !mention->value.place->inferred && strcmp(mention->type, "place") == 0 &&
           !(zone && (zone->kind == DL_ZONE_BYLINE || zone->kind == DL_ZONE_CREDIT));
}

const dateline_focus *dl_focus_find(const dl_scan *scan, const dl_mention *mentions,
                                    size_t count, dl_arena *arena) {
    tallies countries, regions, cities;
    uint32_t all = 0;
    if (!tallies_make(&countries, count, scan->arena) ||
        !tallies_make(&regions, count, scan->arena) ||
        !tallies_make(&cities, count, scan->arena))
        return NULL;
    for (size_t i = 0; i < count; i++) {
        if (!is_counted(scan, &mentions[i])) continue;
        const dateline_place *place = mentions[i].value.place;
        uint32_t weight = is_at_head(scan, &mentions[i]) ? AT_HEAD : ELSEWHERE;
        all += weight;
        tallies_add(&countries, place->country, place, weight);
        if (place->region) tallies_add(&regions, place->region, place, weight);
        if (is_settlement(place))
            tallies_add(&cities, place->geonames ? place->geonames : place->name, place,
                        weight);
    }
    const tally *country = tallies_best(&countries, NULL);
    dateline_focus *focus = country ? dl_arena_zero(arena, sizeof *focus) : NULL;
    if (!focus) return NULL;
    focus->country = country->name;
    focus->country_score = (double)country->count / all;
    const tally *region = tallies_best(&regions, country->name);
    if (region && region->count * 100 >= country->count * REGION_PERCENT) {
        focus->region = region->name;
        focus->region_score = (double)region->count / all;
    }
    const tally *city = tallies_best(&cities, country->name);
    if (city && city->count * 100 >= country->count * CITY_PERCENT) {
        focus->city = city->place;
        focus->city_score = (double)city->count / all;
    }
    return focus;
}
