/* claim.h: the folder of a corpus belongs to the corpus alone, and to one writer at a time. */
#ifndef RSD_STORE_CLAIM_H
#define RSD_STORE_CLAIM_H

#include "store/manifest.h"

typedef struct rsd_claimed {
    int lock;
    bool is_new; /* there was no such folder before */
} rsd_claimed;

/* Makes the folder if there is none, and the caller its only writer. RSD_ERR_INVALID if it has
 * files that are no corpus's, RSD_ERR_IO if it cannot be made or has another writer. */
rsd_status rsd_claim(rsd_claimed *claimed, const char *folder, rsd_error *err);
/* The end of that; what was made is removed if no corpus came of it. */
void rsd_claim_end(const rsd_claimed *claimed, const char *folder);

/* Removes the files of a store that no longer, or not yet, belong to it. Only for its writer. */
void rsd_claim_sweep(const rsd_manifest *manifest, const char *folder);

/* Was something committed in the folder? */
bool rsd_claim_has_catalog(const char *folder);

#endif
