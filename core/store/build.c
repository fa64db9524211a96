/* build.c: documents in, a corpus in memory out. */
#include "base/worker.h"
#include "store/stories.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct builder {
    rsd_corpus *corpus;
    bool strict;
    /* Reused from one document to the next. */
    rsd_layout layout;
    rsd_regions regions;
    uint32_t *breaks;
    size_t break_cap;
} builder;

static const uint64_t HASH_START = 0xcbf29ce484222325U;

static uint64_t hash_more(uint64_t h, const char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        h = (h ^ (unsigned char)bytes[i]) * 0x100000001b3U;
    }
    /* The length keeps "ab" + "c" and "a" + "bc" apart. */
    return (h ^ n) * 0x100000001b3U;
}

static void *copy_array(rsd_arena *arena, const void *items, size_t count, size_t size)
{
    void *copy = rsd_arena_alloc(arena, count * size);
    if (copy != NULL && count > 0) {
        memcpy(copy, items, count * size);
    }
    return copy;
}

static rsd_status add_warning(builder *b, const rsd_warning *warning, rsd_error *err)
{
    rsd_corpus *corpus = b->corpus;
    if (b->strict && warning->skipped) {
        return rsd_fail(err, RSD_ERR_INVALID, warning->source, warning->line, warning->offset, "%s",
                        warning->message);
    }
    if (RSD_GROW(corpus->warnings, corpus->warning_cap, corpus->warning_count + 1) != RSD_OK) {
        return rsd_fail_nomem(err);
    }
    rsd_warning copy = *warning;
    rsd_arena *arena = &corpus->arena;
    copy.kind = rsd_arena_copy(arena, warning->kind, strlen(warning->kind));
    copy.source = rsd_arena_copy(arena, warning->source, strlen(warning->source));
    copy.message = rsd_arena_copy(arena, warning->message, strlen(warning->message));
    if (copy.kind == NULL || copy.source == NULL || copy.message == NULL) {
        return rsd_fail_nomem(err);
    }
    corpus->warnings[corpus->warning_count++] = copy;
    return RSD_OK;
}

static int compare_offsets(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a;
    uint32_t y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* The edges of regions: tokens and sentences end there. */
static rsd_status collect_breaks(builder *b, size_t *count)
{
    rsd_status status = RSD_GROW(b->breaks, b->break_cap, b->regions.len * 2);
    if (status != RSD_OK) {
        return status;
    }
    size_t n = 0;
    for (size_t i = 0; i < b->regions.len; i++) {
        if (b->regions.items[i].kind == RSD_REGION_AGENCY) {
            continue; /* part of the sentence that it opens */
        }
        b->breaks[n++] = b->regions.items[i].start;
        b->breaks[n++] = b->regions.items[i].end;
    }
    size_t kept = 0;
    if (n > 0) {
        qsort(b->breaks, n, sizeof *b->breaks, compare_offsets);
    }
    for (size_t i = 0; i < n; i++) {
        if (kept == 0 || b->breaks[kept - 1] != b->breaks[i]) {
            b->breaks[kept++] = b->breaks[i];
        }
    }
    *count = kept;
    return RSD_OK;
}

static rsd_status add_tokens(builder *b, const rsd_document *document)
{
    rsd_corpus *corpus = b->corpus;
    rsd_status status = RSD_OK;
    uint32_t at = 0;
    for (size_t i = 0; i < b->layout.token_count && status == RSD_OK; i++) {
        const rsd_token *token = &b->layout.tokens[i];
        uint32_t type;
        if ((status = rsd_stream_add_gap(&corpus->stream, document->text + at,
                                         token->start - at)) == RSD_OK &&
            (status = rsd_lexicon_intern(&corpus->lexicon, document->text + token->start,
                                         token->end - token->start, (rsd_lang)token->lang,
                                         (rsd_kind)token->kind, &type)) == RSD_OK) {
            status = rsd_stream_add_type(&corpus->stream, type);
        }
        at = token->end;
    }
    if (status == RSD_OK) {
        status = rsd_stream_add_gap(&corpus->stream, document->text + at, document->text_len - at);
    }
    return status;
}

static uint32_t count_words(const rsd_layout *layout)
{
    uint32_t words = 0;
    for (size_t i = 0; i < layout->token_count; i++) {
        words += layout->tokens[i].kind == RSD_KIND_WORD;
    }
    return words;
}

/* The language of most of the article's words. */
static rsd_lang main_language(const rsd_layout *layout)
{
    size_t counts[RSD_LANG_EN + 1] = {0};
    for (size_t i = 0; i < layout->token_count; i++) {
        if (layout->tokens[i].kind == RSD_KIND_WORD) {
            counts[layout->tokens[i].lang]++;
        }
    }
    rsd_lang best = RSD_LANG_OTHER;
    for (int lang = RSD_LANG_FA; lang <= RSD_LANG_EN; lang++) {
        if (counts[lang] > counts[best]) {
            best = (rsd_lang)lang;
        }
    }
    return best;
}

static int compare_fields(const void *a, const void *b)
{
    return strcmp(((const rsd_field *)a)->name, ((const rsd_field *)b)->name);
}

/* Copies the metadata, and adds the source that a byline or else the opening words name if none was
 * given. */
static rsd_status add_fields(builder *b, const rsd_document *document, rsd_article *article)
{
    rsd_arena *arena = &b->corpus->arena;
    size_t room = document->field_count + 1;
    rsd_field *fields = rsd_arena_alloc(arena, room * sizeof *fields);
    if (fields == NULL) {
        return RSD_ERR_NOMEM;
    }
    size_t count = 0;
    bool has_source = false;
    for (size_t i = 0; i < document->field_count; i++) {
        const rsd_field *field = &document->fields[i];
        fields[count].name = rsd_arena_copy(arena, field->name, strlen(field->name));
        fields[count].value = rsd_arena_copy(arena, field->value, strlen(field->value));
        if (fields[count].name == NULL || fields[count].value == NULL) {
            return RSD_ERR_NOMEM;
        }
        has_source = has_source || strcmp(field->name, "source") == 0;
        count++;
    }
    const rsd_regions *regions = &b->regions;
    bool has_byline = regions->byline_end > 0;
    uint32_t start = has_byline ? regions->byline_start : regions->agency_start;
    uint32_t end = has_byline ? regions->byline_end : regions->agency_end;
    if (!has_source && end > start) {
        fields[count].name = "source";
        fields[count].value = rsd_arena_copy(arena, document->text + start, end - start);
        if (fields[count].value == NULL) {
            return RSD_ERR_NOMEM;
        }
        count++;
    }
    qsort(fields, count, sizeof *fields, compare_fields);
    article->fields = fields;
    article->field_count = count;
    return RSD_OK;
}

/* Turns the regions, which were found in the text, to spans of the source. */
static void place_regions(builder *b, const rsd_decoding *decoding)
{
    for (size_t i = 0; i < b->regions.len; i++) {
        rsd_region *r = &b->regions.items[i];
        rsd_decoding_to_source(decoding, r->start, r->end, &r->start, &r->end);
        rsd_decoding_to_source(decoding, r->of_start, r->of_end, &r->of_start, &r->of_end);
    }
}

static rsd_status add_regions_and_layout(builder *b, rsd_article *article)
{
    rsd_arena *arena = &b->corpus->arena;
    if (article->decoding != NULL) {
        place_regions(b, article->decoding);
    }
    const rsd_layout *layout = &b->layout;
    article->sentences =
        copy_array(arena, layout->sentences, layout->sentence_count, sizeof *layout->sentences);
    article->sentence_count = (uint32_t)layout->sentence_count;
    article->paragraphs =
        copy_array(arena, layout->paragraphs, layout->paragraph_count, sizeof *layout->paragraphs);
    article->paragraph_count = (uint32_t)layout->paragraph_count;
    article->regions =
        copy_array(arena, b->regions.items, b->regions.len, sizeof *b->regions.items);
    article->region_count = (uint32_t)b->regions.len;
    bool copied =
        article->sentences != NULL && article->paragraphs != NULL && article->regions != NULL;
    return copied ? RSD_OK : RSD_ERR_NOMEM;
}

/* Keeps a source that is not UTF-8, and the way from its text to it. */
static rsd_status keep_source(builder *b, const rsd_document *document, rsd_article *article)
{
    const rsd_decoding *decoding = document->decoding;
    article->source_len = (uint32_t)document->text_len;
    if (decoding == NULL) {
        return RSD_OK;
    }
    rsd_arena *arena = &b->corpus->arena;
    rsd_decoding *kept = copy_array(arena, decoding, 1, sizeof *decoding);
    if (kept == NULL) {
        return RSD_ERR_NOMEM;
    }
    kept->source = rsd_arena_copy(arena, decoding->source, decoding->source_len);
    kept->points =
        copy_array(arena, decoding->points, decoding->point_count, sizeof *decoding->points);
    article->source_len = decoding->source_len;
    article->decoding = kept;
    return kept->source == NULL || kept->points == NULL ? RSD_ERR_NOMEM : RSD_OK;
}

static uint64_t hash_document(const rsd_document *document)
{
    const rsd_decoding *decoding = document->decoding;
    uint64_t h = decoding == NULL ? hash_more(HASH_START, document->text, document->text_len)
                                  : hash_more(HASH_START, decoding->source, decoding->source_len);
    for (size_t i = 0; i < document->field_count; i++) {
        h = hash_more(h, document->fields[i].name, strlen(document->fields[i].name));
        h = hash_more(h, document->fields[i].value, strlen(document->fields[i].value));
    }
    return h;
}

static rsd_status add_document(builder *b, const rsd_document *document, rsd_error *err)
{
    rsd_corpus *corpus = b->corpus;
    size_t break_count;
    rsd_status status = rsd_clean(&b->regions, document->text, document->text_len, err);
    if (status != RSD_OK) {
        return status;
    }
    if (collect_breaks(b, &break_count) != RSD_OK) {
        return rsd_fail_nomem(err);
    }
    status =
        rsd_layout_cut(&b->layout, document->text, document->text_len, b->breaks, break_count, err);
    if (status != RSD_OK) {
        return status;
    }
    rsd_article article = {
        .key = rsd_arena_copy(&corpus->arena, document->key, strlen(document->key)),
        .path = rsd_arena_copy(&corpus->arena, document->path, strlen(document->path)),
        .place = rsd_stream_end(&corpus->stream),
        .hash = hash_document(document),
        .token_count = (uint32_t)b->layout.token_count,
        .word_count = count_words(&b->layout),
        .lang = (uint8_t)main_language(&b->layout),
    };
    if (article.key == NULL || article.path == NULL ||
        keep_source(b, document, &article) != RSD_OK ||
        add_fields(b, document, &article) != RSD_OK ||
        add_regions_and_layout(b, &article) != RSD_OK ||
        RSD_GROW(corpus->articles, corpus->article_cap, corpus->article_count + 1) != RSD_OK) {
        return rsd_fail_nomem(err);
    }
    status = add_tokens(b, document);
    if (status != RSD_OK) {
        rsd_stream_cut(&corpus->stream, article.place);
        return status == RSD_ERR_NOMEM
                   ? rsd_fail_nomem(err)
                   : rsd_fail(err, status, document->key, 0, RSD_NO_OFFSET,
                              "the corpus has more word forms than rasad can number");
    }
    corpus->articles[corpus->article_count++] = article;
    return RSD_OK;
}

static rsd_status take_document(void *ctx, const rsd_document *document, rsd_error *err)
{
    if (rsd_interrupted) {
        return rsd_fail(err, RSD_ERR_INTERRUPTED, NULL, 0, RSD_NO_OFFSET, "interrupted");
    }
    return add_document(ctx, document, err);
}

static rsd_status take_warning(void *ctx, const rsd_warning *warning, rsd_error *err)
{
    return add_warning(ctx, warning, err);
}

static int compare_articles(const void *a, const void *b)
{
    const rsd_article *x = a;
    const rsd_article *y = b;
    int order = strcmp(x->key, y->key);
    return order != 0 ? order : strcmp(x->path, y->path);
}

static void sort_articles(rsd_corpus *corpus)
{
    if (corpus->article_count > 0) {
        qsort(corpus->articles, corpus->article_count, sizeof *corpus->articles, compare_articles);
    }
}

static bool same_key(const rsd_corpus *corpus, size_t a, size_t b)
{
    return strcmp(corpus->articles[a].key, corpus->articles[b].key) == 0;
}

/* Takes back that the tokens of an article were counted. */
static void uncount_tokens(rsd_corpus *corpus, const rsd_article *article)
{
    for (size_t i = 0; i < article->token_count; i++) {
        corpus->lexicon.types[corpus->stream.types[article->place.type + i]].count--;
    }
}

/* Leaves out a file that was given twice, and keys different files of one key by their paths. */
static rsd_status part_equal_keys(builder *b, rsd_error *err)
{
    rsd_corpus *corpus = b->corpus;
    size_t kept = 0;
    for (size_t i = 0; i < corpus->article_count; i++) {
        const rsd_article *article = &corpus->articles[i];
        if (kept > 0 && strcmp(corpus->articles[kept - 1].path, article->path) == 0) {
            rsd_warning warning = {.kind = "duplicate_key",
                                   .source = article->path,
                                   .offset = RSD_NO_OFFSET,
                                   .message = "was given twice; the second one is left out",
                                   .skipped = true};
            rsd_status status = add_warning(b, &warning, err);
            if (status != RSD_OK) {
                return status;
            }
            uncount_tokens(corpus, article);
            continue;
        }
        corpus->articles[kept++] = *article;
    }
    corpus->article_count = kept;
    for (size_t i = 0; i < kept;) {
        size_t end = i + 1;
        while (end < kept && same_key(corpus, i, end)) {
            end++;
        }
        for (size_t k = i; end - i > 1 && k < end; k++) {
            corpus->articles[k].key = corpus->articles[k].path;
        }
        i = end;
    }
    sort_articles(corpus);
    return RSD_OK;
}

static int compare_warnings(const void *a, const void *b)
{
    const rsd_warning *x = a;
    const rsd_warning *y = b;
    int order = strcmp(x->source, y->source);
    if (order == 0) {
        order = (x->line > y->line) - (x->line < y->line);
    }
    if (order == 0) {
        order = (x->offset > y->offset) - (x->offset < y->offset);
    }
    if (order == 0) {
        order = strcmp(x->kind, y->kind);
    }
    return order != 0 ? order : strcmp(x->message, y->message);
}

static bool is_of_metadata(const rsd_warning *warning)
{
    const char *slash = strrchr(warning->source, '/');
    return strcmp(slash == NULL ? warning->source : slash + 1, "metadata.csv") == 0;
}

/* Several files of a folder that are given one by one say the same of its metadata: once is enough.
 * The warnings are sorted. */
static void drop_equal_warnings(rsd_corpus *corpus)
{
    size_t kept = 0;
    for (size_t i = 0; i < corpus->warning_count; i++) {
        const rsd_warning *w = &corpus->warnings[i];
        if (kept > 0 && is_of_metadata(w) &&
            compare_warnings(&corpus->warnings[kept - 1], w) == 0) {
            continue;
        }
        corpus->warnings[kept++] = *w;
    }
    corpus->warning_count = kept;
}

/* Documents that were left out; a row of metadata is none. */
static size_t count_skipped(const rsd_corpus *corpus)
{
    size_t skipped = 0;
    for (size_t i = 0; i < corpus->warning_count; i++) {
        const rsd_warning *w = &corpus->warnings[i];
        skipped += w->skipped && strcmp(w->kind, "bad_metadata") != 0;
    }
    return skipped;
}

static int compare_strings(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The key of an article's source, NULL if it has none; *status tells of failure. */
static char *source_key(rsd_arena *arena, const rsd_article *article, rsd_status *status)
{
    const char *source = NULL;
    for (size_t i = 0; i < article->field_count; i++) {
        if (strcmp(article->fields[i].name, "source") == 0) {
            source = article->fields[i].value;
        }
    }
    if (source == NULL) {
        return NULL;
    }
    rsd_buf key = {0};
    *status = rsd_form(RSD_KEY, RSD_LANG_OTHER, source, strlen(source), &key, NULL, NULL);
    char *copy =
        *status == RSD_OK ? rsd_arena_copy(arena, key.len > 0 ? key.data : "", key.len) : NULL;
    rsd_buf_free(&key);
    *status = copy == NULL ? RSD_ERR_NOMEM : RSD_OK;
    return copy;
}

static rsd_status count_sources(rsd_corpus *corpus)
{
    rsd_arena arena = {0};
    rsd_status status = RSD_OK;
    size_t count = 0;
    char **keys = rsd_alloc((corpus->article_count + 1) * sizeof *keys);
    if (keys == NULL) {
        return RSD_ERR_NOMEM;
    }
    for (size_t i = 0; i < corpus->article_count && status == RSD_OK; i++) {
        keys[count] = source_key(&arena, &corpus->articles[i], &status);
        count += keys[count] != NULL;
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

/* Puts everything in its final order, so that the corpus does not depend on that of the paths. */
static rsd_status finish(builder *b, rsd_error *err)
{
    rsd_corpus *corpus = b->corpus;
    sort_articles(corpus);
    rsd_status status = part_equal_keys(b, err);
    if (status != RSD_OK) {
        return status;
    }
    if (corpus->warning_count > 0) {
        qsort(corpus->warnings, corpus->warning_count, sizeof *corpus->warnings, compare_warnings);
        drop_equal_warnings(corpus);
    }
    uint32_t *remap;
    if (rsd_lexicon_finish(&corpus->lexicon, &remap) != RSD_OK) {
        return rsd_fail_nomem(err);
    }
    for (size_t i = 0; i < corpus->stream.type_count; i++) {
        corpus->stream.types[i] = remap[corpus->stream.types[i]];
    }
    rsd_free(remap);
    rsd_corpus_info *info = &corpus->info;
    uint64_t h = hash_more(HASH_START, RSD_PROFILE, sizeof RSD_PROFILE - 1);
    for (size_t i = 0; i < corpus->article_count; i++) {
        const rsd_article *article = &corpus->articles[i];
        h = hash_more(h, article->key, strlen(article->key));
        h = hash_more(h, (const char *)&article->hash, sizeof article->hash);
        info->tokens += article->token_count;
        info->words += article->word_count;
        info->source_bytes += article->source_len;
        info->encodings[rsd_article_encoding(corpus, i)]++;
    }
    snprintf(info->fingerprint, sizeof info->fingerprint, "%016" PRIx64, h);
    info->articles = corpus->article_count;
    info->types = corpus->lexicon.len;
    info->keys = rsd_lexicon_key_count(&corpus->lexicon);
    info->warnings = corpus->warning_count;
    info->skipped = count_skipped(corpus);
    return count_sources(corpus) == RSD_OK ? rsd_find_stories(corpus, err) : rsd_fail_nomem(err);
}

static rsd_status start(builder *b, bool strict, rsd_error *err)
{
    *b = (builder){.strict = strict};
    b->corpus = rsd_alloc(sizeof *b->corpus);
    if (b->corpus == NULL) {
        return rsd_fail_nomem(err);
    }
    *b->corpus = (rsd_corpus){0};
    return RSD_OK;
}

/* Releases the builder; the corpus goes to *corpus if all went well. */
static rsd_status end(builder *b, rsd_status status, rsd_corpus **corpus)
{
    rsd_layout_free(&b->layout);
    rsd_regions_free(&b->regions);
    rsd_free(b->breaks);
    if (status == RSD_OK) {
        *corpus = b->corpus;
    } else {
        rsd_corpus_free(b->corpus);
    }
    return status;
}

rsd_status rsd_corpus_open(rsd_corpus **corpus, const char *const *paths, size_t path_count,
                           const rsd_read_options *options, bool strict, rsd_error *err)
{
    builder b;
    rsd_status status = start(&b, strict, err);
    const rsd_sink sink = {.ctx = &b, .document = take_document, .warning = take_warning};
    for (size_t i = 0; i < path_count && status == RSD_OK; i++) {
        status = rsd_read_path(paths[i], options, &sink, err);
    }
    if (status == RSD_OK) {
        status = finish(&b, err);
    }
    return end(&b, status, corpus);
}

rsd_status rsd_corpus_from_text(rsd_corpus **corpus, const char *key, const char *text, size_t n,
                                const rsd_field *fields, size_t field_count, rsd_error *err)
{
    if (n > RSD_MAX_SOURCE) {
        return rsd_fail(err, RSD_ERR_LIMIT, key, 0, RSD_NO_OFFSET,
                        "is %zu bytes long; at most %zu are taken", n, (size_t)RSD_MAX_SOURCE);
    }
    rsd_field *sorted = rsd_alloc(field_count * sizeof *sorted);
    if (sorted == NULL) {
        return rsd_fail_nomem(err);
    }
    if (field_count > 0) {
        memcpy(sorted, fields, field_count * sizeof *sorted);
        qsort(sorted, field_count, sizeof *sorted, compare_fields);
    }
    builder b;
    rsd_status status = start(&b, true, err);
    const rsd_document document = {.key = key,
                                   .path = key,
                                   .text = text,
                                   .text_len = n,
                                   .fields = sorted,
                                   .field_count = field_count};
    if (status == RSD_OK) {
        status = add_document(&b, &document, err);
    }
    if (status == RSD_OK) {
        status = finish(&b, err);
    }
    rsd_free(sorted);
    return end(&b, status, corpus);
}
