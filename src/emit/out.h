/* out.h - a buffered writer over the caller's dateline_write_fn.
 *
 * Writing never fails where it stands: the first refusal is remembered, later bytes are
 * dropped, and whoever opened the writer looks once, at its end. */
#ifndef DL_EMIT_OUT_H
#define DL_EMIT_OUT_H

#include "base/str.h"
#include "dateline.h"

typedef struct dl_out {
    dateline_write_fn write;
    void *user;
    bool failed;
    size_t used;
    char bytes[8192];
} dl_out;

void dl_out_open(dl_out *out, dateline_write_fn write, void *user);

/* Hands on what is left. False when the caller's writer refused anything. */
bool dl_out_close(dl_out *out);

/* What does not fit any more: hands on what is there, then takes it. */
void dl_out_full(dl_out *out, const char *bytes, size_t len);

/* Here and not in out.c, since a record is some hundred short pieces. */
static inline void dl_out_bytes(dl_out *out, const char *bytes, size_t len) {
    if (len > sizeof out->bytes || len > sizeof out->bytes - out->used) {
        dl_out_full(out, bytes, len);
        return;
    }
    if (len) memcpy(out->bytes + out->used, bytes, len);
    out->used += len;
}

static inline void dl_out_char(dl_out *out, char c) {
    if (out->used == sizeof out->bytes)
        dl_out_full(out, &c, 1);
    else
        out->bytes[out->used++] = c;
}

void dl_out_repeat(dl_out *out, char c, size_t times);
void dl_out_integer(dl_out *out, long long number);

/* Rounded to so many digits after the point, without zeros at its end: 0.98, 1, -3.5.
 * What is no finite number is written as 0. */
void dl_out_decimal(dl_out *out, double number, unsigned digits);

static inline void dl_out_str(dl_out *out, dl_str text) {
    dl_out_bytes(out, text.at, text.len);
}

/* NULL writes nothing. */
static inline void dl_out_text(dl_out *out, const char *text) {
    dl_out_str(out, dl_str_from(text));
}

#endif
