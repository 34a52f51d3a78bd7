/* person_value.c - a linked person's name, given and family name, and title. */
#include "resolve/person.h"
#include "value/name.h"

static bool is_particle(dl_str word, const void *user) {
    return dl_person_particle(user, word);
}

/* The name without "Jr." and "IV". */
static dl_str without_suffix(const dl_person_facts *facts) {
    dl_str bare = dl_str_from(facts->text);
    if (!facts->suffix.at) return bare;
    bare.len -= facts->suffix.len < bare.len ? facts->suffix.len : 0;
    while (bare.len && (bare.at[bare.len - 1] == ' ' || bare.at[bare.len - 1] == ','))
        bare.len--;
    return bare;
}

/* "Catherine the Great": the last two words are an epithet of the list. */
static dl_str epithet_of(const dl_scan *scan, dl_str name) {
    size_t from = name.len;
    for (int words = 0; from && words < 2; from--)
        words += name.at[from - 1] == ' ';
    dl_str end = dl_str_trim(dl_str_cut(name, from, name.len));
    return from && dl_list_entry(scan->rules, scan->rules->suffix_list, end)
               ? end
               : (dl_str){NULL, 0};
}

/* The article calls Álvaro García Ortega "García Ortega". */
static bool split_as_called(dl_str name, const char *family_name, dl_str *given,
                            dl_str *family) {
    dl_str called = dl_str_from(family_name);
    if (!called.at || name.len <= called.len || !dl_str_ends(name, called)) return false;
    *given = dl_str_trim(dl_str_cut(name, 0, name.len - called.len));
    *family = called;
    return true;
}

const dateline_person *dl_person_value(const dl_scan *scan, const dl_person_facts *facts,
                                       dl_arena *arena) {
    dateline_person *value = dl_arena_zero(arena, sizeof *value);
    if (!value) return NULL;
    dl_str given, family, bare = without_suffix(facts), suffix = facts->suffix;
    dl_str epithet = epithet_of(scan, bare);
    if (epithet.at) {
        suffix = epithet;
        bare = dl_str_trim(dl_str_cut(bare, 0, bare.len - epithet.len));
    }
    if (!split_as_called(bare, facts->family, &given, &family))
        dl_name_split(bare, facts->family_first, is_particle, scan, &given, &family);
    if (!given.at && suffix.at) given = bare; /* Charles III */
    value->name = facts->text;
    value->given = given.at ? dl_arena_text(arena, given) : NULL;
    value->family = family.at ? dl_arena_text(arena, family) : NULL;
    value->title = facts->title ? facts->title : facts->office;
    value->suffix = suffix.at ? dl_arena_text(arena, suffix) : NULL;
    return value;
}
