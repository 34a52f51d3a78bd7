/* archive.c - libarchive over a stream of ours.
 *
 * Names of members are taken as bytes. What unpacks to more than a thousand times its
 * size is a trap and no archive: text never comes near that. */
#include "input/archive.h"

#include "base/arena.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>

enum { CHUNK = 64 * 1024 };

static const uint64_t most_times = 1000, free_bytes = 64 * 1024 * 1024;
static const char trap[] = "unpacks to more than 1000 times its size: left here";

static ssize_t give_packed(struct archive *reader, void *user, const void **out) {
    dl_archive *archive = user;
    dl_str bytes = dl_stream_take(archive->packed, CHUNK);
    if (!bytes.len && archive->packed->error) {
        archive_set_error(reader, EIO, "%s", archive->packed->error);
        return ARCHIVE_FATAL;
    }
    archive->in += bytes.len;
    *out = bytes.at;
    return (ssize_t)bytes.len;
}

static bool support(struct archive *reader) {
    return archive_read_support_filter_gzip(reader) == ARCHIVE_OK &&
           archive_read_support_filter_bzip2(reader) == ARCHIVE_OK &&
           archive_read_support_filter_xz(reader) == ARCHIVE_OK &&
           archive_read_support_filter_zstd(reader) == ARCHIVE_OK &&
           archive_read_support_format_tar(reader) == ARCHIVE_OK &&
           archive_read_support_format_zip_streamable(reader) == ARCHIVE_OK &&
           archive_read_support_format_raw(reader) == ARCHIVE_OK &&
           archive_read_support_format_empty(reader) == ARCHIVE_OK;
}

static const char *why(const dl_archive *archive) {
    const char *text = archive_error_string(archive->reader);
    return text ? text : "damaged";
}

bool dl_archive_open(dl_archive *archive, dl_stream *packed) {
    *archive = (dl_archive){.packed = packed, .reader = archive_read_new()};
    if (!archive->reader) return false;
    if (!support(archive->reader)) {
        dl_archive_close(archive);
        return false;
    }
    if (archive_read_open(archive->reader, archive, NULL, give_packed, NULL) !=
        ARCHIVE_OK) {
        archive->why = why(archive); /* told by the first dl_archive_next */
        archive->at_end = true;
    }
    return true;
}

static bool is_trap(const dl_archive *archive) {
    return archive->out > free_bytes + most_times * archive->in;
}

static bool is_over(int status) {
    return status != ARCHIVE_OK && status != ARCHIVE_WARN && status != ARCHIVE_RETRY;
}

/* What is left of a member counts as unpacked, too. */
static bool skip_rest(dl_archive *archive) {
    const void *bytes;
    size_t size;
    la_int64_t offset;
    int status;
    while ((status = archive_read_data_block(archive->reader, &bytes, &size, &offset)) ==
           ARCHIVE_OK) {
        archive->out += size;
        if (!is_trap(archive)) continue;
        archive->why = trap;
        return false;
    }
    return status != ARCHIVE_FATAL;
}

dl_member dl_archive_next(dl_archive *archive, const char **name) {
    struct archive_entry *entry;
    if (archive->at_end) return archive->why ? DL_MEMBER_LOST : DL_MEMBER_LAST;
    if (archive->begun && !skip_rest(archive)) {
        archive->at_end = true;
        if (!archive->why) archive->why = why(archive);
        return DL_MEMBER_LOST;
    }
    for (;;) {
        int status = archive_read_next_header(archive->reader, &entry);
        if (status == ARCHIVE_RETRY) continue;
        archive->at_end = is_over(status);
        if (status == ARCHIVE_EOF) return DL_MEMBER_LAST;
        if (archive->at_end) {
            archive->why = why(archive);
            return DL_MEMBER_LOST;
        }
        archive->single = archive_format(archive->reader) == ARCHIVE_FORMAT_RAW;
        *name = archive->single ? NULL : archive_entry_pathname(entry);
        archive->begun = archive->single || archive_entry_filetype(entry) == AE_IFREG;
        if (archive->begun) return DL_MEMBER;
    }
}

static ssize_t read_member(void *of, char *out, size_t size, const char **told) {
    dl_archive *archive = of;
    ssize_t n;
    do
        n = archive_read_data(archive->reader, out, size);
    while (n == ARCHIVE_RETRY);
    if (n > 0) archive->out += (uint64_t)n;
    if (n >= 0 && !is_trap(archive)) return n;
    *told = n < 0 ? why(archive) : trap;
    return -1;
}

dl_flow dl_archive_flow(dl_archive *archive) {
    return (dl_flow){read_member, archive};
}

void dl_archive_close(dl_archive *archive) {
    if (archive->reader) archive_read_free(archive->reader);
    *archive = (dl_archive){0};
}
