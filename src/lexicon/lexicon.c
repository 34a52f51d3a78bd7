/* lexicon.c - builds and reads a block: header, slots, entries, texts.
 *
 * Slots are open addressing over the keys; a slot holds the number of the first entry of
 * a key plus 1, and above it as many bits of the key as there is room for, so that most
 * keys that no entry has are told without a look at an entry. A second table tells how
 * far entries that begin with a word may reach; bits tell of most pairs of words that no
 * entry begins with them; and of two letters, in which lists an entry begins with them.
 */
#include "lexicon/lexicon.h"

#include <stdlib.h>

#include "base/hash.h"
#include "text/fold.h"

enum { MAGIC = 0x584C4431, HASH_VERSION = 4, BITS_EACH = 8 }; /* "1DLX" */

typedef struct header {
    uint32_t magic, hash_version;
    uint32_t entry_count, slot_mask, reach_mask, pair_mask, text_len;
    uint32_t list_count;
    uint32_t slots, reaches, pairs, letters, entries, texts; /* offsets */
} header;

/* How a folded word may begin: one letter alone, or two. */
enum { ALONE = 26, BEGINNINGS = 26 * 27, LETTERS_ROW = (BEGINNINGS + 7) / 8 };

typedef struct reach {
    uint64_t word;
    uint32_t words, pad;
} reach;

static const header *head_of(dl_lexicon lexicon) {
    return (const header *)(const void *)lexicon.bytes;
}

/* The part of a slot that holds an entry's number; the rest is of the key. */
static uint32_t number_mask(const header *h) {
    return h->entry_count ? UINT32_MAX >> __builtin_clz(h->entry_count) : 0;
}

static uint32_t tag_of(uint64_t key, uint32_t numbers) {
    return (uint32_t)(key >> 32) & ~numbers;
}

static const dl_entry *entries_of(dl_lexicon lexicon) {
    return (const dl_entry *)(const void *)(lexicon.bytes + head_of(lexicon)->entries);
}

bool dl_name_word(dl_str *rest, uint64_t *hash) {
    while (rest->len && (rest->at[0] == ' ' || rest->at[0] == '-'))
        rest->at++, rest->len--;
    if (!rest->len) return false;
    size_t len = 0;
    bool possessive = rest->len >= 2 && rest->at[0] == '\'' && rest->at[1] == 's' &&
                      (rest->len == 2 || rest->at[2] == ' ' || rest->at[2] == '-');
    if (possessive) {
        len = 2;
        *hash = dl_hash_str(DL_STR("'s"));
    } else {
        while (len < rest->len && rest->at[len] != ' ' && rest->at[len] != '-') {
            bool at_possessive = rest->at[len] == '\'' && len && len + 1 < rest->len &&
                                 rest->at[len + 1] == 's' &&
                                 (len + 2 == rest->len || rest->at[len + 2] == ' ' ||
                                  rest->at[len + 2] == '-');
            if (at_possessive) break;
            if (rest->at[len] == ',' && len) break;
            len++;
            if (rest->at[len - 1] == ',') break;
        }
        *hash = dl_fold_hash(dl_str_cut(*rest, 0, len));
    }
    rest->at += len;
    rest->len -= len;
    return true;
}

uint64_t dl_name_key(dl_str name, uint32_t *words) {
    uint64_t key = 0, hash;
    uint32_t count = 0;
    while (dl_name_word(&name, &hash)) {
        key = dl_hash_add(key, hash);
        count++;
    }
    if (words) *words = count;
    return key;
}

static int letter_number(char c) {
    char lower = (char)(c | 32);
    return lower >= 'a' && lower <= 'z' ? lower - 'a' : -1;
}

/* The number of a beginning that folding leaves as it is but for its case; -1: of any
 * other. */
static int beginning_of(dl_str text) {
    int first = text.len ? letter_number(text.at[0]) : -1;
    bool alone = text.len == 1 || text.at[1] == ' ' || text.at[1] == '-';
    int second = first < 0 ? -1 : alone ? ALONE : letter_number(text.at[1]);
    return second < 0 ? -1 : first * (ALONE + 1) + second;
}

/* ---- building ---- */

static bool is_upper_ascii(char c) {
    return c >= 'A' && c <= 'Z';
}
static bool is_lower_ascii(char c) {
    return c >= 'a' && c <= 'z';
}

/* Capital A-Z, or the lead bytes of capital letters in Latin-1, Latin Extended, Greek and
 * Cyrillic: a non-ASCII first letter counts as a capital, since lists write names so. */
static bool begins_with_capital(dl_str text) {
    return text.len && (is_upper_ascii(text.at[0]) || (unsigned char)text.at[0] >= 0xC3);
}

static uint8_t shape_of(dl_str text) {
    uint8_t shape = 0;
    size_t letters = 0, upper = 0;
    for (size_t i = 0; i < text.len; i++) {
        upper += is_upper_ascii(text.at[i]);
        letters += is_upper_ascii(text.at[i]) || is_lower_ascii(text.at[i]) ||
                   (unsigned char)text.at[i] >= 0x80;
    }
    if (begins_with_capital(text)) shape |= DL_SHAPE_CAP;
    if (upper == letters && letters >= 2 && letters <= 3) shape |= DL_SHAPE_UPPER;
    if (text.len && text.at[text.len - 1] == '.') shape |= DL_SHAPE_DOT;
    return shape;
}

typedef struct draft {
    dl_entry entry;
    uint64_t first_word, pair; /* its first word, and the key of its first two */
    size_t order;
} draft;

static int by_key(const void *left, const void *right) {
    const draft *a = left, *b = right;
    if (a->entry.key != b->entry.key) return a->entry.key < b->entry.key ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

static uint32_t put_text(char *texts, uint32_t *used, dl_str text) {
    uint32_t at = *used;
    if (text.len) memcpy(texts + at, text.at, text.len);
    texts[at + text.len] = '\0';
    *used += (uint32_t)text.len + 1;
    return at;
}

static void put_reach(reach *table, uint32_t mask, uint64_t word, uint32_t words) {
    uint32_t at = (uint32_t)word & mask;
    while (table[at].words && table[at].word != word)
        at = (at + 1) & mask;
    table[at].word = word;
    if (table[at].words < words) table[at].words = words;
}

static uint64_t pair_key(uint64_t first_word, dl_str rest) {
    uint64_t second;
    dl_name_word(&rest, &second);
    return dl_hash_add(dl_hash_add(0, first_word), second);
}

static size_t make_drafts(const dl_lexicon_item *items, size_t count, draft *drafts,
                          char *texts, uint32_t *text_len) {
    size_t made = 0;
    *text_len = 1; /* offset 0 means: none */
    texts[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        uint32_t words;
        uint64_t key = dl_name_key(items[i].text, &words);
        if (!words || words > 255) continue;
        dl_str rest = items[i].text;
        draft *d = &drafts[made];
        *d = (draft){.order = i};
        dl_name_word(&rest, &d->first_word);
        if (words > 1) d->pair = pair_key(d->first_word, rest);
        d->entry.key = key;
        d->entry.list = items[i].list;
        d->entry.words = (uint8_t)words;
        d->entry.shape = shape_of(items[i].text);
        d->entry.text = put_text(texts, text_len, items[i].text);
        if (items[i].value.at) d->entry.value = put_text(texts, text_len, items[i].value);
        made++;
    }
    return made;
}

static void put_letters(uint8_t *rows, const dl_lexicon_item *item) {
    char folded[DL_FOLD_MAX];
    dl_str text = item->text;
    while (text.len && (text.at[0] == ' ' || text.at[0] == '-'))
        text = dl_str_cut(text, 1, text.len);
    int beginning = beginning_of((dl_str){folded, dl_fold(text, folded, sizeof folded)});
    if (beginning < 0) return;
    rows[(size_t)item->list * LETTERS_ROW + (size_t)beginning / 8] |=
        (uint8_t)(1 << beginning % 8);
}

static uint32_t lists_of(const dl_lexicon_item *items, size_t count) {
    uint32_t lists = 0;
    for (size_t i = 0; i < count; i++)
        if (items[i].list >= lists) lists = items[i].list + 1u;
    return lists;
}

static size_t count_longer(const draft *drafts, size_t count) {
    size_t longer = 0;
    for (size_t i = 0; i < count; i++)
        longer += drafts[i].entry.words > 1;
    return longer;
}

static uint32_t align64(uint32_t at) {
    return (at + 63) & ~(uint32_t)63;
}

static void fill_block(char *bytes, const header *h, draft *drafts, const char *texts) {
    memcpy(bytes, h, sizeof *h);
    memcpy(bytes + h->texts, texts, h->text_len);
    uint32_t *slots = (uint32_t *)(void *)(bytes + h->slots), numbers = number_mask(h);
    reach *reaches = (reach *)(void *)(bytes + h->reaches);
    uint8_t *pairs = (uint8_t *)bytes + h->pairs;
    dl_entry *entries = (dl_entry *)(void *)(bytes + h->entries);
    for (uint32_t i = 0; i < h->entry_count; i++) {
        entries[i] = drafts[i].entry;
        entries[i].next =
            i + 1 < h->entry_count && drafts[i + 1].entry.key == drafts[i].entry.key;
        if (drafts[i].entry.words > 1) {
            uint32_t bit = (uint32_t)drafts[i].pair & h->pair_mask;
            put_reach(reaches, h->reach_mask, drafts[i].first_word,
                      drafts[i].entry.words);
            pairs[bit / 8] |= (uint8_t)(1 << bit % 8);
        }
        if (i && drafts[i - 1].entry.key == drafts[i].entry.key) continue;
        uint32_t at = (uint32_t)drafts[i].entry.key & h->slot_mask;
        while (slots[at])
            at = (at + 1) & h->slot_mask;
        slots[at] = (i + 1) | tag_of(drafts[i].entry.key, numbers);
    }
}

bool dl_lexicon_build(const dl_lexicon_item *items, size_t count, dl_arena *arena,
                      dl_lexicon *out) {
    size_t text_room = 1;
    for (size_t i = 0; i < count; i++)
        text_room += items[i].text.len + items[i].value.len + 2;
    dl_arena work = {0};
    draft *drafts = dl_arena_alloc(&work, (count + 1) * sizeof *drafts);
    char *texts = dl_arena_alloc(&work, text_room);
    if (!drafts || !texts) {
        dl_arena_free(&work);
        arena->failed = true;
        return false;
    }
    header h = {.magic = MAGIC, .hash_version = HASH_VERSION};
    h.entry_count = (uint32_t)make_drafts(items, count, drafts, texts, &h.text_len);
    qsort(drafts, h.entry_count, sizeof *drafts, by_key);
    h.slot_mask = dl_hash_mask(h.entry_count);
    h.reach_mask = dl_hash_mask(count_longer(drafts, h.entry_count));
    h.slots = align64(sizeof h);
    h.reaches = align64(h.slots + (h.slot_mask + 1) * (uint32_t)sizeof(uint32_t));
    h.pair_mask = dl_hash_mask(count_longer(drafts, h.entry_count) * BITS_EACH);
    h.pairs = align64(h.reaches + (h.reach_mask + 1) * (uint32_t)sizeof(reach));
    h.list_count = lists_of(items, count);
    h.letters = align64(h.pairs + (h.pair_mask + 1) / 8);
    h.entries = align64(h.letters + h.list_count * LETTERS_ROW);
    h.texts = align64(h.entries + h.entry_count * (uint32_t)sizeof(dl_entry));
    out->len = align64(h.texts + h.text_len);
    char *bytes = dl_arena_zero(arena, out->len);
    if (bytes) fill_block(bytes, &h, drafts, texts);
    for (size_t i = 0; bytes && i < count; i++)
        put_letters((uint8_t *)bytes + h.letters, &items[i]);
    out->bytes = bytes;
    dl_arena_free(&work);
    return bytes != NULL;
}

bool dl_lexicon_valid(dl_lexicon lexicon) {
    if (lexicon.len < sizeof(header)) return false;
    const header *h = head_of(lexicon);
    return h->magic == MAGIC && h->hash_version == HASH_VERSION &&
           (uint64_t)h->texts + h->text_len <= lexicon.len;
}

/* ---- reading ---- */

const dl_entry *dl_lexicon_find(dl_lexicon lexicon, uint64_t key) {
    const header *h = head_of(lexicon);
    const uint32_t *slots = (const uint32_t *)(const void *)(lexicon.bytes + h->slots);
    uint32_t numbers = number_mask(h), tag = tag_of(key, numbers);
    for (uint32_t at = (uint32_t)key & h->slot_mask; slots[at];
         at = (at + 1) & h->slot_mask) {
        if ((slots[at] & ~numbers) != tag) continue;
        const dl_entry *entry = &entries_of(lexicon)[(slots[at] & numbers) - 1];
        if (entry->key == key) return entry;
    }
    return NULL;
}

bool dl_lexicon_may_begin(dl_lexicon lexicon, uint64_t pair) {
    const header *h = head_of(lexicon);
    uint32_t bit = (uint32_t)pair & h->pair_mask;
    return (uint8_t)lexicon.bytes[h->pairs + bit / 8] >> bit % 8 & 1;
}

bool dl_lexicon_may_have(dl_lexicon lexicon, uint32_t list, dl_str text) {
    const header *h = head_of(lexicon);
    int beginning = beginning_of(text);
    if (list >= h->list_count) return false;
    if (beginning < 0) return true;
    const uint8_t *row = (const uint8_t *)lexicon.bytes + h->letters + list * LETTERS_ROW;
    return row[beginning / 8] >> beginning % 8 & 1;
}

uint32_t dl_lexicon_reach(dl_lexicon lexicon, uint64_t word) {
    const header *h = head_of(lexicon);
    const reach *table = (const reach *)(const void *)(lexicon.bytes + h->reaches);
    for (uint32_t at = (uint32_t)word & h->reach_mask; table[at].words;
         at = (at + 1) & h->reach_mask)
        if (table[at].word == word) return table[at].words;
    return 0;
}

const char *dl_entry_text(dl_lexicon lexicon, const dl_entry *entry) {
    return lexicon.bytes + head_of(lexicon)->texts + entry->text;
}

const char *dl_entry_value(dl_lexicon lexicon, const dl_entry *entry) {
    return lexicon.bytes + head_of(lexicon)->texts + entry->value;
}

dl_str dl_value_field(const char *value, unsigned index) {
    dl_str rest = dl_str_from(value);
    while (index-- && rest.at)
        dl_str_split(&rest, '\t');
    return rest.at ? dl_str_split(&rest, '\t') : (dl_str){"", 0};
}
