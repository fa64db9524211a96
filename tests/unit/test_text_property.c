/* test_text_property.c: what must hold of forms, maps and layouts of any string whatever. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "rasad.h"

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

/* Does a character (or a byte that is in none) start at i, or does the text end there? */
static bool is_boundary(const char *s, size_t n, size_t i)
{
    for (size_t at = 0; at < i;) {
        uint32_t cp;
        size_t len = rsd_utf8_decode(s + at, n - at, &cp);
        at += len == 0 ? 1 : len;
        if (at > i) {
            return false;
        }
    }
    return i <= n;
}

static void check_twice(rsd_layer layer, rsd_lang lang, const rsd_buf *s)
{
    rsd_buf once = {0};
    rsd_buf twice = {0};
    assert_int_equal(rsd_form(layer, lang, s->data, s->len, &once, NULL, NULL), RSD_OK);
    assert_int_equal(rsd_form(layer, lang, once.data, once.len, &twice, NULL, NULL), RSD_OK);
    assert_int_equal(rsd_utf8_check(once.data, once.len), once.len);
    assert_int_equal(once.len, twice.len);
    assert_memory_equal(once.data, twice.data, once.len);
    rsd_buf_free(&once);
    rsd_buf_free(&twice);
}

static void should_give_forms_that_stay_as_they_are(void **state)
{
    (void)state;
    seed = UINT64_C(0x9E3779B97F4A7C15);
    rsd_buf s = {0};
    for (int round = 0; round < ROUNDS; round++) {
        random_string(&s);
        check_twice(RSD_KEY, RSD_LANG_OTHER, &s);
        check_twice(RSD_DISPLAY, (rsd_lang)below(4), &s);
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
        check_twice(RSD_KEY, RSD_LANG_OTHER, &s);
        check_twice(RSD_DISPLAY, RSD_LANG_FA, &s);
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

/* From any span of the source to the form and back: it grows to whole units and no further. */
static void check_map(rsd_layer layer, rsd_lang lang, const rsd_buf *s)
{
    rsd_buf out = {0};
    rsd_map map = {0};
    assert_int_equal(rsd_form(layer, lang, s->data, s->len, &out, &map, NULL), RSD_OK);
    assert_int_equal(map.source_len, s->len);
    assert_int_equal(map.form_len, out.len);
    for (size_t i = 1; i < map.len; i++) {
        assert_true(map.points[i - 1].form <= map.points[i].form);
        assert_true(map.points[i - 1].source <= map.points[i].source);
    }
    uint32_t last_start = 0;
    uint32_t last_end = 0;
    for (uint32_t at = 0; at < out.len;) {
        uint32_t cp;
        uint32_t stop = at + (uint32_t)rsd_utf8_decode(out.data + at, out.len - at, &cp);
        uint32_t start;
        uint32_t end;
        rsd_map_to_source(&map, at, stop, &start, &end);
        assert_true(start < end && end <= s->len);
        assert_true(start >= last_start && end >= last_end);
        assert_true(is_boundary(s->data, s->len, start) && is_boundary(s->data, s->len, end));
        uint32_t form_start;
        uint32_t form_end;
        rsd_map_to_form(&map, start, end, &form_start, &form_end);
        assert_true(form_start <= at && form_end >= stop);
        uint32_t again_start;
        uint32_t again_end;
        rsd_map_to_source(&map, form_start, form_end, &again_start, &again_end);
        assert_true(again_start == start && again_end == end);
        uint32_t place;
        rsd_map_to_source(&map, at, at, &place, &end);
        assert_true(place == end && place >= last_start && place <= start);
        last_start = start;
        last_end = again_end;
        at = stop;
    }
    last_start = 0;
    last_end = 0;
    for (uint32_t at = 0; at < s->len;) {
        uint32_t cp;
        size_t len = rsd_utf8_decode(s->data + at, s->len - at, &cp);
        uint32_t stop = at + (uint32_t)(len == 0 ? 1 : len);
        uint32_t start;
        uint32_t end;
        rsd_map_to_form(&map, at, stop, &start, &end);
        assert_true(start <= end && end <= out.len);
        assert_true(start >= last_start && end >= last_end);
        assert_true(is_boundary(out.data, out.len, start) && is_boundary(out.data, out.len, end));
        if (start < end) {
            uint32_t source_start;
            uint32_t source_end;
            rsd_map_to_source(&map, start, end, &source_start, &source_end);
            assert_true(source_start <= at && source_end >= stop);
        }
        last_start = start;
        last_end = end;
        at = stop;
    }
    rsd_map_free(&map);
    rsd_buf_free(&out);
}

static void should_map_both_ways(void **state)
{
    (void)state;
    seed = UINT64_C(0xD1B54A32D192ED03);
    rsd_buf s = {0};
    for (int round = 0; round < ROUNDS; round++) {
        random_string(&s);
        check_map(RSD_KEY, RSD_LANG_OTHER, &s);
        check_map(RSD_DISPLAY, (rsd_lang)below(4), &s);
    }
    rsd_buf_free(&s);
}

static void check_starts(const uint32_t *starts, size_t count, size_t tokens)
{
    assert_true((count == 0) == (tokens == 0));
    for (size_t i = 0; i < count; i++) {
        assert_true(i == 0 ? starts[0] == 0 : starts[i] > starts[i - 1]);
        assert_true(starts[i] < tokens);
    }
}

static bool is_zwnj(const char *s, size_t left)
{
    return left >= 3 && memcmp(s, "\u200C", 3) == 0;
}

static void check_layout(const rsd_layout *layout, const rsd_buf *s, const uint32_t *breaks,
                         size_t break_count)
{
    uint32_t last = 0;
    for (size_t i = 0; i < layout->token_count; i++) {
        const rsd_token *token = &layout->tokens[i];
        const size_t len = token->end - token->start;
        assert_true(token->start >= last && token->end > token->start && token->end <= s->len);
        assert_true(is_boundary(s->data, s->len, token->start));
        assert_true(is_boundary(s->data, s->len, token->end));
        assert_int_equal(rsd_utf8_check(s->data + token->start, len), len);
        assert_true(token->kind <= RSD_KIND_MARKUP && token->lang <= RSD_LANG_EN);
        for (size_t at = token->start; at < token->end; at++) {
            assert_true((unsigned char)s->data[at] > 0x20);
        }
        if (token->kind == RSD_KIND_WORD) {
            assert_false(is_zwnj(s->data + token->start, len));
            assert_false(len >= 3 && is_zwnj(s->data + token->end - 3, 3));
        }
        for (size_t b = 0; b < break_count; b++) {
            assert_false(token->start < breaks[b] && breaks[b] < token->end);
        }
        last = token->end;
    }
    check_starts(layout->sentences, layout->sentence_count, layout->token_count);
    check_starts(layout->paragraphs, layout->paragraph_count, layout->token_count);
    size_t sentence = 0;
    for (size_t i = 0; i < layout->paragraph_count; i++) {
        while (layout->sentences[sentence] < layout->paragraphs[i]) {
            sentence++;
        }
        assert_int_equal(layout->sentences[sentence], layout->paragraphs[i]);
    }
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
        for (size_t i = 0; s.len > 0 && i < below(4); i++) {
            uint32_t place = (uint32_t)below(s.len + 1);
            if (is_boundary(s.data, s.len, place) && (count == 0 || place >= breaks[count - 1])) {
                breaks[count++] = place;
            }
        }
        assert_int_equal(rsd_layout_cut(&layout, s.data, s.len, breaks, count, NULL), RSD_OK);
        check_layout(&layout, &s, breaks, count);
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
                                         "---- "};
    rsd_buf s = {0};
    rsd_buf out = {0};
    rsd_map map = {0};
    rsd_layout layout = {0};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        const size_t len = strlen(pieces[i]);
        s.len = 0;
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
