/* evidence.h - weighing one piece, for who makes the pieces of a stretch. */
#ifndef DL_RESOLVE_EVIDENCE_H
#define DL_RESOLVE_EVIDENCE_H

#include "resolve/resolve.h"

/* What stands on one side of a place, whichever piece is there. */
typedef struct dl_sides {
    dl_weights sum;    /* of clues whose pattern holds */
    dl_id_list clues;  /* with further conditions */
    dl_traits traits;  /* left to the caller, who knows the unit */
    uint32_t words[2]; /* the next one, and the one behind it; UINT32_MAX: none */
    bool known;        /* the caller's */
} dl_sides;

/* Of the place in front of a token, and of that behind the token before it. */
dl_sides dl_sides_before(dl_resolve *resolve, uint32_t token, dl_nspan window);
dl_sides dl_sides_after(dl_resolve *resolve, uint32_t token, dl_nspan window);

/* The classes of a whole mention. */
dl_class_set dl_piece_classes(const dl_resolve *resolve, const dl_stretch *stretch,
                              const dl_piece *piece);

/* Fills the piece's traits, classes and base weights. */
void dl_piece_weigh(dl_resolve *resolve, const dl_stretch *stretch, dl_piece *piece,
                    dl_traits line, const dl_sides *before, const dl_sides *after,
                    dl_nspan window);

#endif
