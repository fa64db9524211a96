/* test_met.c: documents are known again by key and path, in memory or in a file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "store/met.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { MANY = 20000 /* names: the table grows some times */ };

static char folder[] = "/tmp/rasad-met-XXXXXX";

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

static bool note(rsd_met *met, const char *key, const char *path)
{
    bool again;
    assert_int_equal(rsd_met_note(met, key, path, &again, NULL), RSD_OK);
    return again;
}

static void test_key_and_path_make_a_name(void **state)
{
    (void)state;
    rsd_met *met;
    assert_int_equal(rsd_met_new(&met, NULL, 0, 0, NULL), RSD_OK);
    assert_false(note(met, "", ""));
    assert_false(note(met, "ab", "c"));
    assert_false(note(met, "a", "bc"));
    assert_false(note(met, "abc", ""));
    assert_false(note(met, "", "abc"));
    assert_false(note(met, "c", "ab"));
    assert_true(note(met, "ab", "c"));
    assert_true(note(met, "", "abc"));
    assert_true(note(met, "", ""));
    rsd_met_free(met);
}

static void check_many(const char *where, size_t memory)
{
    rsd_met *met;
    assert_int_equal(rsd_met_new(&met, where, memory, 0, NULL), RSD_OK);
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < MANY; i++) {
            char key[32];
            snprintf(key, sizeof key, "%zu", i);
            assert_true(note(met, key, "in.jsonl") == (round == 1));
        }
    }
    rsd_met_free(met);
}

static void test_many_are_known_again(void **state)
{
    (void)state;
    check_many(NULL, 0);
    check_many(folder, SIZE_MAX / 2);
    check_many(folder, 100000); /* begins in memory, goes on in a file */
    check_many(folder, 0);
}

/* Where memory runs out, what was noted before is still known. */
static void test_failures_lose_nothing(void **state)
{
    (void)state;
    size_t failures = 0;
    for (uint64_t at = 1;; at++) {
        rsd_met *met = NULL;
        rsd_fault_alloc(at, false);
        rsd_status status = rsd_met_new(&met, NULL, 0, 0, NULL);
        size_t noted = 0;
        bool again;
        while (status == RSD_OK && noted < MANY) {
            char key[32];
            snprintf(key, sizeof key, "%zu", noted);
            status = rsd_met_note(met, key, "", &again, NULL);
            noted += status == RSD_OK;
        }
        rsd_fault_alloc(0, false);
        for (size_t i = 0; i < noted; i++) {
            char key[32];
            snprintf(key, sizeof key, "%zu", i);
            assert_true(note(met, key, ""));
        }
        rsd_met_free(met);
        if (status == RSD_OK) {
            break;
        }
        assert_int_equal(status, RSD_ERR_NOMEM);
        failures++;
    }
    assert_true(failures > 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_key_and_path_make_a_name),
        cmocka_unit_test(test_many_are_known_again),
        cmocka_unit_test(test_failures_lose_nothing),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
