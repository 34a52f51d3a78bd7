/* inputs.h - what tells whether inputs are the ones that they were: how many files, their
 * bytes, their times. */
#ifndef DL_CLI_INPUTS_H
#define DL_CLI_INPUTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct dl_input_state {
    bool stream; /* it can be read once, and has no size */
    uint64_t files, bytes;
    uint64_t seconds, nanoseconds; /* of the youngest change */
    uint64_t listing;              /* names, sizes and times of all files, as a number */
} dl_input_state;

/* Of a file, all files below a folder, or "-". What cannot be read counts as nothing. */
dl_input_state dl_input_look(const char *path);

#endif
