/* near.c: paragraphs of which nearly all was said in one paragraph before, in other words here and
 * there. They are compared by shingles, runs of three words. */
#include "read/clean_int.h"

#include <string.h>

enum {
    SHINGLE_WORDS = 3,
    NEAR_WORDS = 12,   /* of a paragraph; a shorter one may be a formula */
    NEAR_PERCENT = 80, /* of its shingles stand in the other one */
    MAX_SHINGLES = 1 << 20
};

/* Where a shingle stands first. */
typedef struct slot {
    uint64_t hash;
    uint32_t line; /* and one more; 0 in a free slot */
} slot;

/* How many shingles of a later line a line says first. */
typedef struct vote {
    uint32_t line;
    uint32_t count;
} vote;

typedef struct finder {
    rsd_cleaner *c;
    slot *slots; /* open addressing */
    size_t mask;
    vote *votes; /* of each line for the line in hand; those for an earlier one do not count */
} finder;

static bool is_paragraph(const rsd_cleaner *c, size_t i)
{
    return c->lines[i].words >= NEAR_WORDS && !c->repeated[i] && i != c->headline &&
           c->lines[i].period == rsd_skeleton_len(c, i);
}

static uint64_t hash_shingle(const uint32_t *words)
{
    uint64_t hash = 0;
    for (size_t w = 0; w < SHINGLE_WORDS; w++) {
        hash = (hash ^ words[w]) * 0x9E3779B97F4A7C15U;
        hash ^= hash >> 29;
    }
    return hash;
}

/* The slot of the shingle, which is free if nothing said it. */
static slot *find_slot(const finder *f, uint64_t hash)
{
    size_t i = hash & f->mask;
    while (f->slots[i].line != 0 && f->slots[i].hash != hash) {
        i = (i + 1) & f->mask;
    }
    return &f->slots[i];
}

/* Counts a shingle of line i that the given line says first. */
static uint32_t count_vote(const finder *f, size_t of_line, size_t i)
{
    vote *at = &f->votes[of_line];
    *at = (vote){.line = (uint32_t)i, .count = at->line == i ? at->count + 1 : 1};
    return at->count;
}

/* Marks line i if one line before it has enough of its shingles. */
static rsd_status read_paragraph(finder *f, size_t i)
{
    const uint32_t *words = f->c->words + f->c->lines[i].word;
    size_t different = 0;
    size_t shared = 0;
    size_t best = 0;
    for (size_t k = 0; k + SHINGLE_WORDS <= f->c->lines[i].words; k++) {
        const uint64_t hash = hash_shingle(words + k);
        slot *at = find_slot(f, hash);
        if (at->line == i + 1) {
            continue; /* said twice */
        }
        different++;
        if (at->line == 0) {
            *at = (slot){.hash = hash, .line = (uint32_t)i + 1};
            continue;
        }
        const uint32_t votes = count_vote(f, at->line - 1, i);
        if (votes > shared) {
            shared = votes;
            best = at->line - 1;
        }
    }
    if (shared == 0 || shared * 100 < different * NEAR_PERCENT) {
        return RSD_OK;
    }
    f->c->repeated[i] = 1;
    const size_t percent = shared * 100 / different;
    return rsd_mark_near_repeat(f->c, i, best, (uint8_t)(percent < 100 ? percent : 99));
}

static rsd_status make_finder(finder *f, size_t shingles)
{
    size_t slots = 64;
    while (slots < shingles * 2) {
        slots *= 2;
    }
    f->mask = slots - 1;
    f->slots = rsd_alloc(slots * sizeof *f->slots);
    f->votes = rsd_alloc(f->c->line_count * sizeof *f->votes);
    if (f->slots == NULL || f->votes == NULL) {
        return rsd_fail_nomem(f->c->err);
    }
    memset(f->slots, 0, slots * sizeof *f->slots);
    memset(f->votes, 0, f->c->line_count * sizeof *f->votes);
    return RSD_OK;
}

rsd_status rsd_mark_near_repeats(rsd_cleaner *c)
{
    size_t paragraphs = 0;
    size_t shingles = 0;
    for (size_t i = 0; i < c->footer; i++) {
        if (is_paragraph(c, i)) {
            paragraphs++;
            shingles += c->lines[i].words;
        }
    }
    if (paragraphs < 2 || shingles > MAX_SHINGLES) {
        return RSD_OK;
    }
    finder f = {.c = c};
    rsd_status status = make_finder(&f, shingles);
    for (size_t i = 0; i < c->footer && status == RSD_OK; i++) {
        if (is_paragraph(c, i)) {
            status = read_paragraph(&f, i);
        }
    }
    rsd_free(f.slots);
    rsd_free(f.votes);
    return status;
}
