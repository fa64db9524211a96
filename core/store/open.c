/* open.c: files, folders and texts as a corpus in memory. */
#include "base/worker.h"
#include "store/builder.h"
#include "store/catalog.h"
#include "store/met.h"
#include "store/stories.h"

#include <stdlib.h>
#include <string.h>

/* What is read, on its way to a corpus. */
typedef struct opening {
    rsd_builder builder;
    rsd_met *met;
    bool strict;
} opening;

static rsd_status take_document(void *ctx, const rsd_document *document, rsd_error *err)
{
    opening *o = ctx;
    bool again;
    if (rsd_interrupted) {
        return rsd_fail(err, RSD_ERR_INTERRUPTED, NULL, 0, RSD_NO_OFFSET, "interrupted");
    }
    rsd_status status = rsd_met_note(o->met, document->key, document->path, &again, err);
    if (status != RSD_OK) {
        return status;
    }
    return again ? rsd_warn_of_twice(&o->builder.corpus->warnings, document->path, o->strict, err)
                 : rsd_builder_add(&o->builder, document, err);
}

static rsd_status take_warning(void *ctx, const rsd_warning *warning, rsd_error *err)
{
    opening *o = ctx;
    return rsd_warnings_add(&o->builder.corpus->warnings, warning, o->strict, err);
}

static bool same_key(const rsd_corpus *corpus, size_t a, size_t b)
{
    return strcmp(corpus->articles[a].head.key, corpus->articles[b].head.key) == 0;
}

/* Keys different files of one key by their paths. */
static void part_equal_keys(rsd_corpus *corpus)
{
    for (size_t i = 0; i < corpus->article_count;) {
        size_t end = i + 1;
        while (end < corpus->article_count && same_key(corpus, i, end)) {
            end++;
        }
        for (size_t k = i; end - i > 1 && k < end; k++) {
            corpus->articles[k].head.key = corpus->articles[k].head.path;
        }
        i = end;
    }
    rsd_builder_sort(corpus);
}

/* Puts everything in its final order, so that the corpus does not depend on that of the paths. */
static rsd_status finish(opening *o, rsd_error *err)
{
    rsd_corpus *corpus = o->builder.corpus;
    rsd_builder_sort(corpus);
    part_equal_keys(corpus);
    rsd_status status = rsd_builder_number(corpus, err);
    if (status != RSD_OK) {
        return status;
    }
    rsd_lexicon_free(&corpus->lexicon);
    rsd_warnings_sort(&corpus->warnings);
    corpus->info.articles = corpus->article_count;
    corpus->stories = rsd_alloc(corpus->article_count * sizeof *corpus->stories);
    if (corpus->stories == NULL) {
        return rsd_fail_nomem(err);
    }
    status = rsd_corpus_count(corpus, err);
    return status == RSD_OK ? rsd_find_stories(corpus, corpus->stories, 1, err) : status;
}

/* Releases all but the corpus, which goes to *corpus if all went well. */
static rsd_status end(opening *o, rsd_status status, rsd_corpus **corpus)
{
    if (status == RSD_OK) {
        *corpus = o->builder.corpus;
        o->builder.corpus = NULL;
    }
    rsd_builder_free(&o->builder);
    rsd_met_free(o->met);
    return status;
}

rsd_status rsd_corpus_open(rsd_corpus **corpus, const char *const *paths, size_t path_count,
                           const rsd_read_options *options, bool strict, rsd_error *err)
{
    for (size_t i = 0; i < path_count; i++) {
        if (rsd_corpus_is_built(paths[i])) {
            return path_count == 1 ? rsd_store_open(corpus, paths[i], err)
                                   : rsd_fail(err, RSD_ERR_INVALID, paths[i], 0, RSD_NO_OFFSET,
                                              "is a built corpus, which is opened by itself");
        }
    }
    opening o = {.strict = strict};
    rsd_status status = rsd_builder_start(&o.builder, err);
    if (status == RSD_OK) {
        status = rsd_met_new(&o.met, NULL, 0, 0, err);
    }
    const rsd_sink sink = {.ctx = &o, .document = take_document, .warning = take_warning};
    for (size_t i = 0; i < path_count && status == RSD_OK; i++) {
        status = rsd_read_path(paths[i], options, &sink, err);
    }
    if (status == RSD_OK) {
        status = finish(&o, err);
    }
    return end(&o, status, corpus);
}

static int compare_fields(const void *a, const void *b)
{
    return strcmp(((const rsd_field *)a)->name, ((const rsd_field *)b)->name);
}

rsd_status rsd_corpus_from_text(rsd_corpus **corpus, const char *key, const char *text, size_t n,
                                const rsd_field *fields, size_t field_count, rsd_error *err)
{
    if (n > RSD_MAX_SOURCE) {
        return rsd_fail(err, RSD_ERR_LIMIT, key, 0, RSD_NO_OFFSET,
                        "is %zu bytes long; at most %zu are taken", n, (size_t)RSD_MAX_SOURCE);
    }
    rsd_field *sorted = rsd_alloc(field_count * sizeof *sorted);
    if (sorted == NULL) {
        return rsd_fail_nomem(err);
    }
    if (field_count > 0) {
        memcpy(sorted, fields, field_count * sizeof *sorted);
        qsort(sorted, field_count, sizeof *sorted, compare_fields);
    }
    opening o = {.strict = true};
    rsd_status status = rsd_builder_start(&o.builder, err);
    const rsd_document document = {.key = key,
                                   .path = key,
                                   .text = text,
                                   .text_len = n,
                                   .fields = sorted,
                                   .field_count = field_count};
    if (status == RSD_OK) {
        status = rsd_builder_add(&o.builder, &document, err);
    }
    if (status == RSD_OK) {
        status = finish(&o, err);
    }
    rsd_free(sorted);
    return end(&o, status, corpus);
}
