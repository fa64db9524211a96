/* ltext.c: text functions for Lua: forms, language, width, hash. */
#include "lua/lrasad.h"

#include <utf8proc.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static int push_form(lua_State *L, rsd_layer layer, rsd_lang lang)
{
    size_t n;
    const char *s = luaL_checklstring(L, 1, &n);
    rsd_buf *out = rsd_lua_newbuf(L); // [..., buf]
    rsd_error err = {0};
    if (rsd_form(layer, lang, s, n, out, NULL, &err) != RSD_OK) {
        return luaL_error(L, "%s", err.message);
    }
    lua_pushlstring(L, out->data == NULL ? "" : out->data, out->len); // [..., buf, form]
    return 1;
}

/* key(s) -> the match form of a string                                           [-0, +1, e] */
static int text_key(lua_State *L)
{
    return push_form(L, RSD_KEY, RSD_LANG_OTHER);
}

/* display(s [, language]) -> the readable form of a string                        [-0, +1, e] */
static int text_display(lua_State *L)
{
    static const char *const names[] = {"other", "fa", "ar", "en", NULL};
    return push_form(L, RSD_DISPLAY, (rsd_lang)luaL_checkoption(L, 2, "other", names));
}

/* language(s) -> "fa", "ar", "en" or "other"                                      [-0, +1, e] */
static int text_language(lua_State *L)
{
    size_t n;
    const char *s = luaL_checklstring(L, 1, &n);
    lua_pushstring(L, rsd_lang_name(rsd_language(s, n)));
    return 1;
}

/* width(s) -> columns a string takes in a terminal                                [-0, +1, e] */
static int text_width(lua_State *L)
{
    size_t n;
    const char *s = luaL_checklstring(L, 1, &n);
    lua_Integer width = 0;
    for (size_t i = 0; i < n;) {
        uint32_t cp;
        size_t len = rsd_utf8_decode(s + i, n - i, &cp);
        width += len == 0 ? 1 : utf8proc_charwidth((utf8proc_int32_t)cp);
        i += len == 0 ? 1 : len;
    }
    lua_pushinteger(L, width);
    return 1;
}

/* hash(bytes) -> 64-bit FNV-1a in hexadecimal; names content, does not protect it [-0, +1, e] */
static int text_hash(lua_State *L)
{
    size_t n;
    const char *s = luaL_checklstring(L, 1, &n);
    uint64_t h = 0xcbf29ce484222325U;
    for (size_t i = 0; i < n; i++) {
        h = (h ^ (unsigned char)s[i]) * 0x100000001b3U;
    }
    char hex[17];
    snprintf(hex, sizeof hex, "%016" PRIx64, h);
    lua_pushstring(L, hex);
    return 1;
}

/* valid_utf8(s) -> s, with every byte that is not strict UTF-8 replaced by U+FFFD [-0, +1, e] */
static int text_valid_utf8(lua_State *L)
{
    size_t n;
    const char *s = luaL_checklstring(L, 1, &n);
    size_t good = rsd_utf8_check(s, n);
    if (good == n) {
        lua_settop(L, 1);
        return 1;
    }
    luaL_Buffer b;
    luaL_buffinit(L, &b);
    for (size_t i = 0; i < n;) {
        uint32_t cp;
        size_t len = rsd_utf8_decode(s + i, n - i, &cp);
        if (len == 0) {
            luaL_addlstring(&b, "\xEF\xBF\xBD", 3);
            i++;
        } else {
            luaL_addlstring(&b, s + i, len);
            i += len;
        }
    }
    luaL_pushresult(&b);
    return 1;
}

void rsd_lua_text(lua_State *L)
{
    static const luaL_Reg functions[] = {
        {"key", text_key},     {"display", text_display}, {"language", text_language},
        {"width", text_width}, {"hash", text_hash},       {"valid_utf8", text_valid_utf8},
        {NULL, NULL}};
    luaL_setfuncs(L, functions, 0);
}
