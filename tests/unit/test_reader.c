/* test_reader.c: files and folders of articles, good and bad. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "rasad.h"

#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- What was read, as text ---- */

/* Documents as "key|name=value" lines, with their encoding where it is another than UTF-8, warnings
 * as "kind key:line:offset message" ones, with "!" before those that leave something out. */
typedef struct log {
    char text[65536];
    size_t len;
    size_t documents;
    size_t source_bytes;
    rsd_status answer; /* what the sink says */
} log;

static void add(log *to, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void add(log *to, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    if (to->len < sizeof to->text) {
        int put = vsnprintf(to->text + to->len, sizeof to->text - to->len, format, args);
        to->len += put > 0 ? (size_t)put : 0;
    }
    va_end(args);
}

static rsd_status note_document(void *ctx, const rsd_document *document, rsd_error *err)
{
    log *to = ctx;
    to->documents++;
    to->source_bytes +=
        document->decoding == NULL ? document->text_len : document->decoding->source_len;
    add(to, "%s", document->key);
    for (size_t i = 0; i < document->field_count; i++) {
        add(to, "|%s=%s", document->fields[i].name, document->fields[i].value);
    }
    if (document->decoding != NULL) {
        add(to, " (%s)", rsd_encoding_name(document->decoding->encoding));
    }
    add(to, "\n");
    assert_int_equal(document->text[document->text_len], '\0');
    assert_true(strlen(document->path) >= strlen("x"));
    return to->answer == RSD_OK
               ? RSD_OK
               : rsd_fail(err, to->answer, document->key, 0, RSD_NO_OFFSET, "stopped");
}

static rsd_status note_warning(void *ctx, const rsd_warning *warning, rsd_error *err)
{
    log *to = ctx;
    add(to, "%s%s %s", warning->skipped ? "!" : "", warning->kind, warning->source);
    if (warning->line != 0) {
        add(to, ":%llu", (unsigned long long)warning->line);
    }
    if (warning->offset != RSD_NO_OFFSET) {
        add(to, ":%llu", (unsigned long long)warning->offset);
    }
    add(to, " %s\n", warning->message);
    return to->answer == RSD_OK
               ? RSD_OK
               : rsd_fail(err, to->answer, warning->source, 0, RSD_NO_OFFSET, "stopped");
}

/* ---- A folder of its own for each test ---- */

static char root[64];

static void path_of(const char *name, char *path, size_t size)
{
    assert_true((size_t)snprintf(path, size, "%s/%s", root, name) < size);
}

static int make_root(void **state)
{
    (void)state;
    snprintf(root, sizeof root, "/tmp/rasad-reader-XXXXXX");
    return mkdtemp(root) == NULL;
}

static int remove_root(void **state)
{
    (void)state;
    /* fts changes folders as it goes, so that no path is too long for it. */
    char *const roots[] = {root, NULL};
    FTS *walk = fts_open(roots, FTS_PHYSICAL, NULL);
    if (walk == NULL) {
        return -1;
    }
    int failed = 0;
    for (FTSENT *at; (at = fts_read(walk)) != NULL;) {
        if (at->fts_info != FTS_D) {
            failed |= remove(at->fts_accpath);
        }
    }
    return fts_close(walk) | failed;
}

static void make_folder(const char *name)
{
    char path[4096];
    path_of(name, path, sizeof path);
    assert_int_equal(mkdir(path, 0777), 0);
}

static void make_file_bytes(const char *name, const char *bytes, size_t n)
{
    char path[4096];
    path_of(name, path, sizeof path);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    assert_int_equal(fclose(file), 0);
}

static void make_file(const char *name, const char *text)
{
    make_file_bytes(name, text, strlen(text));
}

static void make_link(const char *to, const char *name)
{
    char path[4096];
    path_of(name, path, sizeof path);
    assert_int_equal(symlink(to, path), 0);
}

static rsd_status read_into(log *to, const char *name, rsd_error *err)
{
    char path[4096];
    path_of(name, path, sizeof path);
    const rsd_sink sink = {.ctx = to, .document = note_document, .warning = note_warning};
    return rsd_read_path(path, NULL, &sink, err);
}

/* Reads what name names below the root and compares the log. */
static void assert_read(const char *name, const char *expected)
{
    static log got;
    memset(&got, 0, sizeof got);
    rsd_error err = {0};
    if (read_into(&got, name, &err) != RSD_OK) {
        fail_msg("%s: %s", err.source, err.message);
    }
    assert_string_equal(got.text, expected);
}

static void assert_fails(const char *name, rsd_status status, const char *message)
{
    static log got;
    memset(&got, 0, sizeof got);
    rsd_error err = {0};
    assert_int_equal(read_into(&got, name, &err), status);
    assert_string_equal(err.message, message);
    assert_non_null(strstr(err.source, root));
    assert_string_equal(got.text, "");
}

/* ---- Folders ---- */

static void a_folder_is_read_in_bytewise_order_of_keys(void **state)
{
    (void)state;
    static const char *const names[] = {"b.txt", "a/z.md", "a/b.txt",    "a.txt",     "a-b.txt",
                                        "Z.TXT", "c.text", "d.MarkDown", "a/c/1.txt", "آ.txt"};
    make_folder("a");
    make_folder("a/c");
    make_folder("empty");
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        make_file(names[i], "text");
    }
    assert_read("", "Z.TXT\na-b.txt\na.txt\na/b.txt\na/c/1.txt\na/z.md\nb.txt\nc.text\nd.MarkDown\n"
                    "آ.txt\n");
    assert_read("a", "b.txt\nc/1.txt\nz.md\n");
    assert_read("a/", "b.txt\nc/1.txt\nz.md\n");
    assert_read("empty", "");
}

static void hidden_and_other_files_are_passed_over(void **state)
{
    (void)state;
    make_folder(".git");
    make_file(".git/a.txt", "text");
    make_file(".hidden.txt", "text");
    make_file("photo.jpg", "\xFF\xD8");
    make_file("notes", "text");
    make_file("a.txt", "text");
    make_file("table.csv", "x");
    make_link("nowhere", "broken.jpg");
    assert_read("", "a.txt\n");
}

static void what_a_browser_saves_beside_a_page_is_passed_over(void **state)
{
    (void)state;
    make_folder("page_files");
    make_file("page_files/ad.txt", "text");
    assert_read("", "page_files/ad.txt\n");
    make_file("page.htm", "");
    static log got;
    memset(&got, 0, sizeof got);
    assert_int_equal(read_into(&got, "", NULL), RSD_OK);
    assert_null(strstr(got.text, "ad.txt"));
}

static void a_single_file_of_any_name_is_read(void **state)
{
    (void)state;
    make_file("notes", "text");
    make_file("metadata.csv", "path,date\nnotes,2017\n");
    make_file("empty.txt", "");
    /* the metadata beside it is its own, too */
    assert_read("notes", "notes|date=2017\n");
    assert_read("./notes", "notes|date=2017\n");
    assert_read("empty.txt", "!empty empty.txt is empty\n");
}

static void what_is_not_there_is_an_error(void **state)
{
    (void)state;
    make_file("a.txt", "text");
    assert_fails("nothing", RSD_ERR_NOT_FOUND, "there is no such file or folder");
    assert_fails("a.txt/b.txt", RSD_ERR_NOT_FOUND, strerror(ENOTDIR));
    char path[4096];
    path_of("pipe", path, sizeof path);
    assert_int_equal(mkfifo(path, 0666), 0);
    assert_fails("pipe", RSD_ERR_INVALID, "is a pipe, socket or device, not a file or folder");
    make_link("itself", "itself");
    assert_fails("itself", RSD_ERR_IO, strerror(ELOOP));
}

/* ---- Metadata ---- */

static void metadata_comes_from_the_folders_around(void **state)
{
    (void)state;
    make_folder("in");
    make_folder("in/deep");
    make_file("a.txt", "text");
    make_file("in/b.txt", "text");
    make_file("in/deep/c.txt", "text");
    make_file("metadata.csv", "path,date,title\na.txt,2017-05-04,A\nin/b.txt,2016-01-01,Outer\n"
                              "in/deep/c.txt,2015-01-01,C\nnone.txt,1,x\n");
    make_file("in/metadata.csv",
              "path,title,source\nb.txt,Inner,Reuters\ndeep/c.txt,,ISNA\na.txt,wrong,x\n");
    assert_read("",
                "a.txt|date=2017-05-04|title=A\n"
                "in/b.txt|date=2016-01-01|source=Reuters|title=Inner\n"
                "in/deep/c.txt|date=2015-01-01|source=ISNA|title=C\n"
                "bad_metadata in/metadata.csv:4 there is no article \"a.txt\" in this folder\n"
                "bad_metadata metadata.csv:5 there is no article \"none.txt\" in this folder\n");
}

static void bad_metadata_does_not_stop_the_articles(void **state)
{
    (void)state;
    make_file("a.txt", "text");
    make_file("metadata.csv", "path,date\na.txt,\"2017\na.txt,2016\n");
    assert_read("", "!bad_metadata metadata.csv:2:10 a field opens with a quotation mark that is "
                    "never closed\na.txt|date=2016\n");
    make_file("metadata.csv", "");
    assert_read("", "a.txt\n");
    make_file("metadata.csv", "path,date\n./a.txt,2016\n");
    assert_read("", "a.txt|date=2016\n");
}

/* ---- Sources that are no good ---- */

static void bad_sources_are_located_and_the_rest_goes_on(void **state)
{
    (void)state;
    make_file("0.txt", "");
    make_file("1.txt", "\xEF\xBB\xBF \n\t\xC2\xA0\n");
    make_file_bytes("2.txt", "\xFF\xFE\0\0t\0\0\0", 8);
    make_file_bytes("3.txt", "one\ntwo \0 three\n", 16);
    make_file("4.txt", "one\ntwo\nthr\xD8 and \xFF and more of it\n");
    make_file("5.txt", "the last character is cut: \xE2\x80");
    make_file("6.txt", "%PDF-1.7 and so on");
    make_file_bytes("7.txt", "\0\1\2\3\4\5\6\7\0\1\2\3", 12);
    /* Windows-1251 */
    make_file("8.txt", "\xEF\xE5\xF0\xE5\xE3\xEE\xE2\xEE\xF0\xFB \xE2 \xC0\xF1\xF2\xE0\xED\xE5");
    make_file("9.txt", "text");
    assert_read("", "!empty 0.txt is empty\n"
                    "!empty 1.txt holds nothing but white space\n"
                    "!binary 2.txt is UTF-32; convert it to UTF-8\n"
                    "nul_byte 3.txt:2:8 1 NUL byte in the text, the first here\n3.txt\n"
                    "invalid_utf8 4.txt:3:11 2 bytes are not UTF-8, the first here\n4.txt\n"
                    "invalid_utf8 5.txt:1:27 2 bytes are not UTF-8, the first here\n5.txt\n"
                    "!binary 6.txt is a PDF file; save its text as UTF-8\n"
                    "!binary 7.txt is not text but binary data\n"
                    "!binary 8.txt is not text in UTF-8, UTF-16, Windows-1256 or ISO-8859-6; "
                    "convert it to UTF-8\n"
                    "9.txt\n");
}

static void texts_of_other_encodings_are_decoded(void **state)
{
    (void)state;
    make_file_bytes("0.txt", "\xFF\xFEt\0e\0\r\0\n\0x\0", 12);
    make_file_bytes("1.txt", "\0t\0e\0x\0t", 8);
    make_file("2.txt",
              "\xE3\xE4\xC7\xD1 \xC7\xE1\xD5\xE1\xC7\xED \xE3\xE4 \xC3\xD3\xCA\xC7\xE4\xC9");
    make_file("3.txt", "\xE5\xE6\xC7\xD1 \xC7\xE4\xD5\xE4\xC7\xEA \xE5\xE6 \xC7\xE4\xE5\xE7");
    assert_read("", "0.txt (utf-16le)\n1.txt (utf-16be)\n2.txt (windows-1256)\n"
                    "3.txt (iso-8859-6)\n");
}

static void what_cannot_be_decoded_is_located(void **state)
{
    (void)state;
    /* Lines of the text, bytes of the file. */
    make_file_bytes("0.txt", "\xFF\xFEt\0\n\0x\0\x3D\xD8y\0z\0\0\xDC.", 17);
    make_file_bytes("1.txt", "\xFE\xFF\0t\0\n\0\0\0x\0y\0z\0.", 16);
    make_file("2.txt", "\xC7\xE4\xE5\xE7 \xC7\xE4\xD5\xE4\xC7\xEA\n\xDB\n");
    assert_read("", "undecodable 0.txt:2:8 3 characters are not utf-16le and shown as U+FFFD, the "
                    "first here\n0.txt (utf-16le)\n"
                    "nul_byte 1.txt:2:6 1 NUL byte in the text, the first here\n"
                    "1.txt (utf-16be)\n"
                    "undecodable 2.txt:2:12 1 character is not iso-8859-6 and shown as U+FFFD, the "
                    "first here\n2.txt (iso-8859-6)\n");
}

static void bytes_that_only_begin_like_utf16_are_no_text(void **state)
{
    (void)state;
    static char bytes[20000];
    make_file_bytes("0.txt", "\xFF\xFE", 2);
    make_file_bytes("1.txt", "\xFF\xFE \0\n\0", 6);
    memset(bytes, 0, sizeof bytes);
    memcpy(bytes, "\xFE\xFF\0x", 4);
    make_file_bytes("2.txt", bytes, sizeof bytes);
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = i % 2 == 0 ? '\xFE' : '\xFF';
    }
    make_file_bytes("3.txt", bytes, sizeof bytes);
    bytes[0] = '\xFF';
    bytes[1] = '\xFE';
    make_file_bytes("4.txt", bytes, sizeof bytes);
    uint32_t x = 1;
    for (size_t i = 2; i < sizeof bytes; i++) {
        x = x * 1664525 + 1013904223;
        bytes[i] = (char)(x >> 24);
    }
    make_file_bytes("5.txt", bytes, sizeof bytes);
    assert_read("", "!empty 0.txt holds nothing but white space\n"
                    "!empty 1.txt holds nothing but white space\n"
                    "!binary 2.txt is not text but binary data\n"
                    "!empty 3.txt holds nothing but white space\n" /* byte order marks */
                    "!binary 4.txt is not text but binary data\n"
                    "!binary 5.txt is not text but binary data\n");
}

static void a_text_that_is_too_large_once_decoded_is_left_out(void **state)
{
    (void)state;
    const size_t n = RSD_MAX_SOURCE / 4 * 3;
    char *bytes = rsd_alloc(n);
    assert_non_null(bytes);
    for (size_t i = 0; i < n; i++) {
        bytes[i] = i % 2 == 0 ? '\0' : '\x4E'; /* three bytes in UTF-8 */
    }
    memcpy(bytes, "\xFF\xFE", 2);
    make_file_bytes("a.txt", bytes, n);
    rsd_free(bytes);
    assert_read("", "!too_large a.txt is, in UTF-8, larger than the 64 MiB that are taken\n");
}

static void a_file_that_is_too_large_is_left_out(void **state)
{
    (void)state;
    char path[4096];
    make_file("a.txt", "text");
    make_file("big.txt", "");
    path_of("big.txt", path, sizeof path);
    assert_int_equal(truncate(path, (off_t)RSD_MAX_SOURCE + 1), 0);
    assert_read("", "a.txt\n!too_large big.txt is larger than the 64 MiB that are taken\n");
}

static void special_files_are_never_opened(void **state)
{
    (void)state;
    char path[4096];
    make_file("a.txt", "text");
    path_of("pipe.txt", path, sizeof path);
    assert_int_equal(mkfifo(path, 0666), 0);
    path_of("pipe.jpg", path, sizeof path);
    assert_int_equal(mkfifo(path, 0666), 0);
    make_link("/dev/zero", "zero.txt");
    make_link("nowhere", "broken.txt");
    make_link("itself.txt", "itself.txt");
    assert_read("", "!unreadable broken.txt cannot be read: No such file or directory\n"
                    "!loop itself.txt cannot be read: Too many levels of symbolic links\n"
                    "!unreadable pipe.txt is a pipe, socket or device, not a file\n"
                    "!unreadable zero.txt is a pipe, socket or device, not a file\n"
                    "a.txt\n");
}

static void what_may_not_be_read_is_left_out(void **state)
{
    (void)state;
    char path[4096];
    if (geteuid() == 0) {
        print_message("skipped: to root every file is readable\n");
        skip();
    }
    make_file("a.txt", "text");
    make_file("closed.txt", "text");
    make_folder("shut");
    path_of("closed.txt", path, sizeof path);
    assert_int_equal(chmod(path, 0), 0);
    assert_fails("closed.txt", RSD_ERR_IO, strerror(EACCES));
    path_of("shut", path, sizeof path);
    assert_int_equal(chmod(path, 0), 0);
    assert_fails("shut", RSD_ERR_IO, strerror(EACCES));
    assert_read("", "a.txt\n!unreadable closed.txt cannot be read: Permission denied\n"
                    "!unreadable shut cannot be read: Permission denied\n");
    assert_int_equal(chmod(path, 0777), 0);
}

/* ---- Links, depth and names ---- */

static void links_are_followed_and_loops_found(void **state)
{
    (void)state;
    make_folder("a");
    make_folder("a/b");
    make_file("a/b/x.txt", "text");
    make_link("..", "a/b/up");
    make_link("a/b/x.txt", "link.txt");
    make_link("a/b", "way");
    assert_read("", "loop a/b/up is a folder that holds itself; it is read once\n"
                    "a/b/x.txt\nlink.txt\n"
                    "loop way/up/b is a folder that holds itself; it is read once\n"
                    "way/x.txt\n");
}

static void folders_that_link_to_each_other_end(void **state)
{
    (void)state;
    enum { FOLDERS = 12 };
    for (int i = 0; i < FOLDERS; i++) {
        char name[64];
        snprintf(name, sizeof name, "%c", 'a' + i);
        make_folder(name);
        snprintf(name, sizeof name, "%c/x.txt", 'a' + i);
        make_file(name, "text");
        for (int k = 0; k < FOLDERS; k++) {
            char target[64];
            snprintf(target, sizeof target, "../%c", 'a' + k);
            snprintf(name, sizeof name, "%c/to-%c", 'a' + i, 'a' + k);
            make_link(target, name);
        }
    }
    static log got;
    memset(&got, 0, sizeof got);
    assert_int_equal(read_into(&got, "", NULL), RSD_OK);
    /* Each at its own place and at most once through a link. */
    assert_in_range(got.documents, FOLDERS, 2 * FOLDERS);
}

static void a_deep_folder_is_read_down_to_the_limit(void **state)
{
    (void)state;
    int fd = open(root, O_RDONLY | O_DIRECTORY);
    assert_true(fd >= 0);
    /* Names so long that no path holds them: only descriptors get there. */
    char name[201];
    memset(name, 'd', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    for (int depth = 0; depth < 70; depth++) {
        int file = openat(fd, "x.txt", O_WRONLY | O_CREAT, 0666);
        assert_true(file >= 0);
        assert_int_equal(write(file, "text", 4), 4);
        close(file);
        assert_int_equal(mkdirat(fd, name, 0777), 0);
        int inner = openat(fd, name, O_RDONLY | O_DIRECTORY);
        assert_true(inner >= 0);
        close(fd);
        fd = inner;
    }
    close(fd);
    static log got;
    memset(&got, 0, sizeof got);
    assert_int_equal(read_into(&got, "", NULL), RSD_OK);
    assert_int_equal(got.documents, 64);
}

static void odd_names_become_keys(void **state)
{
    (void)state;
    make_file("line\nbreak.txt", "text");
    make_file("bad\xFFname.txt", "text");
    make_folder("bad\xD8");
    make_file("bad\xD8/x.txt", "text");
    make_file("space .txt", "text");
    assert_read("", "bad%D8/x.txt\nbad%FFname.txt\nline\nbreak.txt\nspace .txt\n");
}

/* ---- The sink and the memory ---- */

static void the_sink_may_stop_the_reading(void **state)
{
    (void)state;
    static log got;
    make_file("a.txt", "text");
    make_file("b.txt", "text");
    memset(&got, 0, sizeof got);
    got.answer = RSD_ERR_INTERRUPTED;
    rsd_error err = {0};
    assert_int_equal(read_into(&got, "", &err), RSD_ERR_INTERRUPTED);
    assert_string_equal(got.text, "a.txt\n");
    assert_string_equal(err.message, "stopped");
    make_file("a.txt", "");
    memset(&got, 0, sizeof got);
    got.answer = RSD_ERR_LIMIT;
    assert_int_equal(read_into(&got, "", &err), RSD_ERR_LIMIT);
    assert_string_equal(got.text, "!empty a.txt is empty\n");
}

static void every_failed_allocation_is_reported(void **state)
{
    (void)state;
    static log got;
    make_folder("in");
    make_file("a.txt", "text");
    make_file("in/b.txt", "te\xFFxt and more");
    make_file("in/bad\xFF.txt", "text");
    make_file("in/metadata.csv", "path,date,title\nb.txt,2017,B\n");
    make_link("in", "way");
    make_file("metadata.csv", "path,date,source\na.txt,2016,x\nin/b.txt,2016,y\n");
    uint64_t at = 0;
    rsd_status status;
    do {
        memset(&got, 0, sizeof got);
        rsd_error err = {0};
        rsd_fault_alloc(++at, false);
        status = read_into(&got, "", &err);
        rsd_fault_alloc(0, false);
        assert_true(status == RSD_OK || status == RSD_ERR_NOMEM);
        assert_int_equal(err.status, status);
    } while (status != RSD_OK);
    assert_true(at > 20);
    assert_int_equal(got.documents, 5);
}

int main(void)
{
#define FOLDER_TEST(name) cmocka_unit_test_setup_teardown(name, make_root, remove_root)
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(a_folder_is_read_in_bytewise_order_of_keys),
        FOLDER_TEST(hidden_and_other_files_are_passed_over),
        FOLDER_TEST(what_a_browser_saves_beside_a_page_is_passed_over),
        FOLDER_TEST(a_single_file_of_any_name_is_read),
        FOLDER_TEST(what_is_not_there_is_an_error),
        FOLDER_TEST(metadata_comes_from_the_folders_around),
        FOLDER_TEST(bad_metadata_does_not_stop_the_articles),
        FOLDER_TEST(bad_sources_are_located_and_the_rest_goes_on),
        FOLDER_TEST(texts_of_other_encodings_are_decoded),
        FOLDER_TEST(what_cannot_be_decoded_is_located),
        FOLDER_TEST(bytes_that_only_begin_like_utf16_are_no_text),
        FOLDER_TEST(a_text_that_is_too_large_once_decoded_is_left_out),
        FOLDER_TEST(a_file_that_is_too_large_is_left_out),
        FOLDER_TEST(special_files_are_never_opened),
        FOLDER_TEST(what_may_not_be_read_is_left_out),
        FOLDER_TEST(links_are_followed_and_loops_found),
        FOLDER_TEST(folders_that_link_to_each_other_end),
        FOLDER_TEST(a_deep_folder_is_read_down_to_the_limit),
        FOLDER_TEST(odd_names_become_keys),
        FOLDER_TEST(the_sink_may_stop_the_reading),
        FOLDER_TEST(every_failed_allocation_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
