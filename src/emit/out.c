/* out.c - the buffered writer, and numbers without printf: the same on every machine, in
 * every locale, and cheap enough for millions of records. */
#include "emit/out.h"

#include <math.h>

static void flush(dl_out *out) {
    if (out->used && !out->failed)
        out->failed = !out->write(out->bytes, out->used, out->user);
    out->used = 0;
}

void dl_out_open(dl_out *out, dateline_write_fn write, void *user) {
    out->write = write;
    out->user = user;
    out->failed = false;
    out->used = 0;
}

bool dl_out_close(dl_out *out) {
    flush(out);
    return !out->failed;
}

void dl_out_full(dl_out *out, const char *bytes, size_t len) {
    flush(out);
    if (len <= sizeof out->bytes)
        dl_out_bytes(out, bytes, len);
    else if (!out->failed)
        out->failed = !out->write(bytes, len, out->user);
}

void dl_out_repeat(dl_out *out, char c, size_t times) {
    while (times--)
        dl_out_char(out, c);
}

/* At least width digits, zeros in front. */
static void write_digits(dl_out *out, unsigned long long number, unsigned width) {
    char digits[24];
    unsigned used = 0;
    while ((number || used < width) && used < sizeof digits) {
        digits[sizeof digits - ++used] = (char)('0' + number % 10);
        number /= 10;
    }
    dl_out_bytes(out, digits + sizeof digits - used, used);
}

void dl_out_integer(dl_out *out, long long number) {
    if (number < 0) dl_out_char(out, '-');
    write_digits(
        out, number < 0 ? 0ULL - (unsigned long long)number : (unsigned long long)number,
        1);
}

void dl_out_decimal(dl_out *out, double number, unsigned digits) {
    unsigned long long scale = 1;
    for (unsigned i = 0; i < digits; i++)
        scale *= 10;
    double scaled = round(fabs(number) * (double)scale);
    if (!(scaled < 1e18)) scaled = 0; /* also catches NaN */
    unsigned long long units = (unsigned long long)scaled;
    if (number < 0 && units) dl_out_char(out, '-');
    while (digits && units % 10 == 0)
        units /= 10, scale /= 10, digits--;
    write_digits(out, units / scale, 1);
    if (!digits) return;
    dl_out_char(out, '.');
    write_digits(out, units % scale, digits);
}
