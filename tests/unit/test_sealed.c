/* test_sealed.c: files that make no sense but have the right checksums are survived. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/io.h"
#include "store/manifest.h"
#include "store/sections_int.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xxhash.h>

enum { PATH = 128, RUNS = 6000 };

static char folder[PATH];
static char path[PATH * 2];
static uint64_t state_of_random = 88172645463325252U;

static uint32_t draw(uint32_t below)
{
    state_of_random ^= state_of_random << 13;
    state_of_random ^= state_of_random >> 7;
    state_of_random ^= state_of_random << 17;
    return (uint32_t)(state_of_random >> 32) % below;
}

static void write_text(const char *name, const char *text)
{
    char file[PATH * 2];
    snprintf(file, sizeof file, "%s/%s", folder, name);
    assert_int_equal(rsd_replace_file(file, text, strlen(text), NULL), RSD_OK);
}

/* Two segments and a catalog with types of its own. */
static int build(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "%s/rasad-sealed-XXXXXX",
             access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/out.rasad", folder);
    write_text(
        "a.txt",
        "آتش‌بس در حلب آغاز شد\n\nآتش‌بس در حلب آغاز شد\n\n"
        "به گزارش ایسنا، وزیر گفت: «آتش بس» برقرار است.\n\t\tخط دوم\nمنبع: ایسنا\n");
    write_text("b.txt", "\xC7\xE1\xD3\xE1\xC7\xE3 \xDA\xE1\xED\xDF\xE3 \xC7\xE1\xD3\xE1\xC7\xE3 "
                        "\xE6\xC7\xE1\xE4\xC7\xD3 \xC7\xE1\xD0\xED\xE4");
    write_text("c.txt", "Many words of the same kind, many words of the same kind: many of them.");
    write_text("d.vrt",
               "<!-- #vrt positional-attributes: word pos lemma -->\nIt\tP\tit\nis\tV\tbe\n");
    char files[4][PATH * 2];
    for (int i = 0; i < 4; i++) {
        snprintf(files[i], sizeof files[i], "%s/%c.%s", folder, 'a' + i, i < 3 ? "txt" : "vrt");
    }
    const rsd_build_options append = {.append = true};
    const char *const first[] = {files[0], files[1], files[3]};
    const char *const second[] = {files[2]};
    assert_int_equal(rsd_corpus_build(path, first, 3, NULL, NULL, NULL), RSD_OK);
    assert_int_equal(rsd_corpus_build(path, second, 1, &append, NULL, NULL), RSD_OK);
    return 0;
}

static int clear(void **state)
{
    (void)state;
    char command[PATH * 2];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

/* Gives the bytes of a file the checksums that fit them. */
static void seal_again(rsd_buf *file, rsd_seal *seal)
{
    rsd_file_trailer trailer;
    const size_t end = file->len - sizeof trailer;
    memcpy(&trailer, file->data + end, sizeof trailer);
    const size_t data_end = (size_t)trailer.data_end;
    assert_true(data_end <= RSD_BLOCK_SIZE); /* one block */
    const uint64_t sum = XXH3_64bits(file->data, data_end);
    memcpy(file->data + data_end, &sum, sizeof sum);
    XXH3_state_t *hash = XXH3_createState();
    XXH3_64bits_reset(hash);
    XXH3_64bits_update(hash, file->data + data_end, end - data_end);
    XXH3_64bits_update(hash, &trailer, offsetof(rsd_file_trailer, checksum));
    trailer.checksum = XXH3_64bits_digest(hash);
    XXH3_freeState(hash);
    memcpy(file->data + end, &trailer, sizeof trailer);
    *seal = (rsd_seal){.size = file->len, .checksum = trailer.checksum};
}

/* Changes a few bytes or numbers of what the checksums cover. */
static void spoil(rsd_buf *file)
{
    rsd_file_trailer trailer;
    memcpy(&trailer, file->data + file->len - sizeof trailer, sizeof trailer);
    const uint32_t end = (uint32_t)trailer.data_end;
    const uint32_t table = end + sizeof(uint64_t);
    const uint32_t table_size = (uint32_t)(file->len - sizeof trailer) - table;
    for (uint32_t i = 1 + draw(3); i > 0; i--) {
        static const uint32_t numbers[] = {0,    1,      2,          0x7F,      0x80,
                                           0xFF, 0xFFFF, 0x7FFFFFFF, UINT32_MAX};
        const uint32_t number = numbers[draw(sizeof numbers / sizeof *numbers)];
        switch (draw(8)) {
        case 0:
            memcpy(file->data + draw(end / 4) * 4, &number, sizeof number);
            break;
        case 1:
            memcpy(file->data + table + draw(table_size / 4) * 4, &number, sizeof number);
            break;
        default:
            file->data[draw(end)] = (char)draw(256);
        }
    }
}

static void touch(const char *bytes, size_t n)
{
    static volatile unsigned sum;
    for (size_t i = 0; i < n; i++) {
        sum += (unsigned char)bytes[i];
    }
}

static void use_article(const rsd_corpus *corpus, size_t i, rsd_article_view *view)
{
    if (rsd_article_check(corpus, i, NULL) != RSD_OK) {
        return;
    }
    size_t count;
    const char *key = rsd_article_key(corpus, i);
    size_t article;
    touch(key, strlen(key));
    rsd_article_find(corpus, key, &article, NULL);
    const rsd_field *fields = rsd_article_fields(corpus, i, &count);
    for (size_t k = 0; k < count; k++) {
        touch(fields[k].name, strlen(fields[k].name));
        touch(fields[k].value, strlen(fields[k].value));
    }
    rsd_article_story(corpus, i);
    rsd_values values = {0};
    for (size_t k = 0; rsd_attribute_name(corpus, k) != NULL; k++) {
        if (rsd_article_values(corpus, i, k, &values, NULL) == RSD_OK) {
            for (size_t t = 0; t < values.len; t++) {
                touch(values.items[t], values.items[t] == NULL ? 0 : strlen(values.items[t]));
            }
        }
    }
    rsd_values_free(&values);
    if (rsd_article_load(corpus, i, view, NULL) != RSD_OK) {
        return;
    }
    size_t n;
    const char *bytes = rsd_article_source(view, &n);
    touch(bytes, n);
    touch(view->match.data, view->match.len);
    for (size_t k = 0; k < view->token_count; k++) {
        bytes = rsd_article_slice(view, view->tokens[k].start, view->tokens[k].end, &n);
        touch(bytes, n);
    }
    for (size_t k = 0; k < view->region_count; k++) {
        bytes = rsd_article_slice(view, view->regions[k].of_start, view->regions[k].of_end, &n);
        touch(bytes, n);
        touch(view->regions[k].reason, strlen(view->regions[k].reason));
    }
    for (size_t from = 0; from <= view->match.len; from += 5) {
        uint32_t start;
        uint32_t end;
        const size_t to = from + 9 < view->match.len ? from + 9 : view->match.len;
        rsd_match_to_source(view, from, to, &start, &end, NULL);
    }
}

static void found(void *ctx, const rsd_damage *damage)
{
    (void)ctx;
    touch(damage->source, strlen(damage->source));
    touch(damage->message, strlen(damage->message));
}

static void find_articles(const rsd_corpus *corpus, const char *key, size_t n, size_t most)
{
    char copy[64];
    const char *const keys[] = {copy};
    size_t len;
    if (key == NULL || n >= sizeof copy) {
        return;
    }
    memcpy(copy, key, n);
    copy[n] = '\0';
    uint32_t *articles = malloc((most + 1) * sizeof *articles);
    assert_non_null(articles);
    if (rsd_corpus_find(corpus, keys, 1, articles, &len, NULL) == RSD_OK) {
        assert_true(len <= most);
        touch((const char *)articles, len * sizeof *articles);
    }
    free(articles);
}

/* Does everything that can be done with a corpus. */
static bool use(void)
{
    rsd_corpus *corpus = NULL;
    rsd_article_view view = {0};
    rsd_corpus_info info = {0};
    const char *const paths[] = {path};
    if (rsd_corpus_open(&corpus, paths, 1, NULL, false, NULL) == RSD_OK) {
        rsd_corpus_describe(corpus, &info);
        for (size_t i = 0; i < info.articles; i++) {
            use_article(corpus, i, &view);
        }
        for (uint32_t type = 0; type < 50; type++) {
            size_t n;
            uint32_t first;
            uint32_t last;
            const char *bytes = rsd_type_form(corpus, type, &n);
            touch(bytes, n);
            bytes = rsd_type_key(corpus, type, &n);
            rsd_key_types(corpus, bytes == NULL ? "" : bytes, n, &first, &last);
            find_articles(corpus, bytes, n, info.articles);
        }
    }
    rsd_article_view_free(&view);
    rsd_corpus_free(corpus);
    size_t count;
    size_t articles;
    rsd_corpus_verify(path, NULL, found, &count, &articles, NULL);
    return info.articles > 0;
}

static void test_nonsense_with_checksums_is_survived(void **state)
{
    (void)state;
    rsd_manifest manifest;
    assert_int_equal(rsd_manifest_read(&manifest, path, NULL), RSD_OK);
    assert_int_equal(manifest.segments.len, 2);
    char files[3][PATH_MAX];
    rsd_buf whole[3] = {{0}};
    rsd_part *parts[3] = {&manifest.catalog, &manifest.segments.items[0],
                          &manifest.segments.items[1]};
    assert_true(rsd_catalog_path(files[0], path, parts[0]->number));
    assert_true(rsd_segment_path(files[1], path, parts[1]->number));
    assert_true(rsd_segment_path(files[2], path, parts[2]->number));
    for (int i = 0; i < 3; i++) {
        assert_int_equal(rsd_read_file(files[i], SIZE_MAX, &whole[i], NULL), RSD_OK);
    }
    size_t opened = 0;
    for (int run = 0; run < RUNS; run++) {
        const uint32_t i = draw(3);
        const rsd_part kept = *parts[i];
        rsd_buf spoilt = {0};
        assert_int_equal(rsd_buf_add(&spoilt, whole[i].data, whole[i].len), RSD_OK);
        spoil(&spoilt);
        seal_again(&spoilt, &parts[i]->seal);
        assert_int_equal(rsd_replace_file(files[i], spoilt.data, spoilt.len, NULL), RSD_OK);
        assert_int_equal(rsd_manifest_write(&manifest, path, NULL), RSD_OK);
        opened += use();
        const rsd_build_options merge = {.merge = true};
        rsd_corpus_build(path, NULL, 0, &merge, NULL, NULL); /* may remove the files */
        for (int k = 0; k < 3; k++) {
            assert_int_equal(rsd_replace_file(files[k], whole[k].data, whole[k].len, NULL), RSD_OK);
        }
        *parts[i] = kept;
        rsd_buf_free(&spoilt);
    }
    assert_true(opened > RUNS / 10 && opened < RUNS); /* some are refused at once, not all */
    assert_int_equal(rsd_manifest_write(&manifest, path, NULL), RSD_OK);
    assert_true(use());
    for (int i = 0; i < 3; i++) {
        rsd_buf_free(&whole[i]);
    }
    rsd_manifest_free(&manifest);
}

/* The last of the numbers of a section. */
static void *last_number(const rsd_buf *file, rsd_section_id id)
{
    rsd_file_trailer trailer;
    memcpy(&trailer, file->data + file->len - sizeof trailer, sizeof trailer);
    const char *table = file->data + trailer.data_end + sizeof(uint64_t);
    for (uint32_t i = 0; i < trailer.section_count; i++) {
        rsd_section_entry entry;
        memcpy(&entry, table + i * sizeof entry, sizeof entry);
        if (entry.id == (uint32_t)id) {
            return file->data + entry.start + entry.size - sizeof(uint32_t);
        }
    }
    fail_msg("there is no section %d", (int)id);
    return NULL;
}

/* The last key is said to end before the last of its types: going on from it leads nowhere. */
static void test_a_key_that_ends_too_early_is_damage(void **state)
{
    (void)state;
    static const char *const keys[] = {"zz"};
    char source[PATH * 2];
    char file[PATH_MAX];
    snprintf(path, sizeof path, "%s/keys.rasad", folder);
    snprintf(source, sizeof source, "%s/z.txt", folder);
    write_text("z.txt", "Zz zz");
    const char *const sources[] = {source};
    assert_int_equal(rsd_corpus_build(path, sources, 1, NULL, NULL, NULL), RSD_OK);
    rsd_manifest manifest;
    rsd_buf bytes = {0};
    assert_int_equal(rsd_manifest_read(&manifest, path, NULL), RSD_OK);
    assert_true(rsd_segment_path(file, path, manifest.segments.items[0].number));
    assert_int_equal(rsd_read_file(file, SIZE_MAX, &bytes, NULL), RSD_OK);
    for (uint32_t end = 2; end > 0; end--) {
        memcpy(last_number(&bytes, RSD_SECTION_KEY_TYPES), &end, sizeof end);
        seal_again(&bytes, &manifest.segments.items[0].seal);
        assert_int_equal(rsd_replace_file(file, bytes.data, bytes.len, NULL), RSD_OK);
        assert_int_equal(rsd_manifest_write(&manifest, path, NULL), RSD_OK);
        const char *const paths[] = {path};
        rsd_corpus *corpus;
        uint32_t article;
        size_t len;
        assert_int_equal(rsd_corpus_open(&corpus, paths, 1, NULL, false, NULL), RSD_OK);
        assert_int_equal(rsd_corpus_find(corpus, keys, 1, &article, &len, NULL),
                         end == 2 ? RSD_OK : RSD_ERR_CORRUPT);
        rsd_corpus_free(corpus);
    }
    rsd_buf_free(&bytes);
    rsd_manifest_free(&manifest);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_nonsense_with_checksums_is_survived, build, clear),
        cmocka_unit_test_setup_teardown(test_a_key_that_ends_too_early_is_damage, build, clear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
