/* calendar.h - days, weeks, months, quarters, years: counting them, in both directions.
 *
 * A day is its number from 1970-01-01 in the proleptic Gregorian calendar; a year is
 * astronomical (0 is 1 BC, -499 is 500 BC). A period is a unit and how many of that unit
 * lie before it, so that "three quarters earlier" is a subtraction. */
#ifndef DL_VALUE_CALENDAR_H
#define DL_VALUE_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum dl_unit { /* from fine to coarse */
                       DL_SECOND,
                       DL_MINUTE,
                       DL_HOUR,
                       DL_DAY,
                       DL_WEEKEND,
                       DL_WEEK,
                       DL_MONTH,
                       DL_SEASON,
                       DL_QUARTER,
                       DL_HALF,
                       DL_YEAR,
                       DL_DECADE,
                       DL_CENTURY,
                       DL_MILLENNIUM,
                       DL_UNITS,
                       DL_NO_UNIT = DL_UNITS
} dl_unit;

typedef struct dl_period { /* units of a day or longer */
    dl_unit unit;
    int64_t index;
} dl_period;

typedef struct dl_ymd {
    int64_t year;
    int month, day; /* from 1 */
} dl_ymd;

bool dl_date_valid(int64_t year, int month, int day);
int dl_month_days(int64_t year, int month);
int64_t dl_day_number(int64_t year, int month, int day);
dl_ymd dl_day_date(int64_t day);

/* 1 is Monday, 7 is Sunday. */
int dl_weekday_of(int64_t day);

/* The ISO 8601 week that holds the day. */
void dl_iso_week(int64_t day, int64_t *year, int *week);

/* The period of that unit that holds the day. Weekends are numbered with their weeks. */
dl_period dl_period_of(dl_unit unit, int64_t day);
int64_t dl_period_first(dl_period period);
int64_t dl_period_last(dl_period period);

/* The part of a year with that number: months 0..11, quarters 0..3, seasons 0..3 (spring
 * first), halves 0..1. */
dl_period dl_period_in_year(dl_unit unit, int64_t year, int part);

/* How many of the unit make a year; 0 where they do not fit. */
int dl_units_in_year(dl_unit unit);

/* The year that a period is named after (an ISO week's own year). */
int64_t dl_period_year(dl_period period);

/* The first of that weekday on or after the day. */
int64_t dl_weekday_from(int64_t day, int weekday);

/* 2024-03-03 as a day number; false for anything else. */
bool dl_day_parse(const char *text, int64_t *day);

#endif
