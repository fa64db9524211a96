/* formats.c: which reader a file is given to, by the end of its name or by how it begins. */
#include "read/read.h"

#include <string.h>
#include <strings.h>

enum { HEAD = 4096 }; /* so many bytes tell what begins how */

/* When a file is read that was not named by itself but lies in a folder or an archive. */
typedef enum taken {
    ALWAYS,
    IF_RECOGNIZED, /* names like this are given to many things that are no articles */
} taken;

typedef struct format {
    const char *endings; /* of names, with a space after each */
    taken taken;
    bool (*recognize)(const char *head, size_t n); /* NULL: any bytes may be this */
    rsd_status (*read)(const rsd_source *source);
} format;

static bool never(const char *head, size_t n)
{
    (void)head;
    (void)n;
    return false;
}

static const format formats[] = {
    {".txt .text .md .markdown ", ALWAYS, NULL, rsd_read_text},
    {".jsonl .ndjson ", ALWAYS, NULL, rsd_read_json_lines},
    {".json ", IF_RECOGNIZED, never, rsd_read_json},
};
enum { FORMAT_COUNT = sizeof formats / sizeof *formats };

static bool has_ending(const char *endings, const char *dot)
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
        if (has_ending(formats[i].endings, dot)) {
            return &formats[i];
        }
    }
    return NULL;
}

/* The format that begins like this; a text if there is none. */
static const format *format_of_head(const char *head, size_t n)
{
    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        if (formats[i].recognize != NULL && formats[i].recognize(head, n)) {
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
static rsd_status choose(const rsd_source *source, const char *name, bool given,
                         const format **chosen)
{
    *chosen = format_of_name(name);
    if (*chosen == NULL ? !given : given || (*chosen)->taken == ALWAYS) {
        return RSD_OK;
    }
    const char *head;
    size_t n;
    rsd_status status = rsd_input_peek(source->input, HEAD, &head, &n, source->err);
    if (status != RSD_OK) {
        return rsd_input_failed(source, status);
    }
    if (*chosen == NULL) {
        *chosen = format_of_head(head, n);
    } else if (!(*chosen)->recognize(head, n)) {
        *chosen = NULL;
    }
    return RSD_OK;
}

rsd_status rsd_read_source(rsd_source *source, const char *name, bool given)
{
    const format *chosen = NULL;
    rsd_status status = choose(source, name, given, &chosen);
    if (status != RSD_OK || chosen == NULL) {
        return status;
    }
    status = rsd_scopes_collect(source->scopes, source->key, &source->fields);
    status = status == RSD_OK ? chosen->read(source) : rsd_fail_nomem(source->err);
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
                         .key = name,
                         .path = name};
    rsd_status status = rsd_read_source(&source, name, true);
    rsd_input_free(&input);
    return status;
}
