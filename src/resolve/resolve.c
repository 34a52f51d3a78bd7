/* resolve.c - the passes over the stretches of a document. */
#include "resolve/resolve.h"

static bool decide_all(dl_resolve *r) {
    r->chosen = (dl_chosen_list){0};
    for (uint32_t i = 0; i < r->stretches.count; i++)
        if (!dl_decide(r, &r->stretches.items[i], i)) return false;
    return true;
}

static bool weigh_all(dl_resolve *r) {
    for (size_t i = 0; i < r->stretches.count; i++)
        dl_document_weigh(r, &r->stretches.items[i]);
    return decide_all(r) && !r->scan->arena->failed;
}

/* What the second pass made of the document corrects what the first told of it, so that
 * it is told once more. */
bool dl_resolve_first(dl_resolve *r) {
    if (!dl_stretches_find(r)) return false;
    r->words = dl_vocabulary_at(r->scan->vocabulary, 0);
    for (size_t i = 0; i < r->stretches.count; i++)
        if (!dl_pieces_make(r, &r->stretches.items[i])) return false;
    return decide_all(r) && dl_document_gather(r) && weigh_all(r) &&
           dl_document_gather(r);
}

bool dl_resolve_last(dl_resolve *r) {
    return weigh_all(r);
}

bool dl_resolve_run(dl_resolve *r) {
    return dl_resolve_first(r) && dl_resolve_last(r);
}
