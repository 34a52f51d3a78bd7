/* gazetteer.h - the rows of places in the lists `place` and `town`, and distances.
 *
 * A row's value has the columns that tools/import/places.py writes; it is read where it
 * stands, when it is looked up. */
#ifndef DL_LEXICON_GAZETTEER_H
#define DL_LEXICON_GAZETTEER_H

#include "dateline.h"
#include "lexicon/lexicon.h"

typedef enum dl_place_kind { /* as far as choosing among places needs it */
                             DL_PLACE_POINT, /* city, landmark, island, water, ... */
                             DL_PLACE_COUNTY,
                             DL_PLACE_REGION, /* first order: region, state */
                             DL_PLACE_COUNTRY,
                             DL_PLACE_WIDE /* of several countries: continent, worldregion
                                            */
} dl_place_kind;

typedef struct dl_place_row {
    dl_str name, kind_name, country, region, geonames, flags; /* in the lexicon */
    dl_place_kind kind;
    bool located;
    int32_t lat, lon;   /* hundred-thousandths of a degree */
    int32_t prominence; /* tenths of the logarithm of people */
} dl_place_row;

dl_place_row dl_place_row_read(dl_lexicon lexicon, const dl_entry *entry);

/* The row as it is printed; strings on the arena. */
void dl_place_row_fill(const dl_place_row *row, dl_arena *arena, dateline_place *out);

/* Kilometres between two points, good to a few in a hundred up to some thousand. */
int32_t dl_place_distance(int32_t lat, int32_t lon, int32_t other_lat, int32_t other_lon);

/* Does a place lie in another, as far as rows can tell? Countries and regions go by their
 * codes, counties and cities by distance. */
bool dl_place_contains(const dl_place_row *outer, const dl_place_row *inner);

/* Thousandths of the cosine of a latitude in hundred-thousandths of a degree. */
int32_t dl_place_cosine(int32_t lat);

#endif
