/* types.h: the types of a finished corpus as columns, the same in memory and on disk. */
#ifndef RSD_STORE_TYPES_H
#define RSD_STORE_TYPES_H

#include "base/scratch.h"

#include <string.h>

/* Types are numbered in order of key, form, language and kind. A form or key stands in bytes
 * behind its length, a varint; a key that is the form, or that of the type before, stands there
 * once. Borrowed. */
typedef struct rsd_types {
    const uint32_t *forms; /* offsets into bytes */
    const uint32_t *keys;  /* offsets into bytes */
    const uint32_t *counts;
    const uint8_t *tags; /* rsd_type_tag */
    const char *bytes;
    size_t byte_count;
    uint32_t len;
} rsd_types;

/* What sets types of one form apart, in the order of the types. */
static inline uint8_t rsd_type_tag(uint8_t lang, uint8_t kind)
{
    return (uint8_t)(lang << 4 | kind);
}

static inline uint8_t rsd_tag_lang(uint8_t tag)
{
    return tag >> 4;
}

static inline uint8_t rsd_tag_kind(uint8_t tag)
{
    return tag & 15;
}

typedef struct rsd_string {
    const char *data;
    size_t len;
} rsd_string;

/* What stands at an offset of bytes. */
static inline rsd_string rsd_types_at(const rsd_types *types, uint32_t at)
{
    const unsigned char *p = (const unsigned char *)types->bytes + at;
    size_t n = *p++;
    if (n >= 0x80) {
        n &= 0x7F;
        for (unsigned shift = 7;; shift += 7) {
            n |= (size_t)(*p & 0x7F) << shift;
            if (*p++ < 0x80) {
                break;
            }
        }
    }
    return (rsd_string){(const char *)p, n};
}

static inline rsd_string rsd_types_form(const rsd_types *types, uint32_t type)
{
    return rsd_types_at(types, types->forms[type]);
}

static inline rsd_string rsd_types_key(const rsd_types *types, uint32_t type)
{
    return rsd_types_at(types, types->keys[type]);
}

/* Asks for the strings of tokens behind token i of count, of which offsets is a column: they lie
 * anywhere in memory. */
RSD_PREFETCHES void rsd_types_prefetch(const rsd_types *types, const uint32_t *offsets,
                                       const uint32_t *ids, size_t count, size_t i)
{
    enum { FAR = 24, NEAR = 12 };
    if (i + FAR < count) {
        __builtin_prefetch(&offsets[ids[i + FAR]]);
    }
    if (i + NEAR < count) {
        __builtin_prefetch(types->bytes + offsets[ids[i + NEAR]]);
    }
}

/* Appends a string to a buffer that has room for it and one byte more. */
static inline void rsd_string_put(rsd_string string, rsd_buf *out)
{
    memcpy(out->data + out->len, string.data, string.len);
    out->len += string.len;
}

/* Byte order, a prefix first. */
int rsd_string_compare(rsd_string a, rsd_string b);

/* The order of the types a of x and b of y: by key, form and tag. */
int rsd_types_compare(const rsd_types *x, uint32_t a, const rsd_types *y, uint32_t b);

/* Do all offsets, lengths and tags of columns that come from a file make sense? Their order is not
 * looked at. The scratch, or NULL, is eased meanwhile. */
bool rsd_types_are_sound(const rsd_types *types, rsd_scratch *scratch);

/* The types [*first, *last) of a key. */
void rsd_types_range(const rsd_types *types, const char *key, size_t n, uint32_t *first,
                     uint32_t *last);
/* Have the two types one key? */
bool rsd_types_share_key(const rsd_types *types, uint32_t a, uint32_t b);
/* Counts the keys; the scratch, or NULL, is eased meanwhile. */
size_t rsd_types_key_count(const rsd_types *types, rsd_scratch *scratch);

/* Columns to which types are added in their order. {0} is empty. */
typedef struct rsd_type_list {
    rsd_scratch *scratch; /* where the columns are; NULL is ordinary memory */
    uint32_t *forms;
    uint32_t *keys;
    uint32_t *counts;
    uint8_t *tags;
    char *bytes;
    size_t byte_count, byte_cap;
    size_t cap;
    uint32_t len;
} rsd_type_list;

/* Each fails as a scratch does, or with RSD_ERR_LIMIT where types or bytes are more than numbers
 * can tell. */

/* Makes room for count types. */
rsd_status rsd_type_list_reserve(rsd_type_list *list, size_t count, rsd_error *err);
/* Adds a type, with a count of 0; there must be room. */
rsd_status rsd_type_list_add(rsd_type_list *list, rsd_string form, rsd_string key, uint8_t tag,
                             rsd_error *err);
/* Adds types that come behind all that are there, of other keys. */
rsd_status rsd_type_list_append(rsd_type_list *list, const rsd_types *types, rsd_error *err);
/* Empties the list, but keeps its memory. */
void rsd_type_list_empty(rsd_type_list *list);
rsd_types rsd_type_list_types(const rsd_type_list *list);
void rsd_type_list_free(rsd_type_list *list);

#endif
