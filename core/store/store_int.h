/* store_int.h: what an open store consists of, shared by the files that open and make it. */
#ifndef RSD_STORE_STORE_INT_H
#define RSD_STORE_STORE_INT_H

#include "store/segment.h"
#include "store/store.h"

/* An article of the corpus: where it lies. Those of a catalog are in order of their keys. */
typedef struct rsd_entry {
    uint32_t doc;
    uint16_t segment; /* its place in the manifest's list */
    uint16_t flags;
    uint32_t story;
} rsd_entry;
_Static_assert(sizeof(rsd_entry) == 12, "on disk");

enum {
    RSD_ENTRY_BY_PATH = 1, /* its key is its path, as others have the same key */
    RSD_SEGMENTS_MOST = 4096
};

/* The metadata of an article; items is NULL as long as nobody asked for it. */
typedef struct rsd_field_list {
    const rsd_field *items;
    size_t count;
} rsd_field_list;

struct rsd_store {
    rsd_sections catalog; /* {0} while it is being made */
    rsd_scratch *scratch; /* of who makes it, for tables; NULL else */
    rsd_segment *segments;
    size_t segment_count;
    const rsd_entry *entries; /* of the catalog, or own_entries */
    rsd_entry *own_entries;
    uint32_t *own_maps; /* of all segments */
    size_t article_count;
    uint32_t *articles;     /* of all documents of all segments, or NULL as long as nobody asked */
    bool has_others;        /* some of them are no articles */
    rsd_field_list *fields; /* of articles that were asked for theirs, or NULL */
    rsd_arena arena;        /* of the fields */
};

/* The entry of an article, verified, and its segment. */
rsd_status rsd_store_entry(const rsd_store *store, size_t i, rsd_entry *entry,
                           const rsd_segment **segment, rsd_error *err);

/* The info of a corpus as a catalog keeps it. */
typedef struct rsd_info_record {
    uint64_t articles, tokens, words, types, keys, source_bytes, stories, sources;
    uint64_t encodings[8];
    uint64_t languages[4];
    uint64_t dated;
    int32_t first_day;
    int32_t last_day;
    char fingerprint[24];
} rsd_info_record;
_Static_assert(sizeof(rsd_info_record) == 200, "on disk");

#endif
