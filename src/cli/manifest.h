/* manifest.h - the list of a long run: what it was made with and of, and its parts.
 *
 * One line for each fact, in a fixed order, so that two runs are compared line by line.
 */
#ifndef DL_CLI_MANIFEST_H
#define DL_CLI_MANIFEST_H

#include "cli/cli.h"

#define DL_MANIFEST "manifest.json"

enum { DL_PART_NAME = 48 };

typedef struct dl_part_row {
    char name[DL_PART_NAME];
    uint64_t articles, unusable, bytes;
} dl_part_row;

typedef struct dl_manifest { /* zero-initialised is empty */
    dl_bytes head;           /* everything before the parts */
    dl_part_row *rows;
    size_t count, room;
    bool complete;
} dl_manifest;

/* Fills the head from what is asked for; false without memory. */
bool dl_manifest_make(dl_manifest *manifest, const dl_options *options,
                      const dateline_rules *rules);

bool dl_manifest_add(dl_manifest *manifest, const dl_part_row *row);

/* Reads the one in the folder and takes over its parts: 1. 0: there is none. -1, and
 * said: it is of another run, or cannot be read. */
int dl_manifest_resume(dl_manifest *manifest, int folder, const char *path);

/* Puts it into the folder, whole; false, and errno is set. */
bool dl_manifest_write(const dl_manifest *manifest, int folder);
void dl_manifest_free(dl_manifest *manifest);

#endif
