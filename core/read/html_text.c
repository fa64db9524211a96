/* html_text.c: the article in a page: the element whose paragraphs have the most text that is no
 * link, and of it the paragraphs, without what is around them on every page. */
#include "read/html.h"

#include <string.h>
#include <strings.h>

enum {
    SHORT_RUN = 20,    /* letters; less says nothing of where the article is */
    LONG_SIBLING = 80, /* letters; so much beside the article belongs to it */
    LONG_LINKED = 40,  /* letters; a sentence of so many that is a link may be text */
    LETTERS_PER_POINT = 100,
    MOST_LENGTH_POINTS = 3
};

/* ---- Elements ---- */

static bool is_one_of(GumboTag tag, const GumboTag *tags)
{
    while (*tags != GUMBO_TAG_LAST && *tags != tag) {
        tags++;
    }
    return *tags == tag;
}

/* Elements that never hold an article's text. */
static bool is_furniture(GumboTag tag)
{
    static const GumboTag tags[] = {
        GUMBO_TAG_HEAD,     GUMBO_TAG_SCRIPT,  GUMBO_TAG_STYLE,    GUMBO_TAG_NOSCRIPT,
        GUMBO_TAG_TEMPLATE, GUMBO_TAG_SVG,     GUMBO_TAG_MATH,     GUMBO_TAG_IFRAME,
        GUMBO_TAG_OBJECT,   GUMBO_TAG_EMBED,   GUMBO_TAG_CANVAS,   GUMBO_TAG_AUDIO,
        GUMBO_TAG_VIDEO,    GUMBO_TAG_BUTTON,  GUMBO_TAG_SELECT,   GUMBO_TAG_TEXTAREA,
        GUMBO_TAG_NAV,      GUMBO_TAG_FOOTER,  GUMBO_TAG_ASIDE,    GUMBO_TAG_FIGCAPTION,
        GUMBO_TAG_MENU,     GUMBO_TAG_NOEMBED, GUMBO_TAG_NOFRAMES, GUMBO_TAG_LAST};
    return is_one_of(tag, tags);
}

/* Elements that are part of a line. */
static bool is_inline(GumboTag tag)
{
    static const GumboTag tags[] = {
        GUMBO_TAG_A,    GUMBO_TAG_ABBR, GUMBO_TAG_B,     GUMBO_TAG_BDI,  GUMBO_TAG_BDO,
        GUMBO_TAG_CITE, GUMBO_TAG_CODE, GUMBO_TAG_DATA,  GUMBO_TAG_DEL,  GUMBO_TAG_DFN,
        GUMBO_TAG_EM,   GUMBO_TAG_FONT, GUMBO_TAG_I,     GUMBO_TAG_INS,  GUMBO_TAG_KBD,
        GUMBO_TAG_MARK, GUMBO_TAG_Q,    GUMBO_TAG_S,     GUMBO_TAG_SAMP, GUMBO_TAG_SMALL,
        GUMBO_TAG_SPAN, GUMBO_TAG_SUB,  GUMBO_TAG_SUP,   GUMBO_TAG_TIME, GUMBO_TAG_TT,
        GUMBO_TAG_U,    GUMBO_TAG_VAR,  GUMBO_TAG_WBR,   GUMBO_TAG_IMG,  GUMBO_TAG_STRONG,
        GUMBO_TAG_BIG,  GUMBO_TAG_NOBR, GUMBO_TAG_LABEL, GUMBO_TAG_BR,   GUMBO_TAG_STRIKE,
        GUMBO_TAG_LAST};
    return is_one_of(tag, tags);
}

/* 1 to 6 of a heading, else 0. */
static int heading_level(GumboTag tag)
{
    return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6 ? (int)(tag - GUMBO_TAG_H1) + 1 : 0;
}

/* Elements that are a paragraph, or hold nothing else. */
static bool is_paragraph(GumboTag tag)
{
    static const GumboTag tags[] = {GUMBO_TAG_P,  GUMBO_TAG_PRE, GUMBO_TAG_LI, GUMBO_TAG_BLOCKQUOTE,
                                    GUMBO_TAG_DD, GUMBO_TAG_DT,  GUMBO_TAG_TD, GUMBO_TAG_LAST};
    return is_one_of(tag, tags) || heading_level(tag) > 0;
}

/* Does a class or an id begin with a word for what is around articles? "has-sidebar" does not. */
static bool names_furniture(const char *names)
{
    static const char *const words[] = {
        "ad",          "ads",        "advert",      "advertisement", "banner",     "breadcrumb",
        "breadcrumbs", "comment",    "comments",    "cookie",        "copyright",  "disqus",
        "footer",      "login",      "menu",        "modal",         "most",       "nav",
        "navbar",      "navigation", "newsletter",  "pager",         "pagination", "popular",
        "popup",       "promo",      "recommended", "related",       "respond",    "share",
        "sharing",     "sidebar",    "social",      "sponsor",       "sponsored",  "subscribe",
        "tags",        "toolbar",    "trending"};
    for (const char *at = names; at != NULL && *at != '\0';) {
        const size_t n = strcspn(at, " \t\r\n-_");
        for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
            if (strlen(words[i]) == n && strncasecmp(at, words[i], n) == 0) {
                return true;
            }
        }
        at += strcspn(at, " \t\r\n");
        at += strspn(at, " \t\r\n");
    }
    return false;
}

static bool is_equal(const char *value, const char *word)
{
    return value != NULL && strcasecmp(value, word) == 0;
}

static bool is_hidden(const GumboNode *node)
{
    const char *style = rsd_html_attribute(node, "style");
    return rsd_html_attribute(node, "hidden") != NULL ||
           is_equal(rsd_html_attribute(node, "aria-hidden"), "true") ||
           (style != NULL &&
            (strstr(style, "display:none") != NULL || strstr(style, "display: none") != NULL));
}

static bool has_furniture_role(const GumboNode *node)
{
    static const char *const roles[] = {"navigation", "banner", "contentinfo", "complementary",
                                        "search",     "dialog", "alert",       "menu"};
    const char *role = rsd_html_attribute(node, "role");
    for (size_t i = 0; role != NULL && i < sizeof roles / sizeof *roles; i++) {
        if (strcasecmp(role, roles[i]) == 0) {
            return true;
        }
    }
    return false;
}

bool rsd_html_is_in_article(const GumboNode *node)
{
    for (; node != NULL; node = node->parent) {
        if (rsd_html_is(node, GUMBO_TAG_ARTICLE) || rsd_html_is(node, GUMBO_TAG_MAIN)) {
            return true;
        }
    }
    return false;
}

bool rsd_html_is_passed_over(const GumboNode *node)
{
    if (node->type != GUMBO_NODE_ELEMENT) {
        return false;
    }
    const GumboTag tag = node->v.element.tag;
    if (is_furniture(tag) || (tag == GUMBO_TAG_HEADER && !rsd_html_is_in_article(node))) {
        return true;
    }
    return tag != GUMBO_TAG_HTML && tag != GUMBO_TAG_BODY &&
           (is_hidden(node) || has_furniture_role(node) ||
            names_furniture(rsd_html_attribute(node, "class")) ||
            names_furniture(rsd_html_attribute(node, "id")));
}

/* ---- Runs: text without the beginning or end of a block in it ---- */

typedef struct run {
    uint32_t letters;
    uint32_t linked; /* letters in links */
    uint32_t commas;
    unsigned links;  /* elements around that are links */
    unsigned breaks; /* line breaks since the last letter */
    bool is_in_link; /* it begins in one: the link goes around blocks */
} run;

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static void count_text(run *r, const char *s)
{
    for (; *s != '\0'; s++) {
        const unsigned char c = (unsigned char)*s;
        const bool is_letter =
            (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c >= 0xC2;
        r->letters += is_letter;
        r->linked += is_letter && r->links > 0;
        r->commas += c == ',' || (c == 0xD8 && (unsigned char)s[1] == 0x8C); /* ، */
        r->breaks = is_letter ? 0 : r->breaks;
    }
}

static void start_run(run *r)
{
    *r = (run){.links = r->links, .is_in_link = r->links > 0};
}

/* An anchor is none. */
static bool is_link(const GumboNode *node)
{
    return rsd_html_is(node, GUMBO_TAG_A) && rsd_html_attribute(node, "href") != NULL;
}

/* Does the event end the run before it? Keeps count of links and line breaks. */
static bool ends_run(run *r, const rsd_html_walk *walk)
{
    if (walk->event == RSD_HTML_TEXT) {
        return false;
    }
    const GumboTag tag = walk->node->v.element.tag;
    const bool enters = walk->event == RSD_HTML_ENTER;
    if (is_link(walk->node)) {
        r->links += enters ? 1U : -1U;
    }
    if (tag == GUMBO_TAG_BR && enters) {
        return ++r->breaks >= 2;
    }
    return !is_inline(tag);
}

/* ---- Where the article is ---- */

/* What is in an element that was entered. */
typedef struct tally {
    GumboTag tag;
    double score;
    uint32_t letters;
    uint32_t linked;
} tally;

typedef struct finder {
    rsd_html_walk walk;
    run run;
    tally *tallies; /* of the elements that the walk is in */
    size_t depth, cap;
    const GumboNode *best;
    double best_score;
} finder;

/* Gives what the run is worth to the elements that it lies in: a paragraph speaks for what it
 * stands in, and half as much for what that stands in. */
static void credit_run(finder *f)
{
    const run *r = &f->run;
    if (r->letters > 0 && f->depth > 0) {
        size_t at = f->depth - 1;
        f->tallies[at].letters += r->letters;
        f->tallies[at].linked += r->linked;
        double points = (double)r->letters / LETTERS_PER_POINT;
        points = 1 + r->commas + (points < MOST_LENGTH_POINTS ? points : MOST_LENGTH_POINTS);
        points *= r->letters < SHORT_RUN ? 0 : 1 - (double)r->linked / r->letters;
        while (at > 0 && (is_inline(f->tallies[at].tag) || is_paragraph(f->tallies[at].tag))) {
            at--;
        }
        f->tallies[at].score += points;
        if (at > 0) {
            f->tallies[at - 1].score += points / 2;
        }
    }
    start_run(&f->run);
}

static rsd_status enter_element(finder *f)
{
    if (RSD_GROW(f->tallies, f->cap, f->depth + 1) != RSD_OK) {
        return RSD_ERR_NOMEM;
    }
    f->tallies[f->depth++] = (tally){.tag = f->walk.node->v.element.tag};
    if (rsd_html_is_passed_over(f->walk.node)) {
        rsd_html_skip(&f->walk);
    }
    return RSD_OK;
}

static void leave_element(finder *f)
{
    const tally t = f->tallies[--f->depth];
    const double score = t.letters == 0 ? 0 : t.score * (1 - (double)t.linked / t.letters);
    if (score > f->best_score) {
        f->best_score = score;
        f->best = f->walk.node;
    }
    if (f->depth > 0) {
        f->tallies[f->depth - 1].letters += t.letters;
        f->tallies[f->depth - 1].linked += t.linked;
    }
}

/* The element with the best score of those in root; NULL if there is no text. */
static rsd_status find_best(const GumboNode *root, const GumboNode **best)
{
    finder f = {.best = NULL};
    bool more = true;
    rsd_status status = rsd_html_start(&f.walk, root);
    while (status == RSD_OK && more) {
        if (ends_run(&f.run, &f.walk)) {
            credit_run(&f);
        }
        switch (f.walk.event) {
        case RSD_HTML_ENTER:
            status = enter_element(&f);
            break;
        case RSD_HTML_LEAVE:
            leave_element(&f);
            break;
        case RSD_HTML_TEXT:
            count_text(&f.run, f.walk.node->v.text.text);
            break;
        }
        if (status == RSD_OK) {
            status = rsd_html_step(&f.walk, &more);
        }
    }
    *best = f.best;
    rsd_html_walk_free(&f.walk);
    rsd_free(f.tallies);
    return status;
}

/* Counts the letters of an element that would be read, and those in links. */
static rsd_status measure(const GumboNode *node, run *all)
{
    rsd_html_walk walk = {.depth = 0};
    run r = {.letters = 0};
    bool more = true;
    rsd_status status = rsd_html_start(&walk, node);
    while (status == RSD_OK && more) {
        (void)ends_run(&r, &walk);
        if (walk.event == RSD_HTML_TEXT) {
            count_text(&r, walk.node->v.text.text);
        } else if (walk.event == RSD_HTML_ENTER && rsd_html_is_passed_over(walk.node)) {
            rsd_html_skip(&walk);
        }
        status = rsd_html_step(&walk, &more);
    }
    rsd_html_walk_free(&walk);
    *all = r;
    return status;
}

static bool is_article_body(const GumboNode *node)
{
    return node->type == GUMBO_NODE_ELEMENT &&
           is_equal(rsd_html_attribute(node, "itemprop"), "articleBody");
}

static bool is_article(const GumboNode *node)
{
    return rsd_html_is(node, GUMBO_TAG_ARTICLE) || is_article_body(node);
}

/* The article around the best element, if the page marks it: with its lead, unless it is a list of
 * links; else what is marked as the body of one. */
static rsd_status find_article_around(const GumboNode **best)
{
    const GumboNode *body = NULL;
    for (const GumboNode *node = *best; node != NULL; node = node->parent) {
        if (body == NULL && is_article_body(node)) {
            body = node;
        }
        if (rsd_html_is(node, GUMBO_TAG_ARTICLE)) {
            run all;
            rsd_status status = measure(node, &all);
            body = status == RSD_OK && all.linked < all.letters / 3 ? node : body;
            *best = body == NULL ? *best : body;
            return status;
        }
    }
    *best = body == NULL ? *best : body;
    return RSD_OK;
}

/* ---- What is read of it ---- */

typedef struct writer {
    rsd_html_walk walk;
    run run;
    rsd_buf line;    /* the text of the run */
    rsd_buf heading; /* that waits for a paragraph below it */
    const char *title;
    rsd_buf *text;
    bool all;           /* everything is wanted, not only the article */
    unsigned level;     /* of the heading that the walk is in, or 0 */
    unsigned paragraph; /* how many paragraphs the walk is in */
    unsigned pre;       /* how many elements in which spaces count */
    bool after_link;    /* the last block was a link */
    bool is_teaser;     /* the link that the walk is in leads to something else */
} writer;

/* Appends text with its white space made single spaces, or as it is where spaces count. */
static rsd_status add_text(writer *w, const char *s)
{
    rsd_buf *line = &w->line;
    while (*s != '\0') {
        size_t n = 0;
        while (s[n] != '\0' && !is_space(s[n])) {
            n++;
        }
        if (rsd_buf_add(line, s, n) != RSD_OK) {
            return RSD_ERR_NOMEM;
        }
        s += n;
        const char *gap = s;
        while (is_space(*s)) {
            s++;
        }
        bool after_gap = line->len == 0 || is_space(line->data[line->len - 1]);
        rsd_status status = w->pre > 0              ? rsd_buf_add(line, gap, (size_t)(s - gap))
                            : s > gap && !after_gap ? rsd_buf_add(line, " ", 1)
                                                    : RSD_OK;
        if (status != RSD_OK) {
            return status;
        }
    }
    return RSD_OK;
}

/* Appends a paragraph to the text, with a blank line before it. */
static rsd_status add_paragraph(rsd_buf *text, const char *mark, const char *s, size_t n)
{
    rsd_status status = text->len > 0 ? rsd_buf_add(text, "\n\n", 2) : RSD_OK;
    if (status == RSD_OK) {
        status = rsd_buf_add(text, mark, strlen(mark));
    }
    return status == RSD_OK ? rsd_buf_add(text, s, n) : status;
}

/* Does the line say what the title says? */
static bool is_title(const writer *w, const char *s, size_t n)
{
    return w->title != NULL && strlen(w->title) == n && memcmp(w->title, s, n) == 0;
}

static bool ends_like_sentence(const char *s, size_t n)
{
    static const char *const ends[] = {".", "!", "?", ":", "\"", "؟", "…", "»", "”", "。"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        const size_t len = strlen(ends[i]);
        if (n >= len && memcmp(s + n - len, ends[i], len) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_linked(const run *r)
{
    return r->linked * 2 > r->letters;
}

/* Is the run a paragraph of the article around which a link goes, and no teaser? */
static bool is_linked_paragraph(const writer *w, const char *s, size_t n)
{
    return w->run.is_in_link && !w->is_teaser && w->paragraph > 0 &&
           w->run.letters >= LONG_LINKED && ends_like_sentence(s, n);
}

/* Is the run part of the article? Not if most of it is links, nor if it is a word or two that are
 * no paragraph: a button, a label. */
static bool is_wanted(const writer *w, const char *s, size_t n)
{
    const run *r = &w->run;
    if (w->all || w->level > 0) {
        return true;
    }
    if (is_linked(r)) {
        return is_linked_paragraph(w, s, n);
    }
    return w->paragraph > 0 || r->letters >= SHORT_RUN || ends_like_sentence(s, n);
}

/* Writes the run that ends here. A heading waits for what it is a heading of. */
static rsd_status write_run(writer *w)
{
    size_t start = 0;
    size_t end = w->line.len;
    rsd_status status = RSD_OK;
    if (end > 0) {
        rsd_trim(w->line.data, &start, &end);
    }
    const char *s = w->line.data == NULL ? "" : w->line.data + start;
    const size_t n = end - start;
    if (n > 0 && w->run.letters > 0 && !is_title(w, s, n) && is_wanted(w, s, n)) {
        if (w->level > 0 && !w->all) {
            w->heading.len = 0;
            status = add_paragraph(&w->heading, "## ", s, n);
        } else {
            if (w->heading.len > 0) {
                status = add_paragraph(w->text, "", w->heading.data, w->heading.len);
                w->heading.len = 0;
            }
            status = status == RSD_OK ? add_paragraph(w->text, "", s, n) : status;
        }
    }
    if (w->run.letters > 0) {
        w->after_link = is_linked(&w->run);
    }
    w->line.len = 0;
    start_run(&w->run);
    return status;
}

/* Teasers have a heading in their link, or stand one behind the other. */
static void note_link(writer *w)
{
    const GumboNode *node = w->walk.node;
    const bool enters = w->walk.event == RSD_HTML_ENTER;
    if (enters && is_link(node) && w->run.links == 1) {
        w->is_teaser = w->after_link;
    } else if (enters && heading_level(node->v.element.tag) > 0) {
        w->is_teaser = true;
    }
}

static void note_element(writer *w)
{
    const GumboTag tag = w->walk.node->v.element.tag;
    const bool enters = w->walk.event == RSD_HTML_ENTER;
    const unsigned step = enters ? 1U : -1U;
    if (heading_level(tag) > 0) {
        w->level += step;
    }
    if (is_paragraph(tag)) {
        w->paragraph += step;
    }
    if (tag == GUMBO_TAG_PRE) {
        w->pre += step;
    }
}

static rsd_status write_event(writer *w)
{
    const GumboNode *node = w->walk.node;
    rsd_status status = ends_run(&w->run, &w->walk) ? write_run(w) : RSD_OK;
    if (status != RSD_OK) {
        return status;
    }
    if (w->walk.event == RSD_HTML_TEXT) {
        count_text(&w->run, node->v.text.text);
        return add_text(w, node->v.text.text);
    }
    note_element(w);
    note_link(w);
    if (w->walk.event == RSD_HTML_LEAVE) {
        return RSD_OK;
    }
    if (w->all ? is_furniture(node->v.element.tag) : rsd_html_is_passed_over(node)) {
        rsd_html_skip(&w->walk);
    } else if (node->v.element.tag == GUMBO_TAG_BR) {
        status = rsd_buf_add(&w->line, "\n", 1);
    }
    return status;
}

static rsd_status write_node(writer *w, const GumboNode *node)
{
    bool more = true;
    w->walk = (rsd_html_walk){.frames = w->walk.frames, .cap = w->walk.cap};
    rsd_status status = rsd_html_start(&w->walk, node);
    while (status == RSD_OK && more) {
        status = write_event(w);
        if (status == RSD_OK) {
            status = rsd_html_step(&w->walk, &more);
        }
    }
    return status == RSD_OK ? write_run(w) : status;
}

static void free_writer(writer *w)
{
    rsd_html_walk_free(&w->walk);
    rsd_buf_free(&w->line);
    rsd_buf_free(&w->heading);
}

/* Writes the best element, and what beside it is long and no list of links: the lead is often an
 * element of its own. */
static rsd_status write_best(writer *w, const GumboNode *best)
{
    const GumboNode *around = best->parent;
    if (is_article(best) || around == NULL || around->type != GUMBO_NODE_ELEMENT ||
        rsd_html_is(around, GUMBO_TAG_HTML)) {
        return write_node(w, best);
    }
    const GumboVector *beside = &around->v.element.children;
    rsd_status status = RSD_OK;
    for (unsigned i = 0; i < beside->length && status == RSD_OK; i++) {
        const GumboNode *node = beside->data[i];
        if (node == best) {
            status = write_node(w, node);
        } else if (node->type == GUMBO_NODE_ELEMENT && !rsd_html_is_passed_over(node)) {
            run all;
            status = measure(node, &all);
            if (status == RSD_OK && all.letters >= LONG_SIBLING && all.linked < all.letters / 5) {
                status = write_node(w, node);
            }
        }
    }
    return status;
}

rsd_status rsd_html_article(const rsd_html *page, const char *title, rsd_buf *text)
{
    const GumboNode *best;
    rsd_status status = find_best(page->output->root, &best);
    if (status != RSD_OK || best == NULL) {
        return status;
    }
    status = find_article_around(&best);
    if (status == RSD_OK && title != NULL) {
        status = add_paragraph(text, "# ", title, strlen(title));
    }
    writer w = {.title = title, .text = text};
    const size_t before = text->len;
    if (status == RSD_OK) {
        status = write_best(&w, best);
    }
    text->len = text->len == before ? 0 : text->len;
    free_writer(&w);
    return status;
}

rsd_status rsd_html_all(const rsd_html *page, rsd_buf *text)
{
    writer w = {.text = text, .all = true};
    rsd_status status = write_node(&w, page->output->root);
    free_writer(&w);
    return status;
}
