/* simd.h: twins of hot loops in AVX2, chosen when the program runs.
 *
 * A twin goes over whole blocks for as long as they hold nothing but the common case, and leaves
 * every other character to the scalar code; so both give the same bytes and the same maps. */
#ifndef RSD_TEXT_SIMD_H
#define RSD_TEXT_SIMD_H

#include "text/text.h"

enum { RSD_BLOCK = 32 };

/* Does the processor have AVX2, and has nobody forbidden it? If not, no twin may be called. */
extern bool rsd_simd_on;
static inline bool rsd_simd(void)
{
    return rsd_simd_on;
}

/* For tests and benchmarks: false makes everything scalar, until true. Not while other threads
 * work. */
void rsd_simd_allow(bool allowed);

/* Each starts on a character of s[0..n), stops before a character, at the latest where less than a
 * block is left, and returns how many bytes it went over. */

/* Writes to out, which has room for n bytes, the keys of characters that have one of their own
 * length. */
size_t rsd_simd_key(const char *s, size_t n, char *out);
/* Goes over characters of one and two bytes. */
size_t rsd_simd_check(const char *s, size_t n);

/* Fills the window with what is in the RSD_WINDOW bytes from s, the start of a character, on. */
void rsd_simd_window(const char *s, rsd_window *window);

/* Reads words of nothing but letters of the Arabic script, with a space between each two, for as
 * long as windows show them and there is room; counts them in the evidence, too. Returns how many.
 * It may stop before such a word; rsd_scan_token goes on anywhere. */
size_t rsd_simd_words(rsd_scan *scan, rsd_token *tokens, size_t room, rsd_evidence *evidence);

#endif
