/* dictionary.h: a hunspell word list as more evidence for the repair of Persian spelling. */
#ifndef RSD_TEXT_DICTIONARY_H
#define RSD_TEXT_DICTIONARY_H

#include "rasad.h"

typedef struct rsd_dictionary rsd_dictionary;

typedef struct rsd_dictionary_word {
    uint32_t at;   /* in the dictionary's letters */
    uint32_t mask; /* bit p is set where a ZWNJ stands before letter p in some spelling of it */
    uint8_t len;   /* letters; 0: no word here */
    bool is_glued; /* it is also spelled without one */
} rsd_dictionary_word;

/* Reads the words of a .dic file in UTF-8. Nothing in it is trusted: lines that are no Persian word
 * are left out, and a file of few words is an error. name goes into the dictionary's own. */
rsd_status rsd_dictionary_parse(const char *s, size_t n, const char *name, rsd_dictionary **out,
                                rsd_error *err);
/* The same of a file, whose .aff file, if there is one, must say UTF-8. */
rsd_status rsd_dictionary_load(const char *path, rsd_dictionary **out, rsd_error *err);
void rsd_dictionary_free(rsd_dictionary *dictionary);
/* "fa_IR 0123abcd": the file's name and a hash of its bytes. */
const char *rsd_dictionary_name(const rsd_dictionary *dictionary);
/* The word of these letters (codes as in repair_int.h), or NULL. The dictionary may be NULL. */
const rsd_dictionary_word *rsd_dictionary_find(const rsd_dictionary *dictionary, const uint8_t *key,
                                               size_t len);

/* The dictionary of this computer, read when it is first asked for: $RASAD_DICTIONARY (none if that
 * is empty), or where hunspell has its own. NULL if there is none. */
const rsd_dictionary *rsd_dictionary_installed(void);
/* Why it could not be read; NULL if it could, or there is none. */
const char *rsd_dictionary_warning(void);

#endif
