/* vertical.c: corpora with a token a line: CoNLL-U, and VRT as CWB and the Sketch Engine have it.
 *
 * The text is put together of the tokens, a sentence a line. Where CoNLL-U keeps the text of a
 * sentence, that is taken. VRT does not tell where spaces were, unless by <g/>: until the first of
 * these, marks join what they close or open. The attributes of tokens (part of speech, lemma,
 * syntax) are not kept. */
#include "read/draft.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* What parts one piece of the text from the next. */
typedef enum gap { NONE, SPACE, LINE, PARAGRAPH } gap;

typedef struct vertical {
    const rsd_source *source;
    rsd_lines lines;
    rsd_draft draft;
    gap gap;
    bool is_open;    /* the file says where the document began */
    uint64_t number; /* of the document before */
    /* CoNLL-U */
    bool has_text; /* the text of the sentence was given */
    long covered;  /* the last token of one that was written as a whole */
    /* VRT */
    char element[8]; /* the one that is a document; empty if there was none */
    bool has_glue;   /* <g/> tells where no space was */
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

/* Ends the document before, if there is one. What stands in no document is one too. */
static rsd_status end_document(vertical *v)
{
    rsd_status status = RSD_OK;
    if (v->is_open || v->draft.text.len > 0) {
        rsd_place at = place_of(v);
        at.number = ++v->number;
        status = rsd_draft_finish(&v->draft, rsd_fields_get(&v->draft.fields, "id"), at,
                                  "the document has no tokens");
    }
    rsd_draft_clear(&v->draft);
    v->is_open = false;
    v->gap = NONE;
    return status;
}

static rsd_status begin_document(vertical *v)
{
    rsd_status status = end_document(v);
    v->is_open = true;
    return status;
}

typedef rsd_status (*take_line)(vertical *v, const char *s, size_t n);

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
            status = take(&v, v.lines.line, v.lines.len);
        }
    }
    if (status == RSD_OK) {
        status = v.is_open || v.number > 0
                     ? end_document(&v)
                     : rsd_draft_finish_whole(&v.draft, "there are no tokens in it");
    }
    rsd_lines_free(&v.lines);
    rsd_buf_free(&v.decoded);
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
        v->has_text = true;
        return add(v, value + start, len - start);
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

/* Adds a token where the sentence's text was not given. Tokens that another was written for, and
 * those that were not written, are passed over. */
static rsd_status take_token(vertical *v, const char *s, size_t n)
{
    size_t id_len;
    size_t len;
    size_t misc_len;
    const char *id = column(s, n, 0, &id_len);
    const char *form = column(s, n, 1, &len);
    const char *misc = column(s, n, 9, &misc_len);
    char *end;
    const long number = strtol(id, &end, 10);
    if (end == id || len == 0) {
        return rsd_draft_warn(&v->draft, place_of(v), "bad_record",
                              "the line is no token: it has no number and form");
    }
    if (v->has_text || *end == '.' || number <= v->covered) {
        return RSD_OK;
    }
    v->covered = *end == '-' ? strtol(end + 1, NULL, 10) : 0;
    rsd_status status = add(v, form, len);
    v->gap = memmem(misc, misc_len, "SpaceAfter=No", 13) != NULL ? NONE : SPACE;
    return status;
}

static rsd_status take_conllu(vertical *v, const char *s, size_t n)
{
    size_t blanks = 0;
    while (blanks < n && s[blanks] == ' ') {
        blanks++;
    }
    if (blanks == n) {
        v->has_text = false;
        v->covered = 0;
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

/* Takes a line that is a tag, with the name at s[start..start + len). */
static rsd_status take_tag(vertical *v, const char *s, size_t n, size_t start, size_t len)
{
    const char *name = s + start;
    const bool ends = s[1] == '/';
    if (is_called(name, len, "g")) {
        v->has_glue = true;
        v->gap = v->gap == SPACE ? NONE : v->gap;
    } else if (is_called(name, len, "p") || is_called(name, len, "head")) {
        part(v, PARAGRAPH);
    } else if (is_called(name, len, "s")) {
        part(v, LINE);
    } else if (is_document(v, name, len)) {
        rsd_status status = ends ? end_document(v) : begin_document(v);
        const size_t at = start + len;
        return status == RSD_OK && !ends ? take_attributes(v, s + at, n - 1 - at) : status;
    }
    return RSD_OK;
}

/* Is the line a tag? Then its name is at s[*start..*start + *len); without one it is a comment or a
 * declaration. A token may begin with '<', too. */
static bool is_tag(const char *s, size_t n, size_t *start, size_t *len)
{
    *len = 0;
    *start = n > 1 && s[1] == '/' ? 2 : 1;
    if (n < 3 || s[0] != '<' || s[n - 1] != '>') {
        return false;
    }
    if (s[1] == '!' || s[1] == '?') {
        return true;
    }
    while (*start + *len < n && is_name(s[*start + *len])) {
        ++*len;
    }
    const size_t at = *start + *len;
    return *len > 0 && is_letter(s[*start]) &&
           (at == n - 1 || s[at] == ' ' || (s[at] == '/' && at == n - 2));
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

static rsd_status take_vrt(vertical *v, const char *s, size_t n)
{
    static const char *const closing[] = {".", ",", ";", ":", "!", "?", ")", "]", "}",
                                          "%", "»", "”", "،", "؛", "؟", "…", "٪", NULL};
    static const char *const opening[] = {"(", "[", "{", "«", "“", NULL};
    size_t start;
    size_t len;
    if (is_tag(s, n, &start, &len)) {
        return len == 0 ? RSD_OK : take_tag(v, s, n, start, len);
    }
    const char *token = column(s, n, 0, &len);
    rsd_status status = decode(v, token, len);
    if (status != RSD_OK || v->decoded.len == 0) {
        return status;
    }
    const char *text = v->decoded.data;
    const size_t text_len = v->decoded.len;
    if (!v->has_glue && v->gap == SPACE && is_made_of(text, text_len, closing)) {
        v->gap = NONE;
    }
    status = add(v, text, text_len);
    v->gap = !v->has_glue && is_made_of(text, text_len, opening) ? NONE : SPACE;
    return status;
}

rsd_status rsd_read_vrt(const rsd_source *source)
{
    return read_lines(source, take_vrt);
}
