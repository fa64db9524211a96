/* layout.c: a text cut into tokens, sentences and paragraphs, with the language of each token. */
#include "base/mem.h"
#include "text/simd.h"
#include "text/wrap.h"

#include <string.h>

enum {
    ROOM = 2 * RSD_WINDOW, /* for tokens, whenever one is read */
    LANG_OPEN = 0xFF,      /* of a token: its passage has not told */
    /* A quotation has a language of its own if it has so many words, at most so many tokens and so
     * much more evidence for it: names and titles have not. */
    QUOTATION_LEAST = 4,
    QUOTATION_MOST = 256,
    QUOTATION_DIFFERENCE = 6,
    MIXED_RATIO =
        8 /* how much less evidence there is for the other language of a paragraph of two */
};

typedef struct cutter {
    rsd_layout *layout;
    const char *s;
    size_t n;
    rsd_scan scan;         /* gives tokens the language of the last paragraph that told its own */
    bool wrapped;          /* lines are broken to a width, paragraphs by blank lines */
    bool heading;          /* the line is a heading */
    size_t final;          /* the final mark after which the sentence may end, */
    bool has_final;        /* if there is one and only closers since */
    bool in_quotes;        /* an odd number of straight quotes so far in the paragraph */
    rsd_evidence evidence; /* of the paragraph */
    uint32_t words[4];     /* by language, of the paragraphs that told theirs */
    rsd_evidence all;      /* of the whole text */
    bool open;             /* a paragraph did not tell its language, */
    bool open_arabic;      /* though it has words in the Arabic script */
    bool open_latin;       /* or in Latin script */
    bool strays;           /* a word of the Arabic script is in a paragraph of another */
} cutter;

static rsd_status push_index(uint32_t **items, size_t *len, size_t *cap, size_t value)
{
    rsd_status status = rsd_grow((void **)items, cap, *len + 1, sizeof **items);
    if (status == RSD_OK) {
        (*items)[(*len)++] = (uint32_t)value;
    }
    return status;
}

/* ---- Language ------------------------------------------------------------------------------ */

static void add_evidence(rsd_evidence *sum, const rsd_evidence *part)
{
    sum->arabic += part->arabic;
    sum->latin += part->latin;
    sum->other += part->other;
    sum->fa += part->fa;
    sum->ar += part->ar;
    sum->other_arabic += part->other_arabic;
    sum->en += part->en;
}

/* Counts a word that was read before. */
static void add_word(rsd_evidence *evidence, const char *s, const rsd_token *token)
{
    uint8_t first = 0;
    uint8_t hints = 0;
    for (size_t i = token->start; i < token->end;) {
        uint32_t cp;
        size_t len;
        const uint8_t byte = rsd_char_at(s, token->end, i, &cp, &len);
        first = i == token->start ? byte & RSD_CLASS_MASK : first;
        hints |= byte & ~RSD_CLASS_MASK;
        i += len;
    }
    if (token->kind == RSD_KIND_WORD) {
        rsd_evidence_word(evidence, s + token->start, token->end - token->start, first | hints);
    }
}

/* The mark that closes a quotation which the token opens; NULL if it opens none. */
static const char *closing_mark(const char *s, const rsd_token *token)
{
    static const char *const pairs[][2] = {{"«", "»"}, {"“", "”"}, {"\"", "\""}, {"(", ")"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        const size_t n = strlen(pairs[i][0]);
        if (token->end - token->start == n && memcmp(s + token->start, pairs[i][0], n) == 0) {
            return pairs[i][1];
        }
    }
    return NULL;
}

/* The index of the token that closes the quotation which tokens[open] opens, its words counted;
 * open itself if it opens none. */
static size_t quotation_end(const cutter *c, size_t open, rsd_evidence *evidence)
{
    const rsd_token *tokens = c->layout->tokens;
    const char *mark = closing_mark(c->s, &tokens[open]);
    *evidence = (rsd_evidence){0};
    for (size_t i = open + 1; mark != NULL && i < c->layout->token_count; i++) {
        const size_t len = tokens[i].end - tokens[i].start;
        if (len == strlen(mark) && memcmp(c->s + tokens[i].start, mark, len) == 0) {
            return evidence->arabic < QUOTATION_LEAST ? open : i;
        }
        if (i - open == QUOTATION_MOST) {
            break;
        }
        add_word(evidence, c->s, &tokens[i]);
    }
    return open;
}

/* The language of what is outside quotations of the tokens from first on. */
static rsd_lang language_outside(const cutter *c, size_t first, rsd_lang otherwise)
{
    rsd_evidence outside = {0};
    for (size_t i = first; i < c->layout->token_count; i++) {
        rsd_evidence quoted;
        const size_t end = quotation_end(c, i, &quoted);
        if (end == i) {
            add_word(&outside, c->s, &c->layout->tokens[i]);
        }
        i = end;
    }
    rsd_lang lang;
    return rsd_evidence_decide(&outside, &lang) ? lang : otherwise;
}

/* Is there enough of two languages for a quotation to have its own? */
static bool is_mixed(const rsd_evidence *e)
{
    const uint32_t least = e->fa < e->ar ? e->fa : e->ar;
    const uint32_t most = e->fa < e->ar ? e->ar : e->fa;
    return least >= QUOTATION_DIFFERENCE && most / MIXED_RATIO <= least;
}

static uint32_t difference(const rsd_evidence *e)
{
    return e->fa > e->ar ? e->fa - e->ar : e->ar - e->fa;
}

/* Gives the tokens from first on, a paragraph of Persian and Arabic, their languages: quotations
 * may have one of their own. */
static void settle_quotations(const cutter *c, size_t first, uint8_t lang)
{
    for (size_t i = first; i < c->layout->token_count; i++) {
        rsd_evidence quoted;
        rsd_lang own;
        const size_t end = quotation_end(c, i, &quoted);
        const bool tells = end > i && difference(&quoted) >= QUOTATION_DIFFERENCE &&
                           rsd_evidence_decide(&quoted, &own);
        for (size_t k = i; k <= end; k++) {
            const bool inside = k > i && k < end;
            c->layout->tokens[k].lang = inside && tells ? (uint8_t)own : lang;
        }
        i = end;
    }
}

static bool is_word_of(const cutter *c, size_t i, rsd_class script)
{
    const rsd_token *token = &c->layout->tokens[i];
    return token->kind == RSD_KIND_WORD && rsd_class_at(c->s, token->end, token->start) == script;
}

/* Makes the Latin words from first on English which are in passages of the Arabic script. */
static void settle_stray_latin(const cutter *c, size_t first)
{
    rsd_token *tokens = c->layout->tokens;
    for (size_t i = first; i < c->layout->token_count; i++) {
        const bool arabic_passage = tokens[i].lang == RSD_LANG_FA || tokens[i].lang == RSD_LANG_AR;
        if (arabic_passage && is_word_of(c, i, RSD_CLASS_LATIN)) {
            tokens[i].lang = RSD_LANG_EN;
        }
    }
}

/* Gives the paragraph that began with the last entry of paragraphs its language, if it tells. */
static void close_passage(cutter *c)
{
    rsd_layout *layout = c->layout;
    if (layout->paragraph_count == 0) {
        return;
    }
    const size_t first = layout->paragraphs[layout->paragraph_count - 1];
    const bool mixed = is_mixed(&c->evidence);
    rsd_lang lang;
    bool tells = rsd_evidence_decide(&c->evidence, &lang);
    if (mixed) {
        lang = language_outside(c, first, lang);
        tells = tells || lang != RSD_LANG_OTHER;
    }
    const uint8_t value = tells ? (uint8_t)lang : LANG_OPEN;
    if (value != c->scan.lang) {
        for (size_t i = first; i < layout->token_count; i++) {
            layout->tokens[i].lang = value;
        }
    }
    if (tells) {
        c->words[lang] += c->evidence.arabic + c->evidence.latin + c->evidence.other;
        c->scan.lang = value;
    } else {
        c->open = true;
        c->open_arabic = c->open_arabic || c->evidence.arabic > 0;
        c->open_latin = c->open_latin || c->evidence.latin > 0;
    }
    c->strays = c->strays || mixed || (value == RSD_LANG_EN && c->evidence.arabic > 0);
    if (mixed) {
        settle_quotations(c, first, value);
    }
    if (c->evidence.latin > 0) {
        settle_stray_latin(c, first);
    }
    add_evidence(&c->all, &c->evidence);
    c->evidence = (rsd_evidence){0};
}

static rsd_lang majority(const cutter *c)
{
    static const rsd_lang order[] = {RSD_LANG_FA, RSD_LANG_AR, RSD_LANG_EN, RSD_LANG_OTHER};
    rsd_lang best = RSD_LANG_OTHER;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        if (c->words[order[i]] > c->words[best]) {
            best = order[i];
        }
    }
    if (c->words[best] == 0 && !rsd_evidence_decide(&c->all, &best)) {
        best = RSD_LANG_OTHER;
    }
    return best;
}

/* Gives the words of the Arabic script from tokens[i] on, in a passage of another, their language:
 * by their own letters, else that of the text. Returns the last of them. */
static size_t settle_stray_arabic(const cutter *c, size_t i, rsd_lang text)
{
    rsd_token *tokens = c->layout->tokens;
    rsd_evidence evidence = {0};
    size_t stop = i;
    while (stop < c->layout->token_count && tokens[stop].lang == RSD_LANG_EN &&
           is_word_of(c, stop, RSD_CLASS_ARABIC)) {
        add_word(&evidence, c->s, &tokens[stop++]);
    }
    rsd_lang lang;
    if (!rsd_evidence_decide(&evidence, &lang)) {
        lang = text == RSD_LANG_EN ? RSD_LANG_OTHER : text;
    }
    for (size_t k = i; k < stop; k++) {
        tokens[k].lang = (uint8_t)lang;
    }
    return stop - 1;
}

static void settle_languages(cutter *c)
{
    const rsd_lang text = majority(c);
    rsd_token *tokens = c->layout->tokens;
    for (size_t i = 0; c->open && i < c->layout->token_count; i++) {
        if (tokens[i].lang == LANG_OPEN) {
            tokens[i].lang = (uint8_t)text;
        }
    }
    if (c->open_latin) {
        settle_stray_latin(c, 0);
    }
    const bool strays = c->strays || (c->open_arabic && text == RSD_LANG_EN);
    for (size_t i = 0; strays && i < c->layout->token_count; i++) {
        if (tokens[i].lang == RSD_LANG_EN && is_word_of(c, i, RSD_CLASS_ARABIC)) {
            i = settle_stray_arabic(c, i, text);
        }
    }
}

/* ---- Sentences and paragraphs -------------------------------------------------------------- */

static rsd_status start_paragraph(cutter *c)
{
    rsd_layout *layout = c->layout;
    close_passage(c);
    c->in_quotes = false;
    return push_index(&layout->paragraphs, &layout->paragraph_count, &layout->paragraph_cap,
                      layout->token_count);
}

static rsd_status start_sentence(cutter *c)
{
    rsd_layout *layout = c->layout;
    c->has_final = false;
    return push_index(&layout->sentences, &layout->sentence_count, &layout->sentence_cap,
                      layout->token_count);
}

/* Is the line end before the token (not a blank line) the end of a paragraph? */
static bool line_ends_paragraph(const cutter *c, const rsd_token *token)
{
    return !c->wrapped || c->heading || token->kind == RSD_KIND_MARKUP;
}

static bool is_straight_quote(const cutter *c, const rsd_token *token)
{
    return token->end - token->start == 1 && c->s[token->start] == '"';
}

/* Does the token, after a final mark, close what the sentence opened? A straight quote apart from
 * both its neighbours does if one is open. */
static bool closes(const cutter *c, const rsd_token *token, bool spaced)
{
    if (spaced && c->in_quotes && is_straight_quote(c, token)) {
        rsd_class after = rsd_class_at(c->s, c->n, token->end);
        spaced = rsd_is_letter(after) || after == RSD_CLASS_DIGIT;
    }
    return rsd_is_closer(c->s, token, spaced);
}

/* Does the sentence end before the token, as its final mark and what follows it say? */
static bool mark_ends_sentence(const cutter *c, const rsd_token *token, bool spaced)
{
    const rsd_layout *layout = c->layout;
    if (!c->has_final || closes(c, token, spaced)) {
        return false;
    }
    size_t first = layout->sentences[layout->sentence_count - 1];
    return rsd_sentence_ends(c->s, layout->tokens, first, c->final, layout->token_count, token,
                             spaced);
}

/* Counts the word in the layout and for its language. */
static void place_word(cutter *c, const rsd_token *token)
{
    c->layout->token_count++;
    rsd_evidence_word(&c->evidence, c->s + token->start, token->end - token->start, c->scan.hints);
}

/* Adds the token, which lies behind the last, to the layout, with what begins before it. */
static rsd_status place(cutter *c, rsd_token *token, uint32_t newlines, bool after_break)
{
    rsd_layout *layout = c->layout;
    const bool first = layout->token_count == 0;
    const bool line_start = first || newlines > 0;
    const bool paragraph =
        first || newlines > 1 || (newlines == 1 && line_ends_paragraph(c, token));
    rsd_status status = paragraph ? start_paragraph(c) : RSD_OK;
    if (status == RSD_OK &&
        (paragraph || after_break || mark_ends_sentence(c, token, c->scan.spaced))) {
        status = start_sentence(c);
    }
    if (status != RSD_OK) {
        return status;
    }
    token->lang = c->scan.lang; /* which the paragraph before it may have told */
    if (line_start) {
        c->heading = token->kind == RSD_KIND_MARKUP && c->s[token->start] == '#';
    }
    if (rsd_is_final(c->s, token)) {
        c->has_final = true;
        c->final = layout->token_count;
    } else if (c->has_final && !closes(c, token, c->scan.spaced)) {
        c->has_final = false;
    }
    c->in_quotes = c->in_quotes != is_straight_quote(c, token);
    if (token->kind == RSD_KIND_WORD) {
        place_word(c, token);
    } else {
        layout->token_count++;
    }
    return RSD_OK;
}

/* The place of the next token, with some room behind; NULL if there is no memory. */
static rsd_token *next_token(rsd_layout *layout)
{
    return RSD_GROW(layout->tokens, layout->token_cap, layout->token_count + ROOM) == RSD_OK
               ? &layout->tokens[layout->token_count]
               : NULL;
}

/* Adds the tokens that follow one, as long as nothing can begin before them. */
static void place_run(cutter *c)
{
    rsd_layout *layout = c->layout;
    if (rsd_simd() && !c->has_final) {
        layout->token_count +=
            rsd_simd_tokens(&c->scan, layout->tokens + layout->token_count,
                            layout->token_cap - layout->token_count, &c->evidence);
    }
}

/* Cuts s[0..n), ending tokens and sentences at the breaks. */
static rsd_status cut(cutter *c, const uint32_t *breaks, size_t break_count)
{
    uint32_t carried = 0; /* line ends at the end of the stretch before */
    bool after_break = false;
    for (size_t i = 0; i <= break_count; i++) {
        c->scan.begin = c->scan.pos;
        c->scan.end = i < break_count ? breaks[i] : c->n;
        rsd_token *token;
        while ((token = next_token(c->layout)) != NULL && rsd_scan_token(&c->scan, token)) {
            const uint32_t newlines = c->scan.newlines + carried;
            if (token->kind == RSD_KIND_WORD && newlines == 0 && !after_break && !c->has_final &&
                c->layout->token_count > 0) {
                place_word(c, token); /* nothing begins before most words */
                place_run(c);
                continue;
            }
            rsd_status status = place(c, token, newlines, after_break);
            if (status != RSD_OK) {
                return status;
            }
            place_run(c);
            carried = 0;
            after_break = false;
        }
        if (token == NULL) {
            return RSD_ERR_NOMEM;
        }
        carried += c->scan.newlines;
        after_break = true;
    }
    close_passage(c);
    settle_languages(c);
    return RSD_OK;
}

rsd_status rsd_layout_cut(rsd_layout *layout, const char *s, size_t n, const uint32_t *breaks,
                          size_t break_count, rsd_error *err)
{
    layout->token_count = 0;
    layout->sentence_count = 0;
    layout->paragraph_count = 0;
    if (n > RSD_MAX_SOURCE) {
        return rsd_fail(err, RSD_ERR_LIMIT, NULL, 0, RSD_NO_OFFSET,
                        "text of %zu bytes is larger than %zu", n, RSD_MAX_SOURCE);
    }
    for (size_t i = 0; i < break_count; i++) {
        if (breaks[i] > n || (i > 0 && breaks[i] < breaks[i - 1])) {
            return rsd_fail(err, RSD_ERR_INVALID, NULL, 0, breaks[i],
                            "breaks must ascend and lie in the text");
        }
    }
    cutter c = {.layout = layout,
                .s = s,
                .n = n,
                .scan = {.s = s, .line_start = true},
                .wrapped = rsd_is_wrapped(s, n)};
    if (cut(&c, breaks, break_count) != RSD_OK) {
        layout->token_count = 0;
        layout->sentence_count = 0;
        layout->paragraph_count = 0;
        return rsd_fail_nomem(err);
    }
    return RSD_OK;
}

void rsd_layout_free(rsd_layout *layout)
{
    if (layout != NULL) {
        rsd_free(layout->tokens);
        rsd_free(layout->sentences);
        rsd_free(layout->paragraphs);
        *layout = (rsd_layout){0};
    }
}
