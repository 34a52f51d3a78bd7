/* fold.h - the form of a word in which names are compared: lower case, without
 * diacritics, dots and apostrophes. */
#ifndef DL_TEXT_FOLD_H
#define DL_TEXT_FOLD_H

#include "base/array.h"

/* Writes the folded word to out and returns its length; cut at size. Neither spaces nor
 * hyphens are touched. */
size_t dl_fold(dl_str word, char *out, size_t size);

enum { DL_FOLD_MAX = 256 };

/* The hash of the folded word. Words longer than DL_FOLD_MAX share the hash of their
 * head. */
uint64_t dl_fold_hash(dl_str word);

/* The words of a name in lower case, compatibility forms and accents resolved, what
 * stands in parentheses left out; a line break ends each word. For comparing names with
 * gold. {NULL, 0} without memory. */
dl_str dl_fold_name(dl_str name, dl_arena *arena);

/* True when the text begins with an upper or title case letter. */
bool dl_is_capital(dl_str text);

#endif
