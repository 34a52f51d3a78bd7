/* name.h - a person's name in its parts. */
#ifndef DL_VALUE_NAME_H
#define DL_VALUE_NAME_H

#include "base/str.h"

typedef bool (*dl_is_particle_fn)(dl_str word, const void *user);

/* Cuts a full name into given and family name; both .at NULL when it is one word. */
void dl_name_split(dl_str name, bool family_first, dl_is_particle_fn is_particle,
                   const void *user, dl_str *given, dl_str *family);

#endif
