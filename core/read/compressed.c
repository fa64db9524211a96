/* compressed.c: a compressed file, member by member, as an input of what is in it.
 *
 * All that came out before data that are cut short is handed on. Of a member that turns out to be
 * damaged nothing is that was not yet read: no checksum says that it is right. */
#include "read/compressed.h"

#include <string.h>

enum {
    CHUNK = 64 * 1024, /* of what is packed */
    HELD = 1024 * 1024 /* unpacked before any of it is read: most members are then verified */
};
static const uint64_t RATIO_FLOOR = (uint64_t)64 << 20;
static const uint64_t MOST_BYTES = (uint64_t)64 << 30; /* that come of one file in all */

/* ---- Bounds ---- */

uint64_t rsd_budget_of(uint64_t size)
{
    const uint64_t most = size > MOST_BYTES / RSD_MOST_RATIO ? MOST_BYTES : size * RSD_MOST_RATIO;
    return most < RATIO_FLOOR ? RATIO_FLOOR : most;
}

rsd_status rsd_spend(uint64_t *budget, uint64_t n, rsd_error *err)
{
    if (n <= *budget) {
        *budget -= n;
        return RSD_OK;
    }
    *budget = 0;
    return rsd_fail(err, RSD_ERR_LIMIT, NULL, 0, RSD_NO_OFFSET,
                    "unpacks to more than %d times its size, or 64 GiB; the rest is left out",
                    RSD_MOST_RATIO);
}

/* ---- What is packed ---- */

/* Sees to it that n packed bytes are there, if so many are left. */
static rsd_status look_at(rsd_compressed *c, size_t n, rsd_error *err)
{
    if (c->in_len - c->in_at >= n) {
        return RSD_OK;
    }
    memmove(c->in, c->in + c->in_at, c->in_len - c->in_at);
    c->in_len -= c->in_at;
    c->in_at = 0;
    while (c->in_len < n) {
        size_t got;
        rsd_status status =
            rsd_input_read(c->packed, c->in + c->in_len, CHUNK - c->in_len, &got, err);
        if (status != RSD_OK) {
            return status;
        }
        if (got == 0) {
            break;
        }
        c->in_len += got;
    }
    return RSD_OK;
}

static size_t left_of(const rsd_compressed *c)
{
    return c->in_len - c->in_at;
}

static void pass(rsd_compressed *c, size_t n)
{
    c->in_at += n;
    c->in_offset += n;
}

/* ---- Faults ---- */

/* Nothing more can be unpacked, for what is at that byte. What came out is kept. */
static void break_off(rsd_compressed *c, uint64_t offset, const char *what)
{
    (void)rsd_fail(&c->fault, RSD_ERR_IO, NULL, 0, offset, what, rsd_codec_name(c->codec));
    c->is_within = false;
}

/* What is packed ends within a member: if it broke itself, that is why. */
static void end_early(rsd_compressed *c)
{
    if (c->packed->is_broken && !c->packed->is_whole) {
        c->fault = c->packed->fault;
        c->input.is_told = c->packed->is_told;
        c->packed->is_told = true;
        c->is_within = false;
    } else {
        break_off(c, c->in_offset, "is cut short: its %s data end in the middle");
    }
}

static rsd_status take_fault(rsd_compressed *c, rsd_step step, size_t verified, rsd_error *err)
{
    if (step == RSD_STEP_NOMEM) {
        return rsd_fail_nomem(err);
    }
    if (step == RSD_STEP_LIMIT) {
        break_off(c, c->member,
                  "needs more memory than is taken to unpack the %s data from here on");
        return RSD_OK;
    }
    const size_t dropped = c->out_len - verified;
    c->out_len = verified;
    break_off(c, c->member, "is damaged: the %s data that begin here are not what was packed");
    return c->budget == NULL ? RSD_OK : rsd_spend(c->budget, dropped, err);
}

/* ---- Members ---- */

static rsd_status begin_member(rsd_compressed *c, rsd_error *err)
{
    c->member = c->in_offset;
    c->is_within = rsd_decoder_begin(c->decoder);
    return c->is_within ? RSD_OK : rsd_fail_nomem(err);
}

/* Moves to the member behind the last. There may be zeros between them and at the end. */
static rsd_status next_member(rsd_compressed *c, rsd_error *err)
{
    do {
        while (left_of(c) > 0 && c->in[c->in_at] == '\0') {
            pass(c, 1);
        }
        rsd_status status = look_at(c, RSD_CODEC_HEAD, err);
        if (status != RSD_OK) {
            return status;
        }
    } while (left_of(c) > 0 && c->in[c->in_at] == '\0');
    if (left_of(c) == 0) {
        c->is_over = true;
        return RSD_OK;
    }
    if (rsd_codec_begins(c->codec, c->in + c->in_at, left_of(c))) {
        return begin_member(c, err);
    }
    c->is_whole = true;
    break_off(c, c->in_offset,
              "has something else behind its %s data, from here on, which is not read");
    return RSD_OK;
}

/* One step within a member. Of what is unpacked, *verified bytes belong to members before it. */
static rsd_status unpack_some(rsd_compressed *c, size_t *verified, rsd_error *err)
{
    rsd_status status = look_at(c, 1, err);
    if (status != RSD_OK) {
        return status;
    }
    const size_t before = c->out_len;
    rsd_flow flow = {.in = c->in + c->in_at,
                     .in_len = left_of(c),
                     .out = c->out + c->out_len,
                     .out_len = HELD - c->out_len};
    const rsd_step step = rsd_decoder_step(c->decoder, &flow);
    const bool has_ended = left_of(c) == 0;
    pass(c, left_of(c) - flow.in_len);
    c->out_len = HELD - flow.out_len;
    if (step == RSD_STEP_END) {
        c->is_within = false;
        *verified = c->out_len;
    } else if (step != RSD_STEP_ON) {
        return take_fault(c, step, *verified, err);
    } else if (has_ended && c->out_len == before) {
        end_early(c);
    }
    return RSD_OK;
}

/* Unpacks as much as is held. */
static rsd_status unpack(rsd_compressed *c, rsd_error *err)
{
    rsd_status status = RSD_OK;
    size_t verified = 0;
    c->out_at = c->out_len = 0;
    while (status == RSD_OK && c->out_len < HELD && !c->is_over && c->fault.status == RSD_OK) {
        status = c->is_within ? unpack_some(c, &verified, err) : next_member(c, err);
    }
    return status;
}

/* ---- The input ---- */

static rsd_status read_unpacked(rsd_input *in, char *room, size_t n, size_t *got, rsd_error *err)
{
    rsd_compressed *c = (rsd_compressed *)in;
    *got = 0;
    if (c->out_at == c->out_len && !c->is_over && c->fault.status == RSD_OK) {
        rsd_status status = unpack(c, err);
        if (status != RSD_OK) {
            return status;
        }
    }
    const size_t left = c->out_len - c->out_at;
    if (left == 0 && c->fault.status != RSD_OK) {
        in->is_whole = c->is_whole;
        *err = c->fault;
        return c->fault.status;
    }
    const size_t some = n < left ? n : left;
    if (some > 0) {
        memcpy(room, c->out + c->out_at, some);
        c->out_at += some;
    }
    *got = some;
    return c->budget == NULL ? RSD_OK : rsd_spend(c->budget, some, err);
}

static void start(rsd_compressed *c)
{
    c->in_at = c->in_len = c->out_at = c->out_len = 0;
    c->in_offset = 0;
    c->is_within = c->is_over = c->is_whole = false;
    c->fault = (rsd_error){0};
}

static bool seek_start(rsd_input *in, uint64_t offset)
{
    rsd_compressed *c = (rsd_compressed *)in;
    if (offset != 0 || !rsd_input_rewind(c->packed)) {
        return false;
    }
    start(c);
    return true;
}

/* Goes on with the next member behind the fault, if there is one. */
static rsd_status resume(rsd_input *in, bool *found, rsd_error *err)
{
    rsd_compressed *c = (rsd_compressed *)in;
    *found = false;
    if (c->in_offset == c->member) {
        pass(c, left_of(c) > 0 ? 1 : 0);
    }
    for (;; pass(c, 1)) {
        rsd_status status = look_at(c, RSD_CODEC_HEAD, err);
        if (status != RSD_OK || left_of(c) == 0) {
            return status;
        }
        if (rsd_codec_of(c->in + c->in_at, left_of(c)) == c->codec) {
            break;
        }
    }
    *found = true;
    c->is_whole = false;
    c->fault = (rsd_error){0};
    return begin_member(c, err);
}

rsd_status rsd_compressed_open(rsd_compressed *c, rsd_input *packed, const rsd_codec *codec,
                               uint64_t *budget, rsd_error *err)
{
    *c = (rsd_compressed){.input = {.read = read_unpacked,
                                    .seek = packed->seek == NULL ? NULL : seek_start,
                                    .resume = resume},
                          .packed = packed,
                          .codec = codec,
                          .decoder = rsd_decoder_new(codec),
                          .budget = budget,
                          .in = rsd_alloc(CHUNK),
                          .out = rsd_alloc(HELD)};
    return c->decoder == NULL || c->in == NULL || c->out == NULL ? rsd_fail_nomem(err) : RSD_OK;
}

void rsd_compressed_close(rsd_compressed *c)
{
    rsd_input_free(&c->input);
    rsd_decoder_free(c->decoder);
    rsd_free(c->in);
    rsd_free(c->out);
}
