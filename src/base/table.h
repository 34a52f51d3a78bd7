/* table.h - open addressing from 64-bit keys to two numbers.
 *
 * Its slots are memory of their own, not an arena's, so that a table which has grown
 * leaves nothing behind. */
#ifndef DL_BASE_TABLE_H
#define DL_BASE_TABLE_H

#include "base/arena.h"
#include "base/hash.h"

typedef struct dl_slot {
    uint64_t key; /* 0: free */
    uint32_t value, more;
} dl_slot;

typedef struct dl_table { /* zero-initialised it has to be started */
    dl_slot *slots;
    uint32_t mask,
        count; /* 2^k - 1, and how many keys there are: at most three quarters */
} dl_table;

/* Where the search for a key begins; it goes on to the next slot while keys differ. */
static inline uint32_t dl_slot_first(uint64_t key, uint32_t mask) {
    return (uint32_t)dl_hash_mix(key, 0) & mask;
}

/* The key's slot, or the free one that ends the search for it. */
static inline dl_slot *dl_slot_find(dl_slot *slots, uint32_t mask, uint64_t key) {
    uint32_t at = dl_slot_first(key, mask);
    while (slots[at].key && slots[at].key != key)
        at = (at + 1) & mask;
    return &slots[at];
}

static inline dl_slot *dl_table_find(const dl_table *table, uint64_t key) {
    return dl_slot_find(table->slots, table->mask, key);
}

/* Room for so many slots, a power of two. False without memory. */
bool dl_table_start(dl_table *table, uint32_t slots);
void dl_table_free(dl_table *table);

/* Takes all keys away; the room stays. */
void dl_table_clear(dl_table *table);

/* A new slot for a key, even where it has one already. Moves the others. NULL without
 * memory. */
dl_slot *dl_table_add(dl_table *table, uint64_t key, uint32_t value, uint32_t more);

/* A copy to be read only: as few slots as leave one in eight free. False without memory.
 */
bool dl_table_pack(const dl_table *table, dl_table *out);

static inline size_t dl_table_bytes(const dl_table *table) {
    return ((size_t)table->mask + 1) * sizeof(dl_slot);
}

#endif
