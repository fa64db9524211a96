/* utf8.c: strict UTF-8 and character classes. */
#include "text/simd.h"

#include <string.h>
#include <utf8proc.h>

static bool is_trail(unsigned char c)
{
    return (c & 0xC0) == 0x80;
}

size_t rsd_utf8_decode(const char *s, size_t n, uint32_t *cp)
{
    const unsigned char *p = (const unsigned char *)s;
    if (p[0] < 0x80) {
        *cp = p[0];
        return 1;
    }
    if (p[0] < 0xC2 || p[0] > 0xF4) {
        return 0;
    }
    if (p[0] < 0xE0) {
        if (n < 2 || !is_trail(p[1])) {
            return 0;
        }
        *cp = (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3F);
        return 2;
    }
    if (p[0] < 0xF0) {
        if (n < 3 || !is_trail(p[1]) || !is_trail(p[2])) {
            return 0;
        }
        uint32_t c = (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
        if (c < 0x800 || (c >= 0xD800 && c <= 0xDFFF)) {
            return 0;
        }
        *cp = c;
        return 3;
    }
    if (n < 4 || !is_trail(p[1]) || !is_trail(p[2]) || !is_trail(p[3])) {
        return 0;
    }
    uint32_t c = (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 |
                 (uint32_t)(p[2] & 0x3F) << 6 | (p[3] & 0x3F);
    if (c < 0x10000 || c > 0x10FFFF) {
        return 0;
    }
    *cp = c;
    return 4;
}

/* Are the eight bytes four letters of the Arabic script? Their leads are D8 to DB. */
static bool is_arabic_eight(const unsigned char *p)
{
    static const unsigned char mask[8] = {0xFC, 0xC0, 0xFC, 0xC0, 0xFC, 0xC0, 0xFC, 0xC0};
    static const unsigned char want[8] = {0xD8, 0x80, 0xD8, 0x80, 0xD8, 0x80, 0xD8, 0x80};
    uint64_t bytes;
    uint64_t masks;
    uint64_t wants;
    memcpy(&bytes, p, sizeof bytes);
    memcpy(&masks, mask, sizeof masks);
    memcpy(&wants, want, sizeof wants);
    return (bytes & masks) == wants;
}

static bool is_ascii_eight(const unsigned char *p)
{
    uint64_t bytes;
    memcpy(&bytes, p, sizeof bytes);
    return (bytes & UINT64_C(0x8080808080808080)) == 0;
}

size_t rsd_utf8_check(const char *s, size_t n)
{
    const unsigned char *p = (const unsigned char *)s;
    const bool simd = rsd_simd();
    size_t i = 0;
    size_t again = 0; /* where blocks are worth a try */
    while (i < n) {
        if (simd && i >= again && n - i >= RSD_BLOCK) {
            const size_t good = rsd_simd_check(s + i, n - i);
            i += good;
            again = i + (good > 0 ? 1 : RSD_BLOCK);
            continue;
        }
        if (p[i] < 0x80) {
            i += n - i >= 8 && is_ascii_eight(p + i) ? 8 : 1;
        } else if (n - i >= 8 && is_arabic_eight(p + i)) {
            i += 8;
        } else if (p[i] >= 0xC2 && p[i] < 0xE0 && n - i >= 2 && is_trail(p[i + 1])) {
            i += 2;
        } else {
            uint32_t cp;
            size_t len = rsd_utf8_decode(s + i, n - i, &cp);
            if (len == 0) {
                return i;
            }
            i += len;
        }
    }
    return n;
}

size_t rsd_utf8_encode(uint32_t cp, char out[4])
{
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xC0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3F));
        return 2;
    }
    if (cp < 0x10000) {
        out[0] = (char)(0xE0 | cp >> 12);
        out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
        out[2] = (char)(0x80 | (cp & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | cp >> 18);
    out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
    out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
    out[3] = (char)(0x80 | (cp & 0x3F));
    return 4;
}

size_t rsd_presentation(uint32_t cp, const uint16_t **letters)
{
    size_t i;
    if (cp >= 0xFB50 && cp < 0xFE00) {
        i = cp - 0xFB50;
    } else if (cp >= 0xFE70 && cp < 0xFF00) {
        i = cp - 0xFE70 + (0xFE00 - 0xFB50);
    } else {
        return 0;
    }
    *letters = rsd_presentation_pool + rsd_presentation_start[i];
    return (size_t)(rsd_presentation_start[i + 1] - rsd_presentation_start[i]);
}

/* U+2000-206F, where the invisible characters live that news text is full of. */
static rsd_class general_punctuation(uint32_t cp)
{
    if (cp <= 0x200A || cp == 0x202F || cp == 0x205F) {
        return RSD_CLASS_SPACE;
    }
    if (cp <= 0x200F || (cp >= 0x202A && cp <= 0x202E) || cp >= 0x2060) {
        return RSD_CLASS_JOINER;
    }
    if (cp == 0x2028 || cp == 0x2029) {
        return RSD_CLASS_NEWLINE;
    }
    if (cp == 0x2026 || cp == 0x203C || (cp >= 0x2047 && cp <= 0x2049)) {
        return RSD_CLASS_FINAL;
    }
    return cp == 0x2044 || cp == 0x2052 ? RSD_CLASS_SYMBOL : RSD_CLASS_PUNCT;
}

static bool is_latin(uint32_t cp)
{
    return (cp >= 0x1E00 && cp <= 0x1EFF) || (cp >= 0x2C60 && cp <= 0x2C7F) ||
           (cp >= 0xA720 && cp <= 0xA7FF) || (cp >= 0xAB30 && cp <= 0xAB6F) ||
           (cp >= 0xFB00 && cp <= 0xFB06) || (cp >= 0xFF21 && cp <= 0xFF5A) ||
           (cp >= 0x1D400 && cp <= 0x1D6A3);
}

static bool is_arabic(uint32_t cp)
{
    return (cp >= 0x0870 && cp <= 0x08FF) || (cp >= 0xFB50 && cp <= 0xFDFF) ||
           (cp >= 0xFE70 && cp <= 0xFEFE) || (cp >= 0x1EE00 && cp <= 0x1EEFF);
}

uint8_t rsd_class_of(uint32_t cp)
{
    if (cp < RSD_LOW) {
        return rsd_class_low[cp];
    }
    if (cp >= 0x2000 && cp <= 0x206F) {
        return general_punctuation(cp);
    }
    const uint16_t *letters;
    if (rsd_presentation(cp, &letters) > 0) {
        return rsd_class_low[letters[0]] & RSD_CLASS_MASK;
    }
    switch (cp) {
    case 0x180E:
    case 0xFEFF:
        return RSD_CLASS_JOINER;
    case 0x3002: /* the full stops and marks of East Asia */
    case 0xFF01:
    case 0xFF0E:
    case 0xFF1F:
    case 0xFF61:
        return RSD_CLASS_FINAL;
    case 0xFDFA: /* whole phrases in one sign */
    case 0xFDFB:
        return RSD_CLASS_SYMBOL;
    default:
        break;
    }
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)cp);
    if (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) {
        return is_latin(cp) ? RSD_CLASS_LATIN : is_arabic(cp) ? RSD_CLASS_ARABIC : RSD_CLASS_LETTER;
    }
    if (category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME) {
        return RSD_CLASS_MARK;
    }
    if (category == UTF8PROC_CATEGORY_ND) {
        return RSD_CLASS_DIGIT;
    }
    if (category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_PO) {
        return RSD_CLASS_PUNCT;
    }
    if (category == UTF8PROC_CATEGORY_ZS) {
        return RSD_CLASS_SPACE;
    }
    if (cp >= 0xE0020 && cp <= 0xE007F) {
        return RSD_CLASS_MARK; /* tags of a flag */
    }
    return cp >= 0xFFF9 && cp <= 0xFFFB ? RSD_CLASS_CONTROL : RSD_CLASS_SYMBOL;
}
