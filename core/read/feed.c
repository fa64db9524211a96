/* feed.c: feeds, RSS and Atom: an article an item, with all of the item that the feed gives. */
#include "read/xml.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* The child of the first of these names that is there. */
static const xmlNode *child_of(const xmlNode *node, const char *const *names)
{
    const xmlNode *child = NULL;
    while (*names != NULL && child == NULL) {
        child = rsd_xml_child(node, *names++);
    }
    return child;
}

/* Appends all text below the node, as it is. */
static rsd_status add_raw(rsd_buf *out, const xmlNode *node)
{
    rsd_status status = RSD_OK;
    for (const xmlNode *at = node; at != NULL && status == RSD_OK;
         at = rsd_xml_next(at, node, true)) {
        if (at->type == XML_TEXT_NODE || at->type == XML_CDATA_SECTION_NODE) {
            status = rsd_buf_add(out, at->content, strlen((const char *)at->content));
        }
    }
    return status;
}

/* Appends the text of XHTML in the feed. */
static rsd_status add_xhtml(rsd_buf *out, const xmlNode *root)
{
    static const char *const blocks[] = {"p",  "div", "li", "h1",         "h2", "h3", "h4", "h5",
                                         "h6", "br",  "tr", "blockquote", "ul", "ol", NULL};
    rsd_xml_text text = {.out = out, .gap = out->len > 0 ? RSD_XML_PARAGRAPH : RSD_XML_NONE};
    rsd_status status = RSD_OK;
    for (const xmlNode *node = root; node != NULL && status == RSD_OK;
         node = rsd_xml_next(node, root, true)) {
        if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
            status = rsd_xml_add(&text, (const char *)node->content);
            if (node->next == NULL && rsd_xml_is_one_of(node->parent, blocks)) {
                rsd_xml_part(&text, RSD_XML_PARAGRAPH);
            }
        } else if (rsd_xml_is_one_of(node, blocks)) {
            rsd_xml_part(&text, RSD_XML_PARAGRAPH);
        }
    }
    return status;
}

static bool has_markup(const rsd_buf *text)
{
    return text->len > 0 && (memchr(text->data, '<', text->len) != NULL ||
                             memchr(text->data, '&', text->len) != NULL);
}

/* Appends the text of the markup. RSD_ERR_LIMIT or RSD_ERR_INVALID if it cannot be read. */
static rsd_status add_html(rsd_buf *out, const rsd_buf *html, rsd_error *err)
{
#ifdef RSD_HAVE_HTML
    return rsd_html_text(html->data, html->len, out, err);
#else
    (void)out;
    (void)html;
    return rsd_fail(err, RSD_ERR_INVALID, NULL, 0, RSD_NO_OFFSET,
                    "the item is HTML, and needs libgumbo to be read; this rasad was built without "
                    "it");
#endif
}

/* Appends what an item says: plain text, or HTML. */
static rsd_status add_content(rsd_draft *draft, const xmlNode *content)
{
    rsd_error *err = draft->source->err;
    const char *type = rsd_xml_attribute(content, "type");
    if (type != NULL && strcmp(type, "xhtml") == 0) {
        return add_xhtml(&draft->text, content) == RSD_OK ? RSD_OK : rsd_fail_nomem(err);
    }
    rsd_buf raw = {0};
    rsd_status status = add_raw(&raw, content) == RSD_OK ? RSD_OK : rsd_fail_nomem(err);
    if (status == RSD_OK && has_markup(&raw)) {
        status = add_html(&draft->text, &raw, err);
    } else if (status == RSD_OK && raw.len > 0) {
        bool added = rsd_buf_add(&draft->text, "\n\n", draft->text.len > 0 ? 2 : 0) == RSD_OK &&
                     rsd_buf_add(&draft->text, raw.data, raw.len) == RSD_OK;
        status = added ? RSD_OK : rsd_fail_nomem(err);
    }
    rsd_buf_free(&raw);
    return status;
}

/* A date as mail has it, "Wed, 06 Sep 2017 10:00:00 GMT", as 2017-09-06; others as they are. */
static rsd_status add_date(rsd_draft *draft, const xmlNode *node)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    rsd_buf raw = {0};
    rsd_status status = add_raw(&raw, node) == RSD_OK ? RSD_OK : rsd_fail_nomem(draft->source->err);
    if (status == RSD_OK && raw.len > 0) {
        unsigned day;
        unsigned year;
        char month[4];
        char iso[16];
        const char *comma = strchr(raw.data, ',');
        const char *at = comma == NULL ? raw.data : comma + 1;
        const char *found = NULL;
        if (sscanf(at, " %2u %3[A-Za-z] %4u", &day, month, &year) == 3 && strlen(month) == 3) {
            found = strstr(months, month);
        }
        if (found != NULL && year >= 1000 && (found - months) % 3 == 0) {
            snprintf(iso, sizeof iso, "%04u-%02u-%02u", year % 10000,
                     (unsigned)(found - months) / 3 % 12 + 1, day % 100);
            status = rsd_draft_field(draft, "date", iso, strlen(iso));
        } else {
            status = rsd_draft_field(draft, "date", raw.data, raw.len);
        }
    }
    rsd_buf_free(&raw);
    return status;
}

/* The address of an item: Atom has it in an attribute, and others for other purposes. */
static rsd_status add_link(rsd_draft *draft, const xmlNode *item)
{
    for (const xmlNode *link = item->children; link != NULL; link = link->next) {
        const char *href = rsd_xml_is(link, "link") ? rsd_xml_attribute(link, "href") : NULL;
        const char *rel = href == NULL ? NULL : rsd_xml_attribute(link, "rel");
        if (href != NULL && (rel == NULL || strcmp(rel, "alternate") == 0)) {
            return rsd_draft_field(draft, "url", href, strlen(href));
        }
    }
    return rsd_xml_field(draft, "url", rsd_xml_child(item, "link"));
}

static rsd_status add_item_fields(rsd_draft *draft, const xmlNode *item)
{
    static const char *const ids[] = {"guid", "id", NULL};
    static const char *const dates[] = {"pubDate", "published", "date", "updated", NULL};
    static const char *const authors[] = {"creator", "author", NULL};
    const xmlNode *author = child_of(item, authors);
    const xmlNode *name = rsd_xml_child(author, "name");
    rsd_status status = rsd_xml_field(draft, "title", rsd_xml_child(item, "title"));
    if (status == RSD_OK) {
        status = rsd_xml_field(draft, "id", child_of(item, ids));
    }
    if (status == RSD_OK) {
        status = add_date(draft, child_of(item, dates));
    }
    if (status == RSD_OK) {
        status = rsd_xml_field(draft, "author", name == NULL ? author : name);
    }
    return status == RSD_OK ? add_link(draft, item) : status;
}

/* What the feed says of all its items. */
typedef struct feed {
    const xmlNode *title;
    const xmlNode *language;
    const char *lang;
} feed;

static rsd_status add_feed_fields(rsd_draft *draft, const feed *of)
{
    rsd_status status = rsd_xml_field(draft, "source", of->title);
    if (status == RSD_OK) {
        status = rsd_xml_field(draft, "language", of->language);
    }
    return status == RSD_OK && of->lang != NULL
               ? rsd_draft_field(draft, "language", of->lang, strlen(of->lang))
               : status;
}

/* The title of the item stands above its text. */
static rsd_status add_headline(rsd_draft *draft)
{
    const char *title = rsd_fields_get(&draft->fields, "title");
    if (title == NULL) {
        return RSD_OK;
    }
    bool added = rsd_buf_add(&draft->text, "# ", 2) == RSD_OK &&
                 rsd_buf_add(&draft->text, title, strlen(title)) == RSD_OK;
    return added ? RSD_OK : rsd_fail_nomem(draft->source->err);
}

static rsd_status take_item(rsd_draft *draft, const xmlNode *item, const feed *of, rsd_place at)
{
    /* content:encoded of RSS is called so; the whole before the summary */
    static const char *const contents[] = {"encoded", "content", "description", "summary", NULL};
    const xmlNode *content = child_of(item, contents);
    rsd_status status = add_item_fields(draft, item);
    if (status == RSD_OK) {
        status = add_feed_fields(draft, of);
    }
    if (status == RSD_OK) {
        status = add_headline(draft);
    }
    if (status == RSD_OK && content != NULL) {
        status = add_content(draft, content);
    }
    if (status == RSD_ERR_LIMIT || status == RSD_ERR_INVALID) {
        const rsd_error why = *draft->source->err;
        rsd_draft_clear(draft);
        return rsd_draft_warn(draft, at, status == RSD_ERR_LIMIT ? "too_large" : "unsupported",
                              why.message);
    }
    return status == RSD_OK ? rsd_draft_finish(draft, rsd_fields_get(&draft->fields, "id"), at,
                                               "the item has no text")
                            : status;
}

rsd_status rsd_read_feed(rsd_draft *draft, const xmlNode *root)
{
    static const char *const items[] = {"item", "entry", NULL};
    const xmlNode *channel = rsd_xml_child(root, "channel");
    channel = channel == NULL ? root : channel;
    const feed of = {.title = rsd_xml_child(channel, "title"),
                     .language = rsd_xml_child(channel, "language"),
                     .lang = rsd_xml_attribute(channel, "lang")};
    /* In RSS 1.0 items stand beside the channel. */
    const xmlNode *around = rsd_xml_is(root, "RDF") ? root : channel;
    rsd_status status = RSD_OK;
    uint64_t number = 0;
    for (const xmlNode *node = around->children; node != NULL && status == RSD_OK;
         node = node->next) {
        if (rsd_xml_is_one_of(node, items)) {
            number++;
            const rsd_place at = {
                .line = rsd_xml_line(node), .offset = RSD_NO_OFFSET, .number = number};
            status = take_item(draft, node, &of, at);
        }
    }
    return status;
}
