/* extract.c - the main command: from articles to entity records. */
#include "cli/cli.h"
#include "cli/inputs.h"
#include "cli/progress.h"
#include "cli/queue.h"
#include "cli/shards.h"

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
    dl_shards *shards; /* in place of the output, or NULL */
    dl_progress progress;
    bool passing; /* over articles that stand in parts already */
    bool live;    /* someone may be waiting for each answer */
    bool failed;  /* something could not be used */
    bool failed_to_write;
} session;

/* ---- what is told ---------------------------------------------------------------- */

/* Warnings are left out where no one wants them, failures never. */
static void tell(const session *run, const char *id, const dateline_error *err,
                 dl_job *job) {
    if (!err->warning) job->failed = true;
    if (err->warning && run->options->quiet) return;
    dl_say_error_later(id, err, &job->said);
    if (run->options->errors)
        dl_error_json(job->article.id, err, dl_bytes_put, &job->errors);
}

/* ---- one article ----------------------------------------------------------------- */

void dl_article_date(const dl_options *options, dateline_document *article) {
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
        tell(run, about(&job->article, problem), problem, job);
    }
}

static void render(const session *run, const dateline_result *result, dl_job *job) {
    dateline_status status =
        dateline_writer_render(run->writer, result, dl_bytes_put, &job->out);
    job->record = status == DATELINE_OK;
    job->entities = dateline_result_count(result);
    if (job->record) return;
    dateline_error err = {.status = status};
    snprintf(err.message, sizeof err.message, "%s", dateline_status_text(status));
    tell(run, job->article.id, &err, job);
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
    dl_article_date(run->options, &job->article);
    dateline_result *result = dateline_scan(scanner, &job->article, &err);
    if (!result) {
        tell(run, about(&job->article, &err), &err, job);
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

static void count(session *run, const dl_job *job) {
    run->progress.articles += job->is_article;
    run->progress.bytes += job->article.len;
    run->progress.entities += job->entities;
    run->progress.unusable += job->failed;
    run->progress.read = job->read;
}

static bool hand_on(dl_job *job, bool more, void *user) {
    session *run = user;
    if (job->said.len) {
        dl_progress_clear(&run->progress);
        fwrite(job->said.at, 1, job->said.len, stderr);
    }
    if (job->failed) run->failed = true;
    count(run, job);
    dl_progress_draw(&run->progress);
    if (run->shards) {
        if (!dl_shards_put(run->shards, job)) run->failed_to_write = true;
        return !run->failed_to_write;
    }
    if (job->record) write_record(run, job);
    if (run->live && !more) dl_output_flush(&run->output);
    return !run->output.error || end_now(run);
}

/* ---- the reader ------------------------------------------------------------------ */

/* A dateline_report_fn: said when its turn comes. */
static void report(const dateline_error *err, void *user) {
    session *run = user;
    if (run->passing || (err->warning && run->options->quiet)) return;
    dl_job *job = run->queue ? dl_queue_take(run->queue) : NULL;
    if (!job) {
        dl_say_error(NULL, err);
        return;
    }
    job->message = true;
    job->read = dateline_input_read(run->input);
    tell(run, NULL, err, job);
    dl_queue_put(run->queue, job);
}

/* False when no further article is wanted. */
static bool pass_on(session *run, const dateline_document *article) {
    dl_job *job = dl_queue_take(run->queue);
    if (!job) return false;
    if (!dl_job_fill(job, article)) {
        job->message = true;
        tell(run, NULL, &no_memory, job);
    }
    job->read = dateline_input_read(run->input);
    dl_queue_put(run->queue, job);
    return true;
}

/* Passes over the articles that stand in parts, and what was said on the way to the one
 * behind them, and takes that one. */
static bool pass_over(session *run, uint64_t count, dateline_document *article) {
    bool there = true;
    run->passing = count > 0;
    for (uint64_t i = 0; i < count && there; i++)
        there = dateline_input_next(run->input, article);
    if (!there) {
        dl_say("the inputs hold fewer articles than the parts that were made of them");
        run->failed = true;
    }
    there = there && dateline_input_next(run->input, article);
    run->passing = false;
    return there;
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

static bool open_queue(session *run, size_t jobs) {
    static const dl_queue_calls calls = {start, scan, stop, hand_on};
    run->queue = dl_queue_new(jobs, &calls, run);
    if (!run->queue) dl_say_error(NULL, &no_memory);
    return run->queue;
}

static bool close_queue(session *run) {
    dl_queue *queue = run->queue;
    run->queue = NULL;
    return dl_queue_finish(queue);
}

/* The first article and all behind it. */
static void answer_from(session *run, dateline_document *article) {
    while (pass_on(run, article) && dateline_input_next(run->input, article))
        continue;
}

/* What begins and ends the output is written for no article, too. False when not all
 * could be answered. */
static bool answer_all(session *run) {
    dateline_document article;
    bool any = dateline_input_next(run->input, &article), answered = true;
    bool single = any && dateline_input_single(run->input);
    if (!open_writer(run, single)) return false;
    if (any && (answered = open_queue(run, single ? 1 : run->options->jobs))) {
        answer_from(run, &article);
        answered = close_queue(run);
    }
    settle(run, "output", dateline_writer_end(run->writer));
    return answered;
}

/* The writer only renders; each part has one of its own. */
static bool answer_in_parts(session *run) {
    dateline_document article;
    if (!open_writer(run, false) || !open_queue(run, run->options->jobs)) return false;
    if (pass_over(run, dl_shards_articles(run->shards), &article))
        answer_from(run, &article);
    return close_queue(run);
}

/* ---- beginning and end ----------------------------------------------------------- */

static void start_progress(session *run, const char *const *paths, size_t count) {
    const dl_options *options = run->options;
    bool elsewhere = options->output || !isatty(STDOUT_FILENO);
    run->progress.shown = isatty(STDERR_FILENO) && elsewhere && !options->quiet;
    for (size_t i = 0; i < count && run->progress.shown; i++)
        run->progress.all += dl_input_look(paths[i]).bytes;
    dl_progress_start(&run->progress);
}

static void say_sum(session *run, const char *where) {
    char sum[200];
    dl_progress_clear(&run->progress);
    if (run->options->quiet || (!run->progress.shown && !run->options->output)) return;
    dl_progress_sum(&run->progress, sum, sizeof sum);
    dl_say("%s%s", sum, where);
}

/* False when not all is in parts. */
static bool finish_parts(session *run, bool answered) {
    char where[128];
    uint64_t unusable;
    size_t parts;
    bool all = answered && !run->failed_to_write;
    bool written = dl_shards_finish(run->shards, all, &unusable, &parts);
    run->shards = NULL;
    if (unusable) run->failed = true;
    snprintf(where, sizeof where, "; %zu part%s in %.80s", parts, parts == 1 ? "" : "s",
             run->options->output);
    if (all && written) say_sum(run, where);
    return all && written;
}

static bool answer(session *run) {
    bool answered = run->shards ? answer_in_parts(run) : answer_all(run);
    if (run->shards) answered = finish_parts(run, answered);
    dateline_writer_free(run->writer);
    if (!run->options->output) say_sum(run, "");
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
    run->live = is_live(paths, count) && !run->shards;
    start_progress(run, paths, count);
    bool answered = answer(run);
    bool written = dl_output_finish(&run->output);
    bool used = !run->failed && dateline_input_problems(run->input) == 0;
    dateline_input_free(run->input);
    return answered && written && used ? DL_EXIT_DONE : DL_EXIT_UNUSABLE;
}

/* False, with a status, when there is nothing to do or it cannot be begun. */
static bool open_parts(session *run, int *status) {
    if (!run->options->output) return true;
    run->shards = dl_shards_open(run->options, run->rules, &run->progress, status);
    if (!run->shards || !dl_shards_complete(run->shards)) return run->shards;
    uint64_t unusable;
    size_t parts;
    dl_shards_finish(run->shards, true, &unusable, &parts);
    dl_say("%s: complete already: %zu part%s", run->options->output, parts,
           parts == 1 ? "" : "s");
    *status = unusable ? DL_EXIT_UNUSABLE : DL_EXIT_DONE;
    return false;
}

static int with_rules(const dl_options *options, const dateline_rules *rules) {
    static const char *const standard_input[] = {"-"};
    session run = {.options = options, .rules = rules};
    dateline_error err;
    int status = DL_EXIT_UNUSABLE;
    run.first = dateline_scanner_new(rules, &options->scan, &err);
    if (!run.first) {
        dl_say_error(NULL, &err);
        return err.status == DATELINE_ERR_ARGUMENT ? DL_EXIT_USAGE : DL_EXIT_UNUSABLE;
    }
    if (open_parts(&run, &status))
        status = options->path_count ? extract(&run, options->paths, options->path_count)
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
