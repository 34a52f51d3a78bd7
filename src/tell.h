/* tell.h - lines for people, or JSON, to a caller's writer: what explains a decision is
 * written so. */
#ifndef DL_TELL_H
#define DL_TELL_H

#include "base/str.h"
#include "dateline.h"

typedef struct dl_teller {
    dateline_write_fn write;
    void *user;
    bool json;
    bool stopped; /* the writer takes no more */
} dl_teller;

void dl_tell(dl_teller *teller, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Text of any length, as it is. */
void dl_tell_text(dl_teller *teller, dl_str text);

/* The text in quotes: as a JSON string, and for people as it is. */
void dl_tell_quoted(dl_teller *teller, dl_str text);

/* "+3.2", "-0.5": tenths of a log-odds as a decimal. */
const char *dl_tenths_text(int tenths, char out[16]);

#endif
