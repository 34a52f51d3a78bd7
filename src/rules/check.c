/* check.c - what needs the whole tree: names that are used and not there. */
#include "rules/parse.h"

#include "base/markup.h"
#include "rules/rules.h"

typedef DL_ARRAY(dl_str) names;

typedef struct {
    dl_tree *tree;
    dl_tree_source *source;
    dl_tree patterns; /* the tree with an arena for expansions, emptied after each rule */
    dl_arena scratch;
    names types;
} checker;

static const char *const builtin_types[] = {"none",    "person",       "place",   "date",
                                            "percent", "organisation", "other",   "time",
                                            "set",     "vague",        "duration"};
/* Words that every mention has, as if they were groups. */
static const char *const roles[] = {"mention",  "first", "last",      "inner", "any",
                                    "previous", "next",  "previous2", "next2"};
#define COUNT(table) (sizeof(table) / sizeof *(table))

static bool has(const names *list, dl_str name) {
    for (size_t i = 0; i < list->count; i++)
        if (dl_str_equal(list->items[i], name)) return true;
    return false;
}

static void add(dl_arena *arena, names *list, dl_str name) {
    if (has(list, name)) return;
    dl_str *slot = DL_PUSH(arena, list);
    if (slot) *slot = name;
}

static void add_all(dl_arena *arena, names *list, const char *const *words,
                    size_t count) {
    for (size_t i = 0; i < count; i++)
        add(arena, list, dl_str_from(words[i]));
}

/* "a, b, c" on the arena. */
static const char *joined(dl_arena *arena, const names *list) {
    const char *text = "";
    for (size_t i = 0; i < list->count && text && i < 16; i++)
        text = dl_arena_format(arena, "%s%s%.*s", text, i ? ", " : "",
                               (int)list->items[i].len, list->items[i].at);
    return text ? text : "";
}

/* Reports that what called name is not there, with the likeliest or with all that are. */
static void unknown(checker *c, dl_place place, const char *what, dl_str name,
                    const names *known) {
    dl_guess guess = {.word = name};
    for (size_t i = 0; i < known->count; i++)
        dl_guess_offer(&guess, known->items[i]);
    const char *hint = dl_guess_text(&guess, &c->scratch);
    const char *all = *hint || !known->count ? "" : joined(&c->scratch, known);
    const char *there = !*all ? "" : known->count == 1 ? "; there is " : "; there are ";
    dl_rules_fail(c->source, place, DATELINE_ERR_RULE, "%s \"%.*s\"%s%s%s", what,
                  (int)name.len, name.at, hint, there, all);
}

/* known NULL: not certain, as a pattern could not be read; all is taken as known. */
static void require(checker *c, dl_place place, const char *what, dl_str name,
                    const names *known) {
    if (known && !has(known, name)) unknown(c, place, what, name, known);
}

/* ---- patterns
 * -------------------------------------------------------------------------------- */

/* What PCRE2 has to say. An error inside of a define or list is shown where it is put in.
 */
static bool compiles(checker *c, dl_str pattern, dl_place place,
                     const dl_expanded *expanded, bool may_be_empty) {
    char message[160];
    size_t byte;
    if (!expanded->pattern.at) return true;
    if (dl_pattern_check(expanded->pattern, may_be_empty, &byte, message)) return true;
    if (!message[0]) {
        c->scratch.failed = true;
        return false;
    }
    size_t end = byte < expanded->pattern.len ? expanded->map[byte] : pattern.len;
    for (size_t i = 0; i < end; i++)
        place.column += ((unsigned char)pattern.at[i] & 0xC0) != 0x80;
    return dl_rules_fail(c->source, place, DATELINE_ERR_PATTERN, "%s", message);
}

/* Expands a pattern for its errors and adds its groups to found. What is looked for
 * beside a mention may be empty, such as (?!,). */
static bool check_pattern(checker *c, dl_str pattern, dl_place place, bool beside,
                          names *found) {
    dl_expanded expanded;
    bool ok = dl_tree_expand(&c->patterns, pattern, place, &expanded, c->source) &&
              compiles(c, pattern, place, &expanded, beside);
    for (size_t i = 0; found && i < expanded.groups.count; i++)
        add(&c->scratch, found, expanded.groups.items[i].name);
    return ok;
}

/* Empties the scratch arena, and keeps in mind that it ran out of memory. */
static void forget(checker *c) {
    if (c->scratch.failed) c->tree->arena->failed = true;
    dl_arena_reset(&c->scratch);
}

/* Each define is tried alone, so that an error in one is told once and at its place; a
 * bad one then makes the patterns that use it fail without a word. */
static void check_defines(checker *c) {
    dl_tree *tree = c->tree;
    const dl_tree_define *circle;
    for (size_t i = 0; i < 2 * tree->defines.count; i++) {
        bool shallow = i < tree->defines.count;
        dl_tree_define *define = &tree->defines.items[i % tree->defines.count];
        if (define->bad) continue;
        define->bad =
            !dl_expand_define(&c->patterns, define, shallow, c->source, &circle);
        if (circle) tree->defines.items[circle - tree->defines.items].bad = true;
        forget(c);
    }
}

/* ---- a rule's lines -----------------------------------------------------------------
 */

#define NO_GROUP "no group of the pattern is called"

static void require_layout(checker *c, const dl_tree_cond *cond) {
    names known = {0};
    for (int i = 0; dl_trait_name(i); i++)
        add(&c->scratch, &known, dl_str_from(dl_trait_name(i)));
    require(c, cond->place, "no layout or trait", cond->argument, &known);
}

static void require_type(checker *c, const dl_tree_cond *cond) {
    require(c, cond->place, "no rule gives the type", cond->argument, &c->types);
}

static void require_relation(checker *c, const dl_tree_cond *cond) {
    names known = {0};
    for (int i = 0; dl_relation_name(i); i++)
        add(&c->scratch, &known, dl_str_from(dl_relation_name(i)));
    require(c, cond->place, "no relation", cond->group, &known);
    require_type(c, cond);
}

static void require_list(checker *c, const dl_tree_cond *cond, const names *groups) {
    names known = {0};
    dl_str rest = cond->argument, list = dl_take_word(&rest);
    require(c, cond->place, "no word of the mention or group is called", cond->group,
            groups);
    const dl_tree_define *define = dl_tree_define_find(c->tree, list);
    if (dl_tree_list_find(c->tree, list) || (define && define->bad)) return;
    for (size_t i = 0; i < c->tree->lists.count; i++)
        add(&c->scratch, &known, c->tree->lists.items[i].name);
    unknown(c, cond->place, "no list", list, &known);
}

static void require_groups(checker *c, const dl_tree_arg *args, size_t count,
                           const names *groups) {
    for (size_t i = 0; i < count; i++)
        if (args[i].group.at) require(c, args[i].place, NO_GROUP, args[i].group, groups);
}

static void require_test(checker *c, const dl_tree_cond *cond, const names *groups) {
    names known = {0};
    require_groups(c, cond->args.items, cond->args.count, groups);
    for (size_t i = 0; dl_value_test_at(i); i++)
        add(&c->scratch, &known, dl_str_from(dl_value_test_at(i)));
    require(c, cond->place, "no test", cond->group, &known);
}

static void check_condition(checker *c, const dl_tree_cond *cond, const names *groups,
                            names *captured) {
    switch (cond->kind) {
    case DL_COND_IN:
        require_list(c, cond, groups);
        break;
    case DL_COND_BEFORE:
    case DL_COND_AFTER:
        check_pattern(c, cond->argument, cond->place, true,
                      cond->unless ? NULL : captured);
        break;
    case DL_COND_INSIDE:
        require_type(c, cond);
        break;
    case DL_COND_LAYOUT:
        require_layout(c, cond);
        break;
    case DL_COND_TEST:
        require_test(c, cond, groups);
        break;
    case DL_COND_DOCUMENT:
        require_relation(c, cond);
        break;
    }
}

static void require_param(checker *c, const dl_value_fn *fn, const dl_tree_arg *arg) {
    names params = {0};
    if (!fn->params || fn->kind == DL_VALUE_PARTS) return; /* takes any */
    for (size_t i = 0; fn->params[i]; i++)
        add(&c->scratch, &params, dl_str_from(fn->params[i]));
    const char *what = dl_arena_format(&c->scratch, "%s takes no argument", fn->name);
    if (what) require(c, arg->place, what, arg->name, &params);
}

static void check_args(checker *c, const dl_tree_rule *rule, const dl_value_fn *fn) {
    for (size_t i = 0; i < rule->args.count; i++) {
        const dl_tree_arg *arg = &rule->args.items[i];
        if (arg->name.at)
            require_param(c, fn, arg);
        else
            dl_rules_fail(c->source, arg->place, DATELINE_ERR_RULE,
                          "a literal needs the name of its parameter: name=\"text\"");
    }
}

static void check_value(checker *c, const dl_tree_rule *rule, const names *groups) {
    const dl_value_fn *fn = dl_value_find(rule->value_fn);
    names known = {0};
    require_groups(c, rule->args.items, rule->args.count, groups);
    for (size_t i = 0; dl_value_at(i); i++)
        add(&c->scratch, &known, dl_str_from(dl_value_at(i)->name));
    if (fn)
        check_args(c, rule, fn);
    else
        unknown(c, rule->value_place, "value: no function", rule->value_fn, &known);
}

/* A mark of an example: the type may stand in front or be left out. */
static void split_marks(checker *c, dl_tree_example *example) {
    for (size_t i = 0; i < example->marks.count; i++) {
        dl_tree_mark *mark = &example->marks.items[i];
        dl_markup_mark written = {.body = mark->body};
        dl_str word = dl_markup_first_word(&written);
        dl_markup_split(&written, word.len && has(&c->types, word), c->tree->arena);
        mark->type = written.type;
        mark->value = written.value;
        mark->fields = written.fields;
    }
}

/* Adds the groups of one pattern to all. Each pattern must have the group that is the
 * span; a value may use those of one. False where the pattern is wrong. */
static bool check_match(checker *c, const dl_tree_rule *rule, const dl_tree_match *match,
                        names *all) {
    names own = {0};
    bool ok =
        check_pattern(c, match->pattern, match->place, match->kind != DL_MATCH, &own);
    if (ok && rule->span.at)
        require(c, rule->span_place, "span: " NO_GROUP, rule->span, &own);
    for (size_t i = 0; i < own.count; i++)
        add(&c->scratch, all, own.items[i]);
    return ok;
}

static void check_rule(checker *c, const dl_tree_rule *rule) {
    names groups = {0};
    bool ok = rule->clue || rule->matches.count > 0;
    for (size_t i = 0; i < rule->matches.count; i++)
        ok &= check_match(c, rule, &rule->matches.items[i], &groups);
    names words = {0}; /* what `… in LIST` may ask about */
    for (size_t i = 0; i < groups.count && !rule->clue; i++)
        add(&c->scratch, &words, groups.items[i]);
    add_all(&c->scratch, &words, roles, COUNT(roles));
    for (size_t i = 0; i < rule->conds.count; i++) {
        const dl_tree_cond *cond = &rule->conds.items[i];
        check_condition(c, cond,
                        !ok                        ? NULL
                        : cond->kind == DL_COND_IN ? &words
                                                   : &groups,
                        &groups);
    }
    if (rule->value_fn.at) check_value(c, rule, ok ? &groups : NULL);
}

bool dl_tree_check(dl_tree *tree, dl_tree_source *source) {
    if (tree->incomplete || tree->arena->failed) return false;
    size_t errors = source->errors;
    dl_arena kept = {0};
    checker c = {.tree = tree, .source = source, .patterns = *tree};
    add_all(&kept, &c.types, builtin_types, COUNT(builtin_types));
    for (size_t i = 0; i < tree->rules.count; i++)
        for (size_t k = 0; k < tree->rules.items[i].weights.count; k++)
            add(&kept, &c.types, tree->rules.items[i].weights.items[k].type);
    c.patterns.arena = &c.scratch;
    source->memory[1] = &c.scratch;
    if (!source->trusted) check_defines(&c);
    for (size_t i = 0; i < tree->rules.count; i++) {
        dl_tree_rule *rule = &tree->rules.items[i];
        if (!source->trusted) check_rule(&c, rule);
        for (size_t k = 0; k < rule->examples.count; k++)
            split_marks(&c, &rule->examples.items[k]);
        forget(&c);
    }
    source->memory[1] = NULL;
    if (kept.failed) tree->arena->failed = true;
    dl_arena_free(&kept);
    dl_arena_free(&c.scratch);
    return source->errors == errors && !tree->arena->failed;
}
