/* whole.c - temporary file, fsync, rename, fsync of the folder. */
#include "cli/whole.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { ENOUGH = 256 * 1024 };

static bool fail(dl_whole *whole) {
    if (!whole->error) whole->error = errno;
    return false;
}

bool dl_whole_open(dl_whole *whole, int folder, const char *name) {
    dl_bytes waiting = whole->waiting;
    waiting.len = 0;
    *whole = (dl_whole){.folder = folder, .waiting = waiting};
    snprintf(whole->name, sizeof whole->name, "%s", name);
    snprintf(whole->temporary, sizeof whole->temporary, ".%s.new", name);
    whole->file = openat(folder, whole->temporary,
                         O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
    whole->open = whole->file >= 0;
    return whole->open || fail(whole);
}

static bool write_waiting(dl_whole *whole) {
    size_t done = 0;
    while (done < whole->waiting.len) {
        ssize_t n =
            write(whole->file, whole->waiting.at + done, whole->waiting.len - done);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return fail(whole);
        done += (size_t)n;
    }
    whole->waiting.len = 0;
    return true;
}

bool dl_whole_put(const char *bytes, size_t len, void *user) {
    dl_whole *whole = user;
    errno = ENOMEM;
    if (whole->error || !dl_bytes_put(bytes, len, &whole->waiting)) return fail(whole);
    whole->written += len;
    return whole->waiting.len < ENOUGH || write_waiting(whole);
}

bool dl_whole_keep(dl_whole *whole) {
    bool good = !whole->error && write_waiting(whole);
    if (good && fsync(whole->file) != 0) good = fail(whole);
    if (close(whole->file) != 0 && good) good = fail(whole);
    whole->open = false;
    if (good &&
        renameat(whole->folder, whole->temporary, whole->folder, whole->name) != 0)
        good = fail(whole);
    if (!good) unlinkat(whole->folder, whole->temporary, 0);
    if (good && fsync(whole->folder) != 0) good = fail(whole);
    dl_bytes_free(&whole->waiting);
    return good;
}

void dl_whole_drop(dl_whole *whole) {
    if (whole->open) {
        close(whole->file);
        unlinkat(whole->folder, whole->temporary, 0);
    }
    dl_bytes_free(&whole->waiting);
    whole->open = false;
}
