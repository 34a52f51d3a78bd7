/* interval.c - the days that a TIMEX3 value denotes, and numbers in a text. */
#include "gold/value.h"
#include "value/calendar.h"

/* True when text has the shape: d a digit, all else itself. */
static bool shaped(dl_str text, const char *shape) {
    if (text.len != strlen(shape)) return false;
    for (size_t i = 0; i < text.len; i++)
        if (shape[i] == 'd' ? !dl_is_digit(text.at[i]) : text.at[i] != shape[i])
            return false;
    return true;
}

static bool any_shape(dl_str text, const char *const *shapes) {
    for (; *shapes; shapes++)
        if (shaped(text, *shapes)) return true;
    return false;
}

static int digits(dl_str text, size_t from, size_t len) {
    int value = 0;
    for (size_t i = from; i < from + len; i++)
        value = value * 10 + (text.at[i] - '0');
    return value;
}

/* From the first day of one month to the last of another. */
static bool months(int year, int from, int to, int64_t *first, int64_t *last) {
    if (year < 1 || from < 1 || to > 12) return false;
    *first = dl_day_number(year, from, 1);
    *last = dl_day_number(year, to, dl_month_days(year, to));
    return true;
}

static bool one_day(dl_str text, int64_t *first, int64_t *last) {
    int year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
    if (year < 1 || !dl_date_valid(year, month, day)) return false;
    *first = *last = dl_day_number(year, month, day);
    return true;
}

static bool week(int year, int number, bool weekend, int64_t *first, int64_t *last) {
    if (year < 1 || number < 1 || number > 53) return false;
    int64_t in_first_week = dl_day_number(year, 1, 4), found_year;
    int found;
    *first = in_first_week - (dl_weekday_of(in_first_week) - 1) + 7 * (number - 1);
    dl_iso_week(*first, &found_year, &found);
    if (found_year != year || found != number) return false;
    *last = *first + 6;
    if (weekend) *first += 5;
    return true;
}

static bool part(dl_str text, int64_t *first, int64_t *last) {
    int size = text.at[5] == 'Q' ? 3 : 6, number = digits(text, 6, 1);
    return months(digits(text, 0, 4), number * size - size + 1, number * size, first,
                  last);
}

static bool years(int from, int to, int64_t *first, int64_t *last) {
    if (from < 1) return false;
    *first = dl_day_number(from, 1, 1);
    *last = dl_day_number(to, 12, 31);
    return true;
}

static bool single(dl_str v, int64_t *first, int64_t *last) {
    static const char *const month[] = {"dddd-dd", "dddd-dd-XX", NULL};
    static const char *const year[] = {"dddd", "dddd-XX", "dddd-XX-XX", NULL};
    static const char *const weeks[] = {"dddd-Wdd", "dddd-Wdd-WE", NULL};
    static const char *const parts[] = {"dddd-Qd", "dddd-Hd", NULL};
    static const char *const decade[] = {"ddd", "dddX", NULL};
    static const char *const century[] = {"dd", "ddXX", NULL};
    bool day = v.len >= 10 && shaped(dl_str_cut(v, 0, 10), "dddd-dd-dd");
    if (day && (v.len == 10 || v.at[10] == 'T')) return one_day(v, first, last);
    if (any_shape(v, month))
        return months(digits(v, 0, 4), digits(v, 5, 2), digits(v, 5, 2), first, last);
    if (any_shape(v, year)) return months(digits(v, 0, 4), 1, 12, first, last);
    if (any_shape(v, weeks))
        return week(digits(v, 0, 4), digits(v, 6, 2), v.len > 8, first, last);
    if (any_shape(v, parts)) return part(v, first, last);
    if (any_shape(v, decade))
        return years(digits(v, 0, 3) * 10, digits(v, 0, 3) * 10 + 9, first, last);
    if (!any_shape(v, century)) return false;
    int from = digits(v, 0, 2) * 100;
    return years(from ? from : 1, from + 99, first, last);
}

bool dl_gold_interval(dl_str value, int64_t *first, int64_t *last) {
    dl_str rest = dl_str_trim(value);
    dl_str from = dl_str_split(&rest, '/');
    if (!rest.at) return single(from, first, last);
    int64_t none;
    return single(dl_str_trim(from), first, &none) && dl_gold_interval(rest, &none, last);
}

/* ---- numbers ----------------------------------------------------------------------- */

enum { EXACT_DIGITS = 15 }; /* so many and a power of ten are exact in a double */

double dl_gold_number(dl_str text, size_t *len) {
    double value = 0, unit = 1;
    size_t i = 0, read = 0;
    bool negative = text.len && text.at[0] == '-';
    if (negative) i = 1;
    if (dl_str_starts(text, DL_STR("\u2212"))) negative = true, i = 3;
    *len = 0;
    if (i >= text.len || !dl_is_digit(text.at[i])) return 0;
    for (bool fraction = false; i < text.len; i++) {
        bool dot = text.at[i] == '.' && !fraction && i + 1 < text.len &&
                   dl_is_digit(text.at[i + 1]);
        if (dot) fraction = true;
        if (dot || text.at[i] == ',') continue;
        if (!dl_is_digit(text.at[i])) break;
        if (read >= EXACT_DIGITS && fraction) continue;
        value = value * 10 + (text.at[i] - '0');
        if (fraction) unit *= 10;
        read += value > 0;
    }
    *len = i;
    return negative ? -(value / unit) : value / unit;
}

void dl_gold_numbers(dl_str text, dateline_gold_value *out) {
    for (size_t i = 0; i < text.len;) {
        size_t len;
        double number = dl_gold_number(dl_str_cut(text, i, text.len), &len);
        i += len ? len : 1;
        if (!len) continue;
        if (out->number_count < DL_GOLD_NUMBERS) out->numbers[out->number_count] = number;
        out->number_count++;
    }
}
