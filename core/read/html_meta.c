/* html_meta.c: what a page says of itself: in meta elements, in JSON-LD, in its own elements. The
 * first that says something holds: what is written for machines before what is written for people.
 */
#include "read/html.h"
#include "read/json.h"

#include <string.h>
#include <strings.h>

/* Which field a meta element of this name or property gives. In order of trust. */
static const struct {
    const char *name;
    const char *field;
} METAS[] = {
    {"og:title", "title"},
    {"citation_title", "title"},
    {"dc.title", "title"},
    {"dcterms.title", "title"},
    {"twitter:title", "title"},
    {"article:published_time", "date"},
    {"og:published_time", "date"},
    {"datepublished", "date"},
    {"dcterms.issued", "date"},
    {"dcterms.created", "date"},
    {"dcterms.date", "date"},
    {"dc.date.issued", "date"},
    {"dc.date", "date"},
    {"citation_publication_date", "date"},
    {"parsely-pub-date", "date"},
    {"sailthru.date", "date"},
    {"publish-date", "date"},
    {"publish_date", "date"},
    {"publication_date", "date"},
    {"pubdate", "date"},
    {"date", "date"},
    {"author", "author"},
    {"dc.creator", "author"},
    {"dcterms.creator", "author"},
    {"citation_author", "author"},
    {"article:author", "author"},
    {"og:site_name", "source"},
    {"citation_journal_title", "source"},
    {"dc.publisher", "source"},
    {"publisher", "source"},
    {"application-name", "source"},
    {"og:url", "url"},
};
enum { META_COUNT = sizeof METAS / sizeof *METAS };

/* What was found, not yet weighed. All borrowed from the page. */
typedef struct found {
    const char *metas[META_COUNT];
    const char *canonical;
    const char *lang;
    const char *time; /* of an article's <time>, or of the only one in the page */
    size_t times;
    bool is_time_in_article;
    const GumboNode *title; /* elements */
    const GumboNode *headline;
    size_t headlines;
} found;

static void note_meta(found *f, const GumboNode *node)
{
    const char *const names[] = {rsd_html_attribute(node, "property"),
                                 rsd_html_attribute(node, "name"),
                                 rsd_html_attribute(node, "itemprop")};
    const char *content = rsd_html_attribute(node, "content");
    for (size_t k = 0; content != NULL && *content != '\0' && k < 3; k++) {
        for (size_t i = 0; names[k] != NULL && i < META_COUNT; i++) {
            if (f->metas[i] == NULL && strcasecmp(names[k], METAS[i].name) == 0) {
                f->metas[i] = content;
            }
        }
    }
}

static void note_first(const char **to, const char *value)
{
    *to = *to == NULL ? value : *to;
}

/* Is the element a headline, and not that of the site? */
static bool is_headline(const GumboNode *node)
{
    bool is = rsd_html_is(node, GUMBO_TAG_H1);
    for (; is && node != NULL; node = node->parent) {
        is = !rsd_html_is_passed_over(node);
    }
    return is;
}

/* The time of day that some pages show is not that of the article. */
static void note_time(found *f, const GumboNode *node)
{
    const char *time = rsd_html_attribute(node, "datetime");
    if (time == NULL || f->is_time_in_article) {
        return;
    }
    f->times++;
    f->is_time_in_article = rsd_html_is_in_article(node);
    f->time = f->is_time_in_article || f->times == 1 ? time : NULL;
}

static void note_element(found *f, const GumboNode *node)
{
    const char *rel;
    if (rsd_html_is(node, GUMBO_TAG_META)) {
        note_meta(f, node);
    } else if (rsd_html_is(node, GUMBO_TAG_HTML)) {
        note_first(&f->lang, rsd_html_attribute(node, "lang"));
    } else if (rsd_html_is(node, GUMBO_TAG_LINK)) {
        rel = rsd_html_attribute(node, "rel");
        if (rel != NULL && strcasecmp(rel, "canonical") == 0) {
            note_first(&f->canonical, rsd_html_attribute(node, "href"));
        }
    } else if (rsd_html_is(node, GUMBO_TAG_TIME)) {
        note_time(f, node);
    } else if (rsd_html_is(node, GUMBO_TAG_TITLE)) {
        f->title = f->title == NULL ? node : f->title;
    } else if (f->headlines < 2 && is_headline(node)) {
        f->headlines++;
        f->headline = node;
    }
}

/* The text in an element, with single spaces. */
static rsd_status add_element(rsd_draft *draft, const char *field, const GumboNode *element)
{
    rsd_html_walk walk = {.depth = 0};
    rsd_buf text = {0};
    bool more = element != NULL;
    rsd_status status = more ? rsd_html_start(&walk, element) : RSD_OK;
    while (status == RSD_OK && more) {
        const char *s = walk.event == RSD_HTML_TEXT ? walk.node->v.text.text : "";
        for (; *s != '\0' && status == RSD_OK; s++) {
            const bool is_space = *s == ' ' || (*s >= '\t' && *s <= '\r');
            if (!is_space) {
                status = rsd_buf_add(&text, s, 1);
            } else if (text.len > 0 && text.data[text.len - 1] != ' ') {
                status = rsd_buf_add(&text, " ", 1);
            }
        }
        status = status == RSD_OK ? rsd_html_step(&walk, &more) : status;
    }
    status = status == RSD_OK
                 ? rsd_draft_field(draft, field, text.data == NULL ? "" : text.data, text.len)
                 : rsd_fail_nomem(draft->source->err);
    rsd_html_walk_free(&walk);
    rsd_buf_free(&text);
    return status;
}

/* ---- JSON-LD ---- */

/* The value, or the first of several. */
static json_object *first_of(json_object *value)
{
    return rsd_json_count(value) > 0 ? json_object_array_get_idx(value, 0) : value;
}

static bool is_article(const json_object *thing)
{
    size_t n;
    const char *type = rsd_json_string(first_of(json_object_object_get(thing, "@type")), &n);
    return type != NULL && ((n >= 7 && memcmp(type + n - 7, "Article", 7) == 0) ||
                            strcmp(type, "BlogPosting") == 0);
}

/* The article among the things that a page describes; NULL if there is none. */
static const json_object *article_of(const json_object *root)
{
    const json_object *graph = json_object_object_get(root, "@graph");
    const json_object *list = rsd_json_has_members(root) ? graph : root;
    if (is_article(root)) {
        return root;
    }
    for (size_t i = 0; i < rsd_json_count(list); i++) {
        const json_object *item = json_object_array_get_idx(list, i);
        if (is_article(item)) {
            return item;
        }
    }
    return NULL;
}

/* Adds a value: a string, or the name of a thing, or of the first of several. */
static rsd_status add_thing(rsd_draft *draft, const char *field, json_object *thing)
{
    size_t n;
    thing = first_of(thing);
    const char *bytes = rsd_json_string(
        rsd_json_has_members(thing) ? json_object_object_get(thing, "name") : thing, &n);
    return bytes == NULL ? RSD_OK : rsd_draft_field(draft, field, bytes, n);
}

static rsd_status add_described(rsd_draft *draft, const char *json)
{
    static const char *const members[][2] = {{"headline", "title"},
                                             {"datePublished", "date"},
                                             {"author", "author"},
                                             {"publisher", "source"},
                                             {"inLanguage", "language"}};
    rsd_json_fault fault;
    json_tokener *parser = rsd_json_parser();
    if (parser == NULL) {
        return rsd_fail_nomem(draft->source->err);
    }
    json_object *root = rsd_json_parse(parser, json, strlen(json), &fault);
    const json_object *article = article_of(root);
    rsd_status status = RSD_OK;
    for (size_t i = 0; i < sizeof members / sizeof *members && status == RSD_OK; i++) {
        status = add_thing(draft, members[i][1], json_object_object_get(article, members[i][0]));
    }
    json_object_put(root);
    json_tokener_free(parser);
    return status;
}

/* What the page describes of its article for machines. */
static rsd_status note_script(rsd_draft *draft, const GumboNode *script)
{
    const char *type = rsd_html_attribute(script, "type");
    const GumboVector *children = &script->v.element.children;
    if (type == NULL || strcasecmp(type, "application/ld+json") != 0 || children->length == 0) {
        return RSD_OK;
    }
    const GumboNode *text = children->data[0];
    return text->type == GUMBO_NODE_TEXT ? add_described(draft, text->v.text.text) : RSD_OK;
}

/* ---- All of it ---- */

static rsd_status add_value(rsd_draft *draft, const char *field, const char *value)
{
    const bool is_address =
        value != NULL && strcmp(field, "author") == 0 && strncasecmp(value, "http", 4) == 0;
    return value == NULL || is_address ? RSD_OK
                                       : rsd_draft_field(draft, field, value, strlen(value));
}

/* The only headline of the first order, or else what the window is called. */
static rsd_status add_title(rsd_draft *draft, const found *f)
{
    rsd_status status = f->headlines == 1 ? add_element(draft, "title", f->headline) : RSD_OK;
    return status == RSD_OK ? add_element(draft, "title", f->title) : status;
}

static rsd_status add_found(rsd_draft *draft, const found *f)
{
    rsd_status status = RSD_OK;
    for (size_t i = 0; i < META_COUNT && status == RSD_OK; i++) {
        status = add_value(draft, METAS[i].field, f->metas[i]);
    }
    if (status == RSD_OK) {
        status = add_value(draft, "date", f->time);
    }
    if (status == RSD_OK) {
        status = add_value(draft, "url", f->canonical);
    }
    if (status == RSD_OK) {
        status = add_value(draft, "language", f->lang);
    }
    return status == RSD_OK ? add_title(draft, f) : status;
}

rsd_status rsd_html_fields(const rsd_html *page, rsd_draft *draft)
{
    found f = {.lang = NULL};
    rsd_html_walk walk = {.depth = 0};
    bool more = true;
    rsd_status status = rsd_html_start(&walk, page->output->root);
    while (status == RSD_OK && more) {
        if (walk.event == RSD_HTML_ENTER && walk.node->type == GUMBO_NODE_ELEMENT) {
            note_element(&f, walk.node);
            if (rsd_html_is(walk.node, GUMBO_TAG_SCRIPT)) {
                status = note_script(draft, walk.node);
            }
        }
        status = status == RSD_OK ? rsd_html_step(&walk, &more) : status;
    }
    rsd_html_walk_free(&walk);
    return status == RSD_OK          ? add_found(draft, &f)
           : status == RSD_ERR_NOMEM ? rsd_fail_nomem(draft->source->err)
                                     : status;
}
