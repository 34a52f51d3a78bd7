/* lexicon.h - word lists of any size as one block of read-only bytes without pointers.
 *
 * A block is built once (when the program is made, or when a rule file is loaded) and
 * then mapped or linked in. A look-up goes by the folded words of a name (text/fold.h):
 * hyphens part words, dots and apostrophes fall away, a possessive 's is a word of its
 * own. Its cost does not depend on the number of entries. */
#ifndef DL_LEXICON_LEXICON_H
#define DL_LEXICON_LEXICON_H

#include "base/array.h"

typedef struct dl_lexicon { /* a view; the bytes belong to the caller */
    const char *bytes;
    size_t len;
} dl_lexicon;

typedef struct dl_entry {
    uint64_t key;   /* over the folded words */
    uint32_t text;  /* offset of the surface as listed, ends in NUL */
    uint32_t value; /* offset of the rest of its line, ends in NUL; 0: none */
    uint16_t list;  /* number given at building */
    uint8_t words;
    uint8_t shape; /* dl_entry_shape bits */
    uint32_t next; /* 1: the next entry has the same key */
} dl_entry;

enum dl_entry_shape {
    DL_SHAPE_CAP = 1,   /* the text must begin with a capital */
    DL_SHAPE_UPPER = 2, /* the text must be all upper case: US, UN */
    DL_SHAPE_DOT = 4    /* a dot ends the surface and belongs to the mention: Calif. */
};

typedef struct dl_lexicon_item { /* what a list hands over for building */
    dl_str text, value;          /* value.at NULL: none */
    uint16_t list;
} dl_lexicon_item;

/* Builds a block on the arena; entries of one key stay in the order given. False without
 * memory. */
bool dl_lexicon_build(const dl_lexicon_item *items, size_t count, dl_arena *arena,
                      dl_lexicon *out);

/* True when the bytes are a block that this program can read. */
bool dl_lexicon_valid(dl_lexicon lexicon);

/* The first entry with that key, or NULL; go on while entry->next. */
const dl_entry *dl_lexicon_find(dl_lexicon lexicon, uint64_t key);

/* The most words (two or more) of an entry that begins with this folded word and goes on;
 * 0: none does. */
uint32_t dl_lexicon_reach(dl_lexicon lexicon, uint64_t first_word);

/* May an entry begin with the two words of this key? False: none does, which saves
 * looking for longer ones; true of few pairs that none begins with. */
bool dl_lexicon_may_begin(dl_lexicon lexicon, uint64_t pair);

/* May the list have an entry whose key is this text's? By its first two letters: false
 * saves folding and looking. */
bool dl_lexicon_may_have(dl_lexicon lexicon, uint32_t list, dl_str text);

const char *dl_entry_text(dl_lexicon lexicon, const dl_entry *entry);
const char *dl_entry_value(dl_lexicon lexicon, const dl_entry *entry); /* "" where none */

/* The field of a value, counted from 0, fields parted by tabs; empty past the last. */
dl_str dl_value_field(const char *value, unsigned index);

/* Cuts the next word of a name off *rest: folded hash in *hash. False at the end. Used
 * for entries; the text's own words are cut by the segmenter in the same way. */
bool dl_name_word(dl_str *rest, uint64_t *hash);

/* The key of a whole name, and its number of words. */
uint64_t dl_name_key(dl_str name, uint32_t *words);

#endif
