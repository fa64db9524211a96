/* mem.h: checked memory for the core, with a hook that makes any allocation fail in tests. */
#ifndef RSD_BASE_MEM_H
#define RSD_BASE_MEM_H

#include "rasad.h"

/* Like malloc, realloc and free, but every request passes the fault hook. NULL means no memory. */
void *rsd_alloc(size_t size);
void *rsd_realloc(void *block, size_t size);
void rsd_free(void *block);

/* How many bytes are to lie between what two threads write again and again: each would wait for the
 * other's lines of the cache, of which two may come at once. */
enum { RSD_APART = 128 };

/* Of a function that does nothing but ask for memory ahead of its use: GCC takes a call of one that
 * it has not inlined by then for idle, and drops it. */
#define RSD_PREFETCHES static inline __attribute__((always_inline))

/* Makes the n-th request from now (1 is the next) fail, and every later one too if forever;
 * 0 switches faults off. Returns how many requests were made since the last call. */
RSD_API uint64_t rsd_fault_alloc(uint64_t n, bool forever);

/* From now on at most so many bytes more may be held; over is called where a request goes beyond,
 * or where there is no memory, and must not return: nobody sees NULL then. 0 lifts the limit. */
void rsd_alloc_limit(size_t bytes, void (*over)(void));

/* Makes room for at least want items of item_size bytes in the array *items of capacity *cap.
 * On RSD_ERR_NOMEM (also when the size overflows) nothing changes. */
rsd_status rsd_grow(void **items, size_t *cap, size_t want, size_t item_size);

/* RSD_GROW(array, cap, want): rsd_grow for a typed array. */
#define RSD_GROW(array, cap, want) rsd_grow((void **)&(array), &(cap), (want), sizeof *(array))

/* Makes room for n more bytes (and the NUL) after buf->len. */
rsd_status rsd_buf_reserve(rsd_buf *buf, size_t n);

/* The same, quickly where there is room. */
static inline rsd_status rsd_buf_room(rsd_buf *buf, size_t n)
{
    return buf->cap - buf->len > n ? RSD_OK : rsd_buf_reserve(buf, n);
}

/* Gives the system back what was freed, and from now on what is large as it is freed. For whoever
 * is to keep within a budget. */
void rsd_give_back(void);

/* The failure to return where memory ran out. */
rsd_status rsd_fail_nomem(rsd_error *err);

/* Memory that is released all at once. {0} is an empty arena. */
typedef struct rsd_arena {
    struct rsd_arena_block *blocks;
    struct rsd_arena_block *spare; /* of what was cleared, to be used again */
    size_t size;                   /* of all blocks that are in use */
} rsd_arena;

/* size bytes, aligned for any object, or NULL. */
void *rsd_arena_alloc(rsd_arena *arena, size_t size);
/* A NUL-terminated copy of s[0..n), or NULL. */
char *rsd_arena_copy(rsd_arena *arena, const char *s, size_t n);
/* Releases all that was allocated, but keeps memory for as much again. */
void rsd_arena_clear(rsd_arena *arena);
void rsd_arena_free(rsd_arena *arena);

#endif
