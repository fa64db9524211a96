/* find.c: the articles that have words: by the postings of segments, or through the tokens of a
 * corpus in memory. */
#include "store/postings.h"
#include "store/store_int.h"

#include <string.h>

static const uint32_t NONE = UINT32_MAX;
static const size_t KEYS_MOST = UINT8_MAX;

typedef struct finding {
    const rsd_corpus *corpus;
    uint8_t *found; /* of each article, how many keys it has, from the first on without a gap */
    uint8_t key;    /* the number of the one in hand, and its types [first, last) */
    uint32_t first, last;
    rsd_body body;
    rsd_error *err;
} finding;

/* Does a type of the key stand among those of a document? */
static bool has_key(const finding *f, const uint32_t *types, size_t count)
{
    bool has = false;
    for (size_t i = 0; i < count && !has; i++) {
        has = types[i] >= f->first && types[i] < f->last;
    }
    return has;
}

/* ---- In memory ---- */

static void find_in_memory(finding *f)
{
    const rsd_corpus *corpus = f->corpus;
    for (size_t i = 0; i < corpus->article_count; i++) {
        const rsd_article *article = &corpus->articles[i];
        const uint32_t *types = corpus->stream.types + article->place.type;
        if (f->found[i] == f->key && has_key(f, types, article->head.token_count)) {
            f->found[i]++;
        }
    }
}

/* ---- In segments ---- */

/* Where the documents of each segment are among the articles; made when it is asked for first. */
static rsd_status list_articles(rsd_store *store, rsd_error *err)
{
    size_t count = 0;
    for (size_t i = 0; i < store->segment_count; i++) {
        store->segments[i].first_doc = count;
        count += store->segments[i].doc_count;
    }
    uint32_t *articles = rsd_alloc(count * sizeof *articles);
    if (articles == NULL) {
        return rsd_fail_nomem(err);
    }
    for (size_t i = 0; i < count; i++) {
        articles[i] = NONE;
    }
    for (size_t i = 0; i < store->article_count; i++) {
        rsd_entry entry;
        const rsd_segment *segment;
        rsd_status status = rsd_store_entry(store, i, &entry, &segment, err);
        if (status != RSD_OK) {
            rsd_free(articles);
            return status;
        }
        articles[segment->first_doc + entry.doc] = (uint32_t)i;
    }
    store->articles = articles;
    store->has_others = count > store->article_count;
    return RSD_OK;
}

/* The document of a position, among those from doc on. */
static rsd_status find_doc(const rsd_segment *s, uint32_t position, uint32_t *doc, rsd_error *err)
{
    uint32_t low = *doc;
    uint32_t high = s->doc_count;
    while (low < high) { /* the first one that begins behind the position */
        const uint32_t middle = low + (high - low) / 2;
        rsd_status status = rsd_sections_verify(&s->file, &s->docs[middle], sizeof *s->docs, err);
        if (status != RSD_OK) {
            return status;
        }
        if (s->docs[middle].token <= position) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    *doc = low == 0 ? 0 : low - 1;
    return RSD_OK;
}

/* Notes that the key stands in a document, if that is an article and has the keys before it. Where
 * documents are no articles, a segment may have types that the corpus does not, whose numbers are
 * those of others: there the article itself is asked. */
static rsd_status note(finding *f, const rsd_segment *s, uint32_t doc)
{
    const rsd_store *store = f->corpus->store;
    const uint32_t article = store->articles[s->first_doc + doc];
    if (article == NONE || f->found[article] != f->key) {
        return RSD_OK;
    }
    rsd_status status = RSD_OK;
    bool has = true;
    if (store->has_others) {
        status = rsd_corpus_body(f->corpus, article, RSD_BODY_TYPES, &f->body, f->err);
        has = status == RSD_OK && has_key(f, f->body.stream.types, f->body.stream.count);
    }
    f->found[article] += has;
    return status;
}

/* Notes the documents in which the key of a segment's own type stands; *next is the first type of
 * another key. */
static rsd_status find_positions(finding *f, const rsd_segment *s, uint32_t type, uint32_t *next)
{
    rsd_postings postings = {0};
    rsd_status status = rsd_postings_find(s, type, &postings, f->err);
    *next = postings.next_type;
    uint32_t doc = 0;
    uint32_t end = 0; /* of the document */
    while (status == RSD_OK && (status = rsd_postings_next(&postings, f->err)) == RSD_OK &&
           postings.len > 0) {
        for (uint32_t i = 0; i < postings.len && status == RSD_OK; i++) {
            if (postings.positions[i] < end) {
                continue;
            }
            status = find_doc(s, postings.positions[i], &doc, f->err);
            if (status == RSD_OK) {
                status = rsd_sections_verify(&s->file, &s->docs[doc + 1], sizeof *s->docs, f->err);
            }
            if (status == RSD_OK) {
                end = s->docs[doc + 1].token;
                status = note(f, s, doc);
            }
        }
    }
    return status;
}

/* The first of a segment's own types that is not before a type of the corpus. */
static uint32_t own_type(const rsd_segment *s, uint32_t type)
{
    uint32_t low = 0;
    uint32_t high = s->map == NULL ? 0 : s->types.len;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (s->map[middle] < type) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return s->map == NULL ? type : low;
}

static rsd_status find_in_store(finding *f)
{
    rsd_store *store = f->corpus->store;
    rsd_status status = store->articles == NULL ? list_articles(store, f->err) : RSD_OK;
    for (size_t i = 0; i < store->segment_count && status == RSD_OK; i++) {
        const rsd_segment *s = &store->segments[i];
        const uint32_t end = own_type(s, f->last);
        for (uint32_t type = own_type(s, f->first); type < end && status == RSD_OK;) {
            status = find_positions(f, s, type, &type);
        }
    }
    return status;
}

/* ---- All ---- */

rsd_status rsd_corpus_find(const rsd_corpus *corpus, const char *const *keys, size_t count,
                           uint32_t *articles, size_t *len, rsd_error *err)
{
    const size_t all = corpus->info.articles;
    *len = 0;
    if (count == 0 || count > KEYS_MOST) {
        return rsd_fail(err, RSD_ERR_INVALID, NULL, 0, RSD_NO_OFFSET,
                        "from 1 to %zu keys can be looked for", KEYS_MOST);
    }
    finding f = {.corpus = corpus, .found = rsd_alloc(all), .err = err};
    if (f.found == NULL) {
        return rsd_fail_nomem(err);
    }
    memset(f.found, 0, all);
    rsd_status status = RSD_OK;
    for (size_t i = 0; i < count && status == RSD_OK; i++) {
        f.key = (uint8_t)i;
        rsd_types_range(&corpus->types, keys[i], strlen(keys[i]), &f.first, &f.last);
        if (corpus->store == NULL) {
            find_in_memory(&f);
        } else if (f.first < f.last) {
            status = find_in_store(&f);
        }
    }
    for (size_t i = 0; i < all && status == RSD_OK; i++) {
        if (f.found[i] == count) {
            articles[(*len)++] = (uint32_t)i;
        }
    }
    rsd_free(f.found);
    rsd_body_free(&f.body);
    return status;
}
