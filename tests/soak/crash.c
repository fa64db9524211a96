/* crash.c: builds that are killed or refused at each of their calls of the system, and disks that
 * forget or mix up what was not synced: what was committed last is always there and whole.
 *
 *   crash [ROUNDS [SEED]]
 *
 * The calls are wrapped by the linker (--wrap). A run is one such accident: afterwards the corpus
 * must be that of before or, whole, the one that was to be; if the build said that it was done, the
 * latter. Then the same build must go on and bring it about. ROUNDS is how often the accidents that
 * depend on chance are repeated. */
#include "base/io.h"
#include "rasad.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NAME = 64, PATH = 256, FILES_MOST = 512, FDS_MOST = 256, WHOLE_FOLDER = -2 };

static void give_up(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));
static void give_up(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("crash: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    exit(1);
}

static uint64_t random_state = 88172645463325252U;

static uint64_t random_below(uint64_t n)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (random_state >> 11) % n;
}

/* ---- Folders ------------------------------------------------------------------------------- */

static char top[PATH / 4];

static void place(char path[PATH], const char *name)
{
    snprintf(path, PATH, "%s/%s", top, name);
}

static void remove_tree(const char *tree)
{
    DIR *dir = opendir(tree);
    for (const struct dirent *e; dir != NULL && (e = readdir(dir)) != NULL;) {
        if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0) {
            char name[PATH * 2];
            snprintf(name, sizeof name, "%s/%s", tree, e->d_name);
            remove_tree(name);
        }
    }
    if (dir != NULL) {
        closedir(dir);
        rmdir(tree);
    } else {
        unlink(tree);
    }
}

static void write_file(const char *path, const void *bytes, size_t n)
{
    FILE *file = fopen(path, "wb");
    if (file == NULL || fwrite(bytes, 1, n, file) != n || fclose(file) != 0) {
        give_up("%s cannot be written", path);
    }
}

static void write_article(const char *folder, const char *name, const char *text)
{
    char path[PATH];
    place(path, folder);
    mkdir(path, 0777);
    snprintf(path + strlen(path), NAME, "/%.60s", name);
    write_file(path, text, strlen(text));
}

static void copy_folder(const char *from, const char *to)
{
    remove_tree(to);
    DIR *dir = opendir(from);
    if (dir == NULL) {
        return;
    }
    mkdir(to, 0777);
    for (const struct dirent *e; (e = readdir(dir)) != NULL;) {
        char name[PATH * 2];
        rsd_buf bytes = {0};
        snprintf(name, sizeof name, "%s/%s", from, e->d_name);
        if (e->d_name[0] == '.' || rsd_read_file(name, SIZE_MAX, &bytes, NULL) != RSD_OK) {
            continue;
        }
        snprintf(name, sizeof name, "%s/%s", to, e->d_name);
        write_file(name, bytes.data == NULL ? "" : bytes.data, bytes.len);
        rsd_buf_free(&bytes);
    }
    closedir(dir);
}

/* ---- What a disk was told ------------------------------------------------------------------ */

typedef enum op_kind { OP_CREATE, OP_WRITE, OP_SYNC, OP_RENAME, OP_UNLINK, OP_MKDIR } op_kind;

typedef struct op {
    op_kind kind;
    int file; /* WHOLE_FOLDER: the folder; -1: the one that it is in */
    char name[NAME];
    char to[NAME];
    char *bytes;
    size_t n;
} op;

typedef struct journal {
    op *ops;
    size_t len, cap;
    int fd_files[FDS_MOST]; /* of open files; 0 for those that are none of ours */
    int file_count;         /* numbers are from 1 on */
    char names[FILES_MOST][NAME];
} journal;

typedef enum accident { NONE, KILLED_BEFORE, KILLED_AFTER, REFUSED, CUT_SHORT, RECORDED } accident;

static struct {
    accident what;
    size_t at; /* the call that it happens at, from 1 on */
    int why;   /* errno */
    size_t calls;
    journal *journal;
} io;

static void note(op_kind kind, int file, const char *name, const char *to, const void *bytes,
                 size_t n)
{
    journal *j = io.journal;
    if (j->len == j->cap) {
        j->cap = j->cap * 2 + 64;
        j->ops = realloc(j->ops, j->cap * sizeof *j->ops);
    }
    op *o = &j->ops[j->len++];
    *o = (op){.kind = kind, .file = file, .n = n};
    snprintf(o->name, NAME, "%s", name);
    snprintf(o->to, NAME, "%s", to);
    if (n > 0) {
        o->bytes = malloc(n);
        memcpy(o->bytes, bytes, n);
    }
}

static const char *name_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

/* Before a call: true if it is refused. */
static bool meets_accident(void)
{
    if (io.what == NONE || io.what == RECORDED || ++io.calls != io.at) {
        return false;
    }
    if (io.what == KILLED_BEFORE) {
        kill(getpid(), SIGKILL);
    }
    errno = io.why;
    return io.what == REFUSED;
}

static void after(void)
{
    if (io.what == KILLED_AFTER && io.calls == io.at) {
        kill(getpid(), SIGKILL);
    }
}

/* NOLINTBEGIN(bugprone-reserved-identifier): the linker gives these names. */
int __real_open(const char *path, int flags, ...);
ssize_t __real_write(int fd, const void *bytes, size_t n);
int __real_fsync(int fd);
int __real_rename(const char *from, const char *to);
int __real_unlink(const char *path);
int __real_unlinkat(int folder, const char *name, int flags);
int __real_mkdir(const char *path, mode_t mode);
int __real_close(int fd);
int __wrap_open(const char *path, int flags, ...);
ssize_t __wrap_write(int fd, const void *bytes, size_t n);
int __wrap_fsync(int fd);
int __wrap_rename(const char *from, const char *to);
int __wrap_unlink(const char *path);
int __wrap_unlinkat(int folder, const char *name, int flags);
int __wrap_mkdir(const char *path, mode_t mode);
int __wrap_close(int fd);

static int file_of(const char *name)
{
    journal *j = io.journal;
    for (int i = j->file_count; i > 0; i--) {
        if (strcmp(j->names[i], name) == 0) {
            return i;
        }
    }
    if (j->file_count + 1 == FILES_MOST) {
        give_up("too many files");
    }
    snprintf(j->names[++j->file_count], NAME, "%s", name);
    return j->file_count;
}

int __wrap_open(const char *path, int flags, ...)
{
    const bool changes = (flags & (O_WRONLY | O_RDWR | O_CREAT)) != 0;
    if (changes && meets_accident()) {
        return -1;
    }
    const bool is_new = access(path, F_OK) != 0;
    int fd = __real_open(path, flags, 0666);
    if (io.what == RECORDED && fd >= 0 && fd < FDS_MOST) {
        io.journal->fd_files[fd] = 0;
        if ((flags & O_DIRECTORY) != 0) {
            io.journal->fd_files[fd] = strstr(name_of(path), ".rasad") != NULL ? WHOLE_FOLDER : -1;
        } else if (changes) {
            io.journal->fd_files[fd] = file_of(name_of(path));
            if (is_new) {
                note(OP_CREATE, io.journal->fd_files[fd], name_of(path), "", NULL, 0);
            }
        }
    }
    after();
    return fd;
}

int __wrap_close(int fd)
{
    if (io.what == RECORDED && fd >= 0 && fd < FDS_MOST) {
        io.journal->fd_files[fd] = 0;
    }
    return __real_close(fd);
}

ssize_t __wrap_write(int fd, const void *bytes, size_t n)
{
    if (meets_accident()) {
        return -1;
    }
    if (io.what == CUT_SHORT && io.calls == io.at && n > 1) {
        io.what = REFUSED; /* what follows */
        io.at++;
        n /= 2;
    }
    ssize_t put = __real_write(fd, bytes, n);
    if (io.what == RECORDED && put > 0 && fd < FDS_MOST && io.journal->fd_files[fd] > 0) {
        note(OP_WRITE, io.journal->fd_files[fd], "", "", bytes, (size_t)put);
    }
    after();
    return put;
}

int __wrap_fsync(int fd)
{
    if (meets_accident()) {
        return -1;
    }
    int result = __real_fsync(fd);
    if (io.what == RECORDED && result == 0 && fd < FDS_MOST && io.journal->fd_files[fd] != 0) {
        note(OP_SYNC, io.journal->fd_files[fd], "", "", NULL, 0);
    }
    after();
    return result;
}

int __wrap_rename(const char *from, const char *to)
{
    if (meets_accident()) {
        return -1;
    }
    int result = __real_rename(from, to);
    if (io.what == RECORDED && result == 0) {
        const int file = file_of(name_of(from));
        note(OP_RENAME, file, name_of(from), name_of(to), NULL, 0);
        io.journal->names[file][0] = '\0'; /* another file may get the name */
    }
    after();
    return result;
}

static void note_unlink(const char *name)
{
    if (io.what == RECORDED) {
        const int file = file_of(name);
        note(OP_UNLINK, file, name, "", NULL, 0);
        io.journal->names[file][0] = '\0';
    }
    after();
}

int __wrap_unlink(const char *path)
{
    if (meets_accident()) {
        return -1;
    }
    int result = __real_unlink(path);
    note_unlink(name_of(path));
    return result;
}

int __wrap_unlinkat(int folder, const char *name, int flags)
{
    if (meets_accident()) {
        return -1;
    }
    int result = __real_unlinkat(folder, name, flags);
    note_unlink(name);
    return result;
}

int __wrap_mkdir(const char *path, mode_t mode)
{
    if (meets_accident()) {
        return -1;
    }
    int result = __real_mkdir(path, mode);
    if (io.what == RECORDED && result == 0) {
        note(OP_MKDIR, WHOLE_FOLDER, name_of(path), "", NULL, 0);
    }
    after();
    return result;
}

/* NOLINTEND(bugprone-reserved-identifier) */

/* ---- A disk after the power went ----------------------------------------------------------- */

typedef struct disk_file {
    char name[NAME]; /* empty: none */
    char *bytes;
    size_t n, synced;
} disk_file;

typedef struct disk {
    bool has_folder;
    disk_file files[FILES_MOST];
    char durable[FILES_MOST][NAME]; /* the names that were synced */
} disk;

/* How what was not synced is treated. */
typedef enum loss { LOSE_ALL, LOSE_NAMES, LOSE_BYTES, LOSE_SOME, LOSE_NOTHING, LOSSES } loss;

static bool is_kept(loss how, bool of_names)
{
    switch (how) {
    case LOSE_ALL:
    case LOSSES:
        return false;
    case LOSE_NAMES:
        return !of_names;
    case LOSE_BYTES:
        return of_names;
    case LOSE_SOME:
        return random_below(2) == 0;
    case LOSE_NOTHING:
        return true;
    }
    return false;
}

/* Applies a change of names. */
static void change_name(char names[FILES_MOST][NAME], const op *o)
{
    switch (o->kind) {
    case OP_CREATE:
        snprintf(names[o->file], NAME, "%s", o->name);
        break;
    case OP_RENAME:
        for (int i = 0; i < FILES_MOST; i++) {
            if (strcmp(names[i], o->to) == 0) {
                names[i][0] = '\0';
            }
        }
        snprintf(names[o->file], NAME, "%s", o->to);
        break;
    case OP_UNLINK:
        names[o->file][0] = '\0';
        break;
    case OP_WRITE:
    case OP_SYNC:
    case OP_MKDIR:
        break;
    }
}

/* Plays the first count calls. Files of before are those that the journal began with. */
static void play(const journal *j, size_t count, bool had_folder, const char *before, loss how,
                 disk *d)
{
    size_t synced = 0; /* the last call before which all names are on disk */
    size_t made = had_folder ? 0 : SIZE_MAX;
    memset(d, 0, sizeof *d);
    for (size_t i = 0; i < count; i++) {
        const op *o = &j->ops[i];
        if (o->kind == OP_SYNC && o->file == WHOLE_FOLDER) {
            synced = i;
        } else if (o->kind == OP_SYNC && o->file == -1 && !had_folder) {
            made = i;
        }
    }
    d->has_folder = made != SIZE_MAX || is_kept(how, true);
    for (int i = 1; i <= j->file_count; i++) {
        char path[PATH * 2];
        rsd_buf bytes = {0};
        if (j->names[i][0] == '!') { /* a file of before */
            snprintf(d->durable[i], NAME, "%s", j->names[i] + 1);
            snprintf(path, sizeof path, "%s/%s", before, d->durable[i]);
            if (rsd_read_file(path, SIZE_MAX, &bytes, NULL) != RSD_OK) {
                give_up("%s cannot be read", path);
            }
            d->files[i] = (disk_file){.bytes = bytes.data, .n = bytes.len, .synced = bytes.len};
        }
    }
    for (size_t i = 0; i < count; i++) {
        const op *o = &j->ops[i];
        disk_file *file = o->file > 0 ? &d->files[o->file] : NULL;
        if (o->kind == OP_WRITE) {
            file->bytes = realloc(file->bytes, file->n + o->n);
            memcpy(file->bytes + file->n, o->bytes, o->n);
            file->n += o->n;
        } else if (o->kind == OP_SYNC && file != NULL) {
            file->synced = file->n;
        } else if (i < synced || is_kept(how, true)) {
            change_name(d->durable, o);
        }
    }
}

/* Writes what is left of it to a folder. */
static void materialize(disk *d, loss how, const char *folder)
{
    remove_tree(folder);
    if (d->has_folder) {
        mkdir(folder, 0777);
    }
    for (int i = 1; i < FILES_MOST; i++) {
        disk_file *file = &d->files[i];
        for (size_t at = file->synced; at < file->n;) {
            const size_t some = 1 + random_below(700);
            const size_t n = some < file->n - at ? some : file->n - at;
            if (!is_kept(how, false)) {
                memset(file->bytes + at, 0, n);
                if (random_below(3) == 0) {
                    file->n = at;
                    break;
                }
            }
            at += n;
        }
        if (how == LOSE_ALL) {
            file->n = file->synced;
        }
        if (d->has_folder && d->durable[i][0] != '\0') {
            char path[PATH * 2];
            snprintf(path, sizeof path, "%s/%s", folder, d->durable[i]);
            write_file(path, file->bytes == NULL ? "" : file->bytes, file->n);
        }
        free(file->bytes);
    }
}

/* ---- Scenes -------------------------------------------------------------------------------- */

typedef struct scene {
    const char *name;
    const char *from; /* the corpus to begin with, in top; NULL for none */
    const char *sources[2];
    size_t source_count;
    rsd_build_options options;
    char before[17]; /* fingerprints; "" where there is no corpus */
    char after[17];
} scene;

static size_t runs;

static rsd_status build(const scene *s, const char *folder, rsd_error *err)
{
    char sources[2][PATH];
    const char *paths[2];
    for (size_t i = 0; i < s->source_count; i++) {
        place(sources[i], s->sources[i]);
        paths[i] = sources[i];
    }
    return rsd_corpus_build(folder, paths, s->source_count, &s->options, NULL, err);
}

static void tell_damage(void *ctx, const rsd_damage *damage)
{
    fprintf(stderr, "crash: %s: %s: %s\n", (const char *)ctx, damage->source, damage->message);
}

/* The fingerprint of a corpus, which must be whole; "" if there is none. */
static void look_at(const char *folder, const char *what, char fingerprint[17])
{
    rsd_corpus *corpus = NULL;
    rsd_error err = {0};
    char copy[PATH * 2];
    size_t count = 0;
    size_t articles;
    fingerprint[0] = '\0';
    if (!rsd_corpus_is_built(folder)) {
        return;
    }
    const char *const paths[] = {folder};
    rsd_status status = rsd_corpus_open(&corpus, paths, 1, NULL, false, &err);
    if (status == RSD_ERR_INVALID && strstr(err.message, "not come to its end") != NULL) {
        return; /* a build that has not come to its first commit */
    }
    snprintf(copy, sizeof copy, "%s", what);
    if (status != RSD_OK) {
        give_up("%s: %s: %s", what, err.source, err.message);
    }
    if (rsd_corpus_verify(folder, copy, tell_damage, &count, &articles, &err) != RSD_OK ||
        count > 0) {
        give_up("%s: damaged: %s", what, err.message);
    }
    rsd_corpus_info info;
    rsd_corpus_describe(corpus, &info);
    snprintf(fingerprint, 17, "%s", info.fingerprint);
    rsd_corpus_free(corpus);
}

/* After an accident. */
static void survive(const scene *s, const char *folder, bool is_done, const char *what)
{
    char now[17];
    rsd_error err = {0};
    runs++;
    look_at(folder, what, now);
    const bool is_after = strcmp(now, s->after) == 0;
    if (!is_after && (is_done || strcmp(now, s->before) != 0)) {
        give_up("%s: the corpus is '%s', want '%s' or '%s'", what, now,
                is_done ? s->after : s->before, s->after);
    }
    if (is_after && s->options.remove_count > 0) {
        return;
    }
    scene again = *s;
    again.options.append = again.options.append || is_after;
    if (build(&again, folder, &err) != RSD_OK) {
        give_up("%s: cannot go on: %s: %s", what, err.source, err.message);
    }
    look_at(folder, what, now);
    if (strcmp(now, s->after) != 0) {
        give_up("%s: afterwards the corpus is '%s', want '%s'", what, now, s->after);
    }
}

static void start_over(const scene *s, char folder[PATH])
{
    char from[PATH];
    place(folder, "work.rasad");
    remove_tree(folder);
    if (s->from != NULL) {
        place(from, s->from);
        copy_folder(from, folder);
    }
    io.calls = 0;
}

/* Killed at each call, before or after it was made. */
static void kill_at_each_call(const scene *s)
{
    for (int when = 0; when < 2; when++) {
        for (size_t at = 1;; at++) {
            char folder[PATH];
            char what[PATH];
            start_over(s, folder);
            snprintf(what, sizeof what, "%s, killed %s call %zu", s->name,
                     when == 0 ? "before" : "after", at);
            pid_t child = fork();
            if (child == 0) {
                io.what = when == 0 ? KILLED_BEFORE : KILLED_AFTER;
                io.at = at;
                _exit(build(s, folder, NULL) != RSD_OK);
            }
            int outcome;
            waitpid(child, &outcome, 0);
            if (WIFEXITED(outcome)) {
                if (WEXITSTATUS(outcome) != 0) {
                    give_up("%s: failed", what);
                }
                break;
            }
            survive(s, folder, false, what);
        }
    }
}

static void kill_at_random(const scene *s, size_t rounds)
{
    enum { ENOUGH_FOR_TWO = 128 << 20 /* workers */ };
    for (size_t i = 0; i < rounds * 10; i++) {
        char folder[PATH];
        char what[PATH];
        start_over(s, folder);
        const unsigned delay = (unsigned)random_below(12000);
        snprintf(what, sizeof what, "%s, killed after %u us", s->name, delay);
        scene with_workers = *s;
        if (i % 2 == 1) {
            with_workers.options.workers = 2;
            with_workers.options.memory = ENOUGH_FOR_TWO;
        }
        pid_t child = fork();
        if (child == 0) {
            _exit(build(&with_workers, folder, NULL) != RSD_OK);
        }
        usleep(delay);
        kill(child, SIGKILL);
        int outcome;
        waitpid(child, &outcome, 0);
        survive(s, folder, WIFEXITED(outcome), what);
    }
}

/* Refused at each call. */
static void refuse_each_call(const scene *s)
{
    static const int reasons[] = {ENOSPC, EIO, EACCES, EMFILE};
    for (size_t r = 0; r < sizeof reasons / sizeof *reasons; r++) {
        for (size_t at = 1;; at++) {
            char folder[PATH];
            char what[PATH];
            rsd_error err = {0};
            start_over(s, folder);
            io.what = r == 0 && at % 2 == 0 ? CUT_SHORT : REFUSED;
            io.at = at;
            io.why = reasons[r];
            rsd_status status = build(s, folder, &err);
            io.what = NONE;
            if (io.calls < at) {
                break;
            }
            snprintf(what, sizeof what, "%s, call %zu: %s", s->name, at, strerror(reasons[r]));
            if (status != RSD_OK && (status != RSD_ERR_IO || err.message[0] == '\0')) {
                give_up("%s: '%s' is no answer", what, err.message);
            }
            survive(s, folder, status == RSD_OK, what);
        }
    }
}

/* Notes the files that are there before. */
static void begin_journal(journal *j, const char *folder)
{
    memset(j, 0, sizeof *j);
    DIR *dir = opendir(folder);
    for (const struct dirent *e; dir != NULL && (e = readdir(dir)) != NULL;) {
        if (e->d_name[0] != '.') {
            snprintf(j->names[++j->file_count], NAME, "%.60s", e->d_name);
        }
    }
    if (dir != NULL) {
        closedir(dir);
    }
}

/* The power goes after each call, and what was not synced is lost in one way or another. */
static void lose_power(const scene *s, size_t rounds)
{
    static journal j;
    static disk d;
    char folder[PATH];
    char before[PATH];
    char left[PATH];
    start_over(s, folder);
    place(before, "before.rasad");
    place(left, "left.rasad");
    copy_folder(folder, before);
    begin_journal(&j, folder);
    const int files_before = j.file_count;
    char names[FILES_MOST][NAME];
    memcpy(names, j.names, sizeof names);
    io.what = RECORDED;
    io.journal = &j;
    rsd_error err = {0};
    if (build(s, folder, &err) != RSD_OK) {
        give_up("%s: %s: %s", s->name, err.source, err.message);
    }
    io.what = NONE;
    for (int i = 1; i <= files_before; i++) {
        snprintf(j.names[i], NAME, "!%.60s", names[i]);
    }
    for (int i = files_before + 1; i <= j.file_count; i++) {
        j.names[i][0] = '\0';
    }
    for (size_t count = 0; count <= j.len; count++) {
        for (loss how = 0; how < LOSSES; how++) {
            const size_t times = how == LOSE_SOME || how == LOSE_BYTES ? rounds : 1;
            for (size_t i = 0; i < times; i++) {
                char what[PATH];
                snprintf(what, sizeof what, "%s, no power after call %zu of %zu, loss %d", s->name,
                         count, j.len, (int)how);
                play(&j, count, s->from != NULL, before, how, &d);
                materialize(&d, how, left);
                survive(s, left, count == j.len, what);
            }
        }
    }
    for (size_t i = 0; i < j.len; i++) {
        free(j.ops[i].bytes);
    }
    free(j.ops);
}

static void fingerprint_of(const scene *s, char before[17], char after[17])
{
    char folder[PATH];
    rsd_error err = {0};
    start_over(s, folder);
    look_at(folder, s->name, before);
    if (build(s, folder, &err) != RSD_OK) {
        give_up("%s: %s: %s", s->name, err.source, err.message);
    }
    look_at(folder, s->name, after);
}

static void make_corpora(void)
{
    static const char *const texts[] = {
        "آتش‌بس آغاز شد\n\nبه گزارش ایسنا، او گفت.\n",
        "A second article, in English.", "نص ثالث http://a.b/c #وسم",
        "\xFF\xFE\x33\x06\x44\x06\x27\x06 \0x\0", "پنجم: ۱۲٫۵ 😀\r\n"};
    char name[NAME];
    for (int i = 0; i < 5; i++) {
        snprintf(name, sizeof name, "%d.txt", i);
        write_article("base", name, i == 3 ? "\xd8\xc2 \xff bad bytes" : texts[i]);
        snprintf(name, sizeof name, "%d.txt", i + 4);
        write_article("more", name, texts[4 - i][0] == '\xFF' ? "x" : texts[4 - i]);
    }
    const scene first = {.name = "first", .sources = {"base"}, .source_count = 1};
    const scene second = {.name = "second",
                          .from = "one.rasad",
                          .sources = {"more"},
                          .source_count = 1,
                          .options = {.append = true}};
    char from[PATH];
    char to[PATH];
    char unused[2][17];
    place(from, "work.rasad");
    fingerprint_of(&first, unused[0], unused[1]);
    place(to, "one.rasad");
    copy_folder(from, to);
    fingerprint_of(&second, unused[0], unused[1]);
    place(to, "two.rasad");
    copy_folder(from, to);
}

int main(int argc, char **argv)
{
    const size_t rounds = argc > 1 ? strtoul(argv[1], NULL, 10) : 1;
    if (argc > 2) {
        random_state ^= strtoull(argv[2], NULL, 10) * 0x9E3779B97F4A7C15U;
    }
    /* In memory where that can be: what a disk forgets is told by the journal. */
    snprintf(top, sizeof top, "%s/rasad-crash-XXXXXX",
             access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    if (mkdtemp(top) == NULL) {
        give_up("no folder");
    }
    make_corpora();
    static const char *const keys[] = {"1.txt", "2.txt"};
    scene scenes[] = {
        {.name = "build", .sources = {"base"}, .source_count = 1, .options = {.memory = 1}},
        {.name = "append",
         .from = "one.rasad",
         .sources = {"more"},
         .source_count = 1,
         .options = {.append = true}},
        {.name = "append in pieces",
         .from = "one.rasad",
         .sources = {"more"},
         .source_count = 1,
         .options = {.append = true, .memory = 1}},
        {.name = "remove", .from = "two.rasad", .options = {.remove = keys, .remove_count = 2}},
        {.name = "merge", .from = "two.rasad", .options = {.merge = true}},
    };
    for (size_t i = 0; i < sizeof scenes / sizeof *scenes; i++) {
        const size_t so_far = runs;
        scene *s = &scenes[i];
        fingerprint_of(s, s->before, s->after);
        kill_at_each_call(s);
        const size_t killed = runs;
        refuse_each_call(s);
        const size_t refused = runs;
        lose_power(s, rounds);
        const size_t lost = runs;
        kill_at_random(s, rounds);
        printf(
            "%-16s %5zu runs: %zu killed at a call, %zu refused, %zu without power, %zu killed at "
            "random\n",
            s->name, runs - so_far, killed - so_far, refused - killed, lost - refused, runs - lost);
    }
    printf("%zu runs: what was committed was always there\n", runs);
    remove_tree(top);
    return 0;
}
