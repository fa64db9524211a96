/* lrasad.c: the module rasad.core and what its parts share. */
#include "lua/lrasad.h"

#include "base/worker.h"

#define MT_BUF "rasad.buffer"

int rsd_lua_failure(lua_State *L, const rsd_error *err)
{
    luaL_pushfail(L); // [nil]
    if (err->source[0] != '\0' && err->line > 0) {
        lua_pushfstring(L, "%s:%I: %s", err->source, (LUAI_UACINT)err->line, err->message);
    } else if (err->source[0] != '\0') {
        lua_pushfstring(L, "%s: %s", err->source, err->message);
    } else {
        lua_pushstring(L, err->message);
    }                                                // [nil, message]
    lua_pushstring(L, rsd_status_name(err->status)); // [nil, message, code]
    return 3;
}

int rsd_lua_raise(lua_State *L, const rsd_error *err)
{
    if (err->status == RSD_ERR_CORRUPT) {
        return luaL_error(L, RSD_DAMAGE "%s: %s", err->source, err->message);
    }
    return luaL_error(L, "%s", err->message);
}

static int buf_gc(lua_State *L)
{
    rsd_buf_free(luaL_checkudata(L, 1, MT_BUF));
    return 0;
}

rsd_buf *rsd_lua_newbuf(lua_State *L)
{
    rsd_buf *buf = lua_newuserdatauv(L, sizeof *buf, 0); // [buf]
    *buf = (rsd_buf){0};
    if (luaL_newmetatable(L, MT_BUF)) { // [buf, mt]
        lua_pushcfunction(L, buf_gc);
        lua_setfield(L, -2, "__gc");
        lua_pushboolean(L, 0);
        lua_setfield(L, -2, "__metatable");
    }
    lua_setmetatable(L, -2); // [buf]
    return buf;
}

int luaopen_rasad_core(lua_State *L)
{
    lua_newtable(L); // [core]
    rsd_lua_text(L);
    rsd_lua_map(L);
    rsd_lua_meta(L);
    rsd_lua_calendar(L);
    rsd_lua_corpus(L);
    rsd_lua_build(L);
    rsd_lua_article(L);
    rsd_lua_lines(L);
    rsd_lua_pack(L);
    rsd_lua_worker(L);
    rsd_lua_system(L);
    rsd_lua_folder(L);
    rsd_lua_csv(L);
    lua_pushliteral(L, RSD_VERSION);
    lua_setfield(L, -2, "version");
    lua_pushliteral(L, RSD_PROFILE);
    lua_setfield(L, -2, "profile");
    lua_pushliteral(L, RSD_DAMAGE);
    lua_setfield(L, -2, "damage_mark");
    return 1;
}
