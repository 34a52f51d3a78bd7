/* queue.h - articles scanned by many threads and handed on in the order in which they
 * came.
 *
 * One thread reads: it takes a job, fills it and puts it. Others do the work. Whoever
 * finishes the first job in line hands on that one and those behind it that are done, so
 * that each answer leaves as soon as its turn has come. The jobs in flight are bounded,
 * in number and in bytes, and so is the memory, whatever the size of the input. With one
 * thread all of this happens in the reader's. */
#ifndef DL_CLI_QUEUE_H
#define DL_CLI_QUEUE_H

#include "cli/bytes.h"
#include "dateline.h"

typedef struct dl_job {
    dateline_document article; /* its strings and text are those of copy */
    bool message;              /* nothing to scan: said when its turn comes */
    bool is_article;           /* one of the input, whatever comes of it */
    uint64_t read;             /* bytes of the inputs that were read before it */
    size_t entities;
    dl_bytes copy;
    dl_bytes out;    /* what the format writes for it */
    bool record;     /* and there is such */
    dl_bytes said;   /* for standard error */
    dl_bytes errors; /* the same as JSON, where that is wanted */
    bool failed;     /* something could not be used */
    bool done;
} dl_job;

typedef struct dl_queue_calls {
    void *(*start)(void *user); /* what one thread works with; NULL, and said: none */
    void (*work)(void *with, dl_job *job, void *user);
    void (*stop)(void *with);
    /* Called for one job at a time, in order. more: the next one is done, too. False: no
     * further one is wanted. */
    bool (*hand_on)(dl_job *job, bool more, void *user);
} dl_queue_calls;

typedef struct dl_queue dl_queue;

/* threads: at most so many work, started as they are needed. NULL without memory. */
dl_queue *dl_queue_new(size_t threads, const dl_queue_calls *calls, void *user);

/* An empty job to be filled and put, when there is room for one; NULL when no more are
 * wanted. */
dl_job *dl_queue_take(dl_queue *queue);

/* Copies the article into the job. False without memory. */
bool dl_job_fill(dl_job *job, const dateline_document *article);

/* Puts the job that was taken last. */
void dl_queue_put(dl_queue *queue, dl_job *job);

/* Waits until all are handed on, or none is wanted; frees the queue. False where no
 * thread could be made, so that articles were left. */
bool dl_queue_finish(dl_queue *queue);

#endif
