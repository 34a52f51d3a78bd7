/* token.c - cuts normalised text into tokens.
 *
 * A word of ASCII, the usual case, is measured with one look at 16 bytes. The 64 zero
 * bytes behind the text end every word and make such looks safe. */
#include "text/parts.h"

#include "text/utf8.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { LONGEST = 60000, FIRST_ROOM = 64, LOOK = 16 };

typedef enum class { OTHER, BLANK, BREAK, LETTER, DIGIT, HYPHEN, HIGH } class;

typedef struct cutter {
    const char *at;
    uint32_t len;
    dl_token *tokens;
    uint32_t count, room;
    dl_lines lines;
    dl_arena *arena;
    unsigned flags; /* of the next token */
} cutter;

typedef struct word { /* what a run of letters and digits is made of */
    uint32_t len;
    uint32_t letters, capitals;
    bool small, digit, high, capital_first;
} word;

__extension__ static const uint8_t classes[256] = {
    ['\t'] = BLANK,         ['\n'] = BREAK,        ['\v'] = BLANK,
    ['\f'] = BLANK,         ['\r'] = BLANK,        [' '] = BLANK,
    ['-'] = HYPHEN,         ['0' ... '9'] = DIGIT, ['A' ... 'Z'] = LETTER,
    ['a' ... 'z'] = LETTER, [0x80 ... 0xFF] = HIGH};

static class class_at(const cutter *c, uint32_t at) {
    return (class)classes[(unsigned char)c->at[at]];
}

/* ---- the list ------------------------------------------------------------------------
 */

static bool grow(cutter *c) {
    uint32_t room = c->room * 2;
    dl_token *grown = dl_arena_alloc(c->arena, (size_t)room * sizeof *grown);
    if (!grown) return false;
    memcpy(grown, c->tokens, c->count * sizeof *grown);
    c->tokens = grown;
    c->room = room;
    return true;
}

static void note_line(cutter *c) {
    dl_line *line = DL_PUSH(c->arena, &c->lines);
    if (line) line->first = c->count;
}

static inline bool put(cutter *c, uint32_t at, uint32_t len, dl_token_kind kind,
                       unsigned flags) {
    if (c->count == c->room && !grow(c)) return false;
    if (c->flags & DL_LINE) note_line(c);
    c->tokens[c->count++] = (dl_token){.start = at,
                                       .len = (uint16_t)len,
                                       .kind = (uint8_t)kind,
                                       .flags = (uint8_t)(flags | c->flags)};
    c->flags = 0;
    return true;
}

/* ---- words ----------------------------------------------------------------------------
 */

static void add_ascii(word *w, char c) {
    bool capital = c >= 'A' && c <= 'Z', small = c >= 'a' && c <= 'z';
    if (w->len == 0) w->capital_first = capital;
    w->len++;
    w->letters += capital || small;
    w->capitals += capital;
    w->small |= small;
    w->digit |= !capital && !small;
}

/* False where the character is no part of a word. */
static bool add_high(word *w, const char *at) {
    dl_char c = dl_utf8_read(at);
    dl_char_class k = dl_utf8_class(c.code);
    if (k == DL_CHAR_OTHER || k == DL_CHAR_SPACE) return false;
    bool small = k == DL_CHAR_LOWER || k == DL_CHAR_LETTER;
    if (w->len == 0) w->capital_first = k == DL_CHAR_UPPER;
    w->len += c.len;
    w->high = true;
    w->letters += small || k == DL_CHAR_UPPER;
    w->capitals += k == DL_CHAR_UPPER;
    w->small |= small;
    w->digit |= k == DL_CHAR_DIGIT;
    return true;
}

/* Any word, one character after the other; ends early past the longest. */
static word read_word(const cutter *c, uint32_t at) {
    word w = {0};
    while (at + w.len < c->len && w.len < LONGEST) {
        class k = class_at(c, at + w.len);
        if (k == LETTER || k == DIGIT)
            add_ascii(&w, c->at[at + w.len]);
        else if (k != HIGH || !add_high(&w, c->at + at + w.len))
            break;
    }
    return w;
}

/* Marks stay with the letter they stand on, unless there is no end of them. */
static uint32_t last_edge(const char *at, uint32_t len) {
    uint32_t edge = len;
    for (int tries = 0; tries < 64 && edge > 0; tries++) {
        if (!dl_utf8_extends(dl_utf8_read(at + edge).code)) return edge;
        do
            edge--;
        while (edge > 0 && dl_utf8_continues(at[edge]));
    }
    return len;
}

static bool put_word(cutter *c, uint32_t at, const word *w) {
    unsigned flags = (w->capital_first ? DL_CAP : 0u) | (w->high ? 0u : DL_ASCII) |
                     (w->capitals >= 2 && !w->small ? DL_UPPER : 0u);
    dl_token_kind kind = w->letters ? DL_WORD : w->digit ? DL_NUMBER : DL_PUNCT;
    return put(c, at, w->len, kind, flags);
}

static uint32_t take_long_word(cutter *c, uint32_t at) {
    word w = read_word(c, at);
    if (w.len >= LONGEST) w.len = last_edge(c->at + at, w.len);
    return put_word(c, at, &w) ? w.len : 0;
}

#ifdef __SSE2__

typedef struct look { /* a bit for each of 16 bytes */
    unsigned capitals, letters, words;
} look;

static inline __m128i between(__m128i bytes, char low, char high) {
    return _mm_and_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8((char)(low - 1))),
                         _mm_cmplt_epi8(bytes, _mm_set1_epi8((char)(high + 1))));
}

static inline look look_at(const char *at) {
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
    __m128i capitals = between(bytes, 'A', 'Z');
    __m128i letters = between(_mm_or_si128(bytes, _mm_set1_epi8(0x20)), 'a', 'z');
    __m128i digits = between(bytes, '0', '9');
    return (look){(unsigned)_mm_movemask_epi8(capitals),
                  (unsigned)_mm_movemask_epi8(letters),
                  (unsigned)_mm_movemask_epi8(_mm_or_si128(letters, digits))};
}

/* Takes a word of fewer than 16 bytes of ASCII; else the careful way. */
static inline uint32_t take_word(cutter *c, uint32_t at) {
    look seen = look_at(c->at + at);
    uint32_t len = (uint32_t)__builtin_ctz(~seen.words | 1u << LOOK);
    if (len == LOOK || (unsigned char)c->at[at + len] >= 0x80)
        return take_long_word(c, at);
    unsigned in_word = (1u << len) - 1;
    unsigned capitals = seen.capitals & in_word, letters = seen.letters & in_word;
    bool upper = capitals == letters && (capitals & (capitals - 1)) != 0;
    unsigned flags = DL_ASCII | (capitals & 1 ? DL_CAP : 0u) | (upper ? DL_UPPER : 0u);
    return put(c, at, len, letters ? DL_WORD : DL_NUMBER, flags) ? len : 0;
}

#else

static uint32_t take_word(cutter *c, uint32_t at) {
    return take_long_word(c, at);
}

#endif

/* ---- what is no word
 * ------------------------------------------------------------------- */

/* A sign keeps the marks that stand on it. */
static uint32_t marks_after(const cutter *c, uint32_t at) {
    uint32_t end = at;
    while (end < c->len && end - at < LONGEST / 2 && class_at(c, end) == HIGH) {
        dl_char mark = dl_utf8_read(c->at + end);
        if (dl_utf8_class(mark.code) != DL_CHAR_MARK) break;
        end += mark.len;
    }
    return end - at;
}

static bool is_dash(int32_t code) {
    return (code >= 0x2013 && code <= 0x2015) || code == 0x2E3A || code == 0x2E3B;
}

static uint32_t take_sign(cutter *c, uint32_t at) {
    uint32_t marks = marks_after(c, at + 1);
    return put(c, at, 1 + marks, DL_PUNCT, marks ? 0 : DL_ASCII) ? 1 + marks : 0;
}

/* Two or more hyphens in a row are a dash. */
static uint32_t take_hyphens(cutter *c, uint32_t at) {
    uint32_t len = 1;
    while (c->at[at + len] == '-' && len < LONGEST)
        len++;
    if (len == 1) return take_sign(c, at);
    return put(c, at, len, DL_DASH, DL_ASCII) ? len : 0;
}

/* White space beyond ASCII was folded away. */
static uint32_t take_high(cutter *c, uint32_t at) {
    dl_char_class k = dl_utf8_class(dl_utf8_read(c->at + at).code);
    if (k != DL_CHAR_OTHER && k != DL_CHAR_SPACE) return take_long_word(c, at);
    dl_char sign = dl_utf8_read(c->at + at);
    uint32_t len = sign.len + marks_after(c, at + sign.len);
    return put(c, at, len, is_dash(sign.code) ? DL_DASH : DL_PUNCT, 0) ? len : 0;
}

static uint32_t take(cutter *c, uint32_t at, class k) {
    switch (k) {
    case LETTER:
    case DIGIT:
        return take_word(c, at);
    case HYPHEN:
        return take_hyphens(c, at);
    case HIGH:
        return take_high(c, at);
    default:
        return take_sign(c, at);
    }
}

static void note_break(cutter *c) {
    if (c->flags & DL_LINE) c->flags |= DL_PARAGRAPH;
    c->flags |= DL_LINE | DL_SPACE;
}

static bool cut(cutter *c) {
    c->flags = DL_LINE | DL_PARAGRAPH;
    for (uint32_t at = 0; at < c->len;) {
        class k = class_at(c, at);
        if (k == BLANK) {
            c->flags |= DL_SPACE;
            at++;
        } else if (k == BREAK) {
            note_break(c);
            at++;
        } else {
            uint32_t len = take(c, at, k);
            if (!len) return false;
            at += len;
        }
    }
    return !c->arena->failed;
}

bool dl_tokens_cut(dl_text *text, dl_lines *lines, dl_arena *arena) {
    cutter c = {.at = text->norm.at, .len = (uint32_t)text->norm.len, .arena = arena};
    c.room = c.len / 4 + FIRST_ROOM;
    c.tokens = dl_arena_alloc(arena, (size_t)c.room * sizeof *c.tokens);
    if (!c.tokens || !cut(&c)) return false;
    text->tokens = c.tokens;
    text->token_count = c.count;
    *lines = c.lines;
    return true;
}
