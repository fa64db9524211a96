/* fuzz_read.h: what the fuzz targets of readers share: any bytes as a file of some name. Documents
 * are whole, and warnings lie within the bytes. */
#ifndef RSD_TESTS_FUZZ_READ_H
#define RSD_TESTS_FUZZ_READ_H

#include "fuzz.h"
#include "read/read.h"

#include <string.h>

static rsd_status take_document(void *ctx, const rsd_document *document, rsd_error *err)
{
    (void)err;
    CHECK(document->text_len > 0 && document->text_len <= RSD_MAX_SOURCE);
    CHECK(document->text[document->text_len] == '\0');
    CHECK(strncmp(document->key, ctx, strlen(ctx)) == 0);
    CHECK(rsd_utf8_check(document->key, strlen(document->key)) == strlen(document->key));
    for (size_t i = 0; i < document->field_count; i++) {
        CHECK(i == 0 || strcmp(document->fields[i - 1].name, document->fields[i].name) < 0);
        CHECK(document->fields[i].value[0] != '\0');
    }
    uint32_t last = 0;
    for (size_t i = 0; i < document->span_count; i++) {
        CHECK(document->spans[i].start >= last &&
              document->spans[i].start < document->spans[i].end);
        CHECK(document->spans[i].end <= document->text_len);
        last = document->spans[i].end;
    }
    for (size_t i = 0; i < document->attribute_count; i++) {
        CHECK(document->attributes[i].name[0] != '\0');
        for (size_t k = 0; k < document->span_count; k++) {
            const char *value = document->attributes[i].values[k];
            CHECK(value == NULL || value[0] != '\0');
            CHECK(value == NULL || rsd_utf8_check(value, strlen(value)) == strlen(value));
        }
    }
    return RSD_OK;
}

static rsd_status take_warning(void *ctx, const rsd_warning *warning, rsd_error *err)
{
    (void)err;
    CHECK(strncmp(warning->source, ctx, strlen(ctx)) == 0);
    CHECK(warning->message[0] != '\0');
    return RSD_OK;
}

static void read_as(const char *name, const uint8_t *data, size_t size)
{
    char key[32];
    snprintf(key, sizeof key, "%s", name);
    const rsd_sink sink = {.ctx = key, .document = take_document, .warning = take_warning};
    CHECK(rsd_read_bytes(key, (const char *)data, size, NULL, &sink, NULL) == RSD_OK);
}

#endif
