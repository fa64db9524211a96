/* corpus_int.h: what a corpus in memory consists of, shared by the files that build and read it. */
#ifndef RSD_STORE_CORPUS_INT_H
#define RSD_STORE_CORPUS_INT_H

#include "base/mem.h"
#include "store/stream.h"

typedef struct rsd_article {
    const char *key;
    const char *path; /* where it was read from; tells articles of one key apart */
    const rsd_field *fields;
    size_t field_count;
    rsd_stream_place place;
    uint32_t token_count;
    uint32_t word_count;
    uint32_t source_len;
    const rsd_decoding *decoding; /* with its source; NULL if that is UTF-8 */
    uint64_t hash;                /* of source and metadata */
    uint32_t story;               /* the first article that tells it */
    const uint32_t *sentences;
    uint32_t sentence_count;
    const uint32_t *paragraphs;
    uint32_t paragraph_count;
    const rsd_region *regions; /* spans of the source */
    uint32_t region_count;
    uint8_t lang;
} rsd_article;

struct rsd_corpus {
    rsd_arena arena; /* keys, metadata, warnings, layouts, regions */
    rsd_article *articles;
    size_t article_count, article_cap;
    rsd_warning *warnings;
    size_t warning_count, warning_cap;
    rsd_lexicon lexicon;
    rsd_stream stream;
    rsd_corpus_info info;
};

#endif
