/* ndjson.h - one line of NDJSON as an article. */
#ifndef DL_INPUT_NDJSON_H
#define DL_INPUT_NDJSON_H

#include "base/arena.h"
#include "input/report.h"
#include "input/stream.h"

typedef struct dl_fields { /* names of the fields that are read */
    const char *text, *id, *date;
} dl_fields;

/* True when the line is a JSON object that holds the text field as a string. */
bool dl_ndjson_is_record(dl_str line, const dl_fields *fields);

/* Fills text (into buffer), id, date, title, url, home and domain (on the arena; NULL
 * where the record has none) of *out. False, and reported, when the line is no such
 * record; an id or a date that cannot be used is reported as a warning. place names the
 * line. */
bool dl_ndjson_read(dl_str line, dl_place place, const dl_fields *fields,
                    dl_report *report, dl_buffer *buffer, dl_arena *arena,
                    dateline_document *out);

#endif
