/* text.c: texts and Markdown: what the bytes of a file are, in which encoding, and whether they are
 * an article at all. */
#include "read/front.h"

#include <string.h>

enum {
    FEW_CONTROLS = 8,      /* so many control bytes a text may have by accident */
    TEXT_PER_CONTROL = 20, /* of the bytes of a text, at most one in so many is a control */
    FEW_BAD_BYTES = 8,     /* so many bytes of a text may fail to be characters by accident */
    TEXT_PER_BAD_BYTE = 10 /* beyond them, at most one in so many */
};

/* What a text is made of. */
typedef struct text_facts {
    size_t nuls;
    size_t first_nul;
    size_t controls; /* NULs among them */
    size_t high;     /* bytes above 0x7F */
    size_t bad;      /* bytes that are not UTF-8 */
    size_t first_bad;
} text_facts;

static text_facts examine(const char *s, size_t n)
{
    text_facts facts = {.first_nul = n, .first_bad = n};
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        facts.high += c >= 0x80;
        facts.controls += c < 0x08 || (c > 0x0D && c < 0x20 && c != 0x1B) || c == 0x7F;
        if (c == 0) {
            facts.first_nul = facts.nuls++ == 0 ? i : facts.first_nul;
        }
    }
    for (size_t at = 0; facts.high > 0;) {
        at += rsd_utf8_check(s + at, n - at);
        if (at == n) {
            break;
        }
        facts.first_bad = facts.bad++ == 0 ? at : facts.first_bad;
        at++;
    }
    return facts;
}

/* Why the bytes are no text, by the mark that they begin with; NULL if they have none. */
static const char *why_marked(const char *s, size_t n)
{
    static const struct {
        const char *mark;
        size_t n;
        const char *why;
    } marks[] = {
        {"\xFF\xFE\0\0", 4, "is UTF-32; convert it to UTF-8"},
        {"\0\0\xFE\xFF", 4, "is UTF-32; convert it to UTF-8"},
        {"%PDF-", 5, "is a PDF file; save its text as UTF-8"},
        {"PK\x03\x04", 4, "is a ZIP or office file; save its text as UTF-8"},
        {"\xD0\xCF\x11\xE0", 4, "is an office file; save its text as UTF-8"},
        {"\x1F\x8B", 2, "is compressed with gzip; name it .gz"},
    };
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (n >= marks[i].n && memcmp(s, marks[i].mark, marks[i].n) == 0) {
            return marks[i].why;
        }
    }
    return NULL;
}

/* Are too many characters of the text such that mean nothing: for private use, for none, lost? So
 * is one in eight of any bytes that begin like UTF-16. */
static bool is_nonsense(const char *s, size_t n)
{
    size_t nonsense = 0;
    size_t characters = 0;
    for (size_t at = 0; at < n; characters++) {
        uint32_t cp = 0;
        at += rsd_utf8_decode(s + at, n - at, &cp);
        nonsense += (cp >= 0xE000 && cp < 0xF900) || (cp & 0xFFFE) == 0xFFFE || cp == 0xFFFD;
    }
    return nonsense > FEW_BAD_BYTES && nonsense > characters / TEXT_PER_BAD_BYTE;
}

static bool is_decoded(const rsd_text *text)
{
    return text->decoding.encoding != RSD_ENCODING_UTF_8;
}

/* Why a text is none, or NULL if it is one. */
static const char *why_binary(const rsd_text *text, size_t n, const text_facts *facts)
{
    if (facts->controls > n / 3 ||
        (facts->controls > FEW_CONTROLS && facts->controls > n / TEXT_PER_CONTROL)) {
        return "is not text but binary data";
    }
    if (facts->bad > facts->high / 2 &&
        (facts->bad > n / 2 ||
         (facts->bad > FEW_BAD_BYTES && facts->bad > n / TEXT_PER_BAD_BYTE))) {
        return "is not text in UTF-8, UTF-16, Windows-1256 or ISO-8859-6; convert it to UTF-8";
    }
    if (is_decoded(text) && is_nonsense(text->decoded.data, n)) {
        return "is not text but binary data";
    }
    return NULL;
}

/* Decides what the bytes are encoded in; if that is not UTF-8, makes their text. */
static rsd_status decode(rsd_text *text, rsd_error *err)
{
    const rsd_encoding encoding = rsd_encoding_of(text->bytes.data, text->bytes.len);
    text->decoding.encoding = encoding;
    return is_decoded(text) ? rsd_decode(encoding, text->bytes.data, text->bytes.len,
                                         &text->decoded, &text->decoding, err)
                            : RSD_OK;
}

/* A place in the text as one in the bytes. */
static uint64_t source_offset(const rsd_text *text, size_t offset)
{
    uint32_t start = (uint32_t)offset;
    uint32_t end;
    if (is_decoded(text)) {
        rsd_decoding_to_source(&text->decoding, start, start, &start, &end);
    }
    return start;
}

/* Warns of what is in the text and should not be. */
static rsd_status warn_of_bytes(const rsd_text *text, const rsd_source *source, const char *utf8,
                                const text_facts *facts)
{
    rsd_status status = RSD_OK;
    if (facts->nuls > 0) {
        status = rsd_warn(
            source->sink, source->err, "nul_byte", source->key, rsd_line_at(utf8, facts->first_nul),
            source_offset(text, facts->first_nul), false,
            "%zu NUL byte%s in the text, the first here", facts->nuls, facts->nuls == 1 ? "" : "s");
    }
    if (status == RSD_OK && facts->bad > 0) {
        status = rsd_warn(source->sink, source->err, "invalid_utf8", source->key,
                          rsd_line_at(utf8, facts->first_bad), facts->first_bad, false,
                          "%zu byte%s not UTF-8, the first here", facts->bad,
                          facts->bad == 1 ? " is" : "s are");
    }
    if (status == RSD_OK && is_decoded(text)) {
        status =
            rsd_warn_of_decoding(source->sink, source->err, source->key, &text->decoding, utf8);
    }
    return status;
}

/* Makes the text of the bytes and gives the warnings that it deserves. */
static rsd_status take_bytes(rsd_text *text, const rsd_source *source, const rsd_buf **utf8)
{
    if (text->bytes.len == 0) {
        return rsd_warn_source(source, "empty", true, "is empty");
    }
    const char *why = why_marked(text->bytes.data, text->bytes.len);
    if (why != NULL) {
        return rsd_warn_source(source, "binary", true, "%s", why);
    }
    rsd_status status = decode(text, source->err);
    if (status != RSD_OK) {
        return status;
    }
    const rsd_buf *decoded = is_decoded(text) ? &text->decoded : &text->bytes;
    size_t start = 0;
    size_t end = decoded->len;
    rsd_trim(decoded->data, &start, &end);
    if (start == end) {
        return rsd_warn_source(source, "empty", true, "holds nothing but white space");
    }
    if (decoded->len > RSD_MAX_SOURCE) {
        return rsd_warn_source(source, "too_large", true,
                               "is, in UTF-8, larger than the 64 MiB that are taken");
    }
    const text_facts facts = examine(decoded->data, decoded->len);
    why = why_binary(text, decoded->len, &facts);
    if (why != NULL) {
        return rsd_warn_source(source, "binary", true, "%s", why);
    }
    *utf8 = decoded;
    return warn_of_bytes(text, source, decoded->data, &facts);
}

rsd_status rsd_text_read(rsd_text *text, const rsd_source *source, const rsd_buf **utf8)
{
    *utf8 = NULL;
    rsd_status status = rsd_input_all(source->input, RSD_MAX_SOURCE, &text->bytes, source->err);
    return status == RSD_OK ? take_bytes(text, source, utf8) : rsd_input_failed(source, status);
}

void rsd_text_free(rsd_text *text)
{
    rsd_buf_free(&text->bytes);
    rsd_buf_free(&text->decoded);
    rsd_decoding_free(&text->decoding);
}

rsd_status rsd_read_text(const rsd_source *source)
{
    rsd_text text = {0};
    rsd_draft draft = {.source = source};
    const rsd_buf *utf8;
    rsd_status status = rsd_text_read(&text, source, &utf8);
    if (status == RSD_OK && utf8 != NULL) {
        status = rsd_front_fields(utf8->data, rsd_front_end(utf8->data, utf8->len), &draft);
        if (status == RSD_OK) {
            status = rsd_draft_send(
                &draft, (rsd_document){.key = source->key,
                                       .path = source->path,
                                       .text = utf8->data,
                                       .text_len = utf8->len,
                                       .decoding = is_decoded(&text) ? &text.decoding : NULL});
        }
    }
    rsd_text_free(&text);
    return rsd_draft_end(&draft, status);
}
