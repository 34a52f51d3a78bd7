/* warc.c - records, the HTTP answers in them, and chunks in these.
 *
 * A record is header lines, an empty line, as many bytes as Content-Length says, and two
 * line breaks. */
#include "input/warc.h"

#include "input/name.h"

#include <strings.h>

enum { LINE_MOST = 64 * 1024 };

static const char no_memory[] = "no memory left";
static const char cut[] = "the file ends within a record";

/* ---- lines ----------------------------------------------------------------------- */

/* The next line, of the record where *left says so; false where there is none. */
static bool next_line(dl_warc *warc, bool in_record, dl_str *out) {
    static const dl_parting lines = {.kind = DL_PART_BYTE, .byte = '\n'};
    size_t size;
    if (in_record && !warc->left) return false;
    dl_outcome outcome = dl_stream_next(warc->packed, &lines, LINE_MOST, out, &size);
    if (outcome == DL_LARGE) *out = (dl_str){"", 0};
    if (outcome == DL_NOMEMORY) warc->why = no_memory;
    if (outcome == DL_FAILED) warc->why = warc->packed->error;
    if (outcome != DL_READ && outcome != DL_LARGE) return false;
    if (in_record) warc->left -= size + 1 < warc->left ? size + 1 : warc->left;
    *out = dl_str_trim(*out);
    return true;
}

/* "Name: value" in any case; the value, or {NULL, 0}. */
static dl_str value_of(dl_str line, const char *name) {
    size_t len = strlen(name);
    if (line.len <= len || line.at[len] != ':' || strncasecmp(line.at, name, len) != 0)
        return (dl_str){NULL, 0};
    return dl_str_trim(dl_str_cut(line, len + 1, line.len));
}

static bool is_as(dl_str text, const char *start) {
    return text.len >= strlen(start) && strncasecmp(text.at, start, strlen(start)) == 0;
}

/* The digits that text begins with. */
static bool number_of(dl_str text, unsigned base, uint64_t *out) {
    *out = 0;
    size_t i = 0;
    for (; i < text.len; i++) {
        char c = text.at[i];
        unsigned digit = dl_is_digit(c) ? (unsigned)(c - '0')
                         : (c | 32) >= 'a' && (c | 32) <= 'f'
                             ? (unsigned)((c | 32) - 'a') + 10
                             : 99;
        if (digit >= base) break;
        if (*out > (UINT64_MAX >> 5)) return false;
        *out = *out * base + digit;
    }
    return i > 0;
}

/* ---- HTTP ------------------------------------------------------------------------ */

static bool is_readable(dl_str type) {
    return is_as(type, "text/html") || is_as(type, "application/xhtml") ||
           is_as(type, "text/plain");
}

/* Many crawlers keep the header and store the page without its chunks. */
static bool begins_with_chunk(dl_warc *warc) {
    uint64_t size;
    dl_str start = dl_stream_start(warc->packed, 20);
    dl_str line = dl_str_trim(dl_str_split(&start, '\n'));
    return start.at && number_of(dl_str_split(&line, ';'), 16, &size) && line.len == 0;
}

/* The head of the answer; false where the page was not fetched well, or is no text. */
static bool read_answer(dl_warc *warc) {
    dl_str line;
    bool chunked = false;
    if (!next_line(warc, true, &line) || !is_as(line, "HTTP/")) return false;
    const char *space = memchr(line.at, ' ', line.len);
    dl_str status = space ? dl_str_cut(line, (size_t)(space - line.at), line.len) : line;
    bool good = dl_str_starts(dl_str_trim(status), DL_STR("200"));
    while (next_line(warc, true, &line) && line.len) {
        dl_str type = value_of(line, "Content-Type");
        dl_str coding = value_of(line, "Transfer-Encoding");
        if (type.at && !is_readable(type)) good = false;
        if (type.at) warc->plain = is_as(type, "text/plain");
        if (coding.at && is_as(coding, "chunked")) chunked = true;
    }
    warc->chunked = chunked && begins_with_chunk(warc);
    return good;
}

/* ---- records --------------------------------------------------------------------- */

typedef struct record {
    bool answer, page; /* an HTTP answer; the page itself */
    bool sized;
} record;

static const char *copy(dl_warc *warc, dl_str text) {
    return dl_arena_text(&warc->arena, text);
}

static void read_field(dl_warc *warc, dl_str line, record *about) {
    dl_str type = value_of(line, "WARC-Type"), size = value_of(line, "Content-Length");
    dl_str address = value_of(line, "WARC-Target-URI"), day = value_of(line, "WARC-Date");
    dl_str content = value_of(line, "Content-Type");
    if (type.at) {
        about->answer = is_as(type, "response");
        about->page = is_as(type, "resource") || is_as(type, "conversion");
    }
    if (size.at) about->sized = number_of(size, 10, &warc->left);
    if (address.len > 2 && address.at[0] == '<')
        address = dl_str_cut(address, 1, address.len - 1);
    if (address.at) warc->address = copy(warc, address);
    if (day.len >= 10 && dl_name_day(day))
        warc->fetched = copy(warc, dl_str_cut(day, 0, 10));
    if (content.at && is_as(content, "text/plain")) warc->plain = true;
}

/* The header of a record; false at the end. */
static bool read_header(dl_warc *warc, record *about) {
    dl_str line;
    *about = (record){0};
    do
        if (!next_line(warc, false, &line)) return false;
    while (!line.len);
    if (!is_as(line, "WARC/")) {
        warc->why = "a record does not begin with WARC/";
        return false;
    }
    bool whole = false;
    while (!whole && next_line(warc, false, &line)) {
        whole = !line.len;
        read_field(warc, line, about);
    }
    if (!warc->why && !whole) warc->why = cut;
    if (!warc->why && !about->sized) warc->why = "a record without Content-Length";
    return !warc->why;
}

static bool skip_rest(dl_warc *warc) {
    while (warc->left) {
        dl_str bytes = dl_stream_take(
            warc->packed, warc->left < LINE_MOST ? (size_t)warc->left : LINE_MOST);
        if (!bytes.len) {
            warc->why = warc->packed->error ? warc->packed->error : cut;
            return false;
        }
        warc->left -= bytes.len;
    }
    return true;
}

void dl_warc_open(dl_warc *warc, dl_stream *packed) {
    *warc = (dl_warc){.packed = packed};
}

bool dl_warc_next(dl_warc *warc) {
    record about;
    while (!warc->why && skip_rest(warc)) {
        dl_arena_reset(&warc->arena);
        warc->address = warc->fetched = NULL;
        warc->plain = warc->chunked = warc->chunks_ended = false;
        warc->chunk = 0;
        if (!read_header(warc, &about)) return false;
        if (warc->arena.failed)
            warc->why = no_memory;
        else if (about.page || (about.answer && read_answer(warc)))
            return true;
    }
    return false;
}

/* ---- the page -------------------------------------------------------------------- */

static ssize_t read_plain(dl_warc *warc, char *out, size_t size, const char **why) {
    if (!warc->left || !size) return 0;
    dl_str bytes =
        dl_stream_take(warc->packed, warc->left < size ? (size_t)warc->left : size);
    if (!bytes.len) {
        *why = warc->packed->error ? warc->packed->error : cut;
        return -1;
    }
    memcpy(out, bytes.at, bytes.len);
    warc->left -= bytes.len;
    return (ssize_t)bytes.len;
}

/* Before each chunk stands its length on a line of its own, behind it a line break. */
static bool begin_chunk(dl_warc *warc) {
    dl_str line;
    do
        if (!next_line(warc, true, &line)) return false;
    while (!line.len);
    return number_of(line, 16, &warc->chunk) && warc->chunk;
}

static ssize_t read_page(void *of, char *out, size_t size, const char **why) {
    dl_warc *warc = of;
    if (!warc->chunked) return read_plain(warc, out, size, why);
    if (warc->chunks_ended) return 0;
    if (!warc->chunk && !begin_chunk(warc)) {
        warc->chunks_ended = true;
        return 0;
    }
    ssize_t n =
        read_plain(warc, out, warc->chunk < size ? (size_t)warc->chunk : size, why);
    if (n > 0) warc->chunk -= (uint64_t)n;
    return n;
}

dl_flow dl_warc_flow(dl_warc *warc) {
    return (dl_flow){read_page, warc};
}

void dl_warc_close(dl_warc *warc) {
    dl_arena_free(&warc->arena);
    *warc = (dl_warc){0};
}
