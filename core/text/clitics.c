/* clitics.c: the proclitics and the pronoun of an Arabic word, by light rules and word lists.
 *
 * What can be told without a dictionary is told by rules: a root does not begin with two consonants
 * of one place of articulation (so بم... is ب and a word with م), hardly a word begins with وأ or
 * وو, a verb in the future goes on with its prefix. Beyond that a letter is taken for a clitic if a
 * listed word is left, and never if the whole is one. */
#include "text/lemma.h"

#include "text/cluster.h"

#include <stdlib.h>
#include <string.h>

enum {
    LETTERS_MOST = 32, /* of a word that is looked into */
    LETTER = 2,        /* bytes of a letter */
    LIST_WORD_MAX = 24 /* bytes of the longest word that is looked up, and more */
};

/* The letters of the word, marks and the like left out, and where each is in the source. */
typedef struct word {
    char letters[LETTERS_MOST * LETTER + 1];
    uint32_t at[LETTERS_MOST];
    size_t len; /* bytes of letters */
} word;

/* A part of the letters of a word: bytes [start, end). */
typedef struct part {
    const word *w;
    size_t start;
    size_t end;
} part;

static size_t letters_of(part p)
{
    return (p.end - p.start) / LETTER;
}

static bool starts(part p, const char *with)
{
    const size_t n = strlen(with);
    return p.end - p.start >= n && memcmp(p.w->letters + p.start, with, n) == 0;
}

static bool ends(part p, const char *with)
{
    const size_t n = strlen(with);
    return p.end - p.start >= n && memcmp(p.w->letters + p.end - n, with, n) == 0;
}

/* Does the part begin with one of the letters? */
static bool starts_with_any(part p, const char *letters)
{
    for (; *letters != '\0'; letters += LETTER) {
        if (p.end > p.start && memcmp(p.w->letters + p.start, letters, LETTER) == 0) {
            return true;
        }
    }
    return false;
}

static bool ends_with_any(part p, const char *letters)
{
    p.start = p.end > p.start ? p.end - LETTER : p.start;
    return starts_with_any(p, letters);
}

static part after(part p, size_t letters)
{
    p.start += letters * LETTER;
    return p;
}

static part without(part p, const char *ending)
{
    p.end -= strlen(ending);
    return p;
}

/* ---- The lists ----------------------------------------------------------------------------- */

static int compare(const void *key, const void *item)
{
    return strcmp(key, *(const char *const *)item);
}

static bool is_in(part p, const char *const *list, size_t count)
{
    char key[LIST_WORD_MAX];
    const size_t n = p.end - p.start;
    if (n >= sizeof key) {
        return false;
    }
    memcpy(key, p.w->letters + p.start, n);
    key[n] = '\0';
    return bsearch(key, list, count, sizeof *list, compare) != NULL;
}

#define IS_IN(part, list) is_in(part, list, list##_count)

static const char *const PRONOUNS[] = {"هما", "كما", "هم", "هن", "كم", "ها", "نا", "ه", NULL};

static bool is_inflected_in(part p, const char *const *list, size_t count)
{
    static const char *const endings[] = {"",   "ة", "ات", "ان", "ين",  "ون",  "ا", "ت",
                                          "وا", "ي", "ية", "تي", "يات", "يين", NULL};
    for (size_t i = 0; endings[i] != NULL; i++) {
        if (ends(p, endings[i]) && is_in(without(p, endings[i]), list, count)) {
            return true;
        }
    }
    return false;
}

/* Is the word in the list, as it is or with an ending and a pronoun? */
static bool is_form_in(part p, const char *const *list, size_t count)
{
    if (is_inflected_in(p, list, count)) {
        return true;
    }
    for (size_t i = 0; PRONOUNS[i] != NULL; i++) {
        if (ends(p, PRONOUNS[i]) && is_inflected_in(without(p, PRONOUNS[i]), list, count)) {
            return true;
        }
    }
    return false;
}

#define IS_FORM_IN(part, list) is_form_in(part, list, list##_count)

static bool is_whole(part p)
{
    return IS_FORM_IN(p, rsd_ar_whole);
}

static bool is_known(part p)
{
    return is_whole(p) || IS_FORM_IN(p, rsd_ar_common);
}

/* ---- The rules ----------------------------------------------------------------------------- */

/* The letters of the article that the part begins with: 2, or 0. */
static size_t article(part p)
{
    return starts(p, "ال") && letters_of(p) >= 4 && !is_whole(p) ? 2 : 0;
}

/* Verbal nouns and verbs of the forms VII, VIII and X (انسحاب، اتفاق، استخدام), and verbal nouns of
 * form IV without their hamza (اعلان). */
static bool is_derived(part p)
{
    if (letters_of(p) < 5 || !starts(p, "ا")) {
        return false;
    }
    return starts(p, "ان") || starts(p, "ات") || starts(after(p, 2), "ت") || starts(p, "اضط") ||
           starts(p, "اصط") || starts(p, "ازد") || starts(after(p, 3), "ا");
}

/* و and ف: the letters of the conjunction, 1 or 0. */
static size_t conjunction(part p)
{
    const part rest = after(p, 1);
    const size_t left = letters_of(rest);
    if (!starts_with_any(p, "وف") || letters_of(p) < 3 || is_whole(p)) {
        return 0;
    }
    const bool joins = article(rest) > 0 || IS_IN(rest, rsd_ar_closed) || is_derived(rest) ||
                       (starts(rest, "لل") && left >= 4);
    if (joins) {
        return 1;
    }
    if (starts(p, "و")) {
        return starts(rest, "ا") ? is_known(rest) : 1;
    }
    return (starts_with_any(rest, "أإآبمف") && left >= 3) || is_known(rest);
}

/* ب and ل and ك, also before the article: 1 or 0. */
static size_t preposition(part p)
{
    const part rest = after(p, 1);
    const size_t left = letters_of(rest);
    if (!starts_with_any(p, "بلك") || left < 2 || is_whole(p)) {
        return 0;
    }
    if (article(rest) > 0 || IS_IN(rest, rsd_ar_joined) || is_derived(rest)) {
        return 1;
    }
    const bool early = starts_with_any(rest, "أإآ") ||
                       (starts(p, "ب") && starts_with_any(rest, "بمفت")) ||
                       (starts(p, "ل") && starts_with_any(rest, "رنل")) ||
                       (starts(p, "ك") && starts_with_any(rest, "كقغخج"));
    if (early && left >= 3) {
        return 1;
    }
    /* Long words with a ل of their own are few. */
    return (starts(p, "ل") && !starts_with_any(rest, "او") && left >= 4) || is_known(rest);
}

/* س before a verb that has a prefix: 1 or 0. A verb does not end as a noun does. */
static size_t future(part p)
{
    const part rest = after(p, 1);
    return starts(p, "س") && starts_with_any(rest, "يتنأ") && letters_of(rest) >= 3 &&
           !ends_with_any(rest, "ةء") && !ends(rest, "ات") && !is_whole(p);
}

/* May the base have the pronoun after it? */
static bool takes_pronoun(part base, const char *pronoun)
{
    if (IS_IN(base, rsd_ar_short)) {
        return strcmp(pronoun, "هن") != 0 || letters_of(base) > 1;
    }
    const size_t left = letters_of(base);
    const bool three =
        strcmp(pronoun, "كم") != 0 && strcmp(pronoun, "كما") != 0 && strcmp(pronoun, "هن") != 0;
    if (left < (three ? 3 : 4) || ends_with_any(base, "ةى")) {
        return false;
    }
    if (strcmp(pronoun, "ه") == 0) {
        return !ends_with_any(base, "ا") && !(ends_with_any(base, "ي") && starts(base, "ت"));
    }
    if (strcmp(pronoun, "هم") == 0 || strcmp(pronoun, "هما") == 0) {
        return !ends_with_any(base, "ا") || ends(base, "يا");
    }
    /* قانونا and مواطنا have no pronoun but the ending of an indefinite accusative. */
    return strcmp(pronoun, "نا") != 0 || ends_with_any(base, "ت") || is_known(base);
}

/* The bytes of the pronoun that the part ends in. */
static size_t pronoun_of(part p)
{
    if (IS_IN(p, rsd_ar_whole) || (IS_IN(p, rsd_ar_closed) && letters_of(p) < 2)) {
        return 0;
    }
    for (size_t i = 0; PRONOUNS[i] != NULL; i++) {
        if (ends(p, PRONOUNS[i]) && takes_pronoun(without(p, PRONOUNS[i]), PRONOUNS[i])) {
            return strlen(PRONOUNS[i]);
        }
    }
    return 0;
}

/* ---- The word ------------------------------------------------------------------------------ */

/* Reads the letters of s[0..n); false if they are too many or others than Arabic ones. */
static bool read_letters(word *w, const char *s, size_t n)
{
    w->len = 0;
    for (size_t i = 0; i < n;) {
        uint32_t cp;
        size_t len;
        const rsd_class c = (rsd_class)(rsd_char_at(s, n, i, &cp, &len) & RSD_CLASS_MASK);
        if (c == RSD_CLASS_ARABIC) {
            bool hamza;
            cp = rsd_display_letter(RSD_LANG_AR, cp, &hamza);
            if (cp >= RSD_LOW || w->len == sizeof w->letters - 1) {
                return false;
            }
            w->at[w->len / LETTER] = (uint32_t)i;
            w->len += rsd_utf8_encode(cp, w->letters + w->len);
        } else if (c != RSD_CLASS_MARK && c != RSD_CLASS_TATWEEL && c != RSD_CLASS_JOINER) {
            return false;
        }
        i += len;
    }
    return w->len > 0;
}

/* Adds the proclitic of so many letters that the part begins with, and goes on after it. */
static void take(rsd_word_clitics *found, part *p, size_t letters)
{
    if (letters > 0) {
        *p = after(*p, letters);
        found->proclitics[found->count++] = p->w->at[p->start / LETTER];
    }
}

rsd_word_clitics rsd_clitics_of(const char *s, size_t n)
{
    rsd_word_clitics found = {.stem_end = (uint32_t)n};
    word w;
    if (!read_letters(&w, s, n)) {
        return found;
    }
    part p = {&w, 0, w.len};
    take(&found, &p, conjunction(p));
    bool has_article = starts(p, "لل") && letters_of(p) >= 5;
    if (has_article) {
        take(&found, &p, 1);
        take(&found, &p, 1); /* all that is left of the article */
    } else {
        const size_t verbal = future(p);
        take(&found, &p, verbal > 0 ? verbal : preposition(p));
        has_article = verbal == 0 && article(p) > 0;
        take(&found, &p, has_article ? article(p) : 0);
    }
    found.stem_start = found.count > 0 ? found.proclitics[found.count - 1] : 0;
    const size_t pronoun = has_article ? 0 : pronoun_of(p);
    if (pronoun > 0) {
        found.stem_end = w.at[(p.end - pronoun) / LETTER];
    }
    return found;
}
