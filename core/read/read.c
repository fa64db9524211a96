/* read.c: small helpers that the files of the reading room share. */
#include "read/read.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* What can stand at the edge of a line and not be seen. */
static bool is_invisible(uint32_t cp)
{
    return cp == ' ' || (cp >= '\t' && cp <= '\r') || cp == 0x85 || cp == 0xA0 || cp == 0x61C ||
           cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200F) || (cp >= 0x2028 && cp <= 0x202F) ||
           (cp >= 0x205F && cp <= 0x2069) || cp == 0x3000 || cp == 0xFEFF;
}

/* The bytes of the character that ends at end and begins at or after start; 0 if it is none. */
static size_t decode_back(const char *s, size_t start, size_t end, uint32_t *cp)
{
    for (size_t len = 1; len <= 4 && len <= end - start; len++) {
        if (((unsigned char)s[end - len] & 0xC0) != 0x80) {
            return rsd_utf8_decode(s + end - len, len, cp) == len ? len : 0;
        }
    }
    return 0;
}

void rsd_trim(const char *s, size_t *start, size_t *end)
{
    uint32_t cp;
    while (*start < *end) {
        size_t len = rsd_utf8_decode(s + *start, *end - *start, &cp);
        if (len == 0 || !is_invisible(cp)) {
            break;
        }
        *start += len;
    }
    while (*start < *end) {
        size_t len = decode_back(s, *start, *end, &cp);
        if (len == 0 || !is_invisible(cp)) {
            break;
        }
        *end -= len;
    }
}

uint64_t rsd_line_at(const char *s, size_t offset)
{
    uint64_t line = 1;
    const char *end = s + offset;
    for (const char *at = s; at < end && (at = memchr(at, '\n', (size_t)(end - at))) != NULL;
         at++) {
        line++;
    }
    return line;
}

const char *rsd_copy_text(rsd_arena *arena, const char *s, size_t n)
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

rsd_status rsd_add_name(rsd_buf *buf, const char *name)
{
    size_t n = strlen(name);
    for (size_t at = 0; at < n;) {
        size_t good = rsd_utf8_check(name + at, n - at);
        if (rsd_buf_add(buf, name + at, good) != RSD_OK) {
            return RSD_ERR_NOMEM;
        }
        at += good;
        if (at < n) {
            char escape[4];
            snprintf(escape, sizeof escape, "%%%02X", (unsigned)(unsigned char)name[at++]);
            if (rsd_buf_add(buf, escape, 3) != RSD_OK) {
                return RSD_ERR_NOMEM;
            }
        }
    }
    return RSD_OK;
}

rsd_status rsd_warn_of_decoding(const rsd_sink *sink, rsd_error *err, const char *source,
                                const rsd_decoding *decoding, const char *text)
{
    if (decoding->bad == 0) {
        return RSD_OK;
    }
    uint32_t start;
    uint32_t end;
    rsd_decoding_to_text(decoding, decoding->first_bad, decoding->first_bad, &start, &end);
    return rsd_warn(sink, err, "undecodable", source, rsd_line_at(text, start), decoding->first_bad,
                    false, "%u character%s not %s and shown as U+FFFD, the first here",
                    decoding->bad, decoding->bad == 1 ? " is" : "s are",
                    rsd_encoding_name(decoding->encoding));
}

rsd_status rsd_warn(const rsd_sink *sink, rsd_error *err, const char *kind, const char *source,
                    uint64_t line, uint64_t offset, bool skipped, const char *format, ...)
{
    char message[512];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    const rsd_warning warning = {.kind = kind,
                                 .source = source,
                                 .line = line,
                                 .offset = offset,
                                 .message = message,
                                 .skipped = skipped};
    return sink->warning(sink->ctx, &warning, err);
}

rsd_status rsd_warn_source(const rsd_source *source, const char *kind, bool skipped,
                           const char *format, ...)
{
    char message[512];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    return rsd_warn(source->sink, source->err, kind, source->key, 0, RSD_NO_OFFSET, skipped, "%s",
                    message);
}

rsd_status rsd_input_failed(const rsd_source *source, rsd_status status)
{
    const char *kind = NULL;
    switch (status) {
    case RSD_ERR_IO:
    case RSD_ERR_INVALID:
        kind = "unreadable";
        break;
    case RSD_ERR_LIMIT:
        kind = "too_large";
        break;
    case RSD_OK:
    case RSD_ERR_NOMEM:
    case RSD_ERR_NOT_FOUND:
    case RSD_ERR_INTERRUPTED:
    case RSD_ERR_CORRUPT:
        return status;
    }
    const rsd_error why = *source->err;
    *source->err = (rsd_error){0};
    if (source->input->is_told) {
        return RSD_OK;
    }
    source->input->is_told = source->input->is_broken;
    return rsd_warn(source->sink, source->err, kind, source->key, why.line, why.offset, true, "%s",
                    why.message);
}

rsd_status rsd_input_tell(const rsd_source *source)
{
    rsd_input *in = source->input;
    if (!in->is_broken || in->is_told) {
        return RSD_OK;
    }
    in->is_told = true;
    return rsd_warn(source->sink, source->err, "unreadable", source->key, in->fault.line,
                    in->fault.offset, true, "%s%s", in->fault.message,
                    in->is_whole ? ""
                                 : "; what comes before that is read, but its end may be missing");
}

/* Where the name is among the fields, or would be. */
static size_t field_place(const rsd_fields *fields, const char *name, bool *found)
{
    size_t at = fields->len;
    int order = -1;
    while (at > 0 && (order = strcmp(fields->items[at - 1].name, name)) > 0) {
        at--;
    }
    *found = at > 0 && order == 0;
    return *found ? at - 1 : at;
}

rsd_status rsd_fields_add(rsd_fields *fields, const char *name, const char *value)
{
    bool found;
    size_t at = field_place(fields, name, &found);
    if (found) {
        return RSD_OK;
    }
    rsd_status status = RSD_GROW(fields->items, fields->cap, fields->len + 1);
    if (status == RSD_OK) {
        memmove(fields->items + at + 1, fields->items + at,
                (fields->len - at) * sizeof *fields->items);
        fields->items[at] = (rsd_field){.name = name, .value = value};
        fields->len++;
    }
    return status;
}

const char *rsd_fields_get(const rsd_fields *fields, const char *name)
{
    bool found;
    size_t at = field_place(fields, name, &found);
    return found ? fields->items[at].value : NULL;
}
