/* xml.c - text inside of XML. */
#include "emit/xml.h"

static const char replacement[] = "\xEF\xBF\xBD";

/* A reader turns a bare carriage return into a line break, so it goes by its number. */
static const char *reference(char c) {
    switch (c) {
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '&':
        return "&amp;";
    case '"':
        return "&quot;";
    case '\r':
        return "&#13;";
    default:
        return (unsigned char)c < ' ' && c != '\n' && c != '\t' ? replacement : NULL;
    }
}

static bool is_noncharacter(dl_str rest) {
    return dl_str_starts(rest, DL_STR("\xEF\xBF\xBE")) ||
           dl_str_starts(rest, DL_STR("\xEF\xBF\xBF"));
}

void dl_xml_text(dl_out *out, dl_str text) {
    for (size_t i = 0; i < text.len; i++) {
        const char *other = reference(text.at[i]);
        if (other) {
            dl_out_text(out, other);
        } else if (is_noncharacter(dl_str_cut(text, i, text.len))) {
            dl_out_text(out, replacement);
            i += 2;
        } else {
            dl_out_char(out, text.at[i]);
        }
    }
}
