/* formats.c: which reader a file is given to, by the end of its name or by how it begins. */
#include "read/front.h"

#include <string.h>
#include <strings.h>

enum { HEAD = 4096 }; /* so many bytes tell what begins how */

typedef struct format {
    const char *endings; /* of names, with a space after each */
    /* Do the first bytes look like this? NULL: any may be. */
    bool (*recognize)(const rsd_read_options *options, const char *head, size_t n);
    bool by_name; /* in a folder the name is enough */
    bool by_head; /* the first bytes are enough, if the name says nothing */
    rsd_status (*read)(const rsd_source *source); /* NULL without the library it needs */
    const char *library;
} format;

#ifdef RSD_HAVE_HTML
#define READ_HTML rsd_read_html
#else
#define READ_HTML NULL
#endif
#ifdef RSD_HAVE_XML
#define READ_XML rsd_read_xml
#else
#define READ_XML NULL
#endif
#ifdef RSD_HAVE_ARCHIVE
#define READ_ARCHIVE rsd_read_archive
#else
#define READ_ARCHIVE NULL
#endif

static bool begins(const char *head, size_t n, const char *mark, size_t mark_len)
{
    return n >= mark_len && memcmp(head, mark, mark_len) == 0;
}

bool rsd_is_tar(const char *head, size_t n)
{
    return n >= RSD_TAR_HEAD && memcmp(head + RSD_TAR_HEAD - 5, "ustar", 5) == 0;
}

/* Compressed, or a tar. A ZIP may as well be an office file. */
static bool is_packed(const rsd_read_options *options, const char *head, size_t n)
{
    (void)options;
    return begins(head, n, "\x1F\x8B\x08", 3) || begins(head, n, "\x28\xB5\x2F\xFD", 4) ||
           begins(head, n, "\3757zXZ\0", 6) || begins(head, n, "BZh", 3) || rsd_is_tar(head, n);
}

/* Where what is no white space begins. */
static size_t first_letter(const char *head, size_t n)
{
    size_t start = 0;
    rsd_trim(head, &start, &n);
    return start;
}

static bool is_html(const rsd_read_options *options, const char *head, size_t n)
{
    (void)options;
    const size_t at = first_letter(head, n);
    return (n - at >= 14 && strncasecmp(head + at, "<!doctype html", 14) == 0) ||
           (n - at >= 5 && strncasecmp(head + at, "<html", 5) == 0);
}

/* TEI or a feed, by the first element. */
static bool is_known_xml(const rsd_read_options *options, const char *head, size_t n)
{
    static const char *const roots[] = {"<TEI", "<teiCorpus", "<rss", "<feed", "<rdf:RDF"};
    (void)options;
    bool found = false;
    size_t at = first_letter(head, n);
    const bool is_xml = at < n && head[at] == '<';
    for (size_t i = 0; is_xml && !found && i < sizeof roots / sizeof *roots; i++) {
        found = memmem(head, n, roots[i], strlen(roots[i])) != NULL;
    }
    return found;
}

static bool is_warc(const rsd_read_options *options, const char *head, size_t n)
{
    (void)options;
    return begins(head, n, "WARC/", 5);
}

static const format formats[] = {
    /* the first is what a file is if nothing else tells */
    {".txt .text .md .markdown ", NULL, true, false, rsd_read_text, NULL},
    {".jsonl .ndjson ", NULL, true, false, rsd_read_json_lines, NULL},
    {".json ", rsd_is_messages, false, false, rsd_read_json, NULL},
    {".csv .tsv ", rsd_is_table, false, false, rsd_read_table, NULL},
    {".conllu ", NULL, true, false, rsd_read_conllu, NULL},
    {".vrt .vert ", NULL, true, false, rsd_read_vrt, NULL},
    {".warc ", is_warc, true, true, rsd_read_warc, NULL},
    {".html .htm .xhtml ", is_html, true, true, READ_HTML, "libgumbo"},
    {".tei .rss .atom ", is_known_xml, true, true, READ_XML, "libxml2"},
    {".xml ", is_known_xml, false, true, READ_XML, "libxml2"},
    {RSD_PACKED_ENDINGS RSD_ARCHIVE_ENDINGS, is_packed, true, true, READ_ARCHIVE, "libarchive"},
};
enum { FORMAT_COUNT = sizeof formats / sizeof *formats };

bool rsd_has_ending(const char *endings, const char *dot)
{
    const size_t n = strlen(dot);
    for (const char *at = endings; *at != '\0'; at = strchr(at, ' ') + 1) {
        if (strncasecmp(at, dot, n) == 0 && at[n] == ' ') {
            return true;
        }
    }
    return false;
}

/* The format of a name; NULL if it has none. */
static const format *format_of_name(const char *name)
{
    const char *dot = strrchr(name, '.');
    for (size_t i = 0; dot != NULL && dot != name && i < FORMAT_COUNT; i++) {
        if (rsd_has_ending(formats[i].endings, dot)) {
            return &formats[i];
        }
    }
    return NULL;
}

/* The format that begins like this; a text if there is none. */
static const format *format_of_head(const rsd_read_options *options, const char *head, size_t n)
{
    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        if (formats[i].by_head && formats[i].recognize(options, head, n)) {
            return &formats[i];
        }
    }
    return &formats[0];
}

bool rsd_is_article_name(const char *name)
{
    return format_of_name(name) != NULL;
}

/* The format of a source; NULL if it is passed over. */
static rsd_status choose(const rsd_source *source, const format **chosen)
{
    *chosen = format_of_name(source->name);
    if (*chosen == NULL ? !source->given : source->given || (*chosen)->by_name) {
        return RSD_OK;
    }
    const char *head;
    size_t n;
    rsd_status status = rsd_input_peek(source->input, HEAD, &head, &n, source->err);
    if (status != RSD_OK) {
        return rsd_input_failed(source, status);
    }
    if (*chosen == NULL) {
        *chosen = format_of_head(source->options, head, n);
    } else if (!(*chosen)->recognize(source->options, head, n)) {
        *chosen = NULL;
    }
    return RSD_OK;
}

static rsd_status collect_fields(rsd_source *source, bool is_archive)
{
    rsd_status status = rsd_scopes_collect(source->scopes, source->key, &source->fields);
    const rsd_fields *inherited = source->inherited;
    for (size_t i = 0; inherited != NULL && i < inherited->len && status == RSD_OK; i++) {
        status =
            rsd_fields_add(&source->fields, inherited->items[i].name, inherited->items[i].value);
    }
    if (status == RSD_OK && source->options->path_date && !is_archive &&
        rsd_path_date(source->key, source->date)) {
        status = rsd_fields_add(&source->fields, "date", source->date);
    }
    return status == RSD_OK ? RSD_OK : rsd_fail_nomem(source->err);
}

/* Reads the source. Of what is packed and damaged nothing may be left to be read. */
static rsd_status read_chosen(rsd_source *source, const format *chosen)
{
    const char *head;
    size_t n = 1;
    const rsd_input *in = source->input;
    rsd_status status =
        source->depth > 0 ? rsd_input_peek(source->input, 1, &head, &n, source->err) : RSD_OK;
    const bool may_resume = chosen->read == rsd_read_warc;
    if (status == RSD_OK && n == 0 && in->is_broken && !in->is_whole && !may_resume) {
        *source->err = in->fault;
        status = in->fault.status;
    }
    if (status != RSD_OK) {
        return rsd_input_failed(source, status);
    }
    status = chosen->read(source);
    return status == RSD_OK ? rsd_input_tell(source) : status;
}

rsd_status rsd_read_source(rsd_source *source)
{
    const format *chosen = NULL;
    rsd_status status = choose(source, &chosen);
    if (status != RSD_OK || chosen == NULL) {
        return status;
    }
    if (chosen->read == NULL) {
        return rsd_warn_source(source, "unsupported", true,
                               "needs %s to be read; this rasad was built without it",
                               chosen->library);
    }
    status = collect_fields(source, chosen->read == READ_ARCHIVE);
    if (status == RSD_OK) {
        status = read_chosen(source, chosen);
    }
    rsd_free(source->fields.items);
    source->fields = (rsd_fields){0};
    return status;
}

rsd_status rsd_read_bytes(const char *name, const char *bytes, size_t n,
                          const rsd_read_options *options, const rsd_sink *sink, rsd_error *err)
{
    static const rsd_read_options usual = {0};
    rsd_error local = {0};
    rsd_scopes scopes = {0};
    rsd_input input = rsd_memory_input(bytes, n);
    rsd_source source = {.options = options == NULL ? &usual : options,
                         .sink = sink,
                         .err = err == NULL ? &local : err,
                         .scopes = &scopes,
                         .input = &input,
                         .name = name,
                         .key = name,
                         .path = name,
                         .given = true};
    rsd_status status = rsd_read_source(&source);
    rsd_input_free(&input);
    rsd_free(scopes.items);
    return status;
}
