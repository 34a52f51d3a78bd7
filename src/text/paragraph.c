/* paragraph.c - blank lines part paragraphs; whether a single line break does, the
 * document's own lines tell.
 *
 * In wrapped text lines are about as long as each other and break where the next word
 * would not fit: such a break is a space. Where lines are long, each is a paragraph. */
#include "text/parts.h"

enum {
    LONG_LINE = 160,  /* no one wraps at this width */
    LEAST_WIDTH = 40, /* nor at less */
    MOST_WIDTH = 130,
    FEW_BREAKS = 4, /* too few to tell a width from */
    SLACK = 10      /* a break this much too early was meant */
};

typedef enum habit {
    WRAPS, /* breaks lines at a width */
    PARTS, /* a line is a paragraph */
    UNKNOWN
} habit;

typedef struct manner {
    habit habit;
    uint32_t width;
} manner;

static uint32_t line_len(const dl_text *text, uint32_t line) {
    const dl_token *last = &text->tokens[dl_line_end(text, line) - 1];
    return last->start + last->len - text->tokens[text->lines[line].first].start;
}

/* True when no blank line stands after it. */
static bool breaks_once(const dl_text *text, uint32_t line) {
    return line + 1 < text->line_count &&
           !dl_token_has(text, text->lines[line + 1].first, DL_PARAGRAPH);
}

typedef struct lengths {
    uint32_t lines, breaks, long_lines;
    uint32_t of[LONG_LINE + 1]; /* lines of that length that break once */
} lengths;

static void measure(const dl_text *text, lengths *seen) {
    for (uint32_t i = 0; i < text->line_count; i++) {
        uint32_t len = line_len(text, i);
        seen->lines++;
        seen->long_lines += len > LONG_LINE;
        if (!breaks_once(text, i)) continue;
        seen->breaks++;
        seen->of[len < LONG_LINE ? len : LONG_LINE]++;
    }
}

/* The width that all but one line in twenty keep to. */
static uint32_t usual_width(const lengths *seen) {
    uint32_t over = 0, width = LONG_LINE;
    while (width > 0 && (over += seen->of[width]) * 20 <= seen->breaks)
        width--;
    return width;
}

static uint32_t count_filled(const lengths *seen, uint32_t width) {
    uint32_t filled = 0;
    for (uint32_t i = width * 7 / 10; i <= LONG_LINE; i++)
        filled += seen->of[i];
    return filled;
}

static manner manner_of(const dl_text *text) {
    lengths seen = {0};
    measure(text, &seen);
    if (seen.long_lines * 10 > seen.lines) return (manner){PARTS, 0};
    if (seen.breaks < FEW_BREAKS) return (manner){UNKNOWN, 0};
    uint32_t width = usual_width(&seen);
    bool wraps = width >= LEAST_WIDTH && width <= MOST_WIDTH &&
                 count_filled(&seen, width) * 2 >= seen.breaks;
    return (manner){wraps ? WRAPS : PARTS, width};
}

/* Bytes up to the next white space. */
static uint32_t first_chunk(const dl_text *text, uint32_t line) {
    uint32_t first = text->lines[line].first, i = first + 1;
    while (i < text->token_count && !(text->tokens[i].flags & DL_SPACE))
        i++;
    return text->tokens[i - 1].start + text->tokens[i - 1].len -
           text->tokens[first].start;
}

/* True when the single break after line parts paragraphs. */
static bool parts_here(const dl_text *text, manner m, uint32_t line) {
    uint32_t first = text->lines[line].first, next = text->lines[line + 1].first;
    if (text->tokens[next].kind == DL_DASH) return m.habit == PARTS;
    if (dl_token_is_lower(text, next) || dl_token_is(text, next - 1, ',')) return false;
    if (m.habit == PARTS) return true;
    if (m.habit == UNKNOWN) return dl_tokens_stop(text, first, next);
    return line_len(text, line) + 1 + first_chunk(text, line + 1) + SLACK <= m.width;
}

static void mark_breaks(dl_text *text) {
    manner m = manner_of(text);
    for (uint32_t i = 0; i + 1 < text->line_count; i++)
        if (breaks_once(text, i) && parts_here(text, m, i))
            text->tokens[text->lines[i + 1].first].flags |= DL_PARAGRAPH;
}

bool dl_paragraphs_make(dl_text *text, dl_arena *arena) {
    DL_ARRAY(dl_paragraph) list = {0};
    mark_breaks(text);
    for (uint32_t i = 0; i < text->line_count; i++) {
        uint32_t first = text->lines[i].first;
        if (!dl_token_has(text, first, DL_PARAGRAPH)) continue;
        if (list.count) list.items[list.count - 1].end = first;
        dl_paragraph *slot = DL_PUSH(arena, &list);
        if (!slot) return false;
        *slot = (dl_paragraph){first, text->token_count};
    }
    text->paragraphs = list.items;
    text->paragraph_count = (uint32_t)list.count;
    return true;
}
