/* utf8.h - one character at a time: its code, its bytes, what kind it is. */
#ifndef DL_TEXT_UTF8_H
#define DL_TEXT_UTF8_H

#include "base/str.h"

typedef struct dl_char {
    int32_t code; /* -1: an ill-formed sequence */
    uint32_t len; /* bytes; of an ill-formed one the maximal subpart, as Python counts */
} dl_char;

/* The character at the start of len > 0 bytes of any kind. */
dl_char dl_utf8_decode(const char *at, size_t len);

/* The character at the start of well-formed UTF-8. */
static inline dl_char dl_utf8_read(const char *at) {
    const unsigned char *s = (const unsigned char *)at;
    if (s[0] < 0x80) return (dl_char){s[0], 1};
    if (s[0] < 0xE0) return (dl_char){(s[0] & 0x1F) << 6 | (s[1] & 0x3F), 2};
    if (s[0] < 0xF0)
        return (dl_char){(s[0] & 0x0F) << 12 | (s[1] & 0x3F) << 6 | (s[2] & 0x3F), 3};
    return (dl_char){(s[0] & 0x07) << 18 | (s[1] & 0x3F) << 12 | (s[2] & 0x3F) << 6 |
                         (s[3] & 0x3F),
                     4};
}

static inline bool dl_utf8_continues(char c) {
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* Writes a Unicode scalar value, at most four bytes; returns how many. */
static inline size_t dl_utf8_write(int32_t code, char *out) {
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        out[0] = (char)(0xC0 | code >> 6);
        out[1] = (char)(0x80 | (code & 0x3F));
        return 2;
    }
    if (code < 0x10000) {
        out[0] = (char)(0xE0 | code >> 12);
        out[1] = (char)(0x80 | (code >> 6 & 0x3F));
        out[2] = (char)(0x80 | (code & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | code >> 18);
    out[1] = (char)(0x80 | (code >> 12 & 0x3F));
    out[2] = (char)(0x80 | (code >> 6 & 0x3F));
    out[3] = (char)(0x80 | (code & 0x3F));
    return 4;
}

typedef enum dl_char_class {
    DL_CHAR_OTHER, /* punctuation, symbols, controls, unassigned */
    DL_CHAR_SPACE,
    DL_CHAR_UPPER, /* upper or title case letter */
    DL_CHAR_LOWER,
    DL_CHAR_LETTER, /* without case */
    DL_CHAR_MARK,
    DL_CHAR_DIGIT
} dl_char_class;

dl_char_class dl_utf8_class(int32_t code);

/* True when code may compose or change places with before, which stands right before it.
 */
bool dl_utf8_extends(int32_t before, int32_t code);

/* The character that ends at byte at > 0 of well-formed UTF-8. */
static inline int32_t dl_utf8_before(const char *text, size_t at) {
    do
        at--;
    while (at > 0 && dl_utf8_continues(text[at]));
    return dl_utf8_read(text + at).code;
}

enum { DL_UTF8_DECOMPOSED = 4 }; /* the longest canonical decomposition */

/* The full canonical decomposition; returns its length. */
size_t dl_utf8_decompose(int32_t code, int32_t out[DL_UTF8_DECOMPOSED]);

/* Turns decomposed codes into NFC in place and returns the new length. Marks are put in
 * order by insertion, so n should be small. */
size_t dl_utf8_compose(int32_t *codes, size_t n);

#endif
