/* abbreviation.c - a read-only hash of words that take a dot, with their kinds. */
#include "text/text.h"

typedef struct entry {
    dl_str word;
    uint8_t kind; /* 0: free */
} entry;

struct dl_abbreviations {
    entry *entries;
    size_t mask;
};

static const char *const kinds[] = {
    [DL_ABBREVIATION_TITLE] = "title",     [DL_ABBREVIATION_MONTH] = "month",
    [DL_ABBREVIATION_WEEKDAY] = "weekday", [DL_ABBREVIATION_STATE] = "state",
    [DL_ABBREVIATION_ORG] = "org",         [DL_ABBREVIATION_UNIT] = "unit",
    [DL_ABBREVIATION_NUMBER] = "number",   [DL_ABBREVIATION_OTHER] = "other",
    [DL_ABBREVIATION_STARTER] = "starter"};

static char fold(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static bool is_small(char c) {
    return c >= 'a' && c <= 'z';
}

static size_t hash(dl_str word) {
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < word.len; i++)
        h = (h ^ (unsigned char)fold(word.at[i])) * 16777619u;
    return h ^ h >> 15;
}

static bool folds_equal(dl_str a, dl_str b) {
    if (a.len != b.len) return false;
    for (size_t i = 0; i < a.len; i++)
        if (fold(a.at[i]) != fold(b.at[i])) return false;
    return true;
}

static bool is_upper(dl_str word) {
    for (size_t i = 0; i < word.len; i++)
        if (is_small(word.at[i])) return false;
    return true;
}

static uint8_t kind_named(dl_str name) {
    for (uint8_t i = 1; i < sizeof kinds / sizeof *kinds; i++)
        if (dl_str_is(name, kinds[i])) return i;
    return DL_NO_ABBREVIATION;
}

/* The first entry of a word that is spelt twice wins. */
static void add(dl_abbreviations *set, dl_str word, uint8_t kind) {
    size_t i = hash(word) & set->mask;
    while (set->entries[i].kind && !dl_str_equal(set->entries[i].word, word))
        i = (i + 1) & set->mask;
    if (!set->entries[i].kind) set->entries[i] = (entry){word, kind};
}

static size_t count_lines(dl_str text) {
    size_t n = 1;
    for (size_t i = 0; i < text.len; i++)
        n += text.at[i] == '\n';
    return n;
}

const dl_abbreviations *dl_abbreviations_make(dl_str list, dl_arena *arena) {
    size_t room = 16;
    while (room < 2 * count_lines(list))
        room *= 2;
    dl_abbreviations *set = dl_arena_alloc(arena, sizeof *set);
    if (!set) return NULL;
    set->mask = room - 1;
    set->entries = dl_arena_zero(arena, room * sizeof *set->entries);
    if (!set->entries) return NULL;
    while (list.len) {
        dl_str kind = dl_str_trim(dl_str_split(&list, '\n'));
        if (dl_str_starts(kind, DL_STR("#"))) continue;
        dl_str word = dl_str_trim(dl_str_split(&kind, '\t'));
        uint8_t number = kind_named(dl_str_trim(kind));
        if (word.len && number) add(set, word, number);
    }
    return set;
}

dl_abbreviation dl_abbreviations_find(const dl_abbreviations *set, dl_str word) {
    if (!set) return DL_NO_ABBREVIATION;
    dl_abbreviation found = DL_NO_ABBREVIATION;
    for (size_t i = hash(word) & set->mask; set->entries[i].kind;
         i = (i + 1) & set->mask) {
        const entry *e = &set->entries[i];
        if (dl_str_equal(e->word, word)) return (dl_abbreviation)e->kind;
        if (!found && word.len > 1 && folds_equal(e->word, word) && is_upper(word))
            found = (dl_abbreviation)e->kind;
    }
    return found;
}
