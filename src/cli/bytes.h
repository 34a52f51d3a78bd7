/* bytes.h - bytes that grow: what was written and has not gone out yet. */
#ifndef DL_CLI_BYTES_H
#define DL_CLI_BYTES_H

#include <stdbool.h>
#include <stddef.h>

typedef struct dl_bytes { /* zero-initialised is empty */
    char *at;
    size_t len, room;
} dl_bytes;

/* A dateline_write_fn; user is the dl_bytes. False without memory. */
bool dl_bytes_put(const char *more, size_t len, void *bytes);
bool dl_bytes_text(dl_bytes *bytes, const char *text);

/* As printf writes it, up to 511 bytes: for numbers and words of our own. */
bool dl_bytes_format(dl_bytes *bytes, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Empties it and keeps the memory, unless that is more than keep. */
void dl_bytes_empty(dl_bytes *bytes, size_t keep);
void dl_bytes_free(dl_bytes *bytes);

#endif
