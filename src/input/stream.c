/* stream.c - a growing buffer over a flow, and the search for what ends a piece.
 *
 * The buffer keeps the piece being read and what came along behind it. Bytes are looked
 * at once, however small the reads are. */
#include "input/stream.h"

#include "base/arena.h"

enum { CHUNK = 64 * 1024 };

/* ---- buffer ---------------------------------------------------------------------- */

bool dl_buffer_reserve(dl_buffer *buffer, size_t keep, size_t size) {
    if (buffer->room >= size && buffer->bytes) return true;
    if (size > SIZE_MAX / 4) return false;
    size_t room = buffer->room * 2 > size ? buffer->room * 2 : size;
    char *grown = dl_alloc(room + DL_PADDING);
    if (!grown) return false;
    if (keep) memcpy(grown, buffer->bytes, keep);
    dl_free(buffer->bytes);
    *buffer = (dl_buffer){grown, room};
    return true;
}

dl_str dl_buffer_copy(dl_buffer *buffer, dl_str text) {
    if (!dl_buffer_reserve(buffer, 0, text.len)) return (dl_str){NULL, 0};
    if (text.len) memcpy(buffer->bytes, text.at, text.len);
    memset(buffer->bytes + text.len, 0, DL_PADDING);
    return (dl_str){buffer->bytes, text.len};
}

void dl_buffer_free(dl_buffer *buffer) {
    dl_free(buffer->bytes);
    *buffer = (dl_buffer){0};
}

/* ---- reading --------------------------------------------------------------------- */

bool dl_stream_open(dl_stream *stream, dl_flow flow) {
    dl_buffer buffer = stream->buffer;
    *stream = (dl_stream){.flow = flow, .buffer = buffer};
    return dl_buffer_reserve(&stream->buffer, 0, 2 * CHUNK);
}

void dl_stream_expect(dl_stream *stream, size_t size) {
    /* One byte more, so that the read that meets the end needs no new room. */
    dl_buffer_reserve(&stream->buffer, stream->end, size + 1);
}

static void move_down(dl_stream *stream) {
    memmove(stream->buffer.bytes, stream->buffer.bytes + stream->start,
            stream->end - stream->start);
    stream->end -= stream->start;
    stream->scanned -= stream->start;
    stream->line -= stream->start;
    stream->start = 0;
}

static bool make_room(dl_stream *stream) {
    if (stream->end < stream->buffer.room) return true;
    if (stream->start) move_down(stream);
    if (stream->buffer.room - stream->end >= CHUNK) return true;
    return dl_buffer_reserve(&stream->buffer, stream->end, stream->end + CHUNK);
}

/* Reads what there is; false at an error or without memory. */
static bool fill(dl_stream *stream) {
    if (stream->error || !make_room(stream)) return false;
    ssize_t n = stream->flow.read(stream->flow.of, stream->buffer.bytes + stream->end,
                                  stream->buffer.room - stream->end, &stream->error);
    if (n < 0) return false;
    stream->ended = n == 0;
    stream->end += (size_t)n;
    return true;
}

/* ---- the end of a piece ---------------------------------------------------------- */

static bool find_byte(dl_stream *stream, char byte, size_t *end, size_t *next) {
    const char *bytes = stream->buffer.bytes;
    const char *found =
        memchr(bytes + stream->scanned, byte, stream->end - stream->scanned);
    stream->scanned = found ? (size_t)(found - bytes) + 1 : stream->end;
    *end = stream->scanned - 1;
    *next = stream->scanned;
    return found != NULL;
}

static bool is_line(const dl_stream *stream, size_t end, dl_str wanted) {
    if (stream->inside) return false;
    dl_str line = {stream->buffer.bytes + stream->line, end - stream->line};
    if (line.len && line.at[line.len - 1] == '\r') line.len--;
    return dl_str_equal(line, wanted);
}

static bool find_line(dl_stream *stream, dl_str wanted, size_t *end, size_t *next) {
    size_t line_end;
    while (find_byte(stream, '\n', &line_end, next)) {
        *end = stream->line;
        if (is_line(stream, line_end, wanted)) return true;
        stream->line = *next;
        stream->inside = false;
    }
    if (!stream->ended || stream->line == stream->end) return false;
    *end = stream->line;
    *next = stream->end;
    return is_line(stream, stream->end, wanted);
}

static bool find_end(dl_stream *stream, const dl_parting *parting, size_t *end,
                     size_t *next) {
    if (parting->kind == DL_PART_BYTE) return find_byte(stream, parting->byte, end, next);
    return parting->kind == DL_PART_LINE && find_line(stream, parting->line, end, next);
}

/* ---- pieces over the limit ------------------------------------------------------- */

/* Where the part of the buffer ends that belongs to the piece for certain: the line being
 * read may yet turn out to be the one that parts. */
static size_t certain_end(const dl_stream *stream, const dl_parting *parting) {
    bool open = parting->kind == DL_PART_LINE && !stream->inside &&
                stream->end - stream->line <= parting->line.len + 1;
    return open ? stream->line : stream->end;
}

static void pass_over(dl_stream *stream, size_t to) {
    stream->passed += to - stream->start;
    if (stream->line < to) {
        stream->inside = true;
        stream->line = to;
    }
    stream->start = to;
    if (stream->scanned < to) stream->scanned = to;
}

/* ---- pieces ---------------------------------------------------------------------- */

static dl_outcome give(dl_stream *stream, size_t end, size_t next, size_t limit,
                       dl_str *piece, size_t *size) {
    *piece = (dl_str){stream->buffer.bytes + stream->start, end - stream->start};
    *size = stream->passed + piece->len;
    stream->start = next;
    stream->given = true;
    return *size > limit ? DL_LARGE : DL_READ;
}

static dl_outcome give_rest(dl_stream *stream, const dl_parting *parting, size_t limit,
                            dl_str *piece, size_t *size) {
    bool empty = stream->start == stream->end && !stream->passed;
    if (empty && (parting->kind != DL_PART_NONE || stream->given)) return DL_END;
    memset(stream->buffer.bytes + stream->end, 0, DL_PADDING);
    return give(stream, stream->end, stream->end, limit, piece, size);
}

dl_outcome dl_stream_next(dl_stream *stream, const dl_parting *parting, size_t limit,
                          dl_str *piece, size_t *size) {
    stream->scanned = stream->line = stream->start;
    stream->inside = false;
    stream->passed = 0;
    for (;;) {
        size_t end, next;
        if (find_end(stream, parting, &end, &next))
            return give(stream, end, next, limit, piece, size);
        if (stream->ended) return give_rest(stream, parting, limit, piece, size);
        size_t certain = certain_end(stream, parting);
        if (certain - stream->start > limit) {
            if (parting->kind == DL_PART_NONE)
                return give(stream, stream->end, stream->end, limit, piece, size);
            pass_over(stream, certain);
        }
        if (!fill(stream)) return stream->error ? DL_FAILED : DL_NOMEMORY;
    }
}

/* ---- peeking --------------------------------------------------------------------- */

static size_t skip_mark(dl_stream *stream) {
    while (stream->end - stream->start < 3 && !stream->ended && fill(stream))
        continue;
    dl_str text = {stream->buffer.bytes + stream->start, stream->end - stream->start};
    return stream->start + (dl_str_starts(text, DL_STR("\xEF\xBB\xBF")) ? 3 : 0);
}

static size_t skip_blank(const dl_stream *stream, size_t at) {
    const char *bytes = stream->buffer.bytes;
    while (at < stream->end && (dl_is_blank(bytes[at]) || bytes[at] == '\n'))
        at++;
    return at;
}

dl_str dl_stream_start(dl_stream *stream, size_t size) {
    while (stream->end - stream->start < size && !stream->ended && fill(stream))
        continue;
    return (dl_str){stream->buffer.bytes + stream->start, stream->end - stream->start};
}

dl_str dl_stream_take(dl_stream *stream, size_t most) {
    dl_str here = dl_stream_start(stream, 1);
    if (here.len > most) here.len = most;
    stream->start += here.len;
    return here;
}

dl_str dl_stream_peek(dl_stream *stream, char first, size_t limit) {
    const dl_str none = {NULL, 0};
    size_t at = skip_mark(stream), scanned = at;
    for (;;) {
        if (scanned == at) at = scanned = skip_blank(stream, at);
        const char *bytes = stream->buffer.bytes;
        if (at < stream->end && bytes[at] != first) return none;
        const char *found = memchr(bytes + scanned, '\n', stream->end - scanned);
        if (found) return (dl_str){bytes + at, (size_t)(found - bytes) - at};
        scanned = stream->end;
        if (stream->ended && at < stream->end)
            return (dl_str){bytes + at, stream->end - at};
        if (stream->ended || scanned - stream->start > limit || !fill(stream))
            return none;
    }
}

void dl_stream_free(dl_stream *stream) {
    dl_buffer_free(&stream->buffer);
    *stream = (dl_stream){0};
}
