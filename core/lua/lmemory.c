/* lmemory.c: the memory of rasad's own Lua state. Lua makes and drops small blocks by the million
 * and knows the size of each when it drops it: they are cut out of slabs and kept in lists by size,
 * which costs a fraction of malloc. A slab is never given back. */
#include "base/mem.h"
#include "lua/lrasad.h"

#include <string.h>

#ifdef __SANITIZE_ADDRESS__
enum { LARGEST = 0 }; /* the sanitizer sees every block */
#else
enum { LARGEST = 1024 };
#endif
enum { UNIT = 16, CLASSES = 1024 / UNIT + 1, SLAB = 64 * 1024 };

typedef struct spare {
    struct spare *next;
} spare;

/* There is one state in a process, and it belongs to one thread. */
static spare *spares[CLASSES]; /* of i * UNIT bytes */
static char *slab;
static size_t slab_left;

static size_t class_of(size_t size)
{
    return (size + UNIT - 1) / UNIT;
}

static void *take_small(size_t size)
{
    const size_t class = class_of(size);
    spare *found = spares[class];
    if (found != NULL) {
        spares[class] = found->next;
        return found;
    }
    if (slab_left < class * UNIT) {
        char *made = rsd_alloc(SLAB);
        if (made == NULL) {
            return NULL;
        }
        slab = made;
        slab_left = SLAB;
    }
    char *block = slab;
    slab += class * UNIT;
    slab_left -= class * UNIT;
    return block;
}

static void give_back(void *block, size_t size)
{
    if (size > LARGEST) {
        rsd_free(block);
        return;
    }
    spare *unused = block;
    unused->next = spares[class_of(size)];
    spares[class_of(size)] = unused;
}

void *rsd_lua_allocate(void *ctx, void *block, size_t old_size, size_t size)
{
    (void)ctx;
    if (block == NULL) {
        return size == 0 ? NULL : size <= LARGEST ? take_small(size) : rsd_alloc(size);
    }
    if (size == 0) {
        give_back(block, old_size);
        return NULL;
    }
    if (old_size > LARGEST && size > LARGEST) {
        return rsd_realloc(block, size);
    }
    if (old_size <= LARGEST && size <= LARGEST && class_of(old_size) == class_of(size)) {
        return block;
    }
    void *made = size <= LARGEST ? take_small(size) : rsd_alloc(size);
    if (made == NULL) {
        return size < old_size ? block : NULL; /* Lua counts on blocks that can be made smaller */
    }
    memcpy(made, block, old_size < size ? old_size : size);
    give_back(block, old_size);
    return made;
}
