/* whole.h - a file in a folder that is there whole or not at all, whatever happens.
 *
 * It is written beside its place, brought to the disk, and moved there. */
#ifndef DL_CLI_WHOLE_H
#define DL_CLI_WHOLE_H

#include "cli/bytes.h"

#include <stdint.h>

enum { DL_WHOLE_NAME = 64 };

typedef struct dl_whole { /* zero-initialised is closed */
    bool open;
    int folder, file;
    int error; /* errno of the first call that failed */
    uint64_t written;
    dl_bytes waiting;
    char name[DL_WHOLE_NAME], temporary[DL_WHOLE_NAME + 8];
} dl_whole;

/* Begins the file of that name in the folder, an open descriptor. */
bool dl_whole_open(dl_whole *whole, int folder, const char *name);

/* A dateline_write_fn; user is the dl_whole. */
bool dl_whole_put(const char *bytes, size_t len, void *whole);

/* The file is in its place and on the disk; or false, it is not there, and whole.error
 * says why. */
bool dl_whole_keep(dl_whole *whole);

/* As if it had never been begun. */
void dl_whole_drop(dl_whole *whole);

#endif
