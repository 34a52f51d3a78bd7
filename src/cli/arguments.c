/* arguments.c - reads numbers without the locale, and says what would be right. */
#include "cli/arguments.h"

#include <stdio.h>
#include <string.h>

static bool wrong(char *why, const char *text) {
    snprintf(why, DL_WHY, "%s", text);
    return false;
}

/* Digits from *text on, which moves behind them; false without any or above most. */
static bool read_digits(const char **text, uint64_t most, uint64_t *out) {
    const char *at = *text;
    *out = 0;
    for (; *at >= '0' && *at <= '9'; at++) {
        if (*out > most / 10 || *out * 10 > most - (uint64_t)(*at - '0')) return false;
        *out = *out * 10 + (uint64_t)(*at - '0');
    }
    bool any = at != *text;
    *text = at;
    return any;
}

bool dl_argument_count(const char *text, uint64_t least, uint64_t most, uint64_t *out,
                       char *why) {
    if (read_digits(&text, most, out) && !*text && *out >= least) return true;
    snprintf(why, DL_WHY, "a whole number from %llu to %llu is needed",
             (unsigned long long)least, (unsigned long long)most);
    return false;
}

/* The factor of a unit, or 0. */
static uint64_t unit(const char *text) {
    static const struct {
        const char *name;
        uint64_t bytes;
    } units[] = {{"", 1},        {"k", 1 << 10}, {"K", 1 << 10},
                 {"M", 1 << 20}, {"m", 1 << 20}, {"G", 1 << 30}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strcmp(units[i].name, text) == 0) return units[i].bytes;
    return 0;
}

bool dl_argument_bytes(const char *text, uint64_t most, uint64_t *out, char *why) {
    uint64_t number;
    bool fits = read_digits(&text, most, &number);
    uint64_t factor = fits ? unit(text) : 0;
    if (factor && number && number <= most / factor) {
        *out = number * factor;
        return true;
    }
    snprintf(why, DL_WHY,
             "a number of bytes from 1 to %llu is needed, as in 500k, 64M or 1G",
             (unsigned long long)most);
    return false;
}

bool dl_argument_share(const char *text, double *out, char *why) {
    const char *const needed = "a number from 0 to 1 is needed, as in 0.85";
    uint64_t whole = 0, part = 0, scale = 1;
    if (*text != '.' && !read_digits(&text, 1, &whole)) return wrong(why, needed);
    if (*text == '.') {
        const char *start = ++text;
        if (!read_digits(&text, 999999999999999, &part)) return wrong(why, needed);
        for (long i = 0; i < text - start; i++)
            scale *= 10;
        if (text - start > 15) return wrong(why, "15 digits after the point are enough");
    }
    /* Both numbers are exact, so the quotient is the double nearest to what was written.
     */
    *out = (double)whole + (double)part / (double)scale;
    return (!*text && *out <= 1) || wrong(why, needed);
}

static int number(const char *digits, int count) {
    int value = 0;
    for (int i = 0; i < count; i++)
        value = value * 10 + (digits[i] - '0');
    return value;
}

static bool has_date_shape(const char *text) {
    static const char shape[] = "dddd-dd-dd";
    if (strlen(text) != sizeof shape - 1) return false;
    for (size_t i = 0; i < sizeof shape - 1; i++) {
        bool digit = text[i] >= '0' && text[i] <= '9';
        if (shape[i] == 'd' ? !digit : text[i] != shape[i]) return false;
    }
    return true;
}

static int days_in(int year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && leap ? 29 : days[month - 1];
}

bool dl_argument_date(const char *text, char *why) {
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    if (!has_date_shape(text)) return wrong(why, "a date is written YYYY-MM-DD");
    int year = number(text, 4), month = number(text + 5, 2), day = number(text + 8, 2);
    if (year < 1) return wrong(why, "year 0: years run from 0001 to 9999");
    if (month < 1 || month > 12) {
        snprintf(why, DL_WHY, "month %d: months run from 1 to 12", month);
        return false;
    }
    if (day >= 1 && day <= days_in(year, month)) return true;
    snprintf(why, DL_WHY, "day %d: %s %d has %d days", day, months[month - 1], year,
             days_in(year, month));
    return false;
}
