/* vocabulary.c - interns words; finds out, at a word's first sight, what is asked of it.
 */
#include "match/vocabulary.h"

#include <endian.h>
#include <limits.h>

#include "text/fold.h"

enum { BYTES_MOST = 22 * 1024 * 1024, FIRST_SLOTS = 1 << 14, FIRST_WORDS = 1 << 10 };

struct dl_vocabulary {
    const dateline_rules *rules;
    dl_arena arena;
    dl_table table; /* from a word's key to its number, its fold and facts */
    dl_word *words;
    uint16_t *facts;      /* of the words, close together */
    uint32_t count, room; /* of words */
};

static bool start(dl_vocabulary *v) {
    bool good = dl_table_start(&v->table, FIRST_SLOTS);
    if (!good) v->arena.failed = true;
    return good;
}

static void empty(dl_vocabulary *v) {
    dl_table_free(&v->table);
    dl_free(v->words);
    dl_free(v->facts);
    dl_arena_free(&v->arena);
    *v = (dl_vocabulary){.rules = v->rules};
}

dl_vocabulary *dl_vocabulary_new(const dateline_rules *rules) {
    dl_vocabulary *v = dl_alloc(sizeof *v);
    if (!v) return NULL;
    *v = (dl_vocabulary){.rules = rules};
    if (start(v)) return v;
    dl_vocabulary_free(v);
    return NULL;
}

void dl_vocabulary_free(dl_vocabulary *v) {
    if (!v) return;
    empty(v);
    dl_free(v);
}

static size_t bytes_of(const dl_vocabulary *v) {
    return v->arena.bytes + dl_table_bytes(&v->table) +
           v->room * (sizeof *v->words + sizeof *v->facts);
}

bool dl_vocabulary_trim(dl_vocabulary *v) {
    if (bytes_of(v) < BYTES_MOST && !v->arena.failed) return false;
    empty(v);
    start(v); /* without memory the arena is marked, and scanning reports it */
    return true;
}

uint32_t dl_vocabulary_count(const dl_vocabulary *v) {
    return v->count;
}

const uint16_t *dl_vocabulary_facts(const dl_vocabulary *v) {
    return v->facts;
}

const dl_word *dl_vocabulary_at(const dl_vocabulary *v, uint32_t word) {
    return v->count ? &v->words[word] : NULL;
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
    for (size_t i = 0; i < field.len && dl_is_digit(field.at[i]) && number < 100000000;
         i++)
        number = number * 10 + (field.at[i] - '0');
    return number;
}

void dl_classes_add(const dateline_rules *rules, const dl_entry *entry,
                    dl_class_set *out) {
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
    word->entry = entry;
    for (; entry; entry = entry->next ? entry + 1 : NULL) {
        if (!dl_entry_fits(entry, word->facts & DL_FACT_CAP, word->facts & DL_FACT_UPPER,
                           word->text.len))
            continue;
        /* almost any word is some town's name, which tells nothing */
        if (entry->list != rules->place_lists[DL_PLACES_TOWN])
            word->facts |= DL_FACT_KNOWN;
        dl_classes_add(rules, entry, &word->classes);
        if (entry->list == rules->connector_list && !(word->facts & DL_FACT_CAP)) {
            word->facts |= DL_FACT_CONNECTOR;
            if (has_word(dl_entry_value(rules->lexicon, entry), "person"))
                word->facts |= DL_FACT_PARTICLE;
        }
        if (entry->list == rules->title_list) word->facts |= DL_FACT_TITLE;
        if (entry->list == rules->demonym_list ||
            entry->list == rules->place_lists[DL_PLACES_COUNTRY_WORD])
            word->facts |= DL_FACT_COUNTRY;
        if (entry->list == rules->function_list) word->facts |= DL_FACT_FUNCTION;
        if (entry->list == rules->sport_list) word->facts |= DL_FACT_SPORT;
        if (entry->list == rules->suffix_list) word->facts |= DL_FACT_SUFFIX;
        if (entry->list == rules->ordinary_list) word->facts |= DL_FACT_ORDINARY;
        if (rules->lookup_rules[entry->list].count)
            word->facts |= DL_FACT_LOOKUP | DL_FACT_ENTRY;
    }
}

/* ---- words ---- */

/* Upper case by the fold: a letter that folding changes to another is a capital, or
 * carries a mark; ASCII is told exactly. */
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
    if (first_upper ||
        (text.len && (unsigned char)text.at[0] >= 0x80 && dl_is_capital(text)))
        facts |= DL_FACT_CAP;
    if (upper >= 2 && !lower) facts |= DL_FACT_UPPER;
    return facts;
}

enum { KEY_BYTES = 7 };

/* Short words are their own keys: bytes, and their number on top. Of longer ones the key
 * is a hash with the top bit set. */
static uint64_t word_key(dl_str text) {
    if (text.len > KEY_BYTES) return dl_hash_str(text) | (uint64_t)1 << 63;
    uint64_t key = 0;
    if (text.len >= 4) {
        uint32_t head, tail;
        memcpy(&head, text.at, 4);
        memcpy(&tail, text.at + text.len - 4, 4);
        key = (uint64_t)le32toh(head) | (uint64_t)le32toh(tail) << (text.len - 4) * 8;
    } else {
        for (size_t i = 0; i < text.len; i++)
            key |= (uint64_t)(unsigned char)text.at[i] << i * 8;
    }
    return key | (uint64_t)text.len << 56;
}

static bool make_room(dl_vocabulary *v) {
    if (v->count < v->room) return true;
    uint32_t room = v->room ? v->room * 2 : FIRST_WORDS;
    dl_word *words = dl_alloc(room * sizeof *words);
    uint16_t *facts = dl_alloc(room * sizeof *facts);
    if (!words || !facts) {
        dl_free(words);
        dl_free(facts);
        return false;
    }
    if (v->count) {
        memcpy(words, v->words, v->count * sizeof *words);
        memcpy(facts, v->facts, v->count * sizeof *facts);
    }
    dl_free(v->words);
    dl_free(v->facts);
    v->words = words;
    v->facts = facts;
    v->room = room;
    return true;
}

static dl_known_word known_word(const dl_slot *slot) {
    return (dl_known_word){slot->value, (uint16_t)slot->more,
                           (uint16_t)(slot->more >> 16)};
}

static bool add_word(dl_vocabulary *v, dl_str text, uint64_t key, dl_known_word *out) {
    const char *copy = dl_arena_text(&v->arena, text);
    if (!copy || !make_room(v)) {
        v->arena.failed = true;
        return false;
    }
    dl_word word = {.text = {copy, text.len}, .fold = dl_fold_hash(text)};
    word.facts = case_facts(text);
    learn_entries(v, &word);
    dl_slot *slot = dl_table_add(&v->table, key, v->count,
                                 (uint32_t)word.facts << 16 | (uint16_t)word.fold);
    if (!slot) v->arena.failed = true;
    if (v->arena.failed) return false;
    v->words[v->count] = word;
    v->facts[v->count++] = word.facts;
    *out = known_word(slot);
    return true;
}

void dl_vocabulary_expect(const dl_vocabulary *v, dl_str text) {
    __builtin_prefetch(&v->table.slots[dl_slot_first(word_key(text), v->table.mask)]);
}

/* Words that share a hash have a slot each. */
bool dl_vocabulary_find(dl_vocabulary *v, dl_str text, dl_known_word *out) {
    uint64_t key = word_key(text);
    for (uint32_t at = dl_slot_first(key, v->table.mask); v->table.slots[at].key;
         at = (at + 1) & v->table.mask) {
        const dl_slot *slot = &v->table.slots[at];
        if (slot->key != key) continue;
        if (text.len > KEY_BYTES && !dl_str_equal(v->words[slot->value].text, text))
            continue;
        *out = known_word(slot);
        return true;
    }
    return add_word(v, text, key, out);
}

uint32_t dl_vocabulary_word(dl_vocabulary *v, dl_str text) {
    dl_known_word word;
    return dl_vocabulary_find(v, text, &word) ? word.number : UINT32_MAX;
}

/* What the classes of a word weigh in a role. */
static dl_weights weigh_classes(const dateline_rules *rules, const dl_word *word,
                                int role, bool *clues) {
    dl_weights sum = {0};
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
    dl_word *word = &v->words[number];
    dl_weights made[DL_ROLES];
    dl_learnt_weights(v->rules, word->text, made);
    for (int r = 0; r < DL_ROLES; r++) {
        bool clues = false;
        made[r] += weigh_classes(v->rules, word, r, &clues);
        if (clues) word->clue_roles |= (uint16_t)(1u << r);
    }
    word->roles = nothing;
    if (memcmp(made, nothing, sizeof made) == 0) return;
    dl_weights *kept = dl_arena_alloc(&v->arena, sizeof made);
    if (!kept) return;
    memcpy(kept, made, sizeof made);
    word->roles = kept;
}
