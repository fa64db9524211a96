/* html.c: pages: parsed by gumbo, within bounds.
 *
 * Gumbo trusts its input: it never gives up, its work grows with the square of how deep elements
 * lie in each other, it frees its tree by calling itself, and it does not look whether there was
 * memory. So pages are looked over before, and all of its memory is kept in a list, which is
 * released at once, also in the midst of its work. */
#include "read/html.h"

#include <setjmp.h>
#include <string.h>
#include <strings.h>

enum {
    MOST_BYTES = 16 << 20,
    MOST_DEPTH = 1000,      /* elements within each other */
    MOST_ATTRIBUTES = 1000, /* of an element */
    ROOM = 64 << 20,        /* bytes that a page may take in memory, */
    ROOM_PER_BYTE = 50,     /* and so many more for each of its own */
    NAMES = 256             /* of elements are told apart */
};

/* ---- A look before parsing ---- */

typedef struct look {
    const char *s;
    size_t n;
    size_t at;
    uint32_t open[NAMES]; /* elements of a name that were not closed */
    uint32_t depth;       /* of all names */
} look;

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_named(const char *name, size_t n, const char *const *names)
{
    for (; *names != NULL; names++) {
        if (strlen(*names) == n && strncasecmp(name, *names, n) == 0) {
            return true;
        }
    }
    return false;
}

/* Elements that hold nothing or that the next of their kind closes. */
static bool ends_by_itself(const char *name, size_t n)
{
    static const char *const names[] = {
        "area",  "base",  "br",  "col",   "embed",  "hr",     "img",   "input", "link",
        "meta",  "p",     "li",  "dt",    "dd",     "tr",     "td",    "th",    "tbody",
        "thead", "tfoot", "wbr", "param", "source", "option", "track", NULL};
    return is_named(name, n, names);
}

/* Moves past the text of a script or a style; what looks like elements there is none. */
static void pass_raw_text(look *l, const char *name, size_t n)
{
    static const char *const names[] = {"script", "style", "textarea", "title", NULL};
    if (!is_named(name, n, names)) {
        return;
    }
    while (l->at < l->n) {
        const char *found = memchr(l->s + l->at, '<', l->n - l->at);
        l->at = found == NULL ? l->n : (size_t)(found - l->s) + 1;
        if (l->n - l->at > n && l->s[l->at] == '/' && strncasecmp(l->s + l->at + 1, name, n) == 0) {
            l->at--;
            return;
        }
    }
}

/* Moves past the '>' of the tag. Returns how many attributes it may have. */
static size_t pass_attributes(look *l)
{
    size_t attributes = 0;
    bool after_space = false;
    while (l->at < l->n) {
        const char c = l->s[l->at++];
        if (c == '>') {
            break;
        }
        if ((c == '"' || c == '\'') && l->s[l->at - 2] == '=') {
            const char *end = memchr(l->s + l->at, c, l->n - l->at);
            l->at = end == NULL ? l->n : (size_t)(end - l->s) + 1;
        }
        attributes += after_space && !is_space(c);
        after_space = is_space(c);
    }
    return attributes;
}

/* Looks at the tag after the '<' before l->at. Returns why the page is not taken, or NULL. */
static const char *look_at_tag(look *l)
{
    if (l->n - l->at >= 3 && memcmp(l->s + l->at, "!--", 3) == 0) {
        const char *end = memmem(l->s + l->at, l->n - l->at, "-->", 3);
        l->at = end == NULL ? l->n : (size_t)(end - l->s) + 3;
        return NULL;
    }
    const bool closes = l->at < l->n && l->s[l->at] == '/';
    l->at += closes;
    const char *name = l->s + l->at;
    uint32_t hash = 0;
    size_t n = 0;
    if (l->at == l->n || !is_letter(*name)) {
        return NULL;
    }
    for (; l->at < l->n && l->s[l->at] != '>' && l->s[l->at] != '/' && !is_space(l->s[l->at]);
         n++) {
        hash = hash * 31 + ((unsigned char)l->s[l->at++] | 0x20U);
    }
    if (pass_attributes(l) > MOST_ATTRIBUTES) {
        return "has an element with more than the 1000 attributes that are taken";
    }
    if (ends_by_itself(name, n)) {
        return NULL;
    }
    uint32_t *open = &l->open[hash % NAMES];
    if (!closes) {
        ++*open;
        l->depth++;
        pass_raw_text(l, name, n);
    } else if (*open > 0) {
        --*open;
        l->depth--;
    }
    return l->depth > MOST_DEPTH
               ? "has more than the 1000 elements within each other that are taken"
               : NULL;
}

/* Why the page is not taken, or NULL. */
static const char *why_refused(const char *s, size_t n)
{
    if (n > MOST_BYTES) {
        return "is larger than the 16 MiB that are taken of a page";
    }
    look l = {.s = s, .n = n};
    const char *why = NULL;
    while (why == NULL && l.at < n) {
        const char *tag = memchr(s + l.at, '<', n - l.at);
        if (tag == NULL) {
            break;
        }
        l.at = (size_t)(tag - s) + 1;
        why = look_at_tag(&l);
    }
    return why;
}

/* ---- Gumbo's memory ---- */

typedef struct rsd_html_block {
    struct rsd_html_block *before, *after;
    size_t size;
    _Alignas(max_align_t) unsigned char bytes[];
} rsd_html_block;

/* What gumbo is given with each request. */
typedef struct parser {
    rsd_html *page;
    jmp_buf give_up;
} parser;

static void *take_block(void *ctx, size_t size)
{
    parser *p = ctx;
    rsd_html *page = p->page;
    page->is_over = size > page->room;
    rsd_html_block *block = page->is_over ? NULL : rsd_alloc(sizeof *block + size);
    if (block == NULL) {
        longjmp(p->give_up, 1);
    }
    page->room -= size;
    *block = (rsd_html_block){.after = page->blocks, .size = size};
    if (page->blocks != NULL) {
        page->blocks->before = block;
    }
    page->blocks = block;
    return block->bytes;
}

static void give_block(void *ctx, void *bytes)
{
    rsd_html *page = ((parser *)ctx)->page;
    if (bytes == NULL) {
        return;
    }
    rsd_html_block *block =
        (rsd_html_block *)(void *)((char *)bytes - offsetof(rsd_html_block, bytes));
    if (block->before == NULL) {
        page->blocks = block->after;
    } else {
        block->before->after = block->after;
    }
    if (block->after != NULL) {
        block->after->before = block->before;
    }
    page->room += block->size;
    rsd_free(block);
}

void rsd_html_free(rsd_html *page)
{
    while (page->blocks != NULL) {
        rsd_html_block *after = page->blocks->after;
        rsd_free(page->blocks);
        page->blocks = after;
    }
    page->output = NULL;
}

rsd_status rsd_html_parse(rsd_html *page, const char *s, size_t n, rsd_error *err)
{
    const char *why = why_refused(s, n);
    if (why != NULL) {
        return rsd_fail(err, RSD_ERR_LIMIT, NULL, 0, RSD_NO_OFFSET, "%s", why);
    }
    page->room = ROOM + ROOM_PER_BYTE * n;
    parser p = {.page = page};
    if (setjmp(p.give_up) != 0) {
        rsd_html_free(page);
        return page->is_over ? rsd_fail(err, RSD_ERR_LIMIT, NULL, 0, RSD_NO_OFFSET,
                                        "takes more memory than a page may")
                             : rsd_fail_nomem(err);
    }
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = take_block;
    options.deallocator = give_block;
    options.userdata = &p;
    options.max_errors = 0;
    page->output = gumbo_parse_with_options(&options, s, n);
    return RSD_OK;
}

/* ---- Nodes ---- */

typedef struct rsd_html_frame {
    const GumboNode *node;
    const GumboVector *children;
    unsigned next; /* child */
} rsd_html_frame;

static rsd_status enter(rsd_html_walk *walk, const GumboNode *node)
{
    static const GumboVector none = {0};
    if (RSD_GROW(walk->frames, walk->cap, walk->depth + 1) != RSD_OK) {
        return RSD_ERR_NOMEM;
    }
    const bool is_element = node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE;
    const GumboVector *children = is_element                          ? &node->v.element.children
                                  : node->type == GUMBO_NODE_DOCUMENT ? &node->v.document.children
                                                                      : &none;
    walk->frames[walk->depth++] = (rsd_html_frame){.node = node, .children = children};
    walk->node = node;
    walk->event = RSD_HTML_ENTER;
    return RSD_OK;
}

rsd_status rsd_html_start(rsd_html_walk *walk, const GumboNode *root)
{
    walk->depth = 0;
    return enter(walk, root);
}

rsd_status rsd_html_step(rsd_html_walk *walk, bool *more)
{
    *more = true;
    if (walk->event == RSD_HTML_LEAVE) {
        walk->depth--;
    }
    while (walk->depth > 0) {
        rsd_html_frame *top = &walk->frames[walk->depth - 1];
        if (top->next == top->children->length) {
            walk->node = top->node;
            walk->event = RSD_HTML_LEAVE;
            return RSD_OK;
        }
        const GumboNode *child = top->children->data[top->next++];
        switch (child->type) {
        case GUMBO_NODE_ELEMENT:
            return enter(walk, child);
        case GUMBO_NODE_TEXT:
        case GUMBO_NODE_CDATA:
        case GUMBO_NODE_WHITESPACE:
            walk->node = child;
            walk->event = RSD_HTML_TEXT;
            return RSD_OK;
        case GUMBO_NODE_TEMPLATE:
        case GUMBO_NODE_COMMENT:
        case GUMBO_NODE_DOCUMENT:
            break;
        }
    }
    *more = false;
    return RSD_OK;
}

void rsd_html_skip(rsd_html_walk *walk)
{
    rsd_html_frame *top = &walk->frames[walk->depth - 1];
    top->next = top->children->length;
}

void rsd_html_walk_free(rsd_html_walk *walk)
{
    rsd_free(walk->frames);
}

bool rsd_html_is(const GumboNode *node, GumboTag tag)
{
    return node->type == GUMBO_NODE_ELEMENT && node->v.element.tag == tag;
}

const char *rsd_html_attribute(const GumboNode *element, const char *name)
{
    const GumboAttribute *found = gumbo_get_attribute(&element->v.element.attributes, name);
    return found == NULL ? NULL : found->value;
}

/* ---- The reader ---- */

static rsd_status take_page(rsd_draft *draft, const rsd_buf *utf8)
{
    rsd_html page = {0};
    rsd_error *err = draft->source->err;
    rsd_status status = rsd_html_parse(&page, utf8->data, utf8->len, err);
    if (status == RSD_ERR_LIMIT) {
        return rsd_input_failed(draft->source, status);
    }
    if (status == RSD_OK) {
        status = rsd_html_fields(&page, draft);
    }
    if (status == RSD_OK) {
        const char *title = rsd_fields_get(&draft->fields, "title");
        status =
            rsd_html_article(&page, title, &draft->text) == RSD_OK ? RSD_OK : rsd_fail_nomem(err);
    }
    rsd_html_free(&page);
    return status == RSD_OK ? rsd_draft_finish_whole(draft, "the page has no text of an article")
                            : status;
}

rsd_status rsd_read_html(const rsd_source *source)
{
    rsd_text text = {0};
    rsd_draft draft = {.source = source};
    const rsd_buf *utf8;
    rsd_status status = rsd_text_read(&text, source, &utf8);
    if (status == RSD_OK && utf8 != NULL) {
        status = take_page(&draft, utf8);
    }
    rsd_text_free(&text);
    return rsd_draft_end(&draft, status);
}

rsd_status rsd_html_text(const char *s, size_t n, rsd_buf *text, rsd_error *err)
{
    rsd_html page = {0};
    rsd_status status = rsd_html_parse(&page, s, n, err);
    if (status == RSD_OK && rsd_html_all(&page, text) != RSD_OK) {
        status = rsd_fail_nomem(err);
    }
    rsd_html_free(&page);
    return status;
}
