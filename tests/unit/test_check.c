/* What the examples of a rule file and a case file are told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "dateline.h"

static char told[8192];
static size_t told_warnings;

static void note(const dateline_error *err, void *user) {
    (void)user;
    size_t len = strlen(told);
    snprintf(told + len, sizeof told - len, "%u: %s\n", err->line, err->message);
    told_warnings += err->warning;
}

static dateline_rules *load(const char *text) {
    dateline_error err;
    told[0] = '\0';
    told_warnings = 0;
    dateline_rules *rules =
        dateline_rules_parse(text, strlen(text), "r", false, note, NULL, &err);
    if (!rules) print_error("%s\n", told);
    assert_non_null(rules);
    return rules;
}

/* A user's own type, found by evidence of its own. */
#define RULE                                                                             \
    "rule contract.id contract 0.95\n  match [A-Z]{2}-(?<n>\\d+)\n  value parts(n, "     \
    "k=\"a\")\n"

static void check(const char *examples, size_t ran, size_t failed, const char *says) {
    char text[2048];
    size_t found_failed;
    snprintf(text, sizeof text, RULE "%s", examples);
    dateline_rules *rules = load(text);
    assert_int_equal(dateline_rules_check(rules, note, NULL, &found_failed), ran);
    assert_string_equal(told, says);
    assert_int_equal(found_failed, failed);
    dateline_rules_free(rules);
}

static void examples_that_hold_say_nothing(void **state) {
    (void)state;
    check("  + sign [AB-12] and [CD-3](3; k=a) now.\n  - No 12 here.\n", 2, 0, "");
}

static void a_missing_or_surplus_span_is_shown(void **state) {
    (void)state;
    check("  + sign [AB-12] and CD-3.\n  + sign [now].\n", 2, 2,
          "4: found sign [AB-12](contract 12; k=a) and [CD-3](contract 3; k=a).\n"
          "5: found sign now.\n");
}

static void a_wrong_field_is_shown(void **state) {
    (void)state;
    check("  + sign [AB-12](12; k=b).\n", 1, 1,
          "4: found sign [AB-12](contract 12; k=a). (its k is a)\n");
}

static void a_rule_that_is_not_silent_is_shown(void **state) {
    (void)state;
    check("  - sign AB-12.\n", 1, 1, "4: found sign [AB-12](contract 12; k=a).\n");
}

static void a_known_gap_warns_and_a_closed_one_fails(void **state) {
    (void)state;
    check("  ? sign [ab-12].\n  ? sign [AB-12].\n", 2, 1,
          "4: known gap: found sign ab-12.\n"
          "5: this known gap passes now: make it a + example\n");
    assert_int_equal(told_warnings, 1);
}

static void examples_of_a_rule_that_is_off_do_not_run(void **state) {
    (void)state;
    check("  off\n  + sign [AB-12].\n", 0, 0, "");
}

static void cases(const char *text, size_t ran, size_t failed, const char *says) {
    char path[] = "/tmp/casesXXXXXX";
    int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, text, strlen(text)), strlen(text));
    close(file);
    size_t found_failed;
    dateline_rules *rules = load(RULE);
    assert_int_equal(dateline_cases_run(rules, path, note, NULL, &found_failed), ran);
    assert_string_equal(told, says);
    assert_int_equal(found_failed, failed);
    dateline_rules_free(rules);
    unlink(path);
}

static void cases_that_hold_say_nothing(void **state) {
    (void)state;
    cases("# comment\n\nsign [AB-12](contract).\r\nNothing.\n@date 2025-01-02\n"
          "[A\\[B-1\n",
          3, 1, "6: this [ is not closed: a ] must follow, or write \\[\n");
    cases("sign [AB-12](contract 12).\n\\# AB\n", 2, 0, "");
}

static void a_case_that_fails_shows_what_was_found(void **state) {
    (void)state;
    cases("sign AB-12.\n", 1, 1, "1: found sign [AB-12](contract 12; k=a).\n");
}

static void a_known_bug_warns_and_a_dead_one_fails(void **state) {
    (void)state;
    cases("@bug two letters\nsign [B-12](contract).\n@bug dead\nsign.\nsign AB-1.\n", 3,
          2,
          "2: known bug, two letters: found sign B-12.\n"
          "4: this known bug is gone: take its @bug line away\n"
          "5: found sign [AB-1](contract 1; k=a).\n");
}

static void a_wrong_directive_is_shown(void **state) {
    (void)state;
    cases("@date now\n@type x\n@types nix\nsign.\n", 1, 3,
          "1: a date must follow @date: YYYY-MM-DD, or none\n"
          "2: unknown directive: there are @date, @types, @rules and @bug; a text that "
          "begins so "
          "is "
          "written \\@\n"
          "4: types: no rule gives the type nix\n");
}

static void a_file_that_is_not_there_counts_as_failed(void **state) {
    (void)state;
    size_t failed;
    dateline_rules *rules = load(RULE);
    assert_int_equal(dateline_cases_run(rules, "/nowhere/at/all", note, NULL, &failed),
                     0);
    assert_int_equal(failed, 1);
    dateline_rules_free(rules);
}

/* Every allocation fails once, from the first to the last. */
static void lack_of_memory_is_an_error_and_no_crash(void **state) {
    (void)state;
    static const char text[] =
        RULE "  + sign [AB-12](12; k=b).\n  - AB-1\n  ? no\n"
             "clue c contract 0.6\n  after , {w}\n  + [AB-1], who\n"
             "list w = who | whom\n";
    int whole =
        0; /* runs in a row that lacked nothing: the last allocation is behind us */
    for (long n = 0; whole < 50 && n < 5000; n++) {
        size_t failed = 0;
        told[0] = '\0';
        dl_alloc_fail_after(n);
        dateline_rules *rules =
            dateline_rules_parse(text, sizeof text - 1, "r", false, note, NULL, NULL);
        size_t ran = rules ? dateline_rules_check(rules, note, NULL, &failed) : 0;
        if (rules)
            dateline_cases_run(rules, "tests/errors/names.rules", NULL, NULL, &failed);
        dl_alloc_fail_after(-1);
        dateline_rules_free(rules);
        whole = ran == 4 && !strstr(told, "no memory") ? whole + 1 : 0;
    }
    assert_int_equal(whole, 50);
}

#define READS_NONE "rules that do not come from a file read none"

static void rules_from_memory_read_no_file(void **state) {
    (void)state;
    static const char text[] = "include tests/errors/included.inc\n"
                               "list w @ /etc/hostname\nrule a.b c 0.5\n  match {w}\n";
    told[0] = '\0';
    assert_null(dateline_rules_parse(text, sizeof text - 1, "r", true, note, NULL, NULL));
    assert_string_equal(told, "1: include tests/errors/included.inc: " READS_NONE
                              "\n2: list /etc/hostname: " READS_NONE "\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(examples_that_hold_say_nothing),
        cmocka_unit_test(rules_from_memory_read_no_file),
        cmocka_unit_test(a_missing_or_surplus_span_is_shown),
        cmocka_unit_test(a_wrong_field_is_shown),
        cmocka_unit_test(a_rule_that_is_not_silent_is_shown),
        cmocka_unit_test(a_known_gap_warns_and_a_closed_one_fails),
        cmocka_unit_test(examples_of_a_rule_that_is_off_do_not_run),
        cmocka_unit_test(cases_that_hold_say_nothing),
        cmocka_unit_test(a_case_that_fails_shows_what_was_found),
        cmocka_unit_test(a_known_bug_warns_and_a_dead_one_fails),
        cmocka_unit_test(a_wrong_directive_is_shown),
        cmocka_unit_test(a_file_that_is_not_there_counts_as_failed),
        cmocka_unit_test(lack_of_memory_is_an_error_and_no_crash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
