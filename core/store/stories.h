/* stories.h: articles of a corpus that tell nearly the same are one story. */
#ifndef RSD_STORE_STORIES_H
#define RSD_STORE_STORIES_H

#include "store/corpus_int.h"

/* What an article's text comes to: two that tell nearly the same have most likely one of them in
 * common. All 0 if it has too few words. */
enum { RSD_BANDS = 40 };

/* Makes the bands of articles of one corpus. */
typedef struct rsd_bander rsd_bander;
rsd_status rsd_bander_new(rsd_bander **bander, const rsd_corpus *corpus, rsd_error *err);
rsd_status rsd_bander_make(rsd_bander *bander, size_t article, uint32_t bands[RSD_BANDS],
                           rsd_error *err);
void rsd_bander_free(rsd_bander *bander);

/* About how much memory finding the stories of a corpus on disk takes. */
size_t rsd_stories_memory(const rsd_corpus *corpus);
/* Sets the story of every article of a corpus that is complete but for this, and their count. The
 * outcome depends on the articles and the order of their keys only. */
rsd_status rsd_find_stories(rsd_corpus *corpus, uint32_t *stories, unsigned threads,
                            rsd_error *err);

#endif
