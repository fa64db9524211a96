/* lmeta.c: metatables as scripts may have them: private copies without what runs at odd times. */
#include "lua/lrasad.h"

#include <string.h>

/* Table of the registry, with weak keys: a script's metatable -> its latest copy, and a copy ->
 * whether setmetatable may replace it. */
#define COPIES "rasad.metatables"

/* What Lua looks up in a metatable, and scripts may set. */
static const char *const EVENTS[] = {
    "__index", "__newindex", "__call", "__tostring", "__len", "__eq",   "__lt",  "__le",
    "__add",   "__sub",      "__mul",  "__div",      "__mod", "__pow",  "__unm", "__idiv",
    "__band",  "__bor",      "__bxor", "__shl",      "__shr", "__bnot", NULL};

/* Finalizers and closers run code at times which nobody chose, weak tables show when garbage is
 * collected, and with __concat Lua 5.4.4 can be made to use memory that it has freed. */
static const char *const REFUSED[] = {"__gc", "__close", "__mode", "__concat", NULL};

/* [-0, +1, m] */
static void push_copies(lua_State *L)
{
    if (luaL_getsubtable(L, LUA_REGISTRYINDEX, COPIES)) { // [copies]
        return;
    }
    lua_createtable(L, 0, 1); // [copies, mt]
    lua_pushliteral(L, "k");
    lua_setfield(L, -2, "__mode");
    lua_setmetatable(L, -2); // [copies]
}

/* Pushes the raw field of the table at idx.                                       [-0, +1, m] */
static int get_raw(lua_State *L, int idx, const char *name)
{
    lua_pushstring(L, name);
    return lua_rawget(L, idx);
}

/* Whether the copy has what the metatable has now.                                [-0, +0, m] */
static bool is_current(lua_State *L, int meta, int copy)
{
    bool same = true;
    for (size_t i = 0; EVENTS[i] != NULL && same; i++) {
        get_raw(L, meta, EVENTS[i]);
        get_raw(L, copy, EVENTS[i]); // [..., wanted, had]
        same = lua_rawequal(L, -1, -2);
        lua_pop(L, 2);
    }
    int type = get_raw(L, meta, "__metatable");
    get_raw(L, copy, "__metatable"); // [..., wanted, had]
    same = same && lua_rawequal(L, -1, type == LUA_TNIL ? meta : -2);
    lua_pop(L, 2);
    return same;
}

/* Pushes a private copy of the metatable at meta.                                 [-0, +1, e] */
static void push_copy(lua_State *L, int meta)
{
    for (size_t i = 0; REFUSED[i] != NULL; i++) {
        if (get_raw(L, meta, REFUSED[i]) != LUA_TNIL) {
            luaL_error(L, "setmetatable: %s isn't available to scripts", REFUSED[i]);
        }
        lua_pop(L, 1);
    }
    push_copies(L); // [copies]
    int copies = lua_gettop(L);
    lua_pushvalue(L, meta);
    if (lua_rawget(L, copies) == LUA_TTABLE && is_current(L, meta, lua_gettop(L))) {
        lua_remove(L, copies); // [copy]
        return;
    }
    lua_pop(L, 1);
    lua_newtable(L); // [copies, copy]
    int copy = lua_gettop(L);
    for (size_t i = 0; EVENTS[i] != NULL; i++) {
        lua_pushstring(L, EVENTS[i]);
        get_raw(L, meta, EVENTS[i]);
        lua_rawset(L, copy);
    }
    lua_pushliteral(L, "__metatable");
    bool free = get_raw(L, meta, "__metatable") == LUA_TNIL; // [copies, copy, name, value]
    if (free) {
        lua_pop(L, 1);
        lua_pushvalue(L, meta);
    }
    lua_rawset(L, copy); // [copies, copy]
    lua_pushvalue(L, copy);
    lua_pushboolean(L, free);
    lua_rawset(L, copies);
    lua_pushvalue(L, meta);
    lua_pushvalue(L, copy);
    lua_rawset(L, copies);
    lua_remove(L, copies); // [copy]
}

/* Of the metatable on top of the stack, whether it is a copy, and may be replaced. [-1, +0, m] */
static bool pop_whether_copy(lua_State *L, bool *may_replace)
{
    push_copies(L); // [meta, copies]
    lua_insert(L, -2);
    bool is_copy = lua_rawget(L, -2) == LUA_TBOOLEAN; // [copies, state]
    *may_replace = is_copy && lua_toboolean(L, -1);
    lua_pop(L, 2);
    return is_copy;
}

/* set_metatable(table, metatable | nil) -> table: what is written into the metatable later has no
 * effect                                                                          [-0, +1, e] */
static int set_metatable(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_argexpected(L, lua_type(L, 2) == LUA_TNIL || lua_istable(L, 2), 2, "nil or table");
    lua_settop(L, 2);
    bool may_replace = true;
    if (lua_getmetatable(L, 1)) {
        pop_whether_copy(L, &may_replace);
    }
    if (!may_replace) {
        return luaL_error(L, "cannot change a protected metatable");
    }
    if (lua_istable(L, 2)) {
        push_copy(L, 2);
        lua_replace(L, 2);
    }
    lua_setmetatable(L, 1);
    return 1;
}

/* get_metatable(value) -> what a script gave it, or a name for what is not the script's
 *                                                                                [-0, +1, e] */
static int get_metatable(lua_State *L)
{
    luaL_checkany(L, 1);
    lua_settop(L, 1);
    if (!lua_getmetatable(L, 1)) {
        lua_pushnil(L);
        return 1;
    } // [value, meta]
    bool may_replace;
    lua_pushvalue(L, 2);
    bool is_own = pop_whether_copy(L, &may_replace);
    int type = get_raw(L, 2, "__metatable"); // [value, meta, shown]
    if (!is_own && (type == LUA_TNIL || type == LUA_TTABLE)) {
        lua_pushliteral(L, "protected");
    }
    return 1;
}

void rsd_lua_meta(lua_State *L)
{
    static const luaL_Reg functions[] = {
        {"set_metatable", set_metatable}, {"get_metatable", get_metatable}, {NULL, NULL}};
    luaL_setfuncs(L, functions, 0);
}
