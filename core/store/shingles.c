/* shingles.c: what an article says, as a set of hashes, and a sketch of that set.
 *
 * An article is the set of its shingles, runs of three word or number keys outside of what is no
 * text of its own (repeats, source lines, the agency's opening words, footers). */
#include "store/shingles.h"

#include "base/sort.h"
#include "store/store.h"

#include <pthread.h>
#include <string.h>

enum {
    SHINGLE_TOKENS = 3,
    BAND_ROWS = 3,
    BINS = RSD_BANDS * BAND_ROWS,
    FEW_SHINGLES = 12,  /* fewer are a headline: equal to the last word or another story */
    ALIKE_PERCENT = 50, /* of the shingles of both stand in both */
    BYTES_OF_TYPE = 32, /* about */
    LONG = UINT8_MAX    /* a form of that many bytes or more */
};

/* What is asked of the types of all tokens. They lie anywhere, so this is little. */
typedef struct type_facts {
    uint32_t *hashes; /* of the key of each; 0 if it is neither word nor number */
    uint8_t *lens;    /* of its form, in bytes, or LONG */
} type_facts;

struct rsd_bander {
    const rsd_corpus *corpus;
    type_facts types;
    bool owns_types; /* else they are another's */
    rsd_body body;
    rsd_article_view view;
    uint64_t *words; /* of the article in hand: hashes of what its shingles are made of */
    size_t word_cap;
    rsd_shingles set;
    char apart[RSD_APART];
};

static uint64_t mix(uint64_t h)
{
    h = (h ^ (h >> 30)) * 0xBF58476D1CE4E5B9U;
    h = (h ^ (h >> 27)) * 0x94D049BB133111EBU;
    return h ^ (h >> 31);
}

/* ---- Types ---- */

static uint32_t hash_key(rsd_string key)
{
    uint64_t h = 0xCBF29CE484222325U;
    for (size_t i = 0; i < key.len; i++) {
        h = (h ^ (unsigned char)key.data[i]) * 0x100000001B3U;
    }
    const uint32_t hash = (uint32_t)mix(h);
    return hash == 0 ? 1 : hash;
}

/* A hash of twice the width, 0 for 0 (Fibonacci hashing: Knuth, The Art of Computer Programming 3,
 * 6.4). */
static inline uint64_t widened(uint32_t hash)
{
    return hash * 0x9E3779B97F4A7C15U;
}

static rsd_status list_types(rsd_bander *b, rsd_error *err)
{
    const rsd_types *types = &b->corpus->types;
    b->owns_types = true;
    rsd_scratch *scratch = rsd_corpus_scratch(b->corpus);
    size_t done = 0;
    rsd_status status = RSD_SCRATCH_TAKE(scratch, b->types.hashes, types->len, err);
    if (status == RSD_OK) {
        status = RSD_SCRATCH_TAKE(scratch, b->types.lens, types->len, err);
    }
    if (status != RSD_OK) {
        return status;
    }
    for (uint32_t i = 0; i < types->len; i++) {
        const uint8_t kind = rsd_tag_kind(types->tags[i]);
        const bool counts = kind == RSD_KIND_WORD || kind == RSD_KIND_NUMBER;
        const size_t len = rsd_types_form(types, i).len;
        b->types.hashes[i] = counts ? hash_key(rsd_types_key(types, i)) : 0;
        b->types.lens[i] = len < LONG ? (uint8_t)len : LONG;
        rsd_corpus_passed(b->corpus, &done, BYTES_OF_TYPE);
    }
    return RSD_OK;
}

rsd_status rsd_bander_new(rsd_bander **bander, const rsd_corpus *corpus, rsd_error *err)
{
    rsd_bander *b = rsd_alloc(sizeof *b);
    if (b == NULL) {
        return rsd_fail_nomem(err);
    }
    *b = (rsd_bander){.corpus = corpus};
    rsd_status status = list_types(b, err);
    if (status == RSD_OK) {
        *bander = b;
    } else {
        rsd_bander_free(b);
    }
    return status;
}

rsd_status rsd_bander_share(rsd_bander **bander, const rsd_bander *other, rsd_error *err)
{
    rsd_bander *b = rsd_alloc(sizeof *b);
    if (b == NULL) {
        return rsd_fail_nomem(err);
    }
    *b = (rsd_bander){.corpus = other->corpus, .types = other->types};
    *bander = b;
    return RSD_OK;
}

void rsd_bander_free(rsd_bander *bander)
{
    if (bander == NULL) {
        return;
    }
    if (bander->owns_types) {
        rsd_scratch_drop(rsd_corpus_scratch(bander->corpus), bander->types.hashes);
        rsd_scratch_drop(rsd_corpus_scratch(bander->corpus), bander->types.lens);
    }
    rsd_free(bander->words);
    rsd_body_free(&bander->body);
    rsd_article_view_free(&bander->view);
    rsd_shingles_free(&bander->set);
    rsd_free(bander);
}

/* ---- Shingles ---- */

/* Whether the region is no text of the article's own. */
static bool is_foreign(const rsd_region *region)
{
    switch (region->kind) {
    case RSD_REGION_HEADLINE:
    case RSD_REGION_LEAD:
        return false;
    case RSD_REGION_BYLINE:
    case RSD_REGION_FOOTER:
    case RSD_REGION_AGENCY:
        return true;
    case RSD_REGION_REPEAT:
        return region->similarity == 100;
    }
    return false;
}

/* The words and numbers that pass. */
typedef struct walk {
    uint64_t *words;
    size_t count;
} walk;

/* Passes a token, the hash of which may be 0: which ones are nothing foretells, so there is no
 * branch. There is room for as many words as tokens. */
static inline void pass_token(walk *w, uint64_t hash)
{
    w->words[w->count] = hash;
    w->count += hash != 0;
}

static inline uint64_t rotated(uint64_t hash, unsigned bits)
{
    return hash << bits | hash >> (64 - bits);
}

/* A shingle from each word on. Their hashes are as good as random, and so are sums of them; turned
 * each by itself, as the order of the words is part of what they say. */
static void make_shingles(const walk *w, rsd_shingles *to)
{
    enum { FIRST_TURN = 21, SECOND_TURN = 42 };
    const uint64_t *words = w->words;
    to->len = w->count < SHINGLE_TOKENS ? 0 : w->count - SHINGLE_TOKENS + 1;
    for (size_t i = 0; i < to->len; i++) {
        to->items[i] =
            rotated(words[i], FIRST_TURN) + rotated(words[i + 1], SECOND_TURN) + words[i + 2];
    }
}

/* Which part of an article's text is foreign, as its tokens pass. */
typedef struct foreign {
    const rsd_region *next;
    const rsd_region *stop;
    uint32_t end;
} foreign;

static bool is_own(foreign *f, uint32_t start)
{
    for (; f->next < f->stop && f->next->start <= start; f->next++) {
        f->end = is_foreign(f->next) && f->next->end > f->end ? f->next->end : f->end;
    }
    return start >= f->end;
}

/* Walks what is not foreign of an article whose source is no UTF-8: spans have to be asked for. */
static rsd_status walk_decoded(rsd_bander *b, size_t article, walk *w, rsd_error *err)
{
    rsd_article_view *view = &b->view;
    rsd_status status = rsd_article_load(b->corpus, article, view, err);
    foreign f = {.next = view->regions, .stop = view->regions + view->region_count};
    for (size_t i = 0; status == RSD_OK && i < view->token_count; i++) {
        if (is_own(&f, view->tokens[i].start)) {
            pass_token(w, widened(b->types.hashes[view->types[i]]));
        }
    }
    return status;
}

/* Asks for the hash of a token behind token i: they lie anywhere in memory. */
RSD_PREFETCHES void ask_ahead(const rsd_bander *b, const rsd_stream_part *part, size_t i)
{
    enum { AHEAD = 16 };
    if (i + AHEAD < part->count) {
        __builtin_prefetch(&b->types.hashes[part->types[i + AHEAD]]);
    }
}

static inline uint32_t form_len(const rsd_bander *b, uint32_t type)
{
    const uint8_t len = b->types.lens[type];
    return len < LONG ? len : (uint32_t)rsd_types_form(&b->corpus->types, type).len;
}

/* The same where the lengths of tokens and gaps are those in the source. */
static void walk_own(const rsd_bander *b, walk *w)
{
    const rsd_stream_part *part = &b->body.stream;
    const unsigned char *escape = part->escapes;
    foreign f = {.next = b->body.regions, .stop = b->body.regions + b->body.region_count};
    uint32_t at = 0;
    for (size_t i = 0; i < part->count; i++) {
        const uint32_t type = part->types[i];
        ask_ahead(b, part, i);
        at += rsd_stream_gap(part, i, &escape);
        pass_token(w, is_own(&f, at) ? widened(b->types.hashes[type]) : 0);
        at += form_len(b, type);
    }
}

static bool has_foreign(const rsd_body *body)
{
    for (size_t i = 0; i < body->region_count; i++) {
        if (is_foreign(&body->regions[i])) {
            return true;
        }
    }
    return false;
}

/* Makes the shingles of an article, in the order of its text and some of them twice. */
static rsd_status read_shingles(rsd_bander *b, size_t article, rsd_shingles *to, rsd_error *err)
{
    const rsd_body *body = &b->body;
    const unsigned want = RSD_BODY_TYPES | RSD_BODY_GAPS | RSD_BODY_LAYOUT | RSD_BODY_SOURCE;
    rsd_status status = rsd_corpus_body(b->corpus, article, want, &b->body, err);
    if (status != RSD_OK) {
        return status;
    }
    const size_t room = (size_t)body->stream.count + 1;
    if (RSD_GROW(to->items, to->cap, room) != RSD_OK ||
        RSD_GROW(b->words, b->word_cap, room) != RSD_OK) {
        return rsd_fail_nomem(err);
    }
    walk w = {.words = b->words};
    if (!has_foreign(body)) {
        for (size_t i = 0; i < body->stream.count; i++) {
            ask_ahead(b, &body->stream, i);
            pass_token(&w, widened(b->types.hashes[body->stream.types[i]]));
        }
    } else if (body->decoding == NULL) {
        walk_own(b, &w);
    } else {
        status = walk_decoded(b, article, &w, err);
    }
    make_shingles(&w, to);
    return status;
}

/* ---- Sets ---- */

void rsd_shingles_free(rsd_shingles *set)
{
    rsd_free(set->items);
    *set = (rsd_shingles){0};
}

rsd_status rsd_bander_read(rsd_bander *bander, size_t article, rsd_shingles *set, rsd_error *err)
{
    rsd_status status = read_shingles(bander, article, set, err);
    if (status == RSD_OK) {
        status = rsd_sort_hashes(NULL, set->items, set->len, err);
    }
    size_t kept = 0;
    for (size_t i = 0; status == RSD_OK && i < set->len; i++) {
        if (kept == 0 || set->items[kept - 1] != set->items[i]) {
            set->items[kept++] = set->items[i];
        }
    }
    set->len = kept;
    return status;
}

bool rsd_shingles_are_alike(const rsd_shingles *a, const rsd_shingles *b)
{
    size_t shared = 0;
    for (size_t i = 0, k = 0; i < a->len && k < b->len;) {
        if (a->items[i] == b->items[k]) {
            shared++;
            i++;
            k++;
        } else if (a->items[i] < b->items[k]) {
            i++;
        } else {
            k++;
        }
    }
    size_t both = a->len + b->len - shared;
    return shared == both || (shared >= FEW_SHINGLES && shared * 100 >= both * ALIKE_PERCENT);
}

/* ---- Sketches ---- */

/* Which bin an empty one asks in its n-th attempt, from 1. */
static size_t bin_to_ask(size_t bin, uint64_t attempt)
{
    return (size_t)(mix((uint64_t)bin << 32 | attempt) % BINS);
}

/* How many others each bin asks before it asks one. */
static uint8_t turns[BINS][BINS];

static void list_turns(void)
{
    for (size_t i = 0; i < BINS; i++) {
        bool asked[BINS] = {false};
        uint64_t attempt = 1;
        for (uint8_t turn = 0; turn < BINS; attempt++) {
            const size_t bin = bin_to_ask(i, attempt);
            if (!asked[bin]) {
                asked[bin] = true;
                turns[i][bin] = turn++;
            }
        }
    }
}

/* Of some bins the one that an empty one asks first. */
static size_t first_asked(size_t bin, const uint8_t *of, size_t count)
{
    size_t first = of[0];
    for (size_t i = 1; i < count; i++) {
        first = turns[bin][of[i]] < turns[bin][first] ? of[i] : first;
    }
    return first;
}

/* One permutation in BINS bins; a bin that got nothing takes what another one has: it asks them in
 * an order of its own (Shrivastava, Optimal Densification for Fast and Accurate Minwise Hashing,
 * 2017). Where most are empty, those that are not are compared instead. */
static void make_sketch(const rsd_shingles *set, uint64_t *bins)
{
    enum { FEW = 8 };
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    uint64_t filled[BINS];
    uint8_t full[BINS];
    size_t count = 0;
    pthread_once(&once, list_turns);
    for (size_t i = 0; i < BINS; i++) {
        filled[i] = UINT64_MAX;
    }
    for (size_t i = 0; i < set->len; i++) {
        uint64_t *bin = &filled[(set->items[i] >> 32) % BINS];
        *bin = set->items[i] < *bin ? set->items[i] : *bin;
    }
    for (size_t i = 0; i < BINS; i++) {
        full[count] = (uint8_t)i;
        count += filled[i] != UINT64_MAX;
    }
    for (size_t i = 0; i < BINS; i++) {
        size_t from = i;
        if (filled[i] == UINT64_MAX && count <= FEW) {
            from = first_asked(i, full, count);
        }
        for (uint64_t attempt = 1; filled[from] == UINT64_MAX; attempt++) {
            from = bin_to_ask(i, attempt);
        }
        bins[i] = filled[from];
    }
}

rsd_status rsd_bander_make(rsd_bander *bander, size_t article, uint32_t bands[RSD_BANDS],
                           rsd_error *err)
{
    rsd_shingles *set = &bander->set;
    memset(bands, 0, RSD_BANDS * sizeof *bands);
    rsd_status status = read_shingles(bander, article, set, err);
    if (status != RSD_OK || set->len == 0) {
        return status;
    }
    uint64_t bins[BINS];
    make_sketch(set, bins);
    for (size_t i = 0; i < RSD_BANDS; i++) {
        uint64_t hash = 0;
        for (size_t row = 0; row < BAND_ROWS; row++) {
            hash = mix(hash ^ bins[i * BAND_ROWS + row]);
        }
        bands[i] = (uint32_t)hash | 1;
    }
    return RSD_OK;
}
