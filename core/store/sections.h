/* sections.h: immutable files of sections whose blocks have checksums: what segments and catalogs
 * are made of. Layout: doc/segment-format.md. */
#ifndef RSD_STORE_SECTIONS_H
#define RSD_STORE_SECTIONS_H

#include "base/scratch.h"

enum { RSD_BLOCK_SIZE = 64 * 1024, RSD_SECTIONS_VERSION = 4, RSD_SECTIONS_MOST = 32 };

/* What a file is; the first bytes of it. */
#define RSD_MAGIC_SEGMENT "rasadseg"
#define RSD_MAGIC_CATALOG "rasadcat"

typedef enum rsd_section_id {
    /* Types; of a segment its own, of a catalog those of the corpus. */
    RSD_SECTION_FORMS = 1,
    RSD_SECTION_KEYS,
    RSD_SECTION_COUNTS,
    RSD_SECTION_TAGS,
    RSD_SECTION_BYTES,
    /* Of a segment. */
    RSD_SECTION_RANKS,     /* uint32_t: the types by falling frequency */
    RSD_SECTION_TOKENS,    /* ranks of the tokens */
    RSD_SECTION_SYNC,      /* uint32_t: where every RSD_SYNC_EVERY-th token stands in the tokens */
    RSD_SECTION_GAPS,      /* of each document its gaps, then its escapes */
    RSD_SECTION_LAYOUT,    /* of each document its sentences, paragraphs and regions */
    RSD_SECTION_META,      /* of each document key, path and fields */
    RSD_SECTION_SOURCES,   /* the sources that are not UTF-8 */
    RSD_SECTION_REASONS,   /* why regions were marked */
    RSD_SECTION_BANDS,     /* uint32_t [RSD_BANDS] of each document */
    RSD_SECTION_DOCS,      /* rsd_doc_record */
    RSD_SECTION_POSTINGS,  /* of each key its positions */
    RSD_SECTION_KEY_TYPES, /* uint32_t: the first type of each key, and one more */
    RSD_SECTION_KEY_POSTINGS, /* uint32_t: where its postings begin, and one more */
    /* Of a catalog. */
    RSD_SECTION_INFO,     /* rsd_info_record */
    RSD_SECTION_ARTICLES, /* rsd_entry */
    RSD_SECTION_MAPS,     /* uint32_t: of every type of each segment that of the corpus */
    RSD_SECTION_WARNINGS,
    /* Of a segment with attributes of tokens. */
    RSD_SECTION_ATTRIBUTES,   /* uint32_t: the first string of each, its name, and one more */
    RSD_SECTION_VALUES,       /* uint32_t: where each string begins, and one more */
    RSD_SECTION_VALUE_BYTES,  /* strings, each with its NUL */
    RSD_SECTION_TOKEN_VALUES, /* of each document the numbers of its tokens' values */
    /* Of a catalog. */
    RSD_SECTION_ATTRIBUTE_NAMES, /* strings, each with its NUL */
    /* Of a segment. */
    RSD_SECTION_DAYS /* rsd_days of each document */
} rsd_section_id;

/* What tells a file that is whole: the manifest keeps it. */
typedef struct rsd_seal {
    uint64_t size;
    uint64_t checksum;
} rsd_seal;

/* ---- Writing. After a failure everything is a no-op until the end tells of it. */

typedef struct rsd_writer rsd_writer;

/* Starts a new file; path must not exist. The scratch, or NULL, is eased while it is written. */
rsd_status rsd_writer_new(rsd_writer **writer, const char *path, const char *magic,
                          rsd_scratch *scratch, rsd_error *err);
void rsd_writer_begin(rsd_writer *writer, rsd_section_id id);
void rsd_writer_put(rsd_writer *writer, const void *bytes, size_t n);
/* Bytes of the section so far. */
uint64_t rsd_writer_tell(const rsd_writer *writer);
/* Completes and syncs the file, and frees the writer; on failure the file is gone. */
rsd_status rsd_writer_finish(rsd_writer *writer, rsd_seal *seal, rsd_error *err);
/* Frees the writer and removes the file. */
void rsd_writer_abort(rsd_writer *writer);

/* ---- Reading */

typedef struct rsd_sections {
    char *path;
    rsd_scratch *scratch; /* which lets go of what was read; NULL if nobody does */
    const unsigned char *map;
    size_t size;
    const void *table;
    const uint64_t *sums;
    uint64_t *verified; /* a bit for each block */
    uint32_t section_count;
    uint64_t data_end;
} rsd_sections;

/* Maps a file and verifies all but its blocks. */
rsd_status rsd_sections_open(rsd_sections *sections, const char *path, const char *magic,
                             const rsd_seal *seal, rsd_error *err);
/* A section; none and an empty one are alike. RSD_ERR_CORRUPT if it is not a multiple of
 * item_size. */
rsd_status rsd_sections_find(const rsd_sections *sections, rsd_section_id id, size_t item_size,
                             const void **items, size_t *count, rsd_error *err);
/* Verifies the blocks that hold the n bytes at place, a part of a section: to be called before the
 * bytes are looked at. */
rsd_status rsd_sections_verify(const rsd_sections *sections, const void *place, size_t n,
                               rsd_error *err);
/* The failure of a file that makes no sense. */
rsd_status rsd_sections_damaged(const rsd_sections *sections, const void *place, const char *what,
                                rsd_error *err);
/* How many of its blocks are damaged, and where the first is; as far as an interrupt let it look.
 */
size_t rsd_sections_check(const rsd_sections *sections, uint64_t *first);
/* Has a scratch let go of what was read, for whoever reads much of a file once. */
rsd_status rsd_sections_join(rsd_sections *sections, rsd_scratch *scratch, rsd_error *err);
/* Takes it away again. */
void rsd_sections_leave(rsd_sections *sections);
/* Lets go of it at once. */
void rsd_sections_release(const rsd_sections *sections);
void rsd_sections_close(rsd_sections *sections);

#endif
