/* stories.c: near-duplicate articles, found by MinHash and checked by what they share.
 *
 * A sketch of what an article says finds candidates; two of them are one story if their shingles
 * are alike enough, and so is whoever is one story with either of them. */
#include "store/stories.h"

#include "base/chunks.h"
#include "base/sort.h"
#include "base/worker.h"
#include "store/shingles.h"
#include "store/store.h"

#include <string.h>

enum {
    COLUMNS = 4,                   /* bands that are read at once */
    BYTES_OF_ARTICLE = 128 * 1024, /* about, with what lies around it in memory */
    BYTES_OF_PLACE = 32            /* about: in the tables of articles */
};

_Static_assert(RSD_BANDS % COLUMNS == 0, "no column is beyond the last");

/* Where a thread compares articles. */
typedef struct comparer {
    rsd_bander *bander;
    rsd_shingles sets[2]; /* of the two articles that are compared */
    size_t owners[2];     /* the articles, or SIZE_MAX */
    size_t read;          /* bytes since memory was released, about */
    char apart[RSD_APART];
} comparer;

/* Two articles, the first one in the upper half. */
typedef struct pairs {
    uint64_t *items;
    size_t len, cap;
} pairs;

/* Articles in the order of their hashes in a band. */
typedef struct order {
    uint64_t *places; /* the hash in the upper half, then the article */
    size_t count;
} order;

typedef struct finder {
    rsd_corpus *corpus;
    rsd_scratch *scratch; /* of the corpus, or NULL */
    uint32_t *stories;
    rsd_error *err;
    unsigned threads;
    rsd_bander *bander;
    comparer *comparers; /* of each thread */
    uint32_t *bands;     /* of a corpus in memory, RSD_BANDS for each article */
    uint32_t *columns;   /* of a few bands: of each article a hash, 0 if it has no shingles */
    order orders[2];     /* of the band in hand, and of the next one, by turns */
    size_t band;         /* the one in hand */
    size_t ordered;      /* how many were put in order */
    size_t placed;       /* bytes since memory was released, about, while that is done */
    size_t read;         /* the same of what the caller's thread does */
    pairs compared;      /* that are compared now */
    pairs unlike;        /* that were, in vain; ascending */
} finder;

/* ---- The order of a band ---- */

/* Reads the columns of a few bands. */
static rsd_status read_columns(finder *f, size_t band, rsd_error *err)
{
    const rsd_corpus *corpus = f->corpus;
    const size_t count = corpus->info.articles;
    rsd_status status = RSD_OK;
    for (size_t i = 0; i < count && status == RSD_OK; i++) {
        uint32_t read[RSD_BANDS];
        const uint32_t *bands = read;
        if (corpus->store != NULL) {
            status = rsd_store_bands(corpus->store, i, read, err);
            rsd_corpus_passed(corpus, &f->placed, sizeof read);
        } else {
            bands = f->bands + i * RSD_BANDS;
        }
        for (size_t k = 0; k < COLUMNS && status == RSD_OK; k++) {
            f->columns[k * count + i] = bands[band + k];
        }
    }
    return status;
}

/* Puts the articles in the order of the next band, if there is one: those that have a hash. */
static rsd_status order_next(finder *f, rsd_error *err)
{
    const size_t band = f->ordered++;
    if (band == RSD_BANDS) {
        return RSD_OK;
    }
    const size_t count = f->corpus->info.articles;
    const uint32_t *column = f->columns + band % COLUMNS * count;
    rsd_status status = band % COLUMNS == 0 ? read_columns(f, band, err) : RSD_OK;
    if (status != RSD_OK) {
        return status;
    }
    order *o = &f->orders[band % 2];
    o->count = 0;
    for (size_t i = 0; i < count; i++) {
        o->places[o->count] = (uint64_t)column[i] << 32 | i;
        o->count += column[i] != 0;
        rsd_corpus_passed(f->corpus, &f->placed, BYTES_OF_PLACE);
    }
    return rsd_sort_hashes(f->scratch, o->places, o->count, err);
}

/* ---- Checking ---- */

static rsd_status compare_articles(comparer *c, const rsd_corpus *corpus, uint64_t pair,
                                   bool *alike, rsd_error *err)
{
    const size_t articles[2] = {pair >> 32, (uint32_t)pair};
    for (int i = 0; i < 2; i++) {
        if (c->owners[i] == articles[i]) {
            continue;
        }
        c->owners[i] = SIZE_MAX;
        rsd_status status = rsd_bander_read(c->bander, articles[i], &c->sets[i], err);
        if (status != RSD_OK) {
            return status;
        }
        c->owners[i] = articles[i];
        rsd_corpus_passed(corpus, &c->read, BYTES_OF_ARTICLE);
    }
    *alike = rsd_shingles_are_alike(&c->sets[0], &c->sets[1]);
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

static rsd_status add_pair(const finder *f, pairs *to, uint64_t pair, rsd_error *err)
{
    rsd_status status = RSD_SCRATCH_GROW(f->scratch, to->items, to->cap, to->len + 1, err);
    if (status == RSD_OK) {
        to->items[to->len++] = pair;
    }
    return status;
}

/* Notes two articles that are to be compared, unless they are one story already. */
static rsd_status note_pair(finder *f, pairs *to, uint32_t a, uint32_t b)
{
    rsd_corpus_passed(f->corpus, &f->read, BYTES_OF_PLACE);
    return first_of(f->stories, a) == first_of(f->stories, b)
               ? RSD_OK
               : add_pair(f, to, (uint64_t)a << 32 | b, f->err);
}

/* Forgets of the pairs to be compared, which are in order, those that were compared before. */
static void drop_known(finder *f)
{
    size_t kept = 0;
    size_t known = 0;
    for (size_t i = 0; i < f->compared.len; i++) {
        const uint64_t pair = f->compared.items[i];
        while (known < f->unlike.len && f->unlike.items[known] < pair) {
            known++;
        }
        if (known == f->unlike.len || f->unlike.items[known] != pair) {
            f->compared.items[kept++] = pair;
        }
        rsd_corpus_passed(f->corpus, &f->read, sizeof pair);
    }
    f->compared.len = kept;
}

enum { CHUNK = 32 /* pairs */ };

/* Where the pairs of a chunk begin: the first chunk is the order of the next band, which is made
 * beside them. */
static size_t chunk_start(const finder *f, size_t chunk)
{
    const size_t start = (chunk - 1) * CHUNK;
    return start < f->compared.len ? start : f->compared.len;
}

static rsd_status compare_pairs(void *ctx, unsigned thread, size_t chunk, rsd_buf *made,
                                rsd_error *err)
{
    finder *f = ctx;
    rsd_status status = RSD_OK;
    if (chunk == 0) {
        return f->ordered == f->band + 1 ? order_next(f, err) : RSD_OK;
    }
    for (size_t i = chunk_start(f, chunk); i < chunk_start(f, chunk + 1) && status == RSD_OK; i++) {
        bool alike = false;
        status =
            compare_articles(&f->comparers[thread], f->corpus, f->compared.items[i], &alike, err);
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
    const uint64_t *items = f->compared.items + (chunk == 0 ? 0 : chunk_start(f, chunk));
    rsd_status status = RSD_OK;
    for (size_t i = 0; i < made->len && status == RSD_OK; i++) {
        if (made->data[i] == '+') {
            const size_t a = first_of(f->stories, items[i] >> 32);
            const size_t b = first_of(f->stories, (uint32_t)items[i]);
            f->stories[a < b ? b : a] = (uint32_t)(a < b ? a : b);
        } else {
            status = add_pair(f, &f->unlike, items[i], err);
        }
    }
    return status;
}

static rsd_status sort_pairs(const finder *f, const pairs *p)
{
    return rsd_sort_runs(f->scratch, p->items, p->len, sizeof *p->items, rsd_compare_numbers,
                         f->err);
}

/* Compares all pairs that were noted, and puts the next band in order if it is not yet. */
static rsd_status compare_all(finder *f)
{
    rsd_status status = sort_pairs(f, &f->compared); /* an article is read once for its pairs */
    if (status != RSD_OK) {
        return status;
    }
    drop_known(f);
    const rsd_chunks chunks = {.ctx = f,
                               .threads = f->threads,
                               .count = 1 + (f->compared.len + CHUNK - 1) / CHUNK,
                               .make = compare_pairs,
                               .take = join_pairs};
    status = rsd_chunks_run(&chunks, f->err);
    f->compared.len = 0;
    return status == RSD_OK ? sort_pairs(f, &f->unlike) : status;
}

/* Compares the articles that say the same in the band: each with the first one, and with the one
 * before it, so that a formula in many articles does not cost their square. */
static rsd_status join_band(finder *f)
{
    pairs later = {0};
    const order *o = &f->orders[f->band % 2];
    size_t first = 0;
    rsd_status status = RSD_OK;
    for (size_t i = 1; i < o->count && status == RSD_OK; i++) {
        if (o->places[i] >> 32 != o->places[first] >> 32) {
            first = i;
            continue;
        }
        status = note_pair(f, &f->compared, (uint32_t)o->places[first], (uint32_t)o->places[i]);
        if (status == RSD_OK && i - 1 > first) {
            status = note_pair(f, &later, (uint32_t)o->places[i - 1], (uint32_t)o->places[i]);
        }
    }
    if (status == RSD_OK) {
        status = compare_all(f);
    }
    for (size_t i = 0; i < later.len && status == RSD_OK; i++) { /* fewer are unknown by now */
        status =
            note_pair(f, &f->compared, (uint32_t)(later.items[i] >> 32), (uint32_t)later.items[i]);
    }
    rsd_scratch_drop(f->scratch, later.items);
    return status == RSD_OK ? compare_all(f) : status;
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

static rsd_status make_comparers(finder *f)
{
    f->comparers = rsd_alloc(f->threads * sizeof *f->comparers);
    if (f->comparers == NULL) {
        return rsd_fail_nomem(f->err);
    }
    rsd_status status = RSD_OK;
    for (unsigned i = 0; i < f->threads; i++) {
        f->comparers[i] = (comparer){.owners = {SIZE_MAX, SIZE_MAX}};
    }
    for (unsigned i = 0; i < f->threads && status == RSD_OK; i++) {
        status = rsd_bander_share(&f->comparers[i].bander, f->bander, f->err);
    }
    return status;
}

static rsd_status make_room(finder *f)
{
    const size_t count = f->corpus->info.articles;
    /* The bander's first: they are looked at most. */
    rsd_status status = rsd_bander_new(&f->bander, f->corpus, f->err);
    for (size_t i = 0; i < 2 && status == RSD_OK; i++) {
        status = RSD_SCRATCH_TAKE(f->scratch, f->orders[i].places, count, f->err);
    }
    if (status == RSD_OK) {
        status = RSD_SCRATCH_TAKE(f->scratch, f->columns, count * COLUMNS, f->err);
    }
    return status == RSD_OK ? make_comparers(f) : status;
}

static rsd_status find_all(finder *f)
{
    rsd_status status = make_room(f);
    if (status == RSD_OK && f->corpus->store == NULL) {
        status = make_bands(f);
    }
    if (status == RSD_OK) {
        status = order_next(f, f->err);
    }
    for (; f->band < RSD_BANDS && status == RSD_OK; f->band++) {
        status = join_band(f);
    }
    return status;
}

static void free_finder(finder *f)
{
    for (unsigned i = 0; f->comparers != NULL && i < f->threads; i++) {
        rsd_bander_free(f->comparers[i].bander);
        rsd_shingles_free(&f->comparers[i].sets[0]);
        rsd_shingles_free(&f->comparers[i].sets[1]);
    }
    rsd_free(f->comparers);
    rsd_bander_free(f->bander);
    rsd_free(f->bands);
    rsd_scratch_drop(f->scratch, f->orders[0].places);
    rsd_scratch_drop(f->scratch, f->orders[1].places);
    rsd_scratch_drop(f->scratch, f->columns);
    rsd_scratch_drop(f->scratch, f->compared.items);
    rsd_scratch_drop(f->scratch, f->unlike.items);
}

rsd_status rsd_find_stories(rsd_corpus *corpus, uint32_t *stories, unsigned threads, rsd_error *err)
{
    finder f = {.corpus = corpus,
                .scratch = rsd_corpus_scratch(corpus),
                .stories = stories,
                .threads = threads,
                .err = err};
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
