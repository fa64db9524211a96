/* mem.c: checked allocation, growth, buffers and arenas. */
#include "base/mem.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* Faults are a matter of tests, and of the thread that asks for them. */
static _Thread_local uint64_t fault_at;
static _Thread_local bool fault_forever;
static _Thread_local uint64_t requests;

static bool request_fails(void)
{
    requests++;
    return fault_at != 0 && (requests == fault_at || (fault_forever && requests > fault_at));
}

uint64_t rsd_fault_alloc(uint64_t n, bool forever)
{
    uint64_t made = requests;
    requests = 0;
    fault_at = n;
    fault_forever = forever;
    return made;
}

/* The budget is a matter of workers, which are single-threaded. What was held before it was set may
 * be given back, so that held can be negative. */
static size_t budget; /* 0: none */
static int64_t held;
static void (*budget_exceeded)(void);

void rsd_alloc_limit(size_t bytes, void (*over)(void))
{
    budget = bytes;
    held = 0;
    budget_exceeded = over;
}

/* Asks for large pages where a block is large: what is looked up all over it is found sooner. The
 * advice is for whole pages around it, so that a mapping of its own stays one: in parts it could
 * not be made larger where it is. */
static void *advised(void *block, size_t size)
{
    enum { LARGE = 8 << 20, PAGE = 4096 };
    if (block != NULL && size >= LARGE) {
        const uintptr_t start = (uintptr_t)block & ~(uintptr_t)(PAGE - 1);
        const uintptr_t end = (uintptr_t)block + malloc_usable_size(block);
        madvise((void *)start, (end - start + PAGE - 1) & ~(size_t)(PAGE - 1), MADV_HUGEPAGE);
    }
    return block;
}

static void *resize(void *block, size_t size)
{
    size = size == 0 ? 1 : size;
    if (budget == 0) {
        return advised(realloc(block, size), size);
    }
    int64_t before = (int64_t)malloc_usable_size(block);
    if (size > budget || held - before + (int64_t)size > (int64_t)budget) {
        budget_exceeded();
    }
    void *made = realloc(block, size);
    if (made == NULL) {
        budget_exceeded();
    }
    held += (int64_t)malloc_usable_size(made) - before;
    return made;
}

void *rsd_alloc(size_t size)
{
    return request_fails() ? NULL : resize(NULL, size);
}

void *rsd_realloc(void *block, size_t size)
{
    return request_fails() ? NULL : resize(block, size);
}

void rsd_free(void *block)
{
    if (budget != 0) {
        held -= (int64_t)malloc_usable_size(block);
    }
    free(block);
}

void rsd_give_back(void)
{
    enum { LARGE = 1 << 20, ROOM_AT_THE_END = 4 << 20 };
    mallopt(M_MMAP_THRESHOLD, LARGE); /* they do not stay in what is kept for others */
    mallopt(M_TRIM_THRESHOLD, ROOM_AT_THE_END);
    malloc_trim(0);
}

rsd_status rsd_fail_nomem(rsd_error *err)
{
    return rsd_fail(err, RSD_ERR_NOMEM, NULL, 0, RSD_NO_OFFSET, "out of memory");
}

rsd_status rsd_grow(void **items, size_t *cap, size_t want, size_t item_size)
{
    if (want <= *cap) {
        return RSD_OK;
    }
    size_t room = *cap < 8 ? 8 : *cap + *cap / 2;
    if (room < want) {
        room = want;
    }
    size_t bytes;
    if (__builtin_mul_overflow(room, item_size, &bytes)) {
        return RSD_ERR_NOMEM;
    }
    void *grown = rsd_realloc(*items, bytes);
    if (grown == NULL) {
        return RSD_ERR_NOMEM;
    }
    *items = grown;
    *cap = room;
    return RSD_OK;
}

rsd_status rsd_buf_reserve(rsd_buf *buf, size_t n)
{
    size_t want;
    if (__builtin_add_overflow(buf->len, n, &want) || __builtin_add_overflow(want, 1, &want)) {
        return RSD_ERR_NOMEM;
    }
    return RSD_GROW(buf->data, buf->cap, want);
}

rsd_status rsd_buf_add(rsd_buf *buf, const void *bytes, size_t n)
{
    rsd_status status = rsd_buf_reserve(buf, n);
    if (status != RSD_OK) {
        return status;
    }
    if (n > 0) {
        memcpy(buf->data + buf->len, bytes, n);
    }
    buf->len += n;
    buf->data[buf->len] = '\0';
    return RSD_OK;
}

void rsd_buf_free(rsd_buf *buf)
{
    if (buf != NULL) {
        rsd_free(buf->data);
        *buf = (rsd_buf){0};
    }
}

enum { ARENA_BLOCK = 64 * 1024 };

struct rsd_arena_block {
    struct rsd_arena_block *next;
    size_t used;
    size_t size;
    _Alignas(max_align_t) unsigned char bytes[];
};

/* A block with room for size bytes: a spare one if the next of them has it. */
static struct rsd_arena_block *take_block(rsd_arena *arena, size_t size)
{
    struct rsd_arena_block *block = arena->spare;
    if (block != NULL && block->size >= size) {
        arena->spare = block->next;
        return block;
    }
    const size_t room = size > ARENA_BLOCK ? size : ARENA_BLOCK;
    block = rsd_alloc(sizeof *block + room);
    if (block != NULL) {
        block->size = room;
    }
    return block;
}

void *rsd_arena_alloc(rsd_arena *arena, size_t size)
{
    const size_t align = _Alignof(max_align_t);
    if (size > SIZE_MAX / 2) {
        return NULL;
    }
    size = (size + align - 1) / align * align;
    struct rsd_arena_block *block = arena->blocks;
    if (block == NULL || block->size - block->used < size) {
        block = take_block(arena, size);
        if (block == NULL) {
            return NULL;
        }
        block->next = arena->blocks;
        block->used = 0;
        arena->blocks = block;
        arena->size += block->size;
    }
    void *place = block->bytes + block->used;
    block->used += size;
    return place;
}

char *rsd_arena_copy(rsd_arena *arena, const char *s, size_t n)
{
    char *copy = n < SIZE_MAX ? rsd_arena_alloc(arena, n + 1) : NULL;
    if (copy != NULL) {
        if (n > 0) {
            memcpy(copy, s, n);
        }
        copy[n] = '\0';
    }
    return copy;
}

static void free_blocks(struct rsd_arena_block *block)
{
    while (block != NULL) {
        struct rsd_arena_block *next = block->next;
        rsd_free(block);
        block = next;
    }
}

void rsd_arena_clear(rsd_arena *arena)
{
    struct rsd_arena_block *block = arena->blocks;
    while (block != NULL) {
        struct rsd_arena_block *next = block->next;
        if (block->size == ARENA_BLOCK) {
            block->next = arena->spare;
            arena->spare = block;
        } else {
            rsd_free(block); /* of something large: what comes is seldom so */
        }
        block = next;
    }
    arena->blocks = NULL;
    arena->size = 0;
}

void rsd_arena_free(rsd_arena *arena)
{
    free_blocks(arena->blocks);
    free_blocks(arena->spare);
    *arena = (rsd_arena){0};
}
