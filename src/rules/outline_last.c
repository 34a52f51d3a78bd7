/* outline_last.c - does anything stand behind a place of a regex that could be matched?
 */
#include "rules/outline.h"

/* The byte behind the class whose bracket is at a place. */
static size_t behind_class(dl_str source, size_t at) {
    at++;
    at += at < source.len && source.at[at] == '^';
    at += at < source.len && source.at[at] == ']';
    for (; at < source.len && source.at[at] != ']'; at++) {
        if (source.at[at] == '\\') at++;
        if (at + 1 < source.len && source.at[at] == '[' && source.at[at + 1] == ':') {
            const char *end = memchr(source.at + at, ']', source.len - at);
            at = end ? (size_t)(end - source.at) : source.len;
        }
    }
    return at + 1;
}

static bool stands_at(dl_str source, size_t at, const char *text) {
    return at <= source.len &&
           dl_str_starts(dl_str_cut(source, at, source.len), dl_str_from(text));
}

/* The bracket that closes the group in which a place lies, or the source's length. */
static size_t end_of_group(dl_str source, size_t at) {
    for (int depth = 0; at < source.len;) {
        char c = source.at[at];
        if (c == ')' && depth-- == 0) return at;
        depth += c == '(';
        at = c == '[' ? behind_class(source, at) : at + 1 + (c == '\\');
    }
    return source.len;
}

/* The byte behind something without width, or the same byte. */
static size_t behind_nothing(dl_str source, size_t at) {
    static const char *const looks[] = {"(?!", "(?<!", "(?<="};
    static const char *const edges[] = {"\\b", "\\B", "\\z", "\\Z", "$"};
    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++)
        if (stands_at(source, at, looks[i]))
            return end_of_group(source, at + strlen(looks[i])) + 1;
    for (size_t i = 0; i < sizeof edges / sizeof *edges; i++)
        if (stands_at(source, at, edges[i])) return at + strlen(edges[i]);
    return at;
}

bool dl_outline_is_last(dl_str source, size_t at) {
    while (at < source.len) {
        if (strchr("*+?{", source.at[at])) return false;
        size_t behind = behind_nothing(source, at);
        if (source.at[at] == ')')
            at++;
        else if (source.at[at] == '|')
            at = end_of_group(source, at + 1);
        else if (behind > at)
            at = behind;
        else
            return false;
    }
    return true;
}
