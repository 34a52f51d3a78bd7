/* reasons.h - the evidence of pieces, clue by clue, kept from between the passes: that is
 * what the decision saw. */
#ifndef DL_REASONS_H
#define DL_REASONS_H

#include "run.h"
#include "tell.h"

typedef struct dl_reasons {
    struct dl_held **pieces; /* by stretch, by piece; NULL where nobody asks */
} dl_reasons;

/* Is a stretch of tokens asked about? */
typedef bool (*dl_asked_fn)(const dl_run *run, uint32_t first, uint32_t end, void *user);

/* The stages up to the corrections, with the evidence of the stretches that are asked
 * about. False without memory. */
bool dl_reasons_run(dl_reasons *reasons, dl_run *run, const dateline_document *document,
                    dl_asked_fn asked, void *user);

/* What speaks for and against a type of a piece that is no fixed one, heaviest first: lines
 * for people, or JSON's "evidence" with a comma before it. */
void dl_reasons_tell(const dl_reasons *reasons, const dl_run *run, uint32_t stretch,
                     uint32_t piece, int type, dl_teller *teller);

/* The heaviest clues for the type of which something holds for the piece and exactly one
 * thing does not: lines for people, or JSON's "lacking". */
void dl_reasons_tell_lacking(dl_run *run, uint32_t stretch, uint32_t piece, int type,
                             dl_teller *teller);

/* What a correction did to the mention, if one did: a line, or JSON's "correction". */
void dl_reasons_tell_correction(const dl_run *run, const dl_mention *mention,
                                dl_teller *teller);

#endif
