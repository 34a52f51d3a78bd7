/* explain.c - `dateline explain` and `dateline why-not`: why the program says so, and why
 * it does not. */
#include "cli/cli.h"

#include <string.h>

typedef struct session {
    const dl_options *options;
    dateline_scanner *scanner;
    dl_output output;
    dateline_status (*tell)(struct session *run, const dateline_document *article);
} session;

static dateline_status tell_why(session *run, const dateline_document *article) {
    dateline_explain_options options = run->options->explain;
    options.size = sizeof options;
    return dateline_explain(run->scanner, article, &options, dl_output_put, &run->output);
}

static dateline_status tell_why_not(session *run, const dateline_document *article) {
    const dateline_explain_options *asked = &run->options->explain;
    dateline_why_not_options options = {
        .size = sizeof options,
        .text = asked->text,
        .type = run->options->wanted_place ? "place" : run->options->wanted_type,
        .at = asked->at,
        .json = asked->json,
        .place = run->options->wanted_place};
    return dateline_why_not(run->scanner, article, &options, dl_output_put, &run->output);
}

static bool tell_all(session *run, dateline_input *input) {
    dateline_document article;
    bool good = true;
    while (!run->output.error && dateline_input_next(input, &article)) {
        dateline_status status = run->tell(run, &article);
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
    bool used = tell_all(run, input);
    dateline_input_free(input);
    return dl_output_finish(&run->output) && used ? DL_EXIT_DONE : DL_EXIT_UNUSABLE;
}

static int with_rules(session *run) {
    const dl_options *options = run->options;
    dateline_error err;
    dateline_rules *rules = dl_rules_get(options, &err);
    if (!rules) return DL_EXIT_UNUSABLE;
    run->scanner = dateline_scanner_new(rules, &options->scan, &err);
    if (!run->scanner) dl_say_error(NULL, &err);
    int status = run->scanner ? with_scanner(run) : DL_EXIT_USAGE;
    dateline_scanner_free(run->scanner);
    dateline_rules_free(rules);
    return status;
}

static int wrong_usage(const char *message) {
    dl_say("%s", message);
    return DL_EXIT_USAGE;
}

int dl_command_explain(const dl_options *options) {
    session run = {.options = options, .tell = tell_why};
    if (!options->path_count) return wrong_usage("explain: name the article");
    return with_rules(&run);
}

int dl_command_why_not(const dl_options *options) {
    session run = {.options = options, .tell = tell_why_not};
    if (!options->path_count) return wrong_usage("why-not: name the article");
    bool typed = options->wanted_type || options->wanted_place;
    if (!options->explain.text || !typed)
        return wrong_usage("why-not: say what was not found, and as what, as in "
                           "--text \"Rosa Parks\" --type person");
    if (options->wanted_place && options->wanted_type &&
        strcmp(options->wanted_type, "place") != 0)
        return wrong_usage("why-not: --place goes with --type place, or with none");
    return with_rules(&run);
}
