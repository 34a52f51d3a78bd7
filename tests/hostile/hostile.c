/* hostile.c - texts and pages made to be slow, or to fill memory.
 *
 *     hostile [TIMES]        TIMES the sizes of the table
 *
 * Twice the text must not take more than three times as long: a ratio, since seconds mean
 * little on shared machines. What seems to fail is tried again, as a busy machine may be
 * to blame: the least time of each counts. Also a rule that is made to explode. */
#include "dateline.h"

#include <limits.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

enum { KB = 1024, TRIES = 6 };

static const double most = 3.0;
static const double most_memory = 1000; /* bytes for a byte of the text */

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

static void names(char *out, size_t size) { /* each another person */
    for (size_t i = 0; i < size; i += 16) {
        static const char a[] = "bcdfglmnprstvz", e[] = "aeiou";
        size_t n = i / 16 * 2654435761u;
        char word[24];
        snprintf(word, sizeof word, "Ama %c%c%c%c%c%c%c said ", a[n % 14] - 32,
                 e[n / 14 % 5], a[n / 70 % 14], e[n / 980 % 5], a[n / 4900 % 14],
                 e[n / 68600 % 5], a[n / 343000 % 14]);
        memcpy(out + i, word, size - i < 16 ? size - i : 16);
    }
}

static void attributes(char *out, size_t size) { /* of one element, as many as are read */
    for (size_t i = 0; i < size; i += 16) {
        char piece[24];
        snprintf(piece, sizeof piece, i % 8192 ? "a%06zx=\"xyz\" " : "<p>text%7zu<p ",
                 i / 16 & 0xFFFFFF);
        memcpy(out + i, piece, size - i < 16 ? size - i : 16);
    }
}

typedef struct hostile {
    const char *name, *unit; /* repeated; or: */
    void (*fill)(char *out, size_t size);
    size_t kb; /* n; the text is then doubled */
} hostile;

static const hostile texts[] = {
    {"nested brackets", NULL, brackets, 512},
    {"a megabyte of capitals", "A", NULL, 512},
    {"more of them than one word holds", "A", NULL, 2048},
    {"capitalised words", "Abel Benin Chad ", NULL, 128},
    {"words in capitals", "MARCH ON GENEVA ", NULL, 128},
    {"a million digits", "1234567890", NULL, 512},
    {"combining marks", NULL, marks, 100},
    {"nearly dates", "31 Febr 3rd of Ma 2024-13-", NULL, 128},
    {"dates", "3 May 2024, the day before, ", NULL, 64},
    {"national days", "Labour Day in France. ", NULL, 256},
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
    {"names that never come again", NULL, names, 128},
};

static const hostile pages[] = {
    {"tables in tables",
     "<table><tr><td>x</table><table><tr><td><table>y</table></table>", NULL, 256},
    {"elements that never end", "<p>a<p>b<li>c<td>d", NULL, 256},
    {"ends of nothing", "</p></b></div></table>", NULL, 256},
    {"formats that cross", "<b><i>x</b>y</i><a>z</p></a>", NULL, 128},
    {"attributes", NULL, attributes, 256},
    {"tags that never end", "<p title=\"", NULL, 256},
    {"comments and scripts", "<!-- <b> --><script>a<b</script>", NULL, 256},
    {"entities", "&amp;&#65;&notin;&x", NULL, 256},
    {"paragraphs of links", "<div class=\"a b menu\"><p><a href=x>Accra</a></p></div>",
     NULL, 256},
};

static void make_text(const hostile *h, char *out, size_t size) {
    if (h->fill)
        h->fill(out, size);
    else
        repeat(out, size, h->unit);
}

/* ---- timing ---- */

static double now(void) { /* seconds of this thread's own work */
    struct timespec at;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &at);
    return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

typedef struct cost {
    double seconds, memory; /* bytes that are held for the text */
    size_t problems;
} cost;

static double held(void) {
    struct mallinfo2 now = mallinfo2();
    return (double)now.uordblks + (double)now.hblkhd;
}

static cost scan(const dateline_rules *rules, const char *text, size_t len) {
    dateline_error err;
    dateline_scanner *scanner = dateline_scanner_new(rules, NULL, &err);
    dateline_document article = {
        .size = sizeof article, .text = text, .len = len, .raw = true};
    double began = now(), before = held();
    dateline_result *result = scanner ? dateline_scan(scanner, &article, &err) : NULL;
    cost took = {.seconds = now() - began, .memory = held() - before};
    if (!result) {
        printf("%s\n", err.message);
        exit(1);
    }
    took.problems = dateline_result_problem_count(result);
    dateline_result_free(result);
    dateline_scanner_free(scanner);
    return took;
}

/* Reading alone; what a page holds that is too much is refused, and that must be quick.
 */
static cost read_page(const dateline_rules *rules, const char *text, size_t len) {
    static const char head[] = "<html><body>";
    char path[40];
    const char *paths[] = {path};
    dateline_document page;
    int file = memfd_create("page", 0);
    (void)rules;
    if (file < 0 || write(file, head, sizeof head - 1) < 0 ||
        write(file, text, len) != (ssize_t)len)
        exit(1);
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    double began = now();
    dateline_input *input = dateline_input_open(paths, 1, NULL, NULL);
    while (dateline_input_next(input, &page))
        continue;
    cost took = {.seconds = now() - began};
    dateline_input_free(input);
    close(file);
    return took;
}

typedef cost cost_of(const dateline_rules *rules, const char *text, size_t len);

static size_t times = 1;

static void least(cost *of, cost again) {
    if (of->seconds == 0 || again.seconds < of->seconds) of->seconds = again.seconds;
    of->memory = again.memory;
    of->problems = again.problems;
}

static bool is_linear(const dateline_rules *rules, const hostile *h, cost_of *measure,
                      size_t *problems) {
    size_t size = h->kb * KB * times;
    char *text = malloc(2 * size);
    double ratio = 0, memory = 0;
    cost once = {0}, twice = {0};
    if (!text) exit(1);
    for (int i = 0; i < TRIES; i++) {
        make_text(h, text, size);
        least(&once, measure(rules, text, size));
        make_text(h, text, 2 * size);
        least(&twice, measure(rules, text, 2 * size));
        ratio = twice.seconds / (once.seconds > 0.001 ? once.seconds : 0.001);
        memory = twice.memory / (2.0 * (double)size);
        if (ratio < most) break;
    }
    free(text);
    bool good = ratio < most && memory < most_memory;
    *problems = twice.problems;
    printf("%-6s %-28s %5zu kB %7.1f ms, twice that %7.1f ms: %.2f; %4.0f bytes a byte\n",
           good           ? "ok"
           : ratio < most ? "LARGE"
                          : "SLOW",
           h->name, size / KB, once.seconds * 1e3, twice.seconds * 1e3, ratio, memory);
    return good;
}

/* ---- rules that explode ---- */

static bool runs_linear(const char *pattern, size_t *problems) {
    char text[200];
    int len = snprintf(text, sizeof text,
                       "rule slow.caps slow 0.9\n  match %s\n"
                       "rule fast.caps fast 0.9\n  match ZZ\n",
                       pattern);
    const hostile caps = {pattern,
                          "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA x ",
                          NULL, 512};
    dateline_error err;
    dateline_rules *rules =
        dateline_rules_parse(text, (size_t)len, "slow", false, NULL, NULL, &err);
    if (!rules) {
        printf("%s\n", err.message);
        return false;
    }
    bool linear = is_linear(rules, &caps, scan, problems);
    dateline_rules_free(rules);
    return linear;
}

/* What no text here can match is never tried. */
static bool explosion_is_foreseen(void) {
    size_t problems = 1;
    bool linear = runs_linear("(?:[A-Z]+)+x", &problems);
    if (problems) printf("TRIED  the limit was hit by what cannot match\n");
    return linear && !problems;
}

/* Looking behind is what the automata cannot foresee. */
static bool explosion_is_reported(void) {
    size_t problems = 0;
    bool linear = runs_linear("(?:[A-Z]+)+(?<=x)", &problems);
    if (!problems) printf("SILENT the limit that was hit is not reported\n");
    return linear && problems > 0;
}

typedef struct tally {
    size_t passed, failed;
} tally;

static void note(tally *all, bool good) {
    if (good)
        all->passed++;
    else
        all->failed++;
}

int main(int argc, char **argv) {
    tally all = {0};
    size_t problems;
    dateline_rules *rules = dateline_rules_embedded(NULL);
    if (!rules) return 1;
    /* Memory is kept once it was had: else the larger text alone pays for fresh pages. */
    mallopt(M_MMAP_MAX, 0);
    mallopt(M_TRIM_THRESHOLD, INT_MAX);
    if (argc > 1) times = strtoul(argv[1], NULL, 10);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        note(&all, is_linear(rules, &texts[i], scan, &problems));
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        note(&all, is_linear(rules, &pages[i], read_page, &problems));
    note(&all, explosion_is_foreseen());
    note(&all, explosion_is_reported());
    dateline_rules_free(rules);
    printf("%zu passed, %zu failed\n", all.passed, all.failed);
    return all.failed > 0;
}
