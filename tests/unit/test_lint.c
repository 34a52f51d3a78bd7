/* Every rule file in tests/warnings gives exactly the warnings of the .err beside it, and
 * what is silenced or right in it gives none.
 *
 * The folder is the first argument, or tests/warnings. With UPDATE=1 in the environment
 * the .err files are written anew, to be read through before they are committed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>
#include <dirent.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "dateline.h"

static const char *folder = "tests/warnings";
static char found[65536], wanted[65536];
static size_t coded;

static void note(const dateline_error *err, void *user) {
    (void)user;
    size_t len = strlen(found);
    dateline_error_text(err, true, found + len, sizeof found - len - 1);
    strcat(found, "\n");
    coded += err->code[0] != '\0';
}

static void read_wanted(const char *name) {
    FILE *file = fopen(name, "rb");
    size_t len = file ? fread(wanted, 1, sizeof wanted - 1, file) : 0;
    wanted[len] = '\0';
    if (file) fclose(file);
}

static void write_found(const char *name) {
    FILE *file = fopen(name, "wb");
    assert_non_null(file);
    fputs(found, file);
    fclose(file);
}

/* The warnings of a file, with its code among them. */
static bool warns_as_written(const char *name) {
    char err_name[300];
    size_t failed = 0;
    found[0] = '\0';
    coded = 0;
    dateline_rules *rules = dateline_rules_load(&name, 1, false, note, NULL, NULL);
    if (!rules) print_error("%s", found);
    assert_non_null(rules);
    size_t warnings = dateline_rules_lint(rules, note, NULL);
    assert_int_equal(warnings, coded);
    dateline_rules_check(rules, note, NULL, &failed);
    dateline_rules_free(rules);
    snprintf(err_name, sizeof err_name, "%.*s.err",
             (int)(strlen(name) - strlen(".rules")), name);
    if (getenv("UPDATE")) write_found(err_name);
    read_wanted(err_name);
    bool same = strcmp(found, wanted) == 0 &&
                strstr(found, (char[]){name[0], name[1], name[2], name[3], 0});
    if (!same) print_error("%s gives\n%s", name, found);
    return same && !failed;
}

static int is_case(const struct dirent *entry) {
    size_t len = strlen(entry->d_name);
    return len > 6 && strcmp(entry->d_name + len - 6, ".rules") == 0;
}

static void doubtful_files_give_exactly_these_warnings(void **state) {
    (void)state;
    struct dirent **names;
    char here[4096];
    assert_non_null(getcwd(here, sizeof here));
    assert_int_equal(chdir(folder), 0);
    int count = scandir(".", &names, is_case, alphasort), wrong = 0;
    assert_true(count > 0);
    for (int i = 0; i < count; i++) {
        wrong += !warns_as_written(names[i]->d_name);
        free(names[i]);
    }
    free(names);
    assert_int_equal(chdir(here), 0);
    assert_int_equal(wrong, 0);
}

static void the_english_rules_give_no_warning(void **state) {
    (void)state;
    found[0] = '\0';
    dateline_rules *rules = dateline_rules_embedded(NULL);
    assert_non_null(rules);
    dateline_rules_lint(rules, note, NULL);
    assert_string_equal(found, "");
    dateline_rules_free(rules);
}

/* Every allocation fails once, from the first to the last. */
static void lack_of_memory_is_no_crash(void **state) {
    (void)state;
    static const char text[] =
        "list ordinary = a | a | b\nlist w = a | b | c\nrule r.r t 0.9\n  match "
        "(?<k>{w})\n"
        "rule r.s t 0.9\n  match (?:a+)+b\n  unless before (?:x+)+y\n";
    for (long n = 0; n < 600; n++) {
        dl_alloc_fail_after(n);
        dateline_rules *rules =
            dateline_rules_parse(text, sizeof text - 1, "r", false, NULL, NULL, NULL);
        if (rules) dateline_rules_lint(rules, NULL, NULL);
        dl_alloc_fail_after(-1);
        dateline_rules_free(rules);
    }
}

int main(int argc, char **argv) {
    if (argc > 1) folder = argv[1];
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(doubtful_files_give_exactly_these_warnings),
        cmocka_unit_test(the_english_rules_give_no_warning),
        cmocka_unit_test(lack_of_memory_is_no_crash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
