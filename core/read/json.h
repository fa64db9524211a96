/* json.h: jansson with rasad's memory, and JSON that is larger than memory, value by value. */
#ifndef RSD_READ_JSON_H
#define RSD_READ_JSON_H

#include "read/read.h"

#include <jansson.h>

/* Makes jansson take its memory from rsd_alloc. */
void rsd_json_begin(void);
/* Did an allocation fail since? Jansson takes that here and there for a fault of the document. */
bool rsd_json_out_of_memory(void);

/* Replaces out by JSON with what jansson refuses made sayable: half a surrogate becomes U+FFFD, a
 * number larger than any of its types the string of its digits. *mended is false where there is
 * nothing of the kind. */
rsd_status rsd_json_mend(const char *json, size_t n, rsd_buf *out, bool *mended);

/* A document being read: what is outside the values that are taken is only looked over.
 * {.input = ..., .err = ...} is a start. */
typedef struct rsd_json {
    rsd_input *input;
    rsd_error *err;
    rsd_buf window;
    size_t at; /* in the window */
    bool ended;
    uint64_t line; /* before at: line ends */
    uint64_t base; /* of the window in the input */
} rsd_json;

/* Sets *next to the next byte that is no white space, without moving past it; -1 at the end. */
rsd_status rsd_json_peek(rsd_json *json, int *next);
/* Moves past the byte that was peeked at. */
void rsd_json_pass(rsd_json *json);
/* Appends the bytes of the next value. They are as long as their brackets say, and may be no JSON.
 * RSD_ERR_LIMIT beyond what any article may have. */
rsd_status rsd_json_value(rsd_json *json, rsd_buf *out);
uint64_t rsd_json_line(const rsd_json *json); /* 1-based */
uint64_t rsd_json_offset(const rsd_json *json);
void rsd_json_free(rsd_json *json);

#endif
