/* place_choose.c - which of several places of one name is meant.
 *
 * Each distinct name has its readings in the gazetteer. A reading's score is its
 * prominence, what stands beside the name (Paris, Texas), and how much of the rest of the
 * article lies in the same country, the same region and nearby. Names vote for their
 * readings in proportion to these scores; after a few rounds the votes agree. Everything
 * is integers and linear in the names, whose readings are bounded. */
#include "resolve/chooser.h"

enum { OUTER_MOST = 16, ROUNDS = 3 };

/* Points, in tenths of the logarithm of people, which is what prominence is measured in.
 * Fitted by hand on half of the LGL articles (local news). */
enum {
    PER_COUNTRY =
        9, /* for each doubling of the votes of a country, region, neighbourhood */
    PER_REGION = 16,
    PER_NEAR = 16,
    COUNTRY_MOST = 24,
    REGION_MOST = 28,
    NEAR_MOST = 12,
    QUALIFIED = 60,   /* Paris, Texas: for other mentions of Paris too */
    AMONG = 15,       /* Brixton, London, which may be a list */
    BESIDE = 30,      /* Paris in Texas, Texas's Paris */
    NO_TOWN = -30,    /* a country in a Lebanon woman, the town of Lebanon */
    COUNTY = 25,      /* Clarke, Madison and Oconee counties */
    NO_COUNTY = -25,  /* a county that is told without the word in "in Shelby" */
    NO_FEATURE = -30, /* a town in the Pacific */
    HOME_TOWN = 35,   /* of parisbeacon.com, where English is spoken */
    IN_HOME_COUNTRY = 8,
    WORLD_CITY = 70,
    OVERSHADOWED = 20,         /* by so much */
    AROUND_MOST = 20,          /* what country, region and neighbours add up to there */
    CLOSE = 8,                 /* an alternative is so near */
    HALVED = 3,                /* a reading so far behind has half the votes */
    AS_QUALIFIER = DL_VOTE / 4 /* votes of a name that only says where another lies */
};

/* ---- what stands beside a name ---- */

/* A county without the word: nobody says where it lies so. */
static bool is_short(const dl_reading *r) {
    return r->row.kind == DL_PLACE_COUNTY && dl_str_is(r->row.flags, "alt");
}

/* The likeliest pair of readings of which one lies in the other. */
static bool nested(const dl_chooser *c, const dl_place_name *inner,
                   const dl_place_name *outer, uint32_t *in, uint32_t *out) {
    int32_t best = -1;
    for (uint32_t o = 0; o < outer->count && o < OUTER_MOST; o++) {
        const dl_reading *whole = dl_reading_at(c, outer, o);
        for (uint32_t m = 0; m < inner->count; m++) {
            const dl_reading *part = dl_reading_at(c, inner, m);
            int32_t both = part->row.prominence + whole->row.prominence;
            if (both <= best || inner == outer || is_short(part) ||
                !dl_place_contains(&whole->row, &part->row))
                continue;
            best = both;
            *in = m;
            *out = o;
        }
    }
    return best >= 0;
}

static void raise(dl_reading *r, int32_t points, const dl_place_name *by) {
    if (r->points[DL_FOR_BESIDE] >= points) return;
    r->points[DL_FOR_BESIDE] = points;
    r->beside = by->surface;
}

/* `Paris, Texas`; `Paris (Texas)`. */
static bool qualified(const dl_scan *scan, const dl_mention *here,
                      const dl_mention *next) {
    return next->first == here->end + 1 && (dl_token_is(scan->text, here->end, ',') ||
                                            dl_token_is(scan->text, here->end, '('));
}

/* `Paris in Texas`, `Paris, in north Texas`; Texas's Paris the other way round. */
static bool linked(const dl_scan *scan, const dl_mention *here, const dl_mention *next) {
    uint32_t at = here->end;
    if (at < next->first && dl_token_is(scan->text, at, ',')) at++;
    if (at >= next->first || !dl_is_place_word(scan, at++, DL_PLACES_IN)) return false;
    while (at < next->first && dl_is_place_word(scan, at, DL_PLACES_PART))
        at++;
    return at == next->first;
}

static bool possessed(const dl_scan *scan, const dl_mention *here,
                      const dl_mention *next) {
    return dl_possessive_at(scan->text, here->end) && next->first == here->end + 2;
}

/* A town of the name is as well known as the region: New York. */
static bool is_town_too(const dl_chooser *c, const dl_place_name *n,
                        const dl_reading *region) {
    enum { AS_WELL = 20 };
    for (uint32_t i = 0; i < n->count; i++) {
        const dl_place_row *row = &dl_reading_at(c, n, i)->row;
        if (row->kind == DL_PLACE_POINT &&
            row->prominence + AS_WELL >= region->row.prominence)
            return true;
    }
    return false;
}

/* What the words say: `a, b`; `a in b`; `b's a`. inner and outer are mentions. */
static void tell_nested(dl_chooser *c, size_t inner, size_t outer, bool comma) {
    dl_place_name *part = &c->names.items[c->name_of[inner]],
                  *whole = &c->names.items[c->name_of[outer]];
    uint32_t in = 0, out = 0;
    if (!nested(c, part, whole, &in, &out)) return;
    dl_reading *a = dl_reading_at(c, part, in), *b = dl_reading_at(c, whole, out);
    bool item = comma && dl_place_is_item(c, outer);
    bool certain = b->row.kind != DL_PLACE_POINT && !(item && is_town_too(c, whole, b));
    if (b->row.kind == DL_PLACE_POINT && (item || c->bases[inner].end)) return;
    int32_t points = !certain ? AMONG : comma ? QUALIFIED : BESIDE;
    raise(a, points, whole);
    if (!certain && b->row.kind == DL_PLACE_REGION) return; /* which is a town as well */
    raise(b, points, part);
    if (!certain) return;
    if (comma || c->fixed[inner] < 0) c->fixed[inner] = (int32_t)in;
    if (!comma) return;
    if (c->fixed[outer] < 0) c->fixed[outer] = (int32_t)out;
    if (whole->mentions == 1) whole->weight = AS_QUALIFIER;
}

static bool is_feature(const dl_reading *r) {
    static const char *const kinds[] = {"water", "mountain", "island", "desert",
                                        "worldregion"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (dl_str_is(r->row.kind_name, kinds[i])) return true;
    return false;
}

static bool has_feature(const dl_chooser *c, const dl_place_name *n) {
    for (uint32_t k = 0; k < n->count; k++)
        if (is_feature(dl_reading_at(c, n, k))) return true;
    return false;
}

/* What the words beside a mention ask for. */
typedef struct asked {
    bool town, feature, county, no_county;
} asked;

static asked asked_for(const dl_chooser *c, size_t i) {
    const dl_mention *here = c->places[i];
    asked a = {.town = dl_asks_for_town(c->scan, here),
               .feature = has_feature(c, &c->names.items[c->name_of[i]]) &&
                          dl_asks_for_feature(c->scan, here),
               .county = dl_asks_for_county(c->scan, here)};
    a.no_county = !a.county && here->first > 0 &&
                  dl_is_place_word(c->scan, here->first - 1, DL_PLACES_IN);
    return a;
}

static int32_t kind_points(asked a, const dl_reading *r) {
    dl_place_kind kind = r->row.kind;
    bool wide = kind == DL_PLACE_COUNTRY || kind == DL_PLACE_WIDE ||
                dl_str_is(r->row.kind_name, "state");
    if (a.county && kind == DL_PLACE_COUNTY) return COUNTY;
    if (a.no_county && is_short(r)) return NO_COUNTY;
    if (a.town && kind == DL_PLACE_COUNTRY) return NO_TOWN;
    return a.feature && !wide && !is_feature(r) ? NO_FEATURE : 0;
}

static void look_for_kind(dl_chooser *c, size_t i) {
    const dl_place_name *n = &c->names.items[c->name_of[i]];
    if (c->bases[i].end) return;
    asked a = asked_for(c, i);
    for (uint32_t k = 0; k < n->count; k++) {
        dl_reading *r = dl_reading_at(c, n, k);
        int32_t points = kind_points(a, r);
        if (points) r->points[DL_FOR_KIND] = points;
    }
}

static void look_beside(dl_chooser *c, size_t i) {
    const dl_mention *here = c->places[i], *next = c->places[i + 1];
    if (qualified(c->scan, here, next))
        tell_nested(c, i, i + 1, true);
    else if (linked(c->scan, here, next))
        tell_nested(c, i, i + 1, false);
    else if (possessed(c->scan, here, next))
        tell_nested(c, i + 1, i, false);
}

/* ---- the article's votes ---- */

static int32_t area_points(const dl_chooser *c, uint64_t area, int per_doubling,
                           int most) {
    return area ? dl_votes_points(dl_votes_of(&c->votes, area), per_doubling, most) : 0;
}

/* That of the name's best known town. */
static int32_t fame(const dl_chooser *c, const dl_place_name *n) {
    int32_t most = 0;
    for (uint32_t i = 0; i < n->count; i++) {
        const dl_place_row *row = &dl_reading_at(c, n, i)->row;
        if (row->kind == DL_PLACE_POINT && row->prominence > most) most = row->prominence;
    }
    return most;
}

/* A town that a city of the world overshadows: London in Ohio. */
static bool is_overshadowed(const dl_reading *r, int32_t fame) {
    return fame >= WORLD_CITY && r->row.kind == DL_PLACE_POINT &&
           r->row.prominence < fame - OVERSHADOWED;
}

static void score(const dl_chooser *c, dl_reading *r, int32_t fame) {
    int32_t *points = r->points; /* what stands beside the name is there already */
    points[DL_FOR_PROMINENCE] = r->row.prominence;
    bool at_home = r->country && r->country == c->home_country;
    points[DL_FOR_HOME] = r->home_town ? HOME_TOWN : at_home ? IN_HOME_COUNTRY : 0;
    points[DL_FOR_COUNTRY] = area_points(c, r->country, PER_COUNTRY, COUNTRY_MOST);
    points[DL_FOR_REGION] = area_points(c, r->region, PER_REGION, REGION_MOST);
    points[DL_FOR_NEARBY] = dl_votes_points(dl_reading_votes(c, r), PER_NEAR, NEAR_MOST);
    r->score = 0;
    for (int i = 0; i < DL_POINT_REASONS; i++)
        r->score += points[i];
    int32_t around =
        points[DL_FOR_COUNTRY] + points[DL_FOR_REGION] + points[DL_FOR_NEARBY];
    if (c->travels && is_overshadowed(r, fame) && around > AROUND_MOST)
        r->score -= around - AROUND_MOST;
}

static void share_out(dl_chooser *c, dl_place_name *n) {
    enum { HALVINGS = 12, WHOLE = 1 << HALVINGS };
    int32_t best = dl_reading_at(c, n, n->best)->score, sum = 0;
    for (uint32_t i = 0; i < n->count; i++) {
        dl_reading *r = dl_reading_at(c, n, i);
        int32_t halvings = (best - r->score) / HALVED;
        r->share = halvings > HALVINGS ? 0 : WHOLE >> halvings;
        sum += r->share;
    }
    for (uint32_t i = 0; i < n->count; i++) {
        dl_reading *r = dl_reading_at(c, n, i);
        r->share = (int32_t)((int64_t)r->share * n->weight / sum);
        if (r->share) dl_reading_vote(c, r, r->share);
    }
}

/* The name's own votes are taken back while its readings are scored. */
static void decide(dl_chooser *c, dl_place_name *n) {
    for (uint32_t i = 0; i < n->count; i++) {
        dl_reading *r = dl_reading_at(c, n, i);
        if (r->share) dl_reading_vote(c, r, -r->share);
    }
    n->best = 0;
    int32_t best_known = fame(c, n);
    for (uint32_t i = 0; i < n->count; i++) {
        score(c, dl_reading_at(c, n, i), best_known);
        if (dl_reading_at(c, n, i)->score > dl_reading_at(c, n, n->best)->score)
            n->best = i;
    }
    if (n->count) share_out(c, n);
}

static void decide_all(dl_chooser *c) {
    for (int round = 0; round < ROUNDS; round++)
        for (size_t i = 0; i < c->names.count; i++)
            decide(c, &c->names.items[i]);
}

/* One London in an article about Ohio may be Ohio's; that London, Paris and Berlin all
 * are would be too much of a coincidence. */
static bool has_coincidence(const dl_chooser *c) {
    enum { NAMES = 2 };
    int found = 0;
    for (size_t i = 0; i < c->names.count && found < NAMES; i++) {
        const dl_place_name *n = &c->names.items[i];
        const dl_reading *r = n->count ? dl_reading_at(c, n, n->best) : NULL;
        found += r && n->mentions && r->points[DL_FOR_BESIDE] < BESIDE &&
                 r->points[DL_FOR_HOME] <= 0 && is_overshadowed(r, fame(c, n));
    }
    return found == NAMES;
}

/* What other names say for a reading's region. */
static int32_t region_votes(const dl_chooser *c, const dl_place_name *n,
                            const dl_reading *r) {
    int32_t own = 0;
    for (uint32_t k = 0; k < n->count; k++)
        if (dl_reading_at(c, n, k)->region == r->region)
            own += dl_reading_at(c, n, k)->share;
    return r->region ? dl_votes_of(&c->votes, r->region) - own : 0;
}

/* `Enugu State`, `Rizal Province`: the last word says what kind of region it is. */
static bool ends_with_kind(const dl_chooser *c, const dl_mention *mention) {
    return dl_is_place_word(c->scan, mention->end - 1, DL_PLACES_KIND);
}

/* Seoul's Jamsil Stadium. */
static bool has_owner(const dl_chooser *c, size_t i) {
    uint32_t end = dl_token_at(c->scan->text, c->bases[i].end);
    return c->bases[i].start == c->places[i]->span.start &&
           dl_possessive_at(c->scan->text, end);
}

/* Does a part of an unknown name tell where the whole is? Washington Square says little;
 * Huntsville Hospital much, where the article speaks of Huntsville or its state. */
static bool base_holds(const dl_chooser *c, size_t i, const dl_place_name *n,
                       const dl_reading *best) {
    return c->fixed[i] >= 0 || dl_begins_with_part(c, c->places[i]) ||
           ends_with_kind(c, c->places[i]) || has_owner(c, i) || n->whole ||
           (best->row.kind == DL_PLACE_COUNTY && !is_short(best)) ||
           region_votes(c, n, best) >= DL_VOTE / 2;
}

static uint32_t chosen_reading(const dl_chooser *c, size_t i) {
    const dl_place_name *n = &c->names.items[c->name_of[i]];
    return c->fixed[i] >= 0 ? (uint32_t)c->fixed[i] : n->best;
}

/* What a mention means whose whole name is known. */
static const dl_place_row *known_row(const dl_chooser *c, size_t i) {
    const dl_place_name *n = &c->names.items[c->name_of[i]];
    if (!n->count || c->bases[i].end) return NULL;
    return &dl_reading_at(c, n, chosen_reading(c, i))->row;
}

/* The place that the words beside an unknown name say it lies in, or NULL. */
static const dl_place_row *beside_unknown(const dl_chooser *c, size_t i) {
    const dl_mention *here = c->places[i];
    if (i && possessed(c->scan, c->places[i - 1], here)) return known_row(c, i - 1);
    if (i + 1 == c->count) return NULL;
    const dl_mention *next = c->places[i + 1];
    bool told = qualified(c->scan, here, next) || linked(c->scan, here, next);
    return told ? known_row(c, i + 1) : NULL;
}

/* A small town of the name abroad, where nearly all of the article lies in one country,
 * is another place than the one that is meant. */
static bool is_elsewhere(const dl_chooser *c, size_t i, const dl_reading *r) {
    return c->fixed[i] < 0 && c->ground && dl_reading_is_stray(r) &&
           !dl_str_equal(c->ground->country, r->row.country);
}

static void report(const dl_chooser *c, size_t i, dl_place_choice *out) {
    const dl_place_name *n = &c->names.items[c->name_of[i]];
    const dl_place_row *beside = beside_unknown(c, i);
    *out = (dl_place_choice){.ground = beside ? beside : c->ground};
    if (!n->count) return;
    uint32_t chosen = chosen_reading(c, i);
    if (c->bases[i].end && !base_holds(c, i, n, dl_reading_at(c, n, chosen))) return;
    if (is_elsewhere(c, i, dl_reading_at(c, n, chosen))) return;
    out->base = c->bases[i];
    out->row = &dl_reading_at(c, n, chosen)->row;
    if (c->fixed[i] >= 0) return;
    int32_t least = dl_reading_at(c, n, chosen)->score - CLOSE;
    for (uint32_t k = 0; k < n->count && out->other_count < DL_PLACE_OTHERS; k++)
        if (k != chosen && dl_reading_at(c, n, k)->score >= least)
            out->others[out->other_count++] = &dl_reading_at(c, n, k)->row;
}

bool dl_places_choose(dl_scan *scan, dl_mention **places, size_t count,
                      const dl_value_context *context, dl_place_choice *out) {
    dl_chooser *c = dl_arena_zero(scan->arena, sizeof *c);
    if (!c) return false;
    *c = (dl_chooser){.scan = scan, .places = places, .count = count};
    if (!dl_chooser_gather(c, context)) return false;
    for (size_t i = 0; i < count; i++)
        look_for_kind(c, i);
    for (size_t i = 0; i + 1 < count; i++)
        look_beside(c, i);
    decide_all(c);
    c->travels = has_coincidence(c);
    if (c->travels) decide_all(c);
    dl_settle_regions(c);
    c->ground = dl_ground_of_article(c);
    for (size_t i = 0; i < count; i++)
        report(c, i, &out[i]);
    c->choices = out;
    if (context->chooser) *context->chooser = c;
    return !scan->arena->failed;
}
