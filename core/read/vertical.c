/* vertical.c: corpora with a token a line: CoNLL-U, and VRT as CWB and the Sketch Engine have it.
 *
 * The text is put together of the tokens, a sentence a line. Where CoNLL-U keeps the text of a
 * sentence, that is taken. VRT does not tell where spaces were, unless by <g/>: until the first of
 * these, marks join what they close or open.
 *
 * The columns beside the forms are attributes of tokens. Those of CoNLL-U have its names; a token
 * that stands for several words (3-4) has their values with '+' between, and words that were not
 * written (5.1) are passed over. VRT may name its columns in a comment, as Korp does; otherwise
 * they are numbered. */
#include "read/draft.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <utf8proc.h>

/* What parts one piece of the text from the next. */
typedef enum gap { NONE, SPACE, LINE, PARAGRAPH } gap;

/* The columns of CoNLL-U that are attributes of its words. */
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

typedef struct vertical {
    const rsd_source *source;
    rsd_lines lines;
    rsd_draft draft;
    gap gap;
    bool is_open;    /* the file says where the document began */
    uint64_t number; /* of the document before */
    bool told_bad;   /* bytes that are not UTF-8 */
    bool told_nul;   /* bytes that are NUL */
    /* CoNLL-U */
    bool has_text; /* the text of the sentence was given */
    size_t cursor; /* behind the last token that was found in it */
    long covered;  /* the last word of the token */
    rsd_span span; /* of the token in the text; empty if it is not there */
    joined values[WORD_COLUMNS];
    /* VRT */
    char element[8];                     /* the one that is a document; empty if there was none */
    bool has_glue;                       /* <g/> tells where no space was */
    rsd_arena arena;                     /* of the names */
    const char *names[RSD_COLUMNS_MOST]; /* of the columns; NULL if they have none */
    int form;                            /* the column of the forms */
    rsd_buf decoded;
} vertical;

/* ---- Text and documents ---- */

static void part(vertical *v, gap gap)
{
    v->gap = gap > v->gap ? gap : v->gap;
}

/* Adds bytes after the gap. What is longer than any article may be grows only far enough for that
 * to be seen. */
static rsd_status add(vertical *v, const char *s, size_t n)
{
    static const char *const gaps[] = {"", " ", "\n", "\n\n"};
    rsd_buf *text = &v->draft.text;
    if (n == 0 || text->len > RSD_MAX_SOURCE) {
        return RSD_OK;
    }
    const char *between = gaps[text->len > 0 ? v->gap : NONE];
    v->gap = NONE;
    bool added =
        rsd_buf_add(text, between, strlen(between)) == RSD_OK && rsd_buf_add(text, s, n) == RSD_OK;
    return added ? RSD_OK : rsd_fail_nomem(v->source->err);
}

static rsd_place place_of(const vertical *v)
{
    return (rsd_place){.line = v->lines.number, .offset = v->lines.offset};
}

static rsd_status tell_of_columns(vertical *v)
{
    return v->draft.columns.is_cut
               ? rsd_draft_note(&v->draft, place_of(v), "too_large",
                                "its tokens have more attributes than are taken")
               : RSD_OK;
}

/* Begins a sentence of CoNLL-U: nothing is known of it yet. */
static void begin_sentence(vertical *v)
{
    v->has_text = false;
    v->cursor = v->draft.text.len;
    v->covered = 0;
    v->span = (rsd_span){0};
}

/* Sets an attribute of the token at a span of the text. */
static rsd_status set_attribute(vertical *v, rsd_span span, const char *name, const char *value,
                                size_t n)
{
    return rsd_columns_set(&v->draft.columns, span, name, value, n) == RSD_OK
               ? RSD_OK
               : rsd_fail_nomem(v->source->err);
}

/* The span of the n bytes that the text ends with. */
static rsd_span last_added(const vertical *v, size_t n)
{
    const size_t end = v->draft.text.len;
    return (rsd_span){(uint32_t)(end - n), (uint32_t)end};
}

/* Ends the document before, if there is one. What stands in no document is one too. */
static rsd_status end_document(vertical *v)
{
    rsd_status status = RSD_OK;
    if (v->is_open || v->draft.text.len > 0) {
        rsd_place at = place_of(v);
        at.number = ++v->number;
        status = tell_of_columns(v);
        if (status == RSD_OK) {
            status = rsd_draft_finish(&v->draft, rsd_fields_get(&v->draft.fields, "id"), at,
                                      "the document has no tokens");
        }
    }
    rsd_draft_clear(&v->draft);
    v->is_open = false;
    v->gap = NONE;
    begin_sentence(v);
    return status;
}

static rsd_status begin_document(vertical *v)
{
    rsd_status status = end_document(v);
    v->is_open = true;
    return status;
}

typedef rsd_status (*take_line)(vertical *v, const char *s, size_t n);

/* Warns of a byte of the line, if nothing of its kind was told before. */
static rsd_status tell_of_byte(vertical *v, bool *told, size_t at, const char *kind,
                               const char *message)
{
    rsd_place place = place_of(v);
    if (*told) {
        return RSD_OK;
    }
    *told = true;
    place.offset += at;
    return rsd_draft_note(&v->draft, place, kind, message);
}

/* Takes a line as UTF-8, so that places in the text stay what they are. */
static rsd_status take_mended(vertical *v, take_line take)
{
    rsd_arena arena = {0};
    const char *line = rsd_copy_text(&arena, v->lines.line, v->lines.len);
    rsd_status status = line == NULL ? rsd_fail_nomem(v->source->err) : take(v, line, strlen(line));
    rsd_arena_free(&arena);
    return status;
}

/* Takes the line; what is no text in it is told. */
static rsd_status take_bytes(vertical *v, take_line take)
{
    const char *line = v->lines.line;
    const size_t n = v->lines.len;
    const size_t bad = rsd_utf8_check(line, n);
    const char *nul = n == 0 ? NULL : memchr(line, '\0', n);
    rsd_status status = RSD_OK;
    if (bad == n && nul == NULL) {
        return take(v, line, n);
    }
    if (bad < n) {
        status = tell_of_byte(v, &v->told_bad, bad, "invalid_utf8",
                              "is not UTF-8 here; such bytes are shown as U+FFFD");
    }
    if (status == RSD_OK && nul != NULL) {
        status = tell_of_byte(v, &v->told_nul, (size_t)(nul - line), "nul_byte",
                              "has a NUL byte here; such bytes are shown as U+FFFD");
    }
    return status == RSD_OK ? take_mended(v, take) : status;
}

static rsd_status end_file(vertical *v)
{
    if (v->is_open || v->number > 0) {
        return end_document(v);
    }
    rsd_status status = tell_of_columns(v);
    return status == RSD_OK ? rsd_draft_finish_whole(&v->draft, "there are no tokens in it")
                            : status;
}

static rsd_status read_lines(const rsd_source *source, take_line take)
{
    vertical v = {.source = source, .draft = {.source = source}, .lines = {.input = source->input}};
    rsd_status status = RSD_OK;
    bool more = true;
    while (status == RSD_OK && more) {
        status = rsd_next_line(&v.lines, &more, source->err);
        if (status != RSD_OK) {
            status = rsd_input_failed(source, status);
            break;
        }
        if (more) {
            status = take_bytes(&v, take);
        }
    }
    if (status == RSD_OK) {
        status = end_file(&v);
    }
    rsd_lines_free(&v.lines);
    rsd_buf_free(&v.decoded);
    rsd_arena_free(&v.arena);
    for (int i = 0; i < WORD_COLUMNS; i++) {
        rsd_buf_free(&v.values[i].text);
    }
    return rsd_draft_end(&v.draft, status);
}

/* ---- CoNLL-U ---- */

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
static rsd_status take_field(vertical *v, const char *s, size_t n)
{
    for (int role = RSD_ROLE_TITLE; role < RSD_ROLE_COUNT; role++) {
        const char *name = *rsd_role_names[role];
        size_t len;
        const char *value = comment_value(s, n, name, &len);
        if (value != NULL) {
            return rsd_draft_field(&v->draft, name, value, len);
        }
    }
    return RSD_OK;
}

static rsd_status take_comment(vertical *v, const char *s, size_t n)
{
    size_t len;
    const char *value = comment_value(s, n, "text", &len);
    if (value != NULL) {
        size_t start = 0;
        rsd_trim(value, &start, &len);
        const size_t before = v->draft.text.len;
        v->has_text = true;
        rsd_status status = add(v, value + start, len - start);
        v->cursor = v->draft.text.len > before ? v->draft.text.len - (len - start) : before;
        return status;
    }
    if (is_comment(s, n, "newdoc")) {
        rsd_status status = begin_document(v);
        value = comment_value(s, n, "newdoc id", &len);
        return status == RSD_OK && value != NULL ? rsd_draft_field(&v->draft, "id", value, len)
                                                 : status;
    }
    if (is_comment(s, n, "newpar")) {
        part(v, PARAGRAPH);
        return RSD_OK;
    }
    return take_field(v, s, n);
}

/* The column of a line, from 0; empty if it has not so many. */
static const char *column(const char *s, size_t n, int i, size_t *len)
{
    const char *end = s + n;
    while (i > 0 && s < end) {
        const char *tab = memchr(s, '\t', (size_t)(end - s));
        s = tab == NULL ? end : tab + 1;
        i--;
    }
    const char *tab = s < end ? memchr(s, '\t', (size_t)(end - s)) : NULL;
    *len = (size_t)((tab == NULL ? end : tab) - s);
    return s;
}

/* Finds a token in what is left of the sentence's text, not too far ahead. */
static rsd_status find_token(vertical *v, const char *form, size_t n)
{
    enum { FAR = 1024 };
    const rsd_buf *text = &v->draft.text;
    const size_t left = text->len - v->cursor;
    const size_t near = left < n + FAR ? left : n + FAR;
    const char *at = near < n ? NULL : memmem(text->data + v->cursor, near, form, n);
    v->span = (rsd_span){0};
    if (at == NULL) {
        return rsd_draft_note(&v->draft, place_of(v), "bad_record",
                              "the token is not in the text of its sentence: its attributes are "
                              "not kept");
    }
    const uint32_t start = (uint32_t)(at - text->data);
    v->span = (rsd_span){start, start + (uint32_t)n};
    v->cursor = v->span.end;
    return RSD_OK;
}

/* Begins a token: adds it where the sentence's text was not given. */
static rsd_status begin_token(vertical *v, const char *s, size_t n)
{
    size_t len;
    size_t misc_len;
    const char *form = column(s, n, 1, &len);
    const char *misc = column(s, n, 9, &misc_len);
    for (int i = 0; i < WORD_COLUMNS; i++) {
        v->values[i].text.len = 0;
        v->values[i].has_value = false;
    }
    if (v->has_text) {
        return find_token(v, form, len);
    }
    rsd_status status = add(v, form, len);
    v->gap = memmem(misc, misc_len, "SpaceAfter=No", 13) != NULL ? NONE : SPACE;
    v->span = last_added(v, len);
    return status;
}

/* Adds the values of a word to those of its token. */
static rsd_status add_word(vertical *v, const char *s, size_t n)
{
    rsd_status status = RSD_OK;
    for (int i = 0; i < WORD_COLUMNS && v->span.end > 0 && status == RSD_OK; i++) {
        joined *joined = &v->values[i];
        size_t len;
        const char *value = column(s, n, word_columns[i].place, &len);
        value = len == 0 ? "_" : value;
        len = len == 0 ? 1 : len;
        joined->has_value = joined->has_value || len > 1 || *value != '_';
        if ((joined->text.len > 0 && rsd_buf_add(&joined->text, "+", 1) != RSD_OK) ||
            rsd_buf_add(&joined->text, value, len) != RSD_OK) {
            return rsd_fail_nomem(v->source->err);
        }
        if (joined->has_value) {
            status = set_attribute(v, v->span, word_columns[i].name, joined->text.data,
                                   joined->text.len);
        }
    }
    return status;
}

/* Takes a token, a word of the token before, or a word that was not written. */
static rsd_status take_token(vertical *v, const char *s, size_t n)
{
    size_t id_len;
    size_t len;
    const char *id = column(s, n, 0, &id_len);
    column(s, n, 1, &len);
    char *end;
    const long number = strtol(id, &end, 10);
    if (end == id || len == 0) {
        return rsd_draft_warn(&v->draft, place_of(v), "bad_record",
                              "the line is no token: it has no number and form");
    }
    if (*end == '.') {
        return RSD_OK;
    }
    if (number <= v->covered) {
        return v->covered > 0 ? add_word(v, s, n) : RSD_OK;
    }
    v->covered = *end == '-' ? strtol(end + 1, NULL, 10) : 0;
    rsd_status status = begin_token(v, s, n);
    return status == RSD_OK && v->covered == 0 ? add_word(v, s, n) : status;
}

static rsd_status take_conllu(vertical *v, const char *s, size_t n)
{
    size_t blanks = 0;
    while (blanks < n && s[blanks] == ' ') {
        blanks++;
    }
    if (blanks == n) {
        begin_sentence(v);
        part(v, LINE);
        return RSD_OK;
    }
    return s[0] == '#' ? take_comment(v, s, n) : take_token(v, s, n);
}

rsd_status rsd_read_conllu(const rsd_source *source)
{
    return read_lines(source, take_conllu);
}

/* ---- VRT ---- */

static bool is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == ':' || c == '.';
}

static bool is_letter(char c)
{
    return is_name(c) && c != '-' && c != '.' && !(c >= '0' && c <= '9');
}

static rsd_status add_character(rsd_buf *out, uint32_t cp)
{
    const bool is_none = cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000);
    utf8proc_uint8_t bytes[4];
    return rsd_buf_add(out, bytes,
                       (size_t)utf8proc_encode_char(is_none ? 0xFFFD : (int32_t)cp, bytes));
}

/* The character that the entity at s, "&...;", stands for; 0 if it is none of XML's. */
static uint32_t entity_at(const char *s, size_t n, size_t *len)
{
    static const struct {
        const char *entity;
        char c;
    } named[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        *len = strlen(named[i].entity);
        if (n >= *len && memcmp(s, named[i].entity, *len) == 0) {
            return (uint32_t)named[i].c;
        }
    }
    char digits[12] = "";
    const char *end = memchr(s, ';', n < sizeof digits ? n : sizeof digits);
    if (end == NULL || end - s < 3 || s[1] != '#') {
        return 0;
    }
    *len = (size_t)(end - s) + 1;
    memcpy(digits, s + 2, *len - 3);
    const bool is_hex = digits[0] == 'x' || digits[0] == 'X';
    const unsigned long cp = strtoul(digits + (is_hex ? 1 : 0), NULL, is_hex ? 16 : 10);
    return cp > 0x10FFFF ? 0xFFFD : (uint32_t)cp;
}

/* Puts s[0..n) with its entities resolved into v->decoded. */
static rsd_status decode(vertical *v, const char *s, size_t n)
{
    bool added = true;
    v->decoded.len = 0;
    for (size_t at = 0; at < n && added;) {
        const char *mark = memchr(s + at, '&', n - at);
        const size_t plain = mark == NULL ? n - at : (size_t)(mark - s) - at;
        added = rsd_buf_add(&v->decoded, s + at, plain) == RSD_OK;
        at += plain;
        if (at == n || !added) {
            break;
        }
        size_t len = 1;
        const uint32_t cp = entity_at(s + at, n - at, &len);
        added =
            (cp == 0 ? rsd_buf_add(&v->decoded, "&", 1) : add_character(&v->decoded, cp)) == RSD_OK;
        at += cp == 0 ? 1 : len;
    }
    return added ? RSD_OK : rsd_fail_nomem(v->source->err);
}

/* Adds the attributes of a document, s[0..n): name="value" with spaces between. */
static rsd_status take_attributes(vertical *v, const char *s, size_t n)
{
    rsd_status status = RSD_OK;
    for (size_t at = 0; status == RSD_OK;) {
        while (at < n && (s[at] == ' ' || s[at] == '\t' || s[at] == '/')) {
            at++;
        }
        if (at == n) {
            break;
        }
        char name[64];
        size_t len = 0;
        while (at + len < n && len < sizeof name - 1 && is_name(s[at + len])) {
            name[len] = s[at + len];
            len++;
        }
        name[len] = '\0';
        at += len;
        char quote = '\0';
        if (at + 1 < n) {
            quote = s[at + 1];
        }
        const char *value = s + at + 2;
        const char *end = at + 2 <= n && len > 0 && s[at] == '=' && (quote == '"' || quote == '\'')
                              ? memchr(value, quote, n - at - 2)
                              : NULL;
        if (end == NULL) {
            return rsd_draft_warn(&v->draft, place_of(v), "bad_record",
                                  "the attributes are not written name=\"value\"");
        }
        status = decode(v, value, (size_t)(end - value));
        if (status == RSD_OK && v->decoded.len > 0) {
            status = rsd_draft_field(&v->draft, rsd_role_of(name), v->decoded.data, v->decoded.len);
        }
        at = (size_t)(end - s) + 1;
    }
    return status;
}

/* Is it the element that documents are? The first of a known name that is met. */
static bool is_document(vertical *v, const char *name, size_t n)
{
    static const char *const names[] = {"text", "doc", "article"};
    for (size_t i = 0; v->element[0] == '\0' && i < sizeof names / sizeof *names; i++) {
        if (strlen(names[i]) == n && memcmp(names[i], name, n) == 0) {
            memcpy(v->element, name, n);
            return true;
        }
    }
    return strlen(v->element) == n && memcmp(v->element, name, n) == 0;
}

static bool is_called(const char *name, size_t n, const char *what)
{
    return strlen(what) == n && memcmp(name, what, n) == 0;
}

/* A tag, a comment or a declaration. */
typedef struct tag {
    const char *s; /* "<...>" */
    size_t n;
    size_t name; /* where its name is in s */
    size_t len;  /* of its name; 0 of a comment or a declaration */
} tag;

static rsd_status take_tag(vertical *v, const tag *t)
{
    const char *name = t->s + t->name;
    const bool ends = t->s[1] == '/';
    if (is_called(name, t->len, "g")) {
        v->has_glue = true;
        v->gap = v->gap == SPACE ? NONE : v->gap;
    } else if (is_called(name, t->len, "p") || is_called(name, t->len, "head")) {
        part(v, PARAGRAPH);
    } else if (is_called(name, t->len, "s")) {
        part(v, LINE);
    } else if (t->len > 0 && is_document(v, name, t->len)) {
        rsd_status status = ends ? end_document(v) : begin_document(v);
        const size_t at = t->name + t->len;
        return status == RSD_OK && !ends ? take_attributes(v, t->s + at, t->n - 1 - at) : status;
    }
    return RSD_OK;
}

/* Where the '>' of the tag s[0..n) is, from at on; n if it has none. One in quotation marks is part
 * of an attribute. */
static size_t end_of_tag(const char *s, size_t n, size_t at)
{
    while (at < n && s[at] != '>') {
        const bool is_quote = (s[at] == '"' || s[at] == '\'') && s[at - 1] == '=';
        const char *close = is_quote ? memchr(s + at + 1, s[at], n - at - 1) : NULL;
        at = (close == NULL ? at : (size_t)(close - s)) + 1;
    }
    return at;
}

/* Where the comment or declaration s[0..n) ends; 0 if it does not. */
static size_t end_of_comment(const char *s, size_t n)
{
    const bool is_comment = n > 4 && memcmp(s, "<!--", 4) == 0;
    const char *mark = is_comment ? "-->" : ">";
    const char *found = memmem(s, n, mark, strlen(mark));
    if (found == NULL) {
        return s[n - 1] == '>' ? n : 0;
    }
    return (size_t)(found - s) + strlen(mark);
}

/* Does s[0..n) begin with a tag? A token may begin with '<', too. */
static bool find_tag(const char *s, size_t n, tag *t)
{
    *t = (tag){.s = s, .name = n > 1 && s[1] == '/' ? 2 : 1};
    if (n < 3 || s[0] != '<') {
        return false;
    }
    if (s[1] == '!' || s[1] == '?') {
        t->n = end_of_comment(s, n);
        return t->n > 0;
    }
    while (t->name + t->len < n && is_name(s[t->name + t->len])) {
        t->len++;
    }
    const size_t at = t->name + t->len;
    const size_t end = end_of_tag(s, n, at);
    t->n = end + 1;
    return t->len > 0 && end < n && is_letter(s[t->name]) &&
           (at == end || s[at] == ' ' || (s[at] == '/' && at == end - 1));
}

/* Moves past the blanks of a line from at on. */
static size_t pass_blanks(const char *s, size_t n, size_t at)
{
    while (at < n && s[at] == ' ') {
        at++;
    }
    return at;
}

/* Is there nothing on the line but tags? If it begins with one, *behind is where that ends, else n.
 */
static bool is_tags(const char *s, size_t n, size_t *behind)
{
    tag t;
    size_t at = pass_blanks(s, n, 0);
    *behind = n;
    for (bool is_first = true; at < n; is_first = false) {
        if (!find_tag(s + at, n - at, &t)) {
            return false;
        }
        at += t.n;
        *behind = is_first ? at : *behind;
        at = pass_blanks(s, n, at);
    }
    return true;
}

/* Is the token made of these marks only? */
static bool is_made_of(const char *s, size_t n, const char *const *marks)
{
    size_t at = 0;
    while (at < n) {
        const char *const *mark = marks;
        while (*mark != NULL && strncmp(s + at, *mark, strlen(*mark)) != 0) {
            mark++;
        }
        if (*mark == NULL) {
            return false;
        }
        at += strlen(*mark);
    }
    return n > 0;
}

/* The value of the comment that names the columns, <!-- #vrt positional-attributes: word pos -->,
 * or NULL. Older ones are written "Positional attributes:". */
static const char *column_names(const char *s, size_t n, size_t *len)
{
    static const char *const names[] = {"#vrt positional-attributes:", "Positional attributes:"};
    static const char begin[] = "<!--";
    static const char end[] = "-->";
    size_t at = sizeof begin - 1;
    if (n < sizeof begin + sizeof end || memcmp(s, begin, at) != 0 ||
        memcmp(s + n - 3, end, 3) != 0) {
        return NULL;
    }
    n -= sizeof end - 1;
    while (at < n && s[at] == ' ') {
        at++;
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        *len = strlen(names[i]);
        if (n - at >= *len && strncasecmp(s + at, names[i], *len) == 0) {
            at += *len;
            *len = n - at;
            return s + at;
        }
    }
    return NULL;
}

/* Takes the names of columns, with spaces between. The slash behind those whose values are sets is
 * no part of them. Forms are in the column "word", or else the first. */
static rsd_status name_columns(vertical *v, const char *s, size_t n)
{
    bool has_form = false;
    v->form = 0;
    memset(v->names, 0, sizeof v->names);
    for (int i = 0; i < RSD_COLUMNS_MOST; i++) {
        while (n > 0 && *s == ' ') {
            s++;
            n--;
        }
        const char *space = n == 0 ? NULL : memchr(s, ' ', n);
        const size_t word = space == NULL ? n : (size_t)(space - s);
        if (word == 0) {
            break;
        }
        v->names[i] = rsd_copy_text(&v->arena, s, word - (s[word - 1] == '/'));
        if (v->names[i] == NULL) {
            return rsd_fail_nomem(v->source->err);
        }
        if (!has_form && strcmp(v->names[i], "word") == 0) {
            has_form = true;
            v->form = i;
        }
        s += word;
        n -= word;
    }
    return RSD_OK;
}

/* Takes what the columns of a line say of the token that was added last. */
static rsd_status take_columns(vertical *v, const char *s, size_t n, rsd_span span)
{
    rsd_status status = RSD_OK;
    const char *end = s + n;
    for (int i = 0; i < RSD_COLUMNS_MOST && s <= end && status == RSD_OK; i++) {
        const char *tab = s < end ? memchr(s, '\t', (size_t)(end - s)) : NULL;
        const char *stop = tab == NULL ? end : tab;
        size_t len = (size_t)(stop - s);
        while (len > 0 && s[len - 1] == ' ') {
            len--;
        }
        char number[24];
        const char *name = v->names[i];
        if (name == NULL) {
            snprintf(number, sizeof number, "attribute%d", i + 1);
            name = number;
        }
        status = i == v->form ? RSD_OK : decode(v, s, len);
        if (status == RSD_OK && i != v->form && *name != '\0') {
            status = set_attribute(v, span, name, v->decoded.data, v->decoded.len);
        }
        s = stop + 1;
    }
    v->draft.columns.is_cut = v->draft.columns.is_cut || s <= end;
    return status;
}

/* Takes a line of tags. */
static rsd_status take_tags(vertical *v, const char *s, size_t n)
{
    rsd_status status = RSD_OK;
    tag t;
    for (size_t at = pass_blanks(s, n, 0); status == RSD_OK && find_tag(s + at, n - at, &t);
         at = pass_blanks(s, n, at + t.n)) {
        size_t len;
        const char *names = t.len > 0 ? NULL : column_names(t.s, t.n, &len);
        status = names == NULL ? take_tag(v, &t) : name_columns(v, names, len);
    }
    return status;
}

/* Is there nothing in the form that could be seen? */
static bool is_blank(const rsd_buf *form)
{
    size_t start = 0;
    size_t end = form->len;
    if (end > 0) {
        rsd_trim(form->data, &start, &end);
    }
    return start == end;
}

/* Takes a line with a token, whose form is in v->decoded. */
static rsd_status take_form(vertical *v, const char *s, size_t n)
{
    static const char *const closing[] = {".", ",", ";", ":", "!", "?", ")", "]", "}",
                                          "%", "»", "”", "،", "؛", "؟", "…", "٪", NULL};
    static const char *const opening[] = {"(", "[", "{", "«", "“", NULL};
    const char *text = v->decoded.data;
    const size_t text_len = v->decoded.len;
    if (!v->has_glue && v->gap == SPACE && is_made_of(text, text_len, closing)) {
        v->gap = NONE;
    }
    rsd_status status = add(v, text, text_len);
    v->gap = !v->has_glue && is_made_of(text, text_len, opening) ? NONE : SPACE;
    return status == RSD_OK ? take_columns(v, s, n, last_added(v, text_len)) : status;
}

static rsd_status take_vrt(vertical *v, const char *s, size_t n)
{
    size_t behind;
    size_t len;
    if (is_tags(s, n, &behind)) {
        return take_tags(v, s, n);
    }
    const size_t next = pass_blanks(s, n, behind);
    rsd_status status = RSD_OK;
    if (next < n && s[next] != '\t') {
        status =
            rsd_draft_note(&v->draft, place_of(v), "bad_record",
                           "the line begins with a tag, and not alone: it is taken as a token");
    }
    const char *token = column(s, n, v->form, &len);
    if (status == RSD_OK) {
        status = decode(v, token, len);
    }
    return status == RSD_OK && !is_blank(&v->decoded) ? take_form(v, s, n) : status;
}

rsd_status rsd_read_vrt(const rsd_source *source)
{
    return read_lines(source, take_vrt);
}
