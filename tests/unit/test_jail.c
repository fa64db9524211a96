/* test_jail.c: jailed workers: what they can't do, and how they end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

static const rsd_limits LIMITS = {
    .memory = 8 << 20, .output = 1 << 20, .cpu_ms = 300, .wall_ms = 20000};

typedef struct record {
    rsd_outcome outcome;
    char text[128];
    char printed[64];
    size_t printed_n;
} record;

static bool start(void *ctx, rsd_buf *result)
{
    (void)ctx;
    (void)result;
    return true;
}

static rsd_status done(void *ctx, const rsd_news *news, rsd_error *err)
{
    (void)err;
    record *r = ctx;
    r->outcome = news->outcome;
    r->printed_n = news->printed_n;
    snprintf(r->text, sizeof r->text, "%.*s", (int)news->n, news->bytes);
    snprintf(r->printed, sizeof r->printed, "%.*s",
             (int)(news->printed_n < 60 ? news->printed_n : 60), news->printed);
    return RSD_OK;
}

typedef bool work_function(void *ctx, uint64_t item, rsd_buf *result);

static record run_one(work_function *work, const rsd_limits *limits)
{
    record r = {.outcome = RSD_FAILED};
    rsd_error err = {0};
    const rsd_pool pool = {.ctx = &r,
                           .workers = 1,
                           .items = 1,
                           .limits = limits,
                           .start = start,
                           .work = work,
                           .done = done};
    assert_int_equal(rsd_pool_run(&pool, &err), RSD_OK);
    return r;
}

/* Each writes what it tried, so that a call which comes back is told by its name. */
static bool open_file(void *ctx, uint64_t item, rsd_buf *result)
{
    (void)ctx;
    (void)item;
    int fd = open("/etc/passwd", O_RDONLY | O_CLOEXEC);
    return rsd_buf_add(result, "opened", fd >= 0 ? 6 : 0) == RSD_OK;
}

static bool make_process(void *ctx, uint64_t item, rsd_buf *result)
{
    (void)ctx;
    (void)item;
    (void)result;
    return fork() >= 0;
}

static bool make_socket(void *ctx, uint64_t item, rsd_buf *result)
{
    (void)ctx;
    (void)item;
    (void)result;
    return socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0) >= 0;
}

static bool run_program(void *ctx, uint64_t item, rsd_buf *result)
{
    (void)ctx;
    (void)item;
    (void)result;
    execl("/bin/true", "true", (char *)NULL);
    return true;
}

static bool make_code(void *ctx, uint64_t item, rsd_buf *result)
{
    (void)ctx;
    (void)item;
    (void)result;
    void *page =
        mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return page != MAP_FAILED;
}

static bool stop_timer(void *ctx, uint64_t item, rsd_buf *result)
{
    (void)ctx;
    (void)item;
    (void)result;
    const struct itimerval never = {0};
    return setitimer(ITIMER_REAL, &never, NULL) == 0;
}

static bool kill_parent(void *ctx, uint64_t item, rsd_buf *result)
{
    (void)ctx;
    (void)item;
    (void)result;
    return syscall(SYS_tgkill, getppid(), getppid(), SIGTERM) == 0;
}

static bool read_input(void *ctx, uint64_t item, rsd_buf *result)
{
    char byte;
    (void)ctx;
    (void)item;
    (void)result;
    return read(STDIN_FILENO, &byte, 1) == 0;
}

static bool raise_limit(void *ctx, uint64_t item, rsd_buf *result)
{
    const struct rlimit limit = {RLIM_INFINITY, RLIM_INFINITY};
    (void)ctx;
    (void)item;
    (void)result;
    return setrlimit(RLIMIT_CPU, &limit) == 0;
}

static void test_calls_of_the_system_end_it_and_are_named(void **state)
{
    (void)state;
    if (rsd_jail_weakness() != NULL) {
        print_message("skipped: %s\n", rsd_jail_weakness());
        skip();
    }
    static const struct {
        work_function *work;
        const char *name;
    } cases[] = {{open_file, "(open"},       {make_process, "(clone"}, {make_socket, "(socket)"},
                 {run_program, "(execve)"},  {make_code, "(mmap)"},    {stop_timer, "(setitimer)"},
                 {kill_parent, "(getppid)"}, {read_input, "(read)"},   {raise_limit, "limit"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        record r = run_one(cases[i].work, &LIMITS);
        assert_int_equal(r.outcome, RSD_SYSCALL);
        assert_non_null(strstr(r.text, cases[i].name));
    }
}

static bool eat(void *ctx, uint64_t item, rsd_buf *result)
{
    (void)ctx;
    (void)item;
    (void)result;
    void *last = NULL;
    for (int i = 0; i < 1 << 20; i++) {
        void **block = rsd_alloc(1024);
        if (block == NULL) { /* nobody sees that */
            return true;
        }
        *block = last;
        last = block;
    }
    return true;
}

static bool eat_at_once(void *ctx, uint64_t item, rsd_buf *result)
{
    (void)ctx;
    (void)item;
    return rsd_buf_add(result, "", 0) == RSD_OK && rsd_alloc(SIZE_MAX / 2) != NULL;
}

/* What is given back may be had again: many times the limit in all. */
static bool eat_and_give_back(void *ctx, uint64_t item, rsd_buf *result)
{
    (void)ctx;
    (void)item;
    for (int i = 0; i < 100; i++) {
        char *block = rsd_alloc(1 << 20);
        block = rsd_realloc(block, 4 << 20);
        block[0] = (char)i;
        rsd_free(block);
    }
    return rsd_buf_add(result, "well", 4) == RSD_OK;
}

static bool spin(void *ctx, uint64_t item, rsd_buf *result)
{
    (void)ctx;
    (void)item;
    (void)result;
    rsd_worker_print("begun", 5);
    for (volatile bool again = true; again;) {
    }
    return true;
}

static bool flood(void *ctx, uint64_t item, rsd_buf *result)
{
    (void)ctx;
    (void)item;
    (void)result;
    for (volatile bool again = true; again;) {
        rsd_worker_print("0123456789", 10);
    }
    return true;
}

static bool too_long(void *ctx, uint64_t item, rsd_buf *result)
{
    (void)ctx;
    (void)item;
    char bytes[4096] = {0};
    for (int i = 0; i < 512; i++) {
        rsd_buf_add(result, bytes, sizeof bytes);
    }
    return true;
}

static bool abort_it(void *ctx, uint64_t item, rsd_buf *result)
{
    (void)ctx;
    (void)item;
    (void)result;
    abort();
}

static void test_limits_end_it_by_name(void **state)
{
    (void)state;
    rsd_limits limits = LIMITS;
    limits.weak = true;
    record r = run_one(eat, &limits);
    assert_int_equal(r.outcome, RSD_MEMORY);
    assert_string_equal(r.text, "it needs more than 8 MB of memory");
    assert_int_equal(run_one(eat_at_once, &limits).outcome, RSD_MEMORY);
    rsd_limits long_time = limits;
    long_time.cpu_ms = 60000;
    r = run_one(eat_and_give_back, &long_time);
    assert_int_equal(r.outcome, RSD_DONE);
    assert_string_equal(r.text, "well");
    r = run_one(spin, &limits);
    assert_int_equal(r.outcome, RSD_CPU);
    assert_string_equal(r.text, "it works for more than 0.3 seconds");
    assert_string_equal(r.printed, "begun");
    rsd_limits short_wall = limits;
    short_wall.cpu_ms = 100000;
    short_wall.wall_ms = 300;
    r = run_one(spin, &short_wall);
    assert_int_equal(r.outcome, RSD_WALL);
    assert_string_equal(r.printed, "begun");
    r = run_one(flood, &limits);
    assert_int_equal(r.outcome, RSD_OUTPUT);
    assert_true(r.printed_n > 10000 && r.printed_n <= LIMITS.output);
    assert_int_equal(run_one(too_long, &limits).outcome, RSD_OUTPUT);
    r = run_one(abort_it, &limits);
    assert_int_equal(r.outcome, RSD_CRASHED);
    assert_non_null(strstr(r.text, "signal 6"));
}

static bool count_descriptors(void *ctx, uint64_t item, rsd_buf *result)
{
    (void)ctx;
    (void)item;
    char list[64] = "";
    for (int fd = 0; fd < 64; fd++) {
        if (write(fd, "", 0) == 0) {
            size_t n = strlen(list);
            snprintf(list + n, sizeof list - n, "%d ", fd);
        }
    }
    return rsd_buf_add(result, list, strlen(list)) == RSD_OK;
}

/* With the filter asking for another descriptor is the end: the tests run without one, too. */
static void test_a_jail_has_one_descriptor(void **state)
{
    (void)state;
    rsd_limits weak = LIMITS;
    weak.weak = true;
    record r = run_one(count_descriptors, &weak);
    if (rsd_jail_weakness() == NULL) {
        assert_int_equal(r.outcome, RSD_SYSCALL);
    } else {
#ifdef __SANITIZE_ADDRESS__
        assert_string_equal(r.text, "2 3 ");
#else
        assert_string_equal(r.text, "3 ");
#endif
    }
}

static void test_without_a_filter_nothing_is_run(void **state)
{
    (void)state;
    record r;
    rsd_error err = {0};
    const rsd_pool pool = {.ctx = &r,
                           .workers = 1,
                           .items = 1,
                           .limits = &LIMITS,
                           .start = start,
                           .work = abort_it,
                           .done = done};
    if (rsd_jail_weakness() == NULL) {
        skip();
    }
    assert_int_equal(rsd_pool_run(&pool, &err), RSD_ERR_INVALID);
    assert_non_null(strstr(err.message, "--allow-weak-jail"));
}

static bool end_at_even_items(void *ctx, uint64_t item, rsd_buf *result)
{
    if (item % 2 == 1) {
        return eat(ctx, item, result);
    }
    return rsd_buf_add(result, "x", 1) == RSD_OK;
}

static rsd_status count_done(void *ctx, const rsd_news *news, rsd_error *err)
{
    (void)err;
    int *counts = ctx;
    assert_true(news->outcome == RSD_DONE || news->outcome == RSD_MEMORY);
    counts[news->outcome == RSD_DONE]++;
    return RSD_OK;
}

static void test_what_others_did_is_kept(void **state)
{
    (void)state;
    int counts[2] = {0};
    rsd_limits limits = LIMITS;
    limits.weak = true;
    const rsd_pool pool = {.ctx = counts,
                           .workers = 3,
                           .items = 20,
                           .limits = &limits,
                           .start = start,
                           .work = end_at_even_items,
                           .done = count_done};
    assert_int_equal(rsd_pool_run(&pool, NULL), RSD_OK);
    assert_int_equal(counts[0], 10);
    assert_int_equal(counts[1], 10);
}

/* The first item takes long, and the others give more than may wait for it. */
static bool give_much(void *ctx, uint64_t item, rsd_buf *result)
{
    (void)ctx;
    char bytes[1024] = {0};
    if (item == 0) {
        usleep(300000);
    }
    for (int i = 0; i < 1000; i++) {
        rsd_buf_add(result, bytes, sizeof bytes);
    }
    return true;
}

static rsd_status count_bytes(void *ctx, const rsd_news *news, rsd_error *err)
{
    (void)err;
    *(size_t *)ctx += news->n;
    return RSD_OK;
}

static void test_much_may_wait_but_nothing_is_lost(void **state)
{
    (void)state;
    size_t bytes = 0;
    const rsd_pool pool = {.ctx = &bytes,
                           .workers = 2,
                           .items = 60,
                           .limits = NULL,
                           .start = start,
                           .work = give_much,
                           .done = count_bytes};
    rsd_pool bounded = pool;
    rsd_limits limits = LIMITS;
    limits.weak = true;
    assert_int_equal(rsd_pool_run(&pool, NULL), RSD_OK);
    assert_int_equal(bytes, 60 * 1000 * 1024);
    bytes = 0;
    bounded.limits = &limits;
    /* Sleeping is a call of the system: with the filter the first item is lost. */
    assert_int_equal(rsd_pool_run(&bounded, NULL), RSD_OK);
    assert_true(bytes >= 59 * 1000 * 1024);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_calls_of_the_system_end_it_and_are_named),
        cmocka_unit_test(test_limits_end_it_by_name),
        cmocka_unit_test(test_a_jail_has_one_descriptor),
        cmocka_unit_test(test_without_a_filter_nothing_is_run),
        cmocka_unit_test(test_what_others_did_is_kept),
        cmocka_unit_test(test_much_may_wait_but_nothing_is_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
