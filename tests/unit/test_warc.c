/* test_warc.c: web archives, good and bad. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "reading.h"

static char file[65536];
static size_t len;

/* Appends a record. */
static void put_bytes(const char *type, const char *media, const char *url, const char *block,
                      size_t n)
{
    len += (size_t)snprintf(file + len, sizeof file - len,
                            "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\n"
                            "WARC-Date: 2020-01-01T00:00:00Z\r\nContent-Type: %s\r\n"
                            "Content-Length: %zu\r\n\r\n",
                            type, url, media, n);
    assert_true(len + n + 5 < sizeof file);
    memcpy(file + len, block, n);
    memcpy(file + len + n, "\r\n\r\n", 5);
    len += n + 4;
}

static void put(const char *type, const char *media, const char *url, const char *block)
{
    put_bytes(type, media, url, block, strlen(block));
}

static void put_response(const char *url, const char *block)
{
    put("response", "application/http; msgtype=response", url, block);
}

static void expect(const char *want)
{
    static log got;
    assert_int_equal(read_bytes(&got, "f.warc", file, len, NULL), RSD_OK);
    assert_string_equal(got.text, want);
    len = 0;
}

#define FETCHED "|fetched=2020-01-01T00:00:00Z"

static void texts_that_were_fetched_are_articles(void **state)
{
    (void)state;
    put("warcinfo", "application/warc-fields", "x", "software: none\r\n");
    put("request", "application/http", "http://a/1", "GET /1 HTTP/1.1\r\n\r\n");
    put_response("http://a/1", "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\n"
                               "X: y\r\n\r\nFirst\n\ntext.");
    put_response("<http://a/2>", "HTTP/1.1 301 Moved\r\nContent-Type: text/plain\r\n\r\nno");
    put_response("http://a/3", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nno");
    put_response("http://a/4", "HTTP/1.0 200\nContent-Type: text/plain\n\nLines of Unix.");
    put("conversion", "text/plain", "<http://a/5>", "Converted.");
    put_response("http://a/6", "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n");
    put_response("dns:a", "");
    expect("f.warc#http://a/1" FETCHED "|url=http://a/1: First\n\ntext.\n"
           "f.warc#http://a/4" FETCHED "|url=http://a/4: Lines of Unix.\n"
           "f.warc#http://a/5" FETCHED "|url=http://a/5: Converted.\n");
}

static void bodies_sent_in_chunks_are_put_together(void **state)
{
    (void)state;
#define CHUNKED "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/plain\r\n\r\n"
    put_response("u1", CHUNKED "5\r\none, \r\n3;x=y\r\ntwo\r\n0\r\n\r\n");
    put_response("u2", CHUNKED "one, two");
    put_response("u3", CHUNKED "FFFFFFFFFFFFFFFF\r\nx");
    put_response("u4", CHUNKED "5\r\none");
    expect("f.warc#u1" FETCHED "|url=u1: one, two\nf.warc#u2" FETCHED "|url=u2: one, two\n"
           "f.warc#u3" FETCHED "|url=u3: FFFFFFFFFFFFFFFF\r\nx\n"
           "f.warc#u4" FETCHED "|url=u4: 5\r\none\n");
}

static void pages_are_read_as_html(void **state)
{
    (void)state;
    put_response("http://a/1", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>T</title>"
                               "<p>The truce, they said, begins on Friday at noon.");
#ifdef RSD_HAVE_HTML
    expect("f.warc#http://a/1" FETCHED "|title=T|url=http://a/1: # T\n\n"
           "The truce, they said, begins on Friday at noon.\n");
#else
    expect("!unsupported 0:-1\n");
#endif
}

static void packed_bodies_are_unpacked(void **state)
{
    (void)state;
    static const char gzip[] =
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Encoding: "
        "gzip\r\n\r\n\x1f\x8b\x08\0\0\0\0\0\0\x03\xab\0\0\x83\x16\xdc\x8c\x01\0\0";
    char want[256];
    put_bytes("response", "application/http", "u1", gzip, sizeof gzip);
#ifdef RSD_HAVE_ARCHIVE
    const char *first = "f.warc#u1" FETCHED "|url=u1: x";
#else
    const char *first = "!unsupported 0:-1";
#endif
    snprintf(want, sizeof want, "%s\n!unsupported 0:%zu\n", first, len);
    put_response("u2",
                 "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Encoding: br\r\n\r\nx");
    expect(want);
}

static void what_the_server_did_not_name_is_told_by_how_it_begins(void **state)
{
    (void)state;
    static const char *const others[] = {"", "{}", "<pre>x", "<html", "<bx>", "<!doctype x>"};
    static const char page[] = "The truce, they said, begins on Friday at noon.";
    static const char *const begins[] = {"\xEF\xBB\xBF\n <!doctype HTML>", "<Html lang=en>",
                                         "<p\n>", "<!--x-->"};
    char block[256];
    char want[512] = "";
    size_t at = 0;
    for (size_t i = 1; i < sizeof others / sizeof *others; i++) {
        snprintf(want + strlen(want), sizeof want - strlen(want), "!unsupported 0:%zu\n", len);
        snprintf(block, sizeof block, "HTTP/1.1 200 OK\r\n\r\n%s", others[i]);
        put_response("u", block);
    }
    put_response("u", "HTTP/1.1 200 OK\r\n\r\n");
    expect(want);
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++) {
        snprintf(block, sizeof block, "HTTP/1.1 200 OK\r\nX: y\r\n\r\n%s<p>%s", begins[i], page);
        put_response("u", block);
#ifdef RSD_HAVE_HTML
        at += (size_t)snprintf(want + at, sizeof want - at, "f.warc#u" FETCHED "%s|url=u: %s\n",
                               i == 1 ? "|language=en" : "", page);
#else
        at += (size_t)snprintf(want + at, sizeof want - at, "!unsupported 0:-1\n");
#endif
    }
    expect(want);
}

static void a_warning_names_the_page(void **state)
{
    (void)state;
    static log got;
    put("conversion", "text/plain", "u1", "good");
    put_response("http://a/2",
                 "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Encoding: br\r\n\r\nx");
    assert_int_equal(read_bytes(&got, "f.warc", file, len, NULL), RSD_OK);
    assert_string_equal(got.source, "f.warc#http://a/2");
    len = (size_t)sprintf(file, "WARC/1.0\r\nWARC-Type: response\r\n\r\n");
    assert_int_equal(read_bytes(&got, "f.warc", file, len, NULL), RSD_OK);
    assert_string_equal(got.source, "f.warc");
    len = 0;
}

static void damage_is_located_and_the_rest_is_read(void **state)
{
    (void)state;
    char want[256];
    len = (size_t)sprintf(file, "garbage\nmore of it\nWARC/1.0\r\nWARC-Type: response\r\n\r\n");
    put("conversion", "text/plain", "u\xFFz", "good");
    snprintf(want, sizeof want,
             "!bad_record 0:0\n!bad_record 0:19\n"
             "f.warc#u\xEF\xBF\xBDz" FETCHED "|url=u\xEF\xBF\xBDz: good\n!bad_record 0:%zu\n",
             len);
    len += (size_t)sprintf(file + len,
                           "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9\r\n\r\nx");
    expect(want);
    len = (size_t)sprintf(file, "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: "
                                "9999999999999999999\r\n\r\nx");
    expect("!bad_record 0:0\n");
}

#ifdef RSD_HAVE_ARCHIVE
/* Records that were compressed one by one, with gzip, as members that store what is in them. */
static char members[1 << 12];
static size_t members_len;
enum { PACKING = 11 + 4 + 8 }; /* bytes of a member that are not what is in it */

static void add_bytes(const void *bytes, size_t n)
{
    memcpy(members + members_len, bytes, n);
    members_len += n;
}

/* The checksum of gzip, bit by bit. */
static uint32_t checksum(const char *s, size_t n)
{
    uint32_t sum = 0xFFFFFFFFU;
    for (size_t i = 0; i < n; i++) {
        sum ^= (unsigned char)s[i];
        for (int bit = 0; bit < 8; bit++) {
            sum = sum >> 1 ^ ((sum & 1) != 0 ? 0xEDB88320U : 0);
        }
    }
    return ~sum;
}

/* Adds the records that were put as one member. Returns where it begins. */
static size_t add_member(void)
{
    const size_t at = members_len;
    const uint16_t size = (uint16_t)len;
    const uint16_t inverse = (uint16_t)~size;
    const uint32_t sums[] = {checksum(file, len), (uint32_t)len};
    add_bytes("\x1F\x8B\x08\0\0\0\0\0\0\xFF\1", 11);
    add_bytes(&size, sizeof size);
    add_bytes(&inverse, sizeof inverse);
    add_bytes(file, len);
    add_bytes(sums, sizeof sums);
    len = 0;
    return at;
}

static size_t add_page(const char *url)
{
    put("conversion", "text/plain", url, "text");
    return add_member();
}

static void expect_members(const char *want)
{
    static log got;
    assert_int_equal(read_bytes(&got, "f.warc.gz", members, members_len, NULL), RSD_OK);
    assert_string_equal(got.text, want);
}

#define PAGE(url) "f.warc.gz#" url FETCHED "|url=" url ": text\n"

static void damage_of_a_member_is_that_of_its_record(void **state)
{
    (void)state;
    char want[512];
    members_len = 0;
    add_page("a");
    const size_t second = add_page("b");
    const size_t third = add_page("c");
    members[third - 9] ^= 1; /* the last byte of the text */
    snprintf(want, sizeof want, PAGE("a") "!unreadable 0:%zu\n" PAGE("c"), second);
    expect_members(want);
    members[third - 9] ^= 1;
    members[second + 10] ^= 7; /* such blocks there are none */
    expect_members(want);
    members[10] ^= 7; /* of the first, too */
    snprintf(want, sizeof want, "!unreadable 0:0\n!unreadable 0:%zu\n" PAGE("c"), second);
    expect_members(want);
}

static void what_lies_between_members_is_passed_over(void **state)
{
    (void)state;
    char want[512];
    members_len = 0;
    add_page("a");
    const size_t at = members_len;
    add_bytes("junk", 4);
    add_page("b");
    snprintf(want, sizeof want, PAGE("a") "!unreadable 0:%zu\n" PAGE("b"), at);
    expect_members(want);
}

static void a_cut_record_is_left_out(void **state)
{
    (void)state;
    char want[512];
    members_len = 0;
    add_page("a");
    const size_t second = add_page("b") - PACKING;
    members_len -= 8 + 4 + 2; /* the checksum, the line ends, half of the text */
    snprintf(want, sizeof want, PAGE("a") "!bad_record 0:%zu\n!unreadable 0:%zu\n", second,
             members_len);
    expect_members(want);
}
#endif

static void any_damage_ends_well(void **state)
{
    (void)state;
    static log got;
    put("warcinfo", "a/b", "x", "y");
    put_response("u", CHUNKED "5\r\none, \r\n3\r\ntwo\r\n0\r\n\r\n");
    for (size_t n = 0; n < len; n++) {
        assert_int_equal(read_bytes(&got, "f.warc", file, n, NULL), RSD_OK);
        for (int flip = 1; flip < 256; flip += 13) {
            file[n] = (char)(file[n] ^ flip);
            assert_int_equal(read_bytes(&got, "f.warc", file, len, NULL), RSD_OK);
            file[n] = (char)(file[n] ^ flip);
        }
    }
    len = 0;
}

static void every_failed_allocation_is_reported(void **state)
{
    (void)state;
    put_response("u", CHUNKED "5\r\none, \r\n3\r\ntwo\r\n0\r\n\r\n");
    put("conversion", "text/plain", "v", "---\ntitle: x\n---\ny");
    put_response("w", "HTTP/1.1 200 OK\r\n\r\nx");
    expect_failures_told("f.warc", file, len);
    len = 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_that_were_fetched_are_articles),
        cmocka_unit_test(bodies_sent_in_chunks_are_put_together),
        cmocka_unit_test(pages_are_read_as_html),
        cmocka_unit_test(packed_bodies_are_unpacked),
        cmocka_unit_test(what_the_server_did_not_name_is_told_by_how_it_begins),
        cmocka_unit_test(a_warning_names_the_page),
        cmocka_unit_test(damage_is_located_and_the_rest_is_read),
#ifdef RSD_HAVE_ARCHIVE
        cmocka_unit_test(damage_of_a_member_is_that_of_its_record),
        cmocka_unit_test(what_lies_between_members_is_passed_over),
        cmocka_unit_test(a_cut_record_is_left_out),
#endif
        cmocka_unit_test(any_damage_ends_well),
        cmocka_unit_test(every_failed_allocation_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
