/* calendar.c - days, weeks, months, quarters, years: counting them, in both directions.
 *
 * Years start in March here while days are counted, so that the leap day comes last. */
#include "value/calendar.h"

static int64_t floor_div(int64_t a, int64_t b) {
    return a / b - (a % b < 0);
}

static int floor_mod(int64_t a, int64_t b) {
    return (int)(a - floor_div(a, b) * b);
}

static bool is_leap(int64_t year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int dl_month_days(int64_t year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

bool dl_date_valid(int64_t year, int month, int day) {
    return month >= 1 && month <= 12 && day >= 1 && day <= dl_month_days(year, month);
}

int64_t dl_day_number(int64_t year, int month, int day) {
    year -= month <= 2;
    int64_t era = floor_div(year, 400);
    int64_t year_of_era = year - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468; /* days from 0000-03-01 to 1970-01-01 */
}

dl_ymd dl_day_date(int64_t day) {
    day += 719468;
    int64_t era = floor_div(day, 146097);
    int64_t day_of_era = day - era * 146097;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int month_from_march = (int)((5 * day_of_year + 2) / 153);
    int month = month_from_march + (month_from_march < 10 ? 3 : -9);
    return (dl_ymd){.year = year_of_era + era * 400 + (month <= 2),
                    .month = month,
                    .day = (int)(day_of_year - (153 * month_from_march + 2) / 5 + 1)};
}

int dl_weekday_of(int64_t day) {
    return floor_mod(day + 3, 7) + 1; /* day 0 is a Thursday */
}

int64_t dl_weekday_from(int64_t day, int weekday) {
    return day + floor_mod(weekday - dl_weekday_of(day), 7);
}

/* The year of a week is the year of its Thursday. */
void dl_iso_week(int64_t day, int64_t *year, int *week) {
    int64_t thursday = day - dl_weekday_of(day) + 4;
    *year = dl_day_date(thursday).year;
    *week = (int)((thursday - dl_day_number(*year, 1, 1)) / 7 + 1);
}

int dl_units_in_year(dl_unit unit) {
    switch (unit) {
    case DL_MONTH:
        return 12;
    case DL_SEASON:
    case DL_QUARTER:
        return 4;
    case DL_HALF:
        return 2;
    case DL_YEAR:
        return 1;
    default:
        return 0;
    }
}

static int years_in_unit(dl_unit unit) {
    switch (unit) {
    case DL_YEAR:
        return 1;
    case DL_DECADE:
        return 10;
    case DL_CENTURY:
        return 100;
    case DL_MILLENNIUM:
        return 1000;
    default:
        return 0;
    }
}

/* Before Christ a century's years run from 1 to 100, as there is no year 0: the fourth is
 * 400 BC (-399) to 301 BC (-300). The first one after has 99 here. A decade's begin with
 * its last: the 480s are 489 BC (-488) to 480 BC (-479), and the one next to Christ, with
 * nine years, has -1 for its index. */
static int64_t era_index(int64_t year, int years) {
    if (years == 10 && year < 0) return floor_div(year - 2, years);
    return floor_div(year <= 0 && years >= 100 ? year - 1 : year, years);
}

static int64_t era_first_year(int64_t index, int years) {
    if (years == 10 && index < 0) return index * years + 2;
    return index * years + (index <= 0 && years >= 100);
}

/* Meteorological seasons of the north; winter belongs to the year of its December. */
static int64_t season_index(dl_ymd date) {
    if (date.month <= 2) return (date.year - 1) * 4 + 3;
    return date.year * 4 + (date.month - 3) / 3;
}

dl_period dl_period_of(dl_unit unit, int64_t day) {
    dl_ymd date = dl_day_date(day);
    int parts = dl_units_in_year(unit);
    int years = years_in_unit(unit);
    int64_t index = day;
    if (unit == DL_WEEK || unit == DL_WEEKEND)
        index = floor_div(day + 3, 7);
    else if (unit == DL_SEASON)
        index = season_index(date);
    else if (years)
        index = era_index(date.year, years);
    else if (parts)
        index = date.year * parts + (date.month - 1) * parts / 12;
    return (dl_period){unit, index};
}

static int64_t first_of_month(int64_t month_index) {
    return dl_day_number(floor_div(month_index, 12), floor_mod(month_index, 12) + 1, 1);
}

int64_t dl_period_first(dl_period period) {
    int parts = dl_units_in_year(period.unit);
    int years = years_in_unit(period.unit);
    switch (period.unit) {
    case DL_WEEK:
        return period.index * 7 - 3;
    case DL_WEEKEND:
        return period.index * 7 - 3 + 5;
    case DL_SEASON:
        return first_of_month(period.index * 3 + 2);
    default:
        if (years) return dl_day_number(era_first_year(period.index, years), 1, 1);
        return parts ? first_of_month(period.index * (12 / parts)) : period.index;
    }
}

int64_t dl_period_last(dl_period period) {
    if (period.unit == DL_WEEKEND) return period.index * 7 - 3 + 6;
    return dl_period_first((dl_period){period.unit, period.index + 1}) - 1;
}

dl_period dl_period_in_year(dl_unit unit, int64_t year, int part) {
    return (dl_period){unit, year * dl_units_in_year(unit) + part};
}

int64_t dl_period_year(dl_period period) {
    int64_t year;
    int week;
    int parts = dl_units_in_year(period.unit);
    if (period.unit == DL_WEEK || period.unit == DL_WEEKEND) {
        dl_iso_week(dl_period_first(period), &year, &week);
        return year;
    }
    if (parts) return floor_div(period.index, parts);
    return dl_day_date(dl_period_first(period)).year;
}

static bool digits(const char *text, int count, int *value) {
    *value = 0;
    for (int i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9') return false;
        *value = *value * 10 + (text[i] - '0');
    }
    return true;
}

bool dl_day_parse(const char *text, int64_t *day) {
    int year, month, date;
    if (!text || !digits(text, 4, &year) || text[4] != '-' ||
        !digits(text + 5, 2, &month) || text[7] != '-' || !digits(text + 8, 2, &date) ||
        text[10] != '\0' || !dl_date_valid(year, month, date))
        return false;
    *day = dl_day_number(year, month, date);
    return true;
}
