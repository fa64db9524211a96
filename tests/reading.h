/* reading.h: what tests of readers share: a sink that writes down what it is given.
 *
 * Documents are lines "key|name=value|...: text", warnings "!kind line:offset", -1 for an offset
 * that is unknown, and without "!" where nothing is left out. */
#ifndef RSD_TESTS_READING_H
#define RSD_TESTS_READING_H

#include "base/mem.h"
#include "read/read.h"

#include <stdio.h>
#include <string.h>

typedef struct log {
    char text[16384];
    size_t len;
    char message[512]; /* of the last warning, */
    char source[128];  /* and what it is of */
} log;

static inline void add(log *to, const char *format, ...) __attribute__((format(printf, 2, 3)));

static inline void add(log *to, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int put = vsnprintf(to->text + to->len, sizeof to->text - to->len, format, args);
    va_end(args);
    assert_true(put >= 0 && to->len + (size_t)put < sizeof to->text);
    to->len += (size_t)put;
}

static inline rsd_status note_document(void *ctx, const rsd_document *document, rsd_error *err)
{
    (void)err;
    add(ctx, "%s", document->key);
    for (size_t i = 0; i < document->field_count; i++) {
        add(ctx, "|%s=%s", document->fields[i].name, document->fields[i].value);
    }
    add(ctx, ": %.*s\n", (int)document->text_len, document->text);
    return RSD_OK;
}

static inline rsd_status note_warning(void *ctx, const rsd_warning *warning, rsd_error *err)
{
    (void)err;
    log *to = ctx;
    snprintf(to->message, sizeof to->message, "%s", warning->message);
    snprintf(to->source, sizeof to->source, "%s", warning->source);
    add(to, "%s%s %d:%d\n", warning->skipped ? "!" : "", warning->kind, (int)warning->line,
        warning->offset == RSD_NO_OFFSET ? -1 : (int)warning->offset);
    return RSD_OK;
}

static inline rsd_status read_bytes(log *to, const char *name, const char *bytes, size_t n,
                                    const rsd_read_options *options)
{
    const rsd_sink sink = {.ctx = to, .document = note_document, .warning = note_warning};
    *to = (log){.len = 0};
    return rsd_read_bytes(name, bytes, n, options, &sink, NULL);
}

/* What is read of a file of that name and content is what is wanted. */
static inline void expect_read(const char *name, const char *bytes, const rsd_read_options *options,
                               const char *want)
{
    static log got;
    assert_int_equal(read_bytes(&got, name, bytes, strlen(bytes), options), RSD_OK);
    assert_string_equal(got.text, want);
}

/* Every allocation is made to fail in turn, and all after it: that is reported, and nothing leaks.
 */
static inline void expect_failures_told(const char *name, const char *bytes, size_t n)
{
    static log got;
    for (uint64_t at = 1;; at++) {
        rsd_fault_alloc(at, true);
        rsd_status status = read_bytes(&got, name, bytes, n, NULL);
        rsd_fault_alloc(0, false);
        if (status == RSD_OK) {
            assert_true(at > 5);
            break;
        }
        assert_int_equal(status, RSD_ERR_NOMEM);
    }
}

#endif
