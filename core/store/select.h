/* select.h: which of the documents of a store's segments are the articles of the corpus. */
#ifndef RSD_STORE_SELECT_H
#define RSD_STORE_SELECT_H

#include "store/catalog.h"

/* A document of a segment. */
typedef struct rsd_candidate {
    const char *key; /* as it was read */
    const char *path;
    uint64_t hash;
    uint32_t doc;
    uint16_t segment;
    bool is_new;     /* of this build, so it takes the place of older ones of its key */
    bool is_by_path; /* was keyed by its path before */
    bool was_met;    /* this build came upon it again, unchanged */
    bool was_given;  /* so, or in another version */
} rsd_candidate;

typedef struct rsd_candidates {
    rsd_scratch *scratch; /* where they are; NULL is ordinary memory */
    rsd_candidate *items;
    size_t len, cap;
} rsd_candidates;

/* Adds a document; what it is said to be is left false. */
rsd_status rsd_candidates_add(rsd_candidates *candidates, const rsd_segment *segment,
                              uint16_t number, uint32_t doc, rsd_error *err);
/* Adds one that was added to others. */
rsd_status rsd_candidates_put(rsd_candidates *candidates, const rsd_candidate *candidate,
                              rsd_error *err);
/* Adds all documents of the segments of a store from one on, as new ones. */
rsd_status rsd_candidates_add_new(const rsd_store *store, size_t first, rsd_candidates *candidates,
                                  rsd_error *err);
/* Puts them in order of key and path, older ones first. */
rsd_status rsd_candidates_sort(rsd_candidates *candidates, rsd_error *err);
/* The last one of a key and path among sorted ones; NULL if there is none. */
rsd_candidate *rsd_candidates_find(const rsd_candidates *candidates, const char *key,
                                   const char *path);
void rsd_candidates_free(rsd_candidates *candidates);

/* Gives a draft its entries: of each key and path the newest document; a new document takes the
 * place of what had its key before, unless that was met again. Documents of one key that are left
 * are keyed by their paths, and take the place of what had such a path before. Those whose keys are
 * to be removed are left out; RSD_ERR_NOT_FOUND if there is none of such a key. The candidates are
 * sorted. */
rsd_status rsd_select(rsd_corpus *draft, rsd_candidates *candidates, const char *const *remove,
                      size_t remove_count, rsd_error *err);

/* Puts the entries of a draft in the order that documents have in a segment, by the keys and paths
 * that they were read with: to be merged. */
rsd_status rsd_select_for_merge(rsd_corpus *draft, rsd_error *err);

#endif
