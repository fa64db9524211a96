/* repair_split.c: the repair of Persian spelling: words that were glued are split. */
#include "text/repair_int.h"

#include <string.h>

#define AL "\x27\x44" /* ال */

/* Where the letters stand that are looked at. */
typedef enum split_place {
    PLACE_GOVERNS, /* a word follows that ها and ی could govern: «نام‌های بزرگان»
                    */
    PLACE_ALONE,   /* none does: «نامه‌ای به او» */
    PLACE_PART     /* they end a compound: آیین‌نامه‌ای */
} split_place;

/* ---- Where a word is split ----------------------------------------------------------------- */

static size_t split_verb(const uint8_t *key, size_t len, split_place place)
{
    (void)place;
    size_t mi = rsd_word_mi_length(key, len);
    return mi != 0 && rsd_word_is_verb(key + mi, len - mi) ? mi : 0;
}

/* شنیده، شنیدند، بشنوند، نترسان */
static bool is_verb_form(const uint8_t *key, size_t len)
{
    bool prefixed = key[0] == RSD_BEH || key[0] == RSD_NOON;
    return rsd_word_is_participle(key, len) || rsd_word_is_finite(key, len) ||
           (prefixed && (rsd_word_is_finite(key + 1, len - 1) ||
                         rsd_word_flags(key + 1, len - 1) & RSD_WORD_PRESENT));
}

/* Xهای is X and های, not Xه and ای: نامهای، برخوردهای. Where no ZWNJ would show after X, Xهای is
 * how its plural is written: روزهای. */
static bool is_plural_of_shorter(const uint8_t *key, size_t base, split_place place)
{
    uint32_t flags = rsd_word_flags(key, base);
    if (flags & RSD_WORD_SILENT_H) {
        bool seen = place == PLACE_ALONE &&
                    (rsd_letter_joins(key[base - 2]) || rsd_word_is_participle(key, base));
        return flags & RSD_WORD_H_NOT_EI && place != PLACE_PART && !seen;
    }
    const uint32_t nouns = RSD_WORD_NOUN | RSD_WORD_ADJECTIVE | RSD_WORD_KEEP;
    return rsd_word_flags(key, base - 1) & nouns ||
           (rsd_word_preverb_length(key, base) != 0 && rsd_word_is_participle(key, base));
}

static size_t split_h_ending(const uint8_t *key, size_t len, split_place place)
{
    if (is_verb_form(key, len)) {
        return 0; /* برهاند */
    }
    for (size_t i = 0; i < RSD_COUNT(rsd_h_endings); i++) {
        size_t base = rsd_word_without(key, len, &rsd_h_endings[i]);
        if (base < 3 || !rsd_word_is_silent_h(key, base)) {
            continue;
        }
        bool may_be_plural = rsd_h_endings[i].codes[1] == RSD_YEH;
        /* حرفهایم */
        bool long_plural =
            may_be_plural && rsd_h_endings[i].len == 3 && !rsd_word_is_participle(key, base);
        if (!long_plural && !(may_be_plural && rsd_h_endings[i].len == 2 &&
                              is_plural_of_shorter(key, base, place))) {
            return base;
        }
    }
    /* شدهاست */
    if (len > 5 && memcmp(key + len - 3, "\x27\x33\x2A", 3) == 0 &&
        (rsd_word_is_participle(key, len - 3) ||
         (rsd_word_is_silent_h(key, len - 3) &&
          !is_plural_of_shorter(key, len - 3, PLACE_GOVERNS)))) {
        return len - 3;
    }
    /* علاقهتان */
    for (size_t i = 0; i < RSD_COUNT(rsd_clitics); i++) {
        size_t base = rsd_clitics[i].len == 3 ? rsd_word_without(key, len, &rsd_clitics[i]) : 0;
        if (base >= 3 && rsd_word_flags(key, base) & RSD_WORD_SILENT_H) {
            return base;
        }
    }
    /* خانهی */
    if (len >= 5 && key[len - 1] == RSD_YEH && key[len - 2] == RSD_HEH &&
        rsd_word_is_silent_h(key, len - 1)) {
        return len - 1;
    }
    return 0;
}

static size_t split_plural(const uint8_t *key, size_t len, split_place place)
{
    (void)place;
    for (size_t p = 2; p + 2 <= len; p++) {
        if (key[p] == RSD_HEH && rsd_word_flags(key + p, len - p) & RSD_WORD_PLURAL) {
            bool is_word = key[p + 1] == RSD_ALEF && /* انتهایش */
                           rsd_word_flags(key, p + 2) & (RSD_WORD_KEEP | RSD_WORD_NOUN);
            return is_word || rsd_word_flags(key, p) & RSD_WORD_FUNCTION ? 0 : p;
        }
    }
    return 0;
}

/* غافلاند */
static size_t split_copula(const uint8_t *key, size_t len, split_place place)
{
    (void)place;
    bool copula = len >= 6 && memcmp(key + len - 3, "\x27\x46\x2F", 3) == 0;
    bool base =
        len >= 6 && (rsd_word_is_base(key, len - 3) || (len >= 8 && key[len - 4] == RSD_YEH));
    return copula && base && !is_verb_form(key, len) ? len - 3 : 0;
}

/* هنریاش، صندلیام، زندگیشان، شادیای، معشوقاش */
static size_t split_y_ending(const uint8_t *key, size_t len, split_place place)
{
    (void)place;
    if (len >= 6 && key[len - 2] == RSD_ALEF && key[len - 1] == RSD_SHEEN &&
        rsd_letter_joins(key[len - 3]) && rsd_word_flags(key, len - 2) & RSD_WORD_NOUN) {
        return len - 2;
    }
    if (len >= 6 && key[len - 2] == RSD_ALEF && key[len - 3] == RSD_YEH &&
        (key[len - 1] == RSD_SHEEN || (key[len - 1] == RSD_MEEM && len >= 7) ||
         (key[len - 1] == RSD_TEH && key[len - 4] == RSD_GAF))) { /* زندگیات */
        return len - 2;
    }
    for (size_t i = 0; i < RSD_COUNT(rsd_clitics); i++) {
        size_t base = rsd_clitics[i].len == 3 ? rsd_word_without(key, len, &rsd_clitics[i]) : 0;
        if (base >= 4 && key[base - 1] == RSD_YEH && rsd_word_flags(key, base) & RSD_WORD_NOUN) {
            return base;
        }
    }
    bool indefinite = len >= 6 && key[len - 1] == RSD_YEH && key[len - 2] == RSD_ALEF &&
                      key[len - 3] == RSD_YEH && !(rsd_word_flags(key, len - 1) & RSD_WORD_NOUN);
    bool of_verb = indefinite && key[len - 4] == RSD_NOON && /* نوشیدنیای */
                   rsd_word_flags(key, len - 4) & RSD_WORD_PAST;
    return indefinite && (of_verb || rsd_word_is_base(key, len - 2)) ? len - 2 : 0;
}

/* Where a second part of a compound begins that is told after any letters, or after a known word.
 */
static size_t find_suffix(const uint8_t *key, size_t len, bool known)
{
    for (size_t p = known ? 2 : 3; p + 2 <= len; p++) {
        bool may_stand = rsd_letter_joins(key[p - 1]) && (p >= 4 || key[p - 1] != RSD_YEH);
        uint32_t flags = may_stand ? rsd_word_flags(key + p, len - p) : 0;
        if (!known && flags & RSD_WORD_SUFFIX) {
            return p;
        }
        if (known && flags & (RSD_WORD_SUFFIX | RSD_WORD_SUFFIX_KNOWN) &&
            (rsd_word_is_base(key, p) || rsd_word_flags(key, p) & RSD_WORD_NAME)) {
            return p;
        }
        bool after_yeh = key[p - 1] == RSD_YEH && rsd_word_flags(key, p) & RSD_WORD_NOUN;
        if (known && flags & RSD_WORD_SUFFIX_H && (after_yeh || rsd_word_is_silent_h(key, p))) {
            return p;
        }
    }
    return 0;
}

static size_t split_suffix(const uint8_t *key, size_t len, split_place place)
{
    (void)place;
    size_t p = find_suffix(key, len, true);
    return p != 0 ? p : find_suffix(key, len, false);
}

/* Does a base start here, perhaps with an ending? */
static bool starts_base(const uint8_t *key, size_t len, size_t min)
{
    for (size_t k = len; k >= min; k--) {
        if ((k == len || rsd_word_flags(key + k, len - k) & RSD_WORD_INFLECTION) &&
            rsd_word_is_base(key, k)) {
            return true;
        }
    }
    return false;
}

/* Does a word start that is the second part of compounds, perhaps with an ending? */
static bool is_second_part(const uint8_t *key, size_t len)
{
    const uint32_t parts = RSD_WORD_SUFFIX | RSD_WORD_SUFFIX_H | RSD_WORD_PLURAL |
                           RSD_WORD_SILENT_H | RSD_WORD_ADJECTIVE | RSD_WORD_AFTER_BI |
                           RSD_WORD_PRESENT;
    for (size_t k = len; k >= 2; k--) {
        uint32_t flags = rsd_word_flags(key, k);
        if ((k == len || rsd_word_flags(key + k, len - k) & RSD_WORD_INFLECTION) &&
            !(flags & RSD_WORD_FUNCTION) && (flags & parts || rsd_word_is_participle(key, k))) {
            return true;
        }
    }
    return false;
}

/* نیمهنهایی: a word that ends in a silent ه, and more. */
static size_t split_after_h(const uint8_t *key, size_t len, split_place place)
{
    (void)place;
    for (size_t p = len >= 2 ? len - 2 : 0; p >= 4; p--) {
        if (key[p - 1] == RSD_HEH && rsd_word_flags(key, p) & RSD_WORD_SILENT_H &&
            is_second_part(key + p, len - p)) {
            return p;
        }
    }
    return 0;
}

/* No word has آ after a letter that joins it. */
static size_t split_madda(const uint8_t *key, size_t len, split_place place)
{
    (void)place;
    for (size_t p = 2; p + 2 <= len; p++) {
        if (key[p] == RSD_ALEF_MADDA && rsd_letter_joins(key[p - 1])) {
            bool lost_space = RSD_IS(key, p, "\x28\x47"); /* بهآن */
            return lost_space || RSD_STARTS(key, len, AL) ? 0 : p;
        }
    }
    return 0;
}

static size_t split_bi(const uint8_t *key, size_t len, split_place place)
{
    (void)place;
    if (len >= 5 && key[2] == RSD_ALEF &&
        (rsd_word_is_participle(key + 2, len - 2) || rsd_word_is_finite(key + 2, len - 2))) {
        return 0; /* بیاورد، بیاراسته */
    }
    bool short_word = len == 4 && rsd_word_flags(key + 2, 2) & RSD_WORD_AFTER_BI; /* بیحد */
    return len >= 4 && RSD_STARTS(key, len, RSD_BI) &&
                   (short_word || starts_base(key + 2, len - 2, 3))
               ? 2
               : 0;
}

static size_t split_article(const uint8_t *key, size_t len, split_place place)
{
    (void)place;
    for (size_t p = 2; p + 4 <= len; p++) {
        bool is_god = RSD_IS(key + p, len - p, AL "\x44\x47"); /* الله */
        if ((p + 5 <= len || is_god) && key[p] == RSD_ALEF && key[p + 1] == RSD_LAM &&
            rsd_letter_joins(key[p - 1]) && rsd_word_flags(key, p) & RSD_WORD_ARTICLE) {
            return p;
        }
    }
    return 0;
}

/* همنظر، پیششرط */
static size_t split_prefix(const uint8_t *key, size_t len, split_place place)
{
    (void)place;
    for (size_t p = 2; p + 3 <= len; p++) {
        bool is_place = RSD_STARTS(key + p, len - p, "\xAF\x27\x47"); /* زیستگاه */
        if (!is_place && rsd_word_flags(key, p) & RSD_WORD_PREFIX && rsd_letter_joins(key[p - 1]) &&
            starts_base(key + p, len - p, 3)) {
            return p;
        }
    }
    return 0;
}

/* Does the word end as adjectives do: علمی، ثروتمند، نگران‌کننده؟ */
static bool looks_adjective(const uint8_t *key, size_t len)
{
    static const rsd_ending ends[] = {{{RSD_MEEM, RSD_NOON, RSD_DAL}, 3},
                                      {{RSD_NOON, RSD_ALEF, RSD_KEHEH}, 3},
                                      {{RSD_GAF, RSD_YEH, RSD_NOON}, 3},
                                      {{RSD_BEH, RSD_ALEF, RSD_REH}, 3}};
    for (size_t i = 0; i < RSD_COUNT(ends); i++) {
        if (rsd_word_without(key, len, &ends[i]) >= 3) {
            return true;
        }
    }
    return rsd_word_is_base(key, len) ||
           (key[len - 1] == RSD_YEH && rsd_word_is_base(key, len - 1)) ||
           find_suffix(key, len, true) != 0 || find_suffix(key, len, false) != 0 ||
           split_bi(key, len, PLACE_ALONE) != 0 || split_prefix(key, len, PLACE_ALONE) != 0 ||
           split_madda(key, len, PLACE_ALONE) != 0;
}

/* پلدختر is not پلدخ and تر: what stands before is known, or looks like an adjective. */
static size_t split_comparative(const uint8_t *key, size_t len, split_place place)
{
    (void)place;
    for (size_t p = 2; p + 2 <= len; p++) {
        bool superlative;
        if (key[p] != RSD_TEH || !rsd_word_is_comparative(key + p, len - p, &superlative)) {
            continue;
        }
        uint32_t flags = rsd_word_flags(key, p);
        bool foreign = key[p - 1] == RSD_SEEN || key[p - 1] == RSD_KEHEH; /* پلاستر، کاراکتر */
        if (flags & RSD_WORD_ADJECTIVE || rsd_word_is_silent_h(key, p) ||
            (p >= 3 && (superlative || flags & RSD_WORD_NOUN)) ||
            (p >= 4 && !foreign && looks_adjective(key, p))) {
            return p;
        }
    }
    return 0;
}

/* تکهتکه، گامگام */
static size_t split_double(const uint8_t *key, size_t len, split_place place)
{
    (void)place;
    size_t half = len / 2;
    return len >= 6 && len % 2 == 0 && memcmp(key, key + half, half) == 0 ? half : 0;
}

/* عبداللهبنزبیر; its second part is split where بن stands first. */
static size_t split_patronymic(const uint8_t *key, size_t len, split_place place)
{
    (void)place;
    for (size_t p = 2; p + 4 <= len; p++) {
        if (key[p] == RSD_BEH && key[p + 1] == RSD_NOON && rsd_word_flags(key, p) & RSD_WORD_NAME) {
            return rsd_letter_joins(key[p - 1]) ? p : p + 2;
        }
    }
    return len >= 5 && RSD_STARTS(key, len, "\x28\x46") &&
                   rsd_word_flags(key + 2, len - 2) & RSD_WORD_NAME
               ? 2
               : 0;
}

/* ---- Splitting ----------------------------------------------------------------------------- */

/* A word that is one, with an ending: no compound is in it. */
static bool is_kept(const uint8_t *key, size_t len)
{
    for (size_t k = len; k >= 3; k--) {
        if (rsd_word_flags(key, k) & (RSD_WORD_KEEP | RSD_WORD_NOUN) &&
            (k == len || rsd_word_flags(key + k, len - k) & RSD_WORD_INFLECTION)) {
            return true;
        }
    }
    return false;
}

typedef struct split_rule {
    size_t (*find)(const uint8_t *key, size_t len, split_place place);
    uint8_t rule;
    uint8_t confidence;
} split_rule;

/* Rules as sure as this are not held back by a dictionary that has the compound glued: بیدرنگ. */
enum { SURE_OF_PARTS = 80 };

static const split_rule split_rules[] = {{split_verb, RSD_REPAIR_VERB, 95},
                                         {split_h_ending, RSD_REPAIR_ENDING, 90},
                                         {split_bi, RSD_REPAIR_COMPOUND, 80},
                                         {split_plural, RSD_REPAIR_PLURAL, 92},
                                         {split_comparative, RSD_REPAIR_COMPARATIVE, 88},
                                         {split_copula, RSD_REPAIR_ENDING, 75},
                                         {split_suffix, RSD_REPAIR_COMPOUND, 80},
                                         {split_y_ending, RSD_REPAIR_ENDING, 75},
                                         {split_double, RSD_REPAIR_COMPOUND, 80},
                                         {split_after_h, RSD_REPAIR_COMPOUND, 75},
                                         {split_madda, RSD_REPAIR_COMPOUND, 75},
                                         {split_article, RSD_REPAIR_COMPOUND, 85},
                                         {split_patronymic, RSD_REPAIR_COMPOUND, 70},
                                         {split_prefix, RSD_REPAIR_COMPOUND, 65}};

/* Marks the place before a letter, unless nothing would show there. */
static bool mark_split(rsd_repair_work *w, uint32_t at, uint8_t rule, uint8_t confidence)
{
    if (!w->zwnj_everywhere && !rsd_letter_joins(w->codes[at - 1])) {
        return false;
    }
    if (w->letters[at].gap != RSD_GAP_NONE) {
        return false;
    }
    w->letters[at].gap = RSD_GAP_SPLIT;
    w->letters[at].rule = rule;
    w->letters[at].confidence = confidence;
    return true;
}

/* Is what follows the word an ending that is written apart: ها, تر, and ای after a silent ه? */
static bool follows_apart(const uint8_t *key, size_t word, size_t len)
{
    const uint8_t *rest = key + word;
    bool superlative;
    return rsd_word_flags(rest, len - word) & RSD_WORD_PLURAL ||
           rsd_word_is_comparative(rest, len - word, &superlative) ||
           (rest[0] == RSD_ALEF && rsd_word_is_silent_h(key, word));
}

/* «می‌میرانیم»: has the verb its می? */
static bool follows_mi(const rsd_repair_work *w, uint32_t at)
{
    return at >= 2 && w->letters[at].gap != RSD_GAP_SPACE && w->codes[at - 2] == RSD_MEEM &&
           w->codes[at - 1] == RSD_YEH;
}

/* What is left to be looked at; each split leaves one more. */
typedef struct split_pieces {
    rsd_stretch items[RSD_REPAIR_MAX_LETTERS + 1];
    size_t count;
} split_pieces;

static void push_piece(split_pieces *pieces, uint32_t first, uint32_t stop)
{
    pieces->items[pieces->count++] = (rsd_stretch){first, stop};
}

/* Splits the piece, which starts with a compound of len letters, where the mask says. */
static bool split_compound(rsd_repair_work *w, split_pieces *pieces, rsd_stretch piece,
                           uint32_t mask, uint32_t len, uint8_t confidence)
{
    bool changed = false;
    uint32_t from = piece.first;
    uint32_t end = piece.first + len;
    for (uint32_t p = 1; p < len; p++) {
        if (mask >> p & 1) {
            changed |= mark_split(w, piece.first + p, RSD_REPAIR_COMPOUND, confidence);
            push_piece(pieces, from, piece.first + p);
            from = piece.first + p;
        }
    }
    if (end < piece.stop && follows_apart(w->codes + piece.first, len, piece.stop - piece.first)) {
        changed |= mark_split(w, end, RSD_REPAIR_ENDING, confidence);
        push_piece(pieces, end, piece.stop);
    } else {
        end = piece.stop;
    }
    push_piece(pieces, from, end);
    return changed;
}

static split_place place_of(const rsd_repair_work *w, uint32_t first, bool alone)
{
    switch ((rsd_repair_gap)w->letters[first].gap) {
    case RSD_GAP_SPLIT:
    case RSD_GAP_JOINED:
    case RSD_GAP_ZWNJ:
        return PLACE_PART;
    case RSD_GAP_NONE:
    case RSD_GAP_SPACE:
    case RSD_GAP_LOST:
        return alone ? PLACE_ALONE : PLACE_GOVERNS;
    }
    return PLACE_GOVERNS;
}

/* Splits one piece and, where nothing shows of a split, its parts. True if anything changed. */
static bool split_piece(rsd_repair_work *w, uint32_t first, uint32_t stop, bool alone)
{
    split_pieces pieces = {0};
    bool changed = false;
    push_piece(&pieces, first, stop);
    while (pieces.count > 0) {
        rsd_stretch piece = pieces.items[--pieces.count];
        const uint8_t *key = w->codes + piece.first;
        size_t len = piece.stop - piece.first;
        if (len < 4) {
            continue;
        }
        split_place place = place_of(w, piece.first, alone);
        if (rsd_word_flags(key, len) & (RSD_WORD_KEEP | RSD_WORD_NOUN)) {
            continue;
        }
        const rsd_repair_word *compound = rsd_word_compound(key, len, RSD_WORD_COMPOUND_GLUED);
        if (compound != NULL) {
            changed |= split_compound(w, &pieces, piece, compound->mask, compound->len, 85);
            continue;
        }
        bool kept = is_kept(key, len) || is_verb_form(key, len);
        const rsd_dictionary_word *listed = kept ? NULL : rsd_word_listed(key, len);
        if (listed != NULL && listed->mask != 0 && !listed->is_glued) {
            changed |= split_compound(w, &pieces, piece, listed->mask, listed->len, 70);
            continue;
        }
        for (size_t r = 0; r < RSD_COUNT(split_rules); r++) {
            bool whole = kept || (listed != NULL && split_rules[r].confidence < SURE_OF_PARTS);
            if ((whole && split_rules[r].rule == RSD_REPAIR_COMPOUND) ||
                (split_rules[r].find == split_verb && follows_mi(w, piece.first))) {
                continue;
            }
            size_t p = split_rules[r].find(key, len, place);
            if (p != 0) {
                uint32_t at = piece.first + (uint32_t)p;
                changed |= mark_split(w, at, split_rules[r].rule, split_rules[r].confidence);
                push_piece(&pieces, piece.first, at);
                push_piece(&pieces, at, piece.stop);
                break;
            }
        }
    }
    return changed;
}

/* True where the repaired text shows a ZWNJ before the letter. */
static bool shows_zwnj(const rsd_repair_work *w, uint32_t at)
{
    switch ((rsd_repair_gap)w->letters[at].gap) {
    case RSD_GAP_ZWNJ:
    case RSD_GAP_SPLIT:
        return true;
    case RSD_GAP_JOINED:
        return w->zwnj_everywhere || rsd_letter_joins(w->codes[at - 1]);
    case RSD_GAP_NONE:
    case RSD_GAP_SPACE:
    case RSD_GAP_LOST:
        return false;
    }
    return false;
}

void rsd_repair_split(rsd_repair_work *w, rsd_stretch word, bool complement)
{
    if (word.stop - word.first > RSD_REPAIR_MAX_LETTERS) {
        return;
    }
    bool changed = true;
    while (changed) {
        changed = false;
        uint32_t first = word.first;
        for (uint32_t i = word.first + 1; i <= word.stop; i++) {
            if (i == word.stop || shows_zwnj(w, i)) {
                changed |= split_piece(w, first, i, !complement);
                first = i;
            }
        }
    }
}

/* ---- Lost spaces --------------------------------------------------------------------------- */

#define RA "\x31\x27" /* را */

/* Does what follows look like a word that was written on to one before? */
static bool is_lost_right(const uint8_t *left, size_t m, const uint8_t *key, size_t len)
{
    /* بر، در and با stand before nouns in one word, too: برقرار، باشکوه. */
    bool any_noun = left[0] != RSD_BEH || RSD_IS(left, m, "\x28\x47"); /* به */
    any_noun &= left[0] != RSD_DAL;
    return rsd_word_flags(key, len) & RSD_WORD_LOST_RIGHT ||
           (any_noun && starts_base(key, len, 4)) ||
           (RSD_IS(left, m, RA) && len >= 4 && rsd_word_is_finite(key, len));
}

/* Marks the spaces lost in the letters, if all of them are told: به شرط، پس از این. */
static bool mark_lost(rsd_repair_work *w, uint32_t first, uint32_t stop)
{
    const uint8_t *key = w->codes + first;
    const size_t len = stop - first;
    for (size_t p = 2; p + 2 <= len; p++) {
        uint32_t at = first + (uint32_t)p;
        bool more = RSD_IS(key, p, "\x7E\x33") || RSD_IS(key, p, "\xA9\x47"); /* پس، که */
        if (rsd_word_flags(key, p) & RSD_WORD_LOST_LEFT &&
            (is_lost_right(key, p, key + p, len - p) || (more && mark_lost(w, at, stop)))) {
            w->letters[at].gap = RSD_GAP_LOST;
            w->letters[at].rule = RSD_REPAIR_WORD_SPACE;
            w->letters[at].confidence = 40;
            return true;
        }
    }
    return false;
}

/* بهشرط: a guess, made only of words that nothing else is known of. */
void rsd_repair_lost_space(rsd_repair_work *w, rsd_stretch word)
{
    const uint8_t *key = w->codes + word.first;
    size_t len = word.stop - word.first;
    if (len > RSD_REPAIR_MAX_LETTERS || rsd_word_flags(key, len) & ~(uint32_t)RSD_WORD_FIRST ||
        rsd_word_is_participle(key, len) || is_kept(key, len)) {
        return;
    }
    size_t preverb = rsd_word_preverb_length(key, len);
    if (rsd_word_is_finite(key, len) || rsd_word_is_finite(key + preverb, len - preverb)) {
        return; /* بردارد */
    }
    for (uint32_t i = word.first + 1; i < word.stop; i++) {
        if (w->letters[i].gap != RSD_GAP_NONE) {
            return;
        }
    }
    mark_lost(w, word.first, word.stop);
}
