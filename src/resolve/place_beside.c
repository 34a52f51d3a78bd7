/* place_beside.c - what the words beside a place make of it: northern Iraq is a part of
 * it, "50 miles west of Lima" is not Lima, "Beijing has not confirmed" is a government.
 *
 * The words are lists (rules/en/places.rules); here is the order in which they stand. The
 * span stays the name's: all of this is for the value. */
#include "resolve/place.h"
#include "value/number.h"

typedef struct walk { /* from the name back, token by token */
    const dl_scan *scan;
    uint32_t at; /* the token behind the next one to look at */
} walk;

/* ---- single words ---- */

static dl_str token_text(const dl_scan *scan, uint32_t token) {
    return dl_text_at(scan->text, dl_tokens_span(scan->text, token, token + 1));
}

/* The words of a list that end right before the walk, at most three tokens (north-west);
 * the walk moves over them. The entry, or NULL. */
static const dl_entry *take(walk *w, int list) {
    for (uint32_t tokens = 3; tokens >= 1; tokens--) {
        if (tokens > w->at) continue;
        uint32_t first = w->at - tokens;
        bool whole = true;
        for (uint32_t t = first + 1; t <= w->at; t++)
            whole =
                whole && !(w->scan->text->tokens[t].flags & (DL_PARAGRAPH | DL_SENTENCE));
        dl_nspan span = dl_tokens_span(w->scan->text, first, w->at);
        const dl_entry *entry =
            whole ? dl_list_entry(w->scan->rules, list, dl_text_at(w->scan->text, span))
                  : NULL;
        if (!entry) continue;
        w->at = first;
        return entry;
    }
    return NULL;
}

static bool take_word(walk *w, const char *word) {
    if (!w->at || !dl_str_is(token_text(w->scan, w->at - 1), word)) return false;
    w->at--;
    return true;
}

static const char *value_or_null(const dl_scan *scan, const dl_entry *entry) {
    return entry ? dl_entry_value(scan->rules->lexicon, entry) : NULL;
}

/* ---- how far and in which direction ---- */

enum { METRES = 1000 };

static uint32_t whole_number(const char *digits) {
    uint32_t value = 0;
    for (; dl_is_digit(*digits); digits++)
        value = value * 10 + (uint32_t)(*digits - '0');
    return value;
}

/* The longest number that ends before the walk: 1,200; twenty-five; two and a half. */
static bool take_number(walk *w, double *out) {
    enum { TOKENS_MOST = 7 };
    for (uint32_t tokens = TOKENS_MOST; tokens >= 1; tokens--) {
        dl_number number;
        if (tokens > w->at) continue;
        dl_nspan span = dl_tokens_span(w->scan->text, w->at - tokens, w->at);
        if (!dl_number_read(dl_text_at(w->scan->text, span), &number)) continue;
        w->at -= tokens;
        *out = dl_number_double(&number);
        return true;
    }
    return false;
}

/* `50 miles`, `50 miles (80 km)`, `50-mile`. */
static bool take_distance(walk *w, double *km) {
    walk inner = *w;
    bool bracket = take_word(&inner, ")");
    const dl_entry *unit = take(&inner, w->scan->rules->place_lists[DL_PLACES_DISTANCE]);
    if (!unit) return false;
    take_word(&inner, "-");
    if (!take_number(&inner, km)) return false;
    *km *= (double)whole_number(value_or_null(w->scan, unit)) / METRES;
    walk before = inner;
    double first;
    if (bracket && take_word(&before, "(") && take_distance(&before, &first))
        *km = first, inner = before;
    *w = inner;
    return true;
}

/* Where one comes going so far from a point. */
static void move(const dateline_place *from, const char *direction, double km,
                 dateline_offset *out) {
    static const struct {
        const char *name;
        int north, east; /* thousandths */
    } ways[] = {{"north", 1000, 0},       {"south", -1000, 0},
                {"east", 0, 1000},        {"west", 0, -1000},
                {"northeast", 707, 707},  {"northwest", 707, -707},
                {"southeast", -707, 707}, {"southwest", -707, -707}};
    for (size_t i = 0; i < sizeof ways / sizeof *ways && from->located; i++) {
        if (strcmp(direction, ways[i].name) != 0) continue;
        int32_t cosine = dl_place_cosine((int32_t)(from->lat * 100000));
        double degree = km / 111.195;
        out->located = cosine > 50; /* not beside a pole */
        out->lat = from->lat + degree * ways[i].north / 1000;
        out->lon = from->lon + degree * ways[i].east / (cosine > 50 ? cosine : 1000);
    }
}

/* ---- what stands before a name ---- */

/* `the north of Iraq`, `the west coast of Italy`, `off the coast of Somalia`. */
static bool read_side(walk *w, dateline_place *out, dateline_offset *offset) {
    const dateline_rules *rules = w->scan->rules;
    walk trial = *w;
    if (!take_word(&trial, "of")) return false;
    const dl_entry *side = take(&trial, rules->place_lists[DL_PLACES_SIDE]);
    const dl_entry *part = take(&trial, rules->place_lists[DL_PLACES_PART]);
    if (part && !side) { /* the north of Iraq, but not: north of Iraq */
        if (!take_word(&trial, "the")) return false;
        out->part = value_or_null(w->scan, part);
    } else if (side) {
        if (part) out->part = value_or_null(w->scan, part);
        take_word(&trial, "the");
        const dl_entry *relation = take(&trial, rules->place_lists[DL_PLACES_RELATION]);
        offset->relation = value_or_null(w->scan, relation ? relation : side);
    } else {
        return false;
    }
    *w = trial;
    return true;
}

/* `50 miles west of Lima`, `west of Lima`, `50 miles from Lima`, `off Somalia`. */
static bool read_distance(walk *w, const dateline_place *place, dateline_offset *offset) {
    const dateline_rules *rules = w->scan->rules;
    walk trial = *w;
    if (take_word(&trial, "of")) {
        const dl_entry *direction = take(&trial, rules->place_lists[DL_PLACES_PART]);
        if (!direction) return false;
        offset->direction = value_or_null(w->scan, direction);
        if (take_word(&trial, "the")) take_word(&trial, "to");
    } else {
        const dl_entry *relation = take(&trial, rules->place_lists[DL_PLACES_RELATION]);
        if (!relation) return false;
        offset->relation = value_or_null(w->scan, relation);
    }
    *w = trial;
    take_word(&trial, "just");
    if (take_distance(&trial, &offset->km)) {
        offset->measured = true;
        if (offset->direction) move(place, offset->direction, offset->km, offset);
        *w = trial;
    } else if (offset->relation && strcmp(offset->relation, "from") == 0) {
        *offset = (dateline_offset){0}; /* 50 miles from Lima, but not: from Lima */
        return false;
    }
    return true;
}

/* ---- governments ---- */

static bool is_in(const dl_scan *scan, int list, uint32_t token) {
    return token < scan->text->token_count &&
           !(scan->text->tokens[token].flags & (DL_PARAGRAPH | DL_SENTENCE)) &&
           dl_list_entry(scan->rules, list, token_text(scan, token));
}

/* The same of a token in front of the name, where the sentence goes on behind it. */
static bool is_in_front(const dl_scan *scan, int list, uint32_t token) {
    return !(scan->text->tokens[token + 1].flags & (DL_PARAGRAPH | DL_SENTENCE)) &&
           dl_list_entry(scan->rules, list, token_text(scan, token));
}

static bool is_seat(const dl_scan *scan, const dl_mention *mention,
                    const dl_place_row *row) {
    return row && (dl_str_is(row->kind_name, "capital") ||
                   dl_list_entry(scan->rules, scan->rules->place_lists[DL_PLACES_SEAT],
                                 dl_text_at(scan->text, mention->span)));
}

/* `Beijing has not confirmed`, `Moscow's demands`; not: in Beijing, said the mayor. */
static bool acts(const dl_scan *scan, const dl_mention *mention) {
    const dateline_rules *rules = scan->rules;
    enum { AUXILIARIES_MOST = 3 };
    uint32_t at = mention->end;
    if (mention->first &&
        is_in_front(scan, rules->place_lists[DL_PLACES_PREPOSITION], mention->first - 1))
        return false;
    if (dl_possessive_at(scan->text, at))
        return is_in(scan, rules->place_lists[DL_PLACES_NOUN], at + 2);
    for (int i = 0;
         i < AUXILIARIES_MOST && is_in(scan, rules->place_lists[DL_PLACES_AUXILIARY], at);
         i++)
        at++;
    return is_in(scan, rules->place_lists[DL_PLACES_VERB], at);
}

/* `The White House and the Kremlin declined`: what the next place does, both do. */
static bool acts_with(const dl_scan *scan, const dl_mention *mention,
                      const dl_mention *next) {
    uint32_t at = mention->end;
    if (!next || at >= next->first || !dl_str_is(token_text(scan, at), "and"))
        return false;
    at++;
    if (at < next->first && dl_str_is(token_text(scan, at), "the")) at++;
    return at == next->first && acts(scan, next);
}

/* `ties with Tehran`, `talks between Washington and Beijing`. */
static bool is_party(const dl_scan *scan, const dl_mention *before,
                     const dl_mention *mention) {
    const dateline_rules *rules = scan->rules;
    uint32_t first = mention->first;
    if (before && before->end + 1 == first && before->value.place &&
        before->value.place->metonym)
        return dl_str_is(token_text(scan, before->end), "and");
    return first >= 2 &&
           is_in_front(scan, rules->place_lists[DL_PLACES_LINK], first - 1) &&
           is_in_front(scan, rules->place_lists[DL_PLACES_NOUN], first - 2);
}

/* ---- all of it ---- */

static dateline_place *own_copy(const dateline_place *place, dl_arena *arena) {
    dateline_place *own = dl_arena_alloc(arena, sizeof *own);
    if (own) *own = *place;
    return own;
}

bool dl_place_beside(const dl_scan *scan, const dl_mention *before, dl_mention *mention,
                     const dl_mention *next, const dl_place_row *row, dl_arena *arena) {
    dateline_place found = *mention->value.place;
    dateline_offset offset = {0};
    walk w = {scan, mention->first};
    const dl_entry *part = take(&w, scan->rules->place_lists[DL_PLACES_PART]);
    if (part) found.part = value_or_null(scan, part);
    uint32_t parts_begin = w.at;
    take_word(&w, "the");
    if (!read_side(&w, &found, &offset)) read_distance(&w, &found, &offset);
    if (is_seat(scan, mention, row))
        found.metonym = acts(scan, mention) || acts_with(scan, mention, next) ||
                        is_party(scan, before, mention);
    bool moved = offset.relation || offset.direction;
    if (!part && found.part == mention->value.place->part && !moved && !found.metonym)
        return true;
    if (moved) {
        dl_nspan words = dl_tokens_span(scan->text, w.at, parts_begin);
        offset.text = dl_name_text(dl_text_at(scan->text, words), arena);
        dateline_offset *kept = dl_arena_alloc(arena, sizeof *kept);
        if (!offset.text || !kept) return false;
        *kept = offset;
        found.offset = kept;
    }
    mention->value.place = own_copy(&found, arena);
    return mention->value.place != NULL;
}
