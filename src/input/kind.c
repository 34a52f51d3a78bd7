/* kind.c - beginnings of files in a table, and how HTML and e-mail begin. */
#include "input/kind.h"

#include <strings.h>

/* ---- marks ----------------------------------------------------------------------- */

typedef struct mark {
    size_t at;
    dl_str bytes;
    dl_kind kind;
    const char *what, *advice;
} mark;

#define NO_TEXT "it is no text"
#define MARK(literal)                                                                    \
    { (literal), sizeof(literal) - 1 }

static const mark marks[] = {
    {0, MARK("\x1F\x8B"), DL_KIND_PACKED, NULL, NULL},
    {0, MARK("\x28\xB5\x2F\xFD"), DL_KIND_PACKED, NULL, NULL}, /* zstd */
    {0,
     MARK("\xFD"
          "7zXZ\0"),
     DL_KIND_PACKED, NULL, NULL},
    {0, MARK("BZh1"), DL_KIND_PACKED, NULL, NULL},
    {0, MARK("BZh2"), DL_KIND_PACKED, NULL, NULL},
    {0, MARK("BZh3"), DL_KIND_PACKED, NULL, NULL},
    {0, MARK("BZh4"), DL_KIND_PACKED, NULL, NULL},
    {0, MARK("BZh5"), DL_KIND_PACKED, NULL, NULL},
    {0, MARK("BZh6"), DL_KIND_PACKED, NULL, NULL},
    {0, MARK("BZh7"), DL_KIND_PACKED, NULL, NULL},
    {0, MARK("BZh8"), DL_KIND_PACKED, NULL, NULL},
    {0, MARK("BZh9"), DL_KIND_PACKED, NULL, NULL},
    {0, MARK("PK\3\4"), DL_KIND_PACKED, NULL, NULL},
    {0, MARK("PK\5\6"), DL_KIND_PACKED, NULL, NULL}, /* a zip of nothing */
    {257, MARK("ustar"), DL_KIND_PACKED, NULL, NULL},
    {0, MARK("WARC/1."), DL_KIND_WARC, NULL, NULL},
    {0, MARK("WARC/0."), DL_KIND_WARC, NULL, NULL},
    {0, MARK("%PDF-"), DL_KIND_REFUSED, "a PDF file",
     "PDF is not read: take the text out first, as with pdftotext"},
    {0, MARK("{\\rtf"), DL_KIND_REFUSED, "an RTF document",
     "RTF is not read: save it as plain text or HTML"},
    {0, MARK("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), DL_KIND_REFUSED,
     "an old Office document", "it is not read: save it as plain text or HTML"},
    {0, MARK("\x89PNG\r\n"), DL_KIND_REFUSED, "a picture", NO_TEXT},
    {0, MARK("\xFF\xD8\xFF"), DL_KIND_REFUSED, "a picture", NO_TEXT},
    {0, MARK("GIF87a"), DL_KIND_REFUSED, "a picture", NO_TEXT},
    {0, MARK("GIF89a"), DL_KIND_REFUSED, "a picture", NO_TEXT},
    {0,
     MARK("\x7F"
          "ELF"),
     DL_KIND_REFUSED, "a program", NO_TEXT},
    {0, MARK("7z\xBC\xAF\x27\x1C"), DL_KIND_REFUSED, "a 7z archive",
     "archives are tar and zip; pack it as one of them"},
    {0, MARK("Rar!\x1A\x07"), DL_KIND_REFUSED, "a RAR archive",
     "archives are tar and zip; pack it as one of them"},
    {0, MARK("SQLite format 3\0"), DL_KIND_REFUSED, "an SQLite database", NO_TEXT},
};

enum { MARKS = sizeof marks / sizeof *marks };

/* A tar's header is full of NUL bytes, a text has hardly any: no need to wait for the
 * place of its mark. */
static bool may_be_tar(dl_str start) {
    return memchr(start.at, '\0', start.len) || start.len >= 100;
}

static const mark *find_mark(dl_str start, bool whole, bool *unsure) {
    for (size_t i = 0; i < MARKS; i++) {
        const mark *m = &marks[i];
        size_t end = m->at + m->bytes.len;
        if (start.len >= end) {
            if (memcmp(start.at + m->at, m->bytes.at, m->bytes.len) == 0) return m;
        } else if (!whole) {
            bool fits = m->at ? start.len && may_be_tar(start)
                              : memcmp(start.at, m->bytes.at, start.len) == 0;
            if (fits) *unsure = true;
        }
    }
    return NULL;
}

/* ---- HTML ------------------------------------------------------------------------ */

static bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool starts_as(dl_str text, const char *word) {
    size_t len = strlen(word);
    return text.len >= len && strncasecmp(text.at, word, len) == 0;
}

/* Without white space, a byte order mark, comments and an XML declaration. */
static dl_str skip_prologue(dl_str text) {
    if (dl_str_starts(text, DL_STR("\xEF\xBB\xBF"))) text = dl_str_cut(text, 3, text.len);
    for (;;) {
        while (text.len && is_space(text.at[0]))
            text = dl_str_cut(text, 1, text.len);
        const char *ends = starts_as(text, "<!--")    ? "-->"
                           : starts_as(text, "<?xml") ? "?>"
                                                      : NULL;
        if (!ends) return text;
        const char *end = memmem(text.at, text.len, ends, strlen(ends));
        if (!end) return (dl_str){text.at, 0};
        text = dl_str_cut(text, (size_t)(end - text.at) + strlen(ends), text.len);
    }
}

static dl_kind as_html(dl_str start, bool whole) {
    static const char *const first[] = {"<!doctype html", "<html", "<head",    "<body",
                                        "<title",         "<meta", "<article", "<main"};
    dl_str text = skip_prologue(start);
    for (size_t i = 0; i < sizeof first / sizeof *first; i++)
        if (starts_as(text, first[i])) {
            size_t len = strlen(first[i]);
            bool ends = text.len == len || is_space(text.at[len]) || text.at[len] == '>';
            if (ends) return DL_KIND_HTML;
        }
    bool in_prologue = !text.len && start.len && memchr(start.at, '<', start.len);
    if (in_prologue) return whole ? DL_KIND_HTML : DL_KIND_UNSURE;
    bool in_tag =
        text.len && text.len < 16 && text.at[0] == '<' && !memchr(text.at, '>', text.len);
    return in_tag && !whole ? DL_KIND_UNSURE : DL_KIND_TEXT;
}

/* ---- e-mail ---------------------------------------------------------------------- */

/* Three header fields, one of them from a mail server or program, in the first lines. */
static bool is_mail(dl_str start) {
    static const char *const fields[] = {
        "from:", "to:", "subject:", "date:", "cc:", "sender:", "reply-to:"};
    static const char *const sure[] = {
        "return-path:",  "received:",       "message-id:",   "mime-version:",
        "delivered-to:", "dkim-signature:", "x-original-to:"};
    size_t known = 0, of_servers = 0;
    if (starts_as(start, "From ")) dl_str_split(&start, '\n'); /* a mailbox */
    while (start.len) {
        dl_str line = dl_str_split(&start, '\n');
        if (!dl_str_trim(line).len) break;
        if (is_space(line.at[0])) continue;
        const char *colon = memchr(line.at, ':', line.len);
        if (!colon || memchr(line.at, ' ', (size_t)(colon - line.at))) break;
        for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
            known += starts_as(line, fields[i]);
        for (size_t i = 0; i < sizeof sure / sizeof *sure; i++)
            of_servers += starts_as(line, sure[i]);
    }
    return of_servers && known + of_servers >= 3;
}

/* ---- all ------------------------------------------------------------------------- */

dl_kind_found dl_kind_of(dl_str start, bool whole) {
    bool unsure = false;
    whole = whole || start.len >= DL_KIND_BYTES;
    const mark *m = find_mark(start, whole, &unsure);
    if (m) return (dl_kind_found){m->kind, m->what, m->advice};
    if (unsure) return (dl_kind_found){.kind = DL_KIND_UNSURE};
    if (is_mail(start))
        return (dl_kind_found){DL_KIND_REFUSED, "an e-mail",
                               "e-mail is not read: save the text of its body"};
    return (dl_kind_found){.kind = as_html(start, whole)};
}
