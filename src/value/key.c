/* key.c - one name for a person or place over many articles, to count by.
 *
 * A place is its GeoNames entry; what has none, and a person, is its name folded (case
 * and diacritics do not count) with its words parted by hyphens. */
#include "text/fold.h"
#include "value/value.h"

static const char *folded_key(const char *kind, const char *name, dl_arena *arena) {
    size_t len = strlen(name), at = strlen(kind);
    char *out = dl_arena_alloc(arena, at + len * 4 + 2);
    if (!out) return NULL;
    memcpy(out, kind, at);
    bool first = true;
    for (dl_str rest = dl_str_from(name); rest.at;) {
        dl_str word = dl_str_split(&rest, ' ');
        if (!word.len) continue;
        if (!first) out[at++] = '-';
        first = false;
        at += dl_fold(word, out + at, word.len * 4);
    }
    out[at] = '\0';
    return out;
}

const char *dl_value_key(const dateline_value *value, dl_arena *arena) {
    const dateline_place *place = value->place;
    if (place && place->geonames)
        return dl_arena_format(arena, "geonames:%s", place->geonames);
    if (place && place->name) return folded_key("place:", place->name, arena);
    if (value->person && value->person->name)
        return folded_key("person:", value->person->name, arena);
    return NULL;
}
