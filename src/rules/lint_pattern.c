/* lint_pattern.c - warnings about what patterns cost. PCRE2 is asked how a match may go
 * on, and the pattern is tried on texts made of that. */
#include "rules/lint.h"
#include "rules/parse.h"

enum {
    LONGEST = 72,
    LEAST = 20,
    TRY_LIMIT = 20000,
    WINDOW_TOKENS = 6,
    WINDOW_MAYBE = 20
};

typedef struct {
    dl_lint *lint;
    dl_pattern_lock *lock;
    dl_matcher *matcher;
} tester;

/* ---- repeats inside of repeats ---- */

/* What a repeat may be made of; a text is grown in this taste as long as the pattern goes
 * along, and by any other character where it does not. */
static const char *const tastes[] = {"a", "A", "1", "a ", "Aa ", "1,", "a-", "a, "};

static bool goes_on(tester *t, dl_pattern *pattern, char *text, size_t len, char c) {
    text[len] = c;
    return dl_pattern_goes_on(pattern, t->lock, t->matcher, (dl_str){text, len + 1});
}

static size_t grow(tester *t, dl_pattern *pattern, const char *taste, char *text) {
    size_t len = 0, cycle = strlen(taste);
    for (; len < LONGEST; len++) {
        char c = taste[len % cycle];
        if (goes_on(t, pattern, text, len, c)) continue;
        for (c = ' '; c < 0x7F && !goes_on(t, pattern, text, len, c); c++) {
        }
        if (c == 0x7F) return len;
    }
    return len;
}

/* Takes two repeats, or one of a choice in brackets. */
static bool may_explode(dl_str source) {
    size_t repeats = 0;
    static const dl_str space = {DL_REGEX_SPACE, sizeof DL_REGEX_SPACE - 1};
    for (size_t i = 0; i < source.len; i++) {
        if (dl_str_starts(dl_str_cut(source, i, source.len), space))
            i += space.len - 1;
        else if (strchr("+*{", source.at[i]) && source.at[i])
            repeats += i && source.at[i - 1] == ')' ? 2 : 1;
    }
    return repeats > 1;
}

/* Does the pattern run over the limit on the grown text with something behind it? All of
 * ASCII stands at the end: PCRE2 does not begin at all where a letter that it needs is
 * missing. */
static bool explodes_on(tester *t, dl_pattern *pattern, char *text, size_t len) {
    static const char *const tails[] = {"\xC2\xA7", " \xC2\xA7", "\n\n"};
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        size_t end, at = len + strlen(tails[i]);
        strcpy(text + len, tails[i]);
        for (char c = ' '; c < 0x7F; c++)
            text[at++] = c;
        text[at] = '\0';
        if (dl_pattern_try(pattern, t->lock, t->matcher, dl_str_from(text), 0, &end) ==
            DL_OVER_LIMIT)
            return true;
    }
    return false;
}

static void lint_explosion(tester *t, uint32_t number) {
    dl_rule_pattern *pattern = &t->lint->rules->patterns[number];
    const dl_rule *rule = &t->lint->rules->rules[pattern->rule];
    char text[LONGEST + 128];
    if (!may_explode(pattern->pattern.source)) return;
    for (size_t i = 0; i < sizeof tastes / sizeof *tastes; i++) {
        size_t len = grow(t, &pattern->pattern, tastes[i], text);
        if (len < LEAST || !explodes_on(t, &pattern->pattern, text, len)) continue;
        dl_lint_warn(
            t->lint, dl_rule_pattern_place(rule, number), rule->tree->ok, "W001",
            "this pattern is given up on \"%.24s…\", too many steps: a repeat inside "
            "of a repeat tries every way to part the text; write the inner one "
            "possessive, as in (?:\\w++ ?)+",
            text);
        return;
    }
}

/* ---- what matches anywhere ---- */

static bool matches(tester *t, dl_pattern *pattern, const char *word) {
    size_t end;
    return dl_pattern_try(pattern, t->lock, t->matcher, dl_str_from(word), 0, &end) ==
           DL_HIT;
}

static void lint_anywhere(tester *t, const dl_outline *outline) {
    dl_rule_pattern *pattern = &t->lint->rules->patterns[outline->pattern];
    const dl_rule *rule = &t->lint->rules->rules[pattern->rule];
    dl_place place = dl_rule_pattern_place(rule, outline->pattern);
    if (outline->anything)
        dl_lint_warn(t->lint, place, rule->tree->ok, "W010",
                     "what this may match is not foreseen (recursion, verbs, \\Q), so it "
                     "is tried at each word, which is slow: write it without");
    else if (matches(t, &pattern->pattern, "zxqv") &&
             matches(t, &pattern->pattern, "Zxqv") && matches(t, &pattern->pattern, "77"))
        dl_lint_warn(t->lint, place, rule->tree->ok, "W010",
                     "this matches any word and is tried at each, which is slow: say "
                     "more of what it is");
}

/* ---- context that reaches too far ---- */

/* The words that a text must have at least to match: blanks that stand outside of
 * brackets and are not optional, plus 1; 0 where the pattern is a choice. */
static size_t least_words(dl_str pattern) {
    size_t words = 1, depth = 0;
    for (size_t i = 0; i < pattern.len; i++) {
        char c = pattern.at[i];
        if (c == '\\')
            i++;
        else if (c == '(' || c == '[')
            depth++;
        else if ((c == ')' || c == ']') && depth)
            depth--;
        else if (c == '|' && !depth)
            return 0;
        else if (c == ' ' && !depth)
            words += i + 1 == pattern.len || !strchr("?*{", pattern.at[i + 1]);
    }
    return words;
}

static void lint_reach(dl_lint *lint, dl_str pattern, dl_place place, dl_str ok,
                       size_t window) {
    if (least_words(pattern) > window)
        dl_lint_warn(
            lint, place, ok, "W014",
            "this never holds: before sees the last %zu words and signs, and %zu must "
            "stand there",
            window, least_words(pattern));
}

static void lint_reaches(dl_lint *lint, const dl_tree_rule *rule) {
    for (size_t i = 0; i < rule->matches.count; i++)
        if (rule->matches.items[i].kind == DL_BEFORE)
            lint_reach(lint, rule->matches.items[i].pattern, rule->matches.items[i].place,
                       rule->ok, WINDOW_TOKENS);
    for (size_t i = 0; i < rule->conds.count; i++) {
        const dl_tree_cond *cond = &rule->conds.items[i];
        if (cond->kind == DL_COND_BEFORE)
            lint_reach(lint, cond->argument, cond->place, rule->ok,
                       cond->maybe ? WINDOW_MAYBE : WINDOW_TOKENS);
    }
}

void dl_lint_patterns(dl_lint *lint) {
    const dateline_rules *rules = lint->rules;
    tester t = {.lint = lint,
                .lock = (dl_pattern_lock *)&rules->lock,
                .matcher = dl_matcher_new(TRY_LIMIT)};
    for (size_t i = 0; i < rules->rule_count; i++)
        lint_reaches(lint, rules->rules[i].tree);
    const dl_outlines *found = &rules->outlines[DL_USE_RULE];
    for (size_t i = 0; t.matcher && i < found->items.count; i++)
        lint_anywhere(&t, &found->items.items[i]);
    for (uint32_t i = 0; t.matcher && i < rules->pattern_count; i++)
        lint_explosion(&t, i);
    dl_matcher_free(t.matcher);
}
