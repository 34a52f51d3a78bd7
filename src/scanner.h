/* scanner.h - the beginning that every use of a scanner shares. */
#ifndef DL_SCANNER_H
#define DL_SCANNER_H

#include "dateline.h"
#include "match/scan.h"

/* Empties the scanner's memory, normalises and segments the document into text (on keep) and
 * makes scan ready for dl_scan_words. False without memory. */
bool dl_scanner_start(dateline_scanner *scanner, const dateline_document *document,
                      dl_arena *keep, dl_text *text, dl_scan *scan);

#endif
