/* person.h - a person's name as words, and when two names are one person's. */
#ifndef DL_RESOLVE_PERSON_H
#define DL_RESOLVE_PERSON_H

#include "resolve/link.h"

enum { DL_PERSON_WORDS = 8 };

typedef struct dl_person_name {
    uint64_t words[DL_PERSON_WORDS]; /* folded */
    dl_str surface[DL_PERSON_WORDS];
    char letter[DL_PERSON_WORDS];  /* the first, folded */
    bool initial[DL_PERSON_WORDS]; /* an initial, or several: J., J.K. */
    uint32_t count;
    bool family_alone; /* particles and one word, or a hyphen: van der Berg, Amoako-Attah
                        */
    dl_str suffix;     /* Jr., KC, or none */
} dl_person_name;

/* The words of a surface; particles that begin it and a suffix are no words of their own.
 */
dl_person_name dl_person_name_of(const dl_scan *scan, dl_str surface);

/* True where both are full names, and nothing in them speaks against one person: given
 * names are the same, an initial of, or a nickname of each other; middle names and
 * suffixes agree where both have them. Spelt otherwise (Zelensky, Zelenskyy) counts with
 * sound. */
bool dl_person_same(const dl_scan *scan, const dl_person_name *a, const dl_person_name *b,
                    bool sound);

/* "Karimi Qodousi" of "Javad Karimi Qodousi", "Van Dam" of "Jan van Dam": the end of a
 * longer name, the given name gone. */
bool dl_person_is_end(const dl_scan *scan, const dl_person_name *part,
                      const dl_person_name *whole);

/* True of van, de, al: words that stay with the family name behind them. */
bool dl_person_particle(const dl_scan *scan, dl_str word);

/* True of a given name that is not as common a family name: Jane, not García. */
bool dl_person_is_given(const dl_scan *scan, dl_str word);

/* A word's spelling with what transliterations disagree about taken out (list
 * respelling); 0 for short words, where that would be chance. */
uint64_t dl_person_sound(const dl_scan *scan, dl_str word);

/* The title before a mention. */
typedef struct dl_person_title {
    const char *text; /* or NULL */
    bool shared;      /* in the plural, of all whose names follow */
    char sex;         /* m, f, or 0: Mr and Queen tell, President does not */
} dl_person_title;

/* The titles of mentions in text order, as many as mentions; NULL without memory. */
dl_person_title *dl_person_titles(dl_scan *scan, dl_mention **mentions, size_t count,
                                  dl_arena *arena);

/* m or f where a common given name tells, else 0. */
char dl_person_sex(const dl_scan *scan, const dl_person_name *name);

/* True where the family name stands first: Xi Jinping, Nguyen Phu Trong. */
bool dl_person_family_first(const dl_scan *scan, const dl_person_name *name);

/* What is known of a person when all mentions are linked. */
typedef struct dl_person_facts {
    const char *text; /* the fullest name */
    bool family_first;
    const char *title, *office; /* before a mention; behind one */
    const char *family; /* how the article calls them by two words or more, or NULL */
    dl_str suffix;
} dl_person_facts;

/* Name, given and family name, title. On the arena; NULL without memory. */
const dateline_person *dl_person_value(const dl_scan *scan, const dl_person_facts *facts,
                                       dl_arena *arena);

#endif
