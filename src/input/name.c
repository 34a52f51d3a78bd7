/* name.c - stems and dates of file names. */
#include "input/name.h"

#include <strings.h>

static bool is_word(char c) {
    return dl_is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_suffix(dl_str text) {
    if (text.len == 0 || text.len > 8) return false;
    for (size_t i = 0; i < text.len; i++)
        if (!is_word(text.at[i])) return false;
    return true;
}

static dl_str last_part(dl_str path) {
    while (path.len > 1 && path.at[path.len - 1] == '/')
        path.len--;
    const char *slash = path.len ? memrchr(path.at, '/', path.len) : NULL;
    if (!slash) return path;
    return dl_str_cut(path, (size_t)(slash - path.at) + 1, path.len);
}

dl_str dl_name_stem(dl_str path) {
    return dl_name_strip(last_part(path));
}

dl_str dl_name_strip(dl_str path) {
    dl_str name = last_part(path);
    const char *dot = name.len ? memrchr(name.at, '.', name.len) : NULL;
    if (!dot || dot == name.at) return path;
    size_t len = (size_t)(dot - name.at);
    if (!is_suffix(dl_str_cut(name, len + 1, name.len))) return path;
    return dl_str_cut(path, 0, (size_t)(dot - path.at));
}

static bool has_day_shape(dl_str text) {
    static const char shape[] = "dddd-dd-dd";
    if (text.len < sizeof shape - 1) return false;
    for (size_t i = 0; i < sizeof shape - 1; i++)
        if (shape[i] == 'd' ? !dl_is_digit(text.at[i]) : text.at[i] != shape[i])
            return false;
    return true;
}

static int number(const char *digits, int count) {
    int value = 0;
    for (int i = 0; i < count; i++)
        value = value * 10 + (digits[i] - '0');
    return value;
}

static int days_in(int year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && leap ? 29 : days[month - 1];
}

bool dl_name_day(dl_str text) {
    if (!has_day_shape(text)) return false;
    int year = number(text.at, 4), month = number(text.at + 5, 2),
        day = number(text.at + 8, 2);
    return year >= 1 && month >= 1 && month <= 12 && day >= 1 &&
           day <= days_in(year, month);
}

dl_str dl_name_date(dl_str name) {
    if (!dl_name_day(name) || (name.len > 10 && is_word(name.at[10])))
        return (dl_str){NULL, 0};
    return dl_str_cut(name, 0, 10);
}

bool dl_name_is_address(dl_str text) {
    static const char *const schemes[] = {"http:", "https:"};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        size_t len = strlen(schemes[i]);
        if (text.len > len && strncasecmp(text.at, schemes[i], len) == 0) return true;
    }
    return false;
}
