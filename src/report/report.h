/* report.h - what the files of `dateline report` share. */
#ifndef DL_REPORT_REPORT_H
#define DL_REPORT_REPORT_H

#include "cli/bytes.h"
#include "dateline.h"

/* Puts what the report keeps of an article, as one JSON object: its sentences that hold a
 * mention, and the mentions. False without memory. */
bool dl_report_article(const dateline_result *result, dl_bytes *out);

#endif
