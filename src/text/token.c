/* token.c - cuts normalised text into tokens.
 *
 * A word of ASCII, the usual case, is measured with one look at 16 bytes. The 64 zero
 * bytes behind the text end every word and make such looks safe. */
#include "text/parts.h"

#include "text/utf8.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { LONGEST = 60000, MOST_MARKS = 4096, FIRST_ROOM = 64 };

typedef enum class { OTHER, BLANK, BREAK, LETTER, DIGIT, HYPHEN, HIGH } class;

typedef struct cutter {
    const char *at;
    uint32_t len;
    dl_token *tokens;
    uint32_t count, room;
    dl_cuts *cuts;
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

static void note_stop(cutter *c) {
    uint32_t *stop = DL_PUSH(c->arena, &c->cuts->stops);
    if (stop) *stop = c->count;
}

static void note_line(cutter *c) {
    dl_line *line = DL_PUSH(c->arena, &c->cuts->lines);
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
        if (!dl_utf8_extends(dl_utf8_before(at, edge), dl_utf8_read(at + edge).code))
            return edge;
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

static uint32_t take_word(cutter *c, uint32_t at) {
    word w = read_word(c, at);
    if (w.len >= LONGEST) w.len = last_edge(c->at + at, w.len);
    return put_word(c, at, &w) ? w.len : 0;
}

/* ---- what is no word
 * ------------------------------------------------------------------- */

/* A sign keeps the marks that stand on it. */
static uint32_t marks_after(const cutter *c, uint32_t at) {
    uint32_t end = at;
    while (end < c->len && end - at < MOST_MARKS && class_at(c, end) == HIGH) {
        dl_char mark = dl_utf8_read(c->at + end);
        if (dl_utf8_class(mark.code) != DL_CHAR_MARK) break;
        end += mark.len;
    }
    return end - at;
}

enum { ELLIPSIS = 0x2026 };

static bool is_dash(int32_t code) {
    return (code >= 0x2013 && code <= 0x2015) || code == 0x2E3A || code == 0x2E3B;
}

static bool is_space_at(const cutter *c, uint32_t at) {
    return at >= c->len || class_at(c, at) == BLANK || class_at(c, at) == BREAK;
}

/* Old wires wrote a dash as an underscore between spaces. */
static bool is_wire_dash(const cutter *c, uint32_t at) {
    return c->at[at] == '_' && c->flags & DL_SPACE && is_space_at(c, at + 1);
}

static uint32_t take_sign(cutter *c, uint32_t at) {
    uint32_t marks = class_at(c, at + 1) == HIGH ? marks_after(c, at + 1) : 0;
    if (marks) return put(c, at, 1 + marks, DL_PUNCT, 0) ? 1 + marks : 0;
    char sign = c->at[at];
    if (sign == '.' || sign == '?' || sign == '!') note_stop(c);
    return put(c, at, 1, is_wire_dash(c, at) ? DL_DASH : DL_PUNCT, DL_ASCII) ? 1 : 0;
}

/* Two or more hyphens in a row are a dash. */
static uint32_t take_hyphens(cutter *c, uint32_t at) {
    uint32_t len = 1;
    while (c->at[at + len] == '-' && len < LONGEST)
        len++;
    if (len == 1) return take_sign(c, at);
    uint32_t marks = marks_after(c, at + len);
    len += marks;
    return put(c, at, len, DL_DASH, marks ? 0 : DL_ASCII) ? len : 0;
}

/* White space beyond ASCII was folded away. */
static uint32_t take_high(cutter *c, uint32_t at) {
    dl_char_class k = dl_utf8_class(dl_utf8_read(c->at + at).code);
    if (k != DL_CHAR_OTHER && k != DL_CHAR_SPACE) return take_word(c, at);
    dl_char sign = dl_utf8_read(c->at + at);
    uint32_t len = sign.len + marks_after(c, at + sign.len);
    if (sign.code == ELLIPSIS) note_stop(c);
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

/* One token, or one byte of white space. */
static bool step(cutter *c, uint32_t *at) {
    class k = class_at(c, *at);
    uint32_t len = 1;
    if (k == BLANK)
        c->flags |= DL_SPACE;
    else if (k == BREAK)
        note_break(c);
    else
        len = take(c, *at, k);
    *at += len;
    return len > 0;
}

static bool cut_by_steps(cutter *c) {
    uint32_t at = 0;
    while (at < c->len)
        if (!step(c, &at)) return false;
    return true;
}

/* ---- 64 bytes at a time
 * ------------------------------------------------------------------ */

#ifdef __SSE2__

enum { BLOCK = 64, LANE = 16 };

typedef struct block { /* a bit for each byte */
    uint64_t words, letters, capitals, spaces, breaks, high;
} block;

static inline __m128i between(__m128i bytes, char low, char high) {
    return _mm_and_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8((char)(low - 1))),
                         _mm_cmplt_epi8(bytes, _mm_set1_epi8((char)(high + 1))));
}

static inline uint64_t bits(__m128i lanes, int shift) {
    return (uint64_t)(unsigned)_mm_movemask_epi8(lanes) << shift;
}

static inline block block_at(const char *at) {
    block b = {0};
    for (int i = 0; i < BLOCK; i += LANE) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(at + i));
        __m128i letters = between(_mm_or_si128(bytes, _mm_set1_epi8(0x20)), 'a', 'z');
        __m128i blank = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(' '));
        b.letters |= bits(letters, i);
        b.words |= bits(_mm_or_si128(letters, between(bytes, '0', '9')), i);
        b.capitals |= bits(between(bytes, 'A', 'Z'), i);
        b.spaces |= bits(_mm_or_si128(blank, between(bytes, '\t', '\r')), i);
        b.breaks |= bits(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n')), i);
        b.high |= bits(bytes, i);
    }
    return b;
}

static inline uint64_t low_bits(uint32_t n) {
    return n < BLOCK ? ((uint64_t)1 << n) - 1 : ~(uint64_t)0;
}

/* Between two tokens of a block there is nothing but white space. */
static inline void note_spaces(cutter *c, const block *b, uint32_t from, uint32_t to) {
    c->flags |= to > from ? DL_SPACE : 0u;
    if (!b->breaks) return;
    for (uint64_t n = b->breaks & low_bits(to) & ~low_bits(from); n; n &= n - 1)
        note_break(c);
}

static inline bool put_ascii(cutter *c, uint32_t at, const block *b, uint32_t start,
                             uint32_t len) {
    uint64_t mask = low_bits(len);
    uint64_t capitals = b->capitals >> start & mask, letters = b->letters >> start & mask;
    bool upper = capitals == letters && (capitals & (capitals - 1)) != 0;
    unsigned flags = DL_ASCII | (capitals & 1 ? DL_CAP : 0u) | (upper ? DL_UPPER : 0u);
    return put(c, at, len, letters ? DL_WORD : DL_NUMBER, flags);
}

/* Takes the tokens that begin in a block, up to one that goes on behind it. What has
 * bytes beyond ASCII is taken by steps. False without memory. */
static bool cut_block(cutter *c, uint32_t *at) {
    block b = block_at(c->at + *at);
    uint32_t base = *at, left = c->len - base, done = 0;
    uint32_t end = left < BLOCK ? left : BLOCK;
    if (b.high & low_bits(end)) end = (uint32_t)__builtin_ctzll(b.high);
    uint64_t starts = ~b.spaces & ~(b.words & b.words << 1) & low_bits(end);
    while (starts) {
        uint32_t start = (uint32_t)__builtin_ctzll(starts), len;
        starts &= starts - 1;
        note_spaces(c, &b, done, start);
        uint64_t after = ~(b.words >> start);
        bool is_word = !(after & 1);
        len = is_word && after ? (uint32_t)__builtin_ctzll(after) : BLOCK;
        if (is_word && start > 0 && start + len >= BLOCK) {
            *at = base + start;
            return true;
        }
        if (is_word && start + len < BLOCK && !(b.high >> (start + len) & 1)) {
            if (!put_ascii(c, base + start, &b, start, len)) return false;
        } else {
            len = take(c, base + start, class_at(c, base + start));
            if (!len) return false;
            starts &= ~low_bits(start + len);
        }
        done = start + len;
    }
    if (done >= end) {
        *at = base + done;
        return true;
    }
    note_spaces(c, &b, done, end);
    *at = base + end;
    return true;
}

static bool cut(cutter *c) {
    uint32_t at = 0;
    while (at < c->len) {
        if ((unsigned char)c->at[at] < 0x80 ? !cut_block(c, &at) : !step(c, &at))
            return false;
    }
    return true;
}

#else

static bool cut(cutter *c) {
    return cut_by_steps(c);
}

#endif

static bool cut_text(dl_text *text, dl_cuts *cuts, dl_arena *arena,
                     bool (*way)(cutter *c)) {
    cutter c = {.at = text->norm.at,
                .len = (uint32_t)text->norm.len,
                .cuts = cuts,
                .arena = arena,
                .flags = DL_LINE | DL_PARAGRAPH};
    c.room = c.len / 4 + FIRST_ROOM;
    c.tokens = dl_arena_alloc(arena, (size_t)c.room * sizeof *c.tokens);
    if (!c.tokens || !way(&c) || arena->failed) return false;
    text->tokens = c.tokens;
    text->token_count = c.count;
    return true;
}

bool dl_tokens_cut(dl_text *text, dl_cuts *cuts, dl_arena *arena) {
    return cut_text(text, cuts, arena, cut);
}

bool dl_tokens_cut_scalar(dl_text *text, dl_cuts *cuts, dl_arena *arena) {
    return cut_text(text, cuts, arena, cut_by_steps);
}
