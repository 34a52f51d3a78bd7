/* score.c - pairs what was found with gold, one to one, and counts.
 *
 * Exact pairs come first, then pairs that overlap, the longest overlap first. What only
 * touches a mention that gold leaves open is neither right nor wrong. */
#include "cli/score.h"

#include "cli/context.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct pair {
    size_t gold, found, overlap, start;
} pair;

typedef struct match { /* of one type in one article */
    const dateline_gold_article *article;
    const dateline_result *result;
    const char *type, *optional;
    const dateline_gold_mention **gold, **open;
    const dateline_entity **found;
    size_t gold_count, open_count, found_count;
    pair *pairs;
    size_t exact, count; /* pairs[0..exact) are exact */
    bool *gold_used, *found_used;
    void *memory;
} match;

/* ---- what counts ----------------------------------------------------------------- */

static bool is_inside(const dateline_gold_article *article, size_t start, size_t end) {
    for (size_t i = 0; i < article->span_count; i++)
        if (article->spans[i][0] <= start && end <= article->spans[i][1]) return true;
    return article->span_count == 0;
}

bool dl_score_is(const char *type, const char *wanted) {
    static const char *const merged[] = {"date", "time", "duration", "set"};
    if (strcmp(wanted, DL_TIMEX) != 0) return strcmp(type, wanted) == 0;
    for (size_t i = 0; i < sizeof merged / sizeof *merged; i++)
        if (strcmp(type, merged[i]) == 0) return true;
    return false;
}

static bool is_listed(const char *list, const char *name) {
    size_t len = strlen(name);
    for (const char *at = list; at; at = strchr(at, ',')) {
        at += *at == ',';
        if (strncmp(at, name, len) == 0 && (at[len] == ',' || !at[len])) return true;
    }
    return false;
}

static bool is_optional(const match *m, const dateline_gold_mention *mention) {
    if (mention->optional) return true;
    for (size_t i = 0; mention->flags && mention->flags[i]; i++)
        if (is_listed(m->optional, mention->flags[i])) return true;
    return false;
}

static bool allocate(match *m) {
    size_t gold = m->article->count + 1, found = dateline_result_count(m->result) + 1;
    size_t pointers = 2 * gold + found;
    m->memory = calloc(1, pointers * sizeof(void *) + gold + found);
    if (!m->memory) return false;
    m->gold = m->memory;
    m->open = m->gold + gold;
    m->found = (const dateline_entity **)(m->open + gold);
    m->gold_used = (bool *)(m->found + found);
    m->found_used = m->gold_used + gold;
    return true;
}

static void gather(match *m) {
    const dateline_entity *entity;
    for (size_t i = 0; i < m->article->count; i++) {
        const dateline_gold_mention *mention = &m->article->mentions[i];
        bool mine = dl_score_is(mention->type, m->type) &&
                    is_inside(m->article, mention->start, mention->end);
        if (mine && !is_optional(m, mention))
            m->gold[m->gold_count++] = mention;
        else if (mine || strcmp(mention->type, "unknown") == 0)
            m->open[m->open_count++] = mention;
    }
    for (size_t i = 0; (entity = dateline_result_at(m->result, i)); i++)
        if (dl_score_is(entity->type, m->type) &&
            is_inside(m->article, entity->start, entity->end))
            m->found[m->found_count++] = entity;
}

/* ---- pairs ----------------------------------------------------------------------- */

static size_t overlap(const dateline_gold_mention *a, const dateline_entity *b) {
    size_t start = a->start > b->start ? a->start : b->start;
    size_t end = a->end < b->end ? a->end : b->end;
    return end > start ? end - start : 0;
}

static void take(match *m, size_t gold, size_t found) {
    m->pairs[m->count++] = (pair){.gold = gold, .found = found};
    m->gold_used[gold] = m->found_used[found] = true;
}

static void pair_exact(match *m) {
    for (size_t k = 0; k < m->found_count; k++)
        for (size_t i = 0; i < m->gold_count && !m->found_used[k]; i++)
            if (!m->gold_used[i] && m->gold[i]->start == m->found[k]->start &&
                m->gold[i]->end == m->found[k]->end)
                take(m, i, k);
    m->exact = m->count;
}

static int best_first(const void *left, const void *right) {
    const pair *a = left, *b = right;
    if (a->overlap != b->overlap) return a->overlap > b->overlap ? -1 : 1;
    if (a->start != b->start) return a->start < b->start ? -1 : 1;
    if (a->gold != b->gold) return a->gold < b->gold ? -1 : 1;
    return a->found < b->found ? -1 : a->found > b->found;
}

/* Every pair that overlaps, to be freed; NULL without memory. */
static pair *candidates(const match *m, size_t *count) {
    size_t room = m->gold_count + m->found_count + 1;
    pair *all = malloc(room * sizeof *all);
    *count = 0;
    for (size_t i = 0; i < m->gold_count; i++)
        for (size_t k = 0; k < m->found_count && !m->gold_used[i] && all; k++) {
            size_t shared = m->found_used[k] ? 0 : overlap(m->gold[i], m->found[k]);
            if (!shared) continue;
            if (*count == room) {
                pair *grown = realloc(all, 2 * room * sizeof *all);
                if (!grown) free(all);
                all = grown;
                room *= 2;
            }
            if (all) all[(*count)++] = (pair){i, k, shared, m->gold[i]->start};
        }
    return all;
}

static bool pair_all(match *m) {
    size_t least = m->gold_count < m->found_count ? m->gold_count : m->found_count, count;
    m->pairs = calloc(least + 1, sizeof *m->pairs);
    if (!m->pairs) return false;
    pair_exact(m);
    pair *rest = candidates(m, &count);
    if (!rest) return false;
    qsort(rest, count, sizeof *rest, best_first);
    for (size_t i = 0; i < count; i++)
        if (!m->gold_used[rest[i].gold] && !m->found_used[rest[i].found])
            take(m, rest[i].gold, rest[i].found);
    free(rest);
    return true;
}

static bool is_open(const match *m, size_t found) {
    for (size_t i = 0; i < m->open_count && !m->found_used[found]; i++)
        if (overlap(m->open[i], m->found[found])) return true;
    return false;
}

/* ---- errors ---------------------------------------------------------------------- */

static void put_text(const match *m, size_t start, size_t end, dl_output *out) {
    dl_cursor cursor = {0};
    cursor.text = dateline_result_text(m->result, &cursor.len);
    size_t from = dl_cursor_move(&cursor, start);
    size_t to = dl_cursor_move(&cursor, end);
    dl_output_quoted(out, cursor.text + from, to - from);
}

static void put_place(const match *m, const char *kind, size_t start, dl_output *out) {
    char at[32];
    snprintf(at, sizeof at, ":%zu\t", start);
    dl_output_text(out, kind);
    dl_output_text(out, "\t");
    dl_output_text(out, m->type);
    dl_output_text(out, "\t");
    dl_output_text(out, m->article->document.id);
    dl_output_text(out, at);
}

static void put_pair(const match *m, const pair *p, bool exact, dl_output *out) {
    const dateline_gold_mention *gold = m->gold[p->gold];
    const dateline_entity *found = m->found[p->found];
    if (!exact) {
        put_place(m, "span", gold->start, out);
        put_text(m, gold->start, gold->end, out);
        dl_output_text(out, "\tfound ");
        put_text(m, found->start, found->end, out);
        dl_output_text(out, "\n");
    }
    if (!gold->value || dateline_gold_agrees(gold, found, false)) return;
    put_place(m, "value", gold->start, out);
    put_text(m, gold->start, gold->end, out);
    dl_output_text(out, "\t");
    dl_output_text(out, gold->value);
    dl_output_text(out, "\tfound ");
    dateline_write_value(found, "markup", dl_output_put, out);
    dl_output_text(out, "\n");
}

static void put_errors(const match *m, dl_output *out) {
    for (size_t i = 0; i < m->count; i++)
        put_pair(m, &m->pairs[i], i < m->exact, out);
    for (size_t i = 0; i < m->gold_count; i++) {
        if (m->gold_used[i]) continue;
        put_place(m, "missed", m->gold[i]->start, out);
        put_text(m, m->gold[i]->start, m->gold[i]->end, out);
        dl_output_text(out, "\n");
    }
    for (size_t k = 0; k < m->found_count; k++) {
        char with[32];
        if (m->found_used[k] || is_open(m, k)) continue;
        put_place(m, "spurious", m->found[k]->start, out);
        put_text(m, m->found[k]->start, m->found[k]->end, out);
        snprintf(with, sizeof with, "\t%.3f\t", m->found[k]->confidence);
        dl_output_text(out, with);
        dl_output_text(out, m->found[k]->rule);
        dl_output_text(out, "\n");
    }
}

/* ---- counting -------------------------------------------------------------------- */

static void count(const match *m, dl_tally *tally) {
    *tally = (dl_tally){.gold = m->gold_count, .exact = m->exact, .relaxed = m->count};
    for (size_t i = 0; i < m->gold_count; i++)
        tally->valued += m->gold[i]->value != NULL;
    for (size_t i = 0; i < m->count; i++) {
        const dateline_gold_mention *gold = m->gold[m->pairs[i].gold];
        if (!gold->value) continue;
        tally->judged++;
        bool right = dateline_gold_agrees(gold, m->found[m->pairs[i].found], false);
        tally->right += right;
        tally->exact_right += right && i < m->exact;
        tally->near += dateline_gold_agrees(gold, m->found[m->pairs[i].found], true);
    }
}

/* A confidence has three digits, so a little more than nothing keeps 0.3 in the fourth
 * bin. */
static size_t bin_of(double confidence) {
    int bin = (int)(confidence * DL_BINS + 1e-9);
    return bin < 0 ? 0 : bin >= DL_BINS ? DL_BINS - 1 : (size_t)bin;
}

static void weigh(const match *m, dl_tally *tally, dl_bin *bins) {
    for (size_t k = 0; k < m->found_count; k++) {
        if (is_open(m, k)) continue;
        dl_bin *bin = &bins[bin_of(m->found[k]->confidence)];
        tally->found++;
        bin->count++;
        bin->confidence += m->found[k]->confidence;
    }
    for (size_t i = 0; i < m->exact; i++)
        bins[bin_of(m->found[m->pairs[i].found]->confidence)].right++;
}

bool dl_score(const dl_scoring *of) {
    match m = {.article = of->gold,
               .result = of->result,
               .type = of->type,
               .optional = of->optional};
    bool good = allocate(&m);
    if (good) gather(&m);
    good = good && pair_all(&m);
    if (good) count(&m, of->tally);
    if (good) weigh(&m, of->tally, of->bins);
    if (good && of->errors) put_errors(&m, of->errors);
    free(m.pairs);
    free(m.memory);
    return good;
}

/* ---- measures -------------------------------------------------------------------- */

dl_measures dl_score_measures(size_t right, size_t found, size_t gold) {
    double p = found ? (double)right / (double)found : 0;
    double r = gold ? (double)right / (double)gold : 0;
    return (dl_measures){p, r, p + r > 0 ? 2 * p * r / (p + r) : 0};
}

dl_measures dl_score_values(const dl_tally *t, size_t right) {
    return dl_score_measures(right, t->found - (t->relaxed - t->judged), t->valued);
}

void dl_score_add(dl_tally *sum, const dl_tally *one) {
    sum->gold += one->gold;
    sum->found += one->found;
    sum->exact += one->exact;
    sum->relaxed += one->relaxed;
    sum->valued += one->valued;
    sum->judged += one->judged;
    sum->right += one->right;
    sum->near += one->near;
    sum->exact_right += one->exact_right;
}

double dl_score_calibration(const dl_bin bins[DL_BINS]) {
    double apart = 0;
    size_t all = 0;
    for (size_t i = 0; i < DL_BINS; i++) {
        apart += fabs(bins[i].confidence - (double)bins[i].right);
        all += bins[i].count;
    }
    return all ? apart / (double)all : 0;
}
