/* arguments.h - arguments of options: numbers, sizes, dates; what is wrong with them. */
#ifndef DL_CLI_ARGUMENTS_H
#define DL_CLI_ARGUMENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DL_WHY = 128 }; /* room for what is wrong */

/* Each fills *out, or why[DL_WHY] and gives false. */
bool dl_argument_count(const char *text, uint64_t least, uint64_t most, uint64_t *out,
                       char *why);
bool dl_argument_bytes(const char *text, uint64_t most, uint64_t *out,
                       char *why);                                /* "64M" */
bool dl_argument_share(const char *text, double *out, char *why); /* 0 to 1: "0.85" */
bool dl_argument_date(const char *text, char *why);               /* YYYY-MM-DD */

#endif
