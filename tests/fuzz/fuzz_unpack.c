/* fuzz_unpack.c: archives of scripts to install. The first byte says whether the rest is an archive
 * or tells of one that is packed here, which gets deeper: checksums are right. What comes out is
 * what was put in, in place; names that lead elsewhere, links and devices are refused. */
#include "base/io.h"
#include "base/mem.h"
#include "fuzz.h"
#include "read/unpack.h"

#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef RSD_HAVE_ARCHIVE
#include <archive.h>
#include <archive_entry.h>

enum { ITEMS = 16, NAME = 300, SOFT_LINK = 4, HARD_LINK };

/* What is put in. */
typedef struct item {
    char name[NAME];
    mode_t type; /* AE_IFLNK also for hard links */
    uint8_t *bytes;
    size_t n;
} item;

typedef struct recipe {
    item items[ITEMS];
    size_t count;
    size_t next;    /* the first that has not come out */
    bool is_packed; /* here, all of them, and nothing was changed afterwards */
    size_t files;   /* that came out */
} recipe;

/* ---- The input as a recipe ---- */

typedef struct input {
    const uint8_t *at;
    size_t left;
} input;

static unsigned take_byte(input *in)
{
    return in->left == 0 ? 0 : (in->left--, *in->at++);
}

static const uint8_t *take_bytes(input *in, size_t *n)
{
    const uint8_t *at = in->at;
    *n = *n < in->left ? *n : in->left;
    in->at += *n;
    in->left -= *n;
    return at;
}

/* What has a folder's name is one, and of several slashes one may be kept; .zip has no hard links,
 * and backslashes in it become slashes. */
static bool can_be_said(int format, const item *one, unsigned kind)
{
    const size_t n = strlen(one->name);
    return strstr(one->name, "//") == NULL &&
           (one->type == AE_IFDIR || n == 0 || one->name[n - 1] != '/') &&
           (format != ARCHIVE_FORMAT_ZIP || (kind != HARD_LINK && strchr(one->name, '\\') == NULL));
}

static void add_item(struct archive *a, recipe *all, input *in)
{
    static const mode_t types[] = {AE_IFREG, AE_IFREG, AE_IFREG, AE_IFDIR,
                                   AE_IFLNK, AE_IFLNK, AE_IFIFO, AE_IFCHR};
    const unsigned kind = take_byte(in) % 8;
    item *one = &all->items[all->count];
    size_t n = take_byte(in);
    const uint8_t *name = take_bytes(in, &n);
    memcpy(one->name, name, n);
    one->name[n] = '\0';
    one->type = types[kind];
    one->n = one->type == AE_IFREG ? take_byte(in) : 0;
    one->bytes = (uint8_t *)take_bytes(in, &one->n);

    struct archive_entry *entry = archive_entry_new();
    archive_entry_copy_pathname(entry, one->name);
    archive_entry_set_filetype(entry, kind == HARD_LINK ? AE_IFREG : one->type);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, (la_int64_t)one->n);
    if (kind == SOFT_LINK) {
        archive_entry_copy_symlink(entry, "/etc");
    } else if (kind == HARD_LINK) {
        archive_entry_copy_hardlink(entry, "/etc/passwd");
    }
    if (!can_be_said(archive_format(a), one, kind) ||
        archive_write_header(a, entry) < ARCHIVE_WARN) {
        all->is_packed = false;
    } else {
        CHECK(archive_write_data(a, one->bytes, one->n) == (la_ssize_t)one->n);
        all->count++;
    }
    archive_entry_free(entry);
}

/* Packs what the input tells of; then bytes of it may be changed. */
static void pack(input *in, unsigned how, recipe *all, rsd_buf *packed)
{
    static const char *const formats[] = {"zip", "pax", "gnutar", "ustar"};
    static const char *const filters[] = {"none", "gzip", "zstd", "none"};
    const char *format = formats[how >> 2 & 3];
    /* Compressed once more, a .zip is read without its directory, where the links are. */
    const char *filter = strcmp(format, "zip") == 0 ? "none" : filters[how >> 4 & 3];
    static char room[1 << 20];
    size_t n = 0;
    unsigned changes = how >> 6;
    struct archive *a = archive_write_new();
    CHECK(archive_write_set_format_by_name(a, format) == ARCHIVE_OK);
    if (strcmp(filter, "none") != 0) {
        CHECK(archive_write_add_filter_by_name(a, filter) == ARCHIVE_OK);
    }
    archive_write_set_bytes_in_last_block(a, 1);
    CHECK(archive_write_open_memory(a, room, sizeof room, &n) == ARCHIVE_OK);
    input changed = {in->at, changes * 3 < in->left ? changes * 3 : 0};
    in->at += changed.left;
    in->left -= changed.left;
    all->is_packed = changed.left == 0;
    while (in->left > 0 && all->count < ITEMS) {
        add_item(a, all, in);
    }
    CHECK(archive_write_close(a) == ARCHIVE_OK);
    archive_write_free(a);
    while (changed.left > 0) {
        size_t at = take_byte(&changed) << 8;
        at = (at | take_byte(&changed)) % n;
        room[at] = (char)(room[at] ^ take_byte(&changed));
    }
    CHECK(rsd_buf_add(packed, room, n) == RSD_OK);
}

/* ---- What comes out ---- */

/* Does the name lead to a place in the folder it is joined to? */
static bool stays_inside(const char *name)
{
    char path[NAME + 4];
    if (name[0] == '\0' || name[0] == '/' || strchr(name, '\\') != NULL) {
        return false;
    }
    snprintf(path, sizeof path, "/%s/", name);
    return strstr(path, "/../") == NULL;
}

static bool is_harmless(const recipe *all)
{
    for (size_t i = 0; i < all->count; i++) {
        const item *one = &all->items[i];
        if (!stays_inside(one->name) || (one->type != AE_IFREG && one->type != AE_IFDIR)) {
            return false;
        }
    }
    return true;
}

/* What is installed goes into folder/target. */
static char folder[] = "/tmp/rasad-fuzz.XXXXXX";

static void write_inside(const char *name, const rsd_buf *bytes)
{
    char path[sizeof folder + 8 + 4096];
    int n = snprintf(path, sizeof path, "%s/target/%s", folder, name);
    if (n < 0 || (size_t)n >= sizeof path) {
        return;
    }
    rsd_make_folders(path, (size_t)(strrchr(path, '/') - path), 0700, NULL);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd >= 0) { /* not where a folder is, or where the name is too long for the system */
        CHECK(rsd_write_all(fd, bytes->data, bytes->len));
        close(fd);
    }
}

static rsd_status take_file(void *ctx, const char *name, const rsd_buf *bytes, rsd_error *err)
{
    (void)err;
    recipe *all = ctx;
    CHECK(strlen(name) >= NAME || stays_inside(name));
    CHECK(++all->files <= RSD_UNPACK_FILES);
    if (all->is_packed) {
        const item *one;
        do {
            CHECK(all->next < all->count);
            one = &all->items[all->next++];
        } while (strcmp(one->name, name) != 0 || one->type != AE_IFREG);
        CHECK(one->n == bytes->len &&
              (one->n == 0 || memcmp(one->bytes, bytes->data, one->n) == 0));
    }
    if (all->files <= ITEMS) {
        write_inside(name, bytes);
    }
    return RSD_OK;
}

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *at)
{
    (void)about;
    (void)kind;
    (void)at;
    return remove(path);
}

/* All that was written is below target, and it goes. */
static void check_folder(void)
{
    char target[sizeof folder + 8];
    snprintf(target, sizeof target, "%s/target", folder);
    DIR *dir = opendir(folder);
    CHECK(dir != NULL);
    for (const struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        CHECK(strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 ||
              strcmp(entry->d_name, "target") == 0);
    }
    closedir(dir);
    CHECK(nftw(target, remove_one, 16, FTW_DEPTH | FTW_PHYS) == 0);
}

static void leave(void)
{
    rmdir(folder);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static recipe all;
    memset(&all, 0, sizeof all);
    if (strstr(folder, "XXXXXX") != NULL) {
        CHECK(mkdtemp(folder) != NULL);
        atexit(leave);
    }
    input in = {data, size};
    const unsigned how = take_byte(&in);
    rsd_buf packed = {0};
    if (how % 4 == 0) {
        CHECK(rsd_buf_add(&packed, (const char *)in.at, in.left) == RSD_OK);
    } else {
        pack(&in, how, &all, &packed);
    }
    char path[64];
    int fd = memfd_create("archive", MFD_CLOEXEC);
    CHECK(fd >= 0 && rsd_write_all(fd, packed.data, packed.len));
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);

    char target[sizeof folder + 8];
    snprintf(target, sizeof target, "%s/target", folder);
    CHECK(mkdir(target, 0700) == 0);
    rsd_error err = {0};
    const rsd_status status = rsd_unpack(path, take_file, &all, &err);
    CHECK(status == RSD_OK || err.message[0] != '\0');
    CHECK(!all.is_packed || all.count == 0 || (status == RSD_OK) == is_harmless(&all));
    check_folder();
    close(fd);
    rsd_buf_free(&packed);
    return 0;
}

#else

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    (void)data;
    (void)size;
    return 0;
}

#endif
