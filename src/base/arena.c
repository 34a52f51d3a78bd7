/* arena.c - blocks of growing size in a list; reset keeps them for the next text. */
#include "base/arena.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

struct dl_arena_block {
    dl_arena_block *next;
    size_t used, size;
    max_align_t data[];
};

enum { FIRST_BLOCK = 16 * 1024, LARGEST_BLOCK = 1024 * 1024 };

static atomic_long calls_left = -1;

void dl_alloc_fail_after(long n) {
    atomic_store(&calls_left, n);
}

void *dl_alloc(size_t size) {
    if (atomic_load_explicit(&calls_left, memory_order_relaxed) >= 0 &&
        atomic_fetch_sub(&calls_left, 1) <= 0) {
        atomic_store(&calls_left, 0);
        return NULL;
    }
    return malloc(size ? size : 1);
}

void dl_free(void *memory) {
    free(memory);
}

static dl_arena_block *take_spare(dl_arena *arena, size_t size) {
    for (dl_arena_block **at = &arena->spare; *at; at = &(*at)->next)
        if ((*at)->size >= size) {
            dl_arena_block *found = *at;
            *at = found->next;
            return found;
        }
    return NULL;
}

static dl_arena_block *new_block(dl_arena *arena, size_t size) {
    size_t room = arena->top ? arena->top->size * 2 : FIRST_BLOCK;
    if (room > LARGEST_BLOCK) room = LARGEST_BLOCK;
    if (room < size) room = size;
    dl_arena_block *block = dl_alloc(sizeof *block + room);
    if (!block) return NULL;
    block->size = room;
    arena->bytes += room;
    return block;
}

void *dl_arena_alloc(dl_arena *arena, size_t size) {
    if (arena->failed) return NULL;
    if (size > SIZE_MAX / 2) {
        arena->failed = true;
        return NULL;
    }
    size = (size + sizeof(max_align_t) - 1) / sizeof(max_align_t) * sizeof(max_align_t);
    dl_arena_block *block = arena->top;
    if (!block || block->size - block->used < size) {
        block = take_spare(arena, size);
        if (!block) block = new_block(arena, size);
        if (!block) {
            arena->failed = true;
            return NULL;
        }
        block->used = 0;
        block->next = arena->top;
        arena->top = block;
    }
    void *memory = (char *)block->data + block->used;
    block->used += size;
    return memory;
}

void *dl_arena_zero(dl_arena *arena, size_t size) {
    void *memory = dl_arena_alloc(arena, size);
    return memory ? memset(memory, 0, size) : NULL;
}

const char *dl_arena_text(dl_arena *arena, dl_str text) {
    char *copy = dl_arena_alloc(arena, text.len + 1);
    if (!copy) return NULL;
    if (text.len) memcpy(copy, text.at, text.len);
    copy[text.len] = '\0';
    return copy;
}

const char *dl_arena_format(dl_arena *arena, const char *format, ...) {
    char small[256];
    va_list args;
    va_start(args, format);
    int len = vsnprintf(small, sizeof small, format, args);
    va_end(args);
    if (len < 0) return NULL;
    if ((size_t)len < sizeof small)
        return dl_arena_text(arena, (dl_str){small, (size_t)len});
    char *large = dl_arena_alloc(arena, (size_t)len + 1);
    if (!large) return NULL;
    va_start(args, format);
    vsnprintf(large, (size_t)len + 1, format, args);
    va_end(args);
    return large;
}

void dl_arena_reset(dl_arena *arena) {
    while (arena->top) {
        dl_arena_block *block = arena->top;
        arena->top = block->next;
        block->next = arena->spare;
        arena->spare = block;
    }
    arena->failed = false;
}

static void free_list(dl_arena_block *block) {
    while (block) {
        dl_arena_block *next = block->next;
        dl_free(block);
        block = next;
    }
}

void dl_arena_free(dl_arena *arena) {
    free_list(arena->top);
    free_list(arena->spare);
    *arena = (dl_arena){0};
}
