/* context.c - a mention with a few words around it, in one line. */
#include "cli/context.h"

enum { WORDS = 6, MOST_BYTES = 160 };

static bool continues(char c) {
    return ((unsigned char)c & 0xC0) == 0x80;
}

static bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

size_t dl_cursor_move(dl_cursor *cursor, size_t point) {
    while (cursor->point < point && cursor->byte < cursor->len) {
        do
            cursor->byte++;
        while (cursor->byte < cursor->len && continues(cursor->text[cursor->byte]));
        cursor->point++;
    }
    return cursor->byte;
}

/* True when the white space that begins at byte holds a blank line. */
static bool parts_paragraphs(const dl_cursor *in, size_t byte) {
    int breaks = 0;
    for (; byte < in->len && is_space(in->text[byte]); byte++)
        breaks += in->text[byte] == '\n';
    return breaks > 1;
}

/* Where the words before byte begin. */
static size_t begin(const dl_cursor *in, size_t byte) {
    size_t at = byte, words = 0;
    while (at && byte - at < MOST_BYTES && words < WORDS) {
        size_t gap = at;
        while (gap && is_space(in->text[gap - 1]))
            gap--;
        if (gap < at && parts_paragraphs(in, gap)) return at;
        while (gap && !is_space(in->text[gap - 1]) && byte - gap < MOST_BYTES)
            gap--;
        at = gap;
        words++;
    }
    while (at < byte && continues(in->text[at]))
        at++;
    return at;
}

/* Where the words after byte end. */
static size_t end(const dl_cursor *in, size_t byte) {
    size_t at = byte, words = 0;
    while (at < in->len && at - byte < MOST_BYTES && words < WORDS) {
        if (parts_paragraphs(in, at)) return at;
        size_t word = at;
        while (word < in->len && is_space(in->text[word]))
            word++;
        if (word == in->len) return at;
        at = word;
        while (at < in->len && !is_space(in->text[at]) && at - byte < MOST_BYTES)
            at++;
        words++;
    }
    while (at < in->len && continues(in->text[at]))
        at++;
    return at;
}

/* White space and what could steer a terminal becomes one blank. */
static void write_line(const char *text, size_t len, dl_output *output) {
    bool blank = false;
    for (size_t i = 0; i < len; i++) {
        bool skip = (unsigned char)text[i] <= ' ' || text[i] == 127;
        if (!skip || !blank) dl_output_put(skip ? " " : &text[i], 1, output);
        blank = skip;
    }
}

static bool goes_on(const dl_cursor *in, size_t byte) {
    return byte < in->len && !parts_paragraphs(in, byte) && byte + 1 < in->len;
}

void dl_context_write(dl_cursor *cursor, const dateline_entity *entity,
                      const char *inside, dl_output *output) {
    size_t first = dl_cursor_move(cursor, entity->start);
    dl_cursor ahead = *cursor;
    size_t last = dl_cursor_move(&ahead, entity->end);
    size_t from = begin(cursor, first), to = end(cursor, last);
    size_t gap = from;
    while (gap && is_space(cursor->text[gap - 1]))
        gap--;
    if (gap && !parts_paragraphs(cursor, gap)) dl_output_text(output, "… ");
    write_line(cursor->text + from, first - from, output);
    dl_output_text(output, "[");
    write_line(cursor->text + first, last - first, output);
    dl_output_text(output, "](");
    dl_output_text(output, inside);
    dl_output_text(output, ")");
    write_line(cursor->text + last, to - last, output);
    if (goes_on(cursor, to)) dl_output_text(output, " …");
    dl_output_text(output, "\n");
}
