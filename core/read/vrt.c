/* vrt.c: VRT, a corpus with a token a line, as CWB and the Sketch Engine have it.
 *
 * The text is put together of the tokens, a sentence a line. It is not told where spaces were,
 * unless by <g/>: until the first of these, marks join what they close or open.
 *
 * The columns beside the forms are attributes of tokens. They may be named in a comment, as Korp
 * does; otherwise they are numbered. */
#include "read/vertical.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <utf8proc.h>

typedef struct vrt {
    rsd_vertical base;                   /* the first: what is given it is given this */
    char element[8];                     /* the one that is a document; empty if there was none */
    bool has_glue;                       /* <g/> tells where no space was */
    rsd_arena arena;                     /* of the names */
    const char *names[RSD_COLUMNS_MOST]; /* of the columns; NULL if they have none */
    int form;                            /* the column of the forms */
    rsd_buf decoded;
} vrt;

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

/* Puts s[0..n) with its entities resolved into r->decoded. */
static rsd_status decode(vrt *r, const char *s, size_t n)
{
    bool added = true;
    r->decoded.len = 0;
    for (size_t at = 0; at < n && added;) {
        const char *mark = memchr(s + at, '&', n - at);
        const size_t plain = mark == NULL ? n - at : (size_t)(mark - s) - at;
        added = rsd_buf_add(&r->decoded, s + at, plain) == RSD_OK;
        at += plain;
        if (at == n || !added) {
            break;
        }
        size_t len = 1;
        const uint32_t cp = entity_at(s + at, n - at, &len);
        added =
            (cp == 0 ? rsd_buf_add(&r->decoded, "&", 1) : add_character(&r->decoded, cp)) == RSD_OK;
        at += cp == 0 ? 1 : len;
    }
    return added ? RSD_OK : rsd_fail_nomem(r->base.source->err);
}

/* Adds the attributes of a document, s[0..n): name="value" with spaces between. */
static rsd_status take_attributes(vrt *r, const char *s, size_t n)
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
            return rsd_draft_warn(&r->base.draft, rsd_vertical_place(&r->base), "bad_record",
                                  "the attributes are not written name=\"value\"");
        }
        status = decode(r, value, (size_t)(end - value));
        if (status == RSD_OK && r->decoded.len > 0) {
            status =
                rsd_draft_field(&r->base.draft, rsd_role_of(name), r->decoded.data, r->decoded.len);
        }
        at = (size_t)(end - s) + 1;
    }
    return status;
}

/* Is it the element that documents are? The first of a known name that is met. */
static bool is_document(vrt *r, const char *name, size_t n)
{
    static const char *const names[] = {"text", "doc", "article"};
    for (size_t i = 0; r->element[0] == '\0' && i < sizeof names / sizeof *names; i++) {
        if (strlen(names[i]) == n && memcmp(names[i], name, n) == 0) {
            memcpy(r->element, name, n);
            return true;
        }
    }
    return strlen(r->element) == n && memcmp(r->element, name, n) == 0;
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

static rsd_status take_tag(vrt *r, const tag *t)
{
    const char *name = t->s + t->name;
    const bool ends = t->s[1] == '/';
    if (is_called(name, t->len, "g")) {
        r->has_glue = true;
        r->base.gap = r->base.gap == RSD_GAP_SPACE ? RSD_GAP_NONE : r->base.gap;
    } else if (is_called(name, t->len, "p") || is_called(name, t->len, "head")) {
        rsd_vertical_part(&r->base, RSD_GAP_PARAGRAPH);
    } else if (is_called(name, t->len, "s")) {
        rsd_vertical_part(&r->base, RSD_GAP_LINE);
    } else if (t->len > 0 && is_document(r, name, t->len)) {
        rsd_status status = ends ? rsd_vertical_end(&r->base) : rsd_vertical_begin(&r->base);
        const size_t at = t->name + t->len;
        return status == RSD_OK && !ends ? take_attributes(r, t->s + at, t->n - 1 - at) : status;
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
static rsd_status name_columns(vrt *r, const char *s, size_t n)
{
    bool has_form = false;
    r->form = 0;
    memset(r->names, 0, sizeof r->names);
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
        r->names[i] = rsd_copy_text(&r->arena, s, word - (s[word - 1] == '/'));
        if (r->names[i] == NULL) {
            return rsd_fail_nomem(r->base.source->err);
        }
        if (!has_form && strcmp(r->names[i], "word") == 0) {
            has_form = true;
            r->form = i;
        }
        s += word;
        n -= word;
    }
    return RSD_OK;
}

/* Takes what the columns of a line say of the token that was added last. */
static rsd_status take_columns(vrt *r, const char *s, size_t n, rsd_span span)
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
        const char *name = r->names[i];
        if (name == NULL) {
            snprintf(number, sizeof number, "attribute%d", i + 1);
            name = number;
        }
        status = i == r->form ? RSD_OK : decode(r, s, len);
        if (status == RSD_OK && i != r->form && *name != '\0') {
            status = rsd_vertical_set(&r->base, span, name, r->decoded.data, r->decoded.len);
        }
        s = stop + 1;
    }
    r->base.draft.columns.is_cut = r->base.draft.columns.is_cut || s <= end;
    return status;
}

/* Takes a line of tags. */
static rsd_status take_tags(vrt *r, const char *s, size_t n)
{
    rsd_status status = RSD_OK;
    tag t;
    for (size_t at = pass_blanks(s, n, 0); status == RSD_OK && find_tag(s + at, n - at, &t);
         at = pass_blanks(s, n, at + t.n)) {
        size_t len;
        const char *names = t.len > 0 ? NULL : column_names(t.s, t.n, &len);
        status = names == NULL ? take_tag(r, &t) : name_columns(r, names, len);
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

/* Takes a line with a token, whose form is in r->decoded. */
static rsd_status take_form(vrt *r, const char *s, size_t n)
{
    static const char *const closing[] = {".", ",", ";", ":", "!", "?", ")", "]", "}",
                                          "%", "»", "”", "،", "؛", "؟", "…", "٪", NULL};
    static const char *const opening[] = {"(", "[", "{", "«", "“", NULL};
    const char *text = r->decoded.data;
    const size_t text_len = r->decoded.len;
    if (!r->has_glue && r->base.gap == RSD_GAP_SPACE && is_made_of(text, text_len, closing)) {
        r->base.gap = RSD_GAP_NONE;
    }
    rsd_status status = rsd_vertical_add(&r->base, text, text_len);
    r->base.gap =
        !r->has_glue && is_made_of(text, text_len, opening) ? RSD_GAP_NONE : RSD_GAP_SPACE;
    return status == RSD_OK ? take_columns(r, s, n, rsd_vertical_added(&r->base, text_len))
                            : status;
}

static rsd_status take_line(rsd_vertical *base, const char *s, size_t n)
{
    vrt *r = (vrt *)base;
    size_t behind;
    size_t len;
    if (is_tags(s, n, &behind)) {
        return take_tags(r, s, n);
    }
    const size_t next = pass_blanks(s, n, behind);
    rsd_status status = RSD_OK;
    if (next < n && s[next] != '\t') {
        status =
            rsd_draft_note(&r->base.draft, rsd_vertical_place(&r->base), "bad_record",
                           "the line begins with a tag, and not alone: it is taken as a token");
    }
    const char *token = rsd_vertical_column(s, n, r->form, &len);
    if (status == RSD_OK) {
        status = decode(r, token, len);
    }
    return status == RSD_OK && !is_blank(&r->decoded) ? take_form(r, s, n) : status;
}

rsd_status rsd_read_vrt(const rsd_source *source)
{
    vrt r = {0};
    rsd_status status = rsd_vertical_read(&r.base, source, take_line);
    rsd_buf_free(&r.decoded);
    rsd_arena_free(&r.arena);
    return status;
}
