/* stream.h - reads a flow piece by piece, each as soon as it is complete.
 *
 * A piece is the whole stream, or what stands before a byte or before a line of a given
 * text. A piece over the limit is passed over without being kept. */
#ifndef DL_INPUT_STREAM_H
#define DL_INPUT_STREAM_H

#include "base/str.h"
#include "input/flow.h"

enum { DL_PADDING = 64 }; /* readable zero bytes behind a text, for wide loads */

typedef struct dl_buffer { /* zero-initialised is empty */
    char *bytes;
    size_t room; /* without the padding */
} dl_buffer;

/* Room for size bytes and the padding; the first keep bytes stay. False without memory.
 */
bool dl_buffer_reserve(dl_buffer *buffer, size_t keep, size_t size);

/* A copy of text in the buffer with the padding behind it; .at NULL without memory. */
dl_str dl_buffer_copy(dl_buffer *buffer, dl_str text);
void dl_buffer_free(dl_buffer *buffer);

typedef struct dl_parting { /* what parts the pieces */
    enum { DL_PART_NONE, DL_PART_BYTE, DL_PART_LINE } kind;
    char byte;
    dl_str line;
} dl_parting;

typedef enum dl_outcome {
    DL_READ,   /* a piece */
    DL_END,    /* no more pieces */
    DL_LARGE,  /* a piece over the limit was passed over */
    DL_FAILED, /* the flow failed; stream.error says how */
    DL_NOMEMORY
} dl_outcome;

typedef struct dl_stream {
    dl_flow flow;
    dl_buffer buffer;
    size_t start, end; /* of what is read and not yet given out */
    size_t scanned;    /* no delimiter ends before here */
    size_t line;       /* start of the line that is being read */
    bool inside;       /* `line` is the middle of a line whose start was passed over */
    bool ended, given; /* at the end of the file; a piece was given out */
    const char *error; /* what the flow said, or NULL */
    size_t passed;     /* bytes of a piece over the limit that are gone already */
} dl_stream;

/* Starts to read with the memory that the stream holds from the flow before. False
 * without memory. */
bool dl_stream_open(dl_stream *stream, dl_flow flow);

/* Makes room for a file of size bytes at once; without memory, later reads report it. */
void dl_stream_expect(dl_stream *stream, size_t size);

/* What the stream begins with, without taking it: at least size bytes, unless it ends
 * before or fails. */
dl_str dl_stream_start(dl_stream *stream, size_t size);

/* Takes the next bytes as they come, at most so many; none at the end or where it fails.
 * Valid until the next call. */
dl_str dl_stream_take(dl_stream *stream, size_t most);

/* The first line that is not blank, without taking it: {NULL, 0} when it does not begin
 * with first or is longer than limit. A byte order mark before it is passed over. */
dl_str dl_stream_peek(dl_stream *stream, char first, size_t limit);

/* The next piece: valid until the next call, followed by zero bytes only when nothing
 * parts the pieces. size tells the length of a piece over the limit; without parting,
 * reading stops there, and size is what was read so far. */
dl_outcome dl_stream_next(dl_stream *stream, const dl_parting *parting, size_t limit,
                          dl_str *piece, size_t *size);

/* Frees the memory; the flow is left to whoever opened it. */
void dl_stream_free(dl_stream *stream);

#endif
