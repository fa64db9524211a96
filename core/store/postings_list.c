/* postings_list.c: writing the positions of one key: blocks of steps, and skips before them. */
#include "store/postings_int.h"
#include "store/varint.h"

#include <string.h>

enum { HISTOGRAM = 33 /* widths of numbers */ };

/* The bits of a value, of 0 none, without a branch. */
static inline unsigned width_of(uint32_t value)
{
    return 63 - (unsigned)__builtin_clzll((uint64_t)value << 1 | 1);
}

/* The width that makes the block smallest, the lowest of such: what is wider goes behind it, each
 * in a byte for its place and a varint for its upper bits. */
static unsigned choose_width(const uint32_t *steps)
{
    enum { VARINT_BITS = 7 };
    uint32_t wider[HISTOGRAM] = {0}; /* steps that are wider */
    uint32_t bytes[HISTOGRAM] = {0}; /* of their varints */
    uint32_t counts[HISTOGRAM] = {0};
    for (int i = 0; i < RSD_POSTINGS_BLOCK; i++) {
        counts[width_of(steps[i])]++;
    }
    unsigned best = HISTOGRAM - 1;
    uint32_t best_size = UINT32_MAX;
    for (unsigned width = HISTOGRAM - 1;; width--) {
        wider[width] = width + 1 < HISTOGRAM ? wider[width + 1] + counts[width + 1] : 0;
        bytes[width] =
            wider[width] + (width + VARINT_BITS < HISTOGRAM ? bytes[width + VARINT_BITS] : 0);
        const uint32_t size = width * (RSD_POSTINGS_BLOCK / 8) + wider[width] + bytes[width];
        if (size <= best_size) {
            best_size = size;
            best = width;
        }
        if (width == 0) {
            return best;
        }
    }
}

static void pack(const uint32_t *steps, unsigned width, unsigned char *out)
{
    const uint32_t mask = width == 32 ? UINT32_MAX : (UINT32_C(1) << width) - 1;
    uint64_t bits = 0;
    unsigned filled = 0;
    for (int i = 0; i < RSD_POSTINGS_BLOCK; i++) {
        bits |= (uint64_t)(steps[i] & mask) << filled;
        filled += width;
        if (filled >= 32) {
            const uint32_t word = (uint32_t)bits;
            memcpy(out, &word, sizeof word);
            out += sizeof word;
            bits >>= 32;
            filled -= 32;
        }
    }
}

/* Adds the block of steps that is full. */
static rsd_status add_block(rsd_list *list)
{
    enum { PLACE_AND_REST = 1 + RSD_VARINT_MOST, HEAD = 2 };
    const uint32_t *steps = list->steps;
    const unsigned width = choose_width(steps);
    const size_t packed_len = (size_t)width * (RSD_POSTINGS_BLOCK / 8);
    const size_t most = HEAD + packed_len + (size_t)RSD_POSTINGS_BLOCK * PLACE_AND_REST;
    if (rsd_buf_room(list->out, most) != RSD_OK) {
        return RSD_ERR_NOMEM;
    }
    unsigned char *at = (unsigned char *)list->out->data + list->out->len;
    uint8_t places[RSD_POSTINGS_BLOCK]; /* of what is wider; which ones nothing foretells */
    size_t count = 0;
    for (int i = 0; i < RSD_POSTINGS_BLOCK; i++) {
        places[count] = (uint8_t)i;
        count += (uint64_t)steps[i] >> width != 0;
    }
    *at++ = (unsigned char)width;
    *at++ = (unsigned char)count;
    pack(steps, width, at);
    at += packed_len;
    for (size_t i = 0; i < count; i++) {
        *at++ = places[i];
        at += rsd_varint_put(at, steps[places[i]] >> width);
    }
    list->out->len = (size_t)(at - (unsigned char *)list->out->data);
    const rsd_skip skip = {.last = list->before, .end = (uint32_t)(list->out->len - list->bytes)};
    memcpy(list->out->data + list->skip, &skip, sizeof skip);
    list->skip += sizeof skip;
    list->len = 0;
    return RSD_OK;
}

rsd_status rsd_list_begin(rsd_list *list, rsd_buf *out, uint64_t count)
{
    const size_t skips = (size_t)(count / RSD_POSTINGS_BLOCK) * sizeof(rsd_skip);
    if (rsd_buf_room(out, skips) != RSD_OK) {
        return RSD_ERR_NOMEM;
    }
    list->out = out;
    list->skip = out->len;
    out->len += skips;
    list->bytes = out->len;
    list->left = count;
    list->before = UINT32_MAX; /* one before 0 */
    list->len = 0;
    return RSD_OK;
}

rsd_status rsd_list_put(rsd_list *list, const uint32_t *positions, size_t n)
{
    if (n > list->left) {
        return RSD_ERR_CORRUPT;
    }
    list->left -= n;
    while (n > 0) {
        const size_t room = RSD_POSTINGS_BLOCK - list->len;
        const size_t some = n < room ? n : room;
        uint32_t *steps = list->steps + list->len;
        steps[0] = positions[0] - list->before - 1;
        for (size_t i = 1; i < some; i++) {
            steps[i] = positions[i] - positions[i - 1] - 1;
        }
        list->before = positions[some - 1];
        list->len += (uint32_t)some;
        positions += some;
        n -= some;
        if (list->len == RSD_POSTINGS_BLOCK && add_block(list) != RSD_OK) {
            return RSD_ERR_NOMEM;
        }
    }
    return RSD_OK;
}

rsd_status rsd_list_end(rsd_list *list)
{
    if (list->left > 0) {
        return RSD_ERR_CORRUPT;
    }
    if (rsd_buf_room(list->out, (size_t)list->len * RSD_VARINT_MOST) != RSD_OK) {
        return RSD_ERR_NOMEM;
    }
    unsigned char *at = (unsigned char *)list->out->data + list->out->len;
    for (uint32_t i = 0; i < list->len; i++) {
        at += rsd_varint_put(at, list->steps[i]);
    }
    list->out->len = (size_t)(at - (unsigned char *)list->out->data);
    return RSD_OK;
}
