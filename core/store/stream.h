/* stream.h: the lossless token stream: for each token its type and the gap before it. */
#ifndef RSD_STORE_STREAM_H
#define RSD_STORE_STREAM_H

#include "store/lexicon.h"

/* {0} is an empty stream. A document of n tokens has n types and n + 1 gaps, the last of which is
 * what follows its last token. Gaps that are not one of the frequent ones stand literally in
 * escapes, in order, each behind its length as 4 bytes. */
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

/* Where the next document will begin. */
rsd_stream_place rsd_stream_end(const rsd_stream *stream);
/* Adds a document of source[0..n) cut into count tokens: its gaps, and room for its types, which
 * *types points to and the caller fills in. On failure nothing is added. */
rsd_status rsd_stream_add(rsd_stream *stream, const char *source, size_t n, const rsd_token *tokens,
                          size_t count, uint32_t **types);
/* Takes back all that was added since place, for a document that could not be finished. */
void rsd_stream_cut(rsd_stream *stream, rsd_stream_place place);
/* Appends the source of count tokens from place to out. start and end, of count items each, are
 * set to the tokens' spans in what was appended. */
rsd_status rsd_stream_source(const rsd_stream *stream, const rsd_lexicon *lexicon,
                             rsd_stream_place place, size_t count, rsd_buf *out, rsd_token *spans);
void rsd_stream_free(rsd_stream *stream);

#endif
