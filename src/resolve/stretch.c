/* stretch.c - where a decision is to be made: runs of capitalised words, and candidates.
 *
 * A run is capitalised words with the connectors between them (de, of, &, a hyphen, a
 * possessive), and a particle before (van der Berg). Which words connect is list data. */
#include "resolve/resolve.h"

enum { CONNECTORS_IN_A_ROW = 2, RUN_UNITS_MOST = 40 };

typedef struct interval {
    uint32_t first, end;
} interval;
typedef DL_ARRAY(interval) intervals;

static const dl_word *word_of(const dl_resolve *r, uint32_t token) {
    return dl_vocabulary_at(r->scan->vocabulary, r->scan->text->tokens[token].word);
}

/* Is this token the first of another column of a table? A tab or three blanks part them;
 * two stand in the midst of names, too. */
static bool begins_column(const dl_text *text, uint32_t token) {
    const dl_token *here = &text->tokens[token];
    if (!token || !(here->flags & DL_SPACE)) return false;
    uint32_t from = here[-1].start + here[-1].len;
    return here->start - from >= 3 ||
           memchr(text->norm.at + from, '\t', here->start - from) != NULL;
}

static bool in_reach(const dl_text *text, uint32_t from, uint32_t token) {
    return token < text->token_count && !(text->tokens[token].flags & DL_PARAGRAPH) &&
           token >= from && !begins_column(text, token);
}

static bool is_hyphen(const dl_text *text, uint32_t token) {
    return (dl_token_is(text, token, '-') || dl_token_is(text, token, '/')) &&
           dl_token_touches(text, token) && dl_token_touches(text, token + 1);
}

static bool is_cap(const dl_resolve *r, uint32_t token) {
    return token < r->scan->text->token_count &&
           r->scan->text->tokens[token].kind == DL_WORD &&
           word_of(r, token)->facts & DL_FACT_CAP;
}

/* A particle that an apostrophe ties to a name: d'Alembert, dell'Utri. */
static bool is_elided(const dl_resolve *r, uint32_t token) {
    enum { LETTERS_MOST = 4 };
    const dl_text *text = r->scan->text;
    return dl_token_is(text, token + 1, '\'') && dl_token_touches(text, token + 1) &&
           dl_token_touches(text, token + 2) && is_cap(r, token + 2) &&
           text->tokens[token].kind == DL_WORD && text->tokens[token].len <= LETTERS_MOST;
}

/* A lower-case word hyphenated to a name and no word of the language: Jae-myung. */
static bool is_name_tail(const dl_resolve *r, uint32_t token) {
    const dl_text *text = r->scan->text;
    if (token < 2 || !dl_token_is(text, token - 1, '-') ||
        text->tokens[token].kind != DL_WORD || !dl_token_touches(text, token) ||
        !dl_token_touches(text, token - 1))
        return false;
    if (!(word_of(r, token)->facts & DL_FACT_ORDINARY)) return true;
    /* "Yoon Tae-ho": behind a family name that stands first, even an ordinary word */
    return token > 2 && is_cap(r, token - 2) &&
           dl_list_entry(r->scan->rules, r->scan->rules->family_first_list,
                         dl_token_text(text, token - 3));
}

static bool is_connector(const dl_resolve *r, uint32_t token) {
    const dl_text *text = r->scan->text;
    return is_hyphen(text, token) || dl_possessive_at(text, token) ||
           (word_of(r, token)->facts & DL_FACT_CONNECTOR);
}

/* Does the run that ends here go on, over connectors if need be? *next is its next token.
 */
static bool run_goes_on(dl_resolve *r, uint32_t end, uint32_t *next) {
    const dl_text *text = r->scan->text;
    uint32_t at = end;
    for (int connectors = 0; connectors <= CONNECTORS_IN_A_ROW; connectors++) {
        if (!in_reach(text, end, at)) return false;
        *next = at;
        if (is_cap(r, at) || is_elided(r, at) || is_name_tail(r, at)) return true;
        if (!is_connector(r, at)) return false;
        at = dl_name_word_end(r->scan, at, NULL);
    }
    return false;
}

static bool starts_with_particle(const dl_resolve *r, uint32_t token) {
    const dl_text *text = r->scan->text;
    for (int steps = 0; steps < 3; steps++) {
        if (!in_reach(text, 0, token) && steps) return false;
        if (token >= text->token_count) return false;
        if (steps && is_cap(r, token)) return true;
        bool hyphen = steps && is_hyphen(text, token);
        if (!hyphen && !(word_of(r, token)->facts & DL_FACT_PARTICLE)) return false;
        token++;
    }
    return token < text->token_count && is_cap(r, token) &&
           !(text->tokens[token].flags & DL_PARAGRAPH);
}

static bool find_runs(dl_resolve *r, intervals *runs) {
    const dl_text *text = r->scan->text;
    for (uint32_t i = 0; i < text->token_count;) {
        bool cap = (text->tokens[i].flags & DL_CAP) && is_cap(r, i);
        if (!cap &&
            !((word_of(r, i)->facts & DL_FACT_PARTICLE) && starts_with_particle(r, i))) {
            i++;
            continue;
        }
        uint32_t first = i >= 2 && is_elided(r, i - 2) ? i - 2 : i;
        uint32_t end = dl_name_word_end(r->scan, i, NULL), next;
        for (int units = 1; units < RUN_UNITS_MOST && run_goes_on(r, end, &next); units++)
            end = dl_name_word_end(r->scan, next, NULL);
        interval *run = DL_PUSH(r->scan->arena, runs);
        if (!run) return false;
        *run = (interval){first, end};
        i = end;
    }
    return true;
}

/* ---- joining runs and candidates ---- */

static bool add_units(dl_resolve *r, dl_stretch *s, const intervals *runs,
                      size_t *next_run) {
    const dl_text *text = r->scan->text;
    r->units.count = 0;
    for (uint32_t t = s->first; t < s->end;) {
        dl_unit *unit = DL_PUSH(r->scan->arena, &r->units);
        if (!unit) return false;
        unit->first = t;
        unit->end = dl_name_word_end(r->scan, t, &unit->fold);
        if (unit->end > s->end) unit->end = s->end;
        unit->word = text->tokens[t].word;
        if (unit->end > t + 1)
            unit->word =
                dl_vocabulary_word(r->scan->vocabulary,
                                   dl_text_at(text, dl_tokens_span(text, t, unit->end)));
        if (unit->word == UINT32_MAX) return false;
        const dl_word *word = dl_vocabulary_at(r->scan->vocabulary, unit->word);
        while (*next_run < runs->count && runs->items[*next_run].end <= t)
            ++*next_run;
        bool inside = *next_run < runs->count && runs->items[*next_run].first <= t;
        if (inside) unit->facts |= DL_UNIT_IN_RUN;
        if (is_cap(r, t) || is_elided(r, t) || is_name_tail(r, t))
            unit->facts |= DL_UNIT_CAP;
        if (inside && !(unit->facts & DL_UNIT_CAP)) unit->facts |= DL_UNIT_CONNECTOR;
        if (word->facts & DL_FACT_PARTICLE) unit->facts |= DL_UNIT_PARTICLE;
        if (word->facts & DL_FACT_UPPER) unit->facts |= DL_UNIT_UPPER;
        if (dl_possessive_at(text, t)) unit->facts |= DL_UNIT_POSSESSIVE;
        if (is_hyphen(text, t)) unit->facts |= DL_UNIT_HYPHEN;
        if ((unit->facts & DL_UNIT_CAP) && text->tokens[t].len == 1 &&
            !dl_token_is(text, t + 1, '\'')) /* O'Brien begins with none */
            unit->facts |= DL_UNIT_INITIAL;
        t = unit->end;
    }
    s->units = DL_KEEP(r->scan->arena, &r->units);
    s->unit_count = (uint32_t)r->units.count;
    return s->units != NULL;
}

bool dl_stretches_find(dl_resolve *r) {
    intervals runs = {0};
    if (!find_runs(r, &runs)) return false;
    const dl_candidates *found = &r->scan->candidates;
    size_t run = 0, candidate = 0, unit_run = 0;
    while (run < runs.count || candidate < found->count) {
        dl_stretch stretch = {.first = UINT32_MAX};
        if (run < runs.count) stretch.first = runs.items[run].first;
        if (candidate < found->count && found->items[candidate].first < stretch.first)
            stretch.first = found->items[candidate].first;
        stretch.end = stretch.first + 1;
        for (bool grew = true; grew;) {
            grew = false;
            while (run < runs.count && runs.items[run].first < stretch.end) {
                if (runs.items[run].end > stretch.end) stretch.end = runs.items[run].end;
                run++, grew = true;
            }
            while (candidate < found->count &&
                   found->items[candidate].first < stretch.end) {
                if (found->items[candidate].end > stretch.end)
                    stretch.end = found->items[candidate].end;
                candidate++, grew = true;
            }
        }
        dl_stretch *slot = DL_PUSH(r->scan->arena, &r->stretches);
        if (!slot) return false;
        *slot = stretch;
        if (!add_units(r, slot, &runs, &unit_run)) return false;
    }
    return true;
}
