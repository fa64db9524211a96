/* skeleton_wide.c: skeletons in AVX-512, straight from the source.
 *
 * What a character of the Arabic script or of ASCII is to a skeleton, and what it becomes there,
 * are bytes in tables that are looked up for 64 bytes of text in a few instructions. The tables
 * come of those of the key form; a block with anything else is left to that. */
#include "read/clean_int.h"
#include "text/cluster.h"
#include "text/simd.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,bmi,bmi2")))

enum { ARABIC = 0x600, ARABIC_COUNT = 256, ASCII_COUNT = 128, SIGNS = 0x2000, SIGN_COUNT = 64 };

enum role {
    ROLE_LETTER = 1,
    ROLE_DIGIT = 2,
    ROLE_MARK = 4,    /* left out, unless it stands inside a number */
    ROLE_SPACE = 8,   /* left out, and parts words */
    ROLE_NOTHING = 16 /* left out of the key form, too */
};

/* Of Arabic characters, what their two bytes become; a digit becomes one of ASCII. */
static _Alignas(64) uint8_t arabic_roles[ARABIC_COUNT];
static _Alignas(64) uint8_t arabic_leads[ARABIC_COUNT];
static _Alignas(64) uint8_t arabic_trails[ARABIC_COUNT];
static _Alignas(64) uint8_t ascii_roles[ASCII_COUNT];
static _Alignas(64) uint8_t sign_roles[SIGN_COUNT]; /* dashes, quotes and what is invisible */

/* The role of what becomes one character. */
static uint8_t role_of(uint32_t key)
{
    if (key == ' ' || (key >= '\t' && key <= '\r')) {
        return ROLE_SPACE;
    }
    if (key < 0x80 && rsd_is_digit((char)key)) {
        return ROLE_DIGIT;
    }
    return rsd_is_dropped(key) ? ROLE_MARK : ROLE_LETTER;
}

static void start_arabic(void)
{
    for (unsigned i = 0; i < ARABIC_COUNT; i++) {
        const uint32_t key = rsd_key_low[ARABIC + i];
        if (key == 0) {
            arabic_roles[i] = ROLE_NOTHING;
        } else if (key >= '0' && key <= '9') {
            arabic_roles[i] = ROLE_DIGIT;
            arabic_trails[i] = (uint8_t)key;
        } else if (key >= 0x80 && key < RSD_LOW) {
            arabic_roles[i] = role_of(key);
            arabic_leads[i] = (uint8_t)(0xC0 | key >> 6);
            arabic_trails[i] = (uint8_t)(0x80 | (key & 0x3F));
        }
    }
}

__attribute__((constructor)) static void start(void)
{
    start_arabic();
    for (unsigned cp = 0; cp < ASCII_COUNT; cp++) {
        const uint32_t key = rsd_key_low[cp];
        const bool is_simple = key == cp || (cp >= 'A' && cp <= 'Z' && key == (cp | 0x20));
        ascii_roles[cp] = key == 0 || !is_simple ? 0 : role_of(key);
    }
    for (unsigned i = 0; i < SIGN_COUNT; i++) {
        const uint32_t cp = SIGNS + i;
        const rsd_class c = (rsd_class)(rsd_class_of(cp) & RSD_CLASS_MASK);
        if (rsd_key_deletes(cp, c)) {
            sign_roles[i] = ROLE_NOTHING;
        } else if (c == RSD_CLASS_SPACE) {
            sign_roles[i] = ROLE_SPACE;
        } else if (cp >= 0x2010 && c != RSD_CLASS_NEWLINE && rsd_is_dropped(cp)) {
            sign_roles[i] = ROLE_MARK;
        }
    }
}

static inline AVX512 __m512i bytes(int value)
{
    return _mm512_set1_epi8((char)value);
}

/* Looks up each byte of index in a table of 256. */
static inline AVX512 __m512i look_up(const uint8_t table[ARABIC_COUNT], __m512i index)
{
    const __m512i low =
        _mm512_permutex2var_epi8(_mm512_load_si512(table), index, _mm512_load_si512(table + 64));
    const __m512i high = _mm512_permutex2var_epi8(_mm512_load_si512(table + 128), index,
                                                  _mm512_load_si512(table + 192));
    return _mm512_mask_blend_epi8(_mm512_movepi8_mask(index), low, high);
}

/* Which of 256 characters begins with lead and goes on with trail. */
static inline AVX512 __m512i arabic_index(__m512i lead, __m512i trail)
{
    return _mm512_or_si512(_mm512_and_si512(trail, bytes(0x3F)),
                           _mm512_slli_epi16(_mm512_and_si512(lead, bytes(3)), 6));
}

/* The bytes of a block, a bit each. Of a character of several bytes, a role is at the last. */
typedef struct roles {
    uint64_t letters[2]; /* of one byte, and of two */
    uint64_t digits[2];
    uint64_t marks[3]; /* of one byte, two and three */
    uint64_t spaces;
    uint64_t nothing; /* at all bytes */
    uint64_t known;   /* at all bytes */
} roles;

/* The roles of the bytes of v; before is what is before each of them, and what is before that. */
static inline AVX512 roles read_roles(__m512i v, const __m512i before[2], __m512i arabic)
{
    const uint64_t high = _mm512_movepi8_mask(v);
    const uint64_t goes_on = _mm512_cmplt_epi8_mask(v, bytes((char)0xC0));
    const __m512i ascii = _mm512_maskz_permutex2var_epi8(
        ~high, _mm512_load_si512(ascii_roles), v, _mm512_load_si512(ascii_roles + ASCII_COUNT / 2));
    const uint64_t pairs =
        goes_on & _mm512_cmpeq_epi8_mask(_mm512_and_si512(before[0], bytes(0xFC)), bytes(0xD8));
    const uint64_t latin = _mm512_cmpeq_epi8_mask(before[0], bytes(0xC2));
    const uint64_t quotes =
        latin & (_mm512_cmpeq_epi8_mask(v, bytes(0xAB)) | _mm512_cmpeq_epi8_mask(v, bytes(0xBB)));
    const uint64_t hard_space = latin & _mm512_cmpeq_epi8_mask(v, bytes(0xA0));
    const uint64_t threes = goes_on & _mm512_cmpeq_epi8_mask(before[0], bytes(0x80)) &
                            _mm512_cmpeq_epi8_mask(before[1], bytes(0xE2));
    const __m512i signs = _mm512_maskz_permutexvar_epi8(threes, v, _mm512_load_si512(sign_roles));
    const uint64_t no_pair = _mm512_test_epi8_mask(arabic, bytes(ROLE_NOTHING)) & pairs;
    const uint64_t no_sign = _mm512_test_epi8_mask(signs, bytes(ROLE_NOTHING));
    const uint64_t two = (_mm512_test_epi8_mask(arabic, arabic) & pairs) | quotes | hard_space;
    const uint64_t three = _mm512_test_epi8_mask(signs, signs);
    return (roles){
        .letters = {_mm512_test_epi8_mask(ascii, bytes(ROLE_LETTER)),
                    _mm512_test_epi8_mask(arabic, bytes(ROLE_LETTER)) & pairs},
        .digits = {_mm512_test_epi8_mask(ascii, bytes(ROLE_DIGIT)),
                   _mm512_test_epi8_mask(arabic, bytes(ROLE_DIGIT)) & pairs},
        .marks = {_mm512_test_epi8_mask(ascii, bytes(ROLE_MARK)),
                  (_mm512_test_epi8_mask(arabic, bytes(ROLE_MARK)) & pairs) | quotes,
                  _mm512_test_epi8_mask(signs, bytes(ROLE_MARK))},
        .spaces = _mm512_test_epi8_mask(ascii, bytes(ROLE_SPACE)) | hard_space |
                  _mm512_test_epi8_mask(signs, bytes(ROLE_SPACE)),
        .nothing = no_pair | no_pair >> 1 | no_sign | no_sign >> 1 | no_sign >> 2,
        .known =
            _mm512_test_epi8_mask(ascii, ascii) | two | two >> 1 | three | three >> 1 | three >> 2,
    };
}

/* Adds bits to the stretches of mask that they stand in: what follows each stretch is then set. */
static inline uint64_t carried(uint64_t mask, uint64_t bits)
{
    return mask + (bits & mask);
}

/* The marks that stand inside of numbers, which are of one byte; *is_odd if others may. */
static inline uint64_t inner_marks(const roles *r, uint64_t after_digit, bool *is_odd)
{
    const uint64_t next = r->digits[0] | r->digits[1] >> 1;
    const uint64_t hot[3] = {r->marks[0] & after_digit, r->marks[1] >> 1 & after_digit,
                             r->marks[2] >> 2 & after_digit};
    *is_odd = ((hot[0] & r->nothing >> 1) | (hot[1] & (next | r->nothing) >> 2) |
               (hot[2] & (next | r->nothing) >> 3)) != 0;
    return hot[0] & next >> 1;
}

AVX512 size_t rsd_wide_skeleton(const char *s, size_t n, char *out, rsd_letters *letters)
{
    enum { BLOCK = 64, EDGE = 60 /* what begins before it can be seen, and what follows that */ };
    static const _Alignas(64) uint8_t places[BLOCK + 3] = {
        0,  0,  0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20,
        21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,
        44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 63};
    const __m512i v =
        n >= BLOCK ? _mm512_loadu_si512(s) : _mm512_maskz_loadu_epi8((UINT64_C(1) << n) - 1, s);
    const __m512i before[2] = {
        _mm512_maskz_permutexvar_epi8(~UINT64_C(1), _mm512_loadu_si512(places + 1), v),
        _mm512_maskz_permutexvar_epi8(~UINT64_C(3), _mm512_load_si512(places), v)};
    const __m512i after = _mm512_permutexvar_epi8(_mm512_loadu_si512(places + 3), v);
    const __m512i index = arabic_index(before[0], v);
    const roles r = read_roles(v, before, look_up(arabic_roles, index));
    const uint64_t starts_late =
        ~_mm512_cmplt_epi8_mask(v, bytes((char)0xC0)) & ~((UINT64_C(1) << EDGE) - 1);
    size_t stop = n;
    if (n > EDGE) {
        if (starts_late == 0) {
            return 0;
        }
        stop = (size_t)__builtin_ctzll(starts_late);
    }
    const uint64_t mine = (UINT64_C(1) << stop) - 1;
    const uint64_t nothing = r.nothing & mine;
    const uint64_t past_digit = (r.digits[0] | r.digits[1]) << 1 | letters->after_digit;
    const uint64_t after_digit = (carried(nothing, past_digit) | past_digit) & ~nothing;
    bool is_odd;
    const uint64_t inner = inner_marks(&r, after_digit & mine, &is_odd);
    if (is_odd || (~r.known & mine) != 0) {
        return 0;
    }
    const uint64_t one = r.letters[0] | r.digits[0] | inner;
    const uint64_t kept = (one | r.letters[1] | r.letters[1] >> 1 | r.digits[1]) & mine;
    const uint64_t gaps = ~kept & mine;
    const uint64_t first = letters->after_space;
    const uint64_t begun = carried(gaps, (r.spaces & mine) | first) | first;
    letters->bytes = (uint32_t)__builtin_popcountll(kept);
    letters->count = (uint32_t)__builtin_popcountll((one | r.letters[1] | r.digits[1]) & mine);
    letters->words = _pext_u64(begun & kept, kept);
    letters->after_space = (begun >> stop & 1) != 0;
    letters->after_digit = (after_digit >> stop & 1) != 0;
    /* What letters become: of Arabic pairs by both bytes, of Latin capitals by one bit. */
    const uint64_t capitals = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(v, bytes('A')), bytes(26));
    __m512i key = _mm512_mask_add_epi8(v, capitals, v, bytes(0x20));
    key = _mm512_mask_blend_epi8(r.letters[1] | r.digits[1], key, look_up(arabic_trails, index));
    key = _mm512_mask_blend_epi8(r.letters[1] >> 1, key,
                                 look_up(arabic_leads, arabic_index(v, after)));
    _mm512_storeu_si512(out, _mm512_maskz_compress_epi8(kept, key));
    return stop;
}

#else

size_t rsd_wide_skeleton(const char *s, size_t n, char *out, rsd_letters *letters)
{
    (void)s;
    (void)n;
    (void)out;
    (void)letters;
    return 0;
}

#endif
