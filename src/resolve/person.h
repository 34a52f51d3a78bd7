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

/* A word's spelling with what transliterations disagree about taken out (list
 * respelling); 0 for short words, where that would be chance. */
uint64_t dl_person_sound(const dl_scan *scan, dl_str word);

/* True where the family name stands first: Xi Jinping, Nguyen Phu Trong. */
bool dl_person_family_first(const dl_scan *scan, const dl_person_name *name);

#endif
