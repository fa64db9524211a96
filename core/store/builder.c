/* builder.c: documents in, the articles of a corpus in memory out. */
#include "store/builder.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

static void *copy_array(rsd_arena *arena, const void *items, size_t count, size_t size)
{
    void *copy = rsd_arena_alloc(arena, count * size);
    if (copy != NULL && count > 0) {
        memcpy(copy, items, count * size);
    }
    return copy;
}

static int compare_offsets(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a;
    uint32_t y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* The edges of regions: tokens and sentences end there. */
static rsd_status collect_breaks(rsd_builder *b, size_t *count)
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

static rsd_status add_tokens(rsd_builder *b, const rsd_document *document)
{
    rsd_corpus *corpus = b->corpus;
    const rsd_layout *layout = &b->layout;
    uint32_t *types;
    rsd_status status = rsd_stream_add(&corpus->stream, document->text, document->text_len,
                                       layout->tokens, layout->token_count, &types);
    if (status == RSD_OK) {
        status = rsd_lexicon_intern(&corpus->lexicon, document->text, document->text_len,
                                    layout->tokens, layout->token_count, types);
    }
    return status;
}

/* Counts the words of each language. */
static void count_words(const rsd_layout *layout, uint32_t counts[RSD_LANG_EN + 1])
{
    enum { LANE_BITS = 16, LANES = RSD_LANG_EN + 1, LANE_MOST = (1 << LANE_BITS) - 1 };
    _Static_assert(LANES * LANE_BITS <= 64, "a lane for each language");
    memset(counts, 0, LANES * sizeof *counts);
    for (size_t i = 0; i < layout->token_count;) {
        const size_t rest = layout->token_count - i;
        const size_t stop = i + (rest < LANE_MOST ? rest : LANE_MOST);
        uint64_t lanes = 0;
        for (; i < stop; i++) {
            const uint64_t is_word = layout->tokens[i].kind == RSD_KIND_WORD;
            lanes += is_word << (layout->tokens[i].lang * LANE_BITS);
        }
        for (int lang = 0; lang < LANES; lang++) {
            counts[lang] += (uint32_t)(lanes >> (lang * LANE_BITS)) & LANE_MOST;
        }
    }
}

/* The number of the article's words, and the language of most of them. */
static void describe_words(const rsd_layout *layout, rsd_head *head)
{
    uint32_t counts[RSD_LANG_EN + 1];
    count_words(layout, counts);
    int best = RSD_LANG_OTHER;
    head->word_count = counts[RSD_LANG_OTHER];
    for (int lang = RSD_LANG_FA; lang <= RSD_LANG_EN; lang++) {
        head->word_count += counts[lang];
        best = counts[lang] > counts[best] ? lang : best;
    }
    head->lang = (uint8_t)best;
}

static int compare_fields(const void *a, const void *b)
{
    return strcmp(((const rsd_field *)a)->name, ((const rsd_field *)b)->name);
}

/* Copies the metadata, and adds the source that a byline or else the opening words name if none was
 * given. */
static rsd_status add_fields(rsd_builder *b, const rsd_document *document, rsd_article *article)
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

/* Sets the days of the date in the metadata, if it is one in figures. */
static rsd_status read_date(const rsd_document *document, rsd_head *head)
{
    const char *text = NULL;
    for (size_t i = 0; i < document->field_count; i++) {
        if (strcmp(document->fields[i].name, "date") == 0) {
            text = document->fields[i].value;
        }
    }
    rsd_stated_date stated;
    const rsd_status status =
        text == NULL ? RSD_ERR_NOT_FOUND : rsd_date_read(text, strlen(text), NULL, &stated, NULL);
    if (status == RSD_OK) {
        head->first_day = stated.first_day;
        head->last_day = stated.last_day;
    }
    return status == RSD_ERR_NOMEM ? status : RSD_OK;
}

/* Turns the regions, which were found in the text, to spans of the source. */
static void place_regions(rsd_builder *b, const rsd_decoding *decoding)
{
    for (size_t i = 0; i < b->regions.len; i++) {
        rsd_region *r = &b->regions.items[i];
        rsd_decoding_to_source(decoding, r->start, r->end, &r->start, &r->end);
        rsd_decoding_to_source(decoding, r->of_start, r->of_end, &r->of_start, &r->of_end);
    }
}

static rsd_status add_regions_and_layout(rsd_builder *b, rsd_article *article)
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
static rsd_status keep_source(rsd_builder *b, const rsd_document *document, rsd_article *article)
{
    const rsd_decoding *decoding = document->decoding;
    article->head.source_len = (uint32_t)document->text_len;
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
    article->head.source_len = decoding->source_len;
    article->head.encoding = (uint8_t)decoding->encoding;
    article->decoding = kept;
    return kept->source == NULL || kept->points == NULL ? RSD_ERR_NOMEM : RSD_OK;
}

static uint64_t hash_attributes(uint64_t h, const rsd_document *document)
{
    for (size_t i = 0; i < document->attribute_count; i++) {
        const rsd_attribute *attribute = &document->attributes[i];
        h = rsd_hash_more(h, attribute->name, strlen(attribute->name));
        for (size_t k = 0; k < document->span_count; k++) {
            if (attribute->values[k] != NULL) {
                h = rsd_hash_more(h, (const char *)&document->spans[k], sizeof(rsd_span));
                h = rsd_hash_more(h, attribute->values[k], strlen(attribute->values[k]));
            }
        }
    }
    return h;
}

uint64_t rsd_document_hash(const rsd_document *document)
{
    const rsd_decoding *decoding = document->decoding;
    uint64_t h = decoding == NULL ? XXH3_64bits(document->text, document->text_len)
                                  : XXH3_64bits(decoding->source, decoding->source_len);
    for (size_t i = 0; i < document->field_count; i++) {
        h = rsd_hash_more(h, document->fields[i].name, strlen(document->fields[i].name));
        h = rsd_hash_more(h, document->fields[i].value, strlen(document->fields[i].value));
    }
    return hash_attributes(h, document);
}

rsd_status rsd_builder_add(rsd_builder *b, const rsd_document *document, rsd_error *err)
{
    rsd_corpus *corpus = b->corpus;
    size_t break_count;
    rsd_status status =
        b->index_only ? RSD_OK : rsd_clean(&b->regions, document->text, document->text_len, err);
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
        .head = {.key = rsd_arena_copy(&corpus->arena, document->key, strlen(document->key)),
                 .path = rsd_arena_copy(&corpus->arena, document->path, strlen(document->path)),
                 .hash = rsd_document_hash(document),
                 .token_count = (uint32_t)b->layout.token_count},
        .place = rsd_stream_end(&corpus->stream),
    };
    describe_words(&b->layout, &article.head);
    if (article.head.key == NULL || article.head.path == NULL ||
        keep_source(b, document, &article) != RSD_OK ||
        read_date(document, &article.head) != RSD_OK ||
        add_fields(b, document, &article) != RSD_OK ||
        add_regions_and_layout(b, &article) != RSD_OK ||
        RSD_GROW(corpus->articles, corpus->article_cap, corpus->article_count + 1) != RSD_OK) {
        return rsd_fail_nomem(err);
    }
    status = rsd_attributes_add(corpus, document, &b->layout, &article.values);
    if (status == RSD_OK) {
        status = add_tokens(b, document);
    }
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

static int compare_articles(const void *a, const void *b)
{
    const rsd_head *x = &((const rsd_article *)a)->head;
    const rsd_head *y = &((const rsd_article *)b)->head;
    int order = strcmp(x->key, y->key);
    return order != 0 ? order : strcmp(x->path, y->path);
}

void rsd_builder_sort(rsd_corpus *corpus)
{
    if (corpus->article_count > 0) {
        qsort(corpus->articles, corpus->article_count, sizeof *corpus->articles, compare_articles);
    }
}

/* What becomes of the types of before; frequent ones lie side by side. */
typedef struct renumbered {
    uint32_t count;
    uint32_t to;
} renumbered;

/* Gives the tokens of the articles that were kept the final numbers of their types, and counts
 * those. */
static rsd_status number_tokens(rsd_corpus *corpus, const uint32_t *remap)
{
    const size_t len = corpus->type_list.len;
    bool too_many = false;
    renumbered *types = rsd_alloc(len * sizeof *types);
    if (types == NULL) {
        return RSD_ERR_NOMEM;
    }
    for (size_t i = 0; i < len; i++) {
        types[i] = (renumbered){.to = remap[i]};
    }
    for (size_t i = 0; i < corpus->article_count; i++) {
        const rsd_article *article = &corpus->articles[i];
        uint32_t *tokens = corpus->stream.types + article->place.type;
        for (size_t k = 0; k < article->head.token_count; k++) {
            renumbered *type = &types[tokens[k]];
            too_many |= ++type->count == 0;
            tokens[k] = type->to;
        }
    }
    for (size_t i = 0; i < len; i++) {
        corpus->type_list.counts[types[i].to] = types[i].count;
    }
    rsd_free(types);
    return too_many ? RSD_ERR_LIMIT : RSD_OK;
}

static rsd_status fail_to_number(rsd_status status, rsd_error *err)
{
    return status == RSD_ERR_NOMEM ? rsd_fail_nomem(err)
                                   : rsd_fail(err, status, NULL, 0, RSD_NO_OFFSET,
                                              "the corpus has more words than rasad can count");
}

rsd_status rsd_builder_number(rsd_corpus *corpus, rsd_error *err)
{
    uint32_t *remap;
    rsd_status status = rsd_lexicon_finish(&corpus->lexicon, &corpus->type_list, &remap);
    if (status != RSD_OK) {
        return fail_to_number(status, err);
    }
    status = number_tokens(corpus, remap);
    if (status == RSD_OK) {
        status = rsd_attributes_finish(corpus);
    }
    rsd_free(remap);
    corpus->types = rsd_type_list_types(&corpus->type_list);
    return status == RSD_OK ? RSD_OK : fail_to_number(status, err);
}

rsd_status rsd_builder_start(rsd_builder *b, rsd_error *err)
{
    b->corpus = rsd_alloc(sizeof *b->corpus);
    if (b->corpus == NULL) {
        return rsd_fail_nomem(err);
    }
    *b->corpus = (rsd_corpus){.index_only = b->index_only};
    return RSD_OK;
}

void rsd_builder_empty(rsd_builder *b)
{
    rsd_corpus *c = b->corpus;
    rsd_corpus empty = {.index_only = c->index_only,
                        .arena = c->arena,
                        .articles = c->articles,
                        .article_cap = c->article_cap,
                        .stream = c->stream,
                        .lexicon = c->lexicon};
    rsd_arena_clear(&empty.arena);
    rsd_lexicon_empty(&empty.lexicon);
    rsd_stream_cut(&empty.stream, (rsd_stream_place){0});
    c->arena = (rsd_arena){0};
    c->articles = NULL;
    c->stream = (rsd_stream){0};
    c->lexicon = (rsd_lexicon){0};
    rsd_corpus_free_parts(c);
    *c = empty;
}

size_t rsd_builder_memory(const rsd_builder *b)
{
    const rsd_corpus *c = b->corpus;
    /* What grows by halves has a quarter to spare, on average. */
    const size_t grown = c->article_count * sizeof *c->articles +
                         c->stream.type_count * sizeof *c->stream.types + c->stream.gap_count +
                         c->stream.escapes.len + c->lexicon.len * sizeof *c->lexicon.types +
                         c->lexicon.bytes.len;
    return c->arena.size + grown + grown / 4 + rsd_lexicon_slots_size(&c->lexicon) +
           rsd_value_lexicon_memory(&c->values);
}

void rsd_builder_free(rsd_builder *b)
{
    rsd_layout_free(&b->layout);
    rsd_regions_free(&b->regions);
    rsd_free(b->breaks);
    rsd_free(b->room.positions);
    rsd_corpus_free(b->corpus);
    *b = (rsd_builder){0};
}
