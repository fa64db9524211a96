/* repair_int.h: what the files of the repair of Persian spelling share. */
#ifndef RSD_TEXT_REPAIR_INT_H
#define RSD_TEXT_REPAIR_INT_H

#include "rasad.h"
#include "text/dictionary.h"
#include "text/repair.h"

#include <string.h>

enum {
    RSD_REPAIR_MAX_LETTERS = 40, /* longer words are none */
    RSD_GLUED_PLURAL = 91,       /* the confidence of a plural that may be glued by custom */
    RSD_CODE_UNKNOWN = 0xFF,
    /* Letters as the tables have them: code points less 0x600. */
    RSD_ALEF = 0x27,
    RSD_ALEF_MADDA = 0x22,
    RSD_BEH = 0x28,
    RSD_TEH = 0x2A,
    RSD_REH = 0x31,
    RSD_SEEN = 0x33,
    RSD_SHEEN = 0x34,
    RSD_LAM = 0x44,
    RSD_MEEM = 0x45,
    RSD_NOON = 0x46,
    RSD_HEH = 0x47,
    RSD_YEH = 0xCC,
    RSD_DAL = 0x2F,
    RSD_TCHEH = 0x86,
    RSD_KEHEH = 0xA9,
    RSD_GAF = 0xAF
};

#define RSD_COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- Words (repair_forms.c) ---------------------------------------------------------------- */

/* A few letters, as string literals of codes. */
#define RSD_IS(key, len, codes)                                                                    \
    ((len) == sizeof(codes) - 1 && memcmp((key), (codes), sizeof(codes) - 1) == 0)
#define RSD_STARTS(key, len, codes)                                                                \
    ((len) >= sizeof(codes) - 1 && memcmp((key), (codes), sizeof(codes) - 1) == 0)

#define RSD_MI "\x45\xCC"  /* می */
#define RSD_BI "\x28\xCC"  /* بی */
#define RSD_TAR "\x2A\x31" /* تر */

typedef struct rsd_ending {
    uint8_t codes[4];
    uint8_t len;
} rsd_ending;

/* Objects: ش ت شان تان مان. */
extern const rsd_ending rsd_clitics[5];
/* After a silent ه: ام ای ایم اید اند ات اش. */
extern const rsd_ending rsd_h_endings[7];

/* RSD_WORD_... of the word; 0 if it is not known. */
uint32_t rsd_word_flags(const uint8_t *key, size_t len);
/* The same, and the hash of its letters. */
uint32_t rsd_word_flags_hashed(const uint8_t *key, size_t len, uint32_t *hash);
/* Ends in a ه that is a vowel: known, or one can see it (دریاچه، نویسنده). */
bool rsd_word_is_silent_h(const uint8_t *key, size_t len);
/* A word of its own that may be a part of a compound. */
bool rsd_word_is_base(const uint8_t *key, size_t len);
/* The length of the word before the ending, or 0 if it has another. */
size_t rsd_word_without(const uint8_t *key, size_t len, const rsd_ending *e);
/* The length of بر, در, باز ... at the start; 0 if there is none. */
size_t rsd_word_preverb_length(const uint8_t *key, size_t len);
/* The length of می, نمی, برمی, درنمی ... at the start; 0 if there is none. */
size_t rsd_word_mi_length(const uint8_t *key, size_t len);
/* کرده، نکرده، برداشته: a past stem and ه. */
bool rsd_word_is_participle(const uint8_t *key, size_t len);
/* A form that می stands before, without an object. */
bool rsd_word_is_finite(const uint8_t *key, size_t len);
/* What می stands before: رود، رفته‌اند، بینمش. */
bool rsd_word_is_verb(const uint8_t *key, size_t len);
/* تر and what may follow it. *superlative (تر and ین) is set only where key begins with تر. */
bool rsd_word_is_comparative(const uint8_t *key, size_t len, bool *superlative);
/* The compound with the flag at the start of key that what follows may be an ending of, or NULL. */
const rsd_repair_word *rsd_word_compound(const uint8_t *key, size_t len, uint32_t flag);
/* The word of the dictionary of this computer, if there is one, that is the key without an ending;
 * or NULL. */
const rsd_dictionary_word *rsd_word_listed(const uint8_t *key, size_t len);
/* The letter as the tables have it, RSD_CODE_UNKNOWN if they do not. */
uint8_t rsd_letter_code(uint32_t cp);
/* Does the letter join the next one, so that a ZWNJ between them shows? */
bool rsd_letter_joins(uint8_t code);

/* ---- A run --------------------------------------------------------------------------------- */

/* What stands before a letter. */
typedef enum rsd_repair_gap {
    RSD_GAP_NONE = 0,
    RSD_GAP_ZWNJ,
    RSD_GAP_SPACE,
    RSD_GAP_JOINED, /* a space that is to go */
    RSD_GAP_SPLIT,  /* a ZWNJ is to come */
    RSD_GAP_LOST    /* a space is to come */
} rsd_repair_gap;

typedef struct rsd_repair_letter {
    uint32_t start;
    uint32_t end;
    uint8_t gap;
    uint8_t rule;       /* of the edit before the letter */
    uint8_t confidence; /* 0: none */
} rsd_repair_letter;

/* A stretch of letters of the run. */
typedef struct rsd_stretch {
    uint32_t first;
    uint32_t stop;
} rsd_stretch;

/* A word of a run, and RSD_WORD_... of it. */
typedef struct rsd_run_word {
    rsd_stretch at;
    uint32_t hash; /* of its letters */
    uint32_t flags;
} rsd_run_word;

typedef struct rsd_repair_memo rsd_repair_memo;

typedef struct rsd_repair_work {
    const char *s;
    bool zwnj_everywhere;
    bool after_number;  /* a number stands before the run */
    bool before_number; /* and after it */
    rsd_repair_letter *letters;
    size_t letter_count, letter_cap;
    uint8_t *codes; /* of the letters */
    size_t code_cap;
    rsd_stretch *words; /* of the run */
    size_t word_count, word_cap;
    rsd_run_word *joined; /* the same; those that are one are joined */
    size_t joined_count, joined_cap;
    size_t kept;           /* ZWNJs that stand inside words */
    rsd_repair_memo *memo; /* NULL: a short text */
    rsd_repairs *out;
} rsd_repair_work;

/* What is known of the letters as one word (repair_join.c). */
rsd_run_word rsd_repair_run_word(const rsd_repair_work *w, rsd_stretch at);
/* Joins the last two or three of w->joined if they are one word (repair_join.c). False if not. */
bool rsd_repair_join_last(rsd_repair_work *w);
/* Marks where a ZWNJ was left out of the word (repair_split.c). complement: a word follows that it
 * may govern. */
void rsd_repair_split(rsd_repair_work *w, rsd_stretch word, bool complement);
/* Marks what was found out when the word came before, with what follows it (repair_memo.c). False
 * if it did not. */
bool rsd_repair_recall(rsd_repair_work *w, rsd_run_word word, bool complement);
/* Keeps what was marked. */
void rsd_repair_keep(rsd_repair_work *w, rsd_run_word word, bool complement);
rsd_repair_memo *rsd_repair_memo_new(void);
/* Marks where a space may have been left out of the word (repair_split.c). */
void rsd_repair_lost_space(rsd_repair_work *w, rsd_stretch word);

#endif
