/* pattern.h - the one door to PCRE2: patterns compiled at their first use, attempts under
 * limits, and how far a match comes. */
#ifndef DL_RULES_PATTERN_H
#define DL_RULES_PATTERN_H

#include <pthread.h>
#include <stdatomic.h>

#include "base/arena.h"
#include "base/error.h"

typedef struct dl_pattern { /* shared by threads; zero but for source */
    dl_str source;          /* expanded */
    _Atomic(void *) run;    /* pcre2_code, with the edge at the end */
    _Atomic(void *) fast; /* its copy with JIT, where it can be, once it is tried often */
    atomic_uint tried;
    _Atomic(void *) open;    /* pcre2_code without the edge */
    const char *group_names; /* PCRE2's table, after the first compile */
    uint32_t group_count, group_size;
} dl_pattern;

typedef struct dl_pattern_lock {
    pthread_mutex_t mutex;
} dl_pattern_lock;

/* Where the source is wrong: PCRE2's words and a byte of the source. True when it
 * compiles and cannot match the empty text (which may_be_empty allows). Without memory
 * the message is empty. */
bool dl_pattern_check(dl_str source, bool may_be_empty, size_t *byte, char message[160]);

/* Frees the compiled code. */
void dl_pattern_free(dl_pattern *pattern);

/* One thread's working memory for attempts. NULL without memory. */
typedef struct dl_matcher dl_matcher;
dl_matcher *dl_matcher_new(uint32_t match_limit);
void dl_matcher_free(dl_matcher *matcher);

/* May a match begin with these bytes and be longer? PCRE2 tells by partial matching. */
bool dl_pattern_goes_on(dl_pattern *pattern, dl_pattern_lock *lock, dl_matcher *matcher,
                        dl_str bytes);

typedef enum dl_outcome { DL_MISS, DL_HIT, DL_OVER_LIMIT, DL_NO_MEMORY } dl_outcome;

/* Tries the pattern at subject.at + start, anchored; on a hit *end is where it ends. The
 * captures stay with the matcher until the next attempt. */
dl_outcome dl_pattern_try(dl_pattern *pattern, dl_pattern_lock *lock, dl_matcher *matcher,
                          dl_str subject, size_t start, size_t *end);

/* How far a pattern that does not match comes. */
typedef struct dl_progress {
    size_t reached; /* byte of the subject up to which a match was still possible */
    size_t wanted;  /* byte of the source of what had to follow at `at`; its length: the
                       edge of a word */
    size_t at;      /* byte of the subject */
} dl_progress;

/* Follows an attempt at subject.at + start step by step: slow, and for explaining alone.
 * False when it matches, when no match may even begin there, or without memory. */
bool dl_pattern_progress(const dl_pattern *pattern, dl_matcher *matcher, dl_str subject,
                         size_t start, dl_progress *out);

/* The bytes that a named group captured in the last attempt (of several groups of one
 * name, the one that is set). False when none is. */
bool dl_pattern_group(const dl_pattern *pattern, const dl_matcher *matcher,
                      const char *name, size_t *start, size_t *end);

#endif
