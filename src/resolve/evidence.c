/* evidence.c - what speaks for each type of a piece.
 *
 * Most evidence hangs on single words and is summed in the vocabulary beforehand; clues
 * with patterns are tried once for each place where a piece may start or end; only clues
 * with further conditions are asked piece by piece. */
#include "resolve/evidence.h"

enum { SEEN_BEHIND = 6 };

/* ---- facts ---- */

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

dl_class_set dl_piece_classes(const dl_resolve *r, const dl_stretch *s,
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
        return !condition->unless; /* asked where the relation is known */
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

static void side_hit(dl_resolve *r, dl_sides *out, uint32_t pattern) {
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

enum { HITS_MOST = 64 };

typedef struct hits { /* patterns that hold */
    uint32_t items[HITS_MOST], count;
} hits;

/* Several patterns of one clue may hold; its weight counts once. */
static bool same_clue_before(const dateline_rules *rules, const hits *all,
                             uint32_t pattern) {
    for (uint32_t i = 0; i < all->count; i++)
        if (rules->patterns[all->items[i]].rule == rules->patterns[pattern].rule)
            return true;
    return false;
}

static void try_chance(dl_resolve *r, dl_sides *out, const dl_chance *chance,
                       dl_nspan window, uint32_t byte, uint32_t reach, hits *all) {
    uint32_t end = chance->end;
    if (all->count == HITS_MOST || same_clue_before(r->scan->rules, all, chance->pattern))
        return;
    if (!chance->sure && !dl_scan_try(r->scan, chance->pattern, window, byte, &end))
        return;
    if (end < reach) return;
    all->items[all->count++] = chance->pattern;
    side_hit(r, out, chance->pattern);
}

static void try_all(dl_resolve *r, dl_sides *out, dl_chances chances, dl_nspan window,
                    uint32_t byte, uint32_t reach, hits *all) {
    for (uint32_t k = 0; k < chances.count; k++)
        try_chance(r, out, &chances.items[k], window, byte, reach, all);
}

static dl_sides clues_before(dl_resolve *r, uint32_t token, dl_nspan window) {
    dl_sides out = {0};
    const dl_text *text = r->scan->text;
    hits all;
    all.count = 0;
    if (text->tokens[token].flags & DL_PARAGRAPH) return out;
    uint32_t reach = dl_tokens_span(text, token - 1, token).end;
    window.end = text->tokens[token].start;
    for (uint32_t back = 1; back <= SEEN_BEHIND && back <= token; back++) {
        uint32_t start = text->tokens[token - back].start;
        if (start < window.start) break;
        dl_chances chances =
            dl_scan_chances(r->scan, DL_USE_BEFORE, window, token - back, reach);
        try_all(r, &out, chances, window, start, reach, &all);
    }
    return out;
}

static dl_sides clues_after(dl_resolve *r, uint32_t token, dl_nspan window) {
    dl_sides out = {0};
    const dl_text *text = r->scan->text;
    hits all;
    all.count = 0;
    if (token >= text->token_count || (text->tokens[token].flags & DL_PARAGRAPH))
        return out;
    dl_chances chances = dl_scan_chances(r->scan, DL_USE_AFTER, window, token, 0);
    try_all(r, &out, chances, window, text->tokens[token].start, 0, &all);
    if (!(text->tokens[token].flags & (DL_SPACE | DL_LINE))) return out;
    uint32_t space = dl_tokens_span(text, token - 1, token).end; /* may be spelt out */
    chances = dl_scan_chances_behind(r->scan, DL_USE_AFTER, window, space);
    try_all(r, &out, chances, window, space, 0, &all);
    return out;
}

static void find_words(const dl_resolve *r, dl_sides *side, uint32_t token,
                       dl_role role) {
    const dl_text *text = r->scan->text;
    const dl_piece at = {.first = token, .end = token};
    for (int k = 0; k < 2; k++) {
        uint32_t next = beside(text, &at, (dl_role)((int)role + k));
        side->words[k] = next < text->token_count ? text->tokens[next].word : UINT32_MAX;
    }
}

dl_sides dl_sides_before(dl_resolve *r, uint32_t token, dl_nspan window) {
    dl_sides out = clues_before(r, token, window);
    find_words(r, &out, token, DL_ROLE_PREVIOUS);
    return out;
}

dl_sides dl_sides_after(dl_resolve *r, uint32_t token, dl_nspan window) {
    dl_sides out = clues_after(r, token, window);
    find_words(r, &out, token, DL_ROLE_NEXT);
    return out;
}

static void clues_on_mention(dl_resolve *r, const dl_stretch *s, dl_piece *piece,
                             dl_nspan window) {
    dl_sides out = {0};
    hits all;
    all.count = 0;
    dl_nspan span = dl_tokens_span(r->scan->text, piece->first, piece->end);
    window.end = span.end;
    dl_chances chances =
        dl_scan_chances(r->scan, DL_USE_MENTION, window, piece->first, span.end);
    for (uint32_t k = 0; k < chances.count; k++) {
        const dl_chance *chance = &chances.items[k];
        uint32_t clue = r->scan->rules->patterns[chance->pattern].rule;
        if (may_hold(r, s, piece, &r->scan->rules->rules[clue]))
            try_chance(r, &out, chance, window, span.start, span.end, &all);
    }
    if (all.count) piece->base += out.sum + clues_that_hold(r, s, piece, &out.clues);
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
                             const dl_sides *side, int role) {
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

void dl_piece_weigh(dl_resolve *r, const dl_stretch *s, dl_piece *piece, dl_traits line,
                    const dl_sides *before, const dl_sides *after, dl_nspan window) {
    piece->traits = dl_piece_traits(r, s, piece, line | before->traits | after->traits);
    piece->classes = dl_piece_classes(r, s, piece);
    piece->base = r->scan->rules->pattern_triggers_always.sum + before->sum + after->sum;
    piece->base +=
        clues_that_hold(r, s, piece, &r->scan->rules->pattern_triggers_always.clues);
    piece->base += clues_that_hold(r, s, piece, &before->clues);
    piece->base += clues_that_hold(r, s, piece, &after->clues);
    add_own_words(r, s, piece);
    add_words_beside(r, s, piece, before, DL_ROLE_PREVIOUS);
    add_words_beside(r, s, piece, after, DL_ROLE_NEXT);
    add_traits(r, s, piece);
    clues_on_mention(r, s, piece, window);
}
