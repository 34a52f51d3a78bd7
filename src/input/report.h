/* report.h - tells the caller of inputs that could not be used, and counts them. */
#ifndef DL_INPUT_REPORT_H
#define DL_INPUT_REPORT_H

#include "base/error.h"

typedef struct dl_report {
    dateline_report_fn tell; /* may be NULL: counted all the same */
    void *user;
    size_t problems;
} dl_report;

/* An input, or a part of one, that is left out. Counted. */
void dl_report_problem(dl_report *report, dl_place place, dateline_status status,
                       const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Something that the user should know while the work goes on. Not counted. */
void dl_report_warning(dl_report *report, dl_place place, dateline_status status,
                       const char *format, ...) __attribute__((format(printf, 4, 5)));

#endif
