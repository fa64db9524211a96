/* shingles.h: what articles say, as sets of hashes that can be compared. */
#ifndef RSD_STORE_SHINGLES_H
#define RSD_STORE_SHINGLES_H

#include "store/corpus_int.h"

/* What an article's text comes to: two that tell nearly the same have most likely one of them in
 * common. All 0 if it has too few words. */
enum { RSD_BANDS = 40 };

/* What an article says: {0} is empty. */
typedef struct rsd_shingles {
    uint64_t *items; /* ascending, each once */
    size_t len, cap;
} rsd_shingles;

void rsd_shingles_free(rsd_shingles *set);
/* Do two articles tell nearly the same? */
bool rsd_shingles_are_alike(const rsd_shingles *a, const rsd_shingles *b);

/* Reads articles of one corpus. */
typedef struct rsd_bander rsd_bander;
rsd_status rsd_bander_new(rsd_bander **bander, const rsd_corpus *corpus, rsd_error *err);
/* Another one of the same corpus, for another thread; the first one is to outlive it. */
rsd_status rsd_bander_share(rsd_bander **bander, const rsd_bander *other, rsd_error *err);
/* Makes the set of an article take the place of what the set has. Fails also where the article
 * cannot be read. */
rsd_status rsd_bander_read(rsd_bander *bander, size_t article, rsd_shingles *set, rsd_error *err);
/* Makes the bands of an article. Fails as rsd_bander_read does. */
rsd_status rsd_bander_make(rsd_bander *bander, size_t article, uint32_t bands[RSD_BANDS],
                           rsd_error *err);
void rsd_bander_free(rsd_bander *bander);

#endif
