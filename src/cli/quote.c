/* quote.c - a text as a JSON string. */
#include "cli/output.h"

#include <stdio.h>

/* The text is well-formed UTF-8, as all that dateline.h hands out. */
bool dl_quote(const char *text, size_t len, dl_put *put, void *user) {
    char code[8];
    bool good = put("\"", 1, user);
    for (size_t i = 0, from = 0; i <= len && good; i++) {
        unsigned char c = i < len ? (unsigned char)text[i] : '"';
        if (c >= ' ' && c != '"' && c != '\\') continue;
        good = put(text + from, i - from, user);
        from = i + 1;
        if (i == len || !good) break;
        int escaped = snprintf(code, sizeof code, c < ' ' ? "\\u%04x" : "\\%c", c);
        good = put(code, (size_t)escaped, user);
    }
    return good && put("\"", 1, user);
}

void dl_output_quoted(dl_output *output, const char *text, size_t len) {
    dl_quote(text, len, dl_output_put, output);
}
