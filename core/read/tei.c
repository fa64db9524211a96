/* tei.c: texts in TEI: their header is metadata, their body is text, a document for each <TEI>.
 *
 * Of a <choice> the original is read, not what an editor made of it; notes and running heads are
 * left out, for they stand in the midst of sentences. */
#include "read/xml.h"

#include <string.h>

/* Elements that end a line or a paragraph. */
static rsd_xml_gap gap_of(const xmlNode *node)
{
    static const char *const paragraphs[] = {"p",      "ab",     "head",     "div",      "div1",
                                             "div2",   "div3",   "lg",       "sp",       "list",
                                             "table",  "quote",  "cit",      "u",        "text",
                                             "opener", "closer", "dateline", "byline",   "speaker",
                                             "salute", "signed", "trailer",  "epigraph", NULL};
    static const char *const lines[] = {"l", "item", "row", NULL};
    if (rsd_xml_is_one_of(node, paragraphs)) {
        return RSD_XML_PARAGRAPH;
    }
    if (rsd_xml_is_one_of(node, lines)) {
        return RSD_XML_LINE;
    }
    return rsd_xml_is(node, "cell") || rsd_xml_is(node, "label") ? RSD_XML_SPACE : RSD_XML_NONE;
}

static bool is_left_out(const xmlNode *node)
{
    static const char *const names[] = {"note", "fw", "teiHeader", "figDesc", "TEI", NULL};
    static const char *const edited[] = {"corr", "reg", "expan", NULL};
    return rsd_xml_is_one_of(node, names) ||
           (rsd_xml_is_one_of(node, edited) && rsd_xml_is(node->parent, "choice"));
}

static bool joins(const xmlNode *node, const char *side)
{
    const char *join = rsd_xml_attribute(node, "join");
    return join != NULL && (strcmp(join, side) == 0 || strcmp(join, "both") == 0);
}

static rsd_status enter_node(rsd_xml_text *text, const xmlNode *node)
{
    if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
        return rsd_xml_add(text, (const char *)node->content);
    }
    if (node->type != XML_ELEMENT_NODE) {
        return RSD_OK;
    }
    rsd_xml_part(text, gap_of(node));
    if (rsd_xml_is(node, "head")) {
        text->mark = "## ";
    } else if (rsd_xml_is(node, "lb")) {
        const char *breaks = rsd_xml_attribute(node, "break");
        text->joined = breaks != NULL && strcmp(breaks, "no") == 0;
        rsd_xml_part(text, RSD_XML_SPACE);
    } else if (joins(node, "left")) {
        text->joined = true;
    }
    return RSD_OK;
}

static void leave_node(rsd_xml_text *text, const xmlNode *node)
{
    if (node->type == XML_ELEMENT_NODE) {
        rsd_xml_part(text, gap_of(node));
        text->joined = text->joined || joins(node, "right");
    }
}

/* Moves from a node that was entered to the next, leaving those that end between them. */
static const xmlNode *move_on(rsd_xml_text *text, const xmlNode *node, const xmlNode *root)
{
    if (node->type == XML_ELEMENT_NODE && node->children != NULL && !is_left_out(node)) {
        return node->children;
    }
    leave_node(text, node);
    while (node != root && node->next == NULL) {
        node = node->parent;
        leave_node(text, node);
    }
    return node == root ? NULL : node->next;
}

static rsd_status add_text(rsd_draft *draft, const xmlNode *root)
{
    rsd_xml_text text = {.out = &draft->text, .gap = RSD_XML_PARAGRAPH};
    for (const xmlNode *node = root; node != NULL; node = move_on(&text, node, root)) {
        if (!is_left_out(node) && enter_node(&text, node) != RSD_OK) {
            return rsd_fail_nomem(draft->source->err);
        }
    }
    return RSD_OK;
}

/* ---- The header ---- */

/* Adds the date of a <date>: what it says for machines, or else its text. */
static rsd_status add_date(rsd_draft *draft, const xmlNode *date)
{
    const char *when = rsd_xml_attribute(date, "when");
    return when != NULL ? rsd_draft_field(draft, "date", when, strlen(when))
                        : rsd_xml_field(draft, "date", date);
}

static rsd_status add_attribute(rsd_draft *draft, const char *field, const xmlNode *node,
                                const char *attribute)
{
    const char *value = rsd_xml_attribute(node, attribute);
    return value == NULL ? RSD_OK : rsd_draft_field(draft, field, value, strlen(value));
}

static const xmlNode *find(const xmlNode *root, const char *name)
{
    return root == NULL ? NULL : rsd_xml_find(root, name);
}

/* What the header says: of the source that was encoded before what it says of the encoding. */
static rsd_status add_header(rsd_draft *draft, const xmlNode *tei)
{
    const xmlNode *header = rsd_xml_child(tei, "teiHeader");
    const xmlNode *titles = find(header, "titleStmt");
    const xmlNode *source = find(header, "sourceDesc");
    const xmlNode *publication = find(header, "publicationStmt");
    const struct {
        const char *field;
        const xmlNode *node;
    } fields[] = {{"title", rsd_xml_child(titles, "title")},
                  {"author", rsd_xml_child(titles, "author")},
                  {"author", find(source, "author")},
                  {"source", find(source, "publisher")},
                  {"source", rsd_xml_child(publication, "publisher")}};
    rsd_status status = RSD_OK;
    for (size_t i = 0; i < sizeof fields / sizeof *fields && status == RSD_OK; i++) {
        status = rsd_xml_field(draft, fields[i].field, fields[i].node);
    }
    if (status == RSD_OK) {
        status = add_date(draft, find(source, "date"));
    }
    if (status == RSD_OK) {
        status = add_date(draft, rsd_xml_child(publication, "date"));
    }
    if (status == RSD_OK) {
        status = add_attribute(draft, "language", rsd_xml_child(tei, "text"), "lang");
    }
    if (status == RSD_OK) {
        status = add_attribute(draft, "language", tei, "lang");
    }
    return status == RSD_OK ? add_attribute(draft, "language", find(header, "language"), "ident")
                            : status;
}

/* ---- Documents ---- */

static bool is_document(const xmlNode *node)
{
    return rsd_xml_is(node, "TEI") || rsd_xml_is(node, "TEI.2");
}

static rsd_status take_document(rsd_draft *draft, const xmlNode *tei, bool is_only, uint64_t number)
{
    static const char no_text[] = "the text has no <text> with letters in it";
    const rsd_place at = {.line = rsd_xml_line(tei), .offset = RSD_NO_OFFSET, .number = number};
    const xmlNode *body = rsd_xml_child(tei, "text");
    rsd_status status = add_attribute(draft, "id", tei, "id");
    if (status == RSD_OK) {
        status = add_header(draft, tei);
    }
    if (status == RSD_OK && body != NULL) {
        status = add_text(draft, body);
    }
    if (status != RSD_OK) {
        return status;
    }
    return is_only ? rsd_draft_finish_whole(draft, no_text)
                   : rsd_draft_finish(draft, rsd_fields_get(&draft->fields, "id"), at, no_text);
}

rsd_status rsd_read_tei(rsd_draft *draft, const xmlNode *root)
{
    uint64_t number = 0;
    rsd_status status = RSD_OK;
    for (const xmlNode *node = root; node != NULL && status == RSD_OK;
         node = rsd_xml_next(node, root, !is_document(node))) {
        if (is_document(node)) {
            status = take_document(draft, node, node == root, ++number);
        }
    }
    return status;
}
