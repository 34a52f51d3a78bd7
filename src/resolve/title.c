/* title.c - titles before a name ("US Treasury Secretary"), offices behind it ("Silva,
 * the finance minister"). */
#include "resolve/link.h"

/* Of 64 KB a word there is no title, and looking for one would cost its length. */
enum { TITLE_TOKENS = 9, TITLE_BYTES = 256, OFFICE_WORDS = 6 };

static uint32_t token_end(const dl_text *text, uint32_t token) {
    return text->tokens[token].start + text->tokens[token].len;
}

static bool in_list(const dl_scan *scan, int list, dl_nspan span) {
    return dl_list_entry(scan->rules, list, dl_text_at(scan->text, span)) != NULL;
}

/* What the first word alone tells is not looked up. */
static bool is_title(const dl_scan *scan, uint32_t first, uint32_t end) {
    const dl_text *text = scan->text;
    const dl_word *word = dl_vocabulary_at(scan->vocabulary, text->tokens[first].word);
    if (end == first + 1) return word->facts & DL_FACT_TITLE;
    if (!dl_token_touches(text, first + 1) && word->reach < 2) return false;
    return in_list(scan, scan->rules->title_list, dl_tokens_span(text, first, end));
}

/* A country, region or nationality right before: "US", "Chinese", "New York". */
static uint32_t with_origin(const dl_scan *scan, uint32_t first) {
    const dl_text *text = scan->text;
    for (uint32_t back = 3; back >= 1; back--) {
        if (back > first) continue;
        uint32_t from = first - back;
        bool whole = true;
        for (uint32_t t = from + 1; t <= first && whole; t++)
            whole = !(text->tokens[t].flags & (DL_PARAGRAPH | DL_SENTENCE));
        dl_nspan span = {text->tokens[from].start, token_end(text, first - 1)};
        if (whole && (text->tokens[from].flags & DL_CAP) &&
            (in_list(scan, scan->rules->demonym_list, span) ||
             in_list(scan, scan->rules->place_list, span)))
            return from;
    }
    return first;
}

dl_nspan dl_title_before(dl_scan *scan, uint32_t first) {
    const dl_text *text = scan->text;
    dl_nspan none = {0, 0};
    uint32_t best = first;
    for (uint32_t back = 1; back <= TITLE_TOKENS && back <= first; back++) {
        uint32_t from = first - back;
        uint8_t flags = text->tokens[from + 1].flags;
        if ((flags & DL_PARAGRAPH) || text->tokens[from].kind == DL_DASH) break;
        if (token_end(text, first - 1) - text->tokens[from].start > TITLE_BYTES) break;
        if ((flags & DL_SENTENCE) && from + 1 < first &&
            !(text->tokens[from].flags & DL_GLUED))
            break;
        if (text->tokens[from].kind == DL_WORD && is_title(scan, from, first))
            best = from;
    }
    if (best == first) return none;
    uint32_t start = with_origin(scan, best);
    return (dl_nspan){text->tokens[start].start, token_end(text, first - 1)};
}

uint32_t dl_title_at(dl_scan *scan, uint32_t token) {
    const dl_text *text = scan->text;
    for (uint32_t ahead = 4; ahead >= 1; ahead--) {
        uint32_t end = token + ahead;
        if (end > text->token_count || !(text->tokens[token].flags & DL_CAP)) continue;
        bool whole = true;
        for (uint32_t t = token; t < end && whole; t++)
            whole = text->tokens[t].kind == DL_WORD &&
                    !(text->tokens[t].flags & DL_PARAGRAPH);
        if (whole && is_title(scan, token, end)) return end;
    }
    return 0;
}

/* ---- behind a name ---- */

static bool ends_paragraph(const dl_text *text, uint32_t token) {
    return token >= text->token_count || (text->tokens[token].flags & DL_PARAGRAPH);
}

static const dl_word *word_at(const dl_scan *scan, uint32_t token) {
    return dl_vocabulary_at(scan->vocabulary, scan->text->tokens[token].word);
}

/* Over "the", "his" or "Ghana's"; the token itself where neither stands there. */
static uint32_t past_determiner(dl_scan *scan, uint32_t token) {
    const dl_text *text = scan->text;
    if (ends_paragraph(text, token)) return token;
    if (in_list(scan, scan->rules->office_determiner_list,
                dl_tokens_span(text, token, token + 1)))
        return token + 1;
    uint32_t end = token;
    while (end < token + 3 && !ends_paragraph(text, end) &&
           (text->tokens[end].flags & DL_CAP))
        end++;
    return end > token && !ends_paragraph(text, end) && dl_possessive_at(text, end)
               ? dl_name_word_end(scan, end, NULL)
               : token;
}

/* The end of the longest office that begins at the token, or the token. */
static uint32_t office_end(const dl_scan *scan, uint32_t token) {
    enum { TOKENS_MOST = 3 };
    for (uint32_t end = token + TOKENS_MOST; end > token; end--)
        if (end <= scan->text->token_count &&
            in_list(scan, scan->rules->office_list,
                    dl_tokens_span(scan->text, token, end)))
            return end;
    return token;
}

/* An office ends before a sign or a small word: not in "the minister's aide", "president
 * Ama Boadi", "chief negotiator". */
static bool phrase_ends(const dl_scan *scan, uint32_t token) {
    const dl_text *text = scan->text;
    if (ends_paragraph(text, token)) return true;
    if (text->tokens[token].kind == DL_WORD && !(text->tokens[token].flags & DL_CAP))
        return word_at(scan, token)->facts & DL_FACT_FUNCTION;
    return text->tokens[token].kind == DL_PUNCT && !dl_possessive_at(text, token) &&
           !dl_token_is(text, token, '-');
}

dl_nspan dl_office_behind(dl_scan *scan, uint32_t end) {
    const dl_text *text = scan->text;
    dl_nspan none = {0, 0};
    if (ends_paragraph(text, end) || !dl_token_is(text, end, ',')) return none;
    uint32_t first = past_determiner(scan, end + 1);
    for (uint32_t at = first; at < first + OFFICE_WORDS; at++) {
        if (ends_paragraph(text, at) || text->tokens[at].kind != DL_WORD) return none;
        uint32_t stop = office_end(scan, at);
        if (stop > at && phrase_ends(scan, stop))
            return dl_tokens_span(text, first, stop);
        if (word_at(scan, at)->facts & DL_FACT_FUNCTION) return none;
    }
    return none;
}
