/* always.c - `always`: wherever the name stands, it is a mention of that type. */
#include "correct/correct.h"

typedef struct occurrence {
    uint32_t first, end; /* tokens */
} occurrence;

static bool stands_at(const dl_text *text, uint32_t token, dl_str name, occurrence *out) {
    size_t end = dl_text_end(text->norm, text->tokens[token].start, name, 1);
    if (!end) return false;
    *out = (occurrence){token, dl_token_at(text, (uint32_t)end)};
    if (out->end <= token) return false;
    const dl_token *last = &text->tokens[out->end - 1];
    return last->start + last->len == end; /* else it ends inside of a word */
}

/* The card of that type and name, made where there is none; 0 without memory. */
static uint32_t card_of(dl_correct *job, const char *type, const dateline_value *value) {
    const char *name = dl_correct_name_of(value);
    if (value->date) name = value->date->start;
    for (size_t i = 0; i < job->cards->count; i++) {
        dateline_card *card = &job->cards->items[i];
        if (strcmp(card->type, type) != 0 || strcmp(card->name, name) != 0) continue;
        if (value->person || value->place) card->value = *value;
        return (uint32_t)i + 1;
    }
    dateline_card *card = DL_PUSH(job->context->arena, job->cards);
    if (!card) return 0;
    *card = (dateline_card){.type = type, .name = name, .value = *value};
    return (uint32_t)job->cards->count;
}

static bool give_value(dl_correct *job, const dl_correction *c, dl_mention *mention) {
    if (!dl_correct_value(job, c->type, c->name, c->value, &mention->value)) return false;
    const dateline_value *value = &mention->value;
    mention->card = 0;
    if (!value->person && !value->place && !value->date) return true;
    mention->card = card_of(job, c->type, value);
    return mention->card != 0;
}

/* Drops what overlaps; *exact is the mention of the same words, or NULL. */
static void clear(dl_correct *job, const dl_correction *c, occurrence at,
                  dl_mention **exact) {
    *exact = NULL;
    for (size_t i = 0; i < job->count; i++) {
        dl_mention *mention = &job->mentions[i];
        if (mention->dropped || mention->first >= at.end || mention->end <= at.first)
            continue;
        bool same = mention->first == at.first && mention->end == at.end &&
                    strcmp(mention->type, c->type) == 0;
        if (same) {
            *exact = mention;
        } else {
            mention->dropped = true;
            mention->correction = c->number;
        }
    }
}

static dl_mention made(const dl_correct *job, const dl_correction *c, occurrence at) {
    dl_nspan span = dl_tokens_span(job->scan->text, at.first, at.end);
    return (dl_mention){.span = span,
                        .core = span,
                        .first = at.first,
                        .end = at.end,
                        .type = c->type,
                        .rule = "correction.always",
                        .correction = c->number,
                        .confidence = 1};
}

/* ---- putting new mentions in their places ------------------------------------------ */

typedef DL_ARRAY(dl_mention) mention_list;

/* Dates point at other mentions by their number, which moves. */
static void move_anchors(dl_mention *mentions, size_t count, const long *moved) {
    for (size_t i = 0; i < count; i++) {
        dateline_date *date = (dateline_date *)(uintptr_t)mentions[i].value.date;
        if (date && date->anchor_entity >= 0)
            date->anchor_entity = moved[date->anchor_entity];
    }
}

static bool insert(dl_correct *job, const mention_list *added) {
    size_t all = job->count + added->count, k = 0;
    dl_mention *merged = dl_arena_alloc(job->scan->arena, (all + 1) * sizeof *merged);
    long *moved = dl_arena_alloc(job->scan->arena, (job->count + 1) * sizeof *moved);
    if (!merged || !moved) return false;
    for (size_t i = 0, n = 0; n < all; n++) {
        bool old = k == added->count ||
                   (i < job->count && job->mentions[i].first <= added->items[k].first);
        if (old) moved[i] = (long)n;
        merged[n] = old ? job->mentions[i++] : added->items[k++];
    }
    move_anchors(job->mentions, job->count, moved);
    job->mentions = merged;
    job->count = all;
    return true;
}

bool dl_correct_always(dl_correct *job, const dl_correction *c) {
    const dl_text *text = job->scan->text;
    mention_list added = {0};
    occurrence at;
    for (uint32_t i = 0; i < text->token_count; i++) {
        dl_mention *exact;
        if (!stands_at(text, i, c->name, &at)) continue;
        i = at.end - 1;
        clear(job, c, at, &exact);
        if (exact) {
            exact->correction = c->number; /* so it is shown however unsure it was */
            if (!c->value.at) continue;
            exact->rule = "correction.always";
            if (!give_value(job, c, exact)) return false;
            continue;
        }
        dl_mention *slot = DL_PUSH(job->scan->arena, &added);
        if (!slot) return false;
        *slot = made(job, c, at);
        if (!give_value(job, c, slot)) return false;
    }
    return !added.count || insert(job, &added);
}
