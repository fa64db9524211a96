/* builder.h: cutting documents into the articles of a corpus in memory. */
#ifndef RSD_STORE_BUILDER_H
#define RSD_STORE_BUILDER_H

#include "store/corpus_int.h"
#include "store/segment.h"

/* {0}, then rsd_builder_start. */
typedef struct rsd_builder {
    rsd_corpus *corpus;
    bool index_only;       /* nothing is marked, for benchmarks; see rsd_corpus */
    rsd_segment_room room; /* for who writes the corpus to a segment */
    /* Reused from one document to the next. */
    rsd_layout layout;
    rsd_regions regions;
    uint32_t *breaks;
    size_t break_cap;
} rsd_builder;

/* Begins an empty corpus; the one before must have been taken away. */
rsd_status rsd_builder_start(rsd_builder *b, rsd_error *err);
rsd_status rsd_builder_add(rsd_builder *b, const rsd_document *document, rsd_error *err);
/* Empties the corpus; most of its memory is kept for what comes: fresh pages are dear. */
void rsd_builder_empty(rsd_builder *b);
/* About how much memory the corpus takes. */
size_t rsd_builder_memory(const rsd_builder *b);
/* Puts the articles in order of their keys and paths. */
void rsd_builder_sort(rsd_corpus *corpus);
/* Gives the types of a corpus that is complete their final numbers, and counts their tokens. */
rsd_status rsd_builder_number(rsd_corpus *corpus, rsd_error *err);
void rsd_builder_free(rsd_builder *b);

/* Of source and metadata. */
uint64_t rsd_document_hash(const rsd_document *document);

#endif
