/* test_dictionary.c: a hunspell word list as evidence for the repair of Persian spelling. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "rasad.h"
#include "text/dictionary.h"
#include "text/repair_int.h"

static const char *small_path(void)
{
    static char path[4096];
    const char *source = getenv("RASAD_SOURCE");
    snprintf(path, sizeof path, "%s/tests/data/small.dic", source == NULL ? "." : source);
    return path;
}

static const rsd_dictionary_word *find(const rsd_dictionary *dictionary, const char *word)
{
    uint8_t key[64];
    size_t len = 0;
    for (size_t i = 0; word[i] != '\0';) {
        uint32_t cp;
        i += rsd_utf8_decode(word + i, strlen(word + i), &cp);
        key[len++] = rsd_letter_code(cp);
    }
    return rsd_dictionary_find(dictionary, key, len);
}

static void should_know_words_and_where_a_zwnj_stands(void **state)
{
    (void)state;
    rsd_dictionary *dictionary = NULL;
    assert_int_equal(rsd_dictionary_load(small_path(), &dictionary, NULL), RSD_OK);
    assert_true(find(dictionary, "کتاب")->is_glued);
    assert_true(find(dictionary, "كتاب")->is_glued); /* Arabic ك */
    assert_int_equal(find(dictionary, "کتاب")->mask, 0);
    assert_false(find(dictionary, "قالبساب")->is_glued);
    assert_int_equal(find(dictionary, "قالبساب")->mask, 1 << 4);
    assert_true(find(dictionary, "سنگساب")->is_glued); /* in both spellings */
    assert_int_equal(find(dictionary, "سنگساب")->mask, 1 << 3);
    assert_int_equal(find(dictionary, "شبچره")->mask, 1 << 2);
    assert_true(find(dictionary, "خارخسک")->is_glued);
    assert_null(find(dictionary, "نادانسته"));
    assert_null(find(NULL, "کتاب"));
    assert_int_equal(strncmp(rsd_dictionary_name(dictionary), "small ", 6), 0);
    rsd_dictionary_free(dictionary);
}

static void check_refused(const char *bytes, size_t n)
{
    rsd_dictionary *dictionary = NULL;
    rsd_error err = {0};
    assert_int_equal(rsd_dictionary_parse(bytes, n, "x", &dictionary, &err), RSD_ERR_INVALID);
    assert_null(dictionary);
    assert_true(err.message[0] != '\0');
}

static void should_refuse_what_is_no_persian_dictionary(void **state)
{
    (void)state;
    static const char english[] = "3\nwater/S\nhouse\ngarden\n";
    char zeros[4096] = {0};
    char ones[4096];
    memset(ones, 0xFF, sizeof ones);
    check_refused("", 0);
    check_refused(english, sizeof english - 1);
    check_refused(zeros, sizeof zeros);
    check_refused(ones, sizeof ones);
    rsd_dictionary *dictionary = NULL;
    assert_int_equal(rsd_dictionary_load("/no/such/file.dic", &dictionary, NULL),
                     RSD_ERR_NOT_FOUND);
    assert_null(dictionary);
}

/* Any bytes: read or refused, and no more. */
static void any_bytes_are_taken(void **state)
{
    (void)state;
    static const char *const pieces[] = {"کتاب", "\n",   "/", "\xE2\x80\x8C", "\xD9",
                                         "\0",   "\xCC", "ًآ", "12",           " "};
    uint32_t seed = 7;
    char bytes[600];
    for (int round = 0; round < 2000; round++) {
        size_t n = 0;
        while (n + 16 < sizeof bytes) {
            seed = seed * 1664525U + 1013904223U;
            const char *piece = pieces[(seed >> 16) % RSD_COUNT(pieces)];
            size_t len = piece[0] == '\0' ? 1 : strlen(piece);
            memcpy(bytes + n, piece, len);
            n += len;
        }
        rsd_dictionary *dictionary = NULL;
        if (rsd_dictionary_parse(bytes, n, "any", &dictionary, NULL) == RSD_OK) {
            (void)find(dictionary, "کتاب");
        }
        rsd_dictionary_free(dictionary);
    }
}

/* The dictionary is the one that the environment names: see main. */
static void should_be_evidence_for_the_repair(void **state)
{
    (void)state;
    static const char text[] = "این قالبسابها و سنگسابها و بیدرنگ پنجشنبه";
    rsd_repairs repairs = {0};
    rsd_buf out = {0};
    assert_null(rsd_repair_warning());
    assert_non_null(strstr(rsd_repair_list_version(), "+small "));
    assert_int_equal(rsd_repair(text, sizeof text - 1, &repairs, NULL), RSD_OK);
    assert_int_equal(
        rsd_repair_apply(text, sizeof text - 1, &repairs, RSD_REPAIR_CONFIDENT, &out, NULL),
        RSD_OK);
    assert_string_equal(out.data,
                        "این قالب\u200cساب\u200cها و سنگساب\u200cها و بی\u200cدرنگ پنجشنبه");
    rsd_buf_free(&out);
    rsd_repairs_free(&repairs);
}

int main(void)
{
    setenv("RASAD_DICTIONARY", small_path(), 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(should_know_words_and_where_a_zwnj_stands),
        cmocka_unit_test(should_refuse_what_is_no_persian_dictionary),
        cmocka_unit_test(any_bytes_are_taken),
        cmocka_unit_test(should_be_evidence_for_the_repair),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
