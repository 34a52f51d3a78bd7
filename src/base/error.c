/* error.c - fills errors; line and column from a byte; the caret line. */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

/* The end of text when it does not fit whole: the name of a file matters most. */
static void copy_tail(char *out, size_t size, const char *text) {
    size_t len = strlen(text);
    if (len < size) {
        memcpy(out, text, len + 1);
        return;
    }
    const char *tail = text + len - (size - 4);
    while (((unsigned char)*tail & 0xC0) == 0x80)
        tail++;
    snprintf(out, size, "...%s", tail);
}

static void copy_head(char *out, size_t size, dl_str text) {
    size_t len = text.len < size ? text.len : size - 1;
    if (len < text.len)
        while (len && ((unsigned char)text.at[len] & 0xC0) == 0x80)
            len--;
    if (len) memcpy(out, text.at, len);
    out[len] = '\0';
}

bool dl_vfail(dateline_error *err, dl_place place, dateline_status status,
              const char *format, va_list args) {
    if (!err) return false;
    err->status = status;
    err->warning = false;
    err->code[0] = '\0';
    err->line = place.line;
    err->column = place.column;
    copy_tail(err->file, sizeof err->file, place.file ? place.file : "");
    copy_head(err->source, sizeof err->source, place.source);
    vsnprintf(err->message, sizeof err->message, format, args);
    for (char *c = err->message; *c; c++)
        if ((unsigned char)*c < ' ') *c = ' ';
    return false;
}

bool dl_fail(dateline_error *err, dl_place place, dateline_status status,
             const char *format, ...) {
    va_list args;
    va_start(args, format);
    dl_vfail(err, place, status, format, args);
    va_end(args);
    return false;
}

bool dl_fail_plain(dateline_error *err, dateline_status status, const char *format, ...) {
    va_list args;
    va_start(args, format);
    dl_vfail(err, (dl_place){0}, status, format, args);
    va_end(args);
    return false;
}

static uint32_t count_characters(dl_str text) {
    uint32_t n = 0;
    for (size_t i = 0; i < text.len; i++)
        n += ((unsigned char)text.at[i] & 0xC0) != 0x80;
    return n;
}

dl_place dl_place_at(const char *file, dl_str text, size_t byte) {
    dl_place place = {.file = file, .line = 1};
    size_t start = 0;
    for (size_t i = 0; i < byte && i < text.len; i++)
        if (text.at[i] == '\n') {
            place.line++;
            start = i + 1;
        }
    dl_str rest = {text.at + start, text.len - start};
    place.source = dl_str_split(&rest, '\n');
    size_t into = byte - start < place.source.len ? byte - start : place.source.len;
    place.column = count_characters(dl_str_cut(place.source, 0, into)) + 1;
    return place;
}

static const struct {
    const char *name, *text;
} statuses[] = {
    [DATELINE_OK] = {"ok", "done"},
    [DATELINE_ERR_MEMORY] = {"memory", "no memory"},
    [DATELINE_ERR_FILE] = {"file", "a file could not be used"},
    [DATELINE_ERR_SIZE] = {"size", "too large"},
    [DATELINE_ERR_INPUT] = {"input", "a record is not well formed"},
    [DATELINE_ERR_SYNTAX] = {"syntax", "a rule file is not well formed"},
    [DATELINE_ERR_RULE] = {"rule", "a rule makes no sense"},
    [DATELINE_ERR_PATTERN] = {"pattern", "a pattern is not well formed"},
    [DATELINE_ERR_EXAMPLE] = {"example", "an example does not hold"},
    [DATELINE_ERR_LIMIT] = {"limit", "a rule took too much work"},
    [DATELINE_ERR_LANGUAGE] = {"language", "not English"},
    [DATELINE_ERR_WRITE] = {"write", "the writer stopped"},
    [DATELINE_ERR_ARGUMENT] = {"argument", "the call is wrong"},
};

static bool is_status(dateline_status status) {
    return (size_t)status < sizeof statuses / sizeof *statuses;
}

const char *dateline_status_text(dateline_status status) {
    return is_status(status) ? statuses[status].text : "unknown status";
}

const char *dateline_status_name(dateline_status status) {
    return is_status(status) ? statuses[status].name : NULL;
}

size_t dateline_error_text(const dateline_error *err, bool caret, char *out,
                           size_t size) {
    char place[320] = "";
    if (err->file[0] && err->line && err->column)
        snprintf(place, sizeof place, "%s:%u:%u: ", err->file, err->line, err->column);
    else if (err->file[0] && err->line)
        snprintf(place, sizeof place, "%s:%u: ", err->file, err->line);
    else if (err->file[0])
        snprintf(place, sizeof place, "%s: ", err->file);
    char kind[32] = "";
    if (err->warning)
        snprintf(kind, sizeof kind, "warning%s%s: ", err->code[0] ? " " : "", err->code);
    int len;
    if (caret && err->source[0] && err->column)
        len = snprintf(out, size, "%s%s%s\n  %s\n  %*s", place, kind, err->message,
                       err->source, (int)(err->column > 250 ? 250 : err->column), "^");
    else
        len = snprintf(out, size, "%s%s%s", place, kind, err->message);
    return len < 0 ? 0 : (size_t)len;
}
