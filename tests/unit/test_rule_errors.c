/* Every wrong rule file in tests/errors gives exactly the messages of the .err beside it.
 *
 * The folder is the first argument, or tests/errors. With UPDATE=1 in the environment the
 * .err files are written anew, to be read through before they are committed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>
#include <dirent.h>

#include "rules/tree.h"

static const char *folder = "tests/errors";
static char found[65536];

static bool read_file(const char *name, dl_arena *arena, dl_str *out, dateline_error *err,
                      void *user) {
    (void)user;
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (!file) return dl_fail_plain(err, DATELINE_ERR_FILE, "no such file");
    char *text = dl_arena_alloc(arena, 65536);
    *out = (dl_str){text, fread(text, 1, 65536, file)};
    fclose(file);
    return true;
}

static void note(const dateline_error *err, void *user) {
    (void)user;
    size_t len = strlen(found);
    dateline_error_text(err, true, found + len, sizeof found - len - 1);
    strcat(found, "\n");
}

static void write_file(const char *name, const char *text) {
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static bool fails_as_written(const char *name) {
    dl_arena arena = {0};
    dl_tree tree = {.arena = &arena};
    dl_tree_source source = {.read = read_file, .report = note};
    dl_str text, want = {"", 0};
    char err_name[300];
    found[0] = '\0';
    assert_true(read_file(name, &arena, &text, NULL, NULL));
    dl_tree_parse(&tree, name, text, &source);
    dl_tree_check(&tree, &source);
    snprintf(err_name, sizeof err_name, "%.*s.err",
             (int)(strlen(name) - strlen(".rules")), name);
    if (getenv("UPDATE")) write_file(err_name, found);
    read_file(err_name, &arena, &want, NULL, NULL);
    bool same = dl_str_is(want, found);
    if (!same) print_error("%s gives\n%s", name, found);
    dl_arena_free(&arena);
    return same;
}

static int is_case(const struct dirent *entry) {
    size_t len = strlen(entry->d_name);
    return len > 6 && strcmp(entry->d_name + len - 6, ".rules") == 0;
}

static void wrong_files_give_exactly_these_messages(void **state) {
    (void)state;
    struct dirent **names;
    int count = scandir(folder, &names, is_case, alphasort), wrong = 0;
    assert_true(count > 0);
    for (int i = 0; i < count; i++) {
        wrong += !fails_as_written(names[i]->d_name);
        free(names[i]);
    }
    free(names);
    assert_int_equal(wrong, 0);
}

int main(int argc, char **argv) {
    if (argc > 1) folder = argv[1];
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wrong_files_give_exactly_these_messages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
