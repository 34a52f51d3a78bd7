/* reference.h - the engine against one that is slow and plainly right: every rule at
 * every token, without the sets of what a word may start. Both must give the same
 * candidates. */
#ifndef TESTS_REFERENCE_H
#define TESTS_REFERENCE_H

#include "run.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct reference { /* a scanner each, so that neither learns from the other */
    dateline_scanner *fast, *slow;
    size_t candidates, attempts;
    char differs[256]; /* "": nothing yet */
} reference;

static void add_if_found(dl_scan *scan, dl_attempt made) {
    if (made.came_to != DL_CAME_TO_END) return;
    dl_candidate *slot = DL_PUSH(scan->arena, &scan->candidates);
    if (slot) *slot = made.candidate;
}

/* As the engine does it: the longest entries, the first rule of each that holds. */
typedef struct reference_look {
    dl_scan *scan;
    uint32_t token, longest;
} reference_look;

static bool add_slow_entry(const dl_entry *entry, uint32_t end, void *user) {
    reference_look *look = user;
    if (end < look->longest) return false;
    const dl_id_list *rules = &look->scan->rules->lookup_rules[entry->list];
    for (size_t i = 0; i < rules->count; i++) {
        dl_attempt made =
            dl_scan_attempt_entry(look->scan, &look->scan->rules->rules[rules->items[i]],
                                  entry, look->token, end);
        add_if_found(look->scan, made);
        if (made.came_to != DL_CAME_TO_END) continue;
        look->longest = end;
        return true;
    }
    return true;
}

static void scan_slowly(reference *of, dl_scan *scan) {
    scan->tries_all = true;
    for (uint32_t token = 0; token < scan->text->token_count; token++) {
        reference_look look = {scan, token, 0};
        dl_scan_entries(scan, token, add_slow_entry, &look);
        for (uint32_t i = 0; i < scan->rules->pattern_count; i++) {
            if (scan->rules->patterns[i].use != DL_USE_RULE) continue;
            add_if_found(scan,
                         dl_scan_attempt(scan, i, dl_scan_window(scan, token), token));
            of->attempts++;
        }
    }
}

static int by_place(const void *left, const void *right) {
    const dl_candidate *a = left, *b = right;
    if (a->span.start != b->span.start) return a->span.start < b->span.start ? -1 : 1;
    if (a->span.end != b->span.end) return a->span.end < b->span.end ? -1 : 1;
    if (a->rule != b->rule) return a->rule < b->rule ? -1 : 1;
    return a->first < b->first ? -1 : a->first > b->first;
}

static bool is_same(const dl_candidate *a, const dl_candidate *b) {
    return by_place(a, b) == 0 && a->end == b->end && !a->entry == !b->entry;
}

static void note_difference(reference *of, const dl_scan *scan, const dl_candidate *at,
                            const char *who) {
    dl_str text = dl_text_at(scan->text, at->span);
    snprintf(of->differs, sizeof of->differs, "%s alone finds \"%.*s\" by %s", who,
             (int)(text.len > 80 ? 80 : text.len), text.at,
             scan->rules->rules[at->rule].about.name);
}

static void compare(reference *of, dl_scan *fast, dl_scan *slow) {
    dl_candidates *a = &fast->candidates, *b = &slow->candidates;
    if (a->count) qsort(a->items, a->count, sizeof *a->items, by_place);
    if (b->count) qsort(b->items, b->count, sizeof *b->items, by_place);
    for (size_t i = 0; i < a->count || i < b->count; i++) {
        if (i < a->count && i < b->count && is_same(&a->items[i], &b->items[i])) continue;
        bool first =
            i < a->count && (i == b->count || by_place(&a->items[i], &b->items[i]) <= 0);
        note_difference(of, first ? fast : slow, first ? &a->items[i] : &b->items[i],
                        first ? "the engine" : "the reference");
        return;
    }
    of->candidates += a->count;
}

static bool prepare(dl_run *run, const dateline_document *article) {
    return dl_run_text(run, article) &&
           (run->scan = dl_scanner_scan(run->scanner, &run->result->text),
            dl_scan_words(&run->scan));
}

/* False without memory; of->differs says whether they do. */
static bool reference_check(reference *of, const dateline_document *article) {
    dateline_result fast_result = {0}, slow_result = {0};
    dl_run fast = {.scanner = of->fast, .result = &fast_result};
    dl_run slow = {.scanner = of->slow, .result = &slow_result};
    bool good =
        prepare(&fast, article) && dl_scan_rules(&fast.scan) && prepare(&slow, article);
    if (good) scan_slowly(of, &slow.scan);
    if (good) compare(of, &fast.scan, &slow.scan);
    dl_arena_free(&fast_result.arena);
    dl_arena_free(&slow_result.arena);
    return good;
}

#endif
