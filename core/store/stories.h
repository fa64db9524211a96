/* stories.h: articles of a corpus that tell nearly the same are one story. */
#ifndef RSD_STORE_STORIES_H
#define RSD_STORE_STORIES_H

#include "store/corpus_int.h"

/* Sets the story of every article of a corpus that is complete but for this, and their count. The
 * outcome depends on the articles and the order of their keys only. */
rsd_status rsd_find_stories(rsd_corpus *corpus, uint32_t *stories, unsigned threads,
                            rsd_error *err);

#endif
