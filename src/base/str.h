/* str.h - text is a slice: a pointer and a length, not ended by NUL. */
#ifndef DL_BASE_STR_H
#define DL_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct dl_str {
    const char *at; /* NULL: nothing there, which differs from an empty text */
    size_t len;
} dl_str;

#define DL_STR(literal) ((dl_str){(literal), sizeof(literal) - 1})

static inline dl_str dl_str_from(const char *text) {
    return (dl_str){text, text ? strlen(text) : 0};
}

static inline bool dl_str_equal(dl_str a, dl_str b) {
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

static inline bool dl_str_is(dl_str a, const char *text) {
    return dl_str_equal(a, dl_str_from(text));
}

static inline bool dl_str_starts(dl_str a, dl_str start) {
    return a.len >= start.len &&
           (start.len == 0 || memcmp(a.at, start.at, start.len) == 0);
}

static inline bool dl_str_ends(dl_str a, dl_str end) {
    return a.len >= end.len &&
           (end.len == 0 || memcmp(a.at + a.len - end.len, end.at, end.len) == 0);
}

/* Order by bytes; a prefix comes first. */
static inline int dl_str_compare(dl_str a, dl_str b) {
    size_t n = a.len < b.len ? a.len : b.len;
    int order = n ? memcmp(a.at, b.at, n) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

static inline dl_str dl_str_cut(dl_str a, size_t from, size_t to) {
    return (dl_str){a.at + from, to - from};
}

static inline bool dl_is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}
static inline bool dl_is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* Without the blanks (space, tab, carriage return) at both ends. */
static inline dl_str dl_str_trim(dl_str a) {
    while (a.len && dl_is_blank(a.at[0]))
        a.at++, a.len--;
    while (a.len && dl_is_blank(a.at[a.len - 1]))
        a.len--;
    return a;
}

/* Cuts *rest at the first separator: what stands before it, the rest after it. Without
 * one, all of it, and *rest becomes {NULL, 0}. */
static inline dl_str dl_str_split(dl_str *rest, char separator) {
    const char *found = rest->len ? memchr(rest->at, separator, rest->len) : NULL;
    dl_str head = *rest;
    if (!found) {
        *rest = (dl_str){NULL, 0};
        return head;
    }
    head.len = (size_t)(found - rest->at);
    *rest = (dl_str){found + 1, rest->len - head.len - 1};
    return head;
}

#endif
