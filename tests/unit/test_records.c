/* test_records.c: articles that are records of one file, good and bad. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "reading.h"

static void expect(const char *bytes, bool lines, const rsd_field *map, const char *want)
{
    const rsd_read_options options = {.map = map, .map_count = map == NULL ? 0 : 1};
    expect_read(lines ? "f.jsonl" : "f.json", bytes, &options, want);
}

static void test_lines(void **state)
{
    (void)state;
    expect("{\"text\":\"a\"}\n\n{\"id\":\"x\",\"body\":\"b\",\"headline\":\"T\",\"views\":12}\r\n"
           "{\"id\":3,\"content\":\"c\",\"date\":\"2017-05-04\",\"tags\":[\"u\",\"v\"]}",
           true, NULL,
           "f.jsonl#1: a\nf.jsonl#x|id=x|title=T|views=12: "
           "b\nf.jsonl#3|date=2017-05-04|id=3|tags=u, v: c\n");
    expect("\xEF\xBB\xBF{\"text\":\"after a mark\"}\n", true, NULL, "f.jsonl#1: after a mark\n");
    expect("", true, NULL, "");
}

static void test_what_is_called_otherwise(void **state)
{
    (void)state;
    const rsd_field map = {.name = "text", .value = "story"};
    expect("{\"text\":\"short\",\"story\":\"long\"}\n{\"text\":\"only short\"}\n", true, &map,
           "f.jsonl#1|text=short: long\n!no_text 2:32\n");
}

static void test_bad_lines_are_located_and_the_rest_is_read(void **state)
{
    (void)state;
    expect("{\"text\":\"a\"}\n{\"text\":\n[1]\n{\"text\":\" \"}\n{\"text\":7}\n{\"text\":\"z\"}\n",
           true, NULL,
           "f.jsonl#1: a\n!bad_record 2:21\n!bad_record 3:22\n!no_text 4:26\n!no_text "
           "5:39\nf.jsonl#6: z\n");
    expect("{\"text\":\"a\"} {}\n{\"text\":\"b\"}x\nnull\n[]\n5\n{\"text\":\"z\"}", true, NULL,
           "!bad_record 1:13\n!bad_record 2:28\n!bad_record 3:30\n!bad_record 4:35\n"
           "!bad_record 5:38\nf.jsonl#6: z\n");
}

/* A record that is not all UTF-8 is kept, and where it is not is told. */
static void test_bytes_that_are_not_utf8_are_told_of(void **state)
{
    (void)state;
    expect("{\"text\":\"a\"}\n{\"text\":\"b\xFF\"}\n{\"text\":\"z\"}", true, NULL,
           "f.jsonl#1: a\ninvalid_utf8 2:23\nf.jsonl#2: b\xEF\xBF\xBD\nf.jsonl#3: z\n");
    expect("[{\"x\":1,\n\"text\":\"b\xE2\x80\"}]", false, NULL,
           "invalid_utf8 2:18\nf.json#1|x=1: b\xEF\xBF\xBD\xEF\xBF\xBD\n");
}

static void test_metadata_are_as_they_are_written(void **state)
{
    (void)state;
    expect("{\"text\":\"t\",\"a\":1.50,\"b\":1e5,\"c\":-0.1,\"d\":true,\"e\":false,\"f\":null,"
           "\"g\":-9223372036854775807,\"h\":18446744073709551614,\"i\":{\"j\":1},\"k\":[1,\"l\"]}",
           true, NULL,
           "f.jsonl#1|a=1.50|b=1e5|c=-0.1|d=true|e=false|g=-9223372036854775807|"
           "h=18446744073709551614|k=l: t\n");
    expect("{\"text\":\"t\",\"a\":1,\"a\":2}", true, NULL, "f.jsonl#1|a=2: t\n");
}

static void test_what_lies_too_deep_is_left_out(void **state)
{
    (void)state;
    enum { DEEP = 100000 };
    static char bytes[DEEP + 64];
    const size_t head = strlen(strcpy(bytes, "{\"text\":\"a\",\"x\":"));
    memset(bytes + head, '[', DEEP);
    strcpy(bytes + head + DEEP, "\n{\"text\":\"z\"}");
    expect(bytes, true, NULL, "!bad_record 1:1039\nf.jsonl#2: z\n");
}

/* What JSON can say and the parser cannot keep costs neither the record nor the others. */
static void test_what_cannot_be_kept_is_mended(void **state)
{
    (void)state;
    expect("{\"text\":\"a\\ud800b \\ud83d\\ude00 \\udc00\"}", true, NULL,
           "bad_record 1:0\nf.jsonl#1: a\xEF\xBF\xBD"
           "b \xF0\x9F\x98\x80 \xEF\xBF\xBD\n");
    expect("{\"text\":\"a\",\"n\":123456789012345678901234567890}\n{\"text\":\"b\",\"n\":-1e999}",
           true, NULL,
           "bad_record 1:0\nf.jsonl#1|n=123456789012345678901234567890: a\n"
           "f.jsonl#2|n=-1e999: b\n");
    expect("[{\"text\":\"\\udfff\"},{\"text\":\"c\"}]", false, NULL,
           "bad_record 1:1\nf.json#1: \xEF\xBF\xBD\nf.json#2: c\n");
    expect("{\"text\":\"\\ud800\"", true, NULL, "!bad_record 1:16\n");
}

static void test_lines_that_end_otherwise(void **state)
{
    (void)state;
    expect("{\"text\":\"a\"}\r{\"text\":\"b\"}\r", true, NULL, "f.jsonl#1: a\nf.jsonl#2: b\n");
}

static void test_other_encodings(void **state)
{
    (void)state;
    static const char windows[] =
        "{\"text\":\"\xC7\xE1\xD3\xE1\xC7\xE3 \xDA\xE1\xED\xDF\xE3 \xC7\xE1\xD3\xE1\xC7\xE3\"}\n";
    expect(windows, true, NULL, "f.jsonl#1: السلام عليكم السلام\n");
    static const char ascii[] = "\xEF\xBB\xBF{\"text\":\"a \"}\n";
    char wide[2 * sizeof ascii] = "\xFF\xFE";
    size_t n = 2;
    for (const char *at = ascii + 3; *at != '\0'; at++) {
        wide[n++] = *at;
        wide[n++] = '\0';
    }
    static log got;
    assert_int_equal(read_bytes(&got, "f.jsonl", wide, n, NULL), RSD_OK);
    assert_string_equal(got.text, "f.jsonl#1: a \n");
    static log again;
    assert_int_equal(read_bytes(&again, "f.json", wide, n, NULL), RSD_OK);
    assert_string_equal(again.text, "f.json#1: a \n");
}

static void test_a_map_names_roles_only(void **state)
{
    (void)state;
    const rsd_field wrong = {.name = "titel", .value = "head"};
    const rsd_read_options options = {.map = &wrong, .map_count = 1};
    const rsd_sink sink = {0};
    rsd_error err = {0};
    assert_int_equal(rsd_read_path(".", &options, &sink, &err), RSD_ERR_INVALID);
    assert_non_null(strstr(err.message, "titel"));
}

static void test_only_so_many_warnings(void **state)
{
    (void)state;
    char bytes[1024] = "";
    for (int i = 0; i < 150; i++) {
        strcat(bytes, "x\n");
    }
    static log got;
    assert_int_equal(read_bytes(&got, "f.jsonl", bytes, strlen(bytes), NULL), RSD_OK);
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
           "f.json#1: a\nf.json#2: b\n!bad_record 1:27\n");
    expect("{\"name\":\"N\",\"messages\":[{\"id\":1,\"type\":\"service\",\"text\":\"\"},"
           "{\"id\":2,\"type\":\"message\",\"text\":[\"a \",{\"type\":\"bold\",\"text\":\"b\"},\" "
           "c\"]}]}",
           false, NULL, "f.json#2|id=2|source=N|type=message: a b c\n");
    expect("{\"text\":[\"one\",\"two\"]}", false, NULL, "f.json#1: one\ntwo\n");
    expect("{\"text\":\n\"a\"", false, NULL, "!bad_record 2:12\n");
}

static void test_broken_documents(void **state)
{
    (void)state;
    expect("", false, NULL, "!empty 0:-1\n");
    expect("[{\"text\":\"a\"},{\"text\":\"b", false, NULL, "f.json#1: a\n!bad_record 1:24\n");
    expect("[{\"text\":\"a\"}", false, NULL, "f.json#1: a\n!bad_record 1:13\n");
    expect("{\"items\":[{\"text\":\"a\"},\n{\"text\":b},{\"text\":\"c\"}]}", false, NULL,
           "f.json#1: a\n!bad_record 2:32\nf.json#3: c\n");
    expect("{\"items\":[{\"text\":\"a\"}\n{\"text\":\"b\"}]}", false, NULL,
           "f.json#1: a\n!bad_record 2:23\n");
    expect("[{\"text\":\"a\\\\\\\"]}\"}]", false, NULL, "f.json#1: a\\\"]}\n");
    expect("{text:1}", false, NULL, "!bad_record 1:5\n");
    expect("x", false, NULL, "!bad_record 1:0\n");
    expect("[[[[", false, NULL, "!bad_record 1:4\n");
}

/* Some call a file of JSON Lines so. */
static void test_documents_one_after_the_other(void **state)
{
    (void)state;
    expect("\xEF\xBB\xBF{\"text\":\"a\"}\n{\n\"text\":\"b\"\n}\n", false, NULL,
           "f.json#1: a\nf.json#2: b\n");
}

/* A chat as messengers export it. */
#define CHAT(id, name, text)                                                                       \
    "{\"name\":\"" name "\",\"type\":\"public_channel\",\"id\":" id ",\"messages\":["              \
    "{\"id\":1,\"type\":\"service\",\"action\":\"join\",\"text\":\"\"},"                           \
    "{\"id\":2,\"type\":\"message\",\"date\":\"2017-09-06T10:00:00\",\"from\":\"F\","              \
    "\"photo\":\"p.jpg\",\"text\":\"\"},{\"id\":3,\"type\":\"message\","                           \
    "\"date\":\"2017-09-06T10:01:00\",\"from\":\"F\",\"text\":" text "}]}"

static void test_messages(void **state)
{
    (void)state;
    const char *chat = CHAT("77", "N", "[\"a \",{\"type\":\"link\",\"text\":\"b\"},\"\\nc\"]");
    expect(chat, false, NULL,
           "f.json#3|author=F|date=2017-09-06T10:01:00|id=3|source=N|type=message: a b\nc\n");
    assert_true(rsd_is_messages(NULL, chat, strlen(chat)));
    assert_true(rsd_is_messages(NULL, chat, 80));
    const char *all = "{\"about\":\"x\",\"chats\":{\"about\":\"y\",\"list\":[" CHAT(
        "77", "N", "\"a\"") "," CHAT("-8", "M", "\"b\"") ",3]}}";
    expect(all, false, NULL,
           "f.json#77/3|author=F|date=2017-09-06T10:01:00|id=3|source=N|type=message: a\n"
           "f.json#-8/3|author=F|date=2017-09-06T10:01:00|id=3|source=M|type=message: b\n");
    assert_true(rsd_is_messages(NULL, all, strlen(all)));
    const char *left =
        "{\"about\":\"x\",\"left_chats\":{\"about\":\"y\",\"list\":[" CHAT("5", "L", "\"c\"") "]}}";
    expect(left, false, NULL,
           "f.json#5/3|author=F|date=2017-09-06T10:01:00|id=3|source=L|type=message: c\n");
    assert_true(rsd_is_messages(NULL, left, strlen(left)));
    const char *both = "{\"chats\":{\"list\":[{\"id\":1,\"name\":\"A\",\"messages\":[{\"id\":1,"
                       "\"text\":\"a\"}]}]},\"left_chats\":{\"list\":[{\"id\":2,\"name\":\"B\","
                       "\"messages\":[{\"id\":1,\"text\":\"b\"}]}]}}";
    expect(both, false, NULL, "f.json#1/1|id=1|source=A: a\nf.json#2/1|id=1|source=B: b\n");
    const char *other = "{\"name\":\"package\",\"id\":1,\"version\":\"1\"}";
    assert_false(rsd_is_messages(NULL, other, strlen(other)));
    assert_false(rsd_is_messages(NULL, "", 0));
}

static void test_memory_runs_out(void **state)
{
    (void)state;
    const char *bytes = "{\"id\":\"x\",\"body\":\"b\",\"tags\":[\"u\",\"v\"]}\n{\"text\":\"c\"}\n";
    expect_failures_told("f.jsonl", bytes, strlen(bytes));
    const char *document =
        "{\"name\":\"N\",\"messages\":[{\"id\":1,\"text\":[\"a\",{\"text\":\"b\"}]}]}";
    expect_failures_told("f.json", document, strlen(document));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_what_is_called_otherwise),
        cmocka_unit_test(test_bad_lines_are_located_and_the_rest_is_read),
        cmocka_unit_test(test_bytes_that_are_not_utf8_are_told_of),
        cmocka_unit_test(test_metadata_are_as_they_are_written),
        cmocka_unit_test(test_what_lies_too_deep_is_left_out),
        cmocka_unit_test(test_what_cannot_be_kept_is_mended),
        cmocka_unit_test(test_lines_that_end_otherwise),
        cmocka_unit_test(test_other_encodings),
        cmocka_unit_test(test_a_map_names_roles_only),
        cmocka_unit_test(test_only_so_many_warnings),
        cmocka_unit_test(test_documents),
        cmocka_unit_test(test_broken_documents),
        cmocka_unit_test(test_documents_one_after_the_other),
        cmocka_unit_test(test_messages),
        cmocka_unit_test(test_memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
