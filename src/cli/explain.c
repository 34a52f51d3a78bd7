/* explain.c - `dateline explain`: why the program says so. */
#include "cli/cli.h"

typedef struct session {
    const dl_options *options;
    dateline_scanner *scanner;
    dl_output output;
} session;

static bool explain_all(session *run, dateline_input *input) {
    dateline_explain_options options = run->options->explain;
    dateline_document article;
    bool good = true;
    options.size = sizeof options;
    while (!run->output.error && dateline_input_next(input, &article)) {
        dateline_status status = dateline_explain(run->scanner, &article, &options,
                                                  dl_output_put, &run->output);
        if (status == DATELINE_OK || run->output.error) continue;
        dl_say("%s: %s", article.id, dateline_status_text(status));
        good = false;
    }
    return good && dateline_input_problems(input) == 0;
}

static int with_scanner(session *run) {
    dateline_input_options in = run->options->input;
    dateline_error err;
    in.report = dl_say_report;
    in.user = (void *)run->options;
    dateline_input *input =
        dateline_input_open(run->options->paths, run->options->path_count, &in, &err);
    if (!input) {
        dl_say_error(NULL, &err);
        return DL_EXIT_USAGE;
    }
    bool used = explain_all(run, input);
    dateline_input_free(input);
    return dl_output_finish(&run->output) && used ? DL_EXIT_DONE : DL_EXIT_UNUSABLE;
}

int dl_command_explain(const dl_options *options) {
    if (!options->path_count) {
        dl_say("explain: name the article");
        return DL_EXIT_USAGE;
    }
    dateline_error err;
    dateline_rules *rules = dl_rules_get(options, &err);
    if (!rules) return DL_EXIT_UNUSABLE;
    session run = {.options = options};
    run.scanner = dateline_scanner_new(rules, &options->scan, &err);
    if (!run.scanner) dl_say_error(NULL, &err);
    int status = run.scanner ? with_scanner(&run) : DL_EXIT_USAGE;
    dateline_scanner_free(run.scanner);
    dateline_rules_free(rules);
    return status;
}
