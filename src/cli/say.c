/* say.c - messages on standard error. */
#include "cli/cli.h"

#include <stdarg.h>
#include <stdio.h>

void dl_say(const char *format, ...) {
    va_list args;
    va_start(args, format);
    fputs("dateline: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
}

/* Names of files and lines of text must not steer the terminal. */
static void disarm(char *text) {
    for (; *text; text++)
        if ((unsigned char)*text < ' ' || *text == 127) *text = ' ';
}

/* What is told of an error, without the line break. */
static void error_text(const char *about, const dateline_error *err, char *out,
                       size_t size) {
    dateline_error safe = *err;
    char name[256], text[2048];
    disarm(safe.file);
    disarm(safe.message);
    disarm(safe.source);
    snprintf(name, sizeof name, "%s", about ? about : "");
    disarm(name);
    dateline_error_text(&safe, true, text, sizeof text);
    snprintf(out, size, "dateline: %s%s%s", name, *name ? ": " : "", text);
}

enum { ERROR_TEXT = 2560 };

void dl_say_error(const char *about, const dateline_error *err) {
    char text[ERROR_TEXT];
    error_text(about, err, text, sizeof text);
    fprintf(stderr, "%s\n", text);
}

bool dl_say_error_later(const char *about, const dateline_error *err, dl_bytes *out) {
    char text[ERROR_TEXT];
    error_text(about, err, text, sizeof text);
    return dl_bytes_text(out, text) && dl_bytes_text(out, "\n");
}

void dl_say_report(const dateline_error *err, void *user) {
    const dl_options *options = user;
    if (!err->warning || !options->quiet) dl_say_error(NULL, err);
}
