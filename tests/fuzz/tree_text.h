/* tree_text.h - all that a tree says, without places, as one text: two files that give
 * the same text mean the same. */
#ifndef TREE_TEXT_H
#define TREE_TEXT_H

#include <stdio.h>

#include "rules/tree.h"

typedef DL_ARRAY(char) tree_text;

static void tell_str(dl_arena *arena, tree_text *out, dl_str text) {
    char head[24];
    int len = snprintf(head, sizeof head, text.at ? "%zu:" : "-:", text.len);
    if (!DL_RESERVE(arena, out, text.len + (size_t)len)) return;
    memcpy(out->items + out->count, head, (size_t)len);
    if (text.len) memcpy(out->items + out->count + len, text.at, text.len);
    out->count += text.len + (size_t)len;
}

static void tell_number(dl_arena *arena, tree_text *out, long number) {
    char digits[24];
    snprintf(digits, sizeof digits, "%ld", number);
    tell_str(arena, out, dl_str_from(digits));
}

static void tell_rule(dl_arena *a, tree_text *out, const dl_tree_rule *rule) {
    tell_str(a, out, rule->name);
    tell_number(a, out, rule->clue * 2 + rule->off);
    for (size_t i = 0; i < rule->weights.count; i++) {
        tell_str(a, out, rule->weights.items[i].type);
        tell_number(a, out, (long)(rule->weights.items[i].confidence * 1e6 + 0.5));
        tell_number(a, out, rule->weights.items[i].against);
    }
    for (size_t i = 0; i < rule->matches.count; i++) {
        tell_number(a, out, rule->matches.items[i].kind);
        tell_str(a, out, rule->matches.items[i].pattern);
    }
    for (size_t i = 0; i < rule->conds.count; i++) {
        const dl_tree_cond *cond = &rule->conds.items[i];
        tell_number(a, out, cond->kind * 4 + cond->unless * 2 + cond->maybe);
        tell_str(a, out, cond->group);
        tell_str(a, out, cond->argument);
        tell_number(a, out, cond->number);
    }
    tell_str(a, out, rule->span);
    tell_str(a, out, rule->value_fn);
    for (size_t i = 0; i < rule->args.count; i++) {
        tell_str(a, out, rule->args.items[i].name);
        tell_str(a, out, rule->args.items[i].group);
        tell_str(a, out, rule->args.items[i].text);
    }
    for (size_t i = 0; i < rule->examples.count; i++) {
        const dl_tree_example *example = &rule->examples.items[i];
        tell_number(a, out, example->sign);
        tell_str(a, out, example->date);
        tell_str(a, out, example->text);
        for (size_t k = 0; k < example->marks.count; k++) {
            tell_number(a, out, (long)example->marks.items[k].start);
            tell_number(a, out, (long)example->marks.items[k].end);
            tell_str(a, out, example->marks.items[k].body);
        }
    }
    for (size_t i = 0; i < rule->ok.len; i++) /* may span lines */
        if (rule->ok.at[i] > ' ') tell_str(a, out, dl_str_cut(rule->ok, i, i + 1));
}

static inline dl_str tree_as_text(const dl_tree *tree) {
    tree_text out = {0};
    dl_arena *a = tree->arena;
    for (size_t i = 0; i < tree->lists.count; i++) {
        const dl_tree_list *list = &tree->lists.items[i];
        tell_str(a, &out, list->name);
        tell_str(a, &out, list->path);
        tell_number(a, &out, list->cased);
        for (size_t k = 0; k < list->entries.count; k++) {
            tell_str(a, &out, list->entries.items[k].text);
            tell_str(a, &out, list->entries.items[k].value);
        }
    }
    for (size_t i = 0; i < tree->defines.count; i++) {
        tell_str(a, &out, tree->defines.items[i].name);
        tell_str(a, &out, tree->defines.items[i].pattern);
    }
    for (size_t i = 0; i < tree->rules.count; i++)
        tell_rule(a, &out, &tree->rules.items[i]);
    return (dl_str){out.items ? out.items : "", out.count};
}

#endif
