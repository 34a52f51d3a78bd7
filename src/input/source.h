/* source.h - a file or standard input: one article, or many. */
#ifndef DL_INPUT_SOURCE_H
#define DL_INPUT_SOURCE_H

#include "input/kind.h"
#include "input/ndjson.h"
#include "input/stream.h"

typedef struct dl_reading { /* how sources are read; the same for all of an input */
    const char *format;     /* "text", "ndjson", "html", or NULL: by content */
    dl_fields fields;
    dl_parting parting; /* of plain texts */
    size_t max_bytes;
    dl_report report;
} dl_reading;

typedef struct dl_opening { /* what is known of a source before it is read */
    dl_flow flow;
    const char *name; /* in messages and records */
    const char *file; /* its own name: may date the text */
    dl_str id;
    size_t size; /* of a regular file, else 0 */
    bool found;  /* in a folder or an archive: nobody named it */
    enum { DL_SAYS_NOTHING, DL_SAYS_TEXT, DL_SAYS_HTML } says; /* who sent it */
    const char *address; /* of a page in a crawl, or NULL */
    const char *fetched; /* the day when it was, or NULL */
} dl_opening;

typedef struct dl_source { /* zero-initialised is closed */
    dl_opening about;
    bool open;
    dl_kind kind;
    bool ndjson, many; /* many: it may hold more than one article */
    uint32_t count;    /* lines of NDJSON, or texts, so far */
    dl_parting parting;
    dl_stream stream;
    dl_arena article; /* strings of the article */
    dl_buffer text;
} dl_source;

/* Begins to read and finds out what is there: a packed source or a crawl is left to the
 * caller, who reads source.stream. The strings of about live as long as the source is
 * open. What is wrong is reported, and the source stays closed. */
void dl_source_open(dl_source *source, const dl_opening *about, dl_reading *reading);

/* True when the source holds other sources. */
static inline bool dl_source_is_nest(const dl_source *source) {
    return source->kind == DL_KIND_PACKED || source->kind == DL_KIND_WARC;
}

/* The next article, valid until the next call; false, and closed, at the end. What cannot
 * be used is reported and passed over. */
bool dl_source_next(dl_source *source, dl_reading *reading, dateline_document *out);

void dl_source_free(dl_source *source);

#endif
