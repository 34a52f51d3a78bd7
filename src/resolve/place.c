/* place.c - places: their values, and a card for each.
 *
 * place_choose.c tells which place a mention means. */
#include "resolve/place.h"

#include "base/hash.h"

static bool is_wide(const dl_place_row *row) {
    return row->kind == DL_PLACE_COUNTRY || row->kind == DL_PLACE_REGION;
}

/* An unknown name lies where its neighbour or the rest of the article does; a country's
 * middle tells nothing. */
static void guess(const dl_place_row *ground, dl_arena *arena, dateline_place *value) {
    if (!ground || !ground->country.len) return;
    value->inferred = true;
    value->country = dl_arena_text(arena, ground->country);
    if (ground->region.len) value->region = dl_arena_text(arena, ground->region);
    if (!ground->located || is_wide(ground)) return;
    dateline_place town = {0};
    dl_place_row_fill(ground, arena, &town);
    value->located = true;
    value->lat = town.lat;
    value->lon = town.lon;
}

static const dateline_place *value_of(dl_scan *scan, const dl_mention *mention,
                                      const dl_place_choice *choice, dl_arena *arena) {
    dateline_place *value = dl_arena_zero(arena, sizeof *value);
    if (!value) return NULL;
    if (!choice->row) {
        value->name = dl_name_text(dl_text_at(scan->text, mention->span), arena);
        guess(choice->ground, arena, value);
        return value;
    }
    dl_place_row_fill(choice->row, arena, value);
    if (choice->base.end) {
        value->base = value->name;
        value->name = dl_name_text(dl_text_at(scan->text, mention->span), arena);
        value->kind = value->geonames = NULL;
        dl_nspan word = dl_tokens_span(scan->text, mention->first, mention->first + 1);
        const dl_entry *part =
            dl_list_entry(scan->rules, scan->rules->place_lists[DL_PLACES_PART],
                          dl_text_at(scan->text, word));
        if (is_wide(choice->row) && !part)
            value->located = false; /* its middle is anywhere */
        if (part) value->part = dl_entry_value(scan->rules->lexicon, part);
        return value;
    }
    if (!choice->other_count) return value;
    dateline_place *others = dl_arena_zero(arena, choice->other_count * sizeof *others);
    if (!others) return NULL;
    for (size_t i = 0; i < choice->other_count; i++)
        dl_place_row_fill(choice->others[i], arena, &others[i]);
    value->alternatives = others;
    value->alternative_count = choice->other_count;
    return value;
}

static bool same_place(const dateline_place *a, const dateline_place *b) {
    if (a->geonames && b->geonames) return strcmp(a->geonames, b->geonames) == 0;
    const char *in_a = a->country ? a->country : "", *in_b = b->country ? b->country : "";
    return strcmp(a->name, b->name) == 0 && strcmp(in_a, in_b) == 0;
}

static uint64_t card_key(const dateline_place *value) {
    const char *key = value->geonames ? value->geonames : value->name;
    return dl_hash_bytes(key, strlen(key));
}

static bool make_cards(dl_scan *scan, dl_mention **places, size_t count,
                       const dl_place_choice *choices, const dl_value_context *context,
                       dl_cards *cards) {
    uint32_t mask = dl_hash_mask(count);
    uint32_t *slots = dl_arena_zero(scan->arena, ((size_t)mask + 1) * sizeof *slots);
    if (!slots) return false;
    for (size_t i = 0; i < count; i++) {
        const dateline_place *value =
            value_of(scan, places[i], &choices[i], context->arena);
        if (!value || !value->name) return false;
        uint32_t at = (uint32_t)card_key(value) & mask;
        while (slots[at] && !same_place(cards->items[slots[at] - 1].value.place, value))
            at = (at + 1) & mask;
        if (!slots[at]) {
            dateline_card *card = DL_PUSH(context->arena, cards);
            if (!card) return false;
            *card = (dateline_card){.type = "place", .name = value->name};
            card->value.place = value;
            slots[at] = (uint32_t)cards->count;
        }
        dateline_card *card = &cards->items[slots[at] - 1];
        card->mentions++;
        places[i]->card = slots[at];
        places[i]->value.place = card->value.place;
        if (!dl_place_beside(scan, i ? places[i - 1] : NULL, places[i],
                             i + 1 < count ? places[i + 1] : NULL, choices[i].row,
                             context->arena))
            return false;
        if (!dl_card_variant(card, dl_text_at(scan->text, places[i]->span),
                             context->arena))
            return false;
    }
    return true;
}

bool dl_link_places(dl_scan *scan, dl_mention **places, size_t count,
                    const dl_value_context *context, dl_cards *cards) {
    dl_place_choice *choices = dl_arena_alloc(scan->arena, (count + 1) * sizeof *choices);
    return choices && dl_places_choose(scan, places, count, context, choices) &&
           make_cards(scan, places, count, choices, context, cards);
}
