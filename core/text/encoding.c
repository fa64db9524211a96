/* encoding.c: what a source is encoded in, and its text in UTF-8 with the way back. */
#include "text/text.h"

#include "base/mem.h"

#include <string.h>

enum {
    HIGH = 0x80,        /* bytes above are what single-byte encodings differ in */
    STRIDE = 32,        /* characters from one point of a decoding to the next */
    LONGEST = 4,        /* bytes of a character in UTF-8 */
    MIN_UTF16 = 4,      /* units without a mark at the start are too few to tell below */
    MIN_PAIRS = 2,      /* of letters side by side: fewer are bytes gone astray */
    FOREIGN_WEIGHT = -8 /* of a character that Arabic and Persian texts do without */
};

/* A unit that stands for no character. */
static const uint32_t BAD = UINT32_MAX;

static const uint16_t windows_1256[HIGH] = {
    0x20AC, 0x067E, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0679, 0x2039,
    0x0152, 0x0686, 0x0698, 0x0688, 0x06AF, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x06A9, 0x2122, 0x0691, 0x203A, 0x0153, 0x200C, 0x200D, 0x06BA, 0x00A0, 0x060C, 0x00A2, 0x00A3,
    0x00A4, 0x00A5, 0x00A6, 0x00A7, 0x00A8, 0x00A9, 0x06BE, 0x00AB, 0x00AC, 0x00AD, 0x00AE, 0x00AF,
    0x00B0, 0x00B1, 0x00B2, 0x00B3, 0x00B4, 0x00B5, 0x00B6, 0x00B7, 0x00B8, 0x00B9, 0x061B, 0x00BB,
    0x00BC, 0x00BD, 0x00BE, 0x061F, 0x06C1, 0x0621, 0x0622, 0x0623, 0x0624, 0x0625, 0x0626, 0x0627,
    0x0628, 0x0629, 0x062A, 0x062B, 0x062C, 0x062D, 0x062E, 0x062F, 0x0630, 0x0631, 0x0632, 0x0633,
    0x0634, 0x0635, 0x0636, 0x00D7, 0x0637, 0x0638, 0x0639, 0x063A, 0x0640, 0x0641, 0x0642, 0x0643,
    0x00E0, 0x0644, 0x00E2, 0x0645, 0x0646, 0x0647, 0x0648, 0x00E7, 0x00E8, 0x00E9, 0x00EA, 0x00EB,
    0x0649, 0x064A, 0x00EE, 0x00EF, 0x064B, 0x064C, 0x064D, 0x064E, 0x00F4, 0x064F, 0x0650, 0x00F7,
    0x0651, 0x00F9, 0x0652, 0x00FB, 0x00FC, 0x200E, 0x200F, 0x06D2};

static uint32_t iso_8859_6(unsigned char byte)
{
    bool letter = (byte >= 0xC1 && byte <= 0xDA) || (byte >= 0xE0 && byte <= 0xF2);
    bool comma = byte == 0xAC || byte == 0xBB || byte == 0xBF;
    bool same = byte <= 0xA0 || byte == 0xA4 || byte == 0xAD;
    return letter || comma ? 0x0560U + byte : same ? byte : BAD;
}

/* Reads the unit at the start of s[0..n), n at least 1: its character, or BAD. Returns its length.
 */
static size_t read_utf16(const unsigned char *s, size_t n, int high, uint32_t *cp)
{
    *cp = BAD;
    if (n < 2) {
        return 1;
    }
    uint32_t unit = (uint32_t)s[high] << 8 | s[1 - high];
    if (unit < 0xD800 || unit > 0xDFFF) {
        *cp = unit;
        return 2;
    }
    if (unit > 0xDBFF || n < 4) {
        return 2;
    }
    uint32_t next = (uint32_t)s[2 + high] << 8 | s[3 - high];
    if (next < 0xDC00 || next > 0xDFFF) {
        return 2;
    }
    *cp = 0x10000 + ((unit - 0xD800) << 10 | (next - 0xDC00));
    return 4;
}

static size_t read_unit(rsd_encoding encoding, const char *at, size_t n, uint32_t *cp)
{
    const unsigned char *s = (const unsigned char *)at;
    size_t len = 1;
    *cp = BAD;
    switch (encoding) {
    case RSD_ENCODING_UTF_8:
        len = rsd_utf8_decode(at, n, cp);
        len = len == 0 ? 1 : len;
        break;
    case RSD_ENCODING_UTF_16LE:
        len = read_utf16(s, n, 1, cp);
        break;
    case RSD_ENCODING_UTF_16BE:
        len = read_utf16(s, n, 0, cp);
        break;
    case RSD_ENCODING_WINDOWS_1256:
        *cp = *s < HIGH ? *s : windows_1256[*s - HIGH];
        break;
    case RSD_ENCODING_ISO_8859_6:
        *cp = iso_8859_6(*s);
        break;
    }
    return len;
}

const char *rsd_encoding_name(rsd_encoding encoding)
{
    switch (encoding) {
    case RSD_ENCODING_UTF_8:
        return "utf-8";
    case RSD_ENCODING_UTF_16LE:
        return "utf-16le";
    case RSD_ENCODING_UTF_16BE:
        return "utf-16be";
    case RSD_ENCODING_WINDOWS_1256:
        return "windows-1256";
    case RSD_ENCODING_ISO_8859_6:
        return "iso-8859-6";
    }
    return "";
}

/* ---- Deciding ---- */

static bool begins(const char *s, size_t n, const char *mark, size_t len)
{
    return n >= len && memcmp(s, mark, len) == 0;
}

/* What nearly every UTF-16 unit of such texts is: ASCII, Latin-1 or the Arabic block. */
static bool is_usual_unit(unsigned char high, unsigned char low)
{
    bool printable = (low >= 0x20 && low < 0x7F) || low >= 0xA0;
    return high == 0x06 || (high == 0 && (printable || (low >= '\t' && low <= '\r')));
}

/* UTF-16 that does not say so. To UTF-8 these bytes would be controls, which texts do not have. */
static bool is_unmarked_utf16(const char *s, size_t n, rsd_encoding *encoding)
{
    const size_t units = n / 2;
    if (units < MIN_UTF16 || (memchr(s, 0, n) == NULL && memchr(s, 0x06, n) == NULL)) {
        return false;
    }
    size_t little = 0;
    size_t big = 0;
    for (size_t i = 0; i < 2 * units; i += 2) {
        unsigned char first = (unsigned char)s[i];
        unsigned char second = (unsigned char)s[i + 1];
        little += is_usual_unit(second, first);
        big += is_usual_unit(first, second);
    }
    *encoding = little > big ? RSD_ENCODING_UTF_16LE : RSD_ENCODING_UTF_16BE;
    return little != big && (little > big ? little : big) > units - units / 4;
}

/* Are most of the bytes that are not ASCII no UTF-8 either? */
static bool is_mostly_bad(const char *s, size_t n)
{
    size_t high = 0;
    size_t bad = 0;
    for (size_t i = 0; i < n; i++) {
        high += (unsigned char)s[i] >= HIGH;
    }
    for (size_t at = 0; (at += rsd_utf8_check(s + at, n - at)) < n; at++) {
        bad++;
    }
    return bad > high / 2;
}

/* How much more frequent a letter is than the average one: 2 * log2(share * 36), at least -6, of
 * Persian or Arabic news, whichever has more of it. From U+0621 on. */
static const int8_t letter_weights[] = {
    -6, -3, 0, -6, -3, -6, 5,  2,  -2, 1,  -3, -2, -1, -2, 3,  -3, /* up to thal */
    3,  0,  0, 1,  -3, -5, -5, -6, 1,  -6,                         /* up to ghain */
    0,  0,  0, 0,  0,  0,  0,  0,  0,  4,  2,  3,  2,  3,  -2, 3   /* fa from the seventh on */
};

enum { FIRST_LETTER = 0x0621, TATWEEL = 0x0640, LAST_LETTER = 0x064A, LAST_MARK = 0x0652 };

_Static_assert(sizeof letter_weights == LAST_LETTER - FIRST_LETTER + 1, "a weight for each letter");

static bool is_weighted(uint32_t cp)
{
    return (cp >= FIRST_LETTER && cp <= LAST_LETTER && cp != TATWEEL) || cp == 0x067E ||
           cp == 0x0686 || cp == 0x0698 || cp == 0x06A9 || cp == 0x06AF;
}

static int weight_of(uint32_t cp)
{
    if (is_weighted(cp)) {
        return cp <= LAST_LETTER ? letter_weights[cp - FIRST_LETTER] : 0;
    }
    bool neutral = cp == TATWEEL || (cp > LAST_LETTER && cp <= LAST_MARK) || cp == 0x060C ||
                   cp == 0x061B || cp == 0x061F || cp == 0x00A0 || cp == 0x00AB || cp == 0x00BB ||
                   (cp >= 0x200C && cp <= 0x2026);
    return neutral ? 0 : FOREIGN_WEIGHT;
}

static bool is_ascii_letter(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* How much the bytes look like an Arabic or Persian text in a single-byte encoding: the sum of the
 * weights; not above 0 if they do not. A letter that touches an ASCII one is of another script. */
static int64_t score_of(rsd_encoding encoding, const char *s, size_t n)
{
    int64_t score = 0;
    size_t pairs = 0;
    bool after_letter = false;
    for (size_t i = 0; i < n; i++) {
        if ((unsigned char)s[i] < HIGH) {
            after_letter = false;
            continue;
        }
        uint32_t cp;
        read_unit(encoding, s + i, 1, &cp);
        bool letter = is_weighted(cp);
        bool touches = (i > 0 && is_ascii_letter((unsigned char)s[i - 1])) ||
                       (i + 1 < n && is_ascii_letter((unsigned char)s[i + 1]));
        score += letter && touches ? FOREIGN_WEIGHT : weight_of(cp);
        pairs += letter && after_letter;
        after_letter = letter;
    }
    return pairs >= MIN_PAIRS ? score : 0;
}

rsd_encoding rsd_encoding_of(const char *s, size_t n)
{
    rsd_encoding encoding = RSD_ENCODING_UTF_8;
    if (begins(s, n, "\xEF\xBB\xBF", 3)) {
        return RSD_ENCODING_UTF_8;
    }
    if (begins(s, n, "\xFF\xFE", 2)) {
        return RSD_ENCODING_UTF_16LE;
    }
    if (begins(s, n, "\xFE\xFF", 2)) {
        return RSD_ENCODING_UTF_16BE;
    }
    if (is_unmarked_utf16(s, n, &encoding)) {
        return encoding;
    }
    if (!is_mostly_bad(s, n)) {
        return RSD_ENCODING_UTF_8;
    }
    int64_t windows = score_of(RSD_ENCODING_WINDOWS_1256, s, n);
    int64_t iso = score_of(RSD_ENCODING_ISO_8859_6, s, n);
    if (windows <= 0 && iso <= 0) {
        return RSD_ENCODING_UTF_8;
    }
    return iso > windows ? RSD_ENCODING_ISO_8859_6 : RSD_ENCODING_WINDOWS_1256;
}

/* ---- Decoding ---- */

rsd_status rsd_decode(rsd_encoding encoding, const char *s, size_t n, rsd_buf *text,
                      rsd_decoding *decoding, rsd_error *err)
{
    if (n > RSD_MAX_ENCODED) {
        return rsd_fail(err, RSD_ERR_LIMIT, NULL, 0, RSD_NO_OFFSET,
                        "%zu bytes are more than can be decoded", n);
    }
    const size_t base = text->len;
    decoding->encoding = encoding;
    decoding->source = s;
    decoding->source_len = (uint32_t)n;
    decoding->point_count = 0;
    decoding->bad = 0;
    decoding->first_bad = (uint32_t)n;
    for (size_t at = 0; at < n;) {
        if (RSD_GROW(decoding->points, decoding->point_cap, decoding->point_count + 1) != RSD_OK ||
            rsd_buf_reserve(text, (size_t)STRIDE * LONGEST) != RSD_OK) {
            text->len = base;
            return rsd_fail_nomem(err);
        }
        decoding->points[decoding->point_count++] =
            (rsd_mappoint){.form = (uint32_t)(text->len - base), .source = (uint32_t)at};
        for (int i = 0; i < STRIDE && at < n; i++) {
            uint32_t cp;
            size_t len = read_unit(encoding, s + at, n - at, &cp);
            if (cp == BAD) {
                decoding->first_bad = decoding->bad++ == 0 ? (uint32_t)at : decoding->first_bad;
                cp = RSD_CP_REPLACEMENT;
            }
            text->len += rsd_utf8_encode(cp, text->data + text->len);
            at += len;
        }
    }
    decoding->text_len = (uint32_t)(text->len - base);
    return rsd_buf_add(text, "", 0) == RSD_OK ? RSD_OK : rsd_fail_nomem(err);
}

static uint32_t utf8_len(uint32_t cp)
{
    return cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 || cp == BAD ? 3 : LONGEST;
}

/* A unit of the source and what became of it: offsets of both ends. */
typedef struct unit {
    rsd_mappoint start; /* form is the text */
    rsd_mappoint end;
} unit;

/* The unit that holds the byte at place of the source or of the text. */
static unit find_unit(const rsd_decoding *d, uint32_t place, bool in_source)
{
    size_t low = 0;
    size_t high = d->point_count;
    while (low + 1 < high) {
        size_t middle = low + (high - low) / 2;
        const rsd_mappoint *point = &d->points[middle];
        if ((in_source ? point->source : point->form) <= place) {
            low = middle;
        } else {
            high = middle;
        }
    }
    unit u = {.end = d->points[low]};
    do {
        uint32_t cp;
        u.start = u.end;
        u.end.source += (uint32_t)read_unit(d->encoding, d->source + u.start.source,
                                            d->source_len - u.start.source, &cp);
        u.end.form += utf8_len(cp);
    } while ((in_source ? u.end.source : u.end.form) <= place);
    return u;
}

/* The span of units that cover [start, end), or the place between. */
static unit cover(const rsd_decoding *d, uint32_t start, uint32_t end, bool in_source)
{
    const uint32_t len = in_source ? d->source_len : d->text_len;
    const rsd_mappoint stop = {.form = d->text_len, .source = d->source_len};
    end = end < len ? end : len;
    start = start < end ? start : end;
    if (start == len) {
        return (unit){stop, stop};
    }
    unit found = find_unit(d, start, in_source);
    found.end = start == end ? found.start : find_unit(d, end - 1, in_source).end;
    return found;
}

void rsd_decoding_to_source(const rsd_decoding *decoding, uint32_t start, uint32_t end,
                            uint32_t *source_start, uint32_t *source_end)
{
    unit found = cover(decoding, start, end, false);
    *source_start = found.start.source;
    *source_end = found.end.source;
}

void rsd_decoding_to_text(const rsd_decoding *decoding, uint32_t start, uint32_t end,
                          uint32_t *text_start, uint32_t *text_end)
{
    unit found = cover(decoding, start, end, true);
    *text_start = found.start.form;
    *text_end = found.end.form;
}

void rsd_decoding_free(rsd_decoding *decoding)
{
    if (decoding != NULL) {
        rsd_free(decoding->points);
        *decoding = (rsd_decoding){0};
    }
}
