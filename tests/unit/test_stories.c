/* test_stories.c: articles that say nearly the same are one story, in whatever order they come. */
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
#include <unistd.h>

enum { MAX_ARTICLES = 64 };

/* Articles as files of a folder of their own, named a.txt, b.txt and so on. */
typedef struct folder {
    char path[64];
    char files[MAX_ARTICLES][96];
    size_t count;
} folder;

static void open_folder(folder *f)
{
    strcpy(f->path, "/tmp/rasad-stories-XXXXXX");
    assert_non_null(mkdtemp(f->path));
    f->count = 0;
}

static void add_article(folder *f, const char *text)
{
    assert_true(f->count < MAX_ARTICLES);
    char path[sizeof f->files[0]];
    snprintf(path, sizeof path, "%s/%03zu.txt", f->path, f->count);
    memcpy(f->files[f->count++], path, sizeof path);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
}

static void close_folder(folder *f)
{
    for (size_t i = 0; i < f->count; i++) {
        assert_int_equal(unlink(f->files[i]), 0);
    }
    assert_int_equal(rmdir(f->path), 0);
}

static rsd_corpus *corpus_of(const char *const *paths, size_t count)
{
    rsd_corpus *corpus = NULL;
    rsd_error err = {0};
    if (rsd_corpus_open(&corpus, paths, count, NULL, false, &err) != RSD_OK) {
        fail_msg("%s: %s", err.source, err.message);
    }
    return corpus;
}

/* Asserts the stories of the folder's articles: of each, the number of its story. */
static void assert_stories(const folder *f, const size_t *expected)
{
    rsd_corpus *corpus = corpus_of(&(const char *){f->path}, 1);
    rsd_corpus_info info;
    rsd_corpus_describe(corpus, &info);
    assert_int_equal(info.articles, f->count);
    size_t stories = 0;
    for (size_t i = 0; i < f->count; i++) {
        assert_int_equal(rsd_article_story(corpus, i), expected[i]);
        stories += expected[i] == i;
    }
    assert_int_equal(info.stories, stories);
    assert_true(rsd_article_story(corpus, f->count) == SIZE_MAX);
    rsd_corpus_free(corpus);
}

/* 40 words of a text of its own, by its number. */
static void write_words(char *out, size_t size, unsigned text, unsigned from, unsigned to)
{
    size_t len = strlen(out);
    for (unsigned i = from; i < to; i++) {
        len += (size_t)snprintf(out + len, size - len, "w%ux%u%s", text, i * 7919 % 1000,
                                i % 10 == 9 ? ".\n\n" : " ");
    }
}

static void add_words(folder *f, unsigned text, unsigned count, unsigned own)
{
    char words[8192] = "";
    write_words(words, sizeof words, text, 0, count);
    write_words(words, sizeof words, 1000 + (unsigned)f->count, 0, own);
    add_article(f, words);
}

static void near_duplicates_are_one_story(void **state)
{
    (void)state;
    folder f;
    open_folder(&f);
    add_words(&f, 1, 100, 0);
    add_words(&f, 2, 100, 0);
    add_words(&f, 1, 100, 0);  /* the same */
    add_words(&f, 1, 100, 40); /* and something more */
    add_words(&f, 2, 40, 100); /* quotes it, but has its own story */
    add_words(&f, 1, 85, 10);  /* cut short */
    assert_stories(&f, (const size_t[]){0, 1, 0, 0, 4, 0});
    close_folder(&f);
}

/* clang-format counts the columns of Arabic letters wrongly, anew each time. */
/* clang-format off */

static void who_tells_it_does_not_part_a_story(void **state)
{
    (void)state;
    static const char *const bodies[] = {
        "هیئت‌ها روز دوشنبه در آستانه دیدار کردند و سه ساعت درباره آتش بس "
        "گفت‌وگو "
        "شد.",
        "هیئتها روز دوشنبه در آستانه ديدار كردند و سه ساعت درباره آتش بس گفتوگو شد."};
    static const char *const openings[] = {"به گزارش ایسنا، ", "به گزارش خبرنگار مهر از تهران، ",
                                           ""};
    static const char *const ends[] = {"\nمنبع: ایرنا\n", "\nانتهای پیام\nکد خبر: 1234567\n", "\n"};
    folder f;
    open_folder(&f);
    for (size_t i = 0; i < 3; i++) {
        char text[1024];
        snprintf(text, sizeof text, "%s%s%s", openings[i], bodies[i % 2], ends[i]);
        add_article(&f, text);
    }
    assert_stories(&f, (const size_t[]){0, 0, 0});
    close_folder(&f);
}

/* clang-format on */

/* Behind a word of many bytes it is still known where the text ends and what is about it begins. */
static void a_long_address_does_not_part_a_story(void **state)
{
    (void)state;
    enum { LONG = 400 };
    static const char *const ends[] = {"\nمنبع: ایرنا\n", "\n"};
    char address[LONG + 1];
    memset(address, 'a', LONG);
    address[LONG] = '\0';
    folder f;
    open_folder(&f);
    for (size_t i = 0; i < 2; i++) {
        char text[1024];
        snprintf(
            text, sizeof text,
            "هیئت‌ها در آستانه دیدار کردند https://example.org/%s و "
            "گفتند.%s",
            address, ends[i]);
        add_article(&f, text);
    }
    assert_stories(&f, (const size_t[]){0, 0});
    close_folder(&f);
}

static void short_texts_are_one_story_only_where_they_are_equal(void **state)
{
    (void)state;
    folder f;
    open_folder(&f);
    add_article(&f, "Talks open again in Astana on Monday");
    add_article(&f, "Talks open again in Astana on Tuesday");
    add_article(&f, "**Talks open again, in Astana on Monday**");
    add_article(&f, "Talks open");
    add_article(&f, "Talks open"); /* too short to say that */
    add_article(&f, "");
    add_article(&f, "1 2 3");
    rsd_corpus *corpus = corpus_of(&(const char *){f.path}, 1);
    static const size_t expected[] = {0, 1, 0, 3, 4};
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        assert_int_equal(rsd_article_story(corpus, i), expected[i]);
    }
    rsd_corpus_free(corpus);
    close_folder(&f);
}

/* A stack of paths in another order. */
static void shuffle(const char **paths, size_t count, unsigned seed)
{
    for (size_t i = count; i > 1; i--) {
        seed = seed * 1664525U + 1013904223U;
        size_t k = (seed >> 8) % i;
        const char *swapped = paths[i - 1];
        paths[i - 1] = paths[k];
        paths[k] = swapped;
    }
}

static void the_order_of_files_does_not_matter(void **state)
{
    (void)state;
    folder f;
    open_folder(&f);
    for (unsigned i = 0; i < 50; i++) {
        /* Chains: each like the next ones, the ends less and less like each other. */
        char words[8192] = "";
        write_words(words, sizeof words, i / 10, i % 10 * 9, i % 10 * 9 + 100);
        add_article(&f, words);
    }
    const char *paths[MAX_ARTICLES];
    for (size_t i = 0; i < f.count; i++) {
        paths[i] = f.files[i];
    }
    rsd_corpus *first = corpus_of(paths, f.count);
    rsd_corpus_info info;
    rsd_corpus_describe(first, &info);
    assert_true(info.stories >= 5 && info.stories < f.count);
    for (unsigned round = 1; round <= 5; round++) {
        shuffle(paths, f.count, round);
        rsd_corpus *other = corpus_of(paths, f.count);
        for (size_t i = 0; i < f.count; i++) {
            assert_string_equal(rsd_article_key(other, i), rsd_article_key(first, i));
            assert_int_equal(rsd_article_story(other, i), rsd_article_story(first, i));
        }
        rsd_corpus_free(other);
    }
    rsd_corpus_free(first);
    close_folder(&f);
}

/* clang-format off */

static void sources_are_counted_by_their_keys(void **state)
{
    (void)state;
    folder f;
    open_folder(&f);
    static const char body[] = "هیئت‌ها روز دوشنبه با یکدیگر دیدار کردند و سه ساعت "
                               "گفت‌وگو "
                               "شد.\n";
    static const char *const lines[] = {"منبع: ایسنا", "منبع: ايسنا", "", "منبع: ایرنا"};
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        char text[512];
        snprintf(text, sizeof text, "%s%s\n", body, lines[i]);
        add_article(&f, text);
    }
    rsd_corpus *corpus = corpus_of(&(const char *){f.path}, 1);
    rsd_corpus_info info;
    rsd_corpus_describe(corpus, &info);
    assert_int_equal(info.sources, 2);
    assert_int_equal(info.stories, 1);
    rsd_corpus_free(corpus);
    close_folder(&f);
}

static void the_agency_is_the_source_unless_one_was_given(void **state)
{
    (void)state;
    static const char text[] = "به گزارش ایسنا، هیئت‌ها روز دوشنبه با یکدیگر دیدار کردند و "
                               "سه "
                               "ساعت گفت‌وگو شد.\n";
    static const char with_byline[] = "به گزارش ایسنا، هیئت‌ها روز دوشنبه با یکدیگر دیدار "
                                      "کردند "
                                      "و سه ساعت گفت‌وگو شد.\nمنبع: مهر\n";
    const rsd_field given = {.name = "source", .value = "IRNA"};
    const struct {
        const char *text;
        size_t fields;
        const char *source;
    } cases[] = {{text, 0, "ایسنا"}, {text, 1, "IRNA"}, {with_byline, 0, "مهر"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rsd_corpus *corpus = NULL;
        assert_int_equal(rsd_corpus_from_text(&corpus, "text", cases[i].text, strlen(cases[i].text),
                                              &given, cases[i].fields, NULL),
                         RSD_OK);
        size_t count;
        const rsd_field *fields = rsd_article_fields(corpus, 0, &count);
        assert_int_equal(count, 1);
        assert_string_equal(fields[0].name, "source");
        assert_string_equal(fields[0].value, cases[i].source);
        /* The opening words are part of their sentence. */
        rsd_article_view view = {0};
        assert_int_equal(rsd_article_load(corpus, 0, &view, NULL), RSD_OK);
        assert_int_equal(view.sentence_count, i == 2 ? 2 : 1);
        rsd_article_view_free(&view);
        rsd_corpus_free(corpus);
    }
}

/* clang-format on */

/* What a near repeat changes is no repeat: it is news. */
static void a_changed_word_of_a_near_repeat_stays_visible(void **state)
{
    (void)state;
    static const char text[] =
        "The delegations of three states met on Monday in Astana and spoke about 12 prisoners.\n\n"
        "Nobody would say afterwards what had been agreed, if anything was.\n\n"
        "The delegations of three states met on Monday in Astana and spoke about 15 prisoners.\n";
    rsd_corpus *corpus = NULL;
    assert_int_equal(rsd_corpus_from_text(&corpus, "text", text, sizeof text - 1, NULL, 0, NULL),
                     RSD_OK);
    rsd_article_view view = {0};
    assert_int_equal(rsd_article_load(corpus, 0, &view, NULL), RSD_OK);
    const uint32_t second = (uint32_t)(strstr(text + 1, "The delegations") - text);
    size_t words = 0;
    for (size_t i = rsd_token_at(&view, second); i < view.token_count; i++) {
        bool is_changed = memcmp(text + view.tokens[i].start, "15", 2) == 0;
        assert_int_equal(view.tokens[i].is_repeat, !is_changed);
        words++;
    }
    assert_int_equal(words, 16); /* and the full stop */
    rsd_article_view_free(&view);
    rsd_corpus_free(corpus);
}

static void every_failed_allocation_is_reported(void **state)
{
    (void)state;
    folder f;
    open_folder(&f);
    add_words(&f, 1, 60, 0);
    add_words(&f, 1, 60, 4);
    add_article(&f, "BEIRUT (AP) - The delegations met on Monday and spoke for three hours.\n");
    rsd_status status;
    uint64_t at = 0;
    do {
        rsd_corpus *corpus = NULL;
        rsd_error err = {0};
        rsd_fault_alloc(++at, true);
        status = rsd_corpus_open(&corpus, &(const char *){f.path}, 1, NULL, false, &err);
        rsd_fault_alloc(0, false);
        assert_true(status == RSD_OK || status == RSD_ERR_NOMEM);
        assert_true((corpus != NULL) == (status == RSD_OK));
        rsd_corpus_free(corpus);
    } while (status != RSD_OK);
    assert_true(at > 20);
    close_folder(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(near_duplicates_are_one_story),
        cmocka_unit_test(who_tells_it_does_not_part_a_story),
        cmocka_unit_test(a_long_address_does_not_part_a_story),
        cmocka_unit_test(short_texts_are_one_story_only_where_they_are_equal),
        cmocka_unit_test(the_order_of_files_does_not_matter),
        cmocka_unit_test(sources_are_counted_by_their_keys),
        cmocka_unit_test(the_agency_is_the_source_unless_one_was_given),
        cmocka_unit_test(a_changed_word_of_a_near_repeat_stays_visible),
        cmocka_unit_test(every_failed_allocation_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
