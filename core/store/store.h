/* store.h: a corpus on disk, open for reading: its segments and the catalog that makes one corpus
 * of them. */
#ifndef RSD_STORE_STORE_H
#define RSD_STORE_STORE_H

#include "store/corpus_int.h"

/* Each is about article i, which must exist; RSD_ERR_CORRUPT where the store is damaged. */
rsd_status rsd_store_head(const rsd_store *store, size_t i, rsd_head *head, rsd_error *err);
/* type_count is that of the corpus. */
rsd_status rsd_store_body(const rsd_store *store, size_t i, unsigned want, uint32_t type_count,
                          rsd_body *body, rsd_error *err);
rsd_status rsd_store_meta(const rsd_store *store, size_t i, rsd_string *meta, rsd_error *err);
/* RSD_BANDS of them. */
rsd_status rsd_store_bands(const rsd_store *store, size_t i, uint32_t *bands, rsd_error *err);
/* NULL if there are none to be had. */
const rsd_field *rsd_store_fields(rsd_store *store, size_t i, size_t *count);
rsd_status rsd_store_values(const rsd_store *store, size_t i, rsd_value_part *part, rsd_error *err);
size_t rsd_store_story(const rsd_store *store, size_t i);
/* The scratch of who makes the corpus, or NULL. */
rsd_scratch *rsd_corpus_scratch(const rsd_corpus *corpus);
/* Says that so many bytes of a corpus, about, were passed: now and then its scratch is eased. done
 * counts them. */
void rsd_corpus_passed(const rsd_corpus *corpus, size_t *done, size_t bytes);
/* Gives a store that is open the scratch of who makes a corpus of it: for its tables, and to let go
 * of its segments with. */
rsd_status rsd_store_join(rsd_store *store, rsd_scratch *scratch, rsd_error *err);
/* Takes it away again; the store has no tables in it. */
void rsd_store_leave(rsd_store *store);
void rsd_store_free(rsd_store *store);

#endif
