/* test_simd.c: the twins of both levels give what the scalar code gives, byte for byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "read/clean_int.h"
#include "store/lexicon.h"

enum { ROUNDS = 20000, PIECES_MOST = 60 };

static uint64_t seed;

static size_t below(size_t n)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (size_t)(seed % n);
}

/* Everything about a text that a twin has a hand in. */
typedef struct findings {
    size_t valid;
    rsd_buf forms[1 + 4];
    rsd_map maps[1 + 4];
    rsd_layout layout;
    uint32_t *ids; /* of the layout's tokens in a lexicon of their own */
    size_t id_cap;
    rsd_cleaner lines; /* with their skeletons and the hashes of their words */
} findings;

static void release_lines(findings *f)
{
    rsd_free(f->lines.lines);
    rsd_free(f->lines.words);
    rsd_buf_free(&f->lines.skeleton);
    rsd_buf_free(&f->lines.key);
}

static void find(findings *f, const char *s, size_t n, rsd_simd_level level)
{
    rsd_simd_allow(level);
    f->valid = rsd_utf8_check(s, n);
    for (size_t i = 0; i < 5; i++) {
        rsd_layer layer = i == 0 ? RSD_KEY : RSD_DISPLAY;
        rsd_lang lang = i == 0 ? RSD_LANG_OTHER : (rsd_lang)(i - 1);
        f->forms[i].len = 0;
        assert_int_equal(rsd_form(layer, lang, s, n, &f->forms[i], &f->maps[i], NULL), RSD_OK);
    }
    uint32_t edge = (uint32_t)(n / 2);
    while (edge < n && ((unsigned char)s[edge] & 0xC0) == 0x80) {
        edge++;
    }
    assert_int_equal(rsd_layout_cut(&f->layout, s, n, &edge, n % 2, NULL), RSD_OK);
    rsd_lexicon lexicon = {0};
    assert_int_equal(RSD_GROW(f->ids, f->id_cap, f->layout.token_count), RSD_OK);
    assert_int_equal(
        rsd_lexicon_intern(&lexicon, s, n, f->layout.tokens, f->layout.token_count, f->ids),
        RSD_OK);
    rsd_lexicon_free(&lexicon);
    release_lines(f);
    f->lines = (rsd_cleaner){.s = s, .n = n};
    assert_int_equal(rsd_cut_lines(&f->lines), RSD_OK);
    rsd_simd_allow(RSD_SIMD_AVX512);
}

static void release(findings *f)
{
    for (size_t i = 0; i < 5; i++) {
        rsd_buf_free(&f->forms[i]);
        rsd_map_free(&f->maps[i]);
    }
    rsd_layout_free(&f->layout);
    rsd_free(f->ids);
    release_lines(f);
}

static void check_lines(const rsd_cleaner *a, const rsd_cleaner *b)
{
    assert_int_equal(a->line_count, b->line_count);
    assert_int_equal(a->skeleton.len, b->skeleton.len);
    assert_int_equal(a->word_count, b->word_count);
    if (a->line_count > 0) {
        assert_memory_equal(a->lines, b->lines, a->line_count * sizeof *a->lines);
        assert_memory_equal(a->skeleton.data, b->skeleton.data, a->skeleton.len);
        assert_memory_equal(a->words, b->words, a->word_count * sizeof *a->words);
    }
}

static void check_equal(const findings *a, const findings *b)
{
    assert_int_equal(a->valid, b->valid);
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(a->forms[i].len, b->forms[i].len);
        assert_memory_equal(a->forms[i].data, b->forms[i].data, a->forms[i].len);
        assert_int_equal(a->maps[i].len, b->maps[i].len);
        for (size_t k = 0; k < a->maps[i].len; k++) {
            assert_int_equal(a->maps[i].points[k].form, b->maps[i].points[k].form);
            assert_int_equal(a->maps[i].points[k].source, b->maps[i].points[k].source);
        }
    }
    check_lines(&a->lines, &b->lines);
    const rsd_layout *x = &a->layout;
    const rsd_layout *y = &b->layout;
    assert_int_equal(x->token_count, y->token_count);
    for (size_t i = 0; i < x->token_count; i++) {
        assert_int_equal(x->tokens[i].start, y->tokens[i].start);
        assert_int_equal(x->tokens[i].end, y->tokens[i].end);
        assert_int_equal(x->tokens[i].kind, y->tokens[i].kind);
        assert_int_equal(x->tokens[i].lang, y->tokens[i].lang);
        assert_int_equal(a->ids[i], b->ids[i]);
    }
    assert_int_equal(x->sentence_count, y->sentence_count);
    for (size_t i = 0; i < x->sentence_count; i++) {
        assert_int_equal(x->sentences[i], y->sentences[i]);
    }
    assert_int_equal(x->paragraph_count, y->paragraph_count);
    for (size_t i = 0; i < x->paragraph_count; i++) {
        assert_int_equal(x->paragraphs[i], y->paragraphs[i]);
    }
}

/* The text is at the end of its memory, so that a sanitizer sees any byte read past it. */
static void compare_twins(findings *scalar, findings *simd, const char *s, size_t n)
{
    char *exact = malloc(n == 0 ? 1 : n);
    assert_non_null(exact);
    memcpy(exact, s, n);
    find(scalar, exact, n, RSD_SIMD_NONE);
    for (rsd_simd_level level = RSD_SIMD_AVX2; level <= RSD_SIMD_AVX512; level++) {
        find(simd, exact, n, level);
        check_equal(scalar, simd);
    }
    free(exact);
}

static void add(rsd_buf *s, const void *bytes, size_t n)
{
    assert_int_equal(rsd_buf_add(s, bytes, n), RSD_OK);
}

/* What fills blocks without a stop, and what stops in the middle of one. */
static void add_piece(rsd_buf *s)
{
    static const char *const words[] = {"در",
                                        "گفت",
                                        "الحكومة",
                                        "يوسف",
                                        "مؤتمر",
                                        "ئ",
                                        "إلى",
                                        "آن",
                                        "می‌رود",
                                        "کتاب‌ها",
                                        "ۀ",
                                        "Tehran",
                                        "ABC",
                                        "the",
                                        "پاسخگویی",
                                        "تهرانوبغداد",
                                        "۱۳۹۶",
                                        "٢٠١٧",
                                        "مُحَمَّد",
                                        "ـــ",
                                        "الأخبار",
                                        "é",
                                        "«",
                                        "»",
                                        "…",
                                        "\u00A0",
                                        "\u200F",
                                        "\u0301",
                                        "中文",
                                        "😀",
                                        "\xFF",
                                        "\xD8",
                                        "\xE2\x80",
                                        "\x80",
                                        "\r\n",
                                        "\n",
                                        "\n\n",
                                        "\t",
                                        ".",
                                        "،",
                                        "؟ ",
                                        "\"",
                                        "  ",
                                        "\x7F",
                                        "کووید19",
                                        "\u0640",
                                        "\u06DD",
                                        "(",
                                        ")",
                                        ":",
                                        "؛",
                                        "الجمهورية الإسلامية",
                                        "#",
                                        "ہ"};
    if (below(12) == 0) { /* any character of two bytes */
        char pair[2] = {(char)(0xC2 + below(0xE0 - 0xC2)), (char)(0x80 + below(0x40))};
        add(s, pair, 2);
    } else if (below(40) == 0) {
        char byte = (char)below(256);
        add(s, &byte, 1);
    } else {
        const size_t kinds = sizeof words / sizeof *words;
        const char *word = words[below(below(3) == 0 ? kinds : 20)];
        add(s, word, strlen(word));
    }
    if (below(4) > 0) {
        add(s, " ", 1);
    }
}

static void should_agree_on_random_text(void **state)
{
    (void)state;
    seed = UINT64_C(0x9E3779B97F4A7C15);
    findings scalar = {0};
    findings simd = {0};
    rsd_buf s = {0};
    for (int round = 0; round < ROUNDS; round++) {
        s.len = 0;
        add(&s, "", 0);
        for (size_t pieces = below(PIECES_MOST); pieces > 0; pieces--) {
            add_piece(&s);
        }
        compare_twins(&scalar, &simd, s.data, s.len);
    }
    rsd_buf_free(&s);
    release(&scalar);
    release(&simd);
}

/* Every character of one and two bytes, and some longer ones, at every place of a block, between
 * letters that fill it. */
static void should_agree_at_every_place_of_a_block(void **state)
{
    (void)state;
    findings scalar = {0};
    findings simd = {0};
    for (uint32_t cp = 1; cp < RSD_LOW + 3; cp++) {
        char middle[4];
        uint32_t odd[] = {RSD_CP_ZWNJ, 0xFEFB, 0x1F600};
        const size_t len = rsd_utf8_encode(cp < RSD_LOW ? cp : odd[cp - RSD_LOW], middle);
        const size_t step = cp < 0x700 && cp >= 0x600 ? 1 : 5;
        for (size_t place = 0; place < RSD_BLOCK * 2 + 2; place += step) {
            char text[RSD_BLOCK * 5];
            size_t n = 0;
            if (place % 2 == 1) {
                text[n++] = 'B';
            }
            while (n < place) {
                memcpy(text + n, "ي", 2);
                n += 2;
            }
            memcpy(text + n, middle, len);
            n += len;
            for (size_t rest = 0; rest < RSD_BLOCK + 1; rest++) {
                memcpy(text + n, "ب", 2);
                n += 2;
            }
            compare_twins(&scalar, &simd, text, n - cp % 64);
        }
    }
    release(&scalar);
    release(&simd);
}

static void should_agree_on_real_text(void **state)
{
    (void)state;
    static const char *const files[] = {"seeds/000_923cd57c96706209.txt",
                                        "seeds/003_adc4d4f25ab0e82b.txt",
                                        "data/corpus/fars-2021.txt"};
    const char *shared = getenv("RASAD_SHARED");
    findings scalar = {0};
    findings simd = {0};
    size_t compared = 0;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", shared == NULL ? "../shared" : shared, files[i]);
        FILE *file = fopen(path, "rb");
        if (file == NULL) {
            continue;
        }
        rsd_buf s = {0};
        assert_int_equal(rsd_buf_reserve(&s, 1 << 20), RSD_OK);
        s.len = fread(s.data, 1, 1 << 20, file);
        fclose(file);
        for (size_t from = 0; from < s.len; from += 4096 + from % 61) {
            compare_twins(&scalar, &simd, s.data + from, s.len - from < 8192 ? s.len - from : 8192);
        }
        compared++;
        rsd_buf_free(&s);
    }
    release(&scalar);
    release(&simd);
    if (compared == 0) {
        print_message("skipped: no reference material\n");
        skip();
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(should_agree_on_random_text),
        cmocka_unit_test(should_agree_at_every_place_of_a_block),
        cmocka_unit_test(should_agree_on_real_text),
    };
    return cmocka_run_group_tests_name("simd", tests, NULL, NULL);
}
