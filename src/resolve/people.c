/* people.c - the persons of an article, filed under the words of their names, so that
 * each mention finds those who may bear its name by a fixed number of questions. */
#include "resolve/people.h"

#include "base/hash.h"

enum { NAMED_BY = 12 }; /* keys that a person is filed under, at most */

bool dl_people_make(dl_people *people, dl_scan *scan, size_t mentions, dl_arena *arena) {
    *people = (dl_people){.scan = scan, .arena = arena};
    people->mask = dl_hash_mask(mentions * NAMED_BY);
    people->words =
        dl_arena_zero(scan->arena, ((size_t)people->mask + 1) * sizeof *people->words);
    return people->words != NULL;
}

dl_filed_word *dl_people_slot(const dl_people *people, uint64_t word) {
    uint32_t at = (uint32_t)word & people->mask;
    while (people->words[at].word && people->words[at].word != word)
        at = (at + 1) & people->mask;
    people->words[at].word = word;
    return &people->words[at];
}

uint32_t dl_person_family_at(const dl_known_person *p) {
    return p->facts.family_first ? 0 : p->name.count - 1;
}

uint64_t dl_person_family(const dl_known_person *p) {
    return p->name.words[dl_person_family_at(p)];
}

uint64_t dl_person_given(const dl_known_person *p) {
    return p->name.words[p->facts.family_first ? p->name.count - 1 : 0];
}

/* "Rosa Jiménez Prado" may be called Jiménez later, and Margaret "Peggy" Quill Peggy;
 * nobody goes by a given name in the middle. */
static void file_words(dl_people *people, uint32_t number, const dl_person_name *name) {
    for (uint32_t i = 0; i < name->count; i++) {
        bool called = !i || name->surface[i].at[-1] == '"' ||
                      !dl_person_is_given(people->scan, name->surface[i]);
        dl_filed_word *slot = dl_people_slot(people, name->words[i]);
        if (!slot->any && called && !name->initial[i]) slot->any = number + 1;
    }
}

static void file_person(dl_people *people, uint32_t number) {
    dl_known_person *p = &people->persons.items[number];
    file_words(people, number, &p->name);
    dl_filed_word *family = dl_people_slot(people, dl_person_family(p));
    p->next_family = family->family;
    family->family = number + 1;
    uint64_t sound =
        dl_person_sound(people->scan, p->name.surface[dl_person_family_at(p)]);
    if (sound) {
        dl_filed_word *spelt = dl_people_slot(people, sound);
        p->next_sound = spelt->sound;
        spelt->sound = number + 1;
    }
    if (p->name.count < 2) return;
    dl_filed_word *given = dl_people_slot(people, dl_person_given(p));
    p->next_given = given->given;
    given->given = number + 1;
}

static int32_t find_same(const dl_people *people, uint32_t first,
                         const dl_person_name *name, bool sound) {
    for (uint32_t n = first, seen = 0; n && seen < DL_BEARERS_MOST; seen++) {
        const dl_known_person *p = &people->persons.items[n - 1];
        if (dl_person_same(people->scan, &p->name, name, sound)) return (int32_t)n - 1;
        n = sound ? p->next_sound : p->next_family;
    }
    return -1;
}

int32_t dl_people_find(const dl_people *people, const dl_person_name *name) {
    int32_t found =
        find_same(people, dl_people_slot(people, name->words[name->count - 1])->family,
                  name, false);
    if (found < 0)
        found = find_same(people, dl_people_slot(people, name->words[0])->family, name,
                          false);
    if (found >= 0) return found;
    uint64_t sound = dl_person_sound(people->scan, name->surface[name->count - 1]);
    return sound ? find_same(people, dl_people_slot(people, sound)->sound, name, true)
                 : -1;
}

int32_t dl_people_add(dl_people *people, dl_str text, const dl_person_name *name) {
    dl_known_person *p = DL_PUSH(people->scan->arena, &people->persons);
    if (!p) return -1;
    p->name = *name;
    p->facts.text = dl_name_text(text, people->arena);
    p->facts.suffix = name->suffix;
    p->facts.family_first = dl_person_family_first(people->scan, name);
    p->sex = dl_person_sex(people->scan, name);
    file_person(people, (uint32_t)people->persons.count - 1);
    return (int32_t)people->persons.count - 1;
}

/* "García Ortega" of "Álvaro García Ortega" is how the article calls him. */
static void note_family(dl_people *people, dl_known_person *p, dl_str text,
                        const dl_person_name *name) {
    if (dl_person_is_end(people->scan, name, &p->name))
        p->facts.family = dl_name_text(text, people->arena);
    else if (dl_person_is_end(people->scan, &p->name, name))
        p->facts.family = p->facts.text;
}

void dl_people_take(dl_people *people, uint32_t number, dl_str text,
                    const dl_person_name *name) {
    dl_known_person *p = &people->persons.items[number];
    note_family(people, p, text, name);
    if (!p->facts.suffix.at) p->facts.suffix = name->suffix;
    if (name->count < p->name.count ||
        (name->count == p->name.count && text.len <= strlen(p->facts.text)))
        return;
    p->name = *name;
    p->facts.text = dl_name_text(text, people->arena);
    file_words(people, number, name);
}
