/* verify.c: looking at all of a corpus on disk, whatever state it is in. */
#include "base/worker.h"
#include "store/catalog.h"
#include "store/postings.h"

#include <stdio.h>
#include <string.h>

typedef struct verification {
    void *ctx;
    void (*found)(void *ctx, const rsd_damage *damage);
    size_t count;
    size_t articles;
} verification;

static void tell(verification *v, const char *source, uint64_t offset, const char *message)
{
    const rsd_damage damage = {.source = source, .offset = offset, .message = message};
    v->count++;
    v->found(v->ctx, &damage);
}

static void tell_error(verification *v, const rsd_error *err)
{
    tell(v, err->source, err->offset, err->message);
}

/* Is the failure one of the corpus, and not of the machine? */
static bool is_damage(rsd_status status)
{
    return status == RSD_ERR_CORRUPT || status == RSD_ERR_NOT_FOUND;
}

static rsd_status stop_if_interrupted(rsd_error *err)
{
    return rsd_interrupted
               ? rsd_fail(err, RSD_ERR_INTERRUPTED, NULL, 0, RSD_NO_OFFSET, "interrupted")
               : RSD_OK;
}

/* Looks at every block of a file. */
static rsd_status verify_file(verification *v, const char *path, const char *magic,
                              const rsd_seal *seal, rsd_error *err)
{
    rsd_sections file;
    rsd_status status = rsd_sections_open(&file, path, magic, seal, err);
    if (status != RSD_OK) {
        if (is_damage(status)) {
            tell_error(v, err);
            return RSD_OK;
        }
        return status;
    }
    uint64_t first;
    const size_t bad = rsd_sections_check(&file, &first);
    if (bad > 0) {
        char message[96];
        snprintf(message, sizeof message, "%zu of its blocks of 64 KiB %s damaged, this the first",
                 bad, bad == 1 ? "is" : "are");
        tell(v, path, first, message);
    }
    rsd_sections_close(&file);
    return stop_if_interrupted(err);
}

/* Reads the postings of every key of a segment. */
static rsd_status verify_postings(verification *v, const rsd_segment *segment, rsd_error *err)
{
    rsd_status status = RSD_OK;
    for (uint32_t type = 0; type < segment->types.len && status == RSD_OK; type++) {
        if (type > 0 && rsd_types_share_key(&segment->types, type - 1, type)) {
            continue;
        }
        rsd_postings postings = {0};
        uint64_t count = 0;
        status = stop_if_interrupted(err);
        if (status == RSD_OK) {
            status = rsd_postings_find(segment, type, &postings, err);
        }
        for (postings.len = 1; status == RSD_OK && postings.len > 0; count += postings.len) {
            status = rsd_postings_next(&postings, err);
        }
        if (status == RSD_OK && count != postings.count) {
            status = rsd_sections_damaged(&segment->file, postings.bytes,
                                          "the postings of a key are not all there", err);
        }
    }
    if (is_damage(status)) {
        tell_error(v, err);
        status = RSD_OK;
    }
    return status;
}

/* Reads the postings of all segments. */
static rsd_status verify_segments(verification *v, const char *folder, const rsd_parts *parts,
                                  rsd_error *err)
{
    rsd_corpus *draft;
    rsd_status status = rsd_corpus_draft_new(&draft, folder, parts, NULL, err);
    if (status != RSD_OK) {
        return is_damage(status) ? RSD_OK : status; /* the files tell */
    }
    for (size_t i = 0; i < draft->store->segment_count && status == RSD_OK; i++) {
        status = verify_postings(v, &draft->store->segments[i], err);
    }
    rsd_corpus_free(draft);
    return status;
}

/* What articles are loaded into, one after the other. */
typedef struct verify_room {
    rsd_article_view view;
    rsd_values values;
} verify_room;

static rsd_status verify_article(const rsd_corpus *corpus, size_t i, verify_room *room,
                                 rsd_error *err)
{
    rsd_status status = rsd_article_check(corpus, i, err);
    if (status == RSD_OK) {
        status = rsd_article_load(corpus, i, &room->view, err);
    }
    if (status == RSD_OK) {
        status = rsd_attributes_check(corpus, i, &room->values, err);
    }
    if (status != RSD_OK) {
        return status;
    }
    rsd_head head;
    size_t len = 0;
    rsd_corpus_head(corpus, i, &head, NULL);
    rsd_article_source(&room->view, &len);
    return len == head.source_len ? RSD_OK
                                  : rsd_fail(err, RSD_ERR_CORRUPT, head.key, 0, RSD_NO_OFFSET,
                                             "the source has another length than it had");
}

/* Looks at every article by itself. */
static rsd_status verify_articles(verification *v, const rsd_corpus *corpus, rsd_error *err)
{
    verify_room room = {0};
    rsd_status status = RSD_OK;
    for (size_t i = 0; i < corpus->info.articles; i++) {
        status = stop_if_interrupted(err);
        if (status == RSD_OK) {
            status = verify_article(corpus, i, &room, err);
        }
        v->articles += status == RSD_OK;
        if (is_damage(status)) {
            tell_error(v, err);
        } else if (status != RSD_OK) {
            break;
        }
    }
    rsd_article_view_free(&room.view);
    rsd_values_free(&room.values);
    return is_damage(status) ? RSD_OK : status;
}

static rsd_status verify_files(verification *v, const char *folder, const rsd_manifest *manifest,
                               rsd_error *err)
{
    char path[PATH_MAX];
    rsd_status status = RSD_OK;
    if (manifest->catalog.number > 0 && rsd_catalog_path(path, folder, manifest->catalog.number)) {
        status = verify_file(v, path, RSD_MAGIC_CATALOG, &manifest->catalog.seal, err);
    }
    const rsd_parts *lists[2] = {&manifest->segments, &manifest->pending};
    for (int l = 0; l < 2; l++) {
        for (size_t i = 0; i < lists[l]->len && status == RSD_OK; i++) {
            const rsd_part *part = &lists[l]->items[i];
            if (rsd_segment_path(path, folder, part->number)) {
                status = verify_file(v, path, RSD_MAGIC_SEGMENT, &part->seal, err);
            }
        }
    }
    return status;
}

rsd_status rsd_corpus_verify(const char *path, void *ctx,
                             void (*found)(void *ctx, const rsd_damage *damage), size_t *count,
                             size_t *articles, rsd_error *err)
{
    rsd_error unused = {0};
    verification v = {.ctx = ctx, .found = found};
    rsd_manifest manifest;
    rsd_corpus *corpus = NULL;
    err = err == NULL ? &unused : err;
    rsd_status status = rsd_manifest_read(&manifest, path, err);
    if (status == RSD_ERR_CORRUPT) {
        tell_error(&v, err);
        status = RSD_OK;
    } else if (status == RSD_OK) {
        status = verify_files(&v, path, &manifest, err);
        if (status == RSD_OK && v.count == 0) {
            status = verify_segments(&v, path, &manifest.segments, err);
        }
        if (status == RSD_OK && manifest.generation > 0) {
            status = rsd_store_open(&corpus, path, err);
            if (status == RSD_OK) {
                status = verify_articles(&v, corpus, err);
            } else if (is_damage(status)) {
                if (v.count == 0) {
                    tell_error(&v, err);
                }
                status = RSD_OK;
            }
        }
        rsd_manifest_free(&manifest);
    }
    rsd_corpus_free(corpus);
    *count = v.count;
    *articles = v.articles;
    return status;
}
