/* json.c: jansson with rasad's memory, and JSON that is larger than memory, value by value. */
#include "read/json.h"

#include <string.h>

enum { CHUNK = 64 * 1024 };

static _Thread_local bool out_of_memory;

static void *alloc_json(size_t size)
{
    void *block = rsd_alloc(size);
    out_of_memory = out_of_memory || block == NULL;
    return block;
}

void rsd_json_begin(void)
{
    json_set_alloc_funcs(alloc_json, rsd_free);
    out_of_memory = false;
}

bool rsd_json_out_of_memory(void)
{
    return out_of_memory;
}

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
