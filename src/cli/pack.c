/* pack.c - `dateline pack`: rules, lists and answers in one file that starts at once. */
#include "cli/cli.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool write_some(const char *bytes, size_t len, void *file) {
    return fwrite(bytes, 1, len, file) == len;
}

/* errno of what went wrong, or 0; ENOMEM stands for all lack of memory. */
static int write_to(const dateline_rules *rules, const char *path) {
    FILE *file = fopen(path, "wb");
    if (!file) return errno;
    errno = 0;
    dateline_status status = dateline_rules_pack(rules, write_some, file);
    int reason = status == DATELINE_OK ? 0 : errno ? errno : ENOMEM;
    if (fclose(file) != 0 && !reason) reason = errno;
    return reason;
}

/* A file is there whole or not at all: it is written beside its place, then moved. */
static int write_beside(const dateline_rules *rules, const char *path) {
    char beside[4096];
    if (snprintf(beside, sizeof beside, "%s.part", path) >= (int)sizeof beside)
        return ENAMETOOLONG;
    int reason = write_to(rules, beside);
    if (!reason && rename(beside, path) != 0) reason = errno;
    if (reason) unlink(beside);
    return reason;
}

static int write_pack(const dateline_rules *rules, const char *path) {
    struct stat there;
    bool special = stat(path, &there) == 0 && !S_ISREG(there.st_mode);
    int reason = special ? write_to(rules, path) : write_beside(rules, path);
    if (!reason) return DL_EXIT_DONE;
    dl_say("%s: %s", path, strerrordesc_np(reason));
    return DL_EXIT_UNUSABLE;
}

static int pack(const dl_options *options) {
    dateline_error err;
    dateline_rules *rules = dl_rules_get(options, &err);
    if (!rules) return DL_EXIT_UNUSABLE;
    int status = write_pack(rules, options->pack_path);
    dateline_rules_free(rules);
    return status;
}

int dl_command_pack(const dl_options *options) {
    if (options->pack_path) return dl_with_rules_at_paths(options, pack);
    dl_say("pack: name the file to write, as in -o mine.pack");
    return DL_EXIT_USAGE;
}
