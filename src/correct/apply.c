/* apply.c - applies corrections to the mentions of one text, in the order of the file. */
#include "correct/correct.h"

bool dl_correct_called(const dl_correct *job, const dl_mention *mention, dl_str name) {
    const char *given = dl_correct_name_of(&mention->value);
    if (given && dl_str_is(name, given)) return true;
    const char *words =
        dl_name_text(dl_text_at(job->context->text, mention->span), job->scan->arena);
    return words && dl_str_is(name, words);
}

static bool never(dl_correct *job, const dl_correction *c) {
    for (size_t i = 0; i < job->count; i++) {
        dl_mention *mention = &job->mentions[i];
        if (mention->dropped || strcmp(mention->type, c->type) != 0 ||
            !dl_correct_called(job, mention, c->name))
            continue;
        mention->dropped = true;
        mention->correction = c->number;
    }
    return true;
}

/* Which words mean a card may have changed. */
static bool renew_variants(dl_correct *job) {
    for (size_t i = 0; i < job->cards->count; i++)
        job->cards->items[i].variant_count = 0;
    for (size_t i = 0; i < job->count; i++) {
        const dl_mention *mention = &job->mentions[i];
        if (mention->dropped || !mention->card) continue;
        if (!dl_card_variant(&job->cards->items[mention->card - 1],
                             dl_text_at(job->context->text, mention->span),
                             job->context->arena))
            return false;
    }
    return true;
}

static bool is_for(const dl_correction *c, const char *id) {
    return !c->id || (id && strcmp(c->id, id) == 0);
}

bool dl_corrections_apply(const dateline_corrections *corrections, dl_correct *job) {
    static bool (*const steps[])(dl_correct *, const dl_correction *) = {
        [DL_CORRECT_NEVER] = never,
        [DL_CORRECT_ALWAYS] = dl_correct_always,
        [DL_CORRECT_SAME] = dl_correct_unify,
        [DL_CORRECT_RENAME] = dl_correct_unify,
    };
    bool any = false;
    for (size_t i = 0; i < corrections->list.count; i++) {
        const dl_correction *c = &corrections->list.items[i];
        if (!is_for(c, job->id)) continue;
        any = true;
        if (!steps[c->verb](job, c)) return false;
    }
    return !any || renew_variants(job);
}

bool dl_corrections_fit(const dateline_corrections *corrections,
                        const dateline_rules *rules, dateline_error *err) {
    for (size_t i = 0; i < corrections->list.count; i++) {
        const dl_correction *c = &corrections->list.items[i];
        int type = dl_type_find(rules, c->type);
        if (type < 0 || type == DL_NONE)
            return dl_fail(err, c->type_place, DATELINE_ERR_ARGUMENT,
                           "no rule gives the type %.100s", c->type);
    }
    return true;
}
