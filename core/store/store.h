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
/* Lets go of the memory of what was read, once so much of a pass was made that it is worth it: done
 * counts that, in bytes. */
void rsd_store_release(const rsd_store *store, size_t *done);
void rsd_store_free(rsd_store *store);

#endif
