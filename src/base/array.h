/* array.h - a typed growable array on an arena.
 *
 *     typedef DL_ARRAY(int) ints;
 *     int *slot = DL_PUSH(arena, &list);     NULL without memory, and the arena is marked
 *     if (slot) *slot = 3;
 *
 * Growth copies into a new block of twice the room; the old one lives as long as the
 * arena. */
#ifndef DL_BASE_ARRAY_H
#define DL_BASE_ARRAY_H

#include "base/arena.h"

#define DL_ARRAY(type)                                                                   \
    struct {                                                                             \
        type *items;                                                                     \
        size_t count, room;                                                              \
    }

/* A cleared new slot at the end, or NULL. */
#define DL_PUSH(arena, list)                                                             \
    ((__typeof__((list)->items))dl_array_push((arena), (void **)&(list)->items,          \
                                              &(list)->count, &(list)->room,             \
                                              sizeof *(list)->items))

/* Makes room for at least more items behind count; false without memory. */
#define DL_RESERVE(arena, list, more)                                                    \
    dl_array_reserve((arena), (void **)&(list)->items, (list)->count, &(list)->room,     \
                     (more), sizeof *(list)->items)

/* A copy of the items in exactly their size, or NULL: for a list that is built in a place
 * of its own again and again. */
#define DL_KEEP(arena, list)                                                             \
    ((__typeof__((list)->items))dl_array_keep((arena), (list)->items,                    \
                                              (list)->count * sizeof *(list)->items))

/* The first place in [0, count) of sorted items whose item is not before what is sought,
 * or count: binary search. before is an expression about the number at. */
#define DL_FIRST_NOT(at, count, before)                                                  \
    __extension__({                                                                      \
        size_t low_ = 0, high_ = (count);                                                \
        while (low_ < high_) {                                                           \
            size_t at = low_ + (high_ - low_) / 2;                                       \
            if (before)                                                                  \
                low_ = (at) + 1;                                                         \
            else                                                                         \
                high_ = at;                                                              \
        }                                                                                \
        low_;                                                                            \
    })

static inline bool dl_array_reserve(dl_arena *arena, void **items, size_t count,
                                    size_t *room, size_t more, size_t each) {
    if (*room - count >= more) return true;
    size_t want = *room ? *room : 8;
    while (want - count < more) {
        if (want > SIZE_MAX / 4 / each) {
            arena->failed = true;
            return false;
        }
        want *= 2;
    }
    void *grown = dl_arena_alloc(arena, want * each);
    if (!grown) return false;
    if (count) memcpy(grown, *items, count * each);
    *items = grown;
    *room = want;
    return true;
}

static inline void *dl_array_keep(dl_arena *arena, const void *items, size_t size) {
    void *kept = dl_arena_alloc(arena, size);
    return kept && size ? memcpy(kept, items, size) : kept;
}

static inline void *dl_array_push(dl_arena *arena, void **items, size_t *count,
                                  size_t *room, size_t each) {
    if (!dl_array_reserve(arena, items, *count, room, 1, each)) return NULL;
    return memset((char *)*items + each * (*count)++, 0, each);
}

#endif
