/* chunks.h: work that is cut into chunks, which threads make and their caller takes in order. */
#ifndef RSD_BASE_CHUNKS_H
#define RSD_BASE_CHUNKS_H

#include "rasad.h"

enum { RSD_CHUNK_THREADS_MOST = 64 };

typedef struct rsd_chunks {
    void *ctx;
    unsigned threads; /* at least 1; a single one is the caller's own */
    size_t count;
    /* Makes a chunk: what it adds to the empty buffer is what take gets. Called by any thread, of
     * which none is as high as threads, also at the same time. */
    rsd_status (*make)(void *ctx, unsigned thread, size_t chunk, rsd_buf *made, rsd_error *err);
    /* Takes a chunk that was made, in the order of the chunks, in the caller's thread. */
    rsd_status (*take)(void *ctx, size_t chunk, const rsd_buf *made, rsd_error *err);
} rsd_chunks;

/* Does all of the work; fails as the first chunk does that fails. Chunks are made only a little
 * ahead of those that are taken. */
rsd_status rsd_chunks_run(const rsd_chunks *chunks, rsd_error *err);

#endif
