/* warc.h - a crawl: one page after the other out of a WARC file.
 *
 * Own code, since libarchive's reader keeps the HTTP headers and leaves out pages whose
 * address ends in a slash. */
#ifndef DL_INPUT_WARC_H
#define DL_INPUT_WARC_H

#include "base/arena.h"
#include "input/stream.h"

typedef struct dl_warc { /* zero-initialised is closed */
    dl_stream *packed;
    dl_arena arena; /* strings of the page */
    uint64_t left;  /* bytes of the record that were not read */
    bool open;      /* the record was begun */
    bool chunked;   /* HTTP's chunks */
    uint64_t chunk; /* bytes left in the one that is read */
    bool chunks_ended;
    const char *address; /* WARC-Target-URI */
    const char *fetched; /* YYYY-MM-DD, or NULL */
    bool plain;          /* said to be plain text */
    const char *why;     /* what was wrong */
} dl_warc;

/* Begins to read the stream, which lives as long as the crawl is open. */
void dl_warc_open(dl_warc *warc, dl_stream *packed);

/* The next page that was fetched well and says to be HTML or text; false at the end and
 * where the file is damaged, which warc.why tells. */
bool dl_warc_next(dl_warc *warc);

/* The bytes of the page. */
dl_flow dl_warc_flow(dl_warc *warc);

void dl_warc_close(dl_warc *warc);

#endif
