/* namesakes.h - which of several places of one name is meant, told point by point. */
#ifndef DL_NAMESAKES_H
#define DL_NAMESAKES_H

#include "run.h"
#include "tell.h"

/* What the mention of a place means, with the points of the likeliest places of its name:
 * lines for people, or JSON's "place" and "namesakes", each with a comma before it.
 * Nothing for a mention of another type. */
void dl_namesakes_tell(const dl_run *run, const dl_mention *mention, dl_teller *teller);

/* The same of what it means and of the place that was wanted: "Paris, Texas". */
void dl_namesakes_tell_not(const dl_run *run, const dl_mention *mention,
                           const char *wanted, dl_teller *teller);

#endif
