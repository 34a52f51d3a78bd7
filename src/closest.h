/* closest.h - the rules of a type that came closest to finding a stretch of text, and what
 * stopped each. A slow walk, for explaining alone. */
#ifndef DL_CLOSEST_H
#define DL_CLOSEST_H

#include "run.h"
#include "tell.h"

typedef struct dl_miss { /* the best attempt of one rule */
    uint32_t rule;
    uint32_t pattern; /* UINT32_MAX: it looks names up in a list */
    dl_attempt attempt;
    uint32_t token;     /* where the attempt began */
    dl_nspan window;    /* what it saw */
    dl_progress stop;   /* of a pattern that stopped: bytes of the text */
    const char *detail; /* of a condition: what it was asked about */
    int rank;
    uint32_t reached; /* byte of the text that it came to */
} dl_miss;

typedef DL_ARRAY(dl_miss) dl_misses;

/* Nearest first, one for each rule that may begin there. On the scan's arena; false
 * without memory. */
bool dl_closest_find(dl_run *run, uint32_t first, uint32_t end, int type, dl_misses *out);

/* How many rules of the type there are, looking-up ones in *lookups. */
size_t dl_closest_count(const dateline_rules *rules, int type, size_t *lookups);

/* A few lines, or an object of JSON. */
void dl_closest_tell(dl_run *run, const dl_miss *miss, dl_teller *teller);

#endif
