/* tokens.c - the words of an article in the places that its caller counts in. */
#include "result.h"

static bool opens(const dl_token *token, const dl_token *next) {
    return token->kind == DL_PUNCT && !(next->flags & DL_SPACE);
}

/* A sentence is flagged at its first word; the quotes and brackets that open it stand
 * before that. */
static bool begins_sentence(const dl_text *text, uint32_t i) {
    const dl_token *tokens = text->tokens;
    if (i == 0 || tokens[i].flags & DL_PARAGRAPH) return true;
    if (!(tokens[i].flags & DL_SPACE)) return false;
    while (i + 1 < text->token_count && opens(&tokens[i], &tokens[i + 1]) &&
           !(tokens[i].flags & DL_SENTENCE))
        i++;
    return tokens[i].flags & DL_SENTENCE;
}

static dateline_token place(const dl_text *text, uint32_t i) {
    dl_origin at = dl_text_origin(text, dl_tokens_span(text, i, i + 1));
    return (dateline_token){.start = at.start,
                            .end = at.end,
                            .text_start = at.text_start,
                            .text_end = at.text_end,
                            .sentence = begins_sentence(text, i),
                            .paragraph = i == 0 || text->tokens[i].flags & DL_PARAGRAPH,
                            .line = i == 0 || text->tokens[i].flags & DL_LINE};
}

size_t dateline_result_tokens(const dateline_result *result, dateline_token *out,
                              size_t room) {
    const dl_text *text = &result->text;
    size_t count = 0, end = 0;
    for (uint32_t i = 0; i < text->token_count; i++) {
        dateline_token token = place(text, i);
        /* One character of the article can be several tokens of the normalised text. */
        if (token.start < end || token.end == token.start) continue;
        end = token.end;
        if (count < room) out[count] = token;
        count++;
    }
    return count;
}
