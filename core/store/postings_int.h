/* postings_int.h: what the files that write postings share. */
#ifndef RSD_STORE_POSTINGS_INT_H
#define RSD_STORE_POSTINGS_INT_H

#include "store/postings.h"

/* ---- One key's positions, while they are written */

typedef struct rsd_list {
    rsd_buf *out;
    size_t skip;   /* where in out the next skip goes */
    size_t bytes;  /* where the bytes behind the skips begin */
    uint64_t left; /* positions that are still to come */
    uint32_t before;
    uint32_t len; /* steps that wait for their block to be full */
    uint32_t steps[RSD_POSTINGS_BLOCK];
} rsd_list;

/* Begins a list of count positions behind what is in out. */
rsd_status rsd_list_begin(rsd_list *list, rsd_buf *out, uint64_t count);
/* Adds the next positions, which ascend. RSD_ERR_CORRUPT if they are more than were to come. */
rsd_status rsd_list_put(rsd_list *list, const uint32_t *positions, size_t n);
/* RSD_ERR_CORRUPT if not all came. */
rsd_status rsd_list_end(rsd_list *list);

/* ---- The positions of keys, out of segments */

typedef struct rsd_postings_merge rsd_postings_merge;

/* Where the tokens of segments go in the segment that is made of a corpus: records are its own. The
 * keys of the corpus are numbered; key_of says which is that of each type. */
rsd_status rsd_postings_merge_new(rsd_postings_merge **merge, const rsd_corpus *corpus,
                                  const rsd_doc_record *records, const uint32_t *key_of,
                                  uint32_t key_count, unsigned threads, rsd_error *err);
/* To be called before keys are asked for, in ascending order, from this one on by the thread. */
rsd_status rsd_postings_merge_seek(rsd_postings_merge *merge, unsigned thread, uint32_t key,
                                   rsd_error *err);
/* Adds the positions of a key to the list. */
rsd_status rsd_postings_merge_key(rsd_postings_merge *merge, unsigned thread, uint32_t key,
                                  rsd_list *list, rsd_error *err);
void rsd_postings_merge_free(rsd_postings_merge *merge);

#endif
