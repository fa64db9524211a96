/* manifest.c: reading and replacing the manifest, and the names of a store's files. */
#include "store/claim.h"

#include "base/io.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <xxhash.h>

#define FIRST_LINE RSD_MANIFEST_START " 1\n"
#define SEGMENT "segment-%" PRIu64 ".rsd"
#define CATALOG "catalog-%" PRIu64 ".rsd"

enum { LARGEST = 1 << 20, CHECKSUM_LINE = sizeof "checksum 0123456789abcdef\n" - 1 };

static bool put_name(char path[PATH_MAX], const char *folder, const char *name)
{
    int n = snprintf(path, PATH_MAX, "%s/%s", folder, name);
    return n > 0 && n < PATH_MAX;
}

bool rsd_segment_path(char path[PATH_MAX], const char *folder, uint64_t number)
{
    char name[64];
    snprintf(name, sizeof name, SEGMENT, number);
    return put_name(path, folder, name);
}

bool rsd_catalog_path(char path[PATH_MAX], const char *folder, uint64_t number)
{
    char name[64];
    snprintf(name, sizeof name, CATALOG, number);
    return put_name(path, folder, name);
}

static rsd_status too_long(const char *folder, rsd_error *err)
{
    return rsd_fail(err, RSD_ERR_LIMIT, folder, 0, RSD_NO_OFFSET, "is too long a path");
}

bool rsd_part_name(const char *name, uint64_t *number, bool *is_catalog)
{
    char again[64];
    *is_catalog = sscanf(name, "catalog-%" SCNu64, number) == 1;
    if (!*is_catalog && sscanf(name, "segment-%" SCNu64, number) != 1) {
        return false;
    }
    snprintf(again, sizeof again, *is_catalog ? CATALOG : SEGMENT, *number);
    return strcmp(name, again) == 0;
}

/* ---- Reading ---- */

static rsd_status add_part(rsd_parts *parts, const rsd_part *part)
{
    rsd_status status = RSD_GROW(parts->items, parts->cap, parts->len + 1);
    if (status == RSD_OK) {
        parts->items[parts->len++] = *part;
    }
    return status;
}

static bool read_part(const char *line, const char *name, rsd_part *part)
{
    const size_t n = strlen(name);
    return strncmp(line, name, n) == 0 &&
           sscanf(line + n, " %" SCNu64 " %" SCNu64 " %" SCNx64, &part->number, &part->seal.size,
                  &part->seal.checksum) == 3;
}

/* A line without its end; *known tells whether it makes sense. */
static rsd_status read_line(rsd_manifest *m, const char *line, bool *known)
{
    rsd_part part;
    *known = true;
    if (read_part(line, "segment", &part)) {
        return add_part(&m->segments, &part);
    }
    if (read_part(line, "pending", &part)) {
        return add_part(&m->pending, &part);
    }
    if (read_part(line, "catalog", &part)) {
        m->catalog = part;
        return RSD_OK;
    }
    *known = sscanf(line, "generation %" SCNu64, &m->generation) == 1 ||
             sscanf(line, "last %" SCNu64, &m->last) == 1 ||
             sscanf(line, "sources %" SCNx64, &m->sources) == 1;
    return RSD_OK;
}

/* Whether the bytes end in their own checksum. */
static bool is_whole(const rsd_buf *text)
{
    if (text->len < CHECKSUM_LINE) {
        return false;
    }
    const size_t n = text->len - CHECKSUM_LINE;
    char want[CHECKSUM_LINE + 1];
    snprintf(want, sizeof want, "checksum %016" PRIx64 "\n", (uint64_t)XXH3_64bits(text->data, n));
    return memcmp(text->data + n, want, CHECKSUM_LINE) == 0;
}

static rsd_status parse(rsd_manifest *m, rsd_buf *text, const char *path, rsd_error *err)
{
    if (!is_whole(text)) {
        return rsd_fail(err, RSD_ERR_CORRUPT, path, 0, RSD_NO_OFFSET,
                        "is damaged: its checksum is another");
    }
    if (strncmp(text->data, FIRST_LINE, sizeof FIRST_LINE - 1) != 0) {
        return rsd_fail(err, RSD_ERR_INVALID, path, 0, RSD_NO_OFFSET,
                        "is of another version of rasad's corpora than this program reads");
    }
    text->data[text->len - CHECKSUM_LINE] = '\0';
    char *rest;
    uint64_t number = 2;
    const char *line = strtok_r(text->data + sizeof FIRST_LINE - 1, "\n", &rest);
    if (line == NULL || strcmp(line, "profile " RSD_PROFILE) != 0) {
        return rsd_fail(err, RSD_ERR_INVALID, path, number, RSD_NO_OFFSET,
                        "the corpus was built with the %s; this program has the profile %s: it is "
                        "to be built again",
                        line == NULL ? "profile (none)" : line, RSD_PROFILE);
    }
    while ((line = strtok_r(NULL, "\n", &rest)) != NULL) {
        bool known;
        number++;
        if (read_line(m, line, &known) != RSD_OK) {
            return rsd_fail_nomem(err);
        }
        if (!known) {
            return rsd_fail(err, RSD_ERR_CORRUPT, path, number, RSD_NO_OFFSET, "makes no sense");
        }
    }
    return RSD_OK;
}

rsd_status rsd_manifest_read(rsd_manifest *manifest, const char *folder, rsd_error *err)
{
    char path[PATH_MAX];
    rsd_buf text = {0};
    if (!put_name(path, folder, RSD_MANIFEST)) {
        return too_long(folder, err);
    }
    *manifest = (rsd_manifest){0};
    rsd_status status = rsd_read_file(path, LARGEST, &text, err);
    if (status == RSD_ERR_NOT_FOUND && rsd_claim_has_catalog(folder)) {
        status = rsd_fail(err, RSD_ERR_CORRUPT, path, 0, RSD_NO_OFFSET,
                          "is missing: it says what the corpus consists of");
    }
    if (status == RSD_OK) {
        status = parse(manifest, &text, path, err);
    }
    if (status != RSD_OK) {
        rsd_manifest_free(manifest);
    }
    rsd_buf_free(&text);
    return status;
}

/* ---- Writing ---- */

static rsd_status add_line(rsd_buf *text, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static rsd_status add_line(rsd_buf *text, const char *format, ...)
{
    char line[128];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(line, sizeof line, format, args);
    va_end(args);
    return rsd_buf_add(text, line, (size_t)n);
}

static rsd_status add_parts(rsd_buf *text, const char *name, const rsd_part *parts, size_t count)
{
    rsd_status status = RSD_OK;
    for (size_t i = 0; i < count && status == RSD_OK; i++) {
        status = add_line(text, "%s %" PRIu64 " %" PRIu64 " %016" PRIx64 "\n", name,
                          parts[i].number, parts[i].seal.size, parts[i].seal.checksum);
    }
    return status;
}

static rsd_status compose(const rsd_manifest *m, rsd_buf *text)
{
    rsd_status status =
        add_line(text, FIRST_LINE "profile %s\ngeneration %" PRIu64 "\nlast %" PRIu64 "\n",
                 RSD_PROFILE, m->generation, m->last);
    if (status == RSD_OK) {
        status = add_parts(text, "catalog", &m->catalog, m->catalog.number > 0);
    }
    if (status == RSD_OK) {
        status = add_parts(text, "segment", m->segments.items, m->segments.len);
    }
    if (status == RSD_OK) {
        status = add_parts(text, "pending", m->pending.items, m->pending.len);
    }
    if (status == RSD_OK && m->pending.len > 0) {
        status = add_line(text, "sources %016" PRIx64 "\n", m->sources);
    }
    if (status == RSD_OK) {
        status = add_line(text, "checksum %016" PRIx64 "\n",
                          (uint64_t)XXH3_64bits(text->data, text->len));
    }
    return status;
}

rsd_status rsd_manifest_write(const rsd_manifest *manifest, const char *folder, rsd_error *err)
{
    char path[PATH_MAX];
    rsd_buf text = {0};
    if (!put_name(path, folder, RSD_MANIFEST)) {
        return too_long(folder, err);
    }
    rsd_status status = compose(manifest, &text) == RSD_OK ? RSD_OK : rsd_fail_nomem(err);
    if (status == RSD_OK) {
        /* The names of new files must be on disk before the manifest that has them is. */
        status = rsd_sync_folder(folder, err);
    }
    if (status == RSD_OK) {
        status = rsd_replace_file(path, text.data, text.len, err);
    }
    rsd_buf_free(&text);
    return status;
}

uint64_t rsd_manifest_size(const rsd_manifest *manifest)
{
    uint64_t size = manifest->catalog.seal.size;
    for (size_t i = 0; i < manifest->segments.len; i++) {
        size += manifest->segments.items[i].seal.size;
    }
    return size;
}

void rsd_manifest_free(rsd_manifest *manifest)
{
    rsd_free(manifest->segments.items);
    rsd_free(manifest->pending.items);
    *manifest = (rsd_manifest){0};
}
