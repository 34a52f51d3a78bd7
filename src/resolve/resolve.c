/* resolve.c - two passes over the stretches of a document. */
#include "resolve/resolve.h"

static bool decide_all(dl_resolve *r) {
    r->chosen.count = 0;
    for (uint32_t i = 0; i < r->stretches.count; i++)
        if (!dl_decide(r, &r->stretches.items[i], i)) return false;
    return true;
}

bool dl_resolve_run(dl_resolve *r) {
    if (!dl_stretches_find(r)) return false;
    for (size_t i = 0; i < r->stretches.count; i++)
        if (!dl_evidence_fill(r, &r->stretches.items[i])) return false;
    if (!decide_all(r) || !dl_document_gather(r)) return false;
    dl_chosen_list first_pass = r->chosen;
    r->chosen = (dl_chosen_list){0};
    dl_resolve view = *r;
    view.chosen = first_pass; /* the evidence is what the first pass chose */
    for (size_t i = 0; i < r->stretches.count; i++)
        dl_document_weigh(&view, &r->stretches.items[i]);
    return decide_all(r) && !r->scan->arena->failed;
}
