/* bytes.c - a buffer that doubles. */
#include "cli/bytes.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool dl_bytes_put(const char *more, size_t len, void *user) {
    dl_bytes *bytes = user;
    if (len > bytes->room - bytes->len) {
        size_t room = 2 * (bytes->len + len);
        char *grown = realloc(bytes->at, room);
        if (!grown) return false;
        bytes->at = grown;
        bytes->room = room;
    }
    if (len) memcpy(bytes->at + bytes->len, more, len);
    bytes->len += len;
    return true;
}

bool dl_bytes_text(dl_bytes *bytes, const char *text) {
    return dl_bytes_put(text, strlen(text), bytes);
}

bool dl_bytes_format(dl_bytes *bytes, const char *format, ...) {
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return dl_bytes_text(bytes, text);
}

void dl_bytes_empty(dl_bytes *bytes, size_t keep) {
    if (bytes->room > keep) dl_bytes_free(bytes);
    bytes->len = 0;
}

void dl_bytes_free(dl_bytes *bytes) {
    free(bytes->at);
    *bytes = (dl_bytes){0};
}
