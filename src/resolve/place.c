/* place.c - which place is meant.
 *
 * The gazetteer's rows for a name stand in order of prominence. A qualifier right after
 * the name (Paris, Texas) or a country that the article names settles an ambiguous one;
 * else the most prominent reading stands, and the others are its alternatives. */
#include "resolve/link.h"

#include "base/hash.h"

/* Columns of the gazetteer's value. */
enum { NAME, KIND, COUNTRY, REGION, LAT, LON, GEONAMES, POPULATION, FLAGS };
enum { READINGS_MOST = 12, ALTERNATIVES_MOST = 3, CLOSE = 4, FAR = 200 };

typedef struct readings {
    const dl_entry *items[READINGS_MOST];
    int count;
} readings;

static dl_str field(const dl_scan *scan, const dl_entry *entry, unsigned column) {
    return dl_value_field(dl_entry_value(scan->rules->lexicon, entry), column);
}

static readings readings_of(const dl_scan *scan, dl_str surface) {
    readings out = {.count = 0};
    const dl_entry *first = dl_list_entry(scan->rules, scan->rules->place_list, surface);
    for (const dl_entry *entry = first; entry && out.count < READINGS_MOST;
         entry = entry->next ? entry + 1 : NULL)
        if (entry->list == scan->rules->place_list) out.items[out.count++] = entry;
    return out;
}

/* Thousandths of degrees and the like, without the C library's locale. */
static double decimal(dl_str text) {
    bool negative = text.len && text.at[0] == '-';
    double value = 0, unit = 1;
    bool fraction = false;
    for (size_t i = negative; i < text.len; i++) {
        if (text.at[i] == '.')
            fraction = true;
        else if (dl_is_digit(text.at[i])) {
            value = value * 10 + (text.at[i] - '0');
            if (fraction) unit *= 10;
        }
    }
    return negative ? -value / unit : value / unit;
}

static const char *text_or_null(dl_str text, dl_arena *arena) {
    return text.len ? dl_arena_text(arena, text) : NULL;
}

static void fill(const dl_scan *scan, const dl_entry *entry, dl_arena *arena,
                 dateline_place *out) {
    out->name = dl_arena_text(arena, field(scan, entry, NAME));
    out->kind = text_or_null(field(scan, entry, KIND), arena);
    out->country = text_or_null(field(scan, entry, COUNTRY), arena);
    out->region = text_or_null(field(scan, entry, REGION), arena);
    out->geonames = text_or_null(field(scan, entry, GEONAMES), arena);
    out->located = field(scan, entry, LAT).len > 0;
    if (!out->located) return;
    out->lat = decimal(field(scan, entry, LAT));
    out->lon = decimal(field(scan, entry, LON));
}

/* ---- choosing ---- */

/* "Paris, Texas", "Eugene, OR": the place mention right behind a comma. */
static const dl_mention *qualifier_of(const dl_scan *scan, dl_mention **places,
                                      size_t count, size_t i) {
    if (i + 1 == count) return NULL;
    const dl_mention *next = places[i + 1];
    bool comma =
        dl_token_is(scan->text, places[i]->end, ',') && next->first == places[i]->end + 1;
    return comma ? next : NULL;
}

static bool contained(const dl_scan *scan, const dl_entry *inner, const dl_entry *outer) {
    dl_str kind = field(scan, outer, KIND);
    if (dl_str_is(kind, "country"))
        return dl_str_equal(field(scan, inner, COUNTRY), field(scan, outer, COUNTRY));
    if (!dl_str_is(kind, "region") && !dl_str_is(kind, "state") &&
        !dl_str_is(kind, "county"))
        return false;
    dl_str region = field(scan, outer, REGION);
    return region.len && dl_str_equal(field(scan, inner, REGION), region);
}

static int by_qualifier(const dl_scan *scan, const readings *mine,
                        const readings *outer) {
    for (int o = 0; o < outer->count; o++)
        for (int m = 0; m < mine->count; m++)
            if (mine->items[m] != outer->items[o] &&
                contained(scan, mine->items[m], outer->items[o]))
                return m;
    return -1;
}

static double population(const dl_scan *scan, const dl_entry *entry) {
    return decimal(field(scan, entry, POPULATION));
}

typedef struct chooser {
    dl_scan *scan;
    dl_mention **places;
    readings *all;
    size_t count;
    DL_ARRAY(const dl_entry *) wide; /* countries and regions among the first readings */
} chooser;

static bool is_wide(const dl_scan *scan, const dl_entry *entry) {
    dl_str kind = field(scan, entry, KIND);
    return dl_str_is(kind, "country") || dl_str_is(kind, "region") ||
           dl_str_is(kind, "state");
}

/* Each country and region of the article once, however often it is named. */
static bool collect_wide(chooser *c) {
    uint32_t mask = 63;
    while (mask < c->count * 2)
        mask = mask * 2 + 1;
    const dl_entry **seen =
        dl_arena_zero(c->scan->arena, ((size_t)mask + 1) * sizeof *seen);
    if (!seen) return false;
    for (size_t i = 0; i < c->count; i++) {
        const dl_entry *first = c->all[i].count ? c->all[i].items[0] : NULL;
        if (!first || !is_wide(c->scan, first)) continue;
        uint32_t at = (uint32_t)dl_hash_bytes((const char *)&first, sizeof first) & mask;
        while (seen[at] && seen[at] != first)
            at = (at + 1) & mask;
        if (seen[at]) continue;
        seen[at] = first;
        const dl_entry **slot = DL_PUSH(c->scan->arena, &c->wide);
        if (!slot) return false;
        *slot = first;
    }
    return true;
}

/* A country or region of the article that holds one reading and not the first. */
static int by_article(const chooser *c, size_t i) {
    const readings *mine = &c->all[i];
    for (int m = 0; m < mine->count; m++) {
        for (size_t k = 0; k < c->wide.count; k++) {
            const dl_entry *outer = c->wide.items[k];
            if (outer == mine->items[0]) continue;
            /* a country says less than a state: most articles name several countries */
            double reach =
                dl_str_is(field(c->scan, outer, KIND), "country") ? CLOSE : FAR;
            if (contained(c->scan, mine->items[m], outer) &&
                (m == 0 || population(c->scan, mine->items[m]) * reach >=
                               population(c->scan, mine->items[0])))
                return m;
        }
    }
    return 0;
}

static int choose(const chooser *c, size_t i) {
    const dl_mention *qualifier = qualifier_of(c->scan, c->places, c->count, i);
    if (qualifier) {
        int m = by_qualifier(c->scan, &c->all[i], &c->all[i + 1]);
        if (m >= 0) return m;
    }
    return c->all[i].count > 1 ? by_article(c, i) : 0;
}

/* ---- values and cards ---- */

static const dateline_place *value_of(const chooser *c, size_t i, int chosen,
                                      dl_arena *arena) {
    const readings *mine = &c->all[i];
    dateline_place *value = dl_arena_zero(arena, sizeof *value);
    dateline_place *others = dl_arena_zero(arena, ALTERNATIVES_MOST * sizeof *others);
    if (!value || !others) return NULL;
    dl_str surface = dl_text_at(c->scan->text, c->places[i]->span);
    if (!mine->count) {
        value->name = dl_name_text(surface, arena);
        return value;
    }
    fill(c->scan, mine->items[chosen], arena, value);
    double people = population(c->scan, mine->items[chosen]);
    for (int m = 0; m < mine->count && value->alternative_count < ALTERNATIVES_MOST; m++)
        if (m != chosen && people > 0 &&
            population(c->scan, mine->items[m]) * CLOSE >= people)
            fill(c->scan, mine->items[m], arena, &others[value->alternative_count++]);
    value->alternatives = value->alternative_count ? others : NULL;
    return value;
}

static bool same_place(const dateline_place *a, const dateline_place *b) {
    if (a->geonames && b->geonames) return strcmp(a->geonames, b->geonames) == 0;
    const char *in_a = a->country ? a->country : "", *in_b = b->country ? b->country : "";
    return strcmp(a->name, b->name) == 0 && strcmp(in_a, in_b) == 0;
}

static uint64_t card_key(const dateline_place *value) {
    const char *key = value->geonames ? value->geonames : value->name;
    return dl_hash_bytes(key, strlen(key));
}

static bool make_cards(chooser *c, const dl_value_context *context, dl_cards *cards) {
    uint32_t mask = 63;
    while (mask < c->count * 2)
        mask = mask * 2 + 1;
    uint32_t *slots = dl_arena_zero(c->scan->arena, ((size_t)mask + 1) * sizeof *slots);
    if (!slots) return false;
    for (size_t i = 0; i < c->count; i++) {
        const dateline_place *value = value_of(c, i, choose(c, i), context->arena);
        if (!value || !value->name) return false;
        uint32_t at = (uint32_t)card_key(value) & mask;
        while (slots[at] && !same_place(cards->items[slots[at] - 1].value.place, value))
            at = (at + 1) & mask;
        if (!slots[at]) {
            dateline_card *card = DL_PUSH(context->arena, cards);
            if (!card) return false;
            *card = (dateline_card){.type = "place", .name = value->name};
            card->value.place = value;
            slots[at] = (uint32_t)cards->count;
        }
        dateline_card *card = &cards->items[slots[at] - 1];
        card->mentions++;
        c->places[i]->card = slots[at];
        c->places[i]->value.place = card->value.place;
        if (!dl_card_variant(card, dl_text_at(c->scan->text, c->places[i]->span),
                             context->arena))
            return false;
    }
    return true;
}

bool dl_link_places(dl_scan *scan, dl_mention **places, size_t count,
                    const dl_value_context *context, dl_cards *cards) {
    chooser c = {.scan = scan, .places = places, .count = count};
    c.all = dl_arena_zero(scan->arena, (count + 1) * sizeof *c.all);
    if (!c.all) return false;
    for (size_t i = 0; i < count; i++)
        c.all[i] = readings_of(scan, dl_text_at(scan->text, places[i]->span));
    return collect_wide(&c) && make_cards(&c, context, cards);
}
