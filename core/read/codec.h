/* codec.h: what undoes gzip, Zstandard, xz and bzip2, step by step.
 *
 * Compressed data are members, one behind the other: each says where it ends and has a checksum,
 * which is verified. */
#ifndef RSD_READ_CODEC_H
#define RSD_READ_CODEC_H

#include <stdbool.h>
#include <stddef.h>

typedef struct rsd_codec rsd_codec;
typedef struct rsd_decoder rsd_decoder;

/* Members are told by no more than so many bytes. */
enum { RSD_CODEC_HEAD = 6 };

/* The codec of a member that begins like this, NULL if there is none. */
const rsd_codec *rsd_codec_of(const char *head, size_t n);
/* Does a member of the codec begin like this, be it cut short? */
bool rsd_codec_begins(const rsd_codec *codec, const char *head, size_t n);
const char *rsd_codec_name(const rsd_codec *codec);

typedef enum rsd_step {
    RSD_STEP_ON,      /* there may be more, if there are more bytes or there is more room */
    RSD_STEP_END,     /* the member is whole, and its checksum is right */
    RSD_STEP_DAMAGED, /* it is not */
    RSD_STEP_LIMIT,   /* it needs more memory than is taken */
    RSD_STEP_NOMEM
} rsd_step;

/* What a step takes and gives; it moves on. */
typedef struct rsd_flow {
    const char *in;
    size_t in_len;
    char *out;
    size_t out_len; /* the room that is left */
} rsd_flow;

/* NULL if there is no memory. */
rsd_decoder *rsd_decoder_new(const rsd_codec *codec);
/* Gets ready for a member. False if there is no memory. */
bool rsd_decoder_begin(rsd_decoder *decoder);
rsd_step rsd_decoder_step(rsd_decoder *decoder, rsd_flow *flow);
void rsd_decoder_free(rsd_decoder *decoder);

#endif
