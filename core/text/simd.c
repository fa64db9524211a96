/* simd.c: twins of hot loops in AVX2; simd_wide.c has the one that AVX-512 does better.
 *
 * News in the Arabic script is ASCII and characters of two bytes with the leads D8 to DB, U+0600 to
 * U+06FF. Their trails tell them apart: the last two bits of the lead and the upper bits of the
 * trail are one of 16 rows, the lower four bits of the trail one of 16 columns. So any set of these
 * characters is 16 columns of 16 bits, held in two tables of 16 bytes: a shuffle by column gives
 * the rows in which that column belongs to the set, another by row gives the bit of the row, and
 * the character is in the set if both have a bit in common. A block is read again from the first
 * lead whose trail lies past its end. */
#include "text/simd_wide.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

rsd_simd_level rsd_simd_now;

const char *rsd_simd_name(void)
{
    static const char *const names[] = {"none", "AVX2", "AVX-512"};
    return names[rsd_simd_now];
}

bool rsd_is_lone_mark(uint32_t cp)
{
    return cp < 0x80 && rsd_class_low[cp] == RSD_CLASS_PUNCT &&
           strchr("#*_->`=@\"", (int)cp) == NULL;
}

#if defined(__x86_64__)

#include <immintrin.h>

#define AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt")))

void rsd_simd_allow(rsd_simd_level most)
{
    rsd_simd_level has = RSD_SIMD_NONE;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
        __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt")) {
        has = rsd_wide_is_there() ? RSD_SIMD_AVX512 : RSD_SIMD_AVX2;
    }
    rsd_simd_now = has < most ? has : most;
}

enum { ARABIC = 0x600, ROWS = 16, COLUMNS = 16, ROW_62 = 2, ROW_64 = 4, AHEAD = 1024 };

/* A set of characters from U+0600 to U+06FF: by column, the rows 0 to 7 and the rows 8 to 15. */
typedef struct charset {
    uint8_t rows[2][COLUMNS];
} charset;

/* What turns letters of a row into their keys by exclusive or. */
typedef struct fold {
    uint8_t lead[COLUMNS];
    uint8_t trail[COLUMNS];
} fold;

static charset not_folded; /* the key has another length, or is not in the rows of the folds */
static fold fold_62;
static fold fold_64;
static charset displayed[4]; /* by language: copied */
static charset letters;
static charset others;               /* no word goes on with them */
static charset marks;                /* a token each */
static uint8_t ascii_marks[COLUMNS]; /* by column, the rows */
static charset hinted[4];            /* letters with RSD_HINT_FA << i */

static void put_in(charset *set, unsigned row, unsigned column)
{
    set->rows[row / 8][column] |= (uint8_t)(1U << row % 8);
}

/* The tables come of those of the scalar code, so that they cannot say something else. */
__attribute__((constructor)) static void start(void)
{
    rsd_simd_allow(RSD_SIMD_AVX512);
    for (unsigned cp = 0; cp < 0x80; cp++) {
        if (rsd_is_lone_mark(cp)) {
            ascii_marks[cp % COLUMNS] |= (uint8_t)(1U << cp / COLUMNS);
        }
    }
    for (unsigned i = 0; i < ROWS * COLUMNS; i++) {
        const unsigned row = i / COLUMNS;
        const unsigned column = i % COLUMNS;
        const unsigned cp = ARABIC + i;
        const unsigned key = rsd_key_low[cp];
        fold *f = row == ROW_62 ? &fold_62 : row == ROW_64 ? &fold_64 : NULL;
        if (key < 0x80 || key >= RSD_LOW || (key != cp && f == NULL)) {
            put_in(&not_folded, row, column);
        } else if (f != NULL) {
            f->lead[column] = (uint8_t)(cp >> 6 ^ key >> 6);
            f->trail[column] = (uint8_t)((cp ^ key) & 0x3F);
        }
        for (unsigned lang = 0; lang < 4; lang++) {
            if (rsd_display_copies((rsd_lang)lang, cp)) {
                put_in(&displayed[lang], row, column);
            }
        }
        const uint8_t byte = rsd_class_low[cp];
        const rsd_class c = (rsd_class)(byte & RSD_CLASS_MASK);
        if (c == RSD_CLASS_PUNCT || c == RSD_CLASS_FINAL || c == RSD_CLASS_SYMBOL) {
            put_in(&others, row, column);
        }
        if (c == RSD_CLASS_PUNCT) {
            put_in(&marks, row, column);
        }
        if (c != RSD_CLASS_ARABIC) {
            continue;
        }
        put_in(&letters, row, column);
        for (unsigned hint = 0; hint < 4; hint++) {
            if ((byte & RSD_HINT_FA << hint) != 0) {
                put_in(&hinted[hint], row, column);
            }
        }
    }
}

/* ---- What the twins share ------------------------------------------------------------------ */

/* Where the next block starts depends on this one, so the processor does not read ahead itself. */
static inline AVX2 __m256i load(const char *s)
{
    __builtin_prefetch((const char *)((uintptr_t)s + AHEAD));
    return _mm256_loadu_si256((const __m256i *)s);
}

static inline AVX2 __m256i bytes(int value)
{
    return _mm256_set1_epi8((char)value);
}

static inline AVX2 uint32_t bits(__m256i mask)
{
    return (uint32_t)_mm256_movemask_epi8(mask);
}

static inline AVX2 __m256i table(const uint8_t bytes_of_table[16])
{
    return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)bytes_of_table));
}

/* Every byte moved one place on, 0 in the first; or one place back. */
static inline AVX2 __m256i moved_on(__m256i v)
{
    return _mm256_alignr_epi8(v, _mm256_permute2x128_si256(v, v, 0x08), 15);
}

static inline AVX2 __m256i moved_back(__m256i v)
{
    return _mm256_alignr_epi8(_mm256_permute2x128_si256(v, v, 0x81), v, 1);
}

/* A block and the roles of its bytes; masks have 0xFF or 0. */
typedef struct block {
    __m256i v;
    __m256i before; /* the byte before each */
    __m256i lead;   /* D8 to DB */
    __m256i trail;  /* the byte before is such a lead */
    __m256i row;    /* of trails */
    __m256i column;
} block;

static inline AVX2 __m256i is_arabic_lead(__m256i v)
{
    return _mm256_cmpeq_epi8(_mm256_and_si256(v, bytes(0xFC)), bytes(0xD8));
}

static inline AVX2 __m256i is_continuation(__m256i v)
{
    return _mm256_cmpgt_epi8(bytes(0xC0), v);
}

/* before: the bytes before those of v; 0 before the start of a character will do. */
static inline AVX2 block read_block(__m256i v, __m256i before)
{
    block b;
    b.v = v;
    b.before = before;
    b.lead = is_arabic_lead(b.v);
    b.trail = is_arabic_lead(b.before);
    __m256i upper = _mm256_and_si256(_mm256_srli_epi16(b.v, 4), bytes(3));
    __m256i lower = _mm256_slli_epi16(_mm256_and_si256(b.before, bytes(3)), 2);
    b.row = _mm256_or_si256(upper, lower);
    b.column = _mm256_and_si256(b.v, bytes(0x0F));
    return b;
}

/* Nonzero bytes where a trail is of a character of the set; anything where there is no trail. */
static inline AVX2 __m256i in_set(const block *b, const charset *set)
{
    static const uint8_t bit[2][ROWS] = {{1, 2, 4, 8, 16, 32, 64, 128},
                                         {0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128}};
    __m256i low = _mm256_and_si256(_mm256_shuffle_epi8(table(set->rows[0]), b->column),
                                   _mm256_shuffle_epi8(table(bit[0]), b->row));
    __m256i high = _mm256_and_si256(_mm256_shuffle_epi8(table(set->rows[1]), b->column),
                                    _mm256_shuffle_epi8(table(bit[1]), b->row));
    return _mm256_or_si256(low, high);
}

/* ---- Keys ---------------------------------------------------------------------------------- */

/* The starts of characters of a block that the twin leaves alone. Line ends and visible ASCII are
 * its business, controls are not. */
static inline AVX2 uint32_t key_stops(const block *b)
{
    const __m256i zero = _mm256_setzero_si256();
    __m256i high = _mm256_cmpgt_epi8(zero, b->v);
    __m256i control = _mm256_andnot_si256(_mm256_cmpeq_epi8(b->v, bytes('\n')),
                                          _mm256_or_si256(_mm256_cmpgt_epi8(bytes(0x20), b->v),
                                                          _mm256_cmpeq_epi8(b->v, bytes(0x7F))));
    __m256i odd = _mm256_blendv_epi8(control, _mm256_xor_si256(b->lead, bytes(0xFF)), high);
    __m256i slow = _mm256_cmpgt_epi8(_mm256_min_epu8(in_set(b, &not_folded), bytes(1)), zero);
    __m256i bad_trail = _mm256_or_si256(slow, _mm256_xor_si256(is_continuation(b->v), bytes(0xFF)));
    /* A trail is no odd byte; a lead is one if its trail is bad. */
    uint32_t trail = bits(b->trail);
    return (bits(odd) & ~trail) | (bits(bad_trail) & trail) >> 1;
}

static inline AVX2 __m256i folded(const block *b)
{
    __m256i row_62 = _mm256_and_si256(b->trail, _mm256_cmpeq_epi8(b->row, bytes(ROW_62)));
    __m256i row_64 = _mm256_and_si256(b->trail, _mm256_cmpeq_epi8(b->row, bytes(ROW_64)));
    __m256i trail = _mm256_or_si256(
        _mm256_and_si256(row_62, _mm256_shuffle_epi8(table(fold_62.trail), b->column)),
        _mm256_and_si256(row_64, _mm256_shuffle_epi8(table(fold_64.trail), b->column)));
    __m256i lead = _mm256_or_si256(
        _mm256_and_si256(row_62, _mm256_shuffle_epi8(table(fold_62.lead), b->column)),
        _mm256_and_si256(row_64, _mm256_shuffle_epi8(table(fold_64.lead), b->column)));
    __m256i upper = _mm256_and_si256(_mm256_cmpgt_epi8(b->v, bytes('A' - 1)),
                                     _mm256_cmpgt_epi8(bytes('Z' + 1), b->v));
    __m256i change = _mm256_or_si256(trail, moved_back(lead));
    change = _mm256_or_si256(change, _mm256_and_si256(upper, bytes('a' ^ 'A')));
    return _mm256_xor_si256(b->v, change);
}

AVX2 size_t rsd_simd_key(const char *s, size_t n, char *out)
{
    size_t i = 0;
    while (n - i >= RSD_BLOCK) {
        const __m256i v = load(s + i);
        const block b = read_block(v, moved_on(v));
        const uint32_t stops = key_stops(&b);
        /* What lies past the stop will be written over. */
        _mm256_storeu_si256((__m256i *)(out + i), folded(&b));
        if (stops != 0) {
            return i + (size_t)__builtin_ctz(stops);
        }
        i += RSD_BLOCK - (bits(b.lead) >> (RSD_BLOCK - 1));
    }
    return i;
}

/* ---- Display ------------------------------------------------------------------------------- */

AVX2 size_t rsd_simd_display(rsd_lang lang, const char *s, size_t n, bool spaced)
{
    const __m256i zero = _mm256_setzero_si256();
    if (spaced && n > 0 && s[0] == ' ') {
        return 0;
    }
    size_t i = 0;
    while (n - i >= RSD_BLOCK) {
        const __m256i v = load(s + i);
        const block b = read_block(v, i == 0 ? moved_on(v) : load(s + i - 1));
        const __m256i space = _mm256_cmpeq_epi8(v, bytes(' '));
        const __m256i again = _mm256_and_si256(space, _mm256_cmpeq_epi8(b.before, bytes(' ')));
        const __m256i control =
            _mm256_or_si256(_mm256_cmpgt_epi8(bytes(0x20), v), _mm256_cmpeq_epi8(v, bytes(0x7F)));
        const __m256i high = _mm256_cmpgt_epi8(zero, v);
        const __m256i odd = _mm256_or_si256(
            again, _mm256_blendv_epi8(control, _mm256_xor_si256(b.lead, bytes(0xFF)), high));
        const __m256i changed = _mm256_cmpeq_epi8(in_set(&b, &displayed[lang]), zero);
        const uint32_t trail = bits(b.trail);
        const uint32_t bad_trail = bits(changed) | ~bits(is_continuation(v));
        const uint32_t stops = (bits(odd) & ~trail) | (bad_trail & trail) >> 1;
        if (stops != 0) {
            return i + (size_t)__builtin_ctz(stops);
        }
        i += RSD_BLOCK - (bits(b.lead) >> (RSD_BLOCK - 1));
    }
    return i;
}

/* ---- Words --------------------------------------------------------------------------------- */

/* The trails of a block in a set, a bit for each. */
static inline AVX2 uint64_t trails_in(const block *b, const charset *set, uint32_t trails)
{
    return ~bits(_mm256_cmpeq_epi8(in_set(b, set), _mm256_setzero_si256())) & trails;
}

/* The bytes from first to last, ASCII, of two blocks. */
static inline AVX2 uint64_t ascii_in(__m256i low, __m256i high, int first, int last)
{
    const __m256i under = bytes(first - 1);
    const __m256i over = bytes(last);
    return (bits(_mm256_cmpgt_epi8(low, under)) & ~bits(_mm256_cmpgt_epi8(low, over))) |
           (uint64_t)(bits(_mm256_cmpgt_epi8(high, under)) & ~bits(_mm256_cmpgt_epi8(high, over)))
               << RSD_BLOCK;
}

/* The last bytes of « and ». */
static inline AVX2 uint64_t guillemets(const block *b)
{
    const __m256i mark =
        _mm256_or_si256(_mm256_cmpeq_epi8(b->v, bytes(0xAB)), _mm256_cmpeq_epi8(b->v, bytes(0xBB)));
    return bits(_mm256_and_si256(mark, _mm256_cmpeq_epi8(b->before, bytes(0xC2))));
}

static inline AVX2 uint64_t marks_in(__m256i v)
{
    static const uint8_t bit[ROWS] = {1, 2, 4, 8, 16, 32, 64, 128};
    const __m256i row = _mm256_and_si256(_mm256_srli_epi16(v, 4), bytes(0x0F));
    /* A byte that is not ASCII shuffles to 0. */
    const __m256i in = _mm256_and_si256(_mm256_shuffle_epi8(table(ascii_marks), v),
                                        _mm256_shuffle_epi8(table(bit), row));
    return ~bits(_mm256_cmpeq_epi8(in, _mm256_setzero_si256()));
}

static AVX2 void read_window(const char *s, rsd_window *window)
{
    const __m256i low = load(s);
    const __m256i high = load(s + RSD_BLOCK);
    const block b[2] = {read_block(low, moved_on(low)), read_block(high, load(s + RSD_BLOCK - 1))};
    const uint32_t trails[2] = {bits(b[0].trail) & bits(is_continuation(low)),
                                bits(b[1].trail) & bits(is_continuation(high))};
    const uint64_t letter =
        trails_in(&b[0], &letters, trails[0]) | trails_in(&b[1], &letters, trails[1]) << RSD_BLOCK;
    window->letters = letter | letter >> 1;
    window->spaces = ascii_in(low, high, ' ', ' ');
    const uint64_t other =
        trails_in(&b[0], &others, trails[0]) | trails_in(&b[1], &others, trails[1]) << RSD_BLOCK;
    const uint64_t wide = trails_in(&b[0], &marks, trails[0]) |
                          trails_in(&b[1], &marks, trails[1]) << RSD_BLOCK | guillemets(&b[0]) |
                          guillemets(&b[1]) << RSD_BLOCK;
    const uint64_t single = marks_in(low) | marks_in(high) << RSD_BLOCK;
    window->mark_starts = wide >> 1 | single;
    window->mark_lasts = (wide & window->mark_starts << 1) | single;
    window->others = window->mark_starts | other >> 1 |
                     (ascii_in(low, high, 0, 0x7F) & ~ascii_in(low, high, '0', '9'));
    for (size_t i = 0; i < 4; i++) {
        window->hints[i] = trails_in(&b[0], &hinted[i], trails[0]) |
                           trails_in(&b[1], &hinted[i], trails[1]) << RSD_BLOCK;
    }
}

void rsd_simd_window(const char *s, rsd_window *window)
{
    if (rsd_simd_now == RSD_SIMD_AVX512) {
        rsd_wide_window(s, window);
    } else {
        read_window(s, window);
    }
}

/* Tokens of a window, by bits. */
typedef struct run {
    uint64_t letters;
    uint64_t starts;
    uint64_t ends;      /* the bytes behind tokens */
    uint64_t word_ends; /* those of them that end words */
    size_t stop;        /* the first byte of neither tokens nor spaces between two of them */
} run;

/* The tokens from the place start on. */
static inline AVX2 run read_run(const rsd_window *window, size_t start)
{
    run r;
    r.letters = window->letters >> start << start;
    const uint64_t mark_starts = window->mark_starts >> start << start;
    const uint64_t mark_lasts = window->mark_lasts >> start << start;
    const uint64_t tokens = r.letters | mark_starts | mark_lasts;
    const uint64_t joints = window->spaces & tokens << 1 & tokens >> 1;
    const uint64_t past = ~(tokens | joints) >> start << start;
    r.stop = past == 0 ? RSD_WINDOW : (size_t)__builtin_ctzll(past);
    /* What follows the last word must be known to end it. */
    const uint64_t before = (past & -past) - 1;
    const uint64_t known = before | window->others;
    r.starts = mark_starts | (r.letters & ~(r.letters << 1));
    r.word_ends = r.letters << 1 & ~r.letters & (before << 1 | 1) & known;
    r.ends = r.word_ends | (mark_lasts << 1 & (before << 1 | 1));
    return r;
}

/* What the letters of the words say of their language. A sum carries from a letter with a hint to
 * the end of its word, and no further. */
static inline AVX2 void count_hints(const rsd_window *window, size_t start, const run *r,
                                    rsd_evidence *evidence)
{
    uint64_t with[4];
    for (size_t i = 0; i < 4; i++) {
        with[i] = (r->letters + (window->hints[i] >> start << start)) & r->word_ends;
    }
    evidence->arabic += (uint32_t)__builtin_popcountll(r->word_ends);
    /* As rsd_evidence_word has it; the hints are in the order of their bits. */
    evidence->fa += RSD_WEIGHT_FA_LETTER * (uint32_t)__builtin_popcountll(with[0] & ~with[3]);
    evidence->ar += RSD_WEIGHT_LETTER * (uint32_t)__builtin_popcountll(with[1]) +
                    RSD_WEIGHT_STRONG * (uint32_t)__builtin_popcountll(with[2]);
    evidence->other_arabic += RSD_WEIGHT_STRONG * (uint32_t)__builtin_popcountll(with[3]);
}

static_assert(offsetof(rsd_token, end) == 4 && offsetof(rsd_token, kind) == 8 &&
                  offsetof(rsd_token, lang) == 9 && sizeof(rsd_token) == 12,
              "put_tokens and rsd_simd_take rely on the places of the fields");

/* Writes the tokens, and counts the common words. Returns how many tokens. */
static inline AVX2 size_t put_tokens(const rsd_scan *scan, const run *r, rsd_token *tokens,
                                     rsd_evidence *evidence)
{
    const char *s = scan->s + scan->window_start;
    const uint32_t offset = (uint32_t)scan->window_start;
    const uint32_t lang = (uint32_t)scan->lang << 8;
    uint64_t common = 0;
    uint64_t starts = r->starts;
    size_t count = 0;
    for (uint64_t ends = r->ends; ends != 0; ends &= ends - 1) {
        const uint32_t start = (uint32_t)__builtin_ctzll(starts);
        const uint32_t end = (uint32_t)__builtin_ctzll(ends);
        const uint32_t is_mark = (uint32_t)(~r->letters >> start & 1);
        uint64_t word; /* or a mark, which is none of the common words */
        memcpy(&word, s + start, sizeof word);
        const uint64_t n = end - start;
        word = _bzhi_u64(word, n * 8); /* of longer ones anything */
        common += rsd_count_common(word, n);
        const uint64_t span = (offset + start) | (uint64_t)(offset + end) << 32;
        const uint32_t rest = lang | is_mark * RSD_KIND_PUNCT;
        char *token = (char *)&tokens[count++]; /* written in two stores, not in five */
        memcpy(token, &span, sizeof span);
        memcpy(token + offsetof(rsd_token, kind), &rest, sizeof rest);
        starts &= starts - 1;
    }
    rsd_evidence_common(evidence, common);
    return count;
}

AVX2 size_t rsd_simd_tokens(rsd_scan *scan, rsd_token *tokens, size_t room, rsd_evidence *evidence)
{
    enum { EDGE = 2 };
    size_t count = 0;
    while (room - count >= RSD_WINDOW) {
        if (scan->pos + EDGE > scan->window_end && !rsd_scan_open(scan, scan->pos)) {
            break;
        }
        const size_t at = scan->pos - scan->window_start;
        const size_t start = at + (scan->window.spaces >> at & 1);
        const run r = read_run(&scan->window, start);
        if (r.ends != 0) {
            count_hints(&scan->window, start, &r, evidence);
            count += put_tokens(scan, &r, tokens + count, evidence);
            scan->pos = tokens[count - 1].end;
        }
        /* At the edge, a space does not show what follows it, nor a lead its trail. */
        if (r.stop < RSD_WINDOW - EDGE || (r.ends == 0 && at == 0)) {
            break;
        }
        if (!rsd_scan_open(scan, scan->pos)) { /* the last token may go on behind the window */
            break;
        }
    }
    return count;
}

/* ---- Types --------------------------------------------------------------------------------- */

AVX2 void rsd_simd_take(const rsd_slot *recent, uint32_t mask, const char *s,
                        const rsd_token *tokens, size_t count, rsd_batch *batch)
{
    static const uint8_t keep[RSD_HEAD + RSD_BLOCK] = {255, 255, 255, 255, 255, 255, 255, 255,
                                                       255, 255, 255, 255, 255, 255, 255, 255,
                                                       255, 255, 255, 255, 255, 255, 255, 255};
    for (size_t i = 0; i < count; i++) {
        const size_t n = tokens[i].end - tokens[i].start;
        const uint8_t *kept = keep + RSD_HEAD - (n < RSD_HEAD ? n : RSD_HEAD);
        const __m256i head =
            _mm256_and_si256(_mm256_loadu_si256((const __m256i *)(s + tokens[i].start)),
                             _mm256_loadu_si256((const __m256i *)kept));
        _mm256_storeu_si256((__m256i *)&batch->slots[i], head);
        uint16_t kind_and_lang;
        memcpy(&kind_and_lang, &tokens[i].kind, sizeof kind_and_lang);
        batch->slots[i].tag =
            (uint32_t)(n < RSD_TAG_LENGTH_MOST ? n : RSD_TAG_LENGTH_MOST) << 16 | kind_and_lang;
        batch->hashes[i] = rsd_slot_hash(&batch->slots[i]);
        __builtin_prefetch(&recent[batch->hashes[i] & mask]);
    }
}

AVX2 void rsd_simd_recent(const rsd_slot *recent, uint32_t mask, size_t first, size_t stop,
                          uint32_t *ids, rsd_batch *batch)
{
    const uint32_t all_but_id = 0x7F;
    size_t open = batch->open_count;
    for (size_t i = first; i < stop; i++) {
        const rsd_slot *known = &recent[batch->hashes[i] & mask];
        const __m256i same =
            _mm256_cmpeq_epi32(_mm256_loadu_si256((const __m256i *)known),
                               _mm256_loadu_si256((const __m256i *)&batch->slots[i]));
        const uint32_t alike = (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(same));
        ids[i] = known->id - 1;
        batch->open[open] = (uint16_t)i;
        open += (alike & all_but_id) != all_but_id;
    }
    batch->open_count = open;
}

/* ---- UTF-8 --------------------------------------------------------------------------------- */

AVX2 size_t rsd_simd_check(const char *s, size_t n)
{
    size_t i = 0;
    while (n - i >= RSD_BLOCK) {
        const __m256i v = load(s + i);
        /* Leads of two bytes are C2 to DF: as signed bytes, -62 to -33. */
        __m256i lead =
            _mm256_and_si256(_mm256_cmpgt_epi8(v, bytes(0xC1)), _mm256_cmpgt_epi8(bytes(0xE0), v));
        uint32_t leads = bits(lead);
        uint32_t high = bits(v);
        uint32_t continuations = bits(is_continuation(v));
        uint32_t odd = (high & ~leads & ~continuations) | (continuations & ~(leads << 1)) |
                       ((leads << 1 & ~continuations) >> 1);
        if (odd != 0) {
            return i + (size_t)__builtin_ctz(odd);
        }
        i += RSD_BLOCK - (leads >> (RSD_BLOCK - 1));
    }
    return i;
}

/* ---- Letters of a key ---------------------------------------------------------------------- */

/* The bytes of a block, a bit each. */
typedef struct key_block {
    uint32_t kept; /* of letters */
    uint32_t starts;
    uint32_t spaces;
    uint32_t stop;
} key_block;

static inline AVX2 key_block read_key(const char *s)
{
    const __m256i v = load(s);
    const __m256i next = _mm256_loadu_si256((const __m256i *)(s + 1));
    const __m256i d8 = _mm256_cmpeq_epi8(v, bytes(0xD8));
    const __m256i tatweel =
        _mm256_and_si256(_mm256_cmpeq_epi8(v, bytes(0xD9)), _mm256_cmpeq_epi8(next, bytes(0x80)));
    const __m256i stop_mark =
        _mm256_and_si256(_mm256_cmpeq_epi8(v, bytes(0xDB)), _mm256_cmpeq_epi8(next, bytes(0x94)));
    const __m256i signs = _mm256_and_si256(d8, _mm256_cmpgt_epi8(bytes(0xA0), next));
    const __m256i odd = _mm256_or_si256(_mm256_or_si256(tatweel, stop_mark), signs);
    const __m256i pair = _mm256_and_si256(is_arabic_lead(v), is_continuation(next));
    const uint32_t lead = bits(_mm256_andnot_si256(odd, pair));
    const uint32_t comma = bits(_mm256_and_si256(d8, _mm256_cmpeq_epi8(next, bytes(0x8C))));
    const __m256i lower = _mm256_or_si256(v, bytes(0x20));
    const uint32_t digit = bits(_mm256_and_si256(_mm256_cmpgt_epi8(v, bytes('0' - 1)),
                                                 _mm256_cmpgt_epi8(bytes('9' + 1), v)));
    const uint32_t latin = bits(_mm256_and_si256(_mm256_cmpgt_epi8(lower, bytes('a' - 1)),
                                                 _mm256_cmpgt_epi8(bytes('z' + 1), lower)));
    const __m256i mark =
        _mm256_or_si256(_mm256_or_si256(_mm256_and_si256(_mm256_cmpgt_epi8(v, bytes('\'' - 1)),
                                                         _mm256_cmpgt_epi8(bytes('*' + 1), v)),
                                        _mm256_and_si256(_mm256_cmpgt_epi8(v, bytes(',' - 1)),
                                                         _mm256_cmpgt_epi8(bytes('/' + 1), v))),
                        _mm256_or_si256(_mm256_and_si256(_mm256_cmpgt_epi8(v, bytes(':' - 1)),
                                                         _mm256_cmpgt_epi8(bytes('?' + 1), v)),
                                        _mm256_cmpeq_epi8(v, bytes('"'))));
    const uint32_t after_digit = digit << 1 | 1; /* nobody knows what is before the block */
    const uint32_t marks = bits(mark) & ~after_digit;
    const uint32_t commas = comma & ~after_digit;
    const uint32_t starts = lead | digit | latin;
    const uint32_t kept = starts | lead << 1;
    const uint32_t spaces = bits(_mm256_cmpeq_epi8(v, bytes(' ')));
    const uint32_t known = kept | spaces | marks | commas | commas << 1;
    const uint32_t cut = (lead | commas) & 1U << (RSD_BLOCK - 1); /* the trail is not in it */
    const uint32_t stops = ~known | cut;
    return (key_block){.kept = kept,
                       .starts = starts,
                       .spaces = spaces,
                       .stop = stops == 0 ? RSD_BLOCK : (uint32_t)__builtin_ctz(stops)};
}

/* Copies the bytes of s that are kept, one stretch of them after the other. */
static inline AVX2 void copy_kept(const char *s, uint32_t kept, char *out)
{
    while (kept != 0) {
        const unsigned start = (unsigned)__builtin_ctz(kept);
        const uint32_t others = ~(kept | ((1U << start) - 1));
        const unsigned end = others == 0 ? RSD_BLOCK : (unsigned)__builtin_ctz(others);
        memcpy(out, s + start, RSD_BLOCK); /* what is too much is written over */
        out += end - start;
        kept &= end < RSD_BLOCK ? UINT32_MAX << end : 0;
    }
}

AVX2 void rsd_simd_letters(const char *s, char *out, rsd_letters *letters)
{
    const key_block block = read_key(s);
    const uint64_t before = (UINT64_C(1) << block.stop) - 1;
    const uint32_t kept = block.kept & (uint32_t)before;
    const uint64_t gaps = ~kept & before;
    const uint32_t first = letters->after_space && block.stop > 0;
    /* A space added to the gap it is in carries to what follows the gap. */
    const uint64_t carried = gaps + (((block.spaces & before) | first) & gaps);
    const uint32_t begin = (uint32_t)carried | first;
    letters->stop = block.stop;
    letters->bytes = (uint32_t)__builtin_popcount(kept);
    letters->count = (uint32_t)__builtin_popcount(block.starts & kept);
    letters->words = _pext_u32(begin & kept, kept);
    letters->after_space = block.stop > 0 ? carried >> block.stop != 0 : letters->after_space;
    copy_kept(s, kept, out);
}

#else

void rsd_simd_allow(rsd_simd_level most)
{
    (void)most;
}

size_t rsd_simd_key(const char *s, size_t n, char *out)
{
    (void)s;
    (void)n;
    (void)out;
    return 0;
}

size_t rsd_simd_check(const char *s, size_t n)
{
    (void)s;
    (void)n;
    return 0;
}

size_t rsd_simd_display(rsd_lang lang, const char *s, size_t n, bool spaced)
{
    (void)lang;
    (void)s;
    (void)n;
    (void)spaced;
    return 0;
}

void rsd_simd_letters(const char *s, char *out, rsd_letters *letters)
{
    (void)s;
    (void)out;
    (void)letters;
}

void rsd_simd_window(const char *s, rsd_window *window)
{
    (void)s;
    (void)window;
}

void rsd_simd_take(const rsd_slot *recent, uint32_t mask, const char *s, const rsd_token *tokens,
                   size_t count, rsd_batch *batch)
{
    (void)recent;
    (void)mask;
    (void)s;
    (void)tokens;
    (void)count;
    (void)batch;
}

void rsd_simd_recent(const rsd_slot *recent, uint32_t mask, size_t first, size_t stop,
                     uint32_t *ids, rsd_batch *batch)
{
    (void)recent;
    (void)mask;
    (void)first;
    (void)stop;
    (void)ids;
    (void)batch;
}

size_t rsd_simd_tokens(rsd_scan *scan, rsd_token *tokens, size_t room, rsd_evidence *evidence)
{
    (void)scan;
    (void)tokens;
    (void)room;
    (void)evidence;
    return 0;
}

#endif
