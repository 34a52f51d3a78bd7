/* page.h - an HTML page as an article: the text a reader came for, and what the page says
 * of it. */
#ifndef DL_INPUT_PAGE_H
#define DL_INPUT_PAGE_H

#include "base/arena.h"
#include "base/str.h"

typedef struct dl_page {
    dl_str text;       /* UTF-8; a paragraph between empty lines */
    const char *title; /* each NULL where the page does not say */
    const char *author;
    const char *address; /* canonical */
    const char *date;    /* YYYY-MM-DD */
} dl_page;

/* Reads bytes in whatever character set they declare; all of *out lives on the arena. On
 * failure *why says what is wrong (NULL: no memory). */
bool dl_page_read(dl_str bytes, dl_arena *arena, dl_page *out, const char **why);

#endif
