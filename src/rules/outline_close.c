/* outline_close.c - what is done when all outlines are built: ways are shortened, and
 * letters that no set tells apart become one class. */
#include "rules/outline.h"

#include "base/hash.h"

void dl_outlines_drop(dl_outlines *all) {
    all->items.count--;
    all->nodes.count = all->items.count ? all->items.items[all->items.count - 1].end : 0;
}

/* The sets that a letter is in, as a number. */
static uint64_t sets_with(const dl_outlines *all, unsigned letter) {
    uint64_t hash = 0;
    for (size_t s = 0; s < all->sets.count; s++)
        if (dl_symbol_in(&all->sets.items[s], letter)) hash = dl_hash_add(hash, s + 1);
    return hash;
}

/* A fork of one way is gone past. */
static uint32_t behind_joints(const dl_outlines *all, uint32_t node) {
    const dl_node *nodes = all->nodes.items;
    while (node != DL_NO_NODE && nodes[node].kind == DL_NODE_FORK &&
           nodes[node].other == DL_NO_NODE)
        node = nodes[node].next;
    return node;
}

static void shorten_ways(dl_outlines *all) {
    for (size_t i = 0; i < all->nodes.count; i++) {
        dl_node *node = &all->nodes.items[i];
        if (node->kind == DL_NODE_ACCEPT) continue;
        node->next = behind_joints(all, node->next);
        if (node->kind == DL_NODE_FORK) node->other = behind_joints(all, node->other);
    }
    for (size_t i = 0; i < all->items.count; i++)
        all->items.items[i].start = behind_joints(all, all->items.items[i].start);
}

static void classify(dl_outlines *all, uint64_t kinds[DL_SYMBOLS], unsigned letter) {
    uint64_t kind = sets_with(all, letter);
    uint32_t class = 0;
    while (class < all->class_count && kinds[class] != kind)
        class ++;
    if (class == all->class_count) {
        kinds[all->class_count] = kind;
        all->letter_of[all->class_count++] = (uint8_t)letter;
    }
    all->class_of[letter] = (uint8_t) class;
}

/* Classes of letters that are common come first: together they are one line of memory in
 * a row of the automaton. */
void dl_outlines_close(dl_outlines *all) {
    static const char common[] = " etaoinsrhldcumfpgwybvkxjqz,.'-\n";
    uint64_t kinds[DL_SYMBOLS];
    shorten_ways(all);
    all->class_count = 0;
    for (const char *c = common; *c; c++)
        classify(all, kinds, (unsigned char)*c);
    for (unsigned letter = 0; letter < DL_SYMBOLS; letter++)
        classify(all, kinds, letter);
}
