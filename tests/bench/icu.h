/* icu.h: what the benchmark asks of ICU, the yardstick of normalization and of word boundaries. */
#ifndef RSD_BENCH_ICU_H
#define RSD_BENCH_ICU_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Each returns 0 where ICU refuses. */
const char *icu_version(void);
/* Normalizes UTF-8 with Normalizer2, NFKC or NFKC_Casefold, with Edits (ICU's offset map). Returns
 * the bytes written to out plus the number of changes. */
size_t icu_normalize(int casefold, const char *s, size_t n, char *out, size_t room);
/* Converts to UTF-16; returns the number of units. */
size_t icu_to_utf16(const char *s, size_t n, uint16_t *out, size_t room);
/* Walk a word BreakIterator to the end; return the number of boundaries. */
size_t icu_words_utf8(const char *s, size_t n);
size_t icu_words_utf16(const uint16_t *s, size_t n);

#ifdef __cplusplus
}
#endif
#endif
