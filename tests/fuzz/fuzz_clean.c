/* fuzz_clean.c: the regions of any bytes lie in them, in order, and are the same by blocks and
 * character by character, in memory that was used before and in new one. */
#include "fuzz.h"

#include "rasad.h"
#include "text/simd.h"

#include <string.h>

static bool same_region(const rsd_region *a, const rsd_region *b)
{
    return a->start == b->start && a->end == b->end && a->kind == b->kind &&
           a->of_start == b->of_start && a->of_end == b->of_end && a->similarity == b->similarity &&
           strcmp(a->reason, b->reason) == 0;
}

static bool same_regions(const rsd_regions *a, const rsd_regions *b)
{
    bool same = a->len == b->len && a->byline_start == b->byline_start &&
                a->byline_end == b->byline_end && a->agency_start == b->agency_start &&
                a->agency_end == b->agency_end;
    for (size_t i = 0; same && i < a->len; i++) {
        same = same_region(&a->items[i], &b->items[i]);
    }
    return same;
}

static void check_regions(const rsd_regions *regions, size_t n)
{
    CHECK(regions->byline_start <= regions->byline_end && regions->byline_end <= n);
    CHECK(regions->agency_start <= regions->agency_end && regions->agency_end <= n);
    for (size_t i = 0; i < regions->len; i++) {
        const rsd_region *r = &regions->items[i];
        CHECK(r->start < r->end && r->end <= n);
        CHECK(r->of_start <= r->of_end && r->of_end <= n);
        CHECK(i == 0 || r[-1].start <= r->start);
        CHECK(i == 0 || r[-1].start != r->start || r[-1].end >= r->end);
        CHECK((r->kind == RSD_REGION_REPEAT) == (r->of_end > 0));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static rsd_regions used; /* by all inputs */
    const char *s = (const char *)data;
    rsd_regions plain = {0};
    rsd_simd_allow(RSD_SIMD_NONE);
    CHECK(rsd_clean(&plain, s, size, NULL) == RSD_OK);
    check_regions(&plain, size);
    for (int level = RSD_SIMD_AVX2; level <= RSD_SIMD_AVX512; level++) {
        rsd_simd_allow((rsd_simd_level)level);
        CHECK(rsd_clean(&used, s, size, NULL) == RSD_OK);
        CHECK(same_regions(&plain, &used));
    }
    rsd_regions_free(&plain);
    return 0;
}
