/* stories.c: near-duplicate articles, found by MinHash and checked by what they share.
 *
 * An article is the set of its shingles, runs of three word or number keys outside of what is no
 * text of its own (repeats, source lines, the agency's opening words, footers). A sketch of the set
 * finds candidates; two of them are one story if their sets are alike enough, and so is whoever
 * is one story with either of them. */
#include "store/stories.h"

#include <stdlib.h>
#include <string.h>

enum {
    SHINGLE_TOKENS = 3,
    BANDS = 40,
    BAND_ROWS = 3,
    BINS = BANDS * BAND_ROWS,
    FEW_SHINGLES = 12, /* fewer are a headline: equal to the last word or another story */
    ALIKE_PERCENT = 50 /* of the shingles of both stand in both */
};

typedef struct shingles {
    uint64_t *items; /* ascending, each once */
    size_t len, cap;
} shingles;

/* What an article says in one band of its sketch. */
typedef struct band {
    uint64_t hash;
    uint32_t article;
} band;

typedef struct finder {
    rsd_corpus *corpus;
    rsd_error *err;
    uint64_t *type_hashes; /* of the keys; 0 for types that are neither word nor number */
    rsd_article_view view;
    shingles sets[2]; /* of the two articles that are compared */
    size_t owners[2]; /* the articles, or SIZE_MAX */
    band *bands;      /* of all articles, BANDS each */
    size_t band_count;
} finder;

static uint64_t mix(uint64_t h)
{
    h = (h ^ (h >> 30)) * 0xBF58476D1CE4E5B9U;
    h = (h ^ (h >> 27)) * 0x94D049BB133111EBU;
    return h ^ (h >> 31);
}

/* ---- Shingles ---- */

static uint64_t hash_key(const rsd_lexicon *lexicon, const rsd_type *type)
{
    uint64_t h = 0xCBF29CE484222325U;
    for (size_t i = 0; i < type->key_len; i++) {
        h = (h ^ (unsigned char)lexicon->bytes.data[type->key + i]) * 0x100000001B3U;
    }
    return mix(h) | 1;
}

static rsd_status hash_types(finder *f)
{
    const rsd_lexicon *lexicon = &f->corpus->lexicon;
    f->type_hashes = rsd_alloc(lexicon->len * sizeof *f->type_hashes);
    if (f->type_hashes == NULL) {
        return RSD_ERR_NOMEM;
    }
    for (size_t i = 0; i < lexicon->len; i++) {
        const rsd_type *type = &lexicon->types[i];
        bool counts = type->kind == RSD_KIND_WORD || type->kind == RSD_KIND_NUMBER;
        f->type_hashes[i] = counts ? hash_key(lexicon, type) : 0;
    }
    return RSD_OK;
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

static void sort_set(shingles *set)
{
    size_t kept = 0;
    if (set->len > 0) {
        qsort(set->items, set->len, sizeof *set->items, compare_hashes);
    }
    for (size_t i = 0; i < set->len; i++) {
        if (kept == 0 || set->items[kept - 1] != set->items[i]) {
            set->items[kept++] = set->items[i];
        }
    }
    set->len = kept;
}

/* Makes the shingles of an article, in the order of its text and some of them twice. */
static rsd_status read_shingles(finder *f, size_t article, shingles *to)
{
    rsd_status status = rsd_article_load(f->corpus, article, &f->view, f->err);
    if (status != RSD_OK) {
        return status;
    }
    if (RSD_GROW(to->items, to->cap, f->view.token_count) != RSD_OK) {
        return rsd_fail_nomem(f->err);
    }
    to->len = 0;
    uint64_t last[SHINGLE_TOKENS] = {0};
    size_t passed = 0;
    size_t region = 0;
    uint32_t foreign_end = 0;
    for (size_t i = 0; i < f->view.token_count; i++) {
        uint32_t start = f->view.tokens[i].start;
        for (; region < f->view.region_count && f->view.regions[region].start <= start; region++) {
            const rsd_region *at = &f->view.regions[region];
            if (is_foreign(at) && at->end > foreign_end) {
                foreign_end = at->end;
            }
        }
        uint64_t hash = f->type_hashes[f->view.types[i]];
        if (hash == 0 || start < foreign_end) {
            continue;
        }
        last[passed++ % SHINGLE_TOKENS] = hash;
        if (passed >= SHINGLE_TOKENS) {
            to->items[to->len++] = mix(last[(passed - 3) % SHINGLE_TOKENS] * 3 +
                                       last[(passed - 2) % SHINGLE_TOKENS] * 5 +
                                       last[(passed - 1) % SHINGLE_TOKENS] * 7);
        }
    }
    return RSD_OK;
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

static rsd_status add_bands(finder *f, size_t article)
{
    shingles *set = &f->sets[0];
    rsd_status status = read_shingles(f, article, set);
    if (status != RSD_OK || set->len == 0) {
        return status;
    }
    uint64_t bins[BINS];
    make_sketch(set, bins);
    for (size_t i = 0; i < BANDS; i++) {
        uint64_t hash = i;
        for (size_t row = 0; row < BAND_ROWS; row++) {
            hash = mix(hash ^ bins[i * BAND_ROWS + row]);
        }
        f->bands[f->band_count++] = (band){.hash = hash, .article = (uint32_t)article};
    }
    return RSD_OK;
}

static int compare_bands(const void *a, const void *b)
{
    const band *x = a;
    const band *y = b;
    if (x->hash != y->hash) {
        return x->hash < y->hash ? -1 : 1;
    }
    return (x->article > y->article) - (x->article < y->article);
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

static rsd_status compare_articles(finder *f, size_t a, size_t b, bool *alike)
{
    const size_t articles[2] = {a, b};
    for (int i = 0; i < 2; i++) {
        if (f->owners[i] == articles[i]) {
            continue;
        }
        f->owners[i] = SIZE_MAX;
        rsd_status status = read_shingles(f, articles[i], &f->sets[i]);
        if (status != RSD_OK) {
            return status;
        }
        sort_set(&f->sets[i]);
        f->owners[i] = articles[i];
    }
    *alike = are_alike(&f->sets[0], &f->sets[1]);
    return RSD_OK;
}

/* ---- Stories ---- */

/* The first article of the story, as far as known. */
static size_t first_of(rsd_corpus *corpus, size_t article)
{
    rsd_article *articles = corpus->articles;
    while (articles[article].story != article) {
        articles[article].story = articles[articles[article].story].story;
        article = articles[article].story;
    }
    return article;
}

static rsd_status join_if_alike(finder *f, size_t a, size_t b)
{
    size_t first = first_of(f->corpus, a);
    size_t second = first_of(f->corpus, b);
    if (first == second) {
        return RSD_OK;
    }
    bool alike;
    rsd_status status = compare_articles(f, a, b, &alike);
    if (status == RSD_OK && alike) {
        size_t later = first < second ? second : first;
        f->corpus->articles[later].story = (uint32_t)(first < second ? first : second);
    }
    return status;
}

/* Compares the articles that say the same in a band: each with the first one and with the one before
 * it, so that a formula in many articles does not cost their square. */
static rsd_status join_bands(finder *f)
{
    rsd_status status = RSD_OK;
    qsort(f->bands, f->band_count, sizeof *f->bands, compare_bands);
    for (size_t i = 0; i < f->band_count && status == RSD_OK;) {
        size_t k = i + 1;
        for (; k < f->band_count && f->bands[k].hash == f->bands[i].hash; k++) {
            status = join_if_alike(f, f->bands[i].article, f->bands[k].article);
            if (status == RSD_OK && k > i + 1) {
                status = join_if_alike(f, f->bands[k - 1].article, f->bands[k].article);
            }
            if (status != RSD_OK) {
                break;
            }
        }
        i = k;
    }
    return status;
}

static rsd_status find_all(finder *f)
{
    const size_t count = f->corpus->article_count;
    f->bands = rsd_alloc(count * BANDS * sizeof *f->bands);
    if (f->bands == NULL || hash_types(f) != RSD_OK) {
        return rsd_fail_nomem(f->err);
    }
    rsd_status status = RSD_OK;
    for (size_t i = 0; i < count && status == RSD_OK; i++) {
        status = add_bands(f, i);
    }
    return status == RSD_OK && f->band_count > 0 ? join_bands(f) : status;
}

rsd_status rsd_find_stories(rsd_corpus *corpus, rsd_error *err)
{
    finder f = {.corpus = corpus, .err = err, .owners = {SIZE_MAX, SIZE_MAX}};
    for (size_t i = 0; i < corpus->article_count; i++) {
        corpus->articles[i].story = (uint32_t)i;
    }
    rsd_status status = corpus->article_count > 1 ? find_all(&f) : RSD_OK;
    corpus->info.stories = 0;
    for (size_t i = 0; i < corpus->article_count; i++) {
        corpus->articles[i].story = (uint32_t)first_of(corpus, i);
        corpus->info.stories += corpus->articles[i].story == i;
    }
    rsd_article_view_free(&f.view);
    rsd_free(f.sets[0].items);
    rsd_free(f.sets[1].items);
    rsd_free(f.type_hashes);
    rsd_free(f.bands);
    return status;
}
