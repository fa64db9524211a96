/* worker.h: a pool of forked processes that work on numbered items and survive each other. */
#ifndef RSD_BASE_WORKER_H
#define RSD_BASE_WORKER_H

#include "base/jail.h"
#include "rasad.h"

#include <signal.h>

typedef enum rsd_outcome {
    RSD_DONE = 0, /* the bytes are the result */
    RSD_FAILED,   /* the work said that it failed; the bytes are its message */
    RSD_CRASHED,  /* the process died of a signal of its own making, or left on its own */
    RSD_KILLED,   /* somebody killed the process */
    RSD_MEMORY,   /* it went over a limit, or tried to call the system: see rsd_limits */
    RSD_CPU,
    RSD_WALL,
    RSD_OUTPUT,
    RSD_SYSCALL
} rsd_outcome;

/* What the message of a damaged corpus begins with, by which a program knows its exit code. */
#define RSD_DAMAGE "corpus damaged: "

/* What became of an item. */
typedef struct rsd_news {
    uint64_t item;
    rsd_outcome outcome;
    const char *bytes; /* the result, or what happened in words */
    size_t n;
    const char *printed; /* what rsd_worker_print was given, also before a crash */
    size_t printed_n;
    const char *where; /* a place in the script, "" if unknown */
} rsd_news;

/* What the pool calls. ctx is passed through. */
typedef struct rsd_pool {
    void *ctx;
    unsigned workers; /* at least 1 */
    uint64_t items;
    const rsd_limits *limits; /* NULL: the work is trusted, and not jailed */
    /* In a new worker, once, before it is jailed. Failing (with the message in result) ends the
     * whole run. */
    bool (*start)(void *ctx, rsd_buf *result);
    /* In a worker: fills result; false says that it is a message of failure. */
    bool (*work)(void *ctx, uint64_t item, rsd_buf *result);
    /* In a worker, within a signal handler: makes the work call rsd_worker_end soon. NULL if that
     * can't be. */
    void (*interrupt)(void *ctx);
    /* In a worker that dies, within a signal handler: writes what place of the script was at work.
     * NULL if that is not known. */
    void (*locate)(void *ctx, char *place, size_t size);
    /* In the parent, once for every item, in their order. A status other than RSD_OK ends the run.
     */
    rsd_status (*done)(void *ctx, const rsd_news *news, rsd_error *err);
} rsd_pool;

/* Runs all items. A worker that dies loses the item it was at and is replaced. When the run ends
 * early every worker is killed first. RSD_ERR_INVALID if start failed, RSD_ERR_INTERRUPTED if
 * rsd_interrupted was set. */
rsd_status rsd_pool_run(const rsd_pool *pool, rsd_error *err);

/* In a worker: hands the parent bytes that belong to the item at work, ahead of its result. They
 * are kept if the worker dies. Nothing happens outside workers. */
void rsd_worker_print(const char *bytes, size_t n);

/* In a worker that was asked to: ends it. */
void rsd_worker_end(void);

/* The name of an outcome as people see it: "ok", "error", "crash", "memory"... */
const char *rsd_outcome_name(rsd_outcome outcome);

/* Set by the handler of SIGINT. */
extern volatile sig_atomic_t rsd_interrupted;

#endif
