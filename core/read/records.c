/* records.c: articles that are records of one file: JSON Lines, and JSON arrays of objects.
 *
 * Which member is the text, the title, the date and so on is told by its name; a map names what is
 * called otherwise. Every other member with a plain value is kept as metadata. */
#include "read/draft.h"
#include "read/json.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { MOST_JOINED = 1 << 20 };

/* The members of an object that hold its records. */
static const char *const LISTS[] = {"messages", "articles", "items", "documents", "records"};

typedef struct records {
    const rsd_source *source;
    const json_t *channel; /* the name of the chat whose messages the records are, or NULL */
    const json_t *chat;    /* and its id, where the file has several */
    uint64_t count;        /* of the records so far */
    rsd_draft draft;
} records;

/* Begins to read the records of a source. */
static records begin(const rsd_source *source)
{
    rsd_json_begin();
    return (records){.source = source, .draft = {.source = source}};
}

/* ---- Members ------------------------------------------------------------------------------- */

static bool has_value(const json_t *value)
{
    return value != NULL && !json_is_null(value) &&
           !(json_is_string(value) && json_string_length(value) == 0);
}

/* The name of the member that has the role; NULL if there is none. */
static const char *member_of(const records *r, const json_t *record, int role)
{
    const char *const *name = rsd_role_names[role];
    const char *mapped = rsd_mapped_name(r->source->options, *name);
    if (mapped != NULL) {
        return has_value(json_object_get(record, mapped)) ? mapped : NULL;
    }
    while (*name != NULL && !has_value(json_object_get(record, *name))) {
        name++;
    }
    return *name;
}

/* Appends the text of a value: a string, a list of paragraphs, or, as messengers write it, a list
 * of strings and of objects with a text. */
static rsd_status add_text(const json_t *value, rsd_buf *out)
{
    if (json_is_string(value)) {
        return rsd_buf_add(out, json_string_value(value), json_string_length(value));
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

/* Adds a member as metadata if it is a string, a number, a truth value, or a list of strings: then
 * with commas between. */
static rsd_status add_list(records *r, const char *name, const json_t *list)
{
    rsd_buf joined = {0};
    rsd_status status = RSD_OK;
    for (size_t i = 0; i < json_array_size(list) && status == RSD_OK; i++) {
        const json_t *item = json_array_get(list, i);
        if (!json_is_string(item) || joined.len > MOST_JOINED) {
            continue;
        }
        status = joined.len > 0 ? rsd_buf_add(&joined, ", ", 2) : RSD_OK;
        if (status == RSD_OK) {
            status = rsd_buf_add(&joined, json_string_value(item), json_string_length(item));
        }
    }
    status = status == RSD_OK ? rsd_draft_field(&r->draft, name, joined.data, joined.len)
                              : rsd_fail_nomem(r->source->err);
    rsd_buf_free(&joined);
    return status;
}

static rsd_status add_field(records *r, const char *name, const json_t *value)
{
    char number[64];
    switch (value == NULL ? JSON_NULL : json_typeof(value)) {
    case JSON_STRING:
        return rsd_draft_field(&r->draft, name, json_string_value(value),
                               json_string_length(value));
    case JSON_INTEGER:
        snprintf(number, sizeof number, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
        return rsd_draft_field(&r->draft, name, number, strlen(number));
    case JSON_REAL:
        snprintf(number, sizeof number, "%.17g", json_real_value(value));
        return rsd_draft_field(&r->draft, name, number, strlen(number));
    case JSON_TRUE:
        return rsd_draft_field(&r->draft, name, "true", 4);
    case JSON_FALSE:
        return rsd_draft_field(&r->draft, name, "false", 5);
    case JSON_ARRAY:
        return add_list(r, name, value);
    case JSON_OBJECT:
    case JSON_NULL:
        break;
    }
    return RSD_OK;
}

/* All of the record but its text: first what has a role, under the role's name. */
static rsd_status collect_fields(records *r, json_t *record)
{
    const char *taken[RSD_ROLE_COUNT] = {NULL};
    rsd_status status = RSD_OK;
    for (int role = 0; role < RSD_ROLE_COUNT; role++) {
        taken[role] = member_of(r, record, role);
        if (role != RSD_ROLE_TEXT && taken[role] != NULL && status == RSD_OK) {
            status = add_field(r, *rsd_role_names[role], json_object_get(record, taken[role]));
        }
    }
    const char *name;
    json_t *value;
    json_object_foreach(record, name, value)
    {
        bool has_role = false;
        for (int role = 0; role < RSD_ROLE_COUNT; role++) {
            has_role = has_role || (taken[role] != NULL && strcmp(taken[role], name) == 0);
        }
        if (!has_role && status == RSD_OK) {
            status = add_field(r, name, value);
        }
    }
    return status == RSD_OK ? add_field(r, "source", r->channel) : status;
}

/* ---- Records ------------------------------------------------------------------------------- */

static bool has_type(const json_t *record, const char *type)
{
    const char *value = json_string_value(json_object_get(record, "type"));
    return value != NULL && strcmp(value, type) == 0;
}

/* The record's id; of a message that lies among those of several chats, chat/id. */
static rsd_status name_record(records *r, const char **id)
{
    *id = rsd_fields_get(&r->draft.fields, "id");
    if (*id == NULL || !json_is_integer(r->chat)) {
        return RSD_OK;
    }
    const size_t room = strlen(*id) + 32;
    char *name = rsd_arena_alloc(&r->draft.arena, room);
    if (name == NULL) {
        return rsd_fail_nomem(r->source->err);
    }
    snprintf(name, room, "%" JSON_INTEGER_FORMAT "/%s", json_integer_value(r->chat), *id);
    *id = name;
    return RSD_OK;
}

static rsd_status take_record(records *r, json_t *record, rsd_place at)
{
    if (!json_is_object(record)) {
        return rsd_draft_warn(&r->draft, at, "bad_record", "the record is no object with members");
    }
    if (has_type(record, "service")) {
        return RSD_OK; /* a messenger's own notices: someone joined, a picture was changed */
    }
    const char *no_text = "the record has no text: no member text, body or content with letters";
    if (rsd_mapped_name(r->source->options, "text") != NULL) {
        no_text = "the record has no text in the member that the map names";
    } else if (r->channel != NULL && has_type(record, "message")) {
        no_text = NULL; /* a picture */
    }
    const char *member = member_of(r, record, RSD_ROLE_TEXT);
    if (member != NULL && add_text(json_object_get(record, member), &r->draft.text) != RSD_OK) {
        return rsd_fail_nomem(r->source->err);
    }
    const char *id = NULL;
    rsd_status status = collect_fields(r, record);
    if (status == RSD_OK) {
        status = name_record(r, &id);
    }
    return status == RSD_OK ? rsd_draft_finish(&r->draft, id, at, no_text) : status;
}

/* ---- JSON Lines ---------------------------------------------------------------------------- */

static bool is_blank(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (s[i] != ' ' && s[i] != '\t' && s[i] != '\r') {
            return false;
        }
    }
    return true;
}

static rsd_status take_line(records *r, const rsd_lines *lines)
{
    rsd_place at = {.line = lines->number, .offset = lines->offset};
    if (is_blank(lines->line, lines->len)) {
        return RSD_OK;
    }
    json_error_t error;
    json_t *record = json_loadb(lines->line, lines->len, JSON_ALLOW_NUL, &error);
    if (record == NULL) {
        bool is_inside = error.position > 0 && (size_t)error.position <= lines->len;
        at.offset += is_inside ? (size_t)error.position : 0;
        return rsd_json_out_of_memory() ? rsd_fail_nomem(r->source->err)
                                        : rsd_draft_warn(&r->draft, at, "bad_record", error.text);
    }
    rsd_status status = take_record(r, record, at);
    json_decref(record);
    return status;
}

rsd_status rsd_read_json_lines(const rsd_source *source)
{
    records r = begin(source);
    rsd_lines lines = {.input = source->input};
    rsd_status status = RSD_OK;
    for (bool more = true; more && status == RSD_OK;) {
        status = rsd_next_line(&lines, &more, source->err);
        if (status != RSD_OK) {
            status = rsd_input_failed(source, status);
            break;
        }
        if (more) {
            status = take_line(&r, &lines);
        }
    }
    rsd_lines_free(&lines);
    return rsd_draft_end(&r.draft, status);
}

/* ---- JSON ---------------------------------------------------------------------------------- */

/* How jansson reads: what failed is kept. */
typedef struct pieces {
    rsd_input *input;
    rsd_error *err;
    rsd_status status;
} pieces;

static size_t read_piece(void *room, size_t n, void *ctx)
{
    pieces *p = ctx;
    size_t got = 0;
    p->status = rsd_input_read(p->input, room, n, &got, p->err);
    return p->status == RSD_OK ? got : (size_t)-1;
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

static rsd_status take_list(records *r, json_t *list)
{
    rsd_place at = {.offset = RSD_NO_OFFSET};
    rsd_status status = RSD_OK;
    for (size_t i = 0; i < json_array_size(list) && status == RSD_OK; i++) {
        at.number = ++r->count;
        status = take_record(r, json_array_get(list, i), at);
    }
    return status;
}

/* Takes the messages of all chats of a messenger's user; their ids are told apart by the chat's. */
static rsd_status take_chats(records *r, json_t *chats)
{
    rsd_status status = RSD_OK;
    for (size_t i = 0; i < json_array_size(chats) && status == RSD_OK; i++) {
        const json_t *chat = json_array_get(chats, i);
        r->channel = json_object_get(chat, "name");
        r->chat = json_object_get(chat, "id");
        status = take_list(r, json_object_get(chat, "messages"));
    }
    return status;
}

/* Takes the records of the document. */
static rsd_status take_document(records *r, json_t *root)
{
    json_t *chats = json_object_get(json_object_get(root, "chats"), "list");
    json_t *list = list_of(root);
    if (json_is_array(chats)) {
        return take_chats(r, chats);
    }
    if (list == NULL) {
        return take_record(r, root, (rsd_place){.offset = RSD_NO_OFFSET, .number = 1});
    }
    r->channel = json_object_get(root, "name");
    return take_list(r, list);
}

/* What is to be done where there is no document. */
static rsd_status fail_document(records *r, const pieces *p, const json_error_t *error)
{
    if (p->status != RSD_OK) {
        return rsd_input_failed(r->source, p->status);
    }
    if (rsd_json_out_of_memory()) {
        return rsd_fail_nomem(r->source->err);
    }
    const rsd_place at = {.line = error->line > 0 ? (uint64_t)error->line : 0,
                          .offset =
                              error->position >= 0 ? (uint64_t)error->position : RSD_NO_OFFSET};
    return rsd_draft_warn(&r->draft, at, "bad_record", error->text);
}

rsd_status rsd_read_json(const rsd_source *source)
{
    records r = begin(source);
    pieces p = {.input = source->input, .err = source->err};
    json_error_t error;
    json_t *root = json_load_callback(read_piece, &p, JSON_ALLOW_NUL, &error);
    rsd_status status = root == NULL ? fail_document(&r, &p, &error) : take_document(&r, root);
    json_decref(root);
    return rsd_draft_end(&r.draft, status);
}

bool rsd_is_messages(const rsd_read_options *options, const char *head, size_t n)
{
    static const char *const members[][3] = {{"\"type\"", "\"id\"", "\"messages\""},
                                             {"\"about\"", "\"personal_information\"", ""},
                                             {"\"about\"", "\"chats\"", "\"list\""}};
    (void)options;
    size_t start = 0;
    rsd_trim(head, &start, &n);
    for (size_t i = 0; start < n && head[start] == '{' && i < sizeof members / sizeof *members;
         i++) {
        bool all = true;
        for (size_t k = 0; k < 3; k++) {
            all = all &&
                  memmem(head + start, n - start, members[i][k], strlen(members[i][k])) != NULL;
        }
        if (all) {
            return true;
        }
    }
    return false;
}
