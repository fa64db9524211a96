/* records.c: articles that are records of one file: JSON Lines, and JSON arrays of objects.
 *
 * Which member is the text, the title, the date and so on is told by its name; a map names what is
 * called otherwise. Every other member with a plain value is kept as metadata. */
#include "read/records.h"

#include <errno.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    READ_CHUNK = 256 * 1024,
    MOST_WARNINGS = 100, /* of one file; what is beyond is only counted */
    MOST_JOINED = 1 << 20
};

/* The names a member goes by, the preferred one first. */
static const char *const NAMES[][12] = {
    {"text", "body", "content", "full_text", "articleBody", "maintext", "message", NULL},
    {"id", "_id", "key", "doc_id", "guid", NULL},
    {"title", "headline", NULL},
    {"date", "published", "date_published", "datePublished", "publish_date", "date_publish",
     "published_at", "pubDate", "created_at", "timestamp", NULL},
    {"source", "publisher", "source_domain", "site", NULL},
    {"author", "authors", "byline", "from", NULL},
    {"url", "link", NULL},
    {"language", "lang", NULL},
};
enum { TEXT, ID, NAME_COUNT = sizeof NAMES / sizeof *NAMES };

/* The members of an object that hold its records. */
static const char *const LISTS[] = {"messages", "articles", "items", "documents", "records"};

typedef struct records {
    const rsd_record_file *file;
    const json_t *channel; /* whose messages the records are, or NULL */
    const rsd_sink *sink;
    rsd_error *err;
    rsd_buf key;
    rsd_buf path;
    rsd_buf text;
    rsd_arena arena; /* of one record */
    rsd_field *fields;
    size_t field_count, field_cap;
    size_t warnings;
    size_t untold; /* warnings beyond the most */
} records;

/* Where a record stands. */
typedef struct place {
    uint64_t line;   /* 0 if unknown */
    uint64_t offset; /* RSD_NO_OFFSET if unknown */
    uint64_t number; /* from 1 */
} place;

/* ---- Warnings ------------------------------------------------------------------------------ */

static rsd_status warn(records *r, place at, const char *kind, const char *message)
{
    if (r->warnings >= MOST_WARNINGS) {
        r->untold++;
        return RSD_OK;
    }
    r->warnings++;
    return rsd_warn(r->sink, r->err, kind, r->file->key, at.line, at.offset, true, "%s", message);
}

static rsd_status tell_untold(records *r)
{
    if (r->untold == 0) {
        return RSD_OK;
    }
    return rsd_warn(r->sink, r->err, "bad_record", r->file->key, 0, RSD_NO_OFFSET, true,
                    "%zu more records could not be taken", r->untold);
}

/* ---- Members ------------------------------------------------------------------------------- */

/* The name the map gives for a member, or NULL. */
static const char *mapped_name(const records *r, const char *name)
{
    for (size_t i = 0; i < r->file->map_count; i++) {
        if (strcmp(r->file->map[i].name, name) == 0) {
            return r->file->map[i].value;
        }
    }
    return NULL;
}

static bool has_value(const json_t *value)
{
    return value != NULL && !json_is_null(value) &&
           !(json_is_string(value) && json_string_length(value) == 0);
}

/* The name of the member that holds what NAMES[role] are the names of; NULL if there is none. */
static const char *member_of(const records *r, const json_t *record, int role)
{
    const char *mapped = mapped_name(r, NAMES[role][0]);
    if (mapped != NULL) {
        return has_value(json_object_get(record, mapped)) ? mapped : NULL;
    }
    for (const char *const *name = NAMES[role]; *name != NULL; name++) {
        if (has_value(json_object_get(record, *name))) {
            return *name;
        }
    }
    return NULL;
}

/* Appends the text of a value: a string, a list of paragraphs, or, as messengers write it, a list
 * of strings and of objects with a text. false if it is none of these. */
static rsd_status add_text(const json_t *value, rsd_buf *out, bool *is_text)
{
    *is_text = true;
    if (json_is_string(value)) {
        return rsd_buf_add(out, json_string_value(value), json_string_length(value));
    }
    if (!json_is_array(value)) {
        *is_text = false;
        return RSD_OK;
    }
    bool pieces = false;
    size_t count = json_array_size(value);
    for (size_t i = 0; i < count; i++) {
        pieces = pieces || json_is_object(json_array_get(value, i));
    }
    rsd_status status = RSD_OK;
    for (size_t i = 0; i < count && status == RSD_OK; i++) {
        const json_t *item = json_array_get(value, i);
        const json_t *piece = json_is_object(item) ? json_object_get(item, "text") : item;
        if (!json_is_string(piece)) {
            continue;
        }
        if (!pieces && i > 0) {
            status = rsd_buf_add(out, "\n", 1);
        }
        if (status == RSD_OK) {
            status = rsd_buf_add(out, json_string_value(piece), json_string_length(piece));
        }
    }
    return status;
}

/* The value as metadata, in the arena: a string, a number, a truth value, or strings with commas
 * between. *out is NULL for what is no plain value. */
static rsd_status plain_value(records *r, const json_t *value, const char **out)
{
    *out = NULL;
    char number[64];
    const char *bytes = number;
    size_t n = 0;
    rsd_buf joined = {0};
    rsd_status status = RSD_OK;
    if (json_is_string(value)) {
        bytes = json_string_value(value);
        n = json_string_length(value);
    } else if (json_is_integer(value)) {
        n = (size_t)snprintf(number, sizeof number, "%" JSON_INTEGER_FORMAT,
                             json_integer_value(value));
    } else if (json_is_real(value)) {
        n = (size_t)snprintf(number, sizeof number, "%.17g", json_real_value(value));
    } else if (json_is_boolean(value)) {
        bytes = json_is_true(value) ? "true" : "false";
        n = strlen(bytes);
    } else if (json_is_array(value)) {
        for (size_t i = 0; i < json_array_size(value) && status == RSD_OK; i++) {
            const json_t *item = json_array_get(value, i);
            if (!json_is_string(item) || joined.len > MOST_JOINED) {
                continue;
            }
            status = joined.len > 0 ? rsd_buf_add(&joined, ", ", 2) : RSD_OK;
            if (status == RSD_OK) {
                status = rsd_buf_add(&joined, json_string_value(item), json_string_length(item));
            }
        }
        bytes = joined.data;
        n = joined.len;
    }
    if (status == RSD_OK && n > 0) {
        char *copy = rsd_arena_copy(&r->arena, bytes, n);
        if (copy == NULL) {
            status = RSD_ERR_NOMEM;
        }
        for (size_t i = 0; copy != NULL && i < n; i++) {
            if (copy[i] == '\0') {
                copy[i] = ' ';
            }
        }
        *out = copy;
    }
    rsd_buf_free(&joined);
    return status;
}

/* Adds a field, unless there is one of its name; fields stay sorted. */
static rsd_status add_value(records *r, const char *name, const char *value)
{
    size_t at = r->field_count;
    while (at > 0 && strcmp(r->fields[at - 1].name, name) > 0) {
        at--;
    }
    if (at > 0 && strcmp(r->fields[at - 1].name, name) == 0) {
        return RSD_OK;
    }
    rsd_status status = RSD_GROW(r->fields, r->field_cap, r->field_count + 1);
    if (status == RSD_OK) {
        memmove(r->fields + at + 1, r->fields + at, (r->field_count - at) * sizeof *r->fields);
        r->fields[at] = (rsd_field){.name = name, .value = value};
        r->field_count++;
    }
    return status;
}

static rsd_status add_field(records *r, const char *name, const json_t *value)
{
    const char *plain;
    rsd_status status = plain_value(r, value, &plain);
    if (status != RSD_OK || plain == NULL || *name == '\0') {
        return status;
    }
    return add_value(r, name, plain);
}

/* All of the record but its text: first what has a role, under the role's name. */
static rsd_status collect_fields(records *r, json_t *record)
{
    const char *taken[NAME_COUNT] = {NULL};
    rsd_status status = RSD_OK;
    r->field_count = 0;
    for (int role = 0; role < NAME_COUNT; role++) {
        taken[role] = member_of(r, record, role);
        if (role != TEXT && taken[role] != NULL && status == RSD_OK) {
            status = add_field(r, NAMES[role][0], json_object_get(record, taken[role]));
        }
    }
    const char *name;
    json_t *value;
    json_object_foreach(record, name, value)
    {
        bool has_role = false;
        for (int role = 0; role < NAME_COUNT; role++) {
            has_role = has_role || (taken[role] != NULL && strcmp(taken[role], name) == 0);
        }
        if (!has_role && status == RSD_OK) {
            status = add_field(r, name, value);
        }
    }
    if (status == RSD_OK) {
        status = add_field(r, "source", r->channel);
    }
    for (size_t i = 0; i < r->file->field_count && status == RSD_OK; i++) {
        const rsd_field *given = &r->file->fields[i];
        status = add_value(r, given->name, given->value);
    }
    return status;
}

/* ---- Records ------------------------------------------------------------------------------- */

static const char *field_value(const records *r, const char *name)
{
    for (size_t i = 0; i < r->field_count; i++) {
        if (strcmp(r->fields[i].name, name) == 0) {
            return r->fields[i].value;
        }
    }
    return NULL;
}

static rsd_status set(rsd_buf *buf, const char *a, char mark, const char *b)
{
    buf->len = 0;
    rsd_status status = rsd_buf_add(buf, a, strlen(a));
    if (status == RSD_OK) {
        status = rsd_buf_add(buf, &mark, 1);
    }
    return status == RSD_OK ? rsd_buf_add(buf, b, strlen(b)) : status;
}

/* The key is the file's and the record's id, or its number; the path tells equal ids apart. */
static rsd_status name_record(records *r, place at)
{
    char number[24];
    snprintf(number, sizeof number, "%" PRIu64, at.line > 0 ? at.line : at.number);
    const char *id = field_value(r, "id");
    rsd_status status = set(&r->key, r->file->key, '#', id == NULL ? number : id);
    return status == RSD_OK ? set(&r->path, r->file->path, ':', number) : status;
}

static rsd_status take_record(records *r, json_t *record, place at)
{
    if (!json_is_object(record)) {
        return warn(r, at, "bad_record", "the record is no object with members");
    }
    const json_t *type = json_object_get(record, "type");
    if (json_is_string(type) && strcmp(json_string_value(type), "service") == 0) {
        return RSD_OK; /* a messenger's own notices: someone joined, a picture was changed */
    }
    const char *member = member_of(r, record, TEXT);
    bool is_text = false;
    r->text.len = 0;
    rsd_status status = RSD_OK;
    if (member != NULL) {
        status = add_text(json_object_get(record, member), &r->text, &is_text);
    }
    size_t start = 0;
    size_t end = r->text.len;
    if (status == RSD_OK && is_text && r->text.len > 0) {
        rsd_trim(r->text.data, &start, &end);
    }
    if (status != RSD_OK) {
        return rsd_fail_nomem(r->err);
    }
    if (!is_text || start == end) {
        return warn(r, at, "no_text",
                    mapped_name(r, "text") != NULL
                        ? "the record has no text in the member that the map names"
                        : "the record has no text: no member text, body or content with letters");
    }
    if (r->text.len > RSD_MAX_SOURCE) {
        return warn(r, at, "too_large", "the text of the record is larger than is taken");
    }
    if (collect_fields(r, record) != RSD_OK || name_record(r, at) != RSD_OK) {
        return rsd_fail_nomem(r->err);
    }
    const rsd_document document = {.key = r->key.data,
                                   .path = r->path.data,
                                   .text = r->text.data,
                                   .text_len = r->text.len,
                                   .fields = r->fields,
                                   .field_count = r->field_count};
    status = r->sink->document(r->sink->ctx, &document, r->err);
    rsd_arena_free(&r->arena);
    return status;
}

/* ---- JSON Lines ---------------------------------------------------------------------------- */

/* Jansson says nothing at all where memory ran out. */
static bool is_out_of_memory(const json_error_t *error)
{
    return error->text[0] == '\0' || json_error_code(error) == json_error_out_of_memory;
}

static bool is_blank(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (s[i] != ' ' && s[i] != '\t' && s[i] != '\r') {
            return false;
        }
    }
    return true;
}

static rsd_status take_line(records *r, const char *line, size_t n, place at)
{
    if (is_blank(line, n)) {
        return RSD_OK;
    }
    json_error_t error;
    json_t *record = json_loadb(line, n, JSON_ALLOW_NUL, &error);
    rsd_status status;
    if (record == NULL) {
        at.offset += error.position > 0 && (size_t)error.position <= n ? (size_t)error.position : 0;
        status = is_out_of_memory(&error) ? rsd_fail_nomem(r->err)
                                          : warn(r, at, "bad_record", error.text);
    } else {
        status = take_record(r, record, at);
        json_decref(record);
    }
    return status;
}

static rsd_status fail_io(records *r)
{
    return rsd_fail(r->err, RSD_ERR_IO, r->file->path, 0, RSD_NO_OFFSET, "cannot be read: %s",
                    strerror(errno));
}

/* Takes the whole lines of buf, and the last one if the file ended; keeps the rest. */
static rsd_status take_lines(records *r, rsd_buf *buf, bool ended, place *at)
{
    size_t done = 0;
    rsd_status status = RSD_OK;
    while (status == RSD_OK && done < buf->len) {
        const char *line = buf->data + done;
        const char *end = memchr(line, '\n', buf->len - done);
        if (end == NULL && !ended) {
            break;
        }
        size_t n = end == NULL ? buf->len - done : (size_t)(end - line);
        at->line++;
        size_t bom = at->line == 1 && n >= 3 && memcmp(line, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
        place here = *at;
        here.offset += bom;
        status = take_line(r, line + bom, n - bom, here);
        size_t step = n + (end == NULL ? 0 : 1);
        done += step;
        at->offset += step;
    }
    if (done > 0) {
        memmove(buf->data, buf->data + done, buf->len - done);
        buf->len -= done;
    }
    return status;
}

static rsd_status read_lines(records *r, int fd)
{
    rsd_buf buf = {0};
    place at = {0};
    rsd_status status = RSD_OK;
    for (bool ended = false; !ended && status == RSD_OK;) {
        if (rsd_buf_reserve(&buf, READ_CHUNK) != RSD_OK) {
            status = rsd_fail_nomem(r->err);
            break;
        }
        ssize_t got = read(fd, buf.data + buf.len, READ_CHUNK);
        if (got < 0) {
            if (errno != EINTR) {
                status = fail_io(r);
            }
            continue;
        }
        ended = got == 0;
        buf.len += (size_t)got;
        status = take_lines(r, &buf, ended, &at);
        if (status == RSD_OK && buf.len > 2 * RSD_MAX_SOURCE) {
            at.line++;
            status = warn(r, at, "too_large",
                          "the line is larger than any article may be; the rest is left out");
            ended = true;
        }
    }
    rsd_buf_free(&buf);
    return status;
}

/* ---- JSON ---------------------------------------------------------------------------------- */

static size_t read_piece(void *piece, size_t n, void *fd)
{
    ssize_t got;
    do {
        got = read(*(int *)fd, piece, n);
    } while (got < 0 && errno == EINTR);
    return got < 0 ? (size_t)-1 : (size_t)got;
}

/* The list of records in a document: itself, or a member of a known name. */
static json_t *list_of(json_t *root)
{
    if (json_is_array(root)) {
        return root;
    }
    for (size_t i = 0; i < sizeof LISTS / sizeof *LISTS; i++) {
        json_t *list = json_object_get(root, LISTS[i]);
        if (json_is_array(list)) {
            return list;
        }
    }
    return NULL;
}

static rsd_status read_document(records *r, int fd)
{
    json_error_t error;
    json_t *root = json_load_callback(read_piece, &fd, JSON_ALLOW_NUL, &error);
    place at = {.line = error.line > 0 ? (uint64_t)error.line : 0, .offset = RSD_NO_OFFSET};
    if (root == NULL) {
        if (is_out_of_memory(&error)) {
            return rsd_fail_nomem(r->err);
        }
        at.offset = error.position >= 0 ? (uint64_t)error.position : RSD_NO_OFFSET;
        return warn(r, at, "bad_record", error.text);
    }
    at.line = 0;
    rsd_status status = RSD_OK;
    json_t *list = list_of(root);
    if (json_is_object(root) && list != NULL) {
        r->channel = json_object_get(root, "name");
    }
    if (list == NULL) {
        at.number = 1;
        status = take_record(r, root, at);
    }
    for (size_t i = 0; list != NULL && i < json_array_size(list) && status == RSD_OK; i++) {
        at.number = i + 1;
        status = take_record(r, json_array_get(list, i), at);
    }
    json_decref(root);
    return status;
}

rsd_status rsd_read_records(const rsd_record_file *file, int fd, bool lines, const rsd_sink *sink,
                            rsd_error *err)
{
    json_set_alloc_funcs(rsd_alloc, rsd_free);
    records r = {.file = file, .sink = sink, .err = err};
    rsd_status status = lines ? read_lines(&r, fd) : read_document(&r, fd);
    if (status == RSD_OK) {
        status = tell_untold(&r);
    }
    rsd_buf_free(&r.key);
    rsd_buf_free(&r.path);
    rsd_buf_free(&r.text);
    rsd_arena_free(&r.arena);
    rsd_free(r.fields);
    return status;
}
