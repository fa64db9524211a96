/* xml.h: XML parsed by libxml2: its nodes, and the text in them. */
#ifndef RSD_READ_XML_H
#define RSD_READ_XML_H

#include "read/draft.h"

#include <libxml/tree.h>

/* Has the node this local name? Names of any namespace are taken. */
bool rsd_xml_is(const xmlNode *node, const char *name);
/* Is the local name one of these? NULL is after the last. */
bool rsd_xml_is_one_of(const xmlNode *node, const char *const *names);
/* The first child of that name, or NULL. */
const xmlNode *rsd_xml_child(const xmlNode *node, const char *name);
/* The first node of that name below root, or NULL. */
const xmlNode *rsd_xml_find(const xmlNode *root, const char *name);
/* The node after this one in the order of the document, within root; into: also those below it. */
const xmlNode *rsd_xml_next(const xmlNode *node, const xmlNode *root, bool into);
/* The line that the node begins in. */
uint64_t rsd_xml_line(const xmlNode *node);
/* The value of an attribute as it stands; NULL if there is none, or more than plain text in it. */
const char *rsd_xml_attribute(const xmlNode *node, const char *name);

/* Text that grows: white space becomes what parts the words, lines or paragraphs. */
typedef enum rsd_xml_gap {
    RSD_XML_NONE = 0,
    RSD_XML_SPACE,
    RSD_XML_LINE,
    RSD_XML_PARAGRAPH
} rsd_xml_gap;

typedef struct rsd_xml_text {
    rsd_buf *out;
    rsd_xml_gap gap;  /* before what comes next */
    bool joined;      /* no space comes before it, whatever stands there */
    const char *mark; /* of a heading, before it; or NULL */
} rsd_xml_text;

rsd_status rsd_xml_add(rsd_xml_text *text, const char *s);
void rsd_xml_part(rsd_xml_text *text, rsd_xml_gap gap);

/* Adds the text of a node, in one line, as a field of the draft; none if node is NULL. */
rsd_status rsd_xml_field(rsd_draft *draft, const char *name, const xmlNode *node);

/* The length of the reference, &name; or &#number;, that s[0..n) begins with; 0 if it is none. */
size_t rsd_xml_reference(const char *s, size_t n);
/* Appends the XML to out with each named character, also of HTML, as one by number. A & that begins
 * no such reference is text, and told. (xml_references.c) */
rsd_status rsd_xml_references(rsd_draft *draft, const rsd_buf *xml, rsd_buf *out);

/* Make documents of what is below root. */
rsd_status rsd_read_tei(rsd_draft *draft, const xmlNode *root);
rsd_status rsd_read_feed(rsd_draft *draft, const xmlNode *root);

#endif
