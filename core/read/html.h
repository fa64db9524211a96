/* html.h: pages parsed by gumbo: the walk over their nodes, what they say of themselves, and the
 * text of the article in them. */
#ifndef RSD_READ_HTML_H
#define RSD_READ_HTML_H

#include "read/draft.h"

#include <gumbo.h>

/* A parsed page. {0} is an empty one. */
typedef struct rsd_html {
    GumboOutput *output;           /* NULL until parsed */
    struct rsd_html_block *blocks; /* all memory of gumbo's */
    size_t room;                   /* that may yet be taken */
    bool is_over;                  /* room ran out */
    bool is_xhtml;                 /* its name says so; else the page may */
    rsd_buf mended;                /* what is parsed, if that is not the page as it is */
} rsd_html;

/* Looks at the tags of s[0..n). RSD_ERR_LIMIT, saying why, for what is no page but built to keep a
 * parser busy. Of XHTML, as which it is named or which it says it is, *mended, empty before,
 * becomes the page with an end tag for each element without content, if it has any. */
rsd_status rsd_html_look(const char *s, size_t n, bool is_xhtml, rsd_buf *mended, rsd_error *err);

/* Parses s[0..n), UTF-8, which must live as long as the page, after a look at it. */
rsd_status rsd_html_parse(rsd_html *page, const char *s, size_t n, rsd_error *err);
void rsd_html_free(rsd_html *page);

/* ---- Nodes ---- */

typedef enum rsd_html_event { RSD_HTML_ENTER, RSD_HTML_LEAVE, RSD_HTML_TEXT } rsd_html_event;

/* A walk over a node and what is in it, in the order of the document. Not by calling itself: pages
 * may be deep. {0} is a start. */
typedef struct rsd_html_walk {
    struct rsd_html_frame *frames;
    size_t depth, cap; /* elements that were entered and not left */
    const GumboNode *node;
    rsd_html_event event;
} rsd_html_walk;

rsd_status rsd_html_start(rsd_html_walk *walk, const GumboNode *root);
/* Moves to the next event; *more is false at the end. RSD_ERR_NOMEM fills no error. */
rsd_status rsd_html_step(rsd_html_walk *walk, bool *more);
/* After an ENTER: passes over what is in the element; its LEAVE comes next. */
void rsd_html_skip(rsd_html_walk *walk);
void rsd_html_walk_free(rsd_html_walk *walk);

bool rsd_html_is(const GumboNode *node, GumboTag tag);
/* The value of an attribute, or NULL. */
const char *rsd_html_attribute(const GumboNode *element, const char *name);

/* Does it lie in an <article> or <main>? */
bool rsd_html_is_in_article(const GumboNode *node);
/* Is the element no part of an article, with all that is in it? */
bool rsd_html_is_passed_over(const GumboNode *node);

/* ---- What is in a page ---- */

/* Adds what the page says of itself: title, date, author, source, url, language. */
rsd_status rsd_html_fields(const rsd_html *page, rsd_draft *draft);
/* Appends the text of the article of the page: its title, and its paragraphs with blank lines
 * between. */
rsd_status rsd_html_article(const rsd_html *page, const char *title, rsd_buf *text);
/* Appends all text of the page, in the same way. */
rsd_status rsd_html_all(const rsd_html *page, rsd_buf *text);

#endif
