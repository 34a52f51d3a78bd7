/* source.c - tells NDJSON from plain text, and makes articles of the pieces of a stream.
 */
#include "input/source.h"

#include "input/name.h"

#include <sys/stat.h>
#include <unistd.h>

static void report_memory(dl_source *source, dl_reading *reading) {
    dl_report_problem(&reading->report, (dl_place){.file = source->name},
                      DATELINE_ERR_MEMORY, "no memory left");
}

/* ---- opening --------------------------------------------------------------------- */

static void close_source(dl_source *source) {
    if (source->open && source->owned) close(source->stream.fd);
    source->open = false;
}

static size_t regular_size(int fd) {
    struct stat about;
    bool regular = fstat(fd, &about) == 0 && S_ISREG(about.st_mode) && about.st_size > 0;
    return regular ? (size_t)about.st_size : 0;
}

/* NDJSON shows itself by its first line; nothing else is ever parted unasked. */
static bool holds_ndjson(dl_source *source, const dl_reading *reading) {
    if (reading->format) return strcmp(reading->format, "ndjson") == 0;
    if (reading->parting.kind != DL_PART_NONE) return false;
    dl_str line = dl_stream_peek(&source->stream, '{', reading->max_bytes);
    return line.at && dl_ndjson_is_record(line, &reading->fields);
}

static void find_parting(dl_source *source, const dl_reading *reading) {
    source->ndjson = holds_ndjson(source, reading);
    source->parting = reading->parting;
    if (source->ndjson)
        source->parting = (dl_parting){.kind = DL_PART_BYTE, .byte = '\n'};
    source->many = source->parting.kind != DL_PART_NONE;
}

void dl_source_open(dl_source *source, int fd, bool owned, const char *name, dl_str id,
                    dl_reading *reading) {
    source->open = true;
    source->owned = owned;
    source->name = name;
    source->id = id;
    source->count = 0;
    source->size = regular_size(fd);
    if (!dl_stream_open(&source->stream, fd)) {
        report_memory(source, reading);
        close_source(source);
        return;
    }
    find_parting(source, reading);
    if (!source->many && source->size <= reading->max_bytes)
        dl_stream_expect(&source->stream, source->size);
}

/* ---- articles -------------------------------------------------------------------- */

/* NDJSON is named by its line; of texts in one source, the second and later by number. */
static const char *make_id(dl_source *source) {
    if (source->ndjson)
        return dl_arena_format(&source->article, "%s:%u", source->name, source->count);
    if (source->count == 1) return dl_arena_text(&source->article, source->id);
    return dl_arena_format(&source->article, "%.*s#%u", (int)source->id.len,
                           source->id.at, source->count);
}

static bool is_blank(dl_str line) {
    return dl_str_trim(line).len == 0;
}

static bool read_record(dl_source *source, dl_reading *reading, dl_str line,
                        dateline_document *out) {
    if (source->count == 1 && dl_str_starts(line, DL_STR("\xEF\xBB\xBF")))
        line = dl_str_cut(line, 3, line.len);
    if (is_blank(line)) return false;
    dl_place place = {.file = source->name, .line = source->count};
    if (!dl_ndjson_read(line, place, &reading->fields, &reading->report, &source->text,
                        &source->article, out))
        return false;
    if (!out->id) out->id = make_id(source);
    if (out->date) out->date_from = "record";
    return true;
}

/* The name dates a file of one text; that of a file of many says nothing of each. */
static void date_by_name(dl_source *source, dateline_document *out) {
    dl_str date = dl_name_date(dl_name_stem(dl_str_from(source->name)));
    if (!date.at) return;
    out->date = dl_arena_text(&source->article, date);
    out->date_from = "name";
}

static bool read_text(dl_source *source, dl_reading *reading, dl_str text,
                      dateline_document *out) {
    if (source->parting.kind == DL_PART_LINE && source->count == 1 && text.len == 0) {
        source->count = 0; /* the first line is a separator: no text stands before it */
        return false;
    }
    if (source->many) text = dl_buffer_copy(&source->text, text);
    if (!text.at) {
        report_memory(source, reading);
        return false;
    }
    out->text = text.at;
    out->len = text.len;
    out->raw = true;
    out->id = make_id(source);
    if (!source->many) date_by_name(source, out);
    return true;
}

/* Only of what was read whole, or is a regular file, is the true size known. */
static void report_large(dl_source *source, dl_reading *reading, size_t size) {
    dl_place place = {.file = source->name, .line = source->ndjson ? source->count : 0};
    bool known = source->many || source->size > reading->max_bytes;
    dl_report_problem(&reading->report, place, DATELINE_ERR_SIZE,
                      "%s of %s%zu bytes: the limit is %zu bytes",
                      source->ndjson ? "line" : "text", known ? "" : "at least ", size,
                      reading->max_bytes);
}

/* The next piece: true when it is an article. */
static bool read_piece(dl_source *source, dl_reading *reading, dateline_document *out) {
    dl_str piece;
    size_t size;
    dl_outcome outcome = dl_stream_next(&source->stream, &source->parting,
                                        reading->max_bytes, &piece, &size);
    if (outcome == DL_READ || outcome == DL_LARGE) source->count++;
    switch (outcome) {
    case DL_READ:
        return source->ndjson ? read_record(source, reading, piece, out)
                              : read_text(source, reading, piece, out);
    case DL_LARGE:
        report_large(source, reading, size);
        if (source->many) return false;
        break;
    case DL_FAILED:
        dl_report_problem(&reading->report, (dl_place){.file = source->name},
                          DATELINE_ERR_FILE, "cannot read: %s",
                          strerrordesc_np(source->stream.error));
        break;
    case DL_NOMEMORY:
        report_memory(source, reading);
        break;
    case DL_END:
        break;
    }
    close_source(source);
    return false;
}

/* Saves reading a file whose size alone is reason enough to leave it. */
static bool refuse_large(dl_source *source, dl_reading *reading) {
    if (source->many || source->size <= reading->max_bytes) return false;
    report_large(source, reading, source->size);
    close_source(source);
    return true;
}

bool dl_source_next(dl_source *source, dl_reading *reading, dateline_document *out) {
    if (source->open && refuse_large(source, reading)) return false;
    while (source->open) {
        dl_arena_reset(&source->article);
        *out = (dateline_document){.size = sizeof *out, .source = source->name};
        bool found = read_piece(source, reading, out);
        if (found && !source->article.failed) return true;
        if (found) report_memory(source, reading);
    }
    return false;
}

void dl_source_free(dl_source *source) {
    close_source(source);
    dl_stream_free(&source->stream);
    dl_buffer_free(&source->text);
    dl_arena_free(&source->article);
    *source = (dl_source){0};
}
