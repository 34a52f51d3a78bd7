/* name.c - value functions of names, and the split of a person's name.
 *
 * Name order is not assumed: a family name that stands first (Xi Jinping, Nguyen Phu
 * Trong) is told by resolve/, which knows the lists. */
#include "value/name.h"

#include "value/kinds.h"

static const char *const person_params[] = {"name", "title", "suffix", NULL};
static const char *const place_params[] = {"name", "region", NULL};
static const char *const part_params[] = {NULL};

const dl_value_fn dl_name_fns[] = {{"person", person_params, DL_VALUE_PERSON},
                                   {"place", place_params, DL_VALUE_PLACE},
                                   {"parts", part_params, DL_VALUE_PARTS},
                                   {NULL, NULL, 0}};

/* Particles stay with the family name that follows. */
static size_t family_start(dl_str name, dl_is_particle_fn is_particle, const void *user) {
    size_t start = name.len;
    for (;;) {
        size_t from = start;
        while (from && name.at[from - 1] == ' ')
            from--;
        while (from && name.at[from - 1] != ' ')
            from--;
        if (from == 0) return start < name.len ? start : 0;
        dl_str word = dl_str_trim(dl_str_cut(name, from, start));
        if (start < name.len && !is_particle(word, user)) return start;
        start = from;
    }
}

void dl_name_split(dl_str name, bool family_first, dl_is_particle_fn is_particle,
                   const void *user, dl_str *given, dl_str *family) {
    *given = *family = (dl_str){NULL, 0};
    dl_str rest = name, first = dl_str_split(&rest, ' ');
    if (!rest.at) return;
    if (family_first) {
        *family = first;
        *given = dl_str_trim(rest);
        return;
    }
    size_t at = family_start(name, is_particle, user);
    if (!at) return;
    *family = dl_str_cut(name, at, name.len);
    *given = dl_str_trim(dl_str_cut(name, 0, at));
}
