/* lfolder.c: folders, new files in them, and archives of files. */
#include "base/io.h"
#include "base/mem.h"
#include "lua/lrasad.h"
#include "read/unpack.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MT_FOLDER "rasad.open_folder"

/* Closed by Lua, whatever is raised meanwhile. */
typedef struct folder {
    DIR *dir;
} folder;

static void close_dir(folder *f)
{
    if (f->dir != NULL) {
        closedir(f->dir);
        f->dir = NULL;
    }
}

static int close_folder(lua_State *L)
{
    close_dir(luaL_checkudata(L, 1, MT_FOLDER));
    return 0;
}

/* list_folder(path) -> {name, ...} | nil, message: the names in a folder, folders with a slash at
 * the end, hidden ones left out; in no order                                      [-0, +1, e] */
static int list_folder(lua_State *L)
{
    const char *path = luaL_checkstring(L, 1);
    folder *f = lua_newuserdatauv(L, sizeof *f, 0);
    f->dir = NULL;
    luaL_setmetatable(L, MT_FOLDER); // [folder]
    f->dir = opendir(path);
    if (f->dir == NULL) {
        luaL_pushfail(L);
        lua_pushfstring(L, "%s: cannot open the folder: %s", path, strerror(errno));
        return 2;
    }
    lua_newtable(L); // [folder, names]
    const struct dirent *entry;
    while ((entry = readdir(f->dir)) != NULL) {
        struct stat about;
        if (entry->d_name[0] == '.') {
            continue;
        }
        lua_pushfstring(L, "%s/%s", path, entry->d_name); // [folder, names, path]
        bool is_there = stat(lua_tostring(L, -1), &about) == 0;
        lua_pop(L, 1);
        if (is_there && (S_ISDIR(about.st_mode) || S_ISREG(about.st_mode))) {
            lua_pushfstring(L, S_ISDIR(about.st_mode) ? "%s/" : "%s", entry->d_name);
            lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
        }
    }
    close_dir(f); // now: a jailed worker that collects it later may not
    return 1;
}

/* What can be done where a file or folder could not be made: "name" says that another name may do,
 * "full" that no other file can be written either. */
static const char *refusal_of(int number)
{
    switch (number) {
    case EEXIST:
    case EISDIR:
    case ENOTDIR:
    case ENAMETOOLONG:
    case EINVAL:
    case EILSEQ:
        return "name";
    case ENOSPC:
    case EDQUOT:
    case EROFS:
        return "full";
    default:
        return "other";
    }
}

static int refuse(lua_State *L, const char *path, const char *what, int number)
{
    luaL_pushfail(L);
    lua_pushfstring(L, "%s: cannot be %s: %s", path, what, strerror(number));
    lua_pushstring(L, refusal_of(number));
    return 3;
}

static bool is_folder(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

/* make_folder(path) -> true | nil, message, refusal: a new one; its parents must be there. Beside
 * the refusals of refusal_of there is "folder": it is there already               [-0, +1, e] */
static int make_folder(lua_State *L)
{
    const char *path = luaL_checkstring(L, 1);
    if (mkdir(path, 0777) == 0) {
        lua_pushboolean(L, 1);
        return 1;
    }
    const int number = errno;
    const int count = refuse(L, path, "made", number);
    if (number == EEXIST && is_folder(path)) {
        lua_pushliteral(L, "folder");
        lua_replace(L, -2);
    }
    return count;
}

/* new_file(path, bytes) -> true | nil, message, refusal: all of it, or no file; none that is there
 * is written over                                                                 [-0, +1, e] */
static int new_file(lua_State *L)
{
    size_t n;
    const char *path = luaL_checkstring(L, 1);
    const char *bytes = luaL_checklstring(L, 2, &n);
    const int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0) {
        return refuse(L, path, "written", errno);
    }
    int number = rsd_write_all(fd, bytes, n) ? 0 : errno;
    if (close(fd) != 0 && number == 0) {
        number = errno;
    }
    if (number != 0) {
        unlink(path);
        return refuse(L, path, "written", number);
    }
    lua_pushboolean(L, 1);
    return 1;
}

/* make_folders(path) -> true | nil, message, code: it, and those it lies in       [-0, +1, e] */
static int make_folders(lua_State *L)
{
    size_t n;
    const char *path = luaL_checklstring(L, 1, &n);
    rsd_error err = {0};
    if (rsd_make_folders(path, n, 0777, &err) != RSD_OK) {
        return rsd_lua_failure(L, &err);
    }
    lua_pushboolean(L, 1);
    return 1;
}

/* Keeps a file as its name, a zero, eight bytes of size, its bytes. */
static rsd_status keep_file(void *ctx, const char *name, const rsd_buf *bytes, rsd_error *err)
{
    rsd_buf *all = ctx;
    uint64_t n = bytes->len;
    if (rsd_buf_add(all, name, strlen(name) + 1) != RSD_OK ||
        rsd_buf_add(all, (const char *)&n, sizeof n) != RSD_OK ||
        rsd_buf_add(all, bytes->data, bytes->len) != RSD_OK) {
        return rsd_fail_nomem(err);
    }
    return RSD_OK;
}

/* unpack_files(path) -> {name = bytes, ...} | nil, message, code: what is in a small archive
 *                                                                                [-0, +1, e] */
static int unpack_files(lua_State *L)
{
    const char *path = luaL_checkstring(L, 1);
    rsd_buf *all = rsd_lua_newbuf(L); // [all]
    rsd_error err = {0};
    if (rsd_unpack(path, keep_file, all, &err) != RSD_OK) {
        return rsd_lua_failure(L, &err);
    }
    lua_newtable(L); // [all, files]
    for (size_t at = 0; at < all->len;) {
        const char *name = all->data + at;
        uint64_t n;
        at += strlen(name) + 1;
        memcpy(&n, all->data + at, sizeof n);
        at += sizeof n;
        lua_pushlstring(L, all->data + at, (size_t)n);
        lua_setfield(L, -2, name);
        at += (size_t)n;
    }
    return 1;
}

void rsd_lua_folder(lua_State *L)
{
    static const luaL_Reg meta[] = {
        {"__gc", close_folder}, {"__close", close_folder}, {NULL, NULL}};
    static const luaL_Reg functions[] = {
        {"list_folder", list_folder},   {"make_folder", make_folder},
        {"make_folders", make_folders}, {"new_file", new_file},
        {"unpack_files", unpack_files}, {NULL, NULL}};
    luaL_newmetatable(L, MT_FOLDER);
    luaL_setfuncs(L, meta, 0);
    lua_pop(L, 1);
    luaL_setfuncs(L, functions, 0);
}
