/* xml.c: XML parsed by libxml2, which is kept from the network, from entities and from what is
 * larger than articles are; and which kind of XML it is. */
#include "read/xml.h"

#include <libxml/parser.h>
#include <string.h>

/* ---- Nodes ---- */

bool rsd_xml_is(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

bool rsd_xml_is_one_of(const xmlNode *node, const char *const *names)
{
    while (*names != NULL && !rsd_xml_is(node, *names)) {
        names++;
    }
    return *names != NULL;
}

const xmlNode *rsd_xml_child(const xmlNode *node, const char *name)
{
    const xmlNode *child = node == NULL ? NULL : node->children;
    while (child != NULL && !rsd_xml_is(child, name)) {
        child = child->next;
    }
    return child;
}

const xmlNode *rsd_xml_next(const xmlNode *node, const xmlNode *root, bool into)
{
    /* What an entity stands for is not looked at. */
    if (into && node->type == XML_ELEMENT_NODE && node->children != NULL) {
        return node->children;
    }
    while (node != root && node->next == NULL) {
        node = node->parent;
    }
    return node == root ? NULL : node->next;
}

const xmlNode *rsd_xml_find(const xmlNode *root, const char *name)
{
    const xmlNode *node = root;
    while (node != NULL && !rsd_xml_is(node, name)) {
        node = rsd_xml_next(node, root, true);
    }
    return node;
}

const char *rsd_xml_attribute(const xmlNode *node, const char *name)
{
    const xmlAttr *attribute = node == NULL ? NULL : node->properties;
    while (attribute != NULL && strcmp((const char *)attribute->name, name) != 0) {
        attribute = attribute->next;
    }
    const xmlNode *value = attribute == NULL ? NULL : attribute->children;
    return value != NULL && value->type == XML_TEXT_NODE && value->next == NULL
               ? (const char *)value->content
               : NULL;
}

/* ---- Text ---- */

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Writes what parts the text from what was before. */
static rsd_status write_gap(rsd_xml_text *text)
{
    static const char *const gaps[] = {"", " ", "\n", "\n\n"};
    const rsd_xml_gap gap = text->out->len == 0                          ? RSD_XML_NONE
                            : text->joined && text->gap == RSD_XML_SPACE ? RSD_XML_NONE
                                                                         : text->gap;
    rsd_status status = rsd_buf_add(text->out, gaps[gap], strlen(gaps[gap]));
    if (status == RSD_OK && text->mark != NULL) {
        status = rsd_buf_add(text->out, text->mark, strlen(text->mark));
    }
    text->mark = NULL;
    text->gap = RSD_XML_NONE;
    text->joined = false;
    return status;
}

void rsd_xml_part(rsd_xml_text *text, rsd_xml_gap gap)
{
    text->gap = gap > text->gap ? gap : text->gap;
}

rsd_status rsd_xml_add(rsd_xml_text *text, const char *s)
{
    rsd_status status = RSD_OK;
    while (*s != '\0' && status == RSD_OK) {
        size_t n = 0;
        while (s[n] != '\0' && !is_space(s[n])) {
            n++;
        }
        if (n == 0) {
            rsd_xml_part(text, RSD_XML_SPACE);
            s++;
            continue;
        }
        status = write_gap(text);
        if (status == RSD_OK) {
            status = rsd_buf_add(text->out, s, n);
        }
        s += n;
    }
    return status;
}

rsd_status rsd_xml_field(rsd_draft *draft, const char *name, const xmlNode *node)
{
    rsd_buf value = {0};
    rsd_xml_text text = {.out = &value};
    rsd_status status = RSD_OK;
    for (const xmlNode *at = node; at != NULL && status == RSD_OK;
         at = rsd_xml_next(at, node, true)) {
        if (at->type == XML_TEXT_NODE || at->type == XML_CDATA_SECTION_NODE) {
            status = rsd_xml_add(&text, (const char *)at->content);
        }
    }
    if (status != RSD_OK) {
        status = rsd_fail_nomem(draft->source->err);
    } else if (value.len > 0) {
        status = rsd_draft_field(draft, name, value.data, value.len);
    }
    rsd_buf_free(&value);
    return status;
}

/* ---- The reader ---- */

/* A warning of what the parser found; skipped if nothing could be made of it. */
static rsd_status warn_of_xml(const rsd_source *source, xmlParserCtxt *parser, bool skipped)
{
    const xmlError *error = xmlCtxtGetLastError(parser);
    const char *message = error == NULL || error->message == NULL ? "is no XML" : error->message;
    const uint64_t line = error == NULL || error->line < 0 ? 0 : (uint64_t)error->line;
    return rsd_warn(source->sink, source->err, "bad_xml", source->key, line, RSD_NO_OFFSET, skipped,
                    "%.*s", (int)strcspn(message, "\n"), message);
}

static rsd_status take_root(rsd_draft *draft, const xmlNode *root)
{
    static const char *const tei[] = {"TEI", "teiCorpus", "TEI.2", NULL};
    static const char *const feeds[] = {"rss", "feed", "RDF", NULL};
    if (rsd_xml_is_one_of(root, tei)) {
        return rsd_read_tei(draft, root);
    }
    if (rsd_xml_is_one_of(root, feeds)) {
        return rsd_read_feed(draft, root);
    }
    return rsd_warn_source(draft->source, "unsupported", true,
                           "is XML, but neither TEI nor a feed: it begins with <%.60s>",
                           (const char *)root->name);
}

/* What is wrong is asked for in the end; nothing is printed. */
static void ignore(void *ctx, xmlError *error)
{
    (void)ctx;
    (void)error;
}

static rsd_status take_bytes(const rsd_source *source, const rsd_buf *bytes)
{
    const int options = XML_PARSE_NONET | XML_PARSE_RECOVER | XML_PARSE_NOERROR |
                        XML_PARSE_NOWARNING | XML_PARSE_COMPACT;
    rsd_draft draft = {.source = source};
    xmlParserCtxt *parser = xmlNewParserCtxt();
    if (parser == NULL) {
        return rsd_fail_nomem(source->err);
    }
    parser->sax->serror = ignore;
    xmlDoc *doc = xmlCtxtReadMemory(parser, bytes->data, (int)bytes->len, NULL, NULL, options);
    const xmlNode *root = doc == NULL ? NULL : xmlDocGetRootElement(doc);
    rsd_status status = RSD_OK;
    if (root == NULL || !parser->wellFormed) {
        status = warn_of_xml(source, parser, root == NULL);
    }
    if (status == RSD_OK && root != NULL) {
        status = take_root(&draft, root);
    }
    xmlFreeDoc(doc);
    xmlFreeParserCtxt(parser);
    return rsd_draft_end(&draft, status);
}

rsd_status rsd_read_xml(const rsd_source *source)
{
    rsd_buf bytes = {0};
    rsd_status status = rsd_input_all(source->input, RSD_MAX_SOURCE, &bytes, source->err);
    if (status != RSD_OK) {
        status = rsd_input_failed(source, status);
    } else if (bytes.len == 0) {
        status = rsd_warn_source(source, "empty", true, "is empty");
    } else {
        status = take_bytes(source, &bytes);
    }
    rsd_buf_free(&bytes);
    return status;
}
