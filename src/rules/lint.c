/* lint.c - warnings about rules: their examples, what they capture, what silences what.
 */
#include "rules/lint.h"

#include <stdarg.h>
#include <stdio.h>

#include "rules/parse.h"
#include "text/text.h"

enum { CODES = 14 }; /* W001 to W014 */

/* Passes over lines between several `# ok:` that are no comments. */
static void skip_line(dl_str *rest) {
    dl_str line = *rest;
    do {
        dl_str_split(rest, '\n');
        line = rest->at ? dl_str_trim(*rest) : *rest;
    } while (rest->at && !dl_str_starts(line, DL_STR("#")));
}

/* Takes the next word like W12 off *rest, or gives {NULL, 0}; what else stands there is
 * the reason. */
static dl_str next_code(dl_str *rest) {
    while (rest->len) {
        if (rest->at[0] == '\n') {
            *rest = dl_str_cut(*rest, 1, rest->len);
            if (!dl_str_starts(dl_str_trim(*rest), DL_STR("#"))) skip_line(rest);
            continue;
        }
        size_t len = 1;
        while (len < rest->len && dl_is_digit(rest->at[len]))
            len++;
        dl_str word = dl_str_cut(*rest, 0, len);
        *rest = dl_str_cut(*rest, len, rest->len);
        if (word.at[0] == 'W' && len > 1) return word;
    }
    return (dl_str){NULL, 0};
}

bool dl_lint_silenced(dl_str ok, const char *code) {
    dl_str word;
    while ((word = next_code(&ok)).at)
        if (dl_str_is(word, code)) return true;
    return false;
}

void dl_lint_warn(dl_lint *lint, dl_place place, dl_str ok, const char *code,
                  const char *format, ...) {
    if (dl_lint_silenced(ok, code)) return;
    dateline_error err;
    va_list args;
    va_start(args, format);
    dl_vfail(&err, place, DATELINE_ERR_RULE, format, args);
    va_end(args);
    err.warning = true;
    snprintf(err.code, sizeof err.code, "%s", code);
    lint->warnings++;
    if (lint->report) lint->report(&err, lint->user);
}

/* ---- examples ---- */

static bool has_example(const dl_tree_rule *rule, char sign) {
    for (size_t i = 0; i < rule->examples.count; i++)
        if (rule->examples.items[i].sign == sign) return true;
    return false;
}

/* What a rule of these types finds is never shown, so no example can mark it. */
static bool is_hidden(const dl_tree_rule *rule) {
    dl_str type = rule->weights.count ? rule->weights.items[0].type : DL_STR("");
    return dl_str_is(type, "none") || dl_str_is(type, "cue");
}

static void lint_examples(dl_lint *lint, const dl_tree_rule *rule) {
    if (rule->clue) return;
    if (!is_hidden(rule) && !has_example(rule, '+') && !has_example(rule, '?'))
        dl_lint_warn(lint, rule->place, rule->ok, "W002",
                     "no example shows what this rule finds: add a line + TEXT with the "
                     "[mention] marked");
    if (!has_example(rule, '-'))
        dl_lint_warn(
            lint, rule->place, rule->ok, "W003",
            "no example shows where this rule must stay silent: add a line - TEXT "
            "that looks alike");
}

/* ---- captures ---- */

static bool gives(const dl_rule_pattern *pattern, dl_str group) {
    for (size_t i = 0; i < pattern->groups.count; i++)
        if (dl_str_equal(pattern->groups.items[i].name, group)) return true;
    return false;
}

static bool args_use(const dl_tree_arg *args, size_t count, dl_str group) {
    for (size_t i = 0; i < count; i++)
        if (args[i].group.at && dl_str_equal(args[i].group, group)) return true;
    return false;
}

/* \k<name>, (?P=name), (?&name), (?(<name>): the name with a sign before it and no (?< */
static bool pattern_refers(dl_str source, dl_str group) {
    for (size_t i = 3; i + group.len < source.len; i++) {
        if (!strchr("<{'=&>(", source.at[i - 1])) continue;
        if (memcmp(source.at + i, group.at, group.len) != 0) continue;
        if (!strchr(">}')", source.at[i + group.len])) continue;
        bool opens = (source.at[i - 1] == '<' || source.at[i - 1] == '\'') &&
                     (source.at[i - 2] == '?' || source.at[i - 2] == 'P');
        if (!opens) return true;
    }
    return false;
}

static bool is_used(const dl_lint *lint, const dl_rule *rule, dl_str group) {
    const dl_tree_rule *tree = rule->tree;
    if (tree->span.at && dl_str_equal(tree->span, group)) return true;
    if (args_use(tree->args.items, tree->args.count, group)) return true;
    for (size_t i = 0; i < tree->conds.count; i++) {
        const dl_tree_cond *cond = &tree->conds.items[i];
        if (cond->kind == DL_COND_IN && dl_str_equal(cond->group, group)) return true;
        if (args_use(cond->args.items, cond->args.count, group)) return true;
    }
    for (uint32_t i = 0; i < lint->rules->pattern_count; i++)
        if (lint->rules->patterns[i].rule == rule->number &&
            pattern_refers(lint->rules->patterns[i].pattern.source, group))
            return true;
    return false;
}

static void lint_unused_groups(dl_lint *lint, const dl_rule *rule) {
    for (uint32_t p = 0; p < rule->pattern_count; p++) {
        const dl_rule_pattern *pattern = &lint->rules->patterns[rule->first_pattern + p];
        for (size_t g = 0; g < pattern->groups.count; g++) {
            dl_str group = pattern->groups.items[g].name;
            bool told = false;
            for (uint32_t k = 0; k < p; k++)
                told |= gives(&lint->rules->patterns[rule->first_pattern + k], group);
            if (told || is_used(lint, rule, group)) continue;
            dl_lint_warn(
                lint, rule->tree->matches.items[p].place, rule->tree->ok, "W012",
                "what (?<%.*s>…) captures is used nowhere: name it in value, span or "
                "a condition, or write (?:…)",
                (int)group.len, group.at);
        }
    }
}

static bool gives_any(const dl_rule_pattern *pattern, const dl_tree_rule *rule) {
    for (size_t i = 0; i < rule->args.count; i++)
        if (rule->args.items[i].group.at && gives(pattern, rule->args.items[i].group))
            return true;
    return false;
}

/* Each match line must give some of what the value asks for, unless a condition does. */
static void lint_value(dl_lint *lint, const dl_rule *rule) {
    const dl_tree_rule *tree = rule->tree;
    bool asks = false;
    for (size_t i = 0; i < tree->args.count; i++)
        asks |= tree->args.items[i].group.at != NULL;
    for (uint32_t i = 0; i < rule->condition_count; i++) {
        dl_tree_cond_kind kind = rule->conditions[i].kind;
        if ((kind == DL_COND_BEFORE || kind == DL_COND_AFTER) &&
            gives_any(&lint->rules->patterns[rule->conditions[i].pattern], tree))
            return;
    }
    for (uint32_t i = 0; asks && i < rule->pattern_count; i++)
        if (!gives_any(&lint->rules->patterns[rule->first_pattern + i], tree))
            dl_lint_warn(
                lint, tree->matches.items[i].place, tree->ok, "W011",
                "this match captures nothing that value %.*s(…) asks for: name a "
                "group, as in (?<%.*s>…)",
                (int)tree->value_fn.len, tree->value_fn.at,
                (int)tree->args.items[0].name.len, tree->args.items[0].name.at);
}

/* ---- codes ---- */

static bool is_known_code(dl_str word) {
    unsigned number = 0;
    for (size_t i = 1; i < word.len; i++)
        number = number * 10 + (unsigned)(word.at[i] - '0');
    return word.len == 4 && number >= 1 && number <= CODES;
}

static void lint_codes(dl_lint *lint, dl_str ok) {
    const dl_tree *tree = &lint->rules->tree;
    dl_str rest = ok, word;
    while ((word = next_code(&rest)).at) {
        if (is_known_code(word)) continue;
        for (size_t i = 0; i < tree->files.count; i++) {
            dl_str text = tree->files.items[i].text;
            if (word.at < text.at || word.at >= text.at + text.len) continue;
            dl_place place =
                dl_place_at(tree->files.items[i].name, text, (size_t)(word.at - text.at));
            dl_lint_warn(lint, place, DL_STR(""), "W005",
                         "no warning has the code %.*s: there are W001 to W0%d",
                         (int)word.len, word.at, CODES);
        }
    }
}

static void lint_all_codes(dl_lint *lint) {
    const dl_tree *tree = &lint->rules->tree;
    for (size_t i = 0; i < tree->lists.count; i++)
        lint_codes(lint, tree->lists.items[i].ok);
    for (size_t i = 0; i < tree->defines.count; i++)
        lint_codes(lint, tree->defines.items[i].ok);
    for (size_t i = 0; i < tree->rules.count; i++)
        lint_codes(lint, tree->rules.items[i].ok);
}

/* ---- characters that no text has ---- */

static bool is_mark_start(unsigned char c) {
    return c >= 0xC0;
}

static size_t step(dl_str text, size_t i) {
    i++;
    while (i < text.len && ((unsigned char)text.at[i] & 0xC0) == 0x80)
        i++;
    return i;
}

/* A letter and the marks that follow it, such as e and U+0301, are one letter in a text.
 */
static void lint_normal(dl_lint *lint, dl_str pattern, dl_place place, dl_str ok) {
    for (size_t i = 0, next; i < pattern.len; i = next) {
        next = step(pattern, i);
        place.column++;
        if (next >= pattern.len || !is_mark_start((unsigned char)pattern.at[next]))
            continue;
        size_t end = step(pattern, next);
        dl_str pair = dl_str_cut(pattern, i, end);
        dl_str normal = dl_normal_text(pair, &lint->arena);
        if (!normal.at || normal.len >= pair.len || step(normal, 0) != normal.len ||
            (unsigned char)normal.at[0] < 0x80)
            continue;
        place.column--;
        dl_lint_warn(
            lint, place, ok, "W013",
            "\"%.*s\" is written as two characters, which a text never has once it is "
            "normalised: write the one letter \"%.*s\"",
            (int)pair.len, pair.at, (int)normal.len, normal.at);
        return;
    }
}

static void lint_normal_rule(dl_lint *lint, const dl_tree_rule *rule) {
    for (size_t i = 0; i < rule->matches.count; i++)
        lint_normal(lint, rule->matches.items[i].pattern, rule->matches.items[i].place,
                    rule->ok);
    for (size_t i = 0; i < rule->conds.count; i++) {
        const dl_tree_cond *cond = &rule->conds.items[i];
        if (cond->kind == DL_COND_BEFORE || cond->kind == DL_COND_AFTER)
            lint_normal(lint, cond->argument, cond->place, rule->ok);
    }
}

void dl_lint_run(dl_lint *lint) {
    const dateline_rules *rules = lint->rules;
    lint_all_codes(lint);
    dl_lint_lists(lint);
    for (size_t i = 0; i < rules->tree.defines.count; i++) {
        const dl_tree_define *define = &rules->tree.defines.items[i];
        lint_normal(lint, define->pattern, define->place, define->ok);
    }
    for (size_t i = 0; i < rules->rule_count; i++) {
        const dl_rule *rule = &rules->rules[i];
        lint_examples(lint, rule->tree);
        lint_normal_rule(lint, rule->tree);
        if (!rule->about.clue && rule->lookup < 0) lint_value(lint, rule);
        if (!rule->about.clue && rule->lookup < 0) lint_unused_groups(lint, rule);
        dl_arena_reset(&lint->arena);
    }
    dl_lint_patterns(lint);
    dl_arena_free(&lint->arena);
}
