/* shards.h - the output of a long run, in parts of so many articles, each there whole or
 * not at all, so that the run can be gone on with after whatever ended it. */
#ifndef DL_CLI_SHARDS_H
#define DL_CLI_SHARDS_H

#include "cli/cli.h"
#include "cli/progress.h"
#include "cli/queue.h"

typedef struct dl_shards dl_shards;

/* Begins the run in options.output, or goes on with the one that is there. NULL, and
 * said, where that cannot be, with an exit status in *status. progress is told of when a
 * signal ends the run. */
dl_shards *dl_shards_open(const dl_options *options, const dateline_rules *rules,
                          dl_progress *progress, int *status);

/* How many articles the parts hold that are there already. */
uint64_t dl_shards_articles(const dl_shards *shards);

/* True when nothing is left to be done. */
bool dl_shards_complete(const dl_shards *shards);

/* Adds what came of an article, or a message. False, and said, where it cannot be
 * written. */
bool dl_shards_put(dl_shards *shards, const dl_job *job);

/* Ends the last part; all: the input was read to its end. Frees the shards; false, and
 * said, where it cannot be written. *unusable adds up all parts. */
bool dl_shards_finish(dl_shards *shards, bool all, uint64_t *unusable, size_t *parts);

#endif
