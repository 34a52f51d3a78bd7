/* decide.c - the best way through a stretch, and how sure it is.
 *
 * Nodes are token edges; steps are pieces with a type, or one word that is no entity.
 * Viterbi (Viterbi 1967) finds the best sum, forward-backward (Rabiner 1989) the
 * probability of each step. Sums are integers; e^(n/10) is made by multiplications alone,
 * so the same digits come out on every machine. Most stretches are one word: there it is
 * the largest of five sums. */
#include "resolve/resolve.h"

#include <limits.h>

enum { UNREACHED = INT32_MIN / 2, NODES_AT_HAND = 48, PIECES_AT_HAND = 128 };

typedef struct node {
    int32_t best, best_back;
    double forward, backward;
    uint32_t came;      /* where the best way into it begins */
    int32_t came_piece; /* by this piece; -1: no entity */
    uint8_t came_type;
    uint32_t pieces, pieces_end; /* that begin here, in the lattice's order */
} node;

typedef struct lattice {
    const dl_stretch *s;
    const double *powers;
    int pass;
    uint32_t nodes;
    node *node;
    uint32_t *order; /* pieces by the node where they begin */
} lattice;

/* e^(tenths/10) for tenths <= 0; below e^-60 it is nothing. */
static double power(const double *powers, int32_t tenths) {
    if (tenths > 0) return 1;
    return tenths < -DL_POWERS ? 0 : powers[-tenths];
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
    for (uint32_t t = from; t < to; t++)
        sum += s->none[t];
    return sum;
}

static int32_t fixed_score(const dl_stretch *s, const dl_piece *piece) {
    return piece->score + none_between(s, piece->first - s->first, piece->end - s->first);
}

/* One walk over the nodes in order meets every step; pieces of a node stay in their
 * order. */
static void sort_pieces(lattice *l) {
    const dl_stretch *s = l->s;
    for (uint32_t n = 0; n < l->nodes; n++)
        l->node[n].pieces_end = 0;
    for (uint32_t p = 0; p < s->piece_count; p++)
        l->node[s->pieces[p].first - s->first].pieces_end++;
    uint32_t sum = 0;
    for (uint32_t n = 0; n < l->nodes; n++) {
        uint32_t count = l->node[n].pieces_end;
        l->node[n].pieces = l->node[n].pieces_end = sum;
        sum += count;
    }
    for (uint32_t p = 0; p < s->piece_count; p++)
        l->order[l->node[s->pieces[p].first - s->first].pieces_end++] = p;
}

/* The scores of a piece's steps; how many there are: one for each type it may have. */
static int scores_of(const lattice *l, const dl_piece *piece, int32_t *scores) {
    if (piece->fixed) {
        scores[0] = fixed_score(l->s, piece);
        return 1;
    }
    for (int type = 0; type < DL_NONE; type++)
        scores[type] = piece->weights[l->pass + type];
    return DL_NONE;
}

static int first_largest(const int32_t *scores, int count) {
    int best = 0;
    for (int i = 1; i < count; i++)
        if (scores[i] > scores[best]) best = i;
    return best;
}

/* More evidence wins; then the longer mention; then what comes first. */
static void step_to(lattice *l, uint32_t from, uint32_t to, int32_t score, int32_t piece,
                    int type) {
    node *there = &l->node[to];
    score += l->node[from].best;
    bool reached = there->best != UNREACHED;
    bool longer = reached && piece >= 0 && there->came > from;
    if (score < there->best || (score == there->best && !longer)) return;
    there->best = score;
    there->came = from;
    there->came_piece = piece;
    there->came_type = (uint8_t)type;
}

static void walk_best(lattice *l) {
    const dl_stretch *s = l->s;
    for (uint32_t n = 0; n < l->nodes; n++)
        l->node[n].best = l->node[n].best_back = UNREACHED;
    l->node[0].best = 0;
    int32_t scores[DL_NONE];
    for (uint32_t n = 0; n + 1 < l->nodes; n++) {
        const node *at = &l->node[n];
        if (at->best == UNREACHED) continue;
        step_to(l, n, s->none_end[n] - s->first, s->none[n], -1, DL_NONE);
        for (uint32_t k = at->pieces; k < at->pieces_end; k++) {
            const dl_piece *piece = &s->pieces[l->order[k]];
            int best = first_largest(scores, scores_of(l, piece, scores));
            step_to(l, n, piece->end - s->first, scores[best], (int32_t)l->order[k],
                    piece->fixed ? piece->type : best);
        }
    }
}

static void step_back(lattice *l, uint32_t from, uint32_t to, int32_t score) {
    int32_t back = l->node[to].best_back;
    if (back != UNREACHED && back + score > l->node[from].best_back)
        l->node[from].best_back = back + score;
}

static void walk_best_back(lattice *l) {
    const dl_stretch *s = l->s;
    l->node[l->nodes - 1].best_back = 0;
    int32_t scores[DL_NONE];
    for (uint32_t n = l->nodes - 1; n-- > 0;) {
        for (uint32_t k = l->node[n].pieces_end; k-- > l->node[n].pieces;) {
            const dl_piece *piece = &s->pieces[l->order[k]];
            int best = first_largest(scores, scores_of(l, piece, scores));
            step_back(l, n, piece->end - s->first, scores[best]);
        }
        step_back(l, n, s->none_end[n] - s->first, s->none[n]);
    }
}

static void sum_to(lattice *l, uint32_t from, uint32_t to, int32_t score) {
    l->node[to].forward +=
        l->node[from].forward *
        power(l->powers, l->node[from].best + score - l->node[to].best);
}

static void sum_back(lattice *l, uint32_t from, uint32_t to, int32_t score) {
    if (l->node[to].best_back == UNREACHED) return;
    l->node[from].backward +=
        l->node[to].backward *
        power(l->powers, l->node[to].best_back + score - l->node[from].best_back);
}

/* Sums of all ways, each node's relative to the best way to it, so that nothing
 * overflows. */
static void walk_sums(lattice *l) {
    const dl_stretch *s = l->s;
    for (uint32_t n = 0; n < l->nodes; n++)
        l->node[n].forward = l->node[n].backward = 0;
    l->node[0].forward = l->node[l->nodes - 1].backward = 1;
    int32_t scores[DL_NONE];
    for (uint32_t n = 0; n + 1 < l->nodes; n++) {
        if (l->node[n].best == UNREACHED) continue;
        sum_to(l, n, s->none_end[n] - s->first, s->none[n]);
        for (uint32_t k = l->node[n].pieces; k < l->node[n].pieces_end; k++) {
            const dl_piece *piece = &s->pieces[l->order[k]];
            int count = scores_of(l, piece, scores);
            for (int i = 0; i < count; i++)
                sum_to(l, n, piece->end - s->first, scores[i]);
        }
    }
    for (uint32_t n = l->nodes - 1; n-- > 0;) {
        for (uint32_t k = l->node[n].pieces_end; k-- > l->node[n].pieces;) {
            const dl_piece *piece = &s->pieces[l->order[k]];
            for (int i = scores_of(l, piece, scores); i-- > 0;)
                sum_back(l, n, piece->end - s->first, scores[i]);
        }
        sum_back(l, n, s->none_end[n] - s->first, s->none[n]);
    }
}

static double probability(const lattice *l, uint32_t to) {
    const node *end = &l->node[to], *last = &l->node[l->nodes - 1];
    double p = l->node[end->came].forward *
               power(l->powers, end->best + end->best_back - last->best) * end->backward /
               last->forward;
    return p > 1 ? 1 : p;
}

/* A fixed candidate's bonus for length settles rivals and is no evidence of its own. */
static double confidence_of(const dl_resolve *r, const lattice *l, uint32_t to) {
    double p = probability(l, to);
    const dl_piece *piece = &l->s->pieces[l->node[to].came_piece];
    if (!piece->fixed) return p;
    const dl_rule *rule =
        &r->scan->rules->rules[r->scan->candidates.items[piece->candidate].rule];
    double odds = power(l->powers, -(rule->weight > 0 ? rule->weight : 0));
    double alone = 1 / (1 + odds);
    return p < alone ? p : alone;
}

static bool keep(dl_resolve *r, const dl_stretch *s, uint32_t number, uint32_t won,
                 int type, double confidence) {
    const dl_piece *piece = &s->pieces[won];
    dl_chosen *slot = DL_PUSH(r->scan->arena, &r->chosen);
    if (!slot) return false;
    *slot = (dl_chosen){.first = piece->first,
                        .end = piece->end,
                        .key = piece->key,
                        .stretch = number,
                        .piece = won,
                        .type = (uint8_t)type,
                        .candidate = piece->fixed ? piece->candidate : piece->rules[type],
                        .confidence = confidence};
    return true;
}

/* Back along the best way, then forward, as the text reads. */
static bool keep_chosen(dl_resolve *r, const dl_stretch *s, uint32_t number, lattice *l) {
    uint32_t *taken =
        l->order; /* no longer needed; every way has fewer pieces than there are */
    uint32_t count = 0;
    for (uint32_t n = l->nodes - 1; n > 0; n = l->node[n].came)
        if (l->node[n].came_piece >= 0) taken[count++] = n;
    while (count--) {
        const node *end = &l->node[taken[count]];
        if (!keep(r, s, number, (uint32_t)end->came_piece, end->came_type,
                  confidence_of(r, l, taken[count])))
            return false;
    }
    return true;
}

/* A lattice of at most these sizes needs no memory of its own. */
typedef struct at_hand {
    node nodes[NODES_AT_HAND];
    uint32_t order[PIECES_AT_HAND];
} at_hand;

static bool make_lattice(dl_resolve *r, dl_stretch *s, int pass, at_hand *room,
                         lattice *l) {
    *l = (lattice){.s = s,
                   .powers = r->scan->rules->powers,
                   .pass = pass,
                   .nodes = s->end - s->first + 1,
                   .node = room->nodes,
                   .order = room->order};
    score_none(s, pass);
    if (l->nodes > NODES_AT_HAND)
        l->node = dl_arena_alloc(r->scan->arena, l->nodes * sizeof *l->node);
    if (s->piece_count > PIECES_AT_HAND)
        l->order = dl_arena_alloc(r->scan->arena, s->piece_count * sizeof *l->order);
    if (!l->node || !l->order) return false;
    sort_pieces(l);
    walk_best(l);
    walk_best_back(l);
    return true;
}

static bool decide_many(dl_resolve *r, dl_stretch *s, uint32_t number, int pass) {
    at_hand room;
    lattice l;
    if (!make_lattice(r, s, pass, &room, &l)) return false;
    walk_sums(&l);
    return keep_chosen(r, s, number, &l);
}

bool dl_decide_shortfall(dl_resolve *r, dl_stretch *s, uint32_t number, int type,
                         int32_t *out) {
    at_hand room;
    lattice l;
    const dl_piece *piece = &s->pieces[number];
    if (!make_lattice(r, s, r->document ? DL_SECOND_PASS : 0, &room, &l)) return false;
    int32_t score = piece->fixed ? fixed_score(s, piece) : piece->weights[l.pass + type];
    *out = INT32_MAX; /* it begins inside of what is one step */
    if (l.node[piece->first - s->first].best == UNREACHED) return true;
    *out = l.node[l.nodes - 1].best - l.node[piece->first - s->first].best - score -
           l.node[piece->end - s->first].best_back;
    return true;
}

/* A single name word: all ways are its five types, side by side. */
static bool decide_one(dl_resolve *r, dl_stretch *s, uint32_t number, int pass) {
    const dl_weights weights = s->pieces[0].weights;
    int best = DL_NONE;
    for (int type = 0; type < DL_NONE; type++)
        if (weights[pass + type] > weights[pass + best]) best = type;
    if (best == DL_NONE) return true;
    const double *powers = r->scan->rules->powers;
    int32_t most = weights[pass + best];
    double sum = power(powers, weights[pass + DL_NONE] - most);
    for (int type = 0; type < DL_NONE; type++)
        sum += power(powers, weights[pass + type] - most);
    return keep(r, s, number, 0, best, 1 / sum);
}

bool dl_decide(dl_resolve *r, dl_stretch *s, uint32_t number) {
    int pass = r->document ? DL_SECOND_PASS : 0;
    const dl_piece *piece = s->pieces;
    bool one = s->piece_count == 1 && s->unit_count == 1 && !piece->fixed &&
               piece->first == s->first && piece->end == s->end;
    s->chosen = (uint32_t)r->chosen.count;
    bool good = one ? decide_one(r, s, number, pass) : decide_many(r, s, number, pass);
    s->chosen_end = (uint32_t)r->chosen.count;
    return good;
}
