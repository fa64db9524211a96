/* catalog_write.c: making one corpus of segments, and its catalog. */
#include "store/catalog.h"
#include "store/stories.h"

#include <stdlib.h>
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

/* Takes the tokens of the documents of a segment that are no articles out of its counts. */
static rsd_status subtract(const rsd_segment *segment, const bool *is_article, uint32_t *counts,
                           rsd_error *err)
{
    rsd_body body = {0};
    rsd_status status = RSD_OK;
    for (uint32_t doc = 0; doc < segment->doc_count && status == RSD_OK; doc++) {
        if (is_article[doc]) {
            continue;
        }
        status = rsd_segment_body(segment, doc, RSD_BODY_TYPES, segment->types.len, &body, err);
        for (uint32_t i = 0; i < body.stream.count && status == RSD_OK; i++) {
            counts[body.stream.types[i]]--;
        }
    }
    rsd_body_free(&body);
    return status;
}

/* The counts of a segment's types in the articles of the corpus, to be released with rsd_free. */
static rsd_status count_types(const rsd_store *store, size_t s, uint32_t **counts, rsd_error *err)
{
    const rsd_segment *segment = &store->segments[s];
    const size_t size = segment->types.len * sizeof **counts;
    bool *is_article = rsd_alloc(segment->doc_count);
    *counts = rsd_alloc(size);
    if (is_article == NULL || *counts == NULL) {
        rsd_free(is_article);
        return rsd_fail_nomem(err);
    }
    memset(is_article, 0, segment->doc_count);
    for (size_t i = 0; i < store->article_count; i++) {
        if (store->entries[i].segment == s) {
            is_article[store->entries[i].doc] = true;
        }
    }
    if (size > 0) {
        memcpy(*counts, segment->types.counts, size);
    }
    rsd_status status = subtract(segment, is_article, *counts, err);
    rsd_free(is_article);
    return status;
}

/* One segment in the merging of types. */
typedef struct cursor {
    const rsd_types *types;
    uint32_t *counts;
    uint32_t *map;
    uint32_t next;
    uint64_t head[2]; /* of the key of the next one; mostly that tells which comes first */
} cursor;

/* Notes what the next type begins with, if there is one. */
static void look_ahead(cursor *c)
{
    if (c->next < c->types->len) {
        const rsd_string key = rsd_types_key(c->types, c->next);
        c->head[0] = c->head[1] = 0;
        memcpy(c->head, key.data, key.len < sizeof c->head ? key.len : sizeof c->head);
        c->head[0] = __builtin_bswap64(c->head[0]);
        c->head[1] = __builtin_bswap64(c->head[1]);
    }
}

/* The order of the next types of two cursors, of which neither is at its end. */
static int compare_next(const cursor *a, const cursor *b)
{
    for (size_t i = 0; i < 2; i++) {
        if (a->head[i] != b->head[i]) {
            return a->head[i] < b->head[i] ? -1 : 1;
        }
    }
    return rsd_types_compare(a->types, a->next, b->types, b->next);
}

/* Lists the cursors whose next type comes first, and returns how many they are: 0 if all are at
 * their ends. */
static size_t list_first(const cursor *cursors, size_t count, uint16_t *first)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        const cursor *c = &cursors[i];
        if (c->next < c->types->len) {
            const int order = n == 0 ? 0 : compare_next(c, &cursors[first[0]]);
            n = order < 0 ? 0 : n;
            first[n] = (uint16_t)i;
            n += order <= 0;
        }
    }
    return n;
}

/* The next type of some cursors: adds it to the list if it has tokens. */
static rsd_status merge_next(cursor *cursors, const uint16_t *first, size_t n, rsd_type_list *list)
{
    const cursor at = cursors[first[0]];
    uint64_t tokens = 0;
    for (size_t i = 0; i < n; i++) {
        cursor *c = &cursors[first[i]];
        tokens += c->counts[c->next];
        c->map[c->next++] = list->len;
        look_ahead(c);
    }
    if (tokens == 0) {
        /* Whoever comes next takes the number; no token has this one. */
        return RSD_OK;
    }
    if (tokens > UINT32_MAX) {
        return RSD_ERR_LIMIT;
    }
    rsd_status status =
        rsd_type_list_add(list, rsd_types_form(at.types, at.next), rsd_types_key(at.types, at.next),
                          at.types->tags[at.next]);
    if (status == RSD_OK) {
        list->counts[list->len - 1] = (uint32_t)tokens;
    }
    return status;
}

static rsd_status merge_types(rsd_corpus *draft, cursor *cursors, uint16_t *first, rsd_error *err)
{
    rsd_store *store = draft->store;
    size_t total = 0;
    for (size_t i = 0; i < store->segment_count; i++) {
        total += store->segments[i].types.len;
    }
    store->own_maps = rsd_alloc(total * sizeof *store->own_maps);
    rsd_status status = rsd_type_list_reserve(&draft->type_list, total);
    if (store->own_maps == NULL || status == RSD_ERR_NOMEM) {
        return rsd_fail_nomem(err);
    }
    uint32_t *map = store->own_maps;
    for (size_t i = 0; i < store->segment_count && status == RSD_OK; i++) {
        rsd_segment *segment = &store->segments[i];
        cursors[i] = (cursor){.types = &segment->types, .map = map};
        segment->map = NULL; /* while its own types are asked for */
        look_ahead(&cursors[i]);
        status = count_types(store, i, &cursors[i].counts, err);
        map += segment->types.len;
    }
    if (status != RSD_OK) {
        return status;
    }
    enum { BYTES_OF_TYPE = 64 /* about, in all segments that have it */ };
    size_t read = 0;
    size_t n;
    while (status == RSD_OK && (n = list_first(cursors, store->segment_count, first)) > 0) {
        status = merge_next(cursors, first, n, &draft->type_list);
        read += BYTES_OF_TYPE;
        rsd_store_release(store, &read);
    }
    if (status != RSD_OK) {
        return status == RSD_ERR_NOMEM ? rsd_fail_nomem(err)
                                       : rsd_fail(err, status, NULL, 0, RSD_NO_OFFSET,
                                                  "the corpus has more words than rasad can count");
    }
    for (size_t i = 0; i < store->segment_count; i++) {
        store->segments[i].map = cursors[i].map;
    }
    draft->types = rsd_type_list_types(&draft->type_list);
    return RSD_OK;
}

static rsd_status make_types(rsd_corpus *draft, rsd_error *err)
{
    rsd_store *store = draft->store;
    if (store->segment_count == 1 && is_complete(store)) {
        draft->types = store->segments[0].types;
        return RSD_OK;
    }
    const size_t room = store->segment_count + 1;
    cursor *cursors = rsd_alloc(room * sizeof *cursors);
    uint16_t *first = rsd_alloc(room * sizeof *first); /* so are segments numbered in entries */
    if (cursors == NULL || first == NULL) {
        rsd_free(cursors);
        rsd_free(first);
        return rsd_fail_nomem(err);
    }
    memset(cursors, 0, room * sizeof *cursors);
    rsd_status status = merge_types(draft, cursors, first, err);
    for (size_t i = 0; i < store->segment_count; i++) {
        rsd_free(cursors[i].counts);
    }
    rsd_free(cursors);
    rsd_free(first);
    return status;
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

rsd_status rsd_corpus_draft_finish(rsd_corpus *draft, rsd_error *err)
{
    draft->info.articles = draft->store->article_count;
    rsd_status status = make_types(draft, err);
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
    rsd_status status = rsd_writer_new(&out, path, RSD_MAGIC_CATALOG, err);
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
