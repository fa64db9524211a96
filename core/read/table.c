/* table.c: tables of articles: CSV and TSV with a header, an article a row.
 *
 * Which column is the text, the title, the date and so on is told by its name, as of records. */
#include "read/csv.h"
#include "read/draft.h"

#include <string.h>
#include <strings.h>

typedef struct table {
    const rsd_source *source;
    rsd_csv csv;
    rsd_csv_header header;
    size_t columns[RSD_ROLE_COUNT]; /* SIZE_MAX where there is none */
    rsd_draft draft;
} table;

/* The column that has the role; SIZE_MAX if there is none. */
static size_t column_of(const rsd_read_options *options, const rsd_csv_header *header, int role)
{
    const char *const *name = rsd_role_names[role];
    const char *mapped = rsd_mapped_name(options, *name);
    if (mapped != NULL) {
        return rsd_csv_column(header, mapped);
    }
    size_t column = SIZE_MAX;
    for (; *name != NULL && column == SIZE_MAX; name++) {
        column = rsd_csv_column(header, *name);
    }
    return column;
}

static rsd_status add_field(table *t, const char *name, size_t column)
{
    size_t n;
    const char *value = rsd_csv_field(&t->csv, column, &n);
    return rsd_draft_field(&t->draft, name, value, n);
}

/* All of the row but its text: first what has a role, under the role's name. */
static rsd_status collect_fields(table *t)
{
    rsd_status status = RSD_OK;
    for (int role = RSD_ROLE_TEXT + 1; role < RSD_ROLE_COUNT && status == RSD_OK; role++) {
        if (t->columns[role] != SIZE_MAX) {
            status = add_field(t, *rsd_role_names[role], t->columns[role]);
        }
    }
    for (size_t i = 0; i < t->header.len && status == RSD_OK; i++) {
        bool has_role = false;
        for (int role = 0; role < RSD_ROLE_COUNT; role++) {
            has_role = has_role || t->columns[role] == i;
        }
        if (!has_role && t->header.names[i] != NULL) {
            status = add_field(t, t->header.names[i], i);
        }
    }
    return status;
}

static rsd_status take_row(table *t)
{
    bool fits;
    rsd_status status = rsd_csv_fits(&t->csv, &t->header, &fits);
    if (status != RSD_OK || !fits) {
        return status;
    }
    size_t n;
    const char *cell = rsd_csv_field(&t->csv, t->columns[RSD_ROLE_TEXT], &n);
    const char *text = rsd_copy_text(&t->draft.arena, cell, n);
    if (text == NULL || rsd_buf_add(&t->draft.text, text, strlen(text)) != RSD_OK) {
        return rsd_fail_nomem(t->csv.err);
    }
    status = collect_fields(t);
    if (status != RSD_OK) {
        return status;
    }
    const rsd_place at = {.line = t->csv.record_line, .offset = rsd_csv_place(&t->csv)};
    return rsd_draft_finish(&t->draft, rsd_fields_get(&t->draft.fields, "id"), at,
                            "the row has no text");
}

static rsd_status take_rows(table *t)
{
    bool more;
    bool taken = false;
    rsd_status status = rsd_csv_next(&t->csv, &more);
    if (status == RSD_OK && more) {
        status = rsd_csv_read_header(&t->csv, &t->header, &taken);
    }
    if (status != RSD_OK || !taken) {
        return status;
    }
    for (int role = 0; role < RSD_ROLE_COUNT; role++) {
        t->columns[role] = column_of(t->source->options, &t->header, role);
    }
    if (t->columns[RSD_ROLE_TEXT] == SIZE_MAX) {
        return rsd_csv_warn(&t->csv, true,
                            "no column of the table is called text, body or content; say which "
                            "one is the text: --map text=COLUMN");
    }
    while (status == RSD_OK && (status = rsd_csv_next(&t->csv, &more)) == RSD_OK && more) {
        status = take_row(t);
    }
    return status;
}

rsd_status rsd_read_table(const rsd_source *source)
{
    table t = {
        .source = source,
        .draft = {.source = source},
        .csv = {
            .name = source->key, .kind = "bad_record", .sink = source->sink, .err = source->err}};
    rsd_status status = rsd_csv_open(&t.csv, source->input);
    if (status == RSD_OK) {
        status = take_rows(&t);
    }
    status = rsd_draft_end(&t.draft, rsd_input_failed(source, status));
    rsd_csv_free(&t.csv);
    rsd_csv_header_free(&t.header);
    return status;
}

/* What a table that is only looked at has to say. */
static rsd_status ignore(void *ctx, const rsd_warning *warning, rsd_error *err)
{
    (void)ctx;
    (void)warning;
    (void)err;
    return RSD_OK;
}

bool rsd_is_table(const rsd_read_options *options, const char *head, size_t n)
{
    const rsd_sink nobody = {.warning = ignore};
    rsd_error err = {0};
    rsd_csv csv = {.name = "", .kind = "", .sink = &nobody, .err = &err};
    rsd_csv_header header = {0};
    bool more = false;
    bool taken = false;
    if (rsd_csv_open_bytes(&csv, head, n) == RSD_OK && rsd_csv_next(&csv, &more) == RSD_OK &&
        more && rsd_csv_read_header(&csv, &header, &taken) == RSD_OK && taken) {
        taken = column_of(options, &header, RSD_ROLE_TEXT) != SIZE_MAX;
    }
    rsd_csv_free(&csv);
    rsd_csv_header_free(&header);
    return taken;
}
