/* lexicon.c: interning of forms, and their order by key. */
#include "store/lexicon.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum {
    HEAD = sizeof(uint64_t[3]), /* most forms are no longer: hashed and compared without a loop */
    BATCH = 256,                /* tokens whose slots are on their way from memory at once */
    RECENT = 16384,
    SLOTS_LEAST = 1024,
    TAG_LENGTH_MOST = 0xFFFF
};

/* The length, and what sets types of one form apart. */
static uint32_t tag_of(size_t n, uint8_t lang, uint8_t kind)
{
    return (uint32_t)(n < TAG_LENGTH_MOST ? n : TAG_LENGTH_MOST) << 16 | (uint32_t)lang << 8 | kind;
}

/* Fills head with the first bytes of a form, without a branch on its length, which nothing
 * foretells. room: bytes that can be read from form on. */
static void take_head(uint64_t head[3], const char *form, size_t n, size_t room)
{
    static const unsigned char keep[HEAD * 2] = {255, 255, 255, 255, 255, 255, 255, 255,
                                                 255, 255, 255, 255, 255, 255, 255, 255,
                                                 255, 255, 255, 255, 255, 255, 255, 255};
    n = n < HEAD ? n : HEAD;
    if (room < HEAD) {
        memset(head, 0, HEAD);
        memcpy(head, form, n);
        return;
    }
    for (size_t i = 0; i < HEAD / sizeof *head; i++) {
        uint64_t mask;
        memcpy(&mask, keep + HEAD - n + i * sizeof mask, sizeof mask);
        memcpy(&head[i], form + i * sizeof *head, sizeof *head);
        head[i] &= mask;
    }
}

/* The upper bytes of a product depend on all bits; the lower ones are what choose a slot. */
static uint64_t mix(uint64_t bits)
{
    return __builtin_bswap64(bits * 0x9E3779B97F4A7C15U);
}

static uint32_t hash_form(const rsd_slot *slot, const char *form, size_t n)
{
    uint64_t h = mix(mix(mix(slot->head[0] ^ slot->tag) ^ slot->head[1]) ^ slot->head[2]);
    for (size_t i = HEAD; i < n; i += sizeof h) {
        uint64_t part = 0;
        memcpy(&part, form + i, n - i < sizeof part ? n - i : sizeof part);
        h = mix(h ^ part);
    }
    return (uint32_t)h;
}

/* Do the slots look alike? Then their types are one, unless their forms are longer than that. */
static bool is_alike(const rsd_slot *a, const rsd_slot *b)
{
    return ((a->head[0] ^ b->head[0]) | (a->head[1] ^ b->head[1]) | (a->head[2] ^ b->head[2]) |
            (a->tag ^ b->tag)) == 0;
}

static bool has_form(const rsd_lexicon *lexicon, const rsd_slot *slot, const char *form, size_t n)
{
    const rsd_type *type = &lexicon->types[slot->id - 1];
    return type->form_len == n && memcmp(lexicon->bytes.data + type->form, form, n) == 0;
}

/* The slot of the type, or the free one where it belongs. */
static rsd_slot *find_slot(const rsd_lexicon *lexicon, uint32_t hash, const rsd_slot *wanted,
                           const char *form, size_t n)
{
    const size_t mask = lexicon->slot_count - 1;
    for (size_t i = hash & mask;; i = (i + 1) & mask) {
        rsd_slot *slot = &lexicon->slots[i];
        if (slot->id == 0 ||
            (is_alike(slot, wanted) && (n <= HEAD || has_form(lexicon, slot, form, n)))) {
            return slot;
        }
    }
}

/* Leaves at least a quarter of the slots free after want more types. */
static rsd_status grow_slots(rsd_lexicon *lexicon, size_t want)
{
    size_t count = lexicon->slot_count == 0 ? SLOTS_LEAST : lexicon->slot_count;
    while (count / 4 * 3 < lexicon->len + want) {
        count *= 2;
    }
    if (count == lexicon->slot_count) {
        return RSD_OK;
    }
    rsd_slot *slots = rsd_alloc(count * sizeof *slots);
    if (slots == NULL) {
        return RSD_ERR_NOMEM;
    }
    memset(slots, 0, count * sizeof *slots);
    for (size_t i = 0; i < lexicon->slot_count; i++) {
        const rsd_slot *slot = &lexicon->slots[i];
        if (slot->id == 0) {
            continue;
        }
        const rsd_type *type = &lexicon->types[slot->id - 1];
        size_t to = hash_form(slot, lexicon->bytes.data + type->form, type->form_len);
        while (slots[to & (count - 1)].id > 0) {
            to++;
        }
        slots[to & (count - 1)] = *slot;
    }
    rsd_free(lexicon->slots);
    lexicon->slots = slots;
    lexicon->slot_count = count;
    return RSD_OK;
}

/* Makes the free slot that of a new type; the slot is filled in but for its id. */
static rsd_status add_type(rsd_lexicon *lexicon, rsd_slot *slot, const char *form,
                           const rsd_token *token)
{
    const uint32_t n = token->end - token->start;
    const uint64_t at = lexicon->bytes.len;
    if (lexicon->len >= UINT32_MAX - 1) {
        return RSD_ERR_LIMIT;
    }
    rsd_status status = RSD_GROW(lexicon->types, lexicon->cap, lexicon->len + 1);
    if (status == RSD_OK) {
        status = rsd_buf_add(&lexicon->bytes, form, n);
    }
    if (status == RSD_OK) {
        lexicon->types[lexicon->len++] =
            (rsd_type){.form = at, .form_len = n, .lang = token->lang, .kind = token->kind};
        slot->id = (uint32_t)lexicon->len;
    }
    return status;
}

/* A token in the table, and among the recent types. */
static rsd_status look_up(rsd_lexicon *lexicon, uint32_t hash, const rsd_slot *wanted,
                          const char *form, const rsd_token *token, uint32_t *id)
{
    const size_t n = token->end - token->start;
    rsd_slot *slot = find_slot(lexicon, hash, wanted, form, n);
    if (slot->id == 0) {
        *slot = *wanted;
        rsd_status status = add_type(lexicon, slot, form, token);
        if (status != RSD_OK) {
            return status;
        }
    }
    *id = slot->id - 1;
    if (n <= HEAD) {
        rsd_slot *recent = &lexicon->recent[hash % RECENT];
        *recent = *wanted;
        recent->id = slot->id;
    }
    return RSD_OK;
}

/* The ids of a batch. Slots are anywhere in memory: all are asked for before the first is looked
 * at, except those of recent types. */
static rsd_status intern_batch(rsd_lexicon *lexicon, const char *source, size_t n,
                               const rsd_token *tokens, size_t count, uint32_t *ids)
{
    rsd_slot wanted[BATCH]; /* as the slots will be, but for their ids */
    uint32_t hashes[BATCH];
    uint8_t open[BATCH]; /* the tokens of no recent type */
    size_t open_count = 0;
    rsd_status status = grow_slots(lexicon, count);
    if (status != RSD_OK) {
        return status;
    }
    for (size_t i = 0; i < count; i++) {
        const char *form = source + tokens[i].start;
        const size_t len = tokens[i].end - tokens[i].start;
        wanted[i].tag = tag_of(len, tokens[i].lang, tokens[i].kind);
        wanted[i].id = 0;
        take_head(wanted[i].head, form, len, n - tokens[i].start);
        hashes[i] = hash_form(&wanted[i], form, len);
    }
    for (size_t i = 0; i < count; i++) {
        const rsd_slot *recent = &lexicon->recent[hashes[i] % RECENT];
        ids[i] = recent->id - 1;
        open[open_count] = (uint8_t)i;
        open_count += !is_alike(recent, &wanted[i]);
    }
    for (size_t i = 0; i < open_count; i++) {
        __builtin_prefetch(&lexicon->slots[hashes[open[i]] & (lexicon->slot_count - 1)], 1);
    }
    for (size_t i = 0; i < open_count && status == RSD_OK; i++) {
        const size_t k = open[i];
        status =
            look_up(lexicon, hashes[k], &wanted[k], source + tokens[k].start, &tokens[k], &ids[k]);
    }
    return status;
}

static rsd_status start_recent(rsd_lexicon *lexicon)
{
    const size_t size = RECENT * sizeof *lexicon->recent;
    lexicon->recent = rsd_alloc(size);
    if (lexicon->recent == NULL) {
        return RSD_ERR_NOMEM;
    }
    memset(lexicon->recent, 0xFF, size); /* the tag of no token */
    return RSD_OK;
}

rsd_status rsd_lexicon_intern(rsd_lexicon *lexicon, const char *source, size_t n,
                              const rsd_token *tokens, size_t count, uint32_t *ids)
{
    rsd_status status = lexicon->recent == NULL ? start_recent(lexicon) : RSD_OK;
    for (size_t i = 0; i < count && status == RSD_OK; i += BATCH) {
        size_t some = count - i < BATCH ? count - i : BATCH;
        status = intern_batch(lexicon, source, n, tokens + i, some, ids + i);
    }
    return status;
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
    uint32_t x_tag = tag_of(0, x->lang, x->kind);
    uint32_t y_tag = tag_of(0, y->lang, y->kind);
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
    rsd_free(lexicon->recent);
    lexicon->slots = NULL;
    lexicon->slot_count = 0;
    lexicon->recent = NULL;
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
    rsd_free(lexicon->recent);
    rsd_buf_free(&lexicon->bytes);
    *lexicon = (rsd_lexicon){0};
}
