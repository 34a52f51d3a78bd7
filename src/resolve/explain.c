/* explain.c - the evidence of a piece, clue by clue. */
#include "resolve/resolve.h"

static bool clue_holds(dl_resolve *r, const dl_stretch *s, const dl_piece *piece,
                       const dl_rule *clue, bool document) {
    int relation = clue->trigger;
    bool related = relation >= 0 && clue->conditions[relation].kind == DL_COND_DOCUMENT;
    if (related) return document && dl_document_clue_holds(r, s, piece, clue);
    return dl_clue_patterns_hold(r, piece, clue) && dl_clue_holds(r, s, piece, clue, -1);
}

size_t dl_clues_of(dl_resolve *r, const dl_stretch *s, const dl_piece *piece,
                   bool document, uint32_t *out, size_t most) {
    const dateline_rules *rules = r->scan->rules;
    size_t count = 0;
    for (uint32_t i = 0; i < rules->rule_count && count < most; i++) {
        const dl_rule *rule = &rules->rules[i];
        if (rule->about.clue && rule->names && clue_holds(r, s, piece, rule, document))
            out[count++] = i;
    }
    for (int type = 0; type < DL_NONE && count < most; type++)
        if (piece->rules[type] >= 0)
            out[count++] = r->scan->candidates.items[piece->rules[type]].rule;
    return count;
}
