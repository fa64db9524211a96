/* test_text_property.c: what must hold of forms, maps and layouts of any string whatever. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "rasad.h"

#define CHECK(condition) assert_true(condition)
#include "../invariants.h"

enum { ROUNDS = 20000, FRAGMENTS_MOST = 40 };

static uint64_t seed;

static uint64_t next_random(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed;
}

static size_t below(size_t n)
{
    return (size_t)(next_random() % n);
}

/* Pieces that meet each other badly. */
static const char *const FRAGMENTS[] = {"آتش‌بس",
                                        "و",
                                        "ي",
                                        "ى",
                                        "ك",
                                        "ۀ",
                                        "ۂ",
                                        "ہ",
                                        "ە",
                                        "ا",
                                        "ی",
                                        "ک",
                                        "گفت",
                                        "در",
                                        "S",
                                        "e",
                                        "a",
                                        "\u0301",
                                        "\u0316",
                                        "\u0338",
                                        "\u0345",
                                        "=",
                                        "<",
                                        "\u0653",
                                        "\u0654",
                                        "\u0655",
                                        "\u064E",
                                        "\u0651",
                                        "\u064B",
                                        "\u200C",
                                        "\u200C\u200C",
                                        "\u200D",
                                        "\u200E",
                                        "\u200F",
                                        "\u061C",
                                        "\uFEFF",
                                        "\u200B",
                                        "\u00AD",
                                        "¬",
                                        "﷽",
                                        "ـ",
                                        "ـــ",
                                        " ",
                                        "  ",
                                        "\t",
                                        "\n",
                                        "\n\n",
                                        "\r\n",
                                        "\r",
                                        "\u00A0",
                                        "\u2028",
                                        "\xC2\x85",
                                        "\x01",
                                        "\x1C",
                                        "\x1E",
                                        ".",
                                        "..",
                                        "...",
                                        "…",
                                        "!",
                                        "؟",
                                        "?",
                                        "،",
                                        "؛",
                                        ":",
                                        "/",
                                        "-",
                                        "--",
                                        "---",
                                        "_",
                                        "__",
                                        "*",
                                        "**",
                                        "#",
                                        "##",
                                        "###",
                                        "`",
                                        "> ",
                                        "- ",
                                        "(",
                                        ")",
                                        "«",
                                        "»",
                                        "\"",
                                        "'",
                                        "’",
                                        "[",
                                        "]",
                                        "@",
                                        "@a",
                                        "#b",
                                        "www.",
                                        "www.x.com",
                                        "http://",
                                        "https://a/(b)",
                                        "a@b.c",
                                        "a@b",
                                        "x.y@",
                                        "1",
                                        "12",
                                        "۳",
                                        "٫",
                                        "٬",
                                        "2017-05-04",
                                        "1396/12/26",
                                        "12:34",
                                        "\uFE70",
                                        "\uFE71",
                                        "\uFC5E",
                                        "\uFCF2",
                                        "ﻻ",
                                        "ﷲ",
                                        "ﷺ",
                                        "﷼",
                                        "Ĳ",
                                        "ß",
                                        "İ",
                                        "ǰ",
                                        "ﬁ",
                                        "ŉ",
                                        "\u1100",
                                        "\u1161",
                                        "\u11A8",
                                        "가",
                                        "ㄱ",
                                        "ㅏ",
                                        "ㄵ",
                                        "\uFF9F",
                                        "\uFFA1",
                                        "\uFFC2",
                                        "\u09C7",
                                        "\u09BE",
                                        "\u0958",
                                        "Ω",
                                        "Å",
                                        "\u1FEF",
                                        "\u037E",
                                        "\u0387",
                                        "\u0374",
                                        "ΐ",
                                        "ᾳ",
                                        "\u1E9E",
                                        "１",
                                        "Ａ",
                                        "𝟗",
                                        "𞸀",
                                        "\U0001F468",
                                        "\U0001F3FD",
                                        "\uFE0F",
                                        "\u20E3",
                                        "\U0001F1EE",
                                        "\U0001F1F7",
                                        "\U000E0061",
                                        "中",
                                        "。",
                                        "\u0600",
                                        "\u06DD",
                                        "\u06E5",
                                        "\u0674",
                                        "\u0675",
                                        "\u0677",
                                        "Dr",
                                        "U.S.",
                                        "م.",
                                        "\xFF",
                                        "\xC3",
                                        "\xE2\x80",
                                        "\xED\xA0\x80",
                                        "\xF4\x90\x80\x80",
                                        "\xC0\x80",
                                        "\xD8"};

static void random_string(rsd_buf *s)
{
    s->len = 0;
    assert_int_equal(rsd_buf_add(s, "", 0), RSD_OK);
    size_t pieces = below(FRAGMENTS_MOST);
    /* Some strings from few kinds of pieces, so that those meet often. */
    size_t kinds = below(3) == 0 ? 4 : sizeof FRAGMENTS / sizeof *FRAGMENTS;
    size_t from = below(sizeof FRAGMENTS / sizeof *FRAGMENTS);
    for (size_t i = 0; i < pieces; i++) {
        if (below(20) == 0) {
            char byte = (char)next_random();
            assert_int_equal(rsd_buf_add(s, &byte, 1), RSD_OK);
            continue;
        }
        const char *piece =
            FRAGMENTS[(from + below(kinds) * 37) % (sizeof FRAGMENTS / sizeof *FRAGMENTS)];
        assert_int_equal(rsd_buf_add(s, piece, strlen(piece)), RSD_OK);
    }
}

static void should_give_forms_that_stay_as_they_are(void **state)
{
    (void)state;
    seed = UINT64_C(0x9E3779B97F4A7C15);
    rsd_buf s = {0};
    for (int round = 0; round < ROUNDS; round++) {
        random_string(&s);
        check_twice(RSD_KEY, RSD_LANG_OTHER, s.data, s.len);
        check_twice(RSD_DISPLAY, (rsd_lang)below(4), s.data, s.len);
    }
    rsd_buf_free(&s);
}

static void should_give_every_character_a_form_that_stays(void **state)
{
    (void)state;
    rsd_buf s = {0};
    for (uint32_t cp = 1; cp <= 0x10FFFF; cp++) {
        char bytes[4];
        size_t n = 0;
        if (cp < 0x80) {
            bytes[n++] = (char)cp;
        } else {
            if (cp >= 0x10000) {
                bytes[n++] = (char)(0xF0 | cp >> 18);
                bytes[n++] = (char)(0x80 | (cp >> 12 & 0x3F));
                bytes[n++] = (char)(0x80 | (cp >> 6 & 0x3F));
            } else if (cp >= 0x800) {
                bytes[n++] = (char)(0xE0 | cp >> 12);
                bytes[n++] = (char)(0x80 | (cp >> 6 & 0x3F));
            } else {
                bytes[n++] = (char)(0xC0 | cp >> 6);
            }
            bytes[n++] = (char)(0x80 | (cp & 0x3F));
        }
        s.len = 0;
        assert_int_equal(rsd_buf_add(&s, bytes, n), RSD_OK);
        check_twice(RSD_KEY, RSD_LANG_OTHER, s.data, s.len);
        check_twice(RSD_DISPLAY, RSD_LANG_FA, s.data, s.len);
        if (cp == 0x33FF) {
            cp = 0xA6FF; /* ideographs, all alike, are left out, */
        } else if (cp == 0xABFF) {
            cp = 0xD7AF; /* and so are syllables of Hangul, */
        } else if (cp == 0x1FFFF) {
            cp = 0xDFFFF; /* ideographs of the upper planes, */
        } else if (cp == 0xE01FF) {
            cp = 0x10FFF0; /* and what has no meaning */
        }
    }
    rsd_buf_free(&s);
}

static void should_map_both_ways(void **state)
{
    (void)state;
    seed = UINT64_C(0xD1B54A32D192ED03);
    rsd_buf s = {0};
    for (int round = 0; round < ROUNDS; round++) {
        random_string(&s);
        check_map(RSD_KEY, RSD_LANG_OTHER, s.data, s.len);
        check_map(RSD_DISPLAY, (rsd_lang)below(4), s.data, s.len);
    }
    rsd_buf_free(&s);
}

static void should_cut_any_string_into_a_partition(void **state)
{
    (void)state;
    seed = UINT64_C(0x2545F4914F6CDD1D);
    rsd_buf s = {0};
    rsd_layout layout = {0};
    for (int round = 0; round < ROUNDS; round++) {
        random_string(&s);
        uint32_t breaks[3];
        size_t count = 0;
        bool *starts = new_boundaries(s.data, s.len);
        for (size_t i = 0; s.len > 0 && i < below(4); i++) {
            uint32_t place = (uint32_t)below(s.len + 1);
            if (starts[place] && (count == 0 || place >= breaks[count - 1])) {
                breaks[count++] = place;
            }
        }
        free(starts);
        assert_int_equal(rsd_layout_cut(&layout, s.data, s.len, breaks, count, NULL), RSD_OK);
        check_layout(&layout, s.data, s.len, breaks, count);
        rsd_language(s.data, s.len);
    }
    rsd_layout_free(&layout);
    rsd_buf_free(&s);
}

/* What takes a square of the length would take hours, so the limit need not be tight. */
static void should_take_linear_time_on_hostile_repetition(void **state)
{
    (void)state;
    enum { SIZE = 1 << 20 };
    static const char *const pieces[] = {"(",
                                         "@",
                                         "#",
                                         "-",
                                         "_",
                                         "*",
                                         "=",
                                         "`",
                                         ".",
                                         ". ",
                                         "ـ",
                                         " ـ\u200C",
                                         "\u200C",
                                         "ا\u200C ",
                                         "www.",
                                         "www.www.",
                                         "http://",
                                         "http://a(",
                                         "a.",
                                         "a@",
                                         "a@b",
                                         "a@b-",
                                         "_a",
                                         "#1",
                                         "#_",
                                         "1",
                                         "1.",
                                         "1-",
                                         "\u0301",
                                         "a\u0301\u0316",
                                         "\u0316\u0301",
                                         "\u064B",
                                         "ا\u064B\u200E",
                                         "»",
                                         ".»",
                                         ". »",
                                         "\n",
                                         "# ",
                                         "---\n",
                                         "- ",
                                         "\xFF",
                                         "\xE2\x80",
                                         "'",
                                         "a'",
                                         "\U0001F1EE",
                                         "\U0001F468\u200D",
                                         "\u200E",
                                         "\r",
                                         "a\u200D",
                                         "ﻻ",
                                         "x-",
                                         "x.y-",
                                         "---- ",
                                         "\u00AD",
                                         "\u200F",
                                         "\u200F\u200C",
                                         "¬",
                                         "¬\u200F",
                                         "«ا",
                                         "«إن از "};
    rsd_buf s = {0};
    rsd_buf out = {0};
    rsd_map map = {0};
    rsd_layout layout = {0};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        const size_t len = strlen(pieces[i]);
        s.len = 0;
        assert_int_equal(rsd_buf_add(&s, "ا", 2), RSD_OK); /* some need a letter before them */
        while (s.len + len <= SIZE) {
            assert_int_equal(rsd_buf_add(&s, pieces[i], len), RSD_OK);
        }
        assert_int_equal(rsd_layout_cut(&layout, s.data, s.len, NULL, 0, NULL), RSD_OK);
        for (int layer = RSD_DISPLAY; layer <= RSD_KEY; layer++) {
            out.len = 0;
            assert_int_equal(
                rsd_form((rsd_layer)layer, RSD_LANG_FA, s.data, s.len, &out, &map, NULL), RSD_OK);
        }
    }
    rsd_layout_free(&layout);
    rsd_map_free(&map);
    rsd_buf_free(&out);
    rsd_buf_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(should_give_forms_that_stay_as_they_are),
        cmocka_unit_test(should_give_every_character_a_form_that_stays),
        cmocka_unit_test(should_map_both_ways),
        cmocka_unit_test(should_cut_any_string_into_a_partition),
        cmocka_unit_test(should_take_linear_time_on_hostile_repetition),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
