/* simd.h: twins of hot loops in AVX2 and AVX-512, chosen when the program runs.
 *
 * A twin goes over whole blocks for as long as they hold nothing but the common case, and leaves
 * every other character to the scalar code; so both give the same bytes and the same maps. */
#ifndef RSD_TEXT_SIMD_H
#define RSD_TEXT_SIMD_H

#include "text/text.h"

enum { RSD_BLOCK = 32 };

typedef enum rsd_simd_level {
    RSD_SIMD_NONE,
    RSD_SIMD_AVX2,
    RSD_SIMD_AVX512 /* with what AVX2 has */
} rsd_simd_level;

/* What the processor has and nobody has forbidden. */
extern rsd_simd_level rsd_simd_now;
/* May twins be called? */
static inline bool rsd_simd(void)
{
    return rsd_simd_now > RSD_SIMD_NONE;
}

/* For tests and benchmarks: nothing above the level is used, until another is allowed. Not while
 * other threads work. */
void rsd_simd_allow(rsd_simd_level most);
const char *rsd_simd_name(void);

/* Does the display form of the language keep the character, below RSD_LOW, as it is, unless a mark
 * follows? Visible characters do, and a space after anything else. */
bool rsd_display_copies(rsd_lang lang, uint32_t cp);

/* An ASCII mark that is a token, whatever is around it? Markup, mentions and hashtags begin with
 * the others, and quotes have a memory. */
bool rsd_is_lone_mark(uint32_t cp);

/* Each starts on a character of s[0..n), stops before a character, at the latest where less than a
 * block is left, and returns how many bytes it went over. */

/* Writes to out, which has room for n bytes, the keys of characters that have one of their own
 * length. */
size_t rsd_simd_key(const char *s, size_t n, char *out);
/* Goes over what the display form of the language keeps as it is, whatever is around it, and single
 * spaces; spaced: a space comes before. */
size_t rsd_simd_display(rsd_lang lang, const char *s, size_t n, bool spaced);
/* Goes over characters of one and two bytes. */
size_t rsd_simd_check(const char *s, size_t n);

/* Fills the window with what is in the RSD_WINDOW bytes from s, the start of a character, on. */
void rsd_simd_window(const char *s, rsd_window *window);

/* The letters of a block of a key: letters of the Arabic script of two bytes, letters and digits of
 * ASCII. */
typedef struct rsd_letters {
    uint32_t stop;    /* bytes of the key before the first that may be anything else than these,
                         U+0020, or a mark that no number goes on with */
    uint32_t bytes;   /* of the letters before the stop */
    uint32_t count;   /* of these letters */
    uint64_t words;   /* a bit for each of their bytes: before it stands a space */
    bool after_space; /* the same of what follows; to be set before the first block */
    bool after_digit; /* what follows comes after a digit; for blocks of the source */
} rsd_letters;

/* Reads the block at s, the start of a character, behind which one byte more must be there, and
 * writes its letters to out, which has room for a block. */
void rsd_simd_letters(const char *s, char *out, rsd_letters *letters);

/* Reads words of nothing but letters of the Arabic script and marks that neither end sentences nor
 * are quotes or markup, with at most a space between each two, for as long as windows show them
 * and there is room; counts the words in the evidence, too. Returns how many tokens. It may stop
 * before any; rsd_scan_token goes on anywhere. */
size_t rsd_simd_tokens(rsd_scan *scan, rsd_token *tokens, size_t room, rsd_evidence *evidence);

/* ---- Types --------------------------------------------------------------------------------- */

enum {
    RSD_HEAD =
        sizeof(uint64_t[3]), /* most forms are no longer: hashed and compared without a loop */
    RSD_TAG_LENGTH_MOST = 0xFFFF
};

/* A type in a hash table, with all that tells it apart if its form is short. */
typedef struct rsd_slot {
    uint64_t head[3]; /* the first bytes of the form, then zeros */
    uint32_t tag;     /* its length (as far as it fits), language and kind */
    uint32_t id;      /* + 1; 0 for a free slot */
} rsd_slot;

/* The length, and what sets types of one form apart. */
static inline uint32_t rsd_slot_tag(size_t n, uint8_t lang, uint8_t kind)
{
    return (uint32_t)(n < RSD_TAG_LENGTH_MOST ? n : RSD_TAG_LENGTH_MOST) << 16 |
           (uint32_t)lang << 8 | kind;
}

__extension__ typedef unsigned __int128 rsd_u128;

/* Of what is in the slot, but for its id: both halves of products, as in wyhash. */
static inline uint32_t rsd_slot_hash(const rsd_slot *slot)
{
    const rsd_u128 first =
        (rsd_u128)(slot->head[0] ^ 0x9E3779B97F4A7C15U) * (slot->head[1] ^ 0xC2B2AE3D27D4EB4FU);
    const uint64_t sum = (uint64_t)first ^ (uint64_t)(first >> 64) ^ slot->head[2];
    const rsd_u128 second = (rsd_u128)sum * (slot->tag ^ 0xA0761D6478BD642FU);
    return (uint32_t)second ^ (uint32_t)(second >> 64);
}

/* Tokens of which the types are looked for together. */
enum { RSD_BATCH = 512 };

typedef struct rsd_batch {
    rsd_slot slots[RSD_BATCH]; /* of every token, but for the ids */
    uint32_t hashes[RSD_BATCH];
    uint16_t open[RSD_BATCH]; /* the tokens whose types are not among the recent ones */
    size_t open_count;
} rsd_batch;

/* Sets the slots and hashes of the first tokens of a batch, and asks for their recent types,
 * recent[hash & mask]. From the start of each token on there must be RSD_BLOCK bytes. */
void rsd_simd_take(const rsd_slot *recent, uint32_t mask, const char *s, const rsd_token *tokens,
                   size_t count, rsd_batch *batch);
/* Sets ids[first..stop) of tokens whose types are recent, and adds the others to what is open. */
void rsd_simd_recent(const rsd_slot *recent, uint32_t mask, size_t first, size_t stop,
                     uint32_t *ids, rsd_batch *batch);

#endif
