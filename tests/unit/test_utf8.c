/* test_utf8.c: strict UTF-8, against an independent description of what is well-formed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "rasad.h"

/* The table of well-formed byte sequences of the Unicode Standard (3.9, D92), as it stands. */
static const struct {
    unsigned char low[4];
    unsigned char high[4];
    size_t len;
} WELL_FORMED[] = {
    {{0x00}, {0x7F}, 1},
    {{0xC2, 0x80}, {0xDF, 0xBF}, 2},
    {{0xE0, 0xA0, 0x80}, {0xE0, 0xBF, 0xBF}, 3},
    {{0xE1, 0x80, 0x80}, {0xEC, 0xBF, 0xBF}, 3},
    {{0xED, 0x80, 0x80}, {0xED, 0x9F, 0xBF}, 3},
    {{0xEE, 0x80, 0x80}, {0xEF, 0xBF, 0xBF}, 3},
    {{0xF0, 0x90, 0x80, 0x80}, {0xF0, 0xBF, 0xBF, 0xBF}, 4},
    {{0xF1, 0x80, 0x80, 0x80}, {0xF3, 0xBF, 0xBF, 0xBF}, 4},
    {{0xF4, 0x80, 0x80, 0x80}, {0xF4, 0x8F, 0xBF, 0xBF}, 4},
};

static size_t expected_length(const unsigned char *s, size_t n)
{
    for (size_t row = 0; row < sizeof WELL_FORMED / sizeof *WELL_FORMED; row++) {
        size_t i = 0;
        while (i < WELL_FORMED[row].len && i < n && s[i] >= WELL_FORMED[row].low[i] &&
               s[i] <= WELL_FORMED[row].high[i]) {
            i++;
        }
        if (i == WELL_FORMED[row].len) {
            return i;
        }
    }
    return 0;
}

static void check_string(const unsigned char *s, size_t n)
{
    uint32_t cp = 0;
    size_t want = expected_length(s, n);
    assert_int_equal(rsd_utf8_decode((const char *)s, n, &cp), want);
    size_t good = 0;
    while (good < n) {
        size_t len = expected_length(s + good, n - good);
        if (len == 0) {
            break;
        }
        good += len;
    }
    assert_int_equal(rsd_utf8_check((const char *)s, n), good);
}

static void should_judge_every_string_of_one_and_two_bytes(void **state)
{
    (void)state;
    for (unsigned a = 0; a < 256; a++) {
        unsigned char s[2] = {(unsigned char)a, 0};
        check_string(s, 1);
        for (unsigned b = 0; b < 256; b++) {
            s[1] = (unsigned char)b;
            check_string(s, 2);
        }
    }
}

static void should_judge_the_bounds_of_longer_strings(void **state)
{
    (void)state;
    static const unsigned char edges[] = {0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F,
                                          0xA0, 0xBF, 0xC0, 0xC2, 0xE0, 0xFF};
    const size_t count = sizeof edges;
    for (unsigned lead = 0xDF; lead < 0x100; lead++) {
        for (size_t b = 0; b < count; b++) {
            for (size_t c = 0; c < count; c++) {
                for (size_t d = 0; d < count; d++) {
                    unsigned char s[4] = {(unsigned char)lead, edges[b], edges[c], edges[d]};
                    check_string(s, 3);
                    check_string(s, 4);
                }
            }
        }
    }
}

static void should_decode_every_character(void **state)
{
    (void)state;
    for (uint32_t cp = 0x80; cp <= 0x10FFFF; cp++) {
        if (cp >= 0xD800 && cp <= 0xDFFF) {
            continue;
        }
        char s[4];
        size_t n = 0;
        if (cp >= 0x10000) {
            s[n++] = (char)(0xF0 | cp >> 18);
            s[n++] = (char)(0x80 | (cp >> 12 & 0x3F));
            s[n++] = (char)(0x80 | (cp >> 6 & 0x3F));
        } else if (cp >= 0x800) {
            s[n++] = (char)(0xE0 | cp >> 12);
            s[n++] = (char)(0x80 | (cp >> 6 & 0x3F));
        } else {
            s[n++] = (char)(0xC0 | cp >> 6);
        }
        s[n++] = (char)(0x80 | (cp & 0x3F));
        uint32_t got = 0;
        assert_int_equal(rsd_utf8_decode(s, n, &got), n);
        assert_int_equal(got, cp);
        assert_int_equal(rsd_utf8_decode(s, n - 1, &got), 0);
    }
}

static void should_find_the_first_bad_byte_behind_long_ascii(void **state)
{
    (void)state;
    char s[64];
    for (size_t bad = 0; bad < sizeof s; bad++) {
        memset(s, 'a', sizeof s);
        s[bad] = (char)0xFF;
        assert_int_equal(rsd_utf8_check(s, sizeof s), bad);
    }
    memset(s, 'a', sizeof s);
    assert_int_equal(rsd_utf8_check(s, sizeof s), sizeof s);
    assert_int_equal(rsd_utf8_check(s, 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(should_judge_every_string_of_one_and_two_bytes),
        cmocka_unit_test(should_judge_the_bounds_of_longer_strings),
        cmocka_unit_test(should_decode_every_character),
        cmocka_unit_test(should_find_the_first_bad_byte_behind_long_ascii),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
