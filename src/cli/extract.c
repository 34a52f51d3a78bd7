/* extract.c - the main command: from articles to entity records. */
#include "cli/cli.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct session {
    const dl_options *options;
    dateline_input *input;
    dateline_scanner *scanner;
    dateline_format_options format;
    dl_output output;
    bool live;   /* someone may be waiting for each answer */
    bool failed; /* something could not be used */
} session;

/* ---- one article ----------------------------------------------------------------- */

/* --date goes before the date of a file's name, and a record's own date before both. */
static void choose_date(const dl_options *options, dateline_document *article) {
    bool by_name = article->date_from && strcmp(article->date_from, "name") == 0;
    if (by_name && options->scan.date) article->date = article->date_from = NULL;
}

/* What names the article where the error does not: of many in one source, the id. */
static const char *about(const dateline_document *article, const dateline_error *err) {
    bool alone = article->raw && !strchr(article->id, '#');
    return alone && strcmp(err->file, article->source) == 0 ? NULL : article->id;
}

static void say_problems(session *run, const dateline_result *result,
                         const dateline_document *article) {
    for (size_t i = 0; i < dateline_result_problem_count(result); i++) {
        const dateline_error *problem = dateline_result_problem_at(result, i);
        if (!problem->warning) run->failed = true;
        if (!run->options->quiet) dl_say_error(about(article, problem), problem);
    }
}

/* False when the output can take no more. */
static bool write_result(session *run, const dateline_result *result) {
    dateline_status status = dateline_write(result, run->options->format_name,
                                            &run->format, dl_output_put, &run->output);
    if (status != DATELINE_OK && !run->output.error) {
        dl_say("%s: %s", dateline_result_about(result).id, dateline_status_text(status));
        run->failed = true;
    }
    return !run->output.error && (!run->live || dl_output_flush(&run->output));
}

static bool answer(session *run, dateline_document *article) {
    dateline_error err;
    choose_date(run->options, article);
    dateline_result *result = dateline_scan(run->scanner, article, &err);
    if (!result) {
        dl_say_error(about(article, &err), &err);
        run->failed = true;
        return true;
    }
    say_problems(run, result, article);
    bool going_on = write_result(run, result);
    dateline_result_free(result);
    return going_on;
}

/* ---- all of them ----------------------------------------------------------------- */

static bool is_file_or_folder(const char *path) {
    struct stat about;
    bool known = strcmp(path, "-") == 0 ? fstat(STDIN_FILENO, &about) == 0
                                        : stat(path, &about) == 0;
    return !known || S_ISREG(about.st_mode) || S_ISDIR(about.st_mode);
}

static bool is_live(const char *const *paths, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (!is_file_or_folder(paths[i])) return true;
    return isatty(STDOUT_FILENO);
}

static void answer_all(session *run) {
    dateline_document article;
    if (!dateline_input_next(run->input, &article)) return;
    bool terminal = isatty(STDOUT_FILENO) && dateline_input_single(run->input);
    run->format = run->options->format;
    run->format.pretty = run->options->pretty == DL_PRETTY_AUTO
                             ? terminal
                             : run->options->pretty == DL_PRETTY_YES;
    while (answer(run, &article) && dateline_input_next(run->input, &article))
        continue;
}

static int extract(session *run, const char *const *paths, size_t count) {
    dateline_input_options options = run->options->input;
    dateline_error err;
    options.report = dl_say_report;
    options.user = (void *)run->options;
    run->input = dateline_input_open(paths, count, &options, &err);
    if (!run->input) {
        dl_say_error(NULL, &err);
        return err.status == DATELINE_ERR_ARGUMENT ? DL_EXIT_USAGE : DL_EXIT_UNUSABLE;
    }
    run->live = is_live(paths, count);
    answer_all(run);
    bool written = dl_output_finish(&run->output);
    bool used = !run->failed && dateline_input_problems(run->input) == 0;
    dateline_input_free(run->input);
    return written && used ? DL_EXIT_DONE : DL_EXIT_UNUSABLE;
}

static int with_rules(const dl_options *options, const dateline_rules *rules) {
    static const char *const standard_input[] = {"-"};
    session run = {.options = options};
    dateline_error err;
    run.scanner = dateline_scanner_new(rules, &options->scan, &err);
    if (!run.scanner) {
        dl_say_error(NULL, &err);
        return err.status == DATELINE_ERR_ARGUMENT ? DL_EXIT_USAGE : DL_EXIT_UNUSABLE;
    }
    int status = options->path_count ? extract(&run, options->paths, options->path_count)
                                     : extract(&run, standard_input, 1);
    dateline_scanner_free(run.scanner);
    return status;
}

int dl_command_extract(const dl_options *options) {
    if (!options->path_count && isatty(STDIN_FILENO)) {
        dl_say("nothing to read: name files or folders, or pipe a text in");
        dl_say("usage: dateline [OPTIONS] [PATH...]; dateline --help explains them");
        return DL_EXIT_USAGE;
    }
    dateline_error err;
    dateline_rules *rules = dl_rules_get(options, &err);
    if (!rules) return DL_EXIT_UNUSABLE;
    int status = with_rules(options, rules);
    dateline_rules_free(rules);
    return status;
}
