/* output.h - standard output through a buffer of our own, every write checked. */
#ifndef DL_CLI_OUTPUT_H
#define DL_CLI_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

typedef struct dl_output {
    size_t len;
    int error; /* errno of the write that failed; nothing is written after it */
    char bytes[64 * 1024];
} dl_output;

/* A dateline_write_fn; user is the dl_output. */
bool dl_output_put(const char *bytes, size_t len, void *output);
bool dl_output_text(dl_output *output, const char *text);

/* quote.c: the text as a JSON string, with its quotes; put is a dateline_write_fn. */
typedef bool dl_put(const char *bytes, size_t len, void *user);
bool dl_quote(const char *text, size_t len, dl_put *put, void *user);
void dl_output_quoted(dl_output *output, const char *text, size_t len);

/* Writes out what the buffer holds. */
bool dl_output_flush(dl_output *output);

/* Flushes and closes standard output; false, and said, when anything was not written. */
bool dl_output_finish(dl_output *output);

#endif
