/* test_number.c - numbers in digits and words, to the decimal that is printed. */
#include "value/number.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static void assert_number(const char *text, const char *expected) {
    dl_arena arena = {0};
    dl_number number;
    const char *read = dl_number_read(dl_str_from(text), &number)
                           ? dl_number_text(&number, &arena)
                           : "none";
    if (strcmp(read, expected) != 0)
        fail_msg("%s: %s, expected %s", text, read, expected);
    dl_arena_free(&arena);
}

static void digits_keep_their_scale(void **state) {
    (void)state;
    static const char *const rows[][2] = {
        {"5", "5"},
        {"3.50", "3.50"},
        {"1,234.5", "1234.5"},
        {".5", "0.5"},
        {"-0.1", "-0.1"},
        {"+2", "2"},
        {"007", "7"},
        {"0.0", "0.0"},
        {"minus 2.5", "-2.5"},
        {"21,6", "21.6"},
        {"12,345", "12345"},
        {"1,,5", "15"},
        {"00", "0"},
        {"1000000000000000000000", "1000000000000000000000"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_number(rows[i][0], rows[i][1]);
}

static void fractions_in_digits_are_read(void **state) {
    (void)state;
    static const char *const rows[][2] = {
        {"1/2", "0.5"},   {"2 1/2", "2.5"},  {"2-1/2", "2.5"},
        {"2½", "2.5"},    {"¾", "0.75"},     {"1/3", "0.33"},
        {"3 ⅛", "3.125"}, {"2\n1/2", "2.5"}, {"-½", "-0.5"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_number(rows[i][0], rows[i][1]);
}

static void words_are_read(void **state) {
    (void)state;
    static const char *const rows[][2] = {
        {"seven", "7"},
        {"Twenty-five", "25"},
        {"EIGHTY", "80"},
        {"forty four", "44"},
        {"a hundred", "100"},
        {"hundred", "100"},
        {"one hundred and five", "105"},
        {"two hundred fifty", "250"},
        {"one thousand", "1000"},
        {"one thousand two hundred", "1200"},
        {"zero", "0"},
        {"one point three", "1.3"},
        {"two point two five", "2.25"},
        {"three point seventy-five", "3.75"},
        {"two and a half", "2.5"},
        {"two-and-three-quarter", "2.75"},
        {"a hundred and a half", "100.5"},
        {"half", "0.5"},
        {"a half", "0.5"},
        {"a quarter", "0.25"},
        {"three-quarters", "0.75"},
        {"two thirds", "0.67"},
        {"one hundredth", "0.01"},
        {"three-tenths", "0.3"},
        {"an", "1"},
        {"minus one", "-1"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_number(rows[i][0], rows[i][1]);
}

static void what_is_no_number_is_refused(void **state) {
    (void)state;
    static const char *const rows[] = {
        "",
        "-",
        "and",
        "point",
        "five six",
        "two and",
        "1.",
        "1.2.3",
        "1/0",
        "1//2",
        "one point",
        "percent",
        "2 1/2 3",
        "hundred thirds five",
        "1/2/3",
        "a a",
        ",",
        "two thirds half",
        "thousand thousand thousand thousand",
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_number(rows[i], "none");
    dl_number number;
    assert_false(dl_number_read((dl_str){NULL, 0}, &number));
}

static void numbers_compare_by_size(void **state) {
    (void)state;
    dl_number a, b;
    assert_true(dl_number_read(DL_STR("3.5"), &a) && dl_number_read(DL_STR("10"), &b));
    assert_true(dl_number_double(&a) < dl_number_double(&b));
    assert_true(dl_number_read(DL_STR("-3"), &a) && dl_number_read(DL_STR("half"), &b));
    assert_true(dl_number_double(&a) < dl_number_double(&b));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digits_keep_their_scale),
        cmocka_unit_test(fractions_in_digits_are_read),
        cmocka_unit_test(words_are_read),
        cmocka_unit_test(what_is_no_number_is_refused),
        cmocka_unit_test(numbers_compare_by_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
