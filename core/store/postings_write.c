/* postings_write.c: inverting the tokens of a corpus, as many keys at once as memory allows. */
#include "base/worker.h"
#include "store/postings.h"
#include "store/varint.h"

#include <string.h>

enum {
    HISTOGRAM = 33, /* widths of numbers */
    AHEAD = 16      /* tokens */
};

typedef struct inversion {
    const rsd_corpus *corpus;
    size_t positions_most; /* in memory at once */
    rsd_writer *out;
    rsd_error *err;
    uint32_t key_count;
    uint32_t *first_types; /* of each key, and one more */
    uint32_t *key_of;      /* of each type */
    uint32_t *places;      /* of the postings of each key, and one more */
    uint32_t *ends;        /* while positions are gathered: where the next of each key goes */
    uint32_t *positions;
    size_t position_cap;
    rsd_body body;
    rsd_buf bytes;
    rsd_buf skips;
} inversion;

static rsd_status damaged_counts(const inversion *v)
{
    return rsd_fail(v->err, RSD_ERR_CORRUPT, NULL, 0, RSD_NO_OFFSET,
                    "the counts of the words are not those of the text");
}

static rsd_status list_keys(inversion *v, uint32_t token_count)
{
    const rsd_types *types = &v->corpus->types;
    uint64_t sum = 0;
    v->key_of = rsd_alloc(types->len * sizeof *v->key_of);
    v->first_types = rsd_alloc(((size_t)types->len + 1) * sizeof *v->first_types);
    v->places = rsd_alloc(((size_t)types->len + 1) * sizeof *v->places);
    v->ends = rsd_alloc(((size_t)types->len + 1) * sizeof *v->ends);
    if (v->key_of == NULL || v->first_types == NULL || v->places == NULL || v->ends == NULL) {
        return rsd_fail_nomem(v->err);
    }
    for (uint32_t i = 0; i < types->len; i++) {
        if (i == 0 || !rsd_types_share_key(types, i - 1, i)) {
            v->first_types[v->key_count++] = i;
        }
        v->key_of[i] = v->key_count - 1;
        sum += types->counts[i];
    }
    v->first_types[v->key_count] = types->len;
    return sum == token_count ? RSD_OK : damaged_counts(v);
}

static uint64_t count_of(const inversion *v, uint32_t key)
{
    uint64_t count = 0;
    for (uint32_t type = v->first_types[key]; type < v->first_types[key + 1]; type++) {
        count += v->corpus->types.counts[type];
    }
    return count;
}

/* Notes the positions of keys first to last - 1: those of key k end at ends[k] afterwards. */
static rsd_status gather(inversion *v, uint32_t first, uint32_t last)
{
    uint32_t sum = 0; /* of all keys it is the number of tokens, which fits */
    for (uint32_t key = first; key < last; key++) {
        v->ends[key] = sum;
        sum += (uint32_t)count_of(v, key);
    }
    if (RSD_GROW(v->positions, v->position_cap, sum) != RSD_OK) {
        return rsd_fail_nomem(v->err);
    }
    uint32_t position = 0;
    uint32_t gathered = 0;
    for (size_t i = 0; i < v->corpus->info.articles; i++) {
        if (v->corpus->store != NULL && rsd_interrupted) {
            return rsd_fail(v->err, RSD_ERR_INTERRUPTED, NULL, 0, RSD_NO_OFFSET, "interrupted");
        }
        rsd_status status = rsd_corpus_body(v->corpus, i, RSD_BODY_TYPES, &v->body, v->err);
        if (status != RSD_OK) {
            return status;
        }
        for (uint32_t k = 0; k < v->body.stream.count; k++, position++) {
            const uint32_t key = v->key_of[v->body.stream.types[k]];
            if (k + AHEAD < v->body.stream.count) { /* they lie anywhere in memory */
                __builtin_prefetch(&v->ends[v->key_of[v->body.stream.types[k + AHEAD]]], 1);
            }
            if (key >= first && key < last) {
                if (v->ends[key] == sum) {
                    return damaged_counts(v);
                }
                v->positions[v->ends[key]++] = position;
                gathered++;
            }
        }
    }
    return gathered == sum ? RSD_OK : damaged_counts(v);
}

/* ---- Coding ---- */

/* The bits of a value, of 0 none, without a branch. */
static inline unsigned width_of(uint32_t value)
{
    return 63 - (unsigned)__builtin_clzll((uint64_t)value << 1 | 1);
}

/* The width that makes the block smallest, the lowest of such: what is wider goes behind it, each
 * in a byte for its place and a varint for its upper bits. */
static unsigned choose_width(const uint32_t *steps)
{
    enum { VARINT_BITS = 7 };
    uint32_t wider[HISTOGRAM] = {0}; /* steps that are wider */
    uint32_t bytes[HISTOGRAM] = {0}; /* of their varints */
    uint32_t counts[HISTOGRAM] = {0};
    for (int i = 0; i < RSD_POSTINGS_BLOCK; i++) {
        counts[width_of(steps[i])]++;
    }
    unsigned best = HISTOGRAM - 1;
    uint32_t best_size = UINT32_MAX;
    for (unsigned width = HISTOGRAM - 1;; width--) {
        wider[width] = width + 1 < HISTOGRAM ? wider[width + 1] + counts[width + 1] : 0;
        bytes[width] =
            wider[width] + (width + VARINT_BITS < HISTOGRAM ? bytes[width + VARINT_BITS] : 0);
        const uint32_t size = width * (RSD_POSTINGS_BLOCK / 8) + wider[width] + bytes[width];
        if (size <= best_size) {
            best_size = size;
            best = width;
        }
        if (width == 0) {
            return best;
        }
    }
}

static void pack(const uint32_t *steps, unsigned width, unsigned char *out)
{
    const uint32_t mask = width == 32 ? UINT32_MAX : (UINT32_C(1) << width) - 1;
    uint64_t bits = 0;
    unsigned filled = 0;
    for (int i = 0; i < RSD_POSTINGS_BLOCK; i++) {
        bits |= (uint64_t)(steps[i] & mask) << filled;
        filled += width;
        if (filled >= 32) {
            const uint32_t word = (uint32_t)bits;
            memcpy(out, &word, sizeof word);
            out += sizeof word;
            bits >>= 32;
            filled -= 32;
        }
    }
}

static rsd_status add_block(inversion *v, const uint32_t *steps)
{
    enum { PLACE_AND_REST = 1 + RSD_VARINT_MOST };
    const unsigned width = choose_width(steps);
    unsigned char wide[RSD_POSTINGS_BLOCK * PLACE_AND_REST];
    size_t wide_len = 0;
    unsigned char head[2] = {(unsigned char)width, 0};
    unsigned char packed[RSD_POSTINGS_BLOCK * sizeof(uint32_t)];
    uint8_t places[RSD_POSTINGS_BLOCK]; /* of what is wider; which ones nothing foretells */
    size_t count = 0;
    for (int i = 0; i < RSD_POSTINGS_BLOCK; i++) {
        places[count] = (uint8_t)i;
        count += (uint64_t)steps[i] >> width != 0;
    }
    head[1] = (unsigned char)count;
    for (size_t i = 0; i < count; i++) {
        wide[wide_len++] = places[i];
        wide_len += rsd_varint_put(wide + wide_len, steps[places[i]] >> width);
    }
    pack(steps, width, packed);
    const size_t packed_len = (size_t)width * (RSD_POSTINGS_BLOCK / 8);
    rsd_status status = rsd_buf_reserve(&v->bytes, sizeof head + packed_len + wide_len);
    if (status == RSD_OK) {
        rsd_buf_add(&v->bytes, head, sizeof head);
        rsd_buf_add(&v->bytes, packed, packed_len);
        rsd_buf_add(&v->bytes, wide, wide_len);
    }
    return status;
}

/* Writes the positions of a key. */
static rsd_status write_list(inversion *v, const uint32_t *positions, size_t count)
{
    uint32_t before = UINT32_MAX; /* one before 0 */
    rsd_status status = RSD_OK;
    v->bytes.len = 0;
    v->skips.len = 0;
    size_t i = 0;
    while (count - i >= RSD_POSTINGS_BLOCK && status == RSD_OK) {
        uint32_t steps[RSD_POSTINGS_BLOCK];
        for (int k = 0; k < RSD_POSTINGS_BLOCK; k++, i++) {
            steps[k] = positions[i] - before - 1;
            before = positions[i];
        }
        status = add_block(v, steps);
        if (status == RSD_OK) {
            const rsd_skip skip = {.last = before, .end = (uint32_t)v->bytes.len};
            status = rsd_buf_add(&v->skips, &skip, sizeof skip);
        }
    }
    for (; i < count && status == RSD_OK; i++) {
        unsigned char number[RSD_VARINT_MOST];
        status = rsd_buf_add(&v->bytes, number, rsd_varint_put(number, positions[i] - before - 1));
        before = positions[i];
    }
    if (status != RSD_OK) {
        return rsd_fail_nomem(v->err);
    }
    rsd_writer_put(v->out, v->skips.data, v->skips.len);
    rsd_writer_put(v->out, v->bytes.data, v->bytes.len);
    return RSD_OK;
}

/* ---- Passes ---- */

/* The last of the keys from first on, and one more, that are taken in one pass. */
static uint32_t end_of_pass(const inversion *v, uint32_t first)
{
    uint64_t sum = 0;
    uint32_t key = first;
    while (key < v->key_count && (key == first || sum + count_of(v, key) <= v->positions_most)) {
        sum += count_of(v, key++);
    }
    return key;
}

static rsd_status write_pass(inversion *v, uint32_t first, uint32_t last)
{
    rsd_status status = gather(v, first, last);
    uint64_t start = 0;
    for (uint32_t key = first; key < last && status == RSD_OK; key++) {
        const uint64_t place = rsd_writer_tell(v->out);
        if (v->ends[key] != start + count_of(v, key)) {
            return damaged_counts(v);
        }
        if (place > UINT32_MAX) {
            return rsd_fail(v->err, RSD_ERR_LIMIT, NULL, 0, RSD_NO_OFFSET,
                            "these are more words than a segment holds");
        }
        v->places[key] = (uint32_t)place;
        status = write_list(v, v->positions + start, (size_t)(v->ends[key] - start));
        start = v->ends[key];
    }
    return status;
}

static rsd_status write_sections(inversion *v, uint32_t token_count)
{
    rsd_status status = list_keys(v, token_count);
    if (status != RSD_OK) {
        return status;
    }
    rsd_writer_begin(v->out, RSD_SECTION_POSTINGS);
    for (uint32_t key = 0; key < v->key_count && status == RSD_OK;) {
        const uint32_t end = end_of_pass(v, key);
        status = write_pass(v, key, end);
        key = end;
    }
    v->places[v->key_count] = (uint32_t)rsd_writer_tell(v->out);
    const size_t size = ((size_t)v->key_count + 1) * sizeof(uint32_t);
    rsd_writer_begin(v->out, RSD_SECTION_KEY_TYPES);
    rsd_writer_put(v->out, v->first_types, size);
    rsd_writer_begin(v->out, RSD_SECTION_KEY_POSTINGS);
    rsd_writer_put(v->out, v->places, size);
    return status;
}

rsd_status rsd_postings_write(const rsd_corpus *corpus, uint32_t token_count, size_t memory,
                              rsd_writer *out, rsd_error *err)
{
    inversion v = {
        .corpus = corpus, .positions_most = memory / sizeof(uint32_t), .out = out, .err = err};
    rsd_status status = write_sections(&v, token_count);
    rsd_free(v.first_types);
    rsd_free(v.key_of);
    rsd_free(v.places);
    rsd_free(v.ends);
    rsd_free(v.positions);
    rsd_body_free(&v.body);
    rsd_buf_free(&v.bytes);
    rsd_buf_free(&v.skips);
    return status;
}
