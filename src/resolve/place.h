/* place.h - the steps of linking places, between their files. */
#ifndef DL_RESOLVE_PLACE_H
#define DL_RESOLVE_PLACE_H

#include "lexicon/gazetteer.h"
#include "resolve/link.h"

enum { DL_PLACE_OTHERS = 3 };

typedef struct dl_place_choice { /* rows live as long as the scan */
    const dl_place_row *row;     /* NULL: no gazetteer knows the name */
    const dl_place_row *others[DL_PLACE_OTHERS];
    size_t other_count;
    const dl_place_row *ground; /* the country (and region) of nearly all of the article's
                                   places; or NULL */
    dl_nspan base; /* the part of the name that the row is of; {0,0}: all of it */
} dl_place_choice;

/* place_choose.c: which place each mention means. False without memory. */
bool dl_places_choose(dl_scan *scan, dl_mention **places, size_t count,
                      const dl_value_context *context, dl_place_choice *out);

/* place_beside.c: gives the mention a value of its own where the words beside it say more
 * than its name does. before and next: the place mentions in front of it and behind, or
 * NULL; row: NULL where no gazetteer knows it. False without memory. */
bool dl_place_beside(const dl_scan *scan, const dl_mention *before, dl_mention *mention,
                     const dl_mention *next, const dl_place_row *row, dl_arena *arena);

#endif
