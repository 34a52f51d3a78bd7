/* page_tree.h - what the files that read an HTML page share: its tree, walked without
 * recursion. */
#ifndef DL_INPUT_PAGE_TREE_H
#define DL_INPUT_PAGE_TREE_H

#include "base/arena.h"
#include "input/page.h"

#include <gumbo.h>

/* The node behind this one in the order of the page, within root; NULL at its end.
 * inside: those below it come first, else they are passed over. */
const GumboNode *dl_tree_next(const GumboNode *root, const GumboNode *node, bool inside);

/* The value of an attribute, or NULL. */
const char *dl_tree_attribute(const GumboNode *element, const char *name);

bool dl_tree_is(const GumboNode *node, GumboTag tag);

/* The text below node with its white space as single spaces, at most so many bytes. */
dl_str dl_tree_text(const GumboNode *node, size_t most, dl_arena *arena);

/* page_charset.c: bytes as UTF-8, from the character set that they declare or show. */
bool dl_page_decode(dl_str bytes, dl_arena *arena, dl_str *out);

/* page_about.c: fills title, author, address and date. */
void dl_page_about(const GumboNode *document, dl_arena *arena, dl_page *out);

/* page_data.c: the same from a piece of JSON-LD, where nothing else is there yet. */
void dl_page_data(dl_str json, dl_arena *arena, dl_page *out);

/* Keeps the day that text begins with, 2024-05-03 or 20240503, where *out is still NULL.
 */
void dl_page_day(dl_str text, dl_arena *arena, const char **out);

/* Keeps the text, without white space at its ends, where *out is still NULL. */
void dl_page_keep(dl_str text, dl_arena *arena, const char **out);

/* page_text.c: fills the text; the title is read before. */
bool dl_page_text(const GumboNode *document, dl_arena *arena, dl_page *out);

#endif
