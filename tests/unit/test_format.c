/* The canonical layout of rule files: what it looks like, that it stays, that it means
 * the same. The folder of the English rules is the first argument, or rules/en. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "../fuzz/tree_text.h"
#include "base/file.h"
#include "dateline.h"
#include "rules/format.h"

static const char *folder = "rules/en";
static char told[2048], written[8192];

static void note(const dateline_error *err, void *user) {
    (void)user;
    size_t len = strlen(told);
    snprintf(told + len, sizeof told - len, "%u:%u: %s\n", err->line, err->column,
             err->message);
}

static bool keep(const char *bytes, size_t len, void *user) {
    (void)user;
    size_t have = strlen(written);
    assert_true(have + len < sizeof written);
    memcpy(written + have, bytes, len);
    written[have + len] = '\0';
    return true;
}

static dateline_status format(const char *text) {
    told[0] = written[0] = '\0';
    return dateline_rules_format(text, strlen(text), "r", note, NULL, keep, NULL);
}

static void becomes(const char *text, const char *want) {
    assert_int_equal(format(text), DATELINE_OK);
    assert_string_equal(written, want);
    char once[8192];
    snprintf(once, sizeof once, "%s", written);
    assert_int_equal(format(once), DATELINE_OK);
    assert_string_equal(written, once);
}

static void rules_have_their_keywords_in_one_column(void **state) {
    (void)state;
    becomes("rule  a date 0.9\r\n\tmatch x  y \n  unless before z\n\n    off\n   +   [a "
            "b]\n - c\n",
            "rule a  date  0.9\n  match   x  y\n  unless  before z\n  off\n  + [a b]\n  "
            "- c\n");
}

static void clues_have_one_space_behind_theirs(void **state) {
    (void)state;
    becomes(
        "clue a   person 0.9 not   place  0.6\n  when   is upper\n  after   ,? said\n",
        "clue a  person 0.9  not place 0.6\n  when is upper\n  after ,? said\n");
}

static void one_empty_line_stands_between_blocks(void **state) {
    (void)state;
    becomes("\n\n# file\nlist a = x\nlist b = y\n# of r\n@date 2025-01-01\nrule r t "
            "0.9\n  match x\n"
            "# of s\nclue s t 0.9\n  after x\n\n\n\nlist c = z\n\n\n",
            "# file\nlist a = x\nlist b = y\n\n# of r\n@date 2025-01-01\nrule r  t  0.9\n"
            "  match   x\n\n# of s\nclue s  t 0.9\n  after x\n\nlist c = z\n");
}

static void comments_stay_where_they_stand(void **state) {
    (void)state;
    becomes(
        "rule r t 0.9\n      # inside\n  match x\n# at the margin\n  + [x]\n\n# alone\n\n"
        "   # ok: W002\nlist a = x\n# between\n  | y\n",
        "rule r  t  0.9\n  # inside\n  match   x\n# at the margin\n  + [x]\n\n# alone\n"
        "  # ok: W002\n\nlist a = x\n# between\n  | y\n");
}

static void lists_are_wrapped_at_90_columns(void **state) {
    (void)state;
    becomes(
        "list a nocase   =Aaaaaaaaaaaaaaaaaaaaaa=>1|Bbbbbbbbbbbbbbbbbbbbbbbb => 2|\n"
        "  |Cccccccccccccccccc\\|cccccc => 3 | \xC3\x84\n | Dddd\n",
        "list a nocase = Aaaaaaaaaaaaaaaaaaaaaa => 1 | Bbbbbbbbbbbbbbbbbbbbbbbb => 2\n"
        "  | Cccccccccccccccccc\\|cccccc => 3 | \xC3\x84 | Dddd\n");
    becomes("list a =\n  | Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | "
            "Bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb | \xC3\x84\xC3\x84\n",
            "list a = Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | "
            "Bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\n  | \xC3\x84\xC3\x84\n");
}

static void tables_line_under_line_are_aligned(void **state) {
    (void)state;
    becomes("list a @ a.tsv\nlist long nocase @   b.tsv\n\nlist bcd    @ c.tsv\n",
            "list a           @ a.tsv\nlist long nocase @ b.tsv\n\nlist bcd @ c.tsv\n");
}

static void what_overrides_another_file_is_well_formed(void **state) {
    (void)state;
    becomes("override  rule a t .5\n match x\ninclude   b.rules\noverride define A   =x "
            "= y\n",
            "override rule a  t  .5\n  match   x\n\ninclude b.rules\noverride define A = "
            "x = y\n");
}

static void a_file_with_errors_is_left_alone(void **state) {
    (void)state;
    assert_int_equal(format("rule a t 0.9\n  mach x\n  match y\nlst a = b\n"),
                     DATELINE_ERR_SYNTAX);
    assert_string_equal(told, "2:3: unknown keyword \"mach\": did you mean \"match\"?\n"
                              "4:1: unknown keyword \"lst\": did you mean \"list\"?\n");
    assert_string_equal(written, "");
}

static bool refuse(const char *bytes, size_t len, void *user) {
    (void)bytes, (void)len, (void)user;
    return false;
}

static void a_writer_that_stops_is_told(void **state) {
    (void)state;
    assert_int_equal(
        dateline_rules_format("list a = b", 10, "r", note, NULL, refuse, NULL),
        DATELINE_ERR_WRITE);
}

static bool read_nothing(const char *path, dl_arena *arena, dl_str *out,
                         dateline_error *err, void *user) {
    (void)path, (void)arena, (void)err, (void)user;
    *out = DL_STR("@date none");
    return true;
}

static dl_str meaning(dl_str text, dl_arena *arena) {
    dl_tree tree = {.arena = arena};
    dl_tree_source source = {.read = read_nothing, .alone = true};
    assert_true(dl_tree_parse(&tree, "r", text, &source));
    return tree_as_text(&tree);
}

static void the_english_rules_mean_the_same_and_stay(void **state) {
    (void)state;
    dl_arena arena = {0};
    dl_paths files = {0};
    dateline_error err;
    assert_true(dl_folder_list(folder, ".rules", &arena, &files, &err));
    assert_true(files.count > 5);
    for (size_t i = 0; i < files.count; i++) {
        dl_str text, once, twice;
        assert_true(dl_file_read(files.items[i], &arena, &text, &err));
        assert_true(dl_format(text, &arena, &once));
        assert_true(dl_format(once, &arena, &twice));
        assert_true(dl_str_equal(once, twice));
        assert_true(dl_str_equal(meaning(text, &arena), meaning(once, &arena)));
    }
    dl_arena_free(&arena);
}

static void lack_of_memory_is_a_status_and_no_crash(void **state) {
    (void)state;
    static const char text[] = "# c\nlist a = b | c\nrule r t 0.9\n  match x\n  + [x]\n";
    int whole = 0;
    for (long n = 0; whole < 20 && n < 500; n++) {
        told[0] = written[0] = '\0';
        dl_alloc_fail_after(n);
        dateline_status status =
            dateline_rules_format(text, sizeof text - 1, "r", note, NULL, keep, NULL);
        dl_alloc_fail_after(-1);
        assert_true(status == DATELINE_OK || status == DATELINE_ERR_MEMORY);
        whole = status == DATELINE_OK ? whole + 1 : 0;
    }
    assert_int_equal(whole, 20);
}

int main(int argc, char **argv) {
    if (argc > 1) folder = argv[1];
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_have_their_keywords_in_one_column),
        cmocka_unit_test(clues_have_one_space_behind_theirs),
        cmocka_unit_test(one_empty_line_stands_between_blocks),
        cmocka_unit_test(comments_stay_where_they_stand),
        cmocka_unit_test(lists_are_wrapped_at_90_columns),
        cmocka_unit_test(tables_line_under_line_are_aligned),
        cmocka_unit_test(what_overrides_another_file_is_well_formed),
        cmocka_unit_test(a_file_with_errors_is_left_alone),
        cmocka_unit_test(a_writer_that_stops_is_told),
        cmocka_unit_test(the_english_rules_mean_the_same_and_stay),
        cmocka_unit_test(lack_of_memory_is_a_status_and_no_crash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
