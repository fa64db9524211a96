/* cluster.c: characters outside the tables, and characters with marks, by way of utf8proc. */
#include "text/cluster.h"

#include "base/mem.h"

#include <string.h>
#include <utf8proc.h>

enum {
    ROOM = 64,
    DECOMPOSED = 32, /* more than any character decomposes to */
    SHORT_RUN = 16,
    HAMZA_ABOVE = 0x0654
};

static int32_t *points_of(rsd_cluster *cluster)
{
    return cluster->cap > 0 ? cluster->big : cluster->room;
}

static int32_t *spare_of(rsd_cluster *cluster)
{
    return cluster->cap > 0 ? cluster->big + cluster->cap : cluster->room_spare;
}

const int32_t *rsd_cluster_points(const rsd_cluster *cluster)
{
    return cluster->cap > 0 ? cluster->big : cluster->room;
}

void rsd_cluster_free(rsd_cluster *cluster)
{
    rsd_free(cluster->big);
    cluster->big = NULL;
    cluster->cap = 0;
    cluster->len = 0;
}

static rsd_status reserve(rsd_cluster *cluster, size_t want)
{
    size_t cap = cluster->cap > 0 ? cluster->cap : ROOM;
    if (want <= cap) {
        return RSD_OK;
    }
    while (cap < want) {
        cap *= 2;
    }
    int32_t *big = rsd_alloc(cap * 2 * sizeof *big);
    if (big == NULL) {
        return RSD_ERR_NOMEM;
    }
    memcpy(big, points_of(cluster), cluster->len * sizeof *big);
    rsd_free(cluster->big);
    cluster->big = big;
    cluster->cap = cap;
    return RSD_OK;
}

bool rsd_extends(uint32_t cp, rsd_class c)
{
    /* Vowels and final consonants of Hangul compose with what precedes them. */
    return c == RSD_CLASS_MARK || (cp >= 0x1160 && cp <= 0x11FF) || (cp >= 0xD7B0 && cp <= 0xD7FF);
}

bool rsd_key_deletes(uint32_t cp, rsd_class c)
{
    if (c == RSD_CLASS_JOINER || c == RSD_CLASS_CONTROL || c == RSD_CLASS_TATWEEL ||
        c == RSD_CLASS_INVALID) {
        return true;
    }
    if (cp < RSD_LOW) {
        return rsd_key_low[cp] == 0;
    }
    return c == RSD_CLASS_MARK &&
           ((cp >= 0x08D3 && cp <= 0x08FF) || (cp >= 0xFE00 && cp <= 0xFE0F) ||
            (cp >= 0xE0000 && cp <= 0xE0FFF));
}

/* The value of a digit of any script: digits come in runs of ten that start with the zero. */
static uint32_t digit_value(uint32_t cp)
{
    uint32_t zero = cp;
    while (cp - zero < 9 && utf8proc_category((int32_t)zero - 1) == UTF8PROC_CATEGORY_ND) {
        zero--;
    }
    return cp - zero;
}

/* The key of one decomposed code point; 0 deletes it. */
static uint32_t key_of(uint32_t cp)
{
    if (cp < RSD_LOW) {
        uint32_t key = rsd_key_low[cp];
        return key == RSD_KEY_SLOW ? cp : key;
    }
    rsd_class c = (rsd_class)(rsd_class_of(cp) & RSD_CLASS_MASK);
    if (rsd_key_deletes(cp, c)) {
        return 0;
    }
    return c == RSD_CLASS_DIGIT ? '0' + digit_value(cp) : cp;
}

static size_t decompose(uint32_t cp, unsigned options, int32_t out[DECOMPOSED])
{
    int boundclass = UTF8PROC_BOUNDCLASS_START; /* unused, but utf8proc asks for it */
    utf8proc_ssize_t n = utf8proc_decompose_char((int32_t)cp, out, DECOMPOSED,
                                                 (utf8proc_option_t)options, &boundclass);
    if (n <= 0 || n > DECOMPOSED) {
        out[0] = (int32_t)cp;
        return 1;
    }
    return (size_t)n;
}

static size_t decompose_for_key(uint32_t cp, rsd_class c, int32_t out[DECOMPOSED])
{
    unsigned options = UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD;
    if (!rsd_is_letter(c) && c != RSD_CLASS_DIGIT) {
        return decompose(cp, options, out);
    }
    size_t n = decompose(cp, options | UTF8PROC_COMPAT, out);
    const uint32_t first = (uint32_t)out[0];
    /* What stands alone (letters of Hangul, sound marks of kana) does not come to join others, */
    bool apart = rsd_extends(first, (rsd_class)(rsd_class_of(first) & RSD_CLASS_MASK));
    for (size_t i = 0; i < n && !apart; i++) {
        apart = out[i] == ' '; /* and a key has no spaces inside. */
    }
    return apart ? decompose(cp, options, out) : n;
}

/* Adds one character that is not a presentation form. */
static rsd_status add_plain(rsd_cluster *cluster, rsd_layer layer, uint32_t cp)
{
    int32_t parts[DECOMPOSED];
    rsd_class c = (rsd_class)(rsd_class_of(cp) & RSD_CLASS_MASK);
    size_t n = layer == RSD_KEY ? decompose_for_key(cp, c, parts)
                                : decompose(cp, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE, parts);
    rsd_status status = reserve(cluster, cluster->len + n);
    if (status != RSD_OK) {
        return status;
    }
    int32_t *points = points_of(cluster);
    for (size_t i = 0; i < n; i++) {
        uint32_t part = (uint32_t)parts[i];
        if (layer == RSD_KEY) {
            part = key_of(part);
            if (part == 0) {
                continue;
            }
        }
        points[cluster->len++] = (int32_t)part;
    }
    return RSD_OK;
}

rsd_status rsd_cluster_add(rsd_cluster *cluster, rsd_layer layer, uint32_t cp)
{
    const uint16_t *letters = NULL;
    size_t n = rsd_presentation(cp, &letters);
    if (n == 0) {
        return add_plain(cluster, layer, cp);
    }
    rsd_status status = RSD_OK;
    for (size_t i = 0; i < n && status == RSD_OK; i++) {
        status = add_plain(cluster, layer, letters[i]);
    }
    return status;
}

static unsigned combining_class(int32_t cp)
{
    /* Nearly every mark of a cluster is one of these letters' own. */
    return cp < 0x300 ? 0 : (unsigned)utf8proc_get_property(cp)->combining_class & 0xFF;
}

/* Sorts marks by combining class, keeping the order of equals, in time linear in their number. */
static void sort_run(int32_t *run, size_t n, int32_t *spare)
{
    if (n <= SHORT_RUN) {
        for (size_t i = 1; i < n; i++) {
            int32_t cp = run[i];
            size_t j = i;
            for (; j > 0 && combining_class(run[j - 1]) > combining_class(cp); j--) {
                run[j] = run[j - 1];
            }
            run[j] = cp;
        }
        return;
    }
    size_t place[257] = {0};
    for (size_t i = 0; i < n; i++) {
        place[combining_class(run[i]) + 1]++;
    }
    for (size_t i = 1; i < 257; i++) {
        place[i] += place[i - 1];
    }
    for (size_t i = 0; i < n; i++) {
        spare[place[combining_class(run[i])]++] = run[i];
    }
    memcpy(run, spare, n * sizeof *run);
}

static void order_and_compose(rsd_cluster *cluster)
{
    int32_t *points = points_of(cluster);
    size_t first = 0;
    for (size_t i = 0; i <= cluster->len; i++) {
        if (i == cluster->len || combining_class(points[i]) == 0) {
            if (i - first > 1) {
                sort_run(points + first, i - first, spare_of(cluster));
            }
            first = i + 1;
        }
    }
    if (cluster->len > 1) {
        utf8proc_ssize_t n =
            utf8proc_normalize_utf32(points, (utf8proc_ssize_t)cluster->len,
                                     (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
        if (n > 0) {
            cluster->len = (size_t)n;
        }
    }
}

/* Puts the letters of the language in; true if anything changed. */
static rsd_status choose_letters(rsd_cluster *cluster, rsd_lang lang, bool *changed)
{
    rsd_status status = reserve(cluster, cluster->len * 2);
    if (status != RSD_OK) {
        return status;
    }
    int32_t *points = points_of(cluster);
    int32_t *spare = spare_of(cluster);
    size_t n = 0;
    *changed = false;
    for (size_t i = 0; i < cluster->len; i++) {
        bool hamza;
        spare[n] = (int32_t)rsd_display_letter(lang, (uint32_t)points[i], &hamza);
        *changed = *changed || spare[n] != points[i];
        n++;
        if (hamza) {
            spare[n++] = HAMZA_ABOVE;
        }
    }
    memcpy(points, spare, n * sizeof *points);
    cluster->len = n;
    return RSD_OK;
}

rsd_status rsd_cluster_finish(rsd_cluster *cluster, rsd_layer layer, rsd_lang lang)
{
    order_and_compose(cluster);
    if (layer == RSD_KEY || cluster->len == 0) {
        return RSD_OK;
    }
    bool changed = false;
    rsd_status status = choose_letters(cluster, lang, &changed);
    if (status == RSD_OK && changed) {
        order_and_compose(cluster);
    }
    return status;
}
