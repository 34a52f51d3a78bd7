/* words.h - the words of an article with the entities on them, for formats that label
 * words instead of marking spans. */
#ifndef DL_EMIT_WORDS_H
#define DL_EMIT_WORDS_H

#include "emit/emit.h"

typedef struct dl_words { /* zero-initialised but for view: before the first word */
    const dl_emit_view *view;
    size_t next, entity;
    /* of the word that dl_words_next came to */
    const dateline_token *token;
    const dateline_entity *on; /* the entity that it is part of, or NULL */
    bool first, last;          /* of that entity */
    bool sentence;             /* begins one; never inside an entity */
} dl_words;

/* On to the next word; false past the last one. */
bool dl_words_next(dl_words *words);

static inline dl_str dl_words_text(const dl_words *words) {
    return dl_str_cut(words->view->text, words->token->text_start,
                      words->token->text_end);
}

#endif
