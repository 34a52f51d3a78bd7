/* hostile.c - texts made to be slow. Twice the text must not take more than three times
 * as long: a ratio, since seconds mean little on shared machines. What seems to fail is
 * tried again, as a busy machine may be to blame. Also a rule that is made to explode. */
#include "dateline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { KB = 1024, TRIES = 4 };

static const double most = 3.0;

/* ---- texts: size bytes into out ---- */

static void repeat(char *out, size_t size, const char *unit) {
    size_t len = strlen(unit);
    for (size_t i = 0; i < size; i++)
        out[i] = unit[i % len];
}

static void brackets(char *out, size_t size) {
    memset(out, '[', size / 2);
    memset(out + size / 2, ']', size - size / 2);
}

static void marks(char *out, size_t size) {
    repeat(out, size, "\xCC\x81");
    out[0] = 'e';
}

static void nuls(char *out, size_t size) {
    memset(out, 0, size);
}

static void distinct(char *out, size_t size) { /* each word another one */
    for (size_t i = 0; i < size; i += 8) {
        char word[16];
        snprintf(word, sizeof word, "W%06zx ", (i / 8 * 2654435761u) & 0xFFFFFF);
        memcpy(out + i, word, size - i < 8 ? size - i : 8);
    }
}

static const struct hostile {
    const char *name, *unit; /* repeated; or: */
    void (*fill)(char *out, size_t size);
    size_t kb; /* n; the text is then doubled */
} texts[] = {
    {"nested brackets", NULL, brackets, 512},
    {"a megabyte of capitals", "A", NULL, 512},
    {"capitalised words", "Abel Benin Chad ", NULL, 128},
    {"words in capitals", "MARCH ON GENEVA ", NULL, 128},
    {"a million digits", "1234567890", NULL, 512},
    {"combining marks", NULL, marks, 100},
    {"nearly dates", "31 Febr 3rd of Ma 2024-13-", NULL, 128},
    {"dates", "3 May 2024, the day before, ", NULL, 64},
    {"percentages", "between 10 and 12 percent, ", NULL, 64},
    {"one long line", "said Kofi of Accra, who ", NULL, 128},
    {"places", "in Paris, Texas, or in Accra or ", NULL, 128},
    {"people of one family", "Mr. Lund met Ama Lund; then ", NULL, 128},
    {"quotes and brackets", "\"('Yes,\" ", NULL, 256},
    {"line breaks", "\n", NULL, 1024},
    {"short lines", "May\nof\n", NULL, 128},
    {"spaces", " ", NULL, 1024},
    {"hyphens", "mid-", NULL, 256},
    {"initials and dots", "U.S. J. ", NULL, 128},
    {"NUL bytes", NULL, nuls, 1024},
    {"broken UTF-8", "\xE2", NULL, 512},
    {"words that never come again", NULL, distinct, 256},
    {"one name again and again", "Ama Boadi left. Boadi said ", NULL, 128},
};

static void make_text(const struct hostile *hostile, char *out, size_t size) {
    if (hostile->fill)
        hostile->fill(out, size);
    else
        repeat(out, size, hostile->unit);
}

/* ---- timing ---- */

static double now(void) { /* seconds of this thread's own work */
    struct timespec at;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &at);
    return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

static double scan(const dateline_rules *rules, const char *text, size_t len,
                   size_t *problems) {
    dateline_error err;
    dateline_scanner *scanner = dateline_scanner_new(rules, NULL, &err);
    dateline_document article = {
        .size = sizeof article, .text = text, .len = len, .raw = true};
    double began = now();
    dateline_result *result = scanner ? dateline_scan(scanner, &article, &err) : NULL;
    double took = now() - began;
    if (!result) {
        printf("%s\n", err.message);
        exit(1);
    }
    *problems = dateline_result_problem_count(result);
    dateline_result_free(result);
    dateline_scanner_free(scanner);
    return took;
}

static bool is_linear(const dateline_rules *rules, const struct hostile *hostile,
                      size_t *problems) {
    size_t size = hostile->kb * KB;
    char *text = malloc(2 * size);
    double ratio = 0, once = 0, twice = 0;
    if (!text) exit(1);
    for (int i = 0; i < TRIES; i++) {
        make_text(hostile, text, size);
        once = scan(rules, text, size, problems);
        make_text(hostile, text, 2 * size);
        twice = scan(rules, text, 2 * size, problems);
        ratio = twice / (once > 0.001 ? once : 0.001);
        if (ratio < most) break;
    }
    free(text);
    printf("%-6s %-28s %5zu kB %7.1f ms, twice that %7.1f ms: %.2f\n",
           ratio < most ? "ok" : "SLOW", hostile->name, hostile->kb, once * 1e3,
           twice * 1e3, ratio);
    return ratio < most;
}

/* ---- a rule that explodes ---- */

static bool explosion_is_reported(void) {
    static const char text[] = "rule slow.caps slow 0.9\n  match (?:[A-Z]+)+x\n"
                               "rule fast.caps fast 0.9\n  match ZZ\n";
    static const struct hostile caps = {
        "(?:[A-Z]+)+x on capitals",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA x ", NULL, 512};
    dateline_error err;
    dateline_rules *rules =
        dateline_rules_parse(text, sizeof text - 1, "slow", false, NULL, NULL, &err);
    if (!rules) {
        printf("%s\n", err.message);
        return false;
    }
    size_t problems = 0;
    bool linear = is_linear(rules, &caps, &problems);
    if (!problems) printf("SILENT the limit that was hit is not reported\n");
    dateline_rules_free(rules);
    return linear && problems > 0;
}

int main(void) {
    size_t problems, passed = 0, failed = 0, count = sizeof texts / sizeof *texts;
    dateline_rules *rules = dateline_rules_embedded(NULL);
    if (!rules) return 1;
    for (size_t i = 0; i < count; i++)
        if (is_linear(rules, &texts[i], &problems))
            passed++;
        else
            failed++;
    if (explosion_is_reported())
        passed++;
    else
        failed++;
    dateline_rules_free(rules);
    printf("%zu passed, %zu failed\n", passed, failed);
    return failed > 0;
}
