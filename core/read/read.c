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
