/* catalog_write.c: making one corpus of segments, and its catalog. */
#include "store/catalog.h"

#include <string.h>

/* ---- Types ---- */

/* Is every document of every segment an article? */
static bool is_complete(const rsd_store *store)
{
    size_t documents = 0;
    for (size_t i = 0; i < store->segment_count; i++) {
        documents += store->segments[i].doc_count;
    }
    return documents == store->article_count;
}

static rsd_status make_types(rsd_corpus *draft, unsigned threads, rsd_error *err)
{
    const rsd_store *store = draft->store;
    if (store->segment_count == 1 && is_complete(store)) {
        draft->types = store->segments[0].types;
        return RSD_OK;
    }
    return store->segment_count == 0 ? RSD_OK : rsd_corpus_draft_types(draft, threads, err);
}

/* ---- The rest of a draft ---- */

void rsd_corpus_draft_tell(rsd_corpus *draft, const uint32_t *stories)
{
    rsd_store *store = draft->store;
    draft->info.stories = 0;
    for (size_t i = 0; i < store->article_count; i++) {
        store->own_entries[i].story = stories[i];
        draft->info.stories += stories[i] == i;
    }
}

rsd_status rsd_corpus_draft_finish(rsd_corpus *draft, unsigned threads, rsd_error *err)
{
    draft->info.articles = draft->store->article_count;
    rsd_status status = make_types(draft, threads, err);
    return status == RSD_OK ? rsd_corpus_count(draft, err) : status;
}

/* ---- Writing ---- */

static void write_info(rsd_writer *out, const rsd_corpus_info *info)
{
    rsd_info_record record = {.articles = info->articles,
                              .tokens = info->tokens,
                              .words = info->words,
                              .types = info->types,
                              .keys = info->keys,
                              .source_bytes = info->source_bytes,
                              .stories = info->stories,
                              .sources = info->sources,
                              .dated = info->dated,
                              .first_day = info->first_day,
                              .last_day = info->last_day};
    _Static_assert(RSD_ENCODING_COUNT <= sizeof record.encodings / sizeof *record.encodings,
                   "there is room");
    for (int i = 0; i < RSD_ENCODING_COUNT; i++) {
        record.encodings[i] = info->encodings[i];
    }
    for (int i = RSD_LANG_OTHER; i <= RSD_LANG_EN; i++) {
        record.languages[i] = info->languages[i];
    }
    memcpy(record.fingerprint, info->fingerprint, sizeof info->fingerprint);
    rsd_writer_begin(out, RSD_SECTION_INFO);
    rsd_writer_put(out, &record, sizeof record);
}

static void write_warnings(rsd_writer *out, const rsd_warnings *warnings)
{
    rsd_writer_begin(out, RSD_SECTION_WARNINGS);
    for (size_t i = 0; i < warnings->len; i++) {
        const rsd_warning *w = &warnings->items[i];
        const uint64_t numbers[3] = {w->line, w->offset, w->skipped};
        rsd_writer_put(out, numbers, sizeof numbers);
        rsd_writer_put(out, w->kind, strlen(w->kind) + 1);
        rsd_writer_put(out, w->source, strlen(w->source) + 1);
        rsd_writer_put(out, w->message, strlen(w->message) + 1);
    }
}

rsd_status rsd_catalog_write(const rsd_corpus *draft, const char *path, rsd_seal *seal,
                             rsd_error *err)
{
    const rsd_store *store = draft->store;
    rsd_writer *out;
    rsd_status status = rsd_writer_new(&out, path, RSD_MAGIC_CATALOG, store->scratch, err);
    if (status != RSD_OK) {
        return status;
    }
    write_info(out, &draft->info);
    rsd_writer_begin(out, RSD_SECTION_ARTICLES);
    rsd_writer_put(out, store->entries, store->article_count * sizeof *store->entries);
    if (store->own_maps != NULL) {
        rsd_writer_put_types(out, &draft->types);
        rsd_writer_begin(out, RSD_SECTION_MAPS);
        for (size_t i = 0; i < store->segment_count; i++) {
            const rsd_segment *segment = &store->segments[i];
            rsd_writer_put(out, segment->map, segment->types.len * sizeof *segment->map);
        }
    }
    write_warnings(out, &draft->warnings);
    rsd_attribute_names_write(draft, out);
    return rsd_writer_finish(out, seal, err);
}
