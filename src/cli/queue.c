/* queue.c - a ring of jobs under one lock.
 *
 *     handed_on <= begun <= put, and put - handed_on <= RING
 *
 * Jobs [handed_on, begun) are being worked on or done, [begun, put) wait. */
#include "cli/queue.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum {
    JOBS_PER_THREAD = 16,
    BYTES_PER_THREAD = 4 * 1024 * 1024, /* of texts in flight */
    BYTES_KEPT = 256 * 1024             /* of a job's memory, for the next one */
};

struct dl_queue {
    dl_queue_calls calls;
    void *user;
    pthread_mutex_t lock;
    pthread_cond_t work; /* there is a job to begin, or no more come */
    pthread_cond_t room; /* a job was handed on, or no more are wanted */
    dl_job *ring;
    size_t room_count, put, begun, handed_on; /* jobs */
    size_t bytes, bytes_most; /* of texts that are put and not handed on */
    pthread_t *threads;
    size_t thread_count, threads_most, idle;
    void *own;     /* what the reader's own thread works with */
    bool handing;  /* someone hands on */
    bool ended;    /* no more come */
    bool unwanted; /* no more are wanted */
    bool workless; /* nobody can work */
};

/* ---- jobs ------------------------------------------------------------------------ */

static void empty_job(dl_job *job) {
    dl_bytes copy = job->copy, out = job->out, said = job->said, errors = job->errors;
    dl_bytes_empty(&copy, BYTES_KEPT);
    dl_bytes_empty(&out, BYTES_KEPT);
    dl_bytes_empty(&said, BYTES_KEPT);
    dl_bytes_empty(&errors, BYTES_KEPT);
    *job = (dl_job){.copy = copy, .out = out, .said = said, .errors = errors};
}

static void free_job(dl_job *job) {
    dl_bytes_free(&job->copy);
    dl_bytes_free(&job->out);
    dl_bytes_free(&job->said);
    dl_bytes_free(&job->errors);
}

/* Where a string will stand in the copy, which may still move. */
static size_t keep(dl_job *job, const char *text, size_t len, bool *good) {
    size_t at = job->copy.len;
    if (text) *good = *good && dl_bytes_put(text, len, &job->copy);
    return at;
}

static size_t keep_string(dl_job *job, const char *text, bool *good) {
    return keep(job, text, text ? strlen(text) + 1 : 0, good);
}

bool dl_job_fill(dl_job *job, const dateline_document *article) {
    static const char padding[64];
    const char **const strings[] = {
        &job->article.id,        &job->article.source, &job->article.date,
        &job->article.date_from, &job->article.title,  &job->article.author,
        &job->article.url,       &job->article.home,   &job->article.domain};
    size_t at[sizeof strings / sizeof *strings];
    bool good = true;
    job->article = *article;
    job->is_article = true;
    size_t text = keep(job, article->text, article->len, &good);
    keep(job, padding, sizeof padding, &good);
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
        at[i] = keep_string(job, *strings[i], &good);
    if (!good) return false;
    job->article.text = job->copy.at + text;
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
        if (*strings[i]) *strings[i] = job->copy.at + at[i];
    return true;
}

/* ---- handing on ------------------------------------------------------------------ */

static dl_job *job_at(const dl_queue *queue, size_t i) {
    return &queue->ring[i % queue->room_count];
}

static bool first_is_done(const dl_queue *queue) {
    return queue->handed_on < queue->begun && job_at(queue, queue->handed_on)->done;
}

static bool next_is_done(const dl_queue *queue) {
    return queue->handed_on + 1 < queue->begun &&
           job_at(queue, queue->handed_on + 1)->done;
}

/* Hands on what is done and in turn, unless someone is at it. Called under the lock,
 * which is open meanwhile. */
static void hand_on(dl_queue *queue) {
    if (queue->handing) return;
    queue->handing = true;
    while (first_is_done(queue)) {
        dl_job *job = job_at(queue, queue->handed_on);
        bool more = next_is_done(queue), wanted = !queue->unwanted;
        pthread_mutex_unlock(&queue->lock);
        if (wanted) wanted = queue->calls.hand_on(job, more, queue->user);
        size_t len = job->article.len;
        empty_job(job);
        pthread_mutex_lock(&queue->lock);
        if (!wanted) queue->unwanted = true;
        queue->bytes -= len;
        queue->handed_on++;
        pthread_cond_signal(&queue->room);
    }
    queue->handing = false;
}

/* ---- threads --------------------------------------------------------------------- */

static bool is_waiting(const dl_queue *queue) {
    return queue->begun < queue->put && !queue->unwanted;
}

/* Begins the next job. Called under the lock, which is open meanwhile. */
static void work_on_next(dl_queue *queue, void *with) {
    dl_job *job = job_at(queue, queue->begun++);
    if (!job->message) {
        pthread_mutex_unlock(&queue->lock);
        queue->calls.work(with, job, queue->user);
        pthread_mutex_lock(&queue->lock);
    }
    job->done = true;
    hand_on(queue);
}

static void *run_thread(void *user) {
    dl_queue *queue = user;
    void *with = queue->calls.start(queue->user);
    pthread_mutex_lock(&queue->lock);
    while (with && !queue->unwanted) {
        if (is_waiting(queue)) {
            work_on_next(queue, with);
            continue;
        }
        if (queue->ended) break;
        queue->idle++;
        pthread_cond_wait(&queue->work, &queue->lock);
        queue->idle--;
    }
    if (!with) queue->workless = queue->unwanted = true;
    pthread_cond_signal(&queue->room);
    pthread_mutex_unlock(&queue->lock);
    if (with) queue->calls.stop(with);
    return NULL;
}

/* One more thread when all are busy; those that there are must do where none can be made.
 */
static void add_thread(dl_queue *queue) {
    if (queue->put - queue->begun <= queue->idle ||
        queue->thread_count >= queue->threads_most)
        return;
    if (pthread_create(&queue->threads[queue->thread_count], NULL, run_thread, queue) ==
        0)
        queue->thread_count++;
    else if (queue->thread_count == 0)
        queue->workless = queue->unwanted = true;
    else
        queue->threads_most = queue->thread_count;
}

/* ---- the reader's side ----------------------------------------------------------- */

dl_queue *dl_queue_new(size_t threads, const dl_queue_calls *calls, void *user) {
    dl_queue *queue = calloc(1, sizeof *queue);
    if (!queue) return NULL;
    queue->calls = *calls;
    queue->user = user;
    queue->threads_most = threads;
    queue->room_count = threads * JOBS_PER_THREAD;
    queue->bytes_most = threads * BYTES_PER_THREAD;
    queue->ring = calloc(queue->room_count, sizeof *queue->ring);
    queue->threads = calloc(threads, sizeof *queue->threads);
    pthread_mutex_init(&queue->lock, NULL);
    pthread_cond_init(&queue->work, NULL);
    pthread_cond_init(&queue->room, NULL);
    if (queue->ring && queue->threads) return queue;
    queue->room_count = 0;
    dl_queue_finish(queue);
    return NULL;
}

/* One text that is larger than the limit for all goes alone. */
static bool has_room(const dl_queue *queue) {
    size_t in_flight = queue->put - queue->handed_on;
    return in_flight < queue->room_count &&
           (queue->bytes < queue->bytes_most || in_flight == 0);
}

dl_job *dl_queue_take(dl_queue *queue) {
    pthread_mutex_lock(&queue->lock);
    while (!has_room(queue) && !queue->unwanted)
        pthread_cond_wait(&queue->room, &queue->lock);
    dl_job *job = queue->unwanted ? NULL : job_at(queue, queue->put);
    pthread_mutex_unlock(&queue->lock);
    return job;
}

/* Works in the reader's own thread. */
static void work_here(dl_queue *queue, bool message) {
    if (!queue->own && !message) queue->own = queue->calls.start(queue->user);
    if (queue->own || message)
        work_on_next(queue, queue->own);
    else
        queue->workless = queue->unwanted = true;
}

void dl_queue_put(dl_queue *queue, dl_job *job) {
    pthread_mutex_lock(&queue->lock);
    queue->bytes += job->article.len;
    queue->put++;
    bool first = queue->begun + 1 == queue->put;
    if (queue->threads_most == 1 || (job->message && first)) {
        work_here(queue, job->message);
    } else {
        add_thread(queue);
        pthread_cond_signal(&queue->work);
    }
    pthread_mutex_unlock(&queue->lock);
}

bool dl_queue_finish(dl_queue *queue) {
    pthread_mutex_lock(&queue->lock);
    queue->ended = true;
    pthread_cond_broadcast(&queue->work);
    pthread_mutex_unlock(&queue->lock);
    for (size_t i = 0; i < queue->thread_count; i++)
        pthread_join(queue->threads[i], NULL);
    if (queue->own) queue->calls.stop(queue->own);
    for (size_t i = 0; i < queue->room_count; i++)
        free_job(&queue->ring[i]);
    bool worked = !queue->workless;
    pthread_cond_destroy(&queue->room);
    pthread_cond_destroy(&queue->work);
    pthread_mutex_destroy(&queue->lock);
    free(queue->threads);
    free(queue->ring);
    free(queue);
    return worked;
}
