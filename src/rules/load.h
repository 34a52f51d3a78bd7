/* load.h - rule sets from files, from memory, and from the pack inside the program. */
#ifndef DL_RULES_LOAD_H
#define DL_RULES_LOAD_H

#include "rules/rules.h"

/* The pack: every file of rules/en with its name, the lexicon made of all its lists, and
 * PCRE2's answers about common words. */
typedef struct dl_pack {
    const char *bytes;
    size_t len;
} dl_pack;

/* The one that is linked in; len 0 where the program was built without. */
dl_pack dl_pack_embedded(void);

/* Makes what the pack holds ready for these rules; see match/answers.h. */
typedef bool (*dl_ready_fn)(const dateline_rules *rules, dl_arena *arena, dl_str *out);

/* Writes a pack of the rule files below a folder; used by the build. */
bool dl_pack_make(const char *folder, dl_ready_fn ready, dl_arena *arena, dl_str *out,
                  dateline_error *err);

typedef struct dl_load {
    bool embedded;            /* start with the pack's rules */
    const char *const *paths; /* files and folders */
    size_t path_count;
    const char *text, *name; /* a rule file in memory, or NULL */
    size_t text_len;
    dateline_report_fn report;
    void *user;
} dl_load;

dateline_rules *dl_rules_load(const dl_load *load, dateline_error *err);

#endif
