/* test_dates.c - dates of a document resolved together: what stands before counts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "value/kinds.h"

enum { ARGS_MOST = 8, MENTIONS_MOST = 8 };

/* A document of mentions alone, one token each, in one sentence. */
typedef struct document {
    dl_arena arena;
    dl_text text;
    dl_token tokens[MENTIONS_MOST + 1];
    dl_arg args[MENTIONS_MOST][ARGS_MOST];
    dl_mention mentions[MENTIONS_MOST];
    dl_mention *list[MENTIONS_MOST];
    size_t count;
    dl_value_context context;
} document;

static void open_document(document *d, const char *date) {
    memset(d, 0, sizeof *d);
    d->text.tokens = d->tokens;
    d->text.token_count = MENTIONS_MOST + 1;
    d->tokens[0].flags = DL_SENTENCE | DL_PARAGRAPH;
    d->context = (dl_value_context){
        .text = &d->text, .date = date, .date_order = "mdy", .arena = &d->arena};
}

/* Adds a mention: its function, then names and texts of arguments, ended by NULL. */
static void add(document *d, const char *fn, ...) {
    va_list rest;
    const char *name;
    dl_mention *mention = &d->mentions[d->count];
    dl_arg *args = d->args[d->count];
    *mention = (dl_mention){.number = (uint32_t)d->count,
                            .first = (uint32_t)d->count,
                            .end = (uint32_t)d->count + 1,
                            .type = "date",
                            .args = args,
                            .fn = dl_value_find(dl_str_from(fn))};
    assert_non_null(mention->fn);
    va_start(rest, fn);
    while ((name = va_arg(rest, const char *))) {
        dl_str value = dl_str_from(va_arg(rest, const char *));
        args[mention->arg_count++] =
            (dl_arg){.name = name, .text = value, .value = value};
    }
    va_end(rest);
    d->list[d->count++] = mention;
}

static void fill(document *d) {
    assert_true(dl_dates_fill(d->list, d->count, &d->context));
}

static const dateline_date *date_at(const document *d, size_t i) {
    assert_non_null(d->mentions[i].value.date);
    return d->mentions[i].value.date;
}

static void a_sibling_proves_the_order_of_numeric_dates(void **state) {
    (void)state;
    document d;
    open_document(&d, "2025-11-05");
    add(&d, "numeric", "a", "04", "b", "05", "y", "2025", NULL);
    add(&d, "numeric", "a", "24", "b", "10", "y", "2025", NULL);
    fill(&d);
    assert_string_equal(date_at(&d, 0)->start, "2025-05-04");
    assert_string_equal(date_at(&d, 0)->order, "dmy");
    assert_false(date_at(&d, 0)->ambiguous);
    dl_arena_free(&d.arena);
}

static void an_unproved_order_is_flagged_with_the_other_reading(void **state) {
    (void)state;
    document d;
    open_document(&d, "2025-11-05");
    add(&d, "numeric", "a", "04", "b", "05", "y", "2025", NULL);
    fill(&d);
    assert_string_equal(date_at(&d, 0)->start, "2025-04-05");
    assert_true(date_at(&d, 0)->ambiguous);
    assert_string_equal(date_at(&d, 0)->alternatives[0].start, "2025-05-04");
    dl_arena_free(&d.arena);
}

static void dates_that_cannot_be_are_dropped(void **state) {
    (void)state;
    document d;
    open_document(&d, "2025-11-05");
    add(&d, "numeric", "a", "31", "b", "31", "y", "2025", NULL);
    add(&d, "date", "y", "2023", "m", "02", "d", "29", NULL);
    add(&d, "range", "m", "04", "d", "28", "d2", "31", NULL);
    fill(&d);
    for (size_t i = 0; i < d.count; i++)
        assert_true(d.mentions[i].dropped);
    dl_arena_free(&d.arena);
}

static void nothing_relative_is_resolved_without_a_day_to_count_from(void **state) {
    (void)state;
    document d;
    open_document(&d, NULL);
    add(&d, "weekday", "w", "1", NULL);
    add(&d, "date", "m", "04", NULL);
    add(&d, "period", "unit", "week", "step", "-1", NULL);
    add(&d, "span", "unit", "year", "n", "2", "step", "-1", NULL);
    add(&d, "holiday", "day", "12-25", NULL);
    fill(&d);
    for (size_t i = 0; i < d.count; i++) {
        assert_null(date_at(&d, i)->start);
        assert_null(date_at(&d, i)->end);
    }
    assert_string_equal(date_at(&d, 0)->timex_value, "XXXX-WXX-1");
    assert_string_equal(date_at(&d, 1)->timex_value, "XXXX-04");
    dl_arena_free(&d.arena);
}

static void the_day_before_counts_from_a_day_and_not_from_a_range(void **state) {
    (void)state;
    document d;
    open_document(&d, "2025-10-23");
    add(&d, "range", "m", "10", "d", "24", "d2", "27", NULL);
    add(&d, "period", "unit", "day", "step", "-1", "anchor", "mention", NULL);
    add(&d, "date", "m", "10", "d", "24", NULL);
    add(&d, "period", "unit", "day", "step", "-1", "anchor", "mention", NULL);
    fill(&d);
    assert_null(date_at(&d, 1)->start);
    assert_string_equal(date_at(&d, 1)->alternatives[0].start, "2025-10-22");
    assert_string_equal(date_at(&d, 3)->start, "2025-10-23");
    assert_string_equal(date_at(&d, 3)->offset, "-P1D");
    assert_int_equal(date_at(&d, 3)->anchor_entity, 2);
    assert_int_equal(date_at(&d, 2)->anchor_entity, -1);
    dl_arena_free(&d.arena);
}

static void a_fiscal_year_is_exact_when_its_first_month_is_known(void **state) {
    (void)state;
    document d;
    open_document(&d, "2025-11-05");
    add(&d, "fiscal_year", "y", "2024", NULL);
    d.context.fiscal_start = 10;
    fill(&d);
    assert_string_equal(date_at(&d, 0)->start, "2023-10-01");
    assert_string_equal(date_at(&d, 0)->end, "2024-09-30");
    assert_string_equal(date_at(&d, 0)->timex_value, "FY2024");
    assert_false(date_at(&d, 0)->approximate);
    dl_arena_free(&d.arena);
}

static void an_open_bound_leaves_its_side_open(void **state) {
    (void)state;
    document d;
    open_document(&d, "2025-10-23");
    add(&d, "cue", "bound", "from", NULL);
    add(&d, "date", "m", "11", "d", "1", NULL);
    fill(&d);
    assert_true(d.mentions[0].dropped);
    assert_string_equal(date_at(&d, 1)->start, "2025-11-01");
    assert_null(date_at(&d, 1)->end);
    assert_string_equal(date_at(&d, 1)->edtf, "2025-11-01/..");
    dl_arena_free(&d.arena);
}

static void a_sentence_that_looks_ahead_moves_a_month_ahead(void **state) {
    (void)state;
    document d;
    open_document(&d, "2025-11-05");
    add(&d, "cue", "tense", "future", NULL);
    add(&d, "date", "m", "03", NULL);
    fill(&d);
    assert_string_equal(date_at(&d, 1)->start, "2026-03-01");
    assert_string_equal(date_at(&d, 1)->alternatives[0].start, "2025-03-01");
    dl_arena_free(&d.arena);
}

static void years_before_christ_are_astronomical(void **state) {
    (void)state;
    document d;
    open_document(&d, "2025-11-05");
    add(&d, "date", "y", "500", "era", "BC", NULL);
    fill(&d);
    assert_string_equal(date_at(&d, 0)->start, "-0499-01-01");
    assert_string_equal(date_at(&d, 0)->timex_value, "BC0500");
    dl_arena_free(&d.arena);
}

static void two_documents_do_not_know_of_each_other(void **state) {
    (void)state;
    document first, second;
    open_document(&first, "2025-10-23");
    add(&first, "date", "y", "1998", "m", "5", "d", "4", NULL);
    fill(&first);
    open_document(&second, "2025-10-23");
    add(&second, "period", "unit", "day", "step", "+1", "anchor", "mention", NULL);
    fill(&second);
    assert_null(date_at(&second, 0)->start);
    dl_arena_free(&first.arena);
    dl_arena_free(&second.arena);
}

static void add_some_of_all(document *d) {
    add(d, "date", "m", "10", "d", "24", "part", "TMO", NULL);
    add(d, "fiscal_year", "y", "2024", NULL);
    add(d, "duration", "n", "2 1/2", "unit", "hour", NULL);
    add(d, "period", "unit", "week", "n", "2", "step", "-1", NULL);
    add(d, "set", "w", "1", "quant", "EVERY", NULL);
    add(d, "range", "y", "1914", "y2", "18", NULL);
    add(d, "date", "y", "2024", "h", "10", "half", "pm", "zone", "60", "m", "5", "d", "1",
        NULL);
}

static void every_lack_of_memory_is_told(void **state) {
    (void)state;
    bool good = false;
    for (long n = 0; !good && n < 1000; n++) {
        document d;
        open_document(&d, "2025-11-05");
        add_some_of_all(&d);
        dl_alloc_fail_after(n);
        good = dl_dates_fill(d.list, d.count, &d.context);
        dl_alloc_fail_after(-1);
        dl_arena_free(&d.arena);
    }
    assert_true(good);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sibling_proves_the_order_of_numeric_dates),
        cmocka_unit_test(an_unproved_order_is_flagged_with_the_other_reading),
        cmocka_unit_test(dates_that_cannot_be_are_dropped),
        cmocka_unit_test(nothing_relative_is_resolved_without_a_day_to_count_from),
        cmocka_unit_test(the_day_before_counts_from_a_day_and_not_from_a_range),
        cmocka_unit_test(a_fiscal_year_is_exact_when_its_first_month_is_known),
        cmocka_unit_test(an_open_bound_leaves_its_side_open),
        cmocka_unit_test(a_sentence_that_looks_ahead_moves_a_month_ahead),
        cmocka_unit_test(years_before_christ_are_astronomical),
        cmocka_unit_test(two_documents_do_not_know_of_each_other),
        cmocka_unit_test(every_lack_of_memory_is_told),
    };
    return cmocka_run_group_tests_name("dates", tests, NULL, NULL);
}
