/* format.c - `dateline fmt`: rule files in their one layout.
 *
 * A file is replaced by renaming a new one onto it, so that it is whole at any moment;
 * from standard input it goes to standard output. */
#include "cli/bytes.h"
#include "cli/cli.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool say_failure(const char *path) {
    dl_say("%s: %s", path, strerror(errno));
    return false;
}

/* `fmt -` is a filter: from standard input to standard output. */
static bool is_standard(const char *path) {
    return strcmp(path, "-") == 0;
}

static bool read_file(const char *path, dl_bytes *out) {
    char part[65536];
    size_t len;
    bool standard = is_standard(path);
    FILE *file = standard ? stdin : fopen(path, "rb");
    if (!file) return say_failure(path);
    while ((len = fread(part, 1, sizeof part, file)) > 0 &&
           dl_bytes_put(part, len, out)) {
    }
    bool good = !ferror(file) && feof(file);
    if (!good) say_failure(path);
    if (!standard) fclose(file);
    return good;
}

static bool write_all(int file, const dl_bytes *text) {
    for (size_t done = 0; done < text->len;) {
        ssize_t len = write(file, text->at + done, text->len - done);
        if (len < 0 && errno == EINTR) continue;
        if (len < 0) return false;
        done += (size_t)len;
    }
    return fsync(file) == 0;
}

/* The new file has the old one's mode and takes its place. */
static bool fill(int file, const char *temporary, const char *path,
                 const dl_bytes *text) {
    struct stat old;
    bool good = stat(path, &old) == 0 && fchmod(file, old.st_mode & 07777) == 0 &&
                write_all(file, text);
    if (close(file) != 0) good = false;
    return good && rename(temporary, path) == 0;
}

/* A link stays a link: what it points to is replaced. */
static bool replace(const char *path, const dl_bytes *text) {
    static const char suffix[] = ".XXXXXX";
    char *real = realpath(path, NULL);
    char *temporary = real ? malloc(strlen(real) + sizeof suffix) : NULL;
    bool good = false;
    if (temporary) {
        strcpy(temporary, real);
        strcat(temporary, suffix);
        int file = mkstemp(temporary);
        good = file >= 0 && fill(file, temporary, real, text);
        if (!good) say_failure(path);
        if (!good && file >= 0) unlink(temporary);
    } else {
        say_failure(path);
    }
    free(temporary);
    free(real);
    return good;
}

static int settle(const dl_options *options, const char *path, const dl_bytes *was,
                  const dl_bytes *is, dl_output *output) {
    if (is_standard(path) && !options->check) {
        dl_output_put(is->at ? is->at : "", is->len, output);
        return DL_EXIT_DONE;
    }
    if (was->len == is->len &&
        memcmp(was->at ? was->at : "", is->at ? is->at : "", is->len) == 0)
        return DL_EXIT_DONE;
    if (!options->check) return replace(path, is) ? DL_EXIT_DONE : DL_EXIT_UNUSABLE;
    dl_output_text(output, path);
    dl_output_text(output, "\n");
    return DL_EXIT_FINDINGS;
}

static int format_one(const dl_options *options, const char *path, dl_output *output) {
    dl_bytes was = {0}, is = {0};
    int status = DL_EXIT_UNUSABLE;
    if (read_file(path, &was)) {
        dateline_status outcome =
            dateline_rules_format(was.at ? was.at : "", was.len, path, dl_say_report,
                                  (void *)options, dl_bytes_put, &is);
        if (outcome == DATELINE_OK)
            status = settle(options, path, &was, &is, output);
        else if (outcome == DATELINE_ERR_MEMORY || outcome == DATELINE_ERR_WRITE)
            dl_say("%s: no memory left", path);
    }
    dl_bytes_free(&was);
    dl_bytes_free(&is);
    return status;
}

int dl_command_format(const dl_options *options) {
    dl_output output = {0};
    int worst = DL_EXIT_DONE;
    if (!options->path_count) {
        dl_say("fmt: name the rule files");
        return DL_EXIT_USAGE;
    }
    for (size_t i = 0; i < options->path_count; i++) {
        int status = format_one(options, options->paths[i], &output);
        if (status > worst) worst = status;
    }
    return dl_output_finish(&output) ? worst : DL_EXIT_UNUSABLE;
}
