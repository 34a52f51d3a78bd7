/* report.c - fills a dateline_error and hands it to the caller's function. */
#include "input/report.h"

#include <stdarg.h>

static void tell(const dl_report *report, dl_place place, dateline_status status,
                 bool warning, const char *format, va_list args) {
    if (!report->tell) return;
    dateline_error err = {0};
    dl_vfail(&err, place, status, format, args);
    err.warning = warning;
    report->tell(&err, report->user);
}

void dl_report_problem(dl_report *report, dl_place place, dateline_status status,
                       const char *format, ...) {
    report->problems++;
    va_list args;
    va_start(args, format);
    tell(report, place, status, false, format, args);
    va_end(args);
}

void dl_report_warning(dl_report *report, dl_place place, dateline_status status,
                       const char *format, ...) {
    va_list args;
    va_start(args, format);
    tell(report, place, status, true, format, args);
    va_end(args);
}
