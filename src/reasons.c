/* reasons.c - what speaks for and against a piece. */
#include "reasons.h"

#include <stdlib.h>

#include "correct/correct.h"

enum { CLUES_MOST = 512, CLUES_SHOWN = 5 };

typedef struct dl_held { /* the evidence of a piece */
    uint32_t *clues;
    size_t count;
} held;

static bool hold(dl_reasons *reasons, dl_run *run, dl_asked_fn asked, void *user) {
    dl_resolve *r = &run->resolve;
    dl_arena *arena = run->scan.arena;
    uint32_t ids[CLUES_MOST];
    reasons->pieces =
        dl_arena_zero(arena, (r->stretches.count + 1) * sizeof *reasons->pieces);
    if (!reasons->pieces) return false;
    for (size_t i = 0; i < r->stretches.count; i++) {
        const dl_stretch *s = &r->stretches.items[i];
        if (!asked(run, s->first, s->end, user)) continue;
        held *all = dl_arena_zero(arena, (s->piece_count + 1) * sizeof *all);
        if (!all) return false;
        for (uint32_t p = 0; p < s->piece_count; p++) {
            if (s->pieces[p].fixed) continue;
            all[p].count = dl_clues_of(r, s, &s->pieces[p], true, ids, CLUES_MOST);
            all[p].clues = dl_arena_alloc(arena, (all[p].count + 1) * sizeof *ids);
            if (!all[p].clues) return false;
            memcpy(all[p].clues, ids, all[p].count * sizeof *ids);
        }
        reasons->pieces[i] = all;
    }
    return true;
}

bool dl_reasons_run(dl_reasons *reasons, dl_run *run, const dateline_document *document,
                    dl_asked_fn asked, void *user) {
    return dl_run_text(run, document) && dl_run_match(run) &&
           dl_resolve_first(&run->resolve) && hold(reasons, run, asked, user) &&
           dl_resolve_last(&run->resolve) && dl_run_mentions(run) &&
           dl_run_values(run, document) && dl_run_correct(run, document);
}

typedef struct line {
    const char *name;
    dl_str word;
    int weight;
} line;

static int heaviest_first(const void *left, const void *right) {
    const line *a = left, *b = right;
    if (abs(a->weight) != abs(b->weight)) return abs(b->weight) - abs(a->weight);
    return strcmp(a->name, b->name);
}

static const char *const role_words[DL_ROLES] = {
    "words.mention",  "words.first",     "words.last", "words.inner", "words.any",
    "words.previous", "words.previous2", "words.next", "words.next2"};

/* The evidence for a type in the second pass, heaviest first. */
static size_t evidence_lines(const dl_run *run, const dl_stretch *s,
                             const dl_piece *piece, const held *all, int type,
                             line *out) {
    size_t count = 0;
    for (size_t i = 0; i < all->count; i++) {
        const dl_rule *clue = &run->scan.rules->rules[all->clues[i]];
        int weight = clue->weights[DL_SECOND_PASS + type];
        if (weight) out[count++] = (line){clue->about.name, {NULL, 0}, weight};
    }
    for (int role = 0; role < DL_ROLES; role++) {
        uint32_t number = dl_piece_word(&run->resolve, s, piece, (dl_role)role);
        if (number == UINT32_MAX) continue;
        dl_str word = dl_vocabulary_at(run->scan.vocabulary, number)->text;
        dl_weights learnt[DL_ROLES];
        dl_learnt_weights(run->scan.rules, word, learnt);
        int weight = learnt[role][DL_SECOND_PASS + type];
        if (weight) out[count++] = (line){role_words[role], word, weight};
    }
    qsort(out, count, sizeof *out, heaviest_first);
    return count;
}

void dl_reasons_tell(const dl_reasons *reasons, const dl_run *run, uint32_t stretch,
                     uint32_t piece, int type, dl_teller *teller) {
    const dl_stretch *s = &run->resolve.stretches.items[stretch];
    line lines[CLUES_MOST + DL_ROLES];
    if (!reasons->pieces[stretch]) return;
    size_t count = evidence_lines(run, s, &s->pieces[piece],
                                  &reasons->pieces[stretch][piece], type, lines);
    char number[16];
    if (teller->json) dl_tell(teller, ",\"evidence\":[");
    for (size_t i = 0; i < count; i++) {
        dl_tenths_text(lines[i].weight, number);
        bool plus = teller->json && number[0] == '+';
        dl_tell(teller,
                teller->json ? "%s{\"clue\":\"%s\",\"weight\":%s" : "%s    %6s  %s",
                teller->json && i ? "," : "", teller->json ? lines[i].name : number,
                teller->json ? number + plus : lines[i].name);
        if (lines[i].word.at) {
            dl_tell(teller, teller->json ? ",\"word\":" : " ");
            dl_tell_quoted(teller, lines[i].word);
        }
        dl_tell(teller, teller->json ? "}" : "\n");
    }
    if (teller->json) dl_tell(teller, "]");
}

/* ---- what nearly held ------------------------------------------------------------ */

typedef struct lack { /* a clue with one thing missing */
    const dl_rule *clue;
    dl_place missing;
    int weight;
} lack;

/* A clue of which something holds and exactly one thing does not. */
static bool lacks_one(dl_run *run, const dl_stretch *s, const dl_piece *piece,
                      const dl_rule *clue, lack *out) {
    dl_resolve *r = &run->resolve;
    uint32_t holding = 0, failing = 0;
    for (uint32_t i = 0; i < clue->condition_count; i++) {
        const dl_condition *condition = &clue->conditions[i];
        if (condition->kind == DL_COND_DOCUMENT || condition->maybe) return false;
        if (dl_clue_condition(r, s, piece, condition) != condition->unless) {
            holding += !condition->unless;
            continue;
        }
        failing++;
        out->missing = clue->tree->conds.items[i].place;
    }
    if (clue->pattern_count && dl_clue_patterns_hold(r, piece, clue)) {
        holding++;
    } else if (clue->pattern_count) {
        failing++;
        out->missing = clue->tree->matches.items[0].place;
    }
    out->clue = clue;
    return failing == 1 && holding;
}

static void keep_heaviest(lack *best, size_t *count, const lack *one) {
    size_t i = *count;
    while (i > 0 && best[i - 1].weight < one->weight)
        i--;
    if (i == CLUES_SHOWN) return;
    if (*count < CLUES_SHOWN) ++*count;
    memmove(best + i + 1, best + i, (*count - 1 - i) * sizeof *best);
    best[i] = *one;
}

static void tell_lack(dl_teller *t, const lack *one, bool first) {
    char number[16];
    dl_tenths_text(one->weight, number);
    if (!t->json)
        dl_tell(t, "    %6s  %s: %s:%u: ", number, one->clue->about.name,
                one->missing.file, one->missing.line);
    else
        dl_tell(t, "%s{\"clue\":\"%s\",\"weight\":%s,\"line\":%u,\"missing\":",
                first ? "" : ",", one->clue->about.name, number + 1, one->missing.line);
    (t->json ? dl_tell_quoted : dl_tell_text)(t, dl_str_trim(one->missing.source));
    dl_tell(t, t->json ? "}" : "\n");
}

void dl_reasons_tell_lacking(dl_run *run, uint32_t stretch, uint32_t piece, int type,
                             dl_teller *t) {
    const dl_stretch *s = &run->resolve.stretches.items[stretch];
    const dateline_rules *rules = run->scan.rules;
    lack best[CLUES_SHOWN], one;
    size_t count = 0;
    for (size_t i = 0; i < rules->rule_count; i++) {
        const dl_rule *rule = &rules->rules[i];
        one.weight = rule->weights[DL_SECOND_PASS + type];
        if (rule->about.clue && rule->names && one.weight > 0 &&
            lacks_one(run, s, &s->pieces[piece], rule, &one))
            keep_heaviest(best, &count, &one);
    }
    if (t->json) dl_tell(t, ",\"lacking\":[");
    if (count && !t->json) dl_tell(t, "  clues that lacked one thing:\n");
    for (size_t i = 0; i < count; i++)
        tell_lack(t, &best[i], i == 0);
    if (t->json) dl_tell(t, "]");
}

/* ---- corrections ----------------------------------------------------------------- */

void dl_reasons_tell_correction(const dl_run *run, const dl_mention *mention,
                                dl_teller *teller) {
    if (!mention->correction) return;
    const dl_correction_list *list = &run->scanner->options.corrections->list;
    const dl_place *place = &list->items[mention->correction - 1].type_place;
    dl_str written = dl_str_trim(place->source);
    if (teller->json) {
        dl_tell(teller, ",\"correction\":{\"file\":");
        dl_tell_quoted(teller, dl_str_from(place->file));
        dl_tell(teller, ",\"line\":%u,\"text\":", place->line);
        dl_tell_quoted(teller, written);
        dl_tell(teller, ",\"removed\":%s}", mention->dropped ? "true" : "false");
        return;
    }
    dl_tell(teller, "  %s by %s:%u: ", mention->dropped ? "removed" : "corrected",
            place->file, place->line);
    dl_tell_text(teller, written);
    dl_tell(teller, "\n");
}
