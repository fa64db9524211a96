/* draft.c: documents that are put together piece by piece, and the names that their parts go by. */
#include "read/draft.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum {
    MOST_WARNINGS = 100, /* of one source; what is beyond is only counted */
    MOST_FIELDS = 1000   /* of a document; more are no metadata, and are left out */
};

const char *const rsd_role_names[RSD_ROLE_COUNT][12] = {
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

const char *rsd_mapped_name(const rsd_read_options *options, const char *role)
{
    for (size_t i = 0; i < options->map_count; i++) {
        if (strcmp(options->map[i].name, role) == 0) {
            return options->map[i].value;
        }
    }
    return NULL;
}

const char *rsd_role_of(const char *key)
{
    for (int role = RSD_ROLE_TEXT + 1; role < RSD_ROLE_COUNT; role++) {
        for (const char *const *name = rsd_role_names[role]; *name != NULL; name++) {
            if (strcasecmp(*name, key) == 0) {
                return *rsd_role_names[role];
            }
        }
    }
    return key;
}

rsd_status rsd_check_map(const rsd_read_options *options, rsd_error *err)
{
    for (size_t i = 0; options != NULL && i < options->map_count; i++) {
        const char *name = options->map[i].name;
        int role = 0;
        while (role < RSD_ROLE_COUNT && strcmp(*rsd_role_names[role], name) != 0) {
            role++;
        }
        if (role == RSD_ROLE_COUNT) {
            return rsd_fail(err, RSD_ERR_INVALID, NULL, 0, RSD_NO_OFFSET,
                            "the map names %s; it may name text, id, title, date, source, author, "
                            "url and language",
                            name);
        }
    }
    return RSD_OK;
}

rsd_status rsd_draft_note(rsd_draft *draft, rsd_place at, const char *kind, const char *message)
{
    const rsd_source *source = draft->source;
    if (draft->warnings >= MOST_WARNINGS) {
        return RSD_OK;
    }
    draft->warnings++;
    return rsd_warn(source->sink, source->err, kind, source->key, at.line, at.offset, false, "%s",
                    message);
}

rsd_status rsd_draft_warn(rsd_draft *draft, rsd_place at, const char *kind, const char *message)
{
    const rsd_source *source = draft->source;
    if (draft->warnings >= MOST_WARNINGS) {
        draft->untold++;
        return RSD_OK;
    }
    draft->warnings++;
    return rsd_warn(source->sink, source->err, kind, source->key, at.line, at.offset, true, "%s",
                    message);
}

rsd_status rsd_draft_field(rsd_draft *draft, const char *name, const char *value, size_t n)
{
    size_t start = 0;
    size_t end = n;
    rsd_trim(value, &start, &end);
    if (start == end || *name == '\0' || draft->fields.len >= MOST_FIELDS ||
        rsd_fields_get(&draft->fields, name) != NULL) {
        return RSD_OK;
    }
    const char *copy = rsd_copy_text(&draft->arena, value + start, end - start);
    const char *kept = rsd_arena_copy(&draft->arena, name, strlen(name));
    return copy != NULL && kept != NULL && rsd_fields_add(&draft->fields, kept, copy) == RSD_OK
               ? RSD_OK
               : rsd_fail_nomem(draft->source->err);
}

void rsd_draft_clear(rsd_draft *draft)
{
    draft->text.len = 0;
    draft->fields.len = 0;
    rsd_columns_clear(&draft->columns);
    rsd_arena_free(&draft->arena);
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

/* The key is the source's and the document's id, or its place; the path tells equal ids apart. */
static rsd_status name_document(rsd_draft *draft, const char *id, rsd_place at)
{
    char number[24];
    snprintf(number, sizeof number, "%" PRIu64, at.number > 0 ? at.number : at.line);
    rsd_status status = set(&draft->key, draft->source->key, '#', id == NULL ? number : id);
    return status == RSD_OK ? set(&draft->path, draft->source->path, ':', number) : status;
}

static rsd_status add_source_fields(rsd_draft *draft)
{
    const rsd_fields *given = &draft->source->fields;
    rsd_status status = RSD_OK;
    for (size_t i = 0; i < given->len && status == RSD_OK; i++) {
        status = rsd_fields_add(&draft->fields, given->items[i].name, given->items[i].value);
    }
    return status;
}

/* What is not UTF-8 becomes U+FFFD. */
static rsd_status mend_text(rsd_draft *draft)
{
    rsd_buf *text = &draft->text;
    if (rsd_utf8_check(text->data, text->len) == text->len) {
        return RSD_OK;
    }
    const char *mended = rsd_copy_text(&draft->arena, text->data, text->len);
    text->len = 0;
    return mended != NULL && rsd_buf_add(text, mended, strlen(mended)) == RSD_OK
               ? RSD_OK
               : rsd_fail_nomem(draft->source->err);
}

/* Is there a text that can be taken? If not, a warning was given. */
static rsd_status may_finish(rsd_draft *draft, rsd_place at, const char *no_text, bool *taken)
{
    size_t start = 0;
    size_t end = draft->text.len;
    if (end > 0) {
        rsd_trim(draft->text.data, &start, &end);
    }
    *taken = false;
    if (start == end) {
        return no_text == NULL ? RSD_OK : rsd_draft_warn(draft, at, "no_text", no_text);
    }
    if (draft->text.len > RSD_MAX_SOURCE) {
        return rsd_draft_warn(draft, at, "too_large", "the text is larger than is taken");
    }
    *taken = true;
    return mend_text(draft);
}

rsd_status rsd_draft_send(rsd_draft *draft, rsd_document document)
{
    const rsd_source *source = draft->source;
    rsd_status status = add_source_fields(draft);
    document.fields = draft->fields.items;
    document.field_count = draft->fields.len;
    status = status == RSD_OK ? source->sink->document(source->sink->ctx, &document, source->err)
                              : rsd_fail_nomem(source->err);
    rsd_draft_clear(draft);
    return status;
}

static rsd_status hand_on(rsd_draft *draft, const char *key, const char *path)
{
    rsd_document document = {
        .key = key, .path = path, .text = draft->text.data, .text_len = draft->text.len};
    rsd_columns_give(&draft->columns, &document);
    return rsd_draft_send(draft, document);
}

rsd_status rsd_draft_finish(rsd_draft *draft, const char *id, rsd_place at, const char *no_text)
{
    bool taken;
    rsd_status status = may_finish(draft, at, no_text, &taken);
    if (status == RSD_OK && taken) {
        status = name_document(draft, id, at) == RSD_OK
                     ? hand_on(draft, draft->key.data, draft->path.data)
                     : rsd_fail_nomem(draft->source->err);
    }
    rsd_draft_clear(draft);
    return status;
}

rsd_status rsd_draft_finish_whole(rsd_draft *draft, const char *no_text)
{
    bool taken;
    rsd_status status = may_finish(draft, (rsd_place){.offset = RSD_NO_OFFSET}, no_text, &taken);
    if (status == RSD_OK && taken) {
        status = hand_on(draft, draft->source->key, draft->source->path);
    }
    rsd_draft_clear(draft);
    return status;
}

rsd_status rsd_draft_end(rsd_draft *draft, rsd_status status)
{
    const rsd_source *source = draft->source;
    if (status == RSD_OK && draft->untold > 0) {
        status = rsd_warn(source->sink, source->err, "bad_record", source->key, 0, RSD_NO_OFFSET,
                          true, "%zu more records could not be taken", draft->untold);
    }
    rsd_draft_clear(draft);
    rsd_buf_free(&draft->text);
    rsd_buf_free(&draft->key);
    rsd_buf_free(&draft->path);
    rsd_columns_free(&draft->columns);
    rsd_free(draft->fields.items);
    return status;
}
