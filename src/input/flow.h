/* flow.h - bytes that come when they are asked for: a file, a member of an archive, a
 * record of a crawl. */
#ifndef DL_INPUT_FLOW_H
#define DL_INPUT_FLOW_H

#include <stddef.h>
#include <sys/types.h>

typedef struct dl_flow {
    /* Fills out with up to size bytes; 0: the end. Below 0 something is wrong, and *why
     * tells it; the text lives as long as what is read from. */
    ssize_t (*read)(void *of, char *out, size_t size, const char **why);
    void *of;
} dl_flow;

/* The bytes of a descriptor; waits for them, also where it was set not to. */
dl_flow dl_flow_of(int fd);

#endif
