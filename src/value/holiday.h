/* holiday.h - when a holiday falls, from a short formula that a word list can hold.
 *
 *     12-25          the same day each year
 *     11/thu>=22     the first Thursday on or after 22 November
 *     easter-2       days from Western Easter; orthodox+0 from the Eastern one
 *     hijri 10-01    tabular Islamic calendar: true to a day or so
 *     hebrew 07-15   Hebrew calendar, months counted from Nisan
 *     lunar 01-01    Chinese New Year and the days after it
 *     table 1990 1116 1105 ...   month and day, year for year from the first on
 *     sighted 1990 0427 ...      the same, where the true day waits for a moon
 *     easter-7 to easter-1       from one day to another
 *     nation US 07-04; * 05-01   what a country keeps; *: any that is not named */
#ifndef DL_VALUE_HOLIDAY_H
#define DL_VALUE_HOLIDAY_H

#include "base/str.h"
#include "value/calendar.h"

typedef struct dl_holiday {
    int64_t first, last; /* days; more than one for "hijri 09" (a whole month) */
    bool approximate;    /* the true day depends on a sighting */
} dl_holiday;

/* The formula for that country (NULL: not known) where one differs from country to
 * country; empty where there is none. Other formulas come back as they are. */
dl_str dl_holiday_of_nation(dl_str formula, const char *country);

/* The holiday that falls into the Gregorian year. False where the formula is not one, or
 * gives no day in that year. */
bool dl_holiday_in(dl_str formula, int64_t year, dl_holiday *out);

#endif
