/* hash.h - 64-bit hashes of short byte runs and of sequences of hashes.
 *
 * A multiply-fold mix in the manner of wyhash; not for passwords. The same on every
 * machine of either byte order that runs the same pack (packs are made on the machine
 * they are for). */
#ifndef DL_BASE_HASH_H
#define DL_BASE_HASH_H

#include "base/str.h"

static inline uint64_t dl_hash_mix(uint64_t a, uint64_t b) {
    __extension__ typedef unsigned __int128 wide;
    wide product = (wide)(a ^ 0x9E3779B97F4A7C15u) * (b ^ 0xE7037ED1A0B428DBu);
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static inline uint64_t dl_hash_tail(const char *at, size_t len) {
    uint64_t tail = 0;
    if (len >= 4) {
        uint32_t head, last;
        memcpy(&head, at, 4);
        memcpy(&last, at + len - 4, 4);
        tail = (uint64_t)head << 32 | last;
    } else if (len) {
        tail = (uint64_t)(unsigned char)at[0] << 16 |
               (uint64_t)(unsigned char)at[len >> 1] << 8 | (unsigned char)at[len - 1];
    }
    return tail;
}

static inline uint64_t dl_hash_bytes(const char *at, size_t len) {
    uint64_t hash = len;
    while (len > 8) {
        uint64_t part;
        memcpy(&part, at, 8);
        hash = dl_hash_mix(hash, part);
        at += 8;
        len -= 8;
    }
    return dl_hash_mix(hash, dl_hash_tail(at, len));
}

static inline uint64_t dl_hash_str(dl_str text) {
    return dl_hash_bytes(text.at, text.len);
}

/* The key of a sequence: start with 0, add the hash of one word after the other. */
static inline uint64_t dl_hash_add(uint64_t sequence, uint64_t word) {
    return dl_hash_mix(sequence, word);
}

/* The mask of an open table for so many keys: 2^k - 1, so that it is at most half full.
 */
static inline uint32_t dl_hash_mask(size_t keys) {
    uint32_t mask = 63;
    while (mask < keys * 2)
        mask = mask * 2 + 1;
    return mask;
}

#endif
