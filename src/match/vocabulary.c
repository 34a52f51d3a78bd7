/* vocabulary.c - interns words; asks, at a word's first sight, all that the engine needs.
 *
 * Asking every pattern about every word would cost patterns × words. So the question goes
 * over prefixes first: what no pattern can start with `k` is not asked about `kenya`. The
 * answers for prefixes are kept like those for words. */
#include "match/vocabulary.h"

#include <limits.h>

#include "base/hash.h"
#include "text/fold.h"

enum { WORDS_MOST = 1 << 20, PAIRS_MOST = 1 << 21, FIRST_SLOTS = 1 << 14 };

typedef struct asked { /* a set that is known, by use and bytes */
    uint64_t key;
    uint32_t set;
    bool used;
} asked;

typedef struct pair { /* of words, and the set of rules that may start there */
    uint64_t key;      /* 0: free */
    uint32_t set;
} pair;

struct dl_vocabulary {
    const dateline_rules *rules;
    dl_matcher *matcher;
    dl_arena arena;
    uint32_t *slots; /* number of a word plus 1 */
    uint32_t slot_mask;
    DL_ARRAY(dl_word) words;
    DL_ARRAY(dl_pattern_set) sets; /* set 0 is empty */
    asked *asked;
    uint32_t asked_mask, asked_count;
    pair *pairs;
    uint32_t pair_mask, pair_count;
};

static bool start(dl_vocabulary *v) {
    v->slot_mask = FIRST_SLOTS - 1;
    v->asked_mask = FIRST_SLOTS - 1;
    v->slots = dl_arena_zero(&v->arena, FIRST_SLOTS * sizeof *v->slots);
    v->asked = dl_arena_zero(&v->arena, FIRST_SLOTS * sizeof *v->asked);
    v->pair_mask = FIRST_SLOTS - 1;
    v->pairs = dl_arena_zero(&v->arena, FIRST_SLOTS * sizeof *v->pairs);
    DL_PUSH(&v->arena, &v->sets);
    return !v->arena.failed;
}

dl_vocabulary *dl_vocabulary_new(const dateline_rules *rules, dl_matcher *matcher) {
    dl_vocabulary *v = dl_alloc(sizeof *v);
    if (!v) return NULL;
    *v = (dl_vocabulary){.rules = rules, .matcher = matcher};
    if (start(v)) return v;
    dl_vocabulary_free(v);
    return NULL;
}

void dl_vocabulary_free(dl_vocabulary *v) {
    if (!v) return;
    dl_arena_free(&v->arena);
    dl_free(v);
}

void dl_vocabulary_trim(dl_vocabulary *v) {
    if (v->words.count < WORDS_MOST && v->pair_count < PAIRS_MOST && !v->arena.failed) return;
    dl_arena_free(&v->arena);
    *v = (dl_vocabulary){.rules = v->rules, .matcher = v->matcher};
    start(v); /* without memory the arena is marked, and scanning reports it */
}

const dl_word *dl_vocabulary_at(const dl_vocabulary *v, uint32_t word) {
    return &v->words.items[word];
}

/* ---- sets ---- */

static asked *asked_slot(const dl_vocabulary *v, uint64_t key) {
    uint32_t at = (uint32_t)key & v->asked_mask;
    while (v->asked[at].used && v->asked[at].key != key) at = (at + 1) & v->asked_mask;
    return &v->asked[at];
}

static bool grow_asked(dl_vocabulary *v) {
    if (v->asked_count * 2 < v->asked_mask) return true;
    asked *old = v->asked;
    uint32_t old_mask = v->asked_mask;
    asked *grown = dl_arena_zero(&v->arena, ((size_t)old_mask + 1) * 2 * sizeof *grown);
    if (!grown) return false;
    v->asked = grown;
    v->asked_mask = old_mask * 2 + 1;
    for (uint32_t i = 0; i <= old_mask; i++)
        if (old[i].used) *asked_slot(v, old[i].key) = old[i];
    return true;
}

/* One less than the beginning of the k-th character; len when there are fewer. */
static size_t characters(dl_str text, size_t k) {
    size_t at = 0;
    while (at < text.len && k--) {
        at++;
        while (at < text.len && ((unsigned char)text.at[at] & 0xC0) == 0x80) at++;
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

static uint32_t keep_set(dl_vocabulary *v, const uint32_t *items, uint32_t count) {
    if (!count) return 0;
    for (size_t s = 1; s < v->sets.count; s++)
        if (v->sets.items[s].count == count &&
            memcmp(v->sets.items[s].items, items, count * sizeof *items) == 0)
            return (uint32_t)s;
    uint32_t *copy = dl_arena_alloc(&v->arena, count * sizeof *copy);
    dl_pattern_set *slot = DL_PUSH(&v->arena, &v->sets);
    if (!copy || !slot) return 0;
    memcpy(copy, items, count * sizeof *copy);
    *slot = (dl_pattern_set){count, copy};
    return (uint32_t)v->sets.count - 1;
}

typedef enum extent { /* what the bytes are that a pattern is asked about */
    BEGINNING, /* of a token */
    TOKEN,     /* a whole one: alone it may decide */
    PAIR       /* a token and some of the next: what the first decided stays decided */
} extent;

/* Of a set, the patterns that may start with these bytes. */
static uint32_t narrow(dl_vocabulary *v, const uint32_t *from, uint32_t count, dl_str bytes,
                       extent what) {
    if (!count) return 0;
    dl_arena work = {0};
    uint32_t kept = 0, *items = dl_arena_alloc(&work, count * sizeof *items);
    if (!items) v->arena.failed = true;
    for (uint32_t i = 0; items && i < count; i++) {
        uint32_t pattern = from[i] & ~DL_DECIDED_BIT;
        if (what == PAIR && (from[i] & DL_DECIDED_BIT)) {
            items[kept++] = from[i];
            continue;
        }
        dateline_rules *rules = (dateline_rules *)(uintptr_t)v->rules; /* compiles lazily */
        dl_answer answer = dl_pattern_ask(&rules->patterns[pattern].pattern, &rules->lock,
                                          v->matcher, bytes, what == TOKEN);
        bool decided = what == TOKEN && answer == DL_DECIDED;
        if (answer != DL_NO) items[kept++] = pattern | (decided ? DL_DECIDED_BIT : 0);
    }
    uint32_t set = items ? keep_set(v, items, kept) : 0;
    dl_arena_free(&work);
    return set;
}

static uint32_t remember(dl_vocabulary *v, uint64_t key, uint32_t set) {
    if (!grow_asked(v)) return set;
    asked *slot = asked_slot(v, key);
    if (!slot->used) v->asked_count++;
    *slot = (asked){key, set, true};
    return set;
}

static uint32_t find_set(dl_vocabulary *v, dl_use use, dl_str bytes, bool whole) {
    const dl_use_list *all = &v->rules->uses[use];
    if (!all->count || !bytes.len) return 0;
    uint64_t key = dl_hash_mix(dl_hash_str(bytes), (uint64_t)use * 2 + whole);
    asked *slot = asked_slot(v, key);
    if (slot->used) return slot->set;
    size_t prefix = shorter(bytes);
    uint32_t below = prefix ? find_set(v, use, dl_str_cut(bytes, 0, prefix), false) : 0;
    uint32_t set = prefix ? narrow(v, v->sets.items[below].items, v->sets.items[below].count,
                                   bytes, whole ? TOKEN : BEGINNING)
                          : narrow(v, all->items, (uint32_t)all->count, bytes,
                                   whole ? TOKEN : BEGINNING);
    return remember(v, key, set);
}

/* ---- pairs ---- */

enum { PAIR_BYTES = 256 };

/* Does any pattern of the set depend on what follows? */
static bool undecided(const dl_pattern_set *set) {
    for (uint32_t i = 0; i < set->count; i++)
        if (!(set->items[i] & DL_DECIDED_BIT)) return true;
    return false;
}

/* Bytes of the second word's first 1, 2, 4 characters, then all of it: one after the other,
 * since most sets are empty after the first. */
static uint32_t ask_pair(dl_vocabulary *v, uint32_t set, dl_str head, uint32_t use,
                         const dl_word *next) {
    char bytes[PAIR_BYTES];
    if (head.len + next->text.len > sizeof bytes) return set;
    memcpy(bytes, head.at, head.len);
    memcpy(bytes + head.len, next->text.at, next->text.len);
    for (size_t k = 1; undecided(&v->sets.items[set]); k *= 2) {
        size_t len = k > 4 ? next->text.len : characters(next->text, k);
        dl_str asked_for = {bytes, head.len + len};
        uint64_t key = dl_hash_mix(dl_hash_str(asked_for), (uint64_t)use << 32 | head.len);
        asked *slot = asked_slot(v, key);
        set = slot->used ? slot->set
                         : remember(v, key, narrow(v, v->sets.items[set].items,
                                                   v->sets.items[set].count, asked_for, PAIR));
        if (len == next->text.len) break;
    }
    return set;
}

static pair *pair_slot(const dl_vocabulary *v, uint64_t key) {
    uint32_t at = (uint32_t)dl_hash_mix(key, 0) & v->pair_mask;
    while (v->pairs[at].key && v->pairs[at].key != key) at = (at + 1) & v->pair_mask;
    return &v->pairs[at];
}

static bool grow_pairs(dl_vocabulary *v) {
    if (v->pair_count * 2 < v->pair_mask) return true;
    pair *old = v->pairs;
    uint32_t old_mask = v->pair_mask;
    pair *grown = dl_arena_zero(&v->arena, ((size_t)old_mask + 1) * 2 * sizeof *grown);
    if (!grown) return false;
    v->pairs = grown;
    v->pair_mask = old_mask * 2 + 1;
    for (uint32_t i = 0; i <= old_mask; i++)
        if (old[i].key) *pair_slot(v, old[i].key) = old[i];
    return true;
}

/* ---- classes ---- */

static bool has_word(const char *value, const char *word) {
    size_t len = strlen(word);
    for (const char *at = value; (at = strstr(at, word)); at += len) {
        bool starts = at == value || at[-1] == '\t' || at[-1] == ',';
        char after = at[len];
        if (starts && (after == '\0' || after == '\t' || after == ',')) return true;
    }
    return false;
}

static long leading_number(dl_str field) {
    long number = 0;
    if (!field.len || !dl_is_digit(field.at[0])) return LONG_MIN;
    for (size_t i = 0; i < field.len && dl_is_digit(field.at[i]) && number < 100000000; i++)
        number = number * 10 + (field.at[i] - '0');
    return number;
}

void dl_classes_add(const dateline_rules *rules, const dl_entry *entry, dl_class_set *out) {
    const char *value = dl_entry_value(rules->lexicon, entry);
    for (size_t c = 0; c < rules->class_count; c++) {
        const dl_class *class = &rules->classes[c];
        if (class->list != entry->list) continue;
        if (class->word && !has_word(value, class->word)) continue;
        if (class->least != LONG_MIN &&
            leading_number(dl_value_field(value, class->column)) < class->least)
            continue;
        out->bits[c / 64] |= (uint64_t)1 << c % 64;
    }
}

static void learn_entries(const dl_vocabulary *v, dl_word *word) {
    const dateline_rules *rules = v->rules;
    uint32_t reach = dl_lexicon_reach(rules->lexicon, word->fold);
    word->reach = (uint8_t)(reach > 255 ? 255 : reach);
    if (reach) word->facts |= DL_FACT_LOOKUP;
    const dl_entry *entry = dl_lexicon_find(rules->lexicon, dl_hash_add(0, word->fold));
    for (; entry; entry = entry->next ? entry + 1 : NULL) {
        if (!dl_entry_fits(entry, word->facts & DL_FACT_CAP, word->facts & DL_FACT_UPPER,
                           word->text.len))
            continue;
        word->facts |= DL_FACT_KNOWN;
        dl_classes_add(rules, entry, &word->classes);
        if (entry->list == rules->connector_list && !(word->facts & DL_FACT_CAP)) {
            word->facts |= DL_FACT_CONNECTOR;
            if (has_word(dl_entry_value(rules->lexicon, entry), "person"))
                word->facts |= DL_FACT_PARTICLE;
        }
        if (entry->list == rules->title_list) word->facts |= DL_FACT_TITLE;
        if (entry->list == rules->suffix_list) word->facts |= DL_FACT_SUFFIX;
        if (entry->list == rules->ordinary_list) word->facts |= DL_FACT_ORDINARY;
        if (rules->lookup_rules[entry->list].count) word->facts |= DL_FACT_LOOKUP;
    }
}

/* ---- words ---- */

/* Upper case by the fold: a letter that folding changes to another is a capital, or carries
 * a mark; ASCII is told exactly. */
static uint16_t case_facts(dl_str text) {
    size_t upper = 0, lower = 0;
    uint16_t facts = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (dl_is_digit(text.at[i])) facts |= DL_FACT_DIGIT;
        if (text.at[i] == '.') facts |= DL_FACT_DOT;
        if (i && text.at[i] >= 'A' && text.at[i] <= 'Z') facts |= DL_FACT_INNER_CAP;
        upper += text.at[i] >= 'A' && text.at[i] <= 'Z';
        lower += text.at[i] >= 'a' && text.at[i] <= 'z';
    }
    bool first_upper = text.len && text.at[0] >= 'A' && text.at[0] <= 'Z';
    if (first_upper || (text.len && (unsigned char)text.at[0] >= 0x80 && dl_is_capital(text)))
        facts |= DL_FACT_CAP;
    if (upper >= 2 && !lower) facts |= DL_FACT_UPPER;
    return facts;
}

static bool grow_slots(dl_vocabulary *v) {
    if (v->words.count * 2 < v->slot_mask) return true;
    uint32_t mask = v->slot_mask * 2 + 1;
    uint32_t *grown = dl_arena_zero(&v->arena, ((size_t)mask + 1) * sizeof *grown);
    if (!grown) return false;
    for (uint32_t i = 0; i < v->words.count; i++) {
        uint32_t at = (uint32_t)v->words.items[i].hash & mask;
        while (grown[at]) at = (at + 1) & mask;
        grown[at] = i + 1;
    }
    v->slots = grown;
    v->slot_mask = mask;
    return true;
}

static uint32_t add_word(dl_vocabulary *v, dl_str text, uint64_t hash) {
    if (!grow_slots(v)) return UINT32_MAX;
    const char *copy = dl_arena_text(&v->arena, text);
    dl_word *word = DL_PUSH(&v->arena, &v->words);
    if (!copy || !word) return UINT32_MAX;
    uint32_t number = (uint32_t)v->words.count - 1;
    word->text = (dl_str){copy, text.len};
    word->hash = hash;
    word->fold = dl_fold_hash(word->text);
    word->facts = case_facts(word->text);
    word->after_set = word->after_space_set = DL_UNASKED;
    word->before_set = word->mention_set = DL_UNASKED;
    learn_entries(v, word);
    word->rule_set = find_set(v, DL_USE_RULE, word->text, true);
    uint32_t at = (uint32_t)hash & v->slot_mask;
    while (v->slots[at]) at = (at + 1) & v->slot_mask;
    v->slots[at] = number + 1;
    return v->arena.failed ? UINT32_MAX : number;
}

uint32_t dl_vocabulary_word(dl_vocabulary *v, dl_str text) {
    uint64_t hash = dl_hash_str(text);
    for (uint32_t at = (uint32_t)hash & v->slot_mask; v->slots[at];
         at = (at + 1) & v->slot_mask) {
        const dl_word *word = &v->words.items[v->slots[at] - 1];
        if (word->hash == hash && dl_str_equal(word->text, text)) return v->slots[at] - 1;
    }
    return add_word(v, text, hash);
}

static uint32_t *set_slot(dl_word *word, dl_use use, bool spaced) {
    if (use == DL_USE_RULE) return &word->rule_set;
    if (use == DL_USE_AFTER) return spaced ? &word->after_space_set : &word->after_set;
    return use == DL_USE_BEFORE ? &word->before_set : &word->mention_set;
}

static uint32_t set_number(dl_vocabulary *v, uint32_t number, dl_use use, bool spaced) {
    uint32_t *slot = set_slot(&v->words.items[number], use, spaced);
    if (*slot != DL_UNASKED) return *slot;
    dl_str bytes = v->words.items[number].text;
    if (!spaced) return *slot = find_set(v, use, bytes, true);
    dl_arena work = {0};
    char *joined = dl_arena_alloc(&work, bytes.len + 1);
    if (joined) {
        joined[0] = ' ';
        memcpy(joined + 1, bytes.at, bytes.len);
        *slot = find_set(v, use, (dl_str){joined, bytes.len + 1}, true);
    }
    dl_arena_free(&work);
    return joined ? *slot : 0;
}

dl_pattern_set dl_vocabulary_set(dl_vocabulary *v, uint32_t number, dl_use use, bool spaced) {
    uint32_t set = set_number(v, number, use, spaced); /* may move the sets */
    return v->sets.items[set];
}

dl_pattern_set dl_vocabulary_pair(dl_vocabulary *v, uint32_t word, dl_use use, bool spaced,
                                  bool gap, uint32_t next) {
    enum { SEEN_OFTEN = 24 };
    dl_word *first = &v->words.items[word];
    if (first->seen < SEEN_OFTEN) {
        first->seen++;
        return dl_vocabulary_set(v, word, use, spaced);
    }
    uint32_t how = (uint32_t)use << 2 | (uint32_t)spaced << 1 | gap;
    uint64_t key = (uint64_t)(word + 1) << 40 | (uint64_t)next << 8 | how;
    pair *slot = pair_slot(v, key);
    if (slot->key == key) return v->sets.items[slot->set];
    uint32_t set = set_number(v, word, use, spaced);
    if (undecided(&v->sets.items[set])) {
        char head[PAIR_BYTES];
        dl_str text = v->words.items[word].text;
        if (text.len + 2 > sizeof head) return v->sets.items[set];
        size_t len = 0;
        if (spaced) head[len++] = ' ';
        memcpy(head + len, text.at, text.len);
        len += text.len;
        if (gap) head[len++] = ' ';
        set = ask_pair(v, set, (dl_str){head, len}, how, &v->words.items[next]);
    }
    if (grow_pairs(v)) {
        slot = pair_slot(v, key);
        if (!slot->key) v->pair_count++;
        *slot = (pair){key, set};
    }
    return v->sets.items[set];
}

static dl_weights weigh_role(const dateline_rules *rules, const dl_word *word, int role,
                             bool *clues) {
    dl_weights sum = dl_learnt_weights(rules, (dl_role)role, word->text);
    for (int half = 0; half < 2; half++)
        for (uint64_t bits = word->classes.bits[half]; bits; bits &= bits - 1) {
            const dl_trigger *trigger =
                &rules->class_triggers[half * 64 + __builtin_ctzll(bits)][role];
            sum += trigger->sum;
            if (trigger->clues.count) *clues = true;
        }
    return sum;
}

/* Most words weigh nothing anywhere and share one row, which stays in the cache. */
void dl_vocabulary_roles(dl_vocabulary *v, uint32_t number) {
    static const dl_weights nothing[DL_ROLES];
    dl_word *word = &v->words.items[number];
    dl_weights made[DL_ROLES];
    for (int r = 0; r < DL_ROLES; r++) {
        bool clues = false;
        made[r] = weigh_role(v->rules, word, r, &clues);
        if (clues) word->clue_roles |= (uint16_t)(1u << r);
    }
    word->roles = nothing;
    if (memcmp(made, nothing, sizeof made) == 0) return;
    dl_weights *kept = dl_arena_alloc(&v->arena, sizeof made);
    if (!kept) return;
    memcpy(kept, made, sizeof made);
    word->roles = kept;
}
