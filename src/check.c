/* check.c - runs the examples that stand in the rules. */
#include "dateline.h"

#include <stdio.h>

#include "rules/rules.h"

typedef struct checker {
    const dateline_rules *rules;
    dateline_report_fn report;
    void *user;
    size_t ran, failed;
} checker;

static void complain(checker *c, const dl_tree_example *example, bool warning,
                     const char *what) {
    dateline_error err;
    dl_fail(&err, example->place, DATELINE_ERR_EXAMPLE, "%s", what);
    err.warning = warning;
    if (!warning) c->failed++;
    if (c->report) c->report(&err, c->user);
}

/* Exactly the marked spans of the rule's type are found. */
static bool spans_agree(const dl_tree_example *example, const dateline_result *found,
                        const char *type) {
    size_t matched = 0, have = 0;
    for (size_t i = 0; i < dateline_result_count(found); i++) {
        const dateline_entity *entity = dateline_result_at(found, i);
        if (strcmp(entity->type, type) != 0) continue;
        have++;
        for (size_t m = 0; m < example->marks.count; m++)
            matched += example->marks.items[m].start == entity->byte_start &&
                       example->marks.items[m].end == entity->byte_end;
    }
    return matched == have && have == example->marks.count;
}

static bool rule_is_silent(const dateline_result *found, const char *rule) {
    for (size_t i = 0; i < dateline_result_count(found); i++)
        if (strcmp(dateline_result_at(found, i)->rule, rule) == 0) return false;
    return true;
}

static void run_example(checker *c, dateline_scanner *scanner, const dl_rule *rule,
                        const dl_tree_example *example) {
    char date[16] = "";
    if (example->date.len == 10) memcpy(date, example->date.at, 10);
    dateline_document document = {.size = sizeof document, .text = example->text.at,
                                  .len = example->text.len, .date = date[0] ? date : NULL};
    dateline_result *found = dateline_scan(scanner, &document, NULL);
    if (!found) return;
    c->ran++;
    const char *type = strcmp(rule->about.type, "vague") == 0 ? "date" : rule->about.type;
    bool good = example->sign == '-' ? rule_is_silent(found, rule->about.name)
                                     : spans_agree(example, found, type);
    if (!good && example->sign == '?') complain(c, example, true, "known gap");
    if (good && example->sign == '?') complain(c, example, false, "passes now: make it +");
    if (!good && example->sign != '?') complain(c, example, false, "does not hold");
    dateline_result_free(found);
}

size_t dateline_rules_check(const dateline_rules *rules, dateline_report_fn report, void *user,
                            size_t *failed) {
    checker c = {.rules = rules, .report = report, .user = user};
    dateline_options options = dateline_options_default();
    char types[2048] = "";
    for (size_t t = 0; t < rules->type_count; t++) {
        if (t == DL_NONE) continue;
        size_t len = strlen(types);
        snprintf(types + len, sizeof types - len, "%s%s", len ? "," : "", rules->types[t]);
    }
    options.types = types;
    dateline_scanner *scanner = dateline_scanner_new(rules, &options, NULL);
    for (size_t i = 0; scanner && i < rules->rule_count; i++)
        for (size_t e = 0; e < rules->rules[i].tree->examples.count; e++)
            run_example(&c, scanner, &rules->rules[i], &rules->rules[i].tree->examples.items[e]);
    dateline_scanner_free(scanner);
    if (failed) *failed = c.failed;
    return c.ran;
}
