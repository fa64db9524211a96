/* scratch.c: blocks in memory as long as there are few, and in mapped files without names. */
#include "base/scratch.h"

#include "base/io.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum {
    PAGE = 4096, /* a file is not worth it for less */
    /* What a block is that is no file: */
    ORDINARY = -1,
    MINDED = -2
};

typedef struct block {
    void *start;
    size_t size;
    int file; /* or what else it is */
} block;

struct rsd_scratch {
    pthread_mutex_t mutex;
    char *folder;
    size_t memory; /* for ordinary blocks */
    size_t held;   /* of it */
    size_t passed; /* bytes, by all threads, by their word */
    size_t mapped; /* the most of mapped files that is to be in memory */
    int statm;     /* what the system tells of the process's memory, or -1 */
    block *blocks;
    size_t len, cap;
};

rsd_status rsd_scratch_new(rsd_scratch **scratch, const char *folder, size_t memory, size_t mapped,
                           rsd_error *err)
{
    const size_t size = strlen(folder) + 1;
    rsd_scratch *s = rsd_alloc(sizeof *s);
    char *copy = rsd_alloc(size);
    if (s == NULL || copy == NULL) {
        rsd_free(s);
        rsd_free(copy);
        return rsd_fail_nomem(err);
    }
    *s = (rsd_scratch){.folder = memcpy(copy, folder, size), .memory = memory, .mapped = mapped};
    s->statm = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    pthread_mutex_init(&s->mutex, NULL);
    *scratch = s;
    return RSD_OK;
}

/* ---- Files ---- */

static rsd_status fail_errno(const rsd_scratch *s, int number, rsd_error *err)
{
    return rsd_fail(err, RSD_ERR_IO, s->folder, 0, RSD_NO_OFFSET,
                    "there is no room for a large table: %s", strerror(number));
}

/* Makes a file and takes its name away at once; should that not come to pass, the name is one that
 * the folder's next writer removes. */
static rsd_status make_file(const rsd_scratch *s, int *file, rsd_error *err)
{
    char path[PATH_MAX];
    const int n = snprintf(path, sizeof path, "%s/.rasad-XXXXXX.tmp", s->folder);
    if (n < 0 || (size_t)n >= sizeof path) {
        return fail_errno(s, ENAMETOOLONG, err);
    }
    *file = mkostemps(path, 4, O_CLOEXEC);
    if (*file < 0) {
        return fail_errno(s, errno, err);
    }
    unlink(path);
    return RSD_OK;
}

/* Makes room on disk, so that no page can lack it when it is written to, and maps it. */
static rsd_status map_file(const rsd_scratch *s, block *b, size_t size, rsd_error *err)
{
    const int failure = posix_fallocate(b->file, 0, (off_t)size);
    if (failure != 0) {
        return fail_errno(s, failure, err);
    }
    void *map = b->start == NULL ? mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, b->file, 0)
                                 : mremap(b->start, b->size, size, MREMAP_MAYMOVE);
    if (map == MAP_FAILED) {
        return rsd_fail_nomem(err);
    }
    b->start = map;
    b->size = size;
    return RSD_OK;
}

/* A block in a file, with what the one of before has. */
static rsd_status move_to_file(const rsd_scratch *s, const block *before, size_t size, block *after,
                               rsd_error *err)
{
    *after = (block){0};
    rsd_status status = make_file(s, &after->file, err);
    if (status != RSD_OK) {
        return status;
    }
    /* Written and not copied: the pages are not in memory twice. */
    if (!rsd_write_all(after->file, before->start, before->size)) {
        status = fail_errno(s, errno, err);
    }
    if (status == RSD_OK) {
        status = map_file(s, after, size, err);
    }
    if (status != RSD_OK) {
        close(after->file);
    }
    return status;
}

/* ---- Blocks ---- */

static rsd_status resize_in_memory(rsd_scratch *s, block *b, size_t size, rsd_error *err)
{
    void *start = rsd_realloc(b->start, size);
    if (start == NULL) {
        return rsd_fail_nomem(err);
    }
    s->held += size - b->size;
    *b = (block){.start = start, .size = size, .file = ORDINARY};
    return RSD_OK;
}

static void free_block(rsd_scratch *s, const block *b)
{
    if (b->file >= 0) {
        munmap(b->start, b->size);
        close(b->file);
    } else if (b->file == ORDINARY) {
        rsd_free(b->start);
        s->held -= b->size;
    }
}

/* Makes a block, which may be an empty one, larger. */
static rsd_status resize(rsd_scratch *s, block *b, size_t size, rsd_error *err)
{
    if (b->file >= 0) {
        return map_file(s, b, size, err);
    }
    if (size < PAGE || s->held - b->size + size <= s->memory) {
        return resize_in_memory(s, b, size, err);
    }
    block after;
    rsd_status status = move_to_file(s, b, size, &after, err);
    if (status == RSD_OK) {
        free_block(s, b);
        *b = after;
    }
    return status;
}

static size_t find_block(const rsd_scratch *s, const void *start)
{
    size_t i = 0;
    while (i < s->len && s->blocks[i].start != start) {
        i++;
    }
    return i;
}

/* The block is the one that starts there, or a new one for NULL. */
static rsd_status resize_at(rsd_scratch *s, void **start, size_t size, rsd_error *err)
{
    if (RSD_GROW(s->blocks, s->cap, s->len + 1) != RSD_OK) {
        return rsd_fail_nomem(err);
    }
    const size_t at = *start == NULL ? s->len : find_block(s, *start);
    block b = at < s->len ? s->blocks[at] : (block){.file = ORDINARY};
    rsd_status status = resize(s, &b, size, err);
    if (status == RSD_OK) {
        s->blocks[at] = b;
        s->len += at == s->len;
        *start = b.start;
    }
    return status;
}

rsd_status rsd_scratch_take(rsd_scratch *scratch, void **block, size_t size, rsd_error *err)
{
    size_t cap = 0;
    *block = NULL;
    return rsd_scratch_grow(scratch, block, &cap, size == 0 ? 1 : size, 1, err);
}

rsd_status rsd_scratch_grow(rsd_scratch *scratch, void **block, size_t *cap, size_t want,
                            size_t item_size, rsd_error *err)
{
    if (want <= *cap) {
        return RSD_OK;
    }
    size_t room = *cap + *cap / 2;
    room = room < want ? want : room;
    size_t size;
    if (__builtin_mul_overflow(room, item_size, &size) || size > PTRDIFF_MAX) {
        return rsd_fail_nomem(err);
    }
    rsd_status status;
    if (scratch == NULL) {
        void *grown = rsd_realloc(*block, size);
        status = grown == NULL ? rsd_fail_nomem(err) : RSD_OK;
        *block = grown == NULL ? *block : grown;
    } else {
        pthread_mutex_lock(&scratch->mutex);
        status = resize_at(scratch, block, size, err);
        pthread_mutex_unlock(&scratch->mutex);
    }
    *cap = status == RSD_OK ? room : *cap;
    return status;
}

void rsd_scratch_drop(rsd_scratch *scratch, void *block)
{
    if (scratch == NULL) {
        rsd_free(block);
        return;
    }
    pthread_mutex_lock(&scratch->mutex);
    const size_t at = block == NULL ? scratch->len : find_block(scratch, block);
    if (at < scratch->len) {
        free_block(scratch, &scratch->blocks[at]);
        scratch->blocks[at] = scratch->blocks[--scratch->len];
    }
    pthread_mutex_unlock(&scratch->mutex);
}

rsd_status rsd_scratch_mind(rsd_scratch *scratch, const void *map, size_t size, rsd_error *err)
{
    rsd_status status = RSD_OK;
    if (scratch == NULL) {
        return RSD_OK;
    }
    pthread_mutex_lock(&scratch->mutex);
    if (RSD_GROW(scratch->blocks, scratch->cap, scratch->len + 1) == RSD_OK) {
        scratch->blocks[scratch->len++] =
            (block){.start = (void *)(uintptr_t)map, .size = size, .file = MINDED};
    } else {
        status = rsd_fail_nomem(err);
    }
    pthread_mutex_unlock(&scratch->mutex);
    return status;
}

void rsd_scratch_forget(rsd_scratch *scratch, const void *map)
{
    if (scratch != NULL) {
        rsd_scratch_drop(scratch, (void *)(uintptr_t)map);
    }
}

/* How many bytes of files are in the memory of the process; many if the system does not tell. */
static size_t mapped_memory(const rsd_scratch *scratch)
{
    char text[128]; /* pages: of all, of those in memory, of these those of files, ... */
    const ssize_t n = scratch->statm < 0 ? -1 : pread(scratch->statm, text, sizeof text - 1, 0);
    size_t pages;
    text[n < 0 ? 0 : n] = '\0';
    return sscanf(text, "%*s %*s %zu", &pages) == 1 ? pages * (size_t)sysconf(_SC_PAGESIZE)
                                                    : SIZE_MAX;
}

void rsd_scratch_ease(rsd_scratch *scratch)
{
    if (scratch == NULL || mapped_memory(scratch) <= scratch->mapped) {
        return;
    }
    pthread_mutex_lock(&scratch->mutex);
    for (size_t i = 0; i < scratch->len; i++) {
        const block *b = &scratch->blocks[i];
        if (b->file != ORDINARY) {
            madvise(b->start, b->size, MADV_DONTNEED);
        }
    }
    pthread_mutex_unlock(&scratch->mutex);
}

void rsd_scratch_passed(rsd_scratch *scratch, size_t bytes)
{
    enum { WORTH_EASING = 1 << 20 };
    if (scratch != NULL) {
        const size_t before = __atomic_fetch_add(&scratch->passed, bytes, __ATOMIC_RELAXED);
        if ((before + bytes) / WORTH_EASING != before / WORTH_EASING) {
            rsd_scratch_ease(scratch);
        }
    }
}

void rsd_scratch_free(rsd_scratch *scratch)
{
    if (scratch == NULL) {
        return;
    }
    for (size_t i = 0; i < scratch->len; i++) {
        free_block(scratch, &scratch->blocks[i]);
    }
    if (scratch->statm >= 0) {
        close(scratch->statm);
    }
    pthread_mutex_destroy(&scratch->mutex);
    rsd_free(scratch->blocks);
    rsd_free(scratch->folder);
    rsd_free(scratch);
}
