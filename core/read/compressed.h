/* compressed.h: what is in a compressed file, as an input. */
#ifndef RSD_READ_COMPRESSED_H
#define RSD_READ_COMPRESSED_H

#include "read/codec.h"
#include "read/read.h"

typedef struct rsd_compressed {
    rsd_input input; /* first: what is unpacked */
    rsd_input *packed;
    const rsd_codec *codec;
    rsd_decoder *decoder;
    uint64_t *budget; /* bytes that may yet come of it, or NULL */
    char *in;         /* of what is packed */
    size_t in_at;
    size_t in_len;
    uint64_t in_offset; /* of in[in_at] in what is packed */
    char *out;          /* unpacked and not yet read */
    size_t out_at;
    size_t out_len;
    uint64_t member; /* where the current one begins */
    bool is_within;  /* a member */
    bool is_over;
    bool is_whole;   /* all that was unpacked, though something else is behind it */
    rsd_error fault; /* why no more can be unpacked; its status is RSD_OK if more can */
} rsd_compressed;

/* Begins to unpack what codec packed. The input breaks where the data are cut short, damaged or no
 * such data, and WARC may resume it behind that. It rewinds where what is packed can. */
rsd_status rsd_compressed_open(rsd_compressed *c, rsd_input *packed, const rsd_codec *codec,
                               uint64_t *budget, rsd_error *err);
void rsd_compressed_close(rsd_compressed *c);

/* So many bytes come of one packed, unless it is no more than a floor. */
enum { RSD_MOST_RATIO = 200 };
/* The bytes that may be unpacked of a file of that size. */
uint64_t rsd_budget_of(uint64_t size);
/* Takes n bytes off what may still be unpacked. RSD_ERR_LIMIT, saying so, if they are too many. */
rsd_status rsd_spend(uint64_t *budget, uint64_t n, rsd_error *err);

#endif
