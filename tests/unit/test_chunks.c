/* test_chunks.c: chunks are taken in order, whoever makes them, and the first that fails ends it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/chunks.h"
#include "base/mem.h"

#include <sched.h>
#include <string.h>

enum { CHUNKS = 200 };

typedef struct work {
    size_t failing; /* chunks from here on cannot be made */
    size_t refused; /* this one cannot be taken */
    size_t taken;
    unsigned threads;
} work;

static rsd_status make(void *ctx, unsigned thread, size_t chunk, rsd_buf *made, rsd_error *err)
{
    const work *w = ctx;
    assert_true(thread < w->threads);
    assert_int_equal(made->len, 0);
    for (size_t i = 0; i < (chunk * 7919) % 13; i++) { /* some take longer */
        sched_yield();
    }
    if (chunk >= w->failing) {
        return rsd_fail(err, RSD_ERR_INVALID, NULL, chunk, RSD_NO_OFFSET, "cannot be made");
    }
    return rsd_buf_add(made, &chunk, sizeof chunk);
}

static rsd_status take(void *ctx, size_t chunk, const rsd_buf *made, rsd_error *err)
{
    work *w = ctx;
    assert_int_equal(chunk, w->taken);
    assert_int_equal(made->len, sizeof chunk);
    assert_memory_equal(made->data, &chunk, sizeof chunk);
    if (chunk == w->refused) {
        return rsd_fail(err, RSD_ERR_IO, NULL, chunk, RSD_NO_OFFSET, "cannot be taken");
    }
    w->taken++;
    return RSD_OK;
}

static rsd_status run(work *w, unsigned threads, size_t count, rsd_error *err)
{
    w->threads = threads;
    const rsd_chunks chunks = {
        .ctx = w, .threads = threads, .count = count, .make = make, .take = take};
    return rsd_chunks_run(&chunks, err);
}

static const unsigned threads[] = {1, 2, 3, 8, RSD_CHUNK_THREADS_MOST};
enum { RUNS = sizeof threads / sizeof *threads };

static void test_all_are_taken_in_order(void **state)
{
    (void)state;
    for (int i = 0; i < RUNS; i++) {
        for (size_t count = 0; count <= CHUNKS; count = count * 2 + 1) {
            work w = {.failing = SIZE_MAX, .refused = SIZE_MAX};
            assert_int_equal(run(&w, threads[i], count, NULL), RSD_OK);
            assert_int_equal(w.taken, count);
        }
    }
}

static void test_the_first_that_fails_is_told(void **state)
{
    (void)state;
    for (int i = 0; i < RUNS; i++) {
        rsd_error err = {0};
        work made = {.failing = 50, .refused = SIZE_MAX};
        assert_int_equal(run(&made, threads[i], CHUNKS, &err), RSD_ERR_INVALID);
        assert_int_equal(err.line, 50);
        assert_int_equal(made.taken, 50);
        work taken = {.failing = 60, .refused = 50};
        assert_int_equal(run(&taken, threads[i], CHUNKS, &err), RSD_ERR_IO);
        assert_int_equal(err.line, 50);
        assert_int_equal(taken.taken, 50);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_are_taken_in_order),
        cmocka_unit_test(test_the_first_that_fails_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
