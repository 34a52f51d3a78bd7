/* kinds.h - the rows that each kind of value adds to the table in value.c. */
#ifndef DL_VALUE_KINDS_H
#define DL_VALUE_KINDS_H

#include "value/value.h"

/* Ended by a row without a name. */
extern const dl_value_fn dl_date_fns[];    /* date_fns.c */
extern const dl_value_fn dl_percent_fns[]; /* percent.c */
extern const dl_value_fn dl_name_fns[];    /* name.c: person, place */

bool dl_test_valid_date(const dl_arg *args, size_t count);   /* y (may be absent), m, d */
bool dl_test_day_after(const dl_arg *args, size_t count);    /* d, d2 */
bool dl_test_rising(const dl_arg *args, size_t count);       /* y, y2 */
bool dl_test_number_below(const dl_arg *args, size_t count); /* n, limit */

#endif
