/* map.h - how places in one form of a text map to places in the form before it. */
#ifndef DL_TEXT_MAP_H
#define DL_TEXT_MAP_H

#include "base/array.h"
#include "text/text.h"

/* Between two breaks the lengths are equal and places map one to one, or they differ and
 * the stretch maps as a whole. Before the first one nothing has shifted. */
typedef struct dl_break {
    uint32_t to,
        from; /* a byte of the new form, and the byte of the old one it came from */
} dl_break;

typedef DL_ARRAY(dl_break) dl_breaks;

/* Notes that bytes from..from_end became bytes to..to_end; stretches come in rising
 * order. Without memory the arena is marked. */
void dl_breaks_add(dl_breaks *breaks, dl_arena *arena, size_t to, size_t to_end,
                   size_t from, size_t from_end);

typedef enum dl_encoding {
    DL_UTF8,
    DL_UTF16_LITTLE,
    DL_UTF16_BIG,
    DL_WINDOWS_1252
} dl_encoding;

typedef struct dl_decoded {
    dl_str article;
    dl_encoding encoding;
    size_t skipped; /* bytes of a byte order mark */
    bool ascii;
    dl_breaks breaks; /* article to input after the mark; UTF-8 alone needs them */
} dl_decoded;

/* Reads bytes of any kind into well-formed UTF-8: the article. False without memory. */
bool dl_decode(const char *bytes, size_t len, bool raw, dl_arena *arena, dl_decoded *out);

/* The map of a text whose article and input_bytes are set; NULL without memory. */
const dl_origin_map *dl_origin_map_make(const dl_text *text, const dl_decoded *decoded,
                                        const dl_breaks *normal, dl_arena *arena);

#endif
