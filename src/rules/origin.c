/* origin.c - where in the rule files a compiled pattern was written. */
#include "rules/rules.h"

static const dl_tree_match *match_of(const dl_rule *rule, uint32_t pattern) {
    if (pattern < rule->first_pattern ||
        pattern >= rule->first_pattern + rule->pattern_count)
        return NULL;
    return &rule->tree->matches.items[pattern - rule->first_pattern];
}

static const dl_tree_cond *condition_of(const dl_rule *rule, uint32_t pattern) {
    for (uint32_t i = 0; i < rule->condition_count; i++)
        if ((rule->conditions[i].kind == DL_COND_BEFORE ||
             rule->conditions[i].kind == DL_COND_AFTER) &&
            rule->conditions[i].pattern == pattern)
            return &rule->tree->conds.items[i];
    return NULL;
}

dl_place dl_rule_pattern_place(const dl_rule *rule, uint32_t pattern) {
    const dl_tree_match *match = match_of(rule, pattern);
    const dl_tree_cond *condition = match ? NULL : condition_of(rule, pattern);
    return match ? match->place : condition ? condition->place : rule->tree->place;
}

bool dl_rule_pattern_written(const dateline_rules *rules, uint32_t pattern, size_t byte,
                             dl_arena *arena, dl_str *written, size_t *written_byte) {
    const dl_rule *rule = &rules->rules[rules->patterns[pattern].rule];
    const dl_tree_match *match = match_of(rule, pattern);
    dl_tree scratch = rules->tree; /* which is read-only: what expands goes elsewhere */
    dl_tree_source silent = {.memory = {arena}};
    dl_expanded expanded = {0};
    scratch.arena = arena;
    if (!match ||
        !dl_tree_expand(&scratch, match->pattern, match->place, &expanded, &silent))
        return false;
    *written = match->pattern;
    *written_byte = byte < expanded.pattern.len ? expanded.map[byte] : match->pattern.len;
    return true;
}
