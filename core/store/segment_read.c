/* segment_read.c: documents out of a segment. Nothing of a file is trusted: blocks are verified
 * before they are looked at, and what they say is checked. */
#include "store/ranks.h"
#include "store/segment.h"
#include "store/varint.h"

#include <string.h>

static rsd_status damaged(const rsd_segment *segment, const void *place, rsd_error *err)
{
    return rsd_sections_damaged(&segment->file, place, "a document makes no sense", err);
}

/* Finds a column of types and verifies it; of other than want items it makes no sense. */
static rsd_status find_column(const rsd_sections *file, rsd_section_id id, size_t size, size_t want,
                              const void **items, rsd_error *err)
{
    size_t count;
    rsd_status status = rsd_sections_find(file, id, size, items, &count, err);
    if (status == RSD_OK && count != want) {
        status = rsd_sections_damaged(file, file->map, "has columns of different lengths", err);
    }
    return status == RSD_OK ? rsd_sections_verify(file, *items, count * size, err) : status;
}

rsd_status rsd_sections_types(const rsd_sections *file, rsd_types *types, rsd_error *err)
{
    const void *items;
    size_t count;
    rsd_status status =
        rsd_sections_find(file, RSD_SECTION_FORMS, sizeof(uint32_t), &items, &count, err);
    if (status != RSD_OK) {
        return status;
    }
    if (count >= UINT32_MAX) {
        return rsd_sections_damaged(file, items, "has too many types", err);
    }
    *types = (rsd_types){.forms = items, .len = (uint32_t)count};
    status = rsd_sections_verify(file, items, count * sizeof(uint32_t), err);
    if (status == RSD_OK) {
        status = find_column(file, RSD_SECTION_KEYS, sizeof(uint32_t), count, &items, err);
        types->keys = items;
    }
    if (status == RSD_OK) {
        status = find_column(file, RSD_SECTION_COUNTS, sizeof(uint32_t), count, &items, err);
        types->counts = items;
    }
    if (status == RSD_OK) {
        status = find_column(file, RSD_SECTION_TAGS, 1, count, &items, err);
        types->tags = items;
    }
    if (status == RSD_OK) {
        status = rsd_sections_find(file, RSD_SECTION_BYTES, 1, &items, &types->byte_count, err);
        types->bytes = items;
    }
    if (status == RSD_OK) {
        status = rsd_sections_verify(file, items, types->byte_count, err);
    }
    if (status == RSD_OK && !rsd_types_are_sound(types, file->scratch)) {
        status = rsd_sections_damaged(file, file->map, "has types that make no sense", err);
    }
    return status;
}

/* Finds a section of bytes. */
static rsd_status find_bytes(rsd_segment *s, rsd_section_id id, const unsigned char **bytes,
                             size_t *size, rsd_error *err)
{
    const void *items;
    rsd_status status = rsd_sections_find(&s->file, id, 1, &items, size, err);
    *bytes = items;
    return status;
}

static rsd_status find_documents(rsd_segment *s, rsd_error *err)
{
    const void *items;
    size_t count;
    rsd_status status =
        rsd_sections_find(&s->file, RSD_SECTION_DOCS, sizeof *s->docs, &items, &count, err);
    if (status != RSD_OK) {
        return status;
    }
    if (count == 0 || count - 1 > UINT32_MAX) {
        return rsd_sections_damaged(&s->file, s->file.map, "has no documents", err);
    }
    s->docs = items;
    s->doc_count = (uint32_t)(count - 1);
    status = rsd_sections_verify(&s->file, &s->docs[s->doc_count], sizeof *s->docs, err);
    if (status != RSD_OK) {
        return status;
    }
    s->token_count = s->docs[s->doc_count].token;
    size_t bands;
    size_t days = 0;
    status = rsd_sections_find(&s->file, RSD_SECTION_BANDS, sizeof *s->bands, &items, &bands, err);
    s->bands = items;
    if (status == RSD_OK) {
        status = rsd_sections_find(&s->file, RSD_SECTION_DAYS, sizeof *s->days, &items, &days, err);
        s->days = items;
    }
    if (status == RSD_OK && (bands != (size_t)s->doc_count * RSD_BANDS || days != s->doc_count)) {
        status =
            rsd_sections_damaged(&s->file, s->file.map, "has columns of different lengths", err);
    }
    return status;
}

static rsd_status find_keys(rsd_segment *s, rsd_error *err)
{
    const void *items;
    size_t counts[2];
    rsd_status status = rsd_sections_find(&s->file, RSD_SECTION_KEY_TYPES, sizeof(uint32_t), &items,
                                          &counts[0], err);
    s->key_types = items;
    if (status == RSD_OK) {
        status = rsd_sections_find(&s->file, RSD_SECTION_KEY_POSTINGS, sizeof(uint32_t), &items,
                                   &counts[1], err);
        s->key_postings = items;
    }
    if (status == RSD_OK && (counts[0] != counts[1] || counts[0] == 0 || counts[0] > UINT32_MAX)) {
        status =
            rsd_sections_damaged(&s->file, s->file.map, "has columns of different lengths", err);
    }
    s->key_count = status == RSD_OK ? (uint32_t)counts[0] - 1 : 0;
    if (status == RSD_OK) {
        status = rsd_sections_find(&s->file, RSD_SECTION_COUNTS, sizeof(uint32_t), &items,
                                   &counts[0], err);
        s->counts = items;
        s->type_count = counts[0] < UINT32_MAX ? (uint32_t)counts[0] : 0;
    }
    return status;
}

static rsd_status find_all(rsd_segment *s, rsd_error *err)
{
    const unsigned char *bytes;
    rsd_status status = find_documents(s, err);
    if (status == RSD_OK) {
        status = find_bytes(s, RSD_SECTION_TOKENS, &s->tokens, &s->tokens_size, err);
    }
    if (status == RSD_OK) {
        status = find_bytes(s, RSD_SECTION_GAPS, &s->gaps, &s->gaps_size, err);
    }
    if (status == RSD_OK) {
        status = find_bytes(s, RSD_SECTION_LAYOUT, &s->layout, &s->layout_size, err);
    }
    if (status == RSD_OK) {
        status = find_bytes(s, RSD_SECTION_SOURCES, &s->sources, &s->sources_size, err);
    }
    if (status == RSD_OK) {
        status = find_bytes(s, RSD_SECTION_POSTINGS, &s->postings, &s->postings_size, err);
    }
    if (status == RSD_OK) {
        status = find_keys(s, err);
    }
    if (status == RSD_OK) {
        status = rsd_attributes_find(&s->file, &s->value_columns, &s->values, &s->values_size, err);
    }
    if (status == RSD_OK) {
        status = find_bytes(s, RSD_SECTION_META, &bytes, &s->meta_size, err);
        s->meta = (const char *)bytes;
    }
    if (status == RSD_OK) {
        status = find_bytes(s, RSD_SECTION_REASONS, &bytes, &s->reasons_size, err);
        s->reasons = (const char *)bytes;
    }
    if (status == RSD_OK) {
        status = rsd_sections_verify(&s->file, s->reasons, s->reasons_size, err);
    }
    if (status == RSD_OK && s->reasons_size > 0 && s->reasons[s->reasons_size - 1] != '\0') {
        status = damaged(s, s->reasons, err);
    }
    return status;
}

rsd_status rsd_segment_open(rsd_segment *segment, const char *path, const rsd_seal *seal,
                            rsd_error *err)
{
    *segment = (rsd_segment){0};
    rsd_status status = rsd_sections_open(&segment->file, path, RSD_MAGIC_SEGMENT, seal, err);
    if (status == RSD_OK) {
        status = find_all(segment, err);
    }
    if (status != RSD_OK) {
        rsd_segment_close(segment);
    }
    return status;
}

rsd_status rsd_segment_prepare(rsd_segment *segment, bool with_types, rsd_error *err)
{
    enum { MANY = 256 * 1024 /* ranks */ };
    const void *items;
    size_t count;
    rsd_status status =
        rsd_sections_find(&segment->file, RSD_SECTION_RANKS, sizeof(uint32_t), &items, &count, err);
    if (status == RSD_OK) {
        status = rsd_sections_verify(&segment->file, items, count * sizeof(uint32_t), err);
    }
    if (status != RSD_OK) {
        return status;
    }
    segment->ranks = items;
    for (size_t i = 0; i < count; i++) {
        if (segment->ranks[i] >= count) {
            return damaged(segment, &segment->ranks[i], err);
        }
        if (i % MANY == 0) {
            rsd_scratch_ease(segment->file.scratch);
        }
    }
    segment->types.len = (uint32_t)count;
    if (!with_types) {
        return RSD_OK;
    }
    status = rsd_sections_types(&segment->file, &segment->types, err);
    return status == RSD_OK && segment->types.len != count ? damaged(segment, items, err) : status;
}

void rsd_segment_close(rsd_segment *segment)
{
    rsd_sections_close(&segment->file);
    *segment = (rsd_segment){0};
}

/* ---- Documents ---- */

/* The record of a document, and the next one; what they say lies in the sections. */
static rsd_status find_record(const rsd_segment *s, uint32_t doc, rsd_doc_record record[2],
                              rsd_error *err)
{
    const rsd_doc_record *at = s->docs + doc;
    rsd_status status = rsd_sections_verify(&s->file, at, 2 * sizeof *at, err);
    if (status != RSD_OK) {
        return status;
    }
    memcpy(record, at, 2 * sizeof *at);
    const rsd_doc_record *a = &record[0];
    const rsd_doc_record *b = &record[1];
    bool makes_sense =
        a->token <= b->token && a->tokens <= b->tokens && a->gaps <= b->gaps &&
        a->layout <= b->layout && a->meta < b->meta && a->source <= b->source &&
        a->values <= b->values && b->values <= s->values_size && b->tokens <= s->tokens_size &&
        b->gaps <= s->gaps_size && b->layout <= s->layout_size && b->meta <= s->meta_size &&
        b->source <= s->sources_size && a->lang <= RSD_LANG_EN && a->encoding < RSD_ENCODING_COUNT;
    return makes_sense ? RSD_OK : damaged(s, at, err);
}

/* The strings of a record; the last byte is a NUL, and there are at least two of them. */
static rsd_status find_meta(const rsd_segment *s, const rsd_doc_record record[2], rsd_string *meta,
                            rsd_error *err)
{
    *meta = (rsd_string){s->meta + record[0].meta, record[1].meta - record[0].meta};
    rsd_status status = rsd_sections_verify(&s->file, meta->data, meta->len, err);
    if (status != RSD_OK) {
        return status;
    }
    const bool ends = meta->data[meta->len - 1] == '\0';
    return ends && strlen(meta->data) + 1 < meta->len ? RSD_OK : damaged(s, meta->data, err);
}

rsd_status rsd_segment_meta(const rsd_segment *segment, uint32_t doc, rsd_string *meta,
                            rsd_error *err)
{
    rsd_doc_record record[2];
    rsd_status status = find_record(segment, doc, record, err);
    return status == RSD_OK ? find_meta(segment, record, meta, err) : status;
}

rsd_status rsd_segment_head(const rsd_segment *segment, uint32_t doc, rsd_head *head,
                            rsd_error *err)
{
    rsd_doc_record record[2];
    rsd_string meta;
    rsd_status status = find_record(segment, doc, record, err);
    if (status == RSD_OK) {
        status = find_meta(segment, record, &meta, err);
    }
    const rsd_days *days = &segment->days[doc];
    if (status == RSD_OK) {
        status = rsd_sections_verify(&segment->file, days, sizeof *days, err);
    }
    if (status == RSD_OK && days->first > days->last) {
        status = damaged(segment, days, err);
    }
    if (status == RSD_OK) {
        *head = (rsd_head){.key = meta.data,
                           .path = meta.data + strlen(meta.data) + 1,
                           .hash = record->hash,
                           .token_count = record[1].token - record[0].token,
                           .word_count = record->words,
                           .source_len = record->source_len,
                           .first_day = days->first,
                           .last_day = days->last,
                           .lang = record->lang,
                           .encoding = record->encoding};
    }
    return status;
}

rsd_status rsd_segment_bands(const rsd_segment *segment, uint32_t doc, uint32_t *bands,
                             rsd_error *err)
{
    const uint32_t *at = segment->bands + (size_t)doc * RSD_BANDS;
    rsd_status status = rsd_sections_verify(&segment->file, at, RSD_BANDS * sizeof *at, err);
    if (status == RSD_OK) {
        memcpy(bands, at, RSD_BANDS * sizeof *at);
    }
    return status;
}

rsd_status rsd_segment_values(const rsd_segment *segment, uint32_t doc, rsd_value_part *part,
                              rsd_error *err)
{
    rsd_doc_record record[2];
    rsd_status status = find_record(segment, doc, record, err);
    if (status != RSD_OK) {
        return status;
    }
    const size_t size = record[1].values - record[0].values;
    *part = (rsd_value_part){.columns = &segment->value_columns,
                             .file = &segment->file,
                             .token_count = record[1].token - record[0].token};
    /* Each token takes at least a byte. */
    if (part->token_count > record[1].tokens - record[0].tokens) {
        return damaged(segment, segment->docs + doc, err);
    }
    if (size > 0) {
        part->at = segment->values + record[0].values;
        part->end = part->at + size;
        status = rsd_sections_verify(&segment->file, part->at, size, err);
    }
    return status;
}

/* ---- Bodies ---- */

/* The ranks of a document's tokens, verified. */
static rsd_status find_ranked(const rsd_segment *s, const rsd_doc_record record[2],
                              rsd_ranked *ranked, rsd_error *err)
{
    *ranked = (rsd_ranked){.at = s->tokens + record[0].tokens,
                           .end = s->tokens + record[1].tokens,
                           .count = record[1].token - record[0].token};
    const size_t size = (size_t)(ranked->end - ranked->at);
    rsd_status status = rsd_sections_verify(&s->file, ranked->at, size, err);
    return status == RSD_OK && ranked->count > size ? damaged(s, ranked->at, err) : status;
}

rsd_status rsd_segment_ranked(const rsd_segment *segment, uint32_t doc, rsd_ranked *ranked,
                              rsd_error *err)
{
    rsd_doc_record record[2];
    rsd_status status = find_record(segment, doc, record, err);
    return status == RSD_OK ? find_ranked(segment, record, ranked, err) : status;
}

static rsd_status decode_types(const rsd_segment *s, const rsd_doc_record record[2],
                               uint32_t type_count, rsd_body *body, rsd_error *err)
{
    rsd_ranked ranked;
    rsd_status status = find_ranked(s, record, &ranked, err);
    if (status != RSD_OK) {
        return status;
    }
    const uint32_t count = ranked.count;
    if (RSD_GROW(body->room.types, body->room.type_cap, count) != RSD_OK) {
        return rsd_fail_nomem(err);
    }
    uint32_t *types = body->room.types;
    for (uint32_t i = 0; i < count; i++) {
        if (!rsd_rank_get(&ranked.at, ranked.end, &types[i]) || types[i] >= s->types.len) {
            return damaged(s, s->tokens + record[0].tokens, err);
        }
    }
    /* What is looked up lies anywhere in memory, so nothing else is in these loops. */
    for (uint32_t i = 0; i < count; i++) {
        types[i] = s->ranks[types[i]];
    }
    for (uint32_t i = 0; s->map != NULL && i < count; i++) {
        types[i] = s->map[types[i]];
    }
    uint32_t most = 0;
    for (uint32_t i = 0; i < count; i++) {
        most = types[i] > most ? types[i] : most;
    }
    if (count > 0 && most >= type_count) {
        return damaged(s, s->tokens + record[0].tokens, err);
    }
    body->stream.types = types;
    return ranked.at == ranked.end ? RSD_OK : damaged(s, ranked.at, err);
}

/* Unpacks four codes a byte; the escapes stay where they are. */
static rsd_status decode_gaps(const rsd_segment *s, const rsd_doc_record record[2], rsd_body *body,
                              rsd_error *err)
{
    const size_t count = (size_t)(record[1].token - record[0].token) + 1;
    const size_t packed = (count + 3) / 4;
    const unsigned char *at = s->gaps + record[0].gaps;
    const size_t size = record[1].gaps - record[0].gaps;
    rsd_status status = rsd_sections_verify(&s->file, at, size, err);
    if (status != RSD_OK) {
        return status;
    }
    if (size < packed) {
        return damaged(s, at, err);
    }
    if (RSD_GROW(body->room.gaps, body->room.gap_cap, packed * 4) != RSD_OK) {
        return rsd_fail_nomem(err);
    }
    uint8_t *gaps = body->room.gaps;
    for (size_t i = 0; i < packed; i++) {
        gaps[4 * i] = at[i] & 3;
        gaps[4 * i + 1] = at[i] >> 2 & 3;
        gaps[4 * i + 2] = at[i] >> 4 & 3;
        gaps[4 * i + 3] = at[i] >> 6;
    }
    body->stream.gaps = gaps;
    body->stream.escapes = at + packed;
    body->stream.escapes_end = at + size;
    return RSD_OK;
}

/* Reads count ascending starts of sentences below limit, the first of them 0, and of the paragraphs
 * among them; there is room for all. */
static bool read_starts(const unsigned char **at, const unsigned char *end, uint32_t count,
                        uint32_t limit, rsd_body *body)
{
    uint64_t start = 0;
    body->paragraph_count = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t step;
        if (!rsd_varint_get(at, end, &step) || (i == 0 ? step != 1 : step < 2)) {
            return false;
        }
        start += step >> 1;
        if (start >= limit) {
            return false;
        }
        body->room.sentences[i] = (uint32_t)start;
        if ((step & 1) != 0) {
            body->room.paragraphs[body->paragraph_count++] = (uint32_t)start;
        }
    }
    return true;
}

/* Reads start and length of a span in a source of size bytes. */
static bool read_span(const unsigned char **at, const unsigned char *end, uint32_t from,
                      uint32_t size, uint32_t *span_start, uint32_t *span_end)
{
    uint32_t step;
    uint32_t len;
    if (!rsd_varint_get(at, end, &step) || !rsd_varint_get(at, end, &len) ||
        (uint64_t)from + step + len > size) {
        return false;
    }
    *span_start = from + step;
    *span_end = from + step + len;
    return true;
}

static bool read_region(const rsd_segment *s, const unsigned char **at, const unsigned char *end,
                        uint32_t from, uint32_t size, rsd_region *region)
{
    uint32_t kind;
    uint32_t similarity;
    uint32_t reason;
    *region = (rsd_region){0};
    if (!read_span(at, end, from, size, &region->start, &region->end) ||
        !rsd_varint_get(at, end, &kind) || !rsd_varint_get(at, end, &similarity) ||
        !rsd_varint_get(at, end, &reason) || kind > RSD_REGION_AGENCY || similarity > 100 ||
        reason >= s->reasons_size) {
        return false;
    }
    region->kind = (rsd_region_kind)kind;
    region->similarity = (uint8_t)similarity;
    region->reason = s->reasons + reason;
    return kind != RSD_REGION_REPEAT ||
           read_span(at, end, 0, size, &region->of_start, &region->of_end);
}

static rsd_status grow_layout(rsd_body *body, uint32_t sentences, uint32_t regions)
{
    rsd_status status = RSD_GROW(body->room.sentences, body->room.sentence_cap, sentences);
    if (status == RSD_OK) {
        status = RSD_GROW(body->room.paragraphs, body->room.paragraph_cap, sentences);
    }
    return status == RSD_OK ? RSD_GROW(body->room.regions, body->room.region_cap, regions) : status;
}

static rsd_status decode_layout(const rsd_segment *s, const rsd_doc_record record[2],
                                rsd_body *body, rsd_error *err)
{
    const unsigned char *at = s->layout + record[0].layout;
    const unsigned char *end = s->layout + record[1].layout;
    const uint32_t token_count = record[1].token - record[0].token;
    uint32_t sentences;
    uint32_t regions;
    rsd_status status = rsd_sections_verify(&s->file, at, (size_t)(end - at), err);
    if (status != RSD_OK) {
        return status;
    }
    /* Each of them takes at least a byte. */
    if (!rsd_varint_get(&at, end, &sentences) || sentences > (size_t)(end - at) ||
        !rsd_varint_get(&at, end, &regions) || regions > (size_t)(end - at)) {
        return damaged(s, s->layout + record[0].layout, err);
    }
    if (grow_layout(body, sentences, regions) != RSD_OK) {
        return rsd_fail_nomem(err);
    }
    bool ok =
        (sentences > 0) == (token_count > 0) && read_starts(&at, end, sentences, token_count, body);
    uint32_t from = 0;
    for (uint32_t i = 0; ok && i < regions; i++) {
        ok = read_region(s, &at, end, from, record->source_len, &body->room.regions[i]);
        from = ok ? body->room.regions[i].start : 0;
    }
    if (!ok || at != end) {
        return damaged(s, s->layout + record[0].layout, err);
    }
    body->sentences = body->room.sentences;
    body->sentence_count = sentences;
    body->paragraphs = body->room.paragraphs;
    body->regions = body->room.regions;
    body->region_count = regions;
    return RSD_OK;
}

static rsd_status decode_source(const rsd_segment *s, const rsd_doc_record record[2],
                                rsd_body *body, rsd_error *err)
{
    body->decoding = NULL;
    if (record->encoding == RSD_ENCODING_UTF_8) {
        return RSD_OK;
    }
    const char *source = (const char *)s->sources + record[0].source;
    const size_t size = record[1].source - record[0].source;
    rsd_status status = rsd_sections_verify(&s->file, source, size, err);
    if (status != RSD_OK) {
        return status;
    }
    if (size != record->source_len || size > RSD_MAX_ENCODED) {
        return damaged(s, source, err);
    }
    body->room.text.len = 0;
    status = rsd_decode((rsd_encoding)record->encoding, source, size, &body->room.text,
                        &body->room.decoding, err);
    body->decoding = &body->room.decoding;
    return status;
}

rsd_status rsd_segment_body(const rsd_segment *segment, uint32_t doc, unsigned want,
                            uint32_t type_count, rsd_body *body, rsd_error *err)
{
    rsd_doc_record record[2];
    rsd_status status = find_record(segment, doc, record, err);
    if (status == RSD_OK) {
        body->stream = (rsd_stream_part){.count = record[1].token - record[0].token};
    }
    if (status == RSD_OK && (want & RSD_BODY_TYPES) != 0) {
        status = decode_types(segment, record, type_count, body, err);
    }
    if (status == RSD_OK && (want & RSD_BODY_GAPS) != 0) {
        status = decode_gaps(segment, record, body, err);
    }
    if (status == RSD_OK && (want & RSD_BODY_LAYOUT) != 0) {
        status = decode_layout(segment, record, body, err);
    }
    if (status == RSD_OK && (want & RSD_BODY_SOURCE) != 0) {
        status = decode_source(segment, record, body, err);
    }
    return status;
}
