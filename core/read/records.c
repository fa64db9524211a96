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

static const char NO_OBJECT[] = "the record is no object with members";

typedef struct records {
    const rsd_source *source;
    json_tokener *parser;
    const json_object *channel; /* the name of the chat whose messages the records are, or NULL */
    const json_object *chat;    /* and its id */
    bool has_chats;             /* there may be several */
    uint64_t count;             /* of the records so far */
    uint64_t returns;           /* of JSON Lines: lines that ended with a carriage return alone */
    rsd_buf mended;
    rsd_draft draft;
} records;

/* Begins to read the records of a source. */
static rsd_status begin(records *r, const rsd_source *source)
{
    *r = (records){.source = source, .parser = rsd_json_parser(), .draft = {.source = source}};
    return r->parser == NULL ? rsd_fail_nomem(source->err) : RSD_OK;
}

static rsd_status end(records *r, rsd_status status)
{
    if (r->parser != NULL) {
        json_tokener_free(r->parser);
    }
    rsd_buf_free(&r->mended);
    return rsd_draft_end(&r->draft, status);
}

/* Has what cannot be kept as JSON says it kept otherwise, and gives a warning of that. */
static rsd_status mend(records *r, const char *bytes, size_t n, rsd_place at, json_object **value)
{
    bool mended;
    rsd_json_fault fault;
    if (rsd_json_mend(bytes, n, &r->mended, &mended) != RSD_OK) {
        return rsd_fail_nomem(r->source->err);
    }
    if (!mended) {
        return RSD_OK;
    }
    json_object *other = rsd_json_parse(r->parser, r->mended.data, r->mended.len, &fault);
    if (other == NULL) {
        return rsd_fail_nomem(r->source->err);
    }
    json_object_put(*value);
    *value = other;
    return rsd_draft_note(&r->draft, at, "bad_record",
                          "half a character, or a number larger than can be: the former became "
                          "U+FFFD, the latter is kept as it is written");
}

/* The bytes as JSON; NULL, and a warning was given, if they are none. */
static rsd_status load(records *r, const char *bytes, size_t n, rsd_place at, json_object **value)
{
    rsd_json_fault fault = {.message = NO_OBJECT};
    *value = rsd_json_parse(r->parser, bytes, n, &fault);
    if (*value == NULL) {
        at.line += fault.line;
        at.offset += fault.offset;
        return rsd_draft_warn(&r->draft, at, "bad_record", fault.message);
    }
    const size_t bad = rsd_utf8_check(bytes, n);
    rsd_status status = RSD_OK;
    if (bad < n) {
        const rsd_place there = {.line = at.line - 1 + rsd_line_at(bytes, bad),
                                 .offset = at.offset + bad,
                                 .number = at.number};
        status = rsd_draft_note(&r->draft, there, "invalid_utf8",
                                "is not UTF-8 here; such bytes are shown as U+FFFD");
    }
    return status == RSD_OK && rsd_json_is_cut(*value, bytes, n) ? mend(r, bytes, n, at, value)
                                                                 : status;
}

/* ---- Members ------------------------------------------------------------------------------- */

static json_object *member(const json_object *record, const char *name)
{
    return json_object_object_get(record, name);
}

static bool has_value(const json_object *value)
{
    size_t n = 1;
    rsd_json_string(value, &n);
    return value != NULL && n > 0;
}

/* The name of the member that has the role; NULL if there is none. */
static const char *member_of(const records *r, const json_object *record, int role)
{
    const char *const *name = rsd_role_names[role];
    const char *mapped = rsd_mapped_name(r->source->options, *name);
    if (mapped != NULL) {
        return has_value(member(record, mapped)) ? mapped : NULL;
    }
    while (*name != NULL && !has_value(member(record, *name))) {
        name++;
    }
    return *name;
}

/* Appends the text of a value: a string, a list of paragraphs, or, as messengers write it, a list
 * of strings and of objects with a text. */
static rsd_status add_text(const json_object *value, rsd_buf *out)
{
    size_t n;
    const char *bytes = rsd_json_string(value, &n);
    if (bytes != NULL) {
        return rsd_buf_add(out, bytes, n);
    }
    bool pieces = false;
    const size_t count = rsd_json_count(value);
    for (size_t i = 0; i < count; i++) {
        pieces = pieces || rsd_json_has_members(json_object_array_get_idx(value, i));
    }
    rsd_status status = RSD_OK;
    for (size_t i = 0; i < count && status == RSD_OK; i++) {
        const json_object *item = json_object_array_get_idx(value, i);
        bytes = rsd_json_string(rsd_json_has_members(item) ? member(item, "text") : item, &n);
        if (bytes == NULL) {
            continue;
        }
        if (!pieces && i > 0) {
            status = rsd_buf_add(out, "\n", 1);
        }
        if (status == RSD_OK) {
            status = rsd_buf_add(out, bytes, n);
        }
    }
    return status;
}

/* Adds a member as metadata if it is a string, a number, a truth value, or a list of strings: then
 * with commas between. */
static rsd_status add_list(records *r, const char *name, const json_object *list)
{
    rsd_buf joined = {0};
    rsd_status status = RSD_OK;
    for (size_t i = 0; i < rsd_json_count(list) && status == RSD_OK; i++) {
        size_t n;
        const char *bytes = rsd_json_string(json_object_array_get_idx(list, i), &n);
        if (bytes == NULL || joined.len > MOST_JOINED) {
            continue;
        }
        status = joined.len > 0 ? rsd_buf_add(&joined, ", ", 2) : RSD_OK;
        if (status == RSD_OK) {
            status = rsd_buf_add(&joined, bytes, n);
        }
    }
    status = status == RSD_OK ? rsd_draft_field(&r->draft, name, joined.data, joined.len)
                              : rsd_fail_nomem(r->source->err);
    rsd_buf_free(&joined);
    return status;
}

/* A number or a truth value as it is written. */
static rsd_status add_written(records *r, const char *name, const json_object *value)
{
    const char *written = json_object_get_string((json_object *)(uintptr_t)value);
    return written == NULL ? rsd_fail_nomem(r->source->err)
                           : rsd_draft_field(&r->draft, name, written, strlen(written));
}

static rsd_status add_field(records *r, const char *name, const json_object *value)
{
    size_t n;
    const char *bytes;
    switch (json_object_get_type(value)) {
    case json_type_string:
        bytes = rsd_json_string(value, &n);
        return rsd_draft_field(&r->draft, name, bytes, n);
    case json_type_int:
    case json_type_double:
    case json_type_boolean:
        return add_written(r, name, value);
    case json_type_array:
        return add_list(r, name, value);
    case json_type_object:
    case json_type_null:
        break;
    }
    return RSD_OK;
}

/* All of the record but its text: first what has a role, under the role's name. */
static rsd_status collect_fields(records *r, const json_object *record)
{
    const char *taken[RSD_ROLE_COUNT] = {NULL};
    rsd_status status = RSD_OK;
    for (int role = 0; role < RSD_ROLE_COUNT; role++) {
        taken[role] = member_of(r, record, role);
        if (role != RSD_ROLE_TEXT && taken[role] != NULL && status == RSD_OK) {
            status = add_field(r, *rsd_role_names[role], member(record, taken[role]));
        }
    }
    json_object_object_foreach(record, name, value)
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

static bool has_type(const json_object *record, const char *type)
{
    size_t n;
    const char *value = rsd_json_string(member(record, "type"), &n);
    return value != NULL && strcmp(value, type) == 0;
}

/* The record's id; of a message that lies among those of several chats, chat/id. */
static rsd_status name_record(records *r, const char **id)
{
    *id = rsd_fields_get(&r->draft.fields, "id");
    if (*id == NULL || !r->has_chats || !json_object_is_type(r->chat, json_type_int)) {
        return RSD_OK;
    }
    const size_t room = strlen(*id) + 32;
    char *name = rsd_arena_alloc(&r->draft.arena, room);
    if (name == NULL) {
        return rsd_fail_nomem(r->source->err);
    }
    snprintf(name, room, "%" PRId64 "/%s", json_object_get_int64(r->chat), *id);
    *id = name;
    return RSD_OK;
}

static rsd_status take_record(records *r, const json_object *record, rsd_place at)
{
    if (!rsd_json_has_members(record)) {
        return rsd_draft_warn(&r->draft, at, "bad_record", NO_OBJECT);
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
    const char *text = member_of(r, record, RSD_ROLE_TEXT);
    if (text != NULL && add_text(member(record, text), &r->draft.text) != RSD_OK) {
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

static rsd_status take_line(records *r, const char *line, size_t n, rsd_place at)
{
    json_object *record;
    if (is_blank(line, n)) {
        return RSD_OK;
    }
    rsd_status status = load(r, line, n, at, &record);
    if (status == RSD_OK && record != NULL) {
        status = take_record(r, record, at);
    }
    json_object_put(record);
    return status;
}

/* A carriage return, which no string of JSON holds as it is, ends a line, too. */
static rsd_status take_lines(records *r, const rsd_lines *lines)
{
    rsd_status status = RSD_OK;
    for (size_t at = 0; at <= lines->len && status == RSD_OK;) {
        const char *end = memchr(lines->line + at, '\r', lines->len - at);
        const size_t n = end == NULL ? lines->len - at : (size_t)(end - lines->line) - at;
        const rsd_place place = {.line = lines->number + r->returns, .offset = lines->offset + at};
        status = take_line(r, lines->line + at, n, place);
        r->returns += end != NULL;
        at += n + 1;
    }
    return status;
}

static rsd_status read_lines(records *r, rsd_input *input)
{
    rsd_lines lines = {.input = input};
    rsd_status status = RSD_OK;
    for (bool more = true; more && status == RSD_OK;) {
        status = rsd_next_line(&lines, &more, r->source->err);
        if (status != RSD_OK) {
            status = rsd_input_failed(r->source, status);
            break;
        }
        if (more) {
            status = take_lines(r, &lines);
        }
    }
    rsd_lines_free(&lines);
    return status;
}

/* Puts an input in the place of one that is not UTF-8: all of its text. *input is NULL if that
 * cannot be had, and a warning was given. */
static rsd_status decode(const rsd_source *source, rsd_buf *text, rsd_input *decoded,
                         rsd_input **input)
{
    enum { HEAD = 4096 };
    const char *head;
    size_t n;
    rsd_buf bytes = {0};
    rsd_decoding decoding = {0};
    *input = source->input;
    rsd_status status = rsd_input_peek(source->input, HEAD, &head, &n, source->err);
    const rsd_encoding encoding = status == RSD_OK ? rsd_encoding_of(head, n) : RSD_ENCODING_UTF_8;
    if (status == RSD_OK && encoding != RSD_ENCODING_UTF_8) {
        *input = decoded;
        status = rsd_input_all(source->input, RSD_MAX_ENCODED, &bytes, source->err);
        if (status == RSD_OK) {
            status = rsd_decode(encoding, bytes.data, bytes.len, text, &decoding, source->err);
        }
        if (status == RSD_OK) {
            status =
                rsd_warn_of_decoding(source->sink, source->err, source->key, &decoding, text->data);
            *decoded = rsd_memory_input(text->data, text->len);
        }
    }
    if (status != RSD_OK) {
        *input = NULL;
        status = rsd_input_failed(source, status);
    }
    rsd_decoding_free(&decoding);
    rsd_buf_free(&bytes);
    return status;
}

rsd_status rsd_read_json_lines(const rsd_source *source)
{
    records r;
    rsd_buf text = {0};
    rsd_input decoded = {0};
    rsd_input *input = NULL;
    rsd_status status = begin(&r, source);
    if (status == RSD_OK) {
        status = decode(source, &text, &decoded, &input);
    }
    if (status == RSD_OK && input != NULL) {
        status = read_lines(&r, input);
    }
    rsd_input_free(&decoded);
    rsd_buf_free(&text);
    return end(&r, status);
}

/* ---- JSON ----------------------------------------------------------------------------------
 *
 * A document may be larger than memory, and broken near its end: its outer parts are walked
 * through, and only the records, and what stands before them, are taken. */

typedef struct document {
    records *r;
    rsd_json json;
    rsd_buf name;  /* of a member */
    rsd_buf value; /* a record */
    rsd_buf head;  /* the members of the object that are no list */
    bool has_list;
    bool is_broken; /* nothing more can be read of it */
} document;

static rsd_place place_of(const document *d)
{
    return (rsd_place){.line = rsd_json_line(&d->json), .offset = rsd_json_offset(&d->json)};
}

/* A structure that is not what it should be: what comes after it cannot be read. */
static rsd_status warn_broken(document *d, const char *message)
{
    d->is_broken = true;
    return rsd_draft_warn(&d->r->draft, place_of(d), "bad_record", message);
}

/* Takes the bytes as a record. */
static rsd_status take_value(document *d, const rsd_buf *bytes, rsd_place at)
{
    json_object *record;
    at.number = ++d->r->count;
    rsd_status status = load(d->r, bytes->data, bytes->len, at, &record);
    if (status == RSD_OK && record != NULL) {
        status = take_record(d->r, record, at);
    }
    json_object_put(record);
    return status;
}

typedef rsd_status (*take_item)(document *d);

static rsd_status take_element(document *d)
{
    const rsd_place at = place_of(d);
    d->value.len = 0;
    rsd_status status = rsd_json_value(&d->json, &d->value);
    if (status != RSD_OK) {
        return status;
    }
    return d->json.ended ? warn_broken(d, "the file ends within a record")
                         : take_value(d, &d->value, at);
}

/* Moves past the bracket at which the walk is and through what it encloses. */
static rsd_status walk_items(document *d, char end, take_item take)
{
    rsd_json_pass(&d->json);
    for (bool is_first = true;; is_first = false) {
        int next;
        rsd_status status = rsd_json_peek(&d->json, &next);
        if (status != RSD_OK) {
            return status;
        }
        if (next < 0) {
            return warn_broken(d, "the file ends within a list or an object");
        }
        if (next == end) {
            rsd_json_pass(&d->json);
            return RSD_OK;
        }
        if (!is_first && next != ',') {
            return warn_broken(d, "a comma or a closing bracket is missing here");
        }
        if (!is_first) {
            rsd_json_pass(&d->json);
            status = rsd_json_peek(&d->json, &next);
        }
        if (status == RSD_OK && next >= 0) {
            status = take(d);
        }
        if (status != RSD_OK || d->is_broken) {
            return status;
        }
    }
}

/* Reads the name of a member, with its quotation marks, and moves to the value; *next is its first
 * byte, -1 if there is none. */
static rsd_status read_name(document *d, int *next)
{
    d->name.len = 0;
    rsd_status status = rsd_json_value(&d->json, &d->name);
    if (status == RSD_OK) {
        status = rsd_json_peek(&d->json, next);
    }
    if (status != RSD_OK) {
        return status;
    }
    if (*next != ':' || d->name.len < 2 || d->name.data[0] != '"') {
        *next = -1;
        return warn_broken(d, "the name of a member and a colon are missing here");
    }
    rsd_json_pass(&d->json);
    return rsd_json_peek(&d->json, next);
}

static bool is_named(const document *d, const char *name)
{
    const size_t n = strlen(name);
    return d->name.len == n + 2 && memcmp(d->name.data + 1, name, n) == 0;
}

static bool is_list_name(const document *d)
{
    for (size_t i = 0; i < sizeof LISTS / sizeof *LISTS; i++) {
        if (is_named(d, LISTS[i])) {
            return true;
        }
    }
    return false;
}

/* Adds the member to the head of its object. */
static rsd_status keep_member(document *d)
{
    const bool begins = d->head.len == 0;
    bool kept = rsd_buf_add(&d->head, begins ? "{" : ",", 1) == RSD_OK &&
                rsd_buf_add(&d->head, d->name.data, d->name.len) == RSD_OK &&
                rsd_buf_add(&d->head, ":", 1) == RSD_OK;
    return kept ? rsd_json_value(&d->json, &d->head) : rsd_fail_nomem(d->r->source->err);
}

/* Takes the records of a list; what stands before it in its object says whose they are. */
static rsd_status take_list(document *d)
{
    json_object *head = NULL;
    const rsd_place at = place_of(d);
    rsd_status status = RSD_OK;
    d->has_list = true;
    if (d->head.len > 0) {
        status = rsd_buf_add(&d->head, "}", 1) == RSD_OK
                     ? load(d->r, d->head.data, d->head.len, at, &head)
                     : rsd_fail_nomem(d->r->source->err);
        d->head.len -= status == RSD_OK ? 1 : 0;
    }
    d->r->channel = member(head, "name");
    d->r->chat = member(head, "id");
    if (status == RSD_OK) {
        status = walk_items(d, ']', take_element);
    }
    d->r->channel = d->r->chat = NULL;
    json_object_put(head);
    return status;
}

static rsd_status take_member(document *d)
{
    int next;
    rsd_status status = read_name(d, &next);
    if (status != RSD_OK || next < 0) {
        return status;
    }
    return next == '[' && is_list_name(d) ? take_list(d) : keep_member(d);
}

/* One of several chats: only its messages are of interest. */
static rsd_status take_chat(document *d)
{
    int next;
    rsd_status status = rsd_json_peek(&d->json, &next);
    d->head.len = d->value.len = 0;
    if (status != RSD_OK) {
        return status;
    }
    return next == '{' ? walk_items(d, '}', take_member) : rsd_json_value(&d->json, &d->value);
}

static rsd_status take_chats_member(document *d)
{
    int next;
    rsd_status status = read_name(d, &next);
    d->value.len = 0;
    if (status != RSD_OK || next < 0) {
        return status;
    }
    return next == '[' && is_named(d, "list") ? walk_items(d, ']', take_chat)
                                              : rsd_json_value(&d->json, &d->value);
}

/* A member of the outermost object: a list of records, all chats of a messenger's user or those
 * that were left, or else something said of them. */
static rsd_status take_root_member(document *d)
{
    int next;
    rsd_status status = read_name(d, &next);
    if (status != RSD_OK || next < 0) {
        return status;
    }
    if (next == '{' && (is_named(d, "chats") || is_named(d, "left_chats"))) {
        d->has_list = d->r->has_chats = true;
        return walk_items(d, '}', take_chats_member);
    }
    if (next == '[' && is_list_name(d)) {
        return take_list(d);
    }
    return keep_member(d);
}

/* Takes an object: its list of records, or if it has none, itself. */
static rsd_status take_object(document *d)
{
    const rsd_place at = place_of(d);
    d->head.len = 0;
    d->has_list = d->r->has_chats = false;
    rsd_status status = walk_items(d, '}', take_root_member);
    if (status != RSD_OK || d->has_list || d->is_broken) {
        return status;
    }
    bool closed =
        rsd_buf_add(&d->head, d->head.len == 0 ? "{}" : "}", d->head.len == 0 ? 2 : 1) == RSD_OK;
    return closed ? take_value(d, &d->head, at) : rsd_fail_nomem(d->r->source->err);
}

/* Takes the values of the document: one, or one after the other. */
static rsd_status take_document(document *d)
{
    for (;;) {
        int next;
        rsd_status status = rsd_json_peek(&d->json, &next);
        if (status != RSD_OK || next < 0) {
            return status;
        }
        status = next == '[' ? walk_items(d, ']', take_element)
                 : next == '{'
                     ? take_object(d)
                     : warn_broken(d, "is no JSON: there is neither a list nor an object");
        if (status != RSD_OK || d->is_broken) {
            return status;
        }
    }
}

rsd_status rsd_read_json(const rsd_source *source)
{
    records r;
    rsd_buf text = {0};
    rsd_input decoded = {0};
    document d = {.r = &r, .json = {.err = source->err}};
    const char *head = NULL;
    char mark[3];
    size_t n = 0;
    rsd_status status = begin(&r, source);
    if (status == RSD_OK) {
        status = decode(source, &text, &decoded, &d.json.input);
    }
    const bool is_read = d.json.input != NULL;
    if (is_read) {
        status = rsd_input_peek(d.json.input, 3, &head, &n, source->err);
    }
    if (status == RSD_OK && n == 3 && memcmp(head, "\xEF\xBB\xBF", 3) == 0) {
        status = rsd_input_read(d.json.input, mark, 3, &n, source->err);
        d.json.base = 3;
    }
    if (status == RSD_OK && is_read) {
        status = n == 0 ? rsd_warn_source(source, "empty", true, "is empty") : take_document(&d);
    }
    rsd_json_free(&d.json);
    rsd_buf_free(&d.name);
    rsd_buf_free(&d.value);
    rsd_buf_free(&d.head);
    rsd_input_free(&decoded);
    rsd_buf_free(&text);
    return end(&r, rsd_input_failed(source, status));
}

bool rsd_is_messages(const rsd_read_options *options, const char *head, size_t n)
{
    static const char *const members[][3] = {{"\"type\"", "\"id\"", "\"messages\""},
                                             {"\"about\"", "\"personal_information\"", ""},
                                             {"\"about\"", "\"chats\"", "\"list\""},
                                             {"\"about\"", "\"left_chats\"", "\"list\""}};
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
