/* check.c - runs the examples that stand below rules against the whole rule set.
 *
 * `+` gives exactly the marked spans of the rule's type; `-` leaves the rule silent (a
 * clue: nothing of its type is found); `?` is a `+` that is known to fail. */
#include "expect.h"
#include "rules/lint.h"

typedef struct {
    const dateline_rules *rules;
    dateline_scanner *scanner;
    dateline_report_fn report;
    void *user;
    dl_arena arena; /* emptied before each example */
    size_t ran, failed;
    size_t marked, own; /* of one rule's examples: stretches marked, found by itself */
} checker;

/* Every type is asked for, so that hidden ones can be compared too. NULL without memory.
 */
static const char *all_types(const dateline_rules *rules, dl_arena *arena) {
    const char *types = "";
    for (size_t i = 0; i < rules->type_count && types; i++)
        if (i != DL_NONE)
            types = dl_arena_format(arena, "%s%s%s", types, *types ? "," : "",
                                    rules->types[i]);
    return types;
}

static void tell(checker *c, const dl_tree_example *example, bool warning,
                 const char *message) {
    dateline_error err;
    dl_fail(&err, example->place, DATELINE_ERR_EXAMPLE, "%s",
            message ? message : "no memory");
    err.warning = warning;
    if (!warning) c->failed++;
    if (c->report) c->report(&err, c->user);
}

/* The type that a mark without one stands for. */
static const char *type_of(const dl_tree_rule *rule, dl_arena *arena) {
    for (size_t i = 0; i < rule->weights.count; i++)
        if (!rule->weights.items[i].against)
            return dl_arena_text(arena, rule->weights.items[i].type);
    return "none"; /* a clue that speaks against types alone */
}

static dl_markup_mark *marks_of(const dl_tree_example *example, const char *type,
                                dl_arena *arena) {
    dl_markup_mark *marks =
        dl_arena_zero(arena, (example->marks.count + 1) * sizeof *marks);
    for (size_t i = 0; marks && i < example->marks.count; i++) {
        const dl_tree_mark *mark = &example->marks.items[i];
        marks[i] =
            (dl_markup_mark){.start = mark->start,
                             .end = mark->end,
                             .type = mark->type.len ? mark->type : dl_str_from(type),
                             .value = mark->value,
                             .fields = mark->fields};
    }
    return marks;
}

/* The rule's own type and those that its marks name are compared; all of them against a
 * mark of no type. */
static bool is_compared(const char *found, const char *type, const dl_markup_mark *marks,
                        size_t count) {
    if (strcmp(found, type) == 0) return true;
    for (size_t i = 0; i < count; i++)
        if (dl_str_is(marks[i].type, found)) return true;
    return false;
}

static bool gather(checker *c, const dateline_result *result, const char *type,
                   const dl_markup_mark *marks, size_t count, dl_found_list *found) {
    const dateline_entity *entity;
    bool all = strcmp(type, "none") == 0;
    for (size_t i = 0; (entity = dateline_result_at(result, i)); i++) {
        const char *of = dl_expect_type(c->rules, entity);
        if (!all && !is_compared(of, type, marks, count)) continue;
        dl_found *slot = DL_PUSH(&c->arena, found);
        if (slot) *slot = (dl_found){entity, of};
    }
    return !c->arena.failed;
}

/* For a rule or clue that speaks for no entity, what lies outside of the marks does not
 * count. */
static bool holds(checker *c, const char *type, const dl_markup_mark *marks, size_t count,
                  const dl_found_list *found) {
    if (strcmp(type, "none") != 0) return dl_expect_holds(marks, count, found, &c->arena);
    dl_found_list inside = {0};
    for (size_t i = 0; i < found->count; i++)
        for (size_t k = 0; k < count; k++)
            if (found->items[i].entity->byte_start < marks[k].end &&
                marks[k].start < found->items[i].entity->byte_end) {
                dl_found *slot = DL_PUSH(&c->arena, &inside);
                if (slot) *slot = found->items[i];
                break;
            }
    return dl_expect_holds(marks, count, &inside, &c->arena);
}

/* Counts the marked stretches, and those of them that the rule itself found. */
static void count_own(checker *c, const dl_tree_rule *rule,
                      const dl_tree_example *example, const dateline_result *result) {
    const dateline_entity *entity;
    c->marked += example->marks.count;
    for (size_t i = 0; (entity = dateline_result_at(result, i)); i++)
        c->own += entity->rule && dl_str_is(rule->name, entity->rule);
}

/* Another rule finds all that this one was written for. */
static void tell_shadowed(checker *c, const dl_tree_rule *rule) {
    dl_lint lint = {.report = c->report, .user = c->user};
    if (!rule->clue && c->marked && !c->own)
        dl_lint_warn(
            &lint, rule->place, rule->ok, "W009",
            "other rules find all of this rule's examples: take it away, give it an "
            "example that it alone finds, or more confidence");
}

static void judge_marks(checker *c, const dl_tree_rule *rule,
                        const dl_tree_example *example, const dateline_result *result) {
    const char *type = type_of(rule, &c->arena);
    size_t count = example->marks.count;
    dl_markup_mark *marks = type ? marks_of(example, type, &c->arena) : NULL;
    dl_found_list found = {0};
    if (!marks || !gather(c, result, type, marks, count, &found)) {
        tell(c, example, false, NULL);
        return;
    }
    bool good = holds(c, type, marks, count, &found);
    if (example->sign == '?' && good) {
        tell(c, example, false, "this known gap passes now: make it a + example");
    } else if (!good) {
        const char *message =
            dl_expect_message(example->text, marks, count, &found, &c->arena);
        bool gap = example->sign == '?';
        if (message && gap)
            message = dl_arena_format(&c->arena, "known gap: %s", message);
        tell(c, example, gap, message);
    }
}

/* True when the rule, or anything of the clue's type, was found. */
static bool speaks(checker *c, const dl_tree_rule *rule, const dateline_entity *entity) {
    if (!rule->clue) return dl_str_is(rule->name, entity->rule);
    const char *type = type_of(rule, &c->arena);
    return type && strcmp(dl_expect_type(c->rules, entity), type) == 0;
}

static void judge_silence(checker *c, const dl_tree_rule *rule,
                          const dl_tree_example *example, const dateline_result *result) {
    const dateline_entity *entity;
    dl_found_list found = {0};
    for (size_t i = 0; (entity = dateline_result_at(result, i)); i++) {
        dl_found *slot = speaks(c, rule, entity) ? DL_PUSH(&c->arena, &found) : NULL;
        if (slot) *slot = (dl_found){entity, dl_expect_type(c->rules, entity)};
    }
    if (found.count)
        tell(c, example, false,
             dl_expect_message(example->text, NULL, 0, &found, &c->arena));
}

static void run_example(checker *c, const dl_tree_rule *rule,
                        const dl_tree_example *example) {
    dateline_error err;
    dateline_document document = {
        .size = sizeof document, .text = example->text.at, .len = example->text.len};
    dl_arena_reset(&c->arena);
    c->ran++;
    if (example->date.at) document.date = dl_arena_text(&c->arena, example->date);
    dateline_result *result = dateline_scan(c->scanner, &document, &err);
    if (!result)
        tell(c, example, false, err.message);
    else if (example->sign == '-')
        judge_silence(c, rule, example, result);
    else
        judge_marks(c, rule, example, result);
    if (result && example->sign == '+') count_own(c, rule, example, result);
    dateline_result_free(result);
}

static bool open_scanner(checker *c) {
    dateline_options options = dateline_options_default();
    dateline_error err;
    options.types = all_types(c->rules, &c->arena);
    c->scanner = options.types ? dateline_scanner_new(c->rules, &options, &err) : NULL;
    if (!options.types) dl_fail_plain(&err, DATELINE_ERR_MEMORY, "no memory");
    if (!c->scanner && c->report) c->report(&err, c->user);
    if (!c->scanner) c->failed++;
    return c->scanner != NULL;
}

size_t dateline_rules_check(const dateline_rules *rules, dateline_report_fn report,
                            void *user, size_t *failed) {
    checker c = {.rules = rules, .report = report, .user = user};
    bool ready = open_scanner(&c);
    for (size_t i = 0; ready && i < rules->tree.rules.count; i++) {
        const dl_tree_rule *rule = &rules->tree.rules.items[i];
        size_t failed_before = c.failed;
        c.marked = c.own = 0;
        for (size_t k = 0; k < rule->examples.count && !rule->off; k++)
            run_example(&c, rule, &rule->examples.items[k]);
        if (c.failed == failed_before) tell_shadowed(&c, rule);
    }
    dateline_scanner_free(c.scanner);
    dl_arena_free(&c.arena);
    if (failed) *failed = c.failed;
    return c.ran;
}
