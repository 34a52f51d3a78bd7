/* report.c - `dateline report`: many articles in one page, in one file that needs nothing
 * beside it.
 *
 * The page is web/dist/report.html; what the articles hold stands in it as JSON, at the
 * place of the mark. */
#include "report/report.h"

#include "cli/cli.h"
#include "cli/queue.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern const char dl_report_html_start[] __attribute__((visibility("hidden")));
extern const char dl_report_html_end[] __attribute__((visibility("hidden")));

static const dateline_error no_memory = {.status = DATELINE_ERR_MEMORY,
                                         .message = "no memory left"};

typedef struct session {
    const dl_options *options;
    const dateline_rules *rules;
    dateline_input *input;
    dl_queue *queue;
    dl_output output;
    size_t articles;
    bool failed; /* something could not be used */
} session;

/* ---- one article ----------------------------------------------------------------- */

static void tell(const session *run, const dateline_error *err, dl_job *job) {
    if (!err->warning) job->failed = true;
    if (err->warning && run->options->quiet) return;
    dl_say_error_later(job->article.id, err, &job->said);
}

static void *start(void *user) {
    const session *run = user;
    dateline_error err;
    dateline_scanner *scanner =
        dateline_scanner_new(run->rules, &run->options->scan, &err);
    if (!scanner) dl_say_error(NULL, &err);
    return scanner;
}

static void scan(void *scanner, dl_job *job, void *user) {
    const session *run = user;
    dateline_error err;
    dl_article_date(run->options, &job->article);
    dateline_result *result = dateline_scan(scanner, &job->article, &err);
    if (!result) {
        tell(run, &err, job);
        return;
    }
    for (size_t i = 0; i < dateline_result_problem_count(result); i++)
        tell(run, dateline_result_problem_at(result, i), job);
    job->record = dl_report_article(result, &job->out);
    if (!job->record) tell(run, &no_memory, job);
    dateline_result_free(result);
}

static void stop(void *scanner) {
    dateline_scanner_free(scanner);
}

static bool hand_on(dl_job *job, bool more, void *user) {
    session *run = user;
    (void)more;
    if (job->said.len) fwrite(job->said.at, 1, job->said.len, stderr);
    if (job->failed) run->failed = true;
    if (!job->record) return true;
    dl_output_text(&run->output, run->articles++ ? ",\n" : "\n");
    return dl_output_put(job->out.at, job->out.len, &run->output);
}

/* ---- all of them ----------------------------------------------------------------- */

/* A dateline_report_fn. */
static void report(const dateline_error *err, void *user) {
    const session *run = user;
    if (!err->warning || !run->options->quiet) dl_say_error(NULL, err);
}

static bool read_all(session *run) {
    static const dl_queue_calls calls = {start, scan, stop, hand_on};
    dateline_document article;
    dl_job *job;
    run->queue = dl_queue_new(run->options->jobs, &calls, run);
    if (!run->queue) {
        dl_say_error(NULL, &no_memory);
        return false;
    }
    while (dateline_input_next(run->input, &article) &&
           (job = dl_queue_take(run->queue))) {
        job->message = !dl_job_fill(job, &article);
        if (job->message) tell(run, &no_memory, job);
        dl_queue_put(run->queue, job);
    }
    return dl_queue_finish(run->queue);
}

/* The page up to the mark, the articles, the rest. */
static bool write_page(session *run) {
    static const char mark[] = "ARTICLES";
    size_t len =
        (size_t)((uintptr_t)dl_report_html_end - (uintptr_t)dl_report_html_start);
    const char *at = memmem(dl_report_html_start, len, mark, sizeof mark - 1);
    if (!at) return false;
    const char *rest = at + sizeof mark - 1;
    dl_output_put(dl_report_html_start, (size_t)(at - dl_report_html_start),
                  &run->output);
    bool read = read_all(run);
    dl_output_put(rest, (size_t)(dl_report_html_end - rest), &run->output);
    return read;
}

/* Standard output becomes a file beside the one that is wanted; NULL, and said, where it
 * cannot be made. */
static char *open_beside(const char *path) {
    size_t room = strlen(path) + 8;
    char *beside = malloc(room);
    if (!beside) return NULL;
    snprintf(beside, room, "%s.part", path);
    int file = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (file >= 0 && dup2(file, STDOUT_FILENO) >= 0) {
        close(file);
        return beside;
    }
    dl_say("%s: %s", beside, strerror(errno));
    if (file >= 0) close(file);
    free(beside);
    return NULL;
}

/* The file is there whole, or not at all. */
static bool keep(const char *beside, const char *path, bool good) {
    if (good && rename(beside, path) == 0) return true;
    if (good) dl_say("%s: %s", path, strerror(errno));
    unlink(beside);
    return false;
}

static int write_report(session *run) {
    const char *path = run->options->report_path;
    char *beside = path ? open_beside(path) : NULL;
    if (path && !beside) return DL_EXIT_UNUSABLE;
    bool read = write_page(run);
    bool written = dl_output_finish(&run->output);
    if (beside) written = keep(beside, path, written && read);
    free(beside);
    bool used = !run->failed && dateline_input_problems(run->input) == 0;
    if (written && path && !run->options->quiet)
        dl_say("%zu article%s in %s", run->articles, run->articles == 1 ? "" : "s", path);
    return read && written && used ? DL_EXIT_DONE : DL_EXIT_UNUSABLE;
}

static int with_rules(session *run) {
    dateline_input_options options = run->options->input;
    dateline_error err;
    options.report = report;
    options.user = run;
    run->input = dateline_input_open(run->options->paths, run->options->path_count,
                                     &options, &err);
    if (!run->input) {
        dl_say_error(NULL, &err);
        return err.status == DATELINE_ERR_ARGUMENT ? DL_EXIT_USAGE : DL_EXIT_UNUSABLE;
    }
    int status = write_report(run);
    dateline_input_free(run->input);
    return status;
}

int dl_command_report(const dl_options *options) {
    dateline_error err;
    if (!options->path_count) {
        dl_say("report: name the articles: files, folders, or - for standard input");
        return DL_EXIT_USAGE;
    }
    if (!options->report_path && isatty(STDOUT_FILENO)) {
        dl_say("report: name the file to write: -o report.html");
        return DL_EXIT_USAGE;
    }
    session run = {.options = options};
    dateline_rules *rules = dl_rules_get(options, &err);
    run.rules = rules;
    int status = rules ? with_rules(&run) : DL_EXIT_UNUSABLE;
    dateline_rules_free(rules);
    return status;
}
