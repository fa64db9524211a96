/* test_records.c: articles that are records of one file, good and bad. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "read/records.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Documents as "key|name=value|...: text" lines; warnings as "!kind line:offset" ones. */
typedef struct log {
    char text[8192];
    size_t len;
} log;

static void add(log *to, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void add(log *to, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int put = vsnprintf(to->text + to->len, sizeof to->text - to->len, format, args);
    va_end(args);
    assert_true(put >= 0 && to->len + (size_t)put < sizeof to->text);
    to->len += (size_t)put;
}

static rsd_status note_document(void *ctx, const rsd_document *document, rsd_error *err)
{
    (void)err;
    add(ctx, "%s", document->key);
    for (size_t i = 0; i < document->field_count; i++) {
        add(ctx, "|%s=%s", document->fields[i].name, document->fields[i].value);
    }
    add(ctx, ": %.*s\n", (int)document->text_len, document->text);
    return RSD_OK;
}

static rsd_status note_warning(void *ctx, const rsd_warning *warning, rsd_error *err)
{
    (void)err;
    add(ctx, "!%s %d:%d\n", warning->kind, (int)warning->line,
        warning->offset == RSD_NO_OFFSET ? -1 : (int)warning->offset);
    return RSD_OK;
}

static rsd_status read_all(log *to, const char *bytes, bool lines, const rsd_field *map)
{
    int fd = memfd_create("records", 0);
    assert_true(fd >= 0);
    size_t n = strlen(bytes);
    assert_int_equal(write(fd, bytes, n), (ssize_t)n);
    assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
    const rsd_sink sink = {.ctx = to, .document = note_document, .warning = note_warning};
    const rsd_record_file file = {
        .key = "f", .path = "d/f", .map = map, .map_count = map == NULL ? 0 : 1};
    rsd_error err = {0};
    rsd_status status = rsd_read_records(&file, fd, lines, &sink, &err);
    close(fd);
    return status;
}

static void expect(const char *bytes, bool lines, const rsd_field *map, const char *want)
{
    log got = {.len = 0};
    assert_int_equal(read_all(&got, bytes, lines, map), RSD_OK);
    got.text[got.len] = '\0';
    assert_string_equal(got.text, want);
}

static void test_lines(void **state)
{
    (void)state;
    expect("{\"text\":\"a\"}\n\n{\"id\":\"x\",\"body\":\"b\",\"headline\":\"T\",\"views\":12}\r\n"
           "{\"id\":3,\"content\":\"c\",\"date\":\"2017-05-04\",\"tags\":[\"u\",\"v\"]}",
           true, NULL,
           "f#1: a\nf#x|id=x|title=T|views=12: b\nf#3|date=2017-05-04|id=3|tags=u, v: c\n");
    expect("\xEF\xBB\xBF{\"text\":\"after a mark\"}\n", true, NULL, "f#1: after a mark\n");
    expect("", true, NULL, "");
}

static void test_what_is_called_otherwise(void **state)
{
    (void)state;
    const rsd_field map = {.name = "text", .value = "story"};
    expect("{\"text\":\"short\",\"story\":\"long\"}\n{\"text\":\"only short\"}\n", true, &map,
           "f#1|text=short: long\n!no_text 2:32\n");
}

static void test_bad_lines_are_located_and_the_rest_is_read(void **state)
{
    (void)state;
    expect("{\"text\":\"a\"}\n{\"text\":\n[1]\n{\"text\":\" \"}\n{\"text\":7}\n{\"text\":\"z\"}\n",
           true, NULL,
           "f#1: a\n!bad_record 2:21\n!bad_record 3:22\n!no_text 4:26\n!no_text 5:39\nf#6: z\n");
    expect("{\"text\":\"\xFF\"}\n{\"text\":\"z\"}", true, NULL, "!bad_record 1:9\nf#2: z\n");
}

static void test_only_so_many_warnings(void **state)
{
    (void)state;
    char bytes[1024] = "";
    for (int i = 0; i < 150; i++) {
        strcat(bytes, "x\n");
    }
    log got = {.len = 0};
    assert_int_equal(read_all(&got, bytes, true, NULL), RSD_OK);
    size_t lines = 0;
    for (size_t i = 0; i < got.len; i++) {
        lines += got.text[i] == '\n';
    }
    assert_int_equal(lines, 101); /* a hundred, and the number of the others */
}

static void test_documents(void **state)
{
    (void)state;
    expect("[{\"text\":\"a\"},{\"text\":\"b\"},5]", false, NULL,
           "f#1: a\nf#2: b\n!bad_record 0:-1\n");
    expect("{\"name\":\"N\",\"messages\":[{\"id\":1,\"type\":\"service\",\"text\":\"\"},"
           "{\"id\":2,\"type\":\"message\",\"text\":[\"a \",{\"type\":\"bold\",\"text\":\"b\"},\" "
           "c\"]}]}",
           false, NULL, "f#2|id=2|source=N|type=message: a b c\n");
    expect("{\"text\":[\"one\",\"two\"]}", false, NULL, "f#1: one\ntwo\n");
    expect("{\"text\":\n\"a\"", false, NULL, "!bad_record 2:12\n");
}

static void test_memory_runs_out(void **state)
{
    (void)state;
    const char *bytes = "{\"id\":\"x\",\"body\":\"b\",\"tags\":[\"u\",\"v\"]}\n{\"text\":\"c\"}\n";
    for (uint64_t n = 1;; n++) {
        log got = {.len = 0};
        rsd_fault_alloc(n, true);
        rsd_status status = read_all(&got, bytes, true, NULL);
        rsd_fault_alloc(0, false);
        if (status == RSD_OK) {
            assert_true(n > 5);
            break;
        }
        assert_int_equal(status, RSD_ERR_NOMEM);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_what_is_called_otherwise),
        cmocka_unit_test(test_bad_lines_are_located_and_the_rest_is_read),
        cmocka_unit_test(test_only_so_many_warnings),
        cmocka_unit_test(test_documents),
        cmocka_unit_test(test_memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
