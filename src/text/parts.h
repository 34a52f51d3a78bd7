/* parts.h - what the parts of the segmenter share; no other folder includes it. */
#ifndef DL_TEXT_PARTS_H
#define DL_TEXT_PARTS_H

#include "base/array.h"
#include "text/text.h"

typedef struct dl_cuts { /* what the tokenizer meets on its way */
    DL_ARRAY(dl_line) lines;
    DL_ARRAY(uint32_t) stops; /* tokens . ? ! and the ellipsis */
} dl_cuts;

/* token.c: tokens with all flags but SENTENCE and GLUED; a PARAGRAPH flag where a blank
 * line stands before. Lines have their first token alone. False without memory. */
bool dl_tokens_cut(dl_text *text, dl_cuts *cuts, dl_arena *arena);

/* The same, one character after the other; tests compare the two. */
bool dl_tokens_cut_scalar(dl_text *text, dl_cuts *cuts, dl_arena *arena);

/* paragraph.c: adds PARAGRAPH where a line break parts paragraphs, and makes the list. */
bool dl_paragraphs_make(dl_text *text, dl_arena *arena);

/* sentence.c: flags GLUED and SENTENCE. PARAGRAPH flags stand already. */
void dl_sentences_mark(dl_text *text, const dl_cuts *cuts,
                       const dl_abbreviations *abbreviations);

/* layout.c: fills layout of every line. */
void dl_layout_judge(dl_text *text, dl_line *lines);

/* zone.c: datelines, bylines, credits; a sentence starts after a dateline. */
bool dl_zones_find(dl_text *text, dl_arena *arena);

static inline uint32_t dl_line_end(const dl_text *text, uint32_t line) {
    return line + 1 < text->line_count ? text->lines[line + 1].first : text->token_count;
}

static inline bool dl_token_is(const dl_text *text, uint32_t i, char c) {
    return i < text->token_count && text->tokens[i].len == 1 &&
           text->norm.at[text->tokens[i].start] == c;
}

static inline bool dl_token_has(const dl_text *text, uint32_t i, unsigned flags) {
    return i < text->token_count && (text->tokens[i].flags & flags) != 0;
}

/* True for a word of any case that is lower, written in lower case. */
bool dl_token_folds_to(const dl_text *text, uint32_t i, const char *lower);

/* True for a letter-bearing token without capitals at its start. */
static inline bool dl_token_is_lower(const dl_text *text, uint32_t i) {
    return text->tokens[i].kind == DL_WORD && !(text->tokens[i].flags & DL_CAP);
}

/* True when the line is one paragraph or more: parted from the lines around it. */
bool dl_line_is_alone(const dl_text *text, uint32_t line);

/* True when tokens first..end close a sentence: a stop, and closing signs behind it. */
bool dl_tokens_stop(const dl_text *text, uint32_t first, uint32_t end);

/* Quotes and brackets, by the side they stand on; a straight quote is both. */
bool dl_token_opens(const dl_text *text, uint32_t i);
bool dl_token_closes(const dl_text *text, uint32_t i);

#endif
