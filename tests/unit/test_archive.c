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
    expect("f.zip", "!too_large 0:-1\n");
    pack("raw", "gzip", lines);
    pack_again("raw", "gzip", "x");
    expect("f.jsonl.gz.gz", "!too_large 0:-1\n");
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
    expect("f.tar", "!unreadable 0:-1\n");
    assert_non_null(strstr(got.message, "breaks off in or behind a.txt"));
    memcpy(packed, "no archive at all", packed_len = 17);
    expect("f.zip", "!unreadable 0:-1\n");
    assert_string_equal(got.message, "is cut short or no ZIP archive");
    expect("f.tar", "!unreadable 0:-1\n");
    assert_string_equal(got.message, "is cut short or no tar archive");
    expect("f.txt.gz", "f.txt.gz: no archive at all\n");
}

static void what_holds_nothing_is_told(void **state)
{
    (void)state;
    static const char *const names[] = {"f.tar", "f.zip", "f.txt.gz"};
    packed_len = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        expect(names[i], "!empty 0:-1\n");
        assert_string_equal(got.message, "is empty");
    }
    static const char *const kinds[][3] = {
        {"tar", "none", "f.tar"}, {"tar", "gzip", "f.tgz"}, {"zip", "none", "f.zip"}};
    const item nothing[] = {{.name = NULL}};
    const item folder[] = {{.name = "in", .type = AE_IFDIR}, {.name = NULL}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        pack(kinds[i][0], kinds[i][1], nothing);
        expect(kinds[i][2], "!empty 0:-1\n");
        assert_string_equal(got.message, "holds no file");
        pack(kinds[i][0], kinds[i][1], folder);
        expect(kinds[i][2], "!empty 0:-1\n");
    }
    const item empty[] = {{.name = "x", .bytes = ""}, {.name = NULL}};
    pack("raw", "gzip", empty);
    expect("f.txt.gz", "!empty 0:-1\n");
}

static void a_damaged_header_of_a_tar_is_told(void **state)
{
    (void)state;
    const item items[] = {{.name = "a.txt", .bytes = "one"},
                          {.name = "b.txt", .bytes = "two"},
                          {.name = "c.txt", .bytes = "three"},
                          {.name = NULL}};
    pack("tar", "none", items);
    packed[1024 + 5] = 'Z'; /* behind a.txt, which has a header and one block */
    expect("f.tar", "f.tar!/a.txt: one\n!unreadable 0:1024\nf.tar!/c.txt: three\n");
}

static void what_is_amiss_with_a_member_is_told(void **state)
{
    (void)state;
    char name[300];
    memset(name, 'a', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    const item items[] = {
        {.name = name, .bytes = "x"}, {.name = "b.txt", .bytes = "two"}, {.name = NULL}};
    pack("tar", "none", items);
    packed[512] = 'z'; /* the length of "309 path=aaa..." that is said before the header */
    expect("f.tar", "bad_archive 0:0\nf.tar!/b.txt: two\n");
}

/* ---- Damage of what is compressed ---- */

static char members[1 << 17];
static size_t members_len;

/* Adds a compressed member behind those that are there. Returns where it begins. */
static size_t add_member(const char *filter, const char *bytes, size_t n)
{
    const item items[] = {{.name = "x", .bytes = bytes, .n = n}, {.name = NULL}};
    const size_t at = members_len;
    pack("raw", filter, items);
    assert_true(members_len + packed_len <= sizeof members);
    memcpy(members + at, packed, packed_len);
    members_len += packed_len;
    return at;
}

static void add_bytes(const char *bytes, size_t n)
{
    memcpy(members + members_len, bytes, n);
    members_len += n;
}

static void expect_members(const char *name, const char *format, size_t at)
{
    char want[256];
    snprintf(want, sizeof want, format, (int)at);
    memcpy(packed, members, packed_len = members_len);
    expect(name, want);
}

static const char *const codecs[][2] = {
    {"gzip", "gz"}, {"zstd", "zst"}, {"xz", "xz"}, {"bzip2", "bz2"}};

static void a_checksum_of_gzip_is_verified(void **state)
{
    (void)state;
    const item text[] = {{.name = "x", .bytes = "100 dollars"}, {.name = NULL}};
    for (size_t back = 8; back > 0; back -= 4) { /* the checksum, the length */
        pack("raw", "gzip", text);
        packed[packed_len - back] ^= 1;
        expect("f.txt.gz", "!unreadable 0:0\n");
    }
    const item records[] = {{.name = "x", .bytes = "{\"text\":\"1\"}\n"}, {.name = NULL}};
    pack("raw", "gzip", records);
    packed[packed_len - 8] ^= 1;
    expect("f.jsonl.gz", "!unreadable 0:0\n");
    expect("f.json.gz", "!unreadable 0:0\n");
    pack("tar", "gzip", articles);
    packed[packed_len - 8] ^= 1;
    expect("f.tgz", "!unreadable 0:0\n");
}

static void members_are_one_text(void **state)
{
    (void)state;
    static const char zeros[1000];
    for (size_t i = 0; i < sizeof codecs / sizeof *codecs; i++) {
        char name[16];
        char want[64];
        members_len = 0;
        add_member(codecs[i][0], "one ", 4);
        add_member(codecs[i][0], "two", 3);
        add_bytes(zeros, sizeof zeros);
        snprintf(name, sizeof name, "f.txt.%s", codecs[i][1]);
        snprintf(want, sizeof want, "%s: one two\n", name);
        expect_members(name, want, 0);
    }
}

static void what_is_behind_the_members_is_told(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof codecs / sizeof *codecs; i++) {
        char name[16];
        char want[64];
        members_len = 0;
        add_member(codecs[i][0], "one", 3);
        const size_t at = members_len;
        add_bytes("junk", 4);
        add_member(codecs[i][0], "two", 3);
        snprintf(name, sizeof name, "f.txt.%s", codecs[i][1]);
        snprintf(want, sizeof want, "%s: one\n!unreadable 0:%%d\n", name);
        expect_members(name, want, at);
    }
}

static void records_before_a_break_are_read(void **state)
{
    (void)state;
    static const char record[] = "{\"text\":\"a\"}\n";
    for (size_t i = 0; i < sizeof codecs / sizeof *codecs; i++) {
        char name[16];
        char want[128];
        members_len = 0;
        add_member(codecs[i][0], record, sizeof record - 1);
        add_member(codecs[i][0], record, sizeof record - 1);
        members_len -= 4;
        snprintf(name, sizeof name, "f.jsonl.%s", codecs[i][1]);
        snprintf(want, sizeof want, "%s#1: a\n", name);
        memcpy(packed, members, packed_len = members_len);
        assert_int_equal(read_bytes(&got, name, packed, packed_len, NULL), RSD_OK);
        assert_memory_equal(got.text, want, strlen(want));
        snprintf(want, sizeof want, "!unreadable 0:%d\n", (int)members_len);
        assert_non_null(strstr(got.text, want));
        snprintf(name, sizeof name, "f.txt.%s", codecs[i][1]);
        expect_members(name, "!unreadable 0:%d\n", members_len);
    }
    /* gzip has all of its text out before its last bytes, and then a cut record is told, too */
    members_len = 0;
    add_member("gzip", "{\"text\":\"a\"}\n{\"te", 17);
    members_len -= 4;
    expect_members("f.jsonl.gz", "f.jsonl.gz#1: a\n!bad_record 2:17\n!unreadable 0:%d\n",
                   members_len);
}

static void what_is_damaged_counts_as_unpacked(void **state)
{
    (void)state;
    enum { SIZE = 1000 * 1000, MEMBERS = 70 }; /* in all more than 64 MiB */
    char *zeros = calloc(SIZE, 1);
    assert_non_null(zeros);
    members_len = 0;
    add_member("gzip", zeros, SIZE);
    members[members_len - 8] ^= 1;
    const size_t n = members_len;
    assert_true(n * MEMBERS <= sizeof members);
    for (size_t i = 1; i < MEMBERS; i++) {
        add_bytes(members, n);
    }
    assert_int_equal(read_bytes(&got, "f.warc.gz", members, members_len, NULL), RSD_OK);
    assert_non_null(strstr(got.text, "!too_large 0:-1\n"));
    free(zeros);
}

static void members_of_a_cut_tar_are_read(void **state)
{
    (void)state;
    const item items[] = {
        {.name = "a.txt", .bytes = "one"}, {.name = "b.txt", .bytes = "two"}, {.name = NULL}};
    char want[128];
    pack("tar", "gzip", items);
    packed_len -= 8; /* without the checksum */
    snprintf(want, sizeof want, "f.tgz!/a.txt: one\nf.tgz!/b.txt: two\n!unreadable 0:%d\n",
             (int)packed_len);
    expect("f.tgz", want);
}

static void much_is_read_before_damage(void **state)
{
    (void)state;
    enum { LINES = 300000, LINE = 13 };
    char *lines = malloc((size_t)LINES * LINE + 1);
    assert_non_null(lines);
    for (size_t i = 0; i < LINES; i++) {
        memcpy(lines + i * LINE, "{\"a\":\"text\"}\n", LINE);
    }
    memcpy(lines, "{\"text\":\"a\"}\n", LINE);
    const item items[] = {{.name = "x", .bytes = lines, .n = (size_t)LINES * LINE}, {.name = NULL}};
    pack("raw", "gzip", items);
    packed[packed_len - 8] ^= 1;
    assert_int_equal(read_bytes(&got, "f.jsonl.gz", packed, packed_len, NULL), RSD_OK);
    assert_memory_equal(got.text, "f.jsonl.gz#1: a\n", 16);
    assert_non_null(strstr(got.text, "!unreadable 0:0\n"));
    assert_int_equal(read_bytes(&got, "f.txt.gz", packed, packed_len, NULL), RSD_OK);
    assert_string_equal(got.text, "!unreadable 0:0\n");
    free(lines);
}

static const item page[] = {{.name = "x",
                             .bytes = "WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/plain"
                                      "\r\nContent-Length: 4\r\n\r\ntext\r\n\r\n"},
                            {.name = NULL}};

static void any_damage_ends_well(void **state)
{
    (void)state;
    static const char *const kinds[][3] = {
        {"zip", "none", "f.zip"},   {"tar", "gzip", "f.tgz"},    {"tar", "zstd", "f.tgz"},
        {"tar", "xz", "f.tgz"},     {"tar", "bzip2", "f.tgz"},   {"raw", "gzip", "f.warc.gz"},
        {"raw", "xz", "f.warc.gz"}, {"raw", "zstd", "f.warc.gz"}};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        pack(kinds[k][0], kinds[k][1], strcmp(kinds[k][0], "raw") == 0 ? page : articles);
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
    for (size_t i = 0; i < sizeof codecs / sizeof *codecs; i++) {
        pack("raw", codecs[i][0], lines);
        expect_failures_told("f.jsonl.gz", packed, packed_len);
        expect_failures_told("f.jsonl.gz", packed, packed_len - 1);
    }
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
        cmocka_unit_test(what_holds_nothing_is_told),
        cmocka_unit_test(a_damaged_header_of_a_tar_is_told),
        cmocka_unit_test(what_is_amiss_with_a_member_is_told),
        cmocka_unit_test(a_checksum_of_gzip_is_verified),
        cmocka_unit_test(members_are_one_text),
        cmocka_unit_test(what_is_behind_the_members_is_told),
        cmocka_unit_test(records_before_a_break_are_read),
        cmocka_unit_test(what_is_damaged_counts_as_unpacked),
        cmocka_unit_test(members_of_a_cut_tar_are_read),
        cmocka_unit_test(much_is_read_before_damage),
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
