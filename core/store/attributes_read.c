/* attributes_read.c: attributes of tokens out of a corpus. Of a file nothing is trusted. */
#include "store/store_int.h"
#include "store/varint.h"

#include <stdlib.h>
#include <string.h>

/* ---- Parts ---- */

bool rsd_corpus_has_values(const rsd_corpus *corpus)
{
    const rsd_store *store = corpus->store;
    bool has = store == NULL && corpus->value_columns.count > 0;
    for (size_t i = 0; store != NULL && i < store->segment_count && !has; i++) {
        has = store->segments[i].value_columns.count > 0;
    }
    return has;
}

rsd_status rsd_corpus_values(const rsd_corpus *corpus, size_t article, rsd_value_part *part,
                             rsd_error *err)
{
    if (corpus->store != NULL) {
        return rsd_store_values(corpus->store, article, part, err);
    }
    const rsd_article *a = &corpus->articles[article];
    *part = (rsd_value_part){.columns = &corpus->value_columns, .token_count = a->head.token_count};
    if (a->values.size > 0) {
        part->at = a->values.bytes;
        part->end = a->values.bytes + a->values.size;
    }
    return RSD_OK;
}

rsd_status rsd_values_damaged(const rsd_value_part *part, rsd_error *err)
{
    return rsd_sections_damaged(part->file, part->at, "an attribute makes no sense", err);
}

rsd_status rsd_values_next(rsd_value_part *part, uint32_t *attribute, const unsigned char **numbers,
                           rsd_error *err)
{
    uint32_t size;
    const unsigned char *at = part->at;
    if (!rsd_varint_get(&at, part->end, attribute) || !rsd_varint_get(&at, part->end, &size) ||
        *attribute >= part->columns->count || size > (size_t)(part->end - at) ||
        size < part->token_count) {
        return rsd_values_damaged(part, err);
    }
    *numbers = at;
    part->at = at + size;
    return RSD_OK;
}

bool rsd_values_number(const rsd_value_part *part, uint32_t attribute, const unsigned char **at,
                       const unsigned char *end, uint32_t *number)
{
    const uint32_t *starts = part->columns->starts;
    return rsd_varint_get(at, end, number) && *number < starts[attribute + 1] - starts[attribute];
}

const char *rsd_values_string(const rsd_value_part *part, uint32_t string, rsd_error *err)
{
    const uint32_t *at = &part->columns->strings[string];
    if (part->file == NULL) {
        return part->columns->bytes + *at;
    }
    const size_t size = part->columns->byte_count;
    if (rsd_sections_verify(part->file, at, 2 * sizeof *at, err) != RSD_OK) {
        return NULL;
    }
    if (at[0] >= at[1] || at[1] > size) {
        rsd_sections_damaged(part->file, at, "an attribute makes no sense", err);
        return NULL;
    }
    const char *s = part->columns->bytes + at[0];
    if (rsd_sections_verify(part->file, s, at[1] - at[0], err) != RSD_OK) {
        return NULL;
    }
    if (s[at[1] - at[0] - 1] != '\0') {
        rsd_sections_damaged(part->file, s, "an attribute makes no sense", err);
        return NULL;
    }
    return s;
}

/* ---- Segments ---- */

/* Are there as many strings as the attributes say, and can their names be read? */
static rsd_status check_columns(const rsd_sections *file, const rsd_value_columns *columns,
                                size_t strings, rsd_error *err)
{
    rsd_status status = rsd_sections_verify(file, columns->starts,
                                            (columns->count + (size_t)1) * sizeof(uint32_t), err);
    if (status != RSD_OK) {
        return status;
    }
    bool makes_sense =
        columns->starts[0] == 0 && strings > 0 && columns->starts[columns->count] == strings - 1;
    for (uint32_t i = 0; i < columns->count && makes_sense; i++) {
        makes_sense = columns->starts[i] < columns->starts[i + 1];
    }
    if (!makes_sense) {
        return rsd_sections_damaged(file, columns->starts, "has attributes that make no sense",
                                    err);
    }
    const rsd_value_part part = {.columns = columns, .file = file};
    for (uint32_t i = 0; i < columns->count; i++) {
        if (rsd_values_string(&part, columns->starts[i], err) == NULL) {
            return RSD_ERR_CORRUPT;
        }
    }
    return RSD_OK;
}

rsd_status rsd_attributes_find(const rsd_sections *file, rsd_value_columns *columns,
                               const unsigned char **values, size_t *size, rsd_error *err)
{
    const void *items;
    size_t count;
    size_t strings = 0;
    *columns = (rsd_value_columns){0};
    rsd_status status = rsd_sections_find(file, RSD_SECTION_TOKEN_VALUES, 1, &items, size, err);
    *values = items;
    if (status == RSD_OK) {
        status =
            rsd_sections_find(file, RSD_SECTION_ATTRIBUTES, sizeof(uint32_t), &items, &count, err);
        columns->starts = items;
    }
    if (status != RSD_OK || count < 2) {
        return status;
    }
    if (count > UINT32_MAX) {
        return rsd_sections_damaged(file, items, "has attributes that make no sense", err);
    }
    columns->count = (uint32_t)count - 1;
    status = rsd_sections_find(file, RSD_SECTION_VALUES, sizeof(uint32_t), &items, &strings, err);
    columns->strings = items;
    if (status == RSD_OK) {
        status =
            rsd_sections_find(file, RSD_SECTION_VALUE_BYTES, 1, &items, &columns->byte_count, err);
        columns->bytes = items;
    }
    return status == RSD_OK ? check_columns(file, columns, strings, err) : status;
}

/* ---- Names ---- */

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Notes the names of an article's attributes among those that were found. */
static rsd_status find_names(const rsd_corpus *corpus, size_t article, const char ***names,
                             size_t *count, size_t *cap, rsd_error *err)
{
    rsd_value_part part;
    rsd_status status = rsd_corpus_values(corpus, article, &part, err);
    while (status == RSD_OK && part.at < part.end) {
        uint32_t attribute;
        const unsigned char *numbers;
        status = rsd_values_next(&part, &attribute, &numbers, err);
        if (status != RSD_OK) {
            break;
        }
        const uint32_t string = part.columns->starts[attribute];
        const char *name = part.columns->bytes + part.columns->strings[string];
        size_t i = 0;
        while (i < *count && (*names)[i] != name && strcmp((*names)[i], name) != 0) {
            i++;
        }
        if (i == *count) {
            if (rsd_grow((void **)names, cap, *count + 1, sizeof **names) != RSD_OK) {
                return rsd_fail_nomem(err);
            }
            (*names)[(*count)++] = name;
        }
    }
    return status;
}

rsd_status rsd_attributes_count(rsd_corpus *corpus, rsd_error *err)
{
    corpus->info.attributes = 0;
    if (!rsd_corpus_has_values(corpus)) {
        return RSD_OK;
    }
    const char **names = NULL;
    size_t count = 0;
    size_t cap = 0;
    rsd_status status = RSD_OK;
    for (size_t i = 0; i < corpus->info.articles && status == RSD_OK; i++) {
        status = find_names(corpus, i, &names, &count, &cap, err);
    }
    if (status == RSD_OK && count > 0) {
        qsort((void *)names, count, sizeof *names, compare_names);
        corpus->attribute_names = rsd_arena_alloc(&corpus->arena, count * sizeof *names);
        if (corpus->attribute_names == NULL) {
            status = rsd_fail_nomem(err);
        } else {
            memcpy((void *)corpus->attribute_names, (void *)names, count * sizeof *names);
            corpus->info.attributes = count;
        }
    }
    rsd_free((void *)names);
    return status;
}

void rsd_attribute_names_write(const rsd_corpus *corpus, rsd_writer *out)
{
    if (corpus->info.attributes == 0) {
        return;
    }
    rsd_writer_begin(out, RSD_SECTION_ATTRIBUTE_NAMES);
    for (size_t i = 0; i < corpus->info.attributes; i++) {
        rsd_writer_put(out, corpus->attribute_names[i], strlen(corpus->attribute_names[i]) + 1);
    }
}

rsd_status rsd_attribute_names_read(rsd_corpus *corpus, const rsd_sections *catalog, rsd_error *err)
{
    const void *items;
    size_t size;
    rsd_status status =
        rsd_sections_find(catalog, RSD_SECTION_ATTRIBUTE_NAMES, 1, &items, &size, err);
    if (status == RSD_OK) {
        status = rsd_sections_verify(catalog, items, size, err);
    }
    const char *at = items;
    if (status != RSD_OK || size == 0) {
        return status;
    }
    const char *end = at + size;
    if (end[-1] != '\0') {
        return rsd_sections_damaged(catalog, items, "has attributes that make no sense", err);
    }
    size_t count = 0;
    for (const char *s = at; s < end; s += strlen(s) + 1) {
        count++;
    }
    corpus->attribute_names = rsd_arena_alloc(&corpus->arena, count * sizeof(char *));
    if (corpus->attribute_names == NULL) {
        return rsd_fail_nomem(err);
    }
    for (size_t i = 0; i < count; i++) {
        corpus->attribute_names[i] = at;
        at += strlen(at) + 1;
    }
    corpus->info.attributes = count;
    return RSD_OK;
}

const char *rsd_attribute_name(const rsd_corpus *corpus, size_t attribute)
{
    return attribute < corpus->info.attributes ? corpus->attribute_names[attribute] : NULL;
}

/* ---- Values ---- */

/* Sets the values of an attribute whose numbers end at part->at. */
static rsd_status decode_values(const rsd_value_part *part, uint32_t attribute,
                                const unsigned char *at, rsd_values *values, rsd_error *err)
{
    const uint32_t start = part->columns->starts[attribute];
    for (uint32_t i = 0; i < part->token_count; i++) {
        uint32_t number;
        if (!rsd_values_number(part, attribute, &at, part->at, &number)) {
            return rsd_values_damaged(part, err);
        }
        values->items[i] = number == 0 ? NULL : rsd_values_string(part, start + number, err);
        if (number > 0 && values->items[i] == NULL) {
            return RSD_ERR_CORRUPT;
        }
    }
    return at == part->at ? RSD_OK : rsd_values_damaged(part, err);
}

rsd_status rsd_article_values(const rsd_corpus *corpus, size_t article, size_t attribute,
                              rsd_values *values, rsd_error *err)
{
    rsd_value_part part;
    const char *wanted = rsd_attribute_name(corpus, attribute);
    if (wanted == NULL || article >= corpus->info.articles) {
        return rsd_fail(err, RSD_ERR_NOT_FOUND, NULL, 0, RSD_NO_OFFSET,
                        "there is no attribute %zu of an article %zu", attribute, article);
    }
    rsd_status status = rsd_corpus_values(corpus, article, &part, err);
    if (status != RSD_OK) {
        return status;
    }
    if (rsd_grow((void **)&values->items, &values->cap, part.token_count, sizeof *values->items) !=
        RSD_OK) {
        return rsd_fail_nomem(err);
    }
    values->len = part.token_count;
    for (size_t i = 0; i < values->len; i++) {
        values->items[i] = NULL;
    }
    while (status == RSD_OK && part.at < part.end) {
        uint32_t found = 0;
        const unsigned char *numbers = NULL;
        status = rsd_values_next(&part, &found, &numbers, err);
        if (status != RSD_OK) {
            break;
        }
        const uint32_t string = part.columns->starts[found];
        if (strcmp(part.columns->bytes + part.columns->strings[string], wanted) == 0) {
            return decode_values(&part, found, numbers, values, err);
        }
    }
    return status;
}

void rsd_values_free(rsd_values *values)
{
    if (values != NULL) {
        rsd_free((void *)values->items);
        *values = (rsd_values){0};
    }
}

rsd_status rsd_attributes_check(const rsd_corpus *corpus, size_t article, rsd_values *values,
                                rsd_error *err)
{
    rsd_status status = RSD_OK;
    for (size_t i = 0; i < corpus->info.attributes && status == RSD_OK; i++) {
        status = rsd_article_values(corpus, article, i, values, err);
    }
    return status;
}
