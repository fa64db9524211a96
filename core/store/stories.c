/* stories.c: near-duplicate articles, found by MinHash and checked by what they share.
 *
 * An article is the set of its shingles, runs of three word or number keys outside of what is no
 * text of its own (repeats, source lines, the agency's opening words, footers). A sketch of the set
 * finds candidates; two of them are one story if their sets are alike enough, and so is whoever
 * is one story with either of them. */
#include "store/stories.h"

#include "base/chunks.h"
#include "base/worker.h"
#include "store/store.h"

#include <stdlib.h>
#include <string.h>

enum {
    SHINGLE_TOKENS = 3,
    BAND_ROWS = 3,
    BINS = RSD_BANDS * BAND_ROWS,
    COLUMNS = 4,        /* bands that are read at once */
    FEW_SHINGLES = 12,  /* fewer are a headline: equal to the last word or another story */
    ALIKE_PERCENT = 50, /* of the shingles of both stand in both */
    BYTES_OF_ARTICLE = 128 * 1024, /* about, with what lies around it in memory */
    BYTES_OF_TYPE = 32             /* about */
};

_Static_assert(RSD_BANDS % COLUMNS == 0, "no column is beyond the last");

typedef struct shingles {
    uint64_t *items; /* ascending, each once */
    size_t len, cap;
} shingles;

/* The articles that say the same in a band. */
typedef struct bucket {
    uint32_t hash;
    uint32_t first; /* the first article, and one more; 0 in a free bucket */
    uint32_t last;
} bucket;

/* What is asked of the types of all tokens. */
typedef struct type_facts {
    uint64_t *hashes; /* of the key of each; 0 if it is neither word nor number */
    uint32_t *lens;   /* of its form */
} type_facts;

struct rsd_bander {
    const rsd_corpus *corpus;
    type_facts types;
    bool owns_types; /* else they are another's */
    rsd_body body;
    rsd_article_view view;
    uint64_t *words; /* of the article in hand: hashes of what its shingles are made of */
    size_t word_cap;
    shingles set;
};

/* Where a thread compares articles. */
typedef struct comparer {
    rsd_bander bander;
    shingles sets[2]; /* of the two articles that are compared */
    size_t owners[2]; /* the articles, or SIZE_MAX */
    size_t read;      /* bytes since memory was released, about */
} comparer;

/* Two articles, the first one in the upper half. */
typedef struct pairs {
    uint64_t *items;
    size_t len, cap;
} pairs;

typedef struct finder {
    rsd_corpus *corpus;
    uint32_t *stories;
    rsd_error *err;
    unsigned threads;
    rsd_bander *bander;
    comparer *comparers; /* of each thread */
    uint32_t *bands;     /* of a corpus in memory, RSD_BANDS for each article */
    uint32_t *columns;   /* of a few bands: of each article a hash, 0 if it has no shingles */
    uint32_t *column;    /* of them the one in hand */
    bucket *buckets;     /* of one band, open addressing */
    size_t bucket_mask;
    size_t read;    /* bytes since memory was released, about */
    pairs compared; /* that are compared now */
    pairs unlike;   /* that were, in vain; ascending */
} finder;

static uint64_t mix(uint64_t h)
{
    h = (h ^ (h >> 30)) * 0xBF58476D1CE4E5B9U;
    h = (h ^ (h >> 27)) * 0x94D049BB133111EBU;
    return h ^ (h >> 31);
}

/* ---- Shingles ---- */

static uint64_t hash_key(rsd_string key)
{
    uint64_t h = 0xCBF29CE484222325U;
    for (size_t i = 0; i < key.len; i++) {
        h = (h ^ (unsigned char)key.data[i]) * 0x100000001B3U;
    }
    return mix(h) | 1;
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
        b->types.hashes[i] = counts ? hash_key(rsd_types_key(types, i)) : 0;
        b->types.lens[i] = (uint32_t)rsd_types_form(types, i).len;
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

static void empty_bander(rsd_bander *bander)
{
    if (bander->owns_types) {
        rsd_scratch_drop(rsd_corpus_scratch(bander->corpus), bander->types.hashes);
        rsd_scratch_drop(rsd_corpus_scratch(bander->corpus), bander->types.lens);
    }
    rsd_free(bander->words);
    rsd_body_free(&bander->body);
    rsd_article_view_free(&bander->view);
    rsd_free(bander->set.items);
}

void rsd_bander_free(rsd_bander *bander)
{
    if (bander != NULL) {
        empty_bander(bander);
        rsd_free(bander);
    }
}

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

static int compare_hashes(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a;
    uint64_t y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Sorts a part: most are of one or two, but of equal shingles there may be any number. */
static void sort_part(uint64_t *items, size_t n)
{
    enum { FEW = 16 };
    if (n > FEW) {
        qsort(items, n, sizeof *items, compare_hashes);
        return;
    }
    for (size_t i = 1; i < n; i++) {
        const uint64_t item = items[i];
        size_t at = i;
        for (; at > 0 && items[at - 1] > item; at--) {
            items[at] = items[at - 1];
        }
        items[at] = item;
    }
}

/* Hashes lie evenly: dealt out by their upper bits, hardly any is far from its place. */
static rsd_status sort_hashes(uint64_t *items, size_t n)
{
    enum { DIGITS = 64 };
    if (n < 2) {
        return RSD_OK;
    }
    unsigned bits = 1;
    while (n >> bits > 1) {
        bits++;
    }
    const size_t parts = (size_t)1 << bits;
    uint32_t *ends = rsd_alloc((parts + 1) * sizeof *ends);
    uint64_t *dealt = rsd_alloc(n * sizeof *dealt);
    const rsd_status status = ends == NULL || dealt == NULL ? RSD_ERR_NOMEM : RSD_OK;
    if (status == RSD_OK) {
        memset(ends, 0, (parts + 1) * sizeof *ends);
        for (size_t i = 0; i < n; i++) {
            ends[(items[i] >> (DIGITS - bits)) + 1]++;
        }
        for (size_t i = 0; i < parts; i++) {
            ends[i + 1] += ends[i];
        }
        for (size_t i = 0; i < n; i++) {
            dealt[ends[items[i] >> (DIGITS - bits)]++] = items[i];
        }
        for (size_t i = 0, start = 0; i < parts; start = ends[i++]) {
            sort_part(dealt + start, ends[i] - start);
        }
        memcpy(items, dealt, n * sizeof *items);
    }
    rsd_free(ends);
    rsd_free(dealt);
    return status;
}

static rsd_status sort_set(shingles *set)
{
    size_t kept = 0;
    if (sort_hashes(set->items, set->len) != RSD_OK) {
        return RSD_ERR_NOMEM;
    }
    for (size_t i = 0; i < set->len; i++) {
        if (kept == 0 || set->items[kept - 1] != set->items[i]) {
            set->items[kept++] = set->items[i];
        }
    }
    set->len = kept;
    return RSD_OK;
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
static void make_shingles(const walk *w, shingles *to)
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
            pass_token(w, b->types.hashes[view->types[i]]);
        }
    }
    return status;
}

/* Asks for the hash of a token behind token i: they lie anywhere in memory. */
static inline void ask_ahead(const rsd_bander *b, const rsd_stream_part *part, size_t i)
{
    enum { AHEAD = 16 };
    if (i + AHEAD < part->count) {
        __builtin_prefetch(&b->types.hashes[part->types[i + AHEAD]]);
    }
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
        pass_token(w, is_own(&f, at) ? b->types.hashes[type] : 0);
        at += b->types.lens[type];
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
static rsd_status read_shingles(rsd_bander *b, size_t article, shingles *to, rsd_error *err)
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
            pass_token(&w, b->types.hashes[body->stream.types[i]]);
        }
    } else if (body->decoding == NULL) {
        walk_own(b, &w);
    } else {
        status = walk_decoded(b, article, &w, err);
    }
    make_shingles(&w, to);
    return status;
}

/* ---- Candidates ---- */

/* One permutation in BINS bins; a bin that got nothing takes what another one has. */
static void make_sketch(const shingles *set, uint64_t *bins)
{
    uint64_t filled[BINS];
    for (size_t i = 0; i < BINS; i++) {
        filled[i] = UINT64_MAX;
    }
    for (size_t i = 0; i < set->len; i++) {
        uint64_t *bin = &filled[(set->items[i] >> 32) % BINS];
        *bin = set->items[i] < *bin ? set->items[i] : *bin;
    }
    for (size_t i = 0; i < BINS; i++) {
        size_t from = i;
        for (uint64_t attempt = 1; filled[from] == UINT64_MAX; attempt++) {
            from = (size_t)(mix(i << 32 | attempt) % BINS);
        }
        bins[i] = filled[from];
    }
}

rsd_status rsd_bander_make(rsd_bander *bander, size_t article, uint32_t bands[RSD_BANDS],
                           rsd_error *err)
{
    shingles *set = &bander->set;
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

static bucket *find_bucket(const finder *f, uint32_t hash)
{
    size_t i = (hash >> 1) & f->bucket_mask;
    while (f->buckets[i].first != 0 && f->buckets[i].hash != hash) {
        i = (i + 1) & f->bucket_mask;
    }
    return &f->buckets[i];
}

/* ---- Checking ---- */

static bool are_alike(const shingles *a, const shingles *b)
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

static rsd_status compare_articles(comparer *c, uint64_t pair, bool *alike, rsd_error *err)
{
    const size_t articles[2] = {pair >> 32, (uint32_t)pair};
    for (int i = 0; i < 2; i++) {
        if (c->owners[i] == articles[i]) {
            continue;
        }
        c->owners[i] = SIZE_MAX;
        rsd_status status = read_shingles(&c->bander, articles[i], &c->sets[i], err);
        if (status != RSD_OK) {
            return status;
        }
        if (sort_set(&c->sets[i]) != RSD_OK) {
            return rsd_fail_nomem(err);
        }
        c->owners[i] = articles[i];
        rsd_corpus_passed(c->bander.corpus, &c->read, BYTES_OF_ARTICLE);
    }
    *alike = are_alike(&c->sets[0], &c->sets[1]);
    return RSD_OK;
}

/* ---- Stories ---- */

/* The first article of the story, as far as known. */
static size_t first_of(uint32_t *stories, size_t article)
{
    while (stories[article] != article) {
        stories[article] = stories[stories[article]];
        article = stories[article];
    }
    return article;
}

/* Notes two articles that are to be compared, unless that is known already. */
static rsd_status note_pair(finder *f, pairs *to, uint32_t a, uint32_t b)
{
    const uint64_t pair = (uint64_t)a << 32 | b;
    if (first_of(f->stories, a) == first_of(f->stories, b) ||
        (f->unlike.len > 0 &&
         bsearch(&pair, f->unlike.items, f->unlike.len, sizeof pair, compare_hashes) != NULL)) {
        return RSD_OK;
    }
    if (RSD_GROW(to->items, to->cap, to->len + 1) != RSD_OK) {
        return rsd_fail_nomem(f->err);
    }
    to->items[to->len++] = pair;
    return RSD_OK;
}

enum { CHUNK = 32 /* pairs */ };

static size_t chunk_end(const finder *f, size_t chunk)
{
    const size_t end = (chunk + 1) * CHUNK;
    return end < f->compared.len ? end : f->compared.len;
}

static rsd_status compare_pairs(void *ctx, unsigned thread, size_t chunk, rsd_buf *made,
                                rsd_error *err)
{
    finder *f = ctx;
    rsd_status status = RSD_OK;
    for (size_t i = chunk * CHUNK; i < chunk_end(f, chunk) && status == RSD_OK; i++) {
        bool alike = false;
        status = compare_articles(&f->comparers[thread], f->compared.items[i], &alike, err);
        if (status == RSD_OK && rsd_buf_add(made, alike ? "+" : "-", 1) != RSD_OK) {
            status = rsd_fail_nomem(err);
        }
    }
    return status;
}

static rsd_status join_pairs(void *ctx, size_t chunk, const rsd_buf *made, rsd_error *err)
{
    finder *f = ctx;
    if (f->corpus->store != NULL && rsd_interrupted) {
        return rsd_fail(err, RSD_ERR_INTERRUPTED, NULL, 0, RSD_NO_OFFSET, "interrupted");
    }
    const uint64_t *items = f->compared.items + chunk * CHUNK;
    for (size_t i = 0; i < made->len; i++) {
        if (made->data[i] == '+') {
            const size_t a = first_of(f->stories, items[i] >> 32);
            const size_t b = first_of(f->stories, (uint32_t)items[i]);
            f->stories[a < b ? b : a] = (uint32_t)(a < b ? a : b);
            continue;
        }
        if (RSD_GROW(f->unlike.items, f->unlike.cap, f->unlike.len + 1) != RSD_OK) {
            return rsd_fail_nomem(err);
        }
        f->unlike.items[f->unlike.len++] = items[i];
    }
    return RSD_OK;
}

static rsd_status compare_all(finder *f)
{
    const rsd_chunks chunks = {.ctx = f,
                               .threads = f->threads,
                               .count = (f->compared.len + CHUNK - 1) / CHUNK,
                               .make = compare_pairs,
                               .take = join_pairs};
    rsd_status status = rsd_chunks_run(&chunks, f->err);
    if (f->unlike.len > 0) {
        qsort(f->unlike.items, f->unlike.len, sizeof *f->unlike.items, compare_hashes);
    }
    return status;
}

/* Compares the articles that say the same in the band of the column: each with the first one, and
 * with the one before it, so that a formula in many articles does not cost their square. */
static rsd_status join_band(finder *f)
{
    pairs later = {0};
    rsd_status status = RSD_OK;
    memset(f->buckets, 0, (f->bucket_mask + 1) * sizeof *f->buckets);
    f->compared.len = 0;
    for (uint32_t i = 0; i < f->corpus->info.articles && status == RSD_OK; i++) {
        if (f->column[i] == 0) {
            continue;
        }
        bucket *at = find_bucket(f, f->column[i]);
        if (at->first == 0) {
            *at = (bucket){.hash = f->column[i], .first = i + 1, .last = i};
            continue;
        }
        status = note_pair(f, &f->compared, at->first - 1, i);
        if (status == RSD_OK) {
            status = note_pair(f, &later, at->last, i);
        }
        at->last = i;
    }
    if (status == RSD_OK) {
        status = compare_all(f);
    }
    f->compared.len = 0;
    for (size_t i = 0; i < later.len && status == RSD_OK; i++) { /* fewer are unknown by now */
        status =
            note_pair(f, &f->compared, (uint32_t)(later.items[i] >> 32), (uint32_t)later.items[i]);
    }
    rsd_free(later.items);
    return status == RSD_OK ? compare_all(f) : status;
}

/* Reads the columns of a few bands. */
static rsd_status read_columns(finder *f, size_t band)
{
    const rsd_corpus *corpus = f->corpus;
    const size_t count = corpus->info.articles;
    rsd_status status = RSD_OK;
    for (size_t i = 0; i < count && status == RSD_OK; i++) {
        uint32_t read[RSD_BANDS];
        const uint32_t *bands = read;
        if (corpus->store != NULL) {
            status = rsd_store_bands(corpus->store, i, read, f->err);
            rsd_corpus_passed(corpus, &f->read, sizeof read);
        } else {
            bands = f->bands + i * RSD_BANDS;
        }
        for (size_t k = 0; k < COLUMNS && status == RSD_OK; k++) {
            f->columns[k * count + i] = bands[band + k];
        }
    }
    return status;
}

static rsd_status take_column(finder *f, size_t band)
{
    f->column = f->columns + band % COLUMNS * f->corpus->info.articles;
    return band % COLUMNS == 0 ? read_columns(f, band) : RSD_OK;
}

static rsd_status make_bands(finder *f)
{
    const size_t count = f->corpus->info.articles;
    f->bands = rsd_alloc(count * RSD_BANDS * sizeof *f->bands);
    if (f->bands == NULL) {
        return rsd_fail_nomem(f->err);
    }
    rsd_status status = RSD_OK;
    for (size_t i = 0; i < count && status == RSD_OK; i++) {
        status = rsd_bander_make(f->bander, i, f->bands + i * RSD_BANDS, f->err);
    }
    return status;
}

static size_t bucket_count(const rsd_corpus *corpus)
{
    size_t buckets = 16;
    while (buckets < corpus->info.articles * 2) {
        buckets *= 2;
    }
    return buckets;
}

size_t rsd_stories_memory(const rsd_corpus *corpus)
{
    const type_facts *facts = NULL;
    return corpus->types.len * (sizeof *facts->hashes + sizeof *facts->lens) +
           corpus->info.articles * COLUMNS * sizeof(uint32_t) +
           bucket_count(corpus) * sizeof(bucket);
}

static rsd_status make_room(finder *f)
{
    const size_t count = f->corpus->info.articles;
    const size_t buckets = bucket_count(f->corpus);
    f->bucket_mask = buckets - 1;
    rsd_scratch *scratch = rsd_corpus_scratch(f->corpus);
    rsd_status status = RSD_SCRATCH_TAKE(scratch, f->buckets, buckets, f->err);
    if (status == RSD_OK) {
        status = RSD_SCRATCH_TAKE(scratch, f->columns, count * COLUMNS, f->err);
    }
    if (status != RSD_OK) {
        return status;
    }
    f->comparers = rsd_alloc(f->threads * sizeof *f->comparers);
    if (f->comparers == NULL) {
        return rsd_fail_nomem(f->err);
    }
    status = rsd_bander_new(&f->bander, f->corpus, f->err);
    for (unsigned i = 0; status == RSD_OK && i < f->threads; i++) {
        f->comparers[i] = (comparer){.bander = {.corpus = f->corpus, .types = f->bander->types},
                                     .owners = {SIZE_MAX, SIZE_MAX}};
    }
    return status;
}

static rsd_status find_all(finder *f)
{
    rsd_status status = make_room(f);
    if (status == RSD_OK && f->corpus->store == NULL) {
        status = make_bands(f);
    }
    for (size_t band = 0; band < RSD_BANDS && status == RSD_OK; band++) {
        status = take_column(f, band);
        if (status == RSD_OK) {
            status = join_band(f);
        }
    }
    return status;
}

static void free_finder(finder *f)
{
    for (unsigned i = 0; f->bander != NULL && f->comparers != NULL && i < f->threads; i++) {
        empty_bander(&f->comparers[i].bander);
        rsd_free(f->comparers[i].sets[0].items);
        rsd_free(f->comparers[i].sets[1].items);
    }
    rsd_free(f->comparers);
    rsd_bander_free(f->bander);
    rsd_free(f->bands);
    rsd_scratch_drop(rsd_corpus_scratch(f->corpus), f->columns);
    rsd_scratch_drop(rsd_corpus_scratch(f->corpus), f->buckets);
    rsd_free(f->compared.items);
    rsd_free(f->unlike.items);
}

rsd_status rsd_find_stories(rsd_corpus *corpus, uint32_t *stories, unsigned threads, rsd_error *err)
{
    finder f = {.corpus = corpus, .stories = stories, .threads = threads, .err = err};
    const size_t count = corpus->info.articles;
    for (size_t i = 0; i < count; i++) {
        stories[i] = (uint32_t)i;
    }
    rsd_status status = count > 1 ? find_all(&f) : RSD_OK;
    corpus->info.stories = 0;
    for (size_t i = 0; i < count; i++) {
        stories[i] = (uint32_t)first_of(stories, i);
        corpus->info.stories += stories[i] == i;
    }
    free_finder(&f);
    return status;
}
