/* test_archive.c: compressed files and archives: what is read of them and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "reading.h"

#include <stdlib.h>

#ifdef RSD_HAVE_ARCHIVE
#include <archive.h>
#include <archive_entry.h>

/* ---- Archives to read ---- */

typedef struct item {
    const char *name;
    const char *bytes;
    size_t n;
    unsigned type;    /* AE_IFREG if 0 */
    const char *link; /* of a link */
} item;

static char packed[1 << 20];
static size_t packed_len;

/* Packs items up to one without a name. kind: "zip", "encrypted zip", "tar", "raw"; filter:
 * "none", "gzip", "zstd", "xz". */
static void pack(const char *kind, const char *filter, const item *items)
{
    struct archive *a = archive_write_new();
    const char *format = strstr(kind, "zip") != NULL ? "zip"
                         : strcmp(kind, "raw") == 0  ? "raw"
                                                     : "paxr";
    assert_int_equal(archive_write_set_format_by_name(a, format), ARCHIVE_OK);
    if (strcmp(filter, "none") != 0) {
        assert_int_equal(archive_write_add_filter_by_name(a, filter), ARCHIVE_OK);
    }
    if (strcmp(kind, "encrypted zip") == 0) {
        assert_int_equal(archive_write_set_options(a, "zip:encryption=traditional"), ARCHIVE_OK);
        assert_int_equal(archive_write_set_passphrase(a, "secret"), ARCHIVE_OK);
    }
    archive_write_set_bytes_in_last_block(a, 1);
    assert_int_equal(archive_write_open_memory(a, packed, sizeof packed, &packed_len), ARCHIVE_OK);
    for (; items->name != NULL; items++) {
        struct archive_entry *entry = archive_entry_new();
        const size_t n = items->n > 0 ? items->n : items->bytes == NULL ? 0 : strlen(items->bytes);
        archive_entry_copy_pathname(entry, items->name);
        archive_entry_set_filetype(entry, items->type == 0 ? AE_IFREG : items->type);
        archive_entry_set_perm(entry, 0644);
        archive_entry_set_size(entry, (la_int64_t)n);
        if (items->link != NULL && items->type == AE_IFLNK) {
            archive_entry_copy_symlink(entry, items->link);
        } else if (items->link != NULL) {
            archive_entry_copy_hardlink(entry, items->link);
        }
        assert_true(archive_write_header(a, entry) >= ARCHIVE_WARN); /* of names in no encoding */
        assert_int_equal(archive_write_data(a, items->bytes, n), n);
        archive_entry_free(entry);
    }
    assert_int_equal(archive_write_close(a), ARCHIVE_OK);
    archive_write_free(a);
}

static log got;

static void expect(const char *name, const char *want)
{
    assert_int_equal(read_bytes(&got, name, packed, packed_len, NULL), RSD_OK);
    assert_string_equal(got.text, want);
}

/* What is packed now, as the only item of the next archive. */
static void pack_again(const char *kind, const char *filter, const char *name)
{
    static char inner[sizeof packed];
    memcpy(inner, packed, packed_len);
    const item items[] = {{.name = name, .bytes = inner, .n = packed_len}, {.name = NULL}};
    pack(kind, filter, items);
}

/* ---- What is read ---- */

static const item articles[] = {
    {.name = "in/b.txt", .bytes = "bee"},
    {.name = "./a.md", .bytes = "ay"},
    {.name = "photo.jpg", .bytes = "\xFF\xD8"},
    {.name = ".git/x.txt", .bytes = "hidden"},
    {.name = "__MACOSX/a.txt", .bytes = "hidden"},
    {.name = "in", .type = AE_IFDIR},
    {.name = "records.jsonl", .bytes = "{\"id\":7,\"text\":\"r\"}\n{"},
    {.name = "in/metadata.csv", .bytes = "path,title\nb.txt,B\nno.txt,\n"},
    {.name = "metadata.csv", .bytes = "path,title,date\nin/b.txt,x,2017\n"},
    {.name = NULL}};

static void members_are_read_like_files_of_a_folder(void **state)
{
    (void)state;
    static const char *const kinds[][3] = {{"zip", "none", "f.zip"},     {"tar", "none", "f.tar"},
                                           {"tar", "gzip", "f.tar.gz"},  {"tar", "gzip", "f.TGZ"},
                                           {"tar", "zstd", "f.tar.zst"}, {"tar", "xz", "f.txz"}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        char want[512];
        const char *f = kinds[i][2];
        snprintf(want, sizeof want,
                 "%s!/in/b.txt|date=2017|title=B: bee\n%s!/a.md: ay\n"
                 "%s!/records.jsonl#7|id=7: r\n!bad_record 2:21\nbad_metadata 3:-1\n",
                 f, f, f);
        pack(kinds[i][0], kinds[i][1], articles);
        expect(f, want);
    }
}

static void a_compressed_file_is_that_file(void **state)
{
    (void)state;
    static const char *const filters[][2] = {
        {"gzip", "gz"}, {"zstd", "zst"}, {"xz", "xz"}, {"bzip2", "bz2"}};
    const item lines[] = {{.name = "x", .bytes = "{\"text\":\"one\"}\n"}, {.name = NULL}};
    for (size_t i = 0; i < sizeof filters / sizeof *filters; i++) {
        char name[64];
        char want[128];
        pack("raw", filters[i][0], lines);
        snprintf(name, sizeof name, "f.jsonl.%s", filters[i][1]);
        snprintf(want, sizeof want, "%s#1: one\n", name);
        expect(name, want);
    }
    /* named by itself, it may be called anything */
    expect("f", "f: {\"text\":\"one\"}\n\n");
    pack("tar", "none", articles);
    assert_int_equal(read_bytes(&got, "f", packed, packed_len, NULL), RSD_OK);
    assert_non_null(strstr(got.text, "f!/a.md: ay\n"));
}

static void names_are_utf8_wherever_one_is(void **state)
{
    (void)state;
    const item items[] = {{.name = "خبر/آتش‌بس.txt", .bytes = "x"}, {.name = NULL}};
    pack("tar", "none", items);
    expect("f.tar", "f.tar!/خبر/آتش‌بس.txt: x\n");
    const item latin[] = {{.name = "caf\xE9.txt", .bytes = "x"}, {.name = NULL}};
    pack("zip", "none", latin);
    expect("f.zip", "f.zip!/caf%E9.txt: x\n");
}

static void archives_lie_in_archives_once(void **state)
{
    (void)state;
    const item items[] = {{.name = "a.txt", .bytes = "x"},
                          {.name = "metadata.csv", .bytes = "path,title\na.txt,A\n"},
                          {.name = NULL}};
    pack("tar", "gzip", items);
    pack_again("zip", "none", "in/b.tar.gz");
    expect("f.zip", "f.zip!/in/b.tar.gz!/a.txt|title=A: x\n");
    pack_again("zip", "none", "c.zip");
    expect("f.zip", "!unreadable 0:-1\n");
    pack("zip", "none", items);
    pack_again("tar", "none", "b.zip");
    expect("f.tar", "f.tar!/b.zip!/a.txt|title=A: x\n");
}

/* ---- What is refused ---- */

static void names_that_lead_out_are_refused(void **state)
{
    (void)state;
    const item items[] = {
        {.name = "/etc/a.txt", .bytes = "x"},    {.name = "../a.txt", .bytes = "x"},
        {.name = "a/../../b.txt", .bytes = "x"}, {.name = "a/..\\c.txt", .bytes = "x"},
        {.name = "C:\\d.txt", .bytes = "x"},     {.name = "..", .bytes = "x"},
        {.name = "a..b.txt", .bytes = "good"},   {.name = NULL}};
    pack("tar", "none", items);
    expect("f.tar", "!unsafe_name 0:-1\n!unsafe_name 0:-1\n!unsafe_name 0:-1\n!unsafe_name 0:-1\n"
                    "!unsafe_name 0:-1\nf.tar!/a..b.txt: good\n");
}

static void links_and_devices_are_not_followed(void **state)
{
    (void)state;
    const item items[] = {{.name = "link.txt", .type = AE_IFLNK, .link = "/etc/passwd"},
                          {.name = "good.txt", .bytes = "x"},
                          {.name = "hard.txt", .link = "good.txt"},
                          {.name = "device.txt", .type = AE_IFCHR},
                          {.name = "pipe.txt", .type = AE_IFIFO},
                          {.name = "link.jpg", .type = AE_IFLNK, .link = "/etc/passwd"},
                          {.name = NULL}};
    pack("tar", "none", items);
    expect("f.tar", "!unreadable 0:-1\nf.tar!/good.txt: x\n!unreadable 0:-1\n!unreadable 0:-1\n"
                    "!unreadable 0:-1\n");
}

static void encrypted_members_are_left_out(void **state)
{
    (void)state;
    const item items[] = {{.name = "a.txt", .bytes = "x"}, {.name = NULL}};
    pack("encrypted zip", "none", items);
    expect("f.zip", "!unreadable 0:-1\n");
    assert_string_equal(got.message, "is encrypted; unpack it with its password first");
}

static void too_much_is_not_unpacked(void **state)
{
    (void)state;
    enum { SIZE = 96 << 20 };
    char *zeros = calloc(SIZE, 1);
    assert_non_null(zeros);
    memset(zeros, '\n', SIZE);
    const item bomb[] = {{.name = "a.txt", .bytes = "before"},
                         {.name = "b.jpg", .bytes = zeros, .n = SIZE},
                         {.name = "c.txt", .bytes = "after"},
                         {.name = NULL}};
    pack("tar", "gzip", bomb);
    expect("f.tgz", "f.tgz!/a.txt: before\n!too_large 0:-1\n");
    pack("zip", "none", bomb); /* there it need not be unpacked */
    expect("f.zip", "f.zip!/a.txt: before\nf.zip!/c.txt: after\n");
    const item lines[] = {{.name = "a.jsonl", .bytes = zeros, .n = SIZE}, {.name = NULL}};
    pack("zip", "none", lines);
    expect("f.zip", "!too_large 0:-1\n!too_large 0:-1\n");
    pack("raw", "gzip", lines);
    pack_again("raw", "gzip", "x");
    expect("f.jsonl.gz.gz", "!too_large 0:-1\n!too_large 0:-1\n");
    free(zeros);
}

/* ---- Damage ---- */

static void damage_is_located_and_the_rest_is_read(void **state)
{
    (void)state;
    const item items[] = {{.name = "a.txt", .bytes = "the first article"},
                          {.name = "b.txt", .bytes = "the second article"},
                          {.name = NULL}};
    pack("zip", "none", items);
    /* Behind a local header of 30 bytes, the name, and extra fields whose length is at 28. */
    char *at = packed + 30 + 5 + packed[28] + 3;
    *at = (char)(*at ^ 0x55);
    assert_int_equal(read_bytes(&got, "f.zip", packed, packed_len, NULL), RSD_OK);
    assert_non_null(strstr(got.text, "!unreadable"));
    assert_non_null(strstr(got.text, "f.zip!/b.txt: the second article\n"));
    pack("tar", "none", items);
    packed_len = 512 + 10;
    expect("f.tar", "!unreadable 0:-1\n!unreadable 0:-1\n");
    packed_len = 0;
    expect("f.tar", "");
    memcpy(packed, "no archive at all", packed_len = 17);
    expect("f.zip", "!unreadable 0:-1\n");
    expect("f.tar", "!unreadable 0:-1\n");
    expect("f.txt.gz", "f.txt.gz: no archive at all\n");
}

static void any_damage_ends_well(void **state)
{
    (void)state;
    static const char *const kinds[][3] = {{"zip", "none", "f.zip"}, {"tar", "gzip", "f.tgz"}};
    for (size_t k = 0; k < 2; k++) {
        pack(kinds[k][0], kinds[k][1], articles);
        const size_t whole = packed_len;
        for (size_t n = 0; n < whole; n++) {
            assert_int_equal(read_bytes(&got, kinds[k][2], packed, n, NULL), RSD_OK);
            packed[n] = (char)(packed[n] ^ 0xA5);
            assert_int_equal(read_bytes(&got, kinds[k][2], packed, whole, NULL), RSD_OK);
            packed[n] = (char)(packed[n] ^ 0xA5);
        }
    }
}

static void every_failed_allocation_is_reported(void **state)
{
    (void)state;
    pack("tar", "gzip", articles);
    expect_failures_told("f.tgz", packed, packed_len);
    pack_again("zip", "none", "in.tgz");
    expect_failures_told("f.zip", packed, packed_len);
    const item lines[] = {{.name = "x", .bytes = "{\"text\":\"one\"}\n"}, {.name = NULL}};
    pack("raw", "gzip", lines);
    expect_failures_told("f.jsonl.gz", packed, packed_len);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_are_read_like_files_of_a_folder),
        cmocka_unit_test(a_compressed_file_is_that_file),
        cmocka_unit_test(names_are_utf8_wherever_one_is),
        cmocka_unit_test(archives_lie_in_archives_once),
        cmocka_unit_test(names_that_lead_out_are_refused),
        cmocka_unit_test(links_and_devices_are_not_followed),
        cmocka_unit_test(encrypted_members_are_left_out),
        cmocka_unit_test(too_much_is_not_unpacked),
        cmocka_unit_test(damage_is_located_and_the_rest_is_read),
        cmocka_unit_test(any_damage_ends_well),
        cmocka_unit_test(every_failed_allocation_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#else

static void without_the_library_it_is_told(void **state)
{
    (void)state;
    expect_read("f.zip", "PK", NULL, "!unsupported 0:-1\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(without_the_library_it_is_told)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
#endif
