/* json.c: json-c for whole values, and JSON that is larger than memory, value by value. */
#include "read/json.h"

#include <limits.h>
#include <string.h>

enum { CHUNK = 64 * 1024 };

/* ---- Parsing ---- */

json_tokener *rsd_json_parser(void)
{
    enum { DEPTH = 1024 };
    json_tokener *parser = json_tokener_new_ex(DEPTH);
    if (parser != NULL) {
        json_tokener_set_flags(parser, JSON_TOKENER_STRICT);
    }
    return parser;
}

static bool is_blank(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (s[i] != ' ' && s[i] != '\t' && s[i] != '\r' && s[i] != '\n') {
            return false;
        }
    }
    return true;
}

json_object *rsd_json_parse(json_tokener *parser, const char *json, size_t n, rsd_json_fault *fault)
{
    json_tokener_reset(parser);
    const int some = n > INT_MAX ? INT_MAX : (int)n;
    json_object *value = json_tokener_parse_ex(parser, json, some);
    size_t at = json_tokener_get_parse_end(parser);
    enum json_tokener_error why = json_tokener_get_error(parser);
    if (why == json_tokener_continue) {
        value = json_tokener_parse_ex(parser, "", 1); /* its NUL: nothing comes any more */
        why = json_tokener_get_error(parser);
        at = n;
    }
    if (why == json_tokener_success && is_blank(json + at, n - at)) {
        return value; /* NULL is null */
    }
    json_object_put(value);
    *fault = (rsd_json_fault){.message = why == json_tokener_success
                                             ? "something follows where the JSON has ended"
                                             : json_tokener_error_desc(why),
                              .offset = at};
    for (size_t i = 0; i < at; i++) {
        fault->line += json[i] == '\n';
    }
    return NULL;
}

/* Is a whole number the one that stands for all that are larger? */
static bool is_largest(const json_object *value)
{
    return json_object_is_type(value, json_type_int) &&
           (json_object_get_int64(value) == INT64_MIN ||
            json_object_get_uint64(value) == UINT64_MAX);
}

bool rsd_json_is_cut(const json_object *value, const char *json, size_t n)
{
    if (json_object_is_type(value, json_type_object)) {
        json_object_object_foreach(value, name, member)
        {
            (void)name;
            if (is_largest(member)) {
                return true;
            }
        }
    }
    const char *end = json + n;
    for (const char *at = json; (at = memchr(at, '\\', (size_t)(end - at))) != NULL;) {
        if (end - at < 4) {
            break;
        }
        if (at[1] == 'u' && (at[2] == 'd' || at[2] == 'D') && at[3] > '7') {
            return true; /* half of a pair, if not of a whole one */
        }
        at += 2;
    }
    return false;
}

const char *rsd_json_string(const json_object *value, size_t *n)
{
    if (!json_object_is_type(value, json_type_string)) {
        return NULL;
    }
    *n = (size_t)json_object_get_string_len(value);
    return json_object_get_string((json_object *)(uintptr_t)value); /* which stays as it is */
}

size_t rsd_json_count(const json_object *value)
{
    return json_object_is_type(value, json_type_array) ? json_object_array_length(value) : 0;
}

bool rsd_json_has_members(const json_object *value)
{
    return json_object_is_type(value, json_type_object);
}

/* ---- Mending ---- */

/* The unit of UTF-16 that s[0..n) begins with as \uXXXX; 0 if it begins otherwise. */
static unsigned unit_at(const char *s, size_t n)
{
    unsigned unit = 0;
    if (n < 6 || s[0] != '\\' || s[1] != 'u') {
        return 0;
    }
    for (int i = 2; i < 6; i++) {
        const char *digits = "0123456789abcdef";
        const char *digit = strchr(digits, s[i] >= 'A' && s[i] <= 'F' ? s[i] + 32 : s[i]);
        if (digit == NULL || *digit == '\0') {
            return 0;
        }
        unit = unit << 4 | (unsigned)(digit - digits);
    }
    return unit;
}

/* The bytes of an escape, which begins s[0..n), and what is to stand for it. */
static size_t mend_escape(const char *s, size_t n, const char **with, bool *mended)
{
    const unsigned unit = unit_at(s, n);
    *with = s;
    if (unit < 0xD800 || unit > 0xDFFF) {
        return n < 2 ? n : 2;
    }
    const unsigned next = n < 12 ? 0 : unit_at(s + 6, n - 6);
    if (unit < 0xDC00 && next >= 0xDC00 && next <= 0xDFFF) {
        return 12;
    }
    *mended = true;
    *with = "\\ufffd";
    return 6;
}

/* The end of the string that begins at the quotation mark at `at`. */
static rsd_status mend_string(const char *s, size_t n, size_t *at, rsd_buf *out, bool *mended)
{
    size_t from = (*at)++;
    rsd_status status = RSD_OK;
    while (*at < n && s[*at] != '"' && status == RSD_OK) {
        const char *with = s + *at;
        const size_t len = s[*at] == '\\' ? mend_escape(s + *at, n - *at, &with, mended) : 1;
        if (with != s + *at) {
            status = rsd_buf_add(out, s + from, *at - from);
            if (status == RSD_OK) {
                status = rsd_buf_add(out, with, len);
            }
            from = *at + len;
        }
        *at += len;
    }
    *at += *at < n;
    return status == RSD_OK ? rsd_buf_add(out, s + from, *at - from) : status;
}

/* Takes a number as it is, or as a string if it has more digits than can be counted on. */
static rsd_status mend_number(const char *s, size_t n, size_t *at, rsd_buf *out, bool *mended)
{
    enum { DIGITS = 18 };
    const size_t from = *at;
    while (*at < n && strchr("+-.eE0123456789", s[*at]) != NULL && s[*at] != '\0') {
        (*at)++;
    }
    const bool is_large = *at - from > DIGITS;
    *mended = *mended || is_large;
    rsd_status status = is_large ? rsd_buf_add(out, "\"", 1) : RSD_OK;
    if (status == RSD_OK) {
        status = rsd_buf_add(out, s + from, *at - from);
    }
    return status == RSD_OK && is_large ? rsd_buf_add(out, "\"", 1) : status;
}

rsd_status rsd_json_mend(const char *json, size_t n, rsd_buf *out, bool *mended)
{
    rsd_status status = RSD_OK;
    out->len = 0;
    *mended = false;
    for (size_t at = 0; at < n && status == RSD_OK;) {
        if (json[at] == '"') {
            status = mend_string(json, n, &at, out, mended);
        } else if (json[at] == '-' || (json[at] >= '0' && json[at] <= '9')) {
            status = mend_number(json, n, &at, out, mended);
        } else {
            status = rsd_buf_add(out, json + at++, 1);
        }
    }
    return status;
}

/* ---- Walking ---- */

/* Fills the window, all of which was passed. */
static rsd_status look_further(rsd_json *json)
{
    rsd_buf *window = &json->window;
    json->base += window->len;
    json->at = window->len = 0;
    if (rsd_buf_reserve(window, CHUNK) != RSD_OK) {
        return rsd_fail_nomem(json->err);
    }
    rsd_status status = rsd_input_read(json->input, window->data, CHUNK, &window->len, json->err);
    json->ended = status == RSD_OK && window->len == 0;
    return status;
}

void rsd_json_pass(rsd_json *json)
{
    json->line += json->window.data[json->at] == '\n';
    json->at++;
}

rsd_status rsd_json_peek(rsd_json *json, int *next)
{
    *next = -1;
    while (!json->ended) {
        if (json->at == json->window.len) {
            rsd_status status = look_further(json);
            if (status != RSD_OK) {
                return status;
            }
            continue;
        }
        const char c = json->window.data[json->at];
        if (c != ' ' && c != '\t' && c != '\r' && c != '\n') {
            *next = (unsigned char)c;
            return RSD_OK;
        }
        rsd_json_pass(json);
    }
    return RSD_OK;
}

/* Where in a value one is. */
typedef struct nesting {
    size_t depth;
    bool in_string;
    bool escaped;
    bool is_plain; /* a number or a word: anything may end it */
} nesting;

/* Looks at a byte of a value. *ends: the value ends before it; the result: it ends with it. */
static bool look_at(nesting *n, char c, bool *ends)
{
    *ends = false;
    if (n->in_string) {
        n->in_string = n->escaped || c != '"';
        n->escaped = !n->escaped && c == '\\';
        return !n->in_string && n->depth == 0;
    }
    if (n->is_plain) {
        *ends = strchr(",:]}[{\" \t\r\n", c) != NULL && c != '\0';
        return false;
    }
    n->in_string = c == '"';
    n->depth += c == '{' || c == '[' ? 1 : 0;
    n->depth -= (c == '}' || c == ']') && n->depth > 0 ? 1 : 0;
    n->is_plain = n->depth == 0 && !n->in_string && c != '}' && c != ']';
    return n->depth == 0 && !n->in_string && !n->is_plain;
}

rsd_status rsd_json_value(rsd_json *json, rsd_buf *out)
{
    nesting n = {.depth = 0};
    bool done = false;
    int first;
    rsd_status status = rsd_json_peek(json, &first);
    while (status == RSD_OK && !done && !json->ended) {
        if (json->at == json->window.len) {
            status = look_further(json);
            continue;
        }
        const size_t start = json->at;
        bool ends = false;
        while (json->at < json->window.len && !done) {
            done = look_at(&n, json->window.data[json->at], &ends);
            if (ends) {
                done = true;
                break;
            }
            rsd_json_pass(json);
        }
        if (rsd_buf_add(out, json->window.data + start, json->at - start) != RSD_OK) {
            return rsd_fail_nomem(json->err);
        }
        if (out->len > 2 * RSD_MAX_SOURCE) {
            return rsd_fail(json->err, RSD_ERR_LIMIT, NULL, rsd_json_line(json),
                            rsd_json_offset(json),
                            "a record is larger than any article may be; the rest is left out");
        }
    }
    return status;
}

uint64_t rsd_json_line(const rsd_json *json)
{
    return json->line + 1;
}

uint64_t rsd_json_offset(const rsd_json *json)
{
    return json->base + json->at;
}

void rsd_json_free(rsd_json *json)
{
    rsd_buf_free(&json->window);
}
