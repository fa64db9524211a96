/* count.c: what a corpus holds, counted over its articles. */
#include "store/corpus_int.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

uint64_t rsd_hash_more(uint64_t h, const char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        h = (h ^ (unsigned char)bytes[i]) * 0x100000001b3U;
    }
    return (h ^ n) * 0x100000001b3U;
}

static int compare_strings(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Appends the key of an article's source, if it has one. */
static rsd_status add_source_key(const rsd_corpus *corpus, size_t article, rsd_arena *arena,
                                 char **keys, size_t *count)
{
    size_t field_count;
    const rsd_field *fields = rsd_article_fields(corpus, article, &field_count);
    const char *source = NULL;
    for (size_t i = 0; i < field_count; i++) {
        if (strcmp(fields[i].name, "source") == 0) {
            source = fields[i].value;
        }
    }
    if (source == NULL) {
        return RSD_OK;
    }
    rsd_buf key = {0};
    rsd_status status = rsd_form(RSD_KEY, RSD_LANG_OTHER, source, strlen(source), &key, NULL, NULL);
    char *copy =
        status == RSD_OK ? rsd_arena_copy(arena, key.len > 0 ? key.data : "", key.len) : NULL;
    rsd_buf_free(&key);
    if (copy == NULL) {
        return RSD_ERR_NOMEM;
    }
    keys[(*count)++] = copy;
    return RSD_OK;
}

static rsd_status count_sources(rsd_corpus *corpus)
{
    rsd_arena arena = {0};
    rsd_status status = RSD_OK;
    size_t count = 0;
    char **keys = rsd_alloc((corpus->info.articles + 1) * sizeof *keys);
    if (keys == NULL) {
        return RSD_ERR_NOMEM;
    }
    for (size_t i = 0; i < corpus->info.articles && status == RSD_OK; i++) {
        status = add_source_key(corpus, i, &arena, keys, &count);
    }
    if (count > 0) {
        qsort(keys, count, sizeof *keys, compare_strings);
    }
    corpus->info.sources = 0;
    for (size_t i = 0; i < count; i++) {
        corpus->info.sources += i == 0 || strcmp(keys[i - 1], keys[i]) != 0;
    }
    rsd_free(keys);
    rsd_arena_free(&arena);
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
    }
    snprintf(info->fingerprint, sizeof info->fingerprint, "%016" PRIx64, h);
    info->types = corpus->types.len;
    info->keys = rsd_types_key_count(&corpus->types);
    info->warnings = corpus->warnings.len;
    info->skipped = rsd_warnings_skipped(&corpus->warnings);
    rsd_status status = rsd_attributes_count(corpus, err);
    if (status != RSD_OK) {
        return status;
    }
    return count_sources(corpus) == RSD_OK ? RSD_OK : rsd_fail_nomem(err);
}
