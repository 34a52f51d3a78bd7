/* closest.c - tries every rule of a type at every token where it might have begun, and
 * keeps what came furthest. */
#include "closest.h"

#include <stdlib.h>

enum { TOKENS_BEFORE = 12 };

/* What a reader wants to see first: a rule whose mention is right and one condition is
 * not, then one that would take another stretch, then a pattern that stopped. */
enum {
    SAME_BUT_DASH = 1,
    SAME_BUT_CONDITION,
    OTHER_SPAN,
    OTHER_BUT_CONDITION,
    NO_SPAN,
    STOPPED
};

typedef struct search {
    dl_run *run;
    uint32_t first, end;
    dl_nspan asked;
    int type;
    dl_misses *out;
} search;

static bool better(const dl_miss *a, const dl_miss *b) {
    if (a->rank != b->rank) return a->rank < b->rank;
    if (a->reached != b->reached) return a->reached > b->reached;
    if (a->token != b->token) return a->token < b->token;
    return a->rule < b->rule;
}

static int nearest_first(const void *left, const void *right) {
    const dl_miss *a = left, *b = right;
    return better(a, b) ? -1 : better(b, a);
}

/* One miss for each rule: the better one stays. */
static void keep(search *s, const dl_miss *miss) {
    for (size_t i = 0; i < s->out->count; i++) {
        dl_miss *have = &s->out->items[i];
        if (have->rule != miss->rule) continue;
        if (better(miss, have)) *have = *miss;
        return;
    }
    dl_miss *slot = DL_PUSH(s->run->scan.arena, s->out);
    if (slot) *slot = *miss;
}

/* ---- what a condition was asked about ---------------------------------------------- */

enum { WORDS_BESIDE = 6 };

static const char *quoted(search *s, dl_str text, const char *lead) {
    return dl_arena_format(s->run->scan.arena, "%s\"%.*s\"", lead,
                           (int)(text.len > 120 ? 120 : text.len), text.at);
}

static const char *text_before(search *s, const dl_candidate *at) {
    const dl_text *text = s->run->scan.text;
    uint32_t from = at->first;
    while (from > 0 && at->first - from < WORDS_BESIDE &&
           !(text->tokens[from].flags & DL_PARAGRAPH))
        from--;
    if (from == at->first) return "nothing stands before it";
    return quoted(s, dl_text_at(text, dl_tokens_span(text, from, at->first)),
                  "before it stands ");
}

static const char *text_after(search *s, const dl_candidate *at) {
    const dl_text *text = s->run->scan.text;
    uint32_t to = at->end;
    while (to < text->token_count && to - at->end < WORDS_BESIDE &&
           !(text->tokens[to].flags & DL_PARAGRAPH))
        to++;
    if (to == at->end) return "nothing stands after it";
    return quoted(s, dl_text_at(text, dl_tokens_span(text, at->end, to)),
                  "after it stands ");
}

static dl_str group_text(search *s, const dl_miss *miss, const char *group) {
    size_t from, to;
    const dl_text *text = s->run->scan.text;
    if (miss->pattern == UINT32_MAX ||
        !dl_pattern_group(&s->run->scan.rules->patterns[miss->pattern].pattern,
                          s->run->scan.matcher, group, &from, &to))
        return (dl_str){NULL, 0};
    return dl_text_at(text, (dl_nspan){miss->window.start + (uint32_t)from,
                                       miss->window.start + (uint32_t)to});
}

static const char *group_is(search *s, const dl_miss *miss, const char *group,
                            const char *before) {
    dl_str text = group_text(s, miss, group);
    dl_arena *arena = s->run->scan.arena;
    if (!text.at) return dl_arena_format(arena, "%s%s is not captured", before, group);
    return dl_arena_format(arena, "%s%s is \"%.*s\"", before, group,
                           (int)(text.len > 120 ? 120 : text.len), text.at);
}

static const char *words_asked(search *s, const dl_candidate *at, int role) {
    const dl_text *text = s->run->scan.text;
    uint32_t token = text->token_count;
    if (role == DL_ROLE_FIRST) token = at->first;
    if (role == DL_ROLE_LAST) token = at->end - 1;
    if (role >= DL_ROLE_PREVIOUS) token = dl_scan_beside(text, at, (dl_role)role);
    if (role >= DL_ROLE_PREVIOUS && token == text->token_count) return "there is none";
    if (token == text->token_count)
        return quoted(s, dl_text_at(text, at->span), "the mention is ");
    return quoted(s, dl_token_text(text, token), "the word is ");
}

static const char *arguments_are(search *s, const dl_miss *miss,
                                 const dl_condition *condition) {
    const char *told = "";
    for (size_t i = 0; told && i < condition->arg_count; i++) {
        if (!condition->args[i].name[0]) continue; /* a literal, which the line shows */
        const char *before =
            *told ? dl_arena_format(s->run->scan.arena, "%s, ", told) : "";
        if (before) told = group_is(s, miss, condition->args[i].name, before);
    }
    return told;
}

/* To be asked before the next attempt, while the captures stand. */
static const char *asked_about(search *s, const dl_miss *miss) {
    const dl_rule *rule = &s->run->scan.rules->rules[miss->rule];
    const dl_condition *condition = &rule->conditions[miss->attempt.condition];
    const dl_candidate *at = &miss->attempt.candidate;
    switch (condition->kind) {
    case DL_COND_IN:
        return condition->group ? group_is(s, miss, condition->group, "")
                                : words_asked(s, at, condition->role);
    case DL_COND_BEFORE:
        return text_before(s, at);
    case DL_COND_AFTER:
        return text_after(s, at);
    case DL_COND_TEST:
        return arguments_are(s, miss, condition);
    default:
        return condition->unless ? "it is" : "it is not";
    }
}

/* ---- attempts ---------------------------------------------------------------------- */

static int rank_of(const search *s, const dl_attempt *made) {
    const dl_candidate *at = &made->candidate;
    bool same = at->first == s->first && at->end == s->end;
    if (made->came_to == DL_CAME_TO_SPAN) return NO_SPAN;
    if (made->came_to == DL_CAME_TO_DASH) return SAME_BUT_DASH;
    if (made->came_to == DL_CAME_TO_CONDITION)
        return same ? SAME_BUT_CONDITION : OTHER_BUT_CONDITION;
    return OTHER_SPAN;
}

static bool touches(const search *s, dl_nspan span) {
    return span.start < s->asked.end && span.end > s->asked.start;
}

/* How far a pattern came that does not match here; nothing where it did not come into
 * what is asked about. */
static void follow(search *s, dl_miss *miss) {
    const dl_scan *scan = &s->run->scan;
    const dl_pattern *pattern = &scan->rules->patterns[miss->pattern].pattern;
    uint32_t start = scan->text->tokens[miss->token].start, from = miss->window.start;
    if (miss->token > s->first ||
        !dl_pattern_progress(pattern, scan->matcher, dl_text_at(scan->text, miss->window),
                             start - from, &miss->stop))
        return;
    miss->stop.reached += from;
    miss->stop.at += from;
    miss->reached = (uint32_t)miss->stop.reached;
    miss->rank = STOPPED;
    if (miss->reached > s->asked.start) keep(s, miss);
}

static void try_pattern(search *s, uint32_t number, uint32_t token) {
    dl_scan *scan = &s->run->scan;
    dl_miss miss = {.rule = scan->rules->patterns[number].rule,
                    .pattern = number,
                    .token = token,
                    .window = dl_scan_window(scan, token)};
    if (scan->rules->rules[miss.rule].type != s->type) return;
    miss.attempt = dl_scan_attempt(scan, number, miss.window, token);
    const dl_candidate *at = &miss.attempt.candidate;
    if (miss.attempt.came_to == DL_CAME_TO_PATTERN) {
        follow(s, &miss);
        return;
    }
    if (!touches(s, at->span)) return;
    bool same = at->first == s->first && at->end == s->end;
    if (miss.attempt.came_to == DL_CAME_TO_END && same) return; /* it was weighed */
    miss.rank = rank_of(s, &miss.attempt);
    miss.reached = at->span.end < s->asked.end ? at->span.end : s->asked.end;
    if (miss.attempt.came_to == DL_CAME_TO_CONDITION) miss.detail = asked_about(s, &miss);
    keep(s, &miss);
}

static void try_patterns(search *s, uint32_t token) {
    dl_scan *scan = &s->run->scan;
    dl_nspan word = dl_tokens_span(scan->text, token, token + 1);
    dl_chances begun = dl_automaton_begun(&scan->automata[DL_USE_RULE],
                                          &(dl_question){.text = scan->text->norm.at,
                                                         .from = word.start,
                                                         .end = word.end,
                                                         .word = DL_NO_WORD});
    dl_chance *kept = dl_arena_alloc(scan->arena, (begun.count + 1) * sizeof *kept);
    if (!kept) return;
    if (begun.count) memcpy(kept, begun.items, begun.count * sizeof *kept);
    for (uint32_t k = 0; k < begun.count; k++) /* which ask the automaton too */
        try_pattern(s, kept[k].pattern, token);
}

static bool try_entry(const dl_entry *entry, uint32_t end, void *user) {
    search *s = user;
    dl_scan *scan = &s->run->scan;
    const dl_id_list *rules = &scan->rules->lookup_rules[entry->list];
    for (size_t i = 0; i < rules->count; i++) {
        const dl_rule *rule = &scan->rules->rules[rules->items[i]];
        dl_miss miss = {.rule = rule->number, .pattern = UINT32_MAX, .token = s->first};
        if (rule->type != s->type) continue;
        miss.attempt = dl_scan_attempt_entry(scan, rule, entry, s->first, end);
        bool came = miss.attempt.came_to == DL_CAME_TO_END;
        if (came && end == s->end) continue;
        miss.rank = rank_of(s, &miss.attempt);
        miss.reached = miss.attempt.candidate.span.end;
        if (!came) miss.detail = asked_about(s, &miss);
        keep(s, &miss);
    }
    return true;
}

bool dl_closest_find(dl_run *run, uint32_t first, uint32_t end, int type,
                     dl_misses *out) {
    const dl_text *text = run->scan.text;
    search s = {.run = run,
                .first = first,
                .end = end,
                .asked = dl_tokens_span(text, first, end),
                .type = type,
                .out = out};
    uint32_t from = first;
    while (from > 0 && first - from < TOKENS_BEFORE &&
           !(text->tokens[from].flags & DL_PARAGRAPH))
        from--;
    for (uint32_t token = from; token < end; token++)
        try_patterns(&s, token);
    dl_scan_entries(&run->scan, first, try_entry, &s);
    if (out->count) qsort(out->items, out->count, sizeof *out->items, nearest_first);
    return !run->scan.arena->failed;
}

size_t dl_closest_count(const dateline_rules *rules, int type, size_t *lookups) {
    size_t count = 0;
    *lookups = 0;
    for (size_t i = 0; i < rules->rule_count; i++) {
        bool of_type = !rules->rules[i].about.clue && rules->rules[i].type == type;
        count += of_type;
        *lookups += of_type && rules->rules[i].lookup >= 0;
    }
    return count;
}
