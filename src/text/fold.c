/* fold.c - lower case without diacritics, letter by letter. */
#include "text/fold.h"

#include <utf8proc.h>

#include "base/hash.h"

/* Letters whose stroke or ligature is no combining mark, and what newspapers write. */
static const struct {
    int32_t letter;
    const char *plain;
} strokes[] = {
    {0x00DF, "ss"}, {0x00E6, "ae"}, {0x00F0, "d"},  {0x00F8, "o"},  {0x00FE, "th"},
    {0x0111, "d"},  {0x0127, "h"},  {0x0131, "i"},  {0x0142, "l"},  {0x0153, "oe"},
    {0x0167, "t"},  {0x0259, "a"},
};

static size_t append(char *out, size_t size, size_t len, const char *bytes, size_t count) {
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
