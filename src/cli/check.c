/* check.c - `dateline check`: are rule files well formed, and do their examples hold? */
#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>

static int run_examples(const dl_options *options, const dateline_rules *rules) {
    dl_output output = {0};
    char line[128];
    size_t failed = 0, count = dateline_rules_count(rules);
    size_t examples =
        dateline_rules_check(rules, dl_say_report, (void *)options, &failed);
    snprintf(line, sizeof line, "%zu rule%s, %zu example%s, %zu failed\n", count,
             count == 1 ? "" : "s", examples, examples == 1 ? "" : "s", failed);
    dl_output_text(&output, line);
    if (!dl_output_finish(&output)) return DL_EXIT_UNUSABLE;
    return failed ? DL_EXIT_FINDINGS : DL_EXIT_DONE;
}

static bool is_finding(dateline_status status) {
    return status != DATELINE_ERR_FILE && status != DATELINE_ERR_MEMORY;
}

static int check(const dl_options *options) {
    dateline_error err;
    dateline_rules *rules = dl_rules_get(options, &err);
    if (!rules) return is_finding(err.status) ? DL_EXIT_FINDINGS : DL_EXIT_UNUSABLE;
    int status = run_examples(options, rules);
    dateline_rules_free(rules);
    return status;
}

/* `check FILE` is `check --rules FILE`. */
int dl_command_check(const dl_options *options) {
    dl_options all = *options;
    all.rule_count = 0;
    all.rules = calloc(options->rule_count + options->path_count + 1, sizeof *all.rules);
    if (!all.rules) {
        dl_say("no memory left");
        return DL_EXIT_UNUSABLE;
    }
    for (size_t i = 0; i < options->rule_count; i++)
        all.rules[all.rule_count++] = options->rules[i];
    for (size_t i = 0; i < options->path_count; i++)
        all.rules[all.rule_count++] = options->paths[i];
    int status = check(&all);
    free(all.rules);
    return status;
}
