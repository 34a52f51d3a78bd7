/* source.h - a file or standard input: one article, or many. */
#ifndef DL_INPUT_SOURCE_H
#define DL_INPUT_SOURCE_H

#include "input/ndjson.h"
#include "input/stream.h"

typedef struct dl_reading { /* how sources are read; the same for all of an input */
    const char *format;     /* "text", "ndjson", or NULL: by content */
    dl_fields fields;
    dl_parting parting; /* of plain texts */
    size_t max_bytes;
    dl_report report;
} dl_reading;

typedef struct dl_source { /* zero-initialised is closed */
    bool open, owned;      /* owned: the descriptor is closed with the source */
    bool ndjson, many;     /* many: it may hold more than one article */
    const char *name;      /* in messages and records */
    dl_str id;
    size_t size;    /* of a regular file, else 0 */
    uint32_t count; /* lines of NDJSON, or texts, so far */
    dl_parting parting;
    dl_stream stream;
    dl_arena article; /* strings of the article */
    dl_buffer text;
} dl_source;

/* Begins to read fd and finds out what it holds. name and id live as long as the source
 * is open; owned hands fd over. What is wrong is reported, and the source stays closed.
 */
void dl_source_open(dl_source *source, int fd, bool owned, const char *name, dl_str id,
                    dl_reading *reading);

/* The next article, valid until the next call; false, and closed, at the end. What cannot
 * be used is reported and passed over. */
bool dl_source_next(dl_source *source, dl_reading *reading, dateline_document *out);

void dl_source_free(dl_source *source);

#endif
