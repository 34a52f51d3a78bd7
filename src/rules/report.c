/* report.c - errors of rule files: their places, and what the author may have meant. */
#include "rules/parse.h"

#include <stdarg.h>
#include <stdio.h>

static bool lacks_memory(const dl_tree_source *source) {
    for (int i = 0; i < 2; i++)
        if (source->memory[i] && source->memory[i]->failed) return true;
    return false;
}

void dl_rules_tell(dl_tree_source *source, const dateline_error *err) {
    if (lacks_memory(source) || err->status == DATELINE_ERR_MEMORY) {
        source->errors++;
        return;
    }
    if (source->first && source->errors == 0) *source->first = *err;
    source->errors++;
    if (source->report) source->report(err, source->report_user);
}

bool dl_rules_fail(dl_tree_source *source, dl_place place, dateline_status status,
                   const char *format, ...) {
    dateline_error err;
    va_list args;
    va_start(args, format);
    dl_vfail(&err, place, status, format, args);
    va_end(args);
    dl_rules_tell(source, &err);
    return false;
}

static uint32_t characters(const char *from, const char *to) {
    uint32_t n = 0;
    for (; from < to; from++)
        n += ((unsigned char)*from & 0xC0) != 0x80;
    return n;
}

dl_place dl_parser_place(const dl_parser *parser, const char *at) {
    return (dl_place){.file = parser->file,
                      .line = parser->number,
                      .column = characters(parser->line.at, at) + 1,
                      .source = parser->line};
}

bool dl_parser_fail(dl_parser *parser, const char *at, const char *format, ...) {
    dateline_error err;
    va_list args;
    va_start(args, format);
    dl_vfail(&err, dl_parser_place(parser, at), DATELINE_ERR_SYNTAX, format, args);
    va_end(args);
    dl_rules_tell(parser->source, &err);
    return false;
}

/* ---- what was meant ---------------------------------------------------------------- */

enum { LONGEST_GUESS = 40 };

static unsigned least(unsigned a, unsigned b) {
    return a < b ? a : b;
}

/* Letters to change, add, drop or swap with their neighbour (Damerau's distance). */
static unsigned distance(dl_str a, dl_str b) {
    unsigned rows[3][LONGEST_GUESS + 1];
    unsigned *before = rows[0], *last = rows[1], *row = rows[2];
    for (unsigned j = 0; j <= b.len; j++)
        last[j] = before[j] = j;
    for (unsigned i = 1; i <= a.len; i++) {
        row[0] = i;
        for (unsigned j = 1; j <= b.len; j++) {
            row[j] = least(least(last[j], row[j - 1]) + 1,
                           last[j - 1] + (a.at[i - 1] != b.at[j - 1]));
            if (i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] &&
                a.at[i - 2] == b.at[j - 1])
                row[j] = least(row[j], before[j - 2] + 1);
        }
        unsigned *spare = before;
        before = last;
        last = row;
        row = spare;
    }
    return last[b.len];
}

void dl_guess_offer(dl_guess *guess, dl_str candidate) {
    if (guess->word.len > LONGEST_GUESS || candidate.len > LONGEST_GUESS) return;
    unsigned bound = guess->word.len < 3 ? 0 : guess->word.len < 6 ? 1 : 2;
    unsigned found = distance(guess->word, candidate);
    if (found > bound || (guess->best.at && found >= guess->distance)) return;
    guess->best = candidate;
    guess->distance = found;
}

const char *dl_guess_text(const dl_guess *guess, dl_arena *arena) {
    if (!guess->best.at) return "";
    const char *text = dl_arena_format(arena, ": did you mean \"%.*s\"?",
                                       (int)guess->best.len, guess->best.at);
    return text ? text : "";
}

/* ---- words ------------------------------------------------------------------------- */

dl_str dl_take_word(dl_str *rest) {
    size_t len = 0;
    while (len < rest->len && !dl_is_blank(rest->at[len]))
        len++;
    dl_str word = dl_str_cut(*rest, 0, len);
    *rest = dl_str_trim(dl_str_cut(*rest, len, rest->len));
    return word;
}

static bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}
static bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

bool dl_is_name(dl_str word, bool lower) {
    if (!word.len || !(is_lower(word.at[0]) || (!lower && is_upper(word.at[0]))))
        return false;
    for (size_t i = 1; i < word.len; i++) {
        char c = word.at[i];
        bool fits = is_lower(c) || (!lower && is_upper(c)) || dl_is_digit(c) ||
                    c == '.' || c == '-' || c == '_';
        if (!fits) return false;
    }
    return true;
}

/* The bytes of the well-formed character at text, or 0. */
static size_t character_len(dl_str text) {
    const unsigned char *c = (const unsigned char *)text.at;
    if (c[0] < 0x80) return c[0] != 0;
    size_t len = c[0] >= 0xF0 ? 4 : c[0] >= 0xE0 ? 3 : 2;
    if (c[0] < 0xC2 || c[0] > 0xF4 || len > text.len) return 0;
    for (size_t i = 1; i < len; i++)
        if ((c[i] & 0xC0) != 0x80) return 0;
    bool overlong = (c[0] == 0xE0 && c[1] < 0xA0) || (c[0] == 0xF0 && c[1] < 0x90);
    bool surrogate = c[0] == 0xED && c[1] > 0x9F;
    bool beyond = c[0] == 0xF4 && c[1] > 0x8F;
    return overlong || surrogate || beyond ? 0 : len;
}

bool dl_is_utf8(dl_str text, size_t *bad) {
    for (size_t i = 0, len; i < text.len; i += len) {
        len = character_len(dl_str_cut(text, i, text.len));
        if (len) continue;
        if (bad) *bad = i;
        return false;
    }
    return true;
}
