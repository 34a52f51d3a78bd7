/* lookups.c - how many names a second the gazetteer looks up: "lookups NAMES" reads one
 * name a line, looks each up many times and prints look-ups a second. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "lexicon/gazetteer.h"
#include "rules/rules.h"

enum { NAMES_MOST = 200000, ROUNDS = 20 };

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
    static dl_str names[NAMES_MOST];
    size_t count = 0, found = 0;
    char line[512];
    FILE *file = argc == 2 ? fopen(argv[1], "r") : NULL;
    if (!file) return 2;
    while (count < NAMES_MOST && fgets(line, sizeof line, file)) {
        size_t len = strcspn(line, "\n");
        char *copy = malloc(len + 1);
        if (!copy) return 2;
        memcpy(copy, line, len);
        names[count++] = (dl_str){copy, len};
    }
    fclose(file);
    dateline_rules *rules = dateline_rules_embedded(NULL);
    if (!rules || !count) return 2;
    double start = now();
    for (int round = 0; round < ROUNDS; round++)
        for (size_t i = 0; i < count; i++) {
            const dl_entry *entry = dl_list_entry(rules, rules->place_list, names[i]);
            if (!entry) continue;
            dl_place_row row = dl_place_row_read(rules->lexicon, entry);
            found += row.located;
        }
    double seconds = now() - start;
    printf("%zu names, %zu located, %.0f look-ups a second\n", count, found / ROUNDS,
           (double)count * ROUNDS / seconds);
    dateline_rules_free(rules);
    return 0;
}
