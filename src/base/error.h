/* error.h - an error names the place and what would be right. */
#ifndef DL_BASE_ERROR_H
#define DL_BASE_ERROR_H

#include <stdarg.h>

#include "base/str.h"
#include "dateline.h"

typedef struct dl_place {  /* in a rule or input file */
    const char *file;      /* lives longer than the error */
    uint32_t line, column; /* from 1; column in characters; 0: not known */
    dl_str source;         /* the line, without its break; {NULL, 0} where unknown */
} dl_place;

/* Fills err (NULL: not wanted) and returns false. Whoever knows the place fills it, and
 * nobody above rewrites it. */
bool dl_fail(dateline_error *err, dl_place place, dateline_status status,
             const char *format, ...) __attribute__((format(printf, 4, 5)));

/* The same with the arguments of a caller. */
bool dl_vfail(dateline_error *err, dl_place place, dateline_status status,
              const char *format, va_list args) __attribute__((format(printf, 4, 0)));

/* The same without a place. */
bool dl_fail_plain(dateline_error *err, dateline_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Where byte stands in text: line and column from 1, with the line itself. */
dl_place dl_place_at(const char *file, dl_str text, size_t byte);

#endif
