/* page_charset.c - pages are UTF-8, or say what else they are, or are Windows-1252.
 *
 * What is valid UTF-8 is UTF-8, whatever the page says: pages that lie are many, texts
 * that are valid by chance are none. */
#include "input/page_tree.h"

#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <strings.h>

enum { LOOK_MOST = 2048, NAME_MOST = 40 };

static bool is_tail(dl_str text, size_t i) {
    return i < text.len && ((unsigned char)text.at[i] & 0xC0) == 0x80;
}

/* Near enough: surrogates and overlong forms are left to the parser, which replaces them.
 */
static bool is_utf8(dl_str text) {
    for (size_t i = 0; i < text.len;) {
        unsigned char c = (unsigned char)text.at[i++];
        if (c < 0x80) continue;
        int tails = c >= 0xF0 && c <= 0xF4 ? 3 : c >= 0xE0 ? 2 : 1;
        if (c < 0xC2 || c > 0xF4) return false;
        while (tails--)
            if (!is_tail(text, i++)) return false;
    }
    return true;
}

static bool is_name(char c) {
    return dl_is_digit(c) || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '-' || c == '_';
}

/* What follows "charset=" near the start. */
static bool declared(dl_str text, char name[NAME_MOST]) {
    static const char key[] = "charset=";
    size_t most = text.len < LOOK_MOST ? text.len : LOOK_MOST, len = 0;
    for (size_t i = 0; i + sizeof key < most; i++) {
        if (strncasecmp(text.at + i, key, sizeof key - 1) != 0) continue;
        i += sizeof key - 1;
        if (text.at[i] == '"' || text.at[i] == '\'') i++;
        while (i < most && is_name(text.at[i]) && len + 1 < NAME_MOST)
            name[len++] = text.at[i++];
        name[len] = '\0';
        return len > 0;
    }
    return false;
}

/* What cannot be converted becomes a question mark, and the rest goes on. */
static bool convert(iconv_t to_utf8, dl_str bytes, dl_arena *arena, dl_str *out) {
    size_t room = bytes.len * 4 + 16, left = room, rest = bytes.len;
    char *copy = dl_arena_alloc(arena, room), *to = copy;
    char *from = (char *)(uintptr_t)bytes.at;
    while (copy && rest && left) {
        if (iconv(to_utf8, &from, &rest, &to, &left) != (size_t)-1) break;
        if (errno != EILSEQ || !rest || !left) break;
        from++, rest--;
        *to++ = '?', left--;
    }
    *out = (dl_str){copy, room - left};
    return copy != NULL;
}

/* Where the system knows no character sets, the bytes are Latin-1. */
static bool from_latin(dl_str bytes, dl_arena *arena, dl_str *out) {
    unsigned char *copy = dl_arena_alloc(arena, 2 * bytes.len + 1), *to = copy;
    for (size_t i = 0; copy && i < bytes.len; i++) {
        unsigned char c = (unsigned char)bytes.at[i];
        if (c >= 0x80) *to++ = (unsigned char)(0xC0 | c >> 6);
        *to++ = c < 0x80 ? c : (unsigned char)(0x80 | (c & 0x3F));
    }
    *out = (dl_str){(const char *)copy, (size_t)(to - copy)};
    return copy != NULL;
}

static bool from_set(const char *name, dl_str bytes, dl_arena *arena, dl_str *out,
                     bool *good) {
    iconv_t to_utf8 = iconv_open("UTF-8", name);
    if (to_utf8 == (iconv_t)-1) return false;
    *good = convert(to_utf8, bytes, arena, out);
    iconv_close(to_utf8);
    return true;
}

/* What HTML calls Latin-1 is Windows-1252. */
static bool is_western(const char *name) {
    return strcasecmp(name, "iso-8859-1") == 0 || strcasecmp(name, "latin1") == 0 ||
           strcasecmp(name, "us-ascii") == 0 || strcasecmp(name, "ascii") == 0 ||
           strcasecmp(name, "utf-8") == 0 || strcasecmp(name, "utf8") == 0;
}

bool dl_page_decode(dl_str bytes, dl_arena *arena, dl_str *out) {
    char name[NAME_MOST];
    bool good = true;
    bool wide = dl_str_starts(bytes, DL_STR("\xFF\xFE")) ||
                dl_str_starts(bytes, DL_STR("\xFE\xFF"));
    if (wide && from_set("UTF-16", bytes, arena, out, &good)) return good;
    if (dl_str_starts(bytes, DL_STR("\xEF\xBB\xBF")))
        bytes = dl_str_cut(bytes, 3, bytes.len);
    *out = bytes;
    if (is_utf8(bytes)) return true;
    bool says = declared(bytes, name);
    if (says && strncasecmp(name, "utf", 3) == 0) return true; /* the parser mends it */
    if (says && !is_western(name) && from_set(name, bytes, arena, out, &good))
        return good;
    if (from_set("CP1252", bytes, arena, out, &good)) return good;
    return from_latin(bytes, arena, out);
}
