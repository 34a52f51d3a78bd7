/* unify.c - `same` and `rename`: two names become one, with one card. */
#include "correct/correct.h"

static bool is_of(const dl_mention *mention, const char *type) {
    return !mention->dropped && strcmp(mention->type, type) == 0;
}

typedef struct names { /* what a correction makes of what */
    dl_str wanted, other;
    const char *rule;
} names;

static names names_of(const dl_correction *c) {
    if (c->verb == DL_CORRECT_SAME) return (names){c->name, c->value, "correction.same"};
    return (names){c->value, c->name, "correction.rename"};
}

/* The person that has the name already, else the one that gets it; titles are kept. */
static bool person_value(dl_correct *job, const names *n, const dl_mention *like,
                         dateline_value *out) {
    const dateline_person *old = like->value.person;
    if (old && old->name && dl_str_is(n->wanted, old->name)) {
        out->person = old;
        return true;
    }
    if (!dl_correct_value(job, "person", n->wanted, (dl_str){NULL, 0}, out)) return false;
    if (!old) return true;
    dateline_person *copy = dl_arena_alloc(job->context->arena, sizeof *copy);
    if (!copy) return false;
    *copy = *out->person;
    copy->title = old->title;
    out->person = copy;
    return true;
}

static bool new_value(dl_correct *job, const dl_correction *c, const names *n,
                      const dl_mention *like, dateline_value *out) {
    *out = (dateline_value){0};
    if (strcmp(c->type, "person") == 0) return person_value(job, n, like, out);
    const dateline_place *old = like->value.place;
    if (!old || !old->name || !dl_str_is(n->wanted, old->name))
        return dl_correct_value(job, "place", n->wanted, (dl_str){NULL, 0}, out);
    out->place = old;
    return true;
}

/* The mention whose card stays: the first that has the name, else the first of all. */
static const dl_mention *stays(const dl_correct *job, const bool *member, dl_str wanted) {
    const dl_mention *first = NULL;
    for (size_t i = 0; i < job->count; i++) {
        if (!member[i]) continue;
        const char *name = dl_correct_name_of(&job->mentions[i].value);
        if (name && dl_str_is(wanted, name)) return &job->mentions[i];
        if (!first) first = &job->mentions[i];
    }
    return first;
}

/* Marks who is meant: by either name, or on one card with such a mention. */
static bool *members(dl_correct *job, const dl_correction *c, const names *n) {
    bool *member = dl_arena_zero(job->scan->arena, job->count + 1);
    bool *cards = dl_arena_zero(job->scan->arena, job->cards->count + 2);
    if (!member || !cards) return NULL;
    for (size_t i = 0; i < job->count; i++) {
        const dl_mention *mention = &job->mentions[i];
        if (!is_of(mention, c->type)) continue;
        member[i] = dl_correct_called(job, mention, n->wanted) ||
                    dl_correct_called(job, mention, n->other);
        if (member[i] && mention->card) cards[mention->card] = true;
    }
    for (size_t i = 0; i < job->count; i++)
        if (is_of(&job->mentions[i], c->type) && cards[job->mentions[i].card])
            member[i] = true;
    return member;
}

bool dl_correct_unify(dl_correct *job, const dl_correction *c) {
    names n = names_of(c);
    bool *member = members(job, c, &n);
    if (!member) return false;
    const dl_mention *kept = stays(job, member, n.wanted);
    if (!kept) return true;
    dateline_value value;
    uint32_t card = kept->card;
    if (!new_value(job, c, &n, kept, &value)) return false;
    for (size_t i = 0; i < job->count; i++) {
        dl_mention *mention = &job->mentions[i];
        if (!member[i]) continue;
        const char *was = dl_correct_name_of(&mention->value);
        const char *is = dl_correct_name_of(&value);
        if (mention->card != card || !was || strcmp(was, is) != 0) {
            mention->rule = n.rule;
            mention->correction = c->number;
        }
        mention->card = card;
        mention->value = value;
    }
    if (!card) return true;
    job->cards->items[card - 1].name = dl_correct_name_of(&value);
    job->cards->items[card - 1].value = value;
    return true;
}
