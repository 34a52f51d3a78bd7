/* layout.c - what a line looks like: a headline, capitals, a title, a table, a list. */
#include "text/parts.h"

enum { HEAD_LINES = 5, HEADLINE_BYTES = 160, BYLINE_TOKENS = 16, LOOK_TOKENS = 40 };

typedef struct looks {
    uint32_t first, end; /* tokens */
    uint32_t words, capitalised, upper, lower, numbers;
    uint32_t gaps; /* two spaces or more, or a tab: columns */
} looks;

/* Two spaces or a tab before token i. */
static bool stands_after_gap(const dl_text *text, uint32_t i) {
    uint32_t space =
        text->tokens[i].start - text->tokens[i - 1].start - text->tokens[i - 1].len;
    return (space > 1) | (text->norm.at[text->tokens[i].start - 1] == '\t');
}

/* A word counts where white space stands before it: "don't" and "US-led" are one. */
static inline void add_token(looks *l, const dl_text *text, uint32_t i) {
    const dl_token *t = &text->tokens[i];
    bool word = (t->kind == DL_WORD) & ((t->flags & (DL_SPACE | DL_LINE)) != 0);
    bool capital = (t->flags & DL_CAP) != 0;
    l->numbers += t->kind == DL_NUMBER;
    l->words += word;
    l->capitalised += word & capital;
    l->lower += word & !capital;
    l->upper += word & ((t->flags & DL_UPPER) != 0);
}

/* The beginning of a long line tells enough. */
static looks look_at(const dl_text *text, uint32_t line) {
    looks l = {.first = text->lines[line].first, .end = dl_line_end(text, line)};
    uint32_t end = l.end - l.first > LOOK_TOKENS ? l.first + LOOK_TOKENS : l.end;
    add_token(&l, text, l.first);
    for (uint32_t i = l.first + 1; i < end; i++) {
        add_token(&l, text, i);
        l.gaps += stands_after_gap(text, i);
    }
    return l;
}

/* ---- one line by itself
 * ------------------------------------------------------------------- */

static bool is_caps(const looks *l) {
    return l->words >= 3 && l->upper * 5 >= l->words * 4;
}

static bool is_title(const looks *l) {
    return l->words >= 4 && l->capitalised * 10 >= l->words * 6 && !is_caps(l);
}

static bool is_short(const looks *l) {
    return l->words <= 6 && l->lower <= 1;
}

static bool has_columns(const looks *l) {
    bool figures = l->numbers >= 2 && l->words >= 1 && l->lower * 5 <= l->words;
    bool columns = l->gaps >= 2 && l->lower * 3 <= l->words + l->numbers;
    return figures || columns;
}

static bool is_bullet(const dl_text *text, uint32_t i) {
    static const char *const bullets[] = {"*",
                                          "-",
                                          "\xE2\x80\xA2",
                                          "\xC2\xB7",
                                          "\xE2\x96\xAA",
                                          "\xE2\x80\xA3",
                                          "\xE2\x97\x8F",
                                          "\xE2\x96\xA0"};
    for (size_t k = 0; k < sizeof bullets / sizeof *bullets; k++)
        if (dl_str_is(dl_token_text(text, i), bullets[k])) return true;
    return text->tokens[i].kind == DL_DASH;
}

static bool is_list(const dl_text *text, const looks *l) {
    if (l->end - l->first < 2) return false;
    if (is_bullet(text, l->first)) return dl_token_has(text, l->first + 1, DL_SPACE);
    if (text->tokens[l->first].kind != DL_NUMBER || text->tokens[l->first].len > 3)
        return false;
    return l->end - l->first >= 3 && dl_token_has(text, l->first + 2, DL_SPACE) &&
           (dl_token_is(text, l->first + 1, '.') || dl_token_is(text, l->first + 1, ')'));
}

/* Small words that stand between the names of a byline. */
static bool is_byline_link(const dl_text *text, uint32_t i) {
    static const char *const links[] = {"and", "of", "for", "the", "in",
                                        "at",  "de", "van", "von"};
    for (size_t k = 0; k < sizeof links / sizeof *links; k++)
        if (dl_token_folds_to(text, i, links[k])) return true;
    return false;
}

static bool fits_byline(const dl_text *text, uint32_t i) {
    if (text->tokens[i].kind == DL_WORD)
        return dl_token_has(text, i, DL_CAP) || is_byline_link(text, i) ||
               !dl_token_has(text, i, DL_SPACE);
    return text->tokens[i].kind == DL_PUNCT;
}

static bool is_byline(const dl_text *text, const looks *l) {
    if (!dl_token_folds_to(text, l->first, "by") || l->capitalised < 3) return false;
    if (l->end - l->first > BYLINE_TOKENS) return false;
    if (dl_token_is(text, l->end - 1, '.') && !dl_token_has(text, l->end - 1, DL_GLUED))
        return false;
    for (uint32_t i = l->first + 1; i < l->end; i++)
        if (!fits_byline(text, i)) return false;
    return true;
}

static uint32_t judge(const dl_text *text, uint32_t line, const looks *l) {
    uint32_t layout = 0;
    if (is_caps(l)) layout |= DL_LAYOUT_CAPS;
    if (is_title(l)) layout |= DL_LAYOUT_TITLE;
    if (is_list(text, l)) layout |= DL_LAYOUT_LIST;
    if (is_short(l)) layout |= DL_LAYOUT_SHORT;
    if (has_columns(l)) layout |= DL_LAYOUT_TABLE; /* until its neighbours are known */
    if (dl_line_is_alone(text, line) && is_byline(text, l)) layout |= DL_LAYOUT_BYLINE;
    return layout;
}

/* ---- lines among others
 * ------------------------------------------------------------------- */

static bool is_table_near(const dl_line *lines, uint32_t count, uint32_t line) {
    bool before = line > 0 && (lines[line - 1].layout & DL_LAYOUT_TABLE);
    bool after = line + 1 < count && (lines[line + 1].layout & DL_LAYOUT_TABLE);
    return before || after;
}

/* A table has two rows or more; one line of figures alone is a date or a score. */
static void drop_lone_rows(dl_line *lines, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        bool row = lines[i].layout & DL_LAYOUT_TABLE;
        if (row && !is_table_near(lines, count, i))
            lines[i].layout &= ~(uint32_t)DL_LAYOUT_TABLE;
    }
}

/* True when a byline or the capitals of a dateline follow within two lines. */
static bool leads_to_story(const dl_text *text, uint32_t line) {
    for (uint32_t i = line + 1; i < text->line_count && i <= line + 2; i++)
        if (text->lines[i].layout & DL_LAYOUT_BYLINE ||
            dl_token_has(text, text->lines[i].first, DL_UPPER))
            return true;
    return false;
}

static bool is_headline(const dl_text *text, uint32_t line) {
    uint32_t first = text->lines[line].first, end = dl_line_end(text, line);
    uint32_t bytes = text->tokens[end - 1].start + text->tokens[end - 1].len -
                     text->tokens[first].start;
    if (line + 1 == text->line_count || !dl_line_is_alone(text, line)) return false;
    if (bytes > HEADLINE_BYTES) return false;
    if (dl_token_is(text, end - 1, '.')) return line == 0 && leads_to_story(text, line);
    return text->tokens[end - 1].kind != DL_DASH && !dl_token_is(text, end - 1, ':');
}

static void mark_headlines(const dl_text *text, dl_line *lines) {
    for (uint32_t i = 0; i < text->line_count && i < HEAD_LINES; i++) {
        if (lines[i].layout & DL_LAYOUT_BYLINE) continue;
        if (!is_headline(text, i)) return;
        lines[i].layout |= DL_LAYOUT_HEADLINE;
    }
}

void dl_layout_judge(dl_text *text, dl_line *lines) {
    for (uint32_t i = 0; i < text->line_count; i++) {
        looks l = look_at(text, i);
        lines[i].layout = judge(text, i, &l);
    }
    drop_lone_rows(lines, text->line_count);
    mark_headlines(text, lines);
}
