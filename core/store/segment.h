/* segment.h: an immutable file of documents: their types, tokens, gaps, layout and metadata.
 * Layout: doc/segment-format.md. */
#ifndef RSD_STORE_SEGMENT_H
#define RSD_STORE_SEGMENT_H

#include "store/corpus_int.h"
#include "store/sections.h"
#include "store/shingles.h"

/* A document; the members up to source, and values, say where it begins in a section, and the next
 * record where it ends. There is one more record than documents. */
typedef struct rsd_doc_record {
    uint64_t hash;
    uint32_t token; /* position of the first one in the segment */
    uint32_t tokens;
    uint32_t gaps;
    uint32_t layout;
    uint32_t meta;
    uint32_t source;
    uint32_t source_len;
    uint32_t words;
    uint8_t lang;
    uint8_t encoding;
    uint16_t zero;
    uint32_t values; /* of attributes */
} rsd_doc_record;
_Static_assert(sizeof(rsd_doc_record) == 48, "on disk");

/* Of the date that the metadata of a document state; 0, 0 if there is none. */
typedef struct rsd_days {
    rsd_day first;
    rsd_day last;
} rsd_days;
_Static_assert(sizeof(rsd_days) == 8, "on disk");

enum { RSD_SYNC_EVERY = 256 };

/* A segment that is open. Its sections are borrowed from the file. */
typedef struct rsd_segment {
    rsd_sections file;
    rsd_types types;
    const uint32_t *ranks;
    const unsigned char *tokens, *gaps, *layout, *sources, *postings;
    size_t tokens_size, gaps_size, layout_size, sources_size, postings_size;
    const char *meta, *reasons;
    size_t meta_size, reasons_size;
    const uint32_t *bands;
    const rsd_days *days;
    const rsd_doc_record *docs;
    uint32_t doc_count;
    uint32_t token_count;
    const uint32_t *key_types, *key_postings;
    const uint32_t *counts; /* of its own types */
    uint32_t type_count;
    size_t first_doc; /* of the documents of all segments, once that was asked */
    uint32_t key_count;
    rsd_value_columns value_columns;
    const unsigned char *values; /* of attributes */
    size_t values_size;
    const uint32_t *map; /* from its types to those of the corpus; NULL if they are the same */
} rsd_segment;

/* Memory that is used again from one segment to the next: fresh pages are dear. {0} is none. */
typedef struct rsd_segment_room {
    uint32_t *positions;
    size_t position_cap;
} rsd_segment_room;

typedef struct rsd_segment_options {
    size_t memory;          /* about how much is for postings */
    unsigned threads;       /* at least 1 */
    rsd_segment_room *room; /* of a corpus in memory */
} rsd_segment_options;

/* Writes the articles of a corpus, and all of its types, to a new file. RSD_ERR_LIMIT if they are
 * too many for one. */
rsd_status rsd_segment_write(const rsd_corpus *corpus, const char *path,
                             const rsd_segment_options *options, rsd_seal *seal, rsd_error *err);

rsd_status rsd_segment_open(rsd_segment *segment, const char *path, const rsd_seal *seal,
                            rsd_error *err);
/* Writes the columns of types as sections. */
void rsd_writer_put_types(rsd_writer *writer, const rsd_types *types);
/* Finds the columns of types in a file; they are verified and make sense. */
rsd_status rsd_sections_types(const rsd_sections *file, rsd_types *types, rsd_error *err);
/* Verifies what decoding relies on: the ranks, and the types unless the corpus has its own; else
 * only their number is known. */
rsd_status rsd_segment_prepare(rsd_segment *segment, bool with_types, rsd_error *err);
rsd_status rsd_segment_head(const rsd_segment *segment, uint32_t doc, rsd_head *head,
                            rsd_error *err);
/* The metadata of a document: strings, each with its NUL: key, path, then names and values. */
rsd_status rsd_segment_meta(const rsd_segment *segment, uint32_t doc, rsd_string *meta,
                            rsd_error *err);
rsd_status rsd_segment_bands(const rsd_segment *segment, uint32_t doc, uint32_t *bands,
                             rsd_error *err);
/* The attributes of a document; which segment this is of its corpus the caller knows. */
rsd_status rsd_segment_values(const rsd_segment *segment, uint32_t doc, rsd_value_part *part,
                              rsd_error *err);
/* The tokens of a document as they stand there, rank by rank. */
typedef struct rsd_ranked {
    const unsigned char *at;
    const unsigned char *end;
    uint32_t count;
} rsd_ranked;
rsd_status rsd_segment_ranked(const rsd_segment *segment, uint32_t doc, rsd_ranked *ranked,
                              rsd_error *err);
/* type_count is that of the corpus. */
rsd_status rsd_segment_body(const rsd_segment *segment, uint32_t doc, unsigned want,
                            uint32_t type_count, rsd_body *body, rsd_error *err);
void rsd_segment_close(rsd_segment *segment);

#endif
