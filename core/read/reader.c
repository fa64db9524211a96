/* reader.c: files and folders of articles, in the order of their keys.
 *
 * Folders are walked by descriptor, not by path: neither a renamed folder nor a path longer than
 * the system takes leads astray. One source is in memory at a time. */
#include "read/read.h"
#include "read/records.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    MAX_DEPTH = 64,         /* folders within folders */
    MAX_METADATA = 1 << 30, /* bytes of a metadata.csv */
    READ_CHUNK = 64 * 1024, /* where the size of a file is not known */
    FEW_CONTROLS = 8,       /* so many control bytes a text may have by accident */
    TEXT_PER_CONTROL = 20,  /* of the bytes of a text, at most one in so many is a control */
    FEW_BAD_BYTES = 8,      /* so many bytes of a text may fail to be characters by accident */
    TEXT_PER_BAD_BYTE = 10  /* beyond them, at most one in so many */
};

static const char metadata_name[] = "metadata.csv";

typedef struct file_id {
    dev_t dev;
    ino_t ino;
} file_id;

/* A folder being walked. */
typedef struct level {
    file_id id;
    size_t key_len;  /* of the key up to and with the '/' after this folder */
    size_t path_len; /* likewise of the path */
    bool linked;     /* it or a folder above it was reached through a symbolic link */
    rsd_metadata metadata;
} level;

/* One name in a folder. */
typedef struct entry {
    char *name; /* as the system has it */
    char *sort; /* as it stands in the key; of a folder with '/' after it */
    bool is_folder;
    bool is_link;
} entry;

/* The names of one folder. */
typedef struct entries {
    rsd_arena arena;
    entry *items;
    size_t len, cap;
} entries;

typedef struct reader {
    rsd_read_options options;
    const rsd_sink *sink;
    rsd_error *err;
    rsd_buf key;
    rsd_buf path;
    rsd_buf source;
    rsd_buf text; /* of a source that is not UTF-8 */
    rsd_decoding decoding;
    rsd_field *fields;
    size_t field_count, field_cap;
    level levels[MAX_DEPTH];
    size_t depth;
    /* The folders that were walked through links, as a hash set of (dev, ino): each is walked so
     * only once, or folders that link to each other would be walked in every order there is. */
    file_id *linked;
    size_t linked_count, linked_cap;
} reader;

static bool same_file(file_id a, file_id b)
{
    return a.dev == b.dev && a.ino == b.ino;
}

static file_id id_of(const struct stat *st)
{
    return (file_id){.dev = st->st_dev, .ino = st->st_ino};
}

/* ---- Names ---- */

/* Appends a file name as it stands in a key: bytes that are not UTF-8 become %XX. */
static rsd_status add_name(rsd_buf *buf, const char *name)
{
    size_t n = strlen(name);
    for (size_t at = 0; at < n;) {
        size_t good = rsd_utf8_check(name + at, n - at);
        if (rsd_buf_add(buf, name + at, good) != RSD_OK) {
            return RSD_ERR_NOMEM;
        }
        at += good;
        if (at < n) {
            char escape[4];
            snprintf(escape, sizeof escape, "%%%02X", (unsigned)(unsigned char)name[at++]);
            if (rsd_buf_add(buf, escape, 3) != RSD_OK) {
                return RSD_ERR_NOMEM;
            }
        }
    }
    return RSD_OK;
}

/* What a file's name says of what is in it. */
typedef enum format {
    OTHER_FORMAT, /* a text if it is given by itself */
    TEXT,
    JSON_LINES,
    JSON /* of use only if it is given by itself: many things that are no articles are JSON */
} format;

static format format_of(const char *name)
{
    static const struct {
        const char *extension;
        format format;
    } formats[] = {{".txt", TEXT},      {".text", TEXT},        {".md", TEXT},
                   {".markdown", TEXT}, {".jsonl", JSON_LINES}, {".ndjson", JSON_LINES},
                   {".json", JSON}};
    const char *dot = strrchr(name, '.');
    for (size_t i = 0; dot != NULL && dot != name && i < sizeof formats / sizeof *formats; i++) {
        if (strcasecmp(dot, formats[i].extension) == 0) {
            return formats[i].format;
        }
    }
    return OTHER_FORMAT;
}

/* Is it taken where it lies in a folder? */
static bool is_article_name(const char *name)
{
    return format_of(name) == TEXT || format_of(name) == JSON_LINES;
}

static void cut(rsd_buf *buf, size_t len)
{
    buf->len = len;
    if (buf->data != NULL) {
        buf->data[len] = '\0';
    }
}

static rsd_status set_text(rsd_buf *buf, const char *text)
{
    cut(buf, 0);
    return rsd_buf_add(buf, text, strlen(text));
}

/* ---- Warnings ---- */

static rsd_status warn_key(reader *r, const char *kind, bool skipped, const char *message)
{
    return rsd_warn(r->sink, r->err, kind, r->key.data, 0, RSD_NO_OFFSET, skipped, "%s", message);
}

/* Of a file or folder that the system refused, or an error where it is the process that lacks
 * something: then going on would lose articles that are there. */
static rsd_status refused(reader *r, int why)
{
    if (why == EMFILE || why == ENFILE || why == ENOMEM) {
        return rsd_fail(r->err, why == ENOMEM ? RSD_ERR_NOMEM : RSD_ERR_IO, r->path.data, 0,
                        RSD_NO_OFFSET, "cannot read: %s", strerror(why));
    }
    char message[160];
    snprintf(message, sizeof message, "cannot be read: %s", strerror(why));
    return warn_key(r, why == ELOOP ? "loop" : "unreadable", true, message);
}

/* ---- Files ---- */

/* Appends what the descriptor gives to out. RSD_ERR_LIMIT beyond limit bytes, RSD_ERR_IO with
 * errno set; no error is filled. */
static rsd_status read_descriptor(int fd, size_t size, size_t limit, rsd_buf *out)
{
    if (size > limit) {
        return RSD_ERR_LIMIT;
    }
    /* One byte more than the size shows the end in one go; a file may also grow meanwhile. */
    size_t chunk = size + 1;
    for (;;) {
        if (rsd_buf_reserve(out, chunk) != RSD_OK) {
            return RSD_ERR_NOMEM;
        }
        ssize_t got = read(fd, out->data + out->len, chunk);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return RSD_ERR_IO;
        }
        out->len += (size_t)got;
        out->data[out->len] = '\0';
        if (out->len > limit) {
            return RSD_ERR_LIMIT;
        }
        if (got == 0) {
            return RSD_OK;
        }
        chunk = READ_CHUNK;
    }
}

/* Opens the file name in the folder at; *fd is -1 if that failed and a warning was given. */
static rsd_status open_file(reader *r, int at, const char *name, int *fd, size_t *size)
{
    struct stat st;
    *fd = openat(at, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (*fd < 0) {
        return refused(r, errno);
    }
    int why = fstat(*fd, &st) != 0 ? errno : S_ISREG(st.st_mode) ? 0 : EINVAL;
    if (why != 0) {
        close(*fd);
        *fd = -1;
        return refused(r, why);
    }
    *size = st.st_size < 0 ? 0 : (size_t)st.st_size;
    return RSD_OK;
}

/* Reads the file name in the folder at into r->source. *read tells whether it was; if not, and the
 * status is RSD_OK, a warning was given. */
static rsd_status read_source(reader *r, int at, const char *name, size_t limit, bool *read)
{
    *read = false;
    cut(&r->source, 0);
    int fd;
    size_t size;
    rsd_status status = open_file(r, at, name, &fd, &size);
    if (status != RSD_OK || fd < 0) {
        return status;
    }
    status = read_descriptor(fd, size, limit, &r->source);
    int why = errno;
    close(fd);
    switch (status) {
    case RSD_OK:
        *read = true;
        return RSD_OK;
    case RSD_ERR_LIMIT: {
        rsd_buf_free(&r->source);
        char message[96];
        snprintf(message, sizeof message, "is larger than the %zu MiB that are taken", limit >> 20);
        return warn_key(r, "too_large", true, message);
    }
    case RSD_ERR_NOMEM:
        return rsd_fail_nomem(r->err);
    case RSD_ERR_IO:
    case RSD_ERR_NOT_FOUND:
    case RSD_ERR_INVALID:
    case RSD_ERR_INTERRUPTED:
    case RSD_ERR_CORRUPT:
        return refused(r, why);
    }
    return status;
}

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
        {"\x1F\x8B", 2, "is compressed with gzip; unpack it first"},
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

/* Why a text is none, or NULL if it is one. */
static const char *why_binary(const reader *r, size_t n, const text_facts *facts)
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
    if (r->decoding.encoding != RSD_ENCODING_UTF_8 && is_nonsense(r->text.data, n)) {
        return "is not text but binary data";
    }
    return NULL;
}

/* Decides what the source is encoded in; if that is not UTF-8, makes its text. */
static rsd_status decode_source(reader *r)
{
    const rsd_encoding encoding = rsd_encoding_of(r->source.data, r->source.len);
    r->decoding.encoding = encoding;
    if (encoding == RSD_ENCODING_UTF_8) {
        return RSD_OK;
    }
    cut(&r->text, 0);
    return rsd_decode(encoding, r->source.data, r->source.len, &r->text, &r->decoding, r->err);
}

static bool is_decoded(const reader *r)
{
    return r->decoding.encoding != RSD_ENCODING_UTF_8;
}

/* A place in the text as one in the source. */
static uint64_t source_offset(const reader *r, size_t offset)
{
    uint32_t start = (uint32_t)offset;
    uint32_t end;
    if (is_decoded(r)) {
        rsd_decoding_to_source(&r->decoding, start, start, &start, &end);
    }
    return start;
}

/* Warns of what is in the text and should not be. */
static rsd_status warn_of_bytes(reader *r, const rsd_buf *text, const text_facts *facts)
{
    rsd_status status = RSD_OK;
    if (facts->nuls > 0) {
        status = rsd_warn(
            r->sink, r->err, "nul_byte", r->key.data, rsd_line_at(text->data, facts->first_nul),
            source_offset(r, facts->first_nul), false, "%zu NUL byte%s in the text, the first here",
            facts->nuls, facts->nuls == 1 ? "" : "s");
    }
    if (status == RSD_OK && facts->bad > 0) {
        status = rsd_warn(r->sink, r->err, "invalid_utf8", r->key.data,
                          rsd_line_at(text->data, facts->first_bad), facts->first_bad, false,
                          "%zu byte%s not UTF-8, the first here", facts->bad,
                          facts->bad == 1 ? " is" : "s are");
    }
    if (status == RSD_OK && is_decoded(r)) {
        status = rsd_warn_of_decoding(r->sink, r->err, r->key.data, &r->decoding, text->data);
    }
    return status;
}

/* Makes the text of the source and gives the warnings that it deserves; *text is NULL if it is left
 * out. */
static rsd_status take_source(reader *r, const rsd_buf **text)
{
    const rsd_buf *source = &r->source;
    *text = NULL;
    if (source->len == 0) {
        return warn_key(r, "empty", true, "is empty");
    }
    const char *why = why_marked(source->data, source->len);
    if (why != NULL) {
        return warn_key(r, "binary", true, why);
    }
    rsd_status status = decode_source(r);
    if (status != RSD_OK) {
        return status;
    }
    const rsd_buf *decoded = is_decoded(r) ? &r->text : source;
    size_t start = 0;
    size_t end = decoded->len;
    rsd_trim(decoded->data, &start, &end);
    if (start == end) {
        return warn_key(r, "empty", true, "holds nothing but white space");
    }
    if (decoded->len > RSD_MAX_SOURCE) {
        return warn_key(r, "too_large", true,
                        "is, in UTF-8, larger than the 64 MiB that are taken");
    }
    const text_facts facts = examine(decoded->data, decoded->len);
    why = why_binary(r, decoded->len, &facts);
    if (why != NULL) {
        return warn_key(r, "binary", true, why);
    }
    *text = decoded;
    return warn_of_bytes(r, decoded, &facts);
}

/* Takes a field unless a nearer folder already gave one of its name. */
static rsd_status add_field(reader *r, rsd_field field)
{
    size_t place = 0;
    int order = 1;
    while (place < r->field_count && (order = strcmp(r->fields[place].name, field.name)) < 0) {
        place++;
    }
    if (place < r->field_count && order == 0) {
        return RSD_OK;
    }
    if (RSD_GROW(r->fields, r->field_cap, r->field_count + 1) != RSD_OK) {
        return rsd_fail_nomem(r->err);
    }
    memmove(r->fields + place + 1, r->fields + place, (r->field_count - place) * sizeof *r->fields);
    r->fields[place] = field;
    r->field_count++;
    return RSD_OK;
}

/* Collects what the metadata of the folders around say of r->key; the nearest holds. */
static rsd_status collect_fields(reader *r)
{
    r->field_count = 0;
    for (size_t i = r->depth; i-- > 0;) {
        const rsd_metadata *m = &r->levels[i].metadata;
        rsd_metadata_row *row = rsd_metadata_find(m, r->key.data + r->levels[i].key_len);
        if (row == NULL) {
            continue;
        }
        row->used = true;
        for (size_t f = row->first; f < row->first + row->count; f++) {
            rsd_status status = add_field(r, m->fields[f]);
            if (status != RSD_OK) {
                return status;
            }
        }
    }
    return RSD_OK;
}

/* Reads the records of the file name in the folder at. */
static rsd_status read_records(reader *r, int at, const char *name, bool lines)
{
    int fd;
    size_t size;
    rsd_status status = open_file(r, at, name, &fd, &size);
    if (status != RSD_OK || fd < 0) {
        return status;
    }
    const rsd_record_file file = {.key = r->key.data,
                                  .path = r->path.data,
                                  .map = r->options.map,
                                  .map_count = r->options.map_count,
                                  .fields = r->fields,
                                  .field_count = r->field_count};
    status = rsd_read_records(&file, fd, lines, r->sink, r->err);
    close(fd);
    return status;
}

/* Reads the one article that is the file name in the folder at. */
static rsd_status read_text(reader *r, int at, const char *name)
{
    bool read = false;
    const rsd_buf *text = NULL;
    rsd_status status = read_source(r, at, name, RSD_MAX_SOURCE, &read);
    if (status == RSD_OK && read) {
        status = take_source(r, &text);
    }
    if (status != RSD_OK || text == NULL) {
        return status;
    }
    const rsd_document document = {.key = r->key.data,
                                   .path = r->path.data,
                                   .text = text->data,
                                   .text_len = text->len,
                                   .decoding = is_decoded(r) ? &r->decoding : NULL,
                                   .fields = r->fields,
                                   .field_count = r->field_count};
    return r->sink->document(r->sink->ctx, &document, r->err);
}

/* Reads what is in the file name in the folder at; r->key and r->path are its own. */
static rsd_status read_file(reader *r, int at, const char *name)
{
    rsd_status status = collect_fields(r);
    if (status != RSD_OK) {
        return status;
    }
    switch (format_of(name)) {
    case JSON_LINES:
        return read_records(r, at, name, true);
    case JSON:
        return read_records(r, at, name, false);
    case OTHER_FORMAT:
    case TEXT:
        break;
    }
    return read_text(r, at, name);
}

/* ---- Folders ---- */

/* Puts key and path at the name in the folder that is being walked. */
static rsd_status enter_name(reader *r, const char *name)
{
    const level *folder = &r->levels[r->depth - 1];
    cut(&r->key, folder->key_len);
    cut(&r->path, folder->path_len);
    if (add_name(&r->key, name) != RSD_OK || rsd_buf_add(&r->path, name, strlen(name)) != RSD_OK) {
        return rsd_fail_nomem(r->err);
    }
    return RSD_OK;
}

static rsd_status add_entry(reader *r, entries *list, const char *name, bool is_folder,
                            bool is_link)
{
    rsd_buf sort = {0};
    entry item = {.is_folder = is_folder, .is_link = is_link};
    if (add_name(&sort, name) == RSD_OK && rsd_buf_add(&sort, "/", is_folder ? 1 : 0) == RSD_OK &&
        RSD_GROW(list->items, list->cap, list->len + 1) == RSD_OK) {
        item.name = rsd_arena_copy(&list->arena, name, strlen(name));
        item.sort = rsd_arena_copy(&list->arena, sort.data, sort.len);
    }
    rsd_buf_free(&sort);
    if (item.name == NULL || item.sort == NULL) {
        return rsd_fail_nomem(r->err);
    }
    list->items[list->len++] = item;
    return RSD_OK;
}

/* Decides about one name of a folder: takes it into the list, passes it over or warns of it. */
static rsd_status consider(reader *r, int fd, const char *name, entries *list)
{
    rsd_status status = enter_name(r, name);
    if (status != RSD_OK) {
        return status;
    }
    const bool article = is_article_name(name);
    struct stat st;
    bool is_link = fstatat(fd, name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(st.st_mode);
    if (fstatat(fd, name, &st, 0) != 0) {
        /* A link to nothing, or a name that went away: of interest if it could have been read. */
        return article || strchr(name, '.') == NULL ? refused(r, errno) : RSD_OK;
    }
    if (S_ISDIR(st.st_mode)) {
        return add_entry(r, list, name, true, is_link);
    }
    if (!article && strcmp(name, metadata_name) != 0) {
        return RSD_OK;
    }
    if (!S_ISREG(st.st_mode)) {
        return warn_key(r, "unreadable", true, "is a pipe, socket or device, not a file");
    }
    return add_entry(r, list, name, false, is_link);
}

static int compare_entries(const void *a, const void *b)
{
    const entry *left = a;
    const entry *right = b;
    int order = strcmp(left->sort, right->sort);
    return order != 0 ? order : strcmp(left->name, right->name);
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The names of a folder in bytewise order, so that warnings too come in a fixed order. */
static rsd_status list_names(reader *r, DIR *dir, rsd_arena *arena, char ***names, size_t *count)
{
    size_t cap = 0;
    for (;;) {
        errno = 0;
        const struct dirent *found = readdir(dir);
        if (found == NULL) {
            break;
        }
        if (found->d_name[0] == '.') {
            continue;
        }
        char *name = rsd_arena_copy(arena, found->d_name, strlen(found->d_name));
        if (name == NULL || RSD_GROW(*names, cap, *count + 1) != RSD_OK) {
            return rsd_fail_nomem(r->err);
        }
        (*names)[(*count)++] = name;
    }
    int why = errno;
    if (*count > 0) {
        qsort(*names, *count, sizeof **names, compare_names);
    }
    return why == 0 ? RSD_OK : refused(r, why);
}

static rsd_status list_folder(reader *r, DIR *dir, entries *list)
{
    rsd_arena arena = {0};
    char **names = NULL;
    size_t count = 0;
    rsd_status status = list_names(r, dir, &arena, &names, &count);
    for (size_t i = 0; i < count && status == RSD_OK; i++) {
        status = consider(r, dirfd(dir), names[i], list);
    }
    rsd_free(names);
    rsd_arena_free(&arena);
    if (list->len > 0) {
        qsort(list->items, list->len, sizeof *list->items, compare_entries);
    }
    return status;
}

static rsd_status read_metadata(reader *r, int fd, const entries *list)
{
    const entry *found = NULL;
    for (size_t i = 0; i < list->len && found == NULL; i++) {
        const entry *item = &list->items[i];
        found = !item->is_folder && strcmp(item->name, metadata_name) == 0 ? item : NULL;
    }
    if (found == NULL) {
        return RSD_OK;
    }
    rsd_status status = enter_name(r, found->name);
    bool read = false;
    if (status == RSD_OK) {
        status = read_source(r, fd, found->name, MAX_METADATA, &read);
    }
    if (status == RSD_OK && read) {
        status = rsd_metadata_parse(&r->levels[r->depth - 1].metadata, r->key.data, r->source.data,
                                    r->source.len, r->sink, r->err);
    }
    return status;
}

static rsd_status walk(reader *r, DIR *dir, file_id id, bool linked);

/* Where the place of an id in the set is, or would be. */
static size_t linked_place(const reader *r, file_id id)
{
    uint64_t hash = ((uint64_t)id.dev * 0x9E3779B97F4A7C15U) ^ (uint64_t)id.ino;
    size_t place = (size_t)((hash * 0x9E3779B97F4A7C15U) >> 20) & (r->linked_cap - 1);
    while (r->linked[place].ino != 0 && !same_file(r->linked[place], id)) {
        place = (place + 1) & (r->linked_cap - 1);
    }
    return place;
}

/* Notes that a folder is walked through a link; *again is true if it was before. */
static rsd_status note_linked(reader *r, file_id id, bool *again)
{
    if (2 * (r->linked_count + 1) > r->linked_cap) {
        reader old = {.linked = r->linked, .linked_cap = r->linked_cap};
        size_t cap = old.linked_cap == 0 ? 16 : 2 * old.linked_cap;
        file_id *room = rsd_alloc(cap * sizeof *room);
        if (room == NULL) {
            return rsd_fail_nomem(r->err);
        }
        memset(room, 0, cap * sizeof *room);
        r->linked = room;
        r->linked_cap = cap;
        for (size_t i = 0; i < old.linked_cap; i++) {
            if (old.linked[i].ino != 0) {
                room[linked_place(r, old.linked[i])] = old.linked[i];
            }
        }
        rsd_free(old.linked);
    }
    size_t place = linked_place(r, id);
    *again = r->linked[place].ino != 0;
    if (!*again) {
        r->linked[place] = id;
        r->linked_count++;
    }
    return RSD_OK;
}

/* Whether an open folder may be walked; if not, a warning was given. */
static rsd_status may_walk(reader *r, file_id id, bool linked, bool *allowed)
{
    *allowed = false;
    for (size_t i = 0; i < r->depth; i++) {
        if (same_file(r->levels[i].id, id)) {
            return warn_key(r, "loop", false, "is a folder that holds itself; it is read once");
        }
    }
    if (r->depth == MAX_DEPTH) {
        return warn_key(r, "unreadable", true,
                        "lies too deep: 64 folders within each other are "
                        "taken");
    }
    bool again = false;
    rsd_status status = linked ? note_linked(r, id, &again) : RSD_OK;
    if (status == RSD_OK && again) {
        return warn_key(r, "loop", false,
                        "is a folder that another link already led to; it is read once");
    }
    *allowed = status == RSD_OK;
    return status;
}

static rsd_status walk_inner(reader *r, int fd, const entry *item)
{
    int inner = openat(fd, item->name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK);
    if (inner < 0) {
        return refused(r, errno);
    }
    struct stat st;
    DIR *dir = fstat(inner, &st) == 0 ? fdopendir(inner) : NULL;
    if (dir == NULL) {
        int why = errno;
        close(inner);
        return refused(r, why);
    }
    bool linked = item->is_link || r->levels[r->depth - 1].linked;
    bool allowed;
    rsd_status status = may_walk(r, id_of(&st), linked, &allowed);
    if (status == RSD_OK && allowed) {
        status = walk(r, dir, id_of(&st), linked);
    }
    closedir(dir);
    return status;
}

/* Begins a folder: what key and path hold is its name, or nothing in the key for the first. */
static rsd_status push_level(reader *r, file_id id, bool linked)
{
    if ((r->key.len > 0 && rsd_buf_add(&r->key, "/", 1) != RSD_OK) ||
        (r->path.len > 0 && r->path.data[r->path.len - 1] != '/' &&
         rsd_buf_add(&r->path, "/", 1) != RSD_OK)) {
        return rsd_fail_nomem(r->err);
    }
    r->levels[r->depth++] =
        (level){.id = id, .key_len = r->key.len, .path_len = r->path.len, .linked = linked};
    return RSD_OK;
}

static rsd_status pop_level(reader *r, rsd_status status)
{
    level *folder = &r->levels[r->depth - 1];
    if (status == RSD_OK && folder->metadata.row_count > 0) {
        status = enter_name(r, metadata_name);
        if (status == RSD_OK) {
            status = rsd_metadata_report_unused(&folder->metadata, r->key.data, r->sink, r->err);
        }
    }
    rsd_metadata_free(&folder->metadata);
    r->depth--;
    return status;
}

/* Reads all articles of an open folder. It calls itself through walk_inner, at most MAX_DEPTH
 * deep. */
static rsd_status walk(reader *r, DIR *dir, file_id id, bool linked)
{
    rsd_status status = push_level(r, id, linked);
    if (status != RSD_OK) {
        return status;
    }
    entries list = {0};
    status = list_folder(r, dir, &list);
    if (status == RSD_OK) {
        status = read_metadata(r, dirfd(dir), &list);
    }
    for (size_t i = 0; i < list.len && status == RSD_OK; i++) {
        const entry *item = &list.items[i];
        if (!item->is_folder && strcmp(item->name, metadata_name) == 0) {
            continue;
        }
        status = enter_name(r, item->name);
        if (status == RSD_OK) {
            status = item->is_folder ? walk_inner(r, dirfd(dir), item)
                                     : read_file(r, dirfd(dir), item->name);
        }
    }
    rsd_free(list.items);
    rsd_arena_free(&list.arena);
    return pop_level(r, status);
}

/* ---- The path that was given ---- */

static rsd_status fail_errno(rsd_error *err, const char *path, int why)
{
    rsd_status status = why == ENOENT || why == ENOTDIR ? RSD_ERR_NOT_FOUND : RSD_ERR_IO;
    return rsd_fail(err, status, path, 0, RSD_NO_OFFSET, "%s",
                    why == ENOENT ? "there is no such file or folder" : strerror(why));
}

static rsd_status read_folder(reader *r, const char *path)
{
    struct stat st;
    DIR *dir = opendir(path);
    if (dir == NULL || fstat(dirfd(dir), &st) != 0) {
        int why = errno;
        if (dir != NULL) {
            closedir(dir);
        }
        return fail_errno(r->err, path, why);
    }
    rsd_status status = walk(r, dir, id_of(&st), false);
    closedir(dir);
    return status;
}

/* The metadata.csv beside a file that was given by itself, if there is one. */
static rsd_status read_metadata_beside(reader *r, int folder)
{
    struct stat st;
    char name[sizeof metadata_name];
    memcpy(name, metadata_name, sizeof name);
    if (fstatat(folder, name, &st, 0) != 0 || !S_ISREG(st.st_mode)) {
        return RSD_OK;
    }
    entry item = {.name = name, .sort = name};
    const entries list = {.items = &item, .len = 1};
    return read_metadata(r, folder, &list);
}

/* A file is read as its folder would read it, with the metadata there; rows of other files are of
 * no concern. */
static rsd_status read_single(reader *r, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash == NULL ? path : slash + 1;
    if (strcmp(name, metadata_name) == 0) {
        return rsd_warn(r->sink, r->err, "bad_metadata", path, 0, RSD_NO_OFFSET, false,
                        "is the metadata of a folder, not an article");
    }
    if (access(path, R_OK) != 0) {
        return fail_errno(r->err, path, errno);
    }
    r->path.len = 0;
    if (rsd_buf_add(&r->path, path, (size_t)(name - path)) != RSD_OK) {
        return rsd_fail_nomem(r->err);
    }
    int folder = open(slash == NULL ? "." : r->path.data, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) {
        return fail_errno(r->err, path, errno);
    }
    rsd_status status = push_level(r, (file_id){0}, false);
    if (status == RSD_OK) {
        status = read_metadata_beside(r, folder);
        if (status == RSD_OK) {
            status = enter_name(r, name);
        }
        if (status == RSD_OK) {
            status = read_file(r, folder, name);
        }
        rsd_metadata_free(&r->levels[--r->depth].metadata);
    }
    close(folder);
    return status;
}

rsd_status rsd_read_path(const char *path, const rsd_read_options *options, const rsd_sink *sink,
                         rsd_error *err)
{
    struct stat st;
    if (stat(path, &st) != 0) {
        return fail_errno(err, path, errno);
    }
    if (!S_ISDIR(st.st_mode) && !S_ISREG(st.st_mode)) {
        return rsd_fail(err, RSD_ERR_INVALID, path, 0, RSD_NO_OFFSET,
                        "is a pipe, socket or device, not a file or folder");
    }
    reader *r = rsd_alloc(sizeof *r);
    if (r == NULL) {
        return rsd_fail_nomem(err);
    }
    *r = (reader){.sink = sink, .err = err};
    if (options != NULL) {
        r->options = *options;
    }
    /* The empty key is there from the start: warnings of the folder itself are given it. */
    rsd_status status = set_text(&r->key, "");
    if (status == RSD_OK) {
        status = set_text(&r->path, path);
    }
    if (status != RSD_OK) {
        status = rsd_fail_nomem(err);
    } else {
        status = S_ISDIR(st.st_mode) ? read_folder(r, path) : read_single(r, path);
    }
    rsd_buf_free(&r->key);
    rsd_buf_free(&r->path);
    rsd_buf_free(&r->source);
    rsd_buf_free(&r->text);
    rsd_decoding_free(&r->decoding);
    rsd_free(r->fields);
    rsd_free(r->linked);
    rsd_free(r);
    return status;
}
