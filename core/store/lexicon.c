/* lexicon.c: interning of forms, and their order by key. */
#include "store/lexicon.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static uint64_t hash_form(const char *form, size_t n, unsigned tag)
{
    uint64_t h = 0xcbf29ce484222325U ^ tag;
    for (size_t i = 0; i < n; i++) {
        h = (h ^ (unsigned char)form[i]) * 0x100000001b3U;
    }
    return h ^ (h >> 32);
}

/* What sets types of one form apart. */
static unsigned tag_of(rsd_lang lang, rsd_kind kind)
{
    return (unsigned)lang << 8 | (unsigned)kind;
}

/* The slot of the form, or the free one where it belongs. */
static size_t find_slot(const rsd_lexicon *lexicon, const char *form, size_t n, unsigned tag)
{
    size_t mask = lexicon->slot_count - 1;
    for (size_t i = hash_form(form, n, tag) & mask;; i = (i + 1) & mask) {
        uint32_t slot = lexicon->slots[i];
        if (slot == 0) {
            return i;
        }
        const rsd_type *type = &lexicon->types[slot - 1];
        if (type->form_len == n && tag_of(type->lang, type->kind) == tag &&
            memcmp(lexicon->bytes.data + type->form, form, n) == 0) {
            return i;
        }
    }
}

static rsd_status grow_slots(rsd_lexicon *lexicon)
{
    size_t count = lexicon->slot_count == 0 ? 1024 : lexicon->slot_count * 2;
    uint32_t *slots = rsd_alloc(count * sizeof *slots);
    if (slots == NULL) {
        return RSD_ERR_NOMEM;
    }
    memset(slots, 0, count * sizeof *slots);
    rsd_free(lexicon->slots);
    lexicon->slots = slots;
    lexicon->slot_count = count;
    for (size_t id = 0; id < lexicon->len; id++) {
        const rsd_type *type = &lexicon->types[id];
        size_t slot = find_slot(lexicon, lexicon->bytes.data + type->form, type->form_len,
                                tag_of(type->lang, type->kind));
        slots[slot] = (uint32_t)id + 1;
    }
    return RSD_OK;
}

rsd_status rsd_lexicon_intern(rsd_lexicon *lexicon, const char *form, size_t n, rsd_lang lang,
                              rsd_kind kind, uint32_t *id)
{
    rsd_status status;
    if (lexicon->slot_count < (lexicon->len + 1) * 2 && (status = grow_slots(lexicon)) != RSD_OK) {
        return status;
    }
    size_t slot = find_slot(lexicon, form, n, tag_of(lang, kind));
    if (lexicon->slots[slot] == 0) {
        if (lexicon->len >= UINT32_MAX - 1) {
            return RSD_ERR_LIMIT;
        }
        uint64_t at = lexicon->bytes.len;
        if ((status = RSD_GROW(lexicon->types, lexicon->cap, lexicon->len + 1)) != RSD_OK ||
            (status = rsd_buf_add(&lexicon->bytes, form, n)) != RSD_OK) {
            return status;
        }
        lexicon->types[lexicon->len++] = (rsd_type){
            .form = at, .form_len = (uint32_t)n, .lang = (uint8_t)lang, .kind = (uint8_t)kind};
        lexicon->slots[slot] = (uint32_t)lexicon->len;
    }
    *id = lexicon->slots[slot] - 1;
    lexicon->types[*id].count++;
    return RSD_OK;
}

/* Writes the key of a type behind the forms, unless it is the form. */
static rsd_status add_key(rsd_lexicon *lexicon, rsd_type *type, rsd_buf *scratch)
{
    scratch->len = 0;
    rsd_status status = rsd_form(RSD_KEY, (rsd_lang)type->lang, lexicon->bytes.data + type->form,
                                 type->form_len, scratch, NULL, NULL);
    if (status != RSD_OK) {
        return status;
    }
    type->key = type->form;
    type->key_len = type->form_len;
    bool same = scratch->len == 0 ||
                (scratch->len == type->form_len &&
                 memcmp(scratch->data, lexicon->bytes.data + type->form, scratch->len) == 0);
    if (!same) {
        uint64_t at = lexicon->bytes.len;
        if ((status = rsd_buf_add(&lexicon->bytes, scratch->data, scratch->len)) != RSD_OK) {
            return status;
        }
        type->key = at;
        type->key_len = (uint32_t)scratch->len;
    }
    return RSD_OK;
}

static int compare_bytes(const char *a, size_t a_len, const char *b, size_t b_len)
{
    int order = memcmp(a, b, a_len < b_len ? a_len : b_len);
    return order != 0 ? order : (a_len > b_len) - (a_len < b_len);
}

static int compare_types(const void *a, const void *b, void *context)
{
    const rsd_lexicon *lexicon = context;
    const rsd_type *x = &lexicon->types[*(const uint32_t *)a];
    const rsd_type *y = &lexicon->types[*(const uint32_t *)b];
    const char *bytes = lexicon->bytes.data;
    int order = compare_bytes(bytes + x->key, x->key_len, bytes + y->key, y->key_len);
    if (order == 0) {
        order = compare_bytes(bytes + x->form, x->form_len, bytes + y->form, y->form_len);
    }
    unsigned x_tag = tag_of(x->lang, x->kind);
    unsigned y_tag = tag_of(y->lang, y->kind);
    return order != 0 ? order : (x_tag > y_tag) - (x_tag < y_tag);
}

rsd_status rsd_lexicon_finish(rsd_lexicon *lexicon, uint32_t **remap)
{
    rsd_status status = RSD_OK;
    rsd_buf scratch = {0};
    uint32_t *order = rsd_alloc(lexicon->len * sizeof *order);
    uint32_t *new_ids = rsd_alloc(lexicon->len * sizeof *new_ids);
    rsd_type *sorted = rsd_alloc(lexicon->len * sizeof *sorted);
    if (order == NULL || new_ids == NULL || sorted == NULL) {
        status = RSD_ERR_NOMEM;
        goto cleanup;
    }
    for (size_t i = 0; i < lexicon->len; i++) {
        order[i] = (uint32_t)i;
        if ((status = add_key(lexicon, &lexicon->types[i], &scratch)) != RSD_OK) {
            goto cleanup;
        }
    }
    if (lexicon->len > 0) {
        qsort_r(order, lexicon->len, sizeof *order, compare_types, lexicon);
    }
    for (size_t i = 0; i < lexicon->len; i++) {
        sorted[i] = lexicon->types[order[i]];
        new_ids[order[i]] = (uint32_t)i;
    }
    rsd_free(lexicon->types);
    lexicon->types = sorted;
    lexicon->cap = lexicon->len;
    sorted = NULL;
    rsd_free(lexicon->slots);
    lexicon->slots = NULL;
    lexicon->slot_count = 0;
    *remap = new_ids;
    new_ids = NULL;
cleanup:
    rsd_free(order);
    rsd_free(new_ids);
    rsd_free(sorted);
    rsd_buf_free(&scratch);
    return status;
}

static int compare_key(const rsd_lexicon *lexicon, size_t type, const char *key, size_t n)
{
    const rsd_type *t = &lexicon->types[type];
    return compare_bytes(lexicon->bytes.data + t->key, t->key_len, key, n);
}

/* The first type whose key is not less than key, or not less or equal if past is set. */
static size_t bound(const rsd_lexicon *lexicon, const char *key, size_t n, bool past)
{
    size_t low = 0;
    size_t high = lexicon->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare_key(lexicon, middle, key, n);
        if (order < 0 || (past && order == 0)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

void rsd_lexicon_range(const rsd_lexicon *lexicon, const char *key, size_t n, uint32_t *first,
                       uint32_t *last)
{
    *first = (uint32_t)bound(lexicon, key, n, false);
    *last = (uint32_t)bound(lexicon, key, n, true);
}

size_t rsd_lexicon_key_count(const rsd_lexicon *lexicon)
{
    size_t keys = 0;
    for (size_t i = 0; i < lexicon->len; i++) {
        const rsd_type *type = &lexicon->types[i];
        keys += i == 0 ||
                compare_key(lexicon, i - 1, lexicon->bytes.data + type->key, type->key_len) != 0;
    }
    return keys;
}

void rsd_lexicon_free(rsd_lexicon *lexicon)
{
    rsd_free(lexicon->types);
    rsd_free(lexicon->slots);
    rsd_buf_free(&lexicon->bytes);
    *lexicon = (rsd_lexicon){0};
}
