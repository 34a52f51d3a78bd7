/* names.h - texts numbered from 0 in the order in which they first come. */
#ifndef DL_EMIT_NAMES_H
#define DL_EMIT_NAMES_H

#include "base/array.h"

typedef struct dl_name {
    dl_str text; /* on the arena */
    uint64_t hash;
} dl_name;

typedef struct dl_names { /* zero-initialised but for arena is empty and ready */
    dl_arena *arena;
    dl_name *items;
    size_t count, room;
    uint32_t *slots; /* number plus 1; 0: free */
    size_t slot_count;
} dl_names;

#define DL_NO_NAME UINT32_MAX

/* The number of the text, which is kept where it is new: then it is the last one. Without
 * memory DL_NO_NAME, and the arena is marked. */
uint32_t dl_names_add(dl_names *names, dl_str text);

#endif
