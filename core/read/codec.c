/* codec.c: gzip by zlib, Zstandard by libzstd, xz by liblzma, bzip2 by libbz2.
 *
 * libarchive knows them, too, but verifies no gzip checksum, and of what is cut short it withholds
 * what came out last. */
#include "read/codec.h"
#include "base/mem.h"

#include <bzlib.h>
#include <limits.h>
#include <lzma.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

static const uint64_t MOST_XZ_MEMORY = (uint64_t)1 << 30;

struct rsd_codec {
    const char *name;
    size_t mark_len;
    const char *mark; /* that members begin with, */
    const char *mask; /* the bits of it that tell */
    const char *other_mark;
    const char *other_mask; /* or else this, if it is not NULL */
    bool (*begin)(rsd_decoder *decoder);
    rsd_step (*step)(rsd_decoder *decoder, rsd_flow *flow);
    void (*end)(rsd_decoder *decoder);
};

struct rsd_decoder {
    const rsd_codec *codec;
    bool is_begun;
    union {
        z_stream gzip;
        ZSTD_DStream *zstd;
        lzma_stream xz;
        bz_stream bzip2;
    } is;
};

/* As many bytes as a library that counts them as an unsigned int can be given. */
static unsigned some_of(size_t n)
{
    return n > UINT_MAX ? UINT_MAX : (unsigned)n;
}

static void move_on(rsd_flow *flow, size_t taken, size_t put)
{
    flow->in += taken;
    flow->in_len -= taken;
    flow->out += put;
    flow->out_len -= put;
}

/* ---- gzip ---- */

static bool begin_gzip(rsd_decoder *d)
{
    enum { ONLY_GZIP = 16 };
    return d->is_begun ? inflateReset(&d->is.gzip) == Z_OK
                       : inflateInit2(&d->is.gzip, MAX_WBITS + ONLY_GZIP) == Z_OK;
}

static rsd_step step_gzip(rsd_decoder *d, rsd_flow *flow)
{
    z_stream *z = &d->is.gzip;
    const unsigned in_len = some_of(flow->in_len);
    const unsigned out_len = some_of(flow->out_len);
    z->next_in = (z_const Bytef *)flow->in;
    z->avail_in = in_len;
    z->next_out = (Bytef *)flow->out;
    z->avail_out = out_len;
    const int code = inflate(z, Z_NO_FLUSH);
    move_on(flow, in_len - z->avail_in, out_len - z->avail_out);
    switch (code) {
    case Z_OK:
    case Z_BUF_ERROR:
        return RSD_STEP_ON;
    case Z_STREAM_END:
        return RSD_STEP_END;
    case Z_MEM_ERROR:
        return RSD_STEP_NOMEM;
    default:
        return RSD_STEP_DAMAGED;
    }
}

static void end_gzip(rsd_decoder *d)
{
    inflateEnd(&d->is.gzip);
}

/* ---- Zstandard ---- */

static bool begin_zstd(rsd_decoder *d)
{
    d->is.zstd = d->is_begun ? d->is.zstd : ZSTD_createDStream();
    return d->is.zstd != NULL && !ZSTD_isError(ZSTD_initDStream(d->is.zstd));
}

static rsd_step step_zstd(rsd_decoder *d, rsd_flow *flow)
{
    ZSTD_inBuffer in = {.src = flow->in, .size = flow->in_len};
    ZSTD_outBuffer out = {.dst = flow->out, .size = flow->out_len};
    const size_t left = ZSTD_decompressStream(d->is.zstd, &out, &in);
    move_on(flow, in.pos, out.pos);
    if (!ZSTD_isError(left)) {
        return left == 0 ? RSD_STEP_END : RSD_STEP_ON;
    }
    const ZSTD_ErrorCode code = ZSTD_getErrorCode(left);
    return code == ZSTD_error_memory_allocation               ? RSD_STEP_NOMEM
           : code == ZSTD_error_frameParameter_windowTooLarge ? RSD_STEP_LIMIT
                                                              : RSD_STEP_DAMAGED;
}

static void end_zstd(rsd_decoder *d)
{
    ZSTD_freeDStream(d->is.zstd);
}

/* ---- xz ---- */

static bool begin_xz(rsd_decoder *d)
{
    return lzma_stream_decoder(&d->is.xz, MOST_XZ_MEMORY, 0) == LZMA_OK;
}

static rsd_step step_xz(rsd_decoder *d, rsd_flow *flow)
{
    lzma_stream *xz = &d->is.xz;
    xz->next_in = (const uint8_t *)flow->in;
    xz->avail_in = flow->in_len;
    xz->next_out = (uint8_t *)flow->out;
    xz->avail_out = flow->out_len;
    const lzma_ret code = lzma_code(xz, LZMA_RUN);
    move_on(flow, flow->in_len - xz->avail_in, flow->out_len - xz->avail_out);
    switch (code) {
    case LZMA_OK:
    case LZMA_BUF_ERROR:
        return RSD_STEP_ON;
    case LZMA_STREAM_END:
        return RSD_STEP_END;
    case LZMA_MEM_ERROR:
        return RSD_STEP_NOMEM;
    case LZMA_MEMLIMIT_ERROR:
        return RSD_STEP_LIMIT;
    default:
        return RSD_STEP_DAMAGED;
    }
}

static void end_xz(rsd_decoder *d)
{
    lzma_end(&d->is.xz);
}

/* ---- bzip2 ---- */

static void end_bzip2(rsd_decoder *d)
{
    BZ2_bzDecompressEnd(&d->is.bzip2);
}

static bool begin_bzip2(rsd_decoder *d)
{
    if (d->is_begun) {
        end_bzip2(d);
    }
    d->is_begun = false; /* there is nothing to release if this fails */
    d->is.bzip2 = (bz_stream){0};
    return BZ2_bzDecompressInit(&d->is.bzip2, 0, 0) == BZ_OK;
}

static rsd_step step_bzip2(rsd_decoder *d, rsd_flow *flow)
{
    bz_stream *bz = &d->is.bzip2;
    const unsigned in_len = some_of(flow->in_len);
    const unsigned out_len = some_of(flow->out_len);
    bz->next_in = (char *)(uintptr_t)flow->in; /* which stay as they are */
    bz->avail_in = in_len;
    bz->next_out = flow->out;
    bz->avail_out = out_len;
    const int code = BZ2_bzDecompress(bz);
    move_on(flow, in_len - bz->avail_in, out_len - bz->avail_out);
    switch (code) {
    case BZ_OK:
        return RSD_STEP_ON;
    case BZ_STREAM_END:
        return RSD_STEP_END;
    case BZ_MEM_ERROR:
        return RSD_STEP_NOMEM;
    default:
        return RSD_STEP_DAMAGED;
    }
}

/* ---- All of them ---- */

/* The lower three bits of flags of gzip may be anything, as the two above them; the digit of bzip2
 * is one of 0x31 to 0x39; frames of Zstandard that are to be skipped begin with 0x50 to 0x5F. */
static const rsd_codec codecs[] = {
    {"gzip", 4, "\x1F\x8B\x08\0", "\xFF\xFF\xFF\xE0", NULL, NULL, begin_gzip, step_gzip, end_gzip},
    {"Zstandard", 4, "\x28\xB5\x2F\xFD", "\xFF\xFF\xFF\xFF", "\x50\x2A\x4D\x18", "\xF0\xFF\xFF\xFF",
     begin_zstd, step_zstd, end_zstd},
    {"xz", 6, "\3757zXZ\0", "\xFF\xFF\xFF\xFF\xFF\xFF", NULL, NULL, begin_xz, step_xz, end_xz},
    {"bzip2", 4, "BZh\x30", "\xFF\xFF\xFF\xF0", NULL, NULL, begin_bzip2, step_bzip2, end_bzip2},
};

static bool has_mark(const char *mark, const char *mask, const char *head, size_t n)
{
    bool same = mark != NULL;
    for (size_t i = 0; i < n && same; i++) {
        same = (head[i] & mask[i]) == mark[i];
    }
    return same;
}

bool rsd_codec_begins(const rsd_codec *codec, const char *head, size_t n)
{
    const size_t seen = n < codec->mark_len ? n : codec->mark_len;
    return has_mark(codec->mark, codec->mask, head, seen) ||
           has_mark(codec->other_mark, codec->other_mask, head, seen);
}

const rsd_codec *rsd_codec_of(const char *head, size_t n)
{
    for (size_t i = 0; i < sizeof codecs / sizeof *codecs; i++) {
        if (n >= codecs[i].mark_len && rsd_codec_begins(&codecs[i], head, n)) {
            return &codecs[i];
        }
    }
    return NULL;
}

const char *rsd_codec_name(const rsd_codec *codec)
{
    return codec->name;
}

rsd_decoder *rsd_decoder_new(const rsd_codec *codec)
{
    rsd_decoder *decoder = rsd_alloc(sizeof *decoder);
    if (decoder != NULL) {
        *decoder = (rsd_decoder){.codec = codec};
    }
    return decoder;
}

bool rsd_decoder_begin(rsd_decoder *decoder)
{
    const bool begun = decoder->codec->begin(decoder);
    decoder->is_begun = decoder->is_begun || begun;
    return begun;
}

rsd_step rsd_decoder_step(rsd_decoder *decoder, rsd_flow *flow)
{
    return decoder->codec->step(decoder, flow);
}

void rsd_decoder_free(rsd_decoder *decoder)
{
    if (decoder != NULL && decoder->is_begun) {
        decoder->codec->end(decoder);
    }
    rsd_free(decoder);
}
