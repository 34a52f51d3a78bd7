/* holiday.c - when a holiday falls, from a short formula that a word list can hold. */
#include "value/holiday.h"

typedef struct reader { /* what is left of a formula */
    dl_str rest;
} reader;

static bool skip(reader *in, const char *text) {
    dl_str start = dl_str_from(text);
    if (!dl_str_starts(in->rest, start)) return false;
    in->rest = dl_str_cut(in->rest, start.len, in->rest.len);
    return true;
}

static bool number(reader *in, int *out) {
    size_t i = 0;
    *out = 0;
    while (i < in->rest.len && i < 4 && dl_is_digit(in->rest.at[i]))
        *out = *out * 10 + (in->rest.at[i++] - '0');
    in->rest = dl_str_cut(in->rest, i, in->rest.len);
    return i > 0;
}

static bool is_done(const reader *in) {
    return in->rest.len == 0;
}

/* Gregorian Easter (the anonymous algorithm, Meeus chapter 8). */
static int64_t western_easter(int64_t year) {
    int64_t a = year % 19, b = year / 100, c = year % 100;
    int64_t h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    int64_t l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    int64_t m = (a + 11 * h + 22 * l) / 451;
    int64_t n = h + l - 7 * m + 114;
    return dl_day_number(year, (int)(n / 31), (int)(n % 31) + 1);
}

/* Julian Easter, moved to the Gregorian calendar. */
static int64_t orthodox_easter(int64_t year) {
    int64_t d = (19 * (year % 19) + 15) % 30;
    int64_t e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7;
    int64_t n = d + e + 114;
    int64_t lag = year / 100 - year / 400 - 2;
    return dl_day_number(year, (int)(n / 31), (int)(n % 31) + 1) + lag;
}

/* Tabular Islamic calendar, civil epoch (16 July 622 Julian), leap years 2, 5, 7, 10, ...
 */
static int64_t hijri_day(int64_t year, int month, int day) {
    return day + (59 * ((int64_t)month - 1) + 1) / 2 + (year - 1) * 354 +
           (3 + 11 * year) / 30 - 492149;
}

static bool hijri_in(int64_t year, int month, int day, dl_holiday *out) {
    int64_t guess = (year - 622) * 33 / 32;
    for (int64_t y = guess - 1; y <= guess + 2; y++) {
        int64_t first = hijri_day(y, month, day ? day : 1);
        if (dl_day_date(first).year != year) continue;
        int64_t after = month == 12 ? hijri_day(y + 1, 1, 1) : hijri_day(y, month + 1, 1);
        *out = (dl_holiday){first, day ? first : after - 1, true};
        return true;
    }
    return false;
}

/* Days from the Hebrew epoch to the new year of that Hebrew year, with its postponements.
 */
static int64_t hebrew_elapsed(int64_t year) {
    int64_t months = (235 * year - 234) / 19;
    int64_t parts = 12084 + 13753 * months;
    int64_t day = 29 * months + parts / 25920;
    return 3 * (day + 1) % 7 < 3 ? day + 1 : day;
}

static int64_t hebrew_new_year(int64_t year) {
    int64_t before = hebrew_elapsed(year - 1), here = hebrew_elapsed(year),
            after = hebrew_elapsed(year + 1);
    int64_t delay = after - here == 356 ? 2 : here - before == 382 ? 1 : 0;
    return here + delay - 2092590; /* 1 Tishri of year 1 is 3761-10-07 BC, Julian */
}

/* Months from Nisan (1) to Tishri (7): six of fixed length stand before the new year.
 * Kislev (9) begins after Tishri's 30 days and Heshvan's 29 or 30. */
static bool hebrew_in(int64_t year, int month, int day, dl_holiday *out) {
    static const int before_tishri[] = {177, 147, 118, 88, 59, 29};
    int64_t new_year = hebrew_new_year(year + 3761);
    int64_t length = hebrew_new_year(year + 3762) - new_year;
    int64_t first;
    if (month <= 6)
        first = new_year - before_tishri[month - 1] + day - 1;
    else if (month == 12)
        first = new_year - 206 + day - 1; /* Adar, the last before Nisan, has 29 days */
    else if (month == 7)
        first = new_year + day - 1;
    else if (month == 9)
        first = new_year + 30 + (length % 10 == 5 ? 30 : 29) + day - 1;
    else
        return false;
    *out = (dl_holiday){first, first, false};
    return true;
}

/* Chinese New Year as days after 20 January, 1950 to 2050. */
static const unsigned char lunar_new_year[] = {
    28, 17, 7,  25, 14, 4,  23, 11, 29, 19, 8,  26, 16, 5,  24, 13, 1,  20, 10, 28, 17,
    7,  26, 14, 3,  22, 11, 29, 18, 8,  27, 16, 5,  24, 13, 31, 20, 9,  28, 17, 7,  26,
    15, 3,  21, 11, 30, 18, 8,  27, 16, 4,  23, 12, 2,  20, 9,  29, 18, 6,  25, 14, 3,
    21, 11, 30, 19, 8,  27, 16, 5,  23, 12, 2,  21, 9,  28, 17, 6,  24, 14, 3,  22, 11,
    30, 19, 8,  26, 15, 4,  23, 12, 2,  21, 10, 28, 17, 6,  25, 13, 3,
};

static bool lunar_in(int64_t year, int month, int day, dl_holiday *out) {
    if (month != 1 || year < 1950 || year > 2050) return false;
    int64_t first = dl_day_number(year, 1, 20) + lunar_new_year[year - 1950] + day - 1;
    *out = (dl_holiday){first, first, false};
    return true;
}

typedef bool (*calendar_fn)(int64_t year, int month, int day, dl_holiday *out);

static bool read_calendar(reader *in, calendar_fn calendar, int64_t year,
                          dl_holiday *out) {
    int month, day = 0;
    if (!number(in, &month) || month < 1 || month > 12) return false;
    if (skip(in, "-") && !number(in, &day)) return false;
    return is_done(in) && (day || calendar == hijri_in) &&
           calendar(year, month, day, out);
}

static bool read_easter(reader *in, int64_t easter, dl_holiday *out) {
    int days = 0;
    int sign = skip(in, "-") ? -1 : 1;
    skip(in, "+");
    if (!number(in, &days) || !is_done(in)) return false;
    *out = (dl_holiday){easter + sign * days, easter + sign * days, false};
    return true;
}

static bool read_weekday(reader *in, int *weekday) {
    static const char *const names[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    for (*weekday = 1; *weekday <= 7; ++*weekday)
        if (skip(in, names[*weekday - 1])) return true;
    return false;
}

static bool read_fixed(reader *in, int64_t year, dl_holiday *out) {
    int month, weekday = 0, day;
    if (!number(in, &month)) return false;
    if (skip(in, "/")) {
        if (!read_weekday(in, &weekday) || !skip(in, ">=")) return false;
    } else if (!skip(in, "-")) {
        return false;
    }
    if (!number(in, &day) || !is_done(in) || !dl_date_valid(year, month, day))
        return false;
    int64_t first = dl_day_number(year, month, day);
    if (weekday) first = dl_weekday_from(first, weekday);
    *out = (dl_holiday){first, first, false};
    return true;
}

/* "1990 1116 1105": month and day of each year from the first on; 0000 is not
 * known.
 */
static bool read_table(reader *in, int64_t year, dl_holiday *out) {
    int first, date = 0;
    if (!number(in, &first)) return false;
    for (int64_t y = first; y <= year; y++)
        if (!skip(in, " ") || !number(in, &date)) return false;
    if (year < first || !dl_date_valid(year, date / 100, date % 100)) return false;
    int64_t day = dl_day_number(year, date / 100, date % 100);
    *out = (dl_holiday){day, day, false};
    return true;
}

dl_str dl_holiday_of_nation(dl_str formula, const char *country) {
    reader in = {formula};
    dl_str rest = {NULL, 0};
    if (!skip(&in, "nation ")) return formula;
    while (in.rest.len) {
        dl_str entry = dl_str_split(&in.rest, ';');
        reader one = {entry};
        skip(&one, " ");
        if (skip(&one, "* ")) rest = one.rest;
        if (country && skip(&one, country) && skip(&one, " ")) return one.rest;
    }
    return rest;
}

static size_t find(dl_str text, dl_str part) {
    for (size_t i = 0; i + part.len <= text.len; i++)
        if (dl_str_equal(dl_str_cut(text, i, i + part.len), part)) return i;
    return text.len;
}

/* "easter-7 to easter-1" */
static bool stretch_in(dl_str formula, size_t at, int64_t year, dl_holiday *out) {
    dl_holiday last;
    dl_str end = dl_str_cut(formula, at + 4, formula.len);
    if (!dl_holiday_in(dl_str_cut(formula, 0, at), year, out) ||
        !dl_holiday_in(end, year, &last) || last.last < out->first)
        return false;
    out->last = last.last;
    return true;
}

bool dl_holiday_in(dl_str formula, int64_t year, dl_holiday *out) {
    reader in = {formula};
    size_t to = find(formula, DL_STR(" to "));
    if (year < 1) return false;
    if (to < formula.len) return stretch_in(formula, to, year, out);
    if (skip(&in, "easter")) return read_easter(&in, western_easter(year), out);
    if (skip(&in, "orthodox")) return read_easter(&in, orthodox_easter(year), out);
    if (skip(&in, "hijri ")) return read_calendar(&in, hijri_in, year, out);
    if (skip(&in, "hebrew ")) return read_calendar(&in, hebrew_in, year, out);
    if (skip(&in, "table ")) return read_table(&in, year, out);
    if (skip(&in, "sighted ") && read_table(&in, year, out))
        return out->approximate = true;
    if (skip(&in, "lunar ")) return read_calendar(&in, lunar_in, year, out);
    return read_fixed(&in, year, out);
}
