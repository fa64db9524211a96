/* sort.c: a merge sort of the runs that there are, and hashes dealt out by their upper bits. */
#include "base/sort.h"

#include <stdlib.h>
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

static void pass_item(sorting *s)
{
    enum { WORTH_EASING = 256 /* what is compared may lie anywhere */ };
    if (++s->passed == WORTH_EASING) {
        s->passed = 0;
        rsd_scratch_ease(s->scratch);
    }
}

static size_t run_end(sorting *s, size_t start)
{
    size_t end = start + 1;
    while (end < s->count &&
           s->compare(s->from + (end - 1) * s->size, s->from + end * s->size) <= 0) {
        end++;
        pass_item(s);
    }
    return end < s->count ? end : s->count;
}

/* Puts an item where it comes to lie. */
static void put(sorting *s, size_t place, size_t item)
{
    memcpy(s->to + place * s->size, s->from + item * s->size, s->size);
    pass_item(s);
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

/* ---- Hashes ---- */

int rsd_compare_numbers(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a;
    uint64_t y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Sorts a part: most have few items, but of equal ones there may be any number. */
static void sort_part(uint64_t *items, size_t n)
{
    enum { FEW = 16 };
    if (n > FEW) {
        qsort(items, n, sizeof *items, rsd_compare_numbers);
        return;
    }
    for (size_t i = 1; i < n; i++) {
        const uint64_t item = items[i];
        size_t at = i;
        for (; at > 0 && items[at - 1] > item; at--) {
            items[at] = items[at - 1];
        }
        items[at] = item;
    }
}

/* Dealt out by so many of their upper bits, hardly any is far from its place. */
static void deal(const uint64_t *items, size_t count, unsigned bits, uint32_t *ends,
                 uint64_t *dealt)
{
    enum { DIGITS = 64 };
    const size_t parts = (size_t)1 << bits;
    memset(ends, 0, (parts + 1) * sizeof *ends);
    for (size_t i = 0; i < count; i++) {
        ends[(items[i] >> (DIGITS - bits)) + 1]++;
    }
    for (size_t i = 0; i < parts; i++) {
        ends[i + 1] += ends[i];
    }
    for (size_t i = 0; i < count; i++) {
        dealt[ends[items[i] >> (DIGITS - bits)]++] = items[i];
    }
    for (size_t i = 0, start = 0; i < parts; start = ends[i++]) {
        sort_part(dealt + start, ends[i] - start);
    }
}

rsd_status rsd_sort_hashes(rsd_scratch *scratch, uint64_t *items, size_t count, rsd_error *err)
{
    enum { PART = 4 /* items, at most, on average */ };
    if (count < 2) {
        return RSD_OK;
    }
    unsigned bits = 1;
    while (count >> bits > PART) {
        bits++;
    }
    uint32_t *ends;
    uint64_t *dealt = NULL;
    rsd_status status = RSD_SCRATCH_TAKE(scratch, ends, ((size_t)1 << bits) + 1, err);
    if (status == RSD_OK) {
        status = RSD_SCRATCH_TAKE(scratch, dealt, count, err);
    }
    if (status == RSD_OK) {
        deal(items, count, bits, ends, dealt);
        memcpy(items, dealt, count * sizeof *items);
    }
    rsd_scratch_drop(scratch, ends);
    rsd_scratch_drop(scratch, dealt);
    return status;
}
