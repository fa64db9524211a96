/* layout.c: a text cut into tokens, sentences and paragraphs, with the language of each token. */
#include "base/mem.h"
#include "text/text.h"
#include "text/wrap.h"

#include <string.h>

enum { LANG_OPEN = 0xFF /* of a token: its passage has not told */ };

typedef struct cutter {
    rsd_layout *layout;
    const char *s;
    size_t n;
    bool wrapped;          /* lines are broken to a width, paragraphs by blank lines */
    bool heading;          /* the line is a heading */
    size_t final;          /* the final mark after which the sentence may end, */
    bool has_final;        /* if there is one and only closers since */
    bool in_quotes;        /* an odd number of straight quotes so far in the paragraph */
    rsd_evidence evidence; /* of the paragraph */
    uint32_t words[4];     /* by language, of the paragraphs that told theirs */
    rsd_evidence all;      /* of the whole text */
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

/* Gives the paragraph that began with the last entry of paragraphs its language, if it tells. */
static void close_passage(cutter *c)
{
    rsd_layout *layout = c->layout;
    if (layout->paragraph_count == 0) {
        return;
    }
    rsd_lang lang;
    uint8_t value = LANG_OPEN;
    if (rsd_evidence_decide(&c->evidence, &lang)) {
        value = (uint8_t)lang;
        c->words[lang] += c->evidence.arabic + c->evidence.latin + c->evidence.other;
    }
    for (size_t i = layout->paragraphs[layout->paragraph_count - 1]; i < layout->token_count; i++) {
        layout->tokens[i].lang = value;
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

/* The language of a word of the Arabic script in a passage of another: by its own letters, else
 * that of the text. */
static rsd_lang stray_arabic(const char *s, const rsd_token *token, rsd_lang text)
{
    rsd_evidence evidence = {.arabic = 1};
    uint8_t hints = RSD_CLASS_ARABIC;
    for (size_t i = token->start; i < token->end;) {
        uint32_t cp;
        size_t len;
        hints |= rsd_char_at(s, token->end, i, &cp, &len) & ~RSD_CLASS_MASK;
        i += len;
    }
    rsd_evidence_word(&evidence, s + token->start, token->end - token->start, hints);
    rsd_lang lang;
    if (rsd_evidence_decide(&evidence, &lang)) {
        return lang;
    }
    return text == RSD_LANG_EN ? RSD_LANG_OTHER : text;
}

static void settle_languages(cutter *c)
{
    const rsd_lang text = majority(c);
    for (size_t i = 0; i < c->layout->token_count; i++) {
        rsd_token *token = &c->layout->tokens[i];
        if (token->lang == LANG_OPEN) {
            token->lang = (uint8_t)text;
        }
        if (token->kind != RSD_KIND_WORD) {
            continue;
        }
        rsd_class first = rsd_class_at(c->s, token->end, token->start);
        bool arabic_passage = token->lang == RSD_LANG_FA || token->lang == RSD_LANG_AR;
        if (arabic_passage && first == RSD_CLASS_LATIN) {
            token->lang = RSD_LANG_EN;
        } else if (token->lang == RSD_LANG_EN && first == RSD_CLASS_ARABIC) {
            token->lang = (uint8_t)stray_arabic(c->s, token, text);
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

/* Adds a token to the layout, with what begins before it. */
static rsd_status place(cutter *c, const rsd_scan *scan, const rsd_token *token, uint32_t newlines,
                        bool after_break)
{
    rsd_layout *layout = c->layout;
    const bool first = layout->token_count == 0;
    const bool line_start = first || newlines > 0;
    const bool paragraph =
        first || newlines > 1 || (newlines == 1 && line_ends_paragraph(c, token));
    rsd_status status = paragraph ? start_paragraph(c) : RSD_OK;
    if (status == RSD_OK &&
        (paragraph || after_break || mark_ends_sentence(c, token, scan->spaced))) {
        status = start_sentence(c);
    }
    if (status == RSD_OK) {
        status = RSD_GROW(layout->tokens, layout->token_cap, layout->token_count + 1);
    }
    if (status != RSD_OK) {
        return status;
    }
    if (line_start) {
        c->heading = token->kind == RSD_KIND_MARKUP && c->s[token->start] == '#';
    }
    if (rsd_is_final(c->s, token)) {
        c->has_final = true;
        c->final = layout->token_count;
    } else if (c->has_final && !closes(c, token, scan->spaced)) {
        c->has_final = false;
    }
    c->in_quotes = c->in_quotes != is_straight_quote(c, token);
    layout->tokens[layout->token_count++] = *token;
    if (token->kind == RSD_KIND_WORD) {
        rsd_evidence_word(&c->evidence, c->s + token->start, token->end - token->start,
                          scan->hints);
    }
    return RSD_OK;
}

/* Cuts s[0..n), ending tokens and sentences at the breaks. */
static rsd_status cut(cutter *c, const uint32_t *breaks, size_t break_count)
{
    rsd_scan scan = {.s = c->s, .line_start = true};
    uint32_t carried = 0; /* line ends at the end of the stretch before */
    bool after_break = false;
    for (size_t i = 0; i <= break_count; i++) {
        scan.begin = scan.pos;
        scan.end = i < break_count ? breaks[i] : c->n;
        rsd_token token;
        while (rsd_scan_token(&scan, &token)) {
            rsd_status status = place(c, &scan, &token, scan.newlines + carried, after_break);
            if (status != RSD_OK) {
                return status;
            }
            carried = 0;
            after_break = false;
        }
        carried += scan.newlines;
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
    cutter c = {.layout = layout, .s = s, .n = n, .wrapped = rsd_is_wrapped(s, n)};
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
