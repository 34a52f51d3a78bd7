/* pairs.c - narrows the set of a word by the letters of the next.
 *
 * Asking costs about as much as three attempts of each pattern, so a beginning is looked
 * at more closely only when it comes again and again. */
#include "match/pairs.h"

enum { HEAD_MOST = 256, FIRST_SLOTS = 1 << 14, OFTEN = 3 };
#define CLOSED UINT32_MAX

/* Letters of the second word that are asked about, step by step; then the whole word. */
static const uint32_t steps[] = {1, 2, 4};
enum { STEPS = sizeof steps / sizeof *steps, LETTERS_MOST = 4 };

bool dl_pairs_start(dl_pairs *p, dl_answers *answers) {
    *p = (dl_pairs){.answers = answers};
    return dl_table_start(&p->beginnings, FIRST_SLOTS) &&
           dl_table_start(&p->whole, FIRST_SLOTS);
}

void dl_pairs_free(dl_pairs *p) {
    dl_table_free(&p->beginnings);
    dl_table_free(&p->whole);
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

static dl_slot *look(dl_pairs *p, dl_table *t, uint64_t key, uint32_t set,
                     const dl_pair *pair, dl_str letters) {
    dl_slot *slot = dl_table_find(t, key);
    if (slot->key) return slot;
    set = ask(p, set, pair, letters);
    bool closed =
        letters.len == pair->next_text.len || !dl_answers_undecided(p->answers, set);
    slot = dl_table_add(t, key, set, closed ? CLOSED : OFTEN);
    if (!slot) p->answers->arena->failed = true;
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
        dl_slot *slot = look(p, &p->beginnings, key_of(pair, number), set, pair, letters);
        if (!slot) return set;
        if (slot->more == CLOSED) return slot->value;
        if (slot->more && slot->more--) return slot->value;
    }
    const dl_slot *slot =
        look(p, &p->whole, key_of(pair, pair->next), set, pair, pair->next_text);
    return slot ? slot->value : set;
}
