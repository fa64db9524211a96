/* sentences.c: does a sentence end after a final mark? Decided from the tokens around it. */
#include "text/text.h"

#include <string.h>

static bool is_text(const char *s, const rsd_token *token, const char *text)
{
    size_t n = strlen(text);
    return token->end - token->start == n && memcmp(s + token->start, text, n) == 0;
}

static bool is_any(const char *s, const rsd_token *token, const char *const *list)
{
    for (; *list != NULL; list++) {
        if (is_text(s, token, *list)) {
            return true;
        }
    }
    return false;
}

static uint32_t first_char(const char *s, const rsd_token *token, rsd_class *c)
{
    uint32_t cp;
    size_t len;
    *c = (rsd_class)(rsd_char_at(s, token->end, token->start, &cp, &len) & RSD_CLASS_MASK);
    return cp;
}

bool rsd_is_final(const char *s, const rsd_token *token)
{
    rsd_class c;
    if (token->kind != RSD_KIND_PUNCT) {
        return false;
    }
    first_char(s, token, &c);
    return c == RSD_CLASS_FINAL;
}

bool rsd_is_closer(const char *s, const rsd_token *token, bool spaced)
{
    static const char *const closing[] = {"»", "”", ")", "]", "}", "›", "﴾", NULL};
    static const char *const either[] = {"\"", "'", "’", "“", NULL};
    if (token->kind == RSD_KIND_MARKUP) {
        return !spaced && (s[token->start] == '*' || s[token->start] == '_');
    }
    if (token->kind != RSD_KIND_PUNCT) {
        return false;
    }
    return is_any(s, token, closing) || (!spaced && is_any(s, token, either));
}

static bool is_opener(const char *s, const rsd_token *token)
{
    static const char *const opening[] = {"«", "“", "\"", "(", "[", "‹", "﴿", NULL};
    return token->kind == RSD_KIND_PUNCT && is_any(s, token, opening);
}

static bool is_arabic_word(const char *s, const rsd_token *token)
{
    rsd_class c;
    first_char(s, token, &c);
    return token->kind == RSD_KIND_WORD && (c == RSD_CLASS_ARABIC || c == RSD_CLASS_TATWEEL);
}

static bool is_lower_latin(const char *s, const rsd_token *token)
{
    return token->kind == RSD_KIND_WORD && s[token->start] >= 'a' && s[token->start] <= 'z';
}

/* Is the word a single letter (marks and tatweel aside)? */
static bool is_single_letter(const char *s, const rsd_token *token)
{
    if (token->kind != RSD_KIND_WORD) {
        return false;
    }
    size_t letters = 0;
    for (size_t i = token->start; i < token->end && letters < 2;) {
        uint32_t cp;
        size_t len;
        rsd_class c = (rsd_class)(rsd_char_at(s, token->end, i, &cp, &len) & RSD_CLASS_MASK);
        letters += rsd_is_letter(c) || c == RSD_CLASS_DIGIT;
        i += len;
    }
    return letters == 1;
}

enum { ABBREVIATION_MAX = 5 };

/* The token in lower case, NUL-terminated; false if it is longer than any abbreviation. */
static bool lower_ascii(const char *s, const rsd_token *token, char out[ABBREVIATION_MAX + 1])
{
    size_t n = token->end - token->start;
    if (n > ABBREVIATION_MAX) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        out[i] = rsd_ascii_lower(s[token->start + i]);
    }
    out[n] = '\0';
    return true;
}

static bool in_list(const char *word, const char *const *list)
{
    for (; *list != NULL; list++) {
        if (strcmp(word, *list) == 0) {
            return true;
        }
    }
    return false;
}

/* Titles and the like, which come before something. */
static bool is_leading_abbreviation(const char *s, const rsd_token *token)
{
    static const char *const titles[] = {
        "dr",  "mr",  "mrs", "ms",   "prof", "gen",   "col",   "lt",   "sgt", "capt",
        "sen", "rep", "gov", "pres", "st",   "adm",   "maj",   "brig", "hon", "rev",
        "mt",  "ft",  "vs",  "sept", "jan",  "feb",   "aug",   "oct",  "nov", "dec",
        "fig", "al",  "cf",  "hrh",  "supt", "lieut", "messr", NULL};
    char word[ABBREVIATION_MAX + 1];
    return lower_ascii(s, token, word) && in_list(word, titles);
}

/* Abbreviations which may as well be the last word. */
static bool is_open_abbreviation(const char *s, const rsd_token *token)
{
    static const char *const words[] = {"inc", "co", "corp", "ltd", "jr", "sr", "etc", NULL};
    char word[ABBREVIATION_MAX + 1];
    return lower_ascii(s, token, word) && in_list(word, words);
}

/* Words that begin English sentences and hardly ever a name. */
static bool is_starter(const char *s, const rsd_token *token)
{
    static const char *const words[] = {
        "the",  "in",    "he",    "she", "it",   "they",  "we",   "but",  "and",   "this",
        "that", "these", "a",     "an",  "on",   "at",    "for",  "as",   "after", "his",
        "her",  "its",   "there", "if",  "when", "while", "many", "some", NULL};
    char word[ABBREVIATION_MAX + 1];
    return token->kind == RSD_KIND_WORD && s[token->start] >= 'A' && s[token->start] <= 'Z' &&
           lower_ascii(s, token, word) && in_list(word, words);
}

/* Words that carry a sentence on after a quotation: "... است» و گفت". */
static bool continues_quotation(const char *s, const rsd_token *token)
{
    static const char *const words[] = {
        "و",      "که",    "را",   "گفت",   "گفته",  "گفتند", "می‌گوید",
        "میگوید", "افزود", "نوشت", "نوشته", "خواند", "دانست", "است",
        "بود",    "شد",    "نیز",  "هم",    "كه",    "قال",   "قالت",
        "يقول",   "کرد",   "كرد",  "بوده",  "داد",   NULL};
    return token->kind == RSD_KIND_WORD && is_any(s, token, words);
}

/* Does the dot belong to the token before it: an initial, an abbreviation, the number of a list?
 * before is tokens[dot - 1], glued to the dot. */
static bool is_dot_of_word(const char *s, const rsd_token *tokens, size_t first, size_t dot,
                           const rsd_token *next)
{
    const rsd_token *before = &tokens[dot - 1];
    if (before->kind == RSD_KIND_NUMBER) {
        size_t start = first;
        while (start < dot - 1 && tokens[start].kind == RSD_KIND_MARKUP) {
            start++;
        }
        /* Three digits of any script take at most six bytes. */
        return start == dot - 1 && before->end - before->start <= 6;
    }
    if (before->kind != RSD_KIND_WORD) {
        return false;
    }
    if (is_single_letter(s, before)) {
        bool chained = dot - first >= 3 && is_text(s, &tokens[dot - 2], ".") &&
                       tokens[dot - 2].end == before->start;
        bool latin = (unsigned char)s[before->start] < 0x80;
        return !(latin && (chained || s[before->start] == 'I') && is_starter(s, next));
    }
    if (is_text(s, before, "No") || is_text(s, before, "no")) {
        return next->kind == RSD_KIND_NUMBER;
    }
    return is_leading_abbreviation(s, before) ||
           (is_open_abbreviation(s, before) && !is_starter(s, next));
}

/* A dot or the like directly before the next word: "این.واین", "این .واین". */
static bool ends_glued(const char *s, const rsd_token *before, const rsd_token *next, bool ellipsis)
{
    const bool may_end = is_arabic_word(s, before) || before->kind == RSD_KIND_NUMBER ||
                         before->kind == RSD_KIND_URL || before->kind == RSD_KIND_EMAIL ||
                         before->kind == RSD_KIND_HASHTAG || before->kind == RSD_KIND_MENTION;
    if (ellipsis || !may_end) {
        return false;
    }
    return is_arabic_word(s, next) || is_opener(s, next);
}

bool rsd_sentence_ends(const char *s, const rsd_token *tokens, size_t first, size_t final,
                       size_t count, const rsd_token *next, bool spaced)
{
    if (final == first) {
        return false; /* nothing but marks so far */
    }
    const rsd_token *mark = &tokens[final];
    const rsd_token *before = &tokens[final - 1];
    const size_t mark_len = mark->end - mark->start;
    const bool dot = mark_len == 1 && s[mark->start] == '.';
    const bool ellipsis = (mark_len > 1 && memcmp(s + mark->start, "..", 2) == 0) ||
                          (mark_len >= 3 && memcmp(s + mark->start, "…", 3) == 0);
    const bool glued_before = before->end == mark->start;
    if (is_text(s, before, "(")) {
        return false; /* (!) is a remark */
    }
    if (dot && glued_before && is_dot_of_word(s, tokens, first, final, next)) {
        return false;
    }
    if (!spaced) {
        return ends_glued(s, before, next, ellipsis);
    }
    if (ellipsis && (!glued_before || is_text(s, before, "و"))) {
        return false; /* "and ..." is Persian for "etc.", and " ... " a pause */
    }
    rsd_class c;
    first_char(s, next, &c);
    if (c == RSD_CLASS_FINAL || is_text(s, next, "،") || is_text(s, next, ",") ||
        is_text(s, next, ":") || is_text(s, next, "؛") || is_text(s, next, ";")) {
        return false; /* no sentence begins with these */
    }
    if (is_lower_latin(s, next) && !is_arabic_word(s, before)) {
        return false;
    }
    return !(count - final > 1 && continues_quotation(s, next));
}
