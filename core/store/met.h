/* met.h: the documents that a build has met, by their names. */
#ifndef RSD_STORE_MET_H
#define RSD_STORE_MET_H

#include "rasad.h"

typedef struct rsd_met rsd_met;

/* About memory bytes are in ordinary memory; beyond that the names lie in a file in the folder, of
 * which and all others that are mapped so much is to be in memory as mapped says. Without a folder,
 * NULL, all are in memory. */
rsd_status rsd_met_new(rsd_met **met, const char *folder, size_t memory, size_t mapped,
                       rsd_error *err);
/* Notes a document; *again tells whether one of the same key and path was noted before. Names are
 * known by 128 bits of a hash (XXH3): among a billion the chance that any two are taken for one is
 * below 2^-68. */
rsd_status rsd_met_note(rsd_met *met, const char *key, const char *path, bool *again,
                        rsd_error *err);
void rsd_met_free(rsd_met *met);

#endif
