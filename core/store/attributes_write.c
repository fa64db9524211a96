/* attributes_write.c: attributes of tokens into a corpus in memory, and into segments. */
#include "store/segment.h"
#include "store/store_int.h"
#include "store/varint.h"

#include <string.h>
#include <xxhash.h>

/* ---- Names and values ---- */

struct rsd_known_value {
    uint32_t at;        /* in bytes */
    uint32_t attribute; /* whose value it is, or NAMES */
    uint32_t number;    /* of the value, or of the attribute whose name it is */
};

#define NAMES UINT32_MAX

static const char *string_of(const rsd_value_lexicon *lexicon, const struct rsd_known_value *value)
{
    return lexicon->bytes.data + value->at;
}

static uint32_t hash_string(uint32_t attribute, const char *s)
{
    return (uint32_t)XXH3_64bits_withSeed(s, strlen(s), attribute);
}

/* The slot of a string, or the free one where it belongs. */
static uint32_t *find_slot(const rsd_value_lexicon *lexicon, uint32_t attribute, const char *s)
{
    const size_t mask = lexicon->slot_count - 1;
    for (size_t at = hash_string(attribute, s);; at++) {
        uint32_t *slot = &lexicon->slots[at & mask];
        if (*slot == 0) {
            return slot;
        }
        const struct rsd_known_value *value = &lexicon->values[*slot - 1];
        if (value->attribute == attribute && strcmp(string_of(lexicon, value), s) == 0) {
            return slot;
        }
    }
}

/* Leaves at least half of the slots free after one string more. */
static rsd_status grow_slots(rsd_value_lexicon *lexicon)
{
    enum { LEAST = 1024 };
    if (lexicon->len * 2 < lexicon->slot_count) {
        return RSD_OK;
    }
    const size_t count = lexicon->slot_count == 0 ? LEAST : lexicon->slot_count * 4;
    uint32_t *slots = rsd_alloc(count * sizeof *slots);
    if (slots == NULL) {
        return RSD_ERR_NOMEM;
    }
    memset(slots, 0, count * sizeof *slots);
    rsd_free(lexicon->slots);
    lexicon->slots = slots;
    lexicon->slot_count = count;
    for (size_t i = 0; i < lexicon->len; i++) {
        const struct rsd_known_value *value = &lexicon->values[i];
        *find_slot(lexicon, value->attribute, string_of(lexicon, value)) = (uint32_t)i + 1;
    }
    return RSD_OK;
}

/* Gives a new string its number. */
static rsd_status add_string(rsd_value_lexicon *lexicon, uint32_t attribute, const char *s)
{
    const size_t size = strlen(s) + 1;
    if (lexicon->len >= UINT32_MAX - 1 || lexicon->bytes.len + size > UINT32_MAX) {
        return RSD_ERR_LIMIT;
    }
    if (RSD_GROW(lexicon->values, lexicon->cap, lexicon->len + 1) != RSD_OK ||
        RSD_GROW(lexicon->sizes, lexicon->count_cap, lexicon->count + 1) != RSD_OK) {
        return RSD_ERR_NOMEM;
    }
    const uint32_t at = (uint32_t)lexicon->bytes.len;
    rsd_status status = rsd_buf_add(&lexicon->bytes, s, size);
    if (status != RSD_OK) {
        return status;
    }
    uint32_t number = (uint32_t)lexicon->count;
    if (attribute == NAMES) {
        lexicon->sizes[lexicon->count++] = 0;
    } else {
        number = ++lexicon->sizes[attribute];
    }
    lexicon->values[lexicon->len++] = (struct rsd_known_value){at, attribute, number};
    return RSD_OK;
}

/* The number of a value of an attribute, or of an attribute among the NAMES; new or known. */
static rsd_status intern(rsd_value_lexicon *lexicon, uint32_t attribute, const char *s,
                         uint32_t *number)
{
    rsd_status status = grow_slots(lexicon);
    if (status != RSD_OK) {
        return status;
    }
    uint32_t *slot = find_slot(lexicon, attribute, s);
    if (*slot == 0) {
        status = add_string(lexicon, attribute, s);
        if (status != RSD_OK) {
            return status;
        }
        *slot = (uint32_t)lexicon->len;
    }
    *number = lexicon->values[*slot - 1].number;
    return RSD_OK;
}

/* Puts the strings in the order of the columns. */
static rsd_status make_columns(const rsd_value_lexicon *lexicon, rsd_arena *arena,
                               rsd_value_columns *columns)
{
    const size_t len = lexicon->len;
    uint32_t *starts = rsd_arena_alloc(arena, (lexicon->count + 1) * sizeof *starts);
    uint32_t *strings = rsd_arena_alloc(arena, (len + 1) * sizeof *strings);
    char *bytes = rsd_arena_alloc(arena, lexicon->bytes.len);
    if (starts == NULL || strings == NULL || bytes == NULL) {
        return RSD_ERR_NOMEM;
    }
    starts[0] = 0;
    for (size_t i = 0; i < lexicon->count; i++) {
        starts[i + 1] = starts[i] + 1 + lexicon->sizes[i];
    }
    for (size_t i = 0; i < len; i++) {
        const struct rsd_known_value *value = &lexicon->values[i];
        const bool is_name = value->attribute == NAMES;
        strings[is_name ? starts[value->number] : starts[value->attribute] + value->number] =
            value->at;
    }
    uint32_t at = 0;
    for (size_t i = 0; i < len; i++) {
        const char *s = lexicon->bytes.data + strings[i];
        const uint32_t size = (uint32_t)strlen(s) + 1;
        memcpy(bytes + at, s, size);
        strings[i] = at;
        at += size;
    }
    strings[len] = at;
    *columns = (rsd_value_columns){.starts = starts,
                                   .count = (uint32_t)lexicon->count,
                                   .strings = strings,
                                   .bytes = bytes,
                                   .byte_count = at};
    return RSD_OK;
}

size_t rsd_value_lexicon_memory(const rsd_value_lexicon *lexicon)
{
    return lexicon->cap * sizeof *lexicon->values + lexicon->bytes.cap +
           lexicon->slot_count * sizeof *lexicon->slots;
}

void rsd_value_lexicon_free(rsd_value_lexicon *lexicon)
{
    rsd_free(lexicon->values);
    rsd_free(lexicon->sizes);
    rsd_free(lexicon->slots);
    rsd_buf_free(&lexicon->bytes);
    rsd_buf_free(&lexicon->encoded);
    rsd_buf_free(&lexicon->numbers);
    *lexicon = (rsd_value_lexicon){0};
}

/* ---- Documents ---- */

/* Adds to what is encoded an attribute whose numbers have been put together. */
static rsd_status add_attribute(rsd_value_lexicon *lexicon, uint32_t attribute)
{
    const rsd_buf *numbers = &lexicon->numbers;
    if (numbers->len > UINT32_MAX) {
        return RSD_ERR_LIMIT;
    }
    rsd_status status = rsd_varint_add(&lexicon->encoded, attribute);
    if (status == RSD_OK) {
        status = rsd_varint_add(&lexicon->encoded, (uint32_t)numbers->len);
    }
    return status == RSD_OK ? rsd_buf_add(&lexicon->encoded, numbers->data, numbers->len) : status;
}

/* Puts the numbers of an attribute together: each token has the value of the input's token that
 * covers its start. */
static rsd_status number_values(rsd_value_lexicon *lexicon, const rsd_document *document,
                                const char *const *values, const rsd_layout *layout,
                                uint32_t attribute, bool *is_used)
{
    rsd_status status = RSD_OK;
    size_t span = 0;
    *is_used = false;
    lexicon->numbers.len = 0;
    for (size_t i = 0; i < layout->token_count && status == RSD_OK; i++) {
        const uint32_t start = layout->tokens[i].start;
        while (span < document->span_count && document->spans[span].end <= start) {
            span++;
        }
        const bool is_covered = span < document->span_count && document->spans[span].start <= start;
        uint32_t number = 0;
        if (is_covered && values[span] != NULL) {
            status = intern(lexicon, attribute, values[span], &number);
            *is_used = true;
        }
        if (status == RSD_OK) {
            status = rsd_varint_add(&lexicon->numbers, number);
        }
    }
    return status;
}

rsd_status rsd_attributes_add(rsd_corpus *corpus, const rsd_document *document,
                              const rsd_layout *layout, rsd_value_bytes *out)
{
    rsd_value_lexicon *lexicon = &corpus->values;
    rsd_status status = RSD_OK;
    *out = (rsd_value_bytes){0};
    lexicon->encoded.len = 0;
    for (size_t i = 0; i < document->attribute_count && status == RSD_OK; i++) {
        const rsd_attribute *attribute = &document->attributes[i];
        uint32_t number;
        bool is_used = false;
        status = intern(lexicon, NAMES, attribute->name, &number);
        if (status == RSD_OK) {
            status = number_values(lexicon, document, attribute->values, layout, number, &is_used);
        }
        if (status == RSD_OK && is_used) {
            status = add_attribute(lexicon, number);
        }
    }
    if (status != RSD_OK || lexicon->encoded.len == 0) {
        return status;
    }
    out->size = lexicon->encoded.len;
    out->bytes = (const unsigned char *)rsd_arena_copy(&corpus->arena, lexicon->encoded.data,
                                                       lexicon->encoded.len);
    return out->bytes == NULL ? RSD_ERR_NOMEM : RSD_OK;
}

rsd_status rsd_attributes_finish(rsd_corpus *corpus)
{
    if (corpus->values.count == 0) {
        return RSD_OK;
    }
    rsd_status status = make_columns(&corpus->values, &corpus->arena, &corpus->value_columns);
    rsd_value_lexicon_free(&corpus->values);
    return status;
}

/* ---- Segments ---- */

typedef struct writing {
    const rsd_corpus *corpus;
    rsd_writer *out;
    rsd_error *err;
    rsd_value_lexicon lexicon;
    rsd_arena arena;
    uint32_t **maps; /* of each segment, or of memory: of its strings the new numbers, or 0; those
                        of names are one more */
} writing;

static size_t source_count(const rsd_corpus *corpus)
{
    return corpus->store == NULL ? 1 : corpus->store->segment_count;
}

static rsd_status find_map(writing *w, const rsd_value_part *part, uint32_t **map)
{
    uint32_t **at = &w->maps[part->segment];
    if (*at == NULL) {
        const size_t size = part->columns->starts[part->columns->count] * sizeof **at;
        *at = rsd_arena_alloc(&w->arena, size);
        if (*at == NULL) {
            return RSD_ERR_NOMEM;
        }
        memset(*at, 0, size);
    }
    *map = *at;
    return RSD_OK;
}

static rsd_status fail(const writing *w, rsd_status status)
{
    return status == RSD_ERR_NOMEM ? rsd_fail_nomem(w->err)
                                   : rsd_fail(w->err, status, NULL, 0, RSD_NO_OFFSET,
                                              "these are more values of attributes than a segment "
                                              "holds");
}

/* The new number of a string that has none yet. */
static rsd_status take_string(writing *w, const rsd_value_part *part, uint32_t string,
                              uint32_t attribute, uint32_t *number)
{
    const char *s = rsd_values_string(part, string, w->err);
    if (s == NULL) {
        return RSD_ERR_CORRUPT;
    }
    rsd_status status = intern(&w->lexicon, attribute, s, number);
    return status == RSD_OK ? RSD_OK : fail(w, status);
}

/* Adds an attribute of a document, with the new numbers, to what is encoded. */
static rsd_status take_attribute(writing *w, const rsd_value_part *part, uint32_t attribute,
                                 const unsigned char *at)
{
    uint32_t *map;
    uint32_t number = 0;
    const uint32_t start = part->columns->starts[attribute];
    rsd_status status = find_map(w, part, &map);
    if (status != RSD_OK) {
        return fail(w, status);
    }
    if (map[start] == 0) {
        status = take_string(w, part, start, NAMES, &number);
        map[start] = status == RSD_OK ? number + 1 : 0;
    }
    const uint32_t renumbered = map[start] - 1;
    w->lexicon.numbers.len = 0;
    for (uint32_t i = 0; i < part->token_count && status == RSD_OK; i++) {
        if (!rsd_values_number(part, attribute, &at, part->at, &number)) {
            return rsd_values_damaged(part, w->err);
        }
        if (number > 0) {
            uint32_t *known = &map[start + number];
            if (*known == 0) {
                status = take_string(w, part, start + number, renumbered, known);
            }
            number = *known;
        }
        if (status == RSD_OK && rsd_varint_add(&w->lexicon.numbers, number) != RSD_OK) {
            status = fail(w, RSD_ERR_NOMEM);
        }
    }
    if (status == RSD_OK) {
        const rsd_status added = add_attribute(&w->lexicon, renumbered);
        status = added == RSD_OK ? RSD_OK : fail(w, added);
    }
    return status;
}

static rsd_status write_document(writing *w, size_t article)
{
    rsd_value_part part;
    rsd_status status = rsd_corpus_values(w->corpus, article, &part, w->err);
    w->lexicon.encoded.len = 0;
    while (status == RSD_OK && part.at < part.end) {
        uint32_t attribute;
        const unsigned char *numbers;
        status = rsd_values_next(&part, &attribute, &numbers, w->err);
        if (status == RSD_OK) {
            status = take_attribute(w, &part, attribute, numbers);
        }
    }
    if (status == RSD_OK) {
        rsd_writer_put(w->out, w->lexicon.encoded.data, w->lexicon.encoded.len);
    }
    return status;
}

static rsd_status write_columns(writing *w)
{
    rsd_value_columns columns;
    rsd_status status = make_columns(&w->lexicon, &w->arena, &columns);
    if (status != RSD_OK) {
        return fail(w, status);
    }
    const uint32_t strings = columns.starts[columns.count];
    rsd_writer_begin(w->out, RSD_SECTION_ATTRIBUTES);
    rsd_writer_put(w->out, columns.starts, (columns.count + 1) * sizeof *columns.starts);
    rsd_writer_begin(w->out, RSD_SECTION_VALUES);
    rsd_writer_put(w->out, columns.strings, (strings + (size_t)1) * sizeof *columns.strings);
    rsd_writer_begin(w->out, RSD_SECTION_VALUE_BYTES);
    rsd_writer_put(w->out, columns.bytes, columns.byte_count);
    return RSD_OK;
}

rsd_status rsd_attributes_write(const rsd_corpus *corpus, rsd_doc_record *records, rsd_writer *out,
                                rsd_error *err)
{
    if (!rsd_corpus_has_values(corpus)) {
        return RSD_OK;
    }
    writing w = {.corpus = corpus, .out = out, .err = err};
    const size_t size = source_count(corpus) * sizeof *w.maps;
    rsd_status status = RSD_OK;
    w.maps = rsd_alloc(size);
    if (w.maps == NULL) {
        return rsd_fail_nomem(err);
    }
    memset((void *)w.maps, 0, size);
    rsd_writer_begin(out, RSD_SECTION_TOKEN_VALUES);
    for (size_t i = 0; i <= corpus->info.articles && status == RSD_OK; i++) {
        const uint64_t at = rsd_writer_tell(out);
        records[i].values = (uint32_t)at;
        if (at > UINT32_MAX) {
            status = fail(&w, RSD_ERR_LIMIT);
        } else if (i < corpus->info.articles) {
            status = write_document(&w, i);
        }
    }
    if (status == RSD_OK) {
        status = write_columns(&w);
    }
    rsd_value_lexicon_free(&w.lexicon);
    rsd_arena_free(&w.arena);
    rsd_free((void *)w.maps);
    return status;
}
