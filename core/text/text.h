/* text.h: what the text room shares inside itself and with other rooms of the core. */
#ifndef RSD_TEXT_TEXT_H
#define RSD_TEXT_TEXT_H

#include "rasad.h"

/* What a character is to the tokenizer. make_tables.py knows the order. */
typedef enum rsd_class {
    RSD_CLASS_CONTROL = 0,
    RSD_CLASS_SPACE,
    RSD_CLASS_NEWLINE,
    RSD_CLASS_JOINER, /* ZWNJ, ZWJ, bidi controls, soft hyphen, BOM: nothing to see */
    RSD_CLASS_LETTER, /* of any other script */
    RSD_CLASS_LATIN,
    RSD_CLASS_ARABIC, /* of the Arabic script */
    RSD_CLASS_MARK,   /* belongs to the character before it */
    RSD_CLASS_TATWEEL,
    RSD_CLASS_DIGIT,
    RSD_CLASS_FINAL, /* can end a sentence */
    RSD_CLASS_PUNCT,
    RSD_CLASS_SYMBOL,
    RSD_CLASS_INVALID /* a byte that is not UTF-8 */
} rsd_class;

/* A class byte carries in its high bits what the letter says of the language. */
enum {
    RSD_CLASS_MASK = 0x0F,
    RSD_HINT_FA = 0x10,        /* پ چ ژ گ ک ی */
    RSD_HINT_AR = 0x20,        /* ي ك ى أ ...: also in Persian typed with an Arabic keyboard */
    RSD_HINT_AR_STRONG = 0x40, /* ة إ */
    RSD_HINT_OTHER = 0x80      /* letters of Urdu, Pashto, Kurdish, Uyghur */
};

enum {
    RSD_LOW = 0x800,       /* the tables know the characters below: one or two bytes */
    RSD_KEY_SLOW = 0xFFFF, /* in rsd_key_low: ask utf8proc */
    RSD_CP_ZWNJ = 0x200C,
    RSD_CP_ZWJ = 0x200D,
    RSD_CP_REPLACEMENT = 0xFFFD
};

extern const uint8_t rsd_class_low[RSD_LOW];
extern const uint16_t rsd_key_low[RSD_LOW]; /* 0: deleted */
extern const uint16_t rsd_presentation_start[];
extern const uint16_t rsd_presentation_pool[];

/* The class byte (class and hints) of any character. */
uint8_t rsd_class_of(uint32_t cp);
/* The letters that an Arabic presentation form stands for; 0 if cp is none. */
size_t rsd_presentation(uint32_t cp, const uint16_t **letters);
/* Writes cp and returns its length, 1 to 4. */
size_t rsd_utf8_encode(uint32_t cp, char out[4]);

/* Reads the character at s[i] (i < n): its class byte, code point and length. A byte that is not
 * UTF-8 is RSD_CLASS_INVALID, of length 1. */
static inline uint8_t rsd_char_at(const char *s, size_t n, size_t i, uint32_t *cp, size_t *len)
{
    const unsigned char *p = (const unsigned char *)s + i;
    if (p[0] < 0x80) {
        *cp = p[0];
        *len = 1;
        return rsd_class_low[p[0]];
    }
    if (p[0] >= 0xC2 && p[0] < 0xE0 && n - i >= 2 && (p[1] & 0xC0) == 0x80) {
        *cp = (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3F);
        *len = 2;
        return rsd_class_low[*cp];
    }
    *len = rsd_utf8_decode(s + i, n - i, cp);
    if (*len == 0) {
        *cp = RSD_CP_REPLACEMENT;
        *len = 1;
        return RSD_CLASS_INVALID;
    }
    return rsd_class_of(*cp);
}

/* The class (without hints) of the character at i; RSD_CLASS_NEWLINE at the end of the text. */
static inline rsd_class rsd_class_at(const char *s, size_t n, size_t i)
{
    uint32_t cp;
    size_t len;
    return i < n ? (rsd_class)(rsd_char_at(s, n, i, &cp, &len) & RSD_CLASS_MASK)
                 : RSD_CLASS_NEWLINE;
}

static inline char rsd_ascii_lower(char c)
{
    static const char lower[] = "abcdefghijklmnopqrstuvwxyz";
    if (c >= 'A' && c <= 'Z') {
        c = lower[c - 'A'];
    }
    return c;
}

static inline bool rsd_is_letter(rsd_class c)
{
    return c == RSD_CLASS_LETTER || c == RSD_CLASS_LATIN || c == RSD_CLASS_ARABIC;
}

/* ---- Tokens -------------------------------------------------------------------------------- */

enum {
    RSD_WINDOW = 64,
    RSD_WINDOW_ROOM = RSD_WINDOW + 8 /* bytes of text that a window needs */
};

/* The next bytes of a text, a bit for each. */
typedef struct rsd_window {
    uint64_t letters;     /* all bytes of letters of the Arabic script */
    uint64_t hints[4];    /* the last bytes of those with RSD_HINT_FA << i */
    uint64_t spaces;      /* ' ' */
    uint64_t others;      /* the first bytes of characters with which no word of it goes on */
    uint64_t mark_starts; /* the first bytes of marks that are a token, whatever is around them, */
    uint64_t mark_lasts;  /* and their last ones */
} rsd_window;

/* A reader of tokens over s[pos..end). {.s = , .end = } starts one. */
typedef struct rsd_scan {
    const char *s;
    size_t begin; /* nothing before counts */
    size_t end;
    size_t pos;
    size_t no_email_before; /* no e-mail address starts before this place */
    bool line_start;        /* no token since the last line end */
    uint8_t lang;           /* what every token is given */
    /* Of the token read last: */
    uint32_t newlines; /* line ends before it */
    bool spaced;       /* whitespace (or anything else in no token) before it */
    uint8_t hints;     /* of a word: its class of letters and their hints */
    size_t window_start;
    size_t window_end; /* 0 before the first window */
    rsd_window window;
} rsd_scan;

/* Reads the next token. False at the end. */
bool rsd_scan_token(rsd_scan *scan, rsd_token *token);
/* Makes the window start at i; false if too little is left for one. For the twins. */
bool rsd_scan_open(rsd_scan *scan, size_t i);

/* ---- Sentences ----------------------------------------------------------------------------- */

/* True if the token is a run of marks that can end a sentence. */
bool rsd_is_final(const char *s, const rsd_token *token);
/* True if the token, coming after a final mark, still belongs to its sentence: ) » and so on. */
bool rsd_is_closer(const char *s, const rsd_token *token, bool spaced);
/* Does the sentence of tokens[first..] with the final mark at index final (closers may follow it)
 * end before next? tokens[count] need not exist; next follows tokens[count - 1]. */
bool rsd_sentence_ends(const char *s, const rsd_token *tokens, size_t first, size_t final,
                       size_t count, const rsd_token *next, bool spaced);

/* ---- Language ------------------------------------------------------------------------------ */

/* Words of one language that news text is full of, two to eight bytes as a number, the first byte
 * the lowest: each in the slot of its hash, the upper bits of a product. No two share one. */
enum { RSD_COMMON_BITS = 9, RSD_COMMON_SLOTS = 1 << RSD_COMMON_BITS };

extern const uint64_t rsd_common_multiplier;
extern const struct rsd_common {
    uint64_t word;
    uint64_t count; /* 1 in the field of its language */
} rsd_common[RSD_COMMON_SLOTS];

/* Counts of words by language in one number, a field of 16 bits for each. */
#define RSD_COUNT_OF(lang) (UINT64_C(1) << (lang)*16)
static inline uint16_t rsd_count_of(uint64_t counts, rsd_lang lang)
{
    return (uint16_t)(counts >> lang * 16);
}

/* 1 for the language that has the word of so many bytes among its common ones, if there is one. */
static inline uint64_t rsd_count_common(uint64_t bits, size_t n)
{
    const struct rsd_common *c =
        &rsd_common[bits * rsd_common_multiplier >> (64 - RSD_COMMON_BITS)];
    return c->count & -(uint64_t)((c->word == bits) & (n <= sizeof bits)); /* no branch */
}

enum {
    RSD_WEIGHT_LETTER = 1, /* of letters that the other language has now and then */
    RSD_WEIGHT_FA_LETTER = 2,
    RSD_WEIGHT_STRONG = 3
};

/* What the words of a passage say of its language. */
typedef struct rsd_evidence {
    uint32_t arabic; /* words in the Arabic script */
    uint32_t latin;
    uint32_t other;
    uint32_t fa;
    uint32_t ar;
    uint32_t other_arabic; /* Urdu, Pashto, ... */
    uint32_t en;
} rsd_evidence;

/* Adds counts of common words. */
static inline void rsd_evidence_common(rsd_evidence *evidence, uint64_t counts)
{
    evidence->fa += RSD_WEIGHT_STRONG * (uint32_t)rsd_count_of(counts, RSD_LANG_FA);
    evidence->ar += RSD_WEIGHT_STRONG * (uint32_t)rsd_count_of(counts, RSD_LANG_AR);
    evidence->en += rsd_count_of(counts, RSD_LANG_EN);
}
/* Counts a word; hints as rsd_scan gives them. */
void rsd_evidence_word(rsd_evidence *evidence, const char *s, size_t n, uint8_t hints);
/* The language; false if there is too little evidence, or none. */
bool rsd_evidence_decide(const rsd_evidence *evidence, rsd_lang *lang);

#endif
