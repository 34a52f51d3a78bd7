/* pairs.c - narrows the set of a word by the letters of the next.
 *
 * Asking costs about as much as three attempts of each pattern, so a beginning is looked
 * at more closely only when it comes again and again. */
#include "match/pairs.h"

#include "base/hash.h"

enum { HEAD_MOST = 256, FIRST_SLOTS = 1 << 14, OFTEN = 3 };
#define CLOSED UINT32_MAX

/* Letters of the second word that are asked about, step by step; then the whole word. */
static const uint32_t steps[] = {1, 2, 4};
enum { STEPS = sizeof steps / sizeof *steps, LETTERS_MOST = 4 };

static void start_table(dl_pairs *p, dl_pair_table *t) {
    t->mask = FIRST_SLOTS - 1;
    t->slots = dl_arena_zero(p->arena, FIRST_SLOTS * sizeof *t->slots);
}

void dl_pairs_start(dl_pairs *p, dl_answers *answers, dl_arena *arena) {
    *p = (dl_pairs){.arena = arena, .answers = answers};
    start_table(p, &p->beginnings);
    start_table(p, &p->whole);
}

static dl_pair_slot *slot_of(const dl_pair_table *t, uint64_t key) {
    uint32_t at = (uint32_t)dl_hash_mix(key, 0) & t->mask;
    while (t->slots[at].key && t->slots[at].key != key)
        at = (at + 1) & t->mask;
    return &t->slots[at];
}

static bool grow(dl_pairs *p, dl_pair_table *t) {
    if (t->count * 2 < t->mask) return true;
    dl_pair_table old = *t;
    dl_pair_slot *grown =
        dl_arena_zero(p->arena, ((size_t)old.mask + 1) * 2 * sizeof *grown);
    if (!grown) return false;
    t->slots = grown;
    t->mask = old.mask * 2 + 1;
    for (uint32_t i = 0; i <= old.mask; i++)
        if (old.slots[i].key) *slot_of(t, old.slots[i].key) = old.slots[i];
    return true;
}

/* What may start at the word when the next begins with these letters. */
static uint32_t ask(dl_pairs *p, uint32_t set, const dl_pair *pair, dl_str letters) {
    char head[HEAD_MOST];
    if (pair->word_text.len + 2 > sizeof head) return set;
    size_t len = 0;
    if (pair->how & DL_PAIR_SPACED) head[len++] = ' ';
    memcpy(head + len, pair->word_text.at, pair->word_text.len);
    len += pair->word_text.len;
    if (pair->how & DL_PAIR_GAP) head[len++] = ' ';
    return dl_answers_pair(p->answers, set, (dl_str){head, len}, pair->how, letters);
}

static dl_pair_slot *look(dl_pairs *p, dl_pair_table *t, uint64_t key, uint32_t set,
                          const dl_pair *pair, dl_str letters) {
    dl_pair_slot *slot = slot_of(t, key);
    if (slot->key) return slot;
    set = ask(p, set, pair, letters);
    bool closed =
        letters.len == pair->next_text.len || !dl_answers_undecided(p->answers, set);
    if (!grow(p, t)) return NULL;
    slot = slot_of(t, key);
    *slot = (dl_pair_slot){key, set, closed ? CLOSED : OFTEN};
    t->count++;
    return slot;
}

/* A slot's key: the first word, how they stand together, and 34 bits of the second. */
static uint64_t key_of(const dl_pair *pair, uint64_t second) {
    return (uint64_t)(pair->word + 1) << 40 | (uint64_t)pair->how << 34 | second;
}

/* The letters as a number that tells their count; 0: they are not ASCII. */
static uint64_t letters_number(dl_str letters) {
    uint64_t number = 1;
    for (size_t i = 0; i < letters.len; i++) {
        if ((unsigned char)letters.at[i] >= 0x80) return 0;
        number = number << 7 | (unsigned char)letters.at[i];
    }
    return number;
}

uint32_t dl_pairs_find(dl_pairs *p, uint32_t set, const dl_pair *pair) {
    for (int i = 0; i < STEPS && steps[i] < pair->next_text.len; i++) {
        dl_str letters = dl_str_cut(pair->next_text, 0, steps[i]);
        uint64_t number = letters_number(letters);
        if (!number) break;
        dl_pair_slot *slot =
            look(p, &p->beginnings, key_of(pair, number), set, pair, letters);
        if (!slot) return set;
        if (slot->left == CLOSED) return slot->set;
        if (slot->left && slot->left--) return slot->set;
    }
    const dl_pair_slot *slot =
        look(p, &p->whole, key_of(pair, pair->next), set, pair, pair->next_text);
    return slot ? slot->set : set;
}
