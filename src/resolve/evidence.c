/* evidence.c - the pieces of a stretch and what speaks for each type.
 *
 * Most evidence hangs on single words and is summed in the vocabulary beforehand; clues
 * with patterns are tried once for each place where a piece may start or end; only clues
 * with further conditions are asked piece by piece. */
#include "resolve/resolve.h"

enum { PIECE_UNITS_MOST = 8, SEEN_BEHIND = 6, JOIN_BONUS = 60 };

/* ---- facts ---- */

typedef struct sides { /* what stands on one side of a place, whichever piece is there */
    dl_weights sum;    /* of clues whose pattern holds */
    dl_id_list clues;  /* with further conditions */
    dl_traits traits;
    uint32_t words[2]; /* the next one, and the one behind it; UINT32_MAX: none */
    bool known;
} sides;

static const dl_word *unit_word(const dl_resolve *r, const dl_unit *unit) {
    return &r->words[unit->word];
}

/* ---- classes of a whole mention ---- */

/* Some words, but not more than an entry that begins with the first two may have. */
static bool may_be_entry(const dl_resolve *r, const dl_stretch *s,
                         const dl_piece *piece) {
    uint32_t count = 0;
    uint64_t key = 0;
    for (uint32_t u = piece->unit; u < piece->unit_end; u++) {
        if (s->units[u].facts & DL_UNIT_HYPHEN) continue;
        if (count < 2) key = dl_hash_add(key, s->units[u].fold);
        if (++count == 2 && !dl_lexicon_may_begin(r->scan->rules->lexicon, key))
            return false;
    }
    return count <= unit_word(r, &s->units[piece->unit])->reach;
}

static dl_class_set mention_classes(const dl_resolve *r, const dl_stretch *s,
                                    const dl_piece *piece) {
    const dateline_rules *rules = r->scan->rules;
    const dl_word *first = unit_word(r, &s->units[piece->unit]);
    dl_class_set classes = {{0}};
    uint32_t units = (uint32_t)piece->unit_end - piece->unit;
    if (units == 1) return first->classes;
    if (first->reach < 2 || !may_be_entry(r, s, piece)) return classes;
    bool upper = (first->facts & DL_FACT_UPPER) != 0;
    const dl_entry *entry = dl_lexicon_find(rules->lexicon, piece->key);
    for (; entry; entry = entry->next ? entry + 1 : NULL)
        if (dl_entry_fits(entry, first->facts & DL_FACT_CAP, upper, first->text.len))
            dl_classes_add(rules, entry, &classes);
    return classes;
}

/* ---- the words beside a piece ---- */

static uint32_t beside(const dl_text *text, const dl_piece *piece, dl_role role) {
    uint32_t none = text->token_count;
    if (role == DL_ROLE_NEXT || role == DL_ROLE_NEXT2) {
        uint32_t skip = role == DL_ROLE_NEXT2;
        for (uint32_t i = piece->end; i < none && !(text->tokens[i].flags & DL_PARAGRAPH);
             i++)
            if (!(text->tokens[i].flags & DL_GLUED) && !skip--) return i;
        return none;
    }
    uint32_t skip = role == DL_ROLE_PREVIOUS2;
    for (uint32_t i = piece->first; i > 0 && !(text->tokens[i].flags & DL_PARAGRAPH);) {
        i--;
        if (!(text->tokens[i].flags & DL_GLUED) && !skip--) return i;
    }
    return none;
}

uint32_t dl_piece_word(const dl_resolve *r, const dl_stretch *s, const dl_piece *piece,
                       dl_role role) {
    bool one = piece->unit_end == piece->unit + 1;
    if (role == DL_ROLE_MENTION) return one ? s->units[piece->unit].word : UINT32_MAX;
    if (role == DL_ROLE_FIRST) return one ? UINT32_MAX : s->units[piece->unit].word;
    if (role == DL_ROLE_LAST)
        return one ? UINT32_MAX : s->units[piece->unit_end - 1].word;
    if (role < DL_ROLE_PREVIOUS) return UINT32_MAX;
    uint32_t token = beside(r->scan->text, piece, role);
    return token < r->scan->text->token_count ? r->scan->text->tokens[token].word
                                              : UINT32_MAX;
}

static bool role_has_class(const dl_resolve *r, const dl_stretch *s,
                           const dl_piece *piece, int role, int class) {
    const dl_text *text = r->scan->text;
    bool one = piece->unit_end == piece->unit + 1;
    switch (role) {
    case DL_ROLE_MENTION:
        return dl_class_has(&piece->classes, class);
    case DL_ROLE_FIRST:
        return !one &&
               dl_class_has(&unit_word(r, &s->units[piece->unit])->classes, class);
    case DL_ROLE_LAST:
        return !one && dl_class_has(
                           &unit_word(r, &s->units[piece->unit_end - 1])->classes, class);
    case DL_ROLE_INNER:
    case DL_ROLE_ANY: {
        uint32_t in = role == DL_ROLE_INNER;
        for (uint32_t u = piece->unit + in; u + in < piece->unit_end; u++)
            if (dl_class_has(&unit_word(r, &s->units[u])->classes, class)) return true;
        return false;
    }
    default: {
        uint32_t token = beside(text, piece, (dl_role)role);
        if (token >= text->token_count) return false;
        return dl_class_has(&r->words[text->tokens[token].word].classes, class);
    }
    }
}

/* ---- conditions of clues ---- */

static dl_candidate as_candidate(const dl_resolve *r, const dl_piece *piece) {
    return (dl_candidate){.first = piece->first,
                          .end = piece->end,
                          .span =
                              dl_tokens_span(r->scan->text, piece->first, piece->end)};
}

bool dl_clue_condition(dl_resolve *r, const dl_stretch *s, const dl_piece *piece,
                       const dl_condition *condition) {
    switch (condition->kind) {
    case DL_COND_IN:
        return role_has_class(r, s, piece, condition->role, condition->number);
    case DL_COND_LAYOUT:
        return piece->traits >> condition->number & 1;
    case DL_COND_DOCUMENT:
        return true; /* asked where the relation is known */
    default: {
        dl_candidate at = as_candidate(r, piece);
        return dl_scan_condition(r->scan, condition, NULL, &at, at.span.start);
    }
    }
}

bool dl_clue_holds(dl_resolve *r, const dl_stretch *s, const dl_piece *piece,
                   const dl_rule *clue, int trigger) {
    for (uint32_t i = 0; i < clue->condition_count; i++)
        if ((int)i != trigger && dl_clue_condition(r, s, piece, &clue->conditions[i]) ==
                                     clue->conditions[i].unless)
            return false;
    return true;
}

static bool traits_allow(const dl_resolve *r, const dl_piece *piece, uint32_t clue) {
    const dl_clue_test *test = &r->scan->rules->tests[clue];
    return (piece->traits & test->required) == test->required &&
           !(piece->traits & test->forbidden);
}

static dl_weights clues_that_hold(dl_resolve *r, const dl_stretch *s,
                                  const dl_piece *piece, const dl_id_list *clues) {
    dl_weights sum = {0};
    for (size_t i = 0; i < clues->count; i++) {
        if (!traits_allow(r, piece, clues->items[i])) continue;
        const dl_rule *clue = &r->scan->rules->rules[clues->items[i]];
        if (!r->scan->rules->tests[clues->items[i]].more ||
            dl_clue_holds(r, s, piece, clue, clue->trigger))
            sum += clue->weights;
    }
    return sum;
}

/* Traits and word classes, which cost less than an attempt of a pattern. */
static bool may_hold(dl_resolve *r, const dl_stretch *s, const dl_piece *piece,
                     const dl_rule *clue) {
    if (!traits_allow(r, piece, clue->number)) return false;
    for (uint32_t i = 0; i < clue->condition_count; i++) {
        const dl_condition *condition = &clue->conditions[i];
        if (condition->kind == DL_COND_IN &&
            dl_clue_condition(r, s, piece, condition) == condition->unless)
            return false;
    }
    return true;
}

static bool pattern_holds(dl_resolve *r, const dl_piece *piece, uint32_t number) {
    const dl_rule_pattern *pattern = &r->scan->rules->patterns[number];
    dl_candidate at = {.first = piece->first,
                       .end = piece->end,
                       .rule = pattern->rule,
                       .span = dl_tokens_span(r->scan->text, piece->first, piece->end)};
    dl_condition side = {.pattern = number};
    side.kind = pattern->use == DL_USE_BEFORE ? DL_COND_BEFORE : DL_COND_AFTER;
    if (pattern->use != DL_USE_MENTION)
        return dl_scan_condition(r->scan, &side, NULL, &at, at.span.start);
    dl_nspan window = dl_scan_window(r->scan, piece->first);
    uint32_t end;
    window.end = at.span.end;
    return dl_scan_try(r->scan, number, window, at.span.start, &end) &&
           end == at.span.end;
}

bool dl_clue_patterns_hold(dl_resolve *r, const dl_piece *piece, const dl_rule *clue) {
    for (uint32_t p = 0; p < clue->pattern_count; p++)
        if (pattern_holds(r, piece, clue->first_pattern + p)) return true;
    return clue->pattern_count == 0;
}

/* ---- clues with patterns ---- */

static void side_hit(dl_resolve *r, sides *out, uint32_t pattern) {
    const dl_rule *clue = &r->scan->rules->rules[r->scan->rules->patterns[pattern].rule];
    if (!clue->names) return;
    if (!clue->condition_count) {
        out->sum += clue->weights;
        return;
    }
    for (size_t i = 0; i < out->clues.count; i++)
        if (out->clues.items[i] == clue->number) return;
    uint32_t *slot = DL_PUSH(r->scan->arena, &out->clues);
    if (slot) *slot = clue->number;
}

/* Several patterns of one clue may hold; its weight counts once. */
static bool same_clue_before(const dateline_rules *rules, const dl_pattern_set *set,
                             uint32_t k, const uint32_t *hits, uint32_t hit_count) {
    uint32_t rule = rules->patterns[set->items[k] & ~DL_DECIDED_BIT].rule;
    for (uint32_t i = 0; i < hit_count; i++)
        if (rules->patterns[hits[i]].rule == rule) return true;
    return false;
}

enum { HITS_MOST = 64 };

static void try_set(dl_resolve *r, sides *out, dl_pattern_set set, dl_nspan window,
                    uint32_t byte, uint32_t must_reach, uint32_t decided_end,
                    uint32_t *hits, uint32_t *hit_count) {
    for (uint32_t k = 0; k < set.count && *hit_count < HITS_MOST; k++) {
        uint32_t pattern = set.items[k] & ~DL_DECIDED_BIT, end = decided_end;
        bool decided = set.items[k] & DL_DECIDED_BIT;
        if (decided && decided_end < must_reach) continue;
        if (*hit_count && same_clue_before(r->scan->rules, &set, k, hits, *hit_count))
            continue;
        if (!decided && !dl_scan_try(r->scan, pattern, window, byte, &end)) continue;
        if (end < must_reach) continue;
        hits[(*hit_count)++] = pattern;
        side_hit(r, out, pattern);
    }
}

static sides clues_before(dl_resolve *r, uint32_t token, dl_nspan window) {
    sides out = {0};
    const dl_text *text = r->scan->text;
    uint32_t hits[HITS_MOST], count = 0;
    if (!r->scan->rules->uses[DL_USE_BEFORE].count) return out;
    if (text->tokens[token].flags & DL_PARAGRAPH) return out;
    const dl_token *last = &text->tokens[token - 1];
    uint32_t reach = last->start + last->len;
    window.end = text->tokens[token].start;
    for (uint32_t back = 1; back <= SEEN_BEHIND && back <= token; back++) {
        const dl_token *at = &text->tokens[token - back];
        if (at->start < window.start) break;
        if (!r->words[at->word].before_set) continue; /* set 0 is empty */
        dl_pattern_set set =
            dl_scan_patterns_at(r->scan, token - back, token, DL_USE_BEFORE, false);
        if (set.count)
            try_set(r, &out, set, window, at->start, reach, at->start + at->len, hits,
                    &count);
    }
    return out;
}

static sides clues_after(dl_resolve *r, uint32_t token, dl_nspan window) {
    sides out = {0};
    const dl_text *text = r->scan->text;
    uint32_t hits[HITS_MOST], count = 0;
    if (!r->scan->rules->uses[DL_USE_AFTER].count || token >= text->token_count ||
        (text->tokens[token].flags & DL_PARAGRAPH))
        return out;
    const dl_token *next = &text->tokens[token];
    bool spaced = (next->flags & (DL_SPACE | DL_LINE)) != 0;
    uint32_t last = text->token_count;
    const dl_word *word = &r->words[next->word]; /* set 0 is empty */
    dl_pattern_set set = {0, NULL};
    if (word->after_set)
        set = dl_scan_patterns_at(r->scan, token, last, DL_USE_AFTER, false);
    if (set.count)
        try_set(r, &out, set, window, next->start, 0, next->start, hits, &count);
    if (!spaced || !word->after_space_set) return out;
    set = dl_scan_patterns_at(r->scan, token, last, DL_USE_AFTER, true);
    uint32_t end = text->tokens[token - 1].start + text->tokens[token - 1].len;
    if (set.count) try_set(r, &out, set, window, end, 0, next->start, hits, &count);
    return out;
}

static void clues_on_mention(dl_resolve *r, const dl_stretch *s, dl_piece *piece,
                             dl_nspan window) {
    if (!r->words[r->scan->text->tokens[piece->first].word].mention_set) return;
    dl_pattern_set set =
        dl_vocabulary_set(r->scan->vocabulary, r->scan->text->tokens[piece->first].word,
                          DL_USE_MENTION, false);
    if (!set.count) return;
    sides out = {0};
    uint32_t hits[HITS_MOST], count = 0;
    dl_nspan span = dl_tokens_span(r->scan->text, piece->first, piece->end);
    window.end = span.end;
    uint32_t decided_end = piece->end == piece->first + 1 ? span.end : 0;
    const dateline_rules *rules = r->scan->rules;
    for (uint32_t k = 0; k < set.count; k++) {
        uint32_t pattern = set.items[k] & ~DL_DECIDED_BIT;
        if (may_hold(r, s, piece, &rules->rules[rules->patterns[pattern].rule]))
            try_set(r, &out, (dl_pattern_set){1, &set.items[k]}, window, span.start,
                    span.end, decided_end, hits, &count);
    }
    piece->base += out.sum + clues_that_hold(r, s, piece, &out.clues);
}

/* ---- summing ---- */

static void add_class_clues(dl_resolve *r, const dl_stretch *s, dl_piece *piece, int role,
                            const dl_class_set *classes, bool sums) {
    const dateline_rules *rules = r->scan->rules;
    for (int half = 0; half < 2; half++) {
        const dl_class_set *asked =
            sums ? &rules->role_classes[role] : &rules->clue_classes[role];
        uint64_t bits = classes->bits[half] & asked->bits[half];
        for (; bits; bits &= bits - 1) {
            int class = half * 64 + __builtin_ctzll(bits);
            const dl_trigger *trigger = &rules->class_triggers[class][role];
            if (sums) piece->base += trigger->sum;
            if (trigger->clues.count)
                piece->base += clues_that_hold(r, s, piece, &trigger->clues);
        }
    }
}

static void add_word(dl_resolve *r, const dl_stretch *s, dl_piece *piece, uint32_t number,
                     int role) {
    const dl_word *word = &r->words[number];
    if (!word->roles) dl_vocabulary_roles(r->scan->vocabulary, number);
    piece->base += word->roles[role];
    if (word->clue_roles >> role & 1)
        add_class_clues(r, s, piece, role, &word->classes, false);
}

static void add_classes(dl_class_set *to, const dl_class_set *from) {
    to->bits[0] |= from->bits[0];
    to->bits[1] |= from->bits[1];
}

static void add_own_words(dl_resolve *r, const dl_stretch *s, dl_piece *piece) {
    uint32_t first = s->units[piece->unit].word,
             last = s->units[piece->unit_end - 1].word;
    if (piece->unit_end == piece->unit + 1) {
        add_word(r, s, piece, first, DL_ROLE_MENTION);
        add_word(r, s, piece, first, DL_ROLE_ANY);
        return;
    }
    add_class_clues(r, s, piece, DL_ROLE_MENTION, &piece->classes, true);
    add_word(r, s, piece, first, DL_ROLE_FIRST);
    add_word(r, s, piece, last, DL_ROLE_LAST);
    dl_class_set inner = {{0}};
    for (uint32_t u = piece->unit + 1u; u + 1 < piece->unit_end; u++)
        add_classes(&inner, &unit_word(r, &s->units[u])->classes);
    add_class_clues(r, s, piece, DL_ROLE_INNER, &inner, true);
    add_classes(&inner, &r->words[first].classes);
    add_classes(&inner, &r->words[last].classes);
    add_class_clues(r, s, piece, DL_ROLE_ANY, &inner, true);
}

static void add_words_beside(dl_resolve *r, const dl_stretch *s, dl_piece *piece,
                             const sides *side, int role) {
    for (int k = 0; k < 2; k++)
        if (side->words[k] != UINT32_MAX) add_word(r, s, piece, side->words[k], role + k);
}

static void add_traits(dl_resolve *r, const dl_stretch *s, dl_piece *piece) {
    const dateline_rules *rules = r->scan->rules;
    for (dl_traits bits = piece->traits & rules->triggering_traits; bits;
         bits &= bits - 1) {
        const dl_trigger *trigger = &rules->trait_triggers[__builtin_ctzll(bits)];
        piece->base += trigger->sum;
        if (trigger->clues.count)
            piece->base += clues_that_hold(r, s, piece, &trigger->clues);
    }
}

static void weigh(dl_resolve *r, const dl_stretch *s, dl_piece *piece, dl_traits line,
                  const sides *before, const sides *after) {
    piece->traits = dl_piece_traits(r, s, piece, line | before->traits | after->traits);
    piece->classes = mention_classes(r, s, piece);
    piece->base = r->scan->rules->pattern_triggers_always.sum + before->sum + after->sum;
    piece->base +=
        clues_that_hold(r, s, piece, &r->scan->rules->pattern_triggers_always.clues);
    piece->base += clues_that_hold(r, s, piece, &before->clues);
    piece->base += clues_that_hold(r, s, piece, &after->clues);
    add_own_words(r, s, piece);
    add_words_beside(r, s, piece, before, DL_ROLE_PREVIOUS);
    add_words_beside(r, s, piece, after, DL_ROLE_NEXT);
    add_traits(r, s, piece);
}

/* ---- pieces ---- */

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
    sides *before, *after; /* by unit: before its start, after its end */
    dl_nspan window;
    dl_traits line;
} maker;

static void find_words(const dl_resolve *r, sides *side, uint32_t first, uint32_t end,
                       dl_role role) {
    const dl_text *text = r->scan->text;
    const dl_piece at = {.first = first, .end = end};
    for (int k = 0; k < 2; k++) {
        uint32_t token = beside(text, &at, (dl_role)((int)role + k));
        side->words[k] =
            token < text->token_count ? text->tokens[token].word : UINT32_MAX;
    }
}

static const sides *before_of(maker *m, uint32_t unit) {
    sides *side = &m->before[unit];
    if (side->known) return side;
    uint32_t first = m->s->units[unit].first;
    *side = clues_before(m->r, first, m->window);
    side->traits = dl_left_traits(m->r, m->s, first, unit);
    find_words(m->r, side, first, first, DL_ROLE_PREVIOUS);
    side->known = true;
    return side;
}

static const sides *after_of(maker *m, uint32_t unit) {
    sides *side = &m->after[unit];
    if (side->known) return side;
    uint32_t end = m->s->units[unit].end;
    *side = clues_after(m->r, end, m->window);
    side->traits = dl_right_traits(m->r, m->s, end, unit + 1);
    find_words(m->r, side, end, end, DL_ROLE_NEXT);
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
    weigh(m->r, m->s, piece, m->line, before_of(m, unit), after_of(m, unit_end - 1));
    clues_on_mention(m->r, m->s, piece, m->window);
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
        for (uint32_t end = u + 1; end <= m->s->unit_count && end - u <= most; end++) {
            const dl_unit *last = &m->s->units[end - 1];
            if (!(last->facts & DL_UNIT_IN_RUN)) break;
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
    piece->classes = mention_classes(m->r, m->s, piece);
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

bool dl_evidence_fill(dl_resolve *r, dl_stretch *s) {
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
