/* test_worker.c: worker processes: order of results, failures, crashes, kills. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/worker.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { ITEMS = 40 };

typedef struct record {
    uint64_t next; /* results must come in order */
    rsd_outcome outcomes[ITEMS];
    char texts[ITEMS][64];
    char places[ITEMS][64];
} record;

static bool start(void *ctx, rsd_buf *result)
{
    (void)ctx;
    (void)result;
    return true;
}

static bool refuse(void *ctx, rsd_buf *result)
{
    (void)ctx;
    rsd_buf_add(result, "no script", 9);
    return false;
}

static bool work(void *ctx, uint64_t item, rsd_buf *result)
{
    (void)ctx;
    size_t size;
    char *note = rsd_worker_note(&size);
    snprintf(note, size, "line %llu", (unsigned long long)item);
    if (item == 7) {
        signal(SIGSEGV, SIG_DFL); /* a sanitizer would turn it into an exit */
        raise(SIGSEGV);
    }
    if (item == 11) {
        raise(SIGKILL);
    }
    if (item == 12) {
        _exit(9);
    }
    char text[32];
    int n = snprintf(text, sizeof text, "item %llu", (unsigned long long)item);
    rsd_buf_add(result, text, (size_t)n);
    return item != 20;
}

static rsd_status done(void *ctx, uint64_t item, rsd_outcome outcome, const char *bytes, size_t n,
                       const char *where, rsd_error *err)
{
    (void)err;
    record *r = ctx;
    assert_int_equal(item, r->next);
    r->next++;
    r->outcomes[item] = outcome;
    snprintf(r->texts[item], sizeof r->texts[item], "%.*s", (int)n, bytes);
    snprintf(r->places[item], sizeof r->places[item], "%s", where);
    return RSD_OK;
}

static void run_with(unsigned workers, record *r)
{
    *r = (record){0};
    const rsd_pool pool = {
        .ctx = r, .workers = workers, .items = ITEMS, .start = start, .work = work, .done = done};
    assert_int_equal(rsd_pool_run(&pool, NULL), RSD_OK);
    assert_int_equal(r->next, ITEMS);
}

static void test_all_but_the_lost_items_are_kept(void **state)
{
    (void)state;
    static record r;
    const unsigned counts[] = {1, 2, 8, 100};
    for (size_t k = 0; k < sizeof counts / sizeof *counts; k++) {
        run_with(counts[k], &r);
        for (int i = 0; i < ITEMS; i++) {
            char text[32];
            snprintf(text, sizeof text, "item %d", i);
            if (i == 7 || i == 12) {
                assert_int_equal(r.outcomes[i], RSD_CRASHED);
            } else if (i == 11) {
                assert_int_equal(r.outcomes[i], RSD_KILLED);
            } else {
                assert_int_equal(r.outcomes[i], i == 20 ? RSD_FAILED : RSD_DONE);
                assert_string_equal(r.texts[i], text);
                assert_string_equal(r.places[i], "");
            }
        }
        assert_string_equal(r.places[7], "line 7");
        assert_non_null(strstr(r.texts[7], "signal 11"));
        assert_non_null(strstr(r.texts[12], "exit status 9"));
    }
}

static void test_a_start_that_fails_ends_the_run(void **state)
{
    (void)state;
    static record r;
    rsd_error err = {0};
    const rsd_pool pool = {
        .ctx = &r, .workers = 2, .items = 5, .start = refuse, .work = work, .done = done};
    assert_int_equal(rsd_pool_run(&pool, &err), RSD_ERR_INVALID);
    assert_string_equal(err.message, "no script");
}

static void test_an_interrupt_ends_the_run(void **state)
{
    (void)state;
    static record r;
    rsd_error err = {0};
    const rsd_pool pool = {
        .ctx = &r, .workers = 2, .items = 5, .start = start, .work = work, .done = done};
    rsd_interrupted = 1;
    assert_int_equal(rsd_pool_run(&pool, &err), RSD_ERR_INTERRUPTED);
    rsd_interrupted = 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_but_the_lost_items_are_kept),
        cmocka_unit_test(test_a_start_that_fails_ends_the_run),
        cmocka_unit_test(test_an_interrupt_ends_the_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
