/* quote.c - a text as a JSON string. */
#include "cli/output.h"

#include <stdio.h>

/* The text is well-formed UTF-8, as all that dateline.h hands out. */
void dl_output_quoted(dl_output *output, const char *text, size_t len) {
    char code[8];
    dl_output_text(output, "\"");
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c < ' ') {
            snprintf(code, sizeof code, "\\u%04x", c);
            dl_output_text(output, code);
            continue;
        }
        if (c == '"' || c == '\\') dl_output_put("\\", 1, output);
        dl_output_put(&text[i], 1, output);
    }
    dl_output_text(output, "\"");
}
