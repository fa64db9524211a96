/* claim.c: the folder of a corpus: whose it is, its lock, and what is left in it. */
#include "store/claim.h"

#include "base/io.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LOCK "lock"

static bool put_name(char path[PATH_MAX], const char *folder, const char *name)
{
    int n = snprintf(path, PATH_MAX, "%s/%s", folder, name);
    return n > 0 && n < PATH_MAX;
}

static rsd_status fail(const char *folder, const char *what, rsd_error *err)
{
    return rsd_fail(err, RSD_ERR_IO, folder, 0, RSD_NO_OFFSET, "cannot be %s: %s", what,
                    strerror(errno));
}

/* ---- What there is ---- */

/* Does the folder have a manifest that begins as one of ours does? */
static bool has_manifest(const char *folder)
{
    static const char start[] = RSD_MANIFEST_START;
    char path[PATH_MAX];
    char found[sizeof start - 1];
    const int file =
        put_name(path, folder, RSD_MANIFEST) ? open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) : -1;
    if (file < 0) {
        return false;
    }
    const ssize_t n = read(file, found, sizeof found);
    close(file);
    return n == (ssize_t)sizeof found && memcmp(found, start, sizeof found) == 0;
}

/* Is there a file that is named as those of a corpus are, or, if only that is asked, a catalog? */
static bool has_part(const char *folder, bool only_catalogs)
{
    DIR *dir = opendir(folder);
    bool found = false;
    for (const struct dirent *entry; dir != NULL && !found && (entry = readdir(dir)) != NULL;) {
        uint64_t number;
        bool is_catalog;
        found =
            rsd_part_name(entry->d_name, &number, &is_catalog) && (is_catalog || !only_catalogs);
    }
    if (dir != NULL) {
        closedir(dir);
    }
    return found;
}

bool rsd_claim_has_catalog(const char *folder)
{
    return has_part(folder, true);
}

bool rsd_corpus_is_built(const char *path)
{
    return has_manifest(path) || has_part(path, false);
}

static bool is_temporary(const char *name)
{
    static const char start[] = ".rasad-";
    static const char end[] = ".tmp";
    const size_t n = strlen(name);
    return n >= sizeof start + sizeof end - 2 && strncmp(name, start, sizeof start - 1) == 0 &&
           strcmp(name + n - (sizeof end - 1), end) == 0;
}

/* May the file be of a corpus that was begun? */
static bool is_own(int folder, const char *name)
{
    struct stat st;
    uint64_t number;
    bool is_catalog;
    if (strcmp(name, LOCK) == 0) {
        return fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(st.st_mode) &&
               st.st_size == 0;
    }
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0 || is_temporary(name) ||
           rsd_part_name(name, &number, &is_catalog);
}

/* Refuses a folder that has files of somebody else. */
static rsd_status refuse_foreign(const char *folder, rsd_error *err)
{
    DIR *dir = opendir(folder);
    if (dir == NULL) {
        return fail(folder, "read", err);
    }
    rsd_status status = RSD_OK;
    for (const struct dirent *entry; status == RSD_OK && (entry = readdir(dir)) != NULL;) {
        if (!is_own(dirfd(dir), entry->d_name)) {
            status = rsd_fail(err, RSD_ERR_INVALID, folder, 0, RSD_NO_OFFSET,
                              "has other files in it, as '%.64s'; a corpus needs a folder of its "
                              "own",
                              entry->d_name);
        }
    }
    closedir(dir);
    return status;
}

/* Makes the folder, unless it is there and may be that of a corpus. */
static rsd_status make_folder(const char *folder, bool *is_new, rsd_error *err)
{
    struct stat st;
    char path[PATH_MAX];
    *is_new = mkdir(folder, 0777) == 0;
    if (*is_new) {
        return rsd_sync_folder_of(folder, err);
    }
    if (errno == EEXIST && stat(folder, &st) == 0 && !S_ISDIR(st.st_mode)) {
        errno = ENOTDIR;
    }
    if (errno != EEXIST) {
        return fail(folder, "made", err);
    }
    /* What a manifest that is damaged belongs to, the files beside it tell. */
    const bool is_corpus =
        has_manifest(folder) ||
        (put_name(path, folder, RSD_MANIFEST) && stat(path, &st) == 0 && has_part(folder, false));
    return is_corpus ? RSD_OK : refuse_foreign(folder, err);
}

/* ---- Sweeping ---- */

static bool has_number(const rsd_parts *parts, uint64_t number)
{
    for (size_t i = 0; i < parts->len; i++) {
        if (parts->items[i].number == number) {
            return true;
        }
    }
    return false;
}

/* Is the name one that a writer gives, of a file that is not in use? */
static bool is_litter(const rsd_manifest *m, const char *name)
{
    uint64_t number;
    bool is_catalog;
    if (!rsd_part_name(name, &number, &is_catalog)) {
        return is_temporary(name);
    }
    return is_catalog ? number != m->catalog.number
                      : !has_number(&m->segments, number) && !has_number(&m->pending, number);
}

void rsd_claim_sweep(const rsd_manifest *manifest, const char *folder)
{
    DIR *dir = opendir(folder);
    if (dir == NULL) {
        return;
    }
    for (const struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        if (is_litter(manifest, entry->d_name)) {
            unlinkat(dirfd(dir), entry->d_name, 0);
        }
    }
    closedir(dir);
}

/* ---- The lock ---- */

/* Is the open file still the one of that path, or has another writer removed it? */
static bool is_there(int fd, const char *path)
{
    struct stat held;
    struct stat there;
    return fstat(fd, &held) == 0 && stat(path, &there) == 0 && held.st_ino == there.st_ino &&
           held.st_dev == there.st_dev;
}

static rsd_status lock_folder(const char *folder, int *lock, rsd_error *err)
{
    char path[PATH_MAX];
    if (!put_name(path, folder, LOCK)) {
        return rsd_fail(err, RSD_ERR_LIMIT, folder, 0, RSD_NO_OFFSET, "is too long a path");
    }
    *lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (*lock < 0) {
        return fail(folder, "written to", err);
    }
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    const bool locked = fcntl(*lock, F_OFD_SETLK, &whole) == 0;
    if (locked && is_there(*lock, path)) {
        return RSD_OK;
    }
    const bool busy = locked || errno == EAGAIN || errno == EACCES;
    rsd_status status =
        rsd_fail(err, RSD_ERR_IO, folder, 0, RSD_NO_OFFSET, "%s",
                 busy ? "another process is writing to this corpus" : "cannot be locked");
    close(*lock);
    return status;
}

rsd_status rsd_claim(rsd_claimed *claimed, const char *folder, rsd_error *err)
{
    rsd_status status = make_folder(folder, &claimed->is_new, err);
    return status == RSD_OK ? lock_folder(folder, &claimed->lock, err) : status;
}

void rsd_claim_end(const rsd_claimed *claimed, const char *folder)
{
    char path[PATH_MAX];
    if (!rsd_corpus_is_built(folder) && put_name(path, folder, LOCK)) {
        unlink(path);
        if (claimed->is_new) {
            rmdir(folder);
        }
    }
    close(claimed->lock);
}
