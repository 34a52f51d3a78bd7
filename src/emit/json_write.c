/* json_write.c - commas, quotes, escapes, indentation. */
#include "emit/json.h"

static void line(dl_json *json) {
    if (!json->pretty) return;
    dl_out_char(json->out, '\n');
    dl_out_repeat(json->out, ' ', 2 * (size_t)json->depth);
}

/* What parts a value from what stands before it. */
static void begin(dl_json *json) {
    if (json->after_key) {
        json->after_key = false;
        return;
    }
    if (!json->empty) dl_out_char(json->out, ',');
    if (json->depth) line(json);
    json->empty = false;
}

void dl_json_open(dl_json *json, char bracket) {
    begin(json);
    dl_out_char(json->out, bracket);
    json->depth++;
    json->empty = true;
}

void dl_json_close(dl_json *json, char bracket) {
    json->depth--;
    if (!json->empty) line(json);
    dl_out_char(json->out, bracket);
    json->empty = false;
}

static void escape(dl_out *out, unsigned char c) {
    static const char hex[] = "0123456789abcdef";
    switch (c) {
    case '"':
        dl_out_bytes(out, "\\\"", 2);
        return;
    case '\\':
        dl_out_bytes(out, "\\\\", 2);
        return;
    case '\n':
        dl_out_bytes(out, "\\n", 2);
        return;
    case '\r':
        dl_out_bytes(out, "\\r", 2);
        return;
    case '\t':
        dl_out_bytes(out, "\\t", 2);
        return;
    default:
        break;
    }
    char code[6] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};
    dl_out_bytes(out, code, sizeof code);
}

static bool needs_escape(unsigned char c) {
    return c < 0x20 || c == '"' || c == '\\';
}

static const uint64_t each = 0x0101010101010101u, highest = 0x8080808080808080u;

/* The highest bit of the bytes that are 0, and maybe of some above one that is. */
static uint64_t zeros(uint64_t eight) {
    return (eight - each) & ~eight & highest;
}

/* Does any of eight bytes need an escape? */
static bool any_needs_escape(const char *at) {
    uint64_t eight;
    memcpy(&eight, at, sizeof eight);
    uint64_t control = (eight - each * 0x20) & ~eight & highest;
    return control | zeros(eight ^ each * '"') | zeros(eight ^ each * '\\');
}

/* How many bytes from here on can be written as they are. */
static size_t plain_length(dl_str text) {
    size_t i = 0;
    while (text.len - i >= 8 && !any_needs_escape(text.at + i))
        i += 8;
    while (i < text.len && !needs_escape((unsigned char)text.at[i]))
        i++;
    return i;
}

static void quote(dl_out *out, dl_str text) {
    dl_out_char(out, '"');
    while (text.len) {
        size_t plain = plain_length(text);
        dl_out_bytes(out, text.at, plain);
        if (plain < text.len) escape(out, (unsigned char)text.at[plain++]);
        text = dl_str_cut(text, plain, text.len);
    }
    dl_out_char(out, '"');
}

/* Keys are names in this program, or of a rule's groups: nothing in them needs an escape.
 */
void dl_json_key(dl_json *json, const char *key) {
    begin(json);
    dl_out_char(json->out, '"');
    dl_out_text(json->out, key);
    dl_out_bytes(json->out, "\": ", json->pretty ? 3 : 2);
    json->after_key = true;
}

void dl_json_string(dl_json *json, dl_str text) {
    begin(json);
    if (text.at)
        quote(json->out, text);
    else
        dl_out_text(json->out, "null");
}

void dl_json_raw(dl_json *json, const char *literal) {
    begin(json);
    dl_out_text(json->out, literal ? literal : "null");
}

void dl_json_integer(dl_json *json, long long number) {
    begin(json);
    dl_out_integer(json->out, number);
}

void dl_json_decimal(dl_json *json, double number, unsigned digits) {
    begin(json);
    dl_out_decimal(json->out, number, digits);
}

void dl_json_text(dl_json *json, const char *key, const char *text) {
    dl_json_key(json, key);
    dl_json_string(json, dl_str_from(text));
}

void dl_json_some_text(dl_json *json, const char *key, const char *text) {
    if (text) dl_json_text(json, key, text);
}

void dl_json_some_raw(dl_json *json, const char *key, const char *literal) {
    if (!literal) return;
    dl_json_key(json, key);
    dl_json_raw(json, literal);
}

void dl_json_some_true(dl_json *json, const char *key, bool yes) {
    if (yes) dl_json_some_raw(json, key, "true");
}

void dl_json_count(dl_json *json, const char *key, size_t count) {
    dl_json_key(json, key);
    dl_json_integer(json, (long long)count);
}
