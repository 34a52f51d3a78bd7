/* answers.c - asks PCRE2 which patterns may start with some bytes, and keeps what it
 * said.
 *
 * Asking every pattern about every word would cost patterns × words. So the question goes
 * over prefixes first: what no pattern can start with `k` is not asked about `kenya`. The
 * answers for prefixes are kept like those for words. */
#include "match/answers.h"

enum { FIRST_SLOTS = 1 << 14, PAIR_BYTES = 256 };

/* ---- the block in the pack ---- */

typedef struct block { /* then slots, where each set begins, items */
    uint64_t fingerprint;
    uint32_t mask, set_count, item_count, unused;
} block;

/* Answers hold for these very patterns, in this order, and this PCRE2. */
static uint64_t fingerprint(const dateline_rules *rules) {
    uint64_t print = dl_pattern_version();
    for (size_t i = 0; i < rules->pattern_count; i++)
        print = dl_hash_add(print, dl_hash_str(rules->patterns[i].pattern.source) ^
                                       (uint64_t)rules->patterns[i].use);
    return print;
}

static size_t block_size(const block *head) {
    return sizeof *head + ((size_t)head->mask + 1) * sizeof(dl_slot) +
           ((size_t)head->set_count + 1 + head->item_count) * sizeof(uint32_t);
}

static bool use_ready(dl_answers *a) {
    dl_str bytes = a->rules->ready;
    block head;
    if (bytes.len < sizeof head) return true;
    memcpy(&head, bytes.at, sizeof head);
    if (head.fingerprint != fingerprint(a->rules) || block_size(&head) != bytes.len)
        return true;
    const char *at = bytes.at + sizeof head;
    a->ready = (dl_slot *)(uintptr_t)at; /* nothing is written there */
    a->ready_mask = head.mask;
    const uint32_t *starts =
        (const uint32_t *)(const void *)(at + ((size_t)head.mask + 1) * sizeof *a->ready);
    const uint32_t *items = starts + head.set_count + 1;
    if (!DL_RESERVE(a->arena, &a->sets, (size_t)head.set_count + 64)) return false;
    for (uint32_t s = 0; s < head.set_count; s++)
        a->sets.items[s] = (dl_pattern_set){starts[s + 1] - starts[s], items + starts[s]};
    a->sets.count = head.set_count;
    return true;
}

bool dl_answers_start(dl_answers *a, const dateline_rules *rules, dl_matcher *matcher,
                      dl_arena *arena) {
    *a = (dl_answers){.rules = rules, .matcher = matcher, .arena = arena};
    bool good = dl_table_start(&a->known, FIRST_SLOTS);
    a->work = dl_arena_alloc(arena, (rules->pattern_count + 1) * sizeof *a->work);
    if (!good || !use_ready(a)) return false;
    if (!a->sets.count) DL_PUSH(arena, &a->sets);
    return !arena->failed;
}

void dl_answers_free(dl_answers *a) {
    dl_table_free(&a->known);
}

static bool write_block(const dl_answers *a, const dl_table *known, dl_arena *arena,
                        dl_str *out) {
    block head = {.fingerprint = fingerprint(a->rules),
                  .mask = known->mask,
                  .set_count = (uint32_t)a->sets.count};
    for (size_t s = 0; s < a->sets.count; s++)
        head.item_count += a->sets.items[s].count;
    size_t size = block_size(&head);
    char *bytes = dl_arena_zero(arena, size);
    if (!bytes) return false;
    memcpy(bytes, &head, sizeof head);
    char *at = bytes + sizeof head;
    memcpy(at, known->slots, dl_table_bytes(known));
    uint32_t *starts = (uint32_t *)(void *)(at + dl_table_bytes(known));
    uint32_t *items = starts + head.set_count + 1;
    for (uint32_t s = 0; s < head.set_count; s++) {
        const dl_pattern_set *set = &a->sets.items[s];
        if (set->count) memcpy(items + starts[s], set->items, set->count * sizeof *items);
        starts[s + 1] = starts[s] + set->count;
    }
    *out = (dl_str){bytes, size};
    return true;
}

bool dl_answers_write(const dl_answers *a, dl_arena *arena, dl_str *out) {
    dl_table known;
    if (!dl_table_pack(&a->known, &known)) return false;
    bool good = write_block(a, &known, arena, out);
    dl_table_free(&known);
    return good;
}

/* ---- what is known ---- */

static bool known(const dl_answers *a, uint64_t key, uint32_t *set) {
    const dl_slot *slot = dl_table_find(&a->known, key);
    if (!slot->key && a->ready) slot = dl_slot_find(a->ready, a->ready_mask, key);
    *set = slot->value;
    return slot->key != 0;
}

/* An answer for a key that is not known, or for another set with the same key. */
static uint32_t remember(dl_answers *a, uint64_t key, uint32_t set) {
    dl_slot *slot = dl_table_find(&a->known, key);
    if (slot->key)
        slot->value = set;
    else if (!dl_table_add(&a->known, key, set, 0))
        a->arena->failed = true;
    return set;
}

static uint64_t key_of(dl_str bytes, uint64_t how) {
    uint64_t key = dl_hash_mix(dl_hash_str(bytes), how);
    return key ? key : 1;
}

/* The number of the set with these items; equal sets share one. */
static uint32_t keep_set(dl_answers *a, const uint32_t *items, uint32_t count) {
    if (!count) return 0;
    uint32_t set;
    uint64_t key =
        key_of((dl_str){(const char *)items, count * sizeof *items}, UINT64_MAX);
    if (known(a, key, &set) && a->sets.items[set].count == count &&
        memcmp(a->sets.items[set].items, items, count * sizeof *items) == 0)
        return set;
    uint32_t *copy = dl_arena_alloc(a->arena, count * sizeof *copy);
    dl_pattern_set *slot = DL_PUSH(a->arena, &a->sets);
    if (!copy || !slot) return 0;
    memcpy(copy, items, count * sizeof *copy);
    *slot = (dl_pattern_set){count, copy};
    return remember(a, key, (uint32_t)a->sets.count - 1);
}

bool dl_answers_undecided(const dl_answers *a, uint32_t number) {
    const dl_pattern_set *set = &a->sets.items[number];
    for (uint32_t i = 0; i < set->count; i++)
        if (!(set->items[i] & DL_DECIDED_BIT)) return true;
    return false;
}

/* ---- asking ---- */

typedef enum extent {            /* what the bytes are that a pattern is asked about */
                      BEGINNING, /* of a token */
                      TOKEN,     /* a whole one: alone it may decide */
                      PAIR /* a token and some of the next: what the first decided stays
                              decided */
} extent;

/* Of a set, the patterns that may start with these bytes. */
static uint32_t narrow(dl_answers *a, const uint32_t *from, uint32_t count, dl_str bytes,
                       extent what) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t pattern = from[i] & ~DL_DECIDED_BIT;
        if (what == PAIR && (from[i] & DL_DECIDED_BIT)) {
            a->work[kept++] = from[i];
            continue;
        }
        dateline_rules *rules =
            (dateline_rules *)(uintptr_t)a->rules; /* compiles lazily */
        dl_answer answer = dl_pattern_ask(&rules->patterns[pattern].pattern, &rules->lock,
                                          a->matcher, bytes, what == TOKEN);
        bool decided = what == TOKEN && answer == DL_DECIDED;
        if (answer != DL_NO) a->work[kept++] = pattern | (decided ? DL_DECIDED_BIT : 0);
    }
    return keep_set(a, a->work, kept);
}

/* One less than the beginning of the k-th character; len when there are fewer. */
static size_t characters(dl_str text, size_t k) {
    size_t at = 0;
    while (at < text.len && k--) {
        at++;
        while (at < text.len && ((unsigned char)text.at[at] & 0xC0) == 0x80)
            at++;
    }
    return at;
}

/* The longest of the prefixes of 1, 2 and 4 characters that is shorter than the text. */
static size_t shorter(dl_str text) {
    size_t best = 0;
    for (size_t k = 1; k <= 4; k *= 2) {
        size_t len = characters(text, k);
        if (len < text.len) best = len;
    }
    return best;
}

uint32_t dl_answers_find(dl_answers *a, dl_use use, dl_str bytes, bool whole) {
    const dl_use_list *all = &a->rules->uses[use];
    uint32_t set;
    if (!all->count || !bytes.len) return 0;
    uint64_t key = key_of(bytes, (uint64_t)use * 2 + whole);
    if (known(a, key, &set)) return set;
    size_t prefix = shorter(bytes);
    dl_pattern_set from = {(uint32_t)all->count, all->items};
    if (prefix) {
        uint32_t below = dl_answers_find(a, use, dl_str_cut(bytes, 0, prefix), false);
        from = a->sets.items[below]; /* which asking may have moved */
    }
    if (!from.count) return 0;
    return remember(a, key,
                    narrow(a, from.items, from.count, bytes, whole ? TOKEN : BEGINNING));
}

uint32_t dl_answers_pair(dl_answers *a, uint32_t set, dl_str head, uint32_t how,
                         dl_str next) {
    char bytes[PAIR_BYTES];
    if (head.len + next.len > sizeof bytes) return set;
    memcpy(bytes, head.at, head.len);
    memcpy(bytes + head.len, next.at, next.len);
    for (size_t k = 1; dl_answers_undecided(a, set); k *= 2) {
        size_t len = k > 4 ? next.len : characters(next, k);
        dl_str asked = {bytes, head.len + len};
        uint64_t key = key_of(asked, (uint64_t)(how + 1) << 32 | head.len);
        dl_pattern_set from = a->sets.items[set];
        if (!known(a, key, &set))
            set = remember(a, key, narrow(a, from.items, from.count, asked, PAIR));
        if (len == next.len) break;
    }
    return set;
}
