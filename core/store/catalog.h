/* catalog.h: the file that makes one corpus of segments: which articles there are, in order, their
 * stories, the types of all, and what is known of the whole. */
#ifndef RSD_STORE_CATALOG_H
#define RSD_STORE_CATALOG_H

#include "store/manifest.h"
#include "store/store_int.h"

/* A corpus of the segments that parts name, without any articles yet. Its tables are in the
 * scratch, which is borrowed and may be NULL. */
rsd_status rsd_corpus_draft_new(rsd_corpus **draft, const char *folder, const rsd_parts *parts,
                                rsd_scratch *scratch, rsd_error *err);
/* Completes a draft whose store has its own entries, in order of their keys: types and counts. */
rsd_status rsd_corpus_draft_finish(rsd_corpus *draft, unsigned threads, rsd_error *err);
/* The types part of that for several segments: merges them, and maps those of each segment. */
rsd_status rsd_corpus_draft_types(rsd_corpus *draft, unsigned threads, rsd_error *err);
/* Then notes its stories: of each article the first one that tells it. */
void rsd_corpus_draft_tell(rsd_corpus *draft, const uint32_t *stories);
/* Writes the catalog of a complete draft. */
rsd_status rsd_catalog_write(const rsd_corpus *draft, const char *path, rsd_seal *seal,
                             rsd_error *err);

/* Opens the corpus of a folder as it was committed last. */
rsd_status rsd_store_open(rsd_corpus **corpus, const char *folder, rsd_error *err);

#endif
