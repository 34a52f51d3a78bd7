/* map.c - from places of the normalised text to the article, and on to the input's bytes.
 *
 * Lengths shift at breaks, found by binary search. Characters are counted from the
 * nearest checkpoint on; an article all of ASCII has none, since there a byte is a
 * character. */
#include "text/map.h"

#include "text/bytes.h"
#include "text/utf8.h"

enum {
    CHECK_EVERY = 1024
}; /* bytes of the article; costs 1 % of it, and 60 ns a question */

typedef struct checkpoint {
    uint32_t characters, wide; /* before it */
} checkpoint;

struct dl_origin_map {
    dl_breaks normal, decoded;
    const checkpoint *checks; /* NULL: the article is ASCII */
    dl_encoding encoding;
    size_t skipped;
};

static void push(dl_breaks *breaks, dl_arena *arena, size_t to, size_t from) {
    const dl_break *last = breaks->count ? &breaks->items[breaks->count - 1] : NULL;
    if (last && last->to == to && last->from == from) return;
    dl_break *slot = DL_PUSH(arena, breaks);
    if (slot) *slot = (dl_break){(uint32_t)to, (uint32_t)from};
}

void dl_breaks_add(dl_breaks *breaks, dl_arena *arena, size_t to, size_t to_end,
                   size_t from, size_t from_end) {
    if (!breaks->count) push(breaks, arena, 0, 0);
    push(breaks, arena, to, from);
    push(breaks, arena, to_end, from_end);
}

/* How many breaks have a new place before limit. */
static size_t breaks_before(const dl_breaks *breaks, size_t limit) {
    return DL_FIRST_NOT(i, breaks->count, breaks->items[i].to < limit);
}

static bool shifts(const dl_break *a) {
    return a[1].to - a[0].to != a[1].from - a[0].from;
}

/* What was dropped right before place stays outside. */
static size_t start_of(const dl_breaks *breaks, size_t place) {
    size_t n = breaks_before(breaks, place + 1);
    if (!n) return place;
    const dl_break *before = &breaks->items[n - 1];
    if (n < breaks->count && shifts(before)) return before->from;
    return before->from + (place - before->to);
}

/* What was dropped right after place stays outside. */
static size_t end_of(const dl_breaks *breaks, size_t place) {
    size_t n = breaks_before(breaks, place);
    if (n < breaks->count && breaks->items[n].to == place) return breaks->items[n].from;
    if (!n) return place;
    const dl_break *before = &breaks->items[n - 1];
    if (n < breaks->count && shifts(before)) return before[1].from;
    return before->from + (place - before->to);
}

static bool make_checks(dl_origin_map *map, dl_str article, dl_arena *arena) {
    size_t count = article.len / CHECK_EVERY + 1;
    checkpoint *checks = dl_arena_alloc(arena, count * sizeof *checks);
    if (!checks) return false;
    checkpoint so_far = {0, 0};
    for (size_t i = 0; i < count; i++) {
        checks[i] = so_far;
        size_t start = i * CHECK_EVERY;
        size_t len =
            article.len - start < CHECK_EVERY ? article.len - start : CHECK_EVERY;
        dl_tally tally = dl_bytes_tally(article.at + start, len);
        so_far.characters += (uint32_t)tally.characters;
        so_far.wide += (uint32_t)tally.wide;
    }
    map->checks = checks;
    return true;
}

const dl_origin_map *dl_origin_map_make(const dl_text *text, const dl_decoded *decoded,
                                        const dl_breaks *normal, dl_arena *arena) {
    dl_origin_map *map = dl_arena_zero(arena, sizeof *map);
    if (!map) return NULL;
    map->normal = *normal;
    map->decoded = decoded->breaks;
    map->encoding = decoded->encoding;
    map->skipped = decoded->skipped;
    if (!decoded->ascii && !make_checks(map, text->article, arena)) return NULL;
    return map;
}

static dl_tally tally_before(const dl_text *text, size_t place) {
    const checkpoint *checks = text->map->checks;
    if (!checks) return (dl_tally){place, 0};
    checkpoint check = checks[place / CHECK_EVERY];
    size_t from = place / CHECK_EVERY * CHECK_EVERY;
    dl_tally tally = dl_bytes_tally(text->article.at + from, place - from);
    return (dl_tally){check.characters + tally.characters, check.wide + tally.wide};
}

static size_t at_most(size_t a, size_t most) {
    return a < most ? a : most;
}

/* In UTF-16 a unit is two bytes, in Windows-1252 a character is one. */
static void set_bytes(const dl_text *text, dl_origin *place) {
    const dl_origin_map *map = text->map;
    if (map->encoding == DL_UTF8) {
        place->byte_start = start_of(&map->decoded, place->text_start);
        place->byte_end = end_of(&map->decoded, place->text_end);
    } else if (map->encoding == DL_WINDOWS_1252) {
        place->byte_start = place->start;
        place->byte_end = place->end;
    } else {
        place->byte_start = 2 * place->utf16_start;
        place->byte_end = 2 * place->utf16_end;
        /* An odd byte at the end is part of the last character. */
        if (place->text_end == text->article.len) place->byte_end = text->input_bytes;
    }
    place->byte_start = at_most(place->byte_start + map->skipped, text->input_bytes);
    place->byte_end = at_most(place->byte_end + map->skipped, text->input_bytes);
}

/* A place inside of a character, or of a stretch that changed as a whole, grows to it. */
static void set_text(const dl_text *text, dl_nspan span, dl_origin *place) {
    dl_str article = text->article;
    size_t start = at_most(start_of(&text->map->normal, span.start), article.len);
    size_t end = span.end > span.start
                     ? at_most(end_of(&text->map->normal, span.end), article.len)
                     : start;
    while (start > 0 && start < article.len && dl_utf8_continues(article.at[start]))
        start--;
    while (end < article.len && dl_utf8_continues(article.at[end]))
        end++;
    place->text_start = start;
    place->text_end = end > start ? end : start;
}

dl_origin dl_text_origin(const dl_text *text, dl_nspan span) {
    dl_origin place = {0};
    set_text(text, span, &place);
    dl_tally start = tally_before(text, place.text_start);
    dl_tally end = tally_before(text, place.text_end);
    place.start = start.characters;
    place.end = end.characters;
    place.utf16_start = start.characters + start.wide;
    place.utf16_end = end.characters + end.wide;
    set_bytes(text, &place);
    return place;
}
