/* decode.c - bytes of any kind become well-formed UTF-8.
 *
 * What is ill-formed becomes U+FFFD as often as Python's errors="replace" would write it.
 * UTF-16 is known by its mark, or by the zeros of its ASCII; Windows-1252 by high bytes
 * that are no UTF-8 and stand alone where letters and quotes stand. */
#include "text/map.h"

#include "text/bytes.h"
#include "text/utf8.h"

static const char replacement[] = "\xEF\xBF\xBD";

enum { REPLACEMENT = 0xFFFD };

/* ---- UTF-8 ----------------------------------------------------------------------- */

/* How many bytes at the start are well-formed. */
static size_t well_formed(dl_str text) {
    size_t at = 0;
    while (at < text.len) {
        at += dl_bytes_ascii(text.at + at, text.len - at);
        while (at < text.len && (unsigned char)text.at[at] >= 0x80) {
            dl_char c = dl_utf8_decode(text.at + at, text.len - at);
            if (c.code < 0) return at;
            at += c.len;
        }
    }
    return at;
}

static size_t count_ill_formed(dl_str text) {
    size_t count = 0;
    for (size_t at = well_formed(text); at < text.len;) {
        at += dl_utf8_decode(text.at + at, text.len - at).len;
        count++;
        at += well_formed(dl_str_cut(text, at, text.len));
    }
    return count;
}

static bool replace_ill_formed(dl_str text, dl_arena *arena, dl_decoded *out) {
    size_t room = text.len + 2 * count_ill_formed(text);
    char *copy = dl_arena_alloc(arena, room);
    if (!copy) return false;
    size_t used = 0;
    for (size_t at = 0; at < text.len;) {
        size_t good = well_formed(dl_str_cut(text, at, text.len));
        memcpy(copy + used, text.at + at, good);
        used += good;
        at += good;
        if (at == text.len) break;
        size_t bad = dl_utf8_decode(text.at + at, text.len - at).len;
        memcpy(copy + used, replacement, 3);
        dl_breaks_add(&out->breaks, arena, used, used + 3, at, at + bad);
        used += 3;
        at += bad;
    }
    out->article = (dl_str){copy, used};
    return !arena->failed;
}

/* ---- Windows-1252 ---------------------------------------------------------------- */

/* The codes of bytes 0x80 to 0x9F; 0: not in use. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

static int32_t code_of_1252(unsigned char c) {
    return c < 0x80 || c >= 0xA0 ? c : windows_1252[c - 0x80];
}

/* A byte that Western prose has among its ASCII: a letter, a quote, a dash, a few signs.
 */
static bool is_common_1252(unsigned char c) {
    if (c >= 0xC0) return c != 0xD7 && c != 0xF7;
    return (c >= 0x91 && c <= 0x97) ||
           strchr("\x80\x85\x99\xA0\xA3\xA7\xA9\xAB\xAE\xB0\xB4\xB7"
                  "\xBB\xBC\xBD\xBE\xBF\xA1",
                  c) != NULL;
}

typedef struct high_bytes {
    size_t all, common, alone, unused;
    size_t ill_formed, well_formed; /* sequences, read as UTF-8 */
} high_bytes;

static void note_high_byte(high_bytes *seen, dl_str text, size_t at) {
    unsigned char c = (unsigned char)text.at[at];
    seen->all++;
    seen->common += is_common_1252(c);
    seen->unused += code_of_1252(c) == 0;
    seen->alone += (at == 0 || (unsigned char)text.at[at - 1] < 0x80) &&
                   (at + 1 == text.len || (unsigned char)text.at[at + 1] < 0x80);
}

static high_bytes study_high_bytes(dl_str text) {
    high_bytes seen = {0};
    for (size_t at = 0; at < text.len;) {
        at += dl_bytes_ascii(text.at + at, text.len - at);
        if (at == text.len) break;
        dl_char c = dl_utf8_decode(text.at + at, text.len - at);
        if (c.code < 0)
            seen.ill_formed++;
        else
            seen.well_formed++;
        for (uint32_t i = 0; i < c.len; i++)
            note_high_byte(&seen, text, at + i);
        at += c.len;
    }
    return seen;
}

/* Asked of text that is not well-formed. Some sequences that are say broken UTF-8; so do
 * bytes that 1252 does not use, or that stand in heaps. */
static bool looks_like_1252(dl_str text) {
    high_bytes seen = study_high_bytes(text);
    return seen.unused == 0 && seen.well_formed * 10 <= seen.ill_formed &&
           seen.common * 10 >= seen.all * 9 && seen.alone * 10 >= seen.all * 7 &&
           seen.all * 3 <= text.len;
}

static bool decode_1252(dl_str text, dl_arena *arena, dl_decoded *out) {
    char *copy = dl_arena_alloc(arena, text.len * 3);
    if (!copy) return false;
    size_t used = 0;
    for (size_t at = 0; at < text.len;) {
        size_t plain = dl_bytes_ascii(text.at + at, text.len - at);
        memcpy(copy + used, text.at + at, plain);
        used += plain;
        at += plain;
        if (at < text.len)
            used +=
                dl_utf8_write(code_of_1252((unsigned char)text.at[at++]), copy + used);
    }
    out->encoding = DL_WINDOWS_1252;
    out->article = (dl_str){copy, used};
    return true;
}

/* ---- UTF-16 ---------------------------------------------------------------------- */

static uint32_t unit_at(dl_str text, size_t i, bool big) {
    uint32_t first = (unsigned char)text.at[i], second = (unsigned char)text.at[i + 1];
    return big ? first << 8 | second : second << 8 | first;
}

static bool is_high(uint32_t unit) {
    return unit >= 0xD800 && unit < 0xDC00;
}
static bool is_low(uint32_t unit) {
    return unit >= 0xDC00 && unit < 0xE000;
}

/* The character at byte i, of which at least one is left. */
static dl_char utf16_char(dl_str text, size_t i, bool big) {
    size_t left = text.len - i;
    if (left == 1) return (dl_char){REPLACEMENT, 1};
    uint32_t unit = unit_at(text, i, big);
    if (!is_high(unit) && !is_low(unit)) return (dl_char){(int32_t)unit, 2};
    if (is_low(unit)) return (dl_char){REPLACEMENT, 2};
    if (left < 4) return (dl_char){REPLACEMENT, (uint32_t)left};
    uint32_t next = unit_at(text, i + 2, big);
    if (!is_low(next)) return (dl_char){REPLACEMENT, 2};
    return (dl_char){(int32_t)(0x10000 + ((unit - 0xD800) << 10) + (next - 0xDC00)), 4};
}

static bool decode_utf16(dl_str text, bool big, dl_arena *arena, dl_decoded *out) {
    char *copy = dl_arena_alloc(arena, text.len / 2 * 3 + 3);
    if (!copy) return false;
    size_t used = 0;
    for (size_t i = 0; i < text.len;) {
        dl_char c = utf16_char(text, i, big);
        used += dl_utf8_write(c.code, copy + used);
        i += c.len;
    }
    out->encoding = big ? DL_UTF16_BIG : DL_UTF16_LITTLE;
    out->article = (dl_str){copy, used};
    return true;
}

/* English in UTF-16 has a zero in nearly every unit, always on the same side. */
static bool looks_like_utf16(dl_str text, bool *big) {
    enum { LEAST = 8, FIRST = 32, LOOK = 2048 };
    if (text.len < LEAST) return false;
    if (!memchr(text.at, '\0', text.len < FIRST ? text.len : FIRST)) return false;
    size_t units = (text.len < LOOK ? text.len : LOOK) / 2, zeros[2] = {0, 0};
    for (size_t i = 0; i < 2 * units; i++)
        zeros[i % 2] += text.at[i] == '\0';
    *big = zeros[0] > zeros[1];
    return zeros[!*big] * 10 >= units * 7 && zeros[*big] * 20 <= units;
}

/* ---- which it is ------------------------------------------------------------------ */

static bool decode_utf8(dl_str text, bool raw, dl_arena *arena, dl_decoded *out) {
    out->encoding = DL_UTF8;
    out->article = text;
    if (well_formed(text) == text.len) return true;
    if (raw && looks_like_1252(text)) return decode_1252(text, arena, out);
    return replace_ill_formed(text, arena, out);
}

static bool decode_raw(dl_str text, dl_arena *arena, dl_decoded *out) {
    static const struct {
        dl_str mark;
        dl_encoding encoding;
    } marks[] = {{{"\xEF\xBB\xBF", 3}, DL_UTF8},
                 {{"\xFF\xFE", 2}, DL_UTF16_LITTLE},
                 {{"\xFE\xFF", 2}, DL_UTF16_BIG}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (!dl_str_starts(text, marks[i].mark)) continue;
        out->skipped = marks[i].mark.len;
        dl_str rest = dl_str_cut(text, out->skipped, text.len);
        if (marks[i].encoding == DL_UTF8) return decode_utf8(rest, false, arena, out);
        return decode_utf16(rest, marks[i].encoding == DL_UTF16_BIG, arena, out);
    }
    bool big;
    if (looks_like_utf16(text, &big)) return decode_utf16(text, big, arena, out);
    return decode_utf8(text, true, arena, out);
}

bool dl_decode(const char *bytes, size_t len, bool raw, dl_arena *arena,
               dl_decoded *out) {
    dl_str text = {len ? bytes : "", len};
    *out = (dl_decoded){0};
    if (!(raw ? decode_raw(text, arena, out) : decode_utf8(text, false, arena, out)))
        return false;
    out->ascii = dl_bytes_ascii(out->article.at, out->article.len) == out->article.len;
    return true;
}
