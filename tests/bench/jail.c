/* jail.c: what it costs to start a worker, bare and jailed. */
#include "base/mem.h"
#include "base/worker.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUNDS = 300, ROUNDS_OF_TRIAL = 7 };

static bool start(void *ctx, rsd_buf *result)
{
    (void)ctx;
    (void)result;
    return true;
}

static bool work(void *ctx, uint64_t item, rsd_buf *result)
{
    (void)ctx;
    (void)item;
    (void)result;
    return true;
}

static rsd_status done(void *ctx, const rsd_news *news, rsd_error *err)
{
    (void)err;
    *(int *)ctx += news->outcome == RSD_DONE;
    return RSD_OK;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Milliseconds for a worker that does nothing, the best of a few trials: the machine has other
 * things to do. */
static double cost(const rsd_limits *limits)
{
    double best = 1e9;
    for (int trial = 0; trial < ROUNDS_OF_TRIAL; trial++) {
        int good = 0;
        const rsd_pool pool = {.ctx = &good,
                               .workers = 1,
                               .items = 1,
                               .limits = limits,
                               .start = start,
                               .work = work,
                               .done = done};
        double before = now();
        for (int i = 0; i < ROUNDS; i++) {
            rsd_error err = {0};
            if (rsd_pool_run(&pool, &err) != RSD_OK) {
                fprintf(stderr, "bench: %s\n", err.message);
                exit(1);
            }
        }
        double each = (now() - before) / ROUNDS;
        best = good == ROUNDS && each < best ? each : best;
    }
    return best;
}

int main(void)
{
    const rsd_limits limits = {
        .memory = 512 << 20, .output = 64 << 20, .cpu_ms = 10000, .wall_ms = 30000};
    const size_t sizes[] = {0, 64, 512}; /* MB that the process has, as with a corpus */
    printf("process   bare worker   jailed worker   the jail\n");
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        char *held = rsd_alloc((sizes[i] << 20) + 1);
        if (held == NULL) {
            return 1;
        }
        memset(held, 1, sizes[i] << 20);
        double bare = cost(NULL);
        double jailed = cost(&limits);
        printf("%4zu MB   %8.3f ms   %10.3f ms   %5.3f ms\n", sizes[i], bare, jailed,
               jailed - bare);
        rsd_free(held);
    }
    return 0;
}
