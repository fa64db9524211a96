/* lexicon.h: the types of a corpus, (form, language, kind) triples with their match keys. */
#ifndef RSD_STORE_LEXICON_H
#define RSD_STORE_LEXICON_H

#include "store/types.h"
#include "text/simd.h"

/* A type while a corpus is built. */
typedef struct rsd_type {
    uint64_t form; /* offset into bytes */
    uint64_t key;  /* offset into bytes; of the form itself where the two are equal */
    uint32_t form_len;
    uint32_t key_len;
    uint8_t lang; /* rsd_lang */
    uint8_t kind; /* rsd_kind: '-' may be a mark of Markdown or of punctuation */
} rsd_type;

/* {0} is an empty lexicon. Forms are interned while a corpus is built; rsd_lexicon_finish then
 * makes the types of the corpus of them. */
typedef struct rsd_lexicon {
    rsd_type *types;
    size_t len;
    size_t cap;
    rsd_buf bytes;
    rsd_slot *slots; /* open addressing */
    size_t slot_count;
    rsd_slot *recent; /* of types met lately, few enough to stay in the cache */
    uint32_t recent_mask;
    void *slot_memory; /* what to release: the slots begin where a line of the cache does */
    void *recent_memory;
} rsd_lexicon;

/* Sets ids[0..count) to the ids of the types of the tokens of source[0..n), new or known. Does not
 * count the tokens. */
rsd_status rsd_lexicon_intern(rsd_lexicon *lexicon, const char *source, size_t n,
                              const rsd_token *tokens, size_t count, uint32_t *ids);
/* Adds the types in their final order, and with their keys, to an empty list. *remap is an array of
 * the new id of every old one, to be released with rsd_free. Nothing can be interned afterwards,
 * until the lexicon is emptied. */
rsd_status rsd_lexicon_finish(rsd_lexicon *lexicon, rsd_type_list *list, uint32_t **remap);
/* The bytes of slots that as many types need. */
size_t rsd_lexicon_slots_size(const rsd_lexicon *lexicon);
/* Leaves nothing but memory for as many types again. */
void rsd_lexicon_empty(rsd_lexicon *lexicon);
void rsd_lexicon_free(rsd_lexicon *lexicon);

#endif
