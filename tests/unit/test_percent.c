/* test_percent.c - where a rule's captures end up in the value of a percentage. */
#include "value/kinds.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

enum { ARGS = 6 };

static dl_arg arg(const char *name, const char *value, dl_nspan span) {
    return (dl_arg){.name = name,
                    .text = dl_str_from(value),
                    .value = dl_str_from(value),
                    .span = span};
}

/* A mention of bytes 0 to 20 whose core is 10 to 20. */
static dl_mention mention_of(dl_arg args[ARGS], const char *n, const char *b,
                             const char *comparator, const char *after) {
    args[0] = arg("n", n, (dl_nspan){10, 13});
    args[1] = arg("b", b, (dl_nspan){0, 0});
    args[2] = arg("comparator", comparator, (dl_nspan){0, 9});
    args[3] = arg("after", after, (dl_nspan){0, 0});
    args[4] = arg("core", "core", (dl_nspan){10, 20});
    args[5] = arg("unit", "percentage_point", (dl_nspan){14, 20});
    return (dl_mention){.span = {0, 20}, .args = args, .arg_count = ARGS};
}

static const dateline_percent *fill(dl_arena *arena, dl_mention *mention) {
    dl_value_context context = {.arena = arena};
    dl_mention *mentions[] = {mention};
    assert_true(dl_percents_fill(mentions, 1, &context));
    return mention->value.percent;
}

static void the_comparator_says_which_bound_the_number_is(void **state) {
    (void)state;
    static const struct {
        const char *comparator, *after, *expected, *value, *min, *max;
    } rows[] = {
        {NULL, NULL, "eq", "3.5", NULL, NULL},
        {"approx", NULL, "approx", "3.5", NULL, NULL},
        {"gt", NULL, "gt", NULL, "3.5", NULL},
        {"gte", NULL, "gte", NULL, "3.5", NULL},
        {"lt", NULL, "lt", NULL, NULL, "3.5"},
        {"lte", NULL, "lte", NULL, NULL, "3.5"},
        {"approx", "gte", "gte", NULL, "3.5", NULL},
        {"some nonsense", NULL, "eq", "3.5", NULL, NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        dl_arena arena = {0};
        dl_arg args[ARGS];
        dl_mention mention =
            mention_of(args, "3.5", NULL, rows[i].comparator, rows[i].after);
        const dateline_percent *percent = fill(&arena, &mention);
        assert_string_equal(percent->comparator, rows[i].expected);
        const char *const have[] = {percent->value, percent->min, percent->max};
        const char *const want[] = {rows[i].value, rows[i].min, rows[i].max};
        for (size_t k = 0; k < 3; k++) {
            assert_int_equal(have[k] == NULL, want[k] == NULL);
            if (want[k]) assert_string_equal(have[k], want[k]);
        }
        dl_arena_free(&arena);
    }
}

static void two_ends_are_a_range_whatever_stands_before(void **state) {
    (void)state;
    dl_arena arena = {0};
    dl_arg args[ARGS];
    dl_mention mention = mention_of(args, "five", "seven", "approx", NULL);
    const dateline_percent *percent = fill(&arena, &mention);
    assert_string_equal(percent->comparator, "range");
    assert_string_equal(percent->min, "5");
    assert_string_equal(percent->max, "7");
    assert_null(percent->value);
    assert_string_equal(percent->form, "words");
    assert_string_equal(percent->unit, "percentage_point");
    dl_arena_free(&arena);
}

static void the_core_is_the_captured_one(void **state) {
    (void)state;
    dl_arena arena = {0};
    dl_arg args[ARGS];
    dl_mention mention = mention_of(args, "5", NULL, "gt", NULL);
    fill(&arena, &mention);
    assert_int_equal(mention.core.start, 10);
    assert_int_equal(mention.core.end, 20);
    mention.arg_count = 1;
    fill(&arena, &mention);
    assert_int_equal(mention.core.start, 0);
    dl_arena_free(&arena);
}

static void a_change_has_a_direction_and_a_level_has_none(void **state) {
    (void)state;
    dl_arena arena = {0};
    dl_arg args[ARGS];
    dl_mention mention = mention_of(args, "5", NULL, NULL, NULL);
    assert_string_equal(fill(&arena, &mention)->role, "level");
    args[2] = arg("direction", "decrease", (dl_nspan){0, 0});
    const dateline_percent *percent = fill(&arena, &mention);
    assert_string_equal(percent->role, "change");
    assert_string_equal(percent->direction, "decrease");
    args[2] = arg("share", " of ", (dl_nspan){0, 0});
    assert_string_equal(fill(&arena, &mention)->role, "share");
    dl_arena_free(&arena);
}

static void what_is_no_number_is_dropped(void **state) {
    (void)state;
    dl_arena arena = {0};
    dl_arg args[ARGS];
    dl_mention mention = mention_of(args, "some", NULL, NULL, NULL);
    fill(&arena, &mention);
    assert_true(mention.dropped);
    mention.arg_count = 0;
    fill(&arena, &mention);
    assert_true(mention.dropped);
    dl_arena_free(&arena);
}

static void no_memory_is_told(void **state) {
    (void)state;
    dl_arena arena = {0};
    dl_arg args[ARGS];
    dl_mention mention = mention_of(args, "5", NULL, NULL, NULL);
    dl_mention *mentions[] = {&mention};
    dl_value_context context = {.arena = &arena};
    dl_alloc_fail_after(0);
    assert_false(dl_percents_fill(mentions, 1, &context));
    dl_alloc_fail_after(-1);
    dl_arena_free(&arena);
}

static bool below(const char *n, const char *limit) {
    dl_arg args[] = {arg("n", n, (dl_nspan){0, 0}), arg("b", limit, (dl_nspan){0, 0})};
    return dl_test_number_below(args, 2);
}

static void numbers_are_compared_by_size_and_a_missing_one_passes(void **state) {
    (void)state;
    assert_true(below("9", "10"));
    assert_true(below("two", "3.5"));
    assert_false(below("39", "34"));
    assert_false(below("5", "5"));
    assert_false(below("5", "many"));
    assert_true(below("5", NULL));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_comparator_says_which_bound_the_number_is),
        cmocka_unit_test(two_ends_are_a_range_whatever_stands_before),
        cmocka_unit_test(the_core_is_the_captured_one),
        cmocka_unit_test(a_change_has_a_direction_and_a_level_has_none),
        cmocka_unit_test(what_is_no_number_is_dropped),
        cmocka_unit_test(no_memory_is_told),
        cmocka_unit_test(numbers_are_compared_by_size_and_a_missing_one_passes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
