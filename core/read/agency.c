/* agency.c: the words with which copy of a news agency opens: "به گزارش ایسنا،", "دمشق (سانا) –",
 * "بيروت - أ ف ب", "BEIRUT (AP) —". */
#include "read/clean_int.h"

#include <string.h>

enum {
    HEAD_BYTES = 240,   /* of a line, in which the opening words must stand */
    MARK_BYTES = 100,   /* in which there is a dash, a slash, a bracket or a colon */
    SEARCH_BYTES = 900, /* of the first paragraph: a lead may come before them */
    SEARCH_LINES = 3,
    MAX_WORDS = 24,
    CLAUSE_WORDS = 14, /* from the opening words to the name */
    PLACE_WORDS = 4,
    DATELINE_WORDS = 8, /* a place and a date */
    NAME_WORDS = 4
};

/* What stands between two words. */
enum mark {
    MARK_COMMA = 1,
    MARK_COLON = 2,
    MARK_DASH = 4,
    MARK_SLASH = 8,
    MARK_OPEN = 16,
    MARK_CLOSE = 32,
    MARK_STOP = 64,
    MARK_END = 128, /* of the line */
    MARKS_CLAUSE = MARK_COMMA | MARK_COLON | MARK_STOP | MARK_DASH | MARK_END
};

typedef struct word {
    const char *key;
    uint32_t len;
    uint32_t start; /* in the source */
    uint32_t end;
    uint32_t before; /* marks between the word before and this one */
} word;

/* The first words of a stretch of text; words[count] only has the marks after the last one. */
typedef struct head {
    word words[MAX_WORDS + 1];
    size_t count;
} head;

/* A stretch of words that opens agency copy, and the name in it, which may be empty. */
typedef struct opening {
    size_t end; /* after its last word */
    size_t name;
    size_t name_end;
    const char *reason;
} opening;

/* Names of agencies, as keys without spaces. They are believed only where the form of the text says
 * that an agency's name belongs there: many are words or abbreviations of other things, too. */
static const char *const agencies[] = {
    /* Persian */
    "ایسنا", "ایرنا", "مهر", "فارس", "تسنیم", "میزان", "ایلنا", "برنا", "ایکنا", "ایپنا", "ایبنا",
    "شبستان", "موج", "انا", "پانا", "رسا", "شانا", "دانا", "مشرق", "تابناک", "جماران", "شفقنا",
    "ایانا", "ایسکانیوز", "فارسنیوز", "خبرانلاین", "صداوسیما", "واحدمرکزیخبر", "خانهملت",
    "باشگاهخبرنگارانجوان", "باشگاهخبرنگاران", "اسوشیتدپرس", "اشوسیتدپرس", "فرانسپرس", "اناتولی",
    "اناطولی", "اسپوتنیک", "راشاتودی", "شینهوا", "بلومبرگ", "نووستی", "ریانووستی", "ایتارتاس",
    "باختر", "پژواک", "یونهاپ", "کیودو", "تاس", "اینترفاکس",
    /* Persian and Arabic */
    "رویترز", "سانا",
    /* Arabic */
    "افب", "اب", "دبا", "اشا", "واس", "وام", "کونا", "بترا", "واج", "وفا", "واع", "قنا", "بنا",
    "سونا", "وات", "شینخوا", "الاناضول", "اناضول", "نوفوستی", "سبوتنیک", "فرانسبرس", "اسوشیتدبرس",
    "اسوشییتدبرس", "الاسوشیتدبرس", "یونایتدبرس", "انترفاکس", "ایتارتاس", "بلومبرغ",
    /* English and names in Latin letters */
    "ap", "afp", "reuters", "tass", "itartass", "interfax", "ria", "rianovosti", "xinhua", "sana",
    "irna", "isna", "mehr", "mna", "fars", "tasnim", "anadolu", "aa", "upi", "dpa", "ansa", "efe",
    "kuna", "petra", "wam", "spa", "mena", "qna", "bna", "wafa", "tap", "aps", "kazinform",
    "sputnik", "bloomberg", "pti", "ani", "kyodo", "yonhap", "associatedpress"};

/* Words after which the name of an agency comes. */
static const char *const agency_words[] = {"خبرگزاری",     "پایگاهخبری", "سایتخبری", "وکالهانباء",
                                           "وکالهالانباء", "وکاله",      "agency"};
/* Those by whom, or through which part of the house, an agency says that it reports. */
static const char *const role_words[] = {"خبرنگار", "خبرنگاران", "گروه", "سرویس",
                                         "حوزه",    "بخش",       "دفتر", "روز"};

/* What a report begins with, after "و", too. */
static const char *const report_openings[] = {"بهگزارش", "بهنقلاز"};

static rsd_beginnings agency_beginnings;
static rsd_beginnings opening_beginnings; /* of all that opens copy without a mark */

__attribute__((constructor)) static void start(void)
{
    static const char *const and_reports[] = {"وبهگزارش"};
    const size_t count = sizeof agencies / sizeof *agencies;
    rsd_note_beginnings(&agency_beginnings, agencies, count);
    rsd_note_beginnings(&opening_beginnings, agencies, count);
    rsd_note_beginnings(&opening_beginnings, agency_words,
                        sizeof agency_words / sizeof *agency_words);
    rsd_note_beginnings(&opening_beginnings, report_openings,
                        sizeof report_openings / sizeof *report_openings);
    rsd_note_beginnings(&opening_beginnings, and_reports, 1);
}

/* ---- Words ---- */

static uint32_t mark_of(uint32_t cp)
{
    switch (cp) {
    case ',':
    case ';':
    case 0x60C:
    case 0x61B:
        return MARK_COMMA;
    case ':':
        return MARK_COLON;
    case '-':
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
        return MARK_DASH;
    case '/':
        return MARK_SLASH;
    case '(':
    case '[':
        return MARK_OPEN;
    case ')':
    case ']':
        return MARK_CLOSE;
    case '.':
    case '!':
    case '?':
    case 0x61F:
        return MARK_STOP;
    default:
        return 0;
    }
}

static uint32_t marks_in(const char *key, size_t n)
{
    uint32_t marks = 0;
    for (size_t i = 0; i < n;) {
        uint32_t cp = 0;
        size_t len = rsd_utf8_decode(key + i, n - i, &cp);
        marks |= len > 0 ? mark_of(cp) : 0;
        i += len > 0 ? len : 1;
    }
    return marks;
}

/* Where the first bytes of s[start..end) end, on a character boundary. */
static size_t head_end(const rsd_cleaner *c, size_t start, size_t end, size_t bytes)
{
    if (end - start <= bytes) {
        return end;
    }
    end = start + bytes;
    while (((unsigned char)c->s[end] & 0xC0) == 0x80 && end > start + bytes - 4) {
        end--;
    }
    return end;
}

/* Reads the words of s[start..end), and no more than so many; their places are those in the key.
 * Their keys live until another key is made. *whole tells that nothing comes after them. */
static rsd_status read_words(rsd_cleaner *c, size_t start, size_t end, size_t most, head *to,
                             bool *whole)
{
    to->count = 0;
    *whole = true;
    rsd_status status = rsd_make_key(c, start, end, NULL);
    rsd_walker w = {.key = c->key.data, .n = c->key.len};
    size_t passed = 0;
    while (status == RSD_OK && rsd_next_letter(&w)) {
        if (to->count == 0 || w.start > passed) {
            if (to->count == most) {
                *whole = false;
                break;
            }
            to->words[to->count++] = (word){.key = w.key + w.start,
                                            .start = (uint32_t)w.start,
                                            .before = marks_in(w.key + passed, w.start - passed)};
        }
        passed = w.at;
        word *last = &to->words[to->count - 1];
        last->end = (uint32_t)w.at;
        last->len = last->end - last->start;
    }
    uint32_t after = to->count > 0 ? marks_in(w.key + passed, w.n - passed) : 0;
    to->words[to->count] = (word){.before = after | MARK_END};
    return status;
}

/* The same for the first bytes of s[start..end). A few words stand in fewer of them, mostly. */
static rsd_status read_head(rsd_cleaner *c, size_t start, size_t end, size_t most, head *to)
{
    bool whole = true;
    rsd_status status = RSD_OK;
    if (most <= DATELINE_WORDS) {
        status = read_words(c, start, head_end(c, start, end, MARK_BYTES), most, to, &whole);
    }
    if (status == RSD_OK && whole) {
        const size_t stop = head_end(c, start, end, HEAD_BYTES);
        status = read_words(c, start, stop, most, to, &whole);
        whole = whole && stop == end;
    }
    if (!whole) {
        to->words[to->count].before = 0;
    }
    return status;
}

/* The same with the places in the source. */
static rsd_status read_placed_head(rsd_cleaner *c, size_t start, size_t end, head *h)
{
    rsd_status status = read_head(c, start, end, MAX_WORDS, h);
    if (status == RSD_OK) { /* the same key, with its map */
        status = rsd_make_key(c, start, head_end(c, start, end, HEAD_BYTES), &c->map);
    }
    for (size_t i = 0; status == RSD_OK && i < h->count; i++) {
        word *at = &h->words[i];
        at->key = c->key.data + at->start;
        rsd_map_to_source(&c->map, at->start, at->end, &at->start, &at->end);
        at->start += (uint32_t)start;
        at->end += (uint32_t)start;
    }
    return status;
}

static bool is_word(const head *h, size_t i, const char *key)
{
    return i < h->count && h->words[i].len == strlen(key) &&
           memcmp(h->words[i].key, key, h->words[i].len) == 0;
}

/* The words from i on that make up the text, or 0. */
static size_t count_words(const head *h, size_t i, const char *text)
{
    if (i >= h->count || (h->words[i].len > 1 && memcmp(h->words[i].key, text, 2) != 0)) {
        return 0; /* most of them, soon */
    }
    size_t n = strlen(text);
    size_t passed = 0;
    for (size_t k = i; k < h->count; k++) {
        const word *at = &h->words[k];
        if (at->len > n - passed || memcmp(text + passed, at->key, at->len) != 0) {
            return 0;
        }
        passed += at->len;
        if (passed == n) {
            return k + 1 - i;
        }
    }
    return 0;
}

/* The words from i on that are the longest of the texts, or 0. */
static size_t longest_of(const head *h, size_t i, const char *const *texts, size_t count)
{
    size_t longest = 0;
    for (size_t k = 0; k < count; k++) {
        size_t words = count_words(h, i, texts[k]);
        longest = words > longest ? words : longest;
    }
    return longest;
}

static bool ends_with(const word *w, const char *ending)
{
    size_t n = strlen(ending);
    return w->len >= n && memcmp(w->key + w->len - n, ending, n) == 0;
}

static size_t known_name(const head *h, size_t i)
{
    if (i < h->count && h->words[i].len >= sizeof(uint32_t) &&
        !rsd_may_begin(&agency_beginnings, h->words[i].key)) {
        return 0; /* a name is as long as its first word at least */
    }
    return longest_of(h, i, agencies, sizeof agencies / sizeof agencies[0]);
}

/* The words from i on that are a name as only news services have one: a known one, or one that ends
 * in "نیوز" or "news"; 0 if there is none. */
static size_t agency_name(const head *h, size_t i)
{
    size_t known = known_name(h, i);
    for (size_t k = i; known == 0 && k < h->count && k < i + 3; k++) {
        if (k > i && (h->words[k].before & MARKS_CLAUSE) != 0) {
            break;
        }
        bool is_news = ends_with(&h->words[k], "نیوز") || ends_with(&h->words[k], "news");
        if (is_news && (k > i || h->words[k].len > strlen("نیوز"))) {
            known = k + 1 - i;
        }
    }
    return known;
}

/* ---- "به گزارش ..." ---- */

/* "به نقل از" at word i: how many words, or 0. */
static size_t quoting_words(const head *h, size_t i)
{
    static const char *const texts[] = {"بهنقلاز", "نقلاعن"};
    return longest_of(h, i, texts, sizeof texts / sizeof texts[0]);
}

static bool ends_clause(const head *h, size_t i)
{
    return i >= h->count || (h->words[i].before & MARKS_CLAUSE) != 0;
}

static bool is_any_of(const head *h, size_t i, const char *const *texts, size_t count)
{
    for (size_t k = 0; k < count; k++) {
        if (is_word(h, i, texts[k])) {
            return true;
        }
    }
    return false;
}

static size_t agency_words_at(const head *h, size_t i)
{
    return longest_of(h, i, agency_words, sizeof agency_words / sizeof agency_words[0]);
}

static bool ends_name(const head *h, size_t i)
{
    return ends_clause(h, i) || is_word(h, i, "از") || quoting_words(h, i) > 0 ||
           (h->words[i].before & (MARK_OPEN | MARK_CLOSE)) != 0;
}

/* Finds the name of an agency that begins at word i, or after a word for agency there. */
static bool find_name(const head *h, size_t i, size_t *name, size_t *after)
{
    size_t words = agency_words_at(h, i);
    *name = i + words;
    size_t n = agency_name(h, *name);
    if (n == 0 && words > 0 && *name < h->count) {
        for (n = 1; !ends_name(h, *name + n);) {
            n++;
        }
        n = n <= NAME_WORDS ? n : 1; /* the sentence goes on without a comma */
    }
    *after = *name + n;
    /* "خبرگزاری دانشجویان ایران (ایسنا)" */
    size_t short_name = n > 0 ? known_name(h, *after) : 0;
    if (short_name > 0 && (h->words[*after].before & MARK_OPEN) != 0 &&
        (h->words[*after + short_name].before & MARK_CLOSE) != 0) {
        *name = *after;
        *after += short_name;
    }
    return n > 0;
}

/* The same among the words after a role: "خبرنگار اقتصادی ایرنا". */
static bool find_name_of_role(const head *h, size_t i, size_t *name, size_t *after)
{
    bool is_role = is_any_of(h, i, role_words, sizeof role_words / sizeof role_words[0]);
    for (size_t k = i + 1; is_role && k < i + CLAUSE_WORDS && !ends_clause(h, k); k++) {
        if (quoting_words(h, k) > 0) {
            break;
        }
        if (find_name(h, k, name, after)) {
            return true;
        }
    }
    /* "خبرنگار جماران،" has a name, "خبرنگار اقتصادی،" and "خبرنگار ما" have none. */
    *name = i + 1;
    *after = i + 2;
    return is_word(h, i, "خبرنگار") && !ends_clause(h, i + 1) && ends_name(h, i + 2) &&
           !ends_with(&h->words[i + 1], "ی") && !is_word(h, i + 1, "ما");
}

/* Moves *after past "از تهران" and "به نقل از رویترز". */
static void pass_place_and_origin(const head *h, size_t *after)
{
    if (is_word(h, *after, "از")) {
        size_t k = *after + 1;
        while (k <= *after + PLACE_WORDS && !ends_clause(h, k)) {
            k++;
        }
        *after = k <= *after + PLACE_WORDS ? k : *after;
    }
    size_t name;
    size_t end;
    size_t words = quoting_words(h, *after);
    if (words > 0 && find_name(h, *after + words, &name, &end)) {
        *after = end;
    }
}

/* "به گزارش" or "به نقل از", and "و" before it: how many words, or 0. */
static size_t report_words(const head *h)
{
    const size_t i = is_word(h, 0, "و") ? 1 : 0;
    const size_t words =
        longest_of(h, i, report_openings, sizeof report_openings / sizeof *report_openings);
    return words == 0 ? 0 : i + words;
}

/* "به گزارش ایسنا،", "به گزارش خبرنگار مهر از تهران،". Who is named otherwise, as in "به گزارش
 * سازمان ملل،", is whom the article speaks of. */
static bool read_report(const head *h, size_t *name, size_t *name_end, size_t *after)
{
    size_t i = report_words(h);
    if (i == 0 || ends_clause(h, i) ||
        !(find_name(h, i, name, after) || find_name_of_role(h, i, name, after))) {
        return false;
    }
    *name_end = *after;
    pass_place_and_origin(h, after);
    return true;
}

/* ---- Datelines ---- */

/* Whether all words before `to` are in capital letters. */
static bool has_capitals(const rsd_cleaner *c, const head *h, size_t to)
{
    for (size_t k = 0; k < to; k++) {
        for (size_t i = h->words[k].start; i < h->words[k].end; i++) {
            if (c->s[i] < 'A' || c->s[i] > 'Z') {
                return false;
            }
        }
    }
    return true;
}

static bool has_digit(const head *h, size_t to)
{
    for (size_t i = 0; i < to; i++) {
        if (rsd_is_digit(h->words[i].key[0])) {
            return true;
        }
    }
    return false;
}

/* Whether the words before i can be a place and a date. */
static bool is_place_and_date(const head *h, size_t i)
{
    for (size_t k = 1; k < i; k++) {
        if ((h->words[k].before & (MARK_COLON | MARK_OPEN | MARK_CLOSE)) != 0) {
            return false;
        }
    }
    return i <= PLACE_WORDS || has_digit(h, i);
}

/* "BEIRUT (AP) —": before the name a place or nothing, around it brackets, slashes or dashes. */
static bool read_dateline(const rsd_cleaner *c, const head *h, size_t *name, size_t *after)
{
    for (size_t i = 0; i < h->count && i < DATELINE_WORDS && is_place_and_date(h, i); i++) {
        uint32_t before = h->words[i].before;
        if ((before & (MARK_OPEN | MARK_SLASH | MARK_DASH)) == 0 && i > 0) {
            continue;
        }
        bool known =
            (agency_words_at(h, i) > 0 || known_name(h, i) > 0) && find_name(h, i, name, after);
        if (!known) {
            *name = i;
            *after = i + 1;
        }
        uint32_t behind = h->words[*after].before;
        bool ends = (behind & (MARK_DASH | MARK_COLON | MARK_END)) != 0;
        bool in_brackets = (before & MARK_OPEN) != 0 && (behind & MARK_CLOSE) != 0 && ends;
        bool in_slashes =
            (before & behind & MARK_SLASH) != 0 && (ends || (behind & MARK_STOP) != 0);
        bool in_dashes = i > 0 && (before & MARK_DASH) != 0 && ends;
        /* A name that nobody knows must look like one, and the place, too. */
        bool looks_right = known || (in_brackets && i > 0 && h->words[i].len >= 2 &&
                                     h->words[i].len <= 5 && has_capitals(c, h, *after));
        if ((in_brackets || in_slashes || in_dashes) && looks_right) {
            return true;
        }
    }
    return false;
}

/* "ایسنا/ تهران -", "خبرگزاری فارس- گروه سینما:", "فارس نوشت:" */
static bool read_name_first(const head *h, size_t *name, size_t *name_end, size_t *after)
{
    bool known = agency_words_at(h, 0) > 0 || known_name(h, 0) > 0;
    if (!known || !find_name(h, 0, name, name_end) || *name_end == h->count) {
        return false;
    }
    uint32_t behind = h->words[*name_end].before;
    size_t end = *name_end + 1;
    if (is_word(h, *name_end, "نوشت")) {
        *after = end;
        return (h->words[end].before & MARK_COLON) != 0;
    }
    if (behind == MARK_SLASH && h->words[*name_end].start == h->words[*name_end - 1].end + 1) {
        *after = end; /* "ایسنا/سمنان" needs no mark behind */
        return true;
    }
    while (end < h->count && !ends_clause(h, end)) {
        end++;
    }
    *after = end;
    return (behind & (MARK_DASH | MARK_SLASH)) != 0 && end <= *name_end + PLACE_WORDS &&
           (h->words[end].before & (MARK_DASH | MARK_COLON)) != 0;
}

/* ---- Marking ---- */

/* The end of the marks after s[at] that close the opening words. */
static size_t pass_marks(const rsd_cleaner *c, size_t at, size_t stop)
{
    size_t end = at;
    while (at < stop) {
        uint32_t cp = 0;
        size_t len = rsd_utf8_decode(c->s + at, stop - at, &cp);
        bool closes = len > 0 && (mark_of(cp) & ~(uint32_t)MARK_OPEN) != 0;
        if (!closes && cp != ' ' && cp != 0xA0 && cp != '*' && cp != '_') {
            break;
        }
        at += len > 0 ? len : 1;
        end = closes || cp == '*' ? at : end;
    }
    return end;
}

/* Does s[0..n) end with a letter? Only what is one for sure counts: ASCII, U+0620 to U+063F, U+0641
 * to U+064A, U+0680 to U+06D3. */
static bool ends_with_letter(const char *s, size_t n)
{
    const unsigned char last = n > 0 ? (unsigned char)s[n - 1] : 0;
    const unsigned char lead = n > 1 ? (unsigned char)s[n - 2] : 0;
    return ((last | 0x20) >= 'a' && (last | 0x20) <= 'z') || (lead == 0xD8 && last >= 0xA0) ||
           (lead == 0xD9 && last > 0x80 && last <= 0x8A) || lead == 0xDA ||
           (lead == 0xDB && last <= 0x93);
}

/* Does s[0..n) begin with a dash, a slash or a bracket? */
static bool is_set_off(const char *s, size_t n)
{
    const bool is_dash = n > 2 && s[0] == '\xE2' && s[1] == '\x80' && (unsigned char)s[2] >= 0x90 &&
                         (unsigned char)s[2] <= 0x95;
    return is_dash || s[0] == '-' || s[0] == '(' || s[0] == '/' || s[0] == '[';
}

/* Whether s[start..stop), a part of line i, is worth reading: few lines begin so. Marks other than
 * a colon count only near the first words. A colon counts only behind what opens copy without a
 * mark: all of that which is in the Arabic script has four bytes or more. */
static bool may_open(const rsd_cleaner *c, size_t i, size_t start, size_t stop)
{
    static const char *const words[] = {"به ", "و به "};
    const char *s = c->s + start;
    size_t n = stop - start;
    for (size_t k = 0; k < sizeof words / sizeof words[0]; k++) {
        if (n > strlen(words[k]) && memcmp(s, words[k], strlen(words[k])) == 0) {
            return true;
        }
    }
    const char *skeleton = rsd_skeleton_of(c, i);
    const bool is_known = start != c->lines[i].start || (unsigned char)skeleton[0] < 0x80 ||
                          rsd_may_begin(&opening_beginnings, skeleton);
    n = n < MARK_BYTES ? n : MARK_BYTES;
    size_t passed = 0;
    for (size_t k = 0; k < n; k++) {
        static const bool is_looked_at[UINT8_MAX + 1] = {
            [' '] = true, [':'] = true, ['-'] = true, ['('] = true,
            ['/'] = true, ['['] = true, [0xE2] = true /* of dashes */};
        if (!is_looked_at[(unsigned char)s[k]]) {
            continue;
        }
        passed += s[k] == ' ' && ends_with_letter(s, k);
        if ((s[k] == ':' && is_known) || (passed < DATELINE_WORDS && is_set_off(s + k, n - k))) {
            return true;
        }
        if (passed == DATELINE_WORDS && !is_known) {
            return false;
        }
    }
    return false;
}

/* May text that begins with these words open so? Most does not, and that is soon known. */
static bool looks_open(const head *h)
{
    if (agency_words_at(h, 0) > 0 || known_name(h, 0) > 0 || report_words(h) > 0) {
        return true;
    }
    for (size_t i = 0; i < h->count; i++) {
        if ((h->words[i].before & (MARK_OPEN | MARK_SLASH | MARK_DASH)) != 0) {
            return true;
        }
    }
    return false;
}

/* Whether s[start..stop), a part of line i, begins with the opening words of agency copy. */
static rsd_status read_opening(rsd_cleaner *c, size_t i, size_t start, size_t stop, opening *to,
                               bool *found)
{
    head h;
    *found = false;
    if (!may_open(c, i, start, stop)) {
        return RSD_OK;
    }
    rsd_status status = read_head(c, start, stop, DATELINE_WORDS, &h);
    if (status != RSD_OK || h.count == 0 || !looks_open(&h)) {
        return status;
    }
    status = read_placed_head(c, start, stop, &h);
    if (status != RSD_OK) {
        return status;
    }
    size_t name;
    size_t name_end;
    size_t after;
    if (read_report(&h, &name, &name_end, &after)) {
        to->reason = "the opening words of agency copy";
    } else if (read_name_first(&h, &name, &name_end, &after)) {
        to->reason = "the name of an agency, set off from the text";
    } else if (read_dateline(c, &h, &name, &after)) {
        name_end = after;
        to->reason = "a dateline with the name of an agency";
    } else {
        return RSD_OK;
    }
    *found = true;
    to->name = h.words[name].start;
    to->name_end = h.words[name_end - 1].end;
    to->end = pass_marks(c, h.words[after - 1].end, stop);
    return RSD_OK;
}

rsd_status rsd_read_agency_line(rsd_cleaner *c, size_t i, bool *found)
{
    opening at;
    rsd_status status = read_opening(c, i, c->lines[i].start, c->lines[i].end, &at, found);
    *found = *found && at.end == c->lines[i].end;
    return status;
}

/* Marks the opening words if s[start..stop), a part of line i, begins with them. */
static rsd_status mark_opening(rsd_cleaner *c, size_t i, size_t start, size_t stop, bool *found)
{
    opening at;
    rsd_status status = read_opening(c, i, start, stop, &at, found);
    if (status == RSD_OK && *found) {
        c->regions->agency_start = (uint32_t)at.name;
        c->regions->agency_end = (uint32_t)at.name_end;
        status = rsd_mark(c, RSD_REGION_AGENCY, start, at.end, at.reason);
    }
    return status;
}

/* Whether a sentence may begin at s[at], though there may be no space before it. */
static bool begins_sentence(const rsd_cleaner *c, size_t start, size_t at)
{
    static const char *const before[] = {".", "!", "?", "؟", "…", "»", "\"", ")"};
    size_t end = at;
    rsd_trim(c->s, &start, &end);
    for (size_t k = 0; k < sizeof before / sizeof before[0]; k++) {
        size_t n = strlen(before[k]);
        if (end - start >= n && memcmp(c->s + end - n, before[k], n) == 0) {
            return true;
        }
    }
    return end == at; /* glued */
}

/* Looks for them inside the first paragraph, after a lead or a headline that is glued to it. */
static rsd_status mark_inside(rsd_cleaner *c, size_t i, bool *found)
{
    static const char text[] = "به گزارش ";
    const rsd_line *at = &c->lines[i];
    const size_t n = at->end - at->start;
    const char *from = c->s + at->start;
    const char *stop = from + (n < SEARCH_BYTES ? n : SEARCH_BYTES);
    rsd_status status = RSD_OK;
    while (status == RSD_OK && !*found &&
           (from = memmem(from, (size_t)(stop - from), text, sizeof text - 1)) != NULL) {
        size_t place = (size_t)(from - c->s);
        if (begins_sentence(c, at->start, place)) {
            status = mark_opening(c, i, place, at->end, found);
        }
        from++;
    }
    return status;
}

/* Where the running text of line i begins: after headlines that are glued to it. A source line has
 * none. */
static size_t text_start(const rsd_cleaner *c, size_t i)
{
    size_t start = c->lines[i].start;
    for (size_t r = 0; r < c->regions->len; r++) {
        const rsd_region *at = &c->regions->items[r];
        bool is_near = at->kind == RSD_REGION_REPEAT && at->similarity < 100;
        if (at->start == start && at->kind != RSD_REGION_LEAD && !is_near) {
            start = at->end; /* they are marked in the order of the text */
        }
    }
    return start;
}

rsd_status rsd_mark_agency(rsd_cleaner *c)
{
    bool found = false;
    rsd_status status = RSD_OK;
    size_t seen = 0;
    size_t inside = SIZE_MAX;
    for (size_t i = 0; i < c->footer && seen < SEARCH_LINES && status == RSD_OK && !found; i++) {
        if (i == c->headline || c->repeated[i] || c->lines[i].period != rsd_skeleton_len(c, i)) {
            continue;
        }
        bool has_tail = c->tail > c->lines[i].start && c->tail < c->lines[i].end;
        size_t stop = has_tail ? c->tail : c->lines[i].end;
        size_t start = text_start(c, i);
        if (start >= stop) {
            continue;
        }
        inside = inside == SIZE_MAX ? i : inside;
        seen++;
        status = mark_opening(c, i, start, stop, &found);
    }
    if (status == RSD_OK && !found && inside != SIZE_MAX) {
        status = mark_inside(c, inside, &found);
    }
    return status;
}
