/* segment_write.c: a corpus, from memory or from other segments, to a segment. */
#include "base/worker.h"
#include "store/postings.h"
#include "store/store.h"
#include "store/varint.h"

#include <stdlib.h>
#include <string.h>

typedef struct segmenter {
    const rsd_corpus *corpus;
    size_t memory;
    rsd_writer *out;
    rsd_error *err;
    rsd_doc_record *records; /* one more than articles */
    uint32_t *ranks;         /* the types by falling frequency */
    uint32_t *rank_of;       /* of each type */
    uint32_t *codes;         /* of the rank of each type */
    rsd_body body;
    rsd_buf bytes;   /* of one document */
    rsd_buf reasons; /* strings, each with its NUL */
} segmenter;

/* ---- Ranks ---- */

typedef struct counted {
    uint32_t count;
    uint32_t type;
} counted;

/* By falling frequency, then by type. */
static int compare_counted(const void *a, const void *b)
{
    const counted *x = a;
    const counted *y = b;
    int order = (x->count < y->count) - (x->count > y->count);
    return order != 0 ? order : (x->type > y->type) - (x->type < y->type);
}

enum {
    RARE = 4096,   /* counts below are sorted by counting them */
    CODE_BITS = 24 /* the bits of a code below its length */
};

/* The code of a rank: its bytes, and how many they are in the uppermost byte. One of more bytes
 * than that has the length only. */
static uint32_t code_of_rank(uint32_t rank)
{
    enum { TWO = RSD_RANK_ONE + RSD_RANK_TWO };
    if (rank < RSD_RANK_ONE) {
        return rank | 1U << CODE_BITS;
    }
    uint32_t rest = rank - RSD_RANK_ONE;
    if (rest < RSD_RANK_TWO << 8) {
        return (RSD_RANK_ONE + (rest >> 8)) | (rest & 0xFF) << 8 | 2U << CODE_BITS;
    }
    rest -= RSD_RANK_TWO << 8;
    if (rest < RSD_RANK_THREE << 16) {
        return (TWO + (rest >> 16)) | (rest & 0xFF00) | (rest & 0xFF) << 16 | 3U << CODE_BITS;
    }
    return (uint32_t)RSD_RANK_MOST << CODE_BITS;
}

/* Fills ranks: types of one small count come in their order, the others are sorted. */
static rsd_status rank_types(segmenter *s)
{
    const rsd_types *types = &s->corpus->types;
    uint32_t starts[RARE + 1] = {0}; /* of the types of each count, the large ones being RARE */
    for (uint32_t i = 0; i < types->len; i++) {
        starts[types->counts[i] < RARE ? types->counts[i] : RARE]++;
    }
    const uint32_t frequent = starts[RARE];
    uint32_t sum = 0;
    for (int i = RARE; i >= 0; i--) {
        const uint32_t count = starts[i];
        starts[i] = sum;
        sum += count;
    }
    counted *top = rsd_alloc(frequent * sizeof *top);
    if (top == NULL) {
        return RSD_ERR_NOMEM;
    }
    for (uint32_t i = 0; i < types->len; i++) {
        const uint32_t count = types->counts[i];
        if (count < RARE) {
            s->ranks[starts[count]++] = i;
        } else {
            top[starts[RARE]++] = (counted){count, i};
        }
    }
    if (frequent > 0) {
        qsort(top, frequent, sizeof *top, compare_counted);
    }
    for (uint32_t i = 0; i < frequent; i++) {
        s->ranks[i] = top[i].type;
    }
    for (uint32_t i = 0; i < types->len; i++) {
        s->rank_of[s->ranks[i]] = i;
        s->codes[s->ranks[i]] = code_of_rank(i);
    }
    rsd_free(top);
    return RSD_OK;
}

/* ---- Sections ---- */

void rsd_writer_put_types(rsd_writer *writer, const rsd_types *types)
{
    rsd_writer_begin(writer, RSD_SECTION_FORMS);
    rsd_writer_put(writer, types->forms, types->len * sizeof *types->forms);
    rsd_writer_begin(writer, RSD_SECTION_KEYS);
    rsd_writer_put(writer, types->keys, types->len * sizeof *types->keys);
    rsd_writer_begin(writer, RSD_SECTION_COUNTS);
    rsd_writer_put(writer, types->counts, types->len * sizeof *types->counts);
    rsd_writer_begin(writer, RSD_SECTION_TAGS);
    rsd_writer_put(writer, types->tags, types->len * sizeof *types->tags);
    rsd_writer_begin(writer, RSD_SECTION_BYTES);
    rsd_writer_put(writer, types->bytes, types->byte_count);
}

static void write_column(segmenter *s, rsd_section_id id, const void *items, size_t count,
                         size_t size)
{
    rsd_writer_begin(s->out, id);
    rsd_writer_put(s->out, items, count * size);
}

static void write_types(segmenter *s)
{
    const rsd_types *types = &s->corpus->types;
    rsd_writer_put_types(s->out, types);
    write_column(s, RSD_SECTION_RANKS, s->ranks, types->len, sizeof *s->ranks);
}

/* What a position in a section is noted as: sections of documents are at most 4 GiB. */
static rsd_status note_place(segmenter *s, uint32_t *place)
{
    const uint64_t at = rsd_writer_tell(s->out);
    if (at > UINT32_MAX) {
        return rsd_fail(s->err, RSD_ERR_LIMIT, NULL, 0, RSD_NO_OFFSET,
                        "these are more documents than a segment holds");
    }
    *place = (uint32_t)at;
    return RSD_OK;
}

/* Writes the rank of a type where there is room for RSD_RANK_MOST bytes, and returns what it took:
 * without a branch on its length, which nothing foretells. */
static inline size_t put_rank(const segmenter *s, unsigned char *out, uint32_t type)
{
    const uint32_t code = s->codes[type];
    const size_t n = code >> CODE_BITS;
    memcpy(out, &code, sizeof code);
    if (n == RSD_RANK_MOST) {
        const uint32_t rank = s->rank_of[type];
        out[0] = RSD_RANK_ONE + RSD_RANK_TWO + RSD_RANK_THREE;
        memcpy(out + 1, &rank, sizeof rank);
    }
    return n;
}

/* Where every RSD_SYNC_EVERY-th token begins, while tokens are written. */
typedef struct sync_points {
    uint32_t *items;
    size_t len, cap;
} sync_points;

/* Writes the ranks of a document whose first token is that of the record. */
static rsd_status write_ranks(segmenter *s, const rsd_doc_record *record, sync_points *sync)
{
    const rsd_stream_part *part = &s->body.stream;
    if (rsd_buf_reserve(&s->bytes, (size_t)part->count * RSD_RANK_MOST) != RSD_OK ||
        RSD_GROW(sync->items, sync->cap, sync->len + part->count / RSD_SYNC_EVERY + 1) != RSD_OK) {
        return rsd_fail_nomem(s->err);
    }
    unsigned char *out = (unsigned char *)s->bytes.data;
    unsigned char *at = out;
    for (uint32_t i = 0; i < part->count; i++) {
        if ((record->token + i) % RSD_SYNC_EVERY == 0) {
            sync->items[sync->len++] = record->tokens + (uint32_t)(at - out);
        }
        at += put_rank(s, at, part->types[i]);
    }
    rsd_writer_put(s->out, out, (size_t)(at - out));
    return RSD_OK;
}

static rsd_status write_tokens(segmenter *s)
{
    sync_points sync = {0};
    uint64_t position = 0;
    rsd_status status = RSD_OK;
    rsd_writer_begin(s->out, RSD_SECTION_TOKENS);
    for (size_t i = 0; i <= s->corpus->info.articles && status == RSD_OK; i++) {
        rsd_doc_record *record = &s->records[i];
        status = note_place(s, &record->tokens);
        if (position > UINT32_MAX && status == RSD_OK) {
            status = rsd_fail(s->err, RSD_ERR_LIMIT, NULL, 0, RSD_NO_OFFSET,
                              "these are more words than a segment holds");
        }
        record->token = (uint32_t)position;
        if (i == s->corpus->info.articles || status != RSD_OK) {
            break;
        }
        if (s->corpus->store != NULL && rsd_interrupted) { /* a merge can be done again */
            status = rsd_fail(s->err, RSD_ERR_INTERRUPTED, NULL, 0, RSD_NO_OFFSET, "interrupted");
            break;
        }
        status = rsd_corpus_body(s->corpus, i, RSD_BODY_TYPES, &s->body, s->err);
        if (status == RSD_OK) {
            status = write_ranks(s, record, &sync);
            position += s->body.stream.count;
        }
    }
    if (status == RSD_OK) {
        write_column(s, RSD_SECTION_SYNC, sync.items, sync.len, sizeof *sync.items);
    }
    rsd_free(sync.items);
    return status;
}

/* Packs codes of gaps, two bits each: eight at a time, whose bits draw together by halves. */
static void pack_gaps(const uint8_t *gaps, size_t count, unsigned char *out)
{
    for (size_t i = 0; i < count; i += 8) {
        uint64_t bits = 0;
        const size_t some = count - i < 8 ? count - i : 8;
        if (some == 8) {
            memcpy(&bits, gaps + i, 8);
        } else {
            memcpy(&bits, gaps + i, some);
        }
        bits = (bits | bits >> 6) & 0x000F000F000F000FU;
        bits = (bits | bits >> 12) & 0x000000FF000000FFU;
        bits |= bits >> 24;
        out[i / 4] = (unsigned char)bits;
        if (some > 4) {
            out[i / 4 + 1] = (unsigned char)(bits >> 8);
        }
    }
}

static rsd_status write_gaps_of(segmenter *s)
{
    const rsd_stream_part *part = &s->body.stream;
    const size_t count = (size_t)part->count + 1;
    const size_t packed = (count + 3) / 4;
    const size_t escapes = rsd_stream_escapes(part);
    if (escapes == SIZE_MAX) {
        return rsd_fail(s->err, RSD_ERR_CORRUPT, NULL, 0, RSD_NO_OFFSET,
                        "a document's white space is damaged");
    }
    if (rsd_buf_reserve(&s->bytes, packed) != RSD_OK) {
        return rsd_fail_nomem(s->err);
    }
    unsigned char *out = (unsigned char *)s->bytes.data;
    pack_gaps(part->gaps, count, out);
    rsd_writer_put(s->out, out, packed);
    rsd_writer_put(s->out, part->escapes, escapes);
    return RSD_OK;
}

static rsd_status write_gaps(segmenter *s)
{
    rsd_status status = RSD_OK;
    rsd_writer_begin(s->out, RSD_SECTION_GAPS);
    for (size_t i = 0; i <= s->corpus->info.articles && status == RSD_OK; i++) {
        status = note_place(s, &s->records[i].gaps);
        if (i == s->corpus->info.articles || status != RSD_OK) {
            break;
        }
        status = rsd_corpus_body(s->corpus, i, RSD_BODY_GAPS, &s->body, s->err);
        if (status == RSD_OK) {
            status = write_gaps_of(s);
        }
    }
    return status;
}

static rsd_status add_number(rsd_buf *bytes, uint32_t value)
{
    unsigned char number[RSD_VARINT_MOST];
    return rsd_buf_add(bytes, number, rsd_varint_put(number, value));
}

/* The steps from sentence to sentence, doubled, and one more where a paragraph starts, too. */
static rsd_status add_starts(rsd_buf *bytes, const rsd_body *body)
{
    rsd_status status = RSD_OK;
    uint32_t before = 0;
    uint32_t paragraph = 0;
    for (uint32_t i = 0; i < body->sentence_count && status == RSD_OK; i++) {
        const uint32_t start = body->sentences[i];
        const bool is_first =
            paragraph < body->paragraph_count && body->paragraphs[paragraph] == start;
        paragraph += is_first;
        status = add_number(bytes, (start - before) << 1 | is_first);
        before = start;
    }
    return status;
}

/* Where the reason stands among the reasons; there are few. */
static rsd_status find_reason(segmenter *s, const char *reason, uint32_t *place)
{
    for (size_t at = 0; at < s->reasons.len; at += strlen(s->reasons.data + at) + 1) {
        if (strcmp(s->reasons.data + at, reason) == 0) {
            *place = (uint32_t)at;
            return RSD_OK;
        }
    }
    *place = (uint32_t)s->reasons.len;
    return rsd_buf_add(&s->reasons, reason, strlen(reason) + 1);
}

static rsd_status add_region(segmenter *s, const rsd_region *region, uint32_t from)
{
    uint32_t reason;
    rsd_status status = find_reason(s, region->reason, &reason);
    const uint32_t numbers[] = {region->start - from,
                                region->end - region->start,
                                (uint32_t)region->kind,
                                region->similarity,
                                reason,
                                region->of_start,
                                region->of_end - region->of_start};
    const size_t count = sizeof numbers / sizeof *numbers;
    const size_t used = region->kind == RSD_REGION_REPEAT ? count : count - 2;
    for (size_t i = 0; i < used && status == RSD_OK; i++) {
        status = add_number(&s->bytes, numbers[i]);
    }
    return status;
}

static rsd_status write_layout_of(segmenter *s)
{
    const rsd_body *body = &s->body;
    s->bytes.len = 0;
    rsd_status status = add_number(&s->bytes, body->sentence_count);
    if (status == RSD_OK) {
        status = add_number(&s->bytes, body->region_count);
    }
    if (status == RSD_OK) {
        status = add_starts(&s->bytes, body);
    }
    for (uint32_t i = 0; i < body->region_count && status == RSD_OK; i++) {
        status = add_region(s, &body->regions[i], i == 0 ? 0 : body->regions[i - 1].start);
    }
    rsd_writer_put(s->out, s->bytes.data, status == RSD_OK ? s->bytes.len : 0);
    return status == RSD_OK ? RSD_OK : rsd_fail_nomem(s->err);
}

static rsd_status write_layout(segmenter *s)
{
    rsd_status status = RSD_OK;
    rsd_writer_begin(s->out, RSD_SECTION_LAYOUT);
    for (size_t i = 0; i <= s->corpus->info.articles && status == RSD_OK; i++) {
        status = note_place(s, &s->records[i].layout);
        if (i == s->corpus->info.articles || status != RSD_OK) {
            break;
        }
        status = rsd_corpus_body(s->corpus, i, RSD_BODY_LAYOUT, &s->body, s->err);
        if (status == RSD_OK) {
            status = write_layout_of(s);
        }
    }
    if (status == RSD_OK) {
        write_column(s, RSD_SECTION_REASONS, s->reasons.data, s->reasons.len, 1);
    }
    return status;
}

static rsd_status write_meta(segmenter *s)
{
    rsd_status status = RSD_OK;
    rsd_writer_begin(s->out, RSD_SECTION_META);
    for (size_t i = 0; i <= s->corpus->info.articles && status == RSD_OK; i++) {
        status = note_place(s, &s->records[i].meta);
        if (i == s->corpus->info.articles || status != RSD_OK) {
            break;
        }
        status = rsd_corpus_meta(s->corpus, i, &s->bytes, s->err);
        if (status == RSD_OK) {
            rsd_writer_put(s->out, s->bytes.data, s->bytes.len);
        }
    }
    return status;
}

static rsd_status write_sources(segmenter *s)
{
    rsd_status status = RSD_OK;
    rsd_writer_begin(s->out, RSD_SECTION_SOURCES);
    for (size_t i = 0; i <= s->corpus->info.articles && status == RSD_OK; i++) {
        status = note_place(s, &s->records[i].source);
        if (i == s->corpus->info.articles || status != RSD_OK) {
            break;
        }
        status = rsd_corpus_body(s->corpus, i, RSD_BODY_SOURCE, &s->body, s->err);
        if (status == RSD_OK && s->body.decoding != NULL) {
            rsd_writer_put(s->out, s->body.decoding->source, s->body.decoding->source_len);
        }
    }
    return status;
}

static rsd_status write_bands(segmenter *s)
{
    const bool kept = s->corpus->store != NULL;
    rsd_bander *bander = kept ? NULL : rsd_bander_new(s->corpus, s->err);
    rsd_status status = kept || bander != NULL ? RSD_OK : RSD_ERR_NOMEM;
    rsd_writer_begin(s->out, RSD_SECTION_BANDS);
    for (size_t i = 0; i < s->corpus->info.articles && status == RSD_OK; i++) {
        uint32_t bands[RSD_BANDS];
        status = kept ? rsd_store_bands(s->corpus->store, i, bands, s->err)
                      : rsd_bander_make(bander, i, bands, s->err);
        if (status == RSD_OK) {
            rsd_writer_put(s->out, bands, sizeof bands);
        }
    }
    rsd_bander_free(bander);
    return status;
}

/* Fills in what is known of the documents without looking into them. */
static rsd_status describe_documents(segmenter *s)
{
    rsd_status status = RSD_OK;
    for (size_t i = 0; i < s->corpus->info.articles && status == RSD_OK; i++) {
        rsd_head head;
        status = rsd_corpus_head(s->corpus, i, &head, s->err);
        if (status == RSD_OK) {
            s->records[i].hash = head.hash;
            s->records[i].source_len = head.source_len;
            s->records[i].words = head.word_count;
            s->records[i].lang = head.lang;
            s->records[i].encoding = head.encoding;
        }
    }
    return status;
}

static rsd_status write_all(segmenter *s)
{
    const size_t articles = s->corpus->info.articles;
    const size_t types = s->corpus->types.len;
    s->records = rsd_alloc((articles + 1) * sizeof *s->records);
    s->ranks = rsd_alloc(types * sizeof *s->ranks);
    s->rank_of = rsd_alloc(types * sizeof *s->rank_of);
    s->codes = rsd_alloc(types * sizeof *s->codes);
    if (s->records == NULL || s->ranks == NULL || s->rank_of == NULL || s->codes == NULL ||
        rank_types(s) != RSD_OK) {
        return rsd_fail_nomem(s->err);
    }
    memset(s->records, 0, (articles + 1) * sizeof *s->records);
    write_types(s);
    rsd_status status = write_tokens(s);
    if (status == RSD_OK) {
        status =
            rsd_postings_write(s->corpus, s->records[articles].token, s->memory, s->out, s->err);
    }
    if (status == RSD_OK && !s->corpus->index_only) {
        status = write_gaps(s);
    }
    if (status == RSD_OK) {
        status = write_layout(s);
    }
    if (status == RSD_OK) {
        status = write_meta(s);
    }
    if (status == RSD_OK) {
        status = write_sources(s);
    }
    if (status == RSD_OK && !s->corpus->index_only) {
        status = write_bands(s);
    }
    if (status == RSD_OK) {
        status = rsd_attributes_write(s->corpus, s->records, s->out, s->err);
    }
    if (status == RSD_OK) {
        status = describe_documents(s);
    }
    if (status == RSD_OK) {
        write_column(s, RSD_SECTION_DOCS, s->records, articles + 1, sizeof *s->records);
    }
    return status;
}

rsd_status rsd_segment_write(const rsd_corpus *corpus, const char *path, size_t memory,
                             rsd_seal *seal, rsd_error *err)
{
    segmenter s = {.corpus = corpus, .memory = memory, .err = err};
    rsd_status status = rsd_writer_new(&s.out, path, RSD_MAGIC_SEGMENT, err);
    if (status == RSD_OK) {
        status = write_all(&s);
        if (status == RSD_OK) {
            status = rsd_writer_finish(s.out, seal, err);
        } else {
            rsd_writer_abort(s.out);
        }
    }
    rsd_free(s.records);
    rsd_free(s.ranks);
    rsd_free(s.rank_of);
    rsd_free(s.codes);
    rsd_body_free(&s.body);
    rsd_buf_free(&s.bytes);
    rsd_buf_free(&s.reasons);
    return status;
}
