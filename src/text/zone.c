/* zone.c - stretches that say who reports from where: datelines, bylines, credits.
 *
 * A dateline is known by its end, a dash with space around it within the first tokens of
 * a paragraph, and by what stands before: nothing but names and figures, with a place in
 * capitals, an agency in brackets or a date among them. */
#include "text/parts.h"

enum { DATELINE_TOKENS = 24, CREDIT_TOKENS = 60 };

typedef DL_ARRAY(dl_zone) zones;

static void add(zones *list, dl_arena *arena, uint32_t first, uint32_t end,
                dl_zone_kind kind) {
    dl_zone *slot = DL_PUSH(arena, list);
    if (slot) *slot = (dl_zone){first, end, kind};
}

/* ---- datelines
 * ------------------------------------------------------------------------------ */

static bool parts_clauses(const dl_text *text, uint32_t i, uint32_t end) {
    if (text->tokens[i].kind == DL_DASH) return true;
    if (!dl_token_is(text, i, '-') && !dl_token_is(text, i, '_')) return false;
    return dl_token_has(text, i, DL_SPACE) &&
           (i + 1 == end || dl_token_has(text, i + 1, DL_SPACE));
}

/* Small words inside of names: "Rio de Janeiro", "the Hague" */
static bool is_small_word(const dl_text *text, uint32_t i) {
    return text->tokens[i].len <= 3 && dl_token_is_lower(text, i);
}

/* Signs inside of a dateline: "ST. JOHN'S, N.F., Oct. 3 (AP/Reuters)" */
static bool is_small_sign(const dl_text *text, uint32_t i) {
    static const char signs[] = ",.()'/-[]:";
    char c = text->norm.at[text->tokens[i].start];
    return text->tokens[i].kind == DL_PUNCT && text->tokens[i].len == 1 && c &&
           strchr(signs, c) != NULL;
}

/* The dash that would end a dateline from first on, or end without one. */
static uint32_t dateline_dash(const dl_text *text, uint32_t first, uint32_t end) {
    for (uint32_t i = first; i < end && i - first < DATELINE_TOKENS; i++) {
        if (i > first && parts_clauses(text, i, end)) return i;
        bool fits = dl_token_has(text, i, DL_CAP) || text->tokens[i].kind == DL_NUMBER ||
                    is_small_word(text, i) || is_small_sign(text, i) ||
                    (i == first && text->tokens[i].kind == DL_WORD);
        if (!fits) return end;
    }
    return end;
}

static bool has_shown_origin(const dl_text *text, uint32_t first, uint32_t dash) {
    bool figures = false, comma = false;
    for (uint32_t i = first; i < dash; i++) {
        figures |= text->tokens[i].kind == DL_NUMBER;
        comma |= dl_token_is(text, i, ',');
    }
    bool agency = dl_token_is(text, dash - 1, ')') && !dl_token_is(text, first, '(');
    return agency || (figures && comma) ||
           (dl_token_has(text, first, DL_UPPER) && text->tokens[first].len > 2);
}

/* A story follows, or the dash ends the line: "NAIROBI, Kenya (AP) _" */
static bool story_follows(const dl_text *text, uint32_t next, uint32_t end) {
    return next >= end || dl_token_has(text, next, DL_CAP) ||
           dl_token_opens(text, next) || text->tokens[next].kind == DL_NUMBER;
}

/* "BRUSSELS 1996-08-22": capitals and an ISO date, and nothing else in the paragraph. */
static bool is_bare_dateline(const dl_text *text, uint32_t first, uint32_t end) {
    if (end - first < 6 || !dl_token_has(text, first, DL_UPPER)) return false;
    uint32_t date = end - 5;
    for (uint32_t i = first; i < date; i++)
        if (!dl_token_has(text, i, DL_UPPER) && !is_small_sign(text, i)) return false;
    for (uint32_t i = 0; i < 5; i++)
        if (i % 2 ? !dl_token_is(text, date + i, '-')
                  : text->tokens[date + i].kind != DL_NUMBER)
            return false;
    return text->tokens[date].len == 4;
}

/* In a table a dash at a row's end is an empty cell: "HARWELL 75 58 .564 -" */
static uint32_t dateline_end(const dl_text *text, uint32_t first, uint32_t end,
                             bool in_table) {
    if (text->tokens[first].kind != DL_WORD) return first;
    if (is_bare_dateline(text, first, end)) return end;
    uint32_t dash = dateline_dash(text, first, end);
    if (dash == end || !has_shown_origin(text, first, dash)) return first;
    if (in_table && (dash + 1 == end || dl_token_has(text, dash + 1, DL_LINE)))
        return first;
    return story_follows(text, dash + 1, end) ? dash + 1 : first;
}

/* ---- bylines and credits
 * ---------------------------------------------------------------------- */

static bool begins_credit(const dl_text *text, uint32_t i) {
    static const char *const works[] = {"reporting", "writing", "editing", "compiled",
                                        "produced"};
    if (dl_token_folds_to(text, i, "additional")) i++;
    for (size_t k = 0; k < sizeof works / sizeof *works; k++)
        if (dl_token_folds_to(text, i, works[k]))
            return dl_token_folds_to(text, i + 1, "by") ||
                   dl_token_folds_to(text, i + 1, "and");
    return false;
}

/* A paragraph of its own, where nothing brackets it. */
static bool is_bare_credit(const dl_text *text, uint32_t first, uint32_t end) {
    return dl_token_has(text, first, DL_PARAGRAPH) && dl_token_has(text, first, DL_CAP) &&
           end - first < CREDIT_TOKENS;
}

/* The end of the credit from the bracket (or its first word) on; first without one. */
static uint32_t credit_end(const dl_text *text, uint32_t first, uint32_t end) {
    bool bracket = dl_token_is(text, first, '(');
    if (!begins_credit(text, first + bracket)) return first;
    if (!bracket) return is_bare_credit(text, first, end) ? end : first;
    for (uint32_t i = first; i < end && i - first < CREDIT_TOKENS; i++)
        if (dl_token_is(text, i, ')')) return i + 1;
    return end - first < CREDIT_TOKENS ? end : first;
}

/* The next token that opens a bracket, or end. */
static uint32_t next_bracket(const dl_text *text, uint32_t i, uint32_t end) {
    if (i >= end) return end;
    dl_str rest = dl_text_at(text, dl_tokens_span(text, i, end));
    const char *found = memchr(rest.at, '(', rest.len);
    if (!found) return end;
    return dl_token_at(text, (uint32_t)(found - text->norm.at));
}

/* At the start of a paragraph, and in brackets anywhere. */
static void find_credits(const dl_text *text, zones *list, dl_arena *arena,
                         uint32_t first, uint32_t end) {
    for (uint32_t i = first; i < end;) {
        uint32_t close = credit_end(text, i, end);
        if (close > i) add(list, arena, i, close, DL_ZONE_CREDIT);
        i = next_bracket(text, close > i ? close : i + 1, end);
    }
}

/* ---- all of them, paragraph by paragraph
 * ------------------------------------------------------- */

static void find_in_paragraph(dl_text *text, zones *list, dl_arena *arena, dl_paragraph p,
                              uint32_t line) {
    uint32_t layout = text->lines[line].layout;
    if (layout & DL_LAYOUT_BYLINE) {
        add(list, arena, p.first, p.end, DL_ZONE_BYLINE);
        return;
    }
    uint32_t story = dateline_end(text, p.first, p.end, layout & DL_LAYOUT_TABLE);
    if (story > p.first) {
        add(list, arena, p.first, story, DL_ZONE_DATELINE);
        while (story < p.end && text->tokens[story].kind >= DL_PUNCT)
            story++;
        if (story < p.end) text->tokens[story].flags |= DL_SENTENCE;
        return;
    }
    find_credits(text, list, arena, p.first, p.end);
}

bool dl_zones_find(dl_text *text, dl_arena *arena) {
    zones list = {0};
    for (uint32_t i = 0, line = 0; i < text->paragraph_count; i++) {
        while (text->lines[line].first < text->paragraphs[i].first)
            line++;
        find_in_paragraph(text, &list, arena, text->paragraphs[i], line);
    }
    text->zones = list.items;
    text->zone_count = (uint32_t)list.count;
    return !arena->failed;
}
