/* simd_wide.c: the window of a text in AVX-512, whose shuffles look up 128 bytes at once.
 *
 * What a character from U+0600 to U+06FF is to a window is one byte in a table of 256, and what an
 * ASCII character is one in a table of 128; each is looked up for 64 bytes of text in a few
 * instructions. */
#include "text/simd_wide.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2")))

enum { ARABIC = 0x600, ARABIC_COUNT = 256, ASCII_COUNT = 128 };

enum role {
    ROLE_LETTER = 1,
    ROLE_HINT = 2, /* and the three bits behind it */
    ROLE_OTHER = 32,
    ROLE_MARK = 64,
    ROLE_SPACE = 128
};

static _Alignas(64) uint8_t arabic_roles[ARABIC_COUNT];
static _Alignas(64) uint8_t ascii_roles[ASCII_COUNT];

static uint8_t arabic_role(uint8_t byte)
{
    switch ((rsd_class)(byte & RSD_CLASS_MASK)) {
    case RSD_CLASS_ARABIC:
        return (uint8_t)(ROLE_LETTER | (byte / RSD_HINT_FA) * ROLE_HINT);
    case RSD_CLASS_PUNCT:
        return ROLE_OTHER | ROLE_MARK;
    case RSD_CLASS_FINAL:
    case RSD_CLASS_SYMBOL:
        return ROLE_OTHER;
    case RSD_CLASS_CONTROL:
    case RSD_CLASS_SPACE:
    case RSD_CLASS_NEWLINE:
    case RSD_CLASS_JOINER:
    case RSD_CLASS_INVALID:
    case RSD_CLASS_LETTER:
    case RSD_CLASS_LATIN:
    case RSD_CLASS_MARK:
    case RSD_CLASS_TATWEEL:
    case RSD_CLASS_DIGIT:
        return 0;
    }
    return 0;
}

__attribute__((constructor)) static void start(void)
{
    for (unsigned i = 0; i < ARABIC_COUNT; i++) {
        arabic_roles[i] = arabic_role(rsd_class_low[ARABIC + i]);
    }
    for (unsigned cp = 0; cp < ASCII_COUNT; cp++) {
        ascii_roles[cp] =
            (uint8_t)((rsd_is_lone_mark(cp) ? ROLE_MARK : 0) | (cp == ' ' ? ROLE_SPACE : 0) |
                      (cp >= '0' && cp <= '9' ? 0 : ROLE_OTHER));
    }
}

bool rsd_wide_is_there(void)
{
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vbmi") &&
           __builtin_cpu_supports("avx512vbmi2");
}

static inline AVX512 __m512i bytes(int value)
{
    return _mm512_set1_epi8((char)value);
}

/* The bytes of the roles, looked up for each byte of index, of which the upper bit is nothing. */
static inline AVX512 __m512i look_up(const uint8_t roles[ASCII_COUNT], __m512i index)
{
    return _mm512_permutex2var_epi8(_mm512_load_si512(roles), index,
                                    _mm512_load_si512(roles + ASCII_COUNT / 2));
}

AVX512 void rsd_wide_window(const char *s, rsd_window *window)
{
    static const _Alignas(64) uint8_t before_each[RSD_WINDOW] = {
        0,  0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20,
        21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42,
        43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62};
    const __m512i v = _mm512_loadu_si512(s);
    const __m512i before = _mm512_maskz_permutexvar_epi8(
        ~UINT64_C(1), _mm512_load_si512(before_each), v); /* 0 before the first */
    const uint64_t high = _mm512_movepi8_mask(v);
    const uint64_t trails =
        _mm512_cmpeq_epi8_mask(_mm512_and_si512(before, bytes(0xFC)), bytes(0xD8)) &
        _mm512_cmplt_epi8_mask(v, bytes(0xC0));
    /* Six bits of the trail, two of the lead. */
    const __m512i index = _mm512_or_si512(_mm512_and_si512(v, bytes(0x3F)),
                                          _mm512_slli_epi16(_mm512_and_si512(before, bytes(3)), 6));
    const __m512i arabic =
        _mm512_mask_blend_epi8(_mm512_movepi8_mask(index), look_up(arabic_roles, index),
                               look_up(arabic_roles + ASCII_COUNT, index));
    const __m512i ascii = _mm512_maskz_mov_epi8(~high, look_up(ascii_roles, v));
    const uint64_t letter = _mm512_test_epi8_mask(arabic, bytes(ROLE_LETTER)) & trails;
    window->letters = letter | letter >> 1;
    window->spaces = _mm512_test_epi8_mask(ascii, bytes(ROLE_SPACE));
    const uint64_t guillemets =
        (_mm512_cmpeq_epi8_mask(v, bytes(0xAB)) | _mm512_cmpeq_epi8_mask(v, bytes(0xBB))) &
        _mm512_cmpeq_epi8_mask(before, bytes(0xC2));
    const uint64_t wide = (_mm512_test_epi8_mask(arabic, bytes(ROLE_MARK)) & trails) | guillemets;
    const uint64_t single = _mm512_test_epi8_mask(ascii, bytes(ROLE_MARK));
    const uint64_t other = _mm512_test_epi8_mask(arabic, bytes(ROLE_OTHER)) & trails;
    window->mark_starts = wide >> 1 | single;
    window->mark_lasts = (wide & window->mark_starts << 1) | single;
    window->others =
        window->mark_starts | other >> 1 | _mm512_test_epi8_mask(ascii, bytes(ROLE_OTHER));
    for (int i = 0; i < 4; i++) {
        window->hints[i] = _mm512_test_epi8_mask(arabic, bytes(ROLE_HINT << i)) & trails;
    }
}

#else

bool rsd_wide_is_there(void)
{
    return false;
}

void rsd_wide_window(const char *s, rsd_window *window)
{
    (void)s;
    (void)window;
}

#endif
