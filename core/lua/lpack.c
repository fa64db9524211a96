/* lpack.c: Lua values as bytes and back, for what travels between processes. The bytes of equal
 * values are equal: keys of tables are written integers first, then strings in bytewise order. */
#include "lua/lrasad.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_DEPTH = 100 };

enum tag {
    TAG_NIL = 'n',
    TAG_TRUE = 't',
    TAG_FALSE = 'f',
    TAG_INTEGER = 'i',
    TAG_FLOAT = 'd',
    TAG_STRING = 's',
    TAG_TABLE = '{'
};

static void add(lua_State *L, rsd_buf *out, const void *bytes, size_t n)
{
    if (rsd_buf_add(out, bytes, n) != RSD_OK) {
        luaL_error(L, "out of memory");
    }
}

static void add_tag(lua_State *L, rsd_buf *out, char tag)
{
    add(L, out, &tag, 1);
}

/* A key of a table that is being packed; a list of the keys keeps the string alive. */
typedef struct packed_key {
    lua_Integer number;
    const char *string; /* NULL for an integer */
    size_t len;
} packed_key;

static int compare_keys(const void *a, const void *b)
{
    const packed_key *x = a;
    const packed_key *y = b;
    if (x->string == NULL || y->string == NULL) {
        if (x->string == NULL && y->string == NULL) {
            return (x->number > y->number) - (x->number < y->number);
        }
        return x->string == NULL ? -1 : 1;
    }
    int order = memcmp(x->string, y->string, x->len < y->len ? x->len : y->len);
    return order != 0 ? order : (x->len > y->len) - (x->len < y->len);
}

static void pack(lua_State *L, int idx, rsd_buf *out, int depth);

static void pack_string(lua_State *L, const char *s, size_t n, rsd_buf *out)
{
    uint64_t len = n;
    add_tag(L, out, TAG_STRING);
    add(L, out, &len, sizeof len);
    add(L, out, s, n);
}

static void pack_integer(lua_State *L, lua_Integer n, rsd_buf *out)
{
    add_tag(L, out, TAG_INTEGER);
    add(L, out, &n, sizeof n);
}

/* The keys of the table at idx, sorted, in a userdata, and the list that keeps them alive. Whatever
 * allocates may run finalizers, and these may change the table: nothing does between the second
 * loop's first look at it and its last.                                           [-0, +2, e] */
static packed_key *sorted_keys(lua_State *L, int idx, uint64_t *count)
{
    size_t room = 0;
    for (lua_pushnil(L); lua_next(L, idx) != 0; lua_pop(L, 1)) {
        room++;
    }
    if (room > INT_MAX) {
        luaL_error(L, "a table of %I values is too large to leave the worker", (LUAI_UACINT)room);
    }
    lua_createtable(L, (int)room, 0);                                    // [list]
    packed_key *keys = lua_newuserdatauv(L, room * sizeof *keys + 1, 0); // [list, keys]
    const int list = lua_gettop(L) - 1;
    size_t n = 0;
    for (lua_pushnil(L); lua_next(L, idx) != 0; lua_pop(L, 1)) { // [list, keys, key, value]
        if (n == room) {
            luaL_error(L, "a table changed while it was packed");
        }
        lua_pushvalue(L, -2);
        lua_rawseti(L, list, (lua_Integer)n + 1);
        keys[n] = (packed_key){0};
        if (lua_type(L, -2) == LUA_TSTRING) {
            keys[n].string = lua_tolstring(L, -2, &keys[n].len);
        } else if (lua_isinteger(L, -2)) {
            keys[n].number = lua_tointeger(L, -2);
        } else {
            luaL_error(L, "a table key of type %s cannot leave the worker", luaL_typename(L, -2));
        }
        n++;
    }
    if (n > 0) {
        qsort(keys, n, sizeof *keys, compare_keys);
    }
    *count = n;
    return keys;
}

static void pack_table(lua_State *L, int idx, rsd_buf *out, int depth)
{
    luaL_checkstack(L, 8, "the value is nested too deeply");
    if (depth >= MAX_DEPTH) {
        luaL_error(L, "a table nested more than %d deep (or within itself) cannot leave the worker",
                   MAX_DEPTH);
    }
    uint64_t count;
    packed_key *keys = sorted_keys(L, idx, &count); // [list, keys]
    add_tag(L, out, TAG_TABLE);
    add(L, out, &count, sizeof count);
    for (uint64_t i = 0; i < count; i++) {
        if (keys[i].string != NULL) {
            pack_string(L, keys[i].string, keys[i].len, out);
            lua_pushlstring(L, keys[i].string, keys[i].len);
        } else {
            pack_integer(L, keys[i].number, out);
            lua_pushinteger(L, keys[i].number);
        }                   // [list, keys, key]
        lua_rawget(L, idx); // [list, keys, value]
        pack(L, lua_gettop(L), out, depth + 1);
        lua_pop(L, 1); // [list, keys]
    }
    lua_pop(L, 2); // []
}

static void pack(lua_State *L, int idx, rsd_buf *out, int depth)
{
    switch (lua_type(L, idx)) {
    case LUA_TNIL:
        add_tag(L, out, TAG_NIL);
        return;
    case LUA_TBOOLEAN:
        add_tag(L, out, lua_toboolean(L, idx) ? TAG_TRUE : TAG_FALSE);
        return;
    case LUA_TNUMBER:
        if (lua_isinteger(L, idx)) {
            pack_integer(L, lua_tointeger(L, idx), out);
        } else {
            lua_Number n = lua_tonumber(L, idx);
            add_tag(L, out, TAG_FLOAT);
            add(L, out, &n, sizeof n);
        }
        return;
    case LUA_TSTRING: {
        size_t n;
        const char *s = lua_tolstring(L, idx, &n);
        pack_string(L, s, n, out);
        return;
    }
    case LUA_TTABLE:
        pack_table(L, idx, out, depth);
        return;
    default:
        luaL_error(L, "a value of type %s cannot leave the worker", luaL_typename(L, idx));
    }
}

/* pack(value) -> bytes; raises for what is neither data nor a table of data       [-0, +1, e] */
static int pack_value(lua_State *L)
{
    luaL_checkany(L, 1);
    lua_settop(L, 1);
    rsd_buf *out = rsd_lua_newbuf(L); // [value, buf]
    pack(L, 1, out, 0);
    lua_pushlstring(L, out->data, out->len);
    return 1;
}

typedef struct input {
    const char *at;
    size_t left;
} input;

static void take(lua_State *L, input *in, void *to, size_t n)
{
    if (in->left < n) {
        luaL_error(L, "packed value is cut short");
    }
    memcpy(to, in->at, n);
    in->at += n;
    in->left -= n;
}

static void unpack(lua_State *L, input *in, int depth);

static void unpack_table(lua_State *L, input *in, int depth)
{
    uint64_t count;
    take(L, in, &count, sizeof count);
    /* Every pair takes at least two bytes, so a count that lies is found before it costs memory. */
    if (count > in->left / 2 || depth >= MAX_DEPTH) {
        luaL_error(L, "packed value is damaged");
    }
    luaL_checkstack(L, 6, "the value is nested too deeply");
    lua_newtable(L); // [table]
    for (uint64_t i = 0; i < count; i++) {
        unpack(L, in, depth + 1); // [table, key]
        if (lua_type(L, -1) != LUA_TSTRING && !lua_isinteger(L, -1)) {
            luaL_error(L, "packed value is damaged");
        }
        unpack(L, in, depth + 1); // [table, key, value]
        lua_rawset(L, -3);        // [table]
    }
}

/* Pushes the next value.                                                          [-0, +1, e] */
static void unpack(lua_State *L, input *in, int depth)
{
    char tag;
    take(L, in, &tag, 1);
    switch (tag) {
    case TAG_NIL:
        lua_pushnil(L);
        return;
    case TAG_TRUE:
    case TAG_FALSE:
        lua_pushboolean(L, tag == TAG_TRUE);
        return;
    case TAG_INTEGER: {
        lua_Integer n;
        take(L, in, &n, sizeof n);
        lua_pushinteger(L, n);
        return;
    }
    case TAG_FLOAT: {
        lua_Number n;
        take(L, in, &n, sizeof n);
        lua_pushnumber(L, n);
        return;
    }
    case TAG_STRING: {
        uint64_t n;
        take(L, in, &n, sizeof n);
        if (n > in->left) {
            luaL_error(L, "packed value is cut short");
        }
        lua_pushlstring(L, in->at, (size_t)n);
        in->at += n;
        in->left -= (size_t)n;
        return;
    }
    case TAG_TABLE:
        unpack_table(L, in, depth);
        return;
    default:
        luaL_error(L, "packed value is damaged");
    }
}

/* unpack(bytes) -> value; raises if the bytes are not a packed value              [-0, +1, e] */
static int unpack_value(lua_State *L)
{
    input in;
    in.at = luaL_checklstring(L, 1, &in.left);
    unpack(L, &in, 0);
    if (in.left != 0) {
        return luaL_error(L, "packed value has bytes behind its end");
    }
    return 1;
}

void rsd_lua_pack(lua_State *L)
{
    static const luaL_Reg functions[] = {
        {"pack", pack_value}, {"unpack", unpack_value}, {NULL, NULL}};
    luaL_setfuncs(L, functions, 0);
}
