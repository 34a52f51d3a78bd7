#ifndef STUBS_H
#define STUBS_H
/* Stand-ins until text/ and value/ are there. */
#include "text/text.h"
#include "value/kinds.h"
#define WEAK __attribute__((weak))
WEAK dl_str dl_normal_text(dl_str text, dl_arena *arena) {
    (void)arena;
    return text;
}
static const char *const date_params[] = {"y", "m", "d", NULL};
static const char *const name_params[] = {"name", "title", NULL};
WEAK const dl_value_fn dl_date_fns[] = {{"date", date_params, DL_VALUE_DATE}, {0}};
WEAK const dl_value_fn dl_percent_fns[] = {{"percent", date_params, DL_VALUE_PERCENT},
                                           {0}};
WEAK const dl_value_fn dl_name_fns[] = {{"person", name_params, DL_VALUE_PERSON}, {0}};
WEAK bool dl_test_valid_date(const dl_arg *a, size_t n) {
    (void)a;
    return n > 0;
}
WEAK bool dl_test_number_below(const dl_arg *a, size_t n) {
    (void)a;
    return n > 0;
}
#endif
