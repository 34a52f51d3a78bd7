/* fit.c - weights by maximum likelihood.
 *
 * A semi-Markov CRF (Sarawagi and Cohen 2004) over the pieces of a stretch. Where the
 * gold leaves something open, every way that agrees with it counts (Tsuboi and others
 * 2008): the gradient of a clue is how often it is expected to hold on those ways, less
 * how often on all. Steps by AdaGrad (Duchi, Hazan and Singer 2011), L2. */
#include <math.h>
#include <stdlib.h>

#include "tune.h"

enum { NODES_MOST = 4096, PIECES_MOST = 8192 };

typedef struct lattice {
    const example *e;
    const example_piece *pieces;
    double scores[PIECES_MOST][TYPES];
    double forward[NODES_MOST], backward[NODES_MOST];
    double all; /* log of the sum over every way */
} lattice;

size_t weight_count(const tuner *t) {
    return t->rules->rule_count + 1 + t->feature_count;
}

static double log_add(double a, double b) {
    if (a < b) return b + log1p(exp(a - b));
    return a == -INFINITY ? a : a + log1p(exp(b - a));
}

static void add_scores(const tuner *t, weight_table weights, uint32_t from,
                       uint32_t count, double out[TYPES]) {
    const uint32_t *clues = t->clues.items + from;
    for (uint32_t i = 0; i < count; i++)
        for (int type = 0; type < TYPES; type++)
            out[type] += weights[clues[i]][type];
}

static void score(const tuner *t, lattice *l, weight_table weights, bool second) {
    for (uint32_t p = 0; p < l->e->piece_count; p++) {
        const example_piece *piece = &l->pieces[p];
        for (int type = 0; type < TYPES; type++)
            l->scores[p][type] = 0;
        add_scores(t, weights, piece->clues, piece->clue_count, l->scores[p]);
        if (second) add_scores(t, weights, piece->more, piece->more_count, l->scores[p]);
    }
}

static bool may(const example_piece *piece, int type, bool agreeing) {
    if (type == DL_NONE && !piece->single) return false;
    return !agreeing || piece->may >> type & 1;
}

/* The log of the sum of the piece's steps. */
static double step_of(const lattice *l, uint32_t p, bool agreeing) {
    double sum = -INFINITY;
    for (int type = 0; type < TYPES; type++)
        if (may(&l->pieces[p], type, agreeing)) sum = log_add(sum, l->scores[p][type]);
    return sum;
}

/* Pieces stand in the order of their first node. A node where no single piece begins is
 * passed at no cost. */
static bool starts_single(const lattice *l, uint32_t p, uint32_t node) {
    for (; p < l->e->piece_count && l->pieces[p].from == node; p++)
        if (l->pieces[p].single) return true;
    return false;
}

static void walk(lattice *l, bool agreeing) {
    uint32_t last = l->e->nodes - 1, p = 0;
    static double steps[PIECES_MOST];
    static bool free_step[NODES_MOST];
    for (uint32_t n = 0; n <= last; n++)
        l->forward[n] = l->backward[n] = -INFINITY;
    l->forward[0] = l->backward[last] = 0;
    for (uint32_t n = 0; n < last; n++) {
        free_step[n] = !starts_single(l, p, n);
        if (free_step[n]) l->forward[n + 1] = log_add(l->forward[n + 1], l->forward[n]);
        for (; p < l->e->piece_count && l->pieces[p].from == n; p++) {
            steps[p] = step_of(l, p, agreeing);
            uint32_t to = l->pieces[p].to;
            l->forward[to] = log_add(l->forward[to], l->forward[n] + steps[p]);
        }
    }
    for (uint32_t n = last; n-- > 0;) {
        if (free_step[n]) l->backward[n] = l->backward[n + 1];
        for (; p > 0 && l->pieces[p - 1].from == n; p--)
            l->backward[n] =
                log_add(l->backward[n], l->backward[l->pieces[p - 1].to] + steps[p - 1]);
    }
    l->all = l->forward[last];
}

static void add_expected(const lattice *l, bool agreeing, double sign,
                         double (*out)[TYPES]) {
    for (uint32_t p = 0; p < l->e->piece_count; p++) {
        double around = l->forward[l->pieces[p].from] + l->backward[l->pieces[p].to];
        for (int type = 0; type < TYPES; type++)
            if (may(&l->pieces[p], type, agreeing))
                out[p][type] += sign * exp(around + l->scores[p][type] - l->all);
    }
}

static void push(const tuner *t, weight_table weights, weight_table squares,
                 uint32_t from, uint32_t count, const double gradient[TYPES],
                 double rate) {
    for (uint32_t i = 0; i < count; i++) {
        uint32_t clue = t->clues.items[from + i];
        for (int type = 0; type < TYPES; type++) {
            double g = gradient[type];
            if (fabs(g) < 0.002) continue;
            squares[clue][type] += g * g;
            weights[clue][type] += rate * g / sqrt(squares[clue][type] + 0.1);
        }
    }
}

/* The log-likelihood of one example; with a rate above 0 a step along its gradient. */
static double learn(const tuner *t, const example *e, bool second, weight_table weights,
                    weight_table squares, double rate) {
    static lattice l;
    static double gradients[PIECES_MOST][TYPES];
    if (e->nodes > NODES_MOST || e->piece_count > PIECES_MOST) return 0;
    l.e = e;
    l.pieces = t->pieces.items + e->pieces;
    score(t, &l, weights, second);
    memset(gradients, 0, e->piece_count * sizeof *gradients);
    walk(&l, true);
    double agrees = l.all;
    if (agrees == -INFINITY) return 0;
    add_expected(&l, true, 1, gradients);
    walk(&l, false);
    if (rate <= 0) return agrees - l.all;
    add_expected(&l, false, -1, gradients);
    for (uint32_t p = 0; p < e->piece_count; p++) {
        const example_piece *piece = &l.pieces[p];
        push(t, weights, squares, piece->clues, piece->clue_count, gradients[p], rate);
        if (second)
            push(t, weights, squares, piece->more, piece->more_count, gradients[p], rate);
    }
    return agrees - l.all;
}

static void shuffle(uint32_t *order, size_t count, uint64_t *seed) {
    for (size_t i = count; i > 1; i--) {
        *seed = *seed * 6364136223846793005u + 1442695040888963407u;
        size_t j = (size_t)((*seed >> 33) % i);
        uint32_t swap = order[i - 1];
        order[i - 1] = order[j];
        order[j] = swap;
    }
}

/* Words are many: each is held closer to nothing. */
static void shrink(const tuner *t, weight_table weights) {
    for (size_t i = 0; i < weight_count(t); i++)
        for (int type = 0; type < TYPES; type++)
            weights[i][type] *= 1 - (i <= t->rules->rule_count ? t->l2 : t->word_l2);
}

/* How likely the gold of a fold is with weights that have not seen it. */
static void report(const tuner *t, bool second, uint32_t fold, weight_table weights) {
    double likelihood = 0;
    size_t count = 0;
    for (size_t i = 0; i < t->examples.count; i++) {
        const example *e = &t->examples.items[i];
        if (!e->teaches || (fold < FOLDS && fold_of(e->article) != fold)) continue;
        likelihood += learn(t, e, second, weights, NULL, 0);
        count++;
    }
    fprintf(stderr, "%s pass, %s: log-likelihood %.4f for each of %zu stretches\n",
            second ? "second" : "first", fold < FOLDS ? "a fold left out" : "all",
            likelihood / (double)(count ? count : 1), count);
}

/* What the last epochs end with is averaged, which takes out most of the chance of the
 * order in which examples come (Polyak and Juditsky 1992). */
static void add_share(const tuner *t, weight_table sum, weight_table weights,
                      int shares) {
    for (size_t i = 0; i < weight_count(t); i++)
        for (int type = 0; type < TYPES; type++)
            sum[i][type] += weights[i][type] / shares;
}

/* Once through all epochs in an order of its own, added to the mean. */
static void fit_once(const tuner *t, bool second, uint32_t *order, size_t count,
                     uint64_t *seed, weight_table mean) {
    weight_table weights = calloc(weight_count(t), sizeof *weights);
    weight_table squares = calloc(weight_count(t), sizeof *squares);
    int averaged = (t->epochs + 1) / 2;
    double rate = 0.25;
    for (int epoch = 0; epoch < t->epochs; epoch++, rate *= 0.85) {
        shuffle(order, count, seed);
        for (size_t i = 0; i < count; i++)
            learn(t, &t->examples.items[order[i]], second, weights, squares, rate);
        shrink(t, weights);
        if (epoch >= t->epochs - averaged)
            add_share(t, mean, weights, averaged * t->rounds);
    }
    free(squares);
    free(weights);
}

weight_table fit(const tuner *t, bool second, uint32_t without) {
    size_t count = 0;
    weight_table mean = calloc(weight_count(t), sizeof *mean);
    uint32_t *order = malloc((t->examples.count + 1) * sizeof *order);
    uint64_t seed = 1;
    for (size_t i = 0; i < t->examples.count; i++) {
        const example *e = &t->examples.items[i];
        if (e->teaches && fold_of(e->article) != without) order[count++] = (uint32_t)i;
    }
    for (int round = 0; round < t->rounds; round++)
        fit_once(t, second, order, count, &seed, mean);
    report(t, second, without, mean);
    free(order);
    return mean;
}
