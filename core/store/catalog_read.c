/* catalog_read.c: opening a corpus on disk by its manifest and catalog. */
#include "store/catalog.h"
#include "store/store.h"

#include <string.h>

static rsd_status open_segments(rsd_store *store, const char *folder, const rsd_parts *parts,
                                rsd_error *err)
{
    rsd_status status = RSD_OK;
    if (parts->len > RSD_SEGMENTS_MOST) {
        return rsd_fail(err, RSD_ERR_LIMIT, folder, 0, RSD_NO_OFFSET,
                        "has %zu segments; at most %d are taken", parts->len,
                        (int)RSD_SEGMENTS_MOST);
    }
    store->segments = rsd_alloc(parts->len * sizeof *store->segments);
    if (store->segments == NULL) {
        return rsd_fail_nomem(err);
    }
    for (size_t i = 0; i < parts->len && status == RSD_OK; i++) {
        char path[PATH_MAX];
        status = rsd_segment_path(path, folder, parts->items[i].number)
                     ? rsd_segment_open(&store->segments[i], path, &parts->items[i].seal, err)
                     : rsd_fail(err, RSD_ERR_LIMIT, folder, 0, RSD_NO_OFFSET, "is too long a path");
        store->segment_count += status == RSD_OK;
    }
    return status;
}

/* A corpus with an empty store; NULL if there is no memory. */
static rsd_corpus *new_corpus(rsd_error *err)
{
    rsd_corpus *corpus = rsd_alloc(sizeof *corpus);
    rsd_store *store = rsd_alloc(sizeof *store);
    if (corpus == NULL || store == NULL) {
        rsd_free(corpus);
        rsd_free(store);
        rsd_fail_nomem(err);
        return NULL;
    }
    *store = (rsd_store){0};
    *corpus = (rsd_corpus){.store = store};
    return corpus;
}

rsd_status rsd_corpus_draft_new(rsd_corpus **draft, const char *folder, const rsd_parts *parts,
                                rsd_scratch *scratch, rsd_error *err)
{
    rsd_corpus *corpus = new_corpus(err);
    if (corpus == NULL) {
        return RSD_ERR_NOMEM;
    }
    rsd_status status = open_segments(corpus->store, folder, parts, err);
    if (status == RSD_OK) {
        status = rsd_store_join(corpus->store, scratch, err);
    }
    for (size_t i = 0; i < corpus->store->segment_count && status == RSD_OK; i++) {
        status = rsd_segment_prepare(&corpus->store->segments[i], true, err);
        rsd_sections_release(&corpus->store->segments[i].file);
    }
    if (status == RSD_OK) {
        *draft = corpus;
    } else {
        rsd_corpus_free(corpus);
    }
    return status;
}

/* ---- What is in a catalog ---- */

static rsd_status read_info(rsd_corpus *corpus, rsd_error *err)
{
    rsd_store *store = corpus->store;
    const void *items;
    size_t count;
    rsd_status status = rsd_sections_find(&store->catalog, RSD_SECTION_INFO,
                                          sizeof(rsd_info_record), &items, &count, err);
    if (status == RSD_OK && count != 1) {
        status = rsd_sections_damaged(&store->catalog, store->catalog.map, "has no info", err);
    }
    if (status == RSD_OK) {
        status = rsd_sections_verify(&store->catalog, items, sizeof(rsd_info_record), err);
    }
    if (status != RSD_OK) {
        return status;
    }
    rsd_info_record record;
    memcpy(&record, items, sizeof record);
    rsd_corpus_info *info = &corpus->info;
    *info = (rsd_corpus_info){.articles = (size_t)record.articles,
                              .tokens = record.tokens,
                              .words = record.words,
                              .types = (size_t)record.types,
                              .keys = (size_t)record.keys,
                              .source_bytes = record.source_bytes,
                              .stories = (size_t)record.stories,
                              .sources = (size_t)record.sources,
                              .dated = (size_t)record.dated,
                              .first_day = record.first_day,
                              .last_day = record.last_day};
    for (int i = 0; i < RSD_ENCODING_COUNT; i++) {
        info->encodings[i] = (size_t)record.encodings[i];
    }
    for (int i = RSD_LANG_OTHER; i <= RSD_LANG_EN; i++) {
        info->languages[i] = (size_t)record.languages[i];
    }
    memcpy(info->fingerprint, record.fingerprint, sizeof info->fingerprint - 1);
    status = rsd_sections_find(&store->catalog, RSD_SECTION_ARTICLES, sizeof(rsd_entry), &items,
                               &count, err);
    if (status == RSD_OK && (count != record.articles || count > UINT32_MAX)) {
        status = rsd_sections_damaged(&store->catalog, items, "has too few articles", err);
    }
    store->entries = items;
    store->article_count = count;
    return status;
}

/* The map of each segment's types to those of the corpus; all of them are of it, or of none. */
static rsd_status read_maps(rsd_corpus *corpus, rsd_error *err)
{
    rsd_store *store = corpus->store;
    const void *items;
    size_t count;
    rsd_status status =
        rsd_sections_find(&store->catalog, RSD_SECTION_MAPS, sizeof(uint32_t), &items, &count, err);
    if (status == RSD_OK) {
        status = rsd_sections_verify(&store->catalog, items, count * sizeof(uint32_t), err);
    }
    const uint32_t *map = items;
    for (size_t i = 0; i < store->segment_count && status == RSD_OK; i++) {
        rsd_segment *segment = &store->segments[i];
        status = rsd_segment_prepare(segment, false, err);
        if (status == RSD_OK && segment->types.len > count) {
            status = rsd_sections_damaged(&store->catalog, map, "has maps that are too short", err);
        }
        if (status == RSD_OK) {
            segment->map = map;
            map += segment->types.len;
            count -= segment->types.len;
        }
    }
    return status;
}

static rsd_status read_types(rsd_corpus *corpus, rsd_error *err)
{
    rsd_store *store = corpus->store;
    const void *items;
    size_t count;
    rsd_status status = rsd_sections_find(&store->catalog, RSD_SECTION_FORMS, sizeof(uint32_t),
                                          &items, &count, err);
    if (status != RSD_OK) {
        return status;
    }
    if (items == NULL && store->segment_count == 1) {
        status = rsd_segment_prepare(&store->segments[0], true, err);
        corpus->types = store->segments[0].types;
        return status;
    }
    status = rsd_sections_types(&store->catalog, &corpus->types, err);
    return status == RSD_OK ? read_maps(corpus, err) : status;
}

/* A string that ends before end, behind which *at is moved; NULL if there is none. */
static const char *next_string(const char **at, const char *end)
{
    const char *string = *at;
    const char *nul = memchr(string, '\0', (size_t)(end - string));
    *at = nul == NULL ? end : nul + 1;
    return nul == NULL ? NULL : string;
}

static rsd_status read_warning(rsd_corpus *corpus, const char **at, const char *end, rsd_error *err)
{
    rsd_warning warning;
    uint64_t numbers[3]; /* line, offset, skipped */
    if ((size_t)(end - *at) < sizeof numbers) {
        return RSD_ERR_CORRUPT;
    }
    memcpy(numbers, *at, sizeof numbers);
    *at += sizeof numbers;
    warning.line = numbers[0];
    warning.offset = numbers[1];
    warning.skipped = numbers[2] != 0;
    warning.kind = next_string(at, end);
    warning.source = next_string(at, end);
    warning.message = next_string(at, end);
    if (warning.message == NULL) {
        return RSD_ERR_CORRUPT;
    }
    return rsd_warnings_add(&corpus->warnings, &warning, false, err);
}

static rsd_status read_warnings(rsd_corpus *corpus, rsd_error *err)
{
    const rsd_sections *catalog = &corpus->store->catalog;
    const void *items;
    size_t size;
    rsd_status status = rsd_sections_find(catalog, RSD_SECTION_WARNINGS, 1, &items, &size, err);
    if (status == RSD_OK) {
        status = rsd_sections_verify(catalog, items, size, err);
    }
    const char *at = items;
    for (const char *end = at + size; status == RSD_OK && at < end;) {
        status = read_warning(corpus, &at, end, err);
        if (status == RSD_ERR_CORRUPT) {
            return rsd_sections_damaged(catalog, items, "has warnings that make no sense", err);
        }
    }
    corpus->info.warnings = corpus->warnings.len;
    corpus->info.skipped = rsd_warnings_skipped(&corpus->warnings);
    return status;
}

/* ---- Opening ---- */

static rsd_status open_parts(rsd_corpus *corpus, const char *folder, const rsd_manifest *manifest,
                             rsd_error *err)
{
    char path[PATH_MAX];
    rsd_store *store = corpus->store;
    if (!rsd_catalog_path(path, folder, manifest->catalog.number)) {
        return rsd_fail(err, RSD_ERR_LIMIT, folder, 0, RSD_NO_OFFSET, "is too long a path");
    }
    rsd_status status =
        rsd_sections_open(&store->catalog, path, RSD_MAGIC_CATALOG, &manifest->catalog.seal, err);
    return status == RSD_OK ? open_segments(store, folder, &manifest->segments, err) : status;
}

/* Reads what is in the catalog, and the types of the segments. */
static rsd_status read_catalog(rsd_corpus *corpus, rsd_error *err)
{
    rsd_status status = read_info(corpus, err);
    if (status == RSD_OK) {
        status = read_types(corpus, err);
    }
    if (status == RSD_OK) {
        status = rsd_attribute_names_read(corpus, &corpus->store->catalog, err);
    }
    return status == RSD_OK ? read_warnings(corpus, err) : status;
}

/* The same; all types are looked at, but of a large corpus they are not in memory all at once. */
static rsd_status read_eased(rsd_corpus *corpus, const char *folder, rsd_error *err)
{
    enum { MAPPED = 48 << 20 };
    rsd_scratch *scratch;
    rsd_status status = rsd_scratch_new(&scratch, folder, 0, MAPPED, err);
    if (status != RSD_OK) {
        return status;
    }
    status = rsd_store_join(corpus->store, scratch, err);
    if (status == RSD_OK) {
        status = read_catalog(corpus, err);
    }
    rsd_store_leave(corpus->store);
    rsd_scratch_free(scratch);
    return status;
}

static rsd_status fail_unfinished(const char *folder, rsd_error *err)
{
    return rsd_fail(err, RSD_ERR_INVALID, folder, 0, RSD_NO_OFFSET,
                    "its build has not come to its end; the same `rasad build` goes on with it");
}

static rsd_status open_manifest(rsd_corpus **corpus, const char *folder,
                                const rsd_manifest *manifest, rsd_error *err)
{
    if (manifest->generation == 0) {
        return fail_unfinished(folder, err);
    }
    rsd_corpus *opened = new_corpus(err);
    if (opened == NULL) {
        return RSD_ERR_NOMEM;
    }
    rsd_status status = open_parts(opened, folder, manifest, err);
    if (status == RSD_OK) {
        status = read_eased(opened, folder, err);
    }
    opened->info.bytes_on_disk = rsd_manifest_size(manifest);
    opened->info.segments = manifest->segments.len;
    opened->info.commits = manifest->generation;
    if (status == RSD_OK) {
        *corpus = opened;
    } else {
        rsd_corpus_free(opened);
    }
    return status;
}

/* Opens what the manifest says now; *generation is what it was. */
static rsd_status try_to_open(rsd_corpus **corpus, const char *folder, uint64_t *generation,
                              rsd_error *err)
{
    rsd_manifest manifest;
    rsd_status status = rsd_manifest_read(&manifest, folder, err);
    if (status == RSD_ERR_NOT_FOUND) {
        return fail_unfinished(folder, err);
    }
    if (status == RSD_OK) {
        *generation = manifest.generation;
        status = open_manifest(corpus, folder, &manifest, err);
        rsd_manifest_free(&manifest);
    }
    return status;
}

rsd_status rsd_store_open(rsd_corpus **corpus, const char *folder, rsd_error *err)
{
    /* A commit may remove files between the reading of the manifest and their opening; then there
     * is another manifest to read. */
    uint64_t before = 0;
    for (;;) {
        uint64_t generation = 0;
        rsd_error why = {0};
        rsd_status status = try_to_open(corpus, folder, &generation, &why);
        if (status != RSD_ERR_NOT_FOUND || generation == 0 || generation == before) {
            if (err != NULL && status != RSD_OK) {
                *err = why;
            }
            if (status == RSD_ERR_NOT_FOUND && generation > 0) {
                return rsd_fail(err, RSD_ERR_CORRUPT, why.source, 0, RSD_NO_OFFSET, "is missing");
            }
            return status;
        }
        before = generation;
    }
}
