/* test_xml.c: TEI and feeds, and XML that does harm. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "reading.h"

#include <stdlib.h>

#ifdef RSD_HAVE_XML

static void expect(const char *xml, const char *want)
{
    expect_read("f.xml", xml, NULL, want);
}

/* ---- TEI ---- */

#define HEADER                                                                                     \
    "<teiHeader><fileDesc><titleStmt><title>The\n title</title><author>A</author></titleStmt>"     \
    "<publicationStmt><publisher>Lab</publisher><date when='2020'/></publicationStmt>"             \
    "<sourceDesc><bibl><publisher>Paper</publisher><date when='2017-05-04'>4 May</date></bibl>"    \
    "</sourceDesc></fileDesc></teiHeader>"

static void the_body_of_a_text_is_read(void **state)
{
    (void)state;
    expect(
        "<?xml version='1.0'?><TEI xmlns='http://www.tei-c.org/ns/1.0' xml:lang='en'>" HEADER
        "<text><body><div><head>One</head>\n<p>First <hi>pa</hi>ra-\n<lb break='no'/>graph<note>no"
        "</note>.</p>\n<p>Second,<lb/>of <choice><orig>ye</orig><reg>the</reg></choice> two.</p>"
        "<lg><l>A line</l><l>and one</l></lg></div></body></text></TEI>",
        "f.xml|author=A|date=2017-05-04|language=en|source=Paper|title=The title: ## One\n\n"
        "First para-graph.\n\nSecond, of ye two.\n\nA line\nand one\n");
}

static void tokens_are_joined_as_they_say(void **state)
{
    (void)state;
    expect("<TEI><text><s>\n<w>He</w>\n<w join='right'>said</w>\n<pc>,</pc>\n<w>so</w>\n"
           "<pc join='left'>.</pc>\n<w>And</w></s></text></TEI>",
           "f.xml: He said, so. And\n");
}

static void a_corpus_has_a_document_for_each_text(void **state)
{
    (void)state;
    expect("<teiCorpus>" HEADER "<TEI xml:id='a'><text><p>x</p></text></TEI>\n"
           "<TEI><text><p>y</p></text></TEI><TEI><text/></TEI></teiCorpus>",
           "f.xml#a|id=a: x\nf.xml#2: y\n!no_text 3:-1\n");
}

/* ---- Feeds ---- */

static void items_of_a_feed_are_articles(void **state)
{
    (void)state;
    expect("<?xml version='1.0'?><rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/' "
           "xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel>"
           "<title>Site</title><language>fa</language><link>http://a</link>"
           "<item><title>One &amp; two</title><link>http://a/1</link><guid>g1</guid>"
           "<pubDate>Wed, 06 Sep 2017 10:00:00 GMT</pubDate><dc:creator>C</dc:creator>"
           "<description>Short.</description>"
           "<content:encoded>The whole.</content:encoded></item>"
           "<item><description>Only this.</description></item><item/></channel></rss>",
           "f.xml#g1|author=C|date=2017-09-06|id=g1|language=fa|source=Site|title=One & two"
           "|url=http://a/1: # One & two\n\nThe whole.\n"
           "f.xml#2|language=fa|source=Site: Only this.\n!no_text 1:-1\n");
}

static void entries_of_atom_are_articles(void **state)
{
    (void)state;
    expect("<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en'><title>Site</title><entry>"
           "<title>T</title><link rel='edit' href='no'/><link href='http://a/1'/><id>i1</id>"
           "<updated>2018-01-01</updated><published>2017-05-04T10:00:00Z</published>"
           "<author><name>A</name></author><content type='xhtml'><div><p>One <b>b</b>old.</p>\n"
           "<p>Two.</p></div></content></entry></feed>",
           "f.xml#i1|author=A|date=2017-05-04T10:00:00Z|id=i1|language=en|source=Site|title=T"
           "|url=http://a/1: # T\n\nOne bold.\n\nTwo.\n");
}

static void items_of_rdf_stand_beside_the_channel(void **state)
{
    (void)state;
    expect("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
           "xmlns='http://purl.org/rss/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'>"
           "<channel><title>Old</title><dc:language>fa</dc:language></channel>"
           "<item><title>T</title><dc:date>2004-01-02</dc:date><description>x</description></item>"
           "</rdf:RDF>",
           "f.xml#1|date=2004-01-02|language=fa|source=Old|title=T: # T\n\nx\n");
    expect("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
           "xmlns='http://my.netscape.com/rdf/simple/0.9/'><channel><title>Old</title></channel>"
           "<item><title>T</title><link>http://a</link></item></rdf:RDF>",
           "f.xml#1|source=Old|title=T|url=http://a: # T\n");
}

#define RSS                                                                                        \
    "<rss xmlns:media='http://search.yahoo.com/mrss/' "                                            \
    "xmlns:content='http://purl.org/rss/1.0/modules/content/' "                                    \
    "xmlns:atom='http://www.w3.org/2005/Atom'><channel>"
#define END "</channel></rss>"

static void media_are_no_part_of_what_an_item_says(void **state)
{
    (void)state;
    static const char *const own[] = {"<title>T</title>", "<link>http://a/1</link>",
                                      "<description>The text.</description>"};
    static const char media[] =
        "<media:title>M</media:title><media:content url='http://a/i.jpg'/>"
        "<media:description>A picture.</media:description><atom:link href='http://a/feed'/>";
    char feed[1024];
    snprintf(feed, sizeof feed, RSS "<item>%s%s%s%s</item>" END, media, own[0], own[1], own[2]);
    expect(feed, "f.xml#1|title=T|url=http://a/1: # T\n\nThe text.\n");
    snprintf(feed, sizeof feed, RSS "<item>%s%s%s%s</item>" END, own[2], own[1], own[0], media);
    expect(feed, "f.xml#1|title=T|url=http://a/1: # T\n\nThe text.\n");
    expect(RSS "<media:title>M</media:title><title>Site</title><item><title>T</title></item>" END,
           "f.xml#1|source=Site|title=T: # T\n");
}

static void the_first_that_says_anything_holds(void **state)
{
    (void)state;
    expect(RSS "<item><content:encoded></content:encoded><description>x</description></item>" END,
           "f.xml#1: x\n");
    expect(RSS
           "<item><description>x</description><content:encoded> \n</content:encoded></item>" END,
           "f.xml#1: x\n");
    expect("<rss xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><item><dc:creator/>"
           "<author>A</author><title>T</title><atom:link xmlns:atom='http://www.w3.org/2005/Atom' "
           "href='http://a/1'/></item></channel></rss>",
           "f.xml#1|author=A|title=T|url=http://a/1: # T\n");
}

static void a_prefix_without_a_declaration_is_no_bare_name(void **state)
{
    (void)state;
    expect("<rss><channel><item><media:title>M</media:title>\n<title>T</title>"
           "<media:title>N</media:title><description>Short.</description>\n"
           "<content:encoded>The whole.</content:encoded></item></channel></rss>",
           "bad_xml 1:-1\nbad_xml 3:-1\nf.xml#1|title=T: # T\n\nThe whole.\n");
}

static void markup_in_items_is_read_as_html(void **state)
{
    (void)state;
    const char *feed = "<rss><channel><item><description><![CDATA[<p>One &amp; <b>b</b>old.</p>"
                       "<script>x</script><p>Two.]]></description></item></channel></rss>";
#ifdef RSD_HAVE_HTML
    expect(feed, "f.xml#1: One & bold.\n\nTwo.\n");
#else
    expect(feed, "!unsupported 1:-1\n");
#endif
}

static void titles_are_read_as_what_they_are(void **state)
{
    (void)state;
#ifdef RSD_HAVE_HTML
    expect("<rss><channel><title>A &amp;amp; B</title><item><title>It&amp;#8217;s\n"
           "&lt;em&gt;real&lt;/em&gt;</title></item></channel></rss>",
           "f.xml#1|source=A & B|title=It\u2019s real: # It\u2019s real\n");
    expect("<feed><title type='html'>S &lt;i&gt;i&lt;/i&gt;</title><entry>"
           "<title type='html'>T &lt;b&gt;bold&lt;/b&gt;</title></entry></feed>",
           "f.xml#1|source=S i|title=T bold: # T bold\n");
#endif
    expect("<rss><channel><item><title>AT&amp;T &lt;3</title></item>"
           "<item><title>R&amp;D &lt;expected</title></item></channel></rss>",
           "f.xml#1|title=AT&T <3: # AT&T <3\n"
           "f.xml#2|title=R&D <expected: # R&D <expected\n");
    expect("<feed><entry><title type='xhtml'><div>T <b>b</b>old</div></title></entry>"
           "<entry><title>a &lt;b&gt; &amp;amp;</title></entry></feed>",
           "f.xml#1|title=T bold: # T bold\nf.xml#2|title=a <b> &amp;: # a <b> &amp;\n");
}

static void text_in_atom_is_of_the_type_it_says(void **state)
{
    (void)state;
    expect("<feed><entry><content type='text'>\na &lt;b&gt;no html&lt;/b&gt;\n</content></entry>"
           "<entry><content>a &lt;b&gt;</content></entry>"
           "<entry><content type='image/png'>iVBO</content><summary>s</summary></entry></feed>",
           "f.xml#1: a <b>no html</b>\nf.xml#2: a <b>\nf.xml#3: s\n");
#ifdef RSD_HAVE_HTML
    expect("<feed><entry><content type='html'>&lt;p&gt;a&lt;/p&gt;b</content></entry></feed>",
           "f.xml#1: a\n\nb\n");
#endif
}

/* ---- References ---- */

static void characters_are_known_by_the_names_of_html(void **state)
{
    (void)state;
    expect("<TEI><text><p n='&quot;'>caf&eacute; and&nbsp;more &mdash; &lt;&#233;&#xE9;</p></text>"
           "</TEI>",
           "f.xml: caf\u00E9 and\u00A0more \u2014 <\u00E9\u00E9\n");
    expect("<!DOCTYPE TEI SYSTEM 'tei.dtd'><TEI><text><p>caf&eacute; and</p></text></TEI>",
           "f.xml: caf\u00E9 and\n");
    expect("<!DOCTYPE rss [<!-- ' --><!ENTITY eacute '&#233;'>]>"
           "<rss><channel><item><description>caf&eacute; x</description></item></channel></rss>",
           "f.xml#1: caf\u00E9 x\n");
    expect(
        "<feed><entry><title>T</title><link href='http://a/?b=1&amp;c=&eacute;'/></entry></feed>",
        "f.xml#1|title=T|url=http://a/?b=1&c=\u00E9: # T\n");
}

static void other_references_stay_and_are_told(void **state)
{
    (void)state;
    expect("<TEI><text><p>a &fo.o; b,\n&fo.o; AT&T</p>\n<p>&; & &lt;</p></text></TEI>",
           "bad_xml 1:-1\nbad_xml 2:-1\nbad_xml 2:-1\nbad_xml 3:-1\nbad_xml 3:-1\n"
           "f.xml: a &fo.o; b, &fo.o; AT&T\n\n&; & <\n");
}

static void what_looks_like_a_reference_is_none_where_it_is_text(void **state)
{
    (void)state;
    expect("<?x &a;?><!-- &b; --><TEI><text><p><![CDATA[a &eacute; & b]]> &amp;eacute;</p></text>"
           "</TEI>",
           "f.xml: a &eacute; & b &eacute;\n");
}

static void references_are_read_behind_an_error(void **state)
{
    (void)state;
    expect("<TEI><text><p>&#0; a &amp; b &eacute; &lt;</p></text></TEI>",
           "bad_xml 1:-1\nf.xml: a & b \u00E9 <\n");
}

static void references_are_read_in_utf_16(void **state)
{
    (void)state;
    static log got;
    static const char xml[] = "<?xml version='1.0' encoding='UTF-16'?>"
                              "<TEI><text><p>caf&eacute; &amp; more</p></text></TEI>";
    char wide[2 * sizeof xml] = "\xFF\xFE";
    for (size_t i = 0; i + 1 < sizeof xml; i++) {
        wide[2 + 2 * i] = xml[i];
    }
    assert_int_equal(read_bytes(&got, "f.xml", wide, sizeof wide, NULL), RSD_OK);
    assert_string_equal(got.text, "f.xml: caf\u00E9 & more\n");
}

/* ---- What is no good ---- */

static void other_xml_is_told(void **state)
{
    (void)state;
    expect("<html xmlns='http://www.w3.org/1999/xhtml'><p>x</p></html>", "!unsupported 0:-1\n");
    expect("no XML", "!bad_xml 1:-1\n");
    expect("", "!empty 0:-1\n");
    expect("<rss><channel>\n<item><description>x</description></item>\n<item>",
           "bad_xml 3:-1\nf.xml#1: x\n!no_text 3:-1\n");
}

static void each_error_is_told_with_its_line(void **state)
{
    (void)state;
    static log got;
    expect("<rss><channel>\n<item><description>a &#0; b</description></item>\n"
           "<item><description>c &#1; d</description></item></channel></rss>",
           "bad_xml 2:-1\nbad_xml 3:-1\nf.xml#1: a  b\nf.xml#2: c  d\n");
    static char many[8192];
    size_t n = (size_t)sprintf(many, "<TEI><text>x");
    for (int i = 0; i < 300; i++) {
        n += (size_t)sprintf(many + n, "&#0;\n");
    }
    sprintf(many + n, "</text></TEI>");
    assert_int_equal(read_bytes(&got, "f.xml", many, strlen(many), NULL), RSD_OK);
    assert_non_null(strstr(got.text, "bad_xml 100:-1\nf.xml: x\n"));
}

static void lines_of_items_are_told_in_long_files(void **state)
{
    (void)state;
    static log got;
    enum { LINES = 70000 };
    static char feed[LINES + 100];
    size_t n = (size_t)sprintf(feed, "<rss><channel>");
    memset(feed + n, '\n', LINES);
    sprintf(feed + n + LINES, "<item>\n</item></channel></rss>");
    assert_int_equal(read_bytes(&got, "f.xml", feed, strlen(feed), NULL), RSD_OK);
    assert_string_equal(got.text, "!no_text 70001:-1\n");
}

static void entities_and_other_files_are_not_read(void **state)
{
    (void)state;
    expect("<!DOCTYPE TEI [<!ENTITY file SYSTEM 'file:///etc/passwd'><!ENTITY in 'inside'>]>"
           "<TEI><text><p>before &file; &in; after</p></text></TEI>",
           "bad_xml 1:-1\nbad_xml 1:-1\nf.xml: before &file; &in; after\n");
    expect("<!DOCTYPE TEI SYSTEM 'http://127.0.0.1:1/x.dtd'><TEI><text><p>x</p></text></TEI>",
           "f.xml: x\n");
}

static void a_bomb_of_entities_does_not_go_off(void **state)
{
    (void)state;
    static char bomb[8192];
    static log got;
    size_t n = (size_t)sprintf(bomb, "<!DOCTYPE TEI [<!ENTITY a0 'ha'>");
    for (int i = 1; i < 20; i++) {
        n += (size_t)sprintf(bomb + n, "<!ENTITY a%d '", i);
        for (int k = 0; k < 10; k++) {
            n += (size_t)sprintf(bomb + n, "&a%d;", i - 1);
        }
        n += (size_t)sprintf(bomb + n, "'>");
    }
    sprintf(bomb + n, "]><TEI xml:id='&a19;'><text><p>x&a19;</p></text></TEI>");
    assert_int_equal(read_bytes(&got, "f.xml", bomb, strlen(bomb), NULL), RSD_OK);
    assert_null(strstr(got.text, "ha"));
}

static void deep_xml_is_refused(void **state)
{
    (void)state;
    static log got;
    static char deep[200000];
    size_t n = (size_t)sprintf(deep, "<TEI><text>");
    while (n + 8 < sizeof deep) {
        memcpy(deep + n, "<p>", 3);
        n += 3;
    }
    assert_int_equal(read_bytes(&got, "f.xml", deep, n, NULL), RSD_OK);
    assert_non_null(strstr(got.text, "bad_xml"));
}

static void any_damage_ends_well(void **state)
{
    (void)state;
    static log got;
    char xml[] = "<?xml version='1.0' encoding='UTF-8'?><!DOCTYPE r [<!ENTITY e 'x'>]>"
                 "<rss><channel><title>T</title><item><guid>g</guid><pubDate>6 Sep 2017</pubDate>"
                 "<description>&e;<![CDATA[<p>a]]></description></item></channel></rss>";
    const size_t whole = sizeof xml - 1;
    for (size_t n = 0; n < whole; n++) {
        assert_int_equal(read_bytes(&got, "f.xml", xml, n, NULL), RSD_OK);
        for (int flip = 1; flip < 256; flip += 29) {
            xml[n] = (char)(xml[n] ^ flip);
            assert_int_equal(read_bytes(&got, "f.xml", xml, whole, NULL), RSD_OK);
            xml[n] = (char)(xml[n] ^ flip);
        }
    }
}

static void every_failed_allocation_is_reported(void **state)
{
    (void)state;
    const char *tei = "<TEI>" HEADER "<text><p>x &eacute; &e; &#0;</p></text></TEI>";
    const char *feed = "<rss><channel><title>T</title><item><title>a &amp;lt;</title><guid>g</guid>"
                       "<pubDate>6 Sep 2017</pubDate><description>x</description></item></channel>"
                       "</rss>";
    expect_failures_told("f.xml", tei, strlen(tei));
    expect_failures_told("f.xml", feed, strlen(feed));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_body_of_a_text_is_read),
        cmocka_unit_test(tokens_are_joined_as_they_say),
        cmocka_unit_test(a_corpus_has_a_document_for_each_text),
        cmocka_unit_test(items_of_a_feed_are_articles),
        cmocka_unit_test(entries_of_atom_are_articles),
        cmocka_unit_test(items_of_rdf_stand_beside_the_channel),
        cmocka_unit_test(media_are_no_part_of_what_an_item_says),
        cmocka_unit_test(the_first_that_says_anything_holds),
        cmocka_unit_test(a_prefix_without_a_declaration_is_no_bare_name),
        cmocka_unit_test(markup_in_items_is_read_as_html),
        cmocka_unit_test(titles_are_read_as_what_they_are),
        cmocka_unit_test(text_in_atom_is_of_the_type_it_says),
        cmocka_unit_test(characters_are_known_by_the_names_of_html),
        cmocka_unit_test(other_references_stay_and_are_told),
        cmocka_unit_test(what_looks_like_a_reference_is_none_where_it_is_text),
        cmocka_unit_test(references_are_read_behind_an_error),
        cmocka_unit_test(references_are_read_in_utf_16),
        cmocka_unit_test(other_xml_is_told),
        cmocka_unit_test(each_error_is_told_with_its_line),
        cmocka_unit_test(lines_of_items_are_told_in_long_files),
        cmocka_unit_test(entities_and_other_files_are_not_read),
        cmocka_unit_test(a_bomb_of_entities_does_not_go_off),
        cmocka_unit_test(deep_xml_is_refused),
        cmocka_unit_test(any_damage_ends_well),
        cmocka_unit_test(every_failed_allocation_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#else

static void without_the_library_it_is_told(void **state)
{
    (void)state;
    expect_read("f.rss", "<rss>", NULL, "!unsupported 0:-1\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(without_the_library_it_is_told)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
#endif
