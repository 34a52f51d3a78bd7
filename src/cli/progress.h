/* progress.h - how far a long run is: a line on the terminal, and the sum at its end. */
#ifndef DL_CLI_PROGRESS_H
#define DL_CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

typedef struct dl_progress {
    bool shown;    /* there is a terminal to show it on */
    uint64_t all;  /* bytes of the inputs; 0: not known */
    uint64_t read; /* of these, those that were read */
    uint64_t articles, bytes, entities, unusable;
    struct timespec began, drawn;
    bool line; /* the line is on the screen */
} dl_progress;

void dl_progress_start(dl_progress *progress);

/* Draws the line anew, but not more than some times a second. */
void dl_progress_draw(dl_progress *progress);

/* Takes the line off the screen, so that a message can be written. */
void dl_progress_clear(dl_progress *progress);

/* "1,234 articles, 5.1 MB, 20,345 entities, 3.2 s, 1.6 MB/s" */
void dl_progress_sum(const dl_progress *progress, char *out, size_t size);

#endif
