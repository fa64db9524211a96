/* test_build.c: corpora on disk: the same as in memory, whole or found to be damaged. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/io.h"
#include "base/mem.h"
#include "base/worker.h"
#include "rasad.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <xxhash.h>

enum { PATH = 256, FOLDER = 128 };

/* ---- Folders ---- */

static char top[64];       /* of each test its own */
static char path[FOLDER];  /* of what is built */
static char in[FOLDER];    /* of articles */
static char other[FOLDER]; /* of an article with the key of another */

static int make_top(void **state)
{
    (void)state;
    /* In memory where that can be: syncing is not what is tested. */
    snprintf(top, sizeof top, "%s/rasad-build-XXXXXX",
             access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    if (mkdtemp(top) == NULL) {
        return 1;
    }
    snprintf(path, sizeof path, "%s/out.rasad", top);
    snprintf(in, sizeof in, "%s/in", top);
    snprintf(other, sizeof other, "%s/other", top);
    return 0;
}

static void remove_tree(const char *tree)
{
    DIR *dir = opendir(tree);
    if (dir == NULL) {
        unlink(tree);
        return;
    }
    for (const struct dirent *e; (e = readdir(dir)) != NULL;) {
        if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0) {
            char name[PATH * 2];
            snprintf(name, sizeof name, "%s/%s", tree, e->d_name);
            remove_tree(name);
        }
    }
    closedir(dir);
    rmdir(tree);
}

static int remove_top(void **state)
{
    (void)state;
    remove_tree(top);
    return 0;
}

/* The path of a file in the folder of the test, until the next call. */
static const char *at(const char *name)
{
    static char place[PATH];
    snprintf(place, PATH, "%s/%s", top, name);
    return place;
}

static void write_bytes(const char *name, const char *bytes, size_t n)
{
    char place[PATH];
    snprintf(place, sizeof place, "%s/%s", top, name);
    for (char *slash = place + strlen(top) + 1; (slash = strchr(slash, '/')) != NULL; slash++) {
        *slash = '\0';
        mkdir(place, 0777);
        *slash = '/';
    }
    FILE *file = fopen(place, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    assert_int_equal(fclose(file), 0);
}

static void write_text(const char *name, const char *text)
{
    write_bytes(name, text, strlen(text));
}

static const char repeated[] =
    "آتش‌بس در حلب آغاز شد\n\nآتش‌بس در حلب آغاز شد\n\n"
    "به گزارش ایسنا، وزیر خارجه گفت: «آتش بس» برقرار است.\nخط دوم\n"
    "منبع: ایسنا\n";
static const char utf16[] = "\xFF\xFE\x33\x06\x44\x06\x27\x06\x45\x06 \0x\0\0\xDC.\0 \0"
                            "\x33\x06\x44\x06\x27\x06\x45\x06 \0x\0.\0.";

/* Articles that need every part of a segment. */
static void write_articles(void)
{
    write_text("in/a.txt", repeated);
    write_text("in/b.txt", "Twelve words of an article that is told twice by two of them here.");
    write_text("in/c.txt", "Twelve words of an article that is told twice by two of them here.");
    write_bytes("in/d.txt", utf16, sizeof utf16 - 1);
    write_text("in/e.txt", "\r\n\t  بد\xff\xfe\x80 بایت \xd8\xc2\xa0\xc2\xa0x\n\n\n\n");
    write_text("in/f.txt", "# عنوان\n\nنص ***عربي*** http://a.b/c #وسم @x ۱۲٫۵ e\xcc\x81 😀");
    write_text("in/g.txt", "");
    write_text("in/metadata.csv",
               "path,date,title,source\na.txt,2016-01-02,عنوان,\nz.txt,2016-01-02,,\n");
    write_text("other/a.txt", "نص آخر لمفتاح واحد");
}

/* ---- Comparing ---- */

static rsd_corpus *open_all(const char *const *paths, size_t count)
{
    rsd_corpus *corpus = NULL;
    rsd_error err = {0};
    if (rsd_corpus_open(&corpus, paths, count, NULL, false, &err) != RSD_OK) {
        fail_msg("%s: %s", err.source, err.message);
    }
    return corpus;
}

static rsd_corpus *open_built(void)
{
    return open_all((const char *const[]){path}, 1);
}

static rsd_build_summary build(const char *const *sources, size_t count,
                               const rsd_build_options *options)
{
    rsd_build_summary summary;
    rsd_error err = {0};
    if (rsd_corpus_build(path, sources, count, options, &summary, &err) != RSD_OK) {
        fail_msg("%s: %s", err.source, err.message);
    }
    return summary;
}

static void compare_infos(const rsd_corpus *a, const rsd_corpus *b)
{
    rsd_corpus_info x = {0};
    rsd_corpus_info y = {0};
    rsd_corpus_describe(a, &x);
    rsd_corpus_describe(b, &y);
    assert_int_equal(x.articles, y.articles);
    assert_int_equal(x.tokens, y.tokens);
    assert_int_equal(x.words, y.words);
    assert_int_equal(x.types, y.types);
    assert_int_equal(x.keys, y.keys);
    assert_int_equal(x.source_bytes, y.source_bytes);
    assert_int_equal(x.warnings, y.warnings);
    assert_int_equal(x.skipped, y.skipped);
    assert_memory_equal(x.encodings, y.encodings, sizeof x.encodings);
    assert_int_equal(x.stories, y.stories);
    assert_int_equal(x.sources, y.sources);
    assert_string_equal(x.fingerprint, y.fingerprint);
    assert_int_equal(x.attributes, y.attributes);
    for (size_t i = 0; i < x.attributes; i++) {
        assert_string_equal(rsd_attribute_name(a, i), rsd_attribute_name(b, i));
    }
    assert_null(rsd_attribute_name(b, x.attributes));
}

static void compare_types(const rsd_corpus *a, const rsd_corpus *b)
{
    rsd_corpus_info info;
    rsd_corpus_describe(a, &info);
    for (uint32_t i = 0; i < info.types; i++) {
        size_t n;
        size_t m;
        const char *form = rsd_type_form(a, i, &n);
        const char *other = rsd_type_form(b, i, &m);
        assert_int_equal(n, m);
        assert_memory_equal(form, other, n);
        form = rsd_type_key(a, i, &n);
        other = rsd_type_key(b, i, &m);
        assert_int_equal(n, m);
        assert_memory_equal(form, other, n);
        assert_int_equal(rsd_type_count(a, i), rsd_type_count(b, i));
        assert_true(rsd_type_count(a, i) > 0);
    }
}

static void compare_views(const rsd_article_view *a, const rsd_article_view *b)
{
    size_t n;
    size_t m;
    const char *source = rsd_article_source(a, &n);
    const char *other = rsd_article_source(b, &m);
    assert_int_equal(n, m);
    if (n > 0) {
        assert_memory_equal(source, other, n);
    }
    assert_int_equal(a->text.len, b->text.len);
    assert_int_equal(a->match.len, b->match.len);
    assert_memory_equal(a->match.data, b->match.data, a->match.len);
    assert_int_equal(a->token_count, b->token_count);
    for (size_t i = 0; i < a->token_count; i++) {
        assert_int_equal(a->tokens[i].start, b->tokens[i].start);
        assert_int_equal(a->tokens[i].end, b->tokens[i].end);
        assert_int_equal(a->tokens[i].kind, b->tokens[i].kind);
        assert_int_equal(a->tokens[i].lang, b->tokens[i].lang);
        assert_int_equal(a->tokens[i].is_repeat, b->tokens[i].is_repeat);
        assert_int_equal(a->types[i], b->types[i]);
    }
    assert_int_equal(a->sentence_count, b->sentence_count);
    assert_int_equal(a->paragraph_count, b->paragraph_count);
    assert_int_equal(a->region_count, b->region_count);
    for (size_t i = 0; i < a->sentence_count; i++) {
        assert_int_equal(a->sentences[i], b->sentences[i]);
    }
    for (size_t i = 0; i < a->paragraph_count; i++) {
        assert_int_equal(a->paragraphs[i], b->paragraphs[i]);
    }
    for (size_t i = 0; i < a->region_count; i++) {
        const rsd_region *x = &a->regions[i];
        const rsd_region *y = &b->regions[i];
        assert_true(x->start == y->start && x->end == y->end && x->of_start == y->of_start &&
                    x->of_end == y->of_end && x->kind == y->kind && x->similarity == y->similarity);
        assert_string_equal(x->reason, y->reason);
    }
}

static void compare_values(const rsd_corpus *a, const rsd_corpus *b, size_t article)
{
    rsd_values x = {0};
    rsd_values y = {0};
    for (size_t i = 0; rsd_attribute_name(a, i) != NULL; i++) {
        assert_int_equal(rsd_article_values(a, article, i, &x, NULL), RSD_OK);
        assert_int_equal(rsd_article_values(b, article, i, &y, NULL), RSD_OK);
        assert_int_equal(x.len, y.len);
        for (size_t k = 0; k < x.len; k++) {
            assert_true((x.items[k] == NULL) == (y.items[k] == NULL));
            if (x.items[k] != NULL) {
                assert_string_equal(x.items[k], y.items[k]);
            }
        }
    }
    rsd_values_free(&x);
    rsd_values_free(&y);
}

static void compare_articles(const rsd_corpus *a, const rsd_corpus *b)
{
    rsd_corpus_info info;
    rsd_corpus_describe(a, &info);
    rsd_article_view x = {0};
    rsd_article_view y = {0};
    for (size_t i = 0; i < info.articles; i++) {
        assert_int_equal(rsd_article_check(b, i, NULL), RSD_OK);
        assert_string_equal(rsd_article_key(a, i), rsd_article_key(b, i));
        assert_int_equal(rsd_article_language(a, i), rsd_article_language(b, i));
        assert_int_equal(rsd_article_encoding(a, i), rsd_article_encoding(b, i));
        assert_int_equal(rsd_article_story(a, i), rsd_article_story(b, i));
        size_t n;
        size_t m;
        const rsd_field *fields = rsd_article_fields(a, i, &n);
        const rsd_field *others = rsd_article_fields(b, i, &m);
        assert_int_equal(n, m);
        for (size_t k = 0; k < n; k++) {
            assert_string_equal(fields[k].name, others[k].name);
            assert_string_equal(fields[k].value, others[k].value);
        }
        assert_int_equal(rsd_article_load(a, i, &x, NULL), RSD_OK);
        assert_int_equal(rsd_article_load(b, i, &y, NULL), RSD_OK);
        compare_views(&x, &y);
        compare_values(a, b, i);
    }
    rsd_article_view_free(&x);
    rsd_article_view_free(&y);
}

static void compare_warnings(const rsd_corpus *a, const rsd_corpus *b)
{
    const rsd_warning *x;
    for (size_t i = 0; (x = rsd_corpus_warning(a, i)) != NULL; i++) {
        const rsd_warning *y = rsd_corpus_warning(b, i);
        assert_non_null(y);
        assert_string_equal(x->kind, y->kind);
        assert_string_equal(x->source, y->source);
        assert_string_equal(x->message, y->message);
        assert_true(x->line == y->line && x->offset == y->offset && x->skipped == y->skipped);
    }
}

static void compare(const rsd_corpus *a, const rsd_corpus *b)
{
    compare_infos(a, b);
    compare_types(a, b);
    compare_articles(a, b);
    compare_warnings(a, b);
}

/* Is what was built what the sources are in memory? */
static void check_built(const char *const *sources, size_t count)
{
    rsd_corpus *memory = open_all(sources, count);
    rsd_corpus *disk = open_built();
    compare(memory, disk);
    rsd_corpus_free(memory);
    rsd_corpus_free(disk);
}

static void fail_of_damage(void *ctx, const rsd_damage *damage)
{
    (void)ctx;
    fail_msg("%s: %s", damage->source, damage->message);
}

static void check_whole(size_t want)
{
    size_t count;
    size_t articles;
    assert_int_equal(rsd_corpus_verify(path, NULL, fail_of_damage, &count, &articles, NULL),
                     RSD_OK);
    assert_int_equal(count, 0);
    assert_int_equal(articles, want);
}

static size_t count_files(void)
{
    size_t count = 0;
    DIR *dir = opendir(path);
    assert_non_null(dir);
    for (const struct dirent *e; (e = readdir(dir)) != NULL;) {
        count += e->d_name[0] != '.';
    }
    closedir(dir);
    return count;
}

/* ---- What is built is what was read ---- */

static void test_disk_is_as_memory(void **state)
{
    (void)state;
    write_articles();
    char b[PATH];
    snprintf(b, sizeof b, "%s/b.txt", in);
    const char *const sources[] = {in, other, b};
    rsd_build_summary summary = build(sources, 3, NULL);
    assert_int_equal(summary.added, 7); /* the empty file is skipped, b.txt is left out once */
    check_built(sources, 3);
    check_whole(7);
    assert_int_equal(count_files(), 4); /* manifest, lock, catalog, segment */
}

static void test_an_interrupt_ends_a_check(void **state)
{
    (void)state;
    write_articles();
    const char *const sources[] = {in};
    build(sources, 1, NULL);
    size_t count;
    size_t articles;
    rsd_interrupted = 1;
    const rsd_status status =
        rsd_corpus_verify(path, NULL, fail_of_damage, &count, &articles, NULL);
    rsd_interrupted = 0;
    assert_int_equal(status, RSD_ERR_INTERRUPTED);
}

/* With no memory at all, every article is a segment; they are merged at the end. */
static void test_segments_are_merged(void **state)
{
    (void)state;
    write_articles();
    const char *const sources[] = {in, other};
    const rsd_build_options options = {.memory = 1};
    build(sources, 2, &options);
    check_built(sources, 2);
    assert_int_equal(count_files(), 4);
}

/* Two articles of the key a and two of b, which paths set apart, in the other order. */
static void test_articles_known_by_path_are_merged(void **state)
{
    (void)state;
    write_text("in/z/1.jsonl", "{\"id\":\"a\",\"text\":\"یک دو سه\"}\n");
    write_text("in/z/2.jsonl", "{\"id\":\"a\",\"text\":\"دو سه چهار\"}\n");
    write_text("in/c/1.jsonl", "{\"id\":\"b\",\"text\":\"سه چهار پنج\"}\n");
    write_text("in/c/2.jsonl", "{\"id\":\"b\",\"text\":\"چهار پنج یک\"}\n");
    write_text("other/1.jsonl", "{\"id\":\"aa\",\"text\":\"پنج یک دو\"}\n");
    const char *const sources[] = {in, other};
    const rsd_build_options options = {.append = true, .merge = true};
    build(sources, 1, NULL);
    build(sources + 1, 1, &options);
    check_built(sources, 2);
    build(sources, 0, &options); /* what was merged once is so again */
    check_built(sources, 2);
}

static void test_ten_thousand_hostile_texts_come_back(void **state)
{
    (void)state;
    char *lines = NULL;
    size_t size = 0;
    FILE *file = open_memstream(&lines, &size);
    assert_non_null(file);
    uint64_t random = 88172645463325252U;
    for (int i = 0; i < 10000; i++) {
        static const char *const pieces[] = {
            "آتش",           "‌", " ", "\\n", "\\n\\n",  "\\r\\n", "\\t", ".",
            "می‌روم", "ـ",   "x", "#",   "۱۲",      "ﷺ",      "َ",    "日本",
            "\\u0000",       "—",   "«", "»",   "\\u200f", "😀",      "/",   "@"};
        fprintf(file, "{\"id\":\"%d\",\"text\":\"", i);
        for (int k = 0; k < 12; k++) {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            fputs(pieces[random % (sizeof pieces / sizeof *pieces)], file);
        }
        fputs("x\"}\n", file);
    }
    assert_int_equal(fclose(file), 0);
    write_bytes("in.jsonl", lines, size);
    free(lines);
    const char *const sources[] = {at("in.jsonl")};
    const rsd_build_options options = {.memory = 4 << 20};
    build(sources, 1, &options);
    check_built(sources, 1);
}

/* ---- Changing ---- */

static void test_append_takes_the_place_of_what_changed(void **state)
{
    (void)state;
    write_articles();
    const char *const sources[] = {in};
    const char *const more[] = {in, other};
    const rsd_build_options append = {.append = true};
    build(sources, 1, &append); /* to nothing yet */
    assert_int_equal(rsd_corpus_build(path, sources, 1, NULL, NULL, NULL), RSD_ERR_INVALID);
    rsd_build_summary summary = build(sources, 1, &append);
    assert_int_equal(summary.added, 0);
    assert_int_equal(summary.unchanged, 6);
    check_built(sources, 1);
    write_text("in/b.txt", "b has changed");
    write_text("in/h.txt", "h is new");
    summary = build(sources, 1, &append);
    assert_int_equal(summary.added, 2);
    assert_int_equal(summary.unchanged, 5);
    check_built(sources, 1);
    check_whole(7);
    build(more, 2, &append); /* a.txt of another folder: both are keyed by their paths */
    check_built(more, 2);
    const rsd_build_options merge = {.merge = true};
    build(NULL, 0, &merge);
    check_built(more, 2);
    assert_int_equal(count_files(), 4);
    for (int i = 0; i < 12; i++) { /* more segments than are left unmerged */
        char name[32];
        snprintf(name, sizeof name, "in/n%02d.txt", i);
        write_text(name, name);
        build(more, 2, &append);
    }
    check_built(more, 2);
    assert_true(count_files() < 3 + 12);
}

static void test_a_key_from_elsewhere_replaces(void **state)
{
    (void)state;
    write_articles();
    char first[PATH];
    char second[PATH];
    snprintf(first, sizeof first, "%s/a.txt", in);
    snprintf(second, sizeof second, "%s/a.txt", other);
    const char *const one[] = {first};
    const char *const two[] = {second};
    const rsd_build_options append = {.append = true};
    build(one, 1, NULL);
    build(two, 1, &append);
    check_built(two, 1);
}

static void test_articles_are_removed(void **state)
{
    (void)state;
    write_articles();
    const char *const sources[] = {in};
    build(sources, 1, NULL);
    const char *const wrong[] = {"b.txt", "no.txt"};
    const rsd_build_options no = {.remove = wrong, .remove_count = 2};
    assert_int_equal(rsd_corpus_build(path, NULL, 0, &no, NULL, NULL), RSD_ERR_NOT_FOUND);
    check_built(sources, 1);
    const char *const keys[] = {"b.txt", "d.txt"};
    const rsd_build_options options = {.remove = keys, .remove_count = 2};
    assert_int_equal(build(NULL, 0, &options).removed, 2);
    unlink(at("in/b.txt"));
    unlink(at("in/d.txt"));
    rsd_corpus *memory = open_all(sources, 1);
    rsd_corpus *disk = open_built();
    compare_types(memory, disk);
    compare_articles(memory, disk);
    rsd_corpus_free(memory);
    rsd_corpus_free(disk);
    check_whole(4);
    const char *const rest[] = {"a.txt", "c.txt", "e.txt", "f.txt"};
    const rsd_build_options all = {.remove = rest, .remove_count = 4};
    build(NULL, 0, &all);
    check_whole(0);
}

/* ---- Attributes of tokens ---- */

static const char treebank[] = "# newdoc id = a\n# text = آتش‌بس شد.\n"
                               "1\tآتش‌بس\tآتش‌بس\tNOUN\tN\t_\t2\tnsubj\t_\t_\n"
                               "2\tشد\tشد\tVERB\tV\tTense=Past\t0\troot\t_\t_\n"
                               "3\t.\t.\tPUNCT\n\n"
                               "# newdoc id = b\n1\tx\n";
static const char vertical[] =
    "<!-- #vrt positional-attributes: word upos lemma -->\n"
    "<text id=\"v\">\nIt\tPRON\tit\nis\tAUX\tbe\nhttp://a.b\tX\n</text>\n"
    "<text id=\"w\">\nOne\tNUM\n</text>\n";

/* The values of an attribute in an article of what is built: "a b", "_" for none. */
static void expect_values(const char *key, const char *name, const char *want)
{
    rsd_corpus *corpus = open_built();
    rsd_values values = {0};
    size_t article;
    size_t i = 0;
    char got[256] = "";
    while (rsd_attribute_name(corpus, i) != NULL &&
           strcmp(rsd_attribute_name(corpus, i), name) != 0) {
        i++;
    }
    assert_int_equal(rsd_article_find(corpus, key, &article, NULL), RSD_OK);
    assert_int_equal(rsd_article_values(corpus, article, i, &values, NULL), RSD_OK);
    for (size_t k = 0; k < values.len; k++) {
        strcat(got, k > 0 ? " " : "");
        strcat(got, values.items[k] == NULL ? "_" : values.items[k]);
    }
    assert_string_equal(got, want);
    assert_int_equal(rsd_article_values(corpus, article, 99, &values, NULL), RSD_ERR_NOT_FOUND);
    rsd_values_free(&values);
    rsd_corpus_free(corpus);
}

static size_t count_attributes(void)
{
    rsd_corpus *corpus = open_built();
    rsd_corpus_info info;
    rsd_corpus_describe(corpus, &info);
    rsd_corpus_free(corpus);
    return info.attributes;
}

static void test_attributes_are_kept(void **state)
{
    (void)state;
    write_articles();
    write_text("in/t.conllu", treebank);
    write_text("in/v.vrt", vertical);
    const char *const sources[] = {in};
    build(sources, 1, &(rsd_build_options){.memory = 1});
    check_built(sources, 1);
    check_whole(10);
    assert_int_equal(count_files(), 4);
    expect_values("t.conllu#a", "upos", "NOUN VERB PUNCT");
    expect_values("t.conllu#a", "feats", "_ Tense=Past _");
    expect_values("t.conllu#b", "lemma", "_");
    expect_values("v.vrt#v", "lemma", "it be _");
    expect_values("v.vrt#w", "upos", "NUM");
    expect_values("a.txt", "upos", "_ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _");
}

static void test_attributes_change_with_their_documents(void **state)
{
    (void)state;
    const char *const sources[] = {in};
    const rsd_build_options append = {.append = true};
    const rsd_build_options merge = {.merge = true};
    write_text("in/a.txt", repeated);
    build(sources, 1, NULL);
    assert_int_equal(count_attributes(), 0);
    write_text("in/v.vrt", vertical);
    build(sources, 1, &append);
    check_built(sources, 1);
    write_text("in/t.conllu", treebank);
    build(sources, 1, &append);
    check_built(sources, 1); /* three segments, whose attributes have other numbers */
    assert_int_equal(build(sources, 1, &append).unchanged, 5);
    /* Another value makes another document. */
    char changed[sizeof vertical];
    memcpy(changed, vertical, sizeof vertical);
    memcpy(strstr(changed, "PRON"), "NOUN", 4);
    write_text("in/v.vrt", changed);
    assert_int_equal(build(sources, 1, &append).added, 1);
    check_built(sources, 1);
    build(NULL, 0, &merge);
    check_built(sources, 1);
    check_whole(5);
    expect_values("v.vrt#v", "upos", "NOUN AUX X");
    expect_values("t.conllu#a", "deprel", "nsubj root _");
    /* What no article has any more is no attribute of the corpus. */
    assert_int_equal(count_attributes(), 7);
    const char *const keys[] = {"t.conllu#a", "t.conllu#b"};
    const rsd_build_options remove = {.remove = keys, .remove_count = 2};
    build(NULL, 0, &remove);
    unlink(at("in/t.conllu"));
    assert_int_equal(count_attributes(), 2);
    check_whole(3);
    build(NULL, 0, &merge);
    check_built(sources, 1);
}

/* Reads the one segment of a corpus. */
static rsd_buf read_segment(const char *corpus)
{
    rsd_buf bytes = {0};
    DIR *dir = opendir(corpus);
    assert_non_null(dir);
    for (const struct dirent *e; (e = readdir(dir)) != NULL;) {
        if (strncmp(e->d_name, "segment-", 8) == 0) {
            char name[PATH * 2];
            snprintf(name, sizeof name, "%s/%s", corpus, e->d_name);
            assert_int_equal(bytes.len, 0);
            assert_int_equal(rsd_read_file(name, SIZE_MAX, &bytes, NULL), RSD_OK);
        }
    }
    closedir(dir);
    return bytes;
}

/* Are the segments of two corpora the same? Frees the second. */
static void compare_bytes(const rsd_buf *a, rsd_buf b)
{
    assert_true(a->len > 0);
    assert_int_equal(a->len, b.len);
    assert_memory_equal(a->data, b.data, b.len);
    rsd_buf_free(&b);
}

/* However many threads and segments there were, the bytes of a new corpus are the same. */
static void test_attributes_are_the_same_bytes(void **state)
{
    (void)state;
    const char *const sources[] = {in};
    write_text("in/t.conllu", treebank);
    write_text("in/v.vrt", vertical);
    assert_int_equal(rsd_corpus_build(at("one.rasad"), sources, 1, NULL, NULL, NULL), RSD_OK);
    rsd_buf bytes = read_segment(at("one.rasad"));
    build(sources, 1, &(rsd_build_options){.memory = 1}); /* a segment of each article */
    compare_bytes(&bytes, read_segment(path));
    remove_tree(path);
    unlink(at("in/v.vrt"));
    build(sources, 1, NULL);
    write_text("in/v.vrt", vertical);
    build(sources, 1, &(rsd_build_options){.append = true, .merge = true, .workers = 2});
    compare_bytes(&bytes, read_segment(path));
    rsd_buf_free(&bytes);
}

enum { GIVEN = 1500 /* documents: some for each of the workers */, ROUNDS = 3 };

/* Gives documents again and again, each time with other words. */
static rsd_status give_rounds(void *ctx, const rsd_sink *sink, rsd_error *err)
{
    (void)ctx;
    rsd_status status = RSD_OK;
    for (size_t i = 0; i < (size_t)GIVEN * ROUNDS && status == RSD_OK; i++) {
        char key[32];
        char text[64];
        snprintf(key, sizeof key, "%zu", i % GIVEN);
        const int n = snprintf(text, sizeof text, "دور %zu از %zu", i / GIVEN, i % GIVEN);
        const rsd_document document = {
            .key = key, .path = key, .text = text, .text_len = (size_t)n};
        status = sink->document(sink->ctx, &document, err);
    }
    return status;
}

static void test_the_first_of_what_is_given_twice_is_kept(void **state)
{
    (void)state;
    rsd_buf bytes = {0};
    for (unsigned workers = 1; workers <= 3; workers++) {
        const rsd_build_options options = {.workers = workers, .reader = {.read = give_rounds}};
        const rsd_build_summary summary = build(NULL, 0, &options);
        assert_int_equal(summary.added, GIVEN);
        check_whole(GIVEN);
        rsd_corpus *corpus = open_built();
        rsd_article_view view = {0};
        for (size_t i = 0; i < GIVEN; i++) {
            size_t n;
            assert_int_equal(rsd_article_load(corpus, i, &view, NULL), RSD_OK);
            assert_non_null(strstr(rsd_article_source(&view, &n), "دور 0"));
        }
        for (size_t i = 0; i < (size_t)GIVEN * (ROUNDS - 1); i++) { /* of each that is left out */
            const rsd_warning *warning = rsd_corpus_warning(corpus, i);
            assert_string_equal(warning->kind, "duplicate_key");
            assert_true(warning->skipped);
        }
        assert_null(rsd_corpus_warning(corpus, (size_t)GIVEN * (ROUNDS - 1)));
        rsd_article_view_free(&view);
        rsd_corpus_free(corpus);
        if (workers == 1) {
            bytes = read_segment(path);
        } else {
            compare_bytes(&bytes, read_segment(path));
        }
        remove_tree(path);
    }
    rsd_buf_free(&bytes);
    rsd_error err = {0};
    const rsd_build_options options = {
        .read = {0}, .strict = true, .reader = {.read = give_rounds}};
    assert_int_equal(rsd_corpus_build(path, NULL, 0, &options, NULL, &err), RSD_ERR_INVALID);
    assert_string_equal(err.source, "0");
}

static void test_nothing_to_build_leaves_nothing(void **state)
{
    (void)state;
    write_text("in/empty.txt", "");
    const char *const sources[] = {in};
    assert_int_equal(rsd_corpus_build(path, NULL, 0, NULL, NULL, NULL), RSD_ERR_NOT_FOUND);
    assert_int_equal(rsd_corpus_build(path, sources, 1, NULL, NULL, NULL), RSD_ERR_NOT_FOUND);
    assert_int_not_equal(access(path, F_OK), 0);
    assert_int_equal(rsd_corpus_build(at("in/empty.txt"), sources, 1, NULL, NULL, NULL),
                     RSD_ERR_IO);
}

static void test_another_profile_is_refused(void **state)
{
    (void)state;
    write_articles();
    const char *const sources[] = {in};
    build(sources, 1, NULL);
    rsd_buf text = {0};
    char name[PATH];
    snprintf(name, sizeof name, "%s/MANIFEST", path);
    assert_int_equal(rsd_read_file(name, SIZE_MAX, &text, NULL), RSD_OK);
    char *profile = strstr(text.data, RSD_PROFILE);
    assert_non_null(profile);
    profile[strlen(RSD_PROFILE) - 1]++;
    char checksum[32];
    const size_t n = text.len - strlen("checksum 0123456789abcdef\n");
    snprintf(checksum, sizeof checksum, "checksum %016llx\n",
             (unsigned long long)XXH3_64bits(text.data, n));
    memcpy(text.data + n, checksum, text.len - n);
    assert_int_equal(rsd_replace_file(name, text.data, text.len, NULL), RSD_OK);
    rsd_corpus *corpus = NULL;
    rsd_error err = {0};
    assert_int_equal(rsd_corpus_open(&corpus, (const char *const[]){path}, 1, NULL, false, &err),
                     RSD_ERR_INVALID);
    assert_non_null(strstr(err.message, "profile"));
    const rsd_build_options append = {.append = true};
    assert_int_equal(rsd_corpus_build(path, sources, 1, &append, NULL, NULL), RSD_ERR_INVALID);
    assert_int_equal(count_files(), 4);
    rsd_buf_free(&text);
}

/* ---- Others at the same time ---- */

static void test_readers_keep_what_they_opened(void **state)
{
    (void)state;
    write_articles();
    const char *const sources[] = {in};
    build(sources, 1, NULL);
    rsd_corpus *before = open_built();
    rsd_corpus *memory = open_all(sources, 1);
    write_text("in/b.txt", "b has changed");
    const rsd_build_options options = {.append = true, .merge = true};
    build(sources, 1, &options);
    compare(memory, before);
    rsd_corpus_free(memory);
    rsd_corpus_free(before);
    check_built(sources, 1);
}

enum { APPENDS = 100, FIRST = 6 };

/* Opens and reads the corpus until all was appended; false if it ever is not what was committed. */
static bool see_whole_commits(void)
{
    rsd_article_view view = {0};
    size_t seen = FIRST;
    bool whole = true;
    while (whole && seen < FIRST + APPENDS) {
        rsd_corpus *corpus = NULL;
        rsd_corpus_info info = {0};
        whole =
            rsd_corpus_open(&corpus, (const char *const[]){path}, 1, NULL, false, NULL) == RSD_OK;
        if (whole) {
            rsd_corpus_describe(corpus, &info);
        }
        whole = whole && info.articles >= seen && info.articles <= FIRST + APPENDS;
        seen = info.articles;
        for (size_t i = 0; i < info.articles && whole; i++) {
            whole = rsd_article_load(corpus, i, &view, NULL) == RSD_OK;
        }
        rsd_corpus_free(corpus);
    }
    rsd_article_view_free(&view);
    return whole;
}

static bool append_all(void)
{
    const rsd_build_options append = {.append = true};
    bool done = true;
    for (int i = 0; i < APPENDS && done; i++) {
        char name[32];
        char file[PATH];
        snprintf(name, sizeof name, "in/n%03d.txt", i);
        write_text(name, "another article");
        snprintf(file, sizeof file, "%s/n%03d.txt", in, i);
        const char *const one[] = {file};
        done = rsd_corpus_build(path, one, 1, &append, NULL, NULL) == RSD_OK;
    }
    return done;
}

/* Two processes read while a third appends. */
static void test_reading_while_another_process_appends(void **state)
{
    (void)state;
    write_articles();
    const char *const sources[] = {in};
    build(sources, 1, NULL);
    pid_t children[3];
    for (int i = 0; i < 3; i++) {
        children[i] = fork();
        if (children[i] == 0) {
            alarm(240); /* where the appending fails the readers would wait forever */
            _exit((i == 2 ? append_all() : see_whole_commits()) ? 0 : 1);
        }
    }
    for (int i = 0; i < 3; i++) {
        int outcome;
        waitpid(children[i], &outcome, 0);
        assert_true(WIFEXITED(outcome) && WEXITSTATUS(outcome) == 0);
    }
    check_whole(FIRST + APPENDS);
}

static void test_there_is_one_writer(void **state)
{
    (void)state;
    write_articles();
    const char *const sources[] = {in};
    build(sources, 1, NULL);
    char lock[PATH];
    snprintf(lock, sizeof lock, "%s/lock", path);
    int fd = open(lock, O_RDWR);
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    assert_int_equal(fcntl(fd, F_OFD_SETLK, &whole), 0);
    const rsd_build_options append = {.append = true};
    rsd_error err = {0};
    assert_int_equal(rsd_corpus_build(path, sources, 1, &append, NULL, &err), RSD_ERR_IO);
    assert_non_null(strstr(err.message, "another process"));
    close(fd);
    build(sources, 1, &append);
}

/* Killed at any moment, a build leaves the last commit, and the same build goes on. */
static void test_a_killed_build_goes_on(void **state)
{
    (void)state;
    write_articles();
    for (int i = 0; i < 40; i++) {
        char name[32];
        snprintf(name, sizeof name, "in/n%03d.txt", i);
        write_text(name, name);
    }
    const char *const sources[] = {in};
    const rsd_build_options options = {.memory = 1};
    size_t kept = 0;
    for (unsigned delay = 100; delay < 20000; delay += delay / 8) {
        remove_tree(path);
        pid_t child = fork();
        if (child == 0) {
            _exit(rsd_corpus_build(path, sources, 1, &options, NULL, NULL) != RSD_OK);
        }
        usleep(delay);
        kill(child, SIGKILL);
        int outcome;
        waitpid(child, &outcome, 0);
        if (WIFEXITED(outcome)) {
            assert_int_equal(WEXITSTATUS(outcome), 0);
            continue; /* it was done */
        }
        rsd_corpus *corpus = NULL;
        rsd_status status =
            rsd_corpus_open(&corpus, (const char *const[]){path}, 1, NULL, false, NULL);
        if (status == RSD_OK && rsd_corpus_is_built(path)) {
            rsd_corpus_free(corpus); /* committed before it died */
            continue;
        }
        rsd_corpus_free(corpus);
        rsd_build_summary summary = build(sources, 1, &options);
        assert_int_equal(summary.added + summary.unchanged, 46);
        kept += summary.unchanged;
        check_built(sources, 1);
        assert_int_equal(count_files(), 4);
    }
    assert_true(kept > 0);
}

/* ---- Damage ---- */

static void count_damage(void *ctx, const rsd_damage *damage)
{
    assert_string_not_equal(damage->message, "");
    ++*(size_t *)ctx;
}

/* Opens and reads all there is. What comes back must be as it was, or RSD_ERR_CORRUPT. */
static bool query_finds_damage(const rsd_corpus *want)
{
    rsd_corpus *corpus = NULL;
    rsd_error err = {0};
    rsd_status status = rsd_corpus_open(&corpus, (const char *const[]){path}, 1, NULL, false, &err);
    rsd_article_view view = {0};
    rsd_article_view whole = {0};
    rsd_corpus_info info = {0};
    if (status == RSD_OK) {
        rsd_corpus_describe(corpus, &info);
    }
    for (size_t i = 0; i < info.articles && status == RSD_OK; i++) {
        status = rsd_article_check(corpus, i, &err);
        if (status == RSD_OK) {
            status = rsd_article_load(corpus, i, &view, &err);
        }
        if (status == RSD_OK) {
            assert_string_equal(rsd_article_key(corpus, i), rsd_article_key(want, i));
            assert_int_equal(rsd_article_load(want, i, &whole, NULL), RSD_OK);
            compare_views(&whole, &view);
            compare_values(want, corpus, i);
        }
    }
    assert_true(status == RSD_OK || status == RSD_ERR_CORRUPT);
    assert_true(status == RSD_OK || err.message[0] != '\0');
    rsd_article_view_free(&view);
    rsd_article_view_free(&whole);
    rsd_corpus_free(corpus);
    return status != RSD_OK;
}

static bool check_finds_damage(void)
{
    size_t told = 0;
    size_t count;
    size_t articles;
    rsd_status status = rsd_corpus_verify(path, &told, count_damage, &count, &articles, NULL);
    assert_int_equal(status, RSD_OK);
    assert_int_equal(told, count);
    return count > 0;
}

/* Overwrites a file where it is, as a failing disk would. */
static void spoil(const char *file, const char *bytes, size_t n)
{
    int fd = open(file, O_WRONLY | O_TRUNC);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, n), n);
    assert_int_equal(close(fd), 0);
}

static void spoil_every_byte(const char *file, const rsd_corpus *want)
{
    rsd_buf bytes = {0};
    assert_int_equal(rsd_read_file(file, SIZE_MAX, &bytes, NULL), RSD_OK);
    size_t used = 0;
    for (size_t i = 0; i < bytes.len; i++) {
        const char flip = (char)(1 << i % 8);
        bytes.data[i] ^= flip;
        spoil(file, bytes.data, bytes.len);
        assert_true(check_finds_damage());
        used += query_finds_damage(want);
        bytes.data[i] ^= flip;
    }
    assert_int_equal(used, bytes.len); /* the files are of one block, which all queries use */
    for (size_t n = 0; n < bytes.len; n++) {
        spoil(file, bytes.data, n);
        assert_true(check_finds_damage());
        assert_true(query_finds_damage(want));
    }
    spoil(file, bytes.data, bytes.len);
    assert_false(query_finds_damage(want));
    rsd_buf_free(&bytes);
}

static void test_every_damaged_byte_is_found(void **state)
{
    (void)state;
    write_text("in/a.txt", repeated);
    write_bytes("in/d.txt", utf16, sizeof utf16 - 1);
    write_text("in/v.vrt", vertical);
    const char *const sources[] = {in};
    build(sources, 1, NULL);
    rsd_corpus *want = open_all(sources, 1);
    DIR *dir = opendir(path);
    assert_non_null(dir);
    size_t files = 0;
    for (const struct dirent *e; (e = readdir(dir)) != NULL;) {
        if (e->d_name[0] != '.' && strcmp(e->d_name, "lock") != 0) {
            char file[PATH * 2];
            snprintf(file, sizeof file, "%s/%s", path, e->d_name);
            spoil_every_byte(file, want);
            files++;
        }
    }
    closedir(dir);
    assert_int_equal(files, 3);
    unlink(at("out.rasad/catalog-2.rsd"));
    assert_true(check_finds_damage());
    assert_true(query_finds_damage(want));
    rsd_corpus_free(want);
}

/* ---- Memory ---- */

/* Builds, appends and reads with the n-th request failing; true if it needs fewer. */
static bool survives(uint64_t n, bool forever, const char *const *sources)
{
    const rsd_build_options options = {.memory = 1};
    const rsd_build_options append = {.append = true, .merge = true};
    rsd_corpus *corpus = NULL;
    rsd_article_view view = {0};
    rsd_values values = {0};
    rsd_error err = {0};
    size_t count;
    size_t found = 0;
    size_t article;
    remove_tree(path);
    rsd_fault_alloc(n, forever);
    rsd_status status = rsd_corpus_build(path, sources, 1, &options, NULL, &err);
    if (status == RSD_OK) {
        status = rsd_corpus_build(path, sources + 1, 1, &append, NULL, &err);
    }
    if (status == RSD_OK) {
        status = rsd_corpus_open(&corpus, (const char *const[]){path}, 1, NULL, false, &err);
    }
    for (size_t i = 0; i < 2 && status == RSD_OK; i++) {
        status = rsd_article_load(corpus, i, &view, &err);
    }
    if (status == RSD_OK) {
        status = rsd_article_values(corpus, 0, 0, &values, &err);
    }
    if (status == RSD_OK) {
        status = rsd_corpus_verify(path, &found, count_damage, &count, &article, &err);
    }
    const uint64_t requests = rsd_fault_alloc(0, false);
    assert_int_equal(found, 0);
    if (status != RSD_OK) {
        if (status != RSD_ERR_NOMEM) {
            fail_msg("%s: %s", err.source, err.message);
        }
        assert_string_not_equal(err.message, "");
    }
    rsd_article_view_free(&view);
    rsd_values_free(&values);
    rsd_corpus_free(corpus);
    return status == RSD_OK && requests < n;
}

static void test_every_failing_allocation_is_survived(void **state)
{
    (void)state;
    write_text("in/a.txt", repeated);
    write_bytes("in/d.txt", utf16, sizeof utf16 - 1);
    write_text("in/v.vrt", vertical);
    write_text("other/a.txt", "نص آخر");
    const char *const sources[] = {in, other};
    for (int forever = 0; forever < 2; forever++) {
        uint64_t n = 1;
        while (!survives(n, forever == 1, sources)) {
            n++;
        }
        assert_true(n > 100);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_top, remove_top)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_disk_is_as_memory),
        TEST(test_an_interrupt_ends_a_check),
        TEST(test_segments_are_merged),
        TEST(test_articles_known_by_path_are_merged),
        TEST(test_ten_thousand_hostile_texts_come_back),
        TEST(test_append_takes_the_place_of_what_changed),
        TEST(test_a_key_from_elsewhere_replaces),
        TEST(test_articles_are_removed),
        TEST(test_attributes_are_kept),
        TEST(test_attributes_change_with_their_documents),
        TEST(test_attributes_are_the_same_bytes),
        TEST(test_the_first_of_what_is_given_twice_is_kept),
        TEST(test_nothing_to_build_leaves_nothing),
        TEST(test_another_profile_is_refused),
        TEST(test_readers_keep_what_they_opened),
        TEST(test_reading_while_another_process_appends),
        TEST(test_there_is_one_writer),
        TEST(test_a_killed_build_goes_on),
        TEST(test_every_damaged_byte_is_found),
        TEST(test_every_failing_allocation_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
