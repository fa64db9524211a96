/* postings_merge.c: the positions of keys in several segments, as those in the one that is made of
 * them: lists are read block by block and flow together, so that neither the tokens are looked at
 * nor more is in memory than a block of each segment. */
#include "store/postings_int.h"
#include "store/store_int.h"

#include <string.h>

enum { STRIDE_BITS = 9 /* every 512th position has its document noted */ };
static const uint32_t NONE = UINT32_MAX;

/* A segment, and where its documents go. */
typedef struct origin {
    const rsd_segment *segment;
    uint32_t *starts; /* the first position of each document, and one more */
    uint32_t *to;     /* where that goes; NONE if the document is no article */
    uint32_t *strides;
} origin;

/* The next positions of a key in one segment, in the new one. */
typedef struct cursor {
    rsd_postings postings;
    uint32_t own_key; /* the next key of the segment */
    uint32_t at;      /* the next position among those read */
    uint32_t before;  /* the position read last, or NONE */
} cursor;

struct rsd_postings_merge {
    const rsd_corpus *corpus;
    const uint32_t *key_of;
    uint32_t key_count;
    size_t count; /* of segments */
    unsigned threads;
    origin *origins;
    cursor *cursors; /* of each thread one for each segment */
    uint32_t *open;  /* of each thread the segments that have positions of the key */
};

/* ---- Documents ---- */

static rsd_status out_of_order(const origin *o, rsd_error *err)
{
    return rsd_sections_damaged(&o->segment->file, o->segment->docs,
                                "its documents are not in order", err);
}

/* Lists where documents begin, and for every so many positions the document they are in. */
static rsd_status list_starts(origin *o, rsd_error *err)
{
    const rsd_segment *s = o->segment;
    const size_t strides = (s->token_count >> STRIDE_BITS) + 1;
    o->starts = rsd_alloc(((size_t)s->doc_count + 1) * sizeof *o->starts);
    o->to = rsd_alloc(((size_t)s->doc_count + 1) * sizeof *o->to);
    o->strides = rsd_alloc(strides * sizeof *o->strides);
    if (o->starts == NULL || o->to == NULL || o->strides == NULL) {
        return rsd_fail_nomem(err);
    }
    size_t stride = 0;
    rsd_status status =
        rsd_sections_verify(&s->file, s->docs, ((size_t)s->doc_count + 1) * sizeof *s->docs, err);
    for (uint32_t doc = 0; doc < s->doc_count && status == RSD_OK; doc++) {
        o->starts[doc] = s->docs[doc].token;
        o->to[doc] = NONE;
        if (s->docs[doc].token > s->docs[doc + 1].token) {
            status = out_of_order(o, err);
        }
        for (; status == RSD_OK && stride << STRIDE_BITS < s->docs[doc + 1].token; stride++) {
            o->strides[stride] = doc;
        }
    }
    o->starts[s->doc_count] = s->token_count;
    return status;
}

static rsd_status place_documents(rsd_postings_merge *m, const rsd_doc_record *records,
                                  rsd_error *err)
{
    const rsd_store *store = m->corpus->store;
    rsd_status status = RSD_OK;
    for (size_t i = 0; i < m->count && status == RSD_OK; i++) {
        m->origins[i].segment = &store->segments[i];
        status = list_starts(&m->origins[i], err);
    }
    for (size_t i = 0; i < store->article_count && status == RSD_OK; i++) {
        const rsd_entry *entry = &store->entries[i];
        m->origins[entry->segment].to[entry->doc] = records[i].token;
    }
    return status;
}

rsd_status rsd_postings_merge_new(rsd_postings_merge **merge, const rsd_corpus *corpus,
                                  const rsd_doc_record *records, const uint32_t *key_of,
                                  uint32_t key_count, unsigned threads, rsd_error *err)
{
    const size_t count = corpus->store->segment_count;
    rsd_postings_merge *m = rsd_alloc(sizeof *m);
    *merge = m;
    if (m == NULL) {
        return rsd_fail_nomem(err);
    }
    *m = (rsd_postings_merge){.corpus = corpus,
                              .key_of = key_of,
                              .key_count = key_count,
                              .count = count,
                              .threads = threads,
                              .origins = rsd_alloc(count * sizeof *m->origins),
                              .cursors = rsd_alloc(threads * count * sizeof *m->cursors),
                              .open = rsd_alloc(threads * count * sizeof *m->open)};
    if (m->origins != NULL && count > 0) {
        memset(m->origins, 0, count * sizeof *m->origins);
    }
    const bool has_all = m->origins != NULL && m->cursors != NULL && m->open != NULL;
    return has_all ? place_documents(m, records, err) : rsd_fail_nomem(err);
}

void rsd_postings_merge_free(rsd_postings_merge *merge)
{
    if (merge == NULL) {
        return;
    }
    for (size_t i = 0; merge->origins != NULL && i < merge->count; i++) {
        rsd_free(merge->origins[i].starts);
        rsd_free(merge->origins[i].to);
        rsd_free(merge->origins[i].strides);
    }
    rsd_free(merge->origins);
    rsd_free(merge->cursors);
    rsd_free(merge->open);
    rsd_free(merge);
}

/* ---- Keys ---- */

/* The number that a key of a segment has in the corpus. One of which no article has a token has
 * that of the next. */
static uint32_t number_of(const rsd_postings_merge *m, const rsd_segment *s, uint32_t own_key)
{
    const uint32_t type = s->key_types[own_key];
    const uint32_t mapped = type >= s->types.len ? NONE : s->map == NULL ? type : s->map[type];
    return mapped < m->corpus->types.len ? m->key_of[mapped] : m->key_count;
}

rsd_status rsd_postings_merge_seek(rsd_postings_merge *merge, unsigned thread, uint32_t key,
                                   rsd_error *err)
{
    rsd_status status = RSD_OK;
    for (size_t i = 0; i < merge->count && status == RSD_OK; i++) {
        const rsd_segment *s = merge->origins[i].segment;
        status = rsd_sections_verify(&s->file, s->key_types,
                                     ((size_t)s->key_count + 1) * sizeof *s->key_types, err);
        uint32_t low = 0;
        uint32_t high = status == RSD_OK ? s->key_count : 0;
        while (low < high) {
            const uint32_t middle = low + (high - low) / 2;
            if (number_of(merge, s, middle) < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        merge->cursors[thread * merge->count + i].own_key = low;
    }
    return status;
}

/* ---- Positions ---- */

/* Moves the positions that were read to the new segment; those of no article are dropped. */
static bool move_positions(const origin *o, cursor *c)
{
    uint32_t *positions = c->postings.positions;
    uint32_t kept = 0;
    uint32_t start = 0; /* of the document in hand, and its end */
    uint32_t end = 0;
    uint32_t to = NONE;
    for (uint32_t i = 0; i < c->postings.len; i++) {
        const uint32_t position = positions[i];
        if (position >= end) {
            uint32_t doc = o->strides[position >> STRIDE_BITS];
            while (o->starts[doc + 1] <= position) {
                doc++;
            }
            start = o->starts[doc];
            end = o->starts[doc + 1];
            to = o->to[doc];
        }
        if (to == NONE) {
            continue;
        }
        const uint32_t moved = to + (position - start);
        if (c->before != NONE && moved <= c->before) {
            return false;
        }
        positions[kept++] = c->before = moved;
    }
    c->postings.len = kept;
    return true;
}

/* Reads on until there is a position, or none any more. */
static rsd_status read_on(const origin *o, cursor *c, rsd_error *err)
{
    rsd_status status = RSD_OK;
    c->at = 0;
    do {
        status = rsd_postings_next(&c->postings, err);
        const bool is_over = c->postings.len == 0;
        if (status != RSD_OK || is_over) {
            return status;
        }
        if (!move_positions(o, c)) {
            return out_of_order(o, err);
        }
    } while (c->postings.len == 0);
    return RSD_OK;
}

/* Opens the list of a segment for the key, if it has one; of no key but one there are positions. */
static rsd_status open_list(rsd_postings_merge *m, const origin *o, cursor *c, uint32_t key,
                            bool *has_any, rsd_error *err)
{
    rsd_status status = RSD_OK;
    *has_any = false;
    while (status == RSD_OK && !*has_any && c->own_key < o->segment->key_count &&
           number_of(m, o->segment, c->own_key) == key) {
        c->before = NONE;
        status = rsd_postings_open(o->segment, c->own_key++, &c->postings, err);
        if (status == RSD_OK) {
            status = read_on(o, c, err);
        }
        *has_any = status == RSD_OK && c->postings.len > 0;
    }
    return status;
}

static uint32_t head_of(const cursor *c)
{
    return c->postings.positions[c->at];
}

/* The cursor that is first, and where the one behind it begins. */
static uint32_t find_first(const cursor *cursors, const uint32_t *open, uint32_t count,
                           uint32_t *limit)
{
    uint32_t first = 0;
    *limit = NONE;
    for (uint32_t i = 1; i < count; i++) {
        if (head_of(&cursors[open[i]]) < head_of(&cursors[open[first]])) {
            *limit = head_of(&cursors[open[first]]);
            first = i;
        } else if (head_of(&cursors[open[i]]) < *limit) {
            *limit = head_of(&cursors[open[i]]);
        }
    }
    return first;
}

/* Adds what a cursor has before a position. */
static rsd_status flow(const origin *o, cursor *c, uint32_t limit, rsd_list *list, rsd_error *err)
{
    const uint32_t *positions = c->postings.positions;
    uint32_t end = c->at;
    while (end < c->postings.len && positions[end] < limit) {
        end++;
    }
    rsd_status status = rsd_list_put(list, positions + c->at, end - c->at);
    if (status != RSD_OK) {
        return status == RSD_ERR_NOMEM ? rsd_fail_nomem(err) : out_of_order(o, err);
    }
    c->at = end;
    return end == c->postings.len ? read_on(o, c, err) : RSD_OK;
}

rsd_status rsd_postings_merge_key(rsd_postings_merge *merge, unsigned thread, uint32_t key,
                                  rsd_list *list, rsd_error *err)
{
    cursor *cursors = merge->cursors + thread * merge->count;
    uint32_t *open = merge->open + thread * merge->count;
    uint32_t count = 0;
    rsd_status status = RSD_OK;
    for (uint32_t i = 0; i < merge->count && status == RSD_OK; i++) {
        bool has_any;
        status = open_list(merge, &merge->origins[i], &cursors[i], key, &has_any, err);
        if (status == RSD_OK && has_any) {
            open[count++] = i;
        }
    }
    while (count > 0 && status == RSD_OK) {
        uint32_t limit;
        const uint32_t first = find_first(cursors, open, count, &limit);
        cursor *c = &cursors[open[first]];
        status = flow(&merge->origins[open[first]], c, limit, list, err);
        if (status == RSD_OK && c->postings.len == 0) {
            open[first] = open[--count];
        }
    }
    return status;
}
