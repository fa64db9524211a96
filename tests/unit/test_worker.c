/* test_worker.c: worker processes: order of results, failures, crashes, kills. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/worker.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
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

static uint64_t at_work;

static void locate(void *ctx, char *place, size_t size)
{
    (void)ctx;
    snprintf(place, size, "line %llu", (unsigned long long)at_work);
}

static bool work(void *ctx, uint64_t item, rsd_buf *result)
{
    (void)ctx;
    at_work = item;
    if (item == 7) {
        raise(SIGSEGV);
    }
    if (item == 9) {
        raise(SIGBUS);
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

static rsd_status done(void *ctx, const rsd_news *news, rsd_error *err)
{
    (void)err;
    record *r = ctx;
    assert_int_equal(news->item, r->next);
    r->next++;
    r->outcomes[news->item] = news->outcome;
    snprintf(r->texts[news->item], sizeof r->texts[0], "%.*s", (int)news->n, news->bytes);
    snprintf(r->places[news->item], sizeof r->places[0], "%s", news->where);
    return RSD_OK;
}

static void run_with(unsigned workers, record *r)
{
    *r = (record){0};
    const rsd_pool pool = {.ctx = r,
                           .workers = workers,
                           .items = ITEMS,
                           .start = start,
                           .work = work,
                           .locate = locate,
                           .done = done};
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
            if (i == 7 || i == 9 || i == 12) {
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
        assert_true(strncmp(r.texts[9], RSD_DAMAGE, strlen(RSD_DAMAGE)) == 0);
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

static bool leave(void *ctx, uint64_t item, rsd_buf *result)
{
    (void)ctx;
    (void)result;
    if (item == 1) {
        _exit(0);
    }
    return true;
}

static void test_a_worker_that_leaves_in_peace_loses_its_item_too(void **state)
{
    (void)state;
    static record r;
    r = (record){0};
    const rsd_pool pool = {
        .ctx = &r, .workers = 2, .items = 4, .start = start, .work = leave, .done = done};
    assert_int_equal(rsd_pool_run(&pool, NULL), RSD_OK);
    assert_int_equal(r.next, 4);
    assert_int_equal(r.outcomes[1], RSD_CRASHED);
    assert_int_equal(r.outcomes[3], RSD_DONE);
}

/* Sends the parent a result as no worker would. */
static bool babble(void *ctx, uint64_t item, rsd_buf *result)
{
    (void)ctx;
    (void)item;
    (void)result;
    const uint64_t frame[] = {1, 0, 77};
    for (int fd = 3; fd < 100; fd++) {
        struct stat st;
        if (fstat(fd, &st) == 0 && S_ISFIFO(st.st_mode) &&
            (fcntl(fd, F_GETFL) & O_ACCMODE) == O_WRONLY) {
            (void)!write(fd, frame, sizeof frame);
        }
    }
    return true;
}

static void test_a_result_that_makes_no_sense_ends_the_run(void **state)
{
    (void)state;
    static record r;
    r = (record){0};
    rsd_error err = {0};
    const rsd_pool pool = {
        .ctx = &r, .workers = 1, .items = 2, .start = start, .work = babble, .done = done};
    assert_int_equal(rsd_pool_run(&pool, &err), RSD_ERR_IO);
    assert_string_equal(err.message, "a worker sent a result that nobody asked for");
}

static bool sleep_at_the_second(void *ctx, uint64_t item, rsd_buf *result)
{
    (void)ctx;
    (void)result;
    if (item == 1) {
        sleep(60);
    }
    return true;
}

static rsd_status interrupt(void *ctx, const rsd_news *news, rsd_error *err)
{
    (void)ctx;
    (void)news;
    (void)err;
    rsd_interrupted = 1;
    return RSD_OK;
}

static void test_an_interrupt_between_two_waits_is_not_slept_through(void **state)
{
    (void)state;
    rsd_error err = {0};
    const rsd_pool pool = {
        .workers = 1, .items = 2, .start = start, .work = sleep_at_the_second, .done = interrupt};
    time_t before = time(NULL);
    assert_int_equal(rsd_pool_run(&pool, &err), RSD_ERR_INTERRUPTED);
    rsd_interrupted = 0;
    assert_true(time(NULL) - before < 30);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_but_the_lost_items_are_kept),
        cmocka_unit_test(test_a_start_that_fails_ends_the_run),
        cmocka_unit_test(test_an_interrupt_ends_the_run),
        cmocka_unit_test(test_a_worker_that_leaves_in_peace_loses_its_item_too),
        cmocka_unit_test(test_a_result_that_makes_no_sense_ends_the_run),
        cmocka_unit_test(test_an_interrupt_between_two_waits_is_not_slept_through),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
