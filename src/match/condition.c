/* condition.c - `when` and `unless` of rules, asked of a candidate. */
#include "match/scan.h"

#define DL_NO_TOKEN UINT32_MAX

/* Tokens before a mention where a condition may start; `maybe` is asked of few mentions
 * and reads a sentence. */
enum { SEEN_BEHIND = 6, SEEN_BEHIND_MAYBE = 16 };

/* The key of a captured text's words. */
static bool text_in_class(const dl_scan *scan, dl_str captured, int class) {
    const dateline_rules *rules = scan->rules;
    bool cap = dl_is_capital(captured), upper = captured.len > 1;
    for (size_t i = 0; i < captured.len; i++)
        if (captured.at[i] >= 'a' && captured.at[i] <= 'z') upper = false;
    const dl_entry *entry = dl_lexicon_find(rules->lexicon, dl_name_key(captured, NULL));
    for (; entry; entry = entry->next ? entry + 1 : NULL) {
        dl_class_set found = {{0}};
        if (!dl_entry_fits(entry, cap, upper, captured.len)) continue;
        dl_classes_add(rules, entry, &found);
        if (dl_class_has(&found, class)) return true;
    }
    return false;
}

uint32_t dl_scan_beside(const dl_text *text, const dl_candidate *at, dl_role role) {
    uint32_t none = text->token_count;
    if (role == DL_ROLE_NEXT || role == DL_ROLE_NEXT2) {
        uint32_t i = at->end, step = role == DL_ROLE_NEXT2;
        for (;; i++) {
            if (i >= none || text->tokens[i].flags & DL_PARAGRAPH) return none;
            if (text->tokens[i].flags & DL_GLUED) continue;
            if (!step--) return i;
        }
    }
    uint32_t i = at->first, step = role == DL_ROLE_PREVIOUS2;
    for (;;) {
        if (i == 0 || text->tokens[i].flags & DL_PARAGRAPH) return none;
        i--;
        if (text->tokens[i].flags & DL_GLUED) continue;
        if (!step--) return i;
    }
}

static bool word_in_class(const dl_scan *scan, uint32_t token, int class) {
    if (token >= scan->text->token_count) return false;
    const dl_word *word =
        dl_vocabulary_at(scan->vocabulary, scan->text->tokens[token].word);
    return dl_class_has(&word->classes, class);
}

static bool role_in_class(const dl_scan *scan, const dl_condition *condition,
                          const dl_candidate *at) {
    const dl_text *text = scan->text;
    switch (condition->role) {
    case DL_ROLE_MENTION:
        return text_in_class(scan, dl_text_at(text, at->span), condition->number);
    case DL_ROLE_FIRST:
        return word_in_class(scan, at->first, condition->number);
    case DL_ROLE_LAST:
        return word_in_class(scan, at->end - 1, condition->number);
    case DL_ROLE_INNER:
        for (uint32_t i = at->first + 1; i + 1 < at->end; i++)
            if (word_in_class(scan, i, condition->number)) return true;
        return false;
    case DL_ROLE_ANY:
        for (uint32_t i = at->first; i < at->end; i++)
            if (word_in_class(scan, i, condition->number)) return true;
        return false;
    default:
        return word_in_class(scan, dl_scan_beside(text, at, (dl_role)condition->role),
                             condition->number);
    }
}

static bool group_in_class(dl_scan *scan, const dl_condition *condition,
                           const dl_rule_pattern *pattern, uint32_t subject_start) {
    size_t start, end;
    if (!pattern || !dl_pattern_group(&pattern->pattern, scan->matcher, condition->group,
                                      &start, &end))
        return false;
    dl_nspan span = {subject_start + (uint32_t)start, subject_start + (uint32_t)end};
    return text_in_class(scan, dl_text_at(scan->text, span), condition->number);
}

/* What a condition beside the mention captured feeds the rule's value. */
static bool captured(dl_scan *scan, uint32_t pattern, const dl_candidate *at,
                     dl_nspan window) {
    const dl_rule *rule = &scan->rules->rules[at->rule];
    if (at->args)
        dl_scan_capture(scan, &scan->rules->patterns[pattern], window, rule->args,
                        rule->arg_count, at->args);
    return true;
}

/* A `maybe` has nothing to add when all that it could capture was captured before. */
static bool adds_nothing(const dl_scan *scan, const dl_condition *condition,
                         const dl_candidate *at) {
    const dl_pattern *pattern = &scan->rules->patterns[condition->pattern].pattern;
    const dl_rule *rule = &scan->rules->rules[at->rule];
    if (!at->args || !pattern->group_count) return false;
    for (uint32_t g = 0; g < pattern->group_count; g++) {
        const char *name = pattern->group_names + (size_t)g * pattern->group_size + 2;
        for (size_t i = 0; i < rule->arg_count; i++)
            if (!at->args[i].text.at && strcmp(rule->args[i].value.at, name) == 0)
                return false;
    }
    return true;
}

static bool is_among(const dl_asked *asked, uint32_t pattern) {
    if (asked->count > DL_PATTERNS_KEPT) return true;
    for (uint32_t k = 0; k < asked->count; k++)
        if (asked->patterns[k] == pattern) return true;
    return false;
}

static void keep(dl_asked *asked, uint32_t pattern) {
    if (asked->count < DL_PATTERNS_KEPT) asked->patterns[asked->count] = pattern;
    if (asked->count <= DL_PATTERNS_KEPT) asked->count++;
}

static dl_answers *answers_of(dl_scan *scan, dl_use use) {
    return use == DL_USE_WANDERING ? &scan->wandering : &scan->conditions;
}

/* The patterns that may match at the byte, where the token begins or, with DL_NO_TOKEN,
 * the one before ends. Where the window ends says what must be reached. */
static const dl_asked *ask(dl_scan *scan, dl_use use, dl_nspan window, uint32_t byte,
                           uint32_t token, uint32_t reach) {
    dl_asked *asked = &answers_of(scan, use)->asked[byte % DL_PLACES_ASKED];
    if (asked->byte == byte && asked->end == window.end) return asked;
    dl_chances chances = token == DL_NO_TOKEN
                             ? dl_scan_chances_behind(scan, use, window, byte)
                             : dl_scan_chances(scan, use, window, token, reach);
    *asked = (dl_asked){.byte = byte, .end = window.end};
    for (uint32_t k = 0; k < chances.count; k++)
        keep(asked, chances.items[k].pattern);
    return asked;
}

/* The same for all the tokens before a mention where a condition may start; the window
 * ends at the mention. */
static const dl_asked *ask_before(dl_scan *scan, dl_use use, dl_nspan window,
                                  uint32_t first, uint32_t reach) {
    dl_asked *all = &answers_of(scan, use)->before;
    if (all->byte == reach && all->end == window.end) return all;
    *all = (dl_asked){.byte = reach, .end = window.end};
    for (uint32_t back = 1; back <= SEEN_BEHIND && back <= first; back++) {
        uint32_t byte = scan->text->tokens[first - back].start;
        if (byte < window.start) break;
        const dl_asked *here = ask(scan, use, window, byte, first - back, reach);
        for (uint32_t k = 0; k < here->count && k < DL_PATTERNS_KEPT; k++)
            keep(all, here->patterns[k]);
        if (here->count > DL_PATTERNS_KEPT) all->count = here->count;
    }
    return all;
}

/* Patterns of clues that another clue's evidence starts are told by no automaton. */
static bool is_foreseen(const dl_scan *scan, dl_use use) {
    return !scan->tries_all && (use == DL_USE_CONDITION || use == DL_USE_WANDERING);
}

static bool try_at(dl_scan *scan, uint32_t pattern, dl_nspan window, uint32_t byte,
                   uint32_t token, uint32_t reach, uint32_t *end) {
    dl_use use = scan->rules->patterns[pattern].use;
    return (!is_foreseen(scan, use) ||
            is_among(ask(scan, use, window, byte, token, reach), pattern)) &&
           dl_scan_try(scan, pattern, window, byte, end);
}

/* R matches right after the mention; white space that R does not spell out is passed
 * over. */
static bool after_holds(dl_scan *scan, uint32_t pattern, const dl_candidate *at) {
    const dl_text *text = scan->text;
    dl_nspan window = dl_scan_window(scan, at->end - 1);
    uint32_t end;
    if (at->span.end >= window.end) return false;
    if (try_at(scan, pattern, window, at->span.end, DL_NO_TOKEN, 0, &end))
        return captured(scan, pattern, at, window);
    return at->end < text->token_count && text->tokens[at->end].start > at->span.end &&
           text->tokens[at->end].start < window.end &&
           try_at(scan, pattern, window, text->tokens[at->end].start, at->end, 0, &end) &&
           captured(scan, pattern, at, window);
}

/* R starts at one of the tokens before the mention and ends right before it; nearest
 * first. What may be there begins at a word of the mention's sentence. */
static bool before_holds(dl_scan *scan, const dl_condition *condition,
                         const dl_candidate *at) {
    uint32_t pattern = condition->pattern;
    int steps = condition->maybe ? SEEN_BEHIND_MAYBE : SEEN_BEHIND;
    const dl_text *text = scan->text;
    if (text->tokens[at->first].flags & DL_PARAGRAPH) return false;
    dl_nspan window = dl_scan_window(scan, at->first);
    uint32_t token = at->first, end;
    uint32_t right = text->tokens[at->first - 1].start + text->tokens[at->first - 1].len;
    window.end = at->span.start;
    dl_use use = scan->rules->patterns[pattern].use;
    if (!condition->maybe && is_foreseen(scan, use) &&
        !is_among(ask_before(scan, use, window, at->first, right), pattern))
        return false;
    for (int step = 0; step < steps && token > 0; step++) {
        if (condition->maybe && text->tokens[token].flags & DL_SENTENCE) return false;
        token--;
        if (text->tokens[token].start < window.start) return false;
        if (condition->maybe && text->tokens[token].kind > DL_NUMBER) continue;
        uint32_t byte = text->tokens[token].start;
        if (try_at(scan, pattern, window, byte, token, right, &end) && end >= right)
            return captured(scan, pattern, at, window);
    }
    return false;
}

static bool test_holds(dl_scan *scan, const dl_condition *condition,
                       const dl_rule_pattern *pattern, uint32_t subject_start) {
    dl_arg args[16];
    size_t count = condition->arg_count < 16 ? condition->arg_count : 16;
    for (size_t i = 0; i < count; i++) {
        args[i] = condition->args[i];
        if (!args[i].name[0]) continue;
        size_t start, end;
        if (!pattern || !dl_pattern_group(&pattern->pattern, scan->matcher, args[i].name,
                                          &start, &end))
            continue;
        args[i].span =
            (dl_nspan){subject_start + (uint32_t)start, subject_start + (uint32_t)end};
        args[i].text = dl_text_at(scan->text, args[i].span);
        args[i].value = dl_group_value(pattern, args[i].name, args[i].text);
    }
    return condition->test(args, count);
}

static bool trait_holds(const dl_scan *scan, int trait, const dl_candidate *at) {
    const dl_text *text = scan->text;
    if (trait < DL_TRAIT_DATELINE)
        return text->lines[dl_line_of(text, at->first)].layout >> trait & 1;
    const dl_zone *zone = dl_zone_at(text, at->first);
    switch (trait) {
    case DL_TRAIT_DATELINE:
        return zone && zone->kind == DL_ZONE_DATELINE;
    case DL_TRAIT_BYLINE_ZONE:
        return zone && zone->kind == DL_ZONE_BYLINE;
    case DL_TRAIT_CREDIT:
        return zone && zone->kind == DL_ZONE_CREDIT;
    case DL_TRAIT_SENTENCE:
        return text->tokens[at->first].flags & DL_SENTENCE;
    case DL_TRAIT_ONE:
        return at->end - at->first == 1;
    case DL_TRAIT_LINE_START:
        return text->tokens[at->first].flags & DL_LINE;
    case DL_TRAIT_LINE_END:
        return at->end == text->token_count || text->tokens[at->end].flags & DL_LINE;
    default:
        return false;
    }
}

bool dl_scan_condition(dl_scan *scan, const dl_condition *condition,
                       const dl_rule_pattern *pattern, const dl_candidate *candidate,
                       uint32_t subject_start) {
    if (condition->maybe && adds_nothing(scan, condition, candidate)) return true;
    switch (condition->kind) {
    case DL_COND_IN:
        return condition->group ? group_in_class(scan, condition, pattern, subject_start)
                                : role_in_class(scan, condition, candidate);
    case DL_COND_BEFORE:
        return before_holds(scan, condition, candidate);
    case DL_COND_AFTER:
        return after_holds(scan, condition->pattern, candidate);
    case DL_COND_LAYOUT:
        return trait_holds(scan, condition->number, candidate);
    case DL_COND_TEST:
        return test_holds(scan, condition, pattern, subject_start);
    case DL_COND_INSIDE:
    case DL_COND_DOCUMENT:
        break;
    }
    return false;
}
