/* kind.h - what bytes are, told by how they begin and never by a name. */
#ifndef DL_INPUT_KIND_H
#define DL_INPUT_KIND_H

#include "base/str.h"

typedef enum dl_kind {
    DL_KIND_UNSURE, /* more bytes must tell */
    DL_KIND_TEXT,   /* whatever is nothing else */
    DL_KIND_HTML,
    DL_KIND_PACKED, /* compressed, or an archive */
    DL_KIND_WARC,   /* a crawl */
    DL_KIND_REFUSED /* known, and not read: a PDF, a picture */
} dl_kind;

enum { DL_KIND_BYTES = 4096 }; /* that many always tell */

typedef struct dl_kind_found {
    dl_kind kind;
    const char *what; /* of what is refused: "a PDF file"; and what would be right */
    const char *advice;
} dl_kind_found;

/* What begins with start; whole: nothing comes behind it. */
dl_kind_found dl_kind_of(dl_str start, bool whole);

#endif
