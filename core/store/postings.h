/* postings.h: where in a segment the words of each key stand. Layout: doc/segment-format.md. */
#ifndef RSD_STORE_POSTINGS_H
#define RSD_STORE_POSTINGS_H

#include "store/segment.h"

enum { RSD_POSTINGS_BLOCK = 128 };

/* A key with more positions than a block has, behind its whole blocks, the rest as steps; before
 * them stands one of these for each. */
typedef struct rsd_skip {
    uint32_t last; /* position of the block */
    uint32_t end;  /* of its bytes, counted from behind the skips */
} rsd_skip;
_Static_assert(sizeof(rsd_skip) == 8, "on disk");

/* Writes the sections of postings: of each key of the corpus, in order of positions, the tokens of
 * its articles, which follow each other as the records say. Those of a corpus in memory are
 * gathered, in as many passes over the tokens as the memory makes necessary; those of segments flow
 * together. */
rsd_status rsd_postings_write(const rsd_corpus *corpus, const rsd_doc_record *records,
                              const rsd_segment_options *options, rsd_writer *out, rsd_error *err);

/* The positions of a key, block by block. */
typedef struct rsd_postings {
    const rsd_segment *segment;
    const unsigned char *skips;
    const unsigned char *bytes; /* behind the skips */
    const unsigned char *at;
    const unsigned char *end;
    uint32_t count;     /* positions of the key */
    uint32_t next_type; /* the first type of the next key */
    uint32_t blocks;    /* whole ones */
    uint32_t block;     /* the next one */
    uint32_t before;    /* the last position read; the first step is from UINT32_MAX, that is -1 */
    uint32_t len;       /* positions that were read */
    uint32_t positions[RSD_POSTINGS_BLOCK];
} rsd_postings;

/* The postings of a key of the segment, verified. */
rsd_status rsd_postings_open(const rsd_segment *segment, uint32_t key, rsd_postings *postings,
                             rsd_error *err);
/* The same of the key that the segment's own type belongs to. */
rsd_status rsd_postings_find(const rsd_segment *segment, uint32_t type, rsd_postings *postings,
                             rsd_error *err);
/* Reads the next positions, of which there are none at the end. */
rsd_status rsd_postings_next(rsd_postings *postings, rsd_error *err);
/* Reads on from the block that has the first position not before one; none if there is none. */
rsd_status rsd_postings_seek(rsd_postings *postings, uint32_t position, rsd_error *err);

#endif
