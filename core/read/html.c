/* html.c: pages: parsed by gumbo, within bounds.
 *
 * Gumbo trusts its input: it never gives up, its work grows with the square of how deep elements
 * lie in each other, it frees its tree by calling itself, and it does not look whether there was
 * memory. So pages are looked over before (html_look.c), and all of its memory is kept in a list,
 * which is released at once, also in the midst of its work. */
#include "read/html.h"

#include <setjmp.h>
#include <string.h>
#include <strings.h>

enum {
    ROOM = 64 << 20,   /* bytes that a page may take in memory, */
    ROOM_PER_BYTE = 50 /* and so many more for each of its own */
};

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
    rsd_buf_free(&page->mended);
}

static rsd_status parse(rsd_html *page, const char *s, size_t n, rsd_error *err)
{
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

rsd_status rsd_html_parse(rsd_html *page, const char *s, size_t n, rsd_error *err)
{
    const rsd_buf *mended = &page->mended;
    rsd_status status = rsd_html_look(s, n, page->is_xhtml, &page->mended, err);
    if (status != RSD_OK) {
        rsd_html_free(page);
        return status;
    }
    return mended->len == 0 ? parse(page, s, n, err) : parse(page, mended->data, mended->len, err);
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
    return node->type == GUMBO_NODE_ELEMENT && node->v.element.tag == tag &&
           node->v.element.tag_namespace == GUMBO_NAMESPACE_HTML;
}

const char *rsd_html_attribute(const GumboNode *element, const char *name)
{
    const GumboAttribute *found = gumbo_get_attribute(&element->v.element.attributes, name);
    return found == NULL ? NULL : found->value;
}

/* ---- The reader ---- */

static bool is_xhtml_name(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot != NULL && strcasecmp(dot, ".xhtml") == 0;
}

static rsd_status take_page(rsd_draft *draft, const rsd_buf *utf8)
{
    rsd_html page = {.is_xhtml = is_xhtml_name(draft->source->name)};
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
