/* repair_forms.c: what the repair of Persian spelling tells of a word from its letters. */
#include "text/repair_int.h"

#include <string.h>

enum { MAX_COMPOUND = 31 };

#define NEMI "\x46\x45\xCC" /* نمی */

static const uint32_t hash_start = 2166136261U; /* FNV-1a */

static uint32_t hash_letter(uint32_t h, uint8_t code)
{
    return (h ^ code) * 16777619U;
}

static const rsd_repair_word *find_hashed(const uint8_t *key, size_t len, uint32_t h)
{
    uint32_t bit = h >> RSD_REPAIR_FILTER_SHIFT;
    if (!(rsd_repair_filter[bit / 8] >> bit % 8 & 1)) {
        return NULL; /* so are most letters that are looked up */
    }
    for (uint32_t at = h & rsd_repair_mask; rsd_repair_words[at].len != 0;
         at = (at + 1) & rsd_repair_mask) {
        const rsd_repair_word *word = &rsd_repair_words[at];
        if (word->len == len && memcmp(rsd_repair_pool + word->at, key, len) == 0) {
            return word;
        }
    }
    return NULL;
}

uint32_t rsd_word_flags_hashed(const uint8_t *key, size_t len, uint32_t *hash)
{
    uint32_t h = hash_start;
    for (size_t i = 0; i < len; i++) {
        h = hash_letter(h, key[i]);
    }
    *hash = h;
    const rsd_repair_word *word =
        len == 0 || len > RSD_REPAIR_MAX_LETTERS ? NULL : find_hashed(key, len, h);
    return word == NULL ? 0 : word->flags;
}

uint32_t rsd_word_flags(const uint8_t *key, size_t len)
{
    uint32_t hash;
    return rsd_word_flags_hashed(key, len, &hash);
}

/* Of verbs: م ی یم ید ند, and د of the present. */
static const rsd_ending verb_endings[] = {{{RSD_MEEM}, 1},          {{RSD_YEH}, 1},
                                          {{RSD_YEH, RSD_MEEM}, 2}, {{RSD_YEH, RSD_DAL}, 2},
                                          {{RSD_NOON, RSD_DAL}, 2}, {{RSD_DAL}, 1}};
/* After a participle: ام ای ایم اید اند, and است. */
static const rsd_ending perfect_endings[] = {
    {{RSD_ALEF, RSD_MEEM}, 2},          {{RSD_ALEF, RSD_YEH}, 2},
    {{RSD_ALEF, RSD_YEH, RSD_MEEM}, 3}, {{RSD_ALEF, RSD_YEH, RSD_DAL}, 3},
    {{RSD_ALEF, RSD_NOON, RSD_DAL}, 3}, {{RSD_ALEF, 0x33, RSD_TEH}, 3}};
const rsd_ending rsd_clitics[5] = {{{RSD_SHEEN}, 1},
                                   {{RSD_TEH}, 1},
                                   {{RSD_SHEEN, RSD_ALEF, RSD_NOON}, 3},
                                   {{RSD_TEH, RSD_ALEF, RSD_NOON}, 3},
                                   {{RSD_MEEM, RSD_ALEF, RSD_NOON}, 3}};
const rsd_ending rsd_h_endings[7] = {
    {{RSD_ALEF, RSD_YEH, RSD_MEEM}, 3}, {{RSD_ALEF, RSD_YEH, RSD_DAL}, 3},
    {{RSD_ALEF, RSD_NOON, RSD_DAL}, 3}, {{RSD_ALEF, RSD_MEEM}, 2},
    {{RSD_ALEF, RSD_YEH}, 2},           {{RSD_ALEF, RSD_TEH}, 2},
    {{RSD_ALEF, RSD_SHEEN}, 2}};
/* Before می: بر در باز فرو فرا وا ور. */
static const rsd_ending preverbs[] = {
    {{RSD_BEH, RSD_REH}, 2},    {{RSD_DAL, RSD_REH}, 2},        {{RSD_BEH, RSD_ALEF, 0x32}, 3},
    {{0x41, RSD_REH, 0x48}, 3}, {{0x41, RSD_REH, RSD_ALEF}, 3}, {{0x48, RSD_ALEF}, 2},
    {{0x48, RSD_REH}, 2}};

size_t rsd_word_without(const uint8_t *key, size_t len, const rsd_ending *e)
{
    bool ends = len > e->len && key[len - 1] == e->codes[e->len - 1] &&
                memcmp(key + len - e->len, e->codes, e->len) == 0;
    return ends ? len - e->len : 0;
}

size_t rsd_word_preverb_length(const uint8_t *key, size_t len)
{
    for (size_t i = 0; i < RSD_COUNT(preverbs); i++) {
        if (len > preverbs[i].len && key[0] == preverbs[i].codes[0] &&
            memcmp(key, preverbs[i].codes, preverbs[i].len) == 0) {
            return preverbs[i].len;
        }
    }
    return 0;
}

bool rsd_word_is_participle(const uint8_t *key, size_t len)
{
    if (len < 3 || key[len - 1] != RSD_HEH) {
        return false;
    }
    size_t pre = rsd_word_preverb_length(key, len);
    for (size_t from = 0;; from = pre) {
        if (len < from + 3) {
            return false;
        }
        if (rsd_word_flags(key + from, len - 1 - from) & RSD_WORD_PAST) {
            return true;
        }
        const uint8_t *rest = key + from + 1;
        const size_t len_rest = len - 2 - from;
        if (key[from] == RSD_NOON && rsd_word_flags(rest, len_rest) & RSD_WORD_PAST) {
            return true;
        }
        if (key[from] == RSD_NOON && RSD_STARTS(rest, len_rest, "\xCC\x27") && /* نیاورده */
            rsd_word_flags(rest + 1, len_rest - 1) & RSD_WORD_PAST) {
            return true;
        }
        if (from == pre) {
            return false;
        }
    }
}

/* کننده، نگران‌کننده: who does; not ترفنده. */
static bool is_agent(const uint8_t *key, size_t len)
{
    static const rsd_ending agent = {{RSD_NOON, RSD_DAL, RSD_HEH}, 3};
    size_t stem_end = rsd_word_without(key, len, &agent);
    for (size_t p = 0; p + 2 <= stem_end; p++) {
        if (rsd_word_flags(key + p, stem_end - p) & RSD_WORD_PRESENT) {
            return true;
        }
    }
    return false;
}

/* چه, کده, واره, نامه, خانه, and انه after a word. */
static bool looks_silent(const uint8_t *key, size_t len)
{
    static const rsd_ending ends[] = {{{RSD_TCHEH, RSD_HEH}, 2},
                                      {{0xA9, RSD_DAL, RSD_HEH}, 3},
                                      {{RSD_ALEF, RSD_REH, RSD_HEH}, 3},
                                      {{RSD_ALEF, RSD_MEEM, RSD_HEH}, 3}};
    for (size_t i = 0; i < RSD_COUNT(ends); i++) {
        size_t base = rsd_word_without(key, len, &ends[i]);
        bool after_waw = ends[i].codes[1] != RSD_REH || (base > 0 && key[base - 1] == 0x48);
        bool after_noon = ends[i].codes[1] != RSD_MEEM || (base > 0 && key[base - 1] == RSD_NOON);
        if (base >= 3 && after_waw && after_noon) {
            return true;
        }
    }
    if (is_agent(key, len)) {
        return true;
    }
    if (len >= 5 && rsd_word_flags(key, len - 1) & RSD_WORD_SILENT_H) {
        return false; /* پردههای */
    }
    /* ناگفته، خودنوشته */
    for (size_t p = 2; p + 4 <= len && p <= len; p++) {
        bool first = RSD_IS(key, p, "\x46\x27") || rsd_word_flags(key, p) & RSD_WORD_NOUN;
        if (first && rsd_word_is_participle(key + p, len - p)) {
            return true;
        }
    }
    /* بی‌سابقه، زیرمجموعه; not سرگذشت‌ه */
    for (size_t p = 2; p + 3 <= len; p++) {
        const uint32_t first = RSD_WORD_NOUN | RSD_WORD_ADJECTIVE | RSD_WORD_PREFIX;
        const uint32_t shorter = RSD_WORD_NOUN | RSD_WORD_PAST | RSD_WORD_SUFFIX_H;
        if (rsd_word_flags(key + p, len - p) & RSD_WORD_SILENT_H &&
            (RSD_IS(key, p, RSD_BI) || rsd_word_flags(key, p) & first) &&
            !(rsd_word_flags(key + p, len - p - 1) & shorter)) {
            return true;
        }
    }
    static const rsd_ending adverb = {{RSD_ALEF, RSD_NOON, RSD_HEH}, 3};
    size_t base = rsd_word_without(key, len, &adverb);
    const uint32_t nouns = RSD_WORD_NOUN | RSD_WORD_ADJECTIVE;
    return base >= 3 && rsd_word_flags(key, base) & nouns &&
           !(rsd_word_flags(key, len - 1) & nouns);
}

bool rsd_word_is_silent_h(const uint8_t *key, size_t len)
{
    if (len < 3 || key[len - 1] != RSD_HEH) {
        return false;
    }
    uint32_t flags = rsd_word_flags(key, len);
    return flags & RSD_WORD_SILENT_H ||
           (!(flags & RSD_WORD_NO_H_JOIN) &&
            (rsd_word_is_participle(key, len) || looks_silent(key, len)));
}

bool rsd_word_is_base(const uint8_t *key, size_t len)
{
    const uint32_t bases =
        RSD_WORD_NOUN | RSD_WORD_SILENT_H | RSD_WORD_ADJECTIVE | RSD_WORD_AFTER_BI;
    uint32_t flags = rsd_word_flags(key, len);
    return !(flags & RSD_WORD_FUNCTION) && (flags & bases || rsd_word_is_participle(key, len));
}

bool rsd_word_is_finite(const uint8_t *key, size_t len)
{
    uint32_t flags = rsd_word_flags(key, len);
    if (flags & (RSD_WORD_PAST | RSD_WORD_AFTER_MI)) {
        return true;
    }
    for (size_t i = 0; i < RSD_COUNT(verb_endings); i++) {
        size_t stem = rsd_word_without(key, len, &verb_endings[i]);
        uint32_t wanted = verb_endings[i].codes[0] == RSD_DAL ? RSD_WORD_PRESENT
                                                              : RSD_WORD_PRESENT | RSD_WORD_PAST;
        if (stem != 0 && rsd_word_flags(key, stem) & wanted) {
            return true;
        }
    }
    return false;
}

bool rsd_word_is_verb(const uint8_t *key, size_t len)
{
    if (len < 2 || len > RSD_REPAIR_MAX_LETTERS) {
        return false;
    }
    if (rsd_word_is_finite(key, len)) {
        return true;
    }
    if (key[0] != RSD_NOON && rsd_word_is_participle(key, len)) {
        return true;
    }
    for (size_t i = 0; i < RSD_COUNT(perfect_endings); i++) {
        size_t base = rsd_word_without(key, len, &perfect_endings[i]);
        if (base != 0 && key[0] != RSD_NOON && rsd_word_is_participle(key, base)) {
            return true;
        }
    }
    for (size_t i = 0; i < RSD_COUNT(rsd_clitics); i++) {
        size_t base = rsd_word_without(key, len, &rsd_clitics[i]);
        if (base >= 3 && rsd_word_is_finite(key, base)) {
            return true;
        }
    }
    return false;
}

size_t rsd_word_mi_length(const uint8_t *key, size_t len)
{
    size_t pre = rsd_word_preverb_length(key, len);
    for (size_t from = 0;; from = pre) {
        if (RSD_STARTS(key + from, len - from, RSD_MI)) {
            return from + 2;
        }
        if (RSD_STARTS(key + from, len - from, NEMI)) {
            return from + 3;
        }
        if (from == pre) {
            return 0;
        }
    }
}

const rsd_repair_word *rsd_word_compound(const uint8_t *key, size_t len, uint32_t flag)
{
    const rsd_repair_word *longest = NULL;
    uint32_t h = hash_start;
    for (size_t k = 1; k <= len && k <= MAX_COMPOUND; k++) {
        h = hash_letter(h, key[k - 1]);
        const rsd_repair_word *word = k < 4 ? NULL : find_hashed(key, k, h);
        if (word != NULL && word->flags & flag &&
            (k == len || rsd_word_flags(key + k, len - k) & RSD_WORD_INFLECTION)) {
            longest = word;
        }
    }
    return longest;
}

const rsd_dictionary_word *rsd_word_listed(const uint8_t *key, size_t len)
{
    const rsd_dictionary *dictionary = rsd_dictionary_installed();
    for (size_t k = len; dictionary != NULL && k >= 3; k--) {
        const rsd_dictionary_word *word = rsd_dictionary_find(dictionary, key, k);
        if (word != NULL && (k == len || rsd_word_flags(key + k, len - k) & RSD_WORD_INFLECTION)) {
            return word;
        }
    }
    return NULL;
}

bool rsd_word_is_comparative(const uint8_t *key, size_t len, bool *superlative)
{
    if (!RSD_STARTS(key, len, RSD_TAR)) {
        return false;
    }
    *superlative = RSD_STARTS(key, len, "\x2A\x31\xCC\x46");
    size_t skip = *superlative ? 4 : 2;
    return len == skip || rsd_word_flags(key + skip, len - skip) & RSD_WORD_INFLECTION;
}

uint8_t rsd_letter_code(uint32_t cp)
{
    switch (cp) {
    case 0x064A: /* ي ى */
    case 0x0649:
        return RSD_YEH;
    case 0x0643: /* ك ڪ */
    case 0x06AA:
        return 0xA9;
    case 0x0623: /* أ إ ٱ */
    case 0x0625:
    case 0x0671:
        return RSD_ALEF;
    case 0x06C0: /* ۀ ہ ھ ە */
    case 0x06C1:
    case 0x06BE:
    case 0x06D5:
        return RSD_HEH;
    default:
        return cp >= 0x621 && cp <= 0x6D3 ? (uint8_t)(cp - 0x600) : RSD_CODE_UNKNOWN;
    }
}

bool rsd_letter_joins(uint8_t code)
{
    switch (code) {
    case 0x21: /* ء آ أ ؤ إ ا */
    case RSD_ALEF_MADDA:
    case 0x23:
    case 0x24:
    case 0x25:
    case RSD_ALEF:
    case RSD_DAL: /* د ذ ر ز ژ و */
    case 0x30:
    case RSD_REH:
    case 0x32:
    case 0x98:
    case 0x48:
    case RSD_CODE_UNKNOWN:
        return false;
    default:
        return true;
    }
}
