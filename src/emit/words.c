/* words.c - walks words and entities side by side: both stand in text order. */
#include "emit/words.h"

static const dateline_entity *entity_at(const dl_words *words, size_t i) {
    return i < words->view->entity_count ? words->view->entities[i] : NULL;
}

static bool holds(const dateline_entity *entity, const dateline_token *token) {
    return entity && entity->start <= token->start && token->start < entity->end;
}

bool dl_words_next(dl_words *words) {
    const dl_emit_view *view = words->view;
    if (words->next == view->token_count) return false;
    const dateline_token *token = words->token = &view->tokens[words->next++];
    while (entity_at(words, words->entity) &&
           entity_at(words, words->entity)->end <= token->start)
        words->entity++;
    const dateline_entity *entity = entity_at(words, words->entity);
    words->first = holds(entity, token) && words->on != entity;
    words->on = holds(entity, token) ? entity : NULL;
    words->last = words->on && (words->next == view->token_count ||
                                !holds(entity, &view->tokens[words->next]));
    words->sentence = token->sentence && (!words->on || words->first);
    return true;
}
