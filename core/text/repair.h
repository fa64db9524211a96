/* repair.h: the words that the repair of Persian spelling knows; see make_repair.py. */
#ifndef RSD_TEXT_REPAIR_H
#define RSD_TEXT_REPAIR_H

#include "rasad.h"

/* What a word may be; make_repair.py knows the order. */
enum {
    RSD_WORD_KEEP = 1 << 0,      /* ends like something it is not: دختر، تنها */
    RSD_WORD_SILENT_H = 1 << 1,  /* ends in a ه that is a vowel: خانه */
    RSD_WORD_H_NOT_EI = 1 << 2,  /* of those: Xهای is the plural of X (نامهای) */
    RSD_WORD_ADJECTIVE = 1 << 3, /* takes تر */
    RSD_WORD_PAST = 1 << 4,      /* stems */
    RSD_WORD_PRESENT = 1 << 5,
    RSD_WORD_SUFFIX = 1 << 6,        /* second part of a compound: سازی */
    RSD_WORD_SUFFIX_SPACED = 1 << 7, /* and never a word of its own: گذاری */
    RSD_WORD_SUFFIX_H = 1 << 8,      /* only told after a silent ه: دار */
    RSD_WORD_ARTICLE = 1 << 9,       /* stands before ال: بیت */
    RSD_WORD_AFTER_BI = 1 << 10,     /* stands after بی: درنگ */
    RSD_WORD_COMPOUND = 1 << 11,
    RSD_WORD_COMPOUND_GLUED = 1 << 12,  /* a compound, mended where nothing stands in it */
    RSD_WORD_COMPOUND_SPACED = 1 << 13, /* a compound, mended where spaces stand in it */
    RSD_WORD_INFLECTION = 1 << 14,      /* may follow a compound */
    RSD_WORD_PLURAL = 1 << 15,          /* ها and what begins with it */
    RSD_WORD_FUNCTION = 1 << 16,
    RSD_WORD_LOST_LEFT = 1 << 17, /* a space is often lost between these: به شرط */
    RSD_WORD_LOST_RIGHT = 1 << 18,
    RSD_WORD_NO_H_JOIN = 1 << 19, /* ends in ه, but takes no ای, ام, اند: که، راه */
    RSD_WORD_AFTER_MI = 1 << 20,  /* a whole form after می: باید */
    RSD_WORD_PREFIX = 1 << 21,    /* first part of compounds: هم */
    RSD_WORD_NAME = 1 << 22,      /* stands before بن */
    RSD_WORD_NOUN = 1 << 23,      /* a noun or an adjective that is no compound */
    RSD_WORD_SUFFIX_KNOWN = 1 << 24, /* second part of a compound after a known word */
    RSD_WORD_GOVERNS = 1 << 25,      /* a preposition, conjunction or verb: nothing governs it */
    RSD_WORD_FIRST = 1 << 26,        /* first parts of a compound where spaces may stand */
    RSD_WORD_WITH_PREVERB = 1 << 27  /* a preverb and a stem: بردار */
};

typedef struct rsd_repair_word {
    uint32_t at;    /* in rsd_repair_pool */
    uint32_t mask;  /* of a compound: bit p is set where a part begins at letter p */
    uint32_t flags; /* RSD_WORD_... */
    uint8_t len;    /* letters; 0: no word here */
} rsd_repair_word;

enum { RSD_REPAIR_FILTER_SHIFT = 15 }; /* of a word's hash: what remains is its bit */

extern const char rsd_repair_version[];
extern const uint8_t rsd_repair_filter[]; /* bits: clear where no word has the hash */
extern const uint32_t rsd_repair_mask;    /* slots of rsd_repair_words less 1 */
extern const uint8_t rsd_repair_pool[];
extern const rsd_repair_word rsd_repair_words[];

#endif
