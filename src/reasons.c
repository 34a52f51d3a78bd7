/* reasons.c - what speaks for and against a piece. */
#include "reasons.h"

#include <stdlib.h>

#include "correct/correct.h"

enum { CLUES_MOST = 512 };

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
