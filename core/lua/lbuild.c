/* lbuild.c: building a corpus on disk, and looking for damage in it, for Lua. */
#include "lua/lrasad.h"

#include "base/mem.h"
#include "base/worker.h"

#include <string.h>
#include <unistd.h>

/* The list of strings at idx, which must stay on the stack, as an array that Lua frees; NULL-like
 * values are an empty one.                                                        [-0, +1, e] */
static const char **read_strings(lua_State *L, int idx, const char *what, size_t *count)
{
    if (!lua_isnil(L, idx) && !lua_istable(L, idx)) {
        luaL_error(L, "the %s are no list, but a %s", what, luaL_typename(L, idx));
    }
    lua_Integer n = lua_isnil(L, idx) ? 0 : luaL_len(L, idx);
    if (n < 0 || n >= 1 << 20) {
        luaL_error(L, "too many %s", what);
    }
    const char **strings = lua_newuserdatauv(L, ((size_t)n + 1) * sizeof *strings, 0);
    for (lua_Integer i = 1; i <= n; i++) {
        if (lua_rawgeti(L, idx, i) != LUA_TSTRING) {
            luaL_error(L, "number %I of the %s is not a string", (LUAI_UACINT)i, what);
        }
        strings[i - 1] = lua_tostring(L, -1); // the table keeps the string alive
        if (strlen(strings[i - 1]) != lua_rawlen(L, -1)) {
            luaL_error(L, "number %I of the %s holds a NUL byte", (LUAI_UACINT)i, what);
        }
        lua_pop(L, 1);
    }
    *count = (size_t)n;
    return strings;
}

static bool flag(lua_State *L, int idx, const char *name)
{
    lua_getfield(L, idx, name);
    bool value = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return value;
}

static void set_integer(lua_State *L, const char *name, uint64_t value)
{
    lua_pushinteger(L, (lua_Integer)value);
    lua_setfield(L, -2, name);
}

/* ---- Documents of a reader in Lua ---- */

/* A call of Lua out of the building: all is protected, for nothing may be raised through C. */
typedef struct callback {
    lua_State *L;
    int function; /* where it is on the stack */
} callback;

/* The document whose key, path, text and fields were returned. fields is a list of names and values
 * by turns, sorted by name.                                                       [-0, +0, -] */
static rsd_status send_document(lua_State *L, const rsd_sink *sink, rsd_error *err)
{
    size_t n;
    const int first = lua_gettop(L) - 3;
    const char *text = lua_tolstring(L, first + 2, &n);
    const size_t count = (size_t)lua_rawlen(L, first + 3) / 2;
    rsd_document document = {.key = lua_tostring(L, first),
                             .path = lua_tostring(L, first + 1),
                             .text = text,
                             .text_len = n};
    if (n > RSD_MAX_SOURCE) {
        const rsd_warning warning = {.kind = "too_large",
                                     .source = document.key,
                                     .offset = RSD_NO_OFFSET,
                                     .message = "the text is larger than is taken",
                                     .skipped = true};
        return sink->warning(sink->ctx, &warning, err);
    }
    rsd_field *fields = rsd_alloc(count * sizeof *fields);
    if (fields == NULL) {
        return rsd_fail_nomem(err);
    }
    for (size_t i = 0; i < count; i++) { // the table keeps the strings alive
        lua_rawgeti(L, first + 3, 2 * (lua_Integer)i + 1);
        lua_rawgeti(L, first + 3, 2 * (lua_Integer)i + 2);
        fields[i] = (rsd_field){lua_tostring(L, -2), lua_tostring(L, -1)};
        lua_pop(L, 2);
    }
    document.fields = fields;
    document.field_count = count;
    rsd_status status = sink->document(sink->ctx, &document, err);
    rsd_free(fields);
    return status;
}

/* What was left out, of which false, its path and a message were returned.        [-0, +0, -] */
static rsd_status send_warning(lua_State *L, const rsd_sink *sink, rsd_error *err)
{
    const int first = lua_gettop(L) - 3;
    const rsd_warning warning = {.kind = "unreadable",
                                 .source = lua_tostring(L, first + 1),
                                 .offset = RSD_NO_OFFSET,
                                 .message = lua_tostring(L, first + 2),
                                 .skipped = true};
    return sink->warning(sink->ctx, &warning, err);
}

/* Asks the function for documents until it returns nil. An interrupt may have ended it, or what it
 * called. */
static rsd_status read_documents(void *ctx, const rsd_sink *sink, rsd_error *err)
{
    const callback *c = ctx;
    lua_State *L = c->L;
    const int top = lua_gettop(L);
    rsd_status status = lua_checkstack(L, LUA_MINSTACK) ? RSD_OK : rsd_fail_nomem(err);
    while (status == RSD_OK) {
        lua_pushvalue(L, c->function);
        const bool is_good = lua_pcall(L, 0, 4, 0) == LUA_OK;
        if (rsd_interrupted) {
            status = rsd_fail(err, RSD_ERR_INTERRUPTED, NULL, 0, RSD_NO_OFFSET, "interrupted");
        } else if (!is_good) {
            const char *message = lua_tostring(L, -1);
            status = rsd_fail(err, RSD_ERR_INVALID, NULL, 0, RSD_NO_OFFSET, "%s",
                              message == NULL ? "the reader failed" : message);
        } else if (lua_isnil(L, top + 1)) {
            break;
        } else {
            status = lua_isboolean(L, top + 1) ? send_warning(L, sink, err)
                                               : send_document(L, sink, err);
        }
        lua_settop(L, top);
    }
    lua_settop(L, top);
    return status;
}

/* Hands the progress to the function; what it raises is passed over. */
static void tell_progress(void *ctx, const rsd_progress *progress)
{
    const callback *c = ctx;
    lua_State *L = c->L;
    if (!lua_checkstack(L, LUA_MINSTACK)) {
        return;
    }
    const int top = lua_gettop(L);
    lua_pushvalue(L, c->function);
    lua_pushstring(L, progress->stage);
    lua_pushinteger(L, (lua_Integer)progress->documents);
    lua_pushinteger(L, (lua_Integer)progress->bytes);
    lua_pushinteger(L, (lua_Integer)progress->bytes_read);
    lua_pushinteger(L, (lua_Integer)progress->bytes_all);
    lua_pcall(L, 5, 0, 0);
    lua_settop(L, top);
}

/* The function of that name among the options, left on the stack; false if there is none.
 *                                                                                 [-0, +1, e] */
static bool find_callback(lua_State *L, const char *name, callback *c)
{
    const int type = lua_getfield(L, 3, name);
    luaL_argcheck(L, type == LUA_TNIL || type == LUA_TFUNCTION, 3, "want a function");
    *c = (callback){.L = L, .function = lua_gettop(L)};
    return type == LUA_TFUNCTION;
}

/* The number of workers at idx; nil is one for each processor.                       [-0, +0, e] */
static unsigned read_workers(lua_State *L, int idx)
{
    enum { MOST = 64 };
    if (lua_isnil(L, idx)) {
        const long processors = sysconf(_SC_NPROCESSORS_ONLN);
        return processors < 1 ? 1 : processors < MOST ? (unsigned)processors : MOST;
    }
    const lua_Integer workers = luaL_checkinteger(L, idx);
    luaL_argcheck(L, workers >= 1 && workers <= MOST, 3, "the workers are a number from 1 to 64");
    return (unsigned)workers;
}

/* build(path, sources, options) -> {added, unchanged, removed, bytes_on_disk}
 *                                | nil, message, code                             [-0, +1, e]
 * options: append, merge, strict, map, path_date, remove = {key, ...}, memory = bytes, workers,
 * documents = function() -> key, path, text, {name, value, ...} | false, path, message | nil,
 * reader_name, progress = function(stage, documents, bytes, bytes_read, bytes_all) */
static int build(lua_State *L)
{
    const char *path = luaL_checkstring(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    luaL_checktype(L, 3, LUA_TTABLE);
    lua_settop(L, 3);
    rsd_build_options options = {.append = flag(L, 3, "append"),
                                 .merge = flag(L, 3, "merge"),
                                 .strict = flag(L, 3, "strict")};
    size_t source_count;
    const char **sources = read_strings(L, 2, "sources", &source_count); // [..., sources]
    lua_getfield(L, 3, "remove");                                        // [..., sources, keys]
    options.remove = read_strings(L, lua_gettop(L), "keys to remove", &options.remove_count);
    lua_getfield(L, 3, "memory");
    lua_Integer memory = luaL_optinteger(L, -1, 0);
    luaL_argcheck(L, memory >= 0, 3, "the memory is a number of bytes");
    options.memory = (size_t)memory;
    lua_getfield(L, 3, "workers");
    options.workers = read_workers(L, -1);
    rsd_lua_readmap(L, 3, &options.read);
    options.read.path_date = flag(L, 3, "path_date");
    callback documents;
    if (find_callback(L, "documents", &documents)) {
        lua_getfield(L, 3, "reader_name");
        options.reader = (rsd_reader){read_documents, &documents, luaL_checkstring(L, -1)};
    }
    callback progress;
    if (find_callback(L, "progress", &progress)) {
        options.progress = tell_progress;
        options.progress_ctx = &progress;
    }
    rsd_build_summary summary;
    rsd_error err = {0};
    if (rsd_corpus_build(path, sources, source_count, &options, &summary, &err) != RSD_OK) {
        if (err.status == RSD_ERR_INTERRUPTED) {
            rsd_lua_interrupt_told(L);
        }
        return rsd_lua_failure(L, &err);
    }
    lua_createtable(L, 0, 4);
    set_integer(L, "added", summary.added);
    set_integer(L, "unchanged", summary.unchanged);
    set_integer(L, "removed", summary.removed);
    set_integer(L, "bytes_on_disk", summary.bytes_on_disk);
    return 1;
}

/* Damage that was found, as text in a buffer: lines of source, NUL, offset, NUL, message, NUL. */
typedef struct findings {
    rsd_buf *text;
    bool full;
} findings;

static void found(void *ctx, const rsd_damage *damage)
{
    findings *f = ctx;
    f->full = f->full ||
              rsd_buf_add(f->text, damage->source, strlen(damage->source) + 1) != RSD_OK ||
              rsd_buf_add(f->text, &damage->offset, sizeof damage->offset) != RSD_OK ||
              rsd_buf_add(f->text, damage->message, strlen(damage->message) + 1) != RSD_OK;
}

/* Pushes the list of {source, offset, message}.                                   [-0, +1, m] */
static void push_findings(lua_State *L, const rsd_buf *text)
{
    lua_newtable(L); // [list]
    lua_Integer n = 0;
    for (size_t at = 0; at < text->len;) {
        lua_createtable(L, 0, 3); // [list, damage]
        const char *source = text->data + at;
        lua_pushstring(L, source);
        lua_setfield(L, -2, "source");
        at += strlen(source) + 1;
        uint64_t offset;
        memcpy(&offset, text->data + at, sizeof offset);
        if (offset != RSD_NO_OFFSET) {
            set_integer(L, "offset", offset);
        }
        at += sizeof offset;
        lua_pushstring(L, text->data + at);
        lua_setfield(L, -2, "message");
        at += strlen(text->data + at) + 1;
        lua_rawseti(L, -2, ++n); // [list]
    }
}

/* verify(path) -> {damage = {{source, offset, message}, ...}, articles} | nil, message, code
 *                                                                                 [-0, +1, e] */
static int verify(lua_State *L)
{
    const char *path = luaL_checkstring(L, 1);
    findings f = {.text = rsd_lua_newbuf(L)};
    size_t count;
    size_t articles;
    rsd_error err = {0};
    if (rsd_corpus_verify(path, &f, found, &count, &articles, &err) != RSD_OK) {
        return rsd_lua_failure(L, &err);
    }
    if (f.full) {
        rsd_fail(&err, RSD_ERR_NOMEM, path, 0, RSD_NO_OFFSET, "out of memory");
        return rsd_lua_failure(L, &err);
    }
    lua_createtable(L, 0, 2); // [result]
    push_findings(L, f.text); // [result, list]
    lua_setfield(L, -2, "damage");
    set_integer(L, "articles", articles);
    return 1;
}

/* is_store(path) -> whether it is that of a built corpus                          [-0, +1, e] */
static int is_store(lua_State *L)
{
    lua_pushboolean(L, rsd_corpus_is_built(luaL_checkstring(L, 1)));
    return 1;
}

void rsd_lua_build(lua_State *L)
{
    static const luaL_Reg functions[] = {
        {"build", build}, {"verify", verify}, {"is_store", is_store}, {NULL, NULL}};
    luaL_setfuncs(L, functions, 0);
}
