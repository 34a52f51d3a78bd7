/* place_region.c - mentions of a town's name that mean the region called so: Kursk
 * region; eastern Washington; Ohio, New York and Maine. Other mentions stay the town's.
 */
#include "resolve/chooser.h"

/* Points by which a region may lag behind the town. */
enum { BY_WORDS = 40, BY_COMPANY = 15 };

/* The name's likeliest region, where a town of it is likelier by so many points at most;
 * or NULL. */
static const dl_reading *region_near(const dl_chooser *c, const dl_place_name *n,
                                     int32_t behind, bool states_only) {
    const dl_reading *town = n->count ? dl_reading_at(c, n, n->best) : NULL,
                     *found = NULL;
    if (!town || town->row.kind != DL_PLACE_POINT) return NULL;
    for (uint32_t i = 0; i < n->count; i++) {
        const dl_reading *r = dl_reading_at(c, n, i);
        if (r->row.kind != DL_PLACE_REGION || r->score < town->score - behind) continue;
        if (states_only && !dl_str_is(r->row.kind_name, "state")) continue;
        if (!found || r->score > found->score) found = r;
    }
    return found;
}

/* `eastern Washington`, but not `downtown Washington`. */
static bool has_direction(const dl_chooser *c, const dl_mention *mention) {
    const dl_scan *scan = c->scan;
    return mention->first > 0 &&
           !(scan->text->tokens[mention->first].flags & (DL_PARAGRAPH | DL_SENTENCE)) &&
           dl_is_place_word(scan, mention->first - 1, DL_PLACES_REGION_PART);
}

bool dl_place_is_item(const dl_chooser *c, size_t i) {
    if (i + 1 >= c->count) return false;
    const dl_mention *here = c->places[i], *next = c->places[i + 1];
    uint32_t at = here->end;
    if (at < next->first && dl_token_is(c->scan->text, at, ',')) at++;
    if (at < next->first && dl_is_place_word(c->scan, at, DL_PLACES_AND)) at++;
    return at > here->end && at == next->first;
}

static bool is_state(const dl_chooser *c, size_t i) {
    const dl_place_name *n = &c->names.items[c->name_of[i]];
    if (!n->count || c->bases[i].end) return false;
    uint32_t r = c->fixed[i] >= 0 ? (uint32_t)c->fixed[i] : n->best;
    return dl_str_is(dl_reading_at(c, n, r)->row.kind_name, "state");
}

/* `Ohio, New York and Maine`: every item beside the name is a state. */
static bool is_among_states(const dl_chooser *c, size_t i) {
    bool left = i && dl_place_is_item(c, i - 1), right = dl_place_is_item(c, i);
    return (left || right) && (!left || is_state(c, i - 1)) &&
           (!right || is_state(c, i + 1));
}

void dl_settle_regions(dl_chooser *c) {
    for (size_t i = 0; i < c->count; i++) {
        const dl_place_name *n = &c->names.items[c->name_of[i]];
        if (c->fixed[i] >= 0 || c->bases[i].end) continue;
        const dl_reading *region = NULL;
        if (dl_asks_for_region(c->scan, c->places[i]))
            region = region_near(c, n, BY_WORDS, false);
        else if (has_direction(c, c->places[i]))
            region = region_near(c, n, BY_WORDS, true);
        else if (is_among_states(c, i))
            region = region_near(c, n, BY_COMPANY, true);
        if (region) c->fixed[i] = (int32_t)(region - dl_reading_at(c, n, 0));
    }
}
