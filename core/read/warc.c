/* warc.c: web archives (WARC): each page that was fetched is an article, read as a page or a text
 * by what the server said it was, or if it said nothing, by how it begins. Redirects, errors,
 * pictures, feeds and the crawler's own records are passed over. */
#include "read/draft.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char CUT_RECORD[] = "the file ends within the record";

typedef struct warc {
    const rsd_source *source;
    rsd_lines lines;
    rsd_draft draft; /* its fields are those of the record, and it warns */
    rsd_buf block;   /* of the record */
    rsd_buf key;
    rsd_buf path;
    rsd_place at;    /* of the record */
    uint64_t length; /* of its block */
    bool has_length;
    char type[16];     /* response, resource, conversion... */
    char media[32];    /* text/html... */
    char encoding[16]; /* of what the server sent: gzip... */
    bool is_chunked;
    int code; /* of HTTP; 0 if there is none */
} warc;

/* ---- Headers ---- */

/* The value of the header line "name: value" if that is its name, else NULL. */
static const char *header_value(const char *s, size_t n, const char *name, size_t *len)
{
    const size_t name_len = strlen(name);
    if (n <= name_len || s[name_len] != ':' || strncasecmp(s, name, name_len) != 0) {
        return NULL;
    }
    size_t start = name_len + 1;
    rsd_trim(s, &start, &n);
    *len = n - start;
    return s + start;
}

/* Copies a value up to its parameters; a longer one than there is room for is cut. */
static void copy_word(char *room, size_t size, const char *s, size_t n)
{
    size_t len = 0;
    while (len < n && len < size - 1 && s[len] != ';' && s[len] != ' ') {
        room[len] = s[len];
        len++;
    }
    room[len] = '\0';
}

static rsd_status add_field(warc *w, const char *name, const char *s, size_t n)
{
    if (n >= 2 && s[0] == '<' && s[n - 1] == '>') { /* as some write addresses */
        s++;
        n -= 2;
    }
    return rsd_draft_field(&w->draft, name, s, n);
}

/* Takes one header line of a record. */
static rsd_status take_header(warc *w, const char *s, size_t n)
{
    size_t len;
    const char *value;
    if ((value = header_value(s, n, "WARC-Type", &len)) != NULL) {
        copy_word(w->type, sizeof w->type, value, len);
    } else if ((value = header_value(s, n, "Content-Type", &len)) != NULL) {
        copy_word(w->media, sizeof w->media, value, len);
    } else if ((value = header_value(s, n, "WARC-Target-URI", &len)) != NULL) {
        return add_field(w, "url", value, len);
    } else if ((value = header_value(s, n, "WARC-Date", &len)) != NULL) {
        return add_field(w, "fetched", value, len);
    } else if ((value = header_value(s, n, "Content-Length", &len)) != NULL && len > 0 &&
               len < 20 && strspn(value, "0123456789") >= len) {
        w->has_length = true;
        w->length = strtoull(value, NULL, 10);
    }
    return RSD_OK;
}

/* Takes one header line of what the server sent. */
static void take_http_header(warc *w, const char *s, size_t n)
{
    size_t len;
    const char *value;
    if ((value = header_value(s, n, "Content-Type", &len)) != NULL) {
        copy_word(w->media, sizeof w->media, value, len);
    } else if ((value = header_value(s, n, "Content-Encoding", &len)) != NULL) {
        copy_word(w->encoding, sizeof w->encoding, value, len);
    } else if ((value = header_value(s, n, "Transfer-Encoding", &len)) != NULL) {
        w->is_chunked = len == 7 && strncasecmp(value, "chunked", 7) == 0;
    }
}

/* Takes the headers of what the server sent, at the start of the block. Returns where they end. */
static size_t take_http(warc *w)
{
    const char *s = w->block.data;
    const size_t n = w->block.len;
    w->media[0] = '\0';
    for (size_t at = 0, line = 0; at < n; line++) {
        const char *end = memchr(s + at, '\n', n - at);
        size_t len = end == NULL ? n - at : (size_t)(end - s) - at;
        const char *text = s + at;
        at += len + (end == NULL ? 0 : 1);
        len -= len > 0 && text[len - 1] == '\r' ? 1 : 0;
        if (line == 0) {
            const char *space = memchr(text, ' ', len);
            w->code = space == NULL ? 0 : (int)strtol(space, NULL, 10);
        } else if (len == 0) {
            return at;
        } else {
            take_http_header(w, text, len);
        }
    }
    return n;
}

/* Puts the pieces of a body that was sent in chunks together, in place. If it is not, as where the
 * crawler did that already, it stays as it is. */
static size_t join_chunks(char *s, size_t n)
{
    size_t put = 0;
    for (int pass = 0; pass < 2; pass++) { /* the first only looks whether all is well */
        put = 0;
        for (size_t at = 0;;) {
            char *end;
            if (at >= n || strchr("0123456789abcdefABCDEF", s[at]) == NULL || s[at] == '\0') {
                return n;
            }
            const uint64_t size = strtoull(s + at, &end, 16);
            const char *line_end = memchr(s + at, '\n', n - at);
            if (line_end == NULL || line_end < end) {
                return n;
            }
            at = (size_t)(line_end - s) + 1;
            if (size == 0) {
                break;
            }
            if (size > n - at) {
                return n;
            }
            if (pass == 1) {
                memmove(s + put, s + at, size);
            }
            put += size;
            at += size;
            at += at < n && s[at] == '\r' ? 1 : 0;
            at += at < n && s[at] == '\n' ? 1 : 0;
        }
    }
    return put;
}

/* ---- Records ---- */

/* The name that the reader of the media type goes by, or NULL. */
static const char *name_of_media(const warc *w, bool is_packed)
{
    if (strcasecmp(w->media, "text/html") == 0) {
        return is_packed ? "page.html.gz" : "page.html";
    }
    if (strcasecmp(w->media, "application/xhtml+xml") == 0) {
        return is_packed ? "page.xhtml.gz" : "page.xhtml";
    }
    if (strcasecmp(w->media, "text/plain") == 0) {
        return is_packed ? "page.txt.gz" : "page.txt";
    }
    return NULL;
}

static rsd_status name_page(warc *w, const char *url)
{
    char number[24];
    snprintf(number, sizeof number, ":%" PRIu64, w->at.number);
    w->key.len = w->path.len = 0;
    bool named = rsd_buf_add(&w->key, w->source->key, strlen(w->source->key)) == RSD_OK &&
                 rsd_buf_add(&w->key, "#", 1) == RSD_OK && rsd_add_name(&w->key, url) == RSD_OK &&
                 rsd_buf_add(&w->path, w->source->path, strlen(w->source->path)) == RSD_OK &&
                 rsd_buf_add(&w->path, number, strlen(number)) == RSD_OK;
    return named ? RSD_OK : rsd_fail_nomem(w->source->err);
}

/* A warning of the record, by the address of its page if that is known. */
static rsd_status warn(warc *w, const char *kind, const char *message)
{
    const char *url = rsd_fields_get(&w->draft.fields, "url");
    rsd_source page = *w->source;
    rsd_status status = url == NULL ? RSD_OK : name_page(w, url);
    if (status != RSD_OK) {
        return status;
    }
    page.key = url == NULL ? page.key : w->key.data;
    w->draft.source = &page;
    status = rsd_draft_warn(&w->draft, w->at, kind, message);
    w->draft.source = w->source;
    return status;
}

/* Does the body begin with what browsers take for HTML where no one says what it is? */
static bool begins_as_html(const char *s, size_t n)
{
    static const char *const tags[] = {"<!doctype html",
                                       "<html",
                                       "<head",
                                       "<script",
                                       "<iframe",
                                       "<h1",
                                       "<div",
                                       "<font",
                                       "<table",
                                       "<a",
                                       "<style",
                                       "<title",
                                       "<b",
                                       "<body",
                                       "<br",
                                       "<p",
                                       "<!--"};
    static const char behind[] = {' ', '\t', '\r', '\n', '>'};
    size_t start = 0;
    rsd_trim(s, &start, &n);
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        const size_t len = strlen(tags[i]);
        if (n - start > len && strncasecmp(s + start, tags[i], len) == 0 &&
            (tags[i][len - 1] == '-' || memchr(behind, s[start + len], sizeof behind) != NULL)) {
            return true;
        }
    }
    return false;
}

/* Of a body that no one said the type of: it is HTML if it begins so, else it is told. That a
 * record is cut was told before. */
static rsd_status guess_media(warc *w, const char *body, size_t n)
{
    if (begins_as_html(body, n)) {
        copy_word(w->media, sizeof w->media, "text/html", strlen("text/html"));
        return RSD_OK;
    }
    return w->block.len < w->length
               ? RSD_OK
               : warn(w, "unsupported",
                      "the server did not say what it sent, and it does not begin as HTML");
}

/* Reads the body s[0..n) as a file of that name. */
static rsd_status read_page(warc *w, const char *name, const char *s, size_t n)
{
    const rsd_fields *given = &w->source->fields;
    const char *url = rsd_fields_get(&w->draft.fields, "url");
    rsd_status status = name_page(w, url == NULL ? "" : url);
    for (size_t i = 0; i < given->len && status == RSD_OK; i++) {
        status =
            rsd_fields_add(&w->draft.fields, given->items[i].name, given->items[i].value) == RSD_OK
                ? RSD_OK
                : rsd_fail_nomem(w->source->err);
    }
    if (status != RSD_OK) {
        return status;
    }
    rsd_input input = rsd_memory_input(s, n);
    rsd_source page = *w->source;
    page.input = &input;
    page.name = name;
    page.given = true;
    page.key = w->key.data;
    page.path = w->path.data;
    page.fields = (rsd_fields){0};
    page.inherited = &w->draft.fields;
    status = rsd_read_source(&page);
    rsd_input_free(&input);
    return status;
}

static rsd_status take_block(warc *w)
{
    size_t start = 0;
    if (w->block.len == 0) {
        return RSD_OK;
    }
    if (strcasecmp(w->media, "application/http") == 0) {
        start = take_http(w);
        if (w->code != 200) {
            return RSD_OK;
        }
    }
    char *body = w->block.data + start;
    size_t n = w->block.len - start;
    const bool is_plain = w->encoding[0] == '\0' || strcasecmp(w->encoding, "identity") == 0;
    const bool is_gzip =
        strcasecmp(w->encoding, "gzip") == 0 || strcasecmp(w->encoding, "x-gzip") == 0;
    n = w->is_chunked ? join_chunks(body, n) : n;
    const rsd_status status = w->media[0] == '\0' && n > 0 ? guess_media(w, body, n) : RSD_OK;
    const bool is_packed = is_gzip && n >= 2 && memcmp(body, "\x1F\x8B", 2) == 0;
    const char *name = name_of_media(w, is_packed);
    if (status != RSD_OK || name == NULL || n == 0) {
        return status;
    }
    if (!is_plain && !is_gzip) {
        char message[96];
        snprintf(message, sizeof message, "the page was sent packed as %.15s, which is not read",
                 w->encoding);
        return warn(w, "unsupported", message);
    }
    return read_page(w, name, body, n);
}

/* Are there pages in records of this type? */
static bool may_hold_page(const warc *w)
{
    return strcasecmp(w->type, "response") == 0 || strcasecmp(w->type, "resource") == 0 ||
           strcasecmp(w->type, "conversion") == 0;
}

/* Reads the headers of a record. */
static rsd_status read_headers(warc *w)
{
    rsd_status status = RSD_OK;
    bool more = true;
    while (status == RSD_OK) {
        status = rsd_next_line(&w->lines, &more, w->source->err);
        if (status != RSD_OK || !more || w->lines.len == 0) {
            break;
        }
        status = take_header(w, w->lines.line, w->lines.len);
    }
    return status;
}

/* Reads the record that begins with the line that was read. */
static rsd_status read_record(warc *w)
{
    rsd_draft_clear(&w->draft);
    w->block.len = 0;
    w->at = (rsd_place){.offset = w->lines.offset, .number = w->at.number + 1};
    w->type[0] = w->media[0] = w->encoding[0] = '\0';
    w->has_length = w->is_chunked = false;
    w->code = 0;
    rsd_status status = read_headers(w);
    if (status != RSD_OK) {
        return status;
    }
    if (!w->has_length) {
        const bool is_cut = w->lines.ended && w->lines.at == w->lines.buf.len;
        return warn(w, "bad_record",
                    is_cut ? CUT_RECORD : "the record does not say how long it is");
    }
    bool is_taken = may_hold_page(w) && w->length <= RSD_MAX_SOURCE;
    uint64_t got;
    status =
        rsd_lines_bytes(&w->lines, w->length, is_taken ? &w->block : NULL, &got, w->source->err);
    is_taken = is_taken && (got == w->length || !w->source->input->is_broken);
    if (status == RSD_OK && got < w->length) {
        status = warn(w, "bad_record", CUT_RECORD);
    } else if (status == RSD_OK && may_hold_page(w) && w->length > RSD_MAX_SOURCE) {
        status = warn(w, "too_large", "the record is larger than the 64 MiB that are taken");
    }
    return status == RSD_OK && is_taken ? take_block(w) : status;
}

/* At the end: in what is compressed record by record there may be more behind damage. */
static rsd_status resume(warc *w, bool *more)
{
    const rsd_error fault = w->source->input->fault;
    rsd_status status = rsd_input_resume(w->source->input, more, w->source->err);
    if (status != RSD_OK || !*more) {
        return status;
    }
    w->lines.ended = false;
    const rsd_place at = {.offset = fault.offset};
    return rsd_draft_warn(&w->draft, at, "unreadable", fault.message);
}

static rsd_status next_line(warc *w, bool *more)
{
    rsd_status status = rsd_next_line(&w->lines, more, w->source->err);
    while (status == RSD_OK && !*more) {
        status = resume(w, more);
        if (status != RSD_OK || !*more) {
            break;
        }
        status = rsd_next_line(&w->lines, more, w->source->err);
    }
    return status;
}

/* Reads all records; what is between them and no record is told. */
static rsd_status read_records(warc *w)
{
    bool is_lost = false;
    for (;;) {
        bool more;
        rsd_status status = next_line(w, &more);
        if (status != RSD_OK || !more) {
            return status;
        }
        if (w->lines.len >= 5 && memcmp(w->lines.line, "WARC/", 5) == 0) {
            is_lost = false;
            status = read_record(w);
        } else if (w->lines.len > 0 && !is_lost) {
            is_lost = true;
            w->at.offset = w->lines.offset;
            status = rsd_draft_warn(&w->draft, w->at, "bad_record",
                                    "there is no record here; reading goes on with the next");
        }
        if (status != RSD_OK) {
            return status;
        }
    }
}

rsd_status rsd_read_warc(const rsd_source *source)
{
    warc w = {.source = source, .draft = {.source = source}, .lines = {.input = source->input}};
    rsd_status status = rsd_input_failed(source, read_records(&w));
    rsd_lines_free(&w.lines);
    rsd_buf_free(&w.block);
    rsd_buf_free(&w.key);
    rsd_buf_free(&w.path);
    return rsd_draft_end(&w.draft, status);
}
