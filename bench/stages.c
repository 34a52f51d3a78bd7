/* stages.c - how the time of a scan is shared among its stages.
 *
 *     stages ARTICLES
 *
 * The sequence of dateline_scan is written again here, with a clock between its steps. Reads
 * the articles twice, the second time with a vocabulary that has seen them. */
#include "run.h"

#include <stdio.h>
#include <time.h>

enum stage {
    INPUT,
    NORMALISE,
    SEGMENT,
    WORDS,
    RULES,
    RESOLVE,
    VALUE,
    RESULT,
    WRITE,
    STAGES
};

static const char *const names[STAGES] = {"input", "normalise", "segment",
                                          "words", "rules",     "resolve",
                                          "value", "result",    "write"};

typedef struct clocks {
    double seconds[STAGES];
    double last;
    size_t bytes, written, articles, candidates, entities;
} clocks;

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void end_of(clocks *all, enum stage stage) {
    double time = now();
    all->seconds[stage] += time - all->last;
    all->last = time;
}

static bool count_bytes(const char *bytes, size_t len, void *user) {
    (void)bytes;
    ((clocks *)user)->written += len;
    return true;
}

static bool text_stages(dl_run *r, const dateline_document *document, clocks *all) {
    dateline_result *result = r->result;
    dl_scanner_empty(r->scanner);
    const char *copy =
        dl_arena_text(&result->arena, (dl_str){document->text, document->len});
    if (!copy ||
        !dl_normalise(copy, document->len, document->raw, &result->arena, &result->text))
        return false;
    end_of(all, NORMALISE);
    if (!dl_segment(&result->text, r->scanner->rules->abbreviations, &r->scanner->work))
        return false;
    end_of(all, SEGMENT);
    return true;
}

static bool match_stages(dl_run *r, clocks *all) {
    r->scan = dl_scanner_scan(r->scanner, &r->result->text);
    r->resolve = (dl_resolve){.scan = &r->scan};
    if (!dl_scan_words(&r->scan)) return false;
    end_of(all, WORDS);
    if (!dl_scan_rules(&r->scan)) return false;
    end_of(all, RULES);
    all->candidates += r->scan.candidates.count;
    return true;
}

static bool last_stages(dl_run *r, const dateline_document *document, clocks *all) {
    if (!dl_resolve_run(&r->resolve)) return false;
    end_of(all, RESOLVE);
    if (!dl_run_mentions(r) || !dl_run_values(r, document)) return false;
    end_of(all, VALUE);
    if (!dl_run_result(r, document)) return false;
    end_of(all, RESULT);
    all->entities += r->result->entity_count;
    return dateline_write(r->result, "json", NULL, count_bytes, all) == DATELINE_OK;
}

static bool timed_scan(dateline_scanner *scanner, const dateline_document *document,
                       clocks *all) {
    dl_run r = {.scanner = scanner, .result = dl_alloc(sizeof *r.result)};
    if (!r.result) return false;
    *r.result = (dateline_result){0};
    bool good = text_stages(&r, document, all) && match_stages(&r, all) &&
                last_stages(&r, document, all);
    dateline_result_free(r.result);
    end_of(all, WRITE);
    all->articles++;
    all->bytes += document->len;
    return good;
}

static bool scan_all(dateline_scanner *scanner, const char *path, clocks *all) {
    dateline_input *input = dateline_input_open(&path, 1, NULL, NULL);
    dateline_document document;
    bool good = input != NULL;
    all->last = now();
    while (good && dateline_input_next(input, &document)) {
        end_of(all, INPUT);
        good = timed_scan(scanner, &document, all);
    }
    dateline_input_free(input);
    return good;
}

static void print(const clocks *first, const clocks *second) {
    printf("{\"articles\": %zu, \"bytes\": %zu, \"written_bytes\": %zu, "
           "\"candidates\": %zu, \"entities\": %zu, \"stages\": {",
           first->articles, first->bytes, first->written, first->candidates,
           first->entities);
    for (int i = 0; i < STAGES; i++)
        printf("%s\"%s\": {\"first_s\": %.6f, \"second_s\": %.6f}", i ? ", " : "",
               names[i], first->seconds[i], second->seconds[i]);
    printf("}}\n");
}

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    dateline_rules *rules = dateline_rules_embedded(NULL);
    dateline_scanner *scanner = rules ? dateline_scanner_new(rules, NULL, NULL) : NULL;
    clocks first = {0}, second = {0};
    bool good = scanner && scan_all(scanner, argv[1], &first) &&
                scan_all(scanner, argv[1], &second);
    if (good) print(&first, &second);
    dateline_scanner_free(scanner);
    dateline_rules_free(rules);
    return good ? 0 : 1;
}
