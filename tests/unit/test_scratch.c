/* test_scratch.c: tables in memory and in files, and the sorting of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/scratch.h"
#include "base/sort.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

enum { SOME = 10000 /* numbers: more than a page of them */ };

static char folder[] = "/tmp/rasad-scratch-XXXXXX";

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) == NULL;
}

static int remove_folder(void **state)
{
    (void)state;
    return rmdir(folder); /* fails if a file was left in it */
}

static rsd_scratch *new_scratch(size_t memory)
{
    rsd_scratch *scratch = NULL;
    assert_int_equal(rsd_scratch_new(&scratch, folder, memory, 0, NULL), RSD_OK);
    return scratch;
}

static size_t count_names(void)
{
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    size_t count = 0;
    for (const struct dirent *e; (e = readdir(dir)) != NULL;) {
        count += e->d_name[0] != '.' || strlen(e->d_name) > 2;
    }
    closedir(dir);
    return count;
}

static size_t count_files(void)
{
    DIR *dir = opendir("/proc/self/fd");
    assert_non_null(dir);
    size_t count = 0;
    while (readdir(dir) != NULL) {
        count++;
    }
    closedir(dir);
    return count;
}

static void fill(uint32_t *numbers, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        numbers[i] = (uint32_t)(i * 2654435761U);
    }
}

static void check(const uint32_t *numbers, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(numbers[i], (uint32_t)(i * 2654435761U));
    }
}

/* What is there stays, in memory, in a file, on the way from the one to the other, and without any
 * scratch. */
static void test_blocks_keep_what_they_have(void **state)
{
    (void)state;
    const size_t memories[] = {0, SOME * sizeof(uint32_t), SIZE_MAX / 2};
    const size_t before_all = count_files();
    for (size_t i = 0; i <= sizeof memories / sizeof *memories; i++) {
        rsd_scratch *scratch = i == 0 ? NULL : new_scratch(memories[i - 1]);
        const size_t before = count_files();
        uint32_t *numbers = NULL;
        size_t cap = 0;
        for (size_t len = 1; len < 8 * SOME; len = len * 2 + 1) {
            const size_t had = cap;
            assert_int_equal(RSD_SCRATCH_GROW(scratch, numbers, cap, len, NULL), RSD_OK);
            assert_true(cap >= len);
            fill(numbers, had, cap);
            rsd_scratch_ease(scratch);
            check(numbers, cap);
        }
        uint32_t *other;
        assert_int_equal(RSD_SCRATCH_TAKE(scratch, other, SOME, NULL), RSD_OK);
        fill(other, 0, SOME);
        assert_int_equal(count_names(), 0);
        /* With some memory there is room for the other once the first one is in a file. */
        assert_int_equal(count_files(), before + (i == 1) + (i == 1 || i == 2));
        rsd_scratch_drop(scratch, numbers);
        check(other, SOME);
        assert_int_equal(count_files(), before + (i == 1));
        if (scratch == NULL) {
            rsd_scratch_drop(scratch, other);
        }
        rsd_scratch_free(scratch); /* with the other one */
        assert_int_equal(count_files(), before_all);
    }
}

static void test_a_full_disk_is_an_error(void **state)
{
    (void)state;
    rsd_scratch *scratch = new_scratch(0);
    rsd_error err = {0};
    uint32_t *numbers = NULL;
    size_t cap = 0;
    assert_int_equal(RSD_SCRATCH_GROW(scratch, numbers, cap, SOME, NULL), RSD_OK);
    fill(numbers, 0, SOME);
    struct rlimit before;
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before);
    const struct rlimit low = {.rlim_cur = SOME * sizeof *numbers * 2, .rlim_max = before.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &low), 0);
    const uint32_t *same = numbers;
    assert_int_equal(RSD_SCRATCH_GROW(scratch, numbers, cap, 4 * SOME, &err), RSD_ERR_IO);
    assert_non_null(strstr(err.message, "there is no room for a large table"));
    assert_string_equal(err.source, folder);
    assert_ptr_equal(numbers, same);
    assert_int_equal(cap, SOME);
    uint32_t *other;
    assert_int_equal(RSD_SCRATCH_TAKE(scratch, other, 4 * SOME, NULL), RSD_ERR_IO);
    assert_null(other);
    setrlimit(RLIMIT_FSIZE, &before);
    signal(SIGXFSZ, SIG_DFL);
    check(numbers, SOME);
    rsd_scratch_free(scratch);
}

static void test_a_folder_that_is_gone_is_an_error(void **state)
{
    (void)state;
    rsd_scratch *scratch = NULL;
    uint32_t *numbers;
    assert_int_equal(rsd_scratch_new(&scratch, "/nowhere", 0, 0, NULL), RSD_OK);
    assert_int_equal(RSD_SCRATCH_TAKE(scratch, numbers, SOME, NULL), RSD_ERR_IO);
    rsd_scratch_free(scratch);
}

static void test_what_is_minded_can_be_read_again(void **state)
{
    (void)state;
    static const char text[] = "what was there before";
    char path[sizeof folder + 8];
    snprintf(path, sizeof path, "%s/file", folder);
    const int file = open(path, O_RDWR | O_CREAT | O_EXCL, 0600);
    assert_int_equal(write(file, text, sizeof text), sizeof text);
    const char *map = mmap(NULL, sizeof text, PROT_READ, MAP_SHARED, file, 0);
    assert_ptr_not_equal(map, MAP_FAILED);
    rsd_scratch *scratch = new_scratch(0);
    assert_int_equal(rsd_scratch_mind(scratch, map, sizeof text, NULL), RSD_OK);
    assert_string_equal(map, text);
    rsd_scratch_ease(scratch);
    assert_string_equal(map, text);
    rsd_scratch_forget(scratch, map);
    rsd_scratch_passed(scratch, SIZE_MAX / 2);
    rsd_scratch_free(scratch);
    assert_string_equal(map, text); /* it is its owner's to unmap */
    munmap((void *)(uintptr_t)map, sizeof text);
    close(file);
    unlink(path);
}

static void test_without_memory_nothing_changes(void **state)
{
    (void)state;
    rsd_status status = RSD_ERR_NOMEM;
    for (uint64_t n = 1; status != RSD_OK; n++) {
        rsd_scratch *scratch = NULL;
        uint32_t *numbers = NULL;
        size_t cap = 0;
        rsd_fault_alloc(n, false);
        status = rsd_scratch_new(&scratch, folder, SOME * sizeof *numbers, 0, NULL);
        if (status == RSD_OK) {
            status = RSD_SCRATCH_GROW(scratch, numbers, cap, SOME, NULL);
        }
        if (status == RSD_OK) {
            fill(numbers, 0, SOME);
            status = RSD_SCRATCH_GROW(scratch, numbers, cap, 2 * SOME, NULL);
            check(numbers, SOME);
        }
        rsd_fault_alloc(0, false);
        assert_true(status == RSD_OK || status == RSD_ERR_NOMEM);
        assert_true(n < 100);
        rsd_scratch_free(scratch);
    }
}

/* ---- Sorting ---- */

typedef struct item {
    uint32_t key;
    uint32_t place; /* where it was */
} item;

static int compare_keys(const void *a, const void *b)
{
    const item *x = a;
    const item *y = b;
    return (x->key > y->key) - (x->key < y->key);
}

static int compare_both(const void *a, const void *b)
{
    const item *x = a;
    const item *y = b;
    const int order = compare_keys(a, b);
    return order != 0 ? order : (x->place > y->place) - (x->place < y->place);
}

/* Some ascending runs of a length; a length of 1 is no order at all. */
static void make_items(item *items, size_t count, size_t run)
{
    uint32_t random = 12345;
    uint32_t key = 0;
    for (size_t i = 0; i < count; i++) {
        random = random * 1664525 + 1013904223;
        key = i % run == 0 ? random >> 20 : key + (random >> 28);
        items[i] = (item){.key = key, .place = (uint32_t)i};
    }
}

static void test_runs_are_sorted_and_equals_stay(void **state)
{
    (void)state;
    static item items[SOME];
    static item sorted[SOME];
    const size_t counts[] = {0, 1, 2, 3, 100, SOME};
    const size_t runs[] = {1, 2, 7, 999, SOME};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        for (size_t k = 0; k < sizeof runs / sizeof *runs; k++) {
            rsd_scratch *scratch = k % 2 == 0 ? NULL : new_scratch(0);
            make_items(items, counts[i], runs[k]);
            memcpy(sorted, items, sizeof items);
            qsort(sorted, counts[i], sizeof *sorted, compare_both);
            assert_int_equal(
                rsd_sort_runs(scratch, items, counts[i], sizeof *items, compare_keys, NULL),
                RSD_OK);
            assert_memory_equal(items, sorted, counts[i] * sizeof *items);
            rsd_scratch_free(scratch);
        }
    }
}

static int compare_hashes(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a;
    uint64_t y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void test_hashes_are_sorted(void **state)
{
    (void)state;
    static const size_t counts[] = {0, 1, 2, 3, 17, 1000, 40000};
    static uint64_t items[40000];
    static uint64_t sorted[40000];
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        for (int kind = 0; kind < 3; kind++) { /* as good as random, few of them, all in one part */
            uint64_t h = 0x9E3779B97F4A7C15U;
            for (size_t k = 0; k < counts[i]; k++) {
                h = (h ^ (h >> 29)) * 0xBF58476D1CE4E5B9U + k;
                items[k] = kind == 0 ? h : kind == 1 ? h << 60 | 1 : h & 0xFFFF;
            }
            memcpy(sorted, items, sizeof items);
            qsort(sorted, counts[i], sizeof *sorted, compare_hashes);
            rsd_scratch *scratch = new_scratch(1 << 16);
            assert_int_equal(rsd_sort_hashes(kind == 0 ? NULL : scratch, items, counts[i], NULL),
                             RSD_OK);
            assert_memory_equal(items, sorted, counts[i] * sizeof *items);
            rsd_scratch_free(scratch);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_blocks_keep_what_they_have),
        cmocka_unit_test(test_a_full_disk_is_an_error),
        cmocka_unit_test(test_a_folder_that_is_gone_is_an_error),
        cmocka_unit_test(test_what_is_minded_can_be_read_again),
        cmocka_unit_test(test_without_memory_nothing_changes),
        cmocka_unit_test(test_runs_are_sorted_and_equals_stay),
        cmocka_unit_test(test_hashes_are_sorted),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
