/* shards.c - parts, their list, and signals.
 *
 * A part is listed after it is on the disk. What is there and not listed is dropped when
 * the run goes on. The list is written anew when a thousandth of it is missing, so that a
 * run of many parts does not spend its time on it. */
#include "cli/shards.h"

#include "cli/manifest.h"
#include "cli/whole.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

struct dl_shards {
    const dl_options *options;
    dl_progress *progress;
    int folder;
    dl_manifest manifest;
    uint64_t articles, unusable; /* in the parts that are there */
    size_t unlisted;
    dl_whole part, errors; /* that are being written */
    dl_part_row row;
    dateline_writer *writer;
    bool failed;
    pthread_mutex_t lock; /* against the thread that waits for signals */
    pthread_t watch;
    bool watching;
};

static const char errors_suffix[] = ".errors.ndjson";

/* ---- names ----------------------------------------------------------------------- */

static const char *suffix(const dl_options *options) {
    return strcmp(options->format_name, "json") == 0 ? "ndjson" : options->format_name;
}

static void name_part(const dl_shards *shards, char name[DL_PART_NAME]) {
    snprintf(name, DL_PART_NAME, "part-%05zu.%.16s", shards->manifest.count + 1,
             suffix(shards->options));
}

static void name_errors(const dl_shards *shards, char name[DL_PART_NAME]) {
    snprintf(name, DL_PART_NAME, "part-%05zu%s", shards->manifest.count + 1,
             errors_suffix);
}

/* ---- failing --------------------------------------------------------------------- */

static bool say(dl_shards *shards, const char *name, int error) {
    dl_progress_clear(shards->progress);
    dl_say("%s/%s: %s", shards->options->output, name, strerrordesc_np(error));
    return false;
}

/* What is whole stays; the run can go on from there. */
static bool give_up(dl_shards *shards, const char *name, int error) {
    if (shards->failed) return false;
    shards->failed = true;
    dl_whole_drop(&shards->part);
    dl_whole_drop(&shards->errors);
    say(shards, name, error);
    dl_say("%llu articles are there in whole parts; --resume goes on from them",
           (unsigned long long)shards->articles);
    return false;
}

/* ---- parts ----------------------------------------------------------------------- */

static bool list(dl_shards *shards) {
    if (!dl_manifest_write(&shards->manifest, shards->folder))
        return give_up(shards, DL_MANIFEST, errno);
    shards->unlisted = 0;
    return true;
}

static bool open_part(dl_shards *shards) {
    dateline_error err;
    dateline_format_options format = shards->options->format;
    format.pretty = shards->options->pretty == DL_PRETTY_YES;
    name_part(shards, shards->row.name);
    if (!dl_whole_open(&shards->part, shards->folder, shards->row.name))
        return give_up(shards, shards->row.name, shards->part.error);
    shards->writer = dateline_writer_new(shards->options->format_name, &format,
                                         dl_whole_put, &shards->part, &err);
    if (!shards->writer) dl_say_error(NULL, &err);
    return shards->writer || give_up(shards, shards->row.name, ENOMEM);
}

static bool close_errors(dl_shards *shards) {
    return !shards->errors.open || dl_whole_keep(&shards->errors) ||
           give_up(shards, shards->errors.name, shards->errors.error);
}

static bool close_part(dl_shards *shards) {
    if (!shards->part.open) return !shards->failed;
    dateline_writer_end(shards->writer);
    dateline_writer_free(shards->writer);
    shards->writer = NULL;
    shards->row.bytes = shards->part.written;
    if (!close_errors(shards)) return false;
    if (!dl_whole_keep(&shards->part))
        return give_up(shards, shards->row.name, shards->part.error);
    if (!dl_manifest_add(&shards->manifest, &shards->row))
        return give_up(shards, DL_MANIFEST, ENOMEM);
    shards->articles += shards->row.articles;
    shards->unusable += shards->row.unusable;
    shards->row = (dl_part_row){0};
    return ++shards->unlisted <= shards->manifest.count / 1000 || list(shards);
}

static bool put_errors(dl_shards *shards, const dl_bytes *errors) {
    char name[DL_PART_NAME];
    if (!errors->len) return true;
    name_errors(shards, name);
    if (!shards->errors.open && !dl_whole_open(&shards->errors, shards->folder, name))
        return give_up(shards, name, shards->errors.error);
    return dl_whole_put(errors->at, errors->len, &shards->errors) ||
           give_up(shards, name, shards->errors.error);
}

/* A part ends when the next article comes, so that what is said behind its last one is
 * still told with it. */
static bool put(dl_shards *shards, const dl_job *job) {
    bool full = shards->row.articles == shards->options->part_size;
    if (job->is_article && full && !close_part(shards)) return false;
    if (!shards->part.open && (job->is_article || job->errors.len || job->failed) &&
        !open_part(shards))
        return false;
    shards->row.articles += job->is_article;
    shards->row.unusable += job->failed;
    if (!put_errors(shards, &job->errors)) return false;
    if (!job->record) return true;
    dateline_status status =
        dateline_writer_put(shards->writer, job->out.at, job->out.len);
    if (status == DATELINE_OK) return true;
    return give_up(shards, shards->row.name,
                   shards->part.error ? shards->part.error : EINVAL);
}

bool dl_shards_put(dl_shards *shards, const dl_job *job) {
    pthread_mutex_lock(&shards->lock);
    bool good = !shards->failed && put(shards, job);
    pthread_mutex_unlock(&shards->lock);
    return good;
}

/* ---- signals --------------------------------------------------------------------- */

static void fill_signals(sigset_t *set) {
    sigemptyset(set);
    sigaddset(set, SIGINT);
    sigaddset(set, SIGTERM);
    sigaddset(set, SIGHUP);
}

/* Ends the process as the signal would have. */
static void end_by(int number) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, number);
    signal(number, SIG_DFL);
    raise(number);
    pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}

static void *wait_for_signal(void *user) {
    dl_shards *shards = user;
    sigset_t set;
    int number;
    fill_signals(&set);
    while (sigwait(&set, &number) != 0)
        continue;
    pthread_mutex_lock(&shards->lock);
    dl_progress_clear(shards->progress);
    dl_whole_drop(&shards->part);
    dl_whole_drop(&shards->errors);
    if (shards->unlisted && !shards->failed) list(shards);
    dl_say("stopped: %llu articles are there in %zu parts; --resume goes on from them",
           (unsigned long long)shards->articles, shards->manifest.count);
    end_by(number);
    return NULL;
}

/* The threads that are made later do not get the signals either. */
static void watch_signals(dl_shards *shards) {
    sigset_t set;
    fill_signals(&set);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    shards->watching = pthread_create(&shards->watch, NULL, wait_for_signal, shards) == 0;
    if (!shards->watching) pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}

static void unwatch_signals(dl_shards *shards) {
    if (!shards->watching) return;
    pthread_cancel(shards->watch);
    pthread_join(shards->watch, NULL);
    shards->watching = false;
}

/* ---- beginning and going on ------------------------------------------------------ */

/* Parts from the first one on that are there as they are listed; the rest is forgotten.
 */
static void trust_what_is_there(dl_shards *shards) {
    struct stat file;
    size_t count = shards->manifest.count, good = 0;
    while (good < count &&
           fstatat(shards->folder, shards->manifest.rows[good].name, &file, 0) == 0 &&
           (uint64_t)file.st_size == shards->manifest.rows[good].bytes) {
        shards->articles += shards->manifest.rows[good].articles;
        shards->unusable += shards->manifest.rows[good].unusable;
        good++;
    }
    if (good < count) {
        dl_say("%s/%s: is not there as it was written: going on from before it",
               shards->options->output, shards->manifest.rows[good].name);
        shards->manifest.complete = false;
    }
    shards->manifest.count = good;
}

static bool is_ours(const char *name) {
    bool temporary = *name == '.';
    return strncmp(name + temporary, "part-", 5) == 0 ||
           (temporary && strcmp(name + 1, DL_MANIFEST ".new") == 0);
}

/* The number of a part's file, 0 for others. */
static unsigned long number_of(const char *name) {
    return strncmp(name, "part-", 5) == 0 ? strtoul(name + 5, NULL, 10) : 0;
}

/* Drops the files of parts that are not listed or were only begun. look: drops none; true
 * when there is any part. A list that was only begun is nothing yet. */
static bool drop_unlisted(dl_shards *shards, bool look) {
    int copy = openat(shards->folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *folder = copy >= 0 ? fdopendir(copy) : NULL;
    bool found = false;
    for (struct dirent *file; folder && (file = readdir(folder));) {
        unsigned long number = number_of(file->d_name);
        if (!is_ours(file->d_name) || (number && number <= shards->manifest.count))
            continue;
        found = found || number;
        if (!look) unlinkat(shards->folder, file->d_name, 0);
    }
    if (folder)
        closedir(folder);
    else if (copy >= 0)
        close(copy);
    return found;
}

static bool open_folder(dl_shards *shards) {
    const char *path = shards->options->output;
    if (mkdir(path, 0777) != 0 && errno != EEXIST) {
        dl_say("%s: cannot make the folder: %s", path, strerror(errno));
        return false;
    }
    shards->folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (shards->folder < 0) {
        dl_say("%s: cannot open the folder: %s", path, strerror(errno));
        return false;
    }
    if (flock(shards->folder, LOCK_EX | LOCK_NB) == 0) return true;
    dl_say("%s: another run is writing there", path);
    return false;
}

static bool begin_or_go_on(dl_shards *shards) {
    const char *path = shards->options->output;
    bool there = faccessat(shards->folder, DL_MANIFEST, F_OK, 0) == 0;
    if (!shards->options->resume && (there || drop_unlisted(shards, true))) {
        dl_say(
            "%s: holds a run already: --resume goes on with it; or name another folder",
            path);
        return false;
    }
    if (there && dl_manifest_resume(&shards->manifest, shards->folder, path) < 0)
        return false;
    trust_what_is_there(shards);
    drop_unlisted(shards, false);
    return shards->manifest.complete || list(shards);
}

static void free_shards(dl_shards *shards) {
    dl_whole_drop(&shards->part);
    dl_whole_drop(&shards->errors);
    dateline_writer_free(shards->writer);
    dl_manifest_free(&shards->manifest);
    if (shards->folder >= 0) close(shards->folder);
    pthread_mutex_destroy(&shards->lock);
    free(shards);
}

dl_shards *dl_shards_open(const dl_options *options, const dateline_rules *rules,
                          dl_progress *progress, int *status) {
    dl_shards *shards = calloc(1, sizeof *shards);
    *status = DL_EXIT_UNUSABLE;
    if (!shards) {
        dl_say("no memory left");
        return NULL;
    }
    *shards = (dl_shards){.options = options, .progress = progress, .folder = -1};
    pthread_mutex_init(&shards->lock, NULL);
    bool made = dl_manifest_make(&shards->manifest, options, rules);
    if (!made) dl_say("no memory left");
    if (made && open_folder(shards) && begin_or_go_on(shards)) {
        watch_signals(shards);
        return shards;
    }
    free_shards(shards);
    return NULL;
}

uint64_t dl_shards_articles(const dl_shards *shards) {
    return shards->articles;
}

bool dl_shards_complete(const dl_shards *shards) {
    return shards->manifest.complete;
}

bool dl_shards_finish(dl_shards *shards, bool all, uint64_t *unusable, size_t *parts) {
    unwatch_signals(shards);
    bool good = close_part(shards) && !shards->failed;
    if (good && all && !shards->manifest.complete) {
        shards->manifest.complete = true;
        good = list(shards);
    }
    *unusable = shards->unusable;
    *parts = shards->manifest.count;
    free_shards(shards);
    return good;
}
