/* load.h - rule sets from files, from memory, and from packs. */
#ifndef DL_RULES_LOAD_H
#define DL_RULES_LOAD_H

#include "rules/rules.h"

typedef struct dl_load {
    bool embedded;            /* start with the rules inside the program */
    const char *const *paths; /* files and folders; or a pack as the first */
    size_t path_count;
    const char *text, *name; /* a rule file in memory, or NULL */
    size_t text_len;
    dateline_report_fn report;
    void *user;
} dl_load;

dateline_rules *dl_rules_load(const dl_load *load, dateline_error *err);

#endif
