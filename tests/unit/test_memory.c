/* What happens when the system has no memory left: each allocation in turn fails, from
 * the first on, until the whole way from rules to JSON gets through. No step may crash,
 * leak or pretend to be done. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>
#include <string.h>

#include "base/arena.h"
#include "dateline.h"

static const char rules_text[] = "list month = January => 01 | May => 05\n"
                                 "list honorific = Mr | Mrs | Dr\n"
                                 "define Cap = \\p{Lu}[\\p{L}'-]+\n"
                                 "rule person.titled  person  0.95\n"
                                 "  match  {honorific}\\.? (?<name>{Cap}(?: {Cap})?)\n"
                                 "  span   name\n"
                                 "  value  person(name)\n"
                                 "  + Then Dr [Ama Boadi](person) left.\n"
                                 "rule date.dmy  date  0.99\n"
                                 "  match  (?<d>\\d{1,2}) (?<m>{month}) (?<y>\\d{4})\n"
                                 "  when   valid_date(y, m, d)\n"
                                 "  value  date(y, m, d)\n"
                                 "rule contract.id  contract  0.9\n"
                                 "  match  [A-Z]{2}-(?<n>\\d+)\n"
                                 "  value  parts(n)\n"
                                 "rule place.town  place  0.9\n"
                                 "  match  in (?<name>Geneva|Accra)\n"
                                 "  span   name\n"
                                 "  value  place(name)\n"
                                 "clue person.speaks  person  0.8\n"
                                 "  after  ,? said\\b\n";

static const char article[] =
    "GENEVA SIGNS AT LAST\n\nBy Kofi Mensah\n\n"
    "Dr. Ama Boadi said on 3 May 2024 that contract AB-12 was signed in Geneva. Boadi\n"
    "added that CD-7 follows by 9 January 2025. \xE2\x80\x9CIt is "
    "na\xC3\xAFve,\xE2\x80\x9D "
    "Mr Otto Lund said in Accra.\n\n"
    "Lund paid 40 percent.\n";

static bool take(const char *bytes, size_t len, void *user) {
    (void)bytes;
    *(size_t *)user += len;
    return true;
}

static void ignore(const dateline_error *err, void *user) {
    (void)user;
    assert_int_not_equal(err->status, DATELINE_OK);
}

/* True when memory sufficed; else err says that it did not. */
static bool scan_and_write(dateline_scanner *scanner, size_t *written,
                           dateline_error *err) {
    dateline_document document = {.size = sizeof document,
                                  .text = article,
                                  .len = sizeof article - 1,
                                  .id = "a",
                                  .raw = true};
    dateline_result *result = dateline_scan(scanner, &document, err);
    if (!result) return false;
    assert_true(dateline_result_count(result) >= 6);
    *written = 0;
    dateline_format_options pretty = {
        .size = sizeof pretty, .pretty = true, .utf16 = true};
    dateline_status status = DATELINE_OK;
    for (size_t i = 0; status == DATELINE_OK && dateline_format_at(i); i++)
        status = dateline_write(result, dateline_format_at(i), &pretty, take, written);
    err->status = status;
    dateline_result_free(result);
    return status == DATELINE_OK;
}

static bool whole_way(size_t *written, dateline_error *err) {
    dateline_rules *rules = dateline_rules_parse(rules_text, sizeof rules_text - 1, "r",
                                                 false, ignore, NULL, err);
    if (!rules) return false;
    dateline_options options = dateline_options_default();
    options.types = "person,place,date,contract";
    options.date = "2024-05-04";
    dateline_scanner *scanner = dateline_scanner_new(rules, &options, err);
    bool good = scanner && scan_and_write(scanner, written, err);
    dateline_scanner_free(scanner);
    dateline_rules_free(rules);
    return good;
}

static void each_failing_allocation_is_an_error_and_nothing_more(void **state) {
    size_t plain = 0, written = 0;
    dateline_error err;
    (void)state;
    assert_true(whole_way(&plain, &err));
    long n = 0;
    for (;; n += 1 + n / 500) {
        dl_alloc_fail_after(n);
        bool good = whole_way(&written, &err);
        dl_alloc_fail_after(-1);
        if (good) break;
        if (err.status != DATELINE_ERR_MEMORY)
            print_error("allocation %ld: %d %s\n", n, (int)err.status, err.message);
        assert_int_equal(err.status, DATELINE_ERR_MEMORY);
        assert_true(n < 100000);
    }
    assert_int_equal(written, plain);
    print_message("succeeds with %ld allocations or fewer\n", n);
}

static void a_scanner_recovers_from_lack_of_memory(void **state) {
    size_t plain = 0, written = 0;
    dateline_error err;
    (void)state;
    dateline_rules *rules = dateline_rules_parse(rules_text, sizeof rules_text - 1, "r",
                                                 false, ignore, NULL, &err);
    dateline_scanner *scanner = dateline_scanner_new(rules, NULL, &err);
    assert_non_null(scanner);
    for (long n = 0;; n++) {
        dl_alloc_fail_after(n);
        bool good = scan_and_write(scanner, &written, &err);
        dl_alloc_fail_after(-1);
        if (good) break;
        assert_int_equal(err.status, DATELINE_ERR_MEMORY);
        assert_true(n < 100000);
        assert_true(scan_and_write(scanner, &plain, &err));
    }
    assert_true(scan_and_write(scanner, &plain, &err));
    assert_int_equal(written, plain);
    dateline_scanner_free(scanner);
    dateline_rules_free(rules);
}

static bool drop(const char *bytes, size_t len, void *user) {
    (void)bytes;
    *(size_t *)user += len;
    return true;
}

/* Everything that the explaining calls say of the article, in bytes. */
static dateline_status explain_all(dateline_scanner *scanner, size_t *written) {
    static const char *const asked[][2] = {{"Okafor", "person"},
                                           {"3 May 2024", "date"},
                                           {"Lagos and Abuja", "place"},
                                           {"no such text", "contract"}};
    dateline_document document = {
        .size = sizeof document, .text = article, .len = sizeof article - 1, .raw = true};
    dateline_explain_options why = {.size = sizeof why, .at = -1};
    dateline_status status = dateline_explain(scanner, &document, &why, drop, written);
    for (size_t i = 0; status == DATELINE_OK && i < sizeof asked / sizeof *asked; i++) {
        dateline_why_not_options why_not = {
            .size = sizeof why_not, .text = asked[i][0], .type = asked[i][1], .at = -1};
        status = dateline_why_not(scanner, &document, &why_not, drop, written);
    }
    return status;
}

static void explaining_survives_lack_of_memory(void **state) {
    size_t plain = 0, written;
    dateline_error err;
    (void)state;
    dateline_rules *rules = dateline_rules_parse(rules_text, sizeof rules_text - 1, "r",
                                                 false, ignore, NULL, &err);
    dateline_scanner *scanner = dateline_scanner_new(rules, NULL, &err);
    assert_non_null(scanner);
    assert_int_equal(explain_all(scanner, &plain), DATELINE_OK);
    assert_true(plain > 200);
    for (long n = 0;; n++) {
        dl_alloc_fail_after(n);
        written = 0;
        dateline_status status = explain_all(scanner, &written);
        dl_alloc_fail_after(-1);
        if (status == DATELINE_OK && written == plain) break;
        assert_true(n < 100000);
    }
    written = 0;
    assert_int_equal(explain_all(scanner, &written), DATELINE_OK);
    assert_int_equal(written, plain);
    dateline_scanner_free(scanner);
    dateline_rules_free(rules);
}

static void packing_survives_lack_of_memory(void **state) {
    size_t plain = 0, written = 0;
    dateline_error err;
    (void)state;
    dateline_rules *rules = dateline_rules_parse(rules_text, sizeof rules_text - 1, "r",
                                                 false, ignore, NULL, &err);
    assert_non_null(rules);
    assert_int_equal(dateline_rules_pack(rules, drop, &plain), DATELINE_OK);
    assert_true(plain > sizeof rules_text);
    for (long n = 0;; n += 1 + n / 4) {
        dl_alloc_fail_after(n);
        written = 0;
        dateline_status status = dateline_rules_pack(rules, drop, &written);
        dl_alloc_fail_after(-1);
        if (status == DATELINE_OK && written == plain) break;
        assert_int_equal(status, DATELINE_ERR_MEMORY);
        assert_true(n < 10000000);
    }
    dateline_rules_free(rules);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_failing_allocation_is_an_error_and_nothing_more),
        cmocka_unit_test(a_scanner_recovers_from_lack_of_memory),
        cmocka_unit_test(explaining_survives_lack_of_memory),
        cmocka_unit_test(packing_survives_lack_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
