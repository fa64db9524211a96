/* vertical.h: corpora with a token a line, as their readers have them: text, tokens' attributes and
 * documents. */
#ifndef RSD_READ_VERTICAL_H
#define RSD_READ_VERTICAL_H

#include "read/draft.h"

/* What parts one piece of the text from the next. */
typedef enum rsd_gap { RSD_GAP_NONE, RSD_GAP_SPACE, RSD_GAP_LINE, RSD_GAP_PARAGRAPH } rsd_gap;

/* A file that is read, with the document in hand. */
typedef struct rsd_vertical {
    const rsd_source *source;
    rsd_lines lines;
    rsd_draft draft;
    rsd_gap gap;
    bool is_open;    /* the file says where the document began */
    uint64_t number; /* of the document before */
    bool told_bad;   /* bytes that are not UTF-8 */
    bool told_nul;   /* bytes that are NUL */
} rsd_vertical;

/* Takes a line, which is UTF-8 without NUL. */
typedef rsd_status (*rsd_vertical_take)(rsd_vertical *v, const char *s, size_t n);

/* Reads all lines of the source into a v that is empty, and ends the last document. */
rsd_status rsd_vertical_read(rsd_vertical *v, const rsd_source *source, rsd_vertical_take take);

/* Ends the document before, if there is one. What stands in no document is one too. */
rsd_status rsd_vertical_end(rsd_vertical *v);
/* The same, and another one begins. */
rsd_status rsd_vertical_begin(rsd_vertical *v);

/* Before what is added next there is to be such a gap, or the larger one that was asked for. */
void rsd_vertical_part(rsd_vertical *v, rsd_gap gap);
/* Adds bytes to the text, after the gap. */
rsd_status rsd_vertical_add(rsd_vertical *v, const char *s, size_t n);
/* The span of the n bytes that the text ends with. */
rsd_span rsd_vertical_added(const rsd_vertical *v, size_t n);
/* Sets an attribute of the token at a span of the text. */
rsd_status rsd_vertical_set(rsd_vertical *v, rsd_span span, const char *name, const char *value,
                            size_t n);
/* The column of a line, from 0; empty if it has not so many. */
const char *rsd_vertical_column(const char *s, size_t n, int i, size_t *len);
/* Where the line is. */
rsd_place rsd_vertical_place(const rsd_vertical *v);

#endif
