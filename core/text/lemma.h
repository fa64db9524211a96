/* lemma.h: what the files of stems and lemmas share: tables sorted by key, and clitics. */
#ifndef RSD_TEXT_LEMMA_H
#define RSD_TEXT_LEMMA_H

#include "rasad.h"

typedef struct rsd_fa_verb {
    const char *key; /* of the past stem */
    const char *past;
    const char *present;
} rsd_fa_verb;

typedef struct rsd_fa_stem {
    const char *key; /* of the present stem */
    size_t verb;
} rsd_fa_stem;

/* A form that is looked up whole. */
typedef struct rsd_fa_form {
    const char *key;
    const char *lemma;   /* NULL: the form itself */
    const char *present; /* NULL: no verb */
} rsd_fa_form;

extern const rsd_fa_verb rsd_fa_verbs[];
extern const size_t rsd_fa_verb_count;
extern const rsd_fa_stem rsd_fa_stems[];
extern const size_t rsd_fa_stem_count;
extern const rsd_fa_form rsd_fa_forms[];
extern const size_t rsd_fa_form_count;
extern const char *const rsd_fa_an[]; /* nouns with a plural in ان */
extern const size_t rsd_fa_an_count;
extern const char *const rsd_fa_agents[]; /* ends of compounds with a plural in ان */
extern const size_t rsd_fa_agents_count;
extern const char *const rsd_fa_waw[]; /* nouns in و that take ی before what follows */
extern const size_t rsd_fa_waw_count;
extern const char *const rsd_fa_comparables[]; /* adjectives that take a glued تر */
extern const size_t rsd_fa_comparables_count;

enum { RSD_LEMMA_MAX = 256 }; /* bytes of the longest key that is looked into */

/* A Persian word while its lemma is sought: a key, of whose bytes the first `kept` are the source's
 * own and the rest were put in place of an ending. */
typedef struct rsd_fa_word {
    char key[RSD_LEMMA_MAX + 8];
    bool joined[RSD_LEMMA_MAX + 8]; /* a ZWNJ (or space) stands before the byte */
    size_t len;
    size_t kept;
    const char *lemma;   /* the table's spelling, if that is the lemma */
    const char *present; /* of a verb: its present stem */
} rsd_fa_word;

/* Reduces the word to its lemma. */
void rsd_fa_reduce(rsd_fa_word *word);

/* The length of the lemma key[0..n) without endings that make another word, or that only a stem
 * may lose: زیبایی and زیبا, کتابم and کتاب. */
size_t rsd_fa_stem_length(const char *key, size_t n);

/* Appends the display form of an Arabic word without its marks. */
rsd_status rsd_ar_bare(const char *s, size_t n, rsd_buf *out, rsd_error *err);

extern const char *const rsd_ar_whole[]; /* begin or end as if with a clitic */
extern const size_t rsd_ar_whole_count;
extern const char *const rsd_ar_common[]; /* nouns that prepositions of one letter join */
extern const size_t rsd_ar_common_count;
extern const char *const rsd_ar_closed[]; /* words of the closed classes, which و and ف join */
extern const size_t rsd_ar_closed_count;
extern const char *const rsd_ar_joined[]; /* those of them that ب and ل and ك join, too */
extern const size_t rsd_ar_joined_count;
extern const char *const rsd_ar_short[]; /* take a pronoun, however short */
extern const size_t rsd_ar_short_count;

#endif
