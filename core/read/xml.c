/* xml.c: XML parsed by libxml2, which is kept from the network, from entities and from what is
 * larger than articles are; and which kind of XML it is. */
#include "read/xml.h"

#include <libxml/parser.h>
#include <string.h>

enum {
    MOST_FINDINGS = 100, /* errors of the parser that are kept: as many as are told */
    MOST_LINE = 65535    /* that an element is given */
};

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

uint64_t rsd_xml_line(const xmlNode *node)
{
    /* Of an element lines are counted so far; of text also beyond, and that before ends in it. */
    const xmlNode *before = node->prev;
    const bool is_far = node->line == MOST_LINE && before != NULL && before->type == XML_TEXT_NODE;
    const long line = xmlGetLineNo(is_far ? before : node);
    return line < 0 ? 0 : (uint64_t)line;
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

/* What the parser found wrong, each with its line. */
typedef struct finding {
    uint64_t line;
    const char *message;
} finding;

typedef struct findings {
    finding items[MOST_FINDINGS];
    size_t len;
    rsd_arena arena;
    bool is_over; /* memory ran out */
} findings;

/* A prefix that is not declared is told once, not of each element that has it. */
static bool is_told_before(const findings *found, const char *message, size_t n)
{
    size_t i = 0;
    while (i < found->len && (strncmp(found->items[i].message, message, n) != 0 ||
                              found->items[i].message[n] != '\0')) {
        i++;
    }
    return i < found->len;
}

/* Keeps an error of the parser: that the XML is not well-formed, or its names are not. Nothing is
 * printed. */
static void keep_error(void *ctx, xmlError *error)
{
    findings *found = ((xmlParserCtxt *)ctx)->_private;
    const bool of_names = error->domain == XML_FROM_NAMESPACE && error->level == XML_ERR_ERROR;
    const char *message = error->message == NULL ? "is no XML" : error->message;
    const size_t n = strcspn(message, "\n");
    if ((error->level != XML_ERR_FATAL && !of_names) || found->len == MOST_FINDINGS ||
        (of_names && is_told_before(found, message, n))) {
        return;
    }
    const char *copy = rsd_copy_text(&found->arena, message, n);
    found->is_over = found->is_over || copy == NULL;
    if (copy != NULL) {
        found->items[found->len++] =
            (finding){.line = error->line < 0 ? 0 : (uint64_t)error->line, .message = copy};
    }
}

/* Tells of what was found. If nothing could be made of the XML, the last of it is why. */
static rsd_status tell_findings(rsd_draft *draft, const findings *found, bool is_read)
{
    rsd_status status = found->is_over ? rsd_fail_nomem(draft->source->err) : RSD_OK;
    for (size_t i = 0; i < found->len && status == RSD_OK; i++) {
        const finding *at = &found->items[i];
        const rsd_place place = {.line = at->line, .offset = RSD_NO_OFFSET};
        status = is_read || i + 1 < found->len
                     ? rsd_draft_note(draft, place, "bad_xml", at->message)
                     : rsd_draft_warn(draft, place, "bad_xml", at->message);
    }
    return status == RSD_OK && !is_read && found->len == 0
               ? rsd_warn_source(draft->source, "bad_xml", true, "is no XML")
               : status;
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

/* Makes documents of XML whose references are numbers. */
static rsd_status parse(rsd_draft *draft, const rsd_buf *xml, int options)
{
    findings found = {.len = 0};
    xmlParserCtxt *parser = xmlNewParserCtxt();
    if (parser == NULL) {
        return rsd_fail_nomem(draft->source->err);
    }
    parser->sax->serror = keep_error;
    parser->_private = &found;
    xmlDoc *doc = xmlCtxtReadMemory(parser, xml->data, (int)xml->len, NULL, NULL, options);
    const xmlNode *root = doc == NULL ? NULL : xmlDocGetRootElement(doc);
    rsd_status status = tell_findings(draft, &found, root != NULL);
    if (status == RSD_OK && root != NULL) {
        status = take_root(draft, root);
    }
    rsd_arena_free(&found.arena);
    xmlFreeDoc(doc);
    xmlFreeParserCtxt(parser);
    return status;
}

/* Makes UTF-8 of UTF-16, in which no & is one byte. Other encodings are the parser's. */
static rsd_status decode_wide(const rsd_source *source, rsd_buf *bytes, bool *is_decoded)
{
    const rsd_encoding encoding = rsd_encoding_of(bytes->data, bytes->len);
    *is_decoded = encoding == RSD_ENCODING_UTF_16LE || encoding == RSD_ENCODING_UTF_16BE;
    if (!*is_decoded) {
        return RSD_OK;
    }
    rsd_buf text = {0};
    rsd_decoding decoding = {0};
    rsd_status status =
        rsd_decode(encoding, bytes->data, bytes->len, &text, &decoding, source->err);
    if (status == RSD_OK) {
        status = rsd_warn_of_decoding(source->sink, source->err, source->key, &decoding, text.data);
    }
    rsd_decoding_free(&decoding);
    rsd_buf_free(bytes);
    *bytes = text;
    return status;
}

static rsd_status take_bytes(const rsd_source *source, rsd_buf *bytes)
{
    const int options = XML_PARSE_NONET | XML_PARSE_RECOVER | XML_PARSE_NOERROR |
                        XML_PARSE_NOWARNING | XML_PARSE_COMPACT | XML_PARSE_BIG_LINES;
    rsd_draft draft = {.source = source};
    rsd_buf xml = {0};
    bool is_decoded;
    rsd_status status = decode_wide(source, bytes, &is_decoded);
    if (status == RSD_OK) {
        status = rsd_xml_references(&draft, bytes, &xml);
    }
    if (status == RSD_OK) {
        status = parse(&draft, &xml, options | (is_decoded ? XML_PARSE_IGNORE_ENC : 0));
    }
    rsd_buf_free(&xml);
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
