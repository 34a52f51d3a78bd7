/* traits.c - yes-no facts of a piece: its line, its letters, what stands beside it. */
#include "resolve/resolve.h"

static const dl_word *unit_word(const dl_resolve *r, const dl_unit *unit) {
    return &r->words[unit->word];
}

static dl_traits trait(int number) {
    return (dl_traits)1 << number;
}

/* True when the article is on sport: a word of it in sixty, and more than by chance; of a
 * short one, two words. */
static bool is_sport(const dl_scan *scan) {
    enum { LEAST = 3, ONE_IN = 60, SHORT_LEAST = 2, SHORT_WORDS = 60 };
    uint32_t least = scan->words <= SHORT_WORDS ? SHORT_LEAST : LEAST;
    return scan->sport_words >= least && scan->sport_words * ONE_IN >= scan->words;
}

dl_traits dl_line_traits(const dl_resolve *r, uint32_t token) {
    const dl_text *text = r->scan->text;
    dl_traits traits = text->lines[dl_line_of(text, token)].layout & 0x7F;
    if (is_sport(r->scan)) traits |= trait(DL_TRAIT_SPORT);
    const dl_zone *zone = text->zone_count ? dl_zone_at(text, token) : NULL;
    if (zone)
        traits |= trait(zone->kind == DL_ZONE_DATELINE ? DL_TRAIT_DATELINE
                        : zone->kind == DL_ZONE_BYLINE ? DL_TRAIT_BYLINE_ZONE
                                                       : DL_TRAIT_CREDIT);
    return traits;
}

static dl_traits one_word_traits(const dl_resolve *r, const dl_unit *unit,
                                 bool caps_line) {
    const dl_word *word = unit_word(r, unit);
    dl_traits traits = trait(DL_TRAIT_ONE);
    if ((word->facts & DL_FACT_UPPER) && !caps_line) traits |= trait(DL_TRAIT_UPPER);
    if (unit->facts & DL_UNIT_INITIAL) traits |= trait(DL_TRAIT_INITIAL);
    if (word->facts & DL_FACT_DIGIT) traits |= trait(DL_TRAIT_DIGIT);
    if (!(word->facts & DL_FACT_UPPER) && (word->facts & DL_FACT_INNER_CAP))
        traits |= trait(DL_TRAIT_MIXED);
    if (unit->end > unit->first + 2 && (word->facts & DL_FACT_DOT))
        traits |= trait(DL_TRAIT_DOTTED);
    if (dl_lower_seen(r->scan, unit->fold)) traits |= trait(DL_TRAIT_LOWER_IN_TEXT);
    return traits;
}

static dl_traits inner_traits(const dl_stretch *s, const dl_piece *piece) {
    dl_traits traits = 0;
    for (uint32_t u = piece->unit; u < piece->unit_end; u++) {
        const dl_unit *unit = &s->units[u];
        if (unit->facts & DL_UNIT_HYPHEN)
            traits |= trait(DL_TRAIT_HYPHENATED);
        else if (unit->facts & DL_UNIT_CONNECTOR)
            traits |= trait(DL_TRAIT_CONNECTED);
        if (!(unit->facts & DL_UNIT_INITIAL)) continue;
        if (u == piece->unit)
            traits |= trait(DL_TRAIT_FIRST_INITIAL);
        else if (u + 1 < piece->unit_end)
            traits |= trait(DL_TRAIT_MIDDLE_INITIAL);
    }
    return traits;
}

static bool cap_beside(const dl_stretch *s, uint32_t unit) {
    return unit < s->unit_count && (s->units[unit].facts & DL_UNIT_CAP);
}

static bool is_joint(const dl_text *text, uint32_t token) {
    return dl_token_is(text, token, '-') || dl_token_is(text, token, '/');
}

/* Of what begins at the token and unit. */
dl_traits dl_left_traits(const dl_resolve *r, const dl_stretch *s, uint32_t token,
                         uint32_t unit) {
    const dl_text *text = r->scan->text;
    uint8_t flags = text->tokens[token].flags;
    dl_traits traits = 0;
    if (flags & DL_SENTENCE) traits |= trait(DL_TRAIT_SENTENCE);
    if (flags & (DL_LINE | DL_PARAGRAPH)) traits |= trait(DL_TRAIT_LINE_START);
    if (unit == 0 || !(s->units[unit - 1].facts & DL_UNIT_IN_RUN))
        traits |= trait(DL_TRAIT_RUN_START);
    else if (cap_beside(s, unit - 1))
        traits |= trait(DL_TRAIT_PREVIOUS_CAP);
    if (token && dl_token_touches(text, token) && is_joint(text, token - 1))
        traits |= trait(DL_TRAIT_JOINED_LEFT);
    return traits;
}

/* Of what ends before the token and unit. */
dl_traits dl_right_traits(const dl_resolve *r, const dl_stretch *s, uint32_t token,
                          uint32_t unit) {
    const dl_text *text = r->scan->text;
    dl_traits traits = 0;
    if (token == text->token_count || (text->tokens[token].flags & DL_LINE))
        traits |= trait(DL_TRAIT_LINE_END);
    if (unit >= s->unit_count || !(s->units[unit].facts & DL_UNIT_IN_RUN))
        traits |= trait(DL_TRAIT_RUN_END);
    else if (cap_beside(s, unit))
        traits |= trait(DL_TRAIT_NEXT_CAP);
    if (dl_token_touches(text, token) && is_joint(text, token))
        traits |= trait(DL_TRAIT_JOINED_RIGHT);
    return traits;
}

dl_traits dl_piece_traits(const dl_resolve *r, const dl_stretch *s, const dl_piece *piece,
                          dl_traits line_and_sides) {
    const dl_unit *first = &s->units[piece->unit];
    dl_traits traits = line_and_sides;
    uint32_t units = (uint32_t)piece->unit_end - piece->unit;
    if (units == 1)
        traits |= one_word_traits(r, first, traits & DL_LAYOUT_CAPS);
    else
        traits |= inner_traits(s, piece) | trait(units == 2   ? DL_TRAIT_TWO
                                                 : units == 3 ? DL_TRAIT_THREE
                                                              : DL_TRAIT_LONG);
    bool known = false;
    for (uint32_t u = piece->unit; u < piece->unit_end && !known; u++)
        known = !(s->units[u].facts & DL_UNIT_CONNECTOR) &&
                (unit_word(r, &s->units[u])->facts & DL_FACT_KNOWN);
    if (!known) traits |= trait(DL_TRAIT_UNKNOWN);
    return traits;
}
