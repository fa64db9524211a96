/* worker_int.h: what a worker and its parent say to each other. */
#ifndef RSD_BASE_WORKER_INT_H
#define RSD_BASE_WORKER_INT_H

#include "base/worker.h"

#include <stdatomic.h>
#include <sys/types.h>

enum { RSD_MAX_WORKERS = 256, RSD_NOTE_SIZE = 256 };

/* Shared between the processes. */
typedef struct rsd_worker_slot {
    _Atomic uint64_t current; /* item + 1, 0 between items */
    _Atomic int ending;       /* the outcome that the worker ended itself with; RSD_DONE: none */
    _Atomic int call;         /* with RSD_SYSCALL: which */
    char note[RSD_NOTE_SIZE];
} rsd_worker_slot;

typedef struct rsd_shared {
    _Atomic uint64_t next; /* the next item nobody has taken */
    rsd_worker_slot slots[RSD_MAX_WORKERS];
} rsd_shared;

typedef enum rsd_frame_kind {
    RSD_FRAME_DONE,
    RSD_FRAME_FAILED,
    RSD_FRAME_PRINTED,
    RSD_FRAME_KINDS
} rsd_frame_kind;

/* What stands before everything that a worker sends. */
typedef struct rsd_frame {
    uint64_t item; /* RSD_STARTING: the worker has started, or failed to */
    uint64_t len;
    uint64_t kind;
} rsd_frame;

#define RSD_STARTING UINT64_MAX

/* In a new process: works until there is nothing left, sending frames to fd. parent is whose child
 * it is, and dies with. Whatever the parent had in its hands is not the worker's to clean up. */
_Noreturn void rsd_be_worker(const rsd_pool *pool, rsd_shared *common, unsigned index, int fd,
                             pid_t parent);

#endif
