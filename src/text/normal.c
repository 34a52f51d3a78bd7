/* normal.c - the text that rules read: NFC, with typography folded to ASCII.
 *
 * Plain bytes are copied in runs. Where something else stands, one character with the
 * marks that belong to it is decomposed, folded and composed on a fixed buffer, which
 * gives what NFC of the whole text would. Folding comes before composing: a full-width
 * equals sign with a stroke is the same as a plain one with it. */
#include "text/map.h"

#include "text/bytes.h"
#include "text/utf8.h"

enum {
    MOST_MARKS = 30, /* of one character: UAX #15's stream-safe bound */
    MOST_CODES = DL_UTF8_DECOMPOSED * 2 + MOST_MARKS + 2,
    MOST_BYTES = MOST_CODES * 4,
    PADDING = 64,
    EN_DASH = 0x2013
};

typedef enum kind {
    PLAIN,  /* copied as it is, unless marks follow */
    FOLD,   /* changes */
    EXTEND, /* belongs to the character before it */
    DROP    /* leaves no trace */
} kind;

/* ---- folds ------------------------------------------------------------------------ */

typedef struct fold {
    uint16_t first, last; /* codes */
    char to[4];           /* "": dropped */
} fold;

static const fold folds[] = {
    {0x000D, 0x000D, "\n"},   {0x0060, 0x0060, "'"},  /* CR; backtick */
    {0x0085, 0x0085, "\n"},   {0x00A0, 0x00A0, " "},  /* next line; no-break space */
    {0x00AB, 0x00AB, "\""},   {0x00AD, 0x00AD, ""},   /* guillemet; soft hyphen */
    {0x00B4, 0x00B4, "'"},    {0x00BB, 0x00BB, "\""}, /* acute accent; guillemet */
    {0x02B9, 0x02B9, "'"},    {0x02BB, 0x02BD, "'"}, /* modifier prime, okina, apostrophes
                                                      */
    {0x061C, 0x061C, ""},     {0x1680, 0x1680, " "}, /* Arabic letter mark; Ogham space */
    {0x180E, 0x180E, ""},     {0x2000, 0x200A, " "}, /* vowel separator; en quad … hair */
    {0x200B, 0x200F, ""},     {0x2010, 0x2012, "-"}, /* zero width, marks; hyphen … figure
                                                      */
    {0x2018, 0x2019, "'"},    {0x201A, 0x201B, "'"},  /* single quotes */
    {0x201C, 0x201F, "\""},   {0x2028, 0x2028, "\n"}, /* double quotes; line separator */
    {0x2029, 0x2029, "\n\n"}, {0x202A, 0x202E, ""},   /* paragraph; bidi embedding */
    {0x202F, 0x202F, " "},    {0x2032, 0x2032, "'"},  /* narrow no-break space; prime */
    {0x2033, 0x2033, "\""},   {0x2035, 0x2035, "'"},  /* double, reversed prime */
    {0x2036, 0x2036, "\""},   {0x2039, 0x203A, "'"}, /* reversed double; single guillemets
                                                      */
    {0x2044, 0x2044, "/"},    {0x205F, 0x205F, " "}, /* fraction slash; math space */
    {0x2060, 0x206F, ""},     {0x2212, 0x2212, "-"}, /* word joiner, bidi isolates; minus
                                                      */
    {0x3000, 0x3000, " "},    {0x301D, 0x301F, "\""}, /* ideographic space; its quotes */
    {0xFB00, 0xFB00, "ff"},   {0xFB01, 0xFB01, "fi"},  {0xFB02, 0xFB02, "fl"},
    {0xFB03, 0xFB03, "ffi"},  {0xFB04, 0xFB04, "ffl"}, /* ligatures */
    {0xFE00, 0xFE0F, ""},     {0xFE58, 0xFE58, "-"}, /* variation selectors; small dash */
    {0xFE63, 0xFE63, "-"},    {0xFEFF, 0xFEFF, ""},  /* small hyphen; byte order mark */
    {0xFFF9, 0xFFFB, ""},     {0xFFFD, 0xFFFD, ""},  /* annotation; replacement */
};

static const fold *find_fold(int32_t code) {
    size_t low = 0, high = sizeof folds / sizeof *folds;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (code > folds[middle].last)
            low = middle + 1;
        else if (code < folds[middle].first)
            high = middle;
        else
            return &folds[middle];
    }
    return NULL;
}

static bool is_full_width(int32_t code) {
    return code >= 0xFF01 && code <= 0xFF5E;
}

/* What code stands for; returns how many codes, 1 to 3. Not asked of what drops out. */
static size_t fold_code(int32_t code, int32_t out[3]) {
    if (is_full_width(code)) code -= 0xFF01 - '!';
    const fold *found = find_fold(code);
    out[0] = code;
    if (!found) return 1;
    size_t n = 0;
    for (; n < 3 && found->to[n]; n++)
        out[n] = found->to[n];
    return n;
}

/* Blocks without marks, folds and singletons, which Unicode promises to leave so: Latin,
 * Cyrillic, Chinese, Hangul. */
static bool is_known_plain(int32_t code) {
    if (code < 0x80) return code != '\r' && code != '`';
    return (code >= 0xC0 && code <= 0x2AF) || (code >= 0x400 && code <= 0x482) ||
           (code >= 0x48A && code <= 0x52F) || (code >= 0x3400 && code <= 0x9FFF) ||
           (code >= 0xAC00 && code <= 0xD7A3);
}

static kind kind_of(int32_t before, int32_t code) {
    if (is_known_plain(code)) return PLAIN;
    const fold *found = find_fold(code);
    if (found) return found->to[0] ? FOLD : DROP;
    if (code == EN_DASH || is_full_width(code)) return FOLD;
    if (code >= 0xE0000 && code <= 0xE007F) return DROP; /* tags: invisible */
    if (dl_utf8_extends(before, code)) return EXTEND;
    int32_t parts[DL_UTF8_DECOMPOSED];
    size_t n = dl_utf8_decompose(code, parts);
    if (n > 1) n = dl_utf8_compose(parts, n);
    return n == 1 && parts[0] == code ? PLAIN : FOLD;
}

/* ---- writing ---------------------------------------------------------------------- */

typedef struct writer {
    dl_str source;
    size_t at;    /* next byte of source to read */
    size_t taken; /* source before it is in out or was dropped knowingly */
    char *out;
    size_t used, room;
    dl_breaks breaks;
    dl_arena *arena;
} writer;

/* Room for one character's bytes and all of the source that is left. */
static bool make_room(writer *w) {
    size_t want = w->used + MOST_BYTES + (w->source.len - w->at) + PADDING;
    if (want <= w->room) return true;
    size_t room = want + want / 2;
    char *grown = dl_arena_alloc(w->arena, room);
    if (!grown) return false;
    memcpy(grown, w->out, w->used);
    w->out = grown;
    w->room = room;
    return true;
}

/* Notes what was dropped before source byte from. */
static void note_drop(writer *w, size_t from) {
    if (w->taken < from)
        dl_breaks_add(&w->breaks, w->arena, w->used, w->used, w->taken, from);
    w->taken = from;
}

static void copy_run(writer *w, size_t len) {
    note_drop(w, w->at);
    memcpy(w->out + w->used, w->source.at + w->at, len);
    w->used += len;
    w->at += len;
    w->taken = w->at;
}

static int32_t last_written(const writer *w) {
    return w->used ? dl_utf8_before(w->out, w->used) : 0;
}

/* Source bytes from..end become these codes. */
static void put_codes(writer *w, size_t from, size_t end, const int32_t *codes,
                      size_t n) {
    note_drop(w, from);
    size_t start = w->used;
    for (size_t i = 0; i < n; i++)
        w->used += dl_utf8_write(codes[i], w->out + w->used);
    if (w->used - start != end - from)
        dl_breaks_add(&w->breaks, w->arena, start, w->used, from, end);
    w->taken = end;
}

/* ---- one character with its marks -------------------------------------------------- */

typedef struct piece { /* one character of the source, folded */
    size_t from, end;
    int32_t codes[3];
    size_t count;
} piece;

typedef struct cluster {
    piece pieces[MOST_MARKS + 4]; /* a letter, two that join it, one mark too many */
    size_t piece_count;
    int32_t codes[MOST_CODES]; /* decomposed and folded */
    size_t code_count, mark_count;
    size_t end; /* of the source */
} cluster;

static bool is_space_byte(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static dl_char read_at(const writer *w, size_t at) {
    return dl_utf8_read(w->source.at + at);
}

/* True when white space or an edge of the text follows. */
static bool space_follows(const writer *w, size_t at) {
    while (at < w->source.len) {
        dl_char c = read_at(w, at);
        kind k = kind_of(0, c.code);
        int32_t codes[3];
        if (k == EXTEND) return false;
        if (k != DROP)
            return fold_code(c.code, codes) && codes[0] < 0x80 &&
                   is_space_byte((char)codes[0]);
        at += c.len;
    }
    return true;
}

static bool space_precedes(const writer *w) {
    return w->used == 0 || is_space_byte(w->out[w->used - 1]);
}

/* An en dash with space on both sides parts clauses; any other is a hyphen. */
static int32_t settle_dash(const writer *w, int32_t code, size_t end) {
    if (code != EN_DASH || (space_precedes(w) && space_follows(w, end))) return code;
    return '-';
}

static void add_codes(cluster *c, int32_t code) {
    int32_t parts[DL_UTF8_DECOMPOSED];
    size_t n = dl_utf8_decompose(code, parts);
    for (size_t i = 0; i < n; i++) {
        c->mark_count += dl_utf8_extends(0, parts[i]);
        if (c->mark_count > MOST_MARKS) return;
        c->code_count += fold_code(parts[i], c->codes + c->code_count);
    }
}

/* False when the character has too many marks. */
static bool add_piece(writer *w, cluster *c, size_t at, dl_char next) {
    piece *p = &c->pieces[c->piece_count++];
    int32_t code = settle_dash(w, next.code, at + next.len);
    p->from = at;
    p->end = at + next.len;
    p->count = fold_code(code, p->codes);
    add_codes(c, code);
    return c->mark_count <= MOST_MARKS;
}

static int32_t last_code(const cluster *c) {
    if (!c->piece_count) return 0;
    const piece *last = &c->pieces[c->piece_count - 1];
    return last->codes[last->count - 1];
}

/* Reads the character at w->at with all that extends it, passing over what drops out. */
static bool read_cluster(writer *w, cluster *c) {
    c->piece_count = c->code_count = c->mark_count = 0;
    size_t at = w->at;
    while (at < w->source.len) {
        dl_char next = read_at(w, at);
        kind k = kind_of(last_code(c), next.code);
        if (k != DROP) {
            if (c->piece_count && k != EXTEND) break;
            if (!add_piece(w, c, at, next)) return false;
        }
        at += next.len;
    }
    c->end = at;
    return true;
}

static bool is_unchanged(const cluster *c) {
    size_t n = 0;
    for (size_t i = 0; i < c->piece_count; i++)
        for (size_t k = 0; k < c->pieces[i].count; k++)
            if (n == c->code_count || c->codes[n++] != c->pieces[i].codes[k])
                return false;
    return n == c->code_count;
}

/* Where composing changes nothing, each character keeps a place of its own. */
static void write_cluster(writer *w, cluster *c) {
    if (!c->piece_count) return;
    c->code_count = dl_utf8_compose(c->codes, c->code_count);
    if (!is_unchanged(c)) {
        put_codes(w, c->pieces[0].from, c->pieces[c->piece_count - 1].end, c->codes,
                  c->code_count);
        return;
    }
    for (size_t i = 0; i < c->piece_count; i++)
        put_codes(w, c->pieces[i].from, c->pieces[i].end, c->pieces[i].codes,
                  c->pieces[i].count);
}

/* Composing takes time that grows with the square of the marks, so these stay as they
 * are. */
static bool pass_through(writer *w) {
    bool first = true;
    while (w->at < w->source.len) {
        dl_char next = read_at(w, w->at);
        kind k = kind_of(last_written(w), next.code);
        size_t end = w->at + next.len;
        if (k != DROP) {
            if (!first && k != EXTEND) break;
            int32_t codes[3];
            size_t n = fold_code(settle_dash(w, next.code, end), codes);
            if (!make_room(w)) return false;
            put_codes(w, w->at, end, codes, n);
            first = false;
        }
        w->at = end;
    }
    return true;
}

/* Marks and dropped characters belong to the character before them. It was copied byte by
 * byte, or read_cluster would have taken them with it, so it can be taken back. */
static void step_back(writer *w) {
    if (!w->used || w->taken != w->at) return;
    size_t len = 1;
    while (dl_utf8_continues(w->source.at[w->at - len]))
        len++;
    w->used -= len;
    w->at -= len;
    w->taken -= len;
}

static bool take_cluster(writer *w) {
    cluster c;
    if (!make_room(w)) return false;
    if (!read_cluster(w, &c)) return pass_through(w);
    write_cluster(w, &c);
    w->at = c.end;
    return true;
}

/* ---- the whole text -----------------------------------------------------------------
 */

/* Text in other scripts comes in runs, too. */
static bool copy_known_plain(writer *w) {
    size_t at = w->at;
    while (at < w->source.len) {
        dl_char c = read_at(w, at);
        if (!is_known_plain(c.code)) break;
        at += c.len;
    }
    if (at == w->at) return false;
    copy_run(w, at - w->at);
    return true;
}

static bool take_special(writer *w) {
    dl_char c = read_at(w, w->at);
    if (c.code == '\r' && w->at + 1 < w->source.len && w->source.at[w->at + 1] == '\n') {
        w->at++;
        return true;
    }
    if (copy_known_plain(w)) return true;
    kind k = kind_of(last_written(w), c.code);
    if (k == PLAIN) {
        copy_run(w, c.len);
        return true;
    }
    if (k != FOLD) step_back(w);
    return take_cluster(w);
}

static bool write_normal(writer *w) {
    w->room = w->source.len + w->source.len / 32 + MOST_BYTES + PADDING;
    w->out = dl_arena_alloc(w->arena, w->room);
    if (!w->out) return false;
    while (w->at < w->source.len) {
        size_t run = dl_bytes_plain(w->source.at + w->at, w->source.len - w->at);
        if (run) copy_run(w, run);
        if (w->at < w->source.len && !take_special(w)) return false;
    }
    note_drop(w, w->source.len);
    memset(w->out + w->used, 0, PADDING);
    return !w->arena->failed;
}

bool dl_normalise(const char *bytes, size_t len, bool raw, dl_arena *arena,
                  dl_text *out) {
    dl_decoded decoded;
    *out = (dl_text){.input_bytes = len};
    if (len > DL_TEXT_MOST_BYTES || !dl_decode(bytes, len, raw, arena, &decoded))
        return false;
    writer w = {.source = decoded.article, .arena = arena};
    if (!write_normal(&w)) return false;
    out->article = decoded.article;
    out->norm = (dl_str){w.out, w.used};
    out->map = dl_origin_map_make(out, &decoded, &w.breaks, arena);
    return out->map != NULL;
}

dl_str dl_normal_text(dl_str text, dl_arena *arena) {
    dl_text whole;
    if (dl_bytes_plain(text.at, text.len) == text.len) return text;
    if (!dl_normalise(text.at, text.len, false, arena, &whole)) return (dl_str){NULL, 0};
    return whole.norm;
}
