/* clean_int.h: what the files share that tell an article's running text from the rest. */
#ifndef RSD_READ_CLEAN_INT_H
#define RSD_READ_CLEAN_INT_H

#include "base/mem.h"
#include "rasad.h"
#include "read/read.h"
#include "text/simd.h"

#include <string.h>

/* A text of more lines is data, not an article: nothing is marked. */
enum { RSD_MAX_LINES = 1 << 20 };

/* A line with something on it. */
typedef struct rsd_line {
    uint32_t start; /* without white space and Markdown marks around */
    uint32_t end;
    uint32_t skeleton; /* where it begins; it ends where that of the next line begins */
    uint32_t letters;  /* letters and digits */
    uint32_t period;   /* of the skeleton: its length, or less where the line is glued to itself */
    uint32_t copy_end; /* where the first copy ends; 0 until rsd_first_copy_end is asked */
    uint32_t word;     /* its first one in the cleaner's words */
    uint32_t words : 28;
    uint32_t is_heading : 1;
    uint32_t is_item : 1;       /* of a list */
    uint32_t after_blank : 1;   /* the line before it is blank */
    uint32_t ends_sentence : 1; /* with a full stop, or with a mark that says more comes */
} rsd_line;

typedef struct rsd_cleaner {
    rsd_regions *regions;
    rsd_error *err;
    const char *s;
    size_t n;
    size_t front; /* where the front matter ends */
    rsd_line *lines;
    size_t line_count, line_cap;
    rsd_buf skeleton;
    uint32_t *words; /* a hash of each word of each line */
    size_t word_count, word_cap;
    rsd_buf key;       /* of the text given to rsd_make_key last */
    rsd_map map;       /* between that text and its key */
    uint8_t *repeated; /* per line: it repeats another one wholly or partly */
    size_t repeated_cap;
    struct rsd_unit *units; /* what may have been said before */
    size_t unit_count, unit_cap;
    uint32_t *table; /* of units by their hashes */
    size_t table_cap;
    size_t headline; /* the line, or SIZE_MAX */
    size_t footer;   /* the first line of it, or line_count */
    size_t tail;     /* where a closing mark in the line before it begins, or SIZE_MAX */
} rsd_cleaner;

/* clean.c: adds a region that is no repeat. */
rsd_status rsd_mark(rsd_cleaner *c, rsd_region_kind kind, size_t start, size_t end,
                    const char *reason);
/* A repeat, with what it says again. */
rsd_status rsd_mark_repeat(rsd_cleaner *c, size_t start, size_t end, size_t of_start, size_t of_end,
                           const char *reason);
rsd_status rsd_mark_near_repeat(rsd_cleaner *c, size_t line, size_t of_line, uint8_t similarity);

/* The first four bytes of texts, hashed: tells soon that none of them begins as something does. */
typedef struct rsd_beginnings {
    uint64_t bits[64];
} rsd_beginnings;

static inline unsigned rsd_hash_beginning(const char *s)
{
    uint32_t bytes;
    memcpy(&bytes, s, sizeof bytes);
    return bytes * 0x9E3779B1U >> 20;
}

/* Notes those of the texts that are so long. */
static inline void rsd_note_beginnings(rsd_beginnings *beginnings, const char *const *texts,
                                       size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strlen(texts[i]) >= sizeof(uint32_t)) {
            const unsigned hash = rsd_hash_beginning(texts[i]);
            beginnings->bits[hash / 64] |= UINT64_C(1) << hash % 64;
        }
    }
}

static inline bool rsd_may_begin(const rsd_beginnings *beginnings, const char *s)
{
    const unsigned hash = rsd_hash_beginning(s);
    return (beginnings->bits[hash / 64] >> hash % 64 & 1) != 0;
}

/* ---- lines.c ---- */

/* Walks the letters of a key form. */
typedef struct rsd_walker {
    const char *key;
    size_t n;
    size_t at;    /* after the letter */
    size_t start; /* of the letter */
    bool after_space;
} rsd_walker;

static inline bool rsd_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* What the skeleton leaves out of the key form: white space, punctuation, invisible things. */
bool rsd_is_dropped(uint32_t cp);
/* Moves to the next letter or digit that the skeleton keeps; false at the end. */
bool rsd_next_letter(rsd_walker *w);
rsd_status rsd_cut_lines(rsd_cleaner *c);

/* skeleton_wide.c: reads a block of s[0..n), a part of a line and the start of a character, and
 * writes the letters of its skeleton to out, which has room for 64 bytes. Returns how many bytes it
 * went over; 0 where it holds something unusual. Only where RSD_SIMD_AVX512 is. letters->stop is
 * not set. */
size_t rsd_wide_skeleton(const char *s, size_t n, char *out, rsd_letters *letters);
size_t rsd_skeleton_len(const rsd_cleaner *c, size_t i);
static inline const char *rsd_skeleton_of(const rsd_cleaner *c, size_t i)
{
    return c->skeleton.data + c->lines[i].skeleton;
}

/* Does the skeleton begin with the text, of which it has the first two bytes? */
bool rsd_skeleton_goes_on(const rsd_cleaner *c, size_t i, const char *text);
/* Does it begin with the text? Asked for many, and mostly two bytes say no; behind the last
 * skeleton there are more. */
static inline bool rsd_skeleton_begins(const rsd_cleaner *c, size_t i, const char *text)
{
    const char *skeleton = rsd_skeleton_of(c, i);
    return skeleton[0] == text[0] && skeleton[1] == text[1] && rsd_skeleton_goes_on(c, i, text);
}
/* Where the block of lines without a blank line between them that begins at i ends. */
size_t rsd_block_end(const rsd_cleaner *c, size_t i);
/* Makes the key of s[start..end), and the map to it unless that is NULL. */
rsd_status rsd_make_key(rsd_cleaner *c, size_t start, size_t end, rsd_map *map);
/* The place in the source where the letter at offset in the skeleton of line i begins. The map and
 * key must be those of the line. *end gets the end of the letter before it. */
size_t rsd_source_of(const rsd_cleaner *c, size_t i, size_t offset, size_t *end);

/* ---- repeats.c ---- */

enum {
    /* What a repeat must have, unless it repeats the headline. */
    RSD_REPEAT_LETTERS = 15,
    RSD_REPEAT_WORDS = 3,
    /* A text glued to itself more often is a chant or filling, and none of it is a repeat. This
     * also bounds the work on one line. */
    RSD_MAX_COPIES = 8
};

/* Whether a text of so many letters and words says enough for its return to mean something. */
bool rsd_says_enough(uint32_t letters, uint32_t words);
/* The words of one copy; where copies are glued, two words count as one. */
uint32_t rsd_words_per_copy(uint32_t words, uint32_t copies);
/* Sets the period of each line. */
void rsd_find_periods(rsd_cleaner *c);
/* Where the first copy in a line ends: the line's end unless it is glued to itself. */
rsd_status rsd_first_copy_end(rsd_cleaner *c, size_t i, size_t *end);
/* Marks lines and blocks of lines that were said before; sets repeated. */
rsd_status rsd_mark_repeats(rsd_cleaner *c);

/* ---- near.c ---- */

/* Marks lines of which nearly all was said in one line before. */
rsd_status rsd_mark_near_repeats(rsd_cleaner *c);

/* ---- agency.c ---- */

/* Whether line i is nothing but such words. */
rsd_status rsd_read_agency_line(rsd_cleaner *c, size_t i, bool *found);
/* Marks the words that name an agency at the beginning of the running text, and finds its name. */
rsd_status rsd_mark_agency(rsd_cleaner *c);

/* ---- headline.c ---- */

/* Takes the first line that is not one of the site's or a source line, if it looks like a headline
 * and running text follows: else this is a list or a poem. */
rsd_status rsd_find_headline(rsd_cleaner *c);
rsd_status rsd_mark_headline(rsd_cleaner *c);
/* Marks the headline again where one of the first lines after it begins with it and goes on. */
rsd_status rsd_mark_glued_headlines(rsd_cleaner *c);
rsd_status rsd_mark_lead(rsd_cleaner *c);

/* ---- byline.c ---- */

/* Whether line i is a source line; *start and *end then get the name. */
rsd_status rsd_read_byline(rsd_cleaner *c, size_t i, size_t *start, size_t *end, bool *found);
/* Marks the source lines at both ends of the article and finds the name of its source. */
rsd_status rsd_mark_bylines(rsd_cleaner *c);

/* ---- footer.c ---- */

/* Nothing but an address: www.example.com, https://example.com/page. */
bool rsd_is_address(const rsd_cleaner *c, size_t i);
/* Whether a line is one that only sites put below articles. */
bool rsd_is_label_line(const rsd_cleaner *c, size_t i);
/* Finds where the footer begins: the first of the lines at the end that only a site puts there,
 * with nothing but short lines without sentence ends after it. */
rsd_status rsd_find_footer(rsd_cleaner *c);
/* Finds "انتهای پیام" at the end of the line before the footer: the footer begins there. */
rsd_status rsd_find_tail(rsd_cleaner *c);
rsd_status rsd_mark_footer(rsd_cleaner *c);

#endif
