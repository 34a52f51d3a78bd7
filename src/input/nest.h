/* nest.h - a source and the sources within it: packed files, archives, crawls, and these
 * within each other. */
#ifndef DL_INPUT_NEST_H
#define DL_INPUT_NEST_H

#include "input/archive.h"
#include "input/source.h"
#include "input/warc.h"

enum { DL_NEST_MOST = 8 };

typedef struct dl_level {
    dl_source source;
    dl_archive archive; /* what the source is unpacked by */
    dl_warc warc;
    dl_arena names; /* of the source that is read within this one */
    size_t articles;
} dl_level;

typedef struct dl_nest { /* zero-initialised is closed */
    int fd;
    bool owned; /* the descriptor is closed with the outermost source */
    size_t depth;
    bool many;       /* more than one article may come */
    size_t articles; /* of all sources so far */
    uint64_t read;   /* bytes of all descriptors so far */
    dl_level levels[DL_NEST_MOST];
} dl_nest;

/* Begins to read fd, which owned hands over. about is what is known of it but for its
 * flow; its strings live as long as it is read. What is wrong is reported. */
void dl_nest_open(dl_nest *nest, int fd, bool owned, dl_opening about,
                  dl_reading *reading);

/* The same for bytes that come from elsewhere. */
void dl_nest_open_flow(dl_nest *nest, dl_opening about, dl_reading *reading);

/* The next article, valid until the next call; false, and closed, at the end. */
bool dl_nest_next(dl_nest *nest, dl_reading *reading, dateline_document *out);

void dl_nest_free(dl_nest *nest);

#endif
