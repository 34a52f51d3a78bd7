/* chooser.h - names, their readings in the gazetteer, and what speaks for each: kept for
 * the length of a scan, so that who explains a choice can look at it. */
#ifndef DL_RESOLVE_CHOOSER_H
#define DL_RESOLVE_CHOOSER_H

#include "base/table.h"
#include "resolve/place.h"

/* ---- votes: place_votes.c ---- */

typedef struct dl_votes { /* by country, region and cell of a degree */
    dl_slot *slots;
    uint32_t mask;
} dl_votes;

enum {
    DL_VOTE = 64,         /* a name's */
    DL_DOMAIN_VOTES = 128 /* of the ending of the paper's domain */
};

bool dl_votes_make(dl_votes *votes, size_t most, dl_arena *arena);
int32_t dl_votes_of(const dl_votes *votes, uint64_t key);

/* Key 0 is nobody's. */
void dl_votes_add(dl_votes *votes, uint64_t key, int32_t count);

uint64_t dl_area_key(dl_str code); /* of an ISO code; 0 where it is empty */
uint64_t dl_cell_key(int32_t up, int32_t along);

/* So many points for each doubling of one name's votes, up to most. */
int32_t dl_votes_points(int32_t count, int per_doubling, int most);

/* ---- readings ---- */

typedef enum dl_point_reason {
    DL_FOR_PROMINENCE,
    DL_FOR_BESIDE, /* by what stands beside the name: Paris, Texas */
    DL_FOR_KIND,   /* a country where the words ask for a town, a town where for a sea */
    DL_FOR_HOME,   /* the paper's country */
    DL_FOR_COUNTRY,
    DL_FOR_REGION,
    DL_FOR_NEARBY,
    DL_POINT_REASONS
} dl_point_reason;

typedef struct dl_reading {
    dl_place_row row;
    uint64_t country, region; /* keys of votes; 0: none */
    int32_t up, along;        /* its cell; located points and counties have one */
    bool celled;
    bool home_town; /* the paper is named after it */
    dl_str beside;  /* what stands beside the name and tells it */
    int32_t points[DL_POINT_REASONS];
    int32_t score, share; /* the points' sum; votes that it casts */
} dl_reading;

typedef struct dl_place_name {
    uint64_t key;
    dl_str surface;
    uint32_t first, count; /* readings */
    int32_t weight;
    uint32_t mentions, whole; /* whole: those that are the name and no more */
    uint32_t best;
} dl_place_name;

typedef struct dl_hint { /* a word that votes for a country or region */
    dl_str word;
    uint64_t area;
} dl_hint;

typedef struct dl_chooser {
    dl_scan *scan;
    dl_mention **places;
    size_t count;
    DL_ARRAY(dl_reading) readings;
    DL_ARRAY(dl_place_name) names;
    DL_ARRAY(dl_hint) hints;
    uint32_t *slots, mask; /* name number plus 1 */
    uint32_t *name_of;     /* by mention */
    dl_nspan *bases;       /* by mention: the part that the gazetteer knows, or empty */
    int32_t *fixed;        /* by mention: reading that its qualifier tells, or -1 */
    dl_votes votes;
    dl_reading home;       /* of the paper; without a name where it is not told */
    dl_str domain_country; /* the code that its domain tells; may be empty */
    uint64_t home_country; /* the same as a key; or 0 */
    bool travels;          /* the article names several cities of the world */
    bool all_stray;        /* no name has a reading that another speaks for */
    const dl_place_row *ground;
    const dl_place_choice *choices; /* by mention */
} dl_chooser;

dl_reading *dl_reading_at(const dl_chooser *chooser, const dl_place_name *name,
                          uint32_t i);

/* Do two readings lie in the same country or region, or beside each other (within a
 * degree or so)? */
bool dl_readings_share(const dl_reading *a, const dl_reading *b, dl_point_reason reason);

/* The votes near a reading. */
int32_t dl_reading_votes(const dl_chooser *chooser, const dl_reading *reading);

/* A reading's votes are counted, or (negative) taken back. */
void dl_reading_vote(dl_chooser *chooser, const dl_reading *reading, int32_t count);

/* ---- place_names.c ---- */

/* Every name of the article with its readings and weight, and what else votes. False
 * without memory. */
bool dl_chooser_gather(dl_chooser *chooser, const dl_value_context *context);

/* A direction or the like begins the name: Northern California. */
bool dl_begins_with_part(const dl_chooser *chooser, const dl_mention *mention);

/* ---- place_kind.c ---- */

/* Is the token a word of the list? */
bool dl_is_place_word(const dl_scan *scan, uint32_t token, dl_place_list list);

/* Do the words beside a mention ask for a town, where a country has its name as well? */
bool dl_asks_for_town(const dl_scan *scan, const dl_mention *mention);

/* ... for a sea, a range, a part of the world: what has an article? */
bool dl_asks_for_feature(const dl_scan *scan, const dl_mention *mention);

/* ... for a county: Clarke, Madison and Oconee counties? */
bool dl_asks_for_county(const dl_scan *scan, const dl_mention *mention);

/* ... for a region, where a town has its name as well? */
bool dl_asks_for_region(const dl_scan *scan, const dl_mention *mention);

/* ---- place_region.c ---- */

/* Does a comma, an "and" or both stand between the mention and the next? `Washington, New
 * York and Boston`: the second need not be where the first lies. */
bool dl_place_is_item(const dl_chooser *chooser, size_t mention);

/* Fixes the mentions that mean a region or state, once the names have their scores. */
void dl_settle_regions(dl_chooser *chooser);

/* ---- place_ground.c ---- */

/* A small place that nothing else in the article speaks for. */
bool dl_reading_is_stray(const dl_reading *reading);

/* Country, region and point (a town's) of nearly all of the article's places, as far as
 * they agree; or NULL. */
const dl_place_row *dl_ground_of_article(dl_chooser *chooser);

#endif
