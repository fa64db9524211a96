/* lemma_fa.c: Persian lemmas by paradigms of verbs, nouns and adjectives.
 *
 * All work is done on keys, so that آ and ا, ئ and ی are one and the ZWNJ is no letter.
 * Where it stood is kept aside, for it tells a plural in های from ای after ه.
 * Letters of the alphabet take two bytes. */
#include "text/lemma.h"

#include <stdlib.h>
#include <string.h>

enum { LETTER = 2, STEM_MAX = 64 };

typedef struct span {
    const char *s;
    size_t n;
} span;

/* Orders a span and a NUL-terminated word by their bytes. */
static int compare(span a, const char *b)
{
    size_t n = strlen(b);
    int order = memcmp(a.s, b, a.n < n ? a.n : n);
    if (order != 0) {
        return order;
    }
    return (a.n > n) - (a.n < n);
}

static int compare_verb(const void *a, const void *b)
{
    return compare(*(const span *)a, ((const rsd_fa_verb *)b)->key);
}

static int compare_stem(const void *a, const void *b)
{
    return compare(*(const span *)a, ((const rsd_fa_stem *)b)->key);
}

static int compare_form(const void *a, const void *b)
{
    return compare(*(const span *)a, ((const rsd_fa_form *)b)->key);
}

static int compare_word(const void *a, const void *b)
{
    return compare(*(const span *)a, *(const char *const *)b);
}

static const rsd_fa_verb *find_past(span s)
{
    return bsearch(&s, rsd_fa_verbs, rsd_fa_verb_count, sizeof *rsd_fa_verbs, compare_verb);
}

static const rsd_fa_verb *find_present(span s)
{
    const rsd_fa_stem *stem =
        bsearch(&s, rsd_fa_stems, rsd_fa_stem_count, sizeof *rsd_fa_stems, compare_stem);
    return stem == NULL ? NULL : &rsd_fa_verbs[stem->verb];
}

static const rsd_fa_form *find_form(span s)
{
    return bsearch(&s, rsd_fa_forms, rsd_fa_form_count, sizeof *rsd_fa_forms, compare_form);
}

static bool is_among(span s, const char *const *words, size_t count)
{
    return bsearch(&s, words, count, sizeof *words, compare_word) != NULL;
}

static bool starts(span s, const char *with)
{
    size_t n = strlen(with);
    return s.n >= n && memcmp(s.s, with, n) == 0;
}

static bool ends(span s, const char *with)
{
    size_t n = strlen(with);
    return s.n >= n && memcmp(s.s + s.n - n, with, n) == 0;
}

static bool ends_in_any(span s, const char *const *with)
{
    for (; *with != NULL; with++) {
        if (ends(s, *with)) {
            return true;
        }
    }
    return false;
}

static span without_end(span s, const char *end)
{
    return (span){s.s, s.n - strlen(end)};
}

static span without_start(span s, const char *start)
{
    size_t n = strlen(start);
    return (span){s.s + n, s.n - n};
}

/* ---- Verbs --------------------------------------------------------------------------------- */

/* What may stand in a form, by its prefix. */
typedef struct mood {
    bool past;        /* past stem with an ending of the person */
    bool past_bare;   /* ... or with none */
    bool past_second; /* ... or with ی */
    bool participle;
    bool present;
    bool present_second; /* with ی, of a stem of three letters at least: بری, نرمی */
    bool continuous;     /* after می, where short stems stand, too */
    bool present_bare;   /* with none, of a stem of three letters at least */
    bool free;           /* no prefix: short stems would be nouns with a clitic */
} mood;

typedef struct form {
    const char *preverb;
    const char *hidden; /* a letter of the stem that the spelling swallows: ا of بیفتد */
    span rest;
} form;

/* The stem of a form: its preverb, the swallowed letter, and what stands before the ending. */
static bool join_stem(const form *f, size_t n, char *buf, span *stem)
{
    size_t preverb = strlen(f->preverb);
    size_t hidden = strlen(f->hidden);
    if (n == 0 || n > f->rest.n || preverb + hidden + n > STEM_MAX) {
        return false;
    }
    memcpy(buf, f->preverb, preverb);
    memcpy(buf + preverb, f->hidden, hidden);
    memcpy(buf + preverb + hidden, f->rest.s, n);
    *stem = (span){buf, preverb + hidden + n};
    return true;
}

static const rsd_fa_verb *past_form(const form *f, const mood *m)
{
    static const char *const participle[] = {"هاست", "هاید", "هایم", "هاند",
                                             "های",  "هام",  "ه",    NULL};
    static const char *const person[] = {"یم", "ید", "ند", "م", NULL};
    char buf[STEM_MAX];
    span stem;
    const rsd_fa_verb *verb = NULL;
    if (m->past_bare && join_stem(f, f->rest.n, buf, &stem)) {
        verb = find_past(stem);
    }
    if (verb == NULL && m->past_second && ends(f->rest, "ی") &&
        join_stem(f, f->rest.n - LETTER, buf, &stem)) {
        verb = find_past(stem);
    }
    for (size_t i = 0; verb == NULL && m->past && person[i] != NULL; i++) {
        if (ends(f->rest, person[i]) && join_stem(f, f->rest.n - strlen(person[i]), buf, &stem)) {
            verb = find_past(stem);
        }
    }
    for (size_t i = 0; verb == NULL && m->participle && participle[i] != NULL; i++) {
        if (ends(f->rest, participle[i]) &&
            join_stem(f, f->rest.n - strlen(participle[i]), buf, &stem)) {
            verb = find_past(stem);
        }
    }
    return verb;
}

static const rsd_fa_verb *present_form(const form *f, const mood *m)
{
    static const char *const person[] = {"یم", "ید", "ند", "م", "د", "ی", NULL};
    char buf[STEM_MAX];
    span stem;
    for (size_t i = 0; m->present && person[i] != NULL; i++) {
        size_t end = strlen(person[i]);
        bool is_first = strcmp(person[i], "م") == 0;
        bool is_second = strcmp(person[i], "ی") == 0;
        if (!ends(f->rest, person[i]) || (is_second && !m->present_second) ||
            !join_stem(f, f->rest.n - end, buf, &stem)) {
            continue;
        }
        size_t own = f->rest.n - end;
        if (is_second && !m->continuous && own < 3 * (size_t)LETTER) {
            continue;
        }
        if (m->free && own < (is_first ? 3 * (size_t)LETTER : 2 * (size_t)LETTER)) {
            continue;
        }
        const rsd_fa_verb *verb = find_present(stem);
        if (verb != NULL) {
            return verb;
        }
    }
    if (m->present_bare && join_stem(f, f->rest.n, buf, &stem) && stem.n >= 3 * (size_t)LETTER) {
        return find_present(stem);
    }
    return NULL;
}

static const rsd_fa_verb *any_form(const form *f, const mood *m)
{
    const rsd_fa_verb *verb = past_form(f, m);
    return verb != NULL ? verb : present_form(f, m);
}

/* A form after ب or ن: before آ and ا a ی comes in, and ا may go. */
static const rsd_fa_verb *after_letter(const form *f, const mood *m)
{
    const rsd_fa_verb *verb = NULL;
    if (starts(f->rest, "ا")) {
        return NULL;
    }
    if (starts(f->rest, "ی")) {
        form inner = {f->preverb, "", without_start(f->rest, "ی")};
        mood inflected = *m;
        inflected.present_bare = false; /* بیزار */
        if (starts(inner.rest, "ا")) {
            return any_form(&inner, &inflected);
        }
        inner.hidden = "ا";
        verb = any_form(&inner, &inflected);
    }
    return verb != NULL ? verb : any_form(f, m);
}

static const rsd_fa_verb *verb_after_preverb(span s, const char *preverb, bool prefix_first)
{
    static const mood none = {
        .past = true, .past_bare = true, .participle = true, .present = true, .free = true};
    static const mood continuous = {.past = true,
                                    .past_bare = true,
                                    .past_second = true,
                                    .participle = true,
                                    .present = true,
                                    .present_second = true,
                                    .continuous = true};
    static const mood negative = {.past = true,
                                  .past_bare = true,
                                  .past_second = true,
                                  .participle = true,
                                  .present = true,
                                  .present_second = true};
    static const mood wish = {.present = true, .present_second = true, .present_bare = true};
    form f = {preverb, "", s};
    const rsd_fa_verb *verb = prefix_first ? NULL : any_form(&f, &none);
    if (verb == NULL && starts(s, "نمی")) {
        f.rest = without_start(s, "نمی");
        verb = any_form(&f, &continuous);
    }
    if (verb == NULL && starts(s, "می")) {
        f.rest = without_start(s, "می");
        verb = any_form(&f, &continuous);
    }
    if (verb == NULL && starts(s, "همی")) {
        f.rest = without_start(s, "همی");
        verb = any_form(&f, &continuous);
    }
    if (verb == NULL && starts(s, "ن")) {
        f.rest = without_start(s, "ن");
        verb = after_letter(&f, &negative);
    }
    if (verb == NULL && starts(s, "ب")) {
        f.rest = without_start(s, "ب");
        verb = after_letter(&f, &wish);
    }
    return verb;
}

static const rsd_fa_verb *find_verb(const rsd_fa_word *word)
{
    static const char *const preverbs[] = {"بر", "در", "باز", "فرا", "فرو", "وا", "ور", NULL};
    span s = {word->key, word->len};
    /* میراند may be one word, می‌راند is two parts. */
    bool prefix_first = (starts(s, "می") && word->joined[strlen("می")]) ||
                        (starts(s, "نمی") && word->joined[strlen("نمی")]);
    const rsd_fa_verb *verb = verb_after_preverb(s, "", prefix_first);
    for (size_t i = 0; verb == NULL && preverbs[i] != NULL; i++) {
        if (starts(s, preverbs[i])) {
            verb = verb_after_preverb(without_start(s, preverbs[i]), preverbs[i], false);
        }
    }
    return verb;
}

/* ---- Nouns and adjectives ------------------------------------------------------------------ */

/* Where the word is cut; what is put in place of the ending, "" for nothing. cut 0: nowhere. */
typedef struct cut {
    size_t at;
    const char *put;
} cut;

static const cut no_cut = {0, ""};

static cut cut_at(size_t at, const char *put)
{
    return (cut){at, put};
}

static bool has_joiner(const rsd_fa_word *word, size_t before)
{
    for (size_t i = 0; i < before; i++) {
        if (word->joined[i]) {
            return true;
        }
    }
    return false;
}

/* The endings that only a ZWNJ tells from letters of the word. */
static cut cut_joined(const rsd_fa_word *word)
{
    static const char *const endings[] = {"ام",  "ات",  "اش",  "ای",  "ی",   "مان", "تان",
                                          "شان", "ایم", "اید", "اند", "است", "ست",  "یم",
                                          "یت",  "یش",  "یی",  "م",   "ت",   "ش",   NULL};
    span s = {word->key, word->len};
    for (size_t i = 0; endings[i] != NULL; i++) {
        span base = without_end(s, ends(s, endings[i]) ? endings[i] : "");
        if (base.n == s.n || base.n < 2 * (size_t)LETTER || !word->joined[base.n]) {
            continue;
        }
        /* Of a compound in ه the form is an adjective: سه‌جانبه‌ای. */
        if (strcmp(endings[i], "ای") == 0 && has_joiner(word, base.n)) {
            continue;
        }
        return cut_at(base.n, "");
    }
    return no_cut;
}

static bool is_guarded(span s)
{
    const rsd_fa_form *whole = find_form(s);
    return whole != NULL && whole->lemma == NULL;
}

static cut cut_ha(const rsd_fa_word *word)
{
    static const char *const endings[] = {
        "هایمان", "هایتان", "هایشان", "هامان", "هاتان", "هاشان", "هامون", "هاتون", "هاشون", "هایم",
        "هایت",   "هایش",   "هایی",   "هاست",  "های",   "هام",   "هات",   "هاش",   "ها",    NULL};
    span s = {word->key, word->len};
    for (size_t i = 0; endings[i] != NULL; i++) {
        if (!ends(s, endings[i])) {
            continue;
        }
        span base = without_end(s, endings[i]);
        if (base.n < 2 * (size_t)LETTER || word->joined[base.n + LETTER]) {
            continue;
        }
        span with_ha = {s.s, base.n + 2 * (size_t)LETTER};
        if (is_guarded(with_ha)) { /* انتهای */
            return cut_at(with_ha.n, "");
        }
        /* In راهش and ماهت the ه is the word's. */
        if (!word->joined[base.n] && strlen(endings[i]) == 3 * (size_t)LETTER && !ends(s, "های")) {
            continue;
        }
        return cut_at(base.n, "");
    }
    return no_cut;
}

/* تر, ترین: بزرگ‌تر, بزرگترین. */
static cut cut_degree(const rsd_fa_word *word)
{
    static const char *const unlike[] = {"س", "ک", "م", "ن", "پ", "ی", "ف", "ل", "و", NULL};
    static const char *const loose[] = {"ا", "د", "ذ", "ر", "ز", "ژ", NULL};
    span s = {word->key, word->len};
    if (ends(s, "ترین") || ends(s, "ترینی")) {
        span base = without_end(s, ends(s, "ترین") ? "ترین" : "ترینی");
        return base.n >= 2 * (size_t)LETTER ? cut_at(base.n, "") : no_cut;
    }
    if (ends(s, "تری")) {
        span base = without_end(s, "تری");
        if (base.n >= 2 * (size_t)LETTER &&
            (word->joined[base.n] ||
             is_among(base, rsd_fa_comparables, rsd_fa_comparables_count))) {
            return cut_at(base.n, "");
        }
    }
    if (ends(s, "تر")) {
        span base = without_end(s, "تر");
        if (base.n >= 2 * (size_t)LETTER && word->joined[base.n]) {
            return cut_at(base.n, "");
        }
        if (is_among(base, rsd_fa_comparables, rsd_fa_comparables_count)) {
            return cut_at(base.n, "");
        }
        if (base.n >= 3 * (size_t)LETTER && ends_in_any(base, loose)) {
            return cut_at(base.n, "");
        }
        if (base.n >= 4 * (size_t)LETTER && !ends_in_any(base, unlike)) {
            return cut_at(base.n, "");
        }
    }
    return no_cut;
}

/* Does a compound end in a word of an agent: کار|شناس? */
static bool is_agent(span s)
{
    for (size_t i = 0; i < rsd_fa_agents_count; i++) {
        if (ends(s, rsd_fa_agents[i]) && s.n >= strlen(rsd_fa_agents[i]) + 2 * (size_t)LETTER) {
            return true;
        }
    }
    return false;
}

/* An Arabic participle such as مخالف, متخصص, مسئول? */
static bool is_participle(span s)
{
    return starts(s, "م") && s.n >= 4 * (size_t)LETTER && s.n <= 6 * (size_t)LETTER &&
           !ends(s, "ا") && !ends(s, "ه") && !ends(s, "ی");
}

static bool is_waw_noun(span s)
{
    return is_among(s, rsd_fa_waw, rsd_fa_waw_count) ||
           (s.n >= 4 * (size_t)LETTER && (ends(s, "جو") || ends(s, "گو")));
}

static cut cut_an(const rsd_fa_word *word, span s)
{
    if (!ends(s, "ان")) {
        return no_cut;
    }
    span base = without_end(s, "ان");
    if (is_among(base, rsd_fa_an, rsd_fa_an_count) || word->joined[base.n]) {
        return cut_at(base.n, "");
    }
    static const char *const no_plural[] = {"رگ", "وگ", "زگ", NULL}; /* گروگان, هرمزگان */
    if (ends(base, "گ") && base.n >= 4 * (size_t)LETTER && !ends_in_any(base, no_plural)) {
        return cut_at(base.n - LETTER, "ه");
    }
    if (ends(base, "ای") || (ends(base, "وی") && is_waw_noun(without_end(base, "ی")))) {
        return base.n >= 4 * (size_t)LETTER ? cut_at(base.n - LETTER, "") : no_cut;
    }
    if (ends(base, "ی")) {
        return base.n >= 5 * (size_t)LETTER ? cut_at(base.n, "") : no_cut;
    }
    if (ends(base, "ست")) { /* مجارستان */
        return no_cut;
    }
    return is_agent(base) || is_participle(base) ? cut_at(base.n, "") : no_cut;
}

static bool letter_is(span s, size_t i, const char *letter)
{
    return s.n >= (i + 1) * (size_t)LETTER && memcmp(s.s + i * LETTER, letter, LETTER) == 0;
}

/* An Arabic verbal noun: تحقیق, تحول, اقدام, انتخاب, استعداد? */
static bool is_masdar(span s)
{
    size_t n = s.n / LETTER;
    if (starts(s, "ت")) {
        return n == 4 ? !letter_is(s, 3, "ی") : n == 5 && letter_is(s, 3, "ی");
    }
    return starts(s, "ا") && n >= 4 && n <= 7 && letter_is(s, n - 2, "ا");
}

static cut cut_at_plural(span s)
{
    if (!ends(s, "ات")) {
        return no_cut;
    }
    span base = without_end(s, "ات");
    size_t n = base.n / LETTER;
    if (starts(base, "م")) {
        if (n == 5 && letter_is(base, 2, "ا")) {
            return cut_at(base.n, "ه"); /* مذاکره */
        }
        return n == 4 || (n == 5 && letter_is(base, 3, "و")) ? cut_at(base.n, "") : no_cut;
    }
    return is_masdar(base) ? cut_at(base.n, "") : no_cut;
}

static cut cut_in(span s)
{
    if (ends(s, "ین") && is_participle(without_end(s, "ین"))) {
        return cut_at(s.n - 2 * (size_t)LETTER, "");
    }
    return no_cut;
}

/* A verbal noun in ش such as نمایش, which no possessive stands in? */
static bool is_verbal_noun(span base)
{
    for (size_t i = 0; i + 2 * (size_t)LETTER <= base.n; i += LETTER) {
        if (find_present((span){base.s + i, base.n - i}) != NULL) {
            return true;
        }
    }
    return false;
}

/* ی after a vowel, and the possessives that take it: صدای, صدایش, نیروی, نیرویشان. */
static cut cut_after_vowel(const rsd_fa_word *word, span s)
{
    static const char *const endings[] = {"یشان", "یمان", "یتان", "یش", "ی", NULL};
    for (size_t i = 0; endings[i] != NULL; i++) {
        if (!ends(s, endings[i])) {
            continue;
        }
        span base = without_end(s, endings[i]);
        bool is_long = strlen(endings[i]) == 3 * (size_t)LETTER;
        if (base.n < LETTER || word->joined[base.n - LETTER]) {
            continue;
        }
        if (ends(base, "ا") && base.n >= (is_long ? 4 : 3) * (size_t)LETTER) {
            bool is_sh = strcmp(endings[i], "یش") == 0;
            return is_sh && is_verbal_noun(base) ? no_cut : cut_at(base.n, "");
        }
        if (ends(base, "و") && is_waw_noun(base)) {
            return cut_at(base.n, "");
        }
    }
    return no_cut;
}

static cut cut_noun(const rsd_fa_word *word)
{
    span s = {word->key, word->len};
    cut c = cut_ha(word);
    if (c.at == 0) {
        c = cut_degree(word);
    }
    if (c.at == 0) {
        c = cut_joined(word);
    }
    if (c.at == 0) {
        c = cut_an(word, s);
    }
    if (c.at == 0 && ends(s, "انی") &&
        (ends(s, "ندگانی") || is_among(without_end(s, "انی"), rsd_fa_an, rsd_fa_an_count)) &&
        !is_guarded(without_end(s, "ی"))) {
        c = cut_an(word, without_end(s, "ی"));
    }
    if (c.at == 0) {
        c = cut_at_plural(s);
    }
    if (c.at == 0) {
        c = cut_in(s);
    }
    if (c.at == 0) {
        c = cut_after_vowel(word, s);
    }
    if (c.at == 0 && ends(s, "شان") && !ends(s, "نشان") && s.n >= 6 * (size_t)LETTER) {
        c = cut_at(s.n - strlen("شان"), "");
    }
    return c;
}

/* ---- The whole ----------------------------------------------------------------------------- */

/* گسترده‌ای, of a word in ه that is no participle here. */
static bool is_indefinite_noun(const rsd_fa_word *word)
{
    span s = {word->key, word->len};
    return ends(s, "های") && word->joined[s.n - 2 * (size_t)LETTER] &&
           is_guarded(without_end(s, "ای"));
}

/* Does a compound end in a word that no ending stands in: بی‌انتها, نیمه‌نهایی?
 */
static bool ends_guarded(const rsd_fa_word *word)
{
    for (size_t i = word->len; i-- > 1;) {
        if (word->joined[i]) {
            span last = {word->key + i, word->len - i};
            return last.n >= 3 * (size_t)LETTER && !ends(last, "است") && is_guarded(last);
        }
    }
    return false;
}

/* The entry of a word; حرف‌های is not حرفه‌ای. */
static const rsd_fa_form *entry_of(const rsd_fa_word *word)
{
    span s = {word->key, word->len};
    if (ends(s, "های") && s.n > 3 * (size_t)LETTER && word->joined[s.n - 3 * (size_t)LETTER]) {
        return NULL;
    }
    return find_form(s);
}

/* One step; false if the word is its own lemma or the tables' word is. */
static bool reduce_once(rsd_fa_word *word)
{
    span s = {word->key, word->len};
    const rsd_fa_form *whole = entry_of(word);
    if (whole != NULL) {
        word->lemma = whole->lemma;
        word->present = whole->present;
        const rsd_fa_verb *verb = find_past(s);
        if (verb != NULL && whole->lemma == NULL) {
            word->lemma = verb->past;
            word->present = verb->present;
        }
        return false;
    }
    const rsd_fa_verb *verb = is_indefinite_noun(word) ? NULL : find_verb(word);
    if (verb != NULL) {
        word->lemma = verb->past;
        word->present = verb->present;
        return false;
    }
    cut c = ends_guarded(word) ? no_cut : cut_noun(word);
    if (c.at == 0 || c.at + strlen(c.put) >= word->len) {
        return false;
    }
    size_t put = strlen(c.put);
    memcpy(word->key + c.at, c.put, put);
    memset(word->joined + c.at, 0, put);
    word->len = c.at + put;
    word->kept = word->kept < c.at ? word->kept : c.at;
    return true;
}

void rsd_fa_reduce(rsd_fa_word *word)
{
    word->lemma = NULL;
    word->present = NULL;
    /* Every step shortens the word. */
    while (reduce_once(word)) {
    }
}

/* ---- Stems --------------------------------------------------------------------------------- */

/* A word that the tables have as a lemma, or with a plural in ان. */
static bool is_known_noun(span s)
{
    return is_guarded(s) || is_among(s, rsd_fa_an, rsd_fa_an_count);
}

/* The length of the known noun that a word, say a plural, begins with; 0 if it has none. */
static size_t noun_length(span s)
{
    if (is_known_noun(s)) {
        return s.n;
    }
    rsd_fa_word word = {.len = s.n, .kept = s.n};
    memcpy(word.key, s.s, s.n);
    rsd_fa_reduce(&word);
    bool is_part = word.lemma == NULL && word.len < s.n && word.kept == word.len;
    return is_part && is_known_noun((span){s.s, word.len}) ? word.len : 0;
}

/* A possessive or ی that a noun of the tables stands before: کتابم, دوستت, کتابی. Short words would
 * be cut that only look so: خانم, حکمت. Of مشتری the tables guard a part, which is no noun. */
static span without_clitic(span s)
{
    if (ends(s, "تری")) {
        return s;
    }
    static const char *const endings[] = {"مان", "تان", "شان", "م", "ت", "ش", "ی", NULL};
    for (size_t i = 0; endings[i] != NULL && !is_known_noun(s); i++) {
        span base = without_end(s, ends(s, endings[i]) ? endings[i] : "");
        bool is_sh = strcmp(endings[i], "ش") == 0;
        if (base.n == s.n || base.n < (is_sh ? 3 : 4) * (size_t)LETTER ||
            (is_sh && find_present(base) != NULL)) {
            continue;
        }
        size_t noun = noun_length(base);
        if (noun > 0) {
            return (span){s.s, noun};
        }
    }
    return s;
}

size_t rsd_fa_stem_length(const char *key, size_t n)
{
    if (n > RSD_LEMMA_MAX) {
        return n;
    }
    span s = without_clitic((span){key, n});
    /* The ی of relation and of a single one, where the word shows that it is no letter of it. */
    if (ends(s, "ایی") || ends(s, "ویی")) {
        return s.n >= 5 * (size_t)LETTER ? s.n - 2 * (size_t)LETTER : s.n;
    }
    return ends(s, "یستی") && s.n >= 6 * (size_t)LETTER ? s.n - LETTER : s.n;
}
