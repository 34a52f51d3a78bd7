/* test_gold.c - values of gold against values that were found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "gold/value.h"
#include "text/fold.h"
#include "value/calendar.h"

/* ---- days ------------------------------------------------------------------------ */

static void interval(const char *value, const char *first, const char *last) {
    int64_t a, b, from, to;
    if (!dl_gold_interval(dl_str_from(value), &from, &to)) {
        if (first) fail_msg("%s denotes days", value);
        return;
    }
    if (!first) fail_msg("%s denotes no days", value);
    assert_true(dl_day_parse(first, &a) && dl_day_parse(last, &b));
    if (from != a || to != b) fail_msg("%s is not %s/%s", value, first, last);
}

static void values_of_timex_denote_days(void **state) {
    (void)state;
    interval("2024-02-29", "2024-02-29", "2024-02-29");
    interval("2024-02-29T10:00", "2024-02-29", "2024-02-29");
    interval("2024-02", "2024-02-01", "2024-02-29");
    interval("2024-02-XX", "2024-02-01", "2024-02-29");
    interval("2024", "2024-01-01", "2024-12-31");
    interval("2013-W11", "2013-03-11", "2013-03-17");
    interval("2013-W11-WE", "2013-03-16", "2013-03-17");
    interval("2020-W53", "2020-12-28", "2021-01-03");
    interval("2024-Q1", "2024-01-01", "2024-03-31");
    interval("2024-H2", "2024-07-01", "2024-12-31");
    interval("199", "1990-01-01", "1999-12-31");
    interval("199X", "1990-01-01", "1999-12-31");
    interval("19", "1900-01-01", "1999-12-31");
    interval("19XX", "1900-01-01", "1999-12-31");
    interval("2024-01/2024-03", "2024-01-01", "2024-03-31");
    interval(" 2024-01-05 ", "2024-01-05", "2024-01-05");
}

static void what_is_no_day_of_the_calendar_denotes_none(void **state) {
    (void)state;
    static const char *const none[] = {
        "",        "2023-02-29",  "2024-13", "2021-W53",    "2024-W00",
        "2024-Q5", "2024-H0",     "0000",    "PRESENT_REF", "P3D",
        "2024-SP", "2024-01-05x", "2024/",   "/2024",       "000"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        interval(none[i], NULL, NULL);
}

/* ---- names ----------------------------------------------------------------------- */

static void folded(const char *name, const char *words) {
    dl_arena arena = {0};
    dl_str found = dl_fold_name(dl_str_from(name), &arena);
    if (!dl_str_is(found, words)) fail_msg("%s: %.*s", name, (int)found.len, found.at);
    dl_arena_free(&arena);
}

static void names_are_compared_without_case_accents_and_remarks(void **state) {
    (void)state;
    folded("José  O'Neil-Groß", "jose\no\nneil\ngross\n");
    folded("Springfield (Illinois)", "springfield\n");
    folded("Ⅻ_ﬁeld", "xii\nfield\n");
    folded("a (b", "a\nb\n");
    folded("", "");
    folded("中国 2", "中国\n2\n");
}

/* ---- agreement ------------------------------------------------------------------- */

/* "=" the same, "~" nearly, "-" not, for a gold mention of that type and JSON value. */
static char agreement(const char *type, const char *value,
                      const dateline_entity *entity) {
    char path[] = "/tmp/test_gold.XXXXXX";
    int file = mkstemp(path);
    assert_true(file >= 0);
    dprintf(
        file,
        "{\"id\":1,\"text\":\"x\",\"entities\":[{\"start\":0,\"end\":1,\"type\":\"%s\","
        "\"value\":%s}]}\n",
        type, value);
    close(file);
    const char *paths[] = {path};
    dateline_gold *gold = dateline_gold_load(paths, 1, NULL, NULL, NULL);
    assert_non_null(gold);
    const dateline_gold_mention *mention = &dateline_gold_at(gold, 0)->mentions[0];
    bool strict = dateline_gold_agrees(mention, entity, false);
    bool lenient = dateline_gold_agrees(mention, entity, true);
    assert_true(lenient || !strict);
    assert_null(dateline_gold_at(gold, 1));
    dateline_gold_free(gold);
    unlink(path);
    return strict ? '=' : lenient ? '~' : '-';
}

static char place(const char *gold, const char *geonames, double lat, double lon) {
    dateline_place found = {.name = "Paris",
                            .geonames = geonames,
                            .located = lat != 0,
                            .lat = lat,
                            .lon = lon};
    return agreement("place", gold,
                     &(dateline_entity){.type = "place", .value.place = &found});
}

static void places_agree_by_id_then_distance_then_name(void **state) {
    (void)state;
    assert_int_equal(place("{\"geonamesid\":\"2988507\"}", "2988507", 0, 0), '=');
    assert_int_equal(place("{\"geonamesid\":2988507}", "2988507", 0, 0), '=');
    assert_int_equal(place("{\"geonamesid\":\"1\"}", "2988507", 0, 0), '-');
    assert_int_equal(
        place("{\"geonamesid\":\"1\",\"lat\":48.9,\"lon\":2.3}", "2988507", 48.8, 2.3),
        '~');
    assert_int_equal(place("{\"lat\":48.9,\"lon\":2.3}", NULL, 48.8, 2.3), '=');
    assert_int_equal(
        place("{\"name\":\"Paris\",\"lat\":33.6,\"lon\":-95.5}", NULL, 48.8, 2.3), '-');
    assert_int_equal(place("{\"name\":\"paris\"}", NULL, 48.8, 2.3), '=');
    assert_int_equal(place("\"Paris\"", NULL, 0, 0), '=');
    assert_int_equal(place("{\"name\":\"X\",\"wikipedia\":\"en/Paris\"}", NULL, 0, 0),
                     '=');
}

static char percent(const char *gold, const char *value, const char *min,
                    const char *max) {
    dateline_percent found = {.value = value, .min = min, .max = max};
    return agreement("percent", gold,
                     &(dateline_entity){.type = "percent", .value.percent = &found});
}

static void percentages_agree_by_their_numbers(void **state) {
    (void)state;
    assert_int_equal(percent("3.5", "3.50", NULL, NULL), '=');
    assert_int_equal(percent("3.51", "3.5", NULL, NULL), '~');
    assert_int_equal(percent("3.6", "3.5", NULL, NULL), '-');
    assert_int_equal(percent("\"-1,000.5%\"", "-1000.5", NULL, NULL), '=');
    assert_int_equal(percent("[1,2]", NULL, "1", "2"), '=');
    assert_int_equal(percent("{\"min\":100,\"max\":null}", NULL, "100", NULL), '=');
    assert_int_equal(percent("{\"value\":7,\"min\":1}", "7", NULL, NULL), '=');
    assert_int_equal(percent("[]", NULL, NULL, NULL), '-');
    assert_int_equal(percent("[1,2,3,4,5,6]", "1", NULL, NULL), '-');
}

static char person(const char *gold, const char *name) {
    dateline_person found = {.name = name};
    return agreement("person", gold,
                     &(dateline_entity){.type = "person", .value.person = &found});
}

static void persons_agree_by_name(void **state) {
    (void)state;
    assert_int_equal(person("\"Ada Quill\"", "ada quill"), '=');
    assert_int_equal(
        person("{\"name\":\"X\",\"wikipedia\":\"Ada Quill (sailor)\"}", "Ada Quill"),
        '=');
    assert_int_equal(person("\"Ada M. Quill\"", "Ada Quill"), '~');
    assert_int_equal(person("\"Ada Quill\"", "Quill"), '-');
}

static void dates_agree_by_their_timex_value(void **state) {
    (void)state;
    dateline_date found = {.timex_value = "2013-W11"};
    dateline_entity entity = {.type = "date", .value.date = &found};
    assert_int_equal(agreement("date", "\"2013-W11\"", &entity), '=');
    assert_int_equal(agreement("date", "\"2013-03-11/2013-03-17\"", &entity), '~');
    assert_int_equal(agreement("date", "\"2013-03-11T10:00\"", &entity), '-');
    assert_int_equal(agreement("date", "{\"start\":\"2013-03-11\"}", &entity), '-');
    assert_int_equal(agreement("date", "\"2013\"", &(dateline_entity){.type = "date"}),
                     '-');
}

static void lack_of_memory_is_an_error_and_no_crash(void **state) {
    (void)state;
    const char *paths[] = {"tests/cli/eval-of-gold/gold.jsonl",
                           "tests/cli/eval-of-gold/marked.txt"};
    dateline_gold *gold = NULL;
    for (long n = 0; !gold && n < 1000; n++) {
        dateline_error err;
        dl_alloc_fail_after(n);
        gold = dateline_gold_load(paths, 2, NULL, NULL, &err);
        dl_alloc_fail_after(-1);
        if (!gold) assert_int_equal(err.status, DATELINE_ERR_MEMORY);
    }
    assert_non_null(gold);
    dateline_gold_free(gold);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_of_timex_denote_days),
        cmocka_unit_test(what_is_no_day_of_the_calendar_denotes_none),
        cmocka_unit_test(names_are_compared_without_case_accents_and_remarks),
        cmocka_unit_test(places_agree_by_id_then_distance_then_name),
        cmocka_unit_test(percentages_agree_by_their_numbers),
        cmocka_unit_test(persons_agree_by_name),
        cmocka_unit_test(dates_agree_by_their_timex_value),
        cmocka_unit_test(lack_of_memory_is_an_error_and_no_crash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
