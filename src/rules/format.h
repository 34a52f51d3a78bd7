/* format.h - the canonical layout of a rule file. */
#ifndef DL_RULES_FORMAT_H
#define DL_RULES_FORMAT_H

#include "base/array.h"
#include "base/error.h"

/* True when the file is well formed by itself; what it names may stand in other files.
 * Every error is reported, the first one goes to *first as well. */
bool dl_format_check(const char *name, dl_str text, dl_arena *arena,
                     dateline_report_fn report, void *user, dateline_error *first);

/* The well-formed file in its one layout. False without memory. */
bool dl_format(dl_str text, dl_arena *arena, dl_str *out);

#endif
