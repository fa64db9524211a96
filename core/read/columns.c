/* columns.c: what an input with a token a line says of its tokens, as columns. */
#include "read/columns.h"

#include "read/read.h"

#include <string.h>
#include <xxhash.h>

/* Attributes of a document that take more memory are no text that anybody annotated. */
static const size_t MOST = 4 * RSD_MAX_SOURCE;

static bool is_none(const char *value, size_t n)
{
    static const char undefined[] = "__UNDEF__";
    return n == 0 || (n == 1 && *value == '_') ||
           (n == sizeof undefined - 1 && memcmp(value, undefined, n) == 0);
}

static size_t size_of(const rsd_columns *c)
{
    return c->arena.size + c->len * (sizeof *c->spans + c->count * sizeof **c->values);
}

/* Begins a token of which nothing is said yet. */
static rsd_status add_token(rsd_columns *c, rsd_span span)
{
    rsd_status status = RSD_GROW(c->spans, c->cap, c->len + 1);
    for (size_t i = 0; i < c->count && status == RSD_OK; i++) {
        status = RSD_GROW(c->values[i], c->caps[i], c->len + 1);
    }
    if (status == RSD_OK) {
        for (size_t i = 0; i < c->count; i++) {
            c->values[i][c->len] = NULL;
        }
        c->spans[c->len++] = span;
    }
    return status;
}

/* Begins an attribute that no token has yet. */
static rsd_status add_column(rsd_columns *c, const char *name)
{
    const char *copy = rsd_arena_copy(&c->arena, name, strlen(name));
    if (copy == NULL || RSD_GROW(c->values[c->count], c->caps[c->count], c->len) != RSD_OK) {
        return RSD_ERR_NOMEM;
    }
    memset(c->values[c->count], 0, c->len * sizeof **c->values);
    c->attributes[c->count++].name = copy;
    return RSD_OK;
}

static size_t find_column(const rsd_columns *c, const char *name)
{
    size_t i = 0;
    while (i < c->count && strcmp(c->attributes[i].name, name) != 0) {
        i++;
    }
    return i;
}

/* A copy of a value, mostly one that there is; NULL if there is no memory. */
static const char *keep(rsd_columns *c, const char *value, size_t n)
{
    const char **recent = &c->recent[XXH3_64bits(value, n) % RSD_COLUMNS_RECENT];
    if (*recent == NULL || strlen(*recent) != n || memcmp(*recent, value, n) != 0) {
        *recent = rsd_copy_text(&c->arena, value, n);
    }
    return *recent;
}

rsd_status rsd_columns_set(rsd_columns *columns, rsd_span span, const char *name, const char *value,
                           size_t n)
{
    rsd_columns *c = columns;
    if (is_none(value, n)) {
        return RSD_OK;
    }
    const size_t i = find_column(c, name);
    if (i == RSD_COLUMNS_MOST || size_of(c) > MOST) {
        c->is_cut = true;
        return RSD_OK;
    }
    rsd_status status = RSD_OK;
    if (c->len == 0 || c->spans[c->len - 1].start != span.start) {
        status = add_token(c, span);
    }
    if (status == RSD_OK && i == c->count) {
        status = add_column(c, name);
    }
    if (status == RSD_OK) {
        const char *kept = keep(c, value, n);
        c->values[i][c->len - 1] = kept;
        status = kept == NULL ? RSD_ERR_NOMEM : RSD_OK;
    }
    return status;
}

void rsd_columns_give(rsd_columns *columns, rsd_document *document)
{
    for (size_t i = 0; i < columns->count; i++) {
        columns->attributes[i].values = columns->values[i];
    }
    document->attributes = columns->attributes;
    document->attribute_count = columns->count;
    document->spans = columns->spans;
    document->span_count = columns->len;
}

void rsd_columns_clear(rsd_columns *columns)
{
    if (columns->arena.size == 0) {
        return;
    }
    columns->count = 0;
    columns->len = 0;
    columns->is_cut = false;
    memset(columns->recent, 0, sizeof columns->recent);
    rsd_arena_free(&columns->arena);
}

void rsd_columns_free(rsd_columns *columns)
{
    rsd_columns_clear(columns);
    for (size_t i = 0; i < RSD_COLUMNS_MOST; i++) {
        rsd_free(columns->values[i]);
    }
    rsd_free(columns->spans);
    *columns = (rsd_columns){0};
}
