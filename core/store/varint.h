/* varint.h: integers of seven bits a byte, the low ones first. */
#ifndef RSD_STORE_VARINT_H
#define RSD_STORE_VARINT_H

#include "base/mem.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { RSD_VARINT_MOST = 5 };

/* Writes value to out, which has room for RSD_VARINT_MOST bytes; returns how many it took. */
static inline size_t rsd_varint_put(unsigned char *out, uint32_t value)
{
    size_t n = 0;
    while (value >= 0x80) {
        out[n++] = (unsigned char)(value | 0x80);
        value >>= 7;
    }
    out[n++] = (unsigned char)value;
    return n;
}

/* Appends value. */
static inline rsd_status rsd_varint_add(rsd_buf *out, uint32_t value)
{
    unsigned char bytes[RSD_VARINT_MOST];
    return rsd_buf_add(out, bytes, rsd_varint_put(bytes, value));
}

/* Reads a value from *at on and moves *at behind it; false if it does not end before end or is too
 * large. */
static inline bool rsd_varint_get(const unsigned char **at, const unsigned char *end,
                                  uint32_t *value)
{
    uint64_t sum = 0;
    for (unsigned shift = 0; *at < end && shift < 7 * RSD_VARINT_MOST; shift += 7) {
        const unsigned char byte = *(*at)++;
        sum |= (uint64_t)(byte & 0x7F) << shift;
        if (byte < 0x80) {
            *value = (uint32_t)sum;
            return sum <= UINT32_MAX;
        }
    }
    return false;
}

#endif
