/* fuzz_records.c: any bytes as JSON Lines and as JSON: documents are whole, or there is a warning.
 */
#include "read/records.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define REQUIRE(condition)                                                                         \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

static rsd_status take_document(void *ctx, const rsd_document *document, rsd_error *err)
{
    (void)ctx;
    (void)err;
    REQUIRE(document->text_len > 0);
    REQUIRE(rsd_utf8_check(document->text, document->text_len) == document->text_len);
    REQUIRE(strncmp(document->key, "f#", 2) == 0);
    for (size_t i = 1; i < document->field_count; i++) {
        REQUIRE(strcmp(document->fields[i - 1].name, document->fields[i].name) < 0);
    }
    return RSD_OK;
}

static rsd_status take_warning(void *ctx, const rsd_warning *warning, rsd_error *err)
{
    (void)err;
    REQUIRE(warning->offset == RSD_NO_OFFSET || warning->offset <= *(size_t *)ctx);
    return RSD_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static int fd = -1;
    if (fd < 0) {
        fd = memfd_create("records", 0);
        REQUIRE(fd >= 0);
    }
    REQUIRE(ftruncate(fd, 0) == 0 && pwrite(fd, data, size, 0) == (ssize_t)size);
    const rsd_sink sink = {.ctx = &size, .document = take_document, .warning = take_warning};
    const rsd_record_file file = {.key = "f", .path = "f"};
    for (int lines = 0; lines < 2; lines++) {
        rsd_error err = {0};
        REQUIRE(lseek(fd, 0, SEEK_SET) == 0);
        REQUIRE(rsd_read_records(&file, fd, lines == 1, &sink, &err) == RSD_OK);
    }
    return 0;
}
