/* sort.c: a merge sort of the runs that there are. */
#include "base/sort.h"

#include <string.h>

typedef struct sorting {
    rsd_scratch *scratch;
    size_t count;
    size_t size;
    int (*compare)(const void *, const void *);
    char *from;
    char *to;
    size_t passed; /* items since the scratch was eased */
} sorting;

static size_t run_end(const sorting *s, size_t start)
{
    size_t end = start + 1;
    while (end < s->count &&
           s->compare(s->from + (end - 1) * s->size, s->from + end * s->size) <= 0) {
        end++;
    }
    return end < s->count ? end : s->count;
}

/* Puts an item where it comes to lie. */
static void put(sorting *s, size_t place, size_t item)
{
    enum { WORTH_EASING = 4096 };
    memcpy(s->to + place * s->size, s->from + item * s->size, s->size);
    if (++s->passed == WORTH_EASING) {
        s->passed = 0;
        rsd_scratch_ease(s->scratch);
    }
}

static void merge(sorting *s, size_t start, size_t middle, size_t end)
{
    size_t a = start;
    size_t b = middle;
    for (size_t i = start; i < end; i++) {
        const bool is_first = b == end || (a < middle && s->compare(s->from + a * s->size,
                                                                    s->from + b * s->size) <= 0);
        put(s, i, is_first ? a : b);
        a += is_first;
        b += !is_first;
    }
}

/* Merges the runs two by two; false if there is a single one. */
static bool pass(sorting *s)
{
    size_t middle = run_end(s, 0);
    if (middle == s->count) {
        return false;
    }
    for (size_t start = 0; start < s->count;) {
        const size_t end = middle < s->count ? run_end(s, middle) : s->count;
        merge(s, start, middle, end);
        start = end;
        middle = start < s->count ? run_end(s, start) : s->count;
    }
    char *swapped = s->from;
    s->from = s->to;
    s->to = swapped;
    return true;
}

rsd_status rsd_sort_runs(rsd_scratch *scratch, void *items, size_t count, size_t size,
                         int (*compare)(const void *, const void *), rsd_error *err)
{
    if (count < 2) {
        return RSD_OK;
    }
    void *spare;
    rsd_status status = rsd_scratch_take(scratch, &spare, count * size, err);
    if (status != RSD_OK) {
        return status;
    }
    sorting s = {.scratch = scratch,
                 .count = count,
                 .size = size,
                 .compare = compare,
                 .from = items,
                 .to = spare};
    while (pass(&s)) {
    }
    for (size_t i = 0; i < count && s.from != items; i++) {
        put(&s, i, i);
    }
    rsd_scratch_drop(scratch, spare);
    return RSD_OK;
}
