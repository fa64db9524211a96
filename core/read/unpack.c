/* unpack.c: all files of a small archive, by libarchive. */
#include "read/unpack.h"
#include "base/locale.h"
#include "base/mem.h"

#include <string.h>

#ifdef RSD_HAVE_ARCHIVE
#include "read/compressed.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <unistd.h>

enum {
    BLOCK = 64 * 1024,
    MOST_VERIFIED = 2 * RSD_UNPACK_BYTES /* there are headers between the files */
};

static rsd_status fail(const char *path, const char *what, struct archive *archive, rsd_error *err)
{
    const char *why = archive == NULL ? NULL : archive_error_string(archive);
    return rsd_fail(err, RSD_ERR_INVALID, path, 0, RSD_NO_OFFSET, "%s%s%s", what,
                    why == NULL ? "" : ": ", why == NULL ? "" : why);
}

/* Does the name stay in the archive? */
static bool is_safe(const char *name)
{
    if (name == NULL || name[0] == '\0' || name[0] == '/' || strchr(name, '\\') != NULL) {
        return false;
    }
    for (const char *at = name; *at != '\0';) {
        size_t n = strcspn(at, "/");
        if (n == 2 && strncmp(at, "..", 2) == 0) {
            return false;
        }
        at += n + strspn(at + n, "/");
    }
    return true;
}

/* Reads what is compressed to its end, or to where there is more than is taken. */
static rsd_status read_to_end(rsd_input *input, rsd_error *err)
{
    char block[BLOCK];
    size_t got = sizeof block;
    rsd_status status = RSD_OK;
    for (size_t n = 0; status == RSD_OK && got > 0 && n < MOST_VERIFIED; n += got) {
        status = rsd_input_read(input, block, sizeof block, &got, err);
    }
    if (status == RSD_OK && input->is_broken && !input->is_whole) {
        *err = input->fault;
        status = err->status;
    }
    return status;
}

static rsd_status verify_input(rsd_input *input, rsd_error *err)
{
    const char *head;
    size_t n;
    rsd_status status = rsd_input_peek(input, RSD_CODEC_HEAD, &head, &n, err);
    const rsd_codec *codec = status == RSD_OK ? rsd_codec_of(head, n) : NULL;
    if (codec == NULL) {
        return status;
    }
    rsd_compressed c;
    status = rsd_compressed_open(&c, input, codec, NULL, err);
    if (status == RSD_OK) {
        status = read_to_end(&c.input, err);
    }
    rsd_compressed_close(&c);
    return status;
}

/* Are the checksums of what is compressed right? libarchive does not verify those of gzip. */
static rsd_status verify(const char *path, rsd_error *err)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return RSD_OK; /* libarchive tells */
    }
    rsd_input input = rsd_file_input(fd, 0);
    rsd_status status = verify_input(&input, err);
    rsd_input_free(&input);
    close(fd);
    if (status != RSD_ERR_IO) {
        return status;
    }
    const rsd_error why = *err;
    return rsd_fail(err, RSD_ERR_INVALID, path, 0, why.offset, "%s", why.message);
}

static struct archive *open_archive(const char *path, rsd_error *err)
{
    struct archive *archive = archive_read_new();
    if (archive == NULL) {
        rsd_fail_nomem(err);
        return NULL;
    }
    /* A warning is that a program would be started to unpack it. */
    if (archive_read_support_format_zip(archive) != ARCHIVE_OK ||
        archive_read_support_format_tar(archive) != ARCHIVE_OK ||
        archive_read_support_filter_gzip(archive) != ARCHIVE_OK ||
        archive_read_support_filter_zstd(archive) != ARCHIVE_OK ||
        archive_read_support_filter_xz(archive) != ARCHIVE_OK ||
        archive_read_support_filter_bzip2(archive) != ARCHIVE_OK ||
        archive_read_open_filename(archive, path, BLOCK) != ARCHIVE_OK) {
        fail(path, "cannot be opened as an archive", archive, err);
        archive_read_free(archive);
        return NULL;
    }
    return archive;
}

/* The bytes of the entry that was just met; budget is what may yet come. */
static rsd_status read_entry(struct archive *archive, const char *path, size_t *budget,
                             rsd_buf *bytes, rsd_error *err)
{
    char block[4096];
    la_ssize_t got;
    bytes->len = 0;
    while ((got = archive_read_data(archive, block, sizeof block)) > 0) {
        if ((size_t)got > *budget) {
            return rsd_fail(err, RSD_ERR_LIMIT, path, 0, RSD_NO_OFFSET,
                            "holds more than %d MB, which is too much for scripts",
                            RSD_UNPACK_BYTES >> 20);
        }
        *budget -= (size_t)got;
        if (rsd_buf_add(bytes, block, (size_t)got) != RSD_OK) {
            return rsd_fail_nomem(err);
        }
    }
    return got < 0 ? fail(path, "cannot be unpacked", archive, err) : RSD_OK;
}

/* One entry: a file is given to on_file, folders are passed over. */
static rsd_status take_entry(struct archive *archive, struct archive_entry *entry, const char *path,
                             size_t *budget, rsd_buf *bytes, rsd_on_file on_file, void *ctx,
                             rsd_error *err)
{
    const char *name = archive_entry_pathname(entry);
    mode_t type = archive_entry_filetype(entry);
    if (!is_safe(name)) {
        return fail(path, "has a file whose name leads out of it", NULL, err);
    }
    if (type == AE_IFDIR) {
        return RSD_OK;
    }
    if (type != AE_IFREG || archive_entry_hardlink(entry) != NULL) {
        return fail(path, "has a link or a device in it", NULL, err);
    }
    rsd_status status = read_entry(archive, path, budget, bytes, err);
    return status == RSD_OK ? on_file(ctx, name, bytes, err) : status;
}

static rsd_status take_entries(struct archive *archive, const char *path, rsd_on_file on_file,
                               void *ctx, rsd_error *err)
{
    rsd_buf bytes = {0};
    rsd_status status = RSD_OK;
    size_t budget = RSD_UNPACK_BYTES;
    for (size_t met = 0; status == RSD_OK; met++) {
        struct archive_entry *entry;
        int code = archive_read_next_header(archive, &entry);
        if (code == ARCHIVE_EOF) {
            break;
        }
        if (code != ARCHIVE_OK && code != ARCHIVE_WARN) { /* a warning: a name that is no UTF-8 */
            status = fail(path, "cannot be unpacked", archive, err);
        } else if (met == RSD_UNPACK_FILES) {
            status =
                rsd_fail(err, RSD_ERR_LIMIT, path, 0, RSD_NO_OFFSET,
                         "has more than %d files, which is too many for scripts", RSD_UNPACK_FILES);
        } else {
            status = take_entry(archive, entry, path, &budget, &bytes, on_file, ctx, err);
        }
    }
    rsd_buf_free(&bytes);
    return status;
}

rsd_status rsd_unpack(const char *path, rsd_on_file on_file, void *ctx, rsd_error *err)
{
    rsd_status verified = verify(path, err);
    struct archive *archive = verified == RSD_OK ? open_archive(path, err) : NULL;
    if (archive == NULL) {
        return err->status;
    }
    rsd_locale own;
    rsd_locale_enter_utf8(&own);
    rsd_status status = take_entries(archive, path, on_file, ctx, err);
    rsd_locale_leave(&own);
    archive_read_free(archive);
    return status;
}

#else

rsd_status rsd_unpack(const char *path, rsd_on_file on_file, void *ctx, rsd_error *err)
{
    (void)on_file;
    (void)ctx;
    return rsd_fail(err, RSD_ERR_INVALID, path, 0, RSD_NO_OFFSET,
                    "this rasad was built without libarchive; unpack it first");
}

#endif
