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
    uint32_t low = 0, high = text->token_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (text->tokens[middle].start < byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const dl_zone *dl_zone_at(const dl_text *text, uint32_t token) {
    uint32_t low = 0, high = text->zone_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (text->zones[middle].end <= token)
            low = middle + 1;
        else
            high = middle;
    }
    return low < text->zone_count && text->zones[low].first <= token ? &text->zones[low]
                                                                     : NULL;
}

uint32_t dl_line_of(const dl_text *text, uint32_t token) {
    uint32_t low = 0, high = text->line_count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (text->lines[middle].first <= token)
            low = middle;
        else
            high = middle;
    }
    return low;
}

uint32_t dl_paragraph_of(const dl_text *text, uint32_t token) {
    uint32_t low = 0, high = text->paragraph_count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (text->paragraphs[middle].first <= token)
            low = middle;
        else
            high = middle;
    }
    return low;
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
