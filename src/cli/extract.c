/* extract.c - the main command: from articles to entity records. */
#include "cli/cli.h"
#include "cli/queue.h"

#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const dateline_error no_memory = {.status = DATELINE_ERR_MEMORY,
                                         .message = "no memory left"};

typedef struct session {
    const dl_options *options;
    const dateline_rules *rules;
    _Atomic(dateline_scanner *) first; /* proof that the options are right; used first */
    dateline_input *input;
    dl_queue *queue;
    dateline_writer *writer;
    dl_output output;
    bool live;   /* someone may be waiting for each answer */
    bool failed; /* something could not be used */
} session;

/* ---- one article ----------------------------------------------------------------- */

/* --date goes before the date of a file's name, and a record's own date before both. */
static void choose_date(const dl_options *options, dateline_document *article) {
    bool guessed = article->date_from && strcmp(article->date_from, "record") != 0;
    if (guessed && options->scan.date) article->date = article->date_from = NULL;
}

/* What names the article where the error does not: of many in one source, the id. */
static const char *about(const dateline_document *article, const dateline_error *err) {
    bool alone = article->raw && !strchr(article->id, '#');
    return alone && strcmp(err->file, article->source) == 0 ? NULL : article->id;
}

static void note_problems(const session *run, const dateline_result *result,
                          dl_job *job) {
    for (size_t i = 0; i < dateline_result_problem_count(result); i++) {
        const dateline_error *problem = dateline_result_problem_at(result, i);
        if (!problem->warning) job->failed = true;
        if (!run->options->quiet)
            dl_say_error_later(about(&job->article, problem), problem, &job->said);
    }
}

static void render(const session *run, const dateline_result *result, dl_job *job) {
    dateline_status status =
        dateline_writer_render(run->writer, result, dl_bytes_put, &job->out);
    job->record = status == DATELINE_OK;
    if (job->record) return;
    dateline_error err = {.status = status};
    snprintf(err.message, sizeof err.message, "%s", dateline_status_text(status));
    dl_say_error_later(job->article.id, &err, &job->said);
    job->failed = true;
}

/* ---- what the queue calls -------------------------------------------------------- */

static void *start(void *user) {
    session *run = user;
    dateline_scanner *scanner = atomic_exchange(&run->first, NULL);
    dateline_error err;
    if (!scanner) scanner = dateline_scanner_new(run->rules, &run->options->scan, &err);
    if (!scanner) dl_say_error(NULL, &err);
    return scanner;
}

static void scan(void *scanner, dl_job *job, void *user) {
    session *run = user;
    dateline_error err;
    choose_date(run->options, &job->article);
    dateline_result *result = dateline_scan(scanner, &job->article, &err);
    if (!result) {
        dl_say_error_later(about(&job->article, &err), &err, &job->said);
        job->failed = true;
        return;
    }
    note_problems(run, result, job);
    render(run, result, job);
    dateline_result_free(result);
}

static void stop(void *scanner) {
    dateline_scanner_free(scanner);
}

/* The reader may be waiting for an article that never comes: it is not waited for. */
static bool end_now(session *run) {
    if (!run->live) return false;
    dl_output_finish(&run->output);
    _exit(DL_EXIT_UNUSABLE);
}

static void settle(session *run, const char *id, dateline_status status) {
    if (status == DATELINE_OK || run->output.error) return;
    run->failed = true;
    if (status == DATELINE_ERR_ARGUMENT)
        dl_say("%s: left out: --format %s holds one article", id,
               run->options->format_name);
    else
        dl_say("%s: %s", id, dateline_status_text(status));
}

static void write_record(session *run, const dl_job *job) {
    settle(run, job->article.id,
           dateline_writer_put(run->writer, job->out.at, job->out.len));
}

static bool hand_on(dl_job *job, bool more, void *user) {
    session *run = user;
    fwrite(job->said.at, 1, job->said.len, stderr);
    if (job->failed) run->failed = true;
    if (job->record) write_record(run, job);
    if (run->live && !more) dl_output_flush(&run->output);
    return !run->output.error || end_now(run);
}

/* ---- the reader ------------------------------------------------------------------ */

/* A dateline_report_fn: said when its turn comes. */
static void report(const dateline_error *err, void *user) {
    session *run = user;
    if (err->warning && run->options->quiet) return;
    dl_job *job = run->queue ? dl_queue_take(run->queue) : NULL;
    if (!job) {
        dl_say_error(NULL, err);
        return;
    }
    job->message = true;
    dl_say_error_later(NULL, err, &job->said);
    dl_queue_put(run->queue, job);
}

/* False when no further article is wanted. */
static bool pass_on(session *run, const dateline_document *article) {
    dl_job *job = dl_queue_take(run->queue);
    if (!job) return false;
    if (!dl_job_fill(job, article)) {
        job->message = job->failed = true;
        dl_say_error_later(article->id, &no_memory, &job->said);
    }
    dl_queue_put(run->queue, job);
    return true;
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

static bool open_writer(session *run, bool single) {
    dateline_format_options format = run->options->format;
    dateline_error err;
    format.pretty = run->options->pretty == DL_PRETTY_AUTO
                        ? single && isatty(STDOUT_FILENO)
                        : run->options->pretty == DL_PRETTY_YES;
    run->writer = dateline_writer_new(run->options->format_name, &format, dl_output_put,
                                      &run->output, &err);
    if (!run->writer) dl_say_error(NULL, &err);
    return run->writer;
}

/* False when not all could be answered. */
static bool answer_each(session *run, dateline_document *article) {
    static const dl_queue_calls calls = {start, scan, stop, hand_on};
    size_t jobs = dateline_input_single(run->input) ? 1 : run->options->jobs;
    run->queue = dl_queue_new(jobs, &calls, run);
    if (!run->queue) {
        dl_say_error(NULL, &no_memory);
        return false;
    }
    while (pass_on(run, article) && dateline_input_next(run->input, article))
        continue;
    bool worked = dl_queue_finish(run->queue);
    run->queue = NULL;
    return worked;
}

/* What begins and ends the output is written for no article, too. */
static bool answer_all(session *run) {
    dateline_document article;
    bool any = dateline_input_next(run->input, &article);
    if (!open_writer(run, any && dateline_input_single(run->input))) return false;
    bool answered = !any || answer_each(run, &article);
    settle(run, "output", dateline_writer_end(run->writer));
    dateline_writer_free(run->writer);
    return answered;
}

static int extract(session *run, const char *const *paths, size_t count) {
    dateline_input_options options = run->options->input;
    dateline_error err;
    options.report = report;
    options.user = run;
    run->input = dateline_input_open(paths, count, &options, &err);
    if (!run->input) {
        dl_say_error(NULL, &err);
        return err.status == DATELINE_ERR_ARGUMENT ? DL_EXIT_USAGE : DL_EXIT_UNUSABLE;
    }
    run->live = is_live(paths, count);
    bool answered = answer_all(run);
    bool written = dl_output_finish(&run->output);
    bool used = !run->failed && dateline_input_problems(run->input) == 0;
    dateline_input_free(run->input);
    return answered && written && used ? DL_EXIT_DONE : DL_EXIT_UNUSABLE;
}

static int with_rules(const dl_options *options, const dateline_rules *rules) {
    static const char *const standard_input[] = {"-"};
    session run = {.options = options, .rules = rules};
    dateline_error err;
    run.first = dateline_scanner_new(rules, &options->scan, &err);
    if (!run.first) {
        dl_say_error(NULL, &err);
        return err.status == DATELINE_ERR_ARGUMENT ? DL_EXIT_USAGE : DL_EXIT_UNUSABLE;
    }
    int status = options->path_count ? extract(&run, options->paths, options->path_count)
                                     : extract(&run, standard_input, 1);
    dateline_scanner_free(run.first);
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
