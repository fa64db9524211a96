/* test_html.c: pages: which part of them is the article, what they say of themselves, and pages
 * that are built to do harm. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "reading.h"

#include <stdlib.h>

#ifdef RSD_HAVE_HTML

#define PARAGRAPH_1 "The two sides agreed, after long talks, that the truce begins on Friday."
#define PARAGRAPH_2 "Observers, who were there, said that it held in most places for a week."
#define LINKS                                                                                      \
    "<ul><li><a href=1>A headline of another article, which is long enough</a><li>"                \
    "<a href=2>One more headline of an article, and it is longer still</a></ul>"

static void expect(const char *html, const char *want)
{
    expect_read("f.html", html, NULL, want);
}

/* ---- The article ---- */

static void paragraphs_are_read_and_what_is_around_them_is_not(void **state)
{
    (void)state;
    expect(
        "<!DOCTYPE html><html><head><title>T</title><style>p{}</style></head><body>"
        "<header><h1>The site</h1></header><nav>" LINKS "</nav>"
        "<div><h1>Truce</h1><p>" PARAGRAPH_1 "</p><script>if (a < b) { x(); }</script>"
        "<div class='share-box'>Tell your friends about it, and theirs, too</div>"
        "<p>" PARAGRAPH_2 "</div>" LINKS
        "<div id=comments><p>I agree, and so does everybody, with all of what was said.</p></div>"
        "<footer>All rights, as far as there are any, are reserved</footer></body></html>",
        "f.html|title=Truce: # Truce\n\n" PARAGRAPH_1 "\n\n" PARAGRAPH_2 "\n");
}

static void line_breaks_part_paragraphs_where_two_are(void **state)
{
    (void)state;
    expect("<body><div class=menu>" LINKS "</div><table><tr><td>" LINKS "<td>" PARAGRAPH_1
           "<br>\n<br>" PARAGRAPH_2 "<br/>And on.</table>",
           "f.html: " PARAGRAPH_1 "\n\n" PARAGRAPH_2 "\nAnd on.\n");
}

static void a_marked_article_is_taken_whole(void **state)
{
    (void)state;
    expect("<main><article class='post tag-news'><header><h2>Lead</h2></header><p>First.</p>"
           "<section><p>" PARAGRAPH_1 "</p></section><section><p>" PARAGRAPH_2 "</p></section>"
           "<aside>" PARAGRAPH_1 "</aside><p>Last.</p></article></main>",
           "f.html: ## Lead\n\nFirst.\n\n" PARAGRAPH_1 "\n\n" PARAGRAPH_2 "\n\nLast.\n");
}

static void the_lead_of_an_article_is_read_with_its_body(void **state)
{
    (void)state;
    expect("<article><h1>T</h1><p class=summary>" PARAGRAPH_1
           "</p><div itemprop=articleBody><p>" PARAGRAPH_2 "</p><p>" PARAGRAPH_2
           "</p></div></article>",
           "f.html|title=T: # T\n\n" PARAGRAPH_1 "\n\n" PARAGRAPH_2 "\n\n" PARAGRAPH_2 "\n");
}

static void each_paragraph_may_be_boxed(void **state)
{
    (void)state;
    expect("<main><div><p>" PARAGRAPH_1 "</p></div><div><p>" PARAGRAPH_2
           "</p></div><div><p>" PARAGRAPH_1 "</p></div><section class=related-box>" LINKS
           "</section></main>",
           "f.html: " PARAGRAPH_1 "\n\n" PARAGRAPH_2 "\n\n" PARAGRAPH_1 "\n");
}

static void a_lead_beside_the_text_belongs_to_it(void **state)
{
    (void)state;
    expect("<div><div>" PARAGRAPH_1 " " PARAGRAPH_1 "</div><div><p>" PARAGRAPH_2
           "</p><p>" PARAGRAPH_2 "</p><p>" PARAGRAPH_2 "</p></div><div>" LINKS "</div></div>",
           "f.html: " PARAGRAPH_1 " " PARAGRAPH_1 "\n\n" PARAGRAPH_2 "\n\n" PARAGRAPH_2
           "\n\n" PARAGRAPH_2 "\n");
}

static void headings_wait_for_a_paragraph(void **state)
{
    (void)state;
    expect("<div><h2>Kept</h2><p>" PARAGRAPH_1 "</p><h3>Related</h3>" LINKS "<h2>Last</h2></div>",
           "f.html: ## Kept\n\n" PARAGRAPH_1 "\n");
}

static void words_keep_their_places(void **state)
{
    (void)state;
    expect(
        "<p>A <b>bo</b>ld&nbsp;word &amp; می\xE2\x80\x8C&#1585;&#1608;&#1583;,\n\t and <i>one</i>"
        " <a href=x>link</a> among many more words.</p>",
        "f.html: A bold\xC2\xA0word & می\xE2\x80\x8Cرود, and one link among many more words.\n");
}

static void an_anchor_is_no_link(void **state)
{
    (void)state;
    expect("<article><p>" PARAGRAPH_1 "</p><a name='x'/><p>" PARAGRAPH_2 "</p><p>" PARAGRAPH_1
           "</p></article>",
           "f.html: " PARAGRAPH_1 "\n\n" PARAGRAPH_2 "\n\n" PARAGRAPH_1 "\n");
}

static void a_paragraph_in_a_link_is_text_and_teasers_are_not(void **state)
{
    (void)state;
    expect("<article><p>" PARAGRAPH_1 "</p><a href=1><p>" PARAGRAPH_2 "</p></a><p>" PARAGRAPH_1
           "</p><p><a href=2>" PARAGRAPH_2 "</a></p></article>",
           "f.html: " PARAGRAPH_1 "\n\n" PARAGRAPH_2 "\n\n" PARAGRAPH_1 "\n");
    expect("<article><p>" PARAGRAPH_1 "</p><p>" PARAGRAPH_1 "</p>"
           "<p><a href=1>One more</a></p><a href=2><p>" PARAGRAPH_2 "</p></a>"
           "<p>" PARAGRAPH_2 "</p><a href=3><p>A word, and no more.</p></a><p>The end.</p>"
           "<a href=4><h3>Another</h3><p>" PARAGRAPH_2 "</p></a></article>",
           "f.html: " PARAGRAPH_1 "\n\n" PARAGRAPH_1 "\n\n" PARAGRAPH_2 "\n\nThe end.\n");
}

#define XHTML_BODY                                                                                 \
    "<script src='a.js'/><title/></head><body><iframe src=\"x>\" /><p/><p>" PARAGRAPH_1            \
    "<br/>On.</p><a href='/x'/><p>" PARAGRAPH_2 "</p><a href='/y' title=''/><p>" PARAGRAPH_1       \
    "</p></body></html>"
#define XHTML_TEXT PARAGRAPH_1 "\nOn.\n\n" PARAGRAPH_2 "\n\n" PARAGRAPH_1 "\n"

static void empty_elements_of_xhtml_end_where_they_are_written(void **state)
{
    (void)state;
    static const char *const heads[] = {
        "\xEF\xBB\xBF<?xml version=\"1.0\"?>\n<html><head>",
        "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"x\">\n<html><head>",
        "<!DOCTYPE html><HTML xmlns=\"http://www.w3.org/1999/xhtml\"><head>"};
    char page[1024];
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        snprintf(page, sizeof page, "%s" XHTML_BODY, heads[i]);
        expect(page, "f.html: " XHTML_TEXT);
    }
    expect_read("f.xhtml", "<html><head>" XHTML_BODY, NULL, "f.xhtml: " XHTML_TEXT);
    expect_read("f.xhtml", "<p/>", NULL, "!no_text 0:-1\n");
    /* A '/' that ends a value ends no element, and what is in a script is none. */
    expect_read("f.xhtml",
                "<script>'<b/>'</script><p>" PARAGRAPH_1 " See <a href=http://a/>that page</a>.",
                NULL, "f.xhtml: " PARAGRAPH_1 " See that page.\n");
    /* Of HTML the rest is in the script. */
    expect("<html><head>" XHTML_BODY, "!no_text 0:-1\n");
}

static void what_browsers_without_frames_show_is_no_text(void **state)
{
    (void)state;
    expect("<frameset cols='1'><frame src=x><noframes><body><p>" PARAGRAPH_1
           "</p></body></noframes></frameset>",
           "!no_text 0:-1\n");
}

static void a_page_without_text_is_told(void **state)
{
    (void)state;
    expect("<html><body>" LINKS "</body></html>", "!no_text 0:-1\n");
    expect("<title>T</title>", "!no_text 0:-1\n");
    expect("", "!empty 0:-1\n");
    expect("<p hidden>" PARAGRAPH_1, "!no_text 0:-1\n");
}

/* ---- What it says of itself ---- */

#define BODY "<p>" PARAGRAPH_1 "</p>"

static void metadata_are_taken_by_trust(void **state)
{
    (void)state;
    expect(
        "<html lang=en><head><title>T - Site</title><meta name=author content=' A B '>"
        "<meta property='og:title' content='T'><meta property='og:site_name' content='Site'>"
        "<meta name='DC.date' content='2016-01-01'>"
        "<meta property='article:published_time' content='2017-05-04T10:00'>"
        "<link rel=canonical href='http://a/b'></head><body>" BODY,
        "f.html|author=A B|date=2017-05-04T10:00|language=en|source=Site|title=T|url=http://a/b: "
        "# T\n\n" PARAGRAPH_1 "\n");
    expect("<h1>Only\n headline</h1><time datetime='2017-05-04'>May</time>" BODY,
           "f.html|date=2017-05-04|title=Only headline: # Only headline\n\n" PARAGRAPH_1 "\n");
    expect("<time datetime='now'></time><article><time datetime='2017-05-04'></time>" BODY,
           "f.html|date=2017-05-04: " PARAGRAPH_1 "\n");
    expect("<time datetime='now'></time><time datetime='2017-05-04'></time>" BODY,
           "f.html: " PARAGRAPH_1 "\n");
    expect("<svg><title>Icon</title></svg>" BODY, "f.html: " PARAGRAPH_1 "\n");
    expect("<meta property='article:author' content='http://a/people'>" BODY,
           "f.html: " PARAGRAPH_1 "\n");
}

static void what_is_described_for_machines_holds(void **state)
{
    (void)state;
    expect("<script type='application/ld+json'>{\"@graph\":[{\"@type\":\"WebSite\",\"name\":\"x\"},"
           "{\"@type\":[\"NewsArticle\"],\"headline\":\"H\",\"datePublished\":\"2017-05-04\","
           "\"author\":[{\"name\":\"A\"}],\"publisher\":{\"name\":\"P\"}}]}</script>"
           "<meta name=author content=B>" BODY,
           "f.html|author=A|date=2017-05-04|source=P|title=H: # H\n\n" PARAGRAPH_1 "\n");
    expect("<script type='application/ld+json'>{broken</script>" BODY, "f.html: " PARAGRAPH_1 "\n");
}

/* ---- Pages that do harm ---- */

/* The bytes of `piece`, count times. */
static char *repeat(const char *piece, size_t count)
{
    const size_t n = strlen(piece);
    char *all = malloc(n * count + 1);
    assert_non_null(all);
    for (size_t i = 0; i < count; i++) {
        memcpy(all + i * n, piece, n);
    }
    all[n * count] = '\0';
    return all;
}

static void pages_that_are_built_to_be_slow_are_refused(void **state)
{
    (void)state;
    static const char *const pieces[] = {"<div>", "<div></b>", "<p><div>", "<x a='>'>", "<b><p>"};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        char *page = repeat(pieces[i], 100000);
        expect(page, "!too_large 0:-1\n");
        free(page);
    }
    char *attributes = repeat(" a", 2000);
    char *page = malloc(5000);
    assert_non_null(page);
    snprintf(page, 5000, "<p%s>", attributes);
    expect(page, "!too_large 0:-1\n");
    free(attributes);
    free(page);
    page = repeat("x", (16 << 20) + 1);
    expect(page, "!too_large 0:-1\n");
    free(page);
}

static void many_paragraphs_and_items_are_not_deep(void **state)
{
    (void)state;
    static log got;
    char *page = repeat("<p>short<ul><li>a<li>b</ul><br><img src=x><hr>", 300);
    assert_int_equal(read_bytes(&got, "f.html", page, strlen(page), NULL), RSD_OK);
    assert_null(strstr(got.text, "too_large"));
    free(page);
}

/* Each element that is left open is opened again in every paragraph. */
static void a_page_that_grows_when_parsed_is_stopped(void **state)
{
    (void)state;
    static char page[1 << 20];
    size_t n = (size_t)snprintf(page, sizeof page, "<p>");
    for (int i = 0; i < 900; i++) {
        n += (size_t)snprintf(page + n, sizeof page - n, "<font color=%d>", i);
    }
    while (n + 8 < sizeof page) {
        memcpy(page + n, "<p>x</p>", 9);
        n += 8;
    }
    expect(page, "!too_large 0:-1\n");
}

static void any_damage_ends_well(void **state)
{
    (void)state;
    static log got;
    char page[] = "<!DOCTYPE html><html><head><title>T</title><meta name=date content=2017>"
                  "<script type='application/ld+json'>{\"@type\":\"Article\"}</script></head>"
                  "<body><table><tr><td><p>" PARAGRAPH_1 "<br><br>x<a href=1>y</a></table><svg><b>"
                  "</svg><!-- c --></body></html>";
    const size_t whole = sizeof page - 1;
    for (size_t n = 0; n < whole; n++) {
        assert_int_equal(read_bytes(&got, "f.html", page, n, NULL), RSD_OK);
        for (int flip = 1; flip < 256; flip += 29) {
            page[n] = (char)(page[n] ^ flip);
            assert_int_equal(read_bytes(&got, "f.html", page, whole, NULL), RSD_OK);
            page[n] = (char)(page[n] ^ flip);
        }
    }
}

static void every_failed_allocation_is_reported(void **state)
{
    (void)state;
    const char *page = "<title>T</title><script type='application/ld+json'>{\"@type\":\"Article\","
                       "\"author\":\"A\"}</script><h2>H</h2><p>" PARAGRAPH_1 "</p>";
    expect_failures_told("f.html", page, strlen(page));
    const char *xhtml = "<title>T</title><a name=\"x\"/><p>" PARAGRAPH_1 "</p>";
    expect_failures_told("f.xhtml", xhtml, strlen(xhtml));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paragraphs_are_read_and_what_is_around_them_is_not),
        cmocka_unit_test(line_breaks_part_paragraphs_where_two_are),
        cmocka_unit_test(a_marked_article_is_taken_whole),
        cmocka_unit_test(the_lead_of_an_article_is_read_with_its_body),
        cmocka_unit_test(each_paragraph_may_be_boxed),
        cmocka_unit_test(a_lead_beside_the_text_belongs_to_it),
        cmocka_unit_test(headings_wait_for_a_paragraph),
        cmocka_unit_test(words_keep_their_places),
        cmocka_unit_test(an_anchor_is_no_link),
        cmocka_unit_test(a_paragraph_in_a_link_is_text_and_teasers_are_not),
        cmocka_unit_test(empty_elements_of_xhtml_end_where_they_are_written),
        cmocka_unit_test(what_browsers_without_frames_show_is_no_text),
        cmocka_unit_test(a_page_without_text_is_told),
        cmocka_unit_test(metadata_are_taken_by_trust),
        cmocka_unit_test(what_is_described_for_machines_holds),
        cmocka_unit_test(pages_that_are_built_to_be_slow_are_refused),
        cmocka_unit_test(many_paragraphs_and_items_are_not_deep),
        cmocka_unit_test(a_page_that_grows_when_parsed_is_stopped),
        cmocka_unit_test(any_damage_ends_well),
        cmocka_unit_test(every_failed_allocation_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#else

static void without_the_library_it_is_told(void **state)
{
    (void)state;
    expect_read("f.html", "<p>x", NULL, "!unsupported 0:-1\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(without_the_library_it_is_told)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
#endif
