/* json.h: json-c for whole values, and JSON that is larger than memory, value by value. */
#ifndef RSD_READ_JSON_H
#define RSD_READ_JSON_H

#include "read/read.h"

#include <json-c/json.h>

/* What the parser could not take, and where. */
typedef struct rsd_json_fault {
    const char *message;
    size_t offset; /* in the bytes */
    uint64_t line; /* line ends before it */
} rsd_json_fault;

/* Parses JSON, one value with nothing but white space around it, which json_object_put frees. NULL
 * if it is none: *fault says why. Strings keep bytes that are not UTF-8, and have U+FFFD for half a
 * surrogate; numbers are told as they are written, but whole ones beyond 64 bits. */
json_object *rsd_json_parse(json_tokener *parser, const char *json, size_t n,
                            rsd_json_fault *fault);
/* A parser of values in values as deep as any may be, to be freed by json_tokener_free; NULL if
 * there is no memory. */
json_tokener *rsd_json_parser(void);
/* Does an object have a member, or JSON an escape, of which the parser cannot keep all? */
bool rsd_json_is_cut(const json_object *value, const char *json, size_t n);

/* The bytes of a string, and how many: NULs may be among them. NULL if the value is no string. */
const char *rsd_json_string(const json_object *value, size_t *n);
/* How many items a list has; 0 if the value is none. */
size_t rsd_json_count(const json_object *value);
/* Is the value an object? */
bool rsd_json_has_members(const json_object *value);

/* Replaces out by JSON in which that is sayable: half a surrogate becomes U+FFFD, a number larger
 * than can be kept the string of its digits. *mended is false where there is nothing of the kind.
 */
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
