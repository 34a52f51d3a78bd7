/* pool.c - scanners, as many at work as there are jobs, and the rules of the page's
 * editor.
 *
 * A scanner knows the words that it has met, so it is kept with the options that it was
 * made for. Rules as edited are kept too: whoever edits asks again with each key. */
#include "serve/serve.h"

#include <errno.h>
#include <malloc.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Rules with something of one's own on top take 130 MB, most of it the gazetteer. */
enum { KEY = 512, WAIT_SECONDS = 5, RULES_KEPT = 1 + 2 };

typedef struct held_rules {
    const dateline_rules *rules; /* NULL: an empty place */
    char *text;                  /* NULL: those of the command line */
    uint64_t used;
} held_rules;

struct dl_loan {
    dateline_scanner *scanner; /* NULL: an empty place */
    const held_rules *from;
    char key[KEY], types[256];
    bool busy;
    uint64_t used;
};

struct dl_pool {
    const dl_options *options;
    pthread_mutex_t lock, compiling;
    sem_t free_jobs;
    dl_loan *loans;
    held_rules *rules; /* the first one: those of the command line */
    size_t loan_count, rule_count;
    uint64_t clock;
};

dl_pool *dl_pool_new(const dl_options *options, const dateline_rules *rules) {
    dl_pool *pool = calloc(1, sizeof *pool);
    if (!pool) return NULL;
    mallopt(M_ARENA_MAX, 2); /* else each thread keeps what it once had */
    mallopt(M_MMAP_THRESHOLD, 256 * 1024);
    pool->options = options;
    pool->loan_count = 2 * options->jobs + 6;
    pool->rule_count = RULES_KEPT;
    pool->loans = calloc(pool->loan_count, sizeof *pool->loans);
    pool->rules = calloc(pool->rule_count, sizeof *pool->rules);
    pthread_mutex_init(&pool->lock, NULL);
    pthread_mutex_init(&pool->compiling, NULL);
    sem_init(&pool->free_jobs, 0, (unsigned)options->jobs);
    if (pool->loans && pool->rules) {
        pool->rules[0].rules = rules;
        return pool;
    }
    dl_pool_free(pool);
    return NULL;
}

static void empty_rules(held_rules *held) {
    if (held->text) dateline_rules_free((dateline_rules *)(uintptr_t)held->rules);
    free(held->text);
    *held = (held_rules){0};
}

void dl_pool_free(dl_pool *pool) {
    if (!pool) return;
    for (size_t i = 0; pool->loans && i < pool->loan_count; i++)
        dateline_scanner_free(pool->loans[i].scanner);
    for (size_t i = 0; pool->rules && i < pool->rule_count; i++)
        empty_rules(&pool->rules[i]);
    sem_destroy(&pool->free_jobs);
    pthread_mutex_destroy(&pool->lock);
    pthread_mutex_destroy(&pool->compiling);
    free(pool->loans);
    free(pool->rules);
    free(pool);
}

/* ---- rules as edited ------------------------------------------------------------- */

json_t *dl_finding_json(const dateline_error *err) {
    return json_pack("{s:s, s:i, s:i, s:s, s:s, s:s, s:s}", "file", err->file, "line",
                     (int)err->line, "column", (int)err->column, "code",
                     err->code[0] ? err->code : dateline_status_text(err->status),
                     "severity", err->warning ? "warning" : "error", "message",
                     err->message, "source", err->source);
}

/* A dateline_report_fn; user is the array. */
static void note(const dateline_error *err, void *user) {
    if (json_array_size(user) < 200) json_array_append_new(user, dl_finding_json(err));
}

static bool is_lent(const dl_pool *pool, const held_rules *held) {
    for (size_t i = 0; i < pool->loan_count; i++)
        if (pool->loans[i].busy && pool->loans[i].from == held) return true;
    return false;
}

static void forget(dl_pool *pool, held_rules *held) {
    for (size_t i = 0; i < pool->loan_count; i++) {
        dl_loan *loan = &pool->loans[i];
        if (loan->from != held) continue;
        dateline_scanner_free(loan->scanner);
        *loan = (dl_loan){0};
    }
    empty_rules(held);
    malloc_trim(0);
}

/* The place of rules that are in nobody's hands and were used the longest time ago. */
static held_rules *make_place(dl_pool *pool) {
    held_rules *oldest = NULL;
    for (size_t i = 1; i < pool->rule_count; i++) {
        held_rules *held = &pool->rules[i];
        if (!is_lent(pool, held) && (!oldest || held->used < oldest->used)) oldest = held;
    }
    if (oldest) forget(pool, oldest);
    return oldest;
}

static held_rules *find_rules(dl_pool *pool, const char *text) {
    if (!text || !*text) return &pool->rules[0];
    for (size_t i = 1; i < pool->rule_count; i++)
        if (pool->rules[i].text && strcmp(pool->rules[i].text, text) == 0)
            return &pool->rules[i];
    return NULL;
}

static void refuse_rules(dl_request *request, json_t *findings) {
    dl_request_json(request, MHD_HTTP_UNPROCESSABLE_CONTENT,
                    json_pack("{s:s, s:i, s:s, s:O}", "title", "Rules with errors",
                              "status", MHD_HTTP_UNPROCESSABLE_CONTENT, "detail",
                              "the rules cannot be used; findings tells why", "findings",
                              findings));
}

/* Rules are compiled by one thread at a time, without the lock. */
static bool compile(dl_pool *pool, const char *text, dl_request *request) {
    char *copy = strdup(text);
    pthread_mutex_lock(&pool->lock);
    held_rules *place = copy ? make_place(pool) : NULL;
    pthread_mutex_unlock(&pool->lock);
    if (!place) {
        free(copy);
        dl_request_refuse(request, MHD_HTTP_SERVICE_UNAVAILABLE,
                          "too many rules at once");
        return false;
    }
    json_t *findings = json_array();
    dateline_rules *rules = dateline_rules_parse(text, strlen(text), "your rules", true,
                                                 note, findings, NULL);
    pthread_mutex_lock(&pool->lock);
    if (rules) *place = (held_rules){.rules = rules, .text = copy, .used = ++pool->clock};
    pthread_mutex_unlock(&pool->lock);
    if (!rules) {
        free(copy);
        refuse_rules(request, findings);
    }
    json_decref(findings);
    return rules != NULL;
}

/* ---- scanners -------------------------------------------------------------------- */

static void make_key(const dl_question *question, char key[KEY]) {
    snprintf(key, KEY, "%s|%s|%u|%.6f", question->types ? question->types : "",
             question->date_order ? question->date_order : "",
             (unsigned)question->fiscal_start, question->min_confidence);
}

static dl_loan *find_idle(dl_pool *pool, const held_rules *rules, const char *key) {
    dl_loan *oldest = NULL;
    for (size_t i = 0; i < pool->loan_count; i++) {
        dl_loan *loan = &pool->loans[i];
        if (loan->busy) continue;
        if (loan->scanner && loan->from == rules && strcmp(loan->key, key) == 0)
            return loan;
        if (!oldest || loan->used < oldest->used) oldest = loan;
    }
    if (!oldest) return NULL; /* never: jobs are fewer than places */
    dateline_scanner_free(oldest->scanner);
    *oldest = (dl_loan){0};
    return oldest;
}

static dl_loan *lend(dl_pool *pool, const dl_question *question) {
    char key[KEY];
    make_key(question, key);
    pthread_mutex_lock(&pool->lock);
    held_rules *rules = find_rules(pool, question->rules);
    dl_loan *loan = rules ? find_idle(pool, rules, key) : NULL;
    if (loan) {
        loan->busy = true;
        loan->from = rules;
        rules->used = loan->used = ++pool->clock;
        memcpy(loan->key, key, sizeof key);
    }
    pthread_mutex_unlock(&pool->lock);
    return loan;
}

static struct timespec soon(void) {
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += WAIT_SECONDS;
    return until;
}

static bool has_rules(dl_pool *pool, const char *text) {
    pthread_mutex_lock(&pool->lock);
    bool found = find_rules(pool, text) != NULL;
    pthread_mutex_unlock(&pool->lock);
    return found;
}

/* Compiles the rules where nobody has them; before it waits for a job, so that those who
 * edit do not keep others from theirs. */
static bool know_rules(dl_pool *pool, const char *text, dl_request *request) {
    struct timespec until = soon();
    if (has_rules(pool, text)) return true;
    if (pthread_mutex_clocklock(&pool->compiling, CLOCK_MONOTONIC, &until) != 0) {
        dl_request_refuse(request, MHD_HTTP_SERVICE_UNAVAILABLE,
                          "too many rules to do: ask again in a second");
        return false;
    }
    bool good = has_rules(pool, text) || compile(pool, text, request);
    pthread_mutex_unlock(&pool->compiling);
    return good;
}

static bool make_scanner(const dl_pool *pool, const dl_question *question, dl_loan *loan,
                         dateline_error *err) {
    if (loan->scanner) return true;
    dateline_options options = pool->options->scan;
    options.date = NULL; /* each article has its own */
    snprintf(loan->types, sizeof loan->types, "%s",
             question->types ? question->types : "");
    options.types = question->types ? loan->types : NULL;
    options.date_order =
        question->date_order && strcmp(question->date_order, "dmy") == 0 ? "dmy" : "mdy";
    options.fiscal_start = question->fiscal_start;
    options.min_confidence = question->min_confidence;
    loan->scanner = dateline_scanner_new(loan->from->rules, &options, err);
    return loan->scanner != NULL;
}

static bool wait_for_job(dl_pool *pool) {
    struct timespec until = soon();
    int status;
    while ((status = sem_clockwait(&pool->free_jobs, CLOCK_MONOTONIC, &until)) != 0 &&
           errno == EINTR)
        continue;
    return status == 0;
}

dl_loan *dl_pool_take(dl_pool *pool, const dl_question *question, dl_request *request) {
    dateline_error err = {0};
    if (!know_rules(pool, question->rules, request)) return NULL;
    if (!wait_for_job(pool)) {
        dl_request_refuse(request, MHD_HTTP_SERVICE_UNAVAILABLE,
                          "too much to do: ask again in a second");
        return NULL;
    }
    dl_loan *loan = lend(pool, question);
    if (loan && make_scanner(pool, question, loan, &err)) return loan;
    if (loan) {
        dl_request_refuse(request, MHD_HTTP_BAD_REQUEST, "%s", err.message);
        dl_pool_give(pool, loan);
    } else { /* others' rules have taken the place of these */
        sem_post(&pool->free_jobs);
        dl_request_refuse(request, MHD_HTTP_SERVICE_UNAVAILABLE,
                          "too many rules to do: ask again in a second");
    }
    return NULL;
}

dateline_scanner *dl_loan_scanner(const dl_loan *loan) {
    return loan->scanner;
}

const dateline_rules *dl_loan_rules(const dl_loan *loan) {
    return loan->from->rules;
}

void dl_pool_give(dl_pool *pool, dl_loan *loan) {
    pthread_mutex_lock(&pool->lock);
    loan->busy = false;
    pthread_mutex_unlock(&pool->lock);
    sem_post(&pool->free_jobs);
}
