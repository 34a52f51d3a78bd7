/* number.h - numbers as newspapers write them: "1,234.5", "twenty-five", "2 1/2", "two
 * and a half", "three-quarters". */
#ifndef DL_VALUE_NUMBER_H
#define DL_VALUE_NUMBER_H

#include "base/arena.h"
#include "base/str.h"

typedef struct dl_number {
    bool negative;
    bool digits;       /* has a digit or a sign like 1/2; false: words alone */
    dl_str whole;      /* "1,234" of "1,234.50"; .at NULL where the text is a fraction */
    dl_str decimals;   /* "50" of it; may be empty */
    uint64_t num, den; /* the fraction, when den is not 0 */
} dl_number;

/* Reads the whole of a normalised text as one number; false when it is none or too large.
 */
bool dl_number_read(dl_str text, dl_number *out);

/* The number as JSON writes it, with the decimals that were printed ("3.50"). A fraction
 * without an end is rounded to two decimals: a third is 0.33. NULL without memory. */
const char *dl_number_text(const dl_number *number, dl_arena *arena);

/* Near enough to compare two numbers. */
double dl_number_double(const dl_number *number);

#endif
