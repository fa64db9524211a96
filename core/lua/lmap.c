/* lmap.c: forms of a text with the map back to it, for Lua. */
#include "lua/lrasad.h"

#define MAP_TYPE "rasad.map"

static rsd_map *check_map(lua_State *L)
{
    return luaL_checkudata(L, 1, MAP_TYPE);
}

/* [-0, +0, -] */
static int map_gc(lua_State *L)
{
    rsd_map_free(check_map(L));
    return 0;
}

typedef void find_span(const rsd_map *map, uint32_t start, uint32_t end, uint32_t *other_start,
                       uint32_t *other_end);

/* The span of a text of len bytes that the arguments 2 and 3 say, 0-based. What lies outside is
 * brought to the nearest place.                                                    [-0, +0, v] */
static void check_span(lua_State *L, uint32_t len, uint32_t *start, uint32_t *end)
{
    lua_Integer first = luaL_checkinteger(L, 2);
    lua_Integer last = luaL_checkinteger(L, 3);
    luaL_argcheck(L, first >= 1, 2, "the first byte is 1");
    luaL_argcheck(L, last >= first - 1, 3, "a span ends after it begins, or is empty: first - 1");
    *start = first - 1 < (lua_Integer)len ? (uint32_t)(first - 1) : len;
    *end = last < (lua_Integer)len ? (uint32_t)last : len;
}

static int push_span(lua_State *L, find_span *find, uint32_t len)
{
    uint32_t start;
    uint32_t end;
    check_span(L, len, &start, &end);
    find(check_map(L), start, end, &start, &end);
    lua_pushinteger(L, (lua_Integer)start + 1);
    lua_pushinteger(L, (lua_Integer)end);
    return 2;
}

/* map:to_source(first, last) -> first, last of what these bytes of the form come of [-0, +2, e] */
static int map_to_source(lua_State *L)
{
    return push_span(L, rsd_map_to_source, check_map(L)->form_len);
}

/* map:to_form(first, last) -> first, last of what these bytes of the source became [-0, +2, e] */
static int map_to_form(lua_State *L)
{
    return push_span(L, rsd_map_to_form, check_map(L)->source_len);
}

/* [-0, +0, e] */
static void add_number(lua_State *L, int idx, lua_Integer *count, lua_Integer value)
{
    lua_pushinteger(L, value);
    lua_rawseti(L, idx, ++*count);
}

/* map:units() -> a list of numbers, four for each stretch that became another as a whole: its first
 * and last byte in the source, then in the form. Between them nothing moves.        [-0, +1, e] */
static int map_units(lua_State *L)
{
    const rsd_map *map = check_map(L);
    lua_newtable(L); // [map, list]
    int list = lua_gettop(L);
    lua_Integer count = 0;
    rsd_mappoint from = {0, 0};
    bool twice = false; // a point that is there twice begins a unit of equal lengths
    for (size_t i = 0; i <= map->len; i++) {
        rsd_mappoint to = {map->form_len, map->source_len};
        if (i < map->len) {
            to = map->points[i];
        }
        uint32_t form = to.form - from.form;
        uint32_t source = to.source - from.source;
        if (form != source || (twice && form > 0)) {
            add_number(L, list, &count, (lua_Integer)from.source + 1);
            add_number(L, list, &count, (lua_Integer)to.source);
            add_number(L, list, &count, (lua_Integer)from.form + 1);
            add_number(L, list, &count, (lua_Integer)to.form);
        }
        twice = i > 0 && form == 0 && source == 0;
        from = to;
    }
    return 1;
}

/* [-0, +1, m] */
static rsd_map *new_map(lua_State *L)
{
    static const luaL_Reg methods[] = {
        {"to_source", map_to_source}, {"to_form", map_to_form}, {"units", map_units}, {NULL, NULL}};
    rsd_map *map = lua_newuserdatauv(L, sizeof *map, 0); // [..., map]
    *map = (rsd_map){0};
    if (luaL_newmetatable(L, MAP_TYPE)) { // [..., map, metatable]
        luaL_newlib(L, methods);          // [..., map, metatable, methods]
        lua_setfield(L, -2, "__index");   // [..., map, metatable]
        lua_pushcfunction(L, map_gc);     // [..., map, metatable, gc]
        lua_setfield(L, -2, "__gc");      // [..., map, metatable]
        lua_pushboolean(L, 0);            // [..., map, metatable, false]
        lua_setfield(L, -2, "__metatable");
    }
    lua_setmetatable(L, -2); // [..., map]
    return map;
}

/* form(layer, s [, language]) -> the form of the layer "display" or "key", its map  [-0, +2, e] */
static int map_form(lua_State *L)
{
    static const char *const layers[] = {"display", "key", NULL};
    static const char *const languages[] = {"other", "fa", "ar", "en", NULL};
    rsd_layer layer = luaL_checkoption(L, 1, NULL, layers) == 0 ? RSD_DISPLAY : RSD_KEY;
    size_t n;
    const char *s = luaL_checklstring(L, 2, &n);
    rsd_lang lang = (rsd_lang)luaL_checkoption(L, 3, "other", languages);
    rsd_buf *out = rsd_lua_newbuf(L); // [..., buf]
    rsd_map *map = new_map(L);        // [..., buf, map]
    rsd_error err = {0};
    if (rsd_form(layer, lang, s, n, out, map, &err) != RSD_OK) {
        return luaL_error(L, "%s", err.message);
    }
    lua_pushlstring(L, out->data == NULL ? "" : out->data, out->len); // [..., buf, map, form]
    lua_insert(L, -2);                                                // [..., buf, form, map]
    return 2;
}

void rsd_lua_map(lua_State *L)
{
    lua_pushcfunction(L, map_form); // [module, form]
    lua_setfield(L, -2, "form");    // [module]
}
