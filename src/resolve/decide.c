/* decide.c - the best way through a stretch, and how sure it is.
 *
 * Nodes are token edges; steps are pieces with a type, or one word that is no entity. Viterbi
 * (Viterbi 1967) finds the best sum, forward-backward (Rabiner 1989) the probability of each
 * step. Sums are integers; e^(n/10) is made by multiplications alone, so the same
 * digits come out on every machine. */
#include "resolve/resolve.h"

#include <limits.h>

enum { EXPONENTS = 600, UNREACHED = INT32_MIN / 2 };

typedef struct step {
    uint32_t from, to; /* nodes */
    int32_t score;
    int32_t piece;     /* -1: no entity */
    uint8_t type;
} step;

typedef DL_ARRAY(step) steps;

typedef struct lattice {
    steps all;
    uint32_t nodes;
    int32_t *best, *best_back;
    double *forward, *backward;
    int32_t *came; /* step that the best way takes into a node */
} lattice;

/* e^(tenths/10) for tenths <= 0; below e^-60 it is nothing. */
static double power(int32_t tenths) {
    if (tenths > 0) tenths = 0;
    if (tenths < -EXPONENTS) return 0;
    double result = 1, base = 0.90483741803595957; /* e^-0.1 */
    for (uint32_t n = (uint32_t)-tenths; n; n >>= 1) {
        if (n & 1) result *= base;
        base *= base;
    }
    return result;
}

static bool add_step(dl_arena *arena, steps *all, step made) {
    step *slot = DL_PUSH(arena, all);
    if (slot) *slot = made;
    return slot != NULL;
}

static void score_none(dl_stretch *s, int pass) {
    for (uint32_t p = 0; p < s->piece_count; p++) {
        const dl_piece *piece = &s->pieces[p];
        if (!piece->fixed && piece->unit_end == piece->unit + 1)
            s->none[piece->first - s->first] = piece->weights[pass + DL_NONE];
    }
}

static int32_t none_between(const dl_stretch *s, uint32_t from, uint32_t to) {
    int32_t sum = 0;
    for (uint32_t t = from; t < to; t++) sum += s->none[t];
    return sum;
}

static bool add_steps(dl_arena *arena, const dl_stretch *s, int pass, lattice *l) {
    uint32_t count = s->end - s->first;
    for (uint32_t t = 0; t < count; t++)
        if (!add_step(arena, &l->all,
                      (step){t, s->none_end[t] - s->first, s->none[t], -1, DL_NONE}))
            return false;
    for (uint32_t p = 0; p < s->piece_count; p++) {
        const dl_piece *piece = &s->pieces[p];
        step made = {piece->first - s->first, piece->end - s->first, 0, (int32_t)p, 0};
        if (piece->fixed) {
            made.type = piece->type;
            made.score = none_between(s, made.from, made.to) + piece->score;
            if (!add_step(arena, &l->all, made)) return false;
            continue;
        }
        for (int type = 0; type < DL_NONE; type++) {
            made.type = (uint8_t)type;
            made.score = piece->weights[pass + type];
            if (!add_step(arena, &l->all, made)) return false;
        }
    }
    return true;
}

/* Steps by the node where they begin, so that one walk in order does. */
static void sort_steps(steps *all, dl_arena *arena, uint32_t nodes) {
    uint32_t *starts = dl_arena_zero(arena, (nodes + 2) * sizeof *starts);
    step *sorted = dl_arena_alloc(arena, all->count * sizeof *sorted);
    if (!starts || !sorted) return;
    for (size_t i = 0; i < all->count; i++) starts[all->items[i].from + 1]++;
    for (uint32_t n = 0; n <= nodes; n++) starts[n + 1] += starts[n];
    for (size_t i = 0; i < all->count; i++) sorted[starts[all->items[i].from]++] = all->items[i];
    all->items = sorted;
}

/* More evidence wins; then the longer mention; then what comes first. */
static void walk_best(lattice *l) {
    for (uint32_t n = 0; n < l->nodes; n++) l->best[n] = UNREACHED, l->came[n] = -1;
    l->best[0] = 0;
    for (size_t i = 0; i < l->all.count; i++) {
        const step *s = &l->all.items[i];
        if (l->best[s->from] == UNREACHED) continue;
        int32_t score = l->best[s->from] + s->score;
        bool longer = l->came[s->to] >= 0 && s->piece >= 0 &&
                      l->all.items[l->came[s->to]].from > s->from;
        if (score > l->best[s->to] || (score == l->best[s->to] && longer)) {
            l->best[s->to] = score;
            l->came[s->to] = (int32_t)i;
        }
    }
    for (uint32_t n = 0; n < l->nodes; n++) l->best_back[n] = UNREACHED;
    l->best_back[l->nodes - 1] = 0;
    for (size_t i = l->all.count; i-- > 0;) {
        const step *s = &l->all.items[i];
        if (l->best_back[s->to] == UNREACHED) continue;
        int32_t score = l->best_back[s->to] + s->score;
        if (score > l->best_back[s->from]) l->best_back[s->from] = score;
    }
}

/* Sums of all ways, each node's relative to the best way to it, so that nothing overflows. */
static void walk_sums(lattice *l) {
    for (uint32_t n = 0; n < l->nodes; n++) l->forward[n] = l->backward[n] = 0;
    l->forward[0] = l->backward[l->nodes - 1] = 1;
    for (size_t i = 0; i < l->all.count; i++) {
        const step *s = &l->all.items[i];
        if (l->best[s->from] == UNREACHED) continue;
        l->forward[s->to] +=
            l->forward[s->from] * power(l->best[s->from] + s->score - l->best[s->to]);
    }
    for (size_t i = l->all.count; i-- > 0;) {
        const step *s = &l->all.items[i];
        if (l->best_back[s->to] == UNREACHED) continue;
        l->backward[s->from] +=
            l->backward[s->to] * power(l->best_back[s->to] + s->score - l->best_back[s->from]);
    }
}

static double probability(const lattice *l, const step *s) {
    int32_t below = l->best[s->from] + s->score + l->best_back[s->to] - l->best[l->nodes - 1];
    double p = l->forward[s->from] * power(below) * l->backward[s->to] / l->forward[l->nodes - 1];
    return p > 1 ? 1 : p;
}

/* A fixed candidate's bonus for length settles rivals and is no evidence of its own. */
static double confidence_of(const dl_resolve *r, const dl_stretch *s, const lattice *l,
                            const step *won) {
    double p = probability(l, won);
    const dl_piece *piece = &s->pieces[won->piece];
    if (!piece->fixed) return p;
    const dl_rule *rule =
        &r->scan->rules->rules[r->scan->candidates.items[piece->candidate].rule];
    double odds = power(-(rule->weight > 0 ? rule->weight : 0));
    double alone = 1 / (1 + odds);
    return p < alone ? p : alone;
}

static bool keep_chosen(dl_resolve *r, const dl_stretch *s, uint32_t number, const lattice *l) {
    int32_t *taken = dl_arena_alloc(r->scan->arena, l->nodes * sizeof *taken);
    uint32_t count = 0;
    for (uint32_t n = l->nodes - 1; taken && n > 0;) {
        taken[count++] = l->came[n];
        n = l->all.items[l->came[n]].from;
    }
    while (taken && count--) {
        const step *won = &l->all.items[taken[count]];
        if (won->piece < 0) continue;
        const dl_piece *piece = &s->pieces[won->piece];
        dl_chosen *slot = DL_PUSH(r->scan->arena, &r->chosen);
        if (!slot) return false;
        *slot = (dl_chosen){.first = piece->first, .end = piece->end, .key = piece->key,
                            .stretch = number, .piece = (uint32_t)won->piece,
                            .type = won->type,
                            .candidate = piece->fixed ? piece->candidate
                                                      : piece->rules[won->type],
                            .confidence = confidence_of(r, s, l, won)};
    }
    return taken != NULL;
}

bool dl_decide(dl_resolve *r, dl_stretch *s, uint32_t number) {
    dl_arena *arena = r->scan->arena;
    lattice l = {.nodes = s->end - s->first + 1};
    size_t n = l.nodes;
    int pass = r->document ? DL_SECOND_PASS : 0;
    score_none(s, pass);
    l.best = dl_arena_alloc(arena, n * sizeof *l.best);
    l.best_back = dl_arena_alloc(arena, n * sizeof *l.best_back);
    l.forward = dl_arena_alloc(arena, n * sizeof *l.forward);
    l.backward = dl_arena_alloc(arena, n * sizeof *l.backward);
    l.came = dl_arena_alloc(arena, n * sizeof *l.came);
    if (arena->failed || !add_steps(arena, s, pass, &l)) return false;
    sort_steps(&l.all, arena, l.nodes);
    if (arena->failed) return false;
    walk_best(&l);
    walk_sums(&l);
    s->chosen = (uint32_t)r->chosen.count;
    bool good = keep_chosen(r, s, number, &l);
    s->chosen_end = (uint32_t)r->chosen.count;
    return good;
}
