/* inputs.c - files counted by fts(3); their order does not matter. */
#include "cli/inputs.h"

#include <fts.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* FNV-1a, and a last turn of the bits, since the numbers of all files are added up. */
static uint64_t mix(uint64_t hash, const void *bytes, size_t len) {
    const unsigned char *at = bytes;
    for (size_t i = 0; i < len; i++)
        hash = (hash ^ at[i]) * 1099511628211u;
    return hash ^ hash >> 29;
}

static void add(dl_input_state *state, const char *name, const struct stat *file) {
    uint64_t facts[] = {(uint64_t)file->st_size, (uint64_t)file->st_mtim.tv_sec,
                        (uint64_t)file->st_mtim.tv_nsec};
    state->files++;
    state->bytes += facts[0];
    state->listing +=
        mix(mix(14695981039346656037u, name, strlen(name)), facts, sizeof facts);
    if (facts[1] > state->seconds ||
        (facts[1] == state->seconds && facts[2] > state->nanoseconds)) {
        state->seconds = facts[1];
        state->nanoseconds = facts[2];
    }
}

static void add_folder(dl_input_state *state, const char *path) {
    char *const roots[] = {(char *)(uintptr_t)path, NULL};
    FTS *walk = fts_open(roots, FTS_LOGICAL | FTS_NOCHDIR, NULL);
    for (FTSENT *entry; walk && (entry = fts_read(walk));)
        if (entry->fts_info == FTS_F)
            add(state, entry->fts_path + strlen(path), entry->fts_statp);
    if (walk) fts_close(walk);
}

dl_input_state dl_input_look(const char *path) {
    dl_input_state state = {0};
    struct stat file;
    bool standard = strcmp(path, "-") == 0;
    if (standard ? fstat(STDIN_FILENO, &file) != 0 : stat(path, &file) != 0) return state;
    if (S_ISDIR(file.st_mode))
        add_folder(&state, path);
    else if (S_ISREG(file.st_mode))
        add(&state, "", &file);
    else
        state.stream = true;
    return state;
}
