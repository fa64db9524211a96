/* icu.cpp: the benchmark's calls of ICU; normalizeUTF8 with Edits is there for C++ only. */
#include "icu.h"

#include <unicode/bytestream.h>
#include <unicode/edits.h>
#include <unicode/normalizer2.h>
#include <unicode/ubrk.h>
#include <unicode/ustring.h>
#include <unicode/utext.h>

const char *icu_version(void)
{
    return U_ICU_VERSION;
}

size_t icu_normalize(int casefold, const char *s, size_t n, char *out, size_t room)
{
    static icu::Edits edits;
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2 *form = casefold != 0 ? icu::Normalizer2::getNFKCCasefoldInstance(status)
                                                 : icu::Normalizer2::getNFKCInstance(status);
    if (U_FAILURE(status)) {
        return 0;
    }
    icu::CheckedArrayByteSink sink(out, static_cast<int32_t>(room));
    edits.reset();
    form->normalizeUTF8(0, icu::StringPiece(s, static_cast<int32_t>(n)), sink, &edits, status);
    return U_FAILURE(status)
               ? 0
               : static_cast<size_t>(sink.NumberOfBytesAppended() + edits.numberOfChanges());
}

size_t icu_to_utf16(const char *s, size_t n, uint16_t *out, size_t room)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t len = 0;
    u_strFromUTF8(reinterpret_cast<UChar *>(out), static_cast<int32_t>(room), &len, s,
                  static_cast<int32_t>(n), &status);
    return U_FAILURE(status) ? 0 : static_cast<size_t>(len);
}

/* One iterator for all texts: opening one is slow. */
static UBreakIterator *word_iterator(UErrorCode *status)
{
    static UBreakIterator *words = ubrk_open(UBRK_WORD, "", nullptr, 0, status);
    return words;
}

static size_t count_boundaries(UBreakIterator *words)
{
    size_t count = 0;
    ubrk_first(words);
    while (ubrk_next(words) != UBRK_DONE) {
        count++;
    }
    return count;
}

size_t icu_words_utf8(const char *s, size_t n)
{
    UErrorCode status = U_ZERO_ERROR;
    UText text = UTEXT_INITIALIZER;
    UBreakIterator *words = word_iterator(&status);
    utext_openUTF8(&text, s, static_cast<int64_t>(n), &status);
    ubrk_setUText(words, &text, &status);
    size_t count = U_FAILURE(status) ? 0 : count_boundaries(words);
    utext_close(&text);
    return count;
}

size_t icu_words_utf16(const uint16_t *s, size_t n)
{
    UErrorCode status = U_ZERO_ERROR;
    UBreakIterator *words = word_iterator(&status);
    ubrk_setText(words, reinterpret_cast<const UChar *>(s), static_cast<int32_t>(n), &status);
    return U_FAILURE(status) ? 0 : count_boundaries(words);
}
