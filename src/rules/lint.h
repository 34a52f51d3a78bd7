/* lint.h - what is well formed and yet hardly meant. */
#ifndef DL_RULES_LINT_H
#define DL_RULES_LINT_H

#include "rules/rules.h"

typedef struct dl_lint {
    const dateline_rules *rules;
    dateline_report_fn report; /* may be NULL */
    void *user;
    dl_arena arena; /* for one thing in hand; emptied in between */
    size_t warnings;
} dl_lint;

/* True when the codes of `# ok:` hold this one. */
bool dl_lint_silenced(dl_str ok, const char *code);

/* Reports and counts a warning, unless ok silences it. */
void dl_lint_warn(dl_lint *lint, dl_place place, dl_str ok, const char *code,
                  const char *format, ...) __attribute__((format(printf, 5, 6)));

/* All warnings but W009, which takes running the examples. */
void dl_lint_run(dl_lint *lint);

/* lint_list.c: lists and defines. lint_pattern.c: what patterns cost and where they stop.
 */
void dl_lint_lists(dl_lint *lint);
void dl_lint_patterns(dl_lint *lint);

#endif
