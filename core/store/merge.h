/* merge.h: the segments of a draft made one. */
#ifndef RSD_STORE_MERGE_H
#define RSD_STORE_MERGE_H

#include "store/catalog.h"

typedef struct rsd_merging {
    const char *folder;
    uint64_t number; /* of the new segment */
    unsigned workers;
    rsd_scratch *scratch; /* that of the draft */
} rsd_merging;

/* Writes all articles of a complete draft to one segment; then parts name that, and *draft is a
 * complete draft of it, with the warnings of before. RSD_ERR_LIMIT if the articles are too many for
 * one segment: parts and draft are then as they were. */
rsd_status rsd_corpus_merge(const rsd_merging *merging, rsd_parts *parts, rsd_corpus **draft,
                            rsd_error *err);

/* Writes what is new in some segments of a build that has not come to its end to one segment: of a
 * document that several of them have the last one. Fails as rsd_corpus_merge does. */
rsd_status rsd_segments_join(const rsd_merging *merging, const rsd_parts *parts, rsd_part *joined,
                             rsd_error *err);

#endif
