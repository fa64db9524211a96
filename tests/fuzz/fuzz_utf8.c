/* fuzz_utf8.c: decoding and checking UTF-8 agree with the definition, at every alignment. */
#include "fuzz.h"

#include <string.h>

#include "rasad.h"
#include "text/text.h"

/* The length of the character at s[0..n), as the table 3-7 of the Unicode Standard has it; 0 where
 * there is none. */
static size_t by_definition(const uint8_t *s, size_t n, uint32_t *cp)
{
    static const struct {
        uint8_t first, last;               /* the lead byte */
        uint8_t second_first, second_last; /* the byte after it */
        uint8_t len, bits;                 /* of the character; that the lead byte gives it */
    } rows[] = {{0x00, 0x7F, 0x00, 0x00, 1, 0x7F}, {0xC2, 0xDF, 0x80, 0xBF, 2, 0x1F},
                {0xE0, 0xE0, 0xA0, 0xBF, 3, 0x0F}, {0xE1, 0xEC, 0x80, 0xBF, 3, 0x0F},
                {0xED, 0xED, 0x80, 0x9F, 3, 0x0F}, {0xEE, 0xEF, 0x80, 0xBF, 3, 0x0F},
                {0xF0, 0xF0, 0x90, 0xBF, 4, 0x07}, {0xF1, 0xF3, 0x80, 0xBF, 4, 0x07},
                {0xF4, 0xF4, 0x80, 0x8F, 4, 0x07}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (s[0] < rows[i].first || s[0] > rows[i].last) {
            continue;
        }
        if (n < rows[i].len) {
            return 0;
        }
        *cp = s[0] & rows[i].bits;
        for (size_t k = 1; k < rows[i].len; k++) {
            const uint8_t least = k == 1 ? rows[i].second_first : 0x80;
            const uint8_t most = k == 1 ? rows[i].second_last : 0xBF;
            if (s[k] < least || s[k] > most) {
                return 0;
            }
            *cp = *cp << 6 | (s[k] & 0x3F);
        }
        return rows[i].len;
    }
    return 0;
}

static void check_character(const uint8_t *s, size_t n)
{
    uint32_t cp = 0;
    uint32_t want = 0;
    const size_t len = rsd_utf8_decode((const char *)s, n, &cp);
    CHECK(len == by_definition(s, n, &want));
    uint32_t seen;
    size_t seen_len;
    const uint8_t byte = rsd_char_at((const char *)s, n, 0, &seen, &seen_len);
    if (len == 0) {
        CHECK(byte == RSD_CLASS_INVALID && seen_len == 1);
        return;
    }
    CHECK(cp == want && seen == cp && seen_len == len);
    CHECK(byte == rsd_class_of(cp));
    char again[4];
    CHECK(rsd_utf8_encode(cp, again) == len && memcmp(again, s, len) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t good = 0; /* the first byte that is in no character */
    for (size_t i = 0; i < size; i++) {
        check_character(data + i, size - i);
    }
    while (good < size) {
        uint32_t cp;
        const size_t len = by_definition(data + good, size - good, &cp);
        if (len == 0) {
            break;
        }
        good += len;
    }
    CHECK(rsd_utf8_check((const char *)data, size) == good);
    /* From every place before it that starts a character, and with every end. */
    for (size_t i = 0; i < good && i < 16; i++) {
        uint32_t cp;
        if (by_definition(data + i, size - i, &cp) > 0) {
            CHECK(rsd_utf8_check((const char *)data + i, size - i) == good - i);
        }
        CHECK(rsd_utf8_check((const char *)data, good - i) <= good - i);
    }
    return 0;
}
