/* repair_join.c: the repair of Persian spelling: parts of a word are joined over blanks. */
#include "text/repair_int.h"

#include <string.h>

#define MAH "\x45\x27\x47" /* ماه */

typedef struct verdict {
    uint8_t rule;
    uint8_t confidence; /* 0: no */
} verdict;

static const verdict no_join = {0, 0};

/* Does the letter come with a silent ه that an ending may follow? */
static bool takes_h_ending(const uint8_t *key, size_t len)
{
    return len >= 3 && key[len - 1] == RSD_HEH && !(rsd_word_flags(key, len) & RSD_WORD_NO_H_JOIN);
}

static verdict join_mi(const rsd_repair_work *w, size_t at, const uint8_t *a, size_t m,
                       const uint8_t *b, size_t n)
{
    if (rsd_word_mi_length(a, m) != m || m == 0 || !rsd_word_is_verb(b, n)) {
        return no_join;
    }
    /* «۵ می گفت»، «ماه می گفت»: the month of May. */
    if (RSD_IS(a, m, RSD_MI)) {
        if (at == 0 && w->after_number) {
            return (verdict){RSD_REPAIR_VERB, 45};
        }
        if (at > 0) {
            rsd_stretch before = w->joined[at - 1].at;
            if (RSD_IS(w->codes + before.first, before.stop - before.first, MAH)) {
                return (verdict){RSD_REPAIR_VERB, 40};
            }
        }
    }
    return (verdict){RSD_REPAIR_VERB, 93};
}

/* Is a, with what follows می in b, a verb with a preverb: «بر می‌دارد»? */
static bool is_preverb_of(const uint8_t *a, size_t m, const uint8_t *b, size_t n)
{
    size_t mi = rsd_word_mi_length(b, n);
    uint8_t verb[RSD_REPAIR_MAX_LETTERS];
    if (mi == 0 || mi >= n || rsd_word_preverb_length(a, m + n) != m ||
        !rsd_word_is_verb(b + mi, n - mi)) {
        return false;
    }
    memcpy(verb, a, m);
    memcpy(verb + m, b + mi, n - mi);
    for (size_t k = m + n - mi; k > m; k--) {
        if (rsd_word_flags(verb, k) & RSD_WORD_WITH_PREVERB) {
            return true;
        }
    }
    return false;
}

static verdict join_ending(const uint8_t *a, size_t m, const uint8_t *b, size_t n)
{
    uint32_t flags = rsd_word_flags(a, m);
    for (size_t i = 0; i < RSD_COUNT(rsd_h_endings); i++) {
        if (n != rsd_h_endings[i].len || memcmp(b, rsd_h_endings[i].codes, n) != 0) {
            continue;
        }
        bool silent = flags & RSD_WORD_SILENT_H || rsd_word_is_participle(a, m);
        bool vocative = RSD_IS(b, n, "\x27\xCC"); /* ای */
        if (silent || (takes_h_ending(a, m) && !vocative)) {
            return (verdict){RSD_REPAIR_ENDING, silent ? 90 : 70};
        }
        bool possessive =
            RSD_IS(b, n, "\x27\x34") || RSD_IS(b, n, "\x27\x2A") || RSD_IS(b, n, "\x27\x45");
        if (possessive && m >= 3 && a[m - 1] == RSD_YEH) {
            return (verdict){RSD_REPAIR_ENDING, 70};
        }
    }
    bool plural_possessive = RSD_IS(b, n, "\x45\x27\x46") || RSD_IS(b, n, "\x2A\x27\x46") ||
                             RSD_IS(b, n, "\x34\x27\x46");
    if (plural_possessive && takes_h_ending(a, m) && flags & RSD_WORD_SILENT_H) {
        return (verdict){RSD_REPAIR_ENDING, 70};
    }
    if (n == 1 && b[0] == RSD_YEH && flags & RSD_WORD_SILENT_H) {
        return (verdict){RSD_REPAIR_ENDING, 75};
    }
    return no_join;
}

static verdict join_compound(const uint8_t *a, size_t m, size_t n)
{
    const rsd_repair_word *compound = rsd_word_compound(a, m + n, RSD_WORD_COMPOUND_SPACED);
    /* «دوست دارند» is no form of دوست‌دار. */
    bool is_verb = compound != NULL && compound->len < m + n && rsd_word_is_finite(a + m, n);
    if (compound != NULL && !is_verb && m < compound->len && compound->mask >> m & 1) {
        return (verdict){RSD_REPAIR_COMPOUND, 80};
    }
    return no_join;
}

/* A quick no to most pairs of words. */
static bool may_join(const uint8_t *a, size_t m, uint32_t left, const uint8_t *b, size_t n,
                     uint32_t right)
{
    const uint32_t endings = RSD_WORD_PLURAL | RSD_WORD_SUFFIX_SPACED | RSD_WORD_INFLECTION;
    bool after_yeh = m >= 2 && a[m - 1] == RSD_YEH; /* می، بی */
    if (m <= 3 && rsd_word_preverb_length(a, m + n) == m && rsd_word_mi_length(b, n) != 0) {
        return true;
    }
    return left & (RSD_WORD_FIRST | RSD_WORD_ARTICLE) || right & endings || after_yeh ||
           RSD_STARTS(b, n, RSD_TAR);
}

/* Are the joined words at and at + 1 one? The letters of both lie in one row. */
static verdict join_words(const rsd_repair_work *w, size_t at)
{
    rsd_stretch first = w->joined[at].at;
    rsd_stretch second = w->joined[at + 1].at;
    const uint8_t *a = w->codes + first.first;
    size_t m = first.stop - first.first;
    const uint8_t *b = w->codes + second.first;
    size_t n = second.stop - second.first;
    uint32_t left = w->joined[at].flags;
    uint32_t right = w->joined[at + 1].flags;
    if (m + n > RSD_REPAIR_MAX_LETTERS || !may_join(a, m, left, b, n, right)) {
        return no_join;
    }
    verdict v = join_mi(w, at, a, m, b, n);
    if (v.confidence != 0) {
        return v;
    }
    if (is_preverb_of(a, m, b, n)) {
        return (verdict){RSD_REPAIR_VERB, 85};
    }
    v = left & RSD_WORD_FIRST ? join_compound(a, m, n) : no_join;
    if (v.confidence != 0) {
        return v;
    }
    bool superlative;
    if (m < 2) {
        return no_join;
    }
    if (right & RSD_WORD_PLURAL && (!(left & RSD_WORD_FUNCTION) || left & RSD_WORD_LOST_LEFT)) {
        return left & RSD_WORD_PLURAL ? no_join : (verdict){RSD_REPAIR_PLURAL, 92};
    }
    if (rsd_word_is_comparative(b, n, &superlative)) {
        bool adjective = left & (RSD_WORD_ADJECTIVE | RSD_WORD_SILENT_H) ||
                         rsd_word_is_participle(a, m) || (m >= 4 && a[m - 1] == RSD_YEH);
        if (!(left & RSD_WORD_FUNCTION) && (superlative || adjective)) {
            return (verdict){RSD_REPAIR_COMPARATIVE, 88};
        }
    }
    v = join_ending(a, m, b, n);
    if (v.confidence != 0) {
        return v;
    }
    if (right & RSD_WORD_SUFFIX_SPACED && !(left & RSD_WORD_FUNCTION)) {
        return (verdict){RSD_REPAIR_COMPOUND, 75};
    }
    bool god_or_faith = RSD_IS(b, n, "\x27\x44\x44\x47") || RSD_IS(b, n, "\x27\x44\x2F\xCC\x46");
    if (left & RSD_WORD_ARTICLE && god_or_faith) { /* رسول‌الله، زین‌الدین */
        return (verdict){RSD_REPAIR_COMPOUND, 80};
    }
    if (RSD_IS(a, m, RSD_BI) && !(right & RSD_WORD_FUNCTION) &&
        right & (RSD_WORD_AFTER_BI | RSD_WORD_NOUN)) {
        return (verdict){RSD_REPAIR_COMPOUND, 80};
    }
    return no_join;
}

static void join_gap(rsd_repair_work *w, uint32_t at, verdict v)
{
    if (v.confidence >= RSD_REPAIR_CONFIDENT) {
        w->letters[at].gap = RSD_GAP_JOINED;
    }
    w->letters[at].rule = v.rule;
    w->letters[at].confidence = v.confidence;
}

rsd_run_word rsd_repair_run_word(const rsd_repair_work *w, rsd_stretch at)
{
    rsd_run_word word = {.at = at};
    word.flags = rsd_word_flags_hashed(w->codes + at.first, at.stop - at.first, &word.hash);
    return word;
}

/* The last three joined words may be one: گوش به زنگ. */
static bool join_three(rsd_repair_work *w)
{
    if (w->joined_count < 3) {
        return false;
    }
    rsd_run_word *last = &w->joined[w->joined_count - 3];
    size_t len = last[2].at.stop - last[0].at.first;
    uint32_t one = last[1].at.first - last[0].at.first;
    uint32_t two = last[2].at.first - last[0].at.first;
    if (len > RSD_REPAIR_MAX_LETTERS || !(last[0].flags & RSD_WORD_FIRST)) {
        return false;
    }
    const rsd_repair_word *compound =
        rsd_word_compound(w->codes + last[0].at.first, len, RSD_WORD_COMPOUND_SPACED);
    if (compound == NULL || two >= compound->len || !(compound->mask >> one & 1) ||
        !(compound->mask >> two & 1)) {
        return false;
    }
    join_gap(w, last[1].at.first, (verdict){RSD_REPAIR_COMPOUND, 80});
    join_gap(w, last[2].at.first, (verdict){RSD_REPAIR_COMPOUND, 80});
    last[0] = rsd_repair_run_word(w, (rsd_stretch){last[0].at.first, last[2].at.stop});
    w->joined_count -= 2;
    return true;
}

static bool join_two(rsd_repair_work *w)
{
    if (w->joined_count < 2) {
        return false;
    }
    size_t at = w->joined_count - 2;
    verdict v = join_words(w, at);
    join_gap(w, w->joined[at + 1].at.first, v);
    if (v.confidence < RSD_REPAIR_CONFIDENT) {
        return false;
    }
    w->joined[at] =
        rsd_repair_run_word(w, (rsd_stretch){w->joined[at].at.first, w->joined[at + 1].at.stop});
    w->joined_count--;
    return true;
}

bool rsd_repair_join_last(rsd_repair_work *w)
{
    return join_three(w) || join_two(w);
}
