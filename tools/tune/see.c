/* see.c - what the engine sees in an article, stretch by stretch. */
#include <math.h>
#include <stdlib.h>

#include "tune.h"

static dl_origin origin_of(const dl_resolve *r, const dl_piece *piece) {
    const dl_text *text = r->scan->text;
    return dl_text_origin(text, dl_tokens_span(text, piece->first, piece->end));
}

/* ---- the first pass ---- */

/* The engine's fast sum and the clues asked one by one must agree. */
static void check_sum(tuner *t, const dl_resolve *r, const dl_stretch *s,
                      const dl_piece *piece, const uint32_t *ids, size_t count) {
    dl_weights sum = {0};
    for (size_t i = 0; i < count; i++)
        sum += t->rules->rules[ids[i]].weights;
    for (int role = 0; role < DL_ROLES; role++) {
        uint32_t word = dl_piece_word(r, s, piece, (dl_role)role);
        if (word == UINT32_MAX) continue;
        dl_weights learnt[DL_ROLES];
        dl_learnt_weights(t->rules, dl_vocabulary_at(t->vocabulary, word)->text, learnt);
        sum += learnt[role];
    }
    for (int type = 0; type < TYPES; type++) {
        if (sum[type] == piece->base[type]) continue;
        dl_str text = dl_text_at(r->scan->text,
                                 dl_tokens_span(r->scan->text, piece->first, piece->end));
        if (t->disagreements++ < 5)
            fprintf(stderr, "tune: fast and slow sums differ: %.*s\n", (int)text.len,
                    text.at);
        return;
    }
}

/* What is certain is not fitted, and others are not fitted to make up for it. */
static void note_clues(tuner *t, const uint32_t *ids, size_t count, example_piece *slot) {
    slot->clues = (uint32_t)t->clues.count;
    for (size_t i = 0; i < count; i++) {
        const dl_rule *rule = &t->rules->rules[ids[i]];
        bool certain = dl_rule_is_certain(rule);
        for (int type = 0; certain && type < TYPES; type++)
            slot->certain[type] = (int16_t)(slot->certain[type] + rule->weights[type]);
        if (certain) continue;
        *DL_PUSH(&t->keep, &t->clues) = ids[i];
        slot->clue_count++;
    }
}

static int by_place(const void *left, const void *right) {
    const example_piece *a = left, *b = right;
    if (a->from != b->from) return a->from < b->from ? -1 : 1;
    return (a->to > b->to) - (a->to < b->to);
}

/* A mark that no piece can match teaches nothing: what touches it is left open. */
static void open_what_cannot_be(gold_article *gold, const dl_resolve *r,
                                const dl_stretch *s, size_t *lost) {
    dl_origin whole =
        dl_text_origin(r->scan->text, dl_tokens_span(r->scan->text, s->first, s->end));
    for (size_t i = 0; i < gold->marks.count; i++) {
        gold_mark *mark = &gold->marks.items[i];
        if (mark->type < 0 || mark->start >= whole.end || whole.start >= mark->end)
            continue;
        bool met = false;
        for (uint32_t p = 0; p < s->piece_count && !met; p++) {
            dl_origin at = origin_of(r, &s->pieces[p]);
            met = !s->pieces[p].fixed && at.start == mark->start && at.end == mark->end;
        }
        if (met) continue;
        mark->type = GOLD_UNKNOWN;
        ++*lost;
    }
}

static void make_example(tuner *t, dl_resolve *r, uint32_t number, gold_article *gold) {
    dl_stretch *s = &r->stretches.items[number];
    example made = {.nodes = s->end - s->first + 1,
                    .pieces = (uint32_t)t->pieces.count,
                    .article = t->article,
                    .stretch = number};
    if (t->stage == SEE_FIRST) open_what_cannot_be(gold, r, s, &t->lost);
    for (uint32_t p = 0; p < s->piece_count; p++) {
        const dl_piece *piece = &s->pieces[p];
        if (piece->fixed) continue;
        uint32_t ids[CLUES_MOST];
        dl_origin at = origin_of(r, piece);
        example_piece *slot = DL_PUSH(&t->keep, &t->pieces);
        *slot = (example_piece){.from = piece->first - s->first,
                                .to = piece->end - s->first,
                                .single = piece->unit_end == piece->unit + 1};
        slot->may = gold_may(gold, at.start, at.end);
        if (t->stage == SEE_FIRST) {
            size_t count = dl_clues_of(r, s, piece, false, ids, CLUES_MOST);
            check_sum(t, r, s, piece, ids, count);
            note_clues(t, ids, count, slot);
            if (slot->may != (1 << TYPES) - 1) made.teaches = true;
        }
        use_words(t, r, s, piece, slot);
        made.piece_count++;
    }
    if (!made.piece_count) return;
    qsort(t->pieces.items + made.pieces, made.piece_count, sizeof *t->pieces.items,
          by_place);
    *DL_PUSH(&t->keep, &t->examples) = made;
}

/* ---- with weights that have not seen the article ---- */

static example_piece *piece_in(const tuner *t, const example *e, uint32_t from,
                               uint32_t to) {
    for (uint32_t p = 0; p < e->piece_count; p++) {
        example_piece *piece = &t->pieces.items[e->pieces + p];
        if (piece->from == from && piece->to == to) return piece;
    }
    return NULL;
}

static void add_rounded(const tuner *t, weight_table weights, const uint32_t *clues,
                        uint32_t count, int lane, dl_weights *sum) {
    for (uint32_t i = 0; i < count; i++) {
        bool word = clues[i] > t->rules->rule_count, counts = !word;
        for (int type = 0; word && type < TYPES; type++)
            counts |= labs(lround(weights[clues[i]][type] * 10)) >= 3;
        for (int type = 0; counts && type < TYPES; type++)
            (*sum)[lane + type] =
                (int16_t)((*sum)[lane + type] + lround(weights[clues[i]][type] * 10));
    }
}

static void weigh_stretch(const tuner *t, dl_stretch *s, const example *e, bool second) {
    uint32_t fold = fold_of(t->article);
    for (uint32_t p = 0; p < s->piece_count; p++) {
        dl_piece *piece = &s->pieces[p];
        if (piece->fixed) continue;
        const example_piece *seen =
            piece_in(t, e, piece->first - s->first, piece->end - s->first);
        if (!seen) continue;
        dl_weights sum = {0};
        for (int type = 0; type < TYPES; type++)
            sum[type] = sum[type + DL_SECOND_PASS] = seen->certain[type];
        const uint32_t *clues = t->clues.items + seen->clues;
        add_rounded(t, t->first[fold], clues, seen->clue_count, 0, &sum);
        if (second) {
            const uint32_t *more = t->clues.items + seen->more;
            add_rounded(t, t->second[fold], clues, seen->clue_count, DL_SECOND_PASS,
                        &sum);
            add_rounded(t, t->second[fold], more, seen->more_count, DL_SECOND_PASS, &sum);
        }
        piece->base = piece->weights = sum;
    }
}

static bool decide_all(dl_resolve *r) {
    r->chosen = (dl_chosen_list){0};
    for (uint32_t i = 0; i < r->stretches.count; i++)
        if (!dl_decide(r, &r->stretches.items[i], i)) return false;
    return true;
}

static void weigh_article(const tuner *t, dl_resolve *r, size_t first, size_t end,
                          bool second) {
    for (size_t e = first; e < end; e++)
        weigh_stretch(t, &r->stretches.items[t->examples.items[e].stretch],
                      &t->examples.items[e], second);
}

static bool is_of_document(const dl_rule *rule) {
    return rule->about.clue && rule->trigger >= 0 &&
           rule->conditions[rule->trigger].kind == DL_COND_DOCUMENT;
}

static void add_document_clues(tuner *t, dl_resolve *r, const example *e) {
    dl_stretch *s = &r->stretches.items[e->stretch];
    for (uint32_t p = 0; p < s->piece_count; p++) {
        const dl_piece *piece = &s->pieces[p];
        example_piece *slot =
            piece->fixed ? NULL
                         : piece_in(t, e, piece->first - s->first, piece->end - s->first);
        if (!slot) continue;
        uint32_t ids[CLUES_MOST];
        size_t count = dl_clues_of(r, s, piece, true, ids, CLUES_MOST);
        slot->more = (uint32_t)t->clues.count;
        slot->more_count = 0;
        for (size_t i = 0; i < count; i++) {
            const dl_rule *rule = &t->rules->rules[ids[i]];
            if (!is_of_document(rule) || dl_rule_is_certain(rule)) continue;
            *DL_PUSH(&t->keep, &t->clues) = ids[i];
            slot->more_count++;
        }
    }
}

static void take_samples(tuner *t, const dl_resolve *r, const gold_article *gold) {
    if (gold->places_only) return;
    for (size_t i = 0; i < gold->marks.count; i++)
        if (gold->marks.items[i].type >= 0) t->marked[gold->marks.items[i].type]++;
    for (size_t i = 0; i < r->chosen.count; i++) {
        const dl_chosen *won = &r->chosen.items[i];
        if (won->type >= DL_NONE) continue;
        dl_origin at = dl_text_origin(
            r->scan->text, dl_tokens_span(r->scan->text, won->first, won->end));
        const gold_mark *mark = gold_exact(gold, at.start, at.end);
        if (!mark && gold_is_unknown(gold, at.start, at.end)) continue;
        sample *slot = DL_PUSH(&t->keep, &t->samples);
        *slot = (sample){won->type, won->confidence, mark && mark->type == won->type};
    }
}

/* ---- an article ---- */

static void look_again(tuner *t, dl_resolve *r, const gold_article *gold) {
    size_t first = t->next_example, end = first;
    while (end < t->examples.count && t->examples.items[end].article == t->article)
        end++;
    t->next_example = (uint32_t)end;
    weigh_article(t, r, first, end, false);
    if (!decide_all(r) || !dl_document_gather(r)) return;
    if (t->stage == SEE_AGAIN) {
        weigh_article(t, r, first, end, true);
        if (!decide_all(r) || !dl_document_gather(r)) return;
    }
    if (t->stage < SEE_CHOICE) {
        for (size_t e = first; e < end; e++)
            add_document_clues(t, r, &t->examples.items[e]);
        return;
    }
    weigh_article(t, r, first, end, true);
    if (decide_all(r)) take_samples(t, r, gold);
}

void see_article(const gold_article *article, void *tuner_) {
    tuner *t = tuner_;
    gold_article gold = *article; /* marks that cannot be met become unknown in it */
    dl_arena_reset(&t->work);
    if (dl_vocabulary_trim(t->vocabulary)) dl_automata_forget_words(t->automata, DL_USES);
    memset(t->given_up, 0, t->rules->pattern_count + 1);
    memset(t->lower_seen, 0, DL_LOWER_BITS / 8);
    dl_text text = {0};
    if (!dl_normalise(article->text, article->len, false, &t->work, &text) ||
        !dl_segment(&text, t->rules->abbreviations, &t->work))
        return;
    dl_scan scan = {.rules = t->rules,
                    .vocabulary = t->vocabulary,
                    .automata = t->automata,
                    .matcher = t->matcher,
                    .text = &text,
                    .arena = &t->work,
                    .given_up = t->given_up,
                    .lower_seen = t->lower_seen};
    dl_resolve r = {.scan = &scan};
    if (!dl_scan_words(&scan) || !dl_scan_rules(&scan) || !dl_resolve_first(&r)) return;
    if (t->stage >= SEE_DOCUMENT) {
        r.document = NULL;
        look_again(t, &r, &gold);
    } else {
        for (uint32_t i = 0; i < r.stretches.count; i++)
            make_example(t, &r, i, &gold);
    }
    t->article++;
}
