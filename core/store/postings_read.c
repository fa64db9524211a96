/* postings_read.c: positions of keys out of a segment. */
#include "store/postings.h"
#include "store/varint.h"

#include <string.h>

static rsd_status damaged(const rsd_postings *p, rsd_error *err)
{
    return rsd_sections_damaged(&p->segment->file, p->bytes, "the postings of a key make no sense",
                                err);
}

/* The key of a type: the last one whose first type is not behind it. */
static rsd_status find_key(const rsd_segment *s, uint32_t type, uint32_t *key, rsd_error *err)
{
    const uint32_t *first_types = s->key_types;
    uint32_t low = 0;
    uint32_t high = s->key_count;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        rsd_status status =
            rsd_sections_verify(&s->file, &first_types[middle], sizeof *first_types, err);
        if (status != RSD_OK) {
            return status;
        }
        if (first_types[middle] <= type) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    *key = low - 1;
    return low > 0 ? RSD_OK : rsd_sections_damaged(&s->file, first_types, "a type has no key", err);
}

rsd_status rsd_postings_open(const rsd_segment *segment, uint32_t key, rsd_postings *postings,
                             rsd_error *err)
{
    const rsd_segment *s = segment;
    rsd_status status =
        rsd_sections_verify(&s->file, s->key_types + key, 2 * sizeof(uint32_t), err);
    if (status == RSD_OK) {
        status = rsd_sections_verify(&s->file, s->key_postings + key, 2 * sizeof(uint32_t), err);
    }
    if (status != RSD_OK) {
        return status;
    }
    const uint32_t start = s->key_postings[key];
    const uint32_t end = s->key_postings[key + 1];
    /* All but the positions. */
    memset(postings, 0, offsetof(rsd_postings, positions));
    postings->segment = s;
    postings->before = UINT32_MAX;
    postings->bytes = s->postings;
    const uint32_t first = s->key_types[key];
    const uint32_t next = s->key_types[key + 1];
    if (start > end || end > s->postings_size || first >= next || next > s->type_count) {
        return damaged(postings, err);
    }
    postings->next_type = next;
    status = rsd_sections_verify(&s->file, s->postings + start, end - start, err);
    if (status == RSD_OK) {
        status = rsd_sections_verify(&s->file, s->counts + first,
                                     (size_t)(next - first) * sizeof *s->counts, err);
    }
    for (uint32_t i = first; i < next && status == RSD_OK; i++) {
        postings->count += s->counts[i];
    }
    postings->blocks = postings->count / RSD_POSTINGS_BLOCK;
    postings->skips = s->postings + start;
    postings->end = s->postings + end;
    if (status == RSD_OK && postings->blocks * sizeof(rsd_skip) > end - start) {
        return damaged(postings, err);
    }
    postings->bytes = postings->skips + postings->blocks * sizeof(rsd_skip);
    postings->at = postings->bytes;
    return status;
}

rsd_status rsd_postings_find(const rsd_segment *segment, uint32_t type, rsd_postings *postings,
                             rsd_error *err)
{
    uint32_t key;
    rsd_status status = find_key(segment, type, &key, err);
    if (status == RSD_OK) {
        status = rsd_postings_open(segment, key, postings, err);
    }
    /* Who goes from key to key comes to an end. */
    return status == RSD_OK && postings->next_type <= type ? damaged(postings, err) : status;
}

/* Unpacks a block of steps; false if it does not make sense. */
static bool unpack(const unsigned char **at, const unsigned char *end, uint32_t *steps)
{
    const unsigned char *p = *at;
    if (end - p < 2 || p[0] > 32) {
        return false;
    }
    const unsigned width = *p++;
    const unsigned wide = *p++;
    if ((size_t)(end - p) < (size_t)width * (RSD_POSTINGS_BLOCK / 8)) {
        return false;
    }
    /* There is always more of the file behind a section than is read too much here. */
    const uint64_t mask = (UINT64_C(1) << width) - 1;
    for (unsigned i = 0, bit = 0; i < RSD_POSTINGS_BLOCK; i++, bit += width) {
        uint64_t bits;
        memcpy(&bits, p + bit / 8, sizeof bits);
        steps[i] = (uint32_t)(bits >> bit % 8 & mask);
    }
    p += (size_t)width * (RSD_POSTINGS_BLOCK / 8);
    for (unsigned i = 0; i < wide; i++) {
        uint32_t rest;
        if (p == end || *p >= RSD_POSTINGS_BLOCK) {
            return false;
        }
        uint32_t *step = &steps[*p++];
        if (!rsd_varint_get(&p, end, &rest) || (uint64_t)rest << width > UINT32_MAX) {
            return false;
        }
        *step |= (uint32_t)((uint64_t)rest << width);
    }
    *at = p;
    return true;
}

rsd_status rsd_postings_next(rsd_postings *postings, rsd_error *err)
{
    rsd_postings *p = postings;
    const bool is_whole = p->block < p->blocks;
    const bool is_rest = p->block == p->blocks;
    p->len = is_whole ? RSD_POSTINGS_BLOCK : is_rest ? p->count % RSD_POSTINGS_BLOCK : 0;
    if (is_whole && !unpack(&p->at, p->end, p->positions)) {
        return damaged(p, err);
    }
    for (uint32_t i = 0; i < p->len; i++) {
        if (!is_whole && !rsd_varint_get(&p->at, p->end, &p->positions[i])) {
            return damaged(p, err);
        }
        const uint64_t position = (uint64_t)(p->before + 1U) + p->positions[i];
        if (position >= p->segment->token_count) {
            return damaged(p, err);
        }
        p->positions[i] = p->before = (uint32_t)position;
    }
    p->block += is_whole || is_rest;
    return RSD_OK;
}

static rsd_skip skip_at(const rsd_postings *p, uint32_t block)
{
    rsd_skip skip;
    memcpy(&skip, p->skips + (size_t)block * sizeof skip, sizeof skip);
    return skip;
}

rsd_status rsd_postings_seek(rsd_postings *postings, uint32_t position, rsd_error *err)
{
    rsd_postings *p = postings;
    uint32_t low = 0;
    uint32_t high = p->blocks;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (skip_at(p, middle).last < position) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    rsd_skip before = {.last = UINT32_MAX};
    if (low > 0) {
        before = skip_at(p, low - 1);
    }
    if (before.end > (size_t)(p->end - p->bytes)) {
        return damaged(p, err);
    }
    p->block = low;
    p->before = before.last;
    p->at = p->bytes + before.end;
    return rsd_postings_next(p, err);
}
