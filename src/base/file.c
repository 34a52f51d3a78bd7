/* file.c - reads files and lists folders for the rule loader. */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEPTH_MOST = 16 };

static bool fail(dateline_error *err, const char *path, int reason) {
    return dl_fail(err, (dl_place){.file = path}, DATELINE_ERR_FILE, "%s",
                   strerror(reason));
}

int dl_file_kind(const char *path) {
    struct stat about;
    if (stat(path, &about) != 0) return 0;
    return S_ISDIR(about.st_mode) ? 2 : 1;
}

bool dl_file_read(const char *path, dl_arena *arena, dl_str *out, dateline_error *err) {
    if (dl_file_kind(path) == 2) return fail(err, path, EISDIR);
    FILE *file = fopen(path, "rb");
    if (!file) return fail(err, path, errno);
    DL_ARRAY(char) bytes = {0};
    size_t got = 1;
    while (got && DL_RESERVE(arena, &bytes, 65536)) {
        got = fread(bytes.items + bytes.count, 1, bytes.room - bytes.count, file);
        bytes.count += got;
    }
    int reason = ferror(file) ? errno : 0;
    fclose(file);
    if (reason) return fail(err, path, reason);
    if (arena->failed) return dl_fail_plain(err, DATELINE_ERR_MEMORY, "no memory");
    *out = (dl_str){bytes.items ? bytes.items : "", bytes.count};
    return true;
}

bool dl_file_begins(const char *path, dl_str bytes) {
    char first[16];
    struct stat about;
    if (stat(path, &about) != 0 || !S_ISREG(about.st_mode)) return false;
    FILE *file = fopen(path, "rb");
    if (!file) return false;
    size_t got = fread(first, 1, bytes.len, file);
    fclose(file);
    return dl_str_equal((dl_str){first, got}, bytes);
}

bool dl_file_map(const char *path, dl_str *out, dateline_error *err) {
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    struct stat about;
    if (file < 0) return fail(err, path, errno);
    bool good = fstat(file, &about) == 0;
    *out = DL_STR("");
    if (good && about.st_size > 0) {
        size_t len = (size_t)about.st_size;
        void *at = mmap(NULL, len, PROT_READ, MAP_PRIVATE, file, 0);
        good = at != MAP_FAILED;
        if (good) *out = (dl_str){at, len};
    }
    int reason = errno;
    close(file);
    return good || fail(err, path, reason);
}

void dl_file_unmap(dl_str mapped) {
    if (mapped.len) munmap((void *)(uintptr_t)mapped.at, mapped.len);
}

static int by_name(const void *left, const void *right) {
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static bool list_below(const char *path, const char *suffix, int depth, dl_arena *arena,
                       dl_paths *out, dateline_error *err) {
    DIR *folder = opendir(path);
    if (!folder) return fail(err, path, errno);
    dl_paths here = {0};
    for (struct dirent *entry; (entry = readdir(folder));) {
        if (entry->d_name[0] == '.') continue;
        const char **slot = DL_PUSH(arena, &here);
        if (slot) *slot = dl_arena_format(arena, "%s/%s", path, entry->d_name);
    }
    closedir(folder);
    if (arena->failed) return dl_fail_plain(err, DATELINE_ERR_MEMORY, "no memory");
    if (here.count) qsort(here.items, here.count, sizeof *here.items, by_name);
    for (size_t i = 0; i < here.count; i++) {
        bool folder_below = dl_file_kind(here.items[i]) == 2;
        if (folder_below && depth < DEPTH_MOST &&
            !list_below(here.items[i], suffix, depth + 1, arena, out, err))
            return false;
        if (folder_below || !dl_str_ends(dl_str_from(here.items[i]), dl_str_from(suffix)))
            continue;
        const char **slot = DL_PUSH(arena, out);
        if (slot) *slot = here.items[i];
    }
    return !arena->failed;
}

bool dl_folder_list(const char *path, const char *suffix, dl_arena *arena, dl_paths *out,
                    dateline_error *err) {
    return list_below(path, suffix, 0, arena, out, err);
}
