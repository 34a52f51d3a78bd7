/* file.h - whole files. */
#ifndef DL_BASE_FILE_H
#define DL_BASE_FILE_H

#include "base/array.h"
#include "base/error.h"

/* Reads a regular file whole; err names the path and the system's reason. */
bool dl_file_read(const char *path, dl_arena *arena, dl_str *out, dateline_error *err);

/* True when a regular file begins with these bytes, of which there are a few. */
bool dl_file_begins(const char *path, dl_str bytes);

/* Maps a regular file for reading, until dl_file_unmap; an empty one is "". */
bool dl_file_map(const char *path, dl_str *out, dateline_error *err);
void dl_file_unmap(dl_str mapped);

/* 0: not there, 1: a file, 2: a folder. */
int dl_file_kind(const char *path);

typedef DL_ARRAY(const char *) dl_paths;

/* Every file below the folder whose name ends in suffix, by name; hidden ones are
 * skipped. */
bool dl_folder_list(const char *path, const char *suffix, dl_arena *arena, dl_paths *out,
                    dateline_error *err);

#endif
