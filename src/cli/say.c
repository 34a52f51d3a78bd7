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

void dl_say_error(const char *about, const dateline_error *err) {
    dateline_error safe = *err;
    char name[256], text[2048];
    disarm(safe.file);
    disarm(safe.message);
    disarm(safe.source);
    snprintf(name, sizeof name, "%s", about ? about : "");
    disarm(name);
    dateline_error_text(&safe, true, text, sizeof text);
    dl_say("%s%s%s", name, *name ? ": " : "", text);
}

void dl_say_report(const dateline_error *err, void *user) {
    const dl_options *options = user;
    if (!err->warning || !options->quiet) dl_say_error(NULL, err);
}
