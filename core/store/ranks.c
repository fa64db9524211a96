/* ranks.c: sorting types by how often they stand in a segment. */
#include "store/ranks.h"

#include <stdlib.h>

enum { RARE = 4096 /* counts below are sorted by counting them */ };

typedef struct counted {
    uint32_t count;
    uint32_t type;
} counted;

/* By falling frequency, then by type. */
static int compare_counted(const void *a, const void *b)
{
    const counted *x = a;
    const counted *y = b;
    int order = (x->count < y->count) - (x->count > y->count);
    return order != 0 ? order : (x->type > y->type) - (x->type < y->type);
}

static uint32_t code_of(uint32_t rank)
{
    enum { TWO = RSD_RANK_ONE + RSD_RANK_TWO };
    if (rank < RSD_RANK_ONE) {
        return rank << 2 | 1;
    }
    uint32_t rest = rank - RSD_RANK_ONE;
    if (rest < RSD_RANK_TWO << 8) {
        return ((RSD_RANK_ONE + (rest >> 8)) | (rest & 0xFF) << 8) << 2 | 2;
    }
    rest -= RSD_RANK_TWO << 8;
    if (rest < RSD_RANK_THREE << 16) {
        return ((TWO + (rest >> 16)) | (rest & 0xFF00) | (rest & 0xFF) << 16) << 2 | 3;
    }
    return rank << 2;
}

static void ease_now_and_then(const rsd_ranks *ranks, uint32_t types)
{
    enum { EVERY = 4096 };
    if (types % EVERY == 0) {
        rsd_scratch_ease(ranks->scratch);
    }
}

/* Types of one small count come in their order, the others are sorted. */
static rsd_status sort_types(rsd_ranks *ranks, const rsd_types *types, rsd_error *err)
{
    uint32_t starts[RARE + 1] = {0}; /* of the types of each count, the large ones being RARE */
    for (uint32_t i = 0; i < types->len; i++) {
        starts[types->counts[i] < RARE ? types->counts[i] : RARE]++;
        ease_now_and_then(ranks, i);
    }
    const uint32_t frequent = starts[RARE];
    uint32_t sum = 0;
    for (int i = RARE; i >= 0; i--) {
        const uint32_t count = starts[i];
        starts[i] = sum;
        sum += count;
    }
    counted *top = rsd_alloc(frequent * sizeof *top);
    if (top == NULL) {
        return rsd_fail_nomem(err);
    }
    for (uint32_t i = 0; i < types->len; i++) {
        const uint32_t count = types->counts[i];
        if (count < RARE) {
            ranks->types[starts[count]++] = i;
        } else {
            top[starts[RARE]++] = (counted){count, i};
        }
        ease_now_and_then(ranks, i);
    }
    if (frequent > 0) {
        qsort(top, frequent, sizeof *top, compare_counted);
    }
    for (uint32_t i = 0; i < frequent; i++) {
        ranks->types[i] = top[i].type;
    }
    rsd_free(top);
    return RSD_OK;
}

rsd_status rsd_ranks_make(rsd_ranks *ranks, const rsd_types *types, rsd_error *err)
{
    if (types->len >= UINT32_C(1) << 30) {
        return rsd_fail(err, RSD_ERR_LIMIT, NULL, 0, RSD_NO_OFFSET,
                        "these are more word forms than a segment holds");
    }
    rsd_status status = RSD_SCRATCH_TAKE(ranks->scratch, ranks->types, types->len, err);
    if (status == RSD_OK) {
        status = RSD_SCRATCH_TAKE(ranks->scratch, ranks->codes, types->len, err);
    }
    if (status == RSD_OK) {
        status = sort_types(ranks, types, err);
    }
    if (status != RSD_OK) {
        return status;
    }
    for (uint32_t i = 0; i < types->len; i++) {
        ranks->codes[ranks->types[i]] = code_of(i);
        ease_now_and_then(ranks, i);
    }
    return RSD_OK;
}

void rsd_ranks_free(rsd_ranks *ranks)
{
    rsd_scratch_drop(ranks->scratch, ranks->types);
    rsd_scratch_drop(ranks->scratch, ranks->codes);
    *ranks = (rsd_ranks){0};
}
