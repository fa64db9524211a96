/* types_merge.c: the types of several segments as those of one corpus, a range of keys at a time.
 */
#include "base/chunks.h"
#include "base/worker.h"
#include "store/catalog.h"
#include "store/store.h"

#include <string.h>

enum {
    STEP = 8192,                /* types of the largest segment in a range of keys */
    BYTES_OF_TYPE = 32,         /* about */
    BYTES_OF_SEARCH = 64 * 1024 /* about, with what lies in memory around what is looked at */
};

/* One segment in the merging of a range. */
typedef struct cursor {
    const rsd_types *types;
    const uint32_t *counts;
    uint32_t *map;
    uint32_t next;
    uint32_t end;
    uint64_t head[2]; /* of the key of the next one; mostly that tells which comes first */
} cursor;

/* A thread's own. */
typedef struct room {
    cursor *cursors; /* of each segment */
    uint16_t *first; /* so are segments numbered in entries */
    rsd_type_list list;
    size_t done; /* bytes since the scratch was eased */
    char apart[RSD_APART];
} room;

typedef struct merging {
    rsd_corpus *draft;
    rsd_segment *segments;
    size_t count;      /* of segments */
    uint32_t **counts; /* of each segment those of its types in articles, or NULL for all */
    uint32_t **maps;   /* of each segment in the store's */
    uint32_t *starts;  /* of each range and one more: the first type of each segment */
    size_t range_count;
    room *rooms; /* of each thread */
    unsigned threads;
} merging;

/* ---- Counts ---- */

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

/* Counts the types of a segment, of which some documents are no articles, in the others. */
static rsd_status count_types(merging *m, size_t s, rsd_error *err)
{
    const rsd_store *store = m->draft->store;
    const rsd_segment *segment = &m->segments[s];
    bool *is_article = rsd_alloc(segment->doc_count);
    if (is_article == NULL) {
        return rsd_fail_nomem(err);
    }
    memset(is_article, 0, segment->doc_count);
    for (size_t i = 0; i < store->article_count; i++) {
        if (store->entries[i].segment == s) {
            is_article[store->entries[i].doc] = true;
        }
    }
    rsd_status status = RSD_SCRATCH_TAKE(store->scratch, m->counts[s], segment->types.len, err);
    if (status == RSD_OK && segment->types.len > 0) {
        memcpy(m->counts[s], segment->types.counts, segment->types.len * sizeof *m->counts[s]);
        status = subtract(segment, is_article, m->counts[s], err);
    }
    rsd_free(is_article);
    return status;
}

static rsd_status count_all(merging *m, rsd_error *err)
{
    const rsd_store *store = m->draft->store;
    uint32_t *articles = rsd_alloc(m->count * sizeof *articles); /* of each segment */
    if (articles == NULL) {
        return rsd_fail_nomem(err);
    }
    memset(articles, 0, m->count * sizeof *articles);
    for (size_t i = 0; i < store->article_count; i++) {
        articles[store->entries[i].segment]++;
    }
    rsd_status status = RSD_OK;
    for (size_t i = 0; i < m->count && status == RSD_OK; i++) {
        if (articles[i] < m->segments[i].doc_count) {
            status = count_types(m, i, err);
        }
    }
    rsd_free(articles);
    return status;
}

/* ---- Ranges ---- */

/* Cuts the keys into ranges by those of the segment that has the most types. */
static rsd_status cut_ranges(merging *m, rsd_error *err)
{
    const rsd_types *largest = &m->segments[0].types;
    for (size_t i = 1; i < m->count; i++) {
        const rsd_types *types = &m->segments[i].types;
        largest = types->len > largest->len ? types : largest;
    }
    m->range_count = largest->len / STEP + 1;
    m->starts = rsd_alloc((m->range_count + 1) * m->count * sizeof *m->starts);
    if (m->starts == NULL) {
        return rsd_fail_nomem(err);
    }
    size_t done = 0;
    for (size_t i = 0; i < m->count; i++) {
        const rsd_types *types = &m->segments[i].types;
        m->starts[i] = 0;
        for (size_t range = 1; range < m->range_count; range++) {
            const rsd_string key = rsd_types_key(largest, (uint32_t)(range * STEP));
            uint32_t unused;
            rsd_corpus_passed(m->draft, &done, BYTES_OF_SEARCH);
            rsd_types_range(types, key.data, key.len, &m->starts[range * m->count + i], &unused);
        }
        m->starts[m->range_count * m->count + i] = types->len;
    }
    return RSD_OK;
}

/* ---- Merging ---- */

/* Notes what the next type begins with, if there is one. */
static void look_ahead(cursor *c)
{
    if (c->next < c->end) {
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
        if (c->next < c->end) {
            const int order = n == 0 ? 0 : compare_next(c, &cursors[first[0]]);
            n = order < 0 ? 0 : n;
            first[n] = (uint16_t)i;
            n += order <= 0;
        }
    }
    return n;
}

/* The next type of some cursors: adds it to the list if it has tokens. */
static rsd_status merge_next(room *r, size_t n, rsd_error *err)
{
    rsd_type_list *list = &r->list;
    const cursor at = r->cursors[r->first[0]];
    uint64_t tokens = 0;
    for (size_t i = 0; i < n; i++) {
        cursor *c = &r->cursors[r->first[i]];
        tokens += c->counts[c->next];
        c->map[c->next++] = list->len;
        look_ahead(c);
    }
    if (tokens == 0) {
        /* Whoever comes next takes the number; no token has this one. */
        return RSD_OK;
    }
    if (tokens > UINT32_MAX) {
        return rsd_fail(err, RSD_ERR_LIMIT, NULL, 0, RSD_NO_OFFSET,
                        "the corpus has more of a word than rasad can count");
    }
    rsd_status status =
        rsd_type_list_add(list, rsd_types_form(at.types, at.next), rsd_types_key(at.types, at.next),
                          at.types->tags[at.next], err);
    if (status == RSD_OK) {
        list->counts[list->len - 1] = (uint32_t)tokens;
    }
    return status;
}

/* The columns of a list, one behind the other. */
static rsd_status put_columns(const rsd_type_list *list, rsd_buf *made, rsd_error *err)
{
    const uint32_t sizes[2] = {list->len, (uint32_t)list->byte_count};
    const size_t size = list->len * sizeof(uint32_t);
    const struct {
        const void *bytes;
        size_t n;
    } parts[] = {{sizes, sizeof sizes}, {list->forms, size},     {list->keys, size},
                 {list->counts, size},  {list->tags, list->len}, {list->bytes, list->byte_count}};
    rsd_status status = RSD_OK;
    for (size_t i = 0; i < sizeof parts / sizeof *parts && status == RSD_OK; i++) {
        status = rsd_buf_add(made, parts[i].bytes, parts[i].n);
    }
    return status == RSD_OK ? RSD_OK : rsd_fail_nomem(err);
}

static rsd_types get_columns(const rsd_buf *made)
{
    uint32_t sizes[2];
    memcpy(sizes, made->data, sizeof sizes);
    const uint32_t *columns = (const uint32_t *)(const void *)(made->data + sizeof sizes);
    const size_t len = sizes[0];
    const uint8_t *tags = (const uint8_t *)(columns + 3 * len);
    return (rsd_types){.forms = columns,
                       .keys = columns + len,
                       .counts = columns + 2 * len,
                       .tags = tags,
                       .bytes = (const char *)tags + len,
                       .byte_count = sizes[1],
                       .len = sizes[0]};
}

/* Merges a range; its types are counted from 0. */
static rsd_status merge_range(void *ctx, unsigned thread, size_t range, rsd_buf *made,
                              rsd_error *err)
{
    merging *m = ctx;
    room *r = &m->rooms[thread];
    const uint32_t *starts = m->starts + range * m->count;
    size_t most = 0;
    for (size_t i = 0; i < m->count; i++) {
        const rsd_types *types = &m->segments[i].types;
        r->cursors[i] = (cursor){.types = types,
                                 .counts = m->counts[i] == NULL ? types->counts : m->counts[i],
                                 .map = m->maps[i],
                                 .next = starts[i],
                                 .end = starts[m->count + i]};
        look_ahead(&r->cursors[i]);
        most += starts[m->count + i] - starts[i];
    }
    rsd_type_list_empty(&r->list);
    rsd_status status = rsd_type_list_reserve(&r->list, most, err);
    size_t n;
    while (status == RSD_OK && (n = list_first(r->cursors, m->count, r->first)) > 0) {
        status = merge_next(r, n, err);
        rsd_corpus_passed(m->draft, &r->done, n * BYTES_OF_TYPE);
    }
    return status == RSD_OK ? put_columns(&r->list, made, err) : status;
}

/* Puts the types of a range behind those of the ranges before it. */
static rsd_status take_range(void *ctx, size_t range, const rsd_buf *made, rsd_error *err)
{
    merging *m = ctx;
    rsd_type_list *list = &m->draft->type_list;
    const rsd_types types = get_columns(made);
    if (rsd_interrupted) {
        return rsd_fail(err, RSD_ERR_INTERRUPTED, NULL, 0, RSD_NO_OFFSET, "interrupted");
    }
    for (size_t i = 0; i < m->count; i++) {
        const uint32_t *starts = m->starts + range * m->count + i;
        for (uint32_t type = starts[0]; type < starts[m->count]; type++) {
            m->maps[i][type] += list->len;
        }
    }
    return rsd_type_list_append(list, &types, err);
}

/* ---- All ---- */

static rsd_status make_rooms(merging *m, rsd_error *err)
{
    m->rooms = rsd_alloc(m->threads * sizeof *m->rooms);
    if (m->rooms == NULL) {
        return rsd_fail_nomem(err);
    }
    bool has_all = true;
    for (unsigned i = 0; i < m->threads; i++) {
        m->rooms[i] =
            (room){.cursors = rsd_alloc(m->count * sizeof *m->rooms[i].cursors + RSD_APART),
                   .first = rsd_alloc(m->count * sizeof *m->rooms[i].first + RSD_APART)};
        has_all = has_all && m->rooms[i].cursors != NULL && m->rooms[i].first != NULL;
    }
    return has_all ? RSD_OK : rsd_fail_nomem(err);
}

static rsd_status make_maps(merging *m, rsd_error *err)
{
    rsd_store *store = m->draft->store;
    m->counts = rsd_alloc(m->count * sizeof *m->counts);
    m->maps = rsd_alloc(m->count * sizeof *m->maps);
    if (m->counts == NULL || m->maps == NULL) {
        return rsd_fail_nomem(err);
    }
    memset((void *)m->counts, 0, m->count * sizeof *m->counts);
    size_t total = 0;
    for (size_t i = 0; i < m->count; i++) {
        total += m->segments[i].types.len;
    }
    rsd_status status = RSD_SCRATCH_TAKE(store->scratch, store->own_maps, total, err);
    uint32_t *map = store->own_maps;
    for (size_t i = 0; i < m->count && status == RSD_OK; i++) {
        m->maps[i] = map;
        map += m->segments[i].types.len;
    }
    return status;
}

static void free_merging(merging *m)
{
    for (unsigned i = 0; m->rooms != NULL && i < m->threads; i++) {
        rsd_free(m->rooms[i].cursors);
        rsd_free(m->rooms[i].first);
        rsd_type_list_free(&m->rooms[i].list);
    }
    for (size_t i = 0; m->counts != NULL && i < m->count; i++) {
        rsd_scratch_drop(m->draft->store->scratch, m->counts[i]);
    }
    rsd_free(m->rooms);
    rsd_free((void *)m->counts);
    rsd_free((void *)m->maps);
    rsd_free(m->starts);
}

rsd_status rsd_corpus_draft_types(rsd_corpus *draft, unsigned threads, rsd_error *err)
{
    rsd_store *store = draft->store;
    merging m = {.draft = draft,
                 .segments = store->segments,
                 .count = store->segment_count,
                 .threads = threads};
    draft->type_list.scratch = store->scratch;
    rsd_status status = make_maps(&m, err);
    if (status == RSD_OK) {
        status = count_all(&m, err);
    }
    if (status == RSD_OK) {
        status = cut_ranges(&m, err);
    }
    if (status == RSD_OK) {
        status = make_rooms(&m, err);
    }
    if (status == RSD_OK) {
        const rsd_chunks chunks = {.ctx = &m,
                                   .threads = threads,
                                   .count = m.range_count,
                                   .make = merge_range,
                                   .take = take_range};
        status = rsd_chunks_run(&chunks, err);
    }
    for (size_t i = 0; i < m.count && status == RSD_OK; i++) {
        m.segments[i].map = m.maps[i];
    }
    free_merging(&m);
    rsd_give_back();
    draft->types = rsd_type_list_types(&draft->type_list);
    return status;
}
