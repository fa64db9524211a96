/* text.c: how fast the text layer is beside memcpy, ICU and a plain hash table.
 *
 *   tests/bench/run.sh [FILE [ROUNDS]]          unpacks the corpus and runs this
 *   bench_text FILE [ROUNDS [WORD]]             only what has WORD in its name
 *
 * FILE is JSON Lines, of which the member "text" of every line is one document, or plain text of
 * which every line is one. Everything is measured in one run, one thread, one call per document
 * (one for the whole text where that is how it is used: memcpy), in rounds that go through all
 * measurements by turns, so that a busy minute of the machine hits all alike; the figure is the
 * median of the rounds, in time of the processor. Read the ratios, not the megabytes: MB are 1e6
 * bytes of UTF-8 source, also where ICU works on UTF-16.
 *
 * A display form is in the language of its document, which was found out before.
 *
 * Text to ids is the layout of each document and the number of the type of every token. The layout
 * is whole, as there is no other: sentences and paragraphs are in the time, though a type is made
 * of form, language and kind only; a token's language needs the paragraphs. Gaps, which a corpus
 * keeps beside the ids, are not; the line that has them, too, is another. The lexicon is new in
 * every round; ids and gaps are written to memory that is there, as all results are.
 *
 * The plain way to ids is what one writes first and then makes good: one pass of bytes by a table
 * of 256 classes, in which words are what lies between spaces and the common marks, hashed by
 * FNV-1a while they are read; open addressing with linear probing, a 64-bit hash beside each id,
 * never more than half full, growing by two, the bytes of forms in one buffer. It knows neither
 * URLs nor numbers with separators nor other scripts' marks, and of sentences, gaps and languages
 * nothing: a type is a form. */
#include "icu.h"

#include "base/mem.h"
#include "rasad.h"
#include "store/lexicon.h"
#include "store/stream.h"
#include "text/simd.h"
#include "text/text.h"

#include <ctype.h>
#include <limits.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUNDS = 5, ROUNDS_MOST = 99 };

static void give_up(const char *why, const char *what)
{
    fprintf(stderr, "bench: %s: %s\n", what, why);
    exit(2);
}

static void *room_for(size_t n)
{
    void *room = malloc(n);
    if (room == NULL) {
        give_up("no memory", "corpus");
    }
    /* No page faults while the clock runs; ones, for of zeros the compiler would make a calloc. */
    memset(room, 1, n);
    return room;
}

/* ---- The corpus ---------------------------------------------------------------------------- */

typedef struct bench {
    char *bytes; /* the documents, one behind the other */
    size_t len;
    size_t *starts; /* of the documents, and len */
    size_t count;
    rsd_lang *langs; /* of the documents */
    uint16_t *wide;  /* the same in UTF-16 */
    size_t *wide_starts;
    char *room; /* as large as any result */
    size_t room_len;
    rsd_buf out;
    rsd_map map;
    rsd_layout layout;
    uint32_t *ids; /* of the tokens of all documents */
    size_t id_cap;
    rsd_stream stream;
} bench;

static int hex_digit(char c)
{
    const char *digits = "0123456789abcdef";
    const char *at = strchr(digits, rsd_ascii_lower(c));
    return at == NULL ? 0 : (int)(at - digits);
}

/* Copies a JSON string from behind its quote; returns where it ends in out. */
static char *unescape(const char *s, const char *end, char *out)
{
    static const char plain[] = "\"\\/bfnrt";
    static const char meant[] = "\"\\/\b\f\n\r\t";
    while (s < end && *s != '"') {
        if (*s != '\\' || end - s < 2) {
            *out++ = *s++;
            continue;
        }
        const char *escape = strchr(plain, s[1]);
        if (escape != NULL) {
            *out++ = meant[escape - plain];
        } else if (s[1] == 'u' && end - s >= 6) { /* surrogates do not matter here */
            int high = hex_digit(s[2]) << 4 | hex_digit(s[3]);
            int low = hex_digit(s[4]) << 4 | hex_digit(s[5]);
            out += rsd_utf8_encode((uint32_t)(high << 8 | low), out);
            s += 4;
        }
        s += 2;
    }
    return out;
}

static void read_corpus(bench *b, const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
        give_up("cannot be read", path);
    }
    size_t n = (size_t)ftell(file);
    rewind(file);
    char *raw = room_for(n + 1);
    if (fread(raw, 1, n, file) != n) {
        give_up("cannot be read", path);
    }
    fclose(file);
    b->bytes = room_for(n + 1);
    size_t lines = 1;
    for (size_t i = 0; i < n; i++) {
        lines += raw[i] == '\n';
    }
    b->starts = room_for((lines + 1) * sizeof *b->starts);
    char *out = b->bytes;
    for (char *line = raw; line < raw + n;) {
        char *end = memchr(line, '\n', (size_t)(raw + n - line));
        end = end == NULL ? raw + n : end;
        *end = '\0';
        const char *text = line[0] == '{' ? strstr(line, "\"text\": \"") : NULL;
        b->starts[b->count++] = (size_t)(out - b->bytes);
        if (text != NULL) {
            out = unescape(text + strlen("\"text\": \""), end, out);
        } else {
            memcpy(out, line, (size_t)(end - line));
            out += end - line;
        }
        line = end + 1;
    }
    b->len = b->starts[b->count] = (size_t)(out - b->bytes);
    b->langs = room_for(b->count * sizeof *b->langs);
    for (size_t i = 0; i < b->count; i++) {
        b->langs[i] = rsd_language(b->bytes + b->starts[i], b->starts[i + 1] - b->starts[i]);
    }
    free(raw);
    b->room_len = b->len + 1024;
    b->room = room_for(b->room_len);
    if (rsd_buf_reserve(&b->out, 1 << 20) != RSD_OK) {
        give_up("no memory", "corpus");
    }
}

static void widen(bench *b)
{
    b->wide = room_for((b->len + 1) * sizeof *b->wide);
    b->wide_starts = room_for((b->count + 1) * sizeof *b->wide_starts);
    size_t at = 0;
    for (size_t i = 0; i < b->count; i++) {
        b->wide_starts[i] = at;
        at += icu_to_utf16(b->bytes + b->starts[i], b->starts[i + 1] - b->starts[i], b->wide + at,
                           b->len - at);
    }
    b->wide_starts[b->count] = at;
}

/* ---- What is measured ---------------------------------------------------------------------- */

typedef size_t (*per_document)(bench *b, const char *s, size_t n);

static size_t each(bench *b, per_document work)
{
    size_t sum = 0;
    for (size_t i = 0; i < b->count; i++) {
        sum += work(b, b->bytes + b->starts[i], b->starts[i + 1] - b->starts[i]);
    }
    return sum;
}

static size_t copy_all(bench *b)
{
    memcpy(b->room, b->bytes, b->len);
    return (unsigned char)b->room[b->len / 2];
}

static size_t check(bench *b, const char *s, size_t n)
{
    (void)b;
    return rsd_utf8_check(s, n);
}

static size_t check_all(bench *b)
{
    return each(b, check);
}

static size_t form(bench *b, rsd_layer layer, rsd_lang lang, const char *s, size_t n)
{
    b->out.len = 0;
    if (rsd_form(layer, lang, s, n, &b->out, &b->map, NULL) != RSD_OK) {
        give_up("fails", "rsd_form");
    }
    return b->out.len + b->map.len;
}

static size_t key(bench *b, const char *s, size_t n)
{
    return form(b, RSD_KEY, RSD_LANG_OTHER, s, n);
}

static size_t key_all(bench *b)
{
    return each(b, key);
}

static size_t display_all(bench *b)
{
    size_t sum = 0;
    for (size_t i = 0; i < b->count; i++) {
        sum += form(b, RSD_DISPLAY, b->langs[i], b->bytes + b->starts[i],
                    b->starts[i + 1] - b->starts[i]);
    }
    return sum;
}

static size_t nfkc(bench *b, const char *s, size_t n)
{
    return icu_normalize(0, s, n, b->room, b->room_len);
}

static size_t nfkc_all(bench *b)
{
    return each(b, nfkc);
}

static size_t casefold(bench *b, const char *s, size_t n)
{
    return icu_normalize(1, s, n, b->room, b->room_len);
}

static size_t casefold_all(bench *b)
{
    return each(b, casefold);
}

static size_t scan(bench *b, const char *s, size_t n)
{
    (void)b;
    rsd_scan scanner = {.s = s, .end = n, .line_start = true};
    rsd_token token;
    size_t count = 0;
    while (rsd_scan_token(&scanner, &token)) {
        count++;
    }
    return count;
}

static size_t scan_all(bench *b)
{
    return each(b, scan);
}

static size_t cut(bench *b, const char *s, size_t n)
{
    if (rsd_layout_cut(&b->layout, s, n, NULL, 0, NULL) != RSD_OK) {
        give_up("fails", "rsd_layout_cut");
    }
    return b->layout.token_count;
}

static size_t cut_all(bench *b)
{
    return each(b, cut);
}

static size_t words_utf8(bench *b, const char *s, size_t n)
{
    (void)b;
    return icu_words_utf8(s, n);
}

static size_t words_utf8_all(bench *b)
{
    return each(b, words_utf8);
}

static size_t words_utf16_all(bench *b)
{
    size_t sum = 0;
    for (size_t i = 0; i < b->count; i++) {
        sum +=
            icu_words_utf16(b->wide + b->wide_starts[i], b->wide_starts[i + 1] - b->wide_starts[i]);
    }
    return sum;
}

/* Room for the ids of so many tokens: from the second round on there is enough. */
static uint32_t *room_for_ids(bench *b, size_t count)
{
    if (RSD_GROW(b->ids, b->id_cap, count) != RSD_OK) {
        give_up("no memory", "ids");
    }
    return b->ids;
}

/* The number of the type of every token. */
static size_t ids_all(bench *b)
{
    rsd_lexicon lexicon = {0};
    size_t count = 0;
    for (size_t i = 0; i < b->count; i++) {
        const char *s = b->bytes + b->starts[i];
        const size_t n = b->starts[i + 1] - b->starts[i];
        const size_t tokens = cut(b, s, n);
        uint32_t *ids = room_for_ids(b, count + tokens) + count;
        if (rsd_lexicon_intern(&lexicon, s, n, b->layout.tokens, tokens, ids) != RSD_OK) {
            give_up("no memory", "lexicon");
        }
        count += tokens;
    }
    size_t types = lexicon.len;
    rsd_lexicon_free(&lexicon);
    return types;
}

/* What a corpus keeps of each document: the types, and the gaps between the tokens. */
static size_t stream_all(bench *b)
{
    rsd_lexicon lexicon = {0};
    rsd_stream_cut(&b->stream, (rsd_stream_place){0});
    for (size_t i = 0; i < b->count; i++) {
        const char *s = b->bytes + b->starts[i];
        const size_t n = b->starts[i + 1] - b->starts[i];
        const size_t tokens = cut(b, s, n);
        uint32_t *types;
        if (rsd_stream_add(&b->stream, s, n, b->layout.tokens, tokens, &types) != RSD_OK ||
            rsd_lexicon_intern(&lexicon, s, n, b->layout.tokens, tokens, types) != RSD_OK) {
            give_up("no memory", "lexicon");
        }
    }
    size_t types = lexicon.len;
    rsd_lexicon_free(&lexicon);
    return types;
}

/* ---- The plain hash table ------------------------------------------------------------------ */

typedef struct plain_slot {
    uint64_t hash;
    uint32_t at;
    uint32_t len;
    uint32_t id; /* + 1 */
} plain_slot;

typedef struct plain_table {
    plain_slot *slots;
    size_t mask;
    uint32_t len;
    rsd_buf bytes;
} plain_table;

static plain_slot *plain_find(const plain_table *table, uint64_t hash, const char *form, size_t n)
{
    for (size_t i = hash & table->mask;; i = (i + 1) & table->mask) {
        plain_slot *slot = &table->slots[i];
        if (slot->id == 0 || (slot->hash == hash && slot->len == n &&
                              memcmp(table->bytes.data + slot->at, form, n) == 0)) {
            return slot;
        }
    }
}

static void plain_grow(plain_table *table)
{
    plain_table grown = {.mask = table->slots == NULL ? 1023 : table->mask * 2 + 1};
    grown.slots = calloc(grown.mask + 1, sizeof *grown.slots);
    if (grown.slots == NULL) {
        give_up("no memory", "hash table");
    }
    for (size_t i = 0; table->slots != NULL && i <= table->mask; i++) {
        const plain_slot *slot = &table->slots[i];
        size_t to = slot->hash & grown.mask;
        while (slot->id > 0 && grown.slots[to].id > 0) {
            to = (to + 1) & grown.mask;
        }
        if (slot->id > 0) {
            grown.slots[to] = *slot;
        }
    }
    free(table->slots);
    table->slots = grown.slots;
    table->mask = grown.mask;
}

static uint32_t plain_intern(plain_table *table, uint64_t hash, const char *form, size_t n)
{
    if (table->slots == NULL || table->len * (size_t)2 > table->mask) {
        plain_grow(table);
    }
    plain_slot *slot = plain_find(table, hash, form, n);
    if (slot->id == 0) {
        *slot = (plain_slot){hash, (uint32_t)table->bytes.len, (uint32_t)n, ++table->len};
        if (rsd_buf_add(&table->bytes, form, n) != RSD_OK) {
            give_up("no memory", "hash table");
        }
    }
    return slot->id - 1;
}

typedef enum plain_class { PLAIN_WORD, PLAIN_SPACE, PLAIN_MARK, PLAIN_LEAD } plain_class;

static uint8_t plain_classes[256];

static void plain_start(void)
{
    for (int c = 0; c < 0x80; c++) {
        plain_classes[c] = c <= ' '                 ? PLAIN_SPACE
                           : isalnum(c) || c == '_' ? PLAIN_WORD
                                                    : PLAIN_MARK;
    }
    plain_classes[0xC2] = PLAIN_LEAD; /* « » and the no-break space */
    plain_classes[0xD8] = PLAIN_LEAD; /* ، ؛ ؟ */
    plain_classes[0xE2] = PLAIN_LEAD; /* quotes, dashes, the ellipsis; but ZWNJ is part of words */
}

/* Is the character a mark? s[n] can be read, and is no part of a character. */
static bool plain_is_mark(const unsigned char *s)
{
    switch (s[0]) {
    case 0xC2:
        return s[1] == 0xAB || s[1] == 0xBB || s[1] == 0xA0;
    case 0xD8:
        return s[1] == 0x8C || s[1] == 0x9B || s[1] == 0x9F;
    default:
        return s[1] == 0x80 && s[2] >= 0x90;
    }
}

static size_t plain_document(plain_table *table, const char *text, size_t n, uint32_t *ids)
{
    const unsigned char *s = (const unsigned char *)text;
    size_t count = 0;
    for (size_t i = 0; i < n;) {
        const size_t start = i;
        uint64_t hash = 0xcbf29ce484222325U;
        for (; i < n; i++) {
            const uint8_t c = plain_classes[s[i]];
            if (c != PLAIN_WORD && (c != PLAIN_LEAD || plain_is_mark(s + i))) {
                break;
            }
            hash = (hash ^ s[i]) * 0x100000001b3U;
        }
        if (i > start) {
            ids[count++] = plain_intern(table, hash, text + start, i - start);
        } else if (plain_classes[s[i]] == PLAIN_SPACE) {
            i++;
        } else {
            i += plain_classes[s[i]] == PLAIN_MARK ? 1 : s[i] == 0xE2 ? 3 : 2;
            ids[count++] =
                plain_intern(table, hash ^ s[i - 1] << 8 ^ s[start], text + start, i - start);
        }
    }
    return count;
}

static size_t plain_all(bench *b)
{
    plain_table table = {0};
    size_t count = 0;
    plain_start();
    for (size_t i = 0; i < b->count; i++) {
        const size_t n = b->starts[i + 1] - b->starts[i];
        uint32_t *ids = room_for_ids(b, count + n) + count; /* so many tokens at most */
        count += plain_document(&table, b->bytes + b->starts[i], n, ids);
    }
    size_t types = table.len;
    free(table.slots);
    rsd_buf_free(&table.bytes);
    return types;
}

/* ---- The table ----------------------------------------------------------------------------- */

typedef enum measure_id {
    MEMCPY,
    CHECK_SCALAR,
    CHECK,
    KEY_SCALAR,
    KEY,
    DISPLAY_SCALAR,
    DISPLAY,
    NFKC,
    CASEFOLD,
    SCAN_SCALAR,
    SCAN,
    CUT_SCALAR,
    CUT,
    WORDS_UTF8,
    WORDS_UTF16,
    IDS_SCALAR,
    IDS,
    STREAM,
    PLAIN,
    MEASURES
} measure_id;

typedef struct measure {
    const char *name;
    size_t (*work)(bench *b);
    bool scalar;
    double seconds[ROUNDS_MOST];
    double median; /* 0 if it did not run */
    size_t result;
} measure;

static measure measures[MEASURES] = {
    [MEMCPY] = {.name = "memcpy of the whole text", .work = copy_all},
    [CHECK_SCALAR] = {.name = "UTF-8 check, scalar", .work = check_all, .scalar = true},
    [CHECK] = {.name = "UTF-8 check", .work = check_all},
    [KEY_SCALAR] = {.name = "key with map, scalar", .work = key_all, .scalar = true},
    [KEY] = {.name = "key with map", .work = key_all},
    [DISPLAY_SCALAR] = {.name = "display with map, scalar", .work = display_all, .scalar = true},
    [DISPLAY] = {.name = "display with map", .work = display_all},
    [NFKC] = {.name = "ICU normalizeUTF8 NFKC + Edits", .work = nfkc_all},
    [CASEFOLD] = {.name = "ICU normalizeUTF8 NFKC_Casefold + Edits", .work = casefold_all},
    [SCAN_SCALAR] = {.name = "tokens, scalar", .work = scan_all, .scalar = true},
    [SCAN] = {.name = "tokens", .work = scan_all},
    [CUT_SCALAR] = {.name = "layout, scalar", .work = cut_all, .scalar = true},
    [CUT] = {.name = "layout: tokens, sentences, languages", .work = cut_all},
    [WORDS_UTF8] = {.name = "ICU word BreakIterator, UTF-8 UText", .work = words_utf8_all},
    [WORDS_UTF16] = {.name = "ICU word BreakIterator, UTF-16", .work = words_utf16_all},
    [IDS_SCALAR] = {.name = "text to ids, scalar", .work = ids_all, .scalar = true},
    [IDS] = {.name = "text to ids: layout, lexicon", .work = ids_all},
    [STREAM] = {.name = "text to ids and gaps, as a corpus keeps it", .work = stream_all},
    [PLAIN] = {.name = "text to ids, plain: one pass, FNV-1a", .work = plain_all, .scalar = true},
};

static double processor_time(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int compare_seconds(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

static void run(bench *b, size_t rounds, const char *word)
{
    for (size_t round = 0; round <= rounds; round++) {
        for (size_t i = 0; i < MEASURES; i++) {
            measure *m = &measures[i];
            if (strstr(m->name, word) == NULL) {
                continue;
            }
            rsd_simd_allow(m->scalar ? RSD_SIMD_NONE : RSD_SIMD_AVX512);
            double start = processor_time();
            m->result = m->work(b);
            m->seconds[round == 0 ? 0 : round - 1] = processor_time() - start;
        }
    }
    rsd_simd_allow(RSD_SIMD_AVX512);
    for (size_t i = 0; i < MEASURES; i++) {
        qsort(measures[i].seconds, rounds, sizeof(double), compare_seconds);
        measures[i].median = measures[i].seconds[rounds / 2];
    }
}

static double ratio(measure_id a, measure_id b)
{
    return measures[b].median / measures[a].median;
}

static bool has_run(measure_id a, measure_id b)
{
    return measures[a].median > 0 && measures[b].median > 0;
}

static int failed;

static void require(const char *what, measure_id a, measure_id b, double least)
{
    if (has_run(a, b)) {
        bool good = ratio(a, b) >= least;
        failed += !good;
        printf("%s  %-60s %7.3f  (at least %.3f)\n", good ? "pass" : "FAIL", what, ratio(a, b),
               least);
    }
}

static void require_ids(size_t bytes)
{
    if (has_run(IDS, PLAIN)) {
        double speed = (double)bytes / measures[IDS].median / 1e6;
        bool good = speed >= 300 || ratio(IDS, PLAIN) >= 3;
        failed += !good;
        printf("%s  %-60s %7.0f  (at least 300, or 3 times the plain way: %.2f)\n",
               good ? "pass" : "FAIL", "text to ids, MB/s", speed, ratio(IDS, PLAIN));
        printf(
            "note  text to ids has tokens, sentences, languages and types of form, language and\n"
            "      kind; the plain way has bytes between spaces and marks, and types of form\n");
    }
}

static void print_table(const bench *b, size_t rounds)
{
    printf("%zu documents, %.1f MB; median of %zu rounds; one thread; SIMD: %s; ICU %s\n\n",
           b->count, (double)b->len / 1e6, rounds, rsd_simd_name(), icu_version());
    printf("%-46s %9s %8s %8s %12s\n", "", "MB/s", "memcpy", "NFKC", "result");
    for (size_t i = 0; i < MEASURES; i++) {
        const measure *m = &measures[i];
        if (m->median == 0) {
            continue;
        }
        printf("%-46s %9.0f %8.4f %8.2f %12zu\n", m->name, (double)b->len / m->median / 1e6,
               measures[MEMCPY].median / m->median, measures[NFKC].median / m->median, m->result);
    }
    printf("\n");
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        give_up("bench_text FILE [ROUNDS [WORD]]", "usage");
    }
    /* Memory once had is kept, so that the first round, which is not counted, takes all page
     * faults: what those cost says more of the machine than of the code. */
    mallopt(M_MMAP_MAX, 0);
    mallopt(M_TRIM_THRESHOLD, INT_MAX);
    static bench b;
    size_t rounds = argc > 2 ? strtoul(argv[2], NULL, 10) : ROUNDS;
    if (rounds < 1 || rounds > ROUNDS_MOST) {
        give_up("must be 1 to 99", "ROUNDS");
    }
    read_corpus(&b, argv[1]);
    widen(&b);
    run(&b, rounds, argc > 3 ? argv[3] : "");
    print_table(&b, rounds);
    require("key with map, scalar, of memcpy", KEY_SCALAR, MEMCPY, .035);
    require("key with map, SIMD, of memcpy", KEY, MEMCPY, .10);
    require("key with map, SIMD, of ICU NFKC with Edits", KEY, NFKC, 3);
    require("key with map, SIMD, of ICU NFKC_Casefold with Edits", KEY, CASEFOLD, 3);
    require("display with map, scalar, of memcpy", DISPLAY_SCALAR, MEMCPY, .035);
    require("display with map, SIMD, of memcpy", DISPLAY, MEMCPY, .10);
    require("display with map, SIMD, of ICU NFKC with Edits", DISPLAY, NFKC, 3);
    require("tokens, of ICU's word iterator over UTF-8", SCAN, WORDS_UTF8, 5);
    if (has_run(SCAN, WORDS_UTF16)) { /* of text that was converted before the clock ran */
        printf("note  %-60s %7.3f\n", "tokens, of ICU's word iterator over UTF-16",
               ratio(SCAN, WORDS_UTF16));
    }
    require_ids(b.len);
    rsd_buf_free(&b.out);
    rsd_map_free(&b.map);
    rsd_layout_free(&b.layout);
    rsd_stream_free(&b.stream);
    rsd_free(b.ids);
    free(b.bytes);
    free(b.starts);
    free(b.langs);
    free(b.wide);
    free(b.wide_starts);
    free(b.room);
    return failed == 0 ? 0 : 1;
}
