/* test_calendar.c - days, weeks, parts of years and movable holidays. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "value/holiday.h"

static void days_and_dates_are_inverse(void **state) {
    (void)state;
    for (int64_t day = -800000; day < 60000; day += 37) {
        dl_ymd date = dl_day_date(day);
        assert_true(dl_date_valid(date.year, date.month, date.day));
        assert_int_equal(dl_day_number(date.year, date.month, date.day), day);
    }
}

static void the_first_of_january_1970_is_day_zero(void **state) {
    (void)state;
    assert_int_equal(dl_day_number(1970, 1, 1), 0);
    assert_int_equal(dl_day_number(2025, 10, 23), 20384);
}

/* A calendar that only knows how to turn a page. */
static dl_ymd tomorrow(dl_ymd date) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = date.year % 400 == 0 || (date.year % 4 == 0 && date.year % 100 != 0);
    int last = days[date.month - 1] + (date.month == 2 && leap);
    if (date.day < last) return (dl_ymd){date.year, date.month, date.day + 1};
    if (date.month < 12) return (dl_ymd){date.year, date.month + 1, 1};
    return (dl_ymd){date.year + 1, 1, 1};
}

/* Weeks are counted by their Thursdays: the first one of a year starts at one again. */
static void every_day_of_twenty_thousand_years_follows_the_one_before(void **state) {
    (void)state;
    dl_ymd date = {-9999, 1, 1};
    int64_t day = dl_day_number(-9999, 1, 1), week_year = -9999;
    int weekday = dl_weekday_of(day), week = 0;
    bool counted = false;
    for (; date.year <= 9999; date = tomorrow(date), day++, weekday = weekday % 7 + 1) {
        dl_ymd found = dl_day_date(day);
        if (weekday == 1) { /* Thursday is three days away */
            dl_ymd thursday = tomorrow(tomorrow(tomorrow(date)));
            week = thursday.month == 1 && thursday.day <= 7 ? 1 : week + 1;
            week_year = thursday.year;
            counted |= week == 1;
        }
        int64_t iso_year;
        int iso_week;
        dl_iso_week(day, &iso_year, &iso_week);
        bool same = found.year == date.year && found.month == date.month &&
                    found.day == date.day &&
                    dl_day_number(date.year, date.month, date.day) == day &&
                    dl_weekday_of(day) == weekday &&
                    (!counted || (iso_year == week_year && iso_week == week));
        if (!same) fail_msg("%lld-%d-%d", (long long)date.year, date.month, date.day);
    }
    assert_int_equal(day - dl_day_number(-9999, 1, 1), 7304484);
}

static void leap_day_needs_a_leap_year(void **state) {
    (void)state;
    assert_true(dl_date_valid(2024, 2, 29));
    assert_true(dl_date_valid(2000, 2, 29));
    assert_false(dl_date_valid(2023, 2, 29));
    assert_false(dl_date_valid(1900, 2, 29));
    assert_false(dl_date_valid(2024, 13, 1));
    assert_false(dl_date_valid(2024, 4, 31));
}

static void weeks_at_new_year_belong_to_the_year_of_their_thursday(void **state) {
    (void)state;
    int64_t year;
    int week;
    dl_iso_week(dl_day_number(2021, 1, 3), &year, &week);
    assert_int_equal(year, 2020);
    assert_int_equal(week, 53);
    dl_iso_week(dl_day_number(2024, 12, 30), &year, &week);
    assert_int_equal(year, 2025);
    assert_int_equal(week, 1);
}

static void weekdays_count_from_monday(void **state) {
    (void)state;
    assert_int_equal(dl_weekday_of(dl_day_number(2025, 10, 23)), 4);
    assert_int_equal(dl_weekday_of(dl_day_number(1969, 7, 20)), 7);
    assert_int_equal(dl_weekday_from(dl_day_number(2025, 10, 23), 4),
                     dl_day_number(2025, 10, 23));
    assert_int_equal(dl_weekday_from(dl_day_number(2025, 10, 24), 4),
                     dl_day_number(2025, 10, 30));
}

static void every_period_holds_its_own_days(void **state) {
    (void)state;
    static const dl_unit units[] = {DL_DAY,  DL_WEEK, DL_MONTH,  DL_SEASON, DL_QUARTER,
                                    DL_HALF, DL_YEAR, DL_DECADE, DL_CENTURY};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        for (int64_t day = -750000; day < 30000; day += 911) {
            dl_period period = dl_period_of(units[i], day);
            assert_true(dl_period_first(period) <= day && day <= dl_period_last(period));
            assert_int_equal(dl_period_of(units[i], dl_period_first(period)).index,
                             period.index);
            assert_int_equal(dl_period_of(units[i], dl_period_last(period)).index,
                             period.index);
        }
}

static void a_quarter_before_january_is_last_years_fourth(void **state) {
    (void)state;
    dl_period quarter = dl_period_of(DL_QUARTER, dl_day_number(2025, 2, 1));
    quarter.index--;
    assert_int_equal(dl_period_year(quarter), 2024);
    assert_int_equal(dl_period_first(quarter), dl_day_number(2024, 10, 1));
}

static void winter_runs_into_the_next_year(void **state) {
    (void)state;
    dl_period winter = dl_period_of(DL_SEASON, dl_day_number(2025, 1, 15));
    assert_int_equal(dl_period_year(winter), 2024);
    assert_int_equal(dl_period_last(winter), dl_day_number(2025, 2, 28));
}

static void a_day_is_parsed_whole_or_not_at_all(void **state) {
    (void)state;
    int64_t day;
    assert_true(dl_day_parse("2025-10-23", &day));
    assert_int_equal(day, 20384);
    assert_false(dl_day_parse("2025-10-23T", &day));
    assert_false(dl_day_parse("2025-02-30", &day));
    assert_false(dl_day_parse("2025-1-1", &day));
    assert_false(dl_day_parse(NULL, &day));
    assert_false(dl_day_parse("", &day));
}

static void holidays_fall_on_their_days(void **state) {
    (void)state;
    static const struct {
        const char *formula;
        int year, month, day;
    } known[] = {
        {"12-25", 2024, 12, 25},
        {"11/thu>=22", 2024, 11, 28},
        {"05/mon>=25", 2025, 5, 26},
        {"09/mon>=01", 2025, 9, 1},
        {"11/tue>=02", 2024, 11, 5},
        {"easter+0", 2024, 3, 31},
        {"easter-2", 2025, 4, 18},
        {"easter+0", 2038, 4, 25},
        {"orthodox+0", 2024, 5, 5},
        {"orthodox+0", 2023, 4, 16},
        {"hijri 10-01", 2024, 4, 10},
        {"hijri 12-10", 2022, 7, 10},
        {"hijri 09-01", 2023, 3, 23},
        {"hebrew 07-01", 2024, 10, 3},
        {"hebrew 07-10", 2023, 9, 25},
        {"hebrew 01-15", 2024, 4, 23},
        {"hebrew 09-25", 2024, 12, 26},
        {"hebrew 09-25", 2023, 12, 8},
        {"lunar 01-01", 2024, 2, 10},
        {"lunar 01-01", 1985, 2, 20},
        {"lunar 01-15", 2025, 2, 12},
        {"hebrew 12-14", 2024, 3, 24},
        {"hebrew 12-14", 2025, 3, 14},
        {"easter+0", 1818, 3, 22},
        {"easter+0", 1943, 4, 25},
        {"easter+0", 2000, 4, 23},
        {"easter+49", 2024, 5, 19},
        {"orthodox+0", 1983, 5, 8},
        {"orthodox+0", 2010, 4, 4},
        {"11/thu>=22", 2018, 11, 22},
        {"11/thu>=22", 2023, 11, 23},
        {"hebrew 07-01", 1999, 9, 11},
        {"hebrew 01-15", 1994, 3, 27},
        {"hebrew 01-15", 2016, 4, 23},
        {"lunar 01-01", 2023, 1, 22},
        {"lunar 01-01", 1966, 1, 21},
        {"table 2023 1112 1101 1020", 2024, 11, 1},
        {"sighted 2023 0421 0410", 2023, 4, 21},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        dl_holiday found;
        assert_true(dl_holiday_in(dl_str_from(known[i].formula), known[i].year, &found));
        dl_ymd date = dl_day_date(found.first);
        if (date.month != known[i].month || date.day != known[i].day)
            fail_msg("%s %d: %02d-%02d", known[i].formula, known[i].year, date.month,
                     date.day);
    }
}

static void ramadan_is_a_month(void **state) {
    (void)state;
    dl_holiday found;
    assert_true(dl_holiday_in(DL_STR("hijri 09"), 2023, &found));
    assert_true(found.approximate);
    assert_int_equal(found.last - found.first, 29);
}

static void formulas_that_are_none_are_refused(void **state) {
    (void)state;
    static const char *const wrong[] = {"",
                                        "12",
                                        "13-01",
                                        "02-30",
                                        "11/thx>=2",
                                        "easter",
                                        "easter+x",
                                        "hijri 13-01",
                                        "lunar 01",
                                        "12-25-01",
                                        "hebrew 11-1",
                                        "table",
                                        "table 2024",
                                        "table 2024 0000",
                                        "table 2025 0101",
                                        "sighted 2024 1332"};
    dl_holiday found;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (dl_holiday_in(dl_str_from(wrong[i]), 2024, &found)) fail_msg("%s", wrong[i]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_of_twenty_thousand_years_follows_the_one_before),
        cmocka_unit_test(days_and_dates_are_inverse),
        cmocka_unit_test(the_first_of_january_1970_is_day_zero),
        cmocka_unit_test(leap_day_needs_a_leap_year),
        cmocka_unit_test(weeks_at_new_year_belong_to_the_year_of_their_thursday),
        cmocka_unit_test(weekdays_count_from_monday),
        cmocka_unit_test(every_period_holds_its_own_days),
        cmocka_unit_test(a_quarter_before_january_is_last_years_fourth),
        cmocka_unit_test(winter_runs_into_the_next_year),
        cmocka_unit_test(a_day_is_parsed_whole_or_not_at_all),
        cmocka_unit_test(holidays_fall_on_their_days),
        cmocka_unit_test(ramadan_is_a_month),
        cmocka_unit_test(formulas_that_are_none_are_refused),
    };
    return cmocka_run_group_tests_name("calendar", tests, NULL, NULL);
}
