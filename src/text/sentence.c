/* sentence.c - which dots belong to their word, and where sentences begin.
 *
 * A stop ends a sentence when white space and a capital, a number or an opening quote
 * follow. After a dot that belongs to its word the next word decides: sentences begin
 * with "The" and names do not, so "the U.S. The" ends one and "the U.S. Senate" does not.
 */
#include "text/parts.h"

typedef struct marker {
    dl_text *text;
    const dl_abbreviations *abbreviations;
} marker;

static bool is_letter(const dl_text *text, uint32_t i) {
    return i < text->token_count && text->tokens[i].kind == DL_WORD &&
           text->tokens[i].len == 1;
}

static bool adjoins(const dl_text *text, uint32_t i) {
    return i < text->token_count && !(text->tokens[i].flags & DL_SPACE);
}

/* True for a word right before the dot i, as in "Mr." */
static bool follows_word(const dl_text *text, uint32_t i) {
    return i > 0 && adjoins(text, i) && text->tokens[i - 1].kind == DL_WORD;
}

/* ---- dots that belong to a word
 * ---------------------------------------------------------- */

/* The first token of the chain of words and dots that ends before the dot: "Ph" of Ph.D.
 */
static uint32_t chain_start(const dl_text *text, uint32_t dot) {
    uint32_t first = dot - 1;
    for (int links = 0; links < 6 && first >= 2; links++) {
        bool linked = adjoins(text, first) && dl_token_is(text, first - 1, '.') &&
                      adjoins(text, first - 1) && text->tokens[first - 2].kind == DL_WORD;
        if (!linked) break;
        first -= 2;
    }
    return first;
}

/* The kind of the chain or of its last word. A word stands alone: not "self-gov." */
static dl_abbreviation kind_at(const marker *m, uint32_t dot) {
    uint32_t first = chain_start(m->text, dot);
    dl_nspan chain = {m->text->tokens[first].start, m->text->tokens[dot].start};
    dl_abbreviation kind =
        dl_abbreviations_find(m->abbreviations, dl_text_at(m->text, chain));
    if (kind || first == dot - 1) return kind;
    return dl_abbreviations_find(m->abbreviations, dl_token_text(m->text, dot - 1));
}

static bool is_starter(const marker *m, uint32_t i) {
    return i < m->text->token_count && m->text->tokens[i].kind == DL_WORD &&
           dl_abbreviations_find(m->abbreviations, dl_token_text(m->text, i)) ==
               DL_ABBREVIATION_STARTER;
}

/* "U.S." "a.m." and every dot inside of them. */
static bool is_in_chain(const dl_text *text, uint32_t dot) {
    bool before = dot >= 3 && adjoins(text, dot - 1) && dl_token_is(text, dot - 2, '.') &&
                  adjoins(text, dot - 2) && is_letter(text, dot - 3);
    bool after = adjoins(text, dot + 1) && is_letter(text, dot + 1) &&
                 dl_token_is(text, dot + 2, '.') && adjoins(text, dot + 2);
    return is_letter(text, dot - 1) && (before || after);
}

/* A capital before another word with a capital: "J. Edgar". */
static bool is_initial(const dl_text *text, uint32_t dot) {
    return is_letter(text, dot - 1) && dl_token_has(text, dot - 1, DL_CAP) &&
           dl_token_has(text, dot + 1, DL_CAP) &&
           !dl_token_has(text, dot + 1, DL_PARAGRAPH);
}

static bool is_glued(const marker *m, uint32_t dot) {
    const dl_text *text = m->text;
    if (!follows_word(text, dot)) return false;
    if (is_in_chain(text, dot) || is_initial(text, dot)) return true;
    switch (kind_at(m, dot)) {
    case DL_NO_ABBREVIATION:
    case DL_ABBREVIATION_STARTER:
        return false;
    case DL_ABBREVIATION_NUMBER:
        return dot + 1 < text->token_count && text->tokens[dot + 1].kind == DL_NUMBER;
    default:
        return true;
    }
}

/* ---- where sentences begin
 * ------------------------------------------------------------------ */

static bool is_stop(const dl_text *text, uint32_t i) {
    const dl_token *t = &text->tokens[i];
    if (t->kind != DL_PUNCT) return false;
    char c = text->norm.at[t->start];
    if (t->len == 1) return c == '.' || c == '?' || c == '!';
    return c == '\xE2' && dl_tokens_stop(text, i, i + 1);
}

/* Past the stops and closing signs behind a stop, none of them after white space ("...").
 */
static uint32_t past_stop(const dl_text *text, uint32_t i) {
    i++;
    while (i < text->token_count && !dl_token_has(text, i, DL_SPACE | DL_PARAGRAPH) &&
           (is_stop(text, i) || dl_token_closes(text, i)))
        i++;
    return i;
}

/* The first word from i on, past quotes, brackets and dashes; i itself without one. */
static uint32_t first_word(const dl_text *text, uint32_t i) {
    uint32_t word = i;
    while (word < text->token_count && word - i < 4 &&
           text->tokens[word].kind >= DL_PUNCT &&
           (word == i || !dl_token_has(text, word, DL_PARAGRAPH)))
        word++;
    bool found = word < text->token_count && text->tokens[word].kind < DL_PUNCT &&
                 (word == i || !dl_token_has(text, word, DL_PARAGRAPH));
    return found ? word : i;
}

static bool may_begin(const dl_text *text, uint32_t i) {
    uint32_t word = i;
    while (word < text->token_count && word - i < 3 && dl_token_opens(text, word))
        word++;
    return word < text->token_count &&
           (dl_token_has(text, word, DL_CAP) || text->tokens[word].kind == DL_NUMBER);
}

/* True when the sentence ends with the stop at i, and a new one begins at next. */
static bool ends_before(const marker *m, uint32_t i, uint32_t next) {
    const dl_text *text = m->text;
    if (next >= text->token_count || !dl_token_has(text, next, DL_SPACE)) return false;
    if (!may_begin(text, next)) return false;
    if (!dl_token_has(text, i, DL_GLUED) || next > i + 1) return true;
    if (text->tokens[next].kind == DL_NUMBER) return false;
    return kind_at(m, i) != DL_ABBREVIATION_TITLE &&
           is_starter(m, first_word(text, next));
}

static void begin_sentence(dl_text *text, uint32_t i) {
    text->tokens[first_word(text, i)].flags |= DL_SENTENCE;
}

/* Of stops in a row ("...") the first alone is followed to their end: of a million dots,
 * too. */
void dl_sentences_mark(dl_text *text, const dl_cuts *cuts,
                       const dl_abbreviations *abbreviations) {
    marker m = {text, abbreviations};
    uint32_t next = 0;
    for (uint32_t i = 0; i < text->paragraph_count; i++)
        begin_sentence(text, text->paragraphs[i].first);
    for (size_t k = 0; k < cuts->stops.count; k++) {
        uint32_t i = cuts->stops.items[k];
        if (dl_token_is(text, i, '.') && is_glued(&m, i))
            text->tokens[i].flags |= DL_GLUED;
        if (i < next) continue;
        next = past_stop(text, i);
        if (ends_before(&m, i, next)) begin_sentence(text, next);
    }
}
