/* walk.h - the files of a folder and of the folders below it, one path after the
 * other.
 *
 * Paths come in the order of their bytes, whatever order the file system keeps. */
#ifndef DL_INPUT_WALK_H
#define DL_INPUT_WALK_H

#include "base/array.h"
#include "input/report.h"

typedef struct dl_walk_level dl_walk_level;

typedef struct dl_walk { /* zero-initialised is not walking */
    dl_arena arena;
    DL_ARRAY(dl_walk_level) levels; /* the folders that lead to the current path */
    DL_ARRAY(char) path;
    size_t root_len; /* the part of path that the user gave */
    dl_report *report;
} dl_walk;

/* Begins at folder; false, and reported, when it cannot be read. */
bool dl_walk_open(dl_walk *walk, const char *folder, dl_report *report);

/* The next file's path, valid until the next call; NULL at the end, where walk.path is
 * that of the folder again. */
const char *dl_walk_next(dl_walk *walk);

/* Of the path that dl_walk_next gave: the part below the folder. */
const char *dl_walk_below(const dl_walk *walk);

void dl_walk_close(dl_walk *walk);

#endif
