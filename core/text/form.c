/* form.c: the display and key forms of a text, in one pass, with a map to the source. */
#include "base/mem.h"
#include "text/cluster.h"
#include "text/map.h"
#include "text/simd.h"

#include <string.h>

enum { NOT_SIGN = 0x00AC, BASMALA = 0xFDFD };

/* What the last visible character was: ZWNJ and tatweel depend on it. */
typedef enum neighbour { OTHER = 0, LETTER, DIGIT } neighbour;

typedef struct former {
    rsd_layer layer;
    rsd_lang lang;
    const char *s;
    size_t n;
    size_t i; /* the next byte of the source */
    rsd_buf *out;
    size_t out_start;
    rsd_map *map; /* or NULL */
    rsd_cluster cluster;
    neighbour before;
    /* The last character written, in case a mark follows that composes with it. */
    bool has_base;
    size_t base_source;
    size_t base_out;
    neighbour before_base;
} former;

/* The out buffer always has room for the rest of the source: what grows asks first. */
static rsd_status put(former *f, const char *bytes, size_t n, size_t source_end)
{
    rsd_status status = rsd_buf_reserve(f->out, n + (f->n - source_end));
    if (status == RSD_OK) {
        memcpy(f->out->data + f->out->len, bytes, n);
        f->out->len += n;
    }
    return status;
}

/* Records that the source up to source_end, from f->i, became what out holds from out_from on. */
static rsd_status record(former *f, size_t out_from, size_t source_end)
{
    if (f->map == NULL) {
        return RSD_OK;
    }
    return rsd_map_unit(f->map, (uint32_t)(out_from - f->out_start),
                        (uint32_t)(f->out->len - f->out_start), (uint32_t)f->i,
                        (uint32_t)source_end);
}

/* Leaves out the source up to end. */
static rsd_status leave_out(former *f, size_t end)
{
    rsd_status status = end > f->i ? record(f, f->out->len, end) : RSD_OK;
    f->i = end;
    return status;
}

static void set_base(former *f, neighbour now)
{
    f->has_base = true;
    f->base_source = f->i;
    f->base_out = f->out->len;
    f->before_base = f->before;
    f->before = now;
}

/* Copies len bytes, one or more characters without change. */
static void copy(former *f, size_t len, neighbour now)
{
    set_base(f, now);
    memcpy(f->out->data + f->out->len, f->s + f->i, len);
    f->out->len += len;
    f->i += len;
}

/* Writes bytes in place of the len bytes of a character. */
static rsd_status replace(former *f, size_t len, const char *bytes, size_t n, neighbour now)
{
    set_base(f, now);
    size_t from = f->out->len;
    rsd_status status = put(f, bytes, n, f->i + len);
    if (status == RSD_OK && n != len) {
        status = record(f, from, f->i + len);
    }
    f->i += len;
    return status;
}

/* The same for what no mark composes with. */
static rsd_status replace_blank(former *f, size_t len, const char *bytes, size_t n)
{
    rsd_status status = replace(f, len, bytes, n, OTHER);
    f->has_base = false;
    return status;
}

static inline bool ends_in_space(const former *f)
{
    return f->out->len > f->out_start && f->out->data[f->out->len - 1] == ' ';
}

static inline neighbour neighbour_of(rsd_class c)
{
    return rsd_is_letter(c) ? LETTER : c == RSD_CLASS_DIGIT ? DIGIT : OTHER;
}

/* Controls and invisible characters that no display form keeps. */
static bool display_deletes(uint32_t cp, rsd_class c)
{
    return c == RSD_CLASS_CONTROL ||
           (c == RSD_CLASS_JOINER && cp != RSD_CP_ZWNJ && cp != RSD_CP_ZWJ);
}

/* May a mark be reached across this character, because the form leaves it out there? */
static bool is_skipped(const former *f, uint32_t cp, rsd_class c)
{
    if (f->layer == RSD_KEY) {
        return rsd_key_deletes(cp, c);
    }
    return display_deletes(cp, c) || (cp == RSD_CP_ZWNJ && f->before == OTHER) ||
           (c == RSD_CLASS_TATWEEL && f->before == LETTER);
}

/* Fills the cluster with the character at f->i and its marks. Returns where the last ends. */
static rsd_status gather(former *f, size_t *end)
{
    uint32_t cp;
    size_t len;
    rsd_class c = (rsd_class)(rsd_char_at(f->s, f->n, f->i, &cp, &len) & RSD_CLASS_MASK);
    if (!rsd_extends(cp, c)) {
        f->before = neighbour_of(c);
    }
    f->cluster.len = 0;
    rsd_status status = rsd_cluster_add(&f->cluster, f->layer, cp);
    size_t at = f->i + len;
    *end = at;
    while (status == RSD_OK && at < f->n) {
        c = (rsd_class)(rsd_char_at(f->s, f->n, at, &cp, &len) & RSD_CLASS_MASK);
        at += len;
        if (is_skipped(f, cp, c)) {
            continue;
        }
        if (!rsd_extends(cp, c)) {
            break;
        }
        status = rsd_cluster_add(&f->cluster, f->layer, cp);
        *end = at;
    }
    return status;
}

/* The character at f->i with its marks. */
static rsd_status put_cluster(former *f)
{
    f->has_base = false;
    size_t end;
    rsd_status status = gather(f, &end);
    if (status != RSD_OK) {
        return status;
    }
    status = rsd_cluster_finish(&f->cluster, f->layer, f->lang);
    if (status == RSD_OK) {
        status = rsd_buf_reserve(f->out, f->cluster.len * 4 + (f->n - end));
    }
    if (status != RSD_OK) {
        return status;
    }
    const int32_t *points = rsd_cluster_points(&f->cluster);
    size_t from = f->out->len;
    char *p = f->out->data + from;
    for (size_t i = 0; i < f->cluster.len; i++) {
        p += rsd_utf8_encode((uint32_t)points[i], p);
    }
    size_t made = (size_t)(p - (f->out->data + from));
    f->out->len += made;
    uint32_t cp;
    size_t len;
    rsd_char_at(f->s, f->n, f->i, &cp, &len);
    bool one_to_one = f->cluster.len == 1 && f->i + len == end && made == len;
    bool same = made == end - f->i && memcmp(f->out->data + from, f->s + f->i, made) == 0;
    if (!one_to_one && !same) {
        status = record(f, from, end);
    }
    f->i = end;
    return status;
}

/* A mark after a character that was written already: takes that back and does both together. */
static rsd_status put_mark(former *f)
{
    if (f->has_base) {
        f->i = f->base_source;
        f->out->len = f->base_out;
        f->before = f->before_base;
        if (f->map != NULL) {
            rsd_map_cut(f->map, (uint32_t)(f->out->len - f->out_start), (uint32_t)f->i);
        }
    }
    return put_cluster(f);
}

/* ---- The key form -------------------------------------------------------------------------- */

static rsd_status key_slow(former *f, uint32_t cp, size_t len, rsd_class c)
{
    if (rsd_key_deletes(cp, c)) {
        return leave_out(f, f->i + len);
    }
    if (c == RSD_CLASS_SPACE) {
        return replace_blank(f, len, " ", 1);
    }
    if (c == RSD_CLASS_NEWLINE) {
        return replace_blank(f, len, "\n", 1);
    }
    if (rsd_extends(cp, c)) {
        return put_mark(f);
    }
    if (cp >= 0x2010 && cp <= 0x205E) {
        copy(f, len, OTHER);
        return RSD_OK;
    }
    return put_cluster(f);
}

/* Writes a letter of the table, which is never longer than its source. */
static rsd_status key_letter(former *f, size_t len, uint32_t key)
{
    f->has_base = true;
    f->base_source = f->i;
    size_t from = f->base_out = f->out->len;
    char *p = f->out->data + from;
    size_t made = 1;
    if (key < 0x80) {
        p[0] = (char)key;
    } else {
        p[0] = (char)(0xC0 | key >> 6);
        p[1] = (char)(0x80 | (key & 0x3F));
        made = 2;
    }
    f->out->len += made;
    rsd_status status = made == len ? RSD_OK : record(f, from, f->i + len);
    f->i += len;
    return status;
}

/* Goes on to i, the last character before it being of len bytes in both texts. */
static void go_on(former *f, size_t i, size_t len)
{
    f->out->len += i - f->i;
    f->i = i;
    f->has_base = true;
    f->base_source = i - len;
    f->base_out = f->out->len - len;
}

/* Writes letters of the table up to stop for as long as each needs no more than a look at it and
 * stays as long as it is. */
static void key_run(former *f, size_t stop)
{
    const unsigned char *s = (const unsigned char *)f->s;
    size_t i = f->i;
    char *p = f->out->data + f->out->len;
    size_t last = 0;
    while (i < stop) {
        if (s[i] < 0x80) {
            uint32_t key = rsd_key_low[s[i]];
            if (key == 0) {
                break;
            }
            *p++ = (char)key;
            i += last = 1;
        } else if (s[i] >= 0xC2 && s[i] < 0xE0 && f->n - i >= 2 && (s[i + 1] & 0xC0) == 0x80) {
            uint32_t key = rsd_key_low[(s[i] & 0x1F) << 6 | (s[i + 1] & 0x3F)];
            if (key < 0x80 || key == RSD_KEY_SLOW) {
                break;
            }
            *p++ = (char)(0xC0 | key >> 6);
            *p++ = (char)(0x80 | (key & 0x3F));
            i += last = 2;
        } else {
            break;
        }
    }
    if (last > 0) {
        go_on(f, i, last);
    }
}

/* The same by blocks. Returns where they are worth another try. */
static size_t key_blocks(former *f)
{
    size_t n = rsd_simd_key(f->s + f->i, f->n - f->i, f->out->data + f->out->len);
    if (n > 0) {
        const size_t i = f->i + n;
        go_on(f, i, (unsigned char)f->s[i - 1] < 0x80 ? 1 : 2);
    }
    const size_t again = f->i + (n > 0 ? 1 : RSD_BLOCK);
    return again < f->n ? again : f->n;
}

static rsd_status make_key(former *f)
{
    rsd_status status = RSD_OK;
    const bool simd = rsd_simd();
    while (f->i < f->n && status == RSD_OK) {
        size_t stop = simd && f->n - f->i >= RSD_BLOCK ? key_blocks(f) : f->n;
        key_run(f, stop);
        if (f->i >= stop) {
            continue;
        }
        uint32_t cp;
        size_t len;
        rsd_class c = (rsd_class)(rsd_char_at(f->s, f->n, f->i, &cp, &len) & RSD_CLASS_MASK);
        uint32_t key = cp < RSD_LOW ? rsd_key_low[cp] : RSD_KEY_SLOW;
        if (key == RSD_KEY_SLOW) {
            status = key_slow(f, cp, len, c);
        } else if (key == 0) {
            status = leave_out(f, f->i + len);
        } else {
            status = key_letter(f, len, key);
        }
    }
    return status;
}

/* ---- The display form ---------------------------------------------------------------------- */

/* The first character from at on that the form does not leave out; its class, which of ﷽ is that of
 * the letters it is written out as, and where it is. */
static rsd_class next_visible(const former *f, size_t *at)
{
    while (*at < f->n) {
        uint32_t cp;
        size_t len;
        rsd_class c = (rsd_class)(rsd_char_at(f->s, f->n, *at, &cp, &len) & RSD_CLASS_MASK);
        if (cp != RSD_CP_ZWNJ && !is_skipped(f, cp, c)) {
            return cp == BASMALA ? RSD_CLASS_ARABIC : c;
        }
        *at += len;
    }
    return RSD_CLASS_NEWLINE;
}

/* A ZWNJ stays between two parts of a word, once. */
static rsd_status display_zwnj(former *f, size_t len)
{
    if (f->before == OTHER) {
        return leave_out(f, f->i + len);
    }
    size_t at = f->i + len;
    rsd_class c = next_visible(f, &at);
    if (neighbour_of(c) != OTHER || c == RSD_CLASS_MARK) {
        copy(f, len, f->before);
        f->has_base = false; /* a mark after a ZWNJ has no base */
    }
    return leave_out(f, at);
}

/* Does Persian text of older tools write a ZWNJ so: as a soft hyphen, ¬ or a right-to-left mark? */
static inline bool may_stand_for_zwnj(rsd_lang lang, uint32_t cp)
{
    return lang == RSD_LANG_FA && (cp == 0x00AD || cp == NOT_SIGN || cp == 0x200F);
}

/* Does the form end in a letter of the Arabic script, marks aside? */
static bool ends_in_arabic(const former *f)
{
    size_t end = f->out->len;
    while (end > f->out_start) {
        size_t at = end - 1;
        while (at > f->out_start && ((unsigned char)f->out->data[at] & 0xC0) == 0x80) {
            at--;
        }
        rsd_class c = rsd_class_at(f->out->data, end, at);
        if (c != RSD_CLASS_MARK) {
            return c == RSD_CLASS_ARABIC;
        }
        end = at;
    }
    return false;
}

/* The first place from at on where no character stands that every display form leaves out. */
static size_t past_deleted(const former *f, size_t at)
{
    while (at < f->n) {
        uint32_t cp;
        size_t len;
        rsd_class c = (rsd_class)(rsd_char_at(f->s, f->n, at, &cp, &len) & RSD_CLASS_MASK);
        if (!display_deletes(cp, c)) {
            break;
        }
        at += len;
    }
    return at;
}

/* Writes a ZWNJ for what stands for one between two letters. Elsewhere ¬ is a sign like others,
 * which is not done here, and the rest is left out. */
static rsd_status display_stand_in(former *f, uint32_t cp, size_t len, bool *done)
{
    size_t at = f->i + len;
    *done = true;
    if (f->before == LETTER && next_visible(f, &at) == RSD_CLASS_ARABIC && ends_in_arabic(f)) {
        rsd_status status = replace(f, len, "\xE2\x80\x8C", 3, LETTER);
        f->has_base = false;
        return status == RSD_OK ? leave_out(f, at) : status;
    }
    *done = cp != NOT_SIGN;
    return *done ? leave_out(f, past_deleted(f, f->i + len)) : RSD_OK;
}

/* A tatweel goes where it stretches a word and stays where it stands alone. */
static rsd_status display_tatweel(former *f, size_t len)
{
    if (f->before == LETTER) {
        return leave_out(f, f->i + len);
    }
    size_t at = f->i;
    rsd_class c = RSD_CLASS_NEWLINE;
    uint32_t cp = 0;
    while (at < f->n) {
        size_t next;
        c = (rsd_class)(rsd_char_at(f->s, f->n, at, &cp, &next) & RSD_CLASS_MASK);
        if (c != RSD_CLASS_TATWEEL && cp != RSD_CP_ZWNJ && !display_deletes(cp, c)) {
            break;
        }
        c = RSD_CLASS_NEWLINE;
        at += next;
    }
    if (rsd_is_letter(c) || (at < f->n && cp == BASMALA)) {
        return leave_out(f, at);
    }
    rsd_status status = RSD_OK;
    while (f->i < at && status == RSD_OK) {
        size_t next;
        c = (rsd_class)(rsd_char_at(f->s, f->n, f->i, &cp, &next) & RSD_CLASS_MASK);
        if (c == RSD_CLASS_TATWEEL) {
            copy(f, next, OTHER);
        } else {
            status = leave_out(f, f->i + next);
        }
    }
    f->has_base = false;
    return status;
}

/* ﷽, which fonts often lack, is written out; it has no decomposition. */
static rsd_status display_basmala(former *f, size_t len)
{
    const char *phrase =
        f->lang == RSD_LANG_FA ? "بسم الله الرحمن الرحیم" : "بسم الله الرحمن الرحيم";
    rsd_status status = replace(f, len, phrase, strlen(phrase), LETTER);
    f->has_base = false;
    return status;
}

/* A run of spaces is one; a tab is no space, for it parts columns. */
static rsd_status display_space(former *f, uint32_t cp, size_t len)
{
    if (cp == '\t') {
        return replace_blank(f, len, "\t", 1);
    }
    return ends_in_space(f) ? leave_out(f, f->i + len) : replace_blank(f, len, " ", 1);
}

/* Can the character be copied as it is (unless a mark follows)? */
static inline bool display_keeps(rsd_lang lang, uint32_t cp)
{
    bool hamza;
    if (cp >= 0x2010 && cp <= 0x205E) {
        return true;
    }
    /* The last three are the characters of the tables that NFC replaces. */
    return cp < RSD_LOW && rsd_display_letter(lang, cp, &hamza) == cp && cp != 0x0374 &&
           cp != 0x037E && cp != 0x0387 && !may_stand_for_zwnj(lang, cp);
}

/* The letter that the language has in place of another, unless a mark follows: its length, or 0. */
static size_t other_letter(rsd_lang lang, uint32_t cp, char letter[4])
{
    bool hamza = false;
    const uint32_t other = cp < RSD_LOW ? rsd_display_letter(lang, cp, &hamza) : cp;
    return other == cp || hamza ? 0 : rsd_utf8_encode(other, letter);
}

static rsd_status display_char(former *f, uint32_t cp, size_t len, rsd_class c)
{
    if (may_stand_for_zwnj(f->lang, cp)) {
        bool done;
        rsd_status status = display_stand_in(f, cp, len, &done);
        if (status != RSD_OK || done) {
            return status;
        }
    }
    switch (c) {
    case RSD_CLASS_INVALID:
        return replace_blank(f, len, "\xEF\xBF\xBD", 3);
    case RSD_CLASS_CONTROL:
        return leave_out(f, f->i + len);
    case RSD_CLASS_JOINER:
        if (cp == RSD_CP_ZWNJ) {
            return display_zwnj(f, len);
        }
        if (cp == RSD_CP_ZWJ) {
            copy(f, len, OTHER);
            return RSD_OK;
        }
        return leave_out(f, f->i + len);
    case RSD_CLASS_TATWEEL:
        return display_tatweel(f, len);
    case RSD_CLASS_SPACE:
        return display_space(f, cp, len);
    case RSD_CLASS_NEWLINE:
        return replace_blank(f, len, len > 1 ? "\n" : f->s + f->i, 1);
    case RSD_CLASS_MARK:
        return put_mark(f);
    case RSD_CLASS_LETTER:
    case RSD_CLASS_LATIN:
    case RSD_CLASS_ARABIC:
    case RSD_CLASS_DIGIT:
    case RSD_CLASS_FINAL:
    case RSD_CLASS_PUNCT:
    case RSD_CLASS_SYMBOL:
        break;
    }
    if (rsd_extends(cp, c)) {
        return put_mark(f);
    }
    if (cp == BASMALA) {
        return display_basmala(f, len);
    }
    if (display_keeps(f->lang, cp)) {
        copy(f, len, neighbour_of(c));
        return RSD_OK;
    }
    char letter[4];
    const size_t n = other_letter(f->lang, cp, letter);
    return n > 0 ? replace(f, len, letter, n, LETTER) : put_cluster(f);
}

bool rsd_display_copies(rsd_lang lang, uint32_t cp)
{
    const rsd_class c = (rsd_class)(rsd_class_low[cp] & RSD_CLASS_MASK);
    const bool visible = c >= RSD_CLASS_LETTER && c != RSD_CLASS_MARK && c != RSD_CLASS_TATWEEL;
    return (visible || cp == ' ') && display_keeps(lang, cp);
}

static bool copied[4][RSD_LOW]; /* rsd_display_copies, by language */

__attribute__((constructor)) static void start(void)
{
    for (unsigned lang = 0; lang < 4; lang++) {
        for (uint32_t cp = 0; cp < RSD_LOW; cp++) {
            copied[lang][cp] = rsd_display_copies((rsd_lang)lang, cp);
        }
    }
}

/* The length of the character of one or two bytes at i, which is *cp; 0 for any other. */
static inline size_t low_char(const former *f, size_t i, uint32_t *cp)
{
    const unsigned char *s = (const unsigned char *)f->s;
    if (s[i] < 0x80) {
        *cp = s[i];
        return 1;
    }
    if (s[i] < 0xC2 || s[i] >= 0xE0 || f->n - i < 2 || (s[i + 1] & 0xC0) != 0x80) {
        return 0;
    }
    *cp = (s[i] & 0x1FU) << 6 | (s[i + 1] & 0x3FU);
    return 2;
}

/* What the character is, of one or two bytes and with its end at i; what was before the run is, if
 * i is its start. */
static neighbour neighbour_at(const former *f, size_t i)
{
    uint32_t cp = 0;
    if (i == f->i) {
        return f->before;
    }
    low_char(f, i - ((unsigned char)f->s[i - 1] < 0x80 ? 1 : 2), &cp);
    return neighbour_of((rsd_class)(rsd_class_low[cp] & RSD_CLASS_MASK));
}

/* Copies letters, digits, punctuation and single spaces for as long as none needs more than a
 * look. */
static void display_run(former *f)
{
    const char *s = f->s;
    size_t i = f->i;
    if (rsd_simd()) {
        i += rsd_simd_display(f->lang, s + i, f->n - i, ends_in_space(f));
    }
    const bool *copies = copied[f->lang];
    uint32_t cp;
    size_t len;
    while (i < f->n && (len = low_char(f, i, &cp)) > 0 && copies[cp]) {
        if (cp == ' ' && (i > f->i ? s[i - 1] == ' ' : ends_in_space(f))) {
            break;
        }
        i += len;
    }
    if (i > f->i) {
        const size_t last = (unsigned char)s[i - 1] < 0x80 ? 1 : 2;
        f->before_base = neighbour_at(f, i - last);
        f->before = neighbour_at(f, i);
        memcpy(f->out->data + f->out->len, s + f->i, i - f->i);
        f->out->len += i - f->i;
        f->i = i;
        f->has_base = s[i - 1] != ' ';
        f->base_source = i - last;
        f->base_out = f->out->len - last;
    }
}

static rsd_status make_display(former *f)
{
    rsd_status status = RSD_OK;
    for (;;) {
        display_run(f);
        if (f->i == f->n || status != RSD_OK) {
            return status;
        }
        uint32_t cp;
        size_t len;
        rsd_class c = (rsd_class)(rsd_char_at(f->s, f->n, f->i, &cp, &len) & RSD_CLASS_MASK);
        status = display_char(f, cp, len, c);
    }
}

rsd_status rsd_form(rsd_layer layer, rsd_lang lang, const char *s, size_t n, rsd_buf *out,
                    rsd_map *map, rsd_error *err)
{
    if (n > UINT32_MAX / 4) {
        return rsd_fail(err, RSD_ERR_LIMIT, NULL, 0, RSD_NO_OFFSET,
                        "text of %zu bytes is too large for a form", n);
    }
    if (map != NULL) {
        map->len = 0;
        map->form_len = 0;
        map->source_len = (uint32_t)n;
    }
    size_t out_start = out->len;
    if (rsd_buf_reserve(out, n) != RSD_OK) {
        return rsd_fail_nomem(err);
    }
    former f; /* field by field: most calls are for one word, and the cluster has its own room */
    f.layer = layer;
    f.lang = lang;
    f.s = s;
    f.n = n;
    f.i = 0;
    f.out = out;
    f.out_start = out_start;
    f.map = map;
    f.before = OTHER;
    f.has_base = false;
    f.base_source = 0;
    f.base_out = 0;
    f.before_base = OTHER;
    f.cluster.big = NULL;
    f.cluster.cap = 0;
    f.cluster.len = 0;
    rsd_status status = layer == RSD_KEY ? make_key(&f) : make_display(&f);
    rsd_cluster_free(&f.cluster);
    if (status != RSD_OK) {
        out->len = out_start;
    }
    out->data[out->len] = '\0';
    if (map != NULL) {
        if (status != RSD_OK) {
            map->len = 0;
            map->source_len = 0;
        } else {
            map->form_len = (uint32_t)(out->len - out_start);
        }
    }
    return status == RSD_OK ? RSD_OK : rsd_fail_nomem(err);
}
