/* corpus_int.h: what a corpus consists of, shared by the files that build, keep and read it. */
#ifndef RSD_STORE_CORPUS_INT_H
#define RSD_STORE_CORPUS_INT_H

#include "base/mem.h"
#include "store/attributes.h"
#include "store/stream.h"
#include "store/warnings.h"

typedef struct rsd_store rsd_store;

/* What is known of an article without looking into it. */
typedef struct rsd_head {
    const char *key;
    const char *path; /* where it was read from; tells articles of one key apart */
    uint64_t hash;    /* of source and metadata */
    uint32_t token_count;
    uint32_t word_count;
    uint32_t source_len;
    rsd_day first_day; /* of the date that the metadata state in figures, or 0 */
    rsd_day last_day;
    uint8_t lang;
    uint8_t encoding; /* rsd_encoding */
} rsd_head;

/* An article in memory. */
typedef struct rsd_article {
    rsd_head head;
    const rsd_field *fields;
    size_t field_count;
    rsd_stream_place place;
    const rsd_decoding *decoding; /* with its source; NULL if that is UTF-8 */
    const uint32_t *sentences;
    uint32_t sentence_count;
    const uint32_t *paragraphs;
    uint32_t paragraph_count;
    const rsd_region *regions; /* spans of the source */
    uint32_t region_count;
    rsd_value_bytes values; /* of its attributes */
} rsd_article;

struct rsd_corpus {
    rsd_arena arena; /* keys, metadata, layouts, regions */
    rsd_warnings warnings;
    rsd_types types;
    rsd_corpus_info info;
    const char **attribute_names; /* info.attributes of them */
    bool index_only;              /* it becomes a segment without gaps and bands, for benchmarks */
    /* In memory: */
    rsd_article *articles;
    size_t article_count, article_cap;
    uint32_t *stories; /* the first article that tells the story of each */
    rsd_lexicon lexicon;
    rsd_type_list type_list;
    rsd_stream stream;
    rsd_value_lexicon values;        /* of attributes, while it is built */
    rsd_value_columns value_columns; /* and then */
    /* On disk: */
    rsd_store *store; /* NULL if the corpus is in memory */
};

/* An article opened up: pointers into the corpus, or into room, which is used again. {0} is an
 * empty one. */
typedef struct rsd_body {
    rsd_stream_part stream;
    const rsd_decoding *decoding;
    const uint32_t *sentences;
    uint32_t sentence_count;
    const uint32_t *paragraphs;
    uint32_t paragraph_count;
    const rsd_region *regions;
    uint32_t region_count;
    struct {
        uint32_t *types, *sentences, *paragraphs;
        size_t type_cap, sentence_cap, paragraph_cap;
        uint8_t *gaps;
        size_t gap_cap;
        rsd_region *regions;
        size_t region_cap;
        rsd_decoding decoding;
        rsd_buf text; /* what decoding made, which nobody needs */
    } room;
} rsd_body;

/* What is wanted of a body; the rest of it makes no sense then. */
enum {
    RSD_BODY_TYPES = 1,
    RSD_BODY_GAPS = 2,
    RSD_BODY_LAYOUT = 4,
    RSD_BODY_SOURCE = 8,
    RSD_BODY_ALL = 15
};

/* Each is about article i, which must exist. */
rsd_status rsd_corpus_head(const rsd_corpus *corpus, size_t i, rsd_head *head, rsd_error *err);
rsd_status rsd_corpus_body(const rsd_corpus *corpus, size_t i, unsigned want, rsd_body *body,
                           rsd_error *err);
/* Appends to meta strings, each with its NUL: key and path as they were read, then names and
 * values. */
rsd_status rsd_corpus_meta(const rsd_corpus *corpus, size_t i, rsd_buf *meta, rsd_error *err);
void rsd_body_free(rsd_body *body);

/* Frees all but the corpus itself. */
void rsd_corpus_free_parts(rsd_corpus *corpus);

/* Sets all of the info that follows from articles, types and warnings, but for the stories. */
rsd_status rsd_corpus_count(rsd_corpus *corpus, rsd_error *err);

/* 64-bit FNV-1a, which goes on from h; the length keeps "ab" + "c" and "a" + "bc" apart. */
#define RSD_HASH_START UINT64_C(0xcbf29ce484222325)
uint64_t rsd_hash_more(uint64_t h, const char *bytes, size_t n);

#endif
