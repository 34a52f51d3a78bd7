/* fold.c - lower case without diacritics, letter by letter. */
#include "text/fold.h"

#include <utf8proc.h>

#include "base/hash.h"

/* Letters whose stroke or ligature is no combining mark, and what newspapers write. */
static const struct {
    int32_t letter;
    const char *plain;
} strokes[] = {
    {0x00DF, "ss"}, {0x00E6, "ae"}, {0x00F0, "d"}, {0x00F8, "o"},
    {0x00FE, "th"}, {0x0111, "d"},  {0x0127, "h"}, {0x0131, "i"},
    {0x0142, "l"},  {0x0153, "oe"}, {0x0167, "t"}, {0x0259, "a"},
};

static size_t append(char *out, size_t size, size_t len, const char *bytes,
                     size_t count) {
    if (len + count > size) return len;
    memcpy(out + len, bytes, count);
    return len + count;
}

static size_t fold_letter(int32_t letter, char *out, size_t size, size_t len) {
    utf8proc_int32_t parts[16];
    int last = 0;
    utf8proc_ssize_t count =
        utf8proc_decompose_char(utf8proc_tolower(letter), parts, 16,
                                UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK, &last);
    for (utf8proc_ssize_t i = 0; i < count && i < 16; i++) {
        const char *plain = NULL;
        for (size_t s = 0; s < sizeof strokes / sizeof *strokes; s++)
            if (strokes[s].letter == parts[i]) plain = strokes[s].plain;
        if (plain) {
            len = append(out, size, len, plain, strlen(plain));
            continue;
        }
        utf8proc_uint8_t bytes[4];
        utf8proc_ssize_t n = utf8proc_encode_char(parts[i], bytes);
        len = append(out, size, len, (const char *)bytes, (size_t)n);
    }
    return len;
}

size_t dl_fold(dl_str word, char *out, size_t size) {
    size_t len = 0;
    for (size_t i = 0; i < word.len && len < size;) {
        unsigned char c = (unsigned char)word.at[i];
        if (c < 0x80) {
            i++;
            if (c == '.' || c == '\'') continue;
            out[len++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
            continue;
        }
        utf8proc_int32_t letter;
        utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)word.at + i,
                                              (utf8proc_ssize_t)(word.len - i), &letter);
        if (n <= 0) {
            i++;
            continue;
        }
        i += (size_t)n;
        len = fold_letter(letter, out, size, len);
    }
    return len;
}

uint64_t dl_fold_hash(dl_str word) {
    char folded[DL_FOLD_MAX];
    return dl_hash_bytes(folded, dl_fold(word, folded, sizeof folded));
}

bool dl_is_capital(dl_str text) {
    utf8proc_int32_t letter;
    if (!text.len || utf8proc_iterate((const utf8proc_uint8_t *)text.at,
                                      (utf8proc_ssize_t)text.len, &letter) <= 0)
        return false;
    utf8proc_category_t category = utf8proc_category(letter);
    return category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT;
}

/* ---- whole names ------------------------------------------------------------------- */

typedef DL_ARRAY(int32_t) letters;

/* Decomposed, without combining marks, in lower case: in this order, letter by letter. */
static void add_plain(dl_arena *arena, letters *out, int32_t letter) {
    enum { MOST = 32 };
    utf8proc_int32_t parts[MOST], lower[MOST];
    int last = 0;
    utf8proc_ssize_t count = utf8proc_decompose_char(
        letter, parts, MOST, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, &last);
    for (utf8proc_ssize_t i = 0; i < count && i < MOST; i++) {
        if (utf8proc_get_property(parts[i])->combining_class) continue;
        utf8proc_ssize_t n =
            utf8proc_decompose_char(parts[i], lower, MOST, UTF8PROC_CASEFOLD, &last);
        for (utf8proc_ssize_t k = 0; k < n && k < MOST; k++) {
            int32_t *slot = DL_PUSH(arena, out);
            if (slot) *slot = lower[k];
        }
    }
}

static bool is_word_letter(int32_t letter) {
    utf8proc_category_t category = utf8proc_category(letter);
    return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
           (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO);
}

/* The index of the ) that closes the ( at i on its line, or i. */
static size_t closing(const letters *in, size_t i) {
    for (size_t k = i + 1; k < in->count && in->items[k] != '\n'; k++)
        if (in->items[k] == ')') return k;
    return i;
}

dl_str dl_fold_name(dl_str name, dl_arena *arena) {
    letters plain = {0};
    for (size_t i = 0; i < name.len;) {
        utf8proc_int32_t letter;
        utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)name.at + i,
                                              (utf8proc_ssize_t)(name.len - i), &letter);
        i += n > 0 ? (size_t)n : 1;
        if (n > 0) add_plain(arena, &plain, letter);
    }
    char *out = dl_arena_alloc(arena, plain.count * 4 + 2);
    size_t len = 0;
    if (!out || arena->failed) return (dl_str){NULL, 0};
    for (size_t i = 0; i < plain.count; i++) {
        if (plain.items[i] == '(') i = closing(&plain, i);
        if (is_word_letter(plain.items[i]))
            len += (size_t)utf8proc_encode_char(plain.items[i],
                                                (utf8proc_uint8_t *)out + len);
        else if (len && out[len - 1] != '\n')
            out[len++] = '\n';
    }
    if (len && out[len - 1] != '\n') out[len++] = '\n';
    return (dl_str){out, len};
}
