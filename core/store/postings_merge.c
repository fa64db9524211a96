/* postings_merge.c: the positions of keys in several segments, as those in the one that is made of
 * them: lists are read block by block and flow together, so that neither the tokens are looked at
 * nor more is in memory than a block of each segment. */
#include "store/postings_int.h"
#include "store/store.h"
#include "store/store_int.h"

#include <string.h>

enum {
    STRIDE_BITS = 8,     /* every 256th position has its document noted */
    BYTES_OF_BLOCK = 256 /* of positions, about, with what they are moved by */
};
static const uint32_t NONE = UINT32_MAX;

/* A segment, and where its documents go. Arrays are parts of those of the first segment. */
typedef struct origin {
    const rsd_segment *segment;
    uint32_t *ends;  /* of the positions of each document */
    uint32_t *moves; /* what is added to them, modulo 2^32 */
    bool *is_gone;   /* documents that are no articles */
    bool has_gone;
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
    /* Of each thread as many as the stride, so that they lie apart: */
    size_t stride;
    cursor *cursors; /* one for each segment */
    uint32_t *next; /* the number of the next key of each cursor; that behind the last at its end */
    uint32_t *open; /* the segments that have positions of the key */
    size_t *done;   /* one, the bytes passed since the scratch was eased */
};

/* ---- Documents ---- */

static rsd_status out_of_order(const origin *o, rsd_error *err)
{
    return rsd_sections_damaged(&o->segment->file, o->segment->docs,
                                "its documents are not in order", err);
}

/* What the arrays of a segment take. */
static size_t doc_room(const rsd_segment *s)
{
    return (size_t)s->doc_count + 1;
}

static size_t stride_room(const rsd_segment *s)
{
    return (s->token_count >> STRIDE_BITS) + 1;
}

static rsd_status make_origins(rsd_postings_merge *m, rsd_error *err)
{
    const rsd_store *store = m->corpus->store;
    size_t docs = 0;
    size_t strides = 0;
    for (size_t i = 0; i < m->count; i++) {
        docs += doc_room(&store->segments[i]);
        strides += stride_room(&store->segments[i]);
    }
    origin *first = &m->origins[0];
    rsd_status status = RSD_SCRATCH_TAKE(store->scratch, first->ends, docs, err);
    if (status == RSD_OK) {
        status = RSD_SCRATCH_TAKE(store->scratch, first->moves, docs, err);
    }
    if (status == RSD_OK) {
        status = RSD_SCRATCH_TAKE(store->scratch, first->is_gone, docs, err);
    }
    if (status == RSD_OK) {
        status = RSD_SCRATCH_TAKE(store->scratch, first->strides, strides, err);
    }
    for (size_t i = 0; i < m->count && status == RSD_OK; i++) {
        origin *o = &m->origins[i];
        o->segment = &store->segments[i];
        if (i > 0) {
            const size_t before = doc_room(o[-1].segment);
            o->ends = o[-1].ends + before;
            o->moves = o[-1].moves + before;
            o->is_gone = o[-1].is_gone + before;
            o->strides = o[-1].strides + stride_room(o[-1].segment);
        }
    }
    return status;
}

/* Lists where documents begin, and for every so many positions the document they are in. */
static rsd_status list_starts(const rsd_postings_merge *m, origin *o, size_t *done, rsd_error *err)
{
    const rsd_segment *s = o->segment;
    const size_t docs = doc_room(s);
    memset(o->is_gone, true, docs * sizeof *o->is_gone);
    memset(o->moves, 0, docs * sizeof *o->moves);
    size_t stride = 0;
    rsd_status status = rsd_sections_verify(&s->file, s->docs, docs * sizeof *s->docs, err);
    for (uint32_t doc = 0; doc < s->doc_count && status == RSD_OK; doc++) {
        o->ends[doc] = s->docs[doc + 1].token;
        rsd_corpus_passed(m->corpus, done, sizeof *s->docs);
        if (s->docs[doc].token > s->docs[doc + 1].token) {
            status = out_of_order(o, err);
        }
        for (; status == RSD_OK && stride << STRIDE_BITS < s->docs[doc + 1].token; stride++) {
            o->strides[stride] = doc;
        }
    }
    o->ends[s->doc_count] = UINT32_MAX;
    return status;
}

static rsd_status place_documents(rsd_postings_merge *m, const rsd_doc_record *records,
                                  rsd_error *err)
{
    const rsd_store *store = m->corpus->store;
    size_t done = 0;
    rsd_status status = make_origins(m, err);
    for (size_t i = 0; i < m->count && status == RSD_OK; i++) {
        status = list_starts(m, &m->origins[i], &done, err);
    }
    for (size_t i = 0; i < store->article_count && status == RSD_OK; i++) {
        const rsd_entry *entry = &store->entries[i];
        origin *o = &m->origins[entry->segment];
        o->is_gone[entry->doc] = false;
        o->moves[entry->doc] = records[i].token - o->segment->docs[entry->doc].token;
        rsd_corpus_passed(m->corpus, &done, sizeof(rsd_doc_record));
    }
    for (size_t i = 0; i < m->count && status == RSD_OK; i++) {
        origin *o = &m->origins[i];
        o->has_gone = memchr(o->is_gone, 1, o->segment->doc_count) != NULL;
    }
    return status;
}

rsd_status rsd_postings_merge_new(rsd_postings_merge **merge, const rsd_corpus *corpus,
                                  const rsd_doc_record *records, const uint32_t *key_of,
                                  uint32_t key_count, unsigned threads, rsd_error *err)
{
    const size_t count = corpus->store->segment_count;
    const size_t stride = count + RSD_APART / sizeof(uint32_t);
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
                              .stride = stride,
                              .origins = rsd_alloc((count + 1) * sizeof *m->origins),
                              .cursors = rsd_alloc(threads * stride * sizeof *m->cursors),
                              .next = rsd_alloc(threads * stride * sizeof *m->next),
                              .open = rsd_alloc(threads * stride * sizeof *m->open),
                              .done = rsd_alloc(threads * stride * sizeof *m->done)};
    if (m->origins != NULL) {
        memset(m->origins, 0, (count + 1) * sizeof *m->origins);
    }
    const bool has_all = m->origins != NULL && m->cursors != NULL && m->next != NULL &&
                         m->open != NULL && m->done != NULL;
    if (m->done != NULL) {
        memset(m->done, 0, threads * stride * sizeof *m->done);
    }
    return has_all ? place_documents(m, records, err) : rsd_fail_nomem(err);
}

void rsd_postings_merge_free(rsd_postings_merge *merge)
{
    if (merge == NULL) {
        return;
    }
    rsd_scratch *scratch = rsd_corpus_scratch(merge->corpus);
    if (merge->origins != NULL) {
        rsd_scratch_drop(scratch, merge->origins[0].ends);
        rsd_scratch_drop(scratch, merge->origins[0].moves);
        rsd_scratch_drop(scratch, merge->origins[0].is_gone);
        rsd_scratch_drop(scratch, merge->origins[0].strides);
    }
    rsd_free(merge->origins);
    rsd_free(merge->cursors);
    rsd_free(merge->next);
    rsd_free(merge->open);
    rsd_free(merge->done);
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

/* Notes the number of the next key of a cursor. */
static void note_next(rsd_postings_merge *m, size_t at)
{
    const rsd_segment *s = m->origins[at % m->stride].segment;
    const uint32_t own_key = m->cursors[at].own_key;
    m->next[at] = own_key < s->key_count ? number_of(m, s, own_key) : m->key_count;
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
        merge->cursors[thread * merge->stride + i].own_key = low;
        note_next(merge, thread * merge->stride + i);
    }
    return status;
}

/* ---- Positions ---- */

/* The document that has the position. Most often it is the noted one or the next, and which of them
 * nothing foretells. */
static inline uint32_t doc_of(const origin *o, uint32_t position)
{
    uint32_t doc = o->strides[position >> STRIDE_BITS];
    doc += o->ends[doc] <= position;
    while (o->ends[doc] <= position) {
        doc++;
    }
    return doc;
}

/* Moves the positions that were read to the new segment; those of no article are dropped. */
static bool move_positions(const origin *o, cursor *c)
{
    uint32_t *positions = c->postings.positions;
    uint32_t next = c->before + 1; /* the least that may come; NONE becomes 0 */
    bool is_bad = false;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < c->postings.len; i++) {
        const uint32_t doc = doc_of(o, positions[i]);
        const uint32_t moved = positions[i] + o->moves[doc];
        if (o->has_gone && o->is_gone[doc]) {
            continue;
        }
        is_bad |= moved < next;
        next = moved + 1;
        positions[kept++] = moved;
    }
    c->before = next - 1;
    c->postings.len = kept;
    return !is_bad;
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

/* Opens the list of a cursor for the key, which is its next; of no key but one of those that are
 * the same there are positions. */
static rsd_status open_list(rsd_postings_merge *m, size_t at, uint32_t key, bool *has_any,
                            rsd_error *err)
{
    const origin *o = &m->origins[at % m->stride];
    cursor *c = &m->cursors[at];
    rsd_status status = RSD_OK;
    *has_any = false;
    while (status == RSD_OK && !*has_any && m->next[at] == key) {
        c->before = NONE;
        status = rsd_postings_open(o->segment, c->own_key++, &c->postings, err);
        note_next(m, at);
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

/* Moves the cursor that is first to the front, and behind it the one that comes next. */
static void put_first(const cursor *cursors, uint32_t *open, uint32_t count)
{
    for (uint32_t place = 0; place < 2; place++) {
        uint32_t first = place;
        for (uint32_t i = place + 1; i < count; i++) {
            if (head_of(&cursors[open[i]]) < head_of(&cursors[open[first]])) {
                first = i;
            }
        }
        const uint32_t segment = open[first];
        open[first] = open[place];
        open[place] = segment;
    }
}

/* Where what a cursor has before a position ends. */
static uint32_t end_before(const cursor *c, uint32_t limit)
{
    const uint32_t *positions = c->postings.positions;
    uint32_t end = c->postings.len;
    while (positions[end - 1] >= limit && end - 1 > c->at) {
        end--;
    }
    return end;
}

/* Adds what two cursors have before a position for as long as both have any. */
static rsd_status flow(cursor *a, cursor *b, uint32_t limit, rsd_list *list)
{
    uint32_t merged[2 * RSD_POSTINGS_BLOCK];
    const uint32_t *x = a->postings.positions;
    const uint32_t *y = b->postings.positions;
    const uint32_t ends[2] = {end_before(a, limit), end_before(b, limit)};
    uint32_t i = a->at;
    uint32_t k = b->at;
    size_t n = 0;
    while (i < ends[0] && k < ends[1]) { /* which is first nothing foretells */
        const bool is_first = x[i] < y[k];
        merged[n++] = is_first ? x[i] : y[k];
        i += is_first;
        k += !is_first;
    }
    a->at = i;
    b->at = k;
    return rsd_list_put(list, merged, n);
}

/* Adds all that the cursor has read. */
static rsd_status flow_alone(cursor *c, rsd_list *list)
{
    const uint32_t at = c->at;
    c->at = c->postings.len;
    return rsd_list_put(list, c->postings.positions + at, c->at - at);
}

/* Adds what the first cursors have before the others. */
static rsd_status flow_on(const rsd_postings_merge *m, cursor *cursors, uint32_t *open,
                          uint32_t *count, rsd_list *list, rsd_error *err)
{
    rsd_status status;
    if (*count == 1) {
        status = flow_alone(&cursors[open[0]], list);
    } else {
        put_first(cursors, open, *count);
        uint32_t limit = NONE;
        for (uint32_t i = 2; i < *count; i++) {
            const uint32_t head = head_of(&cursors[open[i]]);
            limit = head < limit ? head : limit;
        }
        status = flow(&cursors[open[0]], &cursors[open[1]], limit, list);
    }
    if (status != RSD_OK) {
        return status == RSD_ERR_NOMEM ? rsd_fail_nomem(err)
                                       : out_of_order(&m->origins[open[0]], err);
    }
    for (uint32_t i = *count < 2 ? *count : 2; i-- > 0 && status == RSD_OK;) {
        cursor *c = &cursors[open[i]];
        if (c->at == c->postings.len) {
            status = read_on(&m->origins[open[i]], c, err);
            if (status == RSD_OK && c->postings.len == 0) {
                open[i] = open[--*count];
            }
        }
    }
    return status;
}

rsd_status rsd_postings_merge_key(rsd_postings_merge *merge, unsigned thread, uint32_t key,
                                  rsd_list *list, rsd_error *err)
{
    const size_t first = thread * merge->stride;
    cursor *cursors = merge->cursors + first;
    uint32_t *open = merge->open + first;
    uint32_t count = 0;
    rsd_status status = RSD_OK;
    for (uint32_t i = 0; i < merge->count && status == RSD_OK; i++) {
        bool has_any = false;
        if (merge->next[first + i] == key) {
            status = open_list(merge, first + i, key, &has_any, err);
        }
        if (status == RSD_OK && has_any) {
            open[count++] = i;
        }
    }
    while (count > 0 && status == RSD_OK) {
        status = flow_on(merge, cursors, open, &count, list, err);
        rsd_corpus_passed(merge->corpus, &merge->done[thread * merge->stride], BYTES_OF_BLOCK);
    }
    return status;
}
