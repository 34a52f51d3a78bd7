/* utf8.c - decodes a character as Python does; asks utf8proc for properties and NFC. */
#include "text/utf8.h"

#include <utf8proc.h>

dl_char dl_utf8_decode(const char *at, size_t len) {
    const unsigned char *s = (const unsigned char *)at;
    unsigned lead = s[0];
    if (lead < 0x80) return (dl_char){(int32_t)lead, 1};
    if (lead < 0xC2 || lead > 0xF4) return (dl_char){-1, 1};
    uint32_t more = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    /* Of the second byte alone: no overlong forms, surrogates, or codes past U+10FFFF. */
    unsigned low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    unsigned high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    int32_t code = (int32_t)(lead & (0x3Fu >> more));
    for (uint32_t i = 1; i <= more; i++) {
        if (i >= len || s[i] < low || s[i] > high) return (dl_char){-1, i};
        code = code << 6 | (s[i] & 0x3F);
        low = 0x80;
        high = 0xBF;
    }
    return (dl_char){code, more + 1};
}

static const uint8_t classes[] = {
    [UTF8PROC_CATEGORY_LU] = DL_CHAR_UPPER,  [UTF8PROC_CATEGORY_LT] = DL_CHAR_UPPER,
    [UTF8PROC_CATEGORY_LL] = DL_CHAR_LOWER,  [UTF8PROC_CATEGORY_LM] = DL_CHAR_LETTER,
    [UTF8PROC_CATEGORY_LO] = DL_CHAR_LETTER, [UTF8PROC_CATEGORY_NL] = DL_CHAR_LETTER,
    [UTF8PROC_CATEGORY_MN] = DL_CHAR_MARK,   [UTF8PROC_CATEGORY_MC] = DL_CHAR_MARK,
    [UTF8PROC_CATEGORY_ME] = DL_CHAR_MARK,   [UTF8PROC_CATEGORY_ND] = DL_CHAR_DIGIT,
    [UTF8PROC_CATEGORY_ZS] = DL_CHAR_SPACE,  [UTF8PROC_CATEGORY_ZL] = DL_CHAR_SPACE,
    [UTF8PROC_CATEGORY_ZP] = DL_CHAR_SPACE,  [UTF8PROC_CATEGORY_CO] = DL_CHAR_OTHER};

static bool is_ascii_space(int32_t code) {
    return code == ' ' || (code >= '\t' && code <= '\r');
}

dl_char_class dl_utf8_class(int32_t code) {
    if (is_ascii_space(code)) return DL_CHAR_SPACE;
    return (dl_char_class)classes[utf8proc_get_property(code)->category];
}

static bool is_vowel_jamo(int32_t code) {
    return code >= 0x1160 && code < 0x11A8;
}
static bool is_final_jamo(int32_t code) {
    return code >= 0x11A8 && code < 0x1200;
}

/* A Hangul syllable that has no final consonant yet. */
static bool is_open_syllable(int32_t code) {
    return code >= 0xAC00 && code <= 0xD7A3 && (code - 0xAC00) % 28 == 0;
}

/* Hangul letters compose with the one right before them alone, so they join nothing else.
 */
static bool joins_jamo(int32_t before, int32_t code) {
    if (is_vowel_jamo(code)) return before >= 0x1100 && before < 0x1160;
    return is_final_jamo(code) && (is_vowel_jamo(before) || is_open_syllable(before));
}

bool dl_utf8_extends(int32_t before, int32_t code) {
    if (code < 0x300) return false;
    const utf8proc_property_t *property = utf8proc_get_property(code);
    return property->combining_class != 0 ||
           classes[property->category] == DL_CHAR_MARK || joins_jamo(before, code);
}

size_t dl_utf8_decompose(int32_t code, int32_t out[DL_UTF8_DECOMPOSED]) {
    int boundary = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char(
        code, out, DL_UTF8_DECOMPOSED, UTF8PROC_DECOMPOSE | UTF8PROC_STABLE, &boundary);
    if (n >= 1 && n <= DL_UTF8_DECOMPOSED) return (size_t)n;
    out[0] = code;
    return 1;
}

/* Canonical order: stable, by combining class, and nothing passes a class of zero. */
static void order_marks(int32_t *codes, size_t n) {
    for (size_t i = 1; i < n; i++) {
        int32_t code = codes[i];
        int class = utf8proc_get_property(code)->combining_class;
        size_t to = i;
        while (class && to > 0 &&
               utf8proc_get_property(codes[to - 1])->combining_class > class) {
            codes[to] = codes[to - 1];
            to--;
        }
        codes[to] = code;
    }
}

size_t dl_utf8_compose(int32_t *codes, size_t n) {
    order_marks(codes, n);
    utf8proc_ssize_t composed = utf8proc_normalize_utf32(
        codes, (utf8proc_ssize_t)n, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
    return composed > 0 ? (size_t)composed : n;
}
