/* bytes.h - questions asked of many bytes at a time: 16 with SSE2, else one by one.
 *
 * Each has a scalar twin, which is what other machines use and what tests compare with.
 */
#ifndef DL_TEXT_BYTES_H
#define DL_TEXT_BYTES_H

#include <stddef.h>
#include <stdint.h>

typedef struct dl_tally {
    size_t characters; /* bytes that begin a character */
    size_t wide;       /* of these, the ones of four bytes: two UTF-16 units */
} dl_tally;

/* How many bytes at the start are plain: ASCII, and neither CR nor a backtick. */
size_t dl_bytes_plain(const char *at, size_t len);
size_t dl_bytes_plain_scalar(const char *at, size_t len);

/* How many bytes at the start are ASCII. */
size_t dl_bytes_ascii(const char *at, size_t len);
size_t dl_bytes_ascii_scalar(const char *at, size_t len);

/* The characters that begin in len bytes of UTF-8. */
dl_tally dl_bytes_tally(const char *at, size_t len);
dl_tally dl_bytes_tally_scalar(const char *at, size_t len);

#endif
