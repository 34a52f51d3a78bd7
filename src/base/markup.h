/* markup.h - the notation of examples, cases and gold files: text with marked stretches.
 *
 *     Signed on [3rd March 2024](date 2024-03-03) by [Scott Bessent](person; title=Dr).
 *
 * Escapes: \[ \] \( \) \\ and \n (a line break) anywhere; \# and \@ where a line would
 * otherwise be a comment or a directive; \; inside the parentheses. A raw line break in
 * the text stays one. */
#ifndef DL_BASE_MARKUP_H
#define DL_BASE_MARKUP_H

#include "base/array.h"

typedef struct dl_markup_mark {
    size_t start, end; /* bytes of dl_markup.text */
    dl_str body;   /* what the parentheses hold, as written; .at NULL: no parentheses */
    dl_str type;   /* "date"; empty where it was left out */
    dl_str value;  /* "2024-03-03", escapes resolved; .at NULL: none */
    dl_str fields; /* "title=Dr; unit=…", escapes left; .at NULL: none */
    size_t source_byte; /* of the opening [ */
    size_t body_byte;   /* of what follows the ( */
} dl_markup_mark;

typedef struct dl_markup {
    dl_str text; /* without the marks, escapes resolved */
    DL_ARRAY(dl_markup_mark) marks;
} dl_markup;

typedef enum dl_markup_form {
    DL_MARKUP_TYPED, /* case and gold files: every mark names its type */
    DL_MARKUP_BARE   /* rule examples: [x] and [x](value) too; type, value and fields stay
                        empty until dl_markup_split is told whether a type stands there */
} dl_markup_form;

/* Reads one line or a whole text. False with *error and the byte of marked where it is
 * wrong; *error is NULL when memory ran out. error_byte and error may be NULL. */
bool dl_markup_parse(dl_str marked, dl_markup_form form, dl_arena *arena, dl_markup *out,
                     size_t *error_byte, const char **error);

/* The first word of the mark's body, which may be a type; empty where there is none. */
dl_str dl_markup_first_word(const dl_markup_mark *mark);

/* Fills type (when the body begins with one), value and fields from body. */
void dl_markup_split(dl_markup_mark *mark, bool typed, dl_arena *arena);

/* Takes the next "name=value" off *fields, the value with its escapes resolved; false at
 * the end. A field without = has the value {NULL, 0}. */
bool dl_markup_field(dl_str *fields, dl_arena *arena, dl_str *name, dl_str *value);

#endif
