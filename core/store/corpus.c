/* corpus.c: asking a corpus: articles, views of them, match text, types. */
#include "store/store.h"

#include <stdlib.h>
#include <string.h>

void rsd_corpus_free_parts(rsd_corpus *corpus)
{
    rsd_store_free(corpus->store);
    rsd_lexicon_free(&corpus->lexicon);
    rsd_type_list_free(&corpus->type_list);
    rsd_stream_free(&corpus->stream);
    rsd_value_lexicon_free(&corpus->values);
    rsd_free(corpus->articles);
    rsd_free(corpus->stories);
    rsd_warnings_free(&corpus->warnings);
    rsd_arena_free(&corpus->arena);
}

void rsd_corpus_free(rsd_corpus *corpus)
{
    if (corpus != NULL) {
        rsd_corpus_free_parts(corpus);
        rsd_free(corpus);
    }
}

void rsd_corpus_describe(const rsd_corpus *corpus, rsd_corpus_info *info)
{
    *info = corpus->info;
}

const rsd_warning *rsd_corpus_warning(const rsd_corpus *corpus, size_t i)
{
    return i < corpus->warnings.len ? &corpus->warnings.items[i] : NULL;
}

/* ---- Articles ---- */

static rsd_status no_article(const rsd_corpus *corpus, size_t article, rsd_error *err)
{
    return rsd_fail(err, RSD_ERR_NOT_FOUND, NULL, 0, RSD_NO_OFFSET,
                    "there is no article %zu; the corpus has %zu", article, corpus->info.articles);
}

rsd_status rsd_corpus_head(const rsd_corpus *corpus, size_t i, rsd_head *head, rsd_error *err)
{
    if (corpus->store != NULL) {
        return rsd_store_head(corpus->store, i, head, err);
    }
    *head = corpus->articles[i].head;
    return RSD_OK;
}

rsd_status rsd_corpus_body(const rsd_corpus *corpus, size_t i, unsigned want, rsd_body *body,
                           rsd_error *err)
{
    if (corpus->store != NULL) {
        return rsd_store_body(corpus->store, i, want, corpus->types.len, body, err);
    }
    const rsd_article *a = &corpus->articles[i];
    body->stream = rsd_stream_part_at(&corpus->stream, a->place, a->head.token_count);
    body->decoding = a->decoding;
    body->sentences = a->sentences;
    body->sentence_count = a->sentence_count;
    body->paragraphs = a->paragraphs;
    body->paragraph_count = a->paragraph_count;
    body->regions = a->regions;
    body->region_count = a->region_count;
    return RSD_OK;
}

static rsd_status add_string(rsd_buf *buf, const char *string)
{
    return rsd_buf_add(buf, string, strlen(string) + 1);
}

rsd_status rsd_corpus_meta(const rsd_corpus *corpus, size_t i, rsd_buf *meta, rsd_error *err)
{
    if (corpus->store != NULL) {
        rsd_string strings;
        rsd_status status = rsd_store_meta(corpus->store, i, &strings, err);
        return status != RSD_OK                                         ? status
               : rsd_buf_add(meta, strings.data, strings.len) == RSD_OK ? RSD_OK
                                                                        : rsd_fail_nomem(err);
    }
    const rsd_article *article = &corpus->articles[i];
    rsd_status status = add_string(meta, article->head.key);
    if (status == RSD_OK) {
        status = add_string(meta, article->head.path);
    }
    for (size_t k = 0; k < article->field_count && status == RSD_OK; k++) {
        status = add_string(meta, article->fields[k].name);
        if (status == RSD_OK) {
            status = add_string(meta, article->fields[k].value);
        }
    }
    return status == RSD_OK ? RSD_OK : rsd_fail_nomem(err);
}

void rsd_body_free(rsd_body *body)
{
    rsd_free(body->room.types);
    rsd_free(body->room.sentences);
    rsd_free(body->room.paragraphs);
    rsd_free(body->room.gaps);
    rsd_free(body->room.regions);
    rsd_decoding_free(&body->room.decoding);
    rsd_buf_free(&body->room.text);
    *body = (rsd_body){0};
}

rsd_status rsd_article_check(const rsd_corpus *corpus, size_t article, rsd_error *err)
{
    rsd_head head;
    return article < corpus->info.articles ? rsd_corpus_head(corpus, article, &head, err)
                                           : no_article(corpus, article, err);
}

/* The head of an article; an empty one if there is none to be had. */
static rsd_head head_of(const rsd_corpus *corpus, size_t article)
{
    rsd_head head;
    bool known =
        article < corpus->info.articles && rsd_corpus_head(corpus, article, &head, NULL) == RSD_OK;
    return known ? head : (rsd_head){.key = "", .path = ""};
}

const char *rsd_article_key(const rsd_corpus *corpus, size_t article)
{
    return article < corpus->info.articles ? head_of(corpus, article).key : NULL;
}

rsd_status rsd_article_find(const rsd_corpus *corpus, const char *key, size_t *article,
                            rsd_error *err)
{
    size_t low = 0;
    size_t high = corpus->info.articles;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        rsd_head head;
        rsd_status status = rsd_corpus_head(corpus, middle, &head, err);
        if (status != RSD_OK) {
            return status;
        }
        int order = strcmp(head.key, key);
        if (order == 0) {
            *article = middle;
            return RSD_OK;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return RSD_ERR_NOT_FOUND;
}

const rsd_field *rsd_article_fields(const rsd_corpus *corpus, size_t article, size_t *count)
{
    *count = 0;
    if (article >= corpus->info.articles) {
        return NULL;
    }
    if (corpus->store != NULL) {
        return rsd_store_fields(corpus->store, article, count);
    }
    *count = corpus->articles[article].field_count;
    return corpus->articles[article].fields;
}

bool rsd_article_days(const rsd_corpus *corpus, size_t article, rsd_day *first, rsd_day *last)
{
    const rsd_head head = head_of(corpus, article);
    *first = head.first_day;
    *last = head.last_day;
    return head.first_day > 0;
}

rsd_lang rsd_article_language(const rsd_corpus *corpus, size_t article)
{
    return (rsd_lang)head_of(corpus, article).lang;
}

rsd_encoding rsd_article_encoding(const rsd_corpus *corpus, size_t article)
{
    return (rsd_encoding)head_of(corpus, article).encoding;
}

size_t rsd_article_story(const rsd_corpus *corpus, size_t article)
{
    if (article >= corpus->info.articles) {
        return SIZE_MAX;
    }
    return corpus->store != NULL ? rsd_store_story(corpus->store, article)
                                 : corpus->stories[article];
}

/* ---- Types ---- */

static const char *give(rsd_string string, size_t *len)
{
    *len = string.len;
    return string.data;
}

const char *rsd_type_form(const rsd_corpus *corpus, uint32_t type, size_t *len)
{
    return give(type < corpus->types.len ? rsd_types_form(&corpus->types, type) : (rsd_string){0},
                len);
}

const char *rsd_type_key(const rsd_corpus *corpus, uint32_t type, size_t *len)
{
    return give(type < corpus->types.len ? rsd_types_key(&corpus->types, type) : (rsd_string){0},
                len);
}

uint64_t rsd_type_count(const rsd_corpus *corpus, uint32_t type)
{
    return type < corpus->types.len ? corpus->types.counts[type] : 0;
}

void rsd_key_types(const rsd_corpus *corpus, const char *key, size_t len, uint32_t *first,
                   uint32_t *last)
{
    rsd_types_range(&corpus->types, key, len, first, last);
}

/* ---- Views ---- */

const char *rsd_article_source(const rsd_article_view *view, size_t *len)
{
    if (view->decoding != NULL) {
        *len = view->decoding->source_len;
        return view->decoding->source;
    }
    *len = view->text.len;
    return view->text.data;
}

const char *rsd_article_slice(const rsd_article_view *view, uint32_t start, uint32_t end,
                              size_t *len)
{
    if (view->decoding != NULL) {
        rsd_decoding_to_text(view->decoding, start, end, &start, &end);
    }
    end = end < view->text.len ? end : (uint32_t)view->text.len;
    start = start < end ? start : end;
    *len = end - start;
    return view->text.data + start;
}

/* The source span of a span of the text. */
static void to_source(const rsd_article_view *view, uint32_t start, uint32_t end,
                      uint32_t *source_start, uint32_t *source_end)
{
    *source_start = start;
    *source_end = end;
    if (view->decoding != NULL) {
        rsd_decoding_to_source(view->decoding, start, end, source_start, source_end);
    }
}

/* The first token that starts at or after the offset. */
static size_t token_from(const rsd_article_view *view, uint32_t offset)
{
    size_t low = 0;
    size_t high = view->token_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (view->tokens[middle].start < offset) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

size_t rsd_token_at(const rsd_article_view *view, uint32_t offset)
{
    size_t next = token_from(view, offset);
    bool inside = next > 0 && view->tokens[next - 1].end > offset;
    return inside ? next - 1 : next;
}

/* Separators are bytes of match text, so the one after token i is at the start of token i + 1,
 * less one. */
static char *separator_after(rsd_article_view *view, size_t token)
{
    size_t next = token + 1 < view->token_count ? view->match_start[token + 1] : view->match.len;
    return &view->match.data[next - 1];
}

static int compare_types(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a;
    uint32_t y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Takes the mark from words of a near repeat that what it says again does not have: a number or a
 * name that was changed is news. */
static rsd_status unmark_news(rsd_article_view *view, const rsd_region *region)
{
    size_t said = token_from(view, region->of_start);
    size_t count = token_from(view, region->of_end) - said;
    uint32_t *types = rsd_alloc(count * sizeof *types);
    if (types == NULL) {
        return RSD_ERR_NOMEM;
    }
    memcpy(types, view->types + said, count * sizeof *types);
    qsort(types, count, sizeof *types, compare_types);
    size_t end = token_from(view, region->end);
    for (size_t i = token_from(view, region->start); i < end; i++) {
        view->tokens[i].is_repeat =
            bsearch(&view->types[i], types, count, sizeof *types, compare_types) != NULL;
    }
    rsd_free(types);
    return RSD_OK;
}

static rsd_status mark_boundaries(rsd_article_view *view)
{
    for (size_t i = 1; i < view->sentence_count; i++) {
        *separator_after(view, view->sentences[i] - 1) = RSD_SEP_SENTENCE;
    }
    for (size_t i = 1; i < view->paragraph_count; i++) {
        *separator_after(view, view->paragraphs[i] - 1) = RSD_SEP_PARAGRAPH;
    }
    if (view->token_count > 0) {
        *separator_after(view, view->token_count - 1) = RSD_SEP_PARAGRAPH;
    }
    for (size_t i = 0; i < view->region_count; i++) {
        if (view->regions[i].kind != RSD_REGION_REPEAT) {
            continue;
        }
        size_t edges[2] = {token_from(view, view->regions[i].start),
                           token_from(view, view->regions[i].end)};
        for (size_t k = edges[0]; k < edges[1]; k++) {
            view->tokens[k].is_repeat = true;
        }
        for (int k = 0; k < 2; k++) {
            if (edges[k] > 0) {
                *separator_after(view, edges[k] - 1) = RSD_SEP_REGION;
            }
        }
        if (view->regions[i].similarity < 100 && unmark_news(view, &view->regions[i]) != RSD_OK) {
            return RSD_ERR_NOMEM;
        }
    }
    return RSD_OK;
}

static rsd_status make_match_text(const rsd_corpus *corpus, rsd_article_view *view)
{
    view->match.len = 0;
    rsd_status status = rsd_buf_add(&view->match, &(char){RSD_SEP_PARAGRAPH}, 1);
    const rsd_types *types = &corpus->types;
    for (size_t i = 0; i < view->token_count && status == RSD_OK; i++) {
        rsd_types_prefetch(types, types->keys, view->types, view->token_count, i);
        const rsd_string key = rsd_types_key(types, view->types[i]);
        if ((status = rsd_buf_room(&view->match, key.len + 1)) != RSD_OK) {
            return status;
        }
        view->match_start[i] = (uint32_t)view->match.len;
        rsd_string_put(key, &view->match);
        view->match.data[view->match.len++] = RSD_SEP_TOKEN;
    }
    if (status != RSD_OK) {
        return status;
    }
    view->match.data[view->match.len] = '\0';
    return mark_boundaries(view);
}

static rsd_status grow_view(rsd_article_view *view, size_t count)
{
    if (count <= view->token_cap) {
        return RSD_OK;
    }
    /* Two arrays of one capacity: it is only raised when both have grown. */
    size_t cap[2] = {view->token_cap, view->token_cap};
    rsd_status status = RSD_GROW(view->tokens, cap[0], count);
    if (status == RSD_OK) {
        status = RSD_GROW(view->match_start, cap[1], count);
    }
    if (status == RSD_OK) {
        view->token_cap = cap[1];
    }
    return status;
}

/* Lets the view point into its body. */
static void open_body(rsd_article_view *view)
{
    const rsd_body *body = view->body;
    view->text.len = 0;
    view->decoding = body->decoding;
    view->token_count = body->stream.count;
    view->types = body->stream.types;
    view->sentences = body->sentences;
    view->sentence_count = body->sentence_count;
    view->paragraphs = body->paragraphs;
    view->paragraph_count = body->paragraph_count;
    view->regions = body->regions;
    view->region_count = body->region_count;
}

static rsd_status regenerate(const rsd_corpus *corpus, rsd_article_view *view)
{
    rsd_status status = grow_view(view, view->token_count);
    if (status == RSD_OK) {
        status = rsd_stream_text(&view->body->stream, &corpus->types, &view->text, view->tokens);
    }
    if (status != RSD_OK) {
        return status;
    }
    for (size_t i = 0; i < view->token_count && view->decoding != NULL; i++) {
        rsd_token *token = &view->tokens[i];
        to_source(view, token->start, token->end, &token->start, &token->end);
    }
    return make_match_text(corpus, view);
}

rsd_status rsd_article_load(const rsd_corpus *corpus, size_t article, rsd_article_view *view,
                            rsd_error *err)
{
    if (article >= corpus->info.articles) {
        return no_article(corpus, article, err);
    }
    if (view->body == NULL) {
        view->body = rsd_alloc(sizeof *view->body);
        if (view->body == NULL) {
            return rsd_fail_nomem(err);
        }
        *view->body = (rsd_body){0};
    }
    rsd_status status = rsd_corpus_body(corpus, article, RSD_BODY_ALL, view->body, err);
    if (status != RSD_OK) {
        return status;
    }
    open_body(view);
    status = regenerate(corpus, view);
    if (status == RSD_ERR_CORRUPT) {
        return rsd_fail(err, status, rsd_article_key(corpus, article), 0, RSD_NO_OFFSET,
                        "the article is damaged");
    }
    return status == RSD_OK ? RSD_OK : rsd_fail_nomem(err);
}

void rsd_article_view_free(rsd_article_view *view)
{
    if (view == NULL) {
        return;
    }
    rsd_buf_free(&view->text);
    rsd_buf_free(&view->match);
    rsd_free(view->tokens);
    rsd_free(view->match_start);
    if (view->body != NULL) {
        rsd_body_free(view->body);
        rsd_free(view->body);
    }
    *view = (rsd_article_view){0};
}

/* The token whose key or separator holds the match-text offset; the first one for offset 0. */
static size_t token_of_match(const rsd_article_view *view, size_t offset)
{
    size_t low = 0;
    size_t high = view->token_count;
    while (low + 1 < high) {
        size_t middle = low + (high - low) / 2;
        if (view->match_start[middle] <= offset) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

static size_t key_end(const rsd_article_view *view, size_t token)
{
    size_t next = token + 1 < view->token_count ? view->match_start[token + 1] : view->match.len;
    return next - 1;
}

/* The source span of the key bytes [start, end) of a token, counted from the key's start. */
static rsd_status within_token(const rsd_article_view *view, size_t token, size_t start, size_t end,
                               uint32_t *source_start, uint32_t *source_end, rsd_error *err)
{
    const rsd_token *t = &view->tokens[token];
    size_t key_len = key_end(view, token) - view->match_start[token];
    if (start == 0 && end >= key_len) {
        *source_start = t->start;
        *source_end = t->end;
        return RSD_OK;
    }
    rsd_buf key = {0};
    rsd_map map = {0};
    size_t len;
    const char *text = rsd_article_slice(view, t->start, t->end, &len);
    rsd_status status = rsd_form(RSD_KEY, (rsd_lang)t->lang, text, len, &key, &map, err);
    if (status == RSD_OK) {
        uint32_t to = end < key_len ? (uint32_t)end : (uint32_t)key_len;
        uint32_t from;
        rsd_map_to_source(&map, (uint32_t)start, to, &from, &to);
        const uint32_t base = (uint32_t)(text - view->text.data);
        to_source(view, base + from, base + to, source_start, source_end);
        /* What the key leaves out at the token's edges belongs to its outer characters. */
        *source_start = start == 0 ? t->start : *source_start;
        *source_end = end >= key_len ? t->end : *source_end;
    }
    rsd_map_free(&map);
    rsd_buf_free(&key);
    return status;
}

rsd_status rsd_match_to_source(const rsd_article_view *view, size_t start, size_t end,
                               uint32_t *source_start, uint32_t *source_end, rsd_error *err)
{
    *source_start = 0;
    *source_end = 0;
    if (start > end || end > view->match.len) {
        return rsd_fail(err, RSD_ERR_INVALID, NULL, 0, RSD_NO_OFFSET,
                        "the span %zu to %zu does not lie in the match text of %zu bytes", start,
                        end, view->match.len);
    }
    if (view->token_count == 0) {
        return RSD_OK;
    }
    size_t first = token_of_match(view, start);
    if (start >= key_end(view, first) && start < end && first + 1 < view->token_count) {
        first++; /* the span begins with a separator */
    }
    size_t last = end > 0 ? token_of_match(view, end - 1) : first;
    if (start >= end || last < first || end <= view->match_start[first]) {
        /* Nothing but separators: the place where the token starts. */
        uint32_t place = view->tokens[first].start;
        if (start >= view->match.len) {
            place = view->tokens[view->token_count - 1].end;
        }
        *source_start = *source_end = place;
        return RSD_OK;
    }
    size_t from = start > view->match_start[first] ? start - view->match_start[first] : 0;
    size_t to = end - view->match_start[last];
    if (first == last) {
        return within_token(view, first, from, to, source_start, source_end, err);
    }
    uint32_t unused;
    rsd_status status = within_token(view, first, from, SIZE_MAX, source_start, &unused, err);
    if (status == RSD_OK) {
        status = within_token(view, last, 0, to, &unused, source_end, err);
    }
    return status;
}
