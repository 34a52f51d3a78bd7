/* manifest.c - written with care, read line by line: it is no one else's file. */
#include "cli/manifest.h"

#include "cli/inputs.h"
#include "cli/whole.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char stream[] = "\"stream\": true";
static const char parts_begin[] = "\"parts\": [";

/* ---- the head -------------------------------------------------------------------- */

static bool put_text(dl_bytes *out, const char *text) {
    return dl_quote(text, strlen(text), dl_bytes_put, out);
}

static bool put_input(dl_bytes *out, const char *path) {
    dl_input_state state = dl_input_look(path);
    if (!dl_bytes_text(out, "{\"path\": ") || !put_text(out, path)) return false;
    if (state.stream) return dl_bytes_format(out, ", %s}", stream);
    return dl_bytes_format(
        out,
        ", \"files\": %llu, \"bytes\": %llu, \"changed\": \"%llu.%09llu\", "
        "\"listing\": \"%016llx\"}",
        (unsigned long long)state.files, (unsigned long long)state.bytes,
        (unsigned long long)state.seconds, (unsigned long long)state.nanoseconds,
        (unsigned long long)state.listing);
}

static bool put_inputs(dl_bytes *out, const dl_options *options) {
    bool good = dl_bytes_text(out, "\"inputs\": [\n");
    for (size_t i = 0; i < options->path_count && good; i++)
        good = put_input(out, options->paths[i]) &&
               dl_bytes_text(out, i + 1 < options->path_count ? ",\n" : "\n");
    if (!options->path_count)
        good = good && put_input(out, "-") && dl_bytes_text(out, "\n");
    return good && dl_bytes_text(out, "],\n");
}

static bool put_corrections(dl_bytes *out, const dl_options *options) {
    const char *path = options->corrections_path;
    return !path || (dl_bytes_text(out, "\"corrections\": ") && put_input(out, path) &&
                     dl_bytes_text(out, ",\n"));
}

bool dl_manifest_make(dl_manifest *manifest, const dl_options *options,
                      const dateline_rules *rules) {
    dl_bytes *out = &manifest->head;
    return dl_bytes_format(out,
                           "{\n\"schema\": \"dateline-run/1\",\n\"version\": \"%s\",\n",
                           dateline_version()) &&
           dl_bytes_format(
               out, "\"rules\": \"%s\",\n\"options\": ", dateline_rules_hash(rules)) &&
           put_text(out, options->told.at) && dl_bytes_text(out, ",\n") &&
           put_corrections(out, options) && put_inputs(out, options) &&
           dl_bytes_format(out, "\"part_size\": %zu,\n%s\n", options->part_size,
                           parts_begin);
}

/* ---- parts ----------------------------------------------------------------------- */

bool dl_manifest_add(dl_manifest *manifest, const dl_part_row *row) {
    if (manifest->count == manifest->room) {
        size_t room = manifest->room ? 2 * manifest->room : 64;
        dl_part_row *grown = realloc(manifest->rows, room * sizeof *grown);
        if (!grown) return false;
        manifest->rows = grown;
        manifest->room = room;
    }
    manifest->rows[manifest->count++] = *row;
    return true;
}

static bool read_row(const char *line, dl_part_row *row) {
    unsigned long long articles, unusable, bytes;
    int read = sscanf(line,
                      "{\"name\": \"%47[^\"]\", \"articles\": %llu, \"unusable\": %llu, "
                      "\"bytes\": %llu",
                      row->name, &articles, &unusable, &bytes);
    row->articles = articles;
    row->unusable = unusable;
    row->bytes = bytes;
    return read == 4;
}

bool dl_manifest_write(const dl_manifest *manifest, int folder) {
    dl_whole file = {0};
    dl_bytes text = {0};
    bool good = dl_bytes_put(manifest->head.at, manifest->head.len, &text);
    for (size_t i = 0; i < manifest->count && good; i++) {
        const dl_part_row *row = &manifest->rows[i];
        good = dl_bytes_format(
            &text,
            "{\"name\": \"%s\", \"articles\": %llu, \"unusable\": %llu, \"bytes\": "
            "%llu}%s\n",
            row->name, (unsigned long long)row->articles,
            (unsigned long long)row->unusable, (unsigned long long)row->bytes,
            i + 1 < manifest->count ? "," : "");
    }
    good = good && dl_bytes_format(&text, "],\n\"complete\": %s\n}\n",
                                   manifest->complete ? "true" : "false");
    errno = ENOMEM;
    if (good && (good = dl_whole_open(&file, folder, DL_MANIFEST))) {
        dl_whole_put(text.at, text.len, &file);
        good = dl_whole_keep(&file);
    }
    int error = file.error ? file.error : ENOMEM;
    dl_bytes_free(&text);
    if (!good) errno = error;
    return good;
}

void dl_manifest_free(dl_manifest *manifest) {
    dl_bytes_free(&manifest->head);
    free(manifest->rows);
    *manifest = (dl_manifest){0};
}

/* ---- going on with one ----------------------------------------------------------- */

/* The file's text with a NUL behind it: 1; 0 where there is none, -1 where it fails. */
static int read_file(int folder, dl_bytes *out) {
    char part[65536];
    ssize_t n;
    int file = openat(folder, DL_MANIFEST, O_RDONLY | O_CLOEXEC);
    if (file < 0) return errno == ENOENT ? 0 : -1;
    while ((n = read(file, part, sizeof part)) > 0 && dl_bytes_put(part, (size_t)n, out))
        continue;
    close(file);
    return n == 0 && dl_bytes_put("", 1, out) ? 1 : -1;
}

/* The line that *text begins with, cut off; NULL at the end. */
static char *next_line(char **text) {
    char *line = *text, *end = line ? strchr(line, '\n') : NULL;
    if (!end) return NULL;
    *end = '\0';
    *text = end + 1;
    return line;
}

/* Compares heads line by line; says where they differ. */
static bool is_same_run(const dl_manifest *now, char **old, const char *path) {
    dl_bytes copy = {0};
    bool same =
        dl_bytes_put(now->head.at, now->head.len, &copy) && dl_bytes_put("", 1, &copy);
    char *rest = copy.at, *mine, *theirs;
    for (unsigned line = 1; same && (mine = next_line(&rest)); line++) {
        theirs = next_line(old);
        same = theirs && strcmp(mine, theirs) == 0;
        if (same) continue;
        dl_say("%s/%s:%u: this run is another one: it was", path, DL_MANIFEST, line);
        dl_say("    %s", theirs ? theirs : "(nothing)");
        dl_say("and is now");
        dl_say("    %s", mine);
        dl_say("name another folder, or run it as it was");
    }
    dl_bytes_free(&copy);
    return same;
}

int dl_manifest_resume(dl_manifest *manifest, int folder, const char *path) {
    dl_bytes text = {0};
    int found = read_file(folder, &text);
    char *rest = text.at, *line;
    dl_part_row row;
    if (found < 0) dl_say("%s/%s: cannot read: %s", path, DL_MANIFEST, strerror(errno));
    if (found > 0 &&
        memmem(manifest->head.at, manifest->head.len, stream, sizeof stream - 1)) {
        dl_say("--resume: a stream cannot be read again: name files or folders");
        found = -1;
    }
    if (found > 0 && !is_same_run(manifest, &rest, path)) found = -1;
    while (found > 0 && (line = next_line(&rest)) && read_row(line, &row))
        if (!dl_manifest_add(manifest, &row)) found = -1;
    manifest->complete = found > 0 && rest && strstr(rest, "\"complete\": true");
    dl_bytes_free(&text);
    return found;
}
