/* metadata.c: metadata.csv, the sidecar that says when and where the articles of a folder appeared,
 * and which metadata.csv is for which article. */
#include "read/csv.h"

#include <stdlib.h>
#include <string.h>

static const char path_column[] = "path";
static const char kind[] = "bad_metadata";

/* What a parse works with. */
typedef struct parse {
    rsd_metadata *metadata;
    rsd_csv csv;
    rsd_csv_header header;
    size_t path; /* the column of the paths */
} parse;

static int compare_fields(const void *a, const void *b)
{
    return strcmp(((const rsd_field *)a)->name, ((const rsd_field *)b)->name);
}

/* Adds the row of the record in p->csv, which has a path. */
static rsd_status add_row(parse *p, const char *path, size_t path_len)
{
    rsd_metadata *m = p->metadata;
    rsd_metadata_row row = {.line = p->csv.record_line, .first = m->field_count};
    row.path = rsd_copy_text(&m->arena, path, path_len);
    if (row.path == NULL || RSD_GROW(m->rows, m->row_cap, m->row_count + 1) != RSD_OK) {
        return rsd_fail_nomem(p->csv.err);
    }
    for (size_t i = 0; i < p->header.len; i++) {
        size_t n;
        const char *text = rsd_csv_field(&p->csv, i, &n);
        if (n == 0 || i == p->path || p->header.names[i] == NULL) {
            continue;
        }
        const char *name = p->header.names[i];
        const char *value = rsd_copy_text(&m->arena, text, n);
        if (value == NULL || RSD_GROW(m->fields, m->field_cap, m->field_count + 1) != RSD_OK) {
            return rsd_fail_nomem(p->csv.err);
        }
        m->fields[m->field_count++] = (rsd_field){.name = name, .value = value};
        row.count++;
    }
    if (row.count > 0) {
        qsort(m->fields + row.first, row.count, sizeof *m->fields, compare_fields);
    }
    m->rows[m->row_count++] = row;
    return RSD_OK;
}

static rsd_status read_row(parse *p)
{
    bool fits;
    rsd_status status = rsd_csv_fits(&p->csv, &p->header, &fits);
    if (status != RSD_OK || !fits) {
        return status;
    }
    size_t n;
    const char *path = rsd_csv_field(&p->csv, p->path, &n);
    while (n >= 2 && path[0] == '.' && path[1] == '/') {
        path += 2;
        n -= 2;
    }
    return n > 0 ? add_row(p, path, n)
                 : rsd_csv_warn(&p->csv, true, "the row names no path; it is left out");
}

static int compare_rows(const void *a, const void *b)
{
    const rsd_metadata_row *left = a;
    const rsd_metadata_row *right = b;
    int order = strcmp(left->path, right->path);
    return order != 0 ? order : (left->line > right->line) - (left->line < right->line);
}

static int compare_lines(const void *a, const void *b)
{
    const rsd_metadata_row *left = a;
    const rsd_metadata_row *right = b;
    return (left->line > right->line) - (left->line < right->line);
}

/* Sorts the rows and leaves the first of those with the same path. */
static rsd_status sort_rows(parse *p)
{
    rsd_metadata *m = p->metadata;
    if (m->row_count == 0) {
        return RSD_OK;
    }
    qsort(m->rows, m->row_count, sizeof *m->rows, compare_rows);
    size_t kept = 1;
    for (size_t i = 1; i < m->row_count; i++) {
        const rsd_metadata_row *first = &m->rows[kept - 1];
        if (strcmp(first->path, m->rows[i].path) != 0) {
            m->rows[kept++] = m->rows[i];
            continue;
        }
        rsd_status status =
            rsd_warn(p->csv.sink, p->csv.err, kind, p->csv.name, m->rows[i].line, RSD_NO_OFFSET,
                     true, "a second row for \"%s\"; the one on line %llu is used", m->rows[i].path,
                     (unsigned long long)first->line);
        if (status != RSD_OK) {
            return status;
        }
    }
    m->row_count = kept;
    return RSD_OK;
}

static rsd_status read_rows(parse *p)
{
    bool more;
    rsd_status status = rsd_csv_next(&p->csv, &more);
    if (status != RSD_OK || !more) {
        return status;
    }
    bool taken;
    status = rsd_csv_read_header(&p->csv, &p->header, &taken);
    if (status != RSD_OK || !taken) {
        return status;
    }
    p->path = rsd_csv_column(&p->header, path_column);
    if (p->path == SIZE_MAX) {
        return rsd_csv_warn(&p->csv, true,
                            "the first line names no column \"path\"; the header is "
                            "path,date,title,source,author,url,language");
    }
    while (status == RSD_OK && (status = rsd_csv_next(&p->csv, &more)) == RSD_OK && more) {
        status = read_row(p);
    }
    return status;
}

rsd_status rsd_metadata_parse(rsd_metadata *metadata, const char *source, const char *csv, size_t n,
                              const rsd_sink *sink, rsd_error *err)
{
    parse p = {.metadata = metadata,
               .csv = {.name = source, .kind = kind, .sink = sink, .err = err}};
    rsd_status status = rsd_csv_open_bytes(&p.csv, csv, n);
    if (status == RSD_OK) {
        status = read_rows(&p);
    }
    if (status == RSD_OK) {
        status = sort_rows(&p);
    }
    /* The names of the columns live on in the fields. */
    metadata->names = p.header.arena;
    rsd_free(p.header.names);
    rsd_csv_free(&p.csv);
    return status;
}

rsd_metadata_row *rsd_metadata_find(const rsd_metadata *metadata, const char *path)
{
    size_t low = 0;
    size_t high = metadata->row_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(metadata->rows[middle].path, path);
        if (order == 0) {
            return &metadata->rows[middle];
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

rsd_status rsd_metadata_report_unused(rsd_metadata *metadata, const char *source,
                                      const rsd_sink *sink, rsd_error *err)
{
    rsd_status status = RSD_OK;
    if (metadata->row_count > 0) {
        qsort(metadata->rows, metadata->row_count, sizeof *metadata->rows, compare_lines);
    }
    for (size_t i = 0; i < metadata->row_count && status == RSD_OK; i++) {
        const rsd_metadata_row *row = &metadata->rows[i];
        if (!row->used) {
            status = rsd_warn(sink, err, kind, source, row->line, RSD_NO_OFFSET, false,
                              "there is no article \"%s\" in this folder", row->path);
        }
    }
    if (metadata->row_count > 0) {
        qsort(metadata->rows, metadata->row_count, sizeof *metadata->rows, compare_rows);
    }
    return status;
}

void rsd_metadata_free(rsd_metadata *metadata)
{
    if (metadata != NULL) {
        rsd_arena_free(&metadata->arena);
        rsd_arena_free(&metadata->names);
        rsd_free(metadata->rows);
        rsd_free(metadata->fields);
        *metadata = (rsd_metadata){0};
    }
}

/* ---- Scopes ---- */

rsd_status rsd_scope_push(rsd_scopes *scopes, const char *prefix, size_t n, rsd_error *err)
{
    rsd_scope scope = {.prefix = NULL};
    scope.prefix = rsd_arena_copy(&scope.metadata.arena, prefix, n);
    if (scope.prefix == NULL || RSD_GROW(scopes->items, scopes->cap, scopes->len + 1) != RSD_OK) {
        rsd_metadata_free(&scope.metadata);
        return rsd_fail_nomem(err);
    }
    scopes->items[scopes->len++] = scope;
    return RSD_OK;
}

void rsd_scope_pop(rsd_scopes *scopes)
{
    rsd_metadata_free(&scopes->items[--scopes->len].metadata);
}

rsd_status rsd_scope_load(rsd_scope *scope, const rsd_source *source)
{
    rsd_buf csv = {0};
    const size_t limit = source->depth > 0 ? RSD_MAX_SOURCE : RSD_MAX_ENCODED;
    rsd_status status = rsd_input_all(source->input, limit, &csv, source->err);
    status = status == RSD_OK ? rsd_metadata_parse(&scope->metadata, source->key, csv.data, csv.len,
                                                   source->sink, source->err)
                              : rsd_input_failed(source, status);
    rsd_buf_free(&csv);
    return status;
}

rsd_status rsd_scope_report(rsd_scope *scope, const rsd_sink *sink, rsd_error *err)
{
    if (scope->metadata.row_count == 0) {
        return RSD_OK;
    }
    rsd_buf name = {0};
    rsd_status status = rsd_buf_add(&name, scope->prefix, strlen(scope->prefix));
    if (status == RSD_OK) {
        status = rsd_buf_add(&name, RSD_METADATA_NAME, strlen(RSD_METADATA_NAME));
    }
    status = status == RSD_OK ? rsd_metadata_report_unused(&scope->metadata, name.data, sink, err)
                              : rsd_fail_nomem(err);
    rsd_buf_free(&name);
    return status;
}

rsd_status rsd_scopes_collect(const rsd_scopes *scopes, const char *key, rsd_fields *fields)
{
    rsd_status status = RSD_OK;
    for (size_t i = scopes->len; i-- > 0;) {
        const rsd_metadata *m = &scopes->items[i].metadata;
        const size_t prefix = strlen(scopes->items[i].prefix);
        rsd_metadata_row *row = strncmp(key, scopes->items[i].prefix, prefix) == 0
                                    ? rsd_metadata_find(m, key + prefix)
                                    : NULL;
        if (row == NULL) {
            continue;
        }
        row->used = true;
        for (size_t f = row->first; f < row->first + row->count && status == RSD_OK; f++) {
            status = rsd_fields_add(fields, m->fields[f].name, m->fields[f].value);
        }
    }
    return status;
}
