/* test_corrections.c - what a file of corrections does to a text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "dateline.h"

static const char own_rules[] = "rule person.known person 0.95\n"
                                "  match Ada Quill|Quill|Tomas|Berg|The Firm\n"
                                "rule place.known place 0.95\n"
                                "  match Wick|Alder\n"
                                "rule day.name day 0.9\n"
                                "  match Friday\n";

static dateline_corrections *corrections(const char *lines, dateline_error *err) {
    char path[] = "/tmp/test_corrections.XXXXXX";
    int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, lines, strlen(lines)), strlen(lines));
    close(file);
    dateline_corrections *made = dateline_corrections_load(path, NULL, NULL, err);
    unlink(path);
    return made;
}

/* "TYPE TEXT=NAME;" for each record; to be freed. */
static char *describe(const dateline_result *result) {
    char *text = NULL;
    size_t len;
    FILE *out = open_memstream(&text, &len);
    const dateline_entity *entity;
    assert_non_null(out);
    for (size_t i = 0; (entity = dateline_result_at(result, i)); i++) {
        const dateline_value *value = &entity->value;
        const char *name = value->person  ? value->person->name
                           : value->place ? value->place->name
                                          : "";
        fprintf(out, "%s %s=%s;", entity->type, entity->text, name);
    }
    fclose(out);
    return text;
}

static void corrected(const char *lines, const char *text, const char *expected) {
    dateline_error err;
    dateline_rules *rules = dateline_rules_parse(own_rules, strlen(own_rules), "own",
                                                 false, NULL, NULL, &err);
    dateline_corrections *made = corrections(lines, &err);
    assert_non_null(rules);
    if (!made) fail_msg("%s", err.message);
    dateline_options options = dateline_options_default();
    options.corrections = made;
    dateline_scanner *scanner = dateline_scanner_new(rules, &options, &err);
    if (!scanner) fail_msg("%s", err.message);
    dateline_document document = {
        .size = sizeof document, .text = text, .len = strlen(text), .id = "one"};
    dateline_result *result = dateline_scan(scanner, &document, &err);
    assert_non_null(result);
    char *found = describe(result);
    assert_string_equal(found, expected);
    free(found);
    dateline_result_free(result);
    dateline_scanner_free(scanner);
    dateline_corrections_free(made);
    dateline_rules_free(rules);
}

static void never_drops_all_that_goes_by_the_name(void **state) {
    (void)state;
    corrected("never person The Firm\n", "The Firm hired Tomas.", "person Tomas=Tomas;");
    corrected("never person Ada Quill\n", "Ada Quill sang. Quill sang.", "");
    corrected("never place The Firm\n", "The Firm.", "person The Firm=The Firm;");
}

static void always_wins_over_what_overlaps(void **state) {
    (void)state;
    corrected("always place Quill Bay\n", "They saw Quill Bay.",
              "place Quill Bay=Quill Bay;");
    corrected("always place Ada\n", "Near Ada Quill.", "place Ada=Ada;");
    corrected("always person Wick = John Wick\n", "So Wick said.",
              "person Wick=John Wick;");
}

static void always_needs_whole_words_of_one_paragraph(void **state) {
    (void)state;
    corrected("always place Sand\n", "Sandy sands of Sand.", "place Sand=Sand;");
    corrected("always place Far Isle\n", "A Far\nIsle, a Far\n\nIsle.",
              "place Far\nIsle=Far Isle;");
}

static void same_and_rename_make_one_name(void **state) {
    (void)state;
    corrected("same person Tomas Berg = Tomas\n", "Tomas sang.",
              "person Tomas=Tomas Berg;");
    corrected("same person Tomas = Berg\n", "Berg met Tomas.",
              "person Berg=Tomas;person Tomas=Tomas;");
    corrected("rename person Ada Quill -> Ida Quill\n", "Ada Quill sang, said Quill.",
              "person Ada Quill=Ida Quill;person Quill=Ida Quill;");
    corrected("rename place Wick -> New Wick\n", "In Wick.", "place Wick=New Wick;");
    corrected("same person Nobody = Noone\n", "Tomas.", "person Tomas=Tomas;");
}

static void an_id_limits_what_follows(void **state) {
    (void)state;
    corrected("@id two\nnever person Tomas\n", "Tomas.", "person Tomas=Tomas;");
    corrected("@id one\nnever person Tomas\n", "Tomas.", "");
    corrected("@id two\n@id\nnever person Tomas\n", "Tomas.", "");
}

static void corrections_go_in_the_order_of_the_file(void **state) {
    (void)state;
    corrected("rename person Tomas -> Berg\nrename person Berg -> Ada\n", "Tomas.",
              "person Tomas=Ada;");
    corrected("always day Wick\nnever day Wick\n", "Wick.", "");
}

/* A corrected scan with the n-th allocation failing: right, or an error, never a crash.
 */
static void lack_of_memory_is_an_error_and_no_crash(void **state) {
    (void)state;
    static const char text[] = "Ada Quill met Tomas in Far Isle on Friday.";
    dateline_error err;
    dateline_rules *rules = dateline_rules_parse(own_rules, strlen(own_rules), "own",
                                                 false, NULL, NULL, &err);
    dateline_corrections *made =
        corrections("always place Far Isle\nalways day Friday = F\n"
                    "same person Ada Quill = Tomas\n",
                    &err);
    dateline_options options = dateline_options_default();
    options.corrections = made;
    dateline_document document = {
        .size = sizeof document, .text = text, .len = strlen(text)};
    dateline_result *result = NULL;
    for (long n = 0; !result && n < 2000; n++) {
        dateline_scanner *scanner = dateline_scanner_new(rules, &options, &err);
        assert_non_null(scanner);
        dl_alloc_fail_after(n);
        result = dateline_scan(scanner, &document, &err);
        dl_alloc_fail_after(-1);
        if (!result) assert_int_equal(err.status, DATELINE_ERR_MEMORY);
        dateline_scanner_free(scanner);
    }
    assert_non_null(result);
    char *found = describe(result);
    assert_string_equal(found, "person Ada Quill=Ada Quill;person Tomas=Ada Quill;"
                               "place Far Isle=Far Isle;day Friday=;");
    free(found);
    dateline_result_free(result);
    dateline_corrections_free(made);
    dateline_rules_free(rules);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(never_drops_all_that_goes_by_the_name),
        cmocka_unit_test(always_wins_over_what_overlaps),
        cmocka_unit_test(always_needs_whole_words_of_one_paragraph),
        cmocka_unit_test(same_and_rename_make_one_name),
        cmocka_unit_test(an_id_limits_what_follows),
        cmocka_unit_test(corrections_go_in_the_order_of_the_file),
        cmocka_unit_test(lack_of_memory_is_an_error_and_no_crash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
