/* scanner.h - the working memory of one thread. */
#ifndef DL_SCANNER_H
#define DL_SCANNER_H

#include "dateline.h"
#include "match/scan.h"

struct dateline_scanner {
    const dateline_rules *rules;
    dateline_options options;
    dl_arena options_arena;
    dl_matcher *matcher;
    dl_vocabulary *vocabulary;
    dl_automaton automata[DL_USES];
    dl_arena work; /* the scan's: emptied before each text */
    uint8_t *given_up;
    uint64_t *lower_seen;
    bool *shown;         /* by type number */
    dl_profile *profile; /* by pattern, or NULL */
};

/* Empties the memory for the next text. */
void dl_scanner_empty(dateline_scanner *scanner);

/* What dl_scan_words and the rest work with, for a text that is segmented. */
dl_scan dl_scanner_scan(dateline_scanner *scanner, dl_text *text);

#endif
