/* worker.h: a pool of forked processes that work on numbered items and survive each other. */
#ifndef RSD_BASE_WORKER_H
#define RSD_BASE_WORKER_H

#include "rasad.h"

#include <signal.h>

typedef enum rsd_outcome {
    RSD_DONE = 0, /* the bytes are the result */
    RSD_FAILED,   /* the work said that it failed; the bytes are its message */
    RSD_CRASHED,  /* the process died of a signal of its own making, or left on its own */
    RSD_KILLED    /* somebody killed the process */
} rsd_outcome;

/* What the pool calls. ctx is passed through. */
typedef struct rsd_pool {
    void *ctx;
    unsigned workers; /* at least 1 */
    uint64_t items;
    /* In a new worker, once. Failing (with the message in result) ends the whole run. */
    bool (*start)(void *ctx, rsd_buf *result);
    /* In a worker: fills result; false says that it is a message of failure. */
    bool (*work)(void *ctx, uint64_t item, rsd_buf *result);
    /* In the parent, once for every item, in their order. where is a place in the script, "" if
     * unknown; bytes of a crash say what happened. A status other than RSD_OK ends the run. */
    rsd_status (*done)(void *ctx, uint64_t item, rsd_outcome outcome, const char *bytes, size_t n,
                       const char *where, rsd_error *err);
} rsd_pool;

/* Runs all items. A worker that dies loses the item it was at and is replaced. When the run ends
 * early every worker is killed first. RSD_ERR_INVALID if start failed, RSD_ERR_INTERRUPTED if
 * rsd_interrupted was set. */
rsd_status rsd_pool_run(const rsd_pool *pool, rsd_error *err);

/* In a worker: where to note, also from a signal handler, what place of the script is at work;
 * NULL outside workers. */
char *rsd_worker_note(size_t *size);

/* Set by the handler of SIGINT. */
extern volatile sig_atomic_t rsd_interrupted;

#endif
