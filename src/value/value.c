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
