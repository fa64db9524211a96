/* test_encoding.c: deciding what bytes are encoded in, decoding them, and the way back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "rasad.h"

#include <iconv.h>
#include <stdio.h>
#include <string.h>

static const char arabic[] =
    "أعلن المبعوث الخاص، ستيفان دي ميستورا، اليوم الأربعاء: وقف إطلاق النار في سوريا صامد.\r\n"
    "وقال: هل يستمر؟ نعم؛ «إن شاء الله» حتى ١٢ آذار (Geneva).";
/* As it is typed where there is no Persian yeh. */
static const char persian[] = "به گزارش خبرگزاري، آتش بس در سوريه از بامداد پنجشنبه برقرار شد و "
                              "پنج گروه مسلح آن را پذيرفتند.";

/* ---- Deciding ---- */

static void assert_decided(const char *s, size_t n, rsd_encoding want)
{
    assert_string_equal(rsd_encoding_name(rsd_encoding_of(s, n)), rsd_encoding_name(want));
}

static void assert_text(const char *s, rsd_encoding want)
{
    assert_decided(s, strlen(s), want);
}

static void utf8_is_what_keeps_its_form(void **state)
{
    (void)state;
    assert_text("", RSD_ENCODING_UTF_8);
    assert_text("plain ASCII", RSD_ENCODING_UTF_8);
    assert_text(arabic, RSD_ENCODING_UTF_8);
    assert_text("\xEF\xBB\xBF", RSD_ENCODING_UTF_8);
    /* A mark decides also where the rest is no UTF-8. */
    assert_text("\xEF\xBB\xBF\xE3\xE4\xC7\xD1 \xC7\xE1\xE3", RSD_ENCODING_UTF_8);
}

static void a_few_bad_bytes_leave_it_utf8(void **state)
{
    (void)state;
    rsd_buf text = {0};
    for (int i = 0; i < 20; i++) {
        assert_int_equal(rsd_buf_add(&text, arabic, sizeof arabic - 1), RSD_OK);
        assert_int_equal(rsd_buf_add(&text, "\xC7\xE1\xE3", 3), RSD_OK);
    }
    assert_decided(text.data, text.len, RSD_ENCODING_UTF_8);
    /* Cut within a character. */
    assert_decided(arabic, 21, RSD_ENCODING_UTF_8);
    rsd_buf_free(&text);
    assert_text("the last character is cut: \xE2\x80", RSD_ENCODING_UTF_8);
    assert_text("thr\xD8 and \xFF and more of it", RSD_ENCODING_UTF_8);
}

static void a_mark_or_zeros_decide_for_utf16(void **state)
{
    (void)state;
    assert_decided("\xFF\xFE", 2, RSD_ENCODING_UTF_16LE);
    assert_decided("\xFE\xFF", 2, RSD_ENCODING_UTF_16BE);
    assert_decided("\xFF\xFE\x2C\x4E", 4, RSD_ENCODING_UTF_16LE);
    assert_decided("c\0e\0a\0s\0e\0", 10, RSD_ENCODING_UTF_16LE);
    assert_decided("\0c\0e\0a\0s\0e", 10, RSD_ENCODING_UTF_16BE);
    assert_decided("c\0e\0a\0s\0e\0f", 11, RSD_ENCODING_UTF_16LE);
    /* Without a space: every other byte is 06, and all of it could be UTF-8. */
    assert_decided("\x27\x06\x44\x06\x33\x06\x44\x06\x27\x06\x45\x06", 12, RSD_ENCODING_UTF_16LE);
    assert_decided("\x06\x27\x06\x44\x06\x33\x06\x44\x06\x27\x06\x45", 12, RSD_ENCODING_UTF_16BE);
    /* A text with a NUL in it, or with some. */
    assert_decided("one\ntwo \0 three\n", 16, RSD_ENCODING_UTF_8);
    assert_decided("a\0b", 3, RSD_ENCODING_UTF_8);
}

static void letters_decide_between_the_legacy_encodings(void **state)
{
    (void)state;
    /* السلام عليكم in both. */
    assert_text("\xC7\xE1\xD3\xE1\xC7\xE3 \xDA\xE1\xED\xDF\xE3", RSD_ENCODING_WINDOWS_1256);
    assert_text("\xC7\xE4\xD3\xE4\xC7\xE5 \xD9\xE4\xEA\xE3\xE5", RSD_ENCODING_ISO_8859_6);
    /* چگونه, whose first letters only Windows-1256 has. */
    assert_text("\x8D\x90\xE6\xE4\xE5", RSD_ENCODING_WINDOWS_1256);
    /* دار, which is the same in both. */
    assert_text("\xCF\xC7\xD1", RSD_ENCODING_WINDOWS_1256);
    /* Mostly English, and a name: (دمشق). */
    assert_text("A statement from Damascus (\xCF\xE3\xD4\xDE) said so on Monday.",
                RSD_ENCODING_WINDOWS_1256);
}

static void bytes_of_other_encodings_are_not_taken_for_arabic(void **state)
{
    (void)state;
    /* German and French in Latin-1, Russian in Windows-1251, Greek in ISO-8859-7. */
    assert_text("Die Gespr\xE4"
                "che \xFC"
                "ber die Waffenruhe f\xFChrten zu keinem Ergebnis",
                RSD_ENCODING_UTF_8);
    assert_text("le cessez-le-feu a \xE9t\xE9 respect\xE9 \xE0 No\xEBl", RSD_ENCODING_UTF_8);
    assert_text("\xEF\xE5\xF0\xE5\xE3\xEE\xE2\xEE\xF0\xFB \xE2 \xC0\xF1\xF2\xE0\xED\xE5",
                RSD_ENCODING_UTF_8);
    assert_text("\xF3\xF5\xED\xEF\xEC\xE9\xEB\xDF\xE5\xF2 \xE3\xE9\xE1 \xF4\xE7 "
                "\xD3\xF5\xF1\xDF\xE1",
                RSD_ENCODING_UTF_8);
    /* Bytes by chance. */
    for (uint32_t seed = 1; seed < 200; seed++) {
        char bytes[500];
        uint32_t x = seed;
        for (size_t i = 0; i < sizeof bytes; i++) {
            x = x * 1664525 + 1013904223;
            bytes[i] = (char)(x >> 24);
        }
        bytes[0] = 'x'; /* no mark */
        assert_decided(bytes, sizeof bytes, RSD_ENCODING_UTF_8);
    }
}

/* ---- Decoding ---- */

/* The text of s[0..n), which is checked in all ways. */
static void decode_checked(rsd_encoding encoding, const char *s, size_t n, rsd_buf *text,
                           rsd_decoding *d)
{
    /* Copies of just this size, so that a read past the end is caught. */
    char *copy = rsd_alloc(n);
    assert_non_null(copy);
    memcpy(copy, s, n);
    text->len = 0;
    assert_int_equal(rsd_buf_add(text, "before", 6), RSD_OK);
    assert_int_equal(rsd_decode(encoding, copy, n, text, d, NULL), RSD_OK);
    assert_memory_equal(text->data, "before", 6);
    memmove(text->data, text->data + 6, text->len - 5);
    text->len -= 6;
    assert_int_equal(d->text_len, text->len);
    assert_int_equal(d->source_len, n);
    assert_int_equal(text->data[text->len], '\0');
    assert_int_equal(rsd_utf8_check(text->data, text->len), text->len);
    uint32_t source = 0;
    for (uint32_t at = 0; at < text->len;) {
        uint32_t cp;
        uint32_t len = (uint32_t)rsd_utf8_decode(text->data + at, text->len - at, &cp);
        uint32_t start;
        uint32_t end;
        rsd_decoding_to_source(d, at, at + len, &start, &end);
        assert_int_equal(start, source);
        assert_true(end > start);
        /* A part of a character is all of it, in both directions. */
        for (uint32_t a = at; a < at + len; a++) {
            uint32_t x;
            uint32_t y;
            rsd_decoding_to_source(d, a, a + 1, &x, &y);
            assert_true(x == start && y == end);
            rsd_decoding_to_source(d, a, a, &x, &y);
            assert_true(x == start && y == start);
        }
        for (uint32_t a = start; a < end; a++) {
            uint32_t x;
            uint32_t y;
            rsd_decoding_to_text(d, a, a + 1, &x, &y);
            assert_true(x == at && y == at + len);
            rsd_decoding_to_text(d, a, a, &x, &y);
            assert_true(x == at && y == at);
        }
        source = end;
        at += len;
    }
    assert_int_equal(source, n);
    uint32_t start;
    uint32_t end;
    rsd_decoding_to_source(d, 0, UINT32_MAX, &start, &end);
    assert_true(start == 0 && end == n);
    rsd_decoding_to_text(d, UINT32_MAX, UINT32_MAX, &start, &end);
    assert_true(start == text->len && end == text->len);
    d->source = s;
    rsd_free(copy);
}

static void assert_decoded(rsd_encoding encoding, const char *s, size_t n, const char *want,
                           size_t bad, size_t first_bad)
{
    rsd_buf text = {0};
    rsd_decoding d = {0};
    decode_checked(encoding, s, n, &text, &d);
    assert_string_equal(text.data, want);
    assert_int_equal(d.bad, bad);
    assert_int_equal(d.first_bad, first_bad);
    rsd_buf_free(&text);
    rsd_decoding_free(&d);
}

#define LOST "\xEF\xBF\xBD"

static void utf16_is_decoded_with_its_pairs(void **state)
{
    (void)state;
    assert_decoded(RSD_ENCODING_UTF_16LE, "\xFF\xFE\x33\x06\r\0\n\0", 8, "\xEF\xBB\xBFس\r\n", 0, 8);
    assert_decoded(RSD_ENCODING_UTF_16BE, "\xFE\xFF\x06\x33\0\r\0\n", 8, "\xEF\xBB\xBFس\r\n", 0, 8);
    assert_decoded(RSD_ENCODING_UTF_16LE, "\x3D\xD8\x4A\xDF", 4, "\xF0\x9F\x9D\x8A", 0, 4);
    assert_decoded(RSD_ENCODING_UTF_16BE, "\xD8\x3D\xDF\x4A", 4, "\xF0\x9F\x9D\x8A", 0, 4);
    assert_decoded(RSD_ENCODING_UTF_16LE, "", 0, "", 0, 0);
}

static void what_is_no_utf16_is_shown_as_lost(void **state)
{
    (void)state;
    /* A high surrogate before a letter, before another one, at the end; a low one; half a unit. */
    assert_decoded(RSD_ENCODING_UTF_16LE, "x\0\x3D\xD8y\0", 6, "x" LOST "y", 1, 2);
    assert_decoded(RSD_ENCODING_UTF_16LE, "\x3D\xD8\x3D\xD8\x4A\xDF", 6, LOST "\xF0\x9F\x9D\x8A", 1,
                   0);
    assert_decoded(RSD_ENCODING_UTF_16LE, "x\0\x3D\xD8", 4, "x" LOST, 1, 2);
    assert_decoded(RSD_ENCODING_UTF_16LE, "x\0\x3D\xD8\x4A", 5, "x" LOST LOST, 2, 2);
    assert_decoded(RSD_ENCODING_UTF_16BE, "\xDF\x4A\0x", 4, LOST "x", 1, 0);
    assert_decoded(RSD_ENCODING_UTF_16BE, "\0x\0", 3, "x" LOST, 1, 2);
}

static void iso_has_bytes_for_nothing(void **state)
{
    (void)state;
    assert_decoded(RSD_ENCODING_ISO_8859_6, "\xC7\xDB\xA1\xE4 \xAC\xBB\xBF", 8,
                   "ا" LOST LOST "ل ،؛؟", 2, 1);
}

static void utf8_is_decoded_too(void **state)
{
    (void)state;
    assert_decoded(RSD_ENCODING_UTF_8, "\xD8\xB3\xD8 \xF0\x9F\x9D\x8A\xFF", 9,
                   "س" LOST " \xF0\x9F\x9D\x8A" LOST, 2, 2);
}

/* Longer than what lies between two points of a decoding, in characters of all lengths. */
static void every_boundary_of_a_long_text_comes_back(void **state)
{
    (void)state;
    static const char units[] = "a\0\xE9\0\x33\x06\x3D\xD8\x4A\xDF\x0C\x20\x00\xDC";
    rsd_buf source = {0};
    for (int i = 0; i < 500; i++) {
        /* Beginning at a different place each time. */
        size_t from = (size_t)(i % 5) * 2;
        assert_int_equal(rsd_buf_add(&source, units + from, sizeof units - 1 - from), RSD_OK);
    }
    assert_int_equal(rsd_buf_add(&source, "\x06", 1), RSD_OK);
    rsd_buf text = {0};
    rsd_decoding d = {0};
    for (int encoding = 0; encoding < RSD_ENCODING_COUNT; encoding++) {
        decode_checked((rsd_encoding)encoding, source.data, source.len, &text, &d);
    }
    rsd_buf_free(&source);
    rsd_buf_free(&text);
    rsd_decoding_free(&d);
}

static void any_bytes_are_decoded_in_all_encodings(void **state)
{
    (void)state;
    rsd_buf text = {0};
    rsd_decoding d = {0};
    uint32_t x = 20171122;
    for (size_t round = 0; round < 300; round++) {
        char bytes[257];
        for (size_t i = 0; i < sizeof bytes; i++) {
            x = x * 1664525 + 1013904223;
            /* In half of the rounds, high bytes of surrogates. */
            bytes[i] = round % 2 == 0 ? (char)(x >> 24) : (char)(0xD8 + (x >> 29));
        }
        decode_checked((rsd_encoding)(round % RSD_ENCODING_COUNT), bytes, round % sizeof bytes,
                       &text, &d);
    }
    rsd_buf_free(&text);
    rsd_decoding_free(&d);
}

static void every_failing_allocation_is_survived(void **state)
{
    (void)state;
    static const char zeros[2000] = {0};
    for (uint64_t n = 1;; n++) {
        rsd_buf text = {0};
        rsd_decoding d = {0};
        rsd_fault_alloc(n, false);
        rsd_status status = rsd_decode(RSD_ENCODING_UTF_16LE, zeros, sizeof zeros, &text, &d, NULL);
        uint64_t requests = rsd_fault_alloc(0, false);
        assert_int_equal(status, requests < n ? RSD_OK : RSD_ERR_NOMEM);
        assert_int_equal(text.len, status == RSD_OK ? sizeof zeros / 2 : 0);
        rsd_buf_free(&text);
        rsd_decoding_free(&d);
        if (status == RSD_OK) {
            break;
        }
    }
    rsd_decoding_free(NULL);
}

/* ---- Against the C library ---- */

static const struct {
    rsd_encoding encoding;
    const char *name;
} peers[] = {{RSD_ENCODING_UTF_16LE, "UTF-16LE"},
             {RSD_ENCODING_UTF_16BE, "UTF-16BE"},
             {RSD_ENCODING_WINDOWS_1256, "CP1256"},
             {RSD_ENCODING_ISO_8859_6, "ISO-8859-6"}};

enum { PEERS = sizeof peers / sizeof peers[0] };

/* Converts; the length, or SIZE_MAX where the C library refuses. */
static size_t convert(iconv_t with, const char *s, size_t n, char *out, size_t size)
{
    char *in = (char *)s;
    char *to = out;
    size_t room = size;
    iconv(with, NULL, NULL, NULL, NULL);
    return iconv(with, &in, &n, &to, &room) == (size_t)-1 ? SIZE_MAX : size - room;
}

/* Opens a conversion, or skips the test visibly. */
static iconv_t open_conversion(const char *to, const char *from)
{
    iconv_t with = iconv_open(to, from);
    if (with == (iconv_t)-1) {
        printf("skipped: this C library does not convert %s to %s\n", from, to);
        skip();
    }
    return with;
}

static void single_bytes_are_what_the_c_library_takes_them_for(void **state)
{
    (void)state;
    for (size_t i = 2; i < PEERS; i++) {
        iconv_t with = open_conversion("UTF-8", peers[i].name);
        for (int byte = 0; byte < 256; byte++) {
            char s[1] = {(char)byte};
            char want[8];
            size_t n = convert(with, s, 1, want, sizeof want - 1);
            want[n == SIZE_MAX ? 0 : n] = '\0';
            rsd_buf text = {0};
            rsd_decoding d = {0};
            assert_int_equal(rsd_decode(peers[i].encoding, s, 1, &text, &d, NULL), RSD_OK);
            if (n == SIZE_MAX ? d.bad != 1 : strcmp(want, text.data) != 0) {
                fail_msg("%s %02X: %s, not %s", peers[i].name, (unsigned)byte, text.data, want);
            }
            rsd_buf_free(&text);
            rsd_decoding_free(&d);
        }
        iconv_close(with);
    }
}

static void all_characters_of_utf16_are_what_the_c_library_takes_them_for(void **state)
{
    (void)state;
    rsd_buf text = {0};
    rsd_decoding d = {0};
    for (size_t i = 0; i < 2; i++) {
        iconv_t with = open_conversion(peers[i].name, "UTF-32LE");
        iconv_t back = open_conversion("UTF-8", "UTF-32LE");
        for (uint32_t cp = 0; cp < 0x110000; cp += cp < 0x3000 ? 1 : 37) {
            const char s[4] = {(char)cp, (char)(cp >> 8), (char)(cp >> 16), 0};
            char source[8];
            char want[8];
            size_t n = convert(with, s, 4, source, sizeof source);
            size_t m = convert(back, s, 4, want, sizeof want);
            if (cp >= 0xD800 && cp <= 0xDFFF) {
                continue;
            }
            text.len = 0;
            assert_int_equal(rsd_decode(peers[i].encoding, source, n, &text, &d, NULL), RSD_OK);
            assert_int_equal(text.len, m);
            assert_memory_equal(text.data, want, m);
        }
        iconv_close(with);
        iconv_close(back);
    }
    rsd_buf_free(&text);
    rsd_decoding_free(&d);
}

/* With what only some of them have left out. */
static void texts_that_the_c_library_encodes_are_decided_and_decoded(void **state)
{
    (void)state;
    const char *const texts[] = {arabic, persian};
    for (size_t i = 0; i < PEERS; i++) {
        iconv_t with = open_conversion(peers[i].name, "UTF-8");
        for (size_t k = 0; k < sizeof texts / sizeof texts[0]; k++) {
            rsd_buf want = {0};
            rsd_buf source = {0};
            for (size_t at = 0; texts[k][at] != '\0';) {
                uint32_t cp;
                char unit[8];
                size_t len = rsd_utf8_decode(texts[k] + at, strlen(texts[k] + at), &cp);
                size_t n = convert(with, texts[k] + at, len, unit, sizeof unit);
                if (n != SIZE_MAX) {
                    assert_int_equal(rsd_buf_add(&want, texts[k] + at, len), RSD_OK);
                    assert_int_equal(rsd_buf_add(&source, unit, n), RSD_OK);
                }
                at += len;
            }
            assert_true(want.len > strlen(texts[k]) * 9 / 10);
            assert_decided(source.data, source.len, peers[i].encoding);
            assert_decoded(peers[i].encoding, source.data, source.len, want.data, 0, source.len);
            rsd_buf_free(&want);
            rsd_buf_free(&source);
        }
        iconv_close(with);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_is_what_keeps_its_form),
        cmocka_unit_test(a_few_bad_bytes_leave_it_utf8),
        cmocka_unit_test(a_mark_or_zeros_decide_for_utf16),
        cmocka_unit_test(letters_decide_between_the_legacy_encodings),
        cmocka_unit_test(bytes_of_other_encodings_are_not_taken_for_arabic),
        cmocka_unit_test(utf16_is_decoded_with_its_pairs),
        cmocka_unit_test(what_is_no_utf16_is_shown_as_lost),
        cmocka_unit_test(iso_has_bytes_for_nothing),
        cmocka_unit_test(utf8_is_decoded_too),
        cmocka_unit_test(every_boundary_of_a_long_text_comes_back),
        cmocka_unit_test(any_bytes_are_decoded_in_all_encodings),
        cmocka_unit_test(every_failing_allocation_is_survived),
        cmocka_unit_test(single_bytes_are_what_the_c_library_takes_them_for),
        cmocka_unit_test(all_characters_of_utf16_are_what_the_c_library_takes_them_for),
        cmocka_unit_test(texts_that_the_c_library_encodes_are_decided_and_decoded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
