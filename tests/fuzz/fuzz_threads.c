/* fuzz_threads.c - any bytes as articles, parted by form feeds: several threads, each
 * with a scanner of its own over the same rules, give the bytes that one gives, whichever
 * article they begin with and whatever they read before. */
#include "dateline.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { THREADS = 3, ARTICLES = 6, LONGEST = 1 << 13, RULES_LAST = 512 /* inputs */ };

typedef struct article {
    const char *text;
    size_t len;
} article;

typedef struct written {
    char *bytes;
    size_t len;
} written;

typedef struct worker {
    pthread_t thread;
    dateline_scanner *scanner;
    const article *articles;
    size_t count, first;
    written out[ARTICLES];
} worker;

static void require(bool fact) {
    if (!fact) abort();
}

static bool append(const char *bytes, size_t len, void *user) {
    written *out = user;
    char *more = realloc(out->bytes, out->len + len + 1);
    if (!more) return false;
    memcpy(more + out->len, bytes, len);
    *out = (written){more, out->len + len};
    return true;
}

static written scan(dateline_scanner *scanner, const article *from) {
    written out = {NULL, 0};
    dateline_document document = {
        .size = sizeof document, .text = from->text, .len = from->len, .raw = true};
    dateline_result *result = dateline_scan(scanner, &document, NULL);
    require(result && !dateline_write(result, "ndjson", NULL, append, &out));
    dateline_result_free(result);
    return out;
}

static void *work(void *argument) {
    worker *self = argument;
    for (size_t i = 0; i < self->count; i++) {
        size_t at = (self->first + i) % self->count;
        self->out[at] = scan(self->scanner, &self->articles[at]);
    }
    return NULL;
}

/* Rules are compiled at their first attempt; so that threads meet there, they are loaded
 * anew now and then, and the threads go first. */
static void make_workers(worker *workers) {
    static dateline_rules *rules;
    static unsigned inputs;
    if (inputs++ % RULES_LAST) return;
    for (size_t i = 0; i <= THREADS; i++)
        dateline_scanner_free(workers[i].scanner);
    dateline_rules_free(rules);
    require((rules = dateline_rules_embedded(NULL)));
    for (size_t i = 0; i <= THREADS; i++)
        require((workers[i].scanner = dateline_scanner_new(rules, NULL, NULL)));
}

static size_t part(const char *text, size_t len, article *articles) {
    size_t count = 0;
    while (count < ARTICLES) {
        const char *end = len ? memchr(text, '\f', len) : NULL;
        size_t size = end && count + 1 < ARTICLES ? (size_t)(end - text) : len;
        articles[count++] = (article){text, size};
        if (size == len) break;
        text += size + 1;
        len -= size + 1;
    }
    return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static worker workers[THREADS + 1]; /* the last one works alone */
    article articles[ARTICLES];
    if (size > LONGEST) return 0;
    make_workers(workers);
    size_t count = part((const char *)data, size, articles);
    for (size_t i = 0; i <= THREADS; i++) {
        workers[i].articles = articles;
        workers[i].count = count;
        workers[i].first = i * count / THREADS % count;
    }
    for (size_t i = 0; i < THREADS; i++)
        require(!pthread_create(&workers[i].thread, NULL, work, &workers[i]));
    for (size_t i = 0; i < THREADS; i++)
        require(!pthread_join(workers[i].thread, NULL));
    work(&workers[THREADS]);
    for (size_t at = 0; at < count; at++) {
        const written *alone = &workers[THREADS].out[at];
        for (size_t i = 0; i < THREADS; i++) {
            written *other = &workers[i].out[at];
            require(other->len == alone->len);
            require(!memcmp(other->bytes, alone->bytes, other->len));
            free(other->bytes);
        }
        free(alone->bytes);
    }
    return 0;
}
