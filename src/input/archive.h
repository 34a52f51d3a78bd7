/* archive.h - what is packed in a stream: one member after the other (the one file that
 * talks to libarchive). */
#ifndef DL_INPUT_ARCHIVE_H
#define DL_INPUT_ARCHIVE_H

#include "input/stream.h"

typedef struct dl_archive { /* zero-initialised is closed */
    struct archive *reader;
    dl_stream *packed;
    bool single; /* one file without a name of its own, as in title.txt.gz */
    bool begun, at_end;
    uint64_t in, out; /* bytes that were read and unpacked so far */
    const char *why;  /* of the last failure */
} dl_archive;

/* Begins to unpack what the stream holds, which lives as long as the archive is open.
 * False without memory. */
bool dl_archive_open(dl_archive *archive, dl_stream *packed);

typedef enum dl_member {
    DL_MEMBER,      /* a file */
    DL_MEMBER_LAST, /* there is none left */
    DL_MEMBER_LOST  /* what follows cannot be read; archive.why says how */
} dl_member;

/* The next file; its name, valid until the next call, is NULL where archive.single. */
dl_member dl_archive_next(dl_archive *archive, const char **name);

/* The bytes of that file. */
dl_flow dl_archive_flow(dl_archive *archive);

void dl_archive_close(dl_archive *archive);

#endif
