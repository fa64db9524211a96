/* scratch.h: tables that may be larger than the memory there is to be: what goes beyond lies in
 * files without names, which the system writes out and reads again as it is looked at. */
#ifndef RSD_BASE_SCRATCH_H
#define RSD_BASE_SCRATCH_H

#include "base/mem.h"

/* Several threads may ask one for blocks. */
typedef struct rsd_scratch rsd_scratch;

/* About memory bytes of blocks are in ordinary memory, all others in files in the folder; of what
 * is mapped about as much is to be in memory at a time as mapped says. */
rsd_status rsd_scratch_new(rsd_scratch **scratch, const char *folder, size_t memory, size_t mapped,
                           rsd_error *err);
/* Frees it with all of its blocks. */
void rsd_scratch_free(rsd_scratch *scratch);

/* Each works without a scratch, too: NULL is ordinary memory for all. */

/* A block of size bytes, which say nothing yet, or are 0. On failure it is NULL: RSD_ERR_NOMEM, or
 * RSD_ERR_IO where there is no room on disk. */
rsd_status rsd_scratch_take(rsd_scratch *scratch, void **block, size_t size, rsd_error *err);
/* Makes room for at least want items of item_size bytes in a block, or NULL, with room for *cap. On
 * failure nothing changes. */
rsd_status rsd_scratch_grow(rsd_scratch *scratch, void **block, size_t *cap, size_t want,
                            size_t item_size, rsd_error *err);
void rsd_scratch_drop(rsd_scratch *scratch, void *block);
/* Has the scratch mind the mapping of another file, too, until it is to forget that. */
rsd_status rsd_scratch_mind(rsd_scratch *scratch, const void *map, size_t size, rsd_error *err);
void rsd_scratch_forget(rsd_scratch *scratch, const void *map);
/* Where much of what is mapped is in memory by now, lets go of it: what stands there can be looked
 * at again. For whoever has passed some hundred kilobytes. */
void rsd_scratch_ease(rsd_scratch *scratch);
/* Says that so many bytes were passed; eases the scratch now and then. */
void rsd_scratch_passed(rsd_scratch *scratch, size_t bytes);

/* RSD_SCRATCH_TAKE(scratch, array, count, err): rsd_scratch_take for a typed array. */
#define RSD_SCRATCH_TAKE(scratch, array, count, err)                                               \
    rsd_scratch_take((scratch), (void **)&(array), (count) * sizeof *(array), (err))
/* RSD_SCRATCH_GROW(scratch, array, cap, want, err): the same for rsd_scratch_grow. */
#define RSD_SCRATCH_GROW(scratch, array, cap, want, err)                                           \
    rsd_scratch_grow((scratch), (void **)&(array), &(cap), (want), sizeof *(array), (err))

#endif
