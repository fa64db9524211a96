/* lexicon.c: interning of forms, and their order by key. */
#include "store/lexicon.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum {
    RECENT_MOST = 65536, /* types; a power of two */
    SLOTS_LEAST = 1024,
    STRIDE = 32, /* tokens */
    CACHE_LINE = 64
};

/* Fills in the slot of a form, but for its id, without a branch on its length, which nothing
 * foretells. room: bytes that can be read from form on. */
static void take_form(rsd_slot *slot, const char *form, size_t room, const rsd_token *token)
{
    static const unsigned char keep[RSD_HEAD * 2] = {255, 255, 255, 255, 255, 255, 255, 255,
                                                     255, 255, 255, 255, 255, 255, 255, 255,
                                                     255, 255, 255, 255, 255, 255, 255, 255};
    const size_t n = token->end - token->start;
    const size_t kept = n < RSD_HEAD ? n : RSD_HEAD;
    if (room < RSD_HEAD) {
        memset(slot->head, 0, RSD_HEAD);
        memcpy(slot->head, form, kept);
    } else {
        for (size_t i = 0; i < RSD_HEAD / sizeof *slot->head; i++) {
            uint64_t mask;
            memcpy(&mask, keep + RSD_HEAD - kept + i * sizeof mask, sizeof mask);
            memcpy(&slot->head[i], form + i * sizeof *slot->head, sizeof *slot->head);
            slot->head[i] &= mask;
        }
    }
    slot->tag = rsd_slot_tag(n, token->lang, token->kind);
    slot->id = 0;
}

/* The hash of a form whose slot has the given one: long forms go on behind their head. */
static uint32_t hash_form(uint32_t hash, const char *form, size_t n)
{
    uint64_t h = hash;
    for (size_t i = RSD_HEAD; i < n; i += sizeof h) {
        uint64_t part = 0;
        memcpy(&part, form + i, n - i < sizeof part ? n - i : sizeof part);
        h = (h ^ part) * 0x9E3779B97F4A7C15U;
        h ^= h >> 32;
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

/* Where to look for a type next: two slots share a line of the cache, so they come in pairs. */
static size_t probe(uint32_t hash, size_t step, size_t mask)
{
    return ((hash ^ (step & 1)) + (step & ~(size_t)1)) & mask;
}

/* The slot of the type, or the free one where it belongs. */
static rsd_slot *find_slot(const rsd_lexicon *lexicon, uint32_t hash, const rsd_slot *wanted,
                           const char *form, size_t n)
{
    const size_t mask = lexicon->slot_count - 1;
    for (size_t step = 0;; step++) {
        rsd_slot *slot = &lexicon->slots[probe(hash, step, mask)];
        if (slot->id == 0 ||
            (is_alike(slot, wanted) && (n <= RSD_HEAD || has_form(lexicon, slot, form, n)))) {
            return slot;
        }
    }
}

/* Slots of which none lies in two lines of the cache, each byte set; NULL if there is no memory. */
static rsd_slot *new_slots(size_t count, int byte, void **memory)
{
    const size_t size = count * sizeof(rsd_slot);
    char *block = rsd_alloc(size + CACHE_LINE);
    if (block == NULL) {
        return NULL;
    }
    *memory = block;
    return memset(block + (CACHE_LINE - (uintptr_t)block % CACHE_LINE), byte, size);
}

/* As many recent types as slots, up to the most; those that there were are forgotten. */
static rsd_status grow_recent(rsd_lexicon *lexicon, size_t count)
{
    count = count < RECENT_MOST ? count : RECENT_MOST;
    if (lexicon->recent != NULL && lexicon->recent_mask == count - 1) {
        return RSD_OK;
    }
    void *memory;
    rsd_slot *recent = new_slots(count, 0xFF, &memory); /* the tag of no token */
    if (recent == NULL) {
        return RSD_ERR_NOMEM;
    }
    rsd_free(lexicon->recent_memory);
    lexicon->recent_memory = memory;
    lexicon->recent = recent;
    lexicon->recent_mask = (uint32_t)(count - 1);
    return RSD_OK;
}

/* As many slots, from so many on, as leave at least a quarter of them free beside the types. */
static size_t slots_for(size_t count, size_t types)
{
    while (count / 4 * 3 < types) {
        count *= 2;
    }
    return count;
}

size_t rsd_lexicon_slots_size(const rsd_lexicon *lexicon)
{
    return slots_for(SLOTS_LEAST, lexicon->len) * sizeof *lexicon->slots;
}

/* Makes room for want more types. */
static rsd_status grow_slots(rsd_lexicon *lexicon, size_t want)
{
    const size_t count = slots_for(lexicon->slot_count == 0 ? SLOTS_LEAST : lexicon->slot_count,
                                   lexicon->len + want);
    if (count == lexicon->slot_count) {
        return RSD_OK;
    }
    rsd_status status = grow_recent(lexicon, count);
    void *memory;
    rsd_slot *slots = status == RSD_OK ? new_slots(count, 0, &memory) : NULL;
    if (slots == NULL) {
        return RSD_ERR_NOMEM;
    }
    for (size_t i = 0; i < lexicon->slot_count; i++) {
        const rsd_slot *slot = &lexicon->slots[i];
        if (slot->id == 0) {
            continue;
        }
        uint32_t hash = rsd_slot_hash(slot);
        if (slot->tag >> 16 > RSD_HEAD) {
            const rsd_type *type = &lexicon->types[slot->id - 1];
            hash = hash_form(hash, lexicon->bytes.data + type->form, type->form_len);
        }
        size_t step = 0;
        while (slots[probe(hash, step, count - 1)].id > 0) {
            step++;
        }
        slots[probe(hash, step, count - 1)] = *slot;
    }
    rsd_free(lexicon->slot_memory);
    lexicon->slot_memory = memory;
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
    rsd_slot *slot = find_slot(lexicon, hash_form(hash, form, n), wanted, form, n);
    if (slot->id == 0) {
        *slot = *wanted;
        rsd_status status = add_type(lexicon, slot, form, token);
        if (status != RSD_OK) {
            return status;
        }
    }
    *id = slot->id - 1;
    if (n <= RSD_HEAD) {
        rsd_slot *recent = &lexicon->recent[hash & lexicon->recent_mask];
        *recent = *wanted;
        recent->id = slot->id;
    }
    return RSD_OK;
}

/* Sets the slots and hashes of a batch of tokens, and asks for their recent types. */
static void take_batch(const rsd_lexicon *lexicon, const char *source, size_t n,
                       const rsd_token *tokens, size_t count, rsd_batch *batch)
{
    size_t whole = rsd_simd() ? count : 0; /* tokens with a block of text from their start on */
    while (whole > 0 && n - tokens[whole - 1].start < RSD_BLOCK) {
        whole--;
    }
    if (whole > 0) {
        rsd_simd_take(lexicon->recent, lexicon->recent_mask, source, tokens, whole, batch);
    }
    for (size_t i = whole; i < count; i++) {
        take_form(&batch->slots[i], source + tokens[i].start, n - tokens[i].start, &tokens[i]);
        batch->hashes[i] = rsd_slot_hash(&batch->slots[i]);
        __builtin_prefetch(&lexicon->recent[batch->hashes[i] & lexicon->recent_mask]);
    }
}

/* Sets the ids of the tokens from first to stop that are of recent types; the others are open. */
static void find_recent(const rsd_lexicon *lexicon, size_t first, size_t stop, uint32_t *ids,
                        rsd_batch *batch)
{
    if (rsd_simd()) {
        rsd_simd_recent(lexicon->recent, lexicon->recent_mask, first, stop, ids, batch);
        return;
    }
    for (size_t i = first; i < stop; i++) {
        const rsd_slot *recent = &lexicon->recent[batch->hashes[i] & lexicon->recent_mask];
        ids[i] = recent->id - 1;
        batch->open[batch->open_count] = (uint16_t)i;
        batch->open_count += !is_alike(recent, &batch->slots[i]);
    }
}

/* The ids of a batch. Slots are anywhere in memory: those of types that are not recent are asked
 * for a few at a time, while the next tokens are looked at, and all before the first is used. */
static rsd_status intern_batch(rsd_lexicon *lexicon, const char *source, size_t n,
                               const rsd_token *tokens, size_t count, uint32_t *ids)
{
    rsd_batch batch;
    batch.open_count = 0;
    rsd_status status = grow_slots(lexicon, count);
    if (status != RSD_OK) {
        return status;
    }
    take_batch(lexicon, source, n, tokens, count, &batch);
    size_t asked = 0;
    for (size_t first = 0; first < count; first += STRIDE) {
        const size_t stop = count - first < STRIDE ? count : first + STRIDE;
        find_recent(lexicon, first, stop, ids, &batch);
        for (; asked < batch.open_count; asked++) {
            const uint32_t hash = batch.hashes[batch.open[asked]];
            __builtin_prefetch(&lexicon->slots[hash & (lexicon->slot_count - 1)], 1);
        }
    }
    for (size_t i = 0; i < batch.open_count && status == RSD_OK; i++) {
        const size_t k = batch.open[i];
        status = look_up(lexicon, batch.hashes[k], &batch.slots[k], source + tokens[k].start,
                         &tokens[k], &ids[k]);
    }
    return status;
}

rsd_status rsd_lexicon_intern(rsd_lexicon *lexicon, const char *source, size_t n,
                              const rsd_token *tokens, size_t count, uint32_t *ids)
{
    rsd_status status = RSD_OK;
    for (size_t i = 0; i < count && status == RSD_OK; i += RSD_BATCH) {
        size_t some = count - i < RSD_BATCH ? count - i : RSD_BATCH;
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

static rsd_string form_of(const rsd_lexicon *lexicon, const rsd_type *type)
{
    return (rsd_string){lexicon->bytes.data + type->form, type->form_len};
}

static rsd_string key_of(const rsd_lexicon *lexicon, const rsd_type *type)
{
    return (rsd_string){lexicon->bytes.data + type->key, type->key_len};
}

/* A type that is sorted: mostly the beginning of its key tells where it goes. */
typedef struct sorted {
    uint64_t head[2]; /* of the key, its first byte the most significant */
    uint32_t type;
} sorted;

static uint64_t head_at(rsd_string key, size_t at)
{
    uint64_t head = 0;
    if (key.len > at) {
        memcpy(&head, key.data + at, key.len - at < sizeof head ? key.len - at : sizeof head);
    }
    return __builtin_bswap64(head);
}

static int compare_types(const void *a, const void *b, void *context)
{
    const sorted *left = a;
    const sorted *right = b;
    for (size_t i = 0; i < 2; i++) {
        if (left->head[i] != right->head[i]) {
            return left->head[i] < right->head[i] ? -1 : 1;
        }
    }
    const rsd_lexicon *lexicon = context;
    const rsd_type *x = &lexicon->types[left->type];
    const rsd_type *y = &lexicon->types[right->type];
    int order = rsd_string_compare(key_of(lexicon, x), key_of(lexicon, y));
    if (order == 0) {
        order = rsd_string_compare(form_of(lexicon, x), form_of(lexicon, y));
    }
    const uint8_t x_tag = rsd_type_tag(x->lang, x->kind);
    const uint8_t y_tag = rsd_type_tag(y->lang, y->kind);
    return order != 0 ? order : (x_tag > y_tag) - (x_tag < y_tag);
}

enum { BYTES_OF_HEADS = sizeof(uint64_t[2]), FEW = 48, BYTE_VALUES = 256 };

static unsigned byte_of(const sorted *s, unsigned at)
{
    enum { LAST = (sizeof(uint64_t) - 1) * 8 };
    return (unsigned)(s->head[at / sizeof(uint64_t)] >> (LAST - at % sizeof(uint64_t) * 8)) & 0xFF;
}

static void insert_sorted(sorted *items, size_t n, rsd_lexicon *lexicon)
{
    for (size_t i = 1; i < n; i++) {
        const sorted item = items[i];
        size_t at = i;
        for (; at > 0 && compare_types(&item, &items[at - 1], lexicon) < 0; at--) {
            items[at] = items[at - 1];
        }
        items[at] = item;
    }
}

/* Sorts items whose heads are one before a byte: by that byte, and the parts by the next. other has
 * as much room. */
static void sort_by_byte(sorted *items, sorted *other, size_t n, unsigned byte,
                         rsd_lexicon *lexicon)
{
    if (n <= FEW) {
        insert_sorted(items, n, lexicon);
        return;
    }
    if (byte == BYTES_OF_HEADS) {
        qsort_r(items, n, sizeof *items, compare_types, lexicon);
        return;
    }
    uint32_t counts[BYTE_VALUES] = {0};
    uint32_t ends[BYTE_VALUES];
    for (size_t i = 0; i < n; i++) {
        counts[byte_of(&items[i], byte)]++;
    }
    uint32_t sum = 0;
    for (unsigned i = 0; i < BYTE_VALUES; i++) {
        ends[i] = sum;
        sum += counts[i];
    }
    if (counts[byte_of(items, byte)] < n) {
        for (size_t i = 0; i < n; i++) {
            other[ends[byte_of(&items[i], byte)]++] = items[i];
        }
        memcpy(items, other, n * sizeof *items);
    }
    for (size_t i = 0, start = 0; i < BYTE_VALUES; start += counts[i], i++) {
        if (counts[i] > 1) {
            sort_by_byte(items + start, other, counts[i], byte + 1, lexicon);
        }
    }
}

static void free_slots(rsd_lexicon *lexicon)
{
    rsd_free(lexicon->slot_memory);
    rsd_free(lexicon->recent_memory);
    lexicon->slots = NULL;
    lexicon->slot_count = 0;
    lexicon->recent = NULL;
    lexicon->slot_memory = NULL;
    lexicon->recent_memory = NULL;
}

/* The types in their final order. */
static rsd_status sort_types(rsd_lexicon *lexicon, sorted *order)
{
    rsd_buf scratch = {0};
    sorted *other = rsd_alloc(lexicon->len * sizeof *other);
    rsd_status status = other == NULL ? RSD_ERR_NOMEM : RSD_OK;
    for (size_t i = 0; i < lexicon->len && status == RSD_OK; i++) {
        status = add_key(lexicon, &lexicon->types[i], &scratch);
        const rsd_string key = key_of(lexicon, &lexicon->types[i]);
        order[i] = (sorted){{head_at(key, 0), head_at(key, sizeof(uint64_t))}, .type = (uint32_t)i};
    }
    if (status == RSD_OK) {
        sort_by_byte(order, other, lexicon->len, 0, lexicon);
    }
    rsd_free(other);
    rsd_buf_free(&scratch);
    return status;
}

/* Asks for a type that comes soon, and for the form and the key of one that comes sooner: in their
 * order, they lie anywhere in memory. */
RSD_PREFETCHES void ask_ahead(const rsd_lexicon *lexicon, const sorted *order, size_t i)
{
    enum { SOON = 16, SOONER = 8 };
    if (i + SOON < lexicon->len) {
        const rsd_type *type = &lexicon->types[order[i + SOONER].type];
        __builtin_prefetch(&lexicon->types[order[i + SOON].type]);
        __builtin_prefetch(lexicon->bytes.data + type->form);
        __builtin_prefetch(lexicon->bytes.data + type->key);
    }
}

rsd_status rsd_lexicon_finish(rsd_lexicon *lexicon, rsd_type_list *list, uint32_t **remap)
{
    sorted *order = rsd_alloc(lexicon->len * sizeof *order);
    uint32_t *new_ids = rsd_alloc(lexicon->len * sizeof *new_ids);
    rsd_status status = order == NULL || new_ids == NULL ? RSD_ERR_NOMEM : RSD_OK;
    if (status == RSD_OK) {
        status = sort_types(lexicon, order);
    }
    if (status == RSD_OK) {
        status = rsd_type_list_reserve(list, lexicon->len, NULL);
    }
    for (size_t i = 0; i < lexicon->len && status == RSD_OK; i++) {
        const rsd_type *type = &lexicon->types[order[i].type];
        ask_ahead(lexicon, order, i);
        new_ids[order[i].type] = (uint32_t)i;
        status = rsd_type_list_add(list, form_of(lexicon, type), key_of(lexicon, type),
                                   rsd_type_tag(type->lang, type->kind), NULL);
    }
    rsd_free(order);
    if (status == RSD_OK) {
        *remap = new_ids;
    } else {
        rsd_free(new_ids);
    }
    return status;
}

void rsd_lexicon_empty(rsd_lexicon *lexicon)
{
    lexicon->len = 0;
    lexicon->bytes.len = 0;
    if (lexicon->slots != NULL) {
        memset(lexicon->slots, 0, lexicon->slot_count * sizeof *lexicon->slots);
        memset(lexicon->recent, 0xFF, /* the tag of no token */
               ((size_t)lexicon->recent_mask + 1) * sizeof *lexicon->recent);
    }
}

void rsd_lexicon_free(rsd_lexicon *lexicon)
{
    rsd_free(lexicon->types);
    free_slots(lexicon);
    rsd_buf_free(&lexicon->bytes);
    *lexicon = (rsd_lexicon){0};
}
