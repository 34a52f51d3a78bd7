/* tell.c - lines for people, or JSON. */
#include "tell.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void dl_tell_text(dl_teller *teller, dl_str text) {
    if (!teller->stopped && text.len)
        teller->stopped = !teller->write(text.at, text.len, teller->user);
}

void dl_tell(dl_teller *teller, const char *format, ...) {
    char line[1024];
    va_list args;
    va_start(args, format);
    int len = vsnprintf(line, sizeof line, format, args);
    va_end(args);
    if (len >= (int)sizeof line) len = sizeof line - 1;
    if (len > 0) dl_tell_text(teller, (dl_str){line, (size_t)len});
}

/* For people, what would steer a terminal is a space. */
static void tell_character(dl_teller *teller, char c) {
    bool steers = (unsigned char)c < ' ' || c == 0x7F;
    if (steers && !teller->json)
        dl_tell(teller, " ");
    else if (steers)
        dl_tell(teller, "\\u%04x", (unsigned)c);
    else if (teller->json && (c == '"' || c == '\\'))
        dl_tell(teller, "\\%c", c);
    else
        dl_tell_text(teller, (dl_str){&c, 1});
}

void dl_tell_quoted(dl_teller *teller, dl_str text) {
    dl_tell_text(teller, DL_STR("\""));
    for (size_t i = 0; i < text.len; i++)
        tell_character(teller, text.at[i]);
    dl_tell_text(teller, DL_STR("\""));
}

const char *dl_tenths_text(int tenths, char out[16]) {
    snprintf(out, 16, "%c%d.%d", tenths < 0 ? '-' : '+', abs(tenths) / 10,
             abs(tenths) % 10);
    return out;
}
