/* conllu.c: CoNLL-U, a treebank with a word a line.
 *
 * The text is put together of the tokens, a sentence a line; where the text of a sentence is given,
 * that is taken.
 *
 * The columns beside the forms are attributes of tokens, and have its names; a token that stands
 * for several words (3-4) has their values with '+' between, and words that were not written (5.1)
 * are passed over. */
#include "read/vertical.h"

#include <stdlib.h>
#include <string.h>

/* The columns that are attributes of words. */
static const struct {
    int place;
    const char *name;
} word_columns[] = {{0, "id"},    {2, "lemma"}, {3, "upos"},  {4, "xpos"},
                    {5, "feats"}, {6, "head"},  {7, "deprel"}};

enum { WORD_COLUMNS = sizeof word_columns / sizeof *word_columns };

/* The values of a column for the words of one token. */
typedef struct joined {
    rsd_buf text;
    bool has_value; /* one of the words has */
} joined;

typedef struct conllu {
    rsd_vertical base; /* the first: what is given it is given this */
    bool has_text;     /* the text of the sentence was given */
    size_t cursor;     /* behind the last token that was found in it */
    long covered;      /* the last word of the token */
    rsd_span span;     /* of the token in the text; empty if it is not there */
    joined values[WORD_COLUMNS];
} conllu;

/* Begins a sentence: nothing is known of it yet. */
static void begin_sentence(conllu *c)
{
    c->has_text = false;
    c->cursor = c->base.draft.text.len;
    c->covered = 0;
    c->span = (rsd_span){0};
}

/* The value of the comment "# name = value" if that is its name, else NULL. */
static const char *comment_value(const char *s, size_t n, const char *name, size_t *value_len)
{
    size_t at = 1;
    while (at < n && s[at] == ' ') {
        at++;
    }
    const size_t len = strlen(name);
    if (n - at < len || memcmp(s + at, name, len) != 0) {
        return NULL;
    }
    at += len;
    while (at < n && s[at] == ' ') {
        at++;
    }
    if (at == n || s[at] != '=') {
        return NULL;
    }
    *value_len = n - at - 1;
    return s + at + 1;
}

static bool is_comment(const char *s, size_t n, const char *name)
{
    const size_t len = strlen(name);
    return n >= 2 + len && memcmp(s, "# ", 2) == 0 && memcmp(s + 2, name, len) == 0 &&
           (n == 2 + len || s[2 + len] == ' ');
}

/* A comment about the document: "# title = ..." and the like. */
static rsd_status take_field(conllu *c, const char *s, size_t n)
{
    for (int role = RSD_ROLE_TITLE; role < RSD_ROLE_COUNT; role++) {
        const char *name = *rsd_role_names[role];
        size_t len;
        const char *value = comment_value(s, n, name, &len);
        if (value != NULL) {
            return rsd_draft_field(&c->base.draft, name, value, len);
        }
    }
    return RSD_OK;
}

static rsd_status take_comment(conllu *c, const char *s, size_t n)
{
    size_t len;
    const char *value = comment_value(s, n, "text", &len);
    if (value != NULL) {
        size_t start = 0;
        rsd_trim(value, &start, &len);
        const size_t before = c->base.draft.text.len;
        c->has_text = true;
        rsd_status status = rsd_vertical_add(&c->base, value + start, len - start);
        c->cursor =
            c->base.draft.text.len > before ? c->base.draft.text.len - (len - start) : before;
        return status;
    }
    if (is_comment(s, n, "newdoc")) {
        rsd_status status = rsd_vertical_begin(&c->base);
        begin_sentence(c);
        value = comment_value(s, n, "newdoc id", &len);
        return status == RSD_OK && value != NULL ? rsd_draft_field(&c->base.draft, "id", value, len)
                                                 : status;
    }
    if (is_comment(s, n, "newpar")) {
        rsd_vertical_part(&c->base, RSD_GAP_PARAGRAPH);
        return RSD_OK;
    }
    return take_field(c, s, n);
}

/* Finds a token in what is left of the sentence's text, not too far ahead. */
static rsd_status find_token(conllu *c, const char *form, size_t n)
{
    enum { FAR = 1024 };
    const rsd_buf *text = &c->base.draft.text;
    const size_t left = text->len - c->cursor;
    const size_t near = left < n + FAR ? left : n + FAR;
    const char *at = near < n ? NULL : memmem(text->data + c->cursor, near, form, n);
    c->span = (rsd_span){0};
    if (at == NULL) {
        return rsd_draft_note(&c->base.draft, rsd_vertical_place(&c->base), "bad_record",
                              "the token is not in the text of its sentence: its attributes are "
                              "not kept");
    }
    const uint32_t start = (uint32_t)(at - text->data);
    c->span = (rsd_span){start, start + (uint32_t)n};
    c->cursor = c->span.end;
    return RSD_OK;
}

/* Begins a token: adds it where the sentence's text was not given. */
static rsd_status begin_token(conllu *c, const char *s, size_t n)
{
    size_t len;
    size_t misc_len;
    const char *form = rsd_vertical_column(s, n, 1, &len);
    const char *misc = rsd_vertical_column(s, n, 9, &misc_len);
    for (int i = 0; i < WORD_COLUMNS; i++) {
        c->values[i].text.len = 0;
        c->values[i].has_value = false;
    }
    if (c->has_text) {
        return find_token(c, form, len);
    }
    rsd_status status = rsd_vertical_add(&c->base, form, len);
    c->base.gap =
        memmem(misc, misc_len, "SpaceAfter=No", 13) != NULL ? RSD_GAP_NONE : RSD_GAP_SPACE;
    c->span = rsd_vertical_added(&c->base, len);
    return status;
}

/* Adds the values of a word to those of its token. */
static rsd_status add_word(conllu *c, const char *s, size_t n)
{
    rsd_status status = RSD_OK;
    for (int i = 0; i < WORD_COLUMNS && c->span.end > 0 && status == RSD_OK; i++) {
        joined *joined = &c->values[i];
        size_t len;
        const char *value = rsd_vertical_column(s, n, word_columns[i].place, &len);
        value = len == 0 ? "_" : value;
        len = len == 0 ? 1 : len;
        joined->has_value = joined->has_value || len > 1 || *value != '_';
        if ((joined->text.len > 0 && rsd_buf_add(&joined->text, "+", 1) != RSD_OK) ||
            rsd_buf_add(&joined->text, value, len) != RSD_OK) {
            return rsd_fail_nomem(c->base.source->err);
        }
        if (joined->has_value) {
            status = rsd_vertical_set(&c->base, c->span, word_columns[i].name, joined->text.data,
                                      joined->text.len);
        }
    }
    return status;
}

/* Takes a token, a word of the token before, or a word that was not written. */
static rsd_status take_token(conllu *c, const char *s, size_t n)
{
    size_t id_len;
    size_t len;
    const char *id = rsd_vertical_column(s, n, 0, &id_len);
    rsd_vertical_column(s, n, 1, &len);
    char *end;
    const long number = strtol(id, &end, 10);
    if (end == id || len == 0) {
        return rsd_draft_warn(&c->base.draft, rsd_vertical_place(&c->base), "bad_record",
                              "the line is no token: it has no number and form");
    }
    if (*end == '.') {
        return RSD_OK;
    }
    if (number <= c->covered) {
        return c->covered > 0 ? add_word(c, s, n) : RSD_OK;
    }
    c->covered = *end == '-' ? strtol(end + 1, NULL, 10) : 0;
    rsd_status status = begin_token(c, s, n);
    return status == RSD_OK && c->covered == 0 ? add_word(c, s, n) : status;
}

static rsd_status take_line(rsd_vertical *base, const char *s, size_t n)
{
    conllu *c = (conllu *)base;
    size_t blanks = 0;
    while (blanks < n && s[blanks] == ' ') {
        blanks++;
    }
    if (blanks == n) {
        begin_sentence(c);
        rsd_vertical_part(&c->base, RSD_GAP_LINE);
        return RSD_OK;
    }
    return s[0] == '#' ? take_comment(c, s, n) : take_token(c, s, n);
}

rsd_status rsd_read_conllu(const rsd_source *source)
{
    conllu c = {0};
    rsd_status status = rsd_vertical_read(&c.base, source, take_line);
    for (int i = 0; i < WORD_COLUMNS; i++) {
        rsd_buf_free(&c.values[i].text);
    }
    return status;
}
