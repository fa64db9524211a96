/* test_find.c: the articles that have words are those whose tokens have them, in memory, in
 * segments, and where documents are no articles any more. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "folder.h"
#include "rasad.h"

enum { ARTICLES = 120, WORDS = 40 };

static char source[FOLDER_PATH * 2];
static char path[FOLDER_PATH * 2];

/* Words of which the later ones are rare. The form "only" stands in one article, until it has
 * changed: then its segment has a type of the key that the corpus has not, and "onlyx" comes behind
 * that. */
static void write_articles(bool changed)
{
    FILE *file = fopen(source, "wb");
    assert_non_null(file);
    uint32_t random = 7;
    for (int article = 0; article < ARTICLES; article++) {
        fprintf(file, "{\"id\":\"%d\",\"text\":\"", article);
        for (int i = 0; i < 12; i++) {
            random = random * 1664525 + 1013904223;
            const uint32_t draw = (random >> 16) % WORDS;
            const bool other = changed && article % 9 == 4;
            fprintf(file, "%s%u ", other ? "o" : "w", draw * draw / WORDS);
        }
        const char *last = article == 41   ? "Only"
                           : article == 40 ? (changed ? "onlyx" : "only")
                                           : "";
        fprintf(file, "%s\"}\n", last);
    }
    assert_int_equal(fclose(file), 0);
}

/* Does a token of the key stand in the article, as its tokens say? */
static bool has(const rsd_corpus *corpus, size_t article, const char *key)
{
    rsd_article_view view = {0};
    assert_int_equal(rsd_article_load(corpus, article, &view, NULL), RSD_OK);
    bool found = false;
    for (size_t i = 0; i < view.token_count && !found; i++) {
        size_t n;
        const char *token = rsd_type_key(corpus, view.types[i], &n);
        found = n == strlen(key) && memcmp(token, key, n) == 0;
    }
    rsd_article_view_free(&view);
    return found;
}

static void check_keys(const rsd_corpus *corpus, const char *const *keys, size_t count)
{
    uint32_t articles[ARTICLES];
    size_t len;
    rsd_corpus_info info;
    rsd_corpus_describe(corpus, &info);
    assert_true(info.articles <= ARTICLES);
    assert_int_equal(rsd_corpus_find(corpus, keys, count, articles, &len, NULL), RSD_OK);
    size_t at = 0;
    for (size_t i = 0; i < info.articles; i++) {
        bool wanted = true;
        for (size_t k = 0; k < count; k++) {
            wanted = wanted && has(corpus, i, keys[k]);
        }
        if (wanted) {
            assert_true(at < len);
            assert_int_equal(articles[at], i);
            at++;
        }
    }
    assert_int_equal(at, len);
}

static void check_corpus(const char *what)
{
    rsd_corpus *corpus;
    assert_int_equal(rsd_corpus_open(&corpus, &what, 1, NULL, true, NULL), RSD_OK);
    char words[2][8];
    const char *const both[] = {words[0], words[1]};
    for (unsigned i = 0; i < WORDS; i++) {
        snprintf(words[0], sizeof words[0], "%c%u", i % 4 == 3 ? 'o' : 'w', i);
        snprintf(words[1], sizeof words[1], "w%u", i / 3);
        check_keys(corpus, both, 1);
        check_keys(corpus, both, 2);
    }
    static const char *const others[] = {"only", "onlyx", "nowhere", "w", ""};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        check_keys(corpus, &others[i], 1);
    }
    rsd_corpus_free(corpus);
}

static void test_articles_have_what_is_looked_for(void **state)
{
    (void)state;
    const char *const sources[] = {source};
    const char *const removed[] = {"in.jsonl#7", "in.jsonl#77"};
    const rsd_build_options append = {.append = true, .remove = removed, .remove_count = 2};
    const rsd_build_options merge = {.append = true, .merge = true};
    write_articles(false);
    check_corpus(source);
    assert_int_equal(rsd_corpus_build(path, sources, 1, NULL, NULL, NULL), RSD_OK);
    check_corpus(path);
    write_articles(true);
    check_corpus(source);
    assert_int_equal(rsd_corpus_build(path, sources, 1, &append, NULL, NULL), RSD_OK);
    check_corpus(path); /* segments with documents that are no articles */
    assert_int_equal(rsd_corpus_build(path, NULL, 0, &merge, NULL, NULL), RSD_OK);
    check_corpus(path);
}

static void test_keys_are_few(void **state)
{
    (void)state;
    rsd_corpus *corpus;
    uint32_t article;
    size_t len;
    const char *keys[256];
    assert_int_equal(rsd_corpus_from_text(&corpus, "a", "one two", 7, NULL, 0, NULL), RSD_OK);
    for (int i = 0; i < 256; i++) {
        keys[i] = i % 2 == 0 ? "one" : "two";
    }
    assert_int_equal(rsd_corpus_find(corpus, keys, 255, &article, &len, NULL), RSD_OK);
    assert_int_equal(len, 1);
    assert_int_equal(rsd_corpus_find(corpus, keys, 0, &article, &len, NULL), RSD_ERR_INVALID);
    assert_int_equal(rsd_corpus_find(corpus, keys, 256, &article, &len, NULL), RSD_ERR_INVALID);
    rsd_corpus_free(corpus);
}

static int set_up(void **state)
{
    const int failure = make_folder(state);
    snprintf(source, sizeof source, "%s/in.jsonl", folder);
    snprintf(path, sizeof path, "%s/out.rasad", folder);
    return failure;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_articles_have_what_is_looked_for, set_up,
                                        remove_folder),
        cmocka_unit_test(test_keys_are_few),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
