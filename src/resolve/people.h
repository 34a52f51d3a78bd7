/* people.h - the persons that an article has named so far, by the words of their names.
 */
#ifndef DL_RESOLVE_PEOPLE_H
#define DL_RESOLVE_PEOPLE_H

#include "resolve/person.h"

enum { DL_BEARERS_MOST = 16 }; /* of one name that are looked at */

typedef struct dl_known_person {
    dl_person_name name; /* of the fullest mention */
    dl_person_facts facts;
    bool relative;
    char sex;
    size_t first;                     /* mention in full */
    uint32_t mentions;                /* in full */
    uint32_t next_family, next_given; /* persons filed before under the word, plus 1 */
    uint32_t next_sound;
} dl_known_person;

typedef struct dl_filed_word {
    uint64_t word;
    uint32_t family, given, sound;   /* newest person with it, plus 1 */
    uint32_t any;                    /* first person with it anywhere, plus 1 */
    uint32_t latest, latest_mention; /* whose full name was met last, plus 1 */
} dl_filed_word;

typedef struct dl_people {
    dl_scan *scan;
    dl_arena *arena; /* of names that stay */
    DL_ARRAY(dl_known_person) persons;
    dl_filed_word *words;
    uint32_t mask;
} dl_people;

/* Room for the persons of so many mentions. False without memory. */
bool dl_people_make(dl_people *people, dl_scan *scan, size_t mentions, dl_arena *arena);

/* Who is filed under the word (or sound) of a name; never NULL. */
dl_filed_word *dl_people_slot(const dl_people *people, uint64_t word);

/* The number of the person who may have this full name, or -1. */
int32_t dl_people_find(const dl_people *people, const dl_person_name *name);

/* Files a new person under the words of the name; its number, or -1 without memory. */
int32_t dl_people_add(dl_people *people, dl_str text, const dl_person_name *name);

/* Another full name of the person: the longer one is kept. */
void dl_people_take(dl_people *people, uint32_t number, dl_str text,
                    const dl_person_name *name);

/* Which word is the family name; that word; the given name. */
uint32_t dl_person_family_at(const dl_known_person *p);
uint64_t dl_person_family(const dl_known_person *p);
uint64_t dl_person_given(const dl_known_person *p);

#endif
