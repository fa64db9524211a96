/* repair.c: the repair of Persian spelling: where a ZWNJ was left out, or a space stands for it.
 *
 * A run is a row of Persian words with only blanks between them. First words are joined over
 * blanks, from the left, until nothing more joins (repair_join.c); then what is glued is split
 * (repair_split.c). Both look at letters only and their outcome is a fixed point, so repaired text
 * is left as it is. */
#include "text/repair.h"
#include "base/mem.h"
#include "text/repair_int.h"
#include "text/text.h"

#include <stdio.h>
#include <string.h>

enum { MEMO_FROM = 2048 }; /* bytes of a text whose words come again */

/* Where the marks begin that stand before a place, behind a letter, for the ZWNJ that is put there:
 * soft hyphens and right-to-left marks, as older tools wrote it. */
static uint32_t stand_ins_before(const rsd_repair_work *w, const rsd_repair_letter *letter,
                                 uint32_t at)
{
    static const char *const marks[] = {"\xC2\xAD", "\xE2\x80\x8F"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks;) {
        size_t len = strlen(marks[i]);
        if (at - letter->start > len && memcmp(w->s + at - len, marks[i], len) == 0) {
            at -= (uint32_t)len;
            i = 0;
        } else {
            i++;
        }
    }
    return at;
}

static rsd_status add_edit(rsd_repair_work *w, uint32_t at)
{
    static const char zwnj[] = "\xE2\x80\x8C";
    const rsd_repair_letter *l = &w->letters[at];
    const rsd_repair_letter *before = &w->letters[at > 0 ? at - 1 : at];
    rsd_repair_edit edit = {l->start, l->start, "", l->rule, l->confidence};
    switch ((rsd_repair_gap)l->gap) {
    case RSD_GAP_NONE:
    case RSD_GAP_ZWNJ:
        return RSD_OK;
    case RSD_GAP_SPACE:
    case RSD_GAP_JOINED:
        edit.start = stand_ins_before(w, before, before->end);
        edit.text = w->zwnj_everywhere || rsd_letter_joins(w->codes[at - 1]) ? zwnj : "";
        break;
    case RSD_GAP_SPLIT:
        edit.start = stand_ins_before(w, before, l->start);
        edit.text = zwnj;
        break;
    case RSD_GAP_LOST:
        edit.text = " ";
        break;
    }
    if (RSD_GROW(w->out->items, w->out->cap, w->out->len + 1) != RSD_OK) {
        return RSD_ERR_NOMEM;
    }
    w->out->items[w->out->len++] = edit;
    return RSD_OK;
}

/* May what follows be governed by the joined word at i? Not a preposition, nor nothing; but a
 * number: «سال‌های ۱۳۵۰». */
static bool has_complement(const rsd_repair_work *w, size_t i)
{
    if (i + 1 >= w->joined_count) {
        return w->before_number;
    }
    return !(w->joined[i + 1].flags & RSD_WORD_GOVERNS);
}

/* A plural that lacks nothing but its ZWNJ may be glued by custom: کتابها. Not after ه: خانهها. */
static void mark_glued_plural(rsd_repair_work *w, rsd_stretch word)
{
    uint32_t only = 0;
    for (uint32_t i = word.first + 1; i < word.stop; i++) {
        if (w->letters[i].confidence >= RSD_REPAIR_CONFIDENT) {
            if (only != 0) {
                return;
            }
            only = i;
        }
    }
    if (only != 0 && w->letters[only].gap == RSD_GAP_SPLIT &&
        w->letters[only].rule == RSD_REPAIR_PLURAL && w->codes[only - 1] != RSD_HEH) {
        w->letters[only].confidence = RSD_GLUED_PLURAL;
    }
}

static void mend_word(rsd_repair_work *w, size_t i)
{
    rsd_run_word word = w->joined[i];
    bool complement = has_complement(w, i);
    if (!rsd_repair_recall(w, word, complement)) {
        rsd_repair_split(w, word.at, complement);
        rsd_repair_lost_space(w, word.at);
        mark_glued_plural(w, word.at);
        rsd_repair_keep(w, word, complement);
    }
}

static rsd_status finish_run(rsd_repair_work *w)
{
    w->joined_count = 0;
    if (RSD_GROW(w->joined, w->joined_cap, w->word_count) != RSD_OK) {
        return RSD_ERR_NOMEM;
    }
    for (size_t i = 0; i < w->word_count; i++) {
        w->joined[w->joined_count++] = rsd_repair_run_word(w, w->words[i]);
        while (rsd_repair_join_last(w)) {
        }
    }
    for (size_t i = 0; i < w->joined_count; i++) {
        mend_word(w, i);
    }
    for (uint32_t i = 0; i < w->letter_count; i++) {
        if (w->letters[i].confidence != 0 && add_edit(w, i) != RSD_OK) {
            return RSD_ERR_NOMEM;
        }
    }
    w->letter_count = 0;
    w->word_count = 0;
    w->after_number = false;
    w->before_number = false;
    return RSD_OK;
}

static void add_letter(rsd_repair_work *w, size_t start, size_t len, uint32_t cp,
                       rsd_repair_gap before)
{
    w->letters[w->letter_count] =
        (rsd_repair_letter){(uint32_t)start, (uint32_t)(start + len), (uint8_t)before, 0, 0};
    w->codes[w->letter_count++] = rsd_letter_code(cp);
}

/* Adds the word to the run. *is_word is false, and nothing is added, if it is not all of letters
 * of the Arabic script. */
static rsd_status add_word(rsd_repair_work *w, size_t end, const rsd_token *token, bool *is_word)
{
    const size_t first = w->letter_count;
    const size_t most = first + (token->end - token->start);
    rsd_repair_gap before = first == 0 ? RSD_GAP_NONE : RSD_GAP_SPACE;
    size_t len;
    *is_word = false;
    if (RSD_GROW(w->letters, w->letter_cap, most) != RSD_OK ||
        RSD_GROW(w->codes, w->code_cap, most) != RSD_OK ||
        RSD_GROW(w->words, w->word_cap, w->word_count + 1) != RSD_OK) {
        return RSD_ERR_NOMEM;
    }
    for (size_t i = token->start; i < token->end; i += len) {
        uint32_t cp;
        rsd_class c = (rsd_class)(rsd_char_at(w->s, end, i, &cp, &len) & RSD_CLASS_MASK);
        if (c == RSD_CLASS_ARABIC) {
            add_letter(w, i, len, cp, before);
            before = RSD_GAP_NONE;
        } else if (cp == RSD_CP_ZWNJ && w->letter_count > first) {
            before = RSD_GAP_ZWNJ;
            w->kept++;
        } else if (c == RSD_CLASS_MARK || c == RSD_CLASS_TATWEEL || c == RSD_CLASS_JOINER) {
            if (w->letter_count > first) {
                w->letters[w->letter_count - 1].end = (uint32_t)(i + len);
            }
        } else {
            w->letter_count = first;
            return RSD_OK;
        }
    }
    if (w->letter_count == first) {
        return RSD_OK;
    }
    w->letters[first].start = token->start; /* marks may stand before it */
    w->words[w->word_count++] = (rsd_stretch){(uint32_t)first, (uint32_t)w->letter_count};
    *is_word = true;
    return RSD_OK;
}

/* Is there something between the two places, and only blanks? */
static bool only_blanks(const rsd_repair_work *w, size_t start, size_t end)
{
    bool blank = false;
    size_t len;
    for (size_t i = start; i < end; i += len) {
        uint32_t cp;
        rsd_class c = (rsd_class)(rsd_char_at(w->s, end, i, &cp, &len) & RSD_CLASS_MASK);
        blank |= c == RSD_CLASS_SPACE;
        if (c != RSD_CLASS_SPACE && cp != RSD_CP_ZWNJ) {
            return false;
        }
    }
    return blank;
}

static rsd_status repair_line(rsd_repair_work *w, size_t start, size_t end)
{
    rsd_scan scan = {.s = w->s, .begin = start, .end = end, .pos = start};
    rsd_token token;
    bool in_run = false;
    bool number = false;
    size_t last = start;
    while (rsd_scan_token(&scan, &token)) {
        bool follows = only_blanks(w, last, token.start);
        w->before_number = in_run && follows && token.kind == RSD_KIND_NUMBER;
        if ((!in_run || !follows || token.kind != RSD_KIND_WORD) && finish_run(w) != RSD_OK) {
            return RSD_ERR_NOMEM;
        }
        if (w->word_count == 0) {
            w->after_number = number && follows;
        }
        in_run = false;
        if (token.kind == RSD_KIND_WORD) {
            if (add_word(w, end, &token, &in_run) != RSD_OK ||
                (!in_run && finish_run(w) != RSD_OK)) {
                return RSD_ERR_NOMEM;
            }
        }
        number = token.kind == RSD_KIND_NUMBER;
        last = token.end;
    }
    return finish_run(w);
}

static bool is_glued_plural(const rsd_repair_edit *edit)
{
    return edit->rule == RSD_REPAIR_PLURAL && edit->confidence == RSD_GLUED_PLURAL;
}

/* A plural may be glued or not. Texts that lost their ZWNJs do not tell which was meant; where more
 * are kept than lack, it was the glued one. */
static void respect_glued_plurals(const rsd_repair_work *w)
{
    enum { MEANT = 45 };
    size_t lost = 0;
    for (size_t i = 0; i < w->out->len; i++) {
        const rsd_repair_edit *edit = &w->out->items[i];
        lost += edit->confidence >= RSD_REPAIR_CONFIDENT && !is_glued_plural(edit);
    }
    for (size_t i = 0; i < w->out->len && w->kept > lost; i++) {
        if (is_glued_plural(&w->out->items[i])) {
            w->out->items[i].confidence = MEANT;
        }
    }
}

rsd_status rsd_repair_styled(const char *s, size_t n, bool zwnj_everywhere, rsd_repairs *out,
                             rsd_error *err)
{
    if (n > RSD_MAX_SOURCE) {
        return rsd_fail(err, RSD_ERR_LIMIT, NULL, 0, RSD_NO_OFFSET, "the text is too large");
    }
    rsd_repair_work w = {.s = s, .zwnj_everywhere = zwnj_everywhere, .out = out};
    rsd_status status = RSD_OK;
    rsd_lang whole = RSD_LANG_OTHER; /* the language of the text, once it is asked for */
    bool asked = false;
    out->len = 0;
    if (n >= MEMO_FROM && (w.memo = rsd_repair_memo_new()) == NULL) {
        return rsd_fail_nomem(err);
    }
    for (size_t start = 0; start < n && status == RSD_OK;) {
        const char *newline = memchr(s + start, '\n', n - start);
        size_t end = newline == NULL ? n : (size_t)(newline - s);
        rsd_lang lang = rsd_language(s + start, end - start);
        if (lang == RSD_LANG_OTHER && !asked) {
            whole = rsd_language(s, n);
            asked = true;
        }
        if (lang == RSD_LANG_FA || (lang == RSD_LANG_OTHER && whole != RSD_LANG_AR)) {
            status = repair_line(&w, start, end);
        }
        start = end + 1;
    }
    if (!zwnj_everywhere) {
        respect_glued_plurals(&w);
    }
    rsd_free(w.letters);
    rsd_free(w.codes);
    rsd_free(w.words);
    rsd_free(w.joined);
    rsd_free(w.memo);
    return status == RSD_OK ? RSD_OK : rsd_fail_nomem(err);
}

rsd_status rsd_repair(const char *s, size_t n, rsd_repairs *out, rsd_error *err)
{
    return rsd_repair_styled(s, n, false, out, err);
}

rsd_status rsd_repair_apply(const char *s, size_t n, const rsd_repairs *repairs, int min_confidence,
                            rsd_buf *out, rsd_error *err)
{
    size_t done = 0;
    size_t before = out->len;
    for (size_t i = 0; i < repairs->len; i++) {
        const rsd_repair_edit *edit = &repairs->items[i];
        if (edit->confidence < min_confidence) {
            continue;
        }
        if (rsd_buf_add(out, s + done, edit->start - done) != RSD_OK ||
            rsd_buf_add(out, edit->text, strlen(edit->text)) != RSD_OK) {
            out->len = before;
            return rsd_fail_nomem(err);
        }
        done = edit->end;
    }
    if (rsd_buf_add(out, n == 0 ? "" : s + done, n - done) != RSD_OK) {
        out->len = before;
        return rsd_fail_nomem(err);
    }
    return RSD_OK;
}

void rsd_repairs_free(rsd_repairs *repairs)
{
    if (repairs != NULL) {
        rsd_free(repairs->items);
        *repairs = (rsd_repairs){0};
    }
}

const char *rsd_repair_rule_name(rsd_repair_rule rule)
{
    switch (rule) {
    case RSD_REPAIR_VERB:
        return "verb";
    case RSD_REPAIR_PLURAL:
        return "plural";
    case RSD_REPAIR_COMPARATIVE:
        return "comparative";
    case RSD_REPAIR_ENDING:
        return "ending";
    case RSD_REPAIR_COMPOUND:
        return "compound";
    case RSD_REPAIR_WORD_SPACE:
        return "word_space";
    }
    return "?";
}

const char *rsd_repair_list_version(void)
{
    const rsd_dictionary *dictionary = rsd_dictionary_installed();
    static _Thread_local char with_dictionary[128];
    if (dictionary == NULL) {
        return rsd_repair_version;
    }
    snprintf(with_dictionary, sizeof with_dictionary, "%s+%s", rsd_repair_version,
             rsd_dictionary_name(dictionary));
    return with_dictionary;
}

const char *rsd_repair_warning(void)
{
    return rsd_dictionary_warning();
}
