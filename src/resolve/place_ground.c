/* place_ground.c - where a place lies that no gazetteer knows: where the words beside it
 * say (Kamen Square in Bratislava), else where nearly all of the article's places lie. */
#include "resolve/chooser.h"

/* ---- the article ---- */

bool dl_reading_is_stray(const dl_reading *r) {
    enum { SMALL = 43 }; /* of 20,000 people */
    static const dl_point_reason reasons[] = {DL_FOR_BESIDE, DL_FOR_HOME, DL_FOR_COUNTRY,
                                              DL_FOR_REGION, DL_FOR_NEARBY};
    if (r->row.kind == DL_PLACE_COUNTRY || r->row.prominence >= SMALL) return false;
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (r->points[reasons[i]] > 0) return false;
    return true;
}

/* The reading that the article gives a name, or NULL. */
static const dl_reading *meaning(const dl_chooser *c, size_t name) {
    const dl_place_name *n = &c->names.items[name];
    const dl_reading *best = n->count ? dl_reading_at(c, n, n->best) : NULL;
    if (!best || !best->country) return NULL;
    return c->all_stray || !dl_reading_is_stray(best) ? best : NULL;
}

static bool are_all_stray(const dl_chooser *c) {
    if (c->home.country || c->home_country) return false;
    for (size_t i = 0; i < c->names.count; i++)
        if (meaning(c, i)) return false;
    return true;
}

/* The weight of all names that lie where the reading does; of the paper's home and its
 * domain, too. */
static int32_t weight_with(const dl_chooser *c, const dl_reading *r,
                           dl_point_reason reason) {
    enum { HOME = 2 * DL_VOTE };
    bool at_home = c->home.country && dl_readings_share(r, &c->home, reason);
    bool of_domain = reason == DL_FOR_COUNTRY && r->country == c->home_country;
    int32_t sum = at_home ? HOME : of_domain ? DL_VOTE : 0;
    for (size_t i = 0; i < c->names.count; i++) {
        const dl_reading *other = meaning(c, i);
        if (other && dl_readings_share(r, other, reason)) sum += c->names.items[i].weight;
    }
    return sum;
}

/* The votes of the article for a reading's country and region; that the paper is British
 * does not put an unknown village into Britain. */
static int32_t land_votes(const dl_chooser *c, const dl_reading *r) {
    int32_t domain = r->country == c->home_country ? DL_DOMAIN_VOTES : 0;
    return dl_votes_of(&c->votes, r->country) + dl_votes_of(&c->votes, r->region) -
           domain;
}

/* The reading with the most votes for its country and region, or nearby. */
static const dl_reading *most_voted(const dl_chooser *c, bool nearby) {
    const dl_reading *best = NULL;
    int32_t most = 0;
    for (size_t i = 0; i < c->names.count; i++) {
        const dl_reading *r = meaning(c, i);
        if (!r || (nearby && !r->celled)) continue;
        int32_t votes = nearby ? dl_reading_votes(c, r) : land_votes(c, r);
        if (votes > most) best = r, most = votes;
    }
    if (!best && c->home.country && (!nearby || c->home.celled)) return &c->home;
    return best;
}

/* The weight of the names that have a country, and of those that have a point. */
static void weigh_all(const dl_chooser *c, int32_t *placed, int32_t *celled) {
    *placed = *celled = 0;
    for (size_t i = 0; i < c->names.count; i++) {
        const dl_reading *r = meaning(c, i);
        if (r) *placed += c->names.items[i].weight;
        if (r && r->celled) *celled += c->names.items[i].weight;
    }
}

const dl_place_row *dl_ground_of_article(dl_chooser *c) {
    enum { COUNTRY_PERCENT = 66, REGION_PERCENT = 60, TOWN_PERCENT = 60 };
    c->all_stray = are_all_stray(c);
    const dl_reading *land = most_voted(c, false), *town = most_voted(c, true);
    dl_place_row *ground = dl_arena_zero(c->scan->arena, sizeof *ground);
    int32_t placed, celled;
    if (!ground) return NULL;
    if (!land && c->home_country) ground->country = c->domain_country;
    if (!land) return c->home_country ? ground : NULL;
    weigh_all(c, &placed, &celled);
    int32_t country = weight_with(c, land, DL_FOR_COUNTRY);
    if (country < DL_VOTE || country * 100 < placed * COUNTRY_PERCENT) return NULL;
    ground->country = land->row.country;
    if (weight_with(c, land, DL_FOR_REGION) * 100 >= placed * REGION_PERCENT)
        ground->region = land->row.region;
    if (!town || town->country != land->country ||
        weight_with(c, town, DL_FOR_NEARBY) * 100 < celled * TOWN_PERCENT)
        return ground;
    ground->region = town->row.region;
    ground->located = true;
    ground->lat = town->row.lat;
    ground->lon = town->row.lon;
    return ground;
}
