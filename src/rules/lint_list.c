/* lint_list.c - warnings about lists and defines: named nowhere, entries that nothing can
 * reach, names that are ordinary words as well. */
#include <stdio.h>

#include "base/hash.h"
#include "rules/lint.h"
#include "rules/parse.h"

/* ---- named nowhere ---- */

/* By the program itself: when it matches, or while rules are loaded. */
static bool is_asked(dl_str name) {
    return dl_list_is_reserved(name) || dl_str_is(name, "weight") ||
           dl_str_is(name, "calibration") || dl_str_is(name, "abbreviation");
}

static bool text_names(dl_str text, dl_str name) {
    for (size_t i = 0; i + name.len + 1 < text.len; i++)
        if (text.at[i] == '{' && text.at[i + 1 + name.len] == '}' &&
            memcmp(text.at + i + 1, name.at, name.len) == 0)
            return true;
    return false;
}

static bool rule_names(const dl_tree_rule *rule, dl_str name) {
    for (size_t i = 0; i < rule->matches.count; i++)
        if (text_names(rule->matches.items[i].pattern, name)) return true;
    for (size_t i = 0; i < rule->conds.count; i++) {
        const dl_tree_cond *cond = &rule->conds.items[i];
        dl_str rest = cond->argument;
        if (cond->kind == DL_COND_IN ? dl_str_equal(dl_take_word(&rest), name)
                                     : text_names(rest, name))
            return true;
    }
    return false;
}

static bool is_named(const dl_tree *tree, dl_str name) {
    for (size_t i = 0; i < tree->rules.count; i++)
        if (rule_names(&tree->rules.items[i], name)) return true;
    for (size_t i = 0; i < tree->defines.count; i++)
        if (text_names(tree->defines.items[i].pattern, name)) return true;
    return is_asked(name);
}

static void lint_unused(dl_lint *lint) {
    const dl_tree *tree = &lint->rules->tree;
    for (size_t i = 0; i < tree->lists.count; i++) {
        const dl_tree_list *list = &tree->lists.items[i];
        if (!is_named(tree, list->name))
            dl_lint_warn(
                lint, list->place, list->ok, "W004",
                "list %.*s is named nowhere: use it as {%.*s} or in a condition, or "
                "take it away",
                (int)list->name.len, list->name.at, (int)list->name.len, list->name.at);
    }
    for (size_t i = 0; i < tree->defines.count; i++) {
        const dl_tree_define *define = &tree->defines.items[i];
        if (!is_named(tree, define->name))
            dl_lint_warn(
                lint, define->place, define->ok, "W004",
                "define %.*s is named nowhere: use it as {%.*s}, or take it away",
                (int)define->name.len, define->name.at, (int)define->name.len,
                define->name.at);
    }
}

/* ---- entries that nothing can reach ---- */

static const dl_tree_file *file_called(const dl_tree *tree, const char *name) {
    for (size_t i = 0; name && i < tree->files.count; i++)
        if (strcmp(tree->files.items[i].name, name) == 0) return &tree->files.items[i];
    return NULL;
}

/* The name of the file that holds the entries. */
static const char *file_of(dl_lint *lint, const dl_tree_list *list) {
    if (!list->path.at) return list->place.file;
    const char *slash = strrchr(list->place.file, '/');
    int folder =
        slash && list->path.at[0] != '/' ? (int)(slash - list->place.file) + 1 : 0;
    return dl_arena_format(&lint->arena, "%.*s%.*s", folder, list->place.file,
                           (int)list->path.len, list->path.at);
}

static dl_place entry_place(dl_lint *lint, const dl_tree_list *list,
                            const dl_tree_entry *entry) {
    const dl_tree_file *file = file_called(&lint->rules->tree, file_of(lint, list));
    if (!file) return list->place;
    dl_str rest = file->text, line = {NULL, 0};
    for (uint32_t i = 0; i < entry->line && rest.at; i++)
        line = dl_str_split(&rest, '\n');
    return (dl_place){file->name, entry->line, entry->column, line};
}

static uint64_t entry_hash(const dl_tree_list *list, dl_str text) {
    uint64_t hash = text.len;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (!list->cased && c >= 'A' && c <= 'Z') c = (char)(c + 32);
        hash = hash * 0x100000001B3u ^ (unsigned char)c;
    }
    return dl_hash_mix(hash, 0);
}

/* Entries of a table that have values of their own are all reached: names of many places.
 */
static bool shadows(const dl_tree_list *list, const dl_tree_entry *first,
                    const dl_tree_entry *later) {
    if (!dl_tree_entry_is(list, first, later->text)) return false;
    return !list->path.at || dl_str_equal(first->value, later->value);
}

static void tell_unreachable(dl_lint *lint, const dl_tree_list *list,
                             const dl_tree_entry *first, const dl_tree_entry *later) {
    bool same = dl_str_equal(first->text, later->text);
    dl_lint_warn(
        lint, entry_place(lint, list, later), list->ok, same ? "W006" : "W007",
        same ? "entry \"%.*s\" is never reached: line %u has \"%.*s\" already"
             : "entry \"%.*s\" is never reached: the list is nocase, and line %u has "
               "\"%.*s\" already",
        (int)later->text.len, later->text.at, first->line, (int)first->text.len,
        first->text.at);
}

/* Open addressing; slots hold the index of an entry plus 1. */
static void lint_entries(dl_lint *lint, const dl_tree_list *list) {
    size_t room = 16;
    while (room < 2 * list->entries.count)
        room *= 2;
    uint32_t *slots = dl_arena_zero(&lint->arena, room * sizeof *slots);
    for (size_t i = 0; slots && i < list->entries.count; i++) {
        const dl_tree_entry *later = &list->entries.items[i], *first = NULL;
        size_t at = (size_t)entry_hash(list, later->text) & (room - 1);
        for (; slots[at]; at = (at + 1) & (room - 1)) {
            first = &list->entries.items[slots[at] - 1];
            if (shadows(list, first, later)) break;
        }
        if (slots[at])
            tell_unreachable(lint, list, first, later);
        else
            slots[at] = (uint32_t)i + 1;
    }
}

/* ---- names that are ordinary words ---- */

/* The list of a pattern that is exactly {list}. */
static const dl_tree_list *whole_list(const dl_tree *tree, dl_str pattern) {
    if (pattern.len < 3 || pattern.at[0] != '{') return NULL;
    dl_str name = dl_reference_name(dl_str_cut(pattern, 1, pattern.len));
    return name.len + 2 == pattern.len ? dl_tree_list_find(tree, name) : NULL;
}

/* Dates and numbers are ordinary words by nature. */
static bool is_name_type(dl_str type) {
    static const char *const others[] = {"none", "cue", "date",  "percent",
                                         "time", "set", "vague", "duration"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (dl_str_is(type, others[i])) return false;
    return true;
}

static bool is_ordinary(const dl_lint *lint, const dl_tree_entry *entry) {
    for (size_t i = 0; i < entry->text.len; i++)
        if (strchr(" -.'", entry->text.at[i])) return false;
    const dl_entry *word =
        dl_list_entry(lint->rules, lint->rules->ordinary_list, entry->text);
    if (!word) return false;
    static const dl_tree_list nocase = {.cased = false};
    return dl_tree_entry_is(&nocase, entry, /* a look-up passes over diacritics */
                            dl_str_from(dl_entry_text(lint->rules->lexicon, word)));
}

enum { SHOWN = 3 };

static void lint_ordinary(dl_lint *lint, const dl_tree_list *list) {
    const char *shown = "";
    size_t count = 0;
    for (size_t i = 0; i < list->entries.count && shown; i++) {
        const dl_tree_entry *entry = &list->entries.items[i];
        bool again = i && dl_str_equal(entry->text, list->entries.items[i - 1].text);
        if (again || !is_ordinary(lint, entry) || count++ >= SHOWN) continue;
        shown =
            dl_arena_format(&lint->arena, "%s%s\"%.*s\"", shown, count > 1 ? ", " : "",
                            (int)entry->text.len, entry->text.at);
    }
    if (count && shown)
        dl_lint_warn(
            lint, list->place, list->ok, "W008",
            "%s%s %s ordinary word%s too, and found wherever a sentence begins "
            "with one: take %s out, or test more, as in: unless is sentence-start",
            shown, count > SHOWN ? ", …" : "", count > 1 ? "are" : "is an",
            count > 1 ? "s" : "", count > 1 ? "them" : "it");
}

static void lint_names(dl_lint *lint) {
    const dl_tree *tree = &lint->rules->tree;
    bool *done = dl_arena_zero(&lint->arena, tree->lists.count + 1);
    for (size_t i = 0; done && i < tree->rules.count; i++) {
        const dl_tree_rule *rule = &tree->rules.items[i];
        if (rule->clue || rule->off || !rule->weights.count ||
            !is_name_type(rule->weights.items[0].type))
            continue;
        for (size_t k = 0; k < rule->matches.count; k++) {
            const dl_tree_list *list = whole_list(tree, rule->matches.items[k].pattern);
            if (!list || done[list - tree->lists.items]) continue;
            done[list - tree->lists.items] = true;
            lint_ordinary(lint, list);
        }
    }
}

void dl_lint_lists(dl_lint *lint) {
    const dl_tree *tree = &lint->rules->tree;
    lint_unused(lint);
    for (size_t i = 0; i < tree->lists.count; i++) {
        lint_entries(lint, &tree->lists.items[i]);
        dl_arena_reset(&lint->arena);
    }
    if (lint->rules->ordinary_list >= 0) lint_names(lint);
    dl_arena_reset(&lint->arena);
}
