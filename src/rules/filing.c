/* filing.c - files rules under what starts them, so that the engine asks only those that
 * may hold.
 *
 * A clue is filed under the one fact that starts it (its trigger): a relation, else a
 * pattern, else the first `ROLE in LIST`, else the first trait; its other conditions are
 * asked only then. */
#include "rules/rules.h"

static bool add_id(dateline_rules *rules, dl_id_list *list, uint32_t id) {
    uint32_t *slot = DL_PUSH(&rules->arena, list);
    if (slot) *slot = id;
    return slot != NULL;
}

static bool file_under(dateline_rules *rules, dl_trigger *trigger, const dl_rule *rule,
                       uint32_t conditions_left) {
    if (conditions_left) return add_id(rules, &trigger->clues, rule->number);
    trigger->sum += rule->weights;
    return true;
}

static int first_condition(const dl_rule *rule, dl_tree_cond_kind kind) {
    for (uint32_t i = 0; i < rule->condition_count; i++)
        if (rule->conditions[i].kind == kind && !rule->conditions[i].unless)
            return (int)i;
    return -1;
}

static bool file_clue(dateline_rules *rules, dl_rule *rule) {
    if (!rule->names) return add_id(rules, &rules->type_clues[rule->type], rule->number);
    uint32_t left = rule->condition_count ? rule->condition_count - 1 : 0;
    rule->trigger = first_condition(rule, DL_COND_DOCUMENT);
    if (rule->trigger >= 0) {
        const dl_condition *document = &rule->conditions[rule->trigger];
        return add_id(rules, &rules->relation_clues[document->relation][document->role],
                      rule->number);
    }
    if (rule->pattern_count) return true; /* its patterns carry its number */
    rule->trigger = first_condition(rule, DL_COND_IN);
    if (rule->trigger >= 0) {
        const dl_condition *in = &rule->conditions[rule->trigger];
        rules->role_classes[in->role].bits[in->number / 64] |= (uint64_t)1
                                                               << in->number % 64;
        if (left)
            rules->clue_classes[in->role].bits[in->number / 64] |= (uint64_t)1
                                                                   << in->number % 64;
        return file_under(rules, &rules->class_triggers[in->number][in->role], rule,
                          left);
    }
    rule->trigger = first_condition(rule, DL_COND_LAYOUT);
    if (rule->trigger >= 0) {
        int trait = rule->conditions[rule->trigger].number;
        rules->triggering_traits |= (dl_traits)1 << trait;
        return file_under(rules, &rules->trait_triggers[trait], rule, left);
    }
    return file_under(rules, &rules->pattern_triggers_always, rule,
                      rule->condition_count);
}

static dl_clue_test test_of(const dl_rule *rule) {
    dl_clue_test test = {0, 0, false};
    for (uint32_t i = 0; i < rule->condition_count; i++) {
        const dl_condition *condition = &rule->conditions[i];
        dl_traits *mask = condition->unless ? &test.forbidden : &test.required;
        if (condition->kind == DL_COND_LAYOUT)
            *mask |= (dl_traits)1 << condition->number;
        else if ((int)i != rule->trigger)
            test.more = true;
    }
    return test;
}

static bool make_tests(dateline_rules *rules) {
    rules->tests =
        dl_arena_alloc(&rules->arena, (rules->rule_count + 1) * sizeof *rules->tests);
    for (size_t i = 0; rules->tests && i < rules->rule_count; i++)
        rules->tests[i] = test_of(&rules->rules[i]);
    return rules->tests != NULL;
}

static bool file_lookups(dateline_rules *rules) {
    rules->lookup_rules = dl_arena_zero(&rules->arena, (rules->tree.lists.count + 1) *
                                                           sizeof *rules->lookup_rules);
    if (!rules->lookup_rules) return false;
    for (size_t i = 0; i < rules->rule_count; i++)
        if (rules->rules[i].lookup >= 0 && !rules->rules[i].about.clue &&
            !add_id(rules, &rules->lookup_rules[rules->rules[i].lookup], (uint32_t)i))
            return false;
    return true;
}

static bool add_outline(dateline_rules *rules, uint32_t number) {
    const dl_rule_pattern *pattern = &rules->patterns[number];
    return dl_outlines_add(&rules->outlines[pattern->use], &rules->arena,
                           pattern->pattern.source, number);
}

static bool make_outlines(dateline_rules *rules) {
    for (uint32_t i = 0; i < rules->pattern_count; i++) {
        dl_rule_pattern *pattern = &rules->patterns[i];
        const dl_rule *rule = &rules->rules[pattern->rule];
        /* patterns of clues that start from a relation are asked after it */
        if (pattern->use != DL_USE_CONDITION && rule->about.clue && rule->trigger >= 0)
            continue;
        if (!add_outline(rules, i)) return false;
        dl_outlines *all = &rules->outlines[pattern->use];
        if (pattern->use != DL_USE_CONDITION ||
            !all->items.items[all->items.count - 1].wanders)
            continue;
        dl_outlines_drop(all); /* others would wander with it */
        pattern->use = DL_USE_WANDERING;
        if (!add_outline(rules, i)) return false;
    }
    for (int use = 0; use < DL_USES; use++)
        dl_outlines_close(&rules->outlines[use]);
    return true;
}

/* Those of a pack lie there. */
static bool take_outlines(dateline_rules *rules) {
    if (!dl_outlines_view(rules->packed_outlines, rules->outlines, DL_USES)) return false;
    const dl_outlines *wandering = &rules->outlines[DL_USE_WANDERING];
    for (size_t i = 0; i < wandering->items.count; i++)
        rules->patterns[wandering->items.items[i].pattern].use = DL_USE_WANDERING;
    return true;
}

bool dl_rules_file(dateline_rules *rules) {
    for (size_t i = 0; i < rules->rule_count; i++)
        if (rules->rules[i].about.clue && !file_clue(rules, &rules->rules[i]))
            return false;
    return make_tests(rules) && file_lookups(rules) &&
           (rules->packed_outlines.at ? take_outlines(rules) : make_outlines(rules));
}
