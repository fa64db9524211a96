/* chunks.c: threads that make chunks, a ring of what they made, and one who takes them in order. */
#include "base/chunks.h"

#include "base/mem.h"

#include <pthread.h>
#include <signal.h>
#include <string.h>

enum {
    AHEAD = 3, /* chunks of each thread */
    SLOTS = AHEAD * RSD_CHUNK_THREADS_MOST,
    LARGE = 1 << 20 /* buffers are not kept for others */
};

typedef struct slot {
    rsd_buf made;
    rsd_error failure; /* status RSD_OK if all went well */
    bool is_made;
} slot;

typedef struct run {
    const rsd_chunks *chunks;
    pthread_mutex_t mutex; /* over all below, but for slots while one makes or takes them */
    pthread_cond_t changed;
    size_t next;  /* chunk to be made */
    size_t taken; /* chunks that were taken */
    size_t slot_count;
    bool is_stopped;
    slot slots[SLOTS];
} run;

typedef struct maker {
    run *run;
    unsigned thread;
    pthread_t id;
} maker;

/* The slot of the next chunk to be made, once it is free; NULL where there is nothing more to do.
 */
static slot *next_slot(run *r, size_t *chunk)
{
    pthread_mutex_lock(&r->mutex);
    while (!r->is_stopped && r->next < r->chunks->count && r->next >= r->taken + r->slot_count) {
        pthread_cond_wait(&r->changed, &r->mutex);
    }
    const bool is_over = r->is_stopped || r->next >= r->chunks->count;
    *chunk = is_over ? 0 : r->next++;
    pthread_mutex_unlock(&r->mutex);
    return is_over ? NULL : &r->slots[*chunk % r->slot_count];
}

static void *make_chunks(void *ctx)
{
    const maker *m = ctx;
    run *r = m->run;
    size_t chunk;
    for (slot *s; (s = next_slot(r, &chunk)) != NULL;) {
        s->failure = (rsd_error){0};
        const rsd_status status =
            r->chunks->make(r->chunks->ctx, m->thread, chunk, &s->made, &s->failure);
        s->failure.status = status;
        pthread_mutex_lock(&r->mutex);
        s->is_made = true;
        pthread_cond_broadcast(&r->changed);
        pthread_mutex_unlock(&r->mutex);
    }
    return NULL;
}

/* Readies a buffer for the next chunk: a few are far larger than most, so their memory is not kept.
 */
static void empty(rsd_buf *made)
{
    made->len = 0;
    if (made->cap > LARGE) {
        rsd_buf_free(made);
    }
}

static rsd_status take_chunks(run *r, rsd_error *err)
{
    rsd_status status = RSD_OK;
    for (size_t chunk = 0; chunk < r->chunks->count && status == RSD_OK; chunk++) {
        slot *s = &r->slots[chunk % r->slot_count];
        pthread_mutex_lock(&r->mutex);
        while (!s->is_made) {
            pthread_cond_wait(&r->changed, &r->mutex);
        }
        pthread_mutex_unlock(&r->mutex);
        status = s->failure.status;
        if (status == RSD_OK) {
            status = r->chunks->take(r->chunks->ctx, chunk, &s->made, err);
        } else if (err != NULL) {
            *err = s->failure;
        }
        empty(&s->made);
        pthread_mutex_lock(&r->mutex);
        s->is_made = false;
        r->taken++;
        r->is_stopped = status != RSD_OK;
        pthread_cond_broadcast(&r->changed);
        pthread_mutex_unlock(&r->mutex);
    }
    return status;
}

/* All in the thread of the caller. */
static rsd_status run_alone(const rsd_chunks *chunks, rsd_error *err)
{
    rsd_buf made = {0};
    rsd_status status = RSD_OK;
    for (size_t chunk = 0; chunk < chunks->count && status == RSD_OK; chunk++) {
        status = chunks->make(chunks->ctx, 0, chunk, &made, err);
        if (status == RSD_OK) {
            status = chunks->take(chunks->ctx, chunk, &made, err);
        }
        empty(&made);
    }
    rsd_buf_free(&made);
    return status;
}

static rsd_status run_together(run *r, unsigned threads, rsd_error *err)
{
    maker makers[RSD_CHUNK_THREADS_MOST];
    unsigned started = 0;
    sigset_t all;
    sigset_t before;
    sigfillset(&all); /* signals are for the caller */
    pthread_sigmask(SIG_SETMASK, &all, &before);
    for (; started < threads; started++) {
        makers[started] = (maker){.run = r, .thread = started};
        if (pthread_create(&makers[started].id, NULL, make_chunks, &makers[started]) != 0) {
            break;
        }
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    const rsd_status status = started > 0 ? take_chunks(r, err) : run_alone(r->chunks, err);
    for (unsigned i = 0; i < started; i++) {
        pthread_join(makers[i].id, NULL);
    }
    return status;
}

rsd_status rsd_chunks_run(const rsd_chunks *chunks, rsd_error *err)
{
    unsigned threads =
        chunks->threads < RSD_CHUNK_THREADS_MOST ? chunks->threads : RSD_CHUNK_THREADS_MOST;
    threads = threads < chunks->count ? threads : (unsigned)chunks->count;
    if (threads <= 1) {
        return run_alone(chunks, err);
    }
    run *r = rsd_alloc(sizeof *r);
    if (r == NULL) {
        return rsd_fail_nomem(err);
    }
    memset(r, 0, sizeof *r);
    r->chunks = chunks;
    r->slot_count = (size_t)threads * AHEAD;
    pthread_mutex_init(&r->mutex, NULL);
    pthread_cond_init(&r->changed, NULL);
    const rsd_status status = run_together(r, threads, err);
    for (size_t i = 0; i < r->slot_count; i++) {
        rsd_buf_free(&r->slots[i].made);
    }
    pthread_cond_destroy(&r->changed);
    pthread_mutex_destroy(&r->mutex);
    rsd_free(r);
    return status;
}
