/* segment.c - the parts of the segmenter in order, and the questions that others ask of
 * what they found. */
#include "text/parts.h"

#include "text/utf8.h"

bool dl_segment(dl_text *text, const dl_abbreviations *abbreviations, dl_arena *arena) {
    dl_cuts cuts = {0};
    if (!dl_tokens_cut(text, &cuts, arena)) return false;
    text->lines = cuts.lines.items;
    text->line_count = (uint32_t)cuts.lines.count;
    if (!dl_paragraphs_make(text, arena)) return false;
    dl_sentences_mark(text, &cuts, abbreviations);
    dl_layout_judge(text, cuts.lines.items);
    return dl_zones_find(text, arena);
}

uint32_t dl_token_at(const dl_text *text, uint32_t byte) {
    return (uint32_t)DL_FIRST_NOT(i, text->token_count, text->tokens[i].start < byte);
}

const dl_zone *dl_zone_at(const dl_text *text, uint32_t token) {
    size_t at = DL_FIRST_NOT(i, text->zone_count, text->zones[i].end <= token);
    return at < text->zone_count && text->zones[at].first <= token ? &text->zones[at]
                                                                   : NULL;
}

uint32_t dl_line_of(const dl_text *text, uint32_t token) {
    size_t after = DL_FIRST_NOT(i, text->line_count, text->lines[i].first <= token);
    return after ? (uint32_t)after - 1 : 0;
}

uint32_t dl_paragraph_of(const dl_text *text, uint32_t token) {
    size_t after =
        DL_FIRST_NOT(i, text->paragraph_count, text->paragraphs[i].first <= token);
    return after ? (uint32_t)after - 1 : 0;
}

/* ---- what the parts share
 * --------------------------------------------------------------- */

bool dl_token_folds_to(const dl_text *text, uint32_t i, const char *lower) {
    if (i >= text->token_count) return false;
    dl_str token = dl_token_text(text, i);
    size_t n = 0;
    for (; n < token.len && lower[n]; n++) {
        char c = token.at[n];
        if (c >= 'A' && c <= 'Z') c = (char)(c + ('a' - 'A'));
        if (c != lower[n]) return false;
    }
    return n == token.len && !lower[n];
}

static bool is_one_of(const dl_text *text, uint32_t i, const char *signs) {
    if (i >= text->token_count || text->tokens[i].kind != DL_PUNCT ||
        text->tokens[i].len != 1)
        return false;
    char c = text->norm.at[text->tokens[i].start];
    return c && strchr(signs, c) != NULL;
}

bool dl_token_opens(const dl_text *text, uint32_t i) {
    return is_one_of(text, i, "\"'([{");
}
bool dl_token_closes(const dl_text *text, uint32_t i) {
    return is_one_of(text, i, "\"')]}");
}

bool dl_line_is_alone(const dl_text *text, uint32_t line) {
    uint32_t end = dl_line_end(text, line);
    return dl_token_has(text, text->lines[line].first, DL_PARAGRAPH) &&
           (end == text->token_count || dl_token_has(text, end, DL_PARAGRAPH));
}

static bool is_ellipsis(const dl_text *text, uint32_t i) {
    return dl_str_is(dl_token_text(text, i), "\xE2\x80\xA6");
}

bool dl_tokens_stop(const dl_text *text, uint32_t first, uint32_t end) {
    while (end > first && dl_token_closes(text, end - 1))
        end--;
    return end > first && (is_one_of(text, end - 1, ".?!") || is_ellipsis(text, end - 1));
}

static bool is_gap(char c) {
    return c == ' ' || c == '\n' || c == '\t';
}

size_t dl_text_end(dl_str text, size_t byte, dl_str words, size_t most_breaks) {
    for (size_t i = 0; i < words.len; i++) {
        if (byte >= text.len) return 0;
        if (words.at[i] != ' ') {
            if (text.at[byte++] != words.at[i]) return 0;
            continue;
        }
        size_t gap = byte, breaks = 0;
        for (; gap < text.len && is_gap(text.at[gap]); gap++)
            breaks += text.at[gap] == '\n';
        if (gap == byte || breaks > most_breaks) return 0;
        byte = gap;
    }
    return byte;
}
