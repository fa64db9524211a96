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
    uint32_t *types; /* by falling frequency, then in their order */
    uint32_t *codes; /* of the rank of each type: in two bits how many bytes it takes, then those;
                        of one that takes RSD_RANK_MOST two zeros and the rank */
} rsd_ranks;

/* RSD_ERR_LIMIT if there are more types than codes tell apart. A failure leaves what
 * rsd_ranks_free releases. */
rsd_status rsd_ranks_make(rsd_ranks *ranks, const rsd_types *types);
void rsd_ranks_free(rsd_ranks *ranks);

/* Writes the rank of a type where there is room for RSD_RANK_MOST bytes, and returns what it took:
 * without a branch on its length, which nothing foretells. */
static inline size_t rsd_rank_put(const rsd_ranks *ranks, unsigned char *out, uint32_t type)
{
    const uint32_t code = ranks->codes[type];
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

#endif
