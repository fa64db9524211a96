/* stream.c: writing a document as types and gaps, and getting its bytes back. */
#include "store/stream.h"

#include "base/mem.h"

#include <string.h>

enum { GAP_NONE, GAP_SPACE, GAP_NEWLINE, GAP_BLANK_LINE, GAP_ESCAPE = 255 };

/* The frequent gaps, by code. */
static const struct {
    const char *bytes;
    size_t len;
} FREQUENT[] = {
    [GAP_NONE] = {"", 0},
    [GAP_SPACE] = {" ", 1},
    [GAP_NEWLINE] = {"\n", 1},
    [GAP_BLANK_LINE] = {"\n\n", 2},
};
enum { FREQUENT_COUNT = sizeof FREQUENT / sizeof *FREQUENT };

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

static uint8_t gap_code(const char *gap, size_t n)
{
    for (size_t i = 0; i < FREQUENT_COUNT; i++) {
        if (FREQUENT[i].len == n && memcmp(FREQUENT[i].bytes, gap, n) == 0) {
            return (uint8_t)i;
        }
    }
    return GAP_ESCAPE;
}

/* The code of a gap, which goes to the escapes if it has none of its own. */
static rsd_status add_gap(rsd_stream *stream, const char *gap, size_t n, uint8_t *code)
{
    *code = gap_code(gap, n);
    if (*code == GAP_ESCAPE) {
        uint32_t len = (uint32_t)n; /* sources are at most RSD_MAX_SOURCE bytes long */
        rsd_status status = rsd_buf_reserve(&stream->escapes, sizeof len + n);
        if (status != RSD_OK) {
            return status;
        }
        rsd_buf_add(&stream->escapes, &len, sizeof len);
        rsd_buf_add(&stream->escapes, gap, n);
    }
    return RSD_OK;
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
        const char *gap = source + at;
        const size_t len = tokens[i].start - at;
        at = tokens[i].end;
        /* Nearly all gaps are these; which of them nothing foretells, so it is no branch. */
        const bool newline = *gap == '\n';
        if ((len == 0) | ((len == 1) & (newline | (*gap == ' ')))) {
            _Static_assert(GAP_NONE == 0 && GAP_SPACE == 1 && GAP_NEWLINE == 2, "computed");
            codes[i] = (uint8_t)(len + (len & newline));
        } else {
            status = add_gap(stream, gap, len, &codes[i]);
        }
    }
    if (status == RSD_OK) {
        status = add_gap(stream, source + at, n - at, &codes[count]);
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

static rsd_status copy_gap(const rsd_stream *stream, uint8_t code, uint64_t *escape, rsd_buf *out)
{
    if (code != GAP_ESCAPE) {
        return rsd_buf_add(out, FREQUENT[code].bytes, FREQUENT[code].len);
    }
    uint32_t len;
    memcpy(&len, stream->escapes.data + *escape, sizeof len);
    *escape += sizeof len;
    rsd_status status = rsd_buf_add(out, stream->escapes.data + *escape, len);
    *escape += len;
    return status;
}

rsd_status rsd_stream_source(const rsd_stream *stream, const rsd_lexicon *lexicon,
                             rsd_stream_place place, size_t count, rsd_buf *out, rsd_token *spans)
{
    const size_t base = out->len;
    for (size_t i = 0;; i++) {
        rsd_status status = copy_gap(stream, stream->gaps[place.gap + i], &place.escape, out);
        if (status != RSD_OK) {
            return status;
        }
        if (i == count) {
            return RSD_OK;
        }
        const rsd_type *type = &lexicon->types[stream->types[place.type + i]];
        spans[i].start = (uint32_t)(out->len - base);
        status = rsd_buf_add(out, lexicon->bytes.data + type->form, type->form_len);
        if (status != RSD_OK) {
            return status;
        }
        spans[i].end = (uint32_t)(out->len - base);
        spans[i].lang = type->lang;
        spans[i].kind = type->kind;
        spans[i].is_repeat = false;
    }
}

void rsd_stream_free(rsd_stream *stream)
{
    rsd_free(stream->types);
    rsd_free(stream->gaps);
    rsd_buf_free(&stream->escapes);
    *stream = (rsd_stream){0};
}
