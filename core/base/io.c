/* io.c: whole files in, whole files out. */
#include "base/io.h"

#include "base/mem.h"
#include "base/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static rsd_status fail_errno(rsd_error *err, const char *path, const char *what)
{
    rsd_status status = errno == ENOENT || errno == ENOTDIR ? RSD_ERR_NOT_FOUND : RSD_ERR_IO;
    return rsd_fail(err, status, path, 0, RSD_NO_OFFSET, "%s: %s", what, strerror(errno));
}

static rsd_status read_all(int fd, const char *path, size_t limit, rsd_buf *out, rsd_error *err)
{
    const size_t start = out->len;
    struct stat st;
    if (fstat(fd, &st) != 0) {
        return fail_errno(err, path, "cannot read");
    }
    /* A size is only a hint: files of /proc have none and others grow while they are read. */
    size_t chunk = S_ISREG(st.st_mode) && st.st_size > 0 ? (size_t)st.st_size + 1 : 65536;
    if (S_ISREG(st.st_mode) && (uintmax_t)st.st_size > limit) {
        return rsd_fail(err, RSD_ERR_LIMIT, path, 0, RSD_NO_OFFSET,
                        "is %ju bytes long; at most %zu are taken", (uintmax_t)st.st_size, limit);
    }
    for (;;) {
        if (rsd_buf_reserve(out, chunk) != RSD_OK) {
            return rsd_fail_nomem(err);
        }
        ssize_t got = read(fd, out->data + out->len, chunk);
        if (got < 0 && errno == EINTR && !rsd_interrupted) {
            continue;
        }
        if (got < 0 && errno == EINTR) {
            return rsd_fail(err, RSD_ERR_INTERRUPTED, path, 0, RSD_NO_OFFSET, "interrupted");
        }
        if (got < 0) {
            return fail_errno(err, path, "cannot read");
        }
        out->len += (size_t)got;
        out->data[out->len] = '\0';
        if (out->len - start > limit) {
            return rsd_fail(err, RSD_ERR_LIMIT, path, 0, RSD_NO_OFFSET,
                            "is longer than the %zu bytes that are taken", limit);
        }
        if (got == 0) {
            return RSD_OK;
        }
        chunk = 65536;
    }
}

rsd_status rsd_read_file(const char *path, size_t limit, rsd_buf *out, rsd_error *err)
{
    const size_t start = out->len;
    /* O_NONBLOCK: opening a pipe that nobody writes to must not hang. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        return fail_errno(err, path, "cannot open");
    }
    /* A pipe with a writer, such as <(command), is read to its end. */
    int flags = fcntl(fd, F_GETFL);
    if (flags >= 0) {
        fcntl(fd, F_SETFL, flags & ~O_NONBLOCK);
    }
    rsd_status status = read_all(fd, path, limit, out, err);
    close(fd);
    if (status != RSD_OK && out->data != NULL) {
        out->len = start;
        out->data[start] = '\0';
    }
    return status;
}

bool rsd_write_all(int fd, const void *bytes, size_t n)
{
    const char *at = bytes;
    while (n > 0) {
        ssize_t put = write(fd, at, n);
        if (put < 0 && errno == EINTR) {
            continue;
        }
        if (put < 0) {
            return false;
        }
        at += put;
        n -= (size_t)put;
    }
    return true;
}

rsd_status rsd_make_folders(const char *path, size_t n, mode_t mode, rsd_error *err)
{
    char folder[PATH_MAX];
    if (n >= sizeof folder) {
        errno = ENAMETOOLONG;
        return fail_errno(err, path, "cannot make the folder");
    }
    for (size_t i = 1; i <= n; i++) {
        if (i < n && path[i] != '/') {
            continue;
        }
        memcpy(folder, path, i);
        folder[i] = '\0';
        if (mkdir(folder, mode) != 0 && errno != EEXIST) {
            return fail_errno(err, folder, "cannot make the folder");
        }
    }
    return RSD_OK;
}

rsd_status rsd_sync_folder(const char *path, rsd_error *err)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    /* Some file systems know no syncing of folders. */
    bool synced = fd >= 0 && (fsync(fd) == 0 || errno == EINVAL || errno == ENOTSUP);
    rsd_status status = synced ? RSD_OK : fail_errno(err, path, "cannot be made safe on disk");
    if (fd >= 0) {
        close(fd);
    }
    return status;
}

rsd_status rsd_sync_folder_of(const char *path, rsd_error *err)
{
    char folder[PATH_MAX];
    size_t n = strlen(path);
    while (n > 1 && path[n - 1] == '/') {
        n--;
    }
    while (n > 0 && path[n - 1] != '/') {
        n--;
    }
    if (n >= sizeof folder) {
        errno = ENAMETOOLONG;
        return fail_errno(err, path, "cannot be made safe on disk");
    }
    while (n > 1 && path[n - 1] == '/') {
        n--; /* but for the root */
    }
    memcpy(folder, path, n);
    folder[n] = '\0';
    return rsd_sync_folder(n == 0 ? "." : folder, err);
}

/* Writes to a pipe or device, which can't be replaced. */
static rsd_status write_through(const char *path, const void *bytes, size_t n, rsd_error *err)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0) {
        return fail_errno(err, path, "cannot write");
    }
    bool written = rsd_write_all(fd, bytes, n);
    int why = errno;
    if (close(fd) != 0 && written) {
        written = false;
        why = errno;
    }
    errno = why;
    return written ? RSD_OK : fail_errno(err, path, "cannot write");
}

/* Creates a file in the folder of path, under a name that nothing has (a run that was killed may
 * have left one), and puts the name into name[0..size). Returns -1, with errno set, if that cannot
 * be. */
static int create_beside(const char *path, char *name, size_t size)
{
    enum { ATTEMPTS = 100 };
    const char *slash = strrchr(path, '/');
    size_t folder = slash == NULL ? 0 : (size_t)(slash - path) + 1;
    for (int attempt = 1; folder < size; attempt++) {
        int len = snprintf(name, size, "%.*s.rasad-%ld-%d.tmp", (int)folder, path, (long)getpid(),
                           attempt);
        if (len < 0 || (size_t)len >= size) {
            break;
        }
        int fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd >= 0 || errno != EEXIST || attempt == ATTEMPTS) {
            return fd;
        }
    }
    errno = ENAMETOOLONG;
    return -1;
}

static rsd_status replace_regular(const char *path, mode_t mode, const void *bytes, size_t n,
                                  rsd_error *err)
{
    char temporary[PATH_MAX];
    int fd = create_beside(path, temporary, sizeof temporary);
    if (fd < 0) {
        return fail_errno(err, path, "cannot write");
    }
    bool written =
        (mode == 0 || fchmod(fd, mode) == 0) && rsd_write_all(fd, bytes, n) && fsync(fd) == 0;
    int why = errno;
    if (close(fd) != 0 && written) {
        written = false;
        why = errno;
    }
    if (written && rename(temporary, path) != 0) {
        written = false;
        why = errno;
    }
    if (!written) {
        unlink(temporary);
        errno = why;
        return fail_errno(err, path, "cannot write");
    }
    return rsd_sync_folder_of(path, err);
}

rsd_status rsd_replace_file(const char *path, const void *bytes, size_t n, rsd_error *err)
{
    struct stat there;
    if (stat(path, &there) != 0) {
        return replace_regular(path, 0, bytes, n, err);
    }
    if (!S_ISREG(there.st_mode)) {
        return write_through(path, bytes, n, err);
    }
    char target[PATH_MAX];
    if (realpath(path, target) == NULL) {
        return fail_errno(err, path, "cannot write");
    }
    return replace_regular(target, there.st_mode & 0777, bytes, n, err);
}
