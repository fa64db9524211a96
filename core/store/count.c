/* count.c: what a corpus holds, counted over its articles. */
#include "store/store.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

uint64_t rsd_hash_more(uint64_t h, const char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        h = (h ^ (unsigned char)bytes[i]) * 0x100000001b3U;
    }
    return (h ^ n) * 0x100000001b3U;
}

/* The keys of the sources that were met, each once, in order; there are few. */
typedef struct sources {
    rsd_arena arena;
    char **keys;
    size_t len, cap;
    rsd_buf meta; /* of an article */
    rsd_buf name; /* of the source that the last one had, */
    rsd_buf key;  /* which has this key */
} sources;

/* The value of a field in the metadata of an article, or NULL. */
static const char *find_value(const rsd_buf *meta, const char *name)
{
    const char *end = meta->data + meta->len;
    const char *value = NULL;
    const char *at = meta->data + strlen(meta->data) + 1; /* behind the key */
    at += strlen(at) + 1;                                 /* and the path */
    while (at < end) {
        const char *behind = at + strlen(at) + 1;
        value = strcmp(at, name) == 0 ? behind : value;
        at = behind + strlen(behind) + 1;
    }
    return value;
}

static rsd_status add_key(sources *s, const char *key, size_t n)
{
    size_t low = 0;
    size_t high = s->len;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = strcmp(s->keys[middle], key);
        if (order == 0) {
            return RSD_OK;
        }
        low = order < 0 ? middle + 1 : low;
        high = order < 0 ? high : middle;
    }
    char *copy = rsd_arena_copy(&s->arena, key, n);
    if (copy == NULL || RSD_GROW(s->keys, s->cap, s->len + 1) != RSD_OK) {
        return RSD_ERR_NOMEM;
    }
    memmove(&s->keys[low + 1], &s->keys[low], (s->len - low) * sizeof *s->keys);
    s->keys[low] = copy;
    s->len++;
    return RSD_OK;
}

/* Adds the key of an article's source, if it has one. */
static rsd_status add_source(const rsd_corpus *corpus, size_t article, sources *s, rsd_error *err)
{
    s->meta.len = 0;
    rsd_status status = rsd_corpus_meta(corpus, article, &s->meta, err);
    const char *source = status == RSD_OK ? find_value(&s->meta, "source") : NULL;
    if (source == NULL || (s->name.len > 0 && strcmp(s->name.data, source) == 0)) {
        return status;
    }
    s->name.len = s->key.len = 0;
    status = rsd_form(RSD_KEY, RSD_LANG_OTHER, source, strlen(source), &s->key, NULL, NULL);
    if (status == RSD_OK) {
        status = rsd_buf_add(&s->name, source, strlen(source));
    }
    if (status == RSD_OK) {
        status = add_key(s, s->key.len > 0 ? s->key.data : "", s->key.len);
    }
    return status == RSD_OK ? RSD_OK : rsd_fail_nomem(err);
}

static rsd_status count_sources(rsd_corpus *corpus, rsd_error *err)
{
    sources s = {0};
    size_t done = 0;
    rsd_status status = RSD_OK;
    for (size_t i = 0; i < corpus->info.articles && status == RSD_OK; i++) {
        status = add_source(corpus, i, &s, err);
        rsd_corpus_passed(corpus, &done, s.meta.len);
    }
    corpus->info.sources = s.len;
    rsd_arena_free(&s.arena);
    rsd_free(s.keys);
    rsd_buf_free(&s.meta);
    rsd_buf_free(&s.name);
    rsd_buf_free(&s.key);
    return status;
}

rsd_status rsd_corpus_count(rsd_corpus *corpus, rsd_error *err)
{
    rsd_corpus_info *info = &corpus->info;
    info->tokens = info->words = info->source_bytes = 0;
    memset(info->encodings, 0, sizeof info->encodings);
    memset(info->languages, 0, sizeof info->languages);
    info->dated = 0;
    info->first_day = info->last_day = 0;
    size_t done = 0;
    uint64_t h = rsd_hash_more(RSD_HASH_START, RSD_PROFILE, sizeof RSD_PROFILE - 1);
    for (size_t i = 0; i < info->articles; i++) {
        rsd_head head;
        rsd_status status = rsd_corpus_head(corpus, i, &head, err);
        if (status != RSD_OK) {
            return status;
        }
        h = rsd_hash_more(h, head.key, strlen(head.key));
        h = rsd_hash_more(h, (const char *)&head.hash, sizeof head.hash);
        info->tokens += head.token_count;
        info->words += head.word_count;
        info->source_bytes += head.source_len;
        info->encodings[head.encoding]++;
        info->languages[head.lang]++;
        if (head.first_day > 0) {
            info->first_day = info->dated == 0 || head.first_day < info->first_day
                                  ? head.first_day
                                  : info->first_day;
            info->last_day = head.last_day > info->last_day ? head.last_day : info->last_day;
            info->dated++;
        }
        rsd_corpus_passed(corpus, &done, sizeof head);
    }
    snprintf(info->fingerprint, sizeof info->fingerprint, "%016" PRIx64, h);
    info->types = corpus->types.len;
    info->keys = rsd_types_key_count(&corpus->types, rsd_corpus_scratch(corpus));
    info->warnings = corpus->warnings.len;
    info->skipped = rsd_warnings_skipped(&corpus->warnings);
    rsd_status status = rsd_attributes_count(corpus, err);
    return status == RSD_OK ? count_sources(corpus, err) : status;
}
