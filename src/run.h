/* run.h - one text on its way through the stages; dateline.c runs them in order, and who
 * explains a decision stops between them. */
#ifndef DL_RUN_H
#define DL_RUN_H

#include "resolve/link.h"
#include "resolve/resolve.h"
#include "result.h"
#include "scanner.h"

typedef struct dl_run {
    dateline_scanner *scanner;
    dateline_result *result;
    dl_scan scan;
    dl_resolve resolve;
    dl_mention *mentions; /* in text order */
    size_t count;
    dl_value_context context;
    const struct dl_chooser *chooser; /* how places were chosen; NULL before */
} dl_run;

/* Each stage needs the one before it. False without memory. */

bool dl_run_text(dl_run *run, const dateline_document *document); /* normal, segmented */
bool dl_run_match(dl_run *run);                                   /* candidates */

/* Mentions of what dl_resolve_run chose. */
bool dl_run_mentions(dl_run *run);

/* The document's date, links, values. */
bool dl_run_values(dl_run *run, const dateline_document *document);

/* The corrections of the scanner's options. */
bool dl_run_correct(dl_run *run, const dateline_document *document);

/* result.c: the records of what is shown, cards, problems. */
bool dl_run_result(dl_run *run, const dateline_document *document);

/* result.c: is the mention's type shown? */
bool dl_run_shows(const dl_run *run, const char *type);

/* result.c: the least confidence with which a mention is shown. */
double dl_run_least_confidence(const dl_run *run, const dl_mention *mention);

#endif
