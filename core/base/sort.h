/* sort.h: sorting what lies in memory or in files: what is mostly in order already, and hashes. */
#ifndef RSD_BASE_SORT_H
#define RSD_BASE_SORT_H

#include "base/scratch.h"

/* Sorts count items of size bytes, of which equal ones stay in their order. Runs that are in order
 * are merged, so that memory is passed from its beginning to its end; the scratch gives room for as
 * many items more, and is eased meanwhile. Fails as it does, and leaves the items then. */
rsd_status rsd_sort_runs(rsd_scratch *scratch, void *items, size_t count, size_t size,
                         int (*compare)(const void *, const void *), rsd_error *err);

/* The order of two uint64_t. */
int rsd_compare_numbers(const void *a, const void *b);
/* Sorts numbers of which the upper bits are as good as random, as they are of hashes. The scratch,
 * which may be NULL, gives room for as many more; fails as it does, and leaves the items then. */
rsd_status rsd_sort_hashes(rsd_scratch *scratch, uint64_t *items, size_t count, rsd_error *err);

#endif
