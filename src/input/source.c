/* source.c - finds out what a stream holds, and makes articles of its pieces. */
#include "input/source.h"

#include "input/name.h"
#include "input/page.h"

static dl_place place_of(const dl_source *source) {
    return (dl_place){.file = source->about.name,
                      .line = source->ndjson ? source->count : 0};
}

static void report_memory(dl_source *source, dl_reading *reading) {
    dl_report_problem(&reading->report, (dl_place){.file = source->about.name},
                      DATELINE_ERR_MEMORY, "no memory left");
}

/* ---- what it is ------------------------------------------------------------------ */

static bool is_format(const dl_reading *reading, const char *name) {
    return reading->format && strcmp(reading->format, name) == 0;
}

/* A first line that is too long to be read, and yet begins as a record does: what comes
 * behind it is not to be lost with it. */
static bool begins_as_record(dl_str start, size_t limit) {
    if (start.len <= limit || start.at[0] != '{') return false;
    size_t at = 1;
    while (at < limit && dl_is_blank(start.at[at]))
        at++;
    return start.at[at] == '"' && !memchr(start.at, '\n', limit);
}

/* NDJSON shows itself by its first line; nothing else is ever parted unasked. */
static bool holds_ndjson(dl_source *source, const dl_reading *reading) {
    if (reading->format) return is_format(reading, "ndjson");
    if (reading->parting.kind != DL_PART_NONE || source->kind != DL_KIND_TEXT)
        return false;
    dl_str line = dl_stream_peek(&source->stream, '{', reading->max_bytes);
    if (line.at) return dl_ndjson_is_record(line, &reading->fields);
    return begins_as_record(dl_stream_start(&source->stream, 1), reading->max_bytes);
}

static void find_parting(dl_source *source, const dl_reading *reading) {
    source->ndjson = holds_ndjson(source, reading);
    source->parting = reading->parting;
    if (source->ndjson)
        source->parting = (dl_parting){.kind = DL_PART_BYTE, .byte = '\n'};
    source->many = source->parting.kind != DL_PART_NONE;
}

/* Reads no more than is needed to tell, since more may never come. Texts that are parted
 * are not waited for: only what is packed matters, and that shows in its first bytes. */
static dl_kind_found look(dl_stream *stream, bool parted) {
    for (size_t size = 1;;) {
        dl_str start = dl_stream_start(stream, size);
        bool enough = parted && start.len >= 8;
        dl_kind_found found = dl_kind_of(start, start.len < size || enough);
        if (found.kind != DL_KIND_UNSURE) return found;
        size = start.len + 1;
    }
}

/* A format that was asked for is the one of articles; what they are packed in shows. */
static dl_kind_found find_kind(dl_source *source, const dl_reading *reading) {
    dl_kind_found found = look(&source->stream, reading->parting.kind != DL_PART_NONE);
    if (found.kind == DL_KIND_PACKED || found.kind == DL_KIND_WARC) return found;
    bool asked = reading->format || reading->parting.kind != DL_PART_NONE;
    if (source->about.says == DL_SAYS_HTML && found.kind == DL_KIND_TEXT)
        found.kind = DL_KIND_HTML;
    if (asked) found.kind = is_format(reading, "html") ? DL_KIND_HTML : DL_KIND_TEXT;
    return found;
}

static void refuse(dl_source *source, dl_reading *reading, const dl_kind_found *found) {
    dl_place place = place_of(source);
    if (source->about.found)
        dl_report_warning(&reading->report, place, DATELINE_ERR_INPUT,
                          "%s: passed over: %s", found->what, found->advice);
    else
        dl_report_problem(&reading->report, place, DATELINE_ERR_INPUT, "%s: %s",
                          found->what, found->advice);
    source->open = false;
}

/* Of what nobody named, a plain text must be called one: who knows what else it is. */
static bool is_doubtful(const dl_source *source, const dl_reading *reading) {
    const dl_opening *about = &source->about;
    return about->found && about->says != DL_SAYS_TEXT && source->kind == DL_KIND_TEXT &&
           !source->ndjson && !reading->format &&
           !dl_str_ends(dl_str_from(about->file), DL_STR(".txt"));
}

void dl_source_open(dl_source *source, const dl_opening *about, dl_reading *reading) {
    source->about = *about;
    source->open = dl_stream_open(&source->stream, about->flow);
    source->count = 0;
    source->ndjson = source->many = false;
    if (!source->open) {
        report_memory(source, reading);
        return;
    }
    dl_kind_found found = find_kind(source, reading);
    source->kind = found.kind;
    if (found.kind == DL_KIND_REFUSED) refuse(source, reading, &found);
    if (!source->open || dl_source_is_nest(source)) return;
    find_parting(source, reading);
    if (is_doubtful(source, reading)) {
        dl_report_warning(&reading->report, place_of(source), DATELINE_ERR_FILE,
                          "not a *.txt file: passed over");
        source->open = false;
    } else if (!source->many && about->size <= reading->max_bytes) {
        dl_stream_expect(&source->stream, about->size);
    }
}

/* ---- articles -------------------------------------------------------------------- */

/* NDJSON is named by its line; of texts in one source, the second and later by number. */
static const char *make_id(dl_source *source) {
    if (source->ndjson)
        return dl_arena_format(&source->article, "%s:%u", source->about.name,
                               source->count);
    if (source->count == 1) return dl_arena_text(&source->article, source->about.id);
    return dl_arena_format(&source->article, "%.*s#%u", (int)source->about.id.len,
                           source->about.id.at, source->count);
}

static bool is_blank(dl_str line) {
    return dl_str_trim(line).len == 0;
}

static bool read_record(dl_source *source, dl_reading *reading, dl_str line,
                        dateline_document *out) {
    if (source->count == 1 && dl_str_starts(line, DL_STR("\xEF\xBB\xBF")))
        line = dl_str_cut(line, 3, line.len);
    if (is_blank(line)) return false;
    if (!dl_ndjson_read(line, place_of(source), &reading->fields, &reading->report,
                        &source->text, &source->article, out))
        return false;
    if (!out->id) out->id = make_id(source);
    if (out->date) out->date_from = "record";
    return true;
}

/* What dates a text that does not do so itself: the name of a file of one text (that of a
 * file of many says nothing of each), or the day when it was fetched. */
static void date_by_source(dl_source *source, dateline_document *out) {
    out->date = source->about.fetched;
    out->date_from = out->date ? "fetched" : NULL;
    dl_str date = dl_name_date(dl_name_stem(dl_str_from(source->about.file)));
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
    out->url = source->about.address;
    if (!source->many) date_by_source(source, out);
    return true;
}

/* ---- pages ----------------------------------------------------------------------- */

static bool read_page(dl_source *source, dl_reading *reading, dl_str bytes,
                      dateline_document *out) {
    dl_page page;
    const char *why;
    if (!dl_page_read(bytes, &source->article, &page, &why)) {
        if (why)
            dl_report_problem(&reading->report, place_of(source), DATELINE_ERR_INPUT,
                              "%s", why);
        else
            report_memory(source, reading);
        return false;
    }
    dl_str text = dl_buffer_copy(&source->text, page.text);
    if (!text.at) {
        report_memory(source, reading);
        return false;
    }
    if (!text.len)
        dl_report_warning(&reading->report, place_of(source), DATELINE_ERR_INPUT,
                          "no text in this page");
    out->text = text.at;
    out->len = text.len;
    out->extracted = true;
    out->id = make_id(source);
    out->title = page.title;
    out->author = page.author;
    out->url = page.address ? page.address : source->about.address;
    date_by_source(source, out);
    if (!page.date) return true;
    out->date = page.date;
    out->date_from = "record";
    return true;
}

/* Only of what was read whole, or is a regular file, is the true size known. */
static void report_large(dl_source *source, dl_reading *reading, size_t size) {
    bool known = source->many || source->about.size > reading->max_bytes;
    dl_report_problem(&reading->report, place_of(source), DATELINE_ERR_SIZE,
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
        if (source->kind == DL_KIND_HTML) return read_page(source, reading, piece, out);
        return source->ndjson ? read_record(source, reading, piece, out)
                              : read_text(source, reading, piece, out);
    case DL_LARGE:
        report_large(source, reading, size);
        if (source->many) return false;
        break;
    case DL_FAILED:
        dl_report_problem(&reading->report, (dl_place){.file = source->about.name},
                          DATELINE_ERR_FILE, "cannot read: %s", source->stream.error);
        break;
    case DL_NOMEMORY:
        report_memory(source, reading);
        break;
    case DL_END:
        break;
    }
    source->open = false;
    return false;
}

/* Saves reading a file whose size alone is reason enough to leave it. */
static bool refuse_large(dl_source *source, dl_reading *reading) {
    if (source->many || source->about.size <= reading->max_bytes) return false;
    report_large(source, reading, source->about.size);
    source->open = false;
    return true;
}

bool dl_source_next(dl_source *source, dl_reading *reading, dateline_document *out) {
    if (source->open && refuse_large(source, reading)) return false;
    while (source->open) {
        dl_arena_reset(&source->article);
        *out = (dateline_document){.size = sizeof *out, .source = source->about.name};
        bool found = read_piece(source, reading, out);
        if (found && !source->article.failed) return true;
        if (found) report_memory(source, reading);
    }
    return false;
}

void dl_source_free(dl_source *source) {
    source->open = false;
    dl_stream_free(&source->stream);
    dl_buffer_free(&source->text);
    dl_arena_free(&source->article);
    *source = (dl_source){0};
}
