/* lcsv.c: tables of people for Lua: the records of a CSV text. */
#include "lua/lrasad.h"
#include "read/csv.h"

#define MT_CSV "rasad.csv_reader"

static int close_csv(lua_State *L)
{
    rsd_csv *csv = luaL_checkudata(L, 1, MT_CSV);
    rsd_csv_free(csv);
    *csv = (rsd_csv){0};
    return 0;
}

/* A row of articles that breaks the form is passed over with a warning; a table that somebody wrote
 * for a run is to be mended. */
static rsd_status refuse(void *ctx, const rsd_warning *warning, rsd_error *err)
{
    (void)ctx;
    return rsd_fail(err, RSD_ERR_INVALID, warning->source, warning->line, warning->offset, "%s",
                    warning->message);
}

/* Pushes the record that was read.                                                [-0, +1, m] */
static void push_record(lua_State *L, const rsd_csv *csv)
{
    lua_createtable(L, (int)csv->field_count, 1); // [record]
    lua_pushinteger(L, (lua_Integer)csv->record_line);
    lua_setfield(L, -2, "line");
    for (size_t i = 0; i < csv->field_count; i++) {
        size_t n;
        const char *text = rsd_csv_field(csv, i, &n);
        lua_pushlstring(L, text, n);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

/* csv(text, name) -> {{line =, cell, ...}, ...} | nil, message, code: the records that are not
 * blank, their cells trimmed; the first that breaks the form is a failure         [-0, +1, e] */
static int read_csv(lua_State *L)
{
    static const rsd_sink sink = {.warning = refuse};
    size_t n;
    const char *text = luaL_checklstring(L, 1, &n);
    const char *name = luaL_checkstring(L, 2);
    rsd_error err = {0};
    rsd_csv *csv = lua_newuserdatauv(L, sizeof *csv, 0); // [..., csv]
    *csv = (rsd_csv){.name = name, .kind = "bad_table", .sink = &sink, .err = &err};
    luaL_setmetatable(L, MT_CSV);
    lua_newtable(L); // [..., csv, records]
    bool more = true;
    rsd_status status = rsd_csv_open_bytes(csv, text, n);
    for (lua_Integer i = 1; status == RSD_OK && more; i++) {
        status = rsd_csv_next(csv, &more);
        if (status == RSD_OK && more) {
            push_record(L, csv); // [..., csv, records, record]
            lua_rawseti(L, -2, i);
        }
    }
    return status == RSD_OK ? 1 : rsd_lua_failure(L, &err);
}

void rsd_lua_csv(lua_State *L)
{
    static const luaL_Reg meta[] = {{"__gc", close_csv}, {"__close", close_csv}, {NULL, NULL}};
    luaL_newmetatable(L, MT_CSV);
    luaL_setfuncs(L, meta, 0);
    lua_pop(L, 1);
    lua_pushcfunction(L, read_csv);
    lua_setfield(L, -2, "csv");
}
