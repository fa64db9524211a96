/* attributes.h: what the input said of its tokens beside their forms, as values of the tokens of
 * the corpus. Layout: doc/segment-format.md.
 *
 * A document has for each of its attributes the number of the attribute, the size of what follows,
 * and of each token the number of its value, 0 for none: all of them varints. */
#ifndef RSD_STORE_ATTRIBUTES_H
#define RSD_STORE_ATTRIBUTES_H

#include "store/sections.h"

struct rsd_corpus;
struct rsd_doc_record;

/* The names and values of attributes, the same in memory and on disk. The strings of attribute i
 * are those from starts[i] on: first its name, then its values, which are numbered from 1. Each
 * has its NUL. Borrowed. */
typedef struct rsd_value_columns {
    const uint32_t *starts; /* one more than attributes */
    uint32_t count;
    const uint32_t *strings; /* where each begins in bytes; one more than strings */
    const char *bytes;
    size_t byte_count;
} rsd_value_columns;

/* Names and values while they are collected. {0} is an empty one. */
typedef struct rsd_value_lexicon {
    struct rsd_known_value *values; /* names, too, in the order they came */
    size_t len, cap;
    uint32_t *sizes; /* of each attribute its values */
    size_t count, count_cap;
    rsd_buf bytes;
    uint32_t *slots; /* open addressing */
    size_t slot_count;
    rsd_buf encoded; /* of a document */
    rsd_buf numbers; /* of one of its attributes */
} rsd_value_lexicon;

/* The attributes of a document in memory. */
typedef struct rsd_value_bytes {
    const unsigned char *bytes;
    size_t size;
} rsd_value_bytes;

/* The attributes of a document, wherever it lies. */
typedef struct rsd_value_part {
    const rsd_value_columns *columns;
    const rsd_sections *file; /* NULL in memory */
    const unsigned char *at, *end;
    uint32_t token_count;
    size_t segment; /* which one of the corpus; 0 in memory */
} rsd_value_part;

/* ---- Building (attributes_write.c) */

/* Encodes the attributes of a document for its tokens. RSD_ERR_LIMIT if there are too many values
 * to be numbered. */
rsd_status rsd_attributes_add(struct rsd_corpus *corpus, const rsd_document *document,
                              const rsd_layout *layout, rsd_value_bytes *out);
/* Completes names and values of a corpus in memory. */
rsd_status rsd_attributes_finish(struct rsd_corpus *corpus);
/* Writes the attributes of all articles as sections of a segment, none if there are none, and
 * notes in the records where they begin. */
rsd_status rsd_attributes_write(const struct rsd_corpus *corpus, struct rsd_doc_record *records,
                                rsd_writer *out, rsd_error *err);
size_t rsd_value_lexicon_memory(const rsd_value_lexicon *lexicon);
void rsd_value_lexicon_free(rsd_value_lexicon *lexicon);

/* ---- Reading (attributes_read.c) */

/* Has any article attributes, or any document that was one? */
bool rsd_corpus_has_values(const struct rsd_corpus *corpus);
/* The attributes of an article. */
rsd_status rsd_corpus_values(const struct rsd_corpus *corpus, size_t article, rsd_value_part *part,
                             rsd_error *err);
/* Moves part->at behind the next attribute, whose numbers are at *numbers up to part->at. */
rsd_status rsd_values_next(rsd_value_part *part, uint32_t *attribute, const unsigned char **numbers,
                           rsd_error *err);
/* The next number of an attribute. */
bool rsd_values_number(const rsd_value_part *part, uint32_t attribute, const unsigned char **at,
                       const unsigned char *end, uint32_t *number);
/* A string of the columns; NULL if it is damaged. */
const char *rsd_values_string(const rsd_value_part *part, uint32_t string, rsd_error *err);
rsd_status rsd_values_damaged(const rsd_value_part *part, rsd_error *err);

/* Finds the columns of a segment; none are empty ones. */
rsd_status rsd_attributes_find(const rsd_sections *file, rsd_value_columns *columns,
                               const unsigned char **values, size_t *size, rsd_error *err);

/* Notes which attributes the articles of a corpus have. */
rsd_status rsd_attributes_count(struct rsd_corpus *corpus, rsd_error *err);
/* Writes and reads what was noted. */
void rsd_attribute_names_write(const struct rsd_corpus *corpus, rsd_writer *out);
rsd_status rsd_attribute_names_read(struct rsd_corpus *corpus, const rsd_sections *catalog,
                                    rsd_error *err);
/* Looks at all attributes of an article. */
rsd_status rsd_attributes_check(const struct rsd_corpus *corpus, size_t article, rsd_values *values,
                                rsd_error *err);

#endif
