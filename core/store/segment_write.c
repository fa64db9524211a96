/* segment_write.c: a corpus, from memory or from other segments, to a segment. */
#include "base/chunks.h"
#include "base/worker.h"
#include "store/postings.h"
#include "store/ranks.h"
#include "store/store.h"
#include "store/store_int.h"
#include "store/varint.h"

#include <string.h>

enum {
    CHUNK = 128, /* documents that are made at once */
    /* What is passed, about: */
    BYTES_OF_CHUNK = 128 << 10, /* also if nothing is made of it */
    BYTES_OF_CODE = 128         /* to find it */
};

/* Where a thread makes documents. */
typedef struct room {
    rsd_body body;
    rsd_bander *bander; /* once bands had to be made */
    size_t done;        /* bytes since memory was released */
    char apart[RSD_APART];
} room;

/* Why regions were marked, and where that will stand. */
typedef struct reason {
    const char *text;
    uint32_t place;
} reason;

typedef struct segmenter {
    const rsd_corpus *corpus;
    const rsd_segment_options *options;
    rsd_scratch *scratch; /* of the corpus */
    rsd_writer *out;
    rsd_error *err;
    rsd_doc_record *records; /* one more than articles */
    rsd_days *days;          /* of each article */
    rsd_ranks ranks;
    uint32_t **codes; /* of each segment those of its own ranks, all in one block */
    uint32_t *sync;   /* where every RSD_SYNC_EVERY-th token begins */
    reason *reasons;  /* each once, in order of their bytes */
    size_t reason_count, reason_cap;
    room *rooms; /* of each thread */
    size_t done; /* bytes since memory was released */
} segmenter;

/* ---- Columns ---- */

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

/* Fills in what is known of the documents without looking into them. */
static rsd_status describe_documents(segmenter *s)
{
    const size_t articles = s->corpus->info.articles;
    uint64_t position = 0;
    rsd_status status = RSD_OK;
    for (size_t i = 0; i < articles && status == RSD_OK; i++) {
        rsd_head head;
        status = rsd_corpus_head(s->corpus, i, &head, s->err);
        if (status == RSD_OK) {
            s->records[i] = (rsd_doc_record){.hash = head.hash,
                                             .token = (uint32_t)position,
                                             .source_len = head.source_len,
                                             .words = head.word_count,
                                             .lang = head.lang,
                                             .encoding = head.encoding};
            s->days[i] = (rsd_days){head.first_day, head.last_day};
            position += head.token_count;
        }
        rsd_corpus_passed(s->corpus, &s->done, sizeof head);
        if (status == RSD_OK && position > UINT32_MAX) {
            status = rsd_fail(s->err, RSD_ERR_LIMIT, NULL, 0, RSD_NO_OFFSET,
                              "these are more words than a segment holds");
        }
    }
    s->records[articles] = (rsd_doc_record){.token = (uint32_t)position};
    return status;
}

/* ---- Documents ---- */

static const size_t NO_PLACE = SIZE_MAX;

/* A section of something of each document. */
typedef struct doc_section {
    segmenter *segmenter;
    size_t place;  /* of the member of a record that says where the document begins; NO_PLACE if
                      it is not said */
    unsigned want; /* of the body */
    rsd_status (*make)(segmenter *s, room *r, size_t article, rsd_buf *out, rsd_error *err);
} doc_section;

static uint32_t *place_of(const doc_section *section, size_t article)
{
    return (uint32_t *)(void *)((char *)&section->segmenter->records[article] + section->place);
}

static size_t chunk_end(const segmenter *s, size_t chunk)
{
    const size_t end = (chunk + 1) * CHUNK;
    return end < s->corpus->info.articles ? end : s->corpus->info.articles;
}

/* Makes some documents; where they begin is counted from the first of them. */
static rsd_status make_documents(void *ctx, unsigned thread, size_t chunk, rsd_buf *made,
                                 rsd_error *err)
{
    const doc_section *section = ctx;
    segmenter *s = section->segmenter;
    room *r = &s->rooms[thread];
    rsd_status status = RSD_OK;
    for (size_t i = chunk * CHUNK; i < chunk_end(s, chunk) && status == RSD_OK; i++) {
        if (section->place != NO_PLACE) {
            *place_of(section, i) = (uint32_t)made->len;
        }
        if (section->want != 0) {
            status = rsd_corpus_body(s->corpus, i, section->want, &r->body, err);
        }
        if (status == RSD_OK) {
            status = section->make(s, r, i, made, err);
        }
    }
    return status;
}

static rsd_status put_documents(void *ctx, size_t chunk, const rsd_buf *made, rsd_error *err)
{
    const doc_section *section = ctx;
    segmenter *s = section->segmenter;
    const uint64_t at = rsd_writer_tell(s->out);
    if (s->corpus->store != NULL && rsd_interrupted) { /* a merge can be done again */
        return rsd_fail(err, RSD_ERR_INTERRUPTED, NULL, 0, RSD_NO_OFFSET, "interrupted");
    }
    if (section->place != NO_PLACE) {
        if (at + made->len > UINT32_MAX) {
            return rsd_fail(err, RSD_ERR_LIMIT, NULL, 0, RSD_NO_OFFSET,
                            "these are more documents than a segment holds");
        }
        for (size_t i = chunk * CHUNK; i < chunk_end(s, chunk); i++) {
            *place_of(section, i) += (uint32_t)at;
        }
        if (chunk_end(s, chunk) == s->corpus->info.articles) {
            *place_of(section, chunk_end(s, chunk)) = (uint32_t)(at + made->len);
        }
    }
    rsd_writer_put(s->out, made->data, made->len);
    rsd_corpus_passed(s->corpus, &s->done, made->len + BYTES_OF_CHUNK);
    return RSD_OK;
}

static rsd_status write_documents(const doc_section *section, rsd_section_id id)
{
    segmenter *s = section->segmenter;
    const rsd_chunks chunks = {.ctx = (void *)(uintptr_t)section,
                               .threads = s->options->threads,
                               .count = (s->corpus->info.articles + CHUNK - 1) / CHUNK,
                               .make = make_documents,
                               .take = put_documents};
    rsd_writer_begin(s->out, id);
    return rsd_chunks_run(&chunks, s->err);
}

/* ---- Tokens ---- */

static rsd_status make_tokens(segmenter *s, room *r, size_t article, rsd_buf *out, rsd_error *err)
{
    const rsd_stream_part *part = &r->body.stream;
    const uint32_t first = s->records[article].token;
    if (rsd_buf_reserve(out, (size_t)part->count * RSD_RANK_MOST) != RSD_OK) {
        return rsd_fail_nomem(err);
    }
    unsigned char *start = (unsigned char *)out->data + out->len;
    unsigned char *at = start;
    for (uint32_t i = 0; i < part->count; i++) {
        if ((first + i) % RSD_SYNC_EVERY == 0) {
            s->sync[(first + i) / RSD_SYNC_EVERY] = (uint32_t)(at - start);
        }
        at += rsd_code_put(s->ranks.codes[part->types[i]], at);
    }
    out->len += (size_t)(at - start);
    return RSD_OK;
}

static const uint32_t NO_CODE = UINT32_MAX;

static void free_codes(segmenter *s)
{
    if (s->codes != NULL) {
        rsd_scratch_drop(s->scratch, s->codes[0]);
    }
    rsd_free((void *)s->codes);
    s->codes = NULL;
}

/* Lists the code of each rank of each segment. */
static rsd_status list_codes(segmenter *s)
{
    const rsd_store *store = s->corpus->store;
    size_t total = 0;
    for (size_t i = 0; i < store->segment_count; i++) {
        total += store->segments[i].types.len;
    }
    uint32_t *codes;
    s->codes = rsd_alloc((store->segment_count + 1) * sizeof *s->codes);
    if (s->codes == NULL) {
        return rsd_fail_nomem(s->err);
    }
    rsd_status status = RSD_SCRATCH_TAKE(s->scratch, codes, total, s->err);
    s->codes[0] = codes;
    for (size_t i = 0; i < store->segment_count && status == RSD_OK; i++) {
        const rsd_segment *segment = &store->segments[i];
        const uint32_t *map = segment->map;
        s->codes[i] = codes;
        codes += segment->types.len;
        for (uint32_t rank = 0; rank < segment->types.len; rank++) {
            const uint32_t own = segment->ranks[rank];
            const uint32_t type = map == NULL ? own : map[own];
            /* One that no article has may be behind the last. */
            s->codes[i][rank] = type < s->corpus->types.len ? s->ranks.codes[type] : NO_CODE;
            rsd_corpus_passed(s->corpus, &s->done, BYTES_OF_CODE);
        }
    }
    return status;
}

/* The same from the ranks of a segment. */
static rsd_status make_ranked_tokens(segmenter *s, room *r, size_t article, rsd_buf *out,
                                     rsd_error *err)
{
    const rsd_entry *entry = &s->corpus->store->entries[article];
    const rsd_segment *segment = &s->corpus->store->segments[entry->segment];
    const uint32_t *codes = s->codes[entry->segment];
    const uint32_t first = s->records[article].token;
    rsd_ranked ranked;
    rsd_status status = rsd_segment_ranked(segment, entry->doc, &ranked, err);
    if (status != RSD_OK) {
        return status;
    }
    if (rsd_buf_reserve(out, (size_t)ranked.count * RSD_RANK_MOST) != RSD_OK) {
        return rsd_fail_nomem(err);
    }
    unsigned char *start = (unsigned char *)out->data + out->len;
    unsigned char *at = start;
    for (uint32_t i = 0; i < ranked.count; i++) {
        uint32_t rank;
        if (!rsd_rank_get(&ranked.at, ranked.end, &rank) || rank >= segment->types.len ||
            codes[rank] == NO_CODE) {
            return rsd_sections_damaged(&segment->file, ranked.at, "a document makes no sense",
                                        err);
        }
        if ((first + i) % RSD_SYNC_EVERY == 0) {
            s->sync[(first + i) / RSD_SYNC_EVERY] = (uint32_t)(at - start);
        }
        at += rsd_code_put(codes[rank], at);
    }
    out->len += (size_t)(at - start);
    rsd_corpus_passed(s->corpus, &r->done, (size_t)ranked.count * BYTES_OF_CODE);
    return ranked.at == ranked.end
               ? RSD_OK
               : rsd_sections_damaged(&segment->file, ranked.at, "a document makes no sense", err);
}

/* Writes where tokens begin, which was noted as counted from the first of their document. */
static void write_sync(segmenter *s)
{
    size_t point = 0;
    for (size_t i = 0; i < s->corpus->info.articles; i++) {
        for (; point * RSD_SYNC_EVERY < s->records[i + 1].token; point++) {
            s->sync[point] += s->records[i].tokens;
        }
    }
    write_column(s, RSD_SECTION_SYNC, s->sync, point, sizeof *s->sync);
}

/* ---- Gaps ---- */

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

static rsd_status make_gaps(segmenter *s, room *r, size_t article, rsd_buf *out, rsd_error *err)
{
    (void)s;
    (void)article;
    const rsd_stream_part *part = &r->body.stream;
    const size_t count = (size_t)part->count + 1;
    const size_t packed = (count + 3) / 4;
    const size_t escapes = rsd_stream_escapes(part);
    if (escapes == SIZE_MAX) {
        return rsd_fail(err, RSD_ERR_CORRUPT, NULL, 0, RSD_NO_OFFSET,
                        "a document's white space is damaged");
    }
    if (rsd_buf_reserve(out, packed + escapes) != RSD_OK) {
        return rsd_fail_nomem(err);
    }
    pack_gaps(part->gaps, count, (unsigned char *)out->data + out->len);
    out->len += packed;
    return rsd_buf_add(out, part->escapes, escapes);
}

/* ---- Layout ---- */

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
        status = rsd_varint_add(bytes, (start - before) << 1 | is_first);
        before = start;
    }
    return status;
}

/* Where a reason stands among the reasons, or would; there are few. */
static size_t find_reason(const segmenter *s, const char *text)
{
    size_t at = 0;
    while (at < s->reason_count && strcmp(s->reasons[at].text, text) < 0) {
        at++;
    }
    return at;
}

static rsd_status add_reason(segmenter *s, const char *text)
{
    const size_t at = find_reason(s, text);
    if (at < s->reason_count && strcmp(s->reasons[at].text, text) == 0) {
        return RSD_OK;
    }
    if (RSD_GROW(s->reasons, s->reason_cap, s->reason_count + 1) != RSD_OK) {
        return RSD_ERR_NOMEM;
    }
    memmove(&s->reasons[at + 1], &s->reasons[at], (s->reason_count - at) * sizeof *s->reasons);
    s->reasons[at].text = text;
    s->reason_count++;
    return RSD_OK;
}

/* Lists the reasons of all regions: of segments all that they have. */
static rsd_status list_reasons(segmenter *s)
{
    const rsd_corpus *corpus = s->corpus;
    rsd_status status = RSD_OK;
    for (size_t i = 0; i < corpus->article_count && status == RSD_OK; i++) {
        const rsd_article *article = &corpus->articles[i];
        for (uint32_t k = 0; k < article->region_count && status == RSD_OK; k++) {
            status = add_reason(s, article->regions[k].reason);
        }
    }
    for (size_t i = 0; corpus->store != NULL && i < corpus->store->segment_count; i++) {
        const rsd_segment *segment = &corpus->store->segments[i];
        const char *end = segment->reasons + segment->reasons_size;
        for (const char *at = segment->reasons; at < end && status == RSD_OK;
             at += strlen(at) + 1) {
            status = add_reason(s, at);
        }
    }
    return status == RSD_OK ? RSD_OK : rsd_fail_nomem(s->err);
}

static void write_reasons(segmenter *s)
{
    uint32_t place = 0;
    rsd_writer_begin(s->out, RSD_SECTION_REASONS);
    for (size_t i = 0; i < s->reason_count; i++) {
        const size_t size = strlen(s->reasons[i].text) + 1;
        s->reasons[i].place = place;
        rsd_writer_put(s->out, s->reasons[i].text, size);
        place += (uint32_t)size;
    }
}

static rsd_status add_region(const segmenter *s, const rsd_region *region, uint32_t from,
                             rsd_buf *out)
{
    const uint32_t numbers[] = {region->start - from,
                                region->end - region->start,
                                (uint32_t)region->kind,
                                region->similarity,
                                s->reasons[find_reason(s, region->reason)].place,
                                region->of_start,
                                region->of_end - region->of_start};
    const size_t count = sizeof numbers / sizeof *numbers;
    const size_t used = region->kind == RSD_REGION_REPEAT ? count : count - 2;
    rsd_status status = RSD_OK;
    for (size_t i = 0; i < used && status == RSD_OK; i++) {
        status = rsd_varint_add(out, numbers[i]);
    }
    return status;
}

static rsd_status make_layout(segmenter *s, room *r, size_t article, rsd_buf *out, rsd_error *err)
{
    (void)article;
    const rsd_body *body = &r->body;
    rsd_status status = rsd_varint_add(out, body->sentence_count);
    if (status == RSD_OK) {
        status = rsd_varint_add(out, body->region_count);
    }
    if (status == RSD_OK) {
        status = add_starts(out, body);
    }
    for (uint32_t i = 0; i < body->region_count && status == RSD_OK; i++) {
        status = add_region(s, &body->regions[i], i == 0 ? 0 : body->regions[i - 1].start, out);
    }
    return status == RSD_OK ? RSD_OK : rsd_fail_nomem(err);
}

/* ---- The rest ---- */

static rsd_status make_meta(segmenter *s, room *r, size_t article, rsd_buf *out, rsd_error *err)
{
    (void)r;
    return rsd_corpus_meta(s->corpus, article, out, err);
}

static rsd_status make_source(segmenter *s, room *r, size_t article, rsd_buf *out, rsd_error *err)
{
    (void)s;
    (void)article;
    const rsd_decoding *decoding = r->body.decoding;
    rsd_status status =
        decoding == NULL ? RSD_OK : rsd_buf_add(out, decoding->source, decoding->source_len);
    return status == RSD_OK ? RSD_OK : rsd_fail_nomem(err);
}

static rsd_status make_bands(segmenter *s, room *r, size_t article, rsd_buf *out, rsd_error *err)
{
    uint32_t bands[RSD_BANDS];
    rsd_status status = RSD_OK;
    if (s->corpus->store != NULL) {
        status = rsd_store_bands(s->corpus->store, article, bands, err);
    } else {
        if (r->bander == NULL) {
            status = rsd_bander_new(&r->bander, s->corpus, err);
        }
        if (status == RSD_OK) {
            status = rsd_bander_make(r->bander, article, bands, err);
        }
    }
    if (status != RSD_OK) {
        return status;
    }
    return rsd_buf_add(out, bands, sizeof bands) == RSD_OK ? RSD_OK : rsd_fail_nomem(err);
}

/* ---- All ---- */

#define PLACE(member) offsetof(rsd_doc_record, member)

static rsd_status prepare(segmenter *s)
{
    const size_t articles = s->corpus->info.articles;
    const size_t rooms = s->options->threads * sizeof *s->rooms;
    s->rooms = rsd_alloc(rooms);
    if (s->rooms == NULL) {
        return rsd_fail_nomem(s->err);
    }
    memset(s->rooms, 0, rooms);
    rsd_status status = RSD_SCRATCH_TAKE(s->scratch, s->records, articles + 1, s->err);
    if (status == RSD_OK) {
        status = RSD_SCRATCH_TAKE(s->scratch, s->days, articles, s->err);
    }
    if (status == RSD_OK) {
        s->ranks.scratch = s->scratch;
        status = rsd_ranks_make(&s->ranks, &s->corpus->types, s->err);
    }
    if (status == RSD_OK) {
        status = describe_documents(s);
    }
    if (status == RSD_OK) {
        const size_t points = s->records[articles].token / RSD_SYNC_EVERY + 1;
        status = RSD_SCRATCH_TAKE(s->scratch, s->sync, points, s->err);
    }
    return status == RSD_OK ? list_reasons(s) : status;
}

static rsd_status write_text(segmenter *s)
{
    const rsd_types *types = &s->corpus->types;
    const bool is_merge = s->corpus->store != NULL;
    const doc_section tokens = {s, PLACE(tokens), is_merge ? 0 : RSD_BODY_TYPES,
                                is_merge ? make_ranked_tokens : make_tokens};
    const doc_section gaps = {s, PLACE(gaps), RSD_BODY_GAPS, make_gaps};
    rsd_writer_put_types(s->out, types);
    write_column(s, RSD_SECTION_RANKS, s->ranks.types, types->len, sizeof *s->ranks.types);
    rsd_status status = is_merge ? list_codes(s) : RSD_OK;
    if (status == RSD_OK) {
        status = write_documents(&tokens, RSD_SECTION_TOKENS);
    }
    free_codes(s);
    if (status == RSD_OK) {
        write_sync(s);
        status = rsd_postings_write(s->corpus, s->records, s->options, s->out, s->err);
    }
    if (status == RSD_OK && !s->corpus->index_only) {
        status = write_documents(&gaps, RSD_SECTION_GAPS);
    }
    return status;
}

static rsd_status write_all(segmenter *s)
{
    const doc_section layout = {s, PLACE(layout), RSD_BODY_LAYOUT, make_layout};
    const doc_section meta = {s, PLACE(meta), 0, make_meta};
    const doc_section sources = {s, PLACE(source), RSD_BODY_SOURCE, make_source};
    const doc_section bands = {s, NO_PLACE, 0, make_bands};
    rsd_status status = write_text(s);
    if (status == RSD_OK) {
        write_reasons(s);
        status = write_documents(&layout, RSD_SECTION_LAYOUT);
    }
    if (status == RSD_OK) {
        status = write_documents(&meta, RSD_SECTION_META);
    }
    if (status == RSD_OK) {
        status = write_documents(&sources, RSD_SECTION_SOURCES);
    }
    if (status == RSD_OK && !s->corpus->index_only) {
        status = write_documents(&bands, RSD_SECTION_BANDS);
    }
    if (status == RSD_OK) {
        status = rsd_attributes_write(s->corpus, s->records, s->out, s->err);
    }
    if (status == RSD_OK) {
        write_column(s, RSD_SECTION_DAYS, s->days, s->corpus->info.articles, sizeof *s->days);
        write_column(s, RSD_SECTION_DOCS, s->records, s->corpus->info.articles + 1,
                     sizeof *s->records);
    }
    return status;
}

static void free_segmenter(segmenter *s)
{
    for (unsigned i = 0; s->rooms != NULL && i < s->options->threads; i++) {
        rsd_body_free(&s->rooms[i].body);
        rsd_bander_free(s->rooms[i].bander);
    }
    rsd_free(s->rooms);
    rsd_scratch_drop(s->scratch, s->records);
    rsd_scratch_drop(s->scratch, s->days);
    rsd_ranks_free(&s->ranks);
    rsd_scratch_drop(s->scratch, s->sync);
    rsd_free(s->reasons);
}

rsd_status rsd_segment_write(const rsd_corpus *corpus, const char *path,
                             const rsd_segment_options *options, rsd_seal *seal, rsd_error *err)
{
    segmenter s = {
        .corpus = corpus, .options = options, .scratch = rsd_corpus_scratch(corpus), .err = err};
    rsd_status status = prepare(&s);
    if (status == RSD_OK) {
        status = rsd_writer_new(&s.out, path, RSD_MAGIC_SEGMENT, s.scratch, err);
    }
    if (status == RSD_OK) {
        status = write_all(&s);
        if (status == RSD_OK) {
            status = rsd_writer_finish(s.out, seal, err);
        } else {
            rsd_writer_abort(s.out);
        }
    }
    free_segmenter(&s);
    return status;
}
