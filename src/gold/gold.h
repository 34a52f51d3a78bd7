/* gold.h - one line of NDJSON as a gold article. */
#ifndef DL_GOLD_GOLD_H
#define DL_GOLD_GOLD_H

#include "base/error.h"
#include "gold/value.h"

/* Fills *out, on the arena. False and err when the line is no gold record. */
bool dl_gold_record(dl_str line, dl_place place, dl_arena *arena,
                    dateline_gold_article *out, dateline_error *err);

#endif
