/* metadata.c: metadata.csv, the sidecar that says when and where the articles of a folder appeared.
 *
 * CSV as in RFC 4180: fields between commas, quoted where they hold commas, quotes or line ends, ""
 * for a quote inside quotes. Spreadsheets also write semicolons or tabs for commas: the header
 * tells. A row that breaks the form is left out with a warning and reading goes
 * on with the line after the one it began on. */
#include "read/read.h"

#include <stdlib.h>
#include <string.h>

/* A record being read: its fields, unescaped and one after the other. */
typedef struct csv {
    const char *s;
    size_t n;
    size_t at;
    uint64_t line; /* of at */
    char separator;
    rsd_buf text;
    size_t *ends; /* of each field in text */
    size_t field_count, field_cap;
    uint64_t record_line;
    uint64_t record_offset;
} csv;

/* Which metadata column each CSV column fills; NULL for those that fill none. */
typedef struct columns {
    const char **names;
    size_t count, cap;
    size_t path; /* SIZE_MAX if there is no such column */
} columns;

/* What a parse works with. */
typedef struct parse {
    rsd_metadata *metadata;
    const char *source;
    const rsd_sink *sink;
    rsd_error *err;
    rsd_decoding decoding; /* of a file that is not UTF-8 */
    csv csv;
    columns columns;
} parse;

/* More is no table of articles; and the work on a row grows with them. */
enum { MAX_COLUMNS = 1000 };

static const char path_column[] = "path";
static const char kind[] = "bad_metadata";

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

/* What stands around a field that is in quotes. */
static bool is_padding(const csv *in, char c)
{
    return c == ' ' || (c == '\t' && in->separator != '\t');
}

/* The separator that the first line has most of. */
static char find_separator(const csv *in)
{
    static const char separators[] = {',', ';', '\t'};
    size_t counts[sizeof separators] = {0};
    bool quoted = false;
    bool blank = true;
    for (size_t i = in->at; i < in->n && (blank || quoted || !is_line_end(in->s[i])); i++) {
        const char c = in->s[i];
        quoted = quoted != (c == '"');
        blank = blank && (c == ' ' || is_line_end(c));
        for (size_t k = 0; k < sizeof separators; k++) {
            counts[k] += !quoted && c == separators[k];
        }
    }
    size_t most = 0;
    for (size_t k = 1; k < sizeof separators; k++) {
        most = counts[k] > counts[most] ? k : most;
    }
    return separators[most];
}

/* Past one LF, CR or CR LF. */
static void skip_line_end(csv *in)
{
    if (in->s[in->at] == '\r' && in->at + 1 < in->n && in->s[in->at + 1] == '\n') {
        in->at++;
    }
    in->at++;
    in->line++;
}

static rsd_status end_field(csv *in)
{
    if (RSD_GROW(in->ends, in->field_cap, in->field_count + 1) != RSD_OK) {
        return RSD_ERR_NOMEM;
    }
    in->ends[in->field_count++] = in->text.len;
    return RSD_OK;
}

/* Reads the field in quotes that begins at in->at. *problem says why it cannot be one. */
static rsd_status read_quoted(csv *in, const char **problem)
{
    in->at++;
    for (;;) {
        const char *quote = in->at < in->n ? memchr(in->s + in->at, '"', in->n - in->at) : NULL;
        if (quote == NULL) {
            *problem = "a field opens with a quotation mark that is never closed";
            return RSD_OK;
        }
        size_t stop = (size_t)(quote - in->s);
        for (size_t i = in->at; i < stop; i++) {
            if (in->s[i] == '\n' || (in->s[i] == '\r' && in->s[i + 1] != '\n')) {
                in->line++;
            }
        }
        bool doubled = stop + 1 < in->n && in->s[stop + 1] == '"';
        if (rsd_buf_add(&in->text, in->s + in->at, stop - in->at + (doubled ? 1 : 0)) != RSD_OK) {
            return RSD_ERR_NOMEM;
        }
        in->at = stop + (doubled ? 2 : 1);
        if (!doubled) {
            break;
        }
    }
    while (in->at < in->n && is_padding(in, in->s[in->at])) {
        in->at++;
    }
    if (in->at < in->n && in->s[in->at] != in->separator && !is_line_end(in->s[in->at])) {
        *problem = "there is text after the closing quotation mark of a field (a quotation mark "
                   "inside quotation marks is written twice)";
    }
    return RSD_OK;
}

static rsd_status read_field(csv *in, const char **problem)
{
    size_t first = in->at;
    while (first < in->n && is_padding(in, in->s[first])) {
        first++;
    }
    if (first < in->n && in->s[first] == '"') {
        in->at = first;
        return read_quoted(in, problem);
    }
    size_t stop = in->at;
    while (stop < in->n && in->s[stop] != in->separator && !is_line_end(in->s[stop])) {
        stop++;
    }
    rsd_status status = rsd_buf_add(&in->text, in->s + in->at, stop - in->at);
    in->at = stop;
    return status;
}

/* Reads the record that begins at in->at, which is before the end. Where *problem is set, in->at
 * stands at the line after the one on which the record began. */
static rsd_status read_record(csv *in, const char **problem)
{
    *problem = NULL;
    in->text.len = 0;
    in->field_count = 0;
    in->record_line = in->line;
    in->record_offset = in->at;
    for (;;) {
        rsd_status status = read_field(in, problem);
        if (status == RSD_OK && *problem == NULL) {
            status = end_field(in);
        }
        if (status != RSD_OK) {
            return status;
        }
        if (*problem != NULL) {
            in->at = (size_t)in->record_offset;
            in->line = in->record_line;
            while (in->at < in->n && !is_line_end(in->s[in->at])) {
                in->at++;
            }
        }
        if (in->at == in->n) {
            return RSD_OK;
        }
        if (is_line_end(in->s[in->at])) {
            skip_line_end(in);
            return RSD_OK;
        }
        in->at++; /* the separator */
    }
}

/* The trimmed text of a field; empty where the record has no such field. */
static const char *field_text(const csv *in, size_t i, size_t *n)
{
    *n = 0;
    if (i >= in->field_count || in->text.data == NULL) {
        return "";
    }
    size_t start = i == 0 ? 0 : in->ends[i - 1];
    size_t end = in->ends[i];
    rsd_trim(in->text.data, &start, &end);
    *n = end - start;
    return in->text.data + start;
}

/* A copy in which whatever is not UTF-8, or is a NUL, is U+FFFD. */
static const char *copy_text(rsd_arena *arena, const char *s, size_t n)
{
    size_t bad = 0;
    for (size_t at = 0; at < n;) {
        uint32_t cp = 0;
        size_t len = rsd_utf8_decode(s + at, n - at, &cp);
        bad += len == 0 || cp == 0 ? 1 : 0;
        at += len == 0 ? 1 : len;
    }
    if (bad == 0) {
        return rsd_arena_copy(arena, s, n);
    }
    char *copy = rsd_arena_alloc(arena, n + 2 * bad + 1);
    if (copy == NULL) {
        return NULL;
    }
    size_t put = 0;
    for (size_t at = 0; at < n;) {
        uint32_t cp = 0;
        size_t len = rsd_utf8_decode(s + at, n - at, &cp);
        bool is_bad = len == 0 || cp == 0;
        len = len == 0 ? 1 : len;
        memcpy(copy + put, is_bad ? "\xEF\xBF\xBD" : s + at, is_bad ? 3 : len);
        put += is_bad ? 3 : len;
        at += len;
    }
    copy[put] = '\0';
    return copy;
}

/* Where the record begins in the file. */
static uint64_t record_place(const parse *p)
{
    uint32_t start = (uint32_t)p->csv.record_offset;
    uint32_t end;
    if (p->decoding.encoding != RSD_ENCODING_UTF_8) {
        rsd_decoding_to_source(&p->decoding, start, start, &start, &end);
    }
    return start;
}

static rsd_status warn_record(parse *p, const char *message)
{
    return rsd_warn(p->sink, p->err, kind, p->source, p->csv.record_line, record_place(p), true,
                    "%s", message);
}

static bool has_column(const columns *columns, const char *name)
{
    if (strcmp(name, path_column) == 0) {
        return columns->path != SIZE_MAX;
    }
    for (size_t i = 0; i < columns->count; i++) {
        if (columns->names[i] != NULL && strcmp(columns->names[i], name) == 0) {
            return true;
        }
    }
    return false;
}

static rsd_status read_header(parse *p)
{
    columns *columns = &p->columns;
    columns->path = SIZE_MAX;
    if (RSD_GROW(columns->names, columns->cap, p->csv.field_count) != RSD_OK) {
        return rsd_fail_nomem(p->err);
    }
    for (size_t i = 0; i < p->csv.field_count; i++) {
        size_t n;
        const char *text = field_text(&p->csv, i, &n);
        char *name = (char *)copy_text(&p->metadata->arena, text, n);
        if (name == NULL) {
            return rsd_fail_nomem(p->err);
        }
        for (char *c = name; *c != '\0'; c++) {
            *c = (char)(*c >= 'A' && *c <= 'Z' ? *c - 'A' + 'a' : *c);
        }
        bool twice = has_column(columns, name);
        columns->names[columns->count++] = *name == '\0' || twice ? NULL : name;
        if (twice) {
            rsd_status status =
                rsd_warn(p->sink, p->err, kind, p->source, p->csv.record_line, record_place(p),
                         false, "two columns are called \"%s\"; the first is used", name);
            if (status != RSD_OK) {
                return status;
            }
        } else if (strcmp(name, path_column) == 0) {
            columns->path = i;
            columns->names[i] = NULL;
        }
    }
    return RSD_OK;
}

static int compare_fields(const void *a, const void *b)
{
    return strcmp(((const rsd_field *)a)->name, ((const rsd_field *)b)->name);
}

/* Adds the row of the record in p->csv, which has a path. */
static rsd_status add_row(parse *p, const char *path, size_t path_len)
{
    rsd_metadata *m = p->metadata;
    rsd_metadata_row row = {.line = p->csv.record_line, .first = m->field_count};
    row.path = copy_text(&m->arena, path, path_len);
    if (row.path == NULL || RSD_GROW(m->rows, m->row_cap, m->row_count + 1) != RSD_OK) {
        return rsd_fail_nomem(p->err);
    }
    for (size_t i = 0; i < p->columns.count; i++) {
        size_t n;
        const char *text = field_text(&p->csv, i, &n);
        if (n == 0 || p->columns.names[i] == NULL) {
            continue;
        }
        const char *value = copy_text(&m->arena, text, n);
        if (value == NULL || RSD_GROW(m->fields, m->field_cap, m->field_count + 1) != RSD_OK) {
            return rsd_fail_nomem(p->err);
        }
        m->fields[m->field_count++] = (rsd_field){.name = p->columns.names[i], .value = value};
        row.count++;
    }
    if (row.count > 0) {
        qsort(m->fields + row.first, row.count, sizeof *m->fields, compare_fields);
    }
    m->rows[m->row_count++] = row;
    return RSD_OK;
}

static bool is_blank_record(const csv *in)
{
    for (size_t i = 0; i < in->field_count; i++) {
        size_t n;
        field_text(in, i, &n);
        if (n > 0) {
            return false;
        }
    }
    return true;
}

/* How many fields the record has, not counting empty ones at its end. */
static size_t filled_fields(const csv *in)
{
    size_t count = in->field_count;
    size_t n = 0;
    while (count > 0 && n == 0) {
        field_text(in, count - 1, &n);
        count -= n == 0 ? 1 : 0;
    }
    return count;
}

static rsd_status read_row(parse *p)
{
    if (is_blank_record(&p->csv)) {
        return RSD_OK;
    }
    if (filled_fields(&p->csv) > p->columns.count) {
        return rsd_warn(p->sink, p->err, kind, p->source, p->csv.record_line, record_place(p), true,
                        "the row has %zu fields where the header has %zu (a field with a comma "
                        "must stand in quotation marks); it is left out",
                        filled_fields(&p->csv), p->columns.count);
    }
    size_t n;
    const char *path = field_text(&p->csv, p->columns.path, &n);
    while (n >= 2 && path[0] == '.' && path[1] == '/') {
        path += 2;
        n -= 2;
    }
    if (n == 0) {
        return warn_record(p, "the row names no path; it is left out");
    }
    if (p->csv.field_count < p->columns.count) {
        rsd_status status =
            rsd_warn(p->sink, p->err, kind, p->source, p->csv.record_line, record_place(p), false,
                     "the row has %zu fields where the header has %zu; the rest is absent",
                     p->csv.field_count, p->columns.count);
        if (status != RSD_OK) {
            return status;
        }
    }
    return add_row(p, path, n);
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
            rsd_warn(p->sink, p->err, kind, p->source, m->rows[i].line, RSD_NO_OFFSET, true,
                     "a second row for \"%s\"; the one on line %llu is used", m->rows[i].path,
                     (unsigned long long)first->line);
        if (status != RSD_OK) {
            return status;
        }
    }
    m->row_count = kept;
    return RSD_OK;
}

/* Finds the text of the bytes, in room where it is not UTF-8, and warns of what is none. */
static rsd_status take_text(parse *p, const char *csv, size_t n, rsd_buf *room)
{
    const rsd_encoding encoding = rsd_encoding_of(csv, n);
    p->decoding.encoding = encoding;
    p->csv.s = csv;
    p->csv.n = n;
    if (encoding != RSD_ENCODING_UTF_8) {
        rsd_status status = rsd_decode(encoding, csv, n, room, &p->decoding, p->err);
        p->csv.s = room->data;
        p->csv.n = room->len;
        return status == RSD_OK
                   ? rsd_warn_of_decoding(p->sink, p->err, p->source, &p->decoding, room->data)
                   : status;
    }
    size_t bad = rsd_utf8_check(csv, n);
    if (bad < n) {
        return rsd_warn(p->sink, p->err, "invalid_utf8", p->source, rsd_line_at(csv, bad), bad,
                        false, "is not UTF-8 here; such bytes are shown as U+FFFD");
    }
    return RSD_OK;
}

static rsd_status read_records(parse *p)
{
    bool have_header = false;
    while (p->csv.at < p->csv.n) {
        const char *problem;
        rsd_status status = read_record(&p->csv, &problem);
        if (status != RSD_OK) {
            return rsd_fail_nomem(p->err);
        }
        if (problem != NULL) {
            status = warn_record(p, problem);
            if (status == RSD_OK && !have_header) {
                return RSD_OK; /* without its header the rest means nothing */
            }
        } else if (have_header) {
            status = read_row(p);
        } else if (!is_blank_record(&p->csv)) {
            if (p->csv.field_count > MAX_COLUMNS) {
                return warn_record(p, "the header names more than the 1000 columns that are taken");
            }
            have_header = true;
            status = read_header(p);
            if (status == RSD_OK && p->columns.path == SIZE_MAX) {
                return warn_record(p, "the first line names no column \"path\"; the header is "
                                      "path,date,title,source,author,url,language");
            }
        }
        if (status != RSD_OK) {
            return status;
        }
    }
    return RSD_OK;
}

rsd_status rsd_metadata_parse(rsd_metadata *metadata, const char *source, const char *csv, size_t n,
                              const rsd_sink *sink, rsd_error *err)
{
    parse p = {.metadata = metadata, .source = source, .sink = sink, .err = err};
    rsd_buf room = {0};
    rsd_status status = take_text(&p, csv, n, &room);
    if (status == RSD_OK) {
        p.csv.at = p.csv.n >= 3 && memcmp(p.csv.s, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
        p.csv.line = 1;
        p.csv.separator = find_separator(&p.csv);
        status = read_records(&p);
    }
    if (status == RSD_OK) {
        status = sort_rows(&p);
    }
    rsd_buf_free(&room);
    rsd_decoding_free(&p.decoding);
    rsd_buf_free(&p.csv.text);
    rsd_free(p.csv.ends);
    rsd_free(p.columns.names);
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
    rsd_status status = rsd_input_all(source->input, RSD_MAX_ENCODED, &csv, source->err);
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
