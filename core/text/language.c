/* language.c: the language of a passage, by its letters and its commonest words. */
#include "text/text.h"

#include <string.h>

enum {
    WEIGHT_LETTER = 1, /* of letters that the other language has now and then */
    WEIGHT_FA_LETTER = 2,
    WEIGHT_STRONG = 3,
    LEAST_DIFFERENCE = 2,
    LATIN_TO_TELL = 8, /* so many Latin words without English ones are another language */
    LATIN_PER_ENGLISH = 12
};

/* From the first and the last bytes; make_tables.py has the same function. */
static uint32_t word_hash(const unsigned char *s, size_t n)
{
    uint32_t low;
    uint32_t high;
    if (n >= 4) {
        const unsigned char *e = s + n - 4;
        low = (uint32_t)s[0] | (uint32_t)s[1] << 8 | (uint32_t)s[2] << 16 | (uint32_t)s[3] << 24;
        high = (uint32_t)e[0] | (uint32_t)e[1] << 8 | (uint32_t)e[2] << 16 | (uint32_t)e[3] << 24;
    } else {
        low = (uint32_t)s[0] | (uint32_t)s[1] << 8;
        high = (uint32_t)s[n - 2] | (uint32_t)s[n - 1] << 8;
    }
    return (low * 0x9E3779B1U ^ high * 0x85EBCA77U) >> 24;
}

/* The language that has s[0..n) among its common words. */
static rsd_lang common_language(const char *s, size_t n, bool latin)
{
    char lower[RSD_COMMON_MAX];
    if (latin) {
        for (size_t i = 0; i < n; i++) {
            lower[i] = rsd_ascii_lower(s[i]);
        }
        s = lower;
    }
    uint32_t i = word_hash((const unsigned char *)s, n);
    while (rsd_common_words[i].len > 0) {
        if (rsd_common_words[i].len == n && memcmp(rsd_common_words[i].bytes, s, n) == 0) {
            return (rsd_lang)rsd_common_words[i].lang;
        }
        i = (i + 1) % RSD_COMMON_SLOTS;
    }
    return RSD_LANG_OTHER;
}

void rsd_evidence_word(rsd_evidence *evidence, const char *s, size_t n, uint8_t hints)
{
    const rsd_class c = (rsd_class)(hints & RSD_CLASS_MASK);
    if (c == RSD_CLASS_ARABIC) {
        evidence->arabic++;
        /* Urdu and its like have the letters of Persian, too. */
        const uint8_t fa_only = hints & (RSD_HINT_FA | RSD_HINT_OTHER);
        evidence->fa += fa_only == RSD_HINT_FA ? WEIGHT_FA_LETTER : 0;
        evidence->ar += (hints & RSD_HINT_AR) != 0 ? WEIGHT_LETTER : 0;
        evidence->ar += (hints & RSD_HINT_AR_STRONG) != 0 ? WEIGHT_STRONG : 0;
        evidence->other_arabic += (hints & RSD_HINT_OTHER) != 0 ? WEIGHT_STRONG : 0;
    } else if (c == RSD_CLASS_LATIN) {
        evidence->latin++;
    } else {
        evidence->other++;
    }
    if (n < RSD_COMMON_MIN || n > RSD_COMMON_MAX) {
        return;
    }
    switch (common_language(s, n, c == RSD_CLASS_LATIN)) {
    case RSD_LANG_FA:
        evidence->fa += WEIGHT_STRONG;
        break;
    case RSD_LANG_AR:
        evidence->ar += WEIGHT_STRONG;
        break;
    case RSD_LANG_EN:
        evidence->en++;
        break;
    case RSD_LANG_OTHER:
        break;
    }
}

static bool decide_arabic(const rsd_evidence *e, rsd_lang *lang)
{
    const uint32_t best = e->fa > e->ar ? e->fa : e->ar;
    if (e->other_arabic > best) {
        *lang = RSD_LANG_OTHER;
        return true;
    }
    const uint32_t least = e->fa > e->ar ? e->ar : e->fa;
    *lang = e->fa > e->ar ? RSD_LANG_FA : RSD_LANG_AR;
    return best - least >= LEAST_DIFFERENCE;
}

bool rsd_evidence_decide(const rsd_evidence *e, rsd_lang *lang)
{
    *lang = RSD_LANG_OTHER;
    if (e->other > e->arabic && e->other > e->latin) {
        return true;
    }
    if (e->arabic >= e->latin) {
        return e->arabic > 0 && decide_arabic(e, lang);
    }
    if (e->en > 0 && e->en >= e->latin / LATIN_PER_ENGLISH) {
        *lang = RSD_LANG_EN;
        return true;
    }
    return e->latin >= LATIN_TO_TELL;
}

rsd_lang rsd_language(const char *s, size_t n)
{
    rsd_evidence evidence = {0};
    rsd_scan scan = {.s = s, .end = n, .line_start = true};
    rsd_token token;
    while (scan.pos < scan.end && rsd_scan_token(&scan, &token)) {
        if (token.kind == RSD_KIND_WORD) {
            rsd_evidence_word(&evidence, s + token.start, token.end - token.start, scan.hints);
        }
    }
    rsd_lang lang;
    return rsd_evidence_decide(&evidence, &lang) ? lang : RSD_LANG_OTHER;
}

const char *rsd_lang_name(rsd_lang lang)
{
    switch (lang) {
    case RSD_LANG_OTHER:
        return "other";
    case RSD_LANG_FA:
        return "fa";
    case RSD_LANG_AR:
        return "ar";
    case RSD_LANG_EN:
        return "en";
    }
    return "other";
}
