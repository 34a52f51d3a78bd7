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

static void quote(dl_out *out, dl_str text) {
    dl_out_char(out, '"');
    size_t plain = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (!needs_escape((unsigned char)text.at[i])) continue;
        dl_out_bytes(out, text.at + plain, i - plain);
        escape(out, (unsigned char)text.at[i]);
        plain = i + 1;
    }
    if (text.len > plain) dl_out_bytes(out, text.at + plain, text.len - plain);
    dl_out_char(out, '"');
}

void dl_json_key(dl_json *json, const char *key) {
    begin(json);
    quote(json->out, dl_str_from(key));
    dl_out_char(json->out, ':');
    if (json->pretty) dl_out_char(json->out, ' ');
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
