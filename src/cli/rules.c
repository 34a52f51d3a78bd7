/* rules.c - the rules that the command line asks for. */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

/* --rules stand in place of the embedded rules; --add-rules come on top of either. */
static dateline_rules *load(const dl_options *options, const char **paths,
                            dateline_report_fn report, void *user, dateline_error *err) {
    if (options->rule_count)
        memcpy(paths, options->rules, options->rule_count * sizeof *paths);
    if (options->added_count)
        memcpy(paths + options->rule_count, options->added,
               options->added_count * sizeof *paths);
    return dateline_rules_load(paths, options->rule_count + options->added_count,
                               options->rule_count == 0, report, user, err);
}

dateline_rules *dl_rules_get_told(const dl_options *options, dateline_report_fn report,
                                  void *user, dateline_error *err) {
    size_t count = options->rule_count + options->added_count;
    if (!count) {
        dateline_rules *embedded = dateline_rules_embedded(err);
        if (!embedded) report(err, user);
        return embedded;
    }
    const char **paths = calloc(count, sizeof *paths);
    if (!paths) {
        *err = (dateline_error){.status = DATELINE_ERR_MEMORY};
        dl_say("no memory left");
        return NULL;
    }
    dateline_rules *rules = load(options, paths, report, user, err);
    free(paths);
    return rules;
}

dateline_rules *dl_rules_get(const dl_options *options, dateline_error *err) {
    return dl_rules_get_told(options, dl_say_report, (void *)options, err);
}

dateline_rules *dl_rules_named(const dl_options *options, const char *name) {
    dateline_error err;
    bool embedded = strcmp(name, "-") == 0;
    bool added = *name == '+';
    if (!embedded) {
        const char *path = name + added;
        return dateline_rules_load(&path, 1, added, dl_say_report, (void *)options, &err);
    }
    dateline_rules *rules = dateline_rules_embedded(&err);
    if (!rules) dl_say_error(NULL, &err);
    return rules;
}

int dl_with_rules_at_paths(const dl_options *options, int (*run)(const dl_options *)) {
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
    int status = run(&all);
    free(all.rules);
    return status;
}
