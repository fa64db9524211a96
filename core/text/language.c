/* language.c: the language of a passage, by its letters and its commonest words. */
#include "text/text.h"

enum {
    LEAST_DIFFERENCE = 2,
    LATIN_TO_TELL = 8, /* so many Latin words without English ones are another language */
    LATIN_PER_ENGLISH = 12
};

/* Two or four bytes as a number, the first the lowest. */
static uint64_t two_bytes(const unsigned char *s)
{
    return (uint64_t)s[0] | (uint64_t)s[1] << 8;
}

static uint64_t four_bytes(const unsigned char *s)
{
    return two_bytes(s) | two_bytes(s + 2) << 16;
}

/* A word of two to eight bytes as a number; longer ones give one too. Written so that the length,
 * which nothing foretells, is no branch. */
static uint64_t word_bits(const char *word, size_t n)
{
    const unsigned char *s = (const unsigned char *)word;
    n = n < 8 ? n : 8;
    return n >= 4 ? four_bytes(s) | four_bytes(s + n - 4) << (n - 4) * 8
                  : two_bytes(s) | two_bytes(s + n - 2) << (n - 2) * 8;
}

/* 1 for the language that has s[0..n) among its common words, n at least 2. */
static uint64_t count_common(const char *s, size_t n, bool latin)
{
    uint64_t bits = word_bits(s, n);
    if (latin) { /* a letter in its place makes the others letters, too */
        bits |= UINT64_C(0x2020202020202020) >> (n < 8 ? 8 - n : 0) * 8;
    }
    return rsd_count_common(bits, n);
}

void rsd_evidence_word(rsd_evidence *evidence, const char *s, size_t n, uint8_t hints)
{
    const rsd_class c = (rsd_class)(hints & RSD_CLASS_MASK);
    if (c == RSD_CLASS_ARABIC) {
        evidence->arabic++;
        /* Urdu and its like have the letters of Persian, too. */
        const uint8_t fa_only = hints & (RSD_HINT_FA | RSD_HINT_OTHER);
        evidence->fa += fa_only == RSD_HINT_FA ? RSD_WEIGHT_FA_LETTER : 0;
        evidence->ar += (hints & RSD_HINT_AR) != 0 ? RSD_WEIGHT_LETTER : 0;
        evidence->ar += (hints & RSD_HINT_AR_STRONG) != 0 ? RSD_WEIGHT_STRONG : 0;
        evidence->other_arabic += (hints & RSD_HINT_OTHER) != 0 ? RSD_WEIGHT_STRONG : 0;
    } else if (c == RSD_CLASS_LATIN) {
        evidence->latin++;
    } else {
        evidence->other++;
    }
    if (n >= 2) {
        rsd_evidence_common(evidence, count_common(s, n, c == RSD_CLASS_LATIN));
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
