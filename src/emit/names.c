/* names.c - a hash table with open addresses, at most half full. */
#include "emit/names.h"

#include "base/hash.h"

static void take_slot(dl_names *names, uint32_t number) {
    size_t mask = names->slot_count - 1;
    size_t at = names->items[number].hash & mask;
    while (names->slots[at])
        at = (at + 1) & mask;
    names->slots[at] = number + 1;
}

static bool grow(dl_names *names) {
    size_t count = names->slot_count ? names->slot_count * 2 : 64;
    uint32_t *slots = dl_arena_zero(names->arena, count * sizeof *slots);
    if (!slots) return false;
    names->slots = slots;
    names->slot_count = count;
    for (size_t i = 0; i < names->count; i++)
        take_slot(names, (uint32_t)i);
    return true;
}

static uint32_t find(const dl_names *names, dl_str text, uint64_t hash) {
    size_t mask = names->slot_count - 1;
    for (size_t at = hash & mask; names->slots[at]; at = (at + 1) & mask) {
        const dl_name *name = &names->items[names->slots[at] - 1];
        if (name->hash == hash && dl_str_equal(name->text, text))
            return names->slots[at] - 1;
    }
    return DL_NO_NAME;
}

uint32_t dl_names_add(dl_names *names, dl_str text) {
    if ((names->count + 1) * 2 > names->slot_count && !grow(names)) return DL_NO_NAME;
    uint64_t hash = dl_hash_str(text);
    uint32_t known = find(names, text, hash);
    if (known != DL_NO_NAME) return known;
    const char *kept = dl_arena_text(names->arena, text);
    dl_name *name = kept ? DL_PUSH(names->arena, names) : NULL;
    if (!name) return DL_NO_NAME;
    *name = (dl_name){{kept, text.len}, hash};
    take_slot(names, (uint32_t)names->count - 1);
    return (uint32_t)names->count - 1;
}
