/* store.c: asking a corpus on disk of its articles. */
#include "store/store_int.h"

#include <string.h>

rsd_status rsd_store_entry(const rsd_store *store, size_t i, rsd_entry *entry,
                           const rsd_segment **segment, rsd_error *err)
{
    const rsd_entry *at = &store->entries[i];
    *segment = NULL;
    if (store->own_entries == NULL) {
        rsd_status status = rsd_sections_verify(&store->catalog, at, sizeof *at, err);
        if (status != RSD_OK) {
            return status;
        }
    }
    *entry = *at;
    if (entry->segment >= store->segment_count ||
        entry->doc >= store->segments[entry->segment].doc_count ||
        entry->story >= store->article_count) {
        return rsd_sections_damaged(&store->catalog, at, "an article makes no sense", err);
    }
    *segment = &store->segments[entry->segment];
    return RSD_OK;
}

rsd_status rsd_store_head(const rsd_store *store, size_t i, rsd_head *head, rsd_error *err)
{
    rsd_entry entry;
    const rsd_segment *segment;
    rsd_status status = rsd_store_entry(store, i, &entry, &segment, err);
    if (status == RSD_OK) {
        status = rsd_segment_head(segment, entry.doc, head, err);
    }
    if (status == RSD_OK && (entry.flags & RSD_ENTRY_BY_PATH) != 0) {
        head->key = head->path;
    }
    return status;
}

rsd_status rsd_store_meta(const rsd_store *store, size_t i, rsd_string *meta, rsd_error *err)
{
    rsd_entry entry;
    const rsd_segment *segment;
    rsd_status status = rsd_store_entry(store, i, &entry, &segment, err);
    return status == RSD_OK ? rsd_segment_meta(segment, entry.doc, meta, err) : status;
}

rsd_status rsd_store_bands(const rsd_store *store, size_t i, uint32_t *bands, rsd_error *err)
{
    rsd_entry entry;
    const rsd_segment *segment;
    rsd_status status = rsd_store_entry(store, i, &entry, &segment, err);
    return status == RSD_OK ? rsd_segment_bands(segment, entry.doc, bands, err) : status;
}

rsd_status rsd_store_body(const rsd_store *store, size_t i, unsigned want, uint32_t type_count,
                          rsd_body *body, rsd_error *err)
{
    rsd_entry entry;
    const rsd_segment *segment;
    rsd_status status = rsd_store_entry(store, i, &entry, &segment, err);
    return status == RSD_OK ? rsd_segment_body(segment, entry.doc, want, type_count, body, err)
                            : status;
}

rsd_status rsd_store_values(const rsd_store *store, size_t i, rsd_value_part *part, rsd_error *err)
{
    rsd_entry entry;
    const rsd_segment *segment;
    rsd_status status = rsd_store_entry(store, i, &entry, &segment, err);
    if (status == RSD_OK) {
        status = rsd_segment_values(segment, entry.doc, part, err);
        part->segment = entry.segment;
    }
    return status;
}

size_t rsd_store_story(const rsd_store *store, size_t i)
{
    rsd_entry entry;
    const rsd_segment *segment;
    return rsd_store_entry(store, i, &entry, &segment, NULL) == RSD_OK ? entry.story : i;
}

/* The strings behind the first two in pairs; the last string ends where meta does. */
static rsd_field_list read_fields(rsd_arena *arena, rsd_string meta)
{
    size_t strings = 0;
    for (size_t i = 0; i < meta.len; i++) {
        strings += meta.data[i] == '\0';
    }
    const size_t count = (strings - 2) / 2;
    rsd_field *fields = rsd_arena_alloc(arena, count * sizeof *fields);
    if (fields == NULL) {
        return (rsd_field_list){0};
    }
    const char *at = meta.data + strlen(meta.data) + 1;
    at += strlen(at) + 1;
    for (size_t i = 0; i < count; i++) {
        fields[i].name = at;
        at += strlen(at) + 1;
        fields[i].value = at;
        at += strlen(at) + 1;
    }
    return (rsd_field_list){fields, count};
}

const rsd_field *rsd_store_fields(rsd_store *store, size_t i, size_t *count)
{
    *count = 0;
    if (store->fields == NULL) {
        store->fields = rsd_alloc(store->article_count * sizeof *store->fields);
        if (store->fields == NULL) {
            return NULL;
        }
        memset(store->fields, 0, store->article_count * sizeof *store->fields);
    }
    rsd_field_list *list = &store->fields[i];
    rsd_string meta;
    if (list->items == NULL && rsd_store_meta(store, i, &meta, NULL) == RSD_OK) {
        *list = read_fields(&store->arena, meta);
    }
    *count = list->count;
    return list->items;
}

rsd_scratch *rsd_corpus_scratch(const rsd_corpus *corpus)
{
    return corpus->store == NULL ? NULL : corpus->store->scratch;
}

void rsd_corpus_passed(const rsd_corpus *corpus, size_t *done, size_t bytes)
{
    enum { WORTH_ASKING = 256 << 10 };
    *done += bytes;
    if (*done >= WORTH_ASKING) {
        *done = 0;
        rsd_scratch_ease(rsd_corpus_scratch(corpus));
    }
}

rsd_status rsd_store_join(rsd_store *store, rsd_scratch *scratch, rsd_error *err)
{
    store->scratch = scratch;
    rsd_status status =
        store->catalog.map == NULL ? RSD_OK : rsd_sections_join(&store->catalog, scratch, err);
    for (size_t i = 0; i < store->segment_count && status == RSD_OK; i++) {
        status = rsd_sections_join(&store->segments[i].file, scratch, err);
    }
    return status;
}

void rsd_store_leave(rsd_store *store)
{
    store->scratch = NULL;
    rsd_sections_leave(&store->catalog);
    for (size_t i = 0; i < store->segment_count; i++) {
        rsd_sections_leave(&store->segments[i].file);
    }
}

void rsd_store_free(rsd_store *store)
{
    if (store == NULL) {
        return;
    }
    for (size_t i = 0; i < store->segment_count; i++) {
        rsd_segment_close(&store->segments[i]);
    }
    rsd_sections_close(&store->catalog);
    rsd_free(store->segments);
    rsd_scratch_drop(store->scratch, store->own_entries);
    rsd_scratch_drop(store->scratch, store->own_maps);
    rsd_free(store->articles);
    rsd_free(store->fields);
    rsd_arena_free(&store->arena);
    rsd_free(store);
}
