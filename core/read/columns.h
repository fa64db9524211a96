/* columns.h: what an input with a token a line says of its tokens, as columns. */
#ifndef RSD_READ_COLUMNS_H
#define RSD_READ_COLUMNS_H

#include "base/mem.h"

enum { RSD_COLUMNS_MOST = 64, RSD_COLUMNS_RECENT = 256 };

/* The attributes of a document that is put together. {0} is a start. */
typedef struct rsd_columns {
    rsd_attribute attributes[RSD_COLUMNS_MOST];
    const char **values[RSD_COLUMNS_MOST]; /* of each attribute */
    size_t caps[RSD_COLUMNS_MOST];
    size_t count;
    rsd_span *spans; /* of tokens of which something is said */
    size_t len, cap;
    bool is_cut; /* something was left out, as it was more than is taken */
    rsd_arena arena;
    const char *recent[RSD_COLUMNS_RECENT]; /* values that are likely to come again */
} rsd_columns;

/* Sets an attribute of the token at a span, which is that of before or lies behind it. No value is
 * the empty one, "_" and CWB's "__UNDEF__". */
rsd_status rsd_columns_set(rsd_columns *columns, rsd_span span, const char *name, const char *value,
                           size_t n);
/* Gives the document what was set. */
void rsd_columns_give(rsd_columns *columns, rsd_document *document);
/* Leaves nothing of what was set. */
void rsd_columns_clear(rsd_columns *columns);
void rsd_columns_free(rsd_columns *columns);

#endif
