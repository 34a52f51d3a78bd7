/* explain.c - the evidence of a piece, clue by clue. */
#include "resolve/resolve.h"

static bool pattern_holds(dl_resolve *r, const dl_piece *piece, uint32_t number) {
    const dl_rule_pattern *pattern = &r->scan->rules->patterns[number];
    dl_candidate at = {.first = piece->first, .end = piece->end, .rule = pattern->rule,
                       .span = dl_tokens_span(r->scan->text, piece->first, piece->end)};
    dl_condition side = {.pattern = number};
    side.kind = pattern->use == DL_USE_BEFORE ? DL_COND_BEFORE : DL_COND_AFTER;
    if (pattern->use != DL_USE_MENTION)
        return dl_scan_condition(r->scan, &side, NULL, &at, at.span.start);
    dl_nspan window = dl_scan_window(r->scan, piece->first);
    uint32_t end;
    window.end = at.span.end;
    return dl_scan_try(r->scan, number, window, at.span.start, &end) && end == at.span.end;
}

static bool clue_holds(dl_resolve *r, const dl_stretch *s, const dl_piece *piece,
                       const dl_rule *clue, bool document) {
    int relation = clue->trigger;
    bool related = relation >= 0 && clue->conditions[relation].kind == DL_COND_DOCUMENT;
    if (related) return document && dl_document_clue_holds(r, s, piece, clue);
    bool any = clue->pattern_count == 0;
    for (uint32_t p = 0; p < clue->pattern_count && !any; p++)
        any = pattern_holds(r, piece, clue->first_pattern + p);
    return any && dl_clue_holds(r, s, piece, clue, -1);
}

size_t dl_clues_of(dl_resolve *r, const dl_stretch *s, const dl_piece *piece, bool document,
                   uint32_t *out, size_t most) {
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
