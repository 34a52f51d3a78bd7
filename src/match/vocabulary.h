/* vocabulary.h - what is known of each distinct word: its letter case, which word classes
 * it is in, how it bears on a name beside it. Found out at a word's first sight and kept;
 * one vocabulary for a thread. */
#ifndef DL_MATCH_VOCABULARY_H
#define DL_MATCH_VOCABULARY_H

#include "base/table.h"
#include "rules/rules.h"

enum dl_word_fact {
    DL_FACT_CONNECTOR = 1, /* may stand between the words of a name */
    DL_FACT_PARTICLE = 2,  /* a lower-case word that a person's name may begin with */
    DL_FACT_ORDINARY = 4,  /* a word of the language, in lower case */
    DL_FACT_KNOWN = 8,     /* some list knows it */
    DL_FACT_LOOKUP = 16,   /* an entry of a look-up rule may begin here */
    DL_FACT_CAP = 32,
    DL_FACT_UPPER = 64,
    DL_FACT_SUFFIX = 128, /* stands behind a family name: Jr., III */
    DL_FACT_TITLE = 256,  /* a title by itself: President */
    DL_FACT_DIGIT = 512,
    DL_FACT_INNER_CAP = 1024, /* A to Z behind the first letter */
    DL_FACT_DOT = 2048,
    DL_FACT_FUNCTION = 4096, /* the, of, and: what every English text is full of */
    DL_FACT_COUNTRY = 8192,  /* tells of a country: Kenyan, sheriff */
    DL_FACT_SPORT = 16384,   /* league, innings: what reports on sport are full of */
    DL_FACT_ENTRY = 32768    /* alone it is an entry of a look-up rule */
};

typedef struct dl_word {     /* what is asked most stands together */
    const dl_weights *roles; /* by dl_role, clues on one word alone; NULL until needed */
    dl_class_set classes;
    uint64_t fold;
    uint16_t
        clue_roles; /* bits of roles in which its classes start clues with conditions */
    uint16_t facts; /* dl_word_fact */
    uint8_t reach;  /* words of the longest entry that begins with it, if two or more */
    const dl_entry *entry; /* the first of this one word, or NULL */
    dl_str text;
} dl_word;

/* What the table of words holds of a word: its number, the low bits of its fold, facts.
 */
typedef struct dl_known_word {
    uint32_t number;
    uint16_t fold, facts;
} dl_known_word;

typedef struct dl_vocabulary dl_vocabulary;

/* The rules outlive it. NULL without memory. */
dl_vocabulary *dl_vocabulary_new(const dateline_rules *rules);
void dl_vocabulary_free(dl_vocabulary *vocabulary);

/* Forgets all words when there are too many (hostile input), which is true; to be called
 * between texts. */
bool dl_vocabulary_trim(dl_vocabulary *vocabulary);

/* How many words it has: their numbers are below. */
uint32_t dl_vocabulary_count(const dl_vocabulary *vocabulary);

/* Begins to fetch what dl_vocabulary_find will need soon. */
void dl_vocabulary_expect(const dl_vocabulary *vocabulary, dl_str text);

/* False without memory. */
bool dl_vocabulary_find(dl_vocabulary *vocabulary, dl_str text, dl_known_word *out);

/* The word's number, or UINT32_MAX without memory. */
uint32_t dl_vocabulary_word(dl_vocabulary *vocabulary, dl_str text);

/* The facts of all words, close together, by a word's number; until the next is added. */
const uint16_t *dl_vocabulary_facts(const dl_vocabulary *vocabulary);

/* NULL where no text has had a word yet. */
const dl_word *dl_vocabulary_at(const dl_vocabulary *vocabulary, uint32_t word);

/* Fills the word's roles and clue_roles: the summed weights of clues on it, by role. */
void dl_vocabulary_roles(dl_vocabulary *vocabulary, uint32_t word);

/* The classes that an entry with this value is in. */
void dl_classes_add(const dateline_rules *rules, const dl_entry *entry,
                    dl_class_set *out);

static inline bool dl_class_has(const dl_class_set *set, int number) {
    return set->bits[number / 64] >> (number % 64) & 1;
}

#endif
