/* fuzz_encoding.c: any bytes are decided the same twice, and decoded to UTF-8 with a way back. */
#include "rasad.h"

#include <stdlib.h>
#include <string.h>

#define REQUIRE(condition)                                                                         \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

/* So many characters of a text are looked at, for speed; which ones is up to the input. */
enum { WINDOW = 20 };

static bool is_inside(const rsd_buf *text, uint32_t at)
{
    return at < text->len && ((unsigned char)text->data[at] & 0xC0) == 0x80;
}

/* Each character from the place on stands for a stretch of the source, one after the other. */
static void check_way_back(const rsd_decoding *d, const rsd_buf *text, uint32_t at)
{
    uint32_t source;
    uint32_t start;
    uint32_t end;
    while (is_inside(text, at)) {
        at--;
    }
    rsd_decoding_to_source(d, at, at, &source, &end);
    REQUIRE(source == end && (at > 0 || source == 0));
    for (int i = 0; i < WINDOW && at < text->len; i++) {
        uint32_t cp;
        uint32_t len = (uint32_t)rsd_utf8_decode(text->data + at, text->len - at, &cp);
        REQUIRE(len > 0);
        rsd_decoding_to_source(d, at, at + len, &start, &end);
        REQUIRE(start == source && end > start && end <= d->source_len);
        source = end;
        rsd_decoding_to_text(d, start, end, &start, &end);
        REQUIRE(start == at && end == at + len);
        rsd_decoding_to_source(d, at, at, &start, &end);
        rsd_decoding_to_text(d, start, end, &start, &end);
        REQUIRE(start == at && end == at);
        at += len;
    }
    REQUIRE(at < text->len || source == d->source_len);
}

/* Spans that begin and end anywhere: the way there and back never loses a part of them. */
static void check_any_span(const rsd_decoding *d, uint32_t a, uint32_t b)
{
    uint32_t start;
    uint32_t end;
    uint32_t first;
    uint32_t last;
    rsd_decoding_to_text(d, a, b, &start, &end);
    REQUIRE(start <= end && end <= d->text_len);
    rsd_decoding_to_source(d, start, end, &first, &last);
    REQUIRE(first <= last && last <= d->source_len);
    if (a < b && b <= d->source_len) {
        REQUIRE(first <= a && last >= b);
    }
}

static void check_encoding(rsd_encoding encoding, const char *s, size_t n)
{
    rsd_buf text = {0};
    rsd_buf again = {0};
    rsd_decoding d = {0};
    rsd_error err = {0};
    if (rsd_decode(encoding, s, n, &text, &d, &err) == RSD_OK) {
        REQUIRE(d.encoding == encoding && d.source_len == n && d.text_len == text.len);
        REQUIRE(rsd_utf8_check(text.data, text.len) == text.len);
        REQUIRE(d.bad == 0 ? d.first_bad == n : d.first_bad < n);
        uint32_t a = n > 1 ? (uint32_t)(n * (unsigned char)s[n - 1] / 256) : 0;
        uint32_t b = n > 1 ? a + (unsigned char)s[n - 2] : UINT32_MAX;
        check_way_back(&d, &text, a < text.len ? a : 0);
        check_any_span(&d, a, b);
        check_any_span(&d, 0, UINT32_MAX);
        if (rsd_decode(encoding, s, n, &again, &d, &err) == RSD_OK) {
            REQUIRE(again.len == text.len && memcmp(again.data, text.data, text.len) == 0);
        }
        if (encoding == RSD_ENCODING_UTF_8) {
            REQUIRE((d.bad == 0) == (rsd_utf8_check(s, n) == n));
        }
    } else {
        REQUIRE(err.status == RSD_ERR_NOMEM);
    }
    rsd_buf_free(&text);
    rsd_buf_free(&again);
    rsd_decoding_free(&d);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *s = (const char *)data;
    rsd_encoding encoding = rsd_encoding_of(s, size);
    REQUIRE(rsd_encoding_of(s, size) == encoding);
    REQUIRE(rsd_encoding_name(encoding)[0] != '\0');
    check_encoding(encoding, s, size);
    if (size > 0) {
        check_encoding((rsd_encoding)(data[size - 1] % RSD_ENCODING_COUNT), s, size);
    }
    return 0;
}
