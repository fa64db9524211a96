/* stream.h: the lossless token stream: for each token its type and the gap before it. */
#ifndef RSD_STORE_STREAM_H
#define RSD_STORE_STREAM_H

#include "store/lexicon.h"

/* Codes of gaps. */
enum { RSD_GAP_NONE, RSD_GAP_SPACE, RSD_GAP_NEWLINE, RSD_GAP_ESCAPE };

/* {0} is an empty stream. A document of n tokens has n types and n + 1 gaps, the last of which is
 * what follows its last token. Gaps that have no code of their own stand in escapes, in order, each
 * behind its length, a varint; the most frequent of them, an empty line, has the length 0. */
typedef struct rsd_stream {
    uint32_t *types;
    size_t type_count, type_cap;
    uint8_t *gaps;
    size_t gap_count, gap_cap;
    rsd_buf escapes;
} rsd_stream;

/* Where a document's part of a stream begins. */
typedef struct rsd_stream_place {
    uint64_t type;
    uint64_t gap;
    uint64_t escape;
} rsd_stream_place;

/* The stream of one document, borrowed. */
typedef struct rsd_stream_part {
    const uint32_t *types;
    const uint8_t *gaps;
    const unsigned char *escapes;
    const unsigned char *escapes_end;
    uint32_t count; /* tokens */
} rsd_stream_part;

/* Where the next document will begin. */
rsd_stream_place rsd_stream_end(const rsd_stream *stream);
/* Adds a document of source[0..n) cut into count tokens: its gaps, and room for its types, which
 * *types points to and the caller fills in. On failure nothing is added. */
rsd_status rsd_stream_add(rsd_stream *stream, const char *source, size_t n, const rsd_token *tokens,
                          size_t count, uint32_t **types);
/* Takes back all that was added since place, for a document that could not be finished. */
void rsd_stream_cut(rsd_stream *stream, rsd_stream_place place);
/* The part of count tokens from place on; what is behind its own escapes is among them, too. */
rsd_stream_part rsd_stream_part_at(const rsd_stream *stream, rsd_stream_place place,
                                   uint32_t count);
/* The bytes that the part's own escapes take; SIZE_MAX if they do not make sense. */
size_t rsd_stream_escapes(const rsd_stream_part *part);
/* The length of gap i of the part, 0 if it makes no sense; *escape, which is part->escapes before
 * the first gap, is moved on. */
uint32_t rsd_stream_gap(const rsd_stream_part *part, size_t i, const unsigned char **escape);
/* Appends the text of the part to out and sets spans, of which there are as many as tokens, to
 * theirs in what was appended. RSD_ERR_CORRUPT if the escapes do not make sense or the text were
 * larger than can be. */
rsd_status rsd_stream_text(const rsd_stream_part *part, const rsd_types *types, rsd_buf *out,
                           rsd_token *spans);
void rsd_stream_free(rsd_stream *stream);

#endif
