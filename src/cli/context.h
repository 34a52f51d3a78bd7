/* context.h - a mention with a few words around it. */
#ifndef DL_CLI_CONTEXT_H
#define DL_CLI_CONTEXT_H

#include "cli/output.h"
#include "dateline.h"

typedef struct dl_cursor { /* walks along a text; start with the text alone */
    const char *text;
    size_t len, byte, point;
} dl_cursor;

/* The byte that code point stands at; points may not go back. */
size_t dl_cursor_move(dl_cursor *cursor, size_t point);

/* "… words before [surface](TYPE VALUE) words after …" in one line: at most six words on
 * each side, none of another paragraph. inside is what stands in the parentheses. */
void dl_context_write(dl_cursor *cursor, const dateline_entity *entity,
                      const char *inside, dl_output *output);

#endif
