/* test_store.c: the lossless token stream, views, match text and the order of a corpus. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/io.h"
#include "base/mem.h"
#include "rasad.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static rsd_corpus *corpus_of(const char *source, size_t n)
{
    rsd_corpus *corpus = NULL;
    rsd_error err = {0};
    rsd_status status = rsd_corpus_from_text(&corpus, "text", source, n, NULL, 0, &err);
    if (status != RSD_OK) {
        fail_msg("%s: %s", err.source, err.message);
    }
    return corpus;
}

/* What holds of every article: the source comes back, tokens are slices in order, sentences and
 * paragraphs part them, match text is keys and separators, and maps back onto the tokens. */
static void check_view(const char *source, size_t n)
{
    rsd_corpus *corpus = corpus_of(source, n);
    rsd_article_view view = {0};
    assert_int_equal(rsd_article_load(corpus, 0, &view, NULL), RSD_OK);
    assert_int_equal(view.text.len, n);
    assert_memory_equal(view.text.data, source, n);
    uint32_t at = 0;
    for (size_t i = 0; i < view.token_count; i++) {
        const rsd_token *t = &view.tokens[i];
        assert_true(at <= t->start && t->start < t->end && t->end <= n);
        at = t->end;
        size_t form_len;
        const char *form = rsd_type_form(corpus, view.types[i], &form_len);
        assert_int_equal(form_len, t->end - t->start);
        assert_memory_equal(form, source + t->start, form_len);
        size_t key_len;
        const char *key = rsd_type_key(corpus, view.types[i], &key_len);
        assert_true(key_len > 0);
        assert_memory_equal(view.match.data + view.match_start[i], key, key_len);
        char sep = view.match.data[view.match_start[i] + key_len];
        assert_true(sep == RSD_SEP_TOKEN || sep == RSD_SEP_SENTENCE || sep == RSD_SEP_PARAGRAPH ||
                    sep == RSD_SEP_REGION);
        uint32_t start;
        uint32_t end;
        assert_int_equal(rsd_match_to_source(&view, view.match_start[i],
                                             view.match_start[i] + key_len, &start, &end, NULL),
                         RSD_OK);
        assert_int_equal(start, t->start);
        assert_int_equal(end, t->end);
        assert_int_equal(rsd_token_at(&view, t->start), i);
    }
    for (size_t i = 0; i + 1 < view.sentence_count; i++) {
        assert_true(view.sentences[i] < view.sentences[i + 1]);
    }
    for (size_t a = 0; a <= view.match.len; a += 7) {
        for (size_t b = a; b <= view.match.len && b < a + 9; b++) {
            uint32_t start;
            uint32_t end;
            assert_int_equal(rsd_match_to_source(&view, a, b, &start, &end, NULL), RSD_OK);
            assert_true(start <= end && end <= n);
        }
    }
    rsd_article_view_free(&view);
    rsd_corpus_free(corpus);
}

static void test_source_comes_back(void **state)
{
    (void)state;
    const char *const texts[] = {
        "",
        " \n\t ",
        "آتش‌بس در سوریه. آتش بس!\n\nدوم",
        "«می‌روم»\r\nخط\tدوم\xc2\xa0سوم\n\n\n",
        "بد\xff\xfe\x80 بایت \xd8",
        "ـــ ‌ ‏x",
        "ﻻ ﷲ ﷺ …",
        "a\xcc\x81 e\xcc\x81",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        check_view(texts[i], strlen(texts[i]));
    }
    check_view("a\0b\0\0c", 6);
}

/* Random strings out of pieces that hurt: letters, marks, joiners, broken bytes, markup. */
static void test_source_of_random_strings_comes_back(void **state)
{
    (void)state;
    const char *const pieces[] = {"آتش",
                                  "بس",
                                  "‌",
                                  "‍",
                                  " ",
                                  "\n",
                                  "\n\n",
                                  "\r\n",
                                  "\t",
                                  ".",
                                  "؟",
                                  "،",
                                  ":",
                                  "«",
                                  "»",
                                  "(",
                                  ")",
                                  "#",
                                  "##",
                                  "**",
                                  "_",
                                  "-",
                                  "http://a.b/c",
                                  "www.",
                                  "@",
                                  "x@y.org",
                                  "۱۲",
                                  "٣",
                                  "4",
                                  "/",
                                  ",",
                                  "٫",
                                  "َ",
                                  "ً",
                                  "ٓ",
                                  "ـ",
                                  "ا",
                                  "ﻻ",
                                  "ﷺ",
                                  "é",
                                  "e",
                                  "\xcc\x81",
                                  "日本",
                                  "😀",
                                  "\xff",
                                  "\xc0\x80",
                                  "\xed\xa0\x80",
                                  "\xf4\x90\x80\x80",
                                  "\xd8",
                                  "",
                                  "\xe2\x80\x8f",
                                  "\xef\xbb\xbf",
                                  "منبع: ",
                                  "logo",
                                  "می",
                                  "شود"};
    srand(20260101);
    for (int round = 0; round < 3000; round++) {
        char text[512];
        size_t n = 0;
        int parts = rand() % 40;
        for (int i = 0; i < parts; i++) {
            const char *piece = pieces[(size_t)rand() % (sizeof pieces / sizeof *pieces)];
            size_t len = strlen(piece);
            if (n + len + 1 < sizeof text) {
                memcpy(text + n, piece, len);
                n += len;
                if (rand() % 50 == 0) {
                    text[n++] = (char)(rand() % 256);
                }
            }
        }
        check_view(text, n);
    }
}

static void test_match_text_is_keys_and_separators(void **state)
{
    (void)state;
    const char source[] = "كتاب‌ها (۱۳۹۶). پایان";
    rsd_corpus *corpus = corpus_of(source, strlen(source));
    rsd_article_view view = {0};
    assert_int_equal(rsd_article_load(corpus, 0, &view, NULL), RSD_OK);
    assert_string_equal(view.match.data, "\x1dکتابها ( 1396 ) .\x1eپایان\x1d");
    uint32_t start;
    uint32_t end;
    /* "ها" inside the word, whose source has a ZWNJ before it */
    const char *inner = strstr(view.match.data, "ها");
    size_t at = (size_t)(inner - view.match.data);
    assert_int_equal(rsd_match_to_source(&view, at, at + 4, &start, &end, NULL), RSD_OK);
    assert_int_equal(end, strlen("كتاب‌ها"));
    assert_memory_equal(source + end - 4, "ها", 4);
    rsd_article_view_free(&view);
    rsd_corpus_free(corpus);
}

static void test_types_of_a_key_are_a_range(void **state)
{
    (void)state;
    const char source[] = "علی عليرضا علي علی كتاب کتاب";
    rsd_corpus *corpus = corpus_of(source, strlen(source));
    uint32_t first;
    uint32_t last;
    uint64_t count = 0;
    rsd_key_types(corpus, "علی", strlen("علی"), &first, &last);
    assert_int_equal(last - first, 2);
    for (uint32_t type = first; type < last; type++) {
        count += rsd_type_count(corpus, type);
    }
    assert_int_equal(count, 3);
    rsd_key_types(corpus, "زن", strlen("زن"), &first, &last);
    assert_int_equal(first, last);
    rsd_corpus_free(corpus);
}

static void write_bytes(const char *folder, const char *name, const char *bytes, size_t n)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_int_equal(rsd_replace_file(path, bytes, n, NULL), RSD_OK);
}

static void write_file(const char *folder, const char *name, const char *text)
{
    write_bytes(folder, name, text, strlen(text));
}

/* "سلام x. سلام x." with a lone surrogate and half a unit: UTF-16LE. */
static const char utf16[] = "\xFF\xFE\x33\x06\x44\x06\x27\x06\x45\x06 \0x\0\0\xDC.\0 \0"
                            "\x33\x06\x44\x06\x27\x06\x45\x06 \0x\0.\0.";

/* Two folders with a file of one name each, in a folder of their own. */
static void make_folders(char *top, char *one, char *two, size_t size)
{
    snprintf(top, size, "/tmp/rasad-store-XXXXXX");
    assert_non_null(mkdtemp(top));
    snprintf(one, size, "%.40s/one", top);
    snprintf(two, size, "%.40s/two", top);
    assert_int_equal(mkdir(one, 0777), 0);
    assert_int_equal(mkdir(two, 0777), 0);
    write_file(one, "a.txt", "یک دو سه");
    write_file(two, "a.txt", "چهار پنج شش");
    write_file(two, "b.txt", "واحد اثنان ثلاثة");
    write_bytes(two, "c.txt", utf16, sizeof utf16 - 1);
}

static void remove_folders(const char *one, const char *two, const char *top)
{
    char path[256];
    snprintf(path, sizeof path, "%s/a.txt", one);
    unlink(path);
    snprintf(path, sizeof path, "%s/a.txt", two);
    unlink(path);
    snprintf(path, sizeof path, "%s/b.txt", two);
    unlink(path);
    snprintf(path, sizeof path, "%s/c.txt", two);
    unlink(path);
    rmdir(one);
    rmdir(two);
    rmdir(top);
}

static void test_order_of_paths_does_not_matter(void **state)
{
    (void)state;
    char top[64];
    char one[64];
    char two[64];
    make_folders(top, one, two, sizeof top);
    const char *const forward[] = {one, two};
    const char *const backward[] = {two, one};
    rsd_corpus *a = NULL;
    rsd_corpus *b = NULL;
    assert_int_equal(rsd_corpus_open(&a, forward, 2, NULL, false, NULL), RSD_OK);
    assert_int_equal(rsd_corpus_open(&b, backward, 2, NULL, false, NULL), RSD_OK);
    rsd_corpus_info x;
    rsd_corpus_info y;
    rsd_corpus_describe(a, &x);
    rsd_corpus_describe(b, &y);
    assert_int_equal(x.articles, 4);
    assert_int_equal(x.encodings[RSD_ENCODING_UTF_8], 3);
    assert_int_equal(x.encodings[RSD_ENCODING_UTF_16LE], 1);
    assert_string_equal(x.fingerprint, y.fingerprint);
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(rsd_article_key(a, i), rsd_article_key(b, i));
    }
    /* equal names are told apart by their paths, others stay short */
    size_t found;
    assert_int_equal(rsd_article_find(a, "b.txt", &found, NULL), RSD_OK);
    assert_int_equal(rsd_article_find(a, "a.txt", &found, NULL), RSD_ERR_NOT_FOUND);
    rsd_corpus_free(a);
    rsd_corpus_free(b);
    remove_folders(one, two, top);
}

/* The file is UTF-16, the text is not, and all spans are the file's. */
static void test_spans_are_bytes_of_the_file(void **state)
{
    (void)state;
    char top[64];
    char one[64];
    char two[64];
    make_folders(top, one, two, sizeof top);
    const char *const paths[] = {two};
    rsd_corpus *corpus = NULL;
    rsd_article_view view = {0};
    size_t article;
    assert_int_equal(rsd_corpus_open(&corpus, paths, 1, NULL, false, NULL), RSD_OK);
    assert_int_equal(rsd_article_find(corpus, "c.txt", &article, NULL), RSD_OK);
    assert_int_equal(rsd_article_encoding(corpus, article), RSD_ENCODING_UTF_16LE);
    assert_int_equal(rsd_article_encoding(corpus, 9), RSD_ENCODING_UTF_8);
    assert_int_equal(rsd_article_load(corpus, article, &view, NULL), RSD_OK);
    size_t len;
    const char *source = rsd_article_source(&view, &len);
    assert_int_equal(len, sizeof utf16 - 1);
    assert_memory_equal(source, utf16, len);
    static const struct {
        const char *text;
        uint32_t start;
        uint32_t end;
    } want[] = {{"سلام", 2, 10}, {"x", 12, 14},           {"\xEF\xBF\xBD", 14, 16},
                {".", 16, 18},   {"سلام", 20, 28},        {"x", 30, 32},
                {".", 32, 34},   {"\xEF\xBF\xBD", 34, 35}};
    assert_int_equal(view.token_count, sizeof want / sizeof want[0]);
    for (size_t i = 0; i < view.token_count; i++) {
        assert_int_equal(view.tokens[i].start, want[i].start);
        assert_int_equal(view.tokens[i].end, want[i].end);
        const char *text = rsd_article_slice(&view, want[i].start, want[i].end, &len);
        assert_int_equal(len, strlen(want[i].text));
        assert_memory_equal(text, want[i].text, len);
        assert_int_equal(rsd_token_at(&view, want[i].start), i);
        uint32_t start;
        uint32_t end;
        uint32_t key = view.match_start[i];
        assert_int_equal(rsd_match_to_source(&view, key, key + 1, &start, &end, NULL), RSD_OK);
        assert_int_equal(start, want[i].start);
        assert_int_equal(end, i == 0 || i == 4 ? start + 2 : want[i].end);
    }
    rsd_article_slice(&view, 3, UINT32_MAX, &len);
    assert_int_equal(len, view.text.len - 3);
    rsd_article_slice(&view, 40, 50, &len);
    assert_int_equal(len, 0);
    rsd_article_view_free(&view);
    rsd_corpus_free(corpus);
    remove_folders(one, two, top);
}

static void test_every_failing_allocation_is_survived(void **state)
{
    (void)state;
    char top[64];
    char one[64];
    char two[64];
    make_folders(top, one, two, sizeof top);
    const char *const paths[] = {two};
    bool opened = false;
    for (int forever = 0; forever < 2; forever++) {
        opened = false;
        for (uint64_t n = 1; !opened; n++) {
            rsd_corpus *corpus = NULL;
            rsd_error err = {0};
            rsd_article_view view = {0};
            rsd_fault_alloc(n, forever == 1);
            rsd_status status = rsd_corpus_open(&corpus, paths, 1, NULL, false, &err);
            if (status == RSD_OK) {
                status = rsd_article_load(corpus, 2, &view, &err);
            }
            uint64_t requests = rsd_fault_alloc(0, false);
            opened = status == RSD_OK && requests < n;
            if (!opened) {
                assert_int_equal(status, RSD_ERR_NOMEM);
                assert_string_not_equal(err.message, "");
            }
            rsd_article_view_free(&view);
            rsd_corpus_free(corpus);
        }
    }
    assert_true(opened);
    remove_folders(one, two, top);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_source_comes_back),
        cmocka_unit_test(test_source_of_random_strings_comes_back),
        cmocka_unit_test(test_match_text_is_keys_and_separators),
        cmocka_unit_test(test_types_of_a_key_are_a_range),
        cmocka_unit_test(test_order_of_paths_does_not_matter),
        cmocka_unit_test(test_spans_are_bytes_of_the_file),
        cmocka_unit_test(test_every_failing_allocation_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
