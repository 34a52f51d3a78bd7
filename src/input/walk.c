/* walk.c - goes down folders in byte order, without recursion.
 *
 * A level is a folder on the way to the current path, read whole and sorted. A folder's
 * name carries its slash while it is sorted, so that the paths, too, come out in byte
 * order. Symbolic links are followed; one that leads back to a folder on the way is a
 * loop. */
#include "input/walk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>

typedef enum entry_kind { ARTICLE, FOLDER, OTHER, UNREADABLE } entry_kind;

typedef struct entry {
    dl_str name; /* ends in NUL; of a folder: in a slash and NUL */
    entry_kind kind;
    int error; /* of UNREADABLE */
} entry;

struct dl_walk_level {
    dl_arena arena;
    DL_ARRAY(entry) entries;
    size_t next;
    size_t path_len; /* the folder's own part of dl_walk.path, with its slash */
    dev_t device;
    ino_t inode;
};

static dl_place here(const dl_walk *walk) {
    return (dl_place){.file = walk->path.items};
}

static void report_memory(dl_walk *walk) {
    dl_report_problem(walk->report, here(walk), DATELINE_ERR_MEMORY, "no memory left");
}

/* ---- the path -------------------------------------------------------------------- */

/* Makes the path end after len bytes, then puts name behind it. */
static bool set_path(dl_walk *walk, size_t len, dl_str name) {
    walk->path.count = len;
    if (!DL_RESERVE(&walk->arena, &walk->path, name.len + 1)) return false;
    memcpy(walk->path.items + len, name.at, name.len);
    walk->path.items[len + name.len] = '\0';
    walk->path.count += name.len;
    return true;
}

/* ---- one folder ------------------------------------------------------------------ */

static int by_name(const void *a, const void *b) {
    return dl_str_compare(((const entry *)a)->name, ((const entry *)b)->name);
}

static entry_kind kind_of(int folder, const struct dirent *file, int *error) {
    unsigned char type = file->d_type;
    if (type == DT_LNK || type == DT_UNKNOWN) {
        struct stat about;
        if (fstatat(folder, file->d_name, &about, 0) != 0) {
            *error = errno;
            return UNREADABLE;
        }
        type = S_ISDIR(about.st_mode) ? DT_DIR : S_ISREG(about.st_mode) ? DT_REG : DT_CHR;
    }
    if (type == DT_DIR) return FOLDER;
    return type == DT_REG ? ARTICLE : OTHER;
}

static void add_entry(dl_walk_level *level, int folder, const struct dirent *file) {
    if (file->d_name[0] == '.') return; /* hidden, and "." and ".." */
    int error = 0;
    entry_kind kind = kind_of(folder, file, &error);
    const char *name =
        dl_arena_format(&level->arena, "%s%s", file->d_name, kind == FOLDER ? "/" : "");
    entry *slot = name ? DL_PUSH(&level->arena, &level->entries) : NULL;
    if (slot) *slot = (entry){dl_str_from(name), kind, error};
}

static bool leads_back(const dl_walk *walk, const struct stat *folder) {
    for (size_t i = 0; i < walk->levels.count; i++)
        if (walk->levels.items[i].device == folder->st_dev &&
            walk->levels.items[i].inode == folder->st_ino)
            return true;
    return false;
}

/* Reads the names of an open folder; 0 or the error number. */
static int read_names(dl_walk_level *level, DIR *folder) {
    const struct dirent *file;
    while (errno = 0, (file = readdir(folder)))
        add_entry(level, dirfd(folder), file);
    int error = errno;
    if (level->entries.count)
        qsort(level->entries.items, level->entries.count, sizeof(entry), by_name);
    return error;
}

/* Adds the open folder, whose path is in place, as a level. */
static bool push_level(dl_walk *walk, DIR *folder) {
    struct stat about = {0};
    if (fstat(dirfd(folder), &about) == 0 && leads_back(walk, &about)) {
        dl_report_problem(walk->report, here(walk), DATELINE_ERR_FILE,
                          "this folder leads back to one above it: not followed");
        return false;
    }
    dl_walk_level *level = DL_PUSH(&walk->arena, &walk->levels);
    if (!level) {
        report_memory(walk);
        return false;
    }
    level->device = about.st_dev;
    level->inode = about.st_ino;
    level->path_len = walk->path.count;
    int error = read_names(level, folder);
    if (error)
        dl_report_problem(walk->report, here(walk), DATELINE_ERR_FILE,
                          "cannot read the folder to its end: %s",
                          strerrordesc_np(error));
    if (level->arena.failed) report_memory(walk);
    return true;
}

static bool enter(dl_walk *walk) {
    DIR *folder = opendir(walk->path.items);
    if (!folder) {
        dl_report_problem(walk->report, here(walk), DATELINE_ERR_FILE,
                          "cannot open the folder: %s", strerrordesc_np(errno));
        return false;
    }
    bool entered = push_level(walk, folder);
    closedir(folder);
    return entered;
}

/* ---- the walk -------------------------------------------------------------------- */

bool dl_walk_open(dl_walk *walk, const char *folder, dl_report *report) {
    *walk = (dl_walk){.report = report};
    dl_str root = dl_str_from(folder);
    while (root.len && root.at[root.len - 1] == '/')
        root.len--;
    if (!set_path(walk, 0, root) || !set_path(walk, root.len, DL_STR("/"))) {
        dl_report_problem(report, (dl_place){.file = folder}, DATELINE_ERR_MEMORY,
                          "no memory left");
        return false;
    }
    walk->root_len = walk->path.count;
    return enter(walk);
}

static void leave(dl_walk *walk) {
    dl_walk_level *level = &walk->levels.items[--walk->levels.count];
    dl_arena_free(&level->arena);
}

/* Goes into folders and names what is passed over; true when the path is an article. */
static bool visit(dl_walk *walk, const entry *file) {
    switch (file->kind) {
    case ARTICLE:
        return true;
    case FOLDER:
        enter(walk);
        return false;
    case OTHER:
        dl_report_warning(walk->report, here(walk), DATELINE_ERR_FILE,
                          "not a file: passed over");
        return false;
    case UNREADABLE:
        dl_report_problem(walk->report, here(walk), DATELINE_ERR_FILE, "cannot open: %s",
                          strerrordesc_np(file->error));
        return false;
    }
    return false;
}

const char *dl_walk_next(dl_walk *walk) {
    while (walk->levels.count) {
        dl_walk_level *level = &walk->levels.items[walk->levels.count - 1];
        if (level->next == level->entries.count) {
            leave(walk);
            continue;
        }
        entry file = level->entries.items[level->next++];
        if (!set_path(walk, level->path_len, file.name)) {
            report_memory(walk);
            return NULL;
        }
        if (visit(walk, &file)) return walk->path.items;
    }
    walk->path.items[walk->root_len] = '\0';
    return NULL;
}

const char *dl_walk_below(const dl_walk *walk) {
    return walk->path.items + walk->root_len;
}

void dl_walk_close(dl_walk *walk) {
    while (walk->levels.count)
        leave(walk);
    dl_arena_free(&walk->arena);
    *walk = (dl_walk){0};
}
