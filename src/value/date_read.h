/* date_read.h - reading a mention's arguments; shared by the files of value functions. */
#ifndef DL_VALUE_DATE_READ_H
#define DL_VALUE_DATE_READ_H

#include "value/date.h"

/* ---- date_args.c ---- */

bool dl_date_has(const dl_mention *mention, const char *name);
int64_t dl_date_number_or(const dl_mention *mention, const char *name, int64_t otherwise);
dl_unit dl_date_unit(const dl_mention *mention);

/* True where the unit is two weeks; dl_date_unit says week. */
bool dl_date_is_fortnight(const dl_mention *mention);

/* How many the argument called name says, or one. */
dl_str dl_date_count(dl_dates *dates, const char *name);

/* last, this, next in the argument called name; anchor= tells what it counts from. */
dl_step dl_date_step(const dl_dates *dates, const char *name);

/* A text that lives as long as the result. */
const char *dl_date_keep(dl_dates *dates, dl_str text);
const char *dl_date_keep_arg(dl_dates *dates, const char *name);
size_t dl_date_digits(dl_str text);

/* The year in the argument called name; era holds BC or AD. False where it is not set. */
bool dl_date_read_year(dl_dates *dates, const char *name, const char *era, dl_when *out,
                       int64_t *year);

/* The year said as a number, or as "last year's": of=-1. */
bool dl_date_said_year(dl_dates *dates, dl_when *out, int64_t *year);

/* early, mid, late, approx, or NULL; *timex (may be NULL) is TIMEX3's word for it. */
const char *dl_date_modifier(const dl_mention *mention, const char *name,
                             const char **timex);

/* How many years so many decades, centuries or millennia are; false where they cannot be
 * counted, or the unit is none of these. */
bool dl_date_years(dl_str n, dl_unit unit, int64_t *count);

/* P2Y of "2" and years; decades are written in years, quarters in months. */
const char *dl_date_plain_timex(dl_dates *dates, dl_str n, dl_unit unit);

/* ---- date_fns.c ---- */

/* The weekday of the week that of= tells: "next week"; false where it tells none. */
bool dl_date_in_week(dl_dates *dates, int weekday, dl_when *out);

/* ---- date_absolute.c, date_spans.c: rows of the table ---- */

bool dl_date_fn_date(dl_dates *dates, dl_when *out);
bool dl_date_fn_numeric(dl_dates *dates, dl_when *out);
bool dl_date_fn_quarter(dl_dates *dates, dl_when *out);
bool dl_date_fn_half(dl_dates *dates, dl_when *out);
bool dl_date_fn_half_month(dl_dates *dates, dl_when *out);
bool dl_date_fn_season(dl_dates *dates, dl_when *out);
bool dl_date_fn_fiscal(dl_dates *dates, dl_when *out);
bool dl_date_fn_decade(dl_dates *dates, dl_when *out);
bool dl_date_fn_century(dl_dates *dates, dl_when *out);
bool dl_date_fn_numbered_week(dl_dates *dates, dl_when *out);
bool dl_date_fn_holiday(dl_dates *dates, dl_when *out);
bool dl_date_fn_duration(dl_dates *dates, dl_when *out);
bool dl_date_fn_span(dl_dates *dates, dl_when *out);
bool dl_date_fn_ending(dl_dates *dates, dl_when *out);
bool dl_date_fn_portion(dl_dates *dates, dl_when *out);
bool dl_date_fn_range(dl_dates *dates, dl_when *out);

/* "two weeks before Christmas": from the day that was read, as far as away= and
 * away_unit= say, in the direction of toward=. */
bool dl_date_move_away(dl_dates *dates, dl_when *out);

#endif
