/* folder.c: the walk of files and folders, in the order of their keys.
 *
 * Folders are walked by descriptor, not by path: neither a renamed folder nor a path longer than
 * the system takes leads astray. What is in a file is the business of formats.c. */
#include "read/draft.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    MAX_DEPTH = 64 /* folders within folders */
};

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
    rsd_scopes scopes; /* one for each level */
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

/* ---- Folders ---- */

/* Puts key and path at the name in the folder that is being walked. */
static rsd_status enter_name(reader *r, const char *name)
{
    const level *folder = &r->levels[r->depth - 1];
    cut(&r->key, folder->key_len);
    cut(&r->path, folder->path_len);
    if (rsd_add_name(&r->key, name) != RSD_OK ||
        rsd_buf_add(&r->path, name, strlen(name)) != RSD_OK) {
        return rsd_fail_nomem(r->err);
    }
    return RSD_OK;
}

static rsd_status add_entry(reader *r, entries *list, const char *name, bool is_folder,
                            bool is_link)
{
    rsd_buf sort = {0};
    entry item = {.is_folder = is_folder, .is_link = is_link};
    if (rsd_add_name(&sort, name) == RSD_OK &&
        rsd_buf_add(&sort, "/", is_folder ? 1 : 0) == RSD_OK &&
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

/* Is it the folder that a browser saves beside a page, with its pictures and advertisements? */
static bool is_of_saved_page(int fd, const char *name)
{
    static const char *const ends[] = {".html", ".htm"};
    char page[NAME_MAX + 8];
    const size_t n = strlen(name);
    if (n <= 6 || n > NAME_MAX || strcmp(name + n - 6, "_files") != 0) {
        return false;
    }
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct stat st;
        snprintf(page, sizeof page, "%.*s%s", (int)(n - 6), name, ends[i]);
        if (fstatat(fd, page, &st, 0) == 0) {
            return true;
        }
    }
    return false;
}

/* Decides about one name of a folder: takes it into the list, passes it over or warns of it. */
static rsd_status consider(reader *r, int fd, const char *name, entries *list)
{
    rsd_status status = enter_name(r, name);
    if (status != RSD_OK) {
        return status;
    }
    const bool article = rsd_is_article_name(name);
    struct stat st;
    bool is_link = fstatat(fd, name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(st.st_mode);
    if (fstatat(fd, name, &st, 0) != 0) {
        /* A link to nothing, or a name that went away: of interest if it could have been read. */
        return article || strchr(name, '.') == NULL ? refused(r, errno) : RSD_OK;
    }
    if (S_ISDIR(st.st_mode)) {
        return is_of_saved_page(fd, name) ? RSD_OK : add_entry(r, list, name, true, is_link);
    }
    if (!article && strcmp(name, RSD_METADATA_NAME) != 0) {
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

/* What is read next: what key and path are at. */
static rsd_source source_of(reader *r, rsd_input *input)
{
    return (rsd_source){.options = &r->options,
                        .sink = r->sink,
                        .err = r->err,
                        .scopes = &r->scopes,
                        .input = input,
                        .key = r->key.data,
                        .path = r->path.data};
}

/* Reads the metadata.csv of the folder at into the innermost scope. */
static rsd_status read_metadata(reader *r, int at)
{
    int fd = -1;
    size_t size;
    rsd_status status = enter_name(r, RSD_METADATA_NAME);
    if (status == RSD_OK) {
        status = open_file(r, at, RSD_METADATA_NAME, &fd, &size);
    }
    if (status == RSD_OK && fd >= 0) {
        rsd_input input = rsd_file_input(fd, size);
        const rsd_source source = source_of(r, &input);
        status = rsd_scope_load(&r->scopes.items[r->scopes.len - 1], &source);
        rsd_input_free(&input);
        close(fd);
    }
    return status;
}

/* Reads what is in the file name in the folder at; key and path are its own. given: it was named
 * by itself. */
static rsd_status read_file(reader *r, int at, const char *name, bool given)
{
    int fd;
    size_t size;
    rsd_status status = open_file(r, at, name, &fd, &size);
    if (status == RSD_OK && fd >= 0) {
        rsd_input input = rsd_file_input(fd, size);
        input.counter = r->options.bytes_read;
        rsd_source source = source_of(r, &input);
        source.name = name;
        source.given = given;
        status = rsd_read_source(&source);
        rsd_input_free(&input);
        close(fd);
    }
    return status;
}

static bool is_metadata(const entry *item)
{
    return !item->is_folder && strcmp(item->name, RSD_METADATA_NAME) == 0;
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
    rsd_status status = rsd_scope_push(&r->scopes, r->key.data, r->key.len, r->err);
    if (status == RSD_OK) {
        r->levels[r->depth++] =
            (level){.id = id, .key_len = r->key.len, .path_len = r->path.len, .linked = linked};
    }
    return status;
}

/* Ends a folder; its metadata of files that are not there is told. */
static rsd_status pop_level(reader *r, rsd_status status)
{
    if (status == RSD_OK) {
        status = rsd_scope_report(&r->scopes.items[r->scopes.len - 1], r->sink, r->err);
    }
    rsd_scope_pop(&r->scopes);
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
    for (size_t i = 0; i < list.len && status == RSD_OK; i++) {
        if (is_metadata(&list.items[i])) {
            status = read_metadata(r, dirfd(dir));
        }
    }
    for (size_t i = 0; i < list.len && status == RSD_OK; i++) {
        const entry *item = &list.items[i];
        if (is_metadata(item)) {
            continue;
        }
        status = enter_name(r, item->name);
        if (status == RSD_OK) {
            status = item->is_folder ? walk_inner(r, dirfd(dir), item)
                                     : read_file(r, dirfd(dir), item->name, false);
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
    bool is_there = fstatat(folder, RSD_METADATA_NAME, &st, 0) == 0 && S_ISREG(st.st_mode);
    return is_there ? read_metadata(r, folder) : RSD_OK;
}

/* A file is read as its folder would read it, with the metadata there; rows of other files are of
 * no concern. */
static rsd_status read_single(reader *r, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash == NULL ? path : slash + 1;
    if (strcmp(name, RSD_METADATA_NAME) == 0) {
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
            status = read_file(r, folder, name, true);
        }
        rsd_scope_pop(&r->scopes);
        r->depth--;
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
    rsd_error local = {0};
    err = err == NULL ? &local : err;
    if (rsd_check_map(options, err) != RSD_OK) {
        return RSD_ERR_INVALID;
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
    rsd_free(r->scopes.items);
    rsd_free(r->linked);
    rsd_free(r);
    return status;
}
