/* table.c - growth of open tables. */
#include "base/table.h"

bool dl_table_start(dl_table *table, uint32_t slots) {
    *table = (dl_table){.slots = dl_alloc(slots * sizeof(dl_slot)), .mask = slots - 1};
    if (table->slots) memset(table->slots, 0, slots * sizeof(dl_slot));
    return table->slots != NULL;
}

void dl_table_free(dl_table *table) {
    dl_free(table->slots);
    *table = (dl_table){0};
}

void dl_table_clear(dl_table *table) {
    memset(table->slots, 0, dl_table_bytes(table));
    table->count = 0;
}

static dl_slot *put(dl_table *table, dl_slot slot) {
    uint32_t at = dl_slot_first(slot.key, table->mask);
    while (table->slots[at].key)
        at = (at + 1) & table->mask;
    table->slots[at] = slot;
    table->count++;
    return &table->slots[at];
}

static bool grow(dl_table *table) {
    dl_table grown;
    if (table->mask > UINT32_MAX / 4 || !dl_table_start(&grown, (table->mask + 1) * 2))
        return false;
    for (uint32_t i = 0; i <= table->mask; i++)
        if (table->slots[i].key) put(&grown, table->slots[i]);
    dl_table_free(table);
    *table = grown;
    return true;
}

bool dl_table_pack(const dl_table *table, dl_table *out) {
    uint32_t slots = 64;
    while (slots / 8 * 7 < table->count)
        slots *= 2;
    if (!dl_table_start(out, slots)) return false;
    for (uint32_t i = 0; i <= table->mask; i++)
        if (table->slots[i].key) put(out, table->slots[i]);
    return true;
}

dl_slot *dl_table_add(dl_table *table, uint64_t key, uint32_t value, uint32_t more) {
    if (table->count / 3 >= table->mask / 4 && !grow(table)) return NULL;
    return put(table, (dl_slot){key, value, more});
}
