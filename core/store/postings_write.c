/* postings_write.c: the positions of all keys of a corpus, some keys at a time. */
#include "base/chunks.h"
#include "base/worker.h"
#include "store/postings_int.h"
#include "store/store.h"

#include <string.h>

enum {
    CHUNK = 64 * 1024, /* positions, about, of the keys that are written at once */
    AHEAD = 16,        /* tokens */
    BYTES_OF_TYPE = 32 /* about */
};

typedef struct inversion {
    const rsd_corpus *corpus;
    const rsd_doc_record *records;
    const rsd_segment_options *options;
    rsd_scratch *scratch; /* of the corpus */
    rsd_writer *out;
    uint32_t key_count;
    uint32_t *first_types; /* of each key, and one more */
    uint32_t *key_of;      /* of each type */
    uint32_t *places;      /* of the postings of each key, and one more */
    uint32_t *chunks;      /* the first key of each, and one more */
    size_t chunk_count, chunk_cap;
    rsd_postings_merge *merge; /* of segments */
    size_t done;               /* bytes since memory was released */
    /* Of a corpus in memory: */
    uint32_t gathered; /* keys whose positions were gathered, and of the last of them: */
    uint32_t *ends;    /* where those of each key end */
    uint32_t start;    /* where those of the next key to be written start */
} inversion;

static rsd_status damaged_counts(rsd_error *err)
{
    return rsd_fail(err, RSD_ERR_CORRUPT, NULL, 0, RSD_NO_OFFSET,
                    "the counts of the words are not those of the text");
}

/* ---- Keys ---- */

static rsd_status list_keys(inversion *v, rsd_error *err)
{
    const rsd_types *types = &v->corpus->types;
    uint64_t sum = 0;
    const size_t len = types->len;
    rsd_status status = RSD_SCRATCH_TAKE(v->scratch, v->key_of, len, err);
    if (status == RSD_OK) {
        status = RSD_SCRATCH_TAKE(v->scratch, v->first_types, len + 1, err);
    }
    if (status == RSD_OK) {
        status = RSD_SCRATCH_TAKE(v->scratch, v->places, len + 1, err);
    }
    if (status != RSD_OK) {
        return status;
    }
    for (uint32_t i = 0; i < types->len; i++) {
        if (i == 0 || !rsd_types_share_key(types, i - 1, i)) {
            v->first_types[v->key_count++] = i;
        }
        v->key_of[i] = v->key_count - 1;
        sum += types->counts[i];
        rsd_corpus_passed(v->corpus, &v->done, BYTES_OF_TYPE);
    }
    v->first_types[v->key_count] = types->len;
    return sum == v->records[v->corpus->info.articles].token ? RSD_OK : damaged_counts(err);
}

static uint64_t count_of(const inversion *v, uint32_t key)
{
    uint64_t count = 0;
    for (uint32_t type = v->first_types[key]; type < v->first_types[key + 1]; type++) {
        count += v->corpus->types.counts[type];
    }
    return count;
}

/* Cuts the keys into chunks of about as many positions. */
static rsd_status cut_chunks(inversion *v, rsd_error *err)
{
    uint64_t sum = CHUNK;
    for (uint32_t key = 0; key <= v->key_count; key++) {
        if (key == v->key_count || sum >= CHUNK) {
            if (RSD_GROW(v->chunks, v->chunk_cap, v->chunk_count + 1) != RSD_OK) {
                return rsd_fail_nomem(err);
            }
            v->chunks[v->chunk_count++] = key;
            sum = 0;
        }
        sum += key < v->key_count ? count_of(v, key) : 0;
        rsd_corpus_passed(v->corpus, &v->done, BYTES_OF_TYPE);
    }
    v->chunk_count--;
    return RSD_OK;
}

/* ---- Positions of a corpus in memory ---- */

/* Notes the positions of the keys from first on, as many as memory allows: those of key k end at
 * ends[k] afterwards. */
static rsd_status gather(inversion *v, uint32_t first, rsd_error *err)
{
    rsd_segment_room *room = v->options->room;
    uint32_t sum = 0; /* of all keys it is the number of tokens, which fits */
    uint32_t last = first;
    for (; last < v->key_count; last++) {
        const uint64_t count = count_of(v, last);
        if (last > first && sum + count > v->options->memory / sizeof(uint32_t)) {
            break;
        }
        v->ends[last] = sum;
        sum += (uint32_t)count;
    }
    if (RSD_GROW(room->positions, room->position_cap, sum) != RSD_OK) {
        return rsd_fail_nomem(err);
    }
    for (size_t i = 0; i < v->corpus->article_count; i++) {
        const rsd_article *article = &v->corpus->articles[i];
        const uint32_t *types = v->corpus->stream.types + article->place.type;
        const uint32_t count = article->head.token_count;
        for (uint32_t k = 0; k < count; k++) {
            const uint32_t key = v->key_of[types[k]];
            if (k + AHEAD < count) { /* they lie anywhere in memory */
                __builtin_prefetch(&v->ends[v->key_of[types[k + AHEAD]]], 1);
            }
            if (key >= first && key < last) {
                room->positions[v->ends[key]++] = v->records[i].token + k;
            }
        }
    }
    v->gathered = last;
    v->start = 0;
    return RSD_OK;
}

/* Adds the positions of a key; the next time those of the next. */
static rsd_status put_gathered(inversion *v, uint32_t key, rsd_list *list, rsd_error *err)
{
    rsd_status status = key == v->gathered ? gather(v, key, err) : RSD_OK;
    if (status == RSD_OK) {
        const uint32_t end = v->ends[key];
        status = rsd_list_put(list, v->options->room->positions + v->start, end - v->start);
        v->start = end;
        status = status == RSD_OK ? RSD_OK : rsd_fail_nomem(err); /* they are as many as counted */
    }
    return status;
}

/* ---- Chunks ---- */

static rsd_status make_keys(void *ctx, unsigned thread, size_t chunk, rsd_buf *made, rsd_error *err)
{
    inversion *v = ctx;
    const uint32_t first = v->chunks[chunk];
    rsd_status status =
        v->merge == NULL ? RSD_OK : rsd_postings_merge_seek(v->merge, thread, first, err);
    for (uint32_t key = first; key < v->chunks[chunk + 1] && status == RSD_OK; key++) {
        rsd_list list;
        v->places[key] = (uint32_t)made->len;
        status = rsd_list_begin(&list, made, count_of(v, key));
        if (status != RSD_OK) {
            return rsd_fail_nomem(err);
        }
        status = v->merge == NULL ? put_gathered(v, key, &list, err)
                                  : rsd_postings_merge_key(v->merge, thread, key, &list, err);
        if (status == RSD_OK && rsd_list_end(&list) != RSD_OK) {
            status = list.left > 0 ? damaged_counts(err) : rsd_fail_nomem(err);
        }
    }
    return status;
}

static rsd_status put_keys(void *ctx, size_t chunk, const rsd_buf *made, rsd_error *err)
{
    inversion *v = ctx;
    const uint64_t at = rsd_writer_tell(v->out);
    if (v->corpus->store != NULL && rsd_interrupted) {
        return rsd_fail(err, RSD_ERR_INTERRUPTED, NULL, 0, RSD_NO_OFFSET, "interrupted");
    }
    if (at + made->len > UINT32_MAX) {
        return rsd_fail(err, RSD_ERR_LIMIT, NULL, 0, RSD_NO_OFFSET,
                        "these are more words than a segment holds");
    }
    for (uint32_t key = v->chunks[chunk]; key < v->chunks[chunk + 1]; key++) {
        v->places[key] += (uint32_t)at;
    }
    rsd_writer_put(v->out, made->data, made->len);
    rsd_corpus_passed(v->corpus, &v->done, made->len);
    return RSD_OK;
}

static rsd_status write_sections(inversion *v, rsd_error *err)
{
    const bool is_merge = v->corpus->store != NULL;
    rsd_status status = list_keys(v, err);
    if (status == RSD_OK) {
        status = cut_chunks(v, err);
    }
    if (status == RSD_OK && is_merge) {
        status = rsd_postings_merge_new(&v->merge, v->corpus, v->records, v->key_of, v->key_count,
                                        v->options->threads, err);
    } else if (status == RSD_OK) {
        v->ends = rsd_alloc(v->key_count * sizeof *v->ends);
        status = v->ends == NULL ? rsd_fail_nomem(err) : RSD_OK;
    }
    if (status != RSD_OK) {
        return status;
    }
    const rsd_chunks chunks = {.ctx = v,
                               .threads = is_merge ? v->options->threads : 1,
                               .count = v->chunk_count,
                               .make = make_keys,
                               .take = put_keys};
    rsd_writer_begin(v->out, RSD_SECTION_POSTINGS);
    status = rsd_chunks_run(&chunks, err);
    v->places[v->key_count] = (uint32_t)rsd_writer_tell(v->out);
    const size_t size = ((size_t)v->key_count + 1) * sizeof(uint32_t);
    rsd_writer_begin(v->out, RSD_SECTION_KEY_TYPES);
    rsd_writer_put(v->out, v->first_types, size);
    rsd_writer_begin(v->out, RSD_SECTION_KEY_POSTINGS);
    rsd_writer_put(v->out, v->places, size);
    return status;
}

rsd_status rsd_postings_write(const rsd_corpus *corpus, const rsd_doc_record *records,
                              const rsd_segment_options *options, rsd_writer *out, rsd_error *err)
{
    inversion v = {.corpus = corpus,
                   .records = records,
                   .options = options,
                   .scratch = rsd_corpus_scratch(corpus),
                   .out = out};
    rsd_status status = write_sections(&v, err);
    rsd_scratch_drop(v.scratch, v.first_types);
    rsd_scratch_drop(v.scratch, v.key_of);
    rsd_scratch_drop(v.scratch, v.places);
    rsd_free(v.chunks);
    rsd_free(v.ends);
    rsd_postings_merge_free(v.merge);
    return status;
}
