/* link.c - gathers the mentions of each kind, and makes cards of them. */
#include "resolve/link.h"

#include "base/hash.h"

const char *dl_name_text(dl_str surface, dl_arena *arena) {
    char *out = dl_arena_alloc(arena, surface.len + 1);
    if (!out) return NULL;
    size_t len = 0;
    for (size_t i = 0; i < surface.len; i++) {
        char c = surface.at[i];
        bool blank = c == ' ' || c == '\n' || c == '\t';
        if (blank && len && out[len - 1] == ' ') continue;
        out[len++] = blank ? ' ' : c;
    }
    out[len] = '\0';
    return out;
}

bool dl_card_variant(dateline_card *card, dl_str surface, dl_arena *arena) {
    enum { VARIANTS_MOST = 64 };
    const char *text = dl_name_text(surface, arena);
    if (!text) return false;
    for (size_t i = 0; i < card->variant_count; i++)
        if (strcmp(card->variants[i], text) == 0) return true;
    if (card->variant_count == VARIANTS_MOST) return true;
    const char **variants = (const char **)(uintptr_t)card->variants;
    size_t count = card->variant_count;
    if ((count & (count - 1)) == 0) { /* full at every power of two */
        variants = dl_arena_zero(arena, (count ? count * 2 : 1) * sizeof *variants);
        if (!variants) return false;
        if (count) memcpy(variants, card->variants, count * sizeof *variants);
        card->variants = variants;
    }
    variants[card->variant_count++] = text;
    return true;
}

static size_t gather(dl_mention *mentions, size_t count, const char *type,
                     dl_mention **out) {
    size_t n = 0;
    for (size_t i = 0; i < count; i++)
        if (!mentions[i].dropped && strcmp(mentions[i].type, type) == 0)
            out[n++] = &mentions[i];
    return n;
}

/* `US` in `US President`, `Paris` in `Paris Mayor`: part of a title, listed with it. */
static void drop_places_in_titles(dl_scan *scan, dl_mention *mentions, size_t count) {
    for (size_t i = 0; i < count; i++) {
        dl_mention *place = &mentions[i];
        if (strcmp(place->type, "place") != 0 || place->end >= scan->text->token_count)
            continue;
        uint8_t flags = scan->text->tokens[place->end].flags;
        if ((flags & DL_SPACE) && !(flags & (DL_PARAGRAPH | DL_SENTENCE)) &&
            dl_title_at(scan, place->end))
            place->dropped = true;
    }
}

bool dl_link_names(dl_scan *scan, dl_mention *mentions, size_t count,
                   const dl_value_context *context, dl_cards *cards) {
    dl_mention **some = dl_arena_alloc(scan->arena, (count + 1) * sizeof *some);
    if (!some) return false;
    drop_places_in_titles(scan, mentions, count);
    size_t n = gather(mentions, count, "person", some);
    if (!dl_link_persons(scan, some, n, context, cards)) return false;
    n = gather(mentions, count, "place", some);
    return dl_link_places(scan, some, n, context, cards);
}

/* Two mentions are the same date when they cover the same days. */
static uint64_t date_key(const dateline_date *date) {
    uint64_t key = dl_hash_bytes(date->start, strlen(date->start));
    return date->end ? dl_hash_mix(key, dl_hash_bytes(date->end, strlen(date->end)))
                     : key;
}

static bool same_date(const dateline_date *a, const dateline_date *b) {
    const char *end_a = a->end ? a->end : "", *end_b = b->end ? b->end : "";
    return strcmp(a->start, b->start) == 0 && strcmp(end_a, end_b) == 0;
}

static const char *date_name(const dateline_date *date, dl_arena *arena) {
    if (!date->end) return dl_arena_format(arena, "%s/..", date->start);
    if (strcmp(date->start, date->end) == 0) return date->start;
    return dl_arena_format(arena, "%s/%s", date->start, date->end);
}

bool dl_link_dates(dl_mention *mentions, size_t count, const dl_value_context *context,
                   dl_cards *cards) {
    uint32_t mask = dl_hash_mask(count);
    uint32_t *slots = dl_arena_zero(context->arena, ((size_t)mask + 1) * sizeof *slots);
    if (!slots) return false;
    for (size_t i = 0; i < count; i++) {
        const dateline_date *date = mentions[i].value.date;
        if (mentions[i].dropped || !date || !date->start ||
            strcmp(mentions[i].type, "date") != 0)
            continue;
        uint32_t at = (uint32_t)date_key(date) & mask;
        while (slots[at] && !same_date(cards->items[slots[at] - 1].value.date, date))
            at = (at + 1) & mask;
        if (!slots[at]) {
            dateline_card *card = DL_PUSH(context->arena, cards);
            if (!card) return false;
            *card =
                (dateline_card){.type = "date", .name = date_name(date, context->arena)};
            card->value.date = date;
            slots[at] = (uint32_t)cards->count;
        }
        dateline_card *card = &cards->items[slots[at] - 1];
        card->mentions++;
        mentions[i].card = slots[at];
        if (!dl_card_variant(card, dl_text_at(context->text, mentions[i].span),
                             context->arena))
            return false;
    }
    return true;
}
