/* value.c - the table of value functions and tests that rule files may name. */
#include "value/value.h"

#include "value/kinds.h"

static const dl_value_fn *const tables[] = {dl_date_fns, dl_percent_fns, dl_name_fns};

const dl_value_fn *dl_value_find(dl_str name) {
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
        for (const dl_value_fn *fn = tables[t]; fn->name; fn++)
            if (dl_str_is(name, fn->name)) return fn;
    return NULL;
}

const dl_value_fn *dl_value_at(size_t i) {
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
        for (const dl_value_fn *fn = tables[t]; fn->name; fn++)
            if (i-- == 0) return fn;
    return NULL;
}

static const struct {
    const char *name;
    dl_value_test test;
} tests[] = {
    {"valid_date", dl_test_valid_date},
    {"day_after", dl_test_day_after},
    {"rising", dl_test_rising},
    {"number_below", dl_test_number_below},
};

dl_value_test dl_value_test_find(dl_str name) {
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
        if (dl_str_is(name, tests[i].name)) return tests[i].test;
    return NULL;
}

const char *dl_value_test_at(size_t i) {
    return i < sizeof tests / sizeof *tests ? tests[i].name : NULL;
}

const dl_arg *dl_arg_find(const dl_mention *mention, const char *name) {
    for (size_t i = 0; i < mention->arg_count; i++)
        if (strcmp(mention->args[i].name, name) == 0)
            return mention->args[i].text.at ? &mention->args[i] : NULL;
    return NULL;
}

static bool give_parts(dl_mention *mention, dl_arena *arena) {
    if (!mention->arg_count) return true;
    dateline_part *parts = dl_arena_zero(arena, mention->arg_count * sizeof *parts);
    if (!parts) return false;
    size_t count = 0;
    for (size_t i = 0; i < mention->arg_count; i++) {
        if (!mention->args[i].text.at) continue;
        parts[count].name = mention->args[i].name;
        parts[count++].value = dl_arena_text(arena, mention->args[i].value);
    }
    mention->value.parts = parts;
    mention->value.part_count = count;
    return !arena->failed;
}

typedef bool (*fill_fn)(dl_mention **mentions, size_t count,
                        const dl_value_context *context);

static const struct {
    dl_value_kind kind;
    fill_fn fill;
} fillers[] = {{DL_VALUE_DATE, dl_dates_fill}, {DL_VALUE_PERCENT, dl_percents_fill}};

bool dl_values_fill(dl_mention *mentions, size_t count, const dl_value_context *given) {
    dl_value_context with_all = *given;
    const dl_value_context *context = &with_all;
    with_all.mentions = mentions;
    with_all.mention_count = count;
    dl_mention **some = dl_arena_alloc(context->arena, (count + 1) * sizeof *some);
    if (!some) return false;
    for (size_t i = 0; i < count; i++)
        mentions[i].number = (uint32_t)i;
    for (size_t f = 0; f < sizeof fillers / sizeof *fillers; f++) {
        size_t n = 0;
        for (size_t i = 0; i < count; i++)
            if (mentions[i].fn && mentions[i].fn->kind == (int)fillers[f].kind)
                some[n++] = &mentions[i];
        if (n && !fillers[f].fill(some, n, context)) return false;
    }
    for (size_t i = 0; i < count; i++)
        if (mentions[i].fn && mentions[i].fn->kind == DL_VALUE_PARTS &&
            !give_parts(&mentions[i], context->arena))
            return false;
    return !context->arena->failed;
}
