/* profile.c - `dateline profile`: what each rule costs on these articles, dearest first.
 */
#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct costs {
    dateline_profile *rows;
    size_t count;
    uint64_t attempts, nanoseconds;
} costs;

static int dearest_first(const void *left, const void *right) {
    const dateline_profile *a = left, *b = right;
    if (a->nanoseconds != b->nanoseconds) return a->nanoseconds < b->nanoseconds ? 1 : -1;
    return a->attempts < b->attempts ? 1 : a->attempts > b->attempts ? -1 : 0;
}

static bool gather(const dateline_scanner *scanner, const dateline_rules *rules,
                   costs *out) {
    out->rows = calloc(dateline_rules_count(rules) + 1, sizeof *out->rows);
    if (!out->rows) return false;
    for (size_t i = 0; dateline_scanner_profile(scanner, i, &out->rows[out->count]);
         i++) {
        const dateline_profile *row = &out->rows[out->count];
        out->attempts += row->attempts;
        out->nanoseconds += row->nanoseconds;
        if (row->attempts) out->count++;
    }
    qsort(out->rows, out->count, sizeof *out->rows, dearest_first);
    return true;
}

static void print(const costs *all, size_t articles, size_t bytes, dl_output *output) {
    char line[512];
    snprintf(
        line, sizeof line,
        "%zu articles, %zu bytes, %llu attempts, %.1f ms in patterns\n%9s %6s %10s %9s "
        "%8s %6s  %s\n",
        articles, bytes, (unsigned long long)all->attempts,
        (double)all->nanoseconds / 1e6, "ms", "share", "attempts", "matches", "ns each",
        "limit", "rule");
    dl_output_text(output, line);
    for (size_t i = 0; i < all->count; i++) {
        const dateline_profile *row = &all->rows[i];
        snprintf(line, sizeof line, "%9.2f %5.1f%% %10llu %9llu %8llu %6llu  %s\n",
                 (double)row->nanoseconds / 1e6,
                 100 * (double)row->nanoseconds /
                     (double)(all->nanoseconds ? all->nanoseconds : 1),
                 (unsigned long long)row->attempts, (unsigned long long)row->matches,
                 (unsigned long long)(row->nanoseconds / row->attempts),
                 (unsigned long long)row->over_limit, row->rule);
        dl_output_text(output, line);
    }
}

static int scan_all(const dl_options *options, const dateline_rules *rules,
                    dateline_scanner *scanner) {
    dateline_input_options in = options->input;
    dateline_error err;
    in.report = dl_say_report;
    in.user = (void *)options;
    dateline_input *input =
        dateline_input_open(options->paths, options->path_count, &in, &err);
    if (!input) {
        dl_say_error(NULL, &err);
        return DL_EXIT_USAGE;
    }
    dateline_document article;
    size_t articles = 0, bytes = 0;
    while (dateline_input_next(input, &article)) {
        dateline_result *result = dateline_scan(scanner, &article, &err);
        if (!result) dl_say_error(article.id, &err);
        articles++;
        bytes += article.len;
        dateline_result_free(result);
    }
    bool all_used = dateline_input_problems(input) == 0;
    dateline_input_free(input);
    dl_output output = {0};
    costs all = {0};
    if (gather(scanner, rules, &all)) print(&all, articles, bytes, &output);
    free(all.rows);
    return dl_output_finish(&output) && all_used ? DL_EXIT_DONE : DL_EXIT_UNUSABLE;
}

int dl_command_profile(const dl_options *options) {
    if (!options->path_count) {
        dl_say("profile: name the articles");
        return DL_EXIT_USAGE;
    }
    dateline_error err;
    dateline_rules *rules = dl_rules_get(options, &err);
    if (!rules) return DL_EXIT_UNUSABLE;
    dateline_options scan = options->scan;
    scan.profile = true;
    dateline_scanner *scanner = dateline_scanner_new(rules, &scan, &err);
    if (!scanner) dl_say_error(NULL, &err);
    int status = scanner ? scan_all(options, rules, scanner) : DL_EXIT_UNUSABLE;
    dateline_scanner_free(scanner);
    dateline_rules_free(rules);
    return status;
}
