/* xml_references.c: references in XML, &name; and &#number;, before the parser sees them.
 *
 * libxml2 knows no names but XML's five and what a document declares, which is not to be expanded:
 * it drops the others, and once a file has an error in it, the five as well. Numbers it always
 * takes. So names of characters, those of HTML too, become numbers here, and any other & is made
 * text. What the document declares is passed over, and nothing refers to it. */
#include "read/xml.h"

#include <libxml/HTMLparser.h>
#include <stdio.h>
#include <string.h>

enum {
    MOST_NAME = 32,  /* bytes; the names of HTML are shorter */
    MOST_SHOWN = 64, /* bytes of an unknown name in a warning */
    MESSAGE = 160,   /* bytes of a warning */
    HIGH = 0x80      /* bytes from here on are of letters, as names may have them */
};

/* ---- A reference ---- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= HIGH ||
           c == '_' || c == ':';
}

static bool is_hex(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool is_of_name(char c)
{
    return is_letter(c) || is_digit(c) || c == '-' || c == '.';
}

size_t rsd_xml_reference(const char *s, size_t n)
{
    const bool is_number = n > 1 && s[1] == '#';
    const bool is_hexadecimal = is_number && n > 2 && s[2] == 'x';
    bool (*takes)(char) = is_hexadecimal ? is_hex : is_number ? is_digit : is_of_name;
    const size_t start = (size_t)1 + is_number + is_hexadecimal;
    size_t at = start;
    if (!is_number && (n < 2 || !is_letter(s[1]))) {
        return 0;
    }
    while (at < n && takes(s[at])) {
        at++;
    }
    return at > start && at < n && s[at] == ';' ? at + 1 : 0;
}

/* The character that XML or HTML names so, or 0. */
static unsigned character_of(const char *name, size_t n)
{
    char copy[MOST_NAME];
    if (n >= sizeof copy) {
        return 0;
    }
    memcpy(copy, name, n);
    copy[n] = '\0';
    const htmlEntityDesc *entity = htmlEntityLookup((const xmlChar *)copy);
    return entity == NULL ? 0 : entity->value;
}

/* ---- All of them ---- */

typedef struct scan {
    rsd_draft *draft;
    rsd_buf *out;
    const char *s;
    size_t n;
    size_t at;
    size_t written; /* s[0..written) is in out, or what became of it */
    uint64_t line;  /* of s[counted] */
    size_t counted;
} scan;

static bool begins(const scan *sc, const char *mark)
{
    const size_t n = strlen(mark);
    return sc->n - sc->at >= n && memcmp(sc->s + sc->at, mark, n) == 0;
}

/* Moves past the next of these marks, or to the end. */
static void pass_to(scan *sc, const char *mark)
{
    const size_t n = strlen(mark);
    const char *found = memmem(sc->s + sc->at, sc->n - sc->at, mark, n);
    sc->at = found == NULL ? sc->n : (size_t)(found - sc->s) + n;
}

/* Moves past a part in which & is but a sign, if one begins here. */
static bool pass_part(scan *sc)
{
    static const struct {
        const char *start;
        const char *end;
    } parts[] = {{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (begins(sc, parts[i].start)) {
            sc->at += strlen(parts[i].start);
            pass_to(sc, parts[i].end);
            return true;
        }
    }
    return false;
}

/* Moves past the document type, with all that is declared in its brackets. */
static void pass_document_type(scan *sc)
{
    bool is_inside = false;
    while (sc->at < sc->n) {
        if (pass_part(sc)) {
            continue;
        }
        const char c = sc->s[sc->at++];
        if (c == '"' || c == '\'') {
            pass_to(sc, c == '"' ? "\"" : "'");
        } else if (c == '[' || c == ']') {
            is_inside = c == '[';
        } else if (c == '>' && !is_inside) {
            return;
        }
    }
}

/* Puts the text in the place of the next n bytes. */
static rsd_status replace(scan *sc, size_t n, const char *text)
{
    rsd_status status = rsd_buf_add(sc->out, sc->s + sc->written, sc->at - sc->written);
    if (status == RSD_OK) {
        status = rsd_buf_add(sc->out, text, strlen(text));
    }
    sc->at += n;
    sc->written = sc->at;
    return status == RSD_OK ? RSD_OK : rsd_fail_nomem(sc->draft->source->err);
}

/* Tells of a & that stays as it is written: of a name nobody knows, or of none if n is 0. */
static rsd_status tell(scan *sc, size_t n)
{
    char message[MESSAGE] = "a & that begins no reference is taken as it stands";
    const char *written = sc->s + sc->at;
    const size_t shown = rsd_utf8_check(written, n < MOST_SHOWN ? n : MOST_SHOWN);
    for (; sc->counted < sc->at; sc->counted++) {
        sc->line += sc->s[sc->counted] == '\n';
    }
    if (n > 0) {
        snprintf(message, sizeof message,
                 "%.*s%s is no character of XML or HTML and stays as it is written", (int)shown,
                 written, shown < n ? "..." : "");
    }
    const rsd_place at = {.line = sc->line, .offset = RSD_NO_OFFSET};
    return rsd_draft_note(sc->draft, at, "bad_xml", message);
}

/* Takes the reference, or the lone &, that is here. */
static rsd_status take_reference(scan *sc)
{
    char number[16];
    const size_t n = rsd_xml_reference(sc->s + sc->at, sc->n - sc->at);
    if (n > 0 && sc->s[sc->at + 1] == '#') {
        sc->at += n;
        return RSD_OK;
    }
    const unsigned character = n == 0 ? 0 : character_of(sc->s + sc->at + 1, n - 2);
    if (character > 0) {
        snprintf(number, sizeof number, "&#%u;", character);
        return replace(sc, n, number);
    }
    rsd_status status = tell(sc, n);
    return status == RSD_OK ? replace(sc, 1, "&#38;") : status;
}

rsd_status rsd_xml_references(rsd_draft *draft, const rsd_buf *xml, rsd_buf *out)
{
    scan sc = {.draft = draft, .out = out, .s = xml->data, .n = xml->len, .line = 1};
    rsd_status status = RSD_OK;
    while (sc.at < sc.n && status == RSD_OK) {
        if (sc.s[sc.at] == '&') {
            status = take_reference(&sc);
        } else if (begins(&sc, "<!DOCTYPE")) {
            pass_document_type(&sc);
        } else if (sc.s[sc.at] != '<' || !pass_part(&sc)) {
            sc.at++;
        }
    }
    return status == RSD_OK ? replace(&sc, 0, "") : status;
}
