/* test.c - `dateline test`: do files of cases come out as they are marked? */
#include "cli/cli.h"

#include <stdio.h>

typedef struct telling {
    const dl_options *options;
    bool unusable; /* a file could not be read */
} telling;

static void tell(const dateline_error *err, void *user) {
    telling *to = user;
    if (err->status == DATELINE_ERR_FILE) to->unusable = true;
    dl_say_report(err, (void *)to->options);
}

static int run_files(const dl_options *options, const dateline_rules *rules) {
    telling to = {.options = options};
    dl_output output = {0};
    char line[128];
    size_t ran = 0, failed = 0;
    for (size_t i = 0; i < options->path_count; i++) {
        size_t wrong;
        ran += dateline_cases_run(rules, options->paths[i], tell, &to, &wrong);
        failed += wrong;
    }
    snprintf(line, sizeof line, "%zu case%s, %zu failed\n", ran, ran == 1 ? "" : "s",
             failed);
    dl_output_text(&output, line);
    if (!dl_output_finish(&output) || to.unusable) return DL_EXIT_UNUSABLE;
    return failed ? DL_EXIT_FINDINGS : DL_EXIT_DONE;
}

int dl_command_test(const dl_options *options) {
    if (!options->path_count) {
        dl_say("test: name the files of cases");
        return DL_EXIT_USAGE;
    }
    dateline_error err;
    dateline_rules *rules = dl_rules_get(options, &err);
    if (!rules) return DL_EXIT_UNUSABLE;
    int status = run_files(options, rules);
    dateline_rules_free(rules);
    return status;
}
