/* stream.c: writing a document as types and gaps, and getting its bytes back. */
#include "store/stream.h"

#include "store/varint.h"

#include <string.h>

rsd_stream_place rsd_stream_end(const rsd_stream *stream)
{
    return (rsd_stream_place){stream->type_count, stream->gap_count, stream->escapes.len};
}

void rsd_stream_cut(rsd_stream *stream, rsd_stream_place place)
{
    stream->type_count = (size_t)place.type;
    stream->gap_count = (size_t)place.gap;
    stream->escapes.len = (size_t)place.escape;
}

/* A gap of one or more bytes among the escapes. */
static rsd_status escape(rsd_stream *stream, const char *gap, size_t n)
{
    unsigned char head[RSD_VARINT_MOST];
    const size_t kept = n == 2 && memcmp(gap, "\n\n", 2) == 0 ? 0 : n;
    const size_t head_len = rsd_varint_put(head, (uint32_t)kept); /* of at most RSD_MAX_SOURCE */
    rsd_status status = rsd_buf_reserve(&stream->escapes, head_len + kept);
    if (status == RSD_OK) {
        rsd_buf_add(&stream->escapes, head, head_len);
        rsd_buf_add(&stream->escapes, gap, kept);
    }
    return status;
}

/* The code of a gap, which goes to the escapes if it has none of its own. */
static rsd_status add_gap(rsd_stream *stream, const char *gap, size_t n, uint8_t *code)
{
    /* Which of the frequent ones it is nothing foretells, so it is no branch. */
    const bool newline = *gap == '\n';
    if ((n == 0) | ((n == 1) & (newline | (*gap == ' ')))) {
        _Static_assert(RSD_GAP_NONE == 0 && RSD_GAP_SPACE == 1 && RSD_GAP_NEWLINE == 2, "computed");
        *code = (uint8_t)(n + (n & newline));
        return RSD_OK;
    }
    *code = RSD_GAP_ESCAPE;
    return escape(stream, gap, n);
}

rsd_status rsd_stream_add(rsd_stream *stream, const char *source, size_t n, const rsd_token *tokens,
                          size_t count, uint32_t **types)
{
    const rsd_stream_place place = rsd_stream_end(stream);
    rsd_status status = RSD_GROW(stream->gaps, stream->gap_cap, stream->gap_count + count + 1);
    if (status == RSD_OK) {
        status = RSD_GROW(stream->types, stream->type_cap, stream->type_count + count);
    }
    size_t at = 0;
    uint8_t *codes = status == RSD_OK ? stream->gaps + stream->gap_count : NULL;
    for (size_t i = 0; i < count && status == RSD_OK; i++) {
        status = add_gap(stream, source + at, tokens[i].start - at, &codes[i]);
        at = tokens[i].end;
    }
    if (status == RSD_OK) {
        /* There may be no byte behind the last token. */
        status = add_gap(stream, at < n ? source + at : "", n - at, &codes[count]);
    }
    if (status != RSD_OK) {
        rsd_stream_cut(stream, place);
        return status;
    }
    *types = stream->types + stream->type_count;
    stream->type_count += count;
    stream->gap_count += count + 1;
    return RSD_OK;
}

rsd_stream_part rsd_stream_part_at(const rsd_stream *stream, rsd_stream_place place, uint32_t count)
{
    const unsigned char *escapes = (const unsigned char *)stream->escapes.data;
    return (rsd_stream_part){.types = stream->types + place.type,
                             .gaps = stream->gaps + place.gap,
                             .escapes = escapes == NULL ? escapes : escapes + place.escape,
                             .escapes_end =
                                 escapes == NULL ? escapes : escapes + stream->escapes.len,
                             .count = count};
}

/* The next escape; false if there is none. */
static bool next_escape(const rsd_stream_part *part, const unsigned char **at, rsd_string *gap)
{
    uint32_t n;
    if (!rsd_varint_get(at, part->escapes_end, &n) || n > (size_t)(part->escapes_end - *at)) {
        return false;
    }
    *gap = n == 0 ? (rsd_string){"\n\n", 2} : (rsd_string){(const char *)*at, n};
    *at += n;
    return true;
}

uint32_t rsd_stream_gap(const rsd_stream_part *part, size_t i, const unsigned char **escape)
{
    rsd_string gap;
    if (part->gaps[i] != RSD_GAP_ESCAPE) {
        return part->gaps[i] != RSD_GAP_NONE;
    }
    return next_escape(part, escape, &gap) ? (uint32_t)gap.len : 0;
}

size_t rsd_stream_escapes(const rsd_stream_part *part)
{
    const unsigned char *at = part->escapes;
    const uint8_t *end = part->gaps + part->count + 1;
    const uint8_t *code = part->gaps;
    while ((code = memchr(code, RSD_GAP_ESCAPE, (size_t)(end - code))) != NULL) {
        rsd_string gap;
        if (!next_escape(part, &at, &gap)) {
            return SIZE_MAX;
        }
        code++;
    }
    return (size_t)(at - part->escapes);
}

rsd_status rsd_stream_text(const rsd_stream_part *part, const rsd_types *types, rsd_buf *out,
                           rsd_token *spans)
{
    static const rsd_string frequent[] = {
        [RSD_GAP_NONE] = {"", 0}, [RSD_GAP_SPACE] = {" ", 1}, [RSD_GAP_NEWLINE] = {"\n", 1}};
    const size_t base = out->len;
    const unsigned char *escapes = part->escapes;
    for (size_t i = 0;; i++) {
        rsd_string gap = {0};
        if (part->gaps[i] != RSD_GAP_ESCAPE) {
            gap = frequent[part->gaps[i]];
        } else if (!next_escape(part, &escapes, &gap)) {
            return RSD_ERR_CORRUPT;
        }
        rsd_string form = {"", 0};
        if (i < part->count) {
            rsd_types_prefetch(types, types->forms, part->types, part->count, i);
            form = rsd_types_form(types, part->types[i]);
        }
        if (out->len - base + gap.len + form.len > UINT32_MAX / 2) {
            return RSD_ERR_CORRUPT;
        }
        rsd_status status = rsd_buf_room(out, gap.len + form.len);
        if (status != RSD_OK) {
            return status;
        }
        rsd_string_put(gap, out);
        if (i == part->count) {
            out->data[out->len] = '\0';
            return RSD_OK;
        }
        const uint8_t tag = types->tags[part->types[i]];
        const uint32_t start = (uint32_t)(out->len - base);
        rsd_string_put(form, out);
        spans[i] = (rsd_token){.start = start,
                               .end = start + (uint32_t)form.len,
                               .kind = rsd_tag_kind(tag),
                               .lang = rsd_tag_lang(tag)};
    }
}

void rsd_stream_free(rsd_stream *stream)
{
    rsd_free(stream->types);
    rsd_free(stream->gaps);
    rsd_buf_free(&stream->escapes);
    *stream = (rsd_stream){0};
}
