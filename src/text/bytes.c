/* bytes.c - scans over bytes, with SSE2 where there is such a thing. */
#include "text/bytes.h"

#include <stdbool.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

static bool is_plain(char c) {
    return (unsigned char)c < 0x80 && c != '\r' && c != '`';
}

size_t dl_bytes_plain_scalar(const char *at, size_t len) {
    size_t i = 0;
    while (i < len && is_plain(at[i]))
        i++;
    return i;
}

size_t dl_bytes_ascii_scalar(const char *at, size_t len) {
    size_t i = 0;
    while (i < len && (unsigned char)at[i] < 0x80)
        i++;
    return i;
}

dl_tally dl_bytes_tally_scalar(const char *at, size_t len) {
    dl_tally tally = {0, 0};
    for (size_t i = 0; i < len; i++) {
        tally.characters += ((unsigned char)at[i] & 0xC0) != 0x80;
        tally.wide += (unsigned char)at[i] >= 0xF0;
    }
    return tally;
}

#ifdef __SSE2__

enum { STEP = 16 };

static __m128i load(const char *at) {
    return _mm_loadu_si128((const __m128i *)(const void *)at);
}

/* A bit for each byte that is not plain. */
static unsigned unplain(__m128i bytes) {
    __m128i cr = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\r'));
    __m128i tick = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('`'));
    return (unsigned)_mm_movemask_epi8(_mm_or_si128(bytes, _mm_or_si128(cr, tick)));
}

size_t dl_bytes_plain(const char *at, size_t len) {
    size_t i = 0;
    for (; i + STEP <= len; i += STEP) {
        unsigned found = unplain(load(at + i));
        if (found) return i + (unsigned)__builtin_ctz(found);
    }
    return i + dl_bytes_plain_scalar(at + i, len - i);
}

size_t dl_bytes_ascii(const char *at, size_t len) {
    size_t i = 0;
    for (; i + STEP <= len; i += STEP) {
        unsigned found = (unsigned)_mm_movemask_epi8(load(at + i));
        if (found) return i + (unsigned)__builtin_ctz(found);
    }
    return i + dl_bytes_ascii_scalar(at + i, len - i);
}

/* Signed, a byte that continues a character is below -64 and one from 0xF0 up is -16 to
 * -1. */
dl_tally dl_bytes_tally(const char *at, size_t len) {
    dl_tally tally = {0, 0};
    size_t i = 0;
    while (i + STEP <= len) {
        __m128i begins = _mm_setzero_si128(), wide = _mm_setzero_si128();
        for (int n = 0; n < 255 && i + STEP <= len; n++, i += STEP) {
            __m128i bytes = load(at + i);
            begins = _mm_sub_epi8(begins, _mm_cmpgt_epi8(bytes, _mm_set1_epi8(-65)));
            wide = _mm_sub_epi8(
                wide, _mm_and_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8(-17)),
                                    _mm_cmplt_epi8(bytes, _mm_setzero_si128())));
        }
        __m128i sum = _mm_sad_epu8(begins, _mm_setzero_si128());
        tally.characters += (size_t)_mm_cvtsi128_si32(sum) +
                            (size_t)_mm_cvtsi128_si32(_mm_srli_si128(sum, 8));
        sum = _mm_sad_epu8(wide, _mm_setzero_si128());
        tally.wide += (size_t)_mm_cvtsi128_si32(sum) +
                      (size_t)_mm_cvtsi128_si32(_mm_srli_si128(sum, 8));
    }
    dl_tally rest = dl_bytes_tally_scalar(at + i, len - i);
    return (dl_tally){tally.characters + rest.characters, tally.wide + rest.wide};
}

#else

size_t dl_bytes_plain(const char *at, size_t len) {
    return dl_bytes_plain_scalar(at, len);
}
size_t dl_bytes_ascii(const char *at, size_t len) {
    return dl_bytes_ascii_scalar(at, len);
}
dl_tally dl_bytes_tally(const char *at, size_t len) {
    return dl_bytes_tally_scalar(at, len);
}

#endif
