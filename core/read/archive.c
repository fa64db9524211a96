/* archive.c: compressed files, and archives, read by libarchive; what is in them is read like the
 * files of a folder.
 *
 * Nothing is unpacked to disk. A file that claims to hold more than any text could is stopped by
 * the bytes that come out of it, not by what it says of itself. */
#include "base/locale.h"
#include "read/compressed.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    CHUNK = 64 * 1024,
    MOST_NESTED = 2,           /* archives around a file */
    MOST_METADATA = 1000,      /* files of metadata in one archive */
    MOST_MEMBERS = 10000000,   /* of one archive */
    MOST_WARNINGS = 100,       /* of one archive; what is beyond is only counted */
    MOST_PADDING = 1 << 20,    /* bytes behind an archive that are looked at */
    ZIP_END = 4,               /* bytes that begin the end of a ZIP */
    MOST_IN_MEMORY = 256 << 20 /* bytes of an archive that lies in another */
};

/* What libarchive is to look for. */
typedef enum packing { COMPRESSED, TAR, ZIP } packing;

typedef struct unpacker {
    const rsd_source *outer;
    rsd_input *input;          /* of the archive's bytes, */
    rsd_compressed compressed; /* which come of this where it is compressed as a whole */
    packing packing;
    struct archive *archive;
    char *room; /* CHUNK bytes for libarchive to look at */
    rsd_buf key;
    rsd_buf path;
    size_t scopes; /* that were pushed */
    uint64_t files;
    size_t warnings;
    size_t untold;
    rsd_status status; /* of a callback that failed */
    bool is_telling;   /* of what is lost: the pass is not only one for metadata */
    bool is_lost;      /* the last header was damaged */
    bool is_over;      /* nothing more can be had of it... */
    const char *kind;  /* ...and that is told as this, */
    uint64_t offset;   /* here */
    char why[512];
} unpacker;

/* ---- What libarchive calls ---- */

/* Is there less of the archive's bytes than there were? */
static bool is_cut(const unpacker *u)
{
    return u->input->is_broken && !u->input->is_whole;
}

static la_ssize_t read_packed(struct archive *archive, void *ctx, const void **bytes)
{
    unpacker *u = ctx;
    size_t got = 0;
    rsd_error *err = u->outer->err;
    *bytes = u->room;
    u->status = rsd_input_read(u->input, u->room, CHUNK, &got, err);
    if (u->status != RSD_OK) {
        archive_set_error(archive, EIO, "%s", err->message);
        return ARCHIVE_FATAL;
    }
    if (got == 0 && is_cut(u)) {
        archive_set_error(archive, EIO, "%s", u->input->fault.message);
        return ARCHIVE_FATAL;
    }
    return (la_ssize_t)got;
}

static la_int64_t seek_packed(struct archive *archive, void *ctx, la_int64_t offset, int whence)
{
    (void)archive;
    unpacker *u = ctx;
    la_int64_t base = 0;
    if (whence == SEEK_END) {
        base = (la_int64_t)u->input->size;
    } else if (whence == SEEK_CUR) {
        return ARCHIVE_FATAL; /* libarchive itself knows where it is */
    }
    la_int64_t target;
    if (__builtin_add_overflow(base, offset, &target) || target < 0 ||
        !u->input->seek(u->input, (uint64_t)target)) {
        return ARCHIVE_FATAL;
    }
    return target;
}

/* ---- Warnings ---- */

static rsd_status warn_member(unpacker *u, const char *kind, const char *message)
{
    if (u->warnings >= MOST_WARNINGS) {
        u->untold++;
        return RSD_OK;
    }
    u->warnings++;
    return rsd_warn(u->outer->sink, u->outer->err, kind, u->key.data, 0, RSD_NO_OFFSET, true, "%s",
                    message);
}

static const char *archive_problem(const unpacker *u)
{
    const char *why = archive_error_string(u->archive);
    return why == NULL ? "it is damaged" : why;
}

/* The name of the member that was entered last, NULL if there was none. */
static const char *entered(const unpacker *u)
{
    const size_t outer = strlen(u->outer->key) + 2;
    return u->key.len > outer ? u->key.data + outer : NULL;
}

/* Nothing more can be had of the archive, for the reason that libarchive tells or because its
 * bytes end. */
static void give_up(unpacker *u)
{
    const char *name = entered(u);
    u->is_over = true;
    u->kind = "unreadable";
    u->offset = RSD_NO_OFFSET;
    const char *before = "cannot be unpacked to its end: ";
    const char *why = u->archive == NULL ? "" : archive_problem(u);
    if (is_cut(u)) {
        u->input->is_told = true;
        u->offset = u->input->fault.offset;
        before = "";
        why = u->input->fault.message;
    }
    snprintf(u->why, sizeof u->why, "%s%s%s%.200s", before, why,
             name == NULL ? "" : "; it breaks off in or behind ", name == NULL ? "" : name);
}

/* There is not even a first header. */
static void give_up_at_start(unpacker *u)
{
    const char *format = u->packing == ZIP ? "ZIP" : "tar";
    give_up(u);
    if (!is_cut(u)) {
        snprintf(u->why, sizeof u->why, "is cut short or no %s archive", format);
    }
}

/* Tells what was not told before. */
static rsd_status tell_rest(unpacker *u)
{
    rsd_status status = RSD_OK;
    if (u->untold > 0) {
        status = rsd_warn_source(u->outer, "unreadable", true, "%zu more files in it were left out",
                                 u->untold);
    }
    if (status == RSD_OK && u->is_over) {
        return rsd_warn(u->outer->sink, u->outer->err, u->kind, u->outer->key, 0, u->offset, true,
                        "%s", u->why);
    }
    return status == RSD_OK && u->files == 0
               ? rsd_warn_source(u->outer, "empty", true, "holds no file")
               : status;
}

/* ---- The bytes of a member ---- */

typedef struct member {
    rsd_input input; /* first: it is what the readers see */
    unpacker *unpacker;
} member;

/* Takes n bytes off what may still be unpacked. */
static rsd_status spend(unpacker *u, uint64_t n, rsd_error *err)
{
    rsd_status status = rsd_spend(u->outer->budget, n, err);
    if (status != RSD_OK) {
        u->is_over = true;
        u->kind = "too_large";
        u->offset = RSD_NO_OFFSET;
        snprintf(u->why, sizeof u->why, "%s", err->message);
    }
    return status;
}

static rsd_status read_member(rsd_input *in, char *room, size_t n, size_t *got, rsd_error *err)
{
    unpacker *u = ((member *)in)->unpacker;
    la_ssize_t put;
    do {
        put = archive_read_data(u->archive, room, n);
    } while (put == ARCHIVE_RETRY);
    *got = put < 0 ? 0 : (size_t)put;
    if (put >= 0) {
        rsd_status status = spend(u, (uint64_t)put, err);
        in->is_told = u->is_over;
        return status;
    }
    if (u->status != RSD_OK && u->status != RSD_ERR_IO) {
        return u->status;
    }
    if (put == ARCHIVE_FATAL) {
        give_up(u);
        in->is_told = true;
    }
    return rsd_fail(err, RSD_ERR_IO, NULL, 0, RSD_NO_OFFSET, "cannot be unpacked: %s",
                    archive_problem(u));
}

/* Passes over what is left of a member. Of a tar that is unpacked for it, so it counts. */
static void pass_over(unpacker *u)
{
    const void *bytes;
    size_t n;
    la_int64_t offset;
    int code = u->packing == TAR && !u->is_over ? ARCHIVE_OK : ARCHIVE_EOF;
    while (code == ARCHIVE_OK && !u->is_over) {
        code = archive_read_data_block(u->archive, &bytes, &n, &offset);
        if (code == ARCHIVE_OK && spend(u, n, u->outer->err) != RSD_OK) {
            *u->outer->err = (rsd_error){0}; /* told at the end */
        }
    }
    if (code == ARCHIVE_FATAL) {
        give_up(u);
    }
}

/* ---- Members ---- */

static bool is_separator(char c)
{
    return c == '/' || c == '\\';
}

/* Why the name could lead out of the archive, or NULL. */
static const char *why_unsafe(const char *name)
{
    if (is_separator(name[0]) || (name[0] != '\0' && name[1] == ':' && is_separator(name[2]))) {
        return "has an absolute name in the archive; it is left out";
    }
    for (const char *at = name; *at != '\0'; at += strcspn(at, "/\\")) {
        at += is_separator(*at) ? 1 : 0;
        if (at[0] == '.' && at[1] == '.' && (at[2] == '\0' || is_separator(at[2]))) {
            return "has a name with .. in the archive; it is left out";
        }
    }
    return NULL;
}

/* Is a file or a folder on the way to it one that folders pass over, too? */
static bool is_hidden(const char *name)
{
    return name[0] == '.' || strstr(name, "/.") != NULL || strncmp(name, "__MACOSX/", 9) == 0;
}

static const char *base_name(const char *name)
{
    const char *slash = strrchr(name, '/');
    return slash == NULL ? name : slash + 1;
}

/* The name of a member without "./" before it; never NULL. */
static const char *member_name(struct archive_entry *entry)
{
    const char *name = archive_entry_pathname_utf8(entry);
    name = name == NULL ? archive_entry_pathname(entry) : name;
    name = name == NULL ? "" : name;
    while (name[0] == '.' && name[1] == '/') {
        name += 2;
    }
    return name;
}

/* Why a member that is called like an article is none, or NULL. */
static const char *why_not(struct archive_entry *entry)
{
    if (archive_entry_hardlink(entry) != NULL || archive_entry_filetype(entry) == AE_IFLNK) {
        return "is a link in the archive, which is not followed";
    }
    if (archive_entry_filetype(entry) != AE_IFREG) {
        return "is a pipe, socket or device in the archive, not a file";
    }
    if (archive_entry_is_encrypted(entry) > 0) {
        return "is encrypted; unpack it with its password first";
    }
    return NULL;
}

/* Puts key and path at the member. */
static rsd_status enter_member(unpacker *u, const char *name)
{
    const char *keys[] = {u->outer->key, u->outer->path};
    rsd_buf *bufs[] = {&u->key, &u->path};
    for (size_t i = 0; i < 2; i++) {
        bufs[i]->len = 0;
        if (rsd_buf_add(bufs[i], keys[i], strlen(keys[i])) != RSD_OK ||
            rsd_buf_add(bufs[i], "!/", name == NULL ? 0 : 2) != RSD_OK ||
            (name != NULL && rsd_add_name(bufs[i], name) != RSD_OK)) {
            return rsd_fail_nomem(u->outer->err);
        }
    }
    return RSD_OK;
}

static rsd_source source_of(unpacker *u, member *m, const char *name)
{
    *m = (member){.input = {.read = read_member}, .unpacker = u};
    rsd_source source = *u->outer;
    source.input = &m->input;
    source.name = name;
    source.key = u->key.data;
    source.path = u->path.data;
    source.given = false;
    source.fields = (rsd_fields){0};
    source.inherited = &u->outer->fields;
    source.depth++;
    return source;
}

/* Puts the scope that was pushed last before those of folders in its folder. */
static void sort_scopes(unpacker *u)
{
    rsd_scope *items = u->outer->scopes->items;
    size_t at = u->outer->scopes->len - 1;
    for (size_t i = 1; i < u->scopes; i++, at--) {
        const rsd_scope before = items[at - 1];
        if (strlen(before.prefix) <= strlen(items[at].prefix)) {
            break;
        }
        items[at - 1] = items[at];
        items[at] = before;
    }
}

/* Reads a metadata.csv of the archive as the folder's around the members beside it. */
static rsd_status take_metadata(unpacker *u, struct archive_entry *entry)
{
    const char *name = member_name(entry);
    if (strcmp(base_name(name), RSD_METADATA_NAME) != 0 || is_hidden(name) ||
        why_unsafe(name) != NULL || why_not(entry) != NULL) {
        return RSD_OK;
    }
    rsd_status status = enter_member(u, name);
    if (status != RSD_OK) {
        return status;
    }
    if (u->scopes == MOST_METADATA) {
        return warn_member(u, "too_large", "is left out: there are 1000 such files before it");
    }
    rsd_scopes *scopes = u->outer->scopes;
    status =
        rsd_scope_push(scopes, u->key.data, u->key.len - strlen(RSD_METADATA_NAME), u->outer->err);
    if (status == RSD_OK) {
        u->scopes++;
        member m;
        const rsd_source source = source_of(u, &m, RSD_METADATA_NAME);
        status = rsd_scope_load(&scopes->items[scopes->len - 1], &source);
        rsd_input_free(&m.input);
        sort_scopes(u);
    }
    return status;
}

static rsd_status take_member(unpacker *u, struct archive_entry *entry)
{
    const char *name = member_name(entry);
    const char *base = base_name(name);
    const char *unsafe = why_unsafe(name);
    if (!rsd_is_article_name(base) || archive_entry_filetype(entry) == AE_IFDIR ||
        strcmp(base, RSD_METADATA_NAME) == 0 || (is_hidden(name) && !unsafe)) {
        return RSD_OK;
    }
    rsd_status status = enter_member(u, name);
    const char *why = unsafe != NULL ? unsafe : why_not(entry);
    if (status != RSD_OK || why != NULL) {
        return status != RSD_OK
                   ? status
                   : warn_member(u, unsafe != NULL ? "unsafe_name" : "unreadable", why);
    }
    member m;
    rsd_source source = source_of(u, &m, base);
    const la_int64_t size = archive_entry_size(entry); /* what it says: no more than a hint */
    m.input.size = archive_entry_size_is_set(entry) && size > 0 ? (uint64_t)size : 0;
    status = rsd_read_source(&source);
    rsd_input_free(&m.input);
    return status;
}

/* ---- Archives ---- */

typedef rsd_status (*take)(unpacker *u, struct archive_entry *entry);

/* .tar.gz and the like are archives, .gz alone is one file, and so on. */
static packing packing_of(const char *name, const char *head, size_t n)
{
    const char *dot = strrchr(name, '.');
    if (dot != NULL && strcasecmp(dot, ".zip") == 0) {
        return ZIP;
    }
    bool is_tar = dot != NULL && (rsd_has_ending(RSD_ARCHIVE_ENDINGS, dot) ||
                                  (dot - name >= 4 && strncasecmp(dot - 4, ".tar", 4) == 0));
    return is_tar || rsd_is_tar(head, n) ? TAR : COMPRESSED;
}

/* A libarchive that knows what this source is and nothing else. */
static struct archive *new_archive(const unpacker *u)
{
    struct archive *a = archive_read_new();
    if (a == NULL) {
        return NULL;
    }
    const int known = u->packing == ZIP ? archive_read_support_format_zip_seekable(a)
                                        : archive_read_support_format_tar(a);
    if (known != ARCHIVE_OK || archive_read_support_format_empty(a) != ARCHIVE_OK) {
        archive_read_free(a);
        return NULL;
    }
    return a;
}

/* Tells of a header that is damaged; of those that come at once only the first one is. */
static rsd_status warn_lost(unpacker *u)
{
    const bool is_told = u->is_lost || !u->is_telling;
    const uint64_t at = (uint64_t)archive_read_header_position(u->archive);
    u->is_lost = true;
    u->files++;
    if (is_told || u->warnings >= MOST_WARNINGS) {
        u->untold += is_told ? 0 : 1;
        return RSD_OK;
    }
    u->warnings++;
    return rsd_warn(u->outer->sink, u->outer->err, "unreadable", u->outer->key, 0, at, true,
                    "a file in it is left out: what tells its name and size is damaged here (%s)",
                    archive_problem(u));
}

/* Tells of what libarchive found amiss with a member that it can read. A name that is not UTF-8 is
 * nothing to tell: keys can spell it. */
static rsd_status note_problem(unpacker *u, struct archive_entry *entry)
{
    const char *name = archive_entry_pathname_utf8(entry);
    if (!u->is_telling || name == NULL || u->warnings >= MOST_WARNINGS) {
        return RSD_OK;
    }
    u->warnings++;
    return rsd_warn(u->outer->sink, u->outer->err, "bad_archive", u->outer->key, 0,
                    (uint64_t)archive_read_header_position(u->archive), false,
                    "what is said of %.200s is not all right: %s", name, archive_problem(u));
}

static rsd_status take_entry(unpacker *u, take what, struct archive_entry *entry, int code)
{
    u->is_lost = false;
    u->files += archive_entry_filetype(entry) == AE_IFDIR ? 0 : 1;
    rsd_status status = code == ARCHIVE_WARN ? note_problem(u, entry) : RSD_OK;
    if (status == RSD_OK) {
        status = what(u, entry);
        pass_over(u);
    }
    return status;
}

static rsd_status take_members(unpacker *u, take what)
{
    struct archive_entry *entry;
    rsd_status status = RSD_OK;
    for (uint64_t i = 0; status == RSD_OK && !u->is_over; i++) {
        int code = archive_read_next_header(u->archive, &entry);
        if (code == ARCHIVE_EOF) {
            break;
        }
        if (u->status != RSD_OK && u->status != RSD_ERR_IO) {
            return u->status;
        }
        if (code < ARCHIVE_WARN && code != ARCHIVE_RETRY) {
            i == 0 ? give_up_at_start(u) : give_up(u);
            break;
        }
        if (i == MOST_MEMBERS) {
            return rsd_warn_source(u->outer, "too_large", true,
                                   "holds more than %d files; the rest is left out", MOST_MEMBERS);
        }
        status = code == ARCHIVE_RETRY ? warn_lost(u) : take_entry(u, what, entry, code);
    }
    return status;
}

/* Goes through the archive once. */
static rsd_status pass_through(unpacker *u, take what)
{
    rsd_error *err = u->outer->err;
    u->is_over = u->is_lost = false;
    u->is_telling = what == take_member;
    u->status = RSD_OK;
    u->files = 0;
    u->key.len = 0;
    (void)rsd_input_rewind(u->input);
    u->archive = new_archive(u);
    if (u->archive == NULL) {
        return rsd_fail_nomem(err);
    }
    archive_read_set_read_callback(u->archive, read_packed);
    if (u->packing == ZIP) {
        archive_read_set_seek_callback(u->archive, seek_packed);
    }
    archive_read_set_callback_data(u->archive, u);
    rsd_status status = RSD_OK;
    if (archive_read_open1(u->archive) < ARCHIVE_WARN) {
        give_up_at_start(u);
        status = u->status == RSD_ERR_IO ? RSD_OK : u->status;
    } else {
        status = take_members(u, what);
    }
    archive_read_free(u->archive);
    u->archive = NULL;
    return status;
}

/* Reads on behind the last member, to see whether what was packed is whole. */
static rsd_status read_padding(unpacker *u)
{
    rsd_status status = RSD_OK;
    size_t got = CHUNK;
    for (size_t n = 0; n < MOST_PADDING && got > 0 && status == RSD_OK; n += got) {
        status = rsd_input_read(u->input, u->room, CHUNK, &got, u->outer->err);
    }
    if (status == RSD_OK && is_cut(u)) {
        give_up(u);
    } else if (status == RSD_OK && u->input->is_broken) {
        const rsd_error *fault = &u->input->fault;
        status = rsd_warn(u->outer->sink, u->outer->err, "unreadable", u->outer->key, 0,
                          fault->offset, true, "%s", fault->message);
    }
    return status;
}

/* First the metadata, wherever they lie in the archive, then the articles. */
static rsd_status read_members(unpacker *u)
{
    const uint64_t budget = *u->outer->budget;
    rsd_status status = pass_through(u, take_metadata);
    *u->outer->budget = budget;
    return status == RSD_OK ? pass_through(u, take_member) : status;
}

/* Reads an archive that may be compressed as a whole. */
static rsd_status read_unpacked(unpacker *u, rsd_input *input, const rsd_codec *codec)
{
    if (codec == NULL) {
        u->input = input;
        return read_members(u);
    }
    rsd_compressed *c = &u->compressed;
    rsd_status status = rsd_compressed_open(c, input, codec, NULL, u->outer->err);
    if (status == RSD_OK) {
        u->input = &c->input;
        status = read_members(u);
    }
    if (status == RSD_OK && !u->is_over) {
        status = read_padding(u);
    }
    rsd_compressed_close(c);
    return status;
}

/* Reads an archive in which one can go back to the start. */
static rsd_status read_whole(unpacker *u, rsd_input *input)
{
    const char *head;
    size_t n;
    rsd_status status = rsd_input_peek(input, RSD_CODEC_HEAD, &head, &n, u->outer->err);
    if (status != RSD_OK) {
        return rsd_input_failed(u->outer, status);
    }
    if (n == 0) {
        return rsd_warn_source(u->outer, "empty", true, "is empty");
    }
    if (u->packing == ZIP && n >= ZIP_END && memcmp(head, "PK\5\6", ZIP_END) == 0) {
        return rsd_warn_source(u->outer, "empty", true, "holds no file");
    }
    status = read_unpacked(u, input, u->packing == TAR ? rsd_codec_of(head, n) : NULL);
    u->input = NULL;
    return status == RSD_OK ? tell_rest(u) : status;
}

/* Reads an archive that lies in another: it is taken into memory, so that one can go back in it. */
static rsd_status read_inner(unpacker *u)
{
    rsd_buf bytes = {0};
    rsd_status status = rsd_input_all(u->outer->input, MOST_IN_MEMORY, &bytes, u->outer->err);
    if (status == RSD_OK) {
        rsd_input input = rsd_memory_input(bytes.data, bytes.len);
        status = read_whole(u, &input);
        rsd_input_free(&input);
    } else {
        status = rsd_input_failed(u->outer, status);
    }
    rsd_buf_free(&bytes);
    return status;
}

static rsd_status read_any(unpacker *u)
{
    rsd_input *input = u->outer->input;
    return input->seek == NULL ? read_inner(u) : read_whole(u, input);
}

/* The name without the ending of what is compressed. */
static rsd_status name_inner(const rsd_source *outer, rsd_buf *name, rsd_error *err)
{
    const char *dot = strrchr(outer->name, '.');
    const bool has_ending =
        dot != NULL && dot != outer->name && rsd_has_ending(RSD_PACKED_ENDINGS, dot);
    const size_t n = has_ending ? (size_t)(dot - outer->name) : strlen(outer->name);
    return rsd_buf_add(name, outer->name, n) == RSD_OK ? RSD_OK : rsd_fail_nomem(err);
}

/* Reads the one file that is in a compressed file; its name is without the ending, its key the
 * same. */
static rsd_status read_compressed(const rsd_source *outer, const rsd_codec *codec)
{
    rsd_buf name = {0};
    rsd_compressed c = {.decoder = NULL};
    rsd_source inner = *outer;
    rsd_status status = name_inner(outer, &name, outer->err);
    if (status == RSD_OK && codec != NULL) {
        status = rsd_compressed_open(&c, outer->input, codec, outer->budget, outer->err);
        inner.input = &c.input;
    }
    if (status == RSD_OK) {
        inner.name = name.data;
        inner.fields = (rsd_fields){0};
        inner.inherited = &outer->fields;
        inner.depth++;
        status = rsd_read_source(&inner);
    }
    rsd_compressed_close(&c);
    rsd_buf_free(&name);
    return status;
}

static rsd_status read_packing(const rsd_source *outer)
{
    const char *head;
    size_t n;
    rsd_status status = rsd_input_peek(outer->input, RSD_TAR_HEAD, &head, &n, outer->err);
    if (status != RSD_OK) {
        return rsd_input_failed(outer, status);
    }
    const packing packing = packing_of(outer->name, head, n);
    if (packing == COMPRESSED) {
        return read_compressed(outer, rsd_codec_of(head, n));
    }
    unpacker u = {.outer = outer, .packing = packing, .room = rsd_alloc(CHUNK)};
    /* Names in archives are UTF-8 or of an encoding that nothing tells; libarchive would make them
     * of the user's. */
    rsd_locale own;
    rsd_locale_enter_utf8(&own);
    status = u.room == NULL ? rsd_fail_nomem(outer->err) : read_any(&u);
    rsd_locale_leave(&own);
    for (; u.scopes > 0; u.scopes--) {
        rsd_scope *scope = &outer->scopes->items[outer->scopes->len - 1];
        status = status == RSD_OK ? rsd_scope_report(scope, outer->sink, outer->err) : status;
        rsd_scope_pop(outer->scopes);
    }
    rsd_buf_free(&u.key);
    rsd_buf_free(&u.path);
    rsd_free(u.room);
    return status;
}

rsd_status rsd_read_archive(const rsd_source *source)
{
    if (source->depth == MOST_NESTED) {
        return rsd_warn_source(source, "unreadable", true,
                               "lies in too many archives within each other");
    }
    uint64_t budget = rsd_budget_of(source->input->size);
    rsd_source outer = *source;
    outer.budget = source->budget == NULL ? &budget : source->budget;
    return read_packing(&outer);
}
