/* outline_pack.c - outlines as bytes of a pack, which are used where they lie: a head for
 * each use, then nodes, sets and items of one use after the other, each 64-byte aligned.
 */
#include "rules/outline.h"

typedef struct head {
    uint32_t nodes, sets, items, class_count;
    uint8_t class_of[DL_SYMBOLS], letter_of[DL_SYMBOLS];
} head;

static size_t aligned(size_t bytes) {
    return (bytes + 63) & ~(size_t)63;
}

static size_t size_of(const head *heads, int count) {
    size_t size = aligned((size_t)count * sizeof *heads);
    for (int i = 0; i < count; i++)
        size += aligned(heads[i].nodes * sizeof(dl_node)) +
                aligned(heads[i].sets * sizeof(dl_symbol_set)) +
                aligned(heads[i].items * sizeof(dl_outline));
    return size;
}

static char *put(char *at, const void *items, size_t size) {
    if (size) memcpy(at, items, size);
    return at + aligned(size);
}

bool dl_outlines_write(const dl_outlines *all, int count, dl_arena *arena, dl_str *out) {
    head *heads = dl_arena_zero(arena, (size_t)count * sizeof *heads);
    for (int i = 0; heads && i < count; i++) {
        heads[i] = (head){.nodes = (uint32_t)all[i].nodes.count,
                          .sets = (uint32_t)all[i].sets.count,
                          .items = (uint32_t)all[i].items.count,
                          .class_count = all[i].class_count};
        memcpy(heads[i].class_of, all[i].class_of, sizeof heads[i].class_of);
        memcpy(heads[i].letter_of, all[i].letter_of, sizeof heads[i].letter_of);
    }
    *out = (dl_str){NULL, heads ? size_of(heads, count) : 0};
    char *bytes = dl_arena_zero(arena, out->len);
    if (!bytes || !heads) return false;
    char *at = put(bytes, heads, (size_t)count * sizeof *heads);
    for (int i = 0; i < count; i++) {
        at = put(at, all[i].nodes.items, all[i].nodes.count * sizeof(dl_node));
        at = put(at, all[i].sets.items, all[i].sets.count * sizeof(dl_symbol_set));
        at = put(at, all[i].items.items, all[i].items.count * sizeof(dl_outline));
    }
    out->at = bytes;
    return true;
}

/* Nothing is written there. */
static void *take(const char **at, size_t size) {
    void *taken = (void *)(uintptr_t)*at;
    *at += aligned(size);
    return taken;
}

bool dl_outlines_view(dl_str block, dl_outlines *all, int count) {
    const head *heads = (const head *)(const void *)block.at;
    size_t size = (size_t)count * sizeof *heads;
    if (block.len < size || block.len != size_of(heads, count)) return false;
    const char *at = block.at + aligned(size);
    for (int i = 0; i < count; i++) {
        dl_outlines *o = &all[i];
        o->nodes.count = o->nodes.room = heads[i].nodes;
        o->nodes.items = take(&at, heads[i].nodes * sizeof(dl_node));
        o->sets.count = o->sets.room = heads[i].sets;
        o->sets.items = take(&at, heads[i].sets * sizeof(dl_symbol_set));
        o->items.count = o->items.room = heads[i].items;
        o->items.items = take(&at, heads[i].items * sizeof(dl_outline));
        o->class_count = heads[i].class_count;
        memcpy(o->class_of, heads[i].class_of, sizeof o->class_of);
        memcpy(o->letter_of, heads[i].letter_of, sizeof o->letter_of);
    }
    return true;
}
