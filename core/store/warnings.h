/* warnings.h: what was wrong with the documents of a corpus. */
#ifndef RSD_STORE_WARNINGS_H
#define RSD_STORE_WARNINGS_H

#include "base/mem.h"

/* {0} is an empty list. */
typedef struct rsd_warnings {
    rsd_arena arena; /* the strings */
    rsd_warning *items;
    size_t len, cap;
} rsd_warnings;

/* Adds a copy. If strict, one that left a document out is the error instead. */
rsd_status rsd_warnings_add(rsd_warnings *warnings, const rsd_warning *warning, bool strict,
                            rsd_error *err);
/* Puts them in order, by source, line, offset and kind, and drops what is said of metadata again.
 */
/* The same for a document that was met before. */
rsd_status rsd_warn_of_twice(rsd_warnings *warnings, const char *path, bool strict, rsd_error *err);
void rsd_warnings_sort(rsd_warnings *warnings);
/* How many say that a document was left out; a row of metadata is none. */
size_t rsd_warnings_skipped(const rsd_warnings *warnings);
void rsd_warnings_free(rsd_warnings *warnings);

#endif
