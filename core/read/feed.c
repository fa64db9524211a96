/* feed.c: feeds, RSS and Atom: an article an item, with all of the item that the feed gives. */
#include "read/xml.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* ---- Names ---- */

/* The vocabularies that feeds borrow from, by the prefixes they go by. */
static const struct {
    const char *prefix;
    const char *uri;
} vocabularies[] = {{"content:", "http://purl.org/rss/1.0/modules/content/"},
                    {"dc:", "http://purl.org/dc/elements/1.1/"},
                    {"atom:", "http://www.w3.org/2005/Atom"}};

static const char *namespace_of(const xmlNode *node)
{
    return node->ns == NULL || node->ns->href == NULL ? "" : (const char *)node->ns->href;
}

/* Is the child of an item, or of the channel, called so? A name without a prefix is one of the
 * feed's own, whose namespace is that of what the child is in; others are theirs, or have their
 * usual prefix without a declaration. */
static bool is_called(const xmlNode *child, const char *name)
{
    const char *colon = strchr(name, ':');
    if (colon == NULL) {
        return rsd_xml_is(child, name) &&
               strcmp(namespace_of(child), namespace_of(child->parent)) == 0;
    }
    const char *uri = "";
    for (size_t i = 0; i < sizeof vocabularies / sizeof *vocabularies; i++) {
        if (strncmp(name, vocabularies[i].prefix, (size_t)(colon + 1 - name)) == 0) {
            uri = vocabularies[i].uri;
        }
    }
    return (rsd_xml_is(child, colon + 1) && strcmp(namespace_of(child), uri) == 0) ||
           (child->ns == NULL && rsd_xml_is(child, name));
}

static const xmlNode *child_called(const xmlNode *node, const char *name)
{
    const xmlNode *child = node == NULL ? NULL : node->children;
    while (child != NULL && !is_called(child, name)) {
        child = child->next;
    }
    return child;
}

/* ---- Text ---- */

typedef enum markup {
    PLAIN, /* text is text */
    HTML,  /* escaped */
    XHTML, /* elements of the feed's */
    OTHER  /* no text */
} markup;

/* What the text of an element is: in Atom it says so; in RSS it is HTML. */
static markup markup_of(const xmlNode *node)
{
    static const char *const typed[] = {"entry", "feed", NULL};
    static const struct {
        const char *type;
        markup is;
    } types[] = {{"text", PLAIN},
                 {"html", HTML},
                 {"text/html", HTML},
                 {"xhtml", XHTML},
                 {"application/xhtml+xml", XHTML}};
    const bool is_atom = rsd_xml_is_one_of(node->parent, typed) &&
                         strcmp(namespace_of(node), namespace_of(node->parent)) == 0;
    const char *type = rsd_xml_attribute(node, "type");
    if (!is_atom || type == NULL) {
        return is_atom ? PLAIN : HTML;
    }
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (strcasecmp(type, types[i].type) == 0) {
            return types[i].is;
        }
    }
    return strncasecmp(type, "text/", strlen("text/")) == 0 ? PLAIN : OTHER;
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

static bool begins_tag(const char *s)
{
    return *s == '/' || *s == '!' || *s == '?' || (*s >= 'a' && *s <= 'z') ||
           (*s >= 'A' && *s <= 'Z');
}

/* Is there a tag in the text, or a reference? A < or & by itself is but a sign. */
static bool has_markup(const rsd_buf *text)
{
    const char *last = text->len == 0 ? NULL : memrchr(text->data, '>', text->len);
    for (size_t i = 0; i < text->len; i++) {
        const char *at = text->data + i;
        if ((*at == '<' && last != NULL && last > at && begins_tag(at + 1)) ||
            (*at == '&' && rsd_xml_reference(at, text->len - i) > 0)) {
            return true;
        }
    }
    return false;
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

/* Appends plain text, with a blank line before it. */
static rsd_status add_plain(rsd_buf *out, const rsd_buf *raw)
{
    size_t start = 0;
    size_t end = raw->len;
    if (raw->len > 0) {
        rsd_trim(raw->data, &start, &end);
    }
    if (start == end) {
        return RSD_OK;
    }
    rsd_status status = rsd_buf_add(out, "\n\n", out->len > 0 ? 2 : 0);
    return status == RSD_OK ? rsd_buf_add(out, raw->data + start, end - start) : status;
}

/* Appends what an element says: plain text, or the text of its markup. */
static rsd_status add_content(rsd_buf *out, const xmlNode *content, rsd_error *err)
{
    const markup is = markup_of(content);
    if (is == OTHER) {
        return RSD_OK;
    }
    if (is == XHTML) {
        return add_xhtml(out, content) == RSD_OK ? RSD_OK : rsd_fail_nomem(err);
    }
    rsd_buf raw = {0};
    rsd_status status = add_raw(&raw, content) == RSD_OK ? RSD_OK : rsd_fail_nomem(err);
    if (status == RSD_OK && is == HTML && has_markup(&raw)) {
        status = add_html(out, &raw, err);
    } else if (status == RSD_OK) {
        status = add_plain(out, &raw) == RSD_OK ? RSD_OK : rsd_fail_nomem(err);
    }
    rsd_buf_free(&raw);
    return status;
}

/* Appends a title in one line; as it is written where its markup cannot be read. */
static rsd_status add_line(rsd_buf *out, const xmlNode *title, rsd_error *err)
{
    rsd_buf text = {0};
    rsd_xml_text words = {.out = out};
    rsd_status status = add_content(&text, title, err);
    if (status == RSD_ERR_LIMIT || status == RSD_ERR_INVALID) {
        *err = (rsd_error){0};
        text.len = 0;
        status = add_raw(&text, title) == RSD_OK ? RSD_OK : rsd_fail_nomem(err);
    }
    if (status == RSD_OK && text.len > 0) {
        status = rsd_xml_add(&words, text.data) == RSD_OK ? RSD_OK : rsd_fail_nomem(err);
    }
    rsd_buf_free(&text);
    return status;
}

static rsd_status add_title(rsd_draft *draft, const char *field, const xmlNode *title)
{
    rsd_buf line = {0};
    rsd_status status = add_line(&line, title, draft->source->err);
    if (status == RSD_OK && line.len > 0) {
        status = rsd_draft_field(draft, field, line.data, line.len);
    }
    rsd_buf_free(&line);
    return status;
}

/* ---- An item ---- */

/* A date as mail has it, "Wed, 06 Sep 2017 10:00:00 GMT", as 2017-09-06; others as they are. */
static rsd_status add_date(rsd_draft *draft, const char *field, const xmlNode *node)
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
            status = rsd_draft_field(draft, field, iso, strlen(iso));
        } else {
            status = rsd_draft_field(draft, field, raw.data, raw.len);
        }
    }
    rsd_buf_free(&raw);
    return status;
}

/* An address: Atom has it in an attribute, and others for other purposes. */
static rsd_status add_link(rsd_draft *draft, const char *field, const xmlNode *link)
{
    const char *href = rsd_xml_attribute(link, "href");
    const char *rel = rsd_xml_attribute(link, "rel");
    if (href == NULL) {
        return rsd_xml_field(draft, field, link);
    }
    return rel == NULL || strcmp(rel, "alternate") == 0
               ? rsd_draft_field(draft, field, href, strlen(href))
               : RSD_OK;
}

static rsd_status add_author(rsd_draft *draft, const char *field, const xmlNode *author)
{
    const xmlNode *name = child_called(author, "name");
    return rsd_xml_field(draft, field, name == NULL ? author : name);
}

/* What elements say of an item; the preferred names come first. */
typedef struct role {
    const char *field;
    rsd_status (*add)(rsd_draft *draft, const char *field, const xmlNode *node);
    const char *names[5];
} role;

/* Adds what the first of the children that say anything says. */
static rsd_status add_role(rsd_draft *draft, const role *of, const xmlNode *item)
{
    rsd_status status = RSD_OK;
    for (const char *const *name = of->names; *name != NULL; name++) {
        for (const xmlNode *child = item->children;
             child != NULL && status == RSD_OK && rsd_fields_get(&draft->fields, of->field) == NULL;
             child = child->next) {
            if (is_called(child, *name)) {
                status = of->add(draft, of->field, child);
            }
        }
    }
    return status;
}

static rsd_status add_item_fields(rsd_draft *draft, const xmlNode *item)
{
    static const role roles[] = {
        {"title", add_title, {"title", "dc:title"}},
        {"id", rsd_xml_field, {"guid", "id"}},
        {"date", add_date, {"pubDate", "published", "dc:date", "updated"}},
        {"author", add_author, {"dc:creator", "author"}},
        {"url", add_link, {"link", "atom:link"}},
    };
    rsd_status status = RSD_OK;
    for (size_t i = 0; i < sizeof roles / sizeof *roles && status == RSD_OK; i++) {
        status = add_role(draft, &roles[i], item);
    }
    return status;
}

/* What the feed says of all its items. */
typedef struct feed {
    rsd_buf title;
    const xmlNode *language;
    const char *lang;
} feed;

static rsd_status read_channel(feed *of, const xmlNode *channel, rsd_error *err)
{
    const xmlNode *title = child_called(channel, "title");
    const xmlNode *language = child_called(channel, "language");
    of->language = language == NULL ? child_called(channel, "dc:language") : language;
    of->lang = rsd_xml_attribute(channel, "lang");
    return title == NULL ? RSD_OK : add_line(&of->title, title, err);
}

static rsd_status add_feed_fields(rsd_draft *draft, const feed *of)
{
    rsd_status status = of->title.len == 0
                            ? RSD_OK
                            : rsd_draft_field(draft, "source", of->title.data, of->title.len);
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

/* Adds the text of the item: the whole before the summary, and the first in which there is any. */
static rsd_status add_text(rsd_draft *draft, const xmlNode *item)
{
    static const char *const names[] = {"content:encoded", "content",        "description",
                                        "summary",         "dc:description", NULL};
    const size_t before = draft->text.len;
    rsd_status status = RSD_OK;
    for (const char *const *name = names;
         *name != NULL && status == RSD_OK && draft->text.len == before; name++) {
        const xmlNode *content = child_called(item, *name);
        if (content != NULL) {
            status = add_content(&draft->text, content, draft->source->err);
        }
    }
    return status;
}

static rsd_status take_item(rsd_draft *draft, const xmlNode *item, const feed *of, rsd_place at)
{
    rsd_status status = add_item_fields(draft, item);
    if (status == RSD_OK) {
        status = add_feed_fields(draft, of);
    }
    if (status == RSD_OK) {
        status = add_headline(draft);
    }
    if (status == RSD_OK) {
        status = add_text(draft, item);
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

static rsd_status take_items(rsd_draft *draft, const xmlNode *around, const feed *of)
{
    static const char *const items[] = {"item", "entry", NULL};
    rsd_status status = RSD_OK;
    uint64_t number = 0;
    for (const xmlNode *node = around->children; node != NULL && status == RSD_OK;
         node = node->next) {
        if (rsd_xml_is_one_of(node, items)) {
            number++;
            const rsd_place at = {
                .line = rsd_xml_line(node), .offset = RSD_NO_OFFSET, .number = number};
            status = take_item(draft, node, of, at);
        }
    }
    return status;
}

rsd_status rsd_read_feed(rsd_draft *draft, const xmlNode *root)
{
    const xmlNode *inner = rsd_xml_child(root, "channel");
    const xmlNode *channel = inner == NULL ? root : inner;
    /* In RSS 1.0 items stand beside the channel. */
    const xmlNode *around = rsd_xml_is(root, "RDF") ? root : channel;
    feed of = {.lang = NULL};
    rsd_status status = read_channel(&of, channel, draft->source->err);
    if (status == RSD_OK) {
        status = take_items(draft, around, &of);
    }
    rsd_buf_free(&of.title);
    return status;
}
