/* number_words.h - the words and signs that numbers are made of. */
#ifndef DL_VALUE_NUMBER_WORDS_H
#define DL_VALUE_NUMBER_WORDS_H

#include "base/str.h"

typedef enum dl_number_word_kind {
    DL_NUMBER_END,   /* no word is left */
    DL_NUMBER_OTHER, /* a word that no number has */
    DL_NUMBER_A,     /* a, an */
    DL_NUMBER_AND,
    DL_NUMBER_POINT,
    DL_NUMBER_MINUS, /* minus: value 1; plus: value 0 */
    DL_NUMBER_ONES,  /* 0 to 9 */
    DL_NUMBER_TEENS, /* 10 to 19 */
    DL_NUMBER_TENS,  /* 20, 30, … */
    DL_NUMBER_SCALE, /* hundred, thousand */
    DL_NUMBER_PART   /* half, third: the value is the divisor */
} dl_number_word_kind;

typedef struct dl_number_word {
    dl_number_word_kind kind;
    uint64_t value;
} dl_number_word;

/* Takes the next word off the front of text; case does not matter, blanks, line breaks
 * and hyphens part words. */
dl_number_word dl_number_word_next(dl_str *text);

/* A fraction that is one character, as in "2½", at the start of text: its bytes, else 0.
 */
size_t dl_number_sign(dl_str text, uint64_t *num, uint64_t *den);

#endif
