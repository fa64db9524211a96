/* ranks.h: the types of a segment by falling frequency, and the codes its tokens have for that. */
#ifndef RSD_STORE_RANKS_H
#define RSD_STORE_RANKS_H

#include "store/types.h"

#include <string.h>

/* Ranks of tokens take a byte up to RSD_RANK_ONE, two or three up to the sums with the others, and
 * five behind those. */
enum {
    RSD_RANK_ONE = 176,                /* first bytes that are ranks */
    RSD_RANK_TWO = 240 - RSD_RANK_ONE, /* first bytes of two */
    RSD_RANK_THREE = 255 - 240,        /* first bytes of three */
    RSD_RANK_MOST = 5                  /* bytes */
};

/* {0} is empty. */
typedef struct rsd_ranks {
    rsd_scratch *scratch; /* where they are; NULL is ordinary memory */
    uint32_t *types;      /* by falling frequency, then in their order */
    uint32_t *codes; /* of the rank of each type: in two bits how many bytes it takes, then those;
                        of one that takes RSD_RANK_MOST two zeros and the rank */
} rsd_ranks;

/* Fails as the scratch does, or with RSD_ERR_LIMIT if there are more types than codes tell apart. A
 * failure leaves what rsd_ranks_free releases. */
rsd_status rsd_ranks_make(rsd_ranks *ranks, const rsd_types *types, rsd_error *err);
void rsd_ranks_free(rsd_ranks *ranks);

/* Writes a code where there is room for RSD_RANK_MOST bytes, and returns what it took: without a
 * branch on its length, which nothing foretells. */
static inline size_t rsd_code_put(uint32_t code, unsigned char *out)
{
    const uint32_t bytes = code >> 2;
    const size_t n = code & 3;
    memcpy(out, &bytes, sizeof bytes);
    if (n == 0) {
        out[0] = RSD_RANK_ONE + RSD_RANK_TWO + RSD_RANK_THREE;
        memcpy(out + 1, &bytes, sizeof bytes);
        return RSD_RANK_MOST;
    }
    return n;
}

/* Reads a rank; false if the bytes end before it does. */
static inline bool rsd_rank_get(const unsigned char **at, const unsigned char *end, uint32_t *rank)
{
    enum { TWO = RSD_RANK_ONE + RSD_RANK_TWO, THREE = TWO + RSD_RANK_THREE };
    const unsigned char *p = *at;
    const size_t left = (size_t)(end - p);
    if (left == 0) {
        return false;
    }
    const uint32_t first = *p;
    uint32_t bytes;
    if (first < THREE && left >= sizeof bytes) {
        /* How many bytes it is nothing foretells, so it is no branch. */
        static const uint32_t below[] = {0, 0, (RSD_RANK_ONE << 8) - RSD_RANK_ONE,
                                         (TWO << 16) - (RSD_RANK_ONE + RSD_RANK_TWO * 256)};
        const unsigned n = 1U + (first >= RSD_RANK_ONE) + (first >= TWO);
        memcpy(&bytes, p, sizeof bytes);
        *rank = (__builtin_bswap32(bytes) >> (32 - 8 * n)) - below[n];
        *at = p + n;
        return true;
    }
    if (first < RSD_RANK_ONE) {
        *rank = first;
        *at = p + 1;
        return true;
    }
    if (first < TWO && left >= 2) {
        *rank = RSD_RANK_ONE + ((first - RSD_RANK_ONE) << 8 | p[1]);
        *at = p + 2;
        return true;
    }
    if (first >= TWO && first < THREE && left >= 3) {
        *rank =
            RSD_RANK_ONE + RSD_RANK_TWO * 256 + ((first - TWO) << 16 | (uint32_t)p[1] << 8 | p[2]);
        *at = p + 3;
        return true;
    }
    if (first == THREE && left >= RSD_RANK_MOST) {
        memcpy(rank, p + 1, sizeof *rank);
        *at = p + RSD_RANK_MOST;
        return true;
    }
    return false;
}

#endif
