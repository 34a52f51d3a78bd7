/* pieces.c - the pieces of a stretch: runs of capitalised words, and candidates of rules.
 */
#include "resolve/evidence.h"

enum { PIECE_UNITS_MOST = 8, JOIN_BONUS = 60 };

static bool may_start(const dl_unit *unit) {
    if (unit->facts & (DL_UNIT_HYPHEN | DL_UNIT_POSSESSIVE)) return false;
    return (unit->facts & DL_UNIT_CAP) || (unit->facts & DL_UNIT_PARTICLE);
}

static bool may_end(const dl_unit *unit) {
    return unit->facts & DL_UNIT_CAP;
}

static uint32_t unit_at(const dl_stretch *s, uint32_t token, bool end) {
    for (uint32_t u = 0; u < s->unit_count; u++)
        if ((end ? s->units[u].end : s->units[u].first) == token) return u;
    return UINT32_MAX;
}

static uint32_t unit_holding(const dl_stretch *s, uint32_t token) {
    uint32_t u = 0;
    while (u + 1 < s->unit_count && s->units[u].end <= token)
        u++;
    return u;
}

typedef struct maker {
    dl_resolve *r;
    dl_stretch *s;
    dl_pieces pieces;
    dl_sides *before, *after; /* by unit: before its start, after its end */
    dl_nspan window;
    dl_traits line;
} maker;

static const dl_sides *before_of(maker *m, uint32_t unit) {
    dl_sides *side = &m->before[unit];
    if (side->known) return side;
    uint32_t first = m->s->units[unit].first;
    *side = dl_sides_before(m->r, first, m->window);
    side->traits = dl_left_traits(m->r, m->s, first, unit);
    side->known = true;
    return side;
}

static const dl_sides *after_of(maker *m, uint32_t unit) {
    dl_sides *side = &m->after[unit];
    if (side->known) return side;
    uint32_t end = m->s->units[unit].end;
    *side = dl_sides_after(m->r, end, m->window);
    side->traits = dl_right_traits(m->r, m->s, end, unit + 1);
    side->known = true;
    return side;
}

static dl_piece *add_piece(maker *m, uint32_t unit, uint32_t unit_end) {
    dl_piece *piece = DL_PUSH(m->r->scan->arena, &m->pieces);
    if (!piece) return NULL;
    piece->first = m->s->units[unit].first;
    piece->end = m->s->units[unit_end - 1].end;
    piece->unit = (uint16_t)unit;
    piece->unit_end = (uint16_t)unit_end;
    piece->candidate = -1;
    for (int t = 0; t < DL_NAME_TYPES; t++)
        piece->rules[t] = -1;
    for (uint32_t u = unit; u < unit_end; u++)
        if (!(m->s->units[u].facts & DL_UNIT_HYPHEN))
            piece->key = dl_hash_add(piece->key, m->s->units[u].fold);
    dl_piece_weigh(m->r, m->s, piece, m->line, before_of(m, unit),
                   after_of(m, unit_end - 1), m->window);
    return piece;
}

/* Where so many capitalised words follow each other that they tell nothing, long names
 * are not looked for: every beginning has as many pieces as a name may have words. */
enum { CAPITALS_MANY = 40, FEW_UNITS = 4 };

static bool add_run_pieces(maker *m) {
    uint32_t most = m->s->unit_count < CAPITALS_MANY ? PIECE_UNITS_MOST : FEW_UNITS;
    for (uint32_t u = 0; u < m->s->unit_count; u++) {
        const dl_unit *start = &m->s->units[u];
        if (!(start->facts & DL_UNIT_IN_RUN) || !may_start(start)) continue;
        uint32_t words = 0; /* a hyphen is none: Salim Al-Nasir Al-Harun Al-Qasim */
        for (uint32_t end = u + 1; end <= m->s->unit_count; end++) {
            const dl_unit *last = &m->s->units[end - 1];
            words += !(last->facts & DL_UNIT_HYPHEN);
            if (!(last->facts & DL_UNIT_IN_RUN) || words > most) break;
            if (may_end(last) && !add_piece(m, u, end)) return false;
        }
    }
    return true;
}

static dl_piece *piece_of(maker *m, uint32_t unit, uint32_t unit_end) {
    for (size_t i = 0; i < m->pieces.count; i++)
        if (m->pieces.items[i].unit == unit && m->pieces.items[i].unit_end == unit_end &&
            !m->pieces.items[i].fixed)
            return &m->pieces.items[i];
    return add_piece(m, unit, unit_end);
}

/* A rule of a name type is evidence for its type on these words. */
static bool add_name_candidate(maker *m, uint32_t number, const dl_rule *rule,
                               const dl_candidate *candidate) {
    uint32_t unit = unit_at(m->s, candidate->first, false);
    uint32_t last = unit_at(m->s, candidate->end, true);
    if (unit == UINT32_MAX || last == UINT32_MAX) return true;
    dl_piece *piece = piece_of(m, unit, last + 1);
    if (!piece) return false;
    int32_t have = piece->rules[rule->type];
    const dl_rule *before = NULL; /* of several rules for a type the strongest counts */
    if (have >= 0)
        before = &m->r->scan->rules->rules[m->r->scan->candidates.items[have].rule];
    if (before && before->weight >= rule->weight) return true;
    if (before) piece->base -= before->weights;
    piece->base += rule->weights;
    piece->rules[rule->type] = (int32_t)number;
    return true;
}

static int32_t type_clues(maker *m, const dl_piece *piece, uint8_t type) {
    const dl_id_list *clues = &m->r->scan->rules->type_clues[type];
    int32_t sum = 0;
    for (size_t i = 0; i < clues->count; i++) {
        const dl_rule *clue = &m->r->scan->rules->rules[clues->items[i]];
        if (dl_clue_holds(m->r, m->s, piece, clue, -1) &&
            dl_clue_patterns_hold(m->r, piece, clue))
            sum += clue->own_weight;
    }
    return sum;
}

static bool add_fixed_candidate(maker *m, uint32_t number, const dl_rule *rule,
                                const dl_candidate *candidate) {
    dl_piece *piece = DL_PUSH(m->r->scan->arena, &m->pieces);
    if (!piece) return false;
    piece->first = candidate->first;
    piece->end = candidate->end;
    piece->candidate = (int32_t)number;
    piece->type = rule->type;
    piece->fixed = true;
    piece->unit = (uint16_t)unit_holding(m->s, candidate->first);
    piece->unit_end = (uint16_t)(unit_holding(m->s, candidate->end - 1) + 1);
    piece->traits =
        dl_piece_traits(m->r, m->s, piece,
                        m->line | dl_left_traits(m->r, m->s, piece->first, piece->unit) |
                            dl_right_traits(m->r, m->s, piece->end, piece->unit_end));
    piece->classes = dl_piece_classes(m->r, m->s, piece);
    int32_t words = 0;
    for (uint32_t t = candidate->first; t < candidate->end; t++)
        words += m->r->scan->text->tokens[t].kind <= DL_NUMBER ||
                 !(m->r->scan->text->tokens[t].flags & DL_GLUED);
    /* a long candidate beats the short ones that it is made of */
    piece->score =
        rule->weight + JOIN_BONUS * (words - 1) + type_clues(m, piece, rule->type);
    return true;
}

static bool add_candidates(maker *m) {
    const dl_candidates *all = &m->r->scan->candidates;
    size_t from = DL_FIRST_NOT(i, all->count, all->items[i].first < m->s->first);
    for (size_t i = from; i < all->count && all->items[i].first < m->s->end; i++) {
        const dl_rule *rule = &m->r->scan->rules->rules[all->items[i].rule];
        bool name = rule->type < DL_NONE;
        if (!(name ? add_name_candidate(m, (uint32_t)i, rule, &all->items[i])
                   : add_fixed_candidate(m, (uint32_t)i, rule, &all->items[i])))
            return false;
    }
    return true;
}

/* The score of no entity for each step that a single word makes. */
static bool fill_none(maker *m) {
    dl_stretch *s = m->s;
    uint32_t count = s->end - s->first;
    s->none = dl_arena_zero(m->r->scan->arena, count * sizeof *s->none);
    s->none_end = dl_arena_alloc(m->r->scan->arena, count * sizeof *s->none_end);
    if (!s->none || !s->none_end) return false;
    for (uint32_t t = 0; t < count; t++)
        s->none_end[t] = s->first + t + 1;
    for (uint32_t u = 0; u < s->unit_count; u++)
        s->none_end[s->units[u].first - s->first] = s->units[u].end;
    return true;
}

bool dl_pieces_make(dl_resolve *r, dl_stretch *s) {
    maker m = {.r = r, .s = s, .pieces = r->pieces};
    m.pieces.count = 0;
    size_t n = s->unit_count;
    m.before = dl_arena_zero(r->scan->arena, n * sizeof *m.before);
    m.after = dl_arena_zero(r->scan->arena, n * sizeof *m.after);
    if (!m.before || !m.after) return false;
    m.window = dl_scan_window(r->scan, s->first);
    m.line = dl_line_traits(r, s->first);
    if (!add_run_pieces(&m) || !add_candidates(&m) || !fill_none(&m)) return false;
    r->pieces = m.pieces;
    s->pieces = DL_KEEP(r->scan->arena, &r->pieces);
    s->piece_count = (uint32_t)m.pieces.count;
    if (!s->pieces) return false;
    for (uint32_t p = 0; p < s->piece_count; p++)
        s->pieces[p].weights = s->pieces[p].base;
    return true;
}
