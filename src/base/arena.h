/* arena.h - memory of one lifetime: hands out blocks, frees all at once.
 *
 * An arena whose system allocation failed is marked and refuses all later calls, so code
 * that builds lists checks once, at its end: return !arena->failed; */
#ifndef DL_BASE_ARENA_H
#define DL_BASE_ARENA_H

#include "base/str.h"

typedef struct dl_arena_block dl_arena_block;

typedef struct dl_arena {  /* zero-initialised is empty and ready */
    dl_arena_block *top;   /* the block in use; older ones hang behind it */
    dl_arena_block *spare; /* emptied blocks, kept by dl_arena_reset for the next text */
    size_t bytes;          /* of all its blocks */
    bool failed;
} dl_arena;

/* size bytes, aligned for any type, not cleared; NULL and a marked arena without memory.
 */
void *dl_arena_alloc(dl_arena *arena, size_t size);

/* The same, cleared. */
void *dl_arena_zero(dl_arena *arena, size_t size);

/* A copy that ends in NUL (which the length leaves out). */
const char *dl_arena_text(dl_arena *arena, dl_str text);

/* printf into the arena. */
const char *dl_arena_format(dl_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* All blocks become free for reuse, none goes back to the system. */
void dl_arena_reset(dl_arena *arena);
void dl_arena_free(dl_arena *arena);

/* The one door to the system's memory, so that tests can fail the n-th call. Counts down
 * from n; negative never fails. */
void *dl_alloc(size_t size);
void dl_free(void *memory);
void dl_alloc_fail_after(long n);

#endif
