/* Runs every tests/cases/NAME.txt (or the files named) against the embedded rules, or
 * those of the RULES environment variable, and prints what each gave. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dateline.h"

static void say(const dateline_error *err, void *user) {
    char text[2048];
    (void)user;
    dateline_error_text(err, true, text, sizeof text);
    puts(text);
}

static size_t run(const dateline_rules *rules, const char *path) {
    size_t failed;
    size_t ran = dateline_cases_run(rules, path, say, NULL, &failed);
    printf("%s: %zu cases, %zu failed\n", path, ran, failed);
    return failed;
}

static int is_case(const struct dirent *entry) {
    size_t len = strlen(entry->d_name);
    return len > 4 && strcmp(entry->d_name + len - 4, ".txt") == 0;
}

static size_t run_folder(const dateline_rules *rules, const char *folder) {
    struct dirent **names;
    size_t failed = 0;
    int count = scandir(folder, &names, is_case, alphasort);
    for (int i = 0; i < count; i++) {
        char path[1024];
        snprintf(path, sizeof path, "%s/%s", folder, names[i]->d_name);
        failed += run(rules, path);
        free(names[i]);
    }
    if (count >= 0) free(names);
    return failed;
}

int main(int argc, char **argv) {
    const char *own = getenv("RULES");
    dateline_error err;
    dateline_rules *rules = own ? dateline_rules_load(&own, 1, false, say, NULL, &err)
                                : dateline_rules_embedded(&err);
    if (!rules) {
        say(&err, NULL);
        return 1;
    }
    size_t failed = argc > 1 ? 0 : run_folder(rules, "tests/cases");
    for (int i = 1; i < argc; i++)
        failed += run(rules, argv[i]);
    dateline_rules_free(rules);
    return failed != 0;
}
