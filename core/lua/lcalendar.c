/* lcalendar.c: calendars for Lua. Days are rata die integers. */
#include "lua/lrasad.h"

static const char *const calendar_names[] = {
    [RSD_GREGORIAN] = "gregorian", [RSD_JALALI] = "jalali", [RSD_HIJRI] = "hijri", NULL};

static rsd_calendar check_calendar(lua_State *L, int idx)
{
    return (rsd_calendar)luaL_checkoption(L, idx, NULL, calendar_names);
}

/* An integer that fits; outside, one that no calendar has. */
static int32_t check_int32(lua_State *L, int idx)
{
    lua_Integer n = luaL_checkinteger(L, idx);
    return n < INT32_MIN || n > INT32_MAX ? INT32_MIN : (int32_t)n;
}

static const char *certainty_name(rsd_certainty certainty)
{
    switch (certainty) {
    case RSD_CERTAIN:
        return "certain";
    case RSD_PROLEPTIC:
        return "proleptic";
    case RSD_PLUS_MINUS_ONE:
        return "plus_minus_one";
    }
    return "unknown";
}

/* date_to_day(calendar, year, month, day) -> day number, certainty | nil, message, code
 *                                                                                [-0, +2, e] */
static int calendar_to_day(lua_State *L)
{
    rsd_calendar calendar = check_calendar(L, 1);
    rsd_ymd date = {check_int32(L, 2), check_int32(L, 3), check_int32(L, 4)};
    rsd_day day;
    rsd_certainty certainty;
    rsd_error err = {0};
    if (rsd_date_to_day(calendar, date, &day, &certainty, &err) != RSD_OK) {
        return rsd_lua_failure(L, &err);
    }
    lua_pushinteger(L, day);
    lua_pushstring(L, certainty_name(certainty));
    return 2;
}

/* day_to_date(calendar, day number) -> year, month, day, certainty | nil, message, code
 *                                                                                [-0, +4, e] */
static int calendar_to_date(lua_State *L)
{
    rsd_calendar calendar = check_calendar(L, 1);
    rsd_ymd date;
    rsd_certainty certainty;
    rsd_error err = {0};
    if (rsd_day_to_date(calendar, check_int32(L, 2), &date, &certainty, &err) != RSD_OK) {
        return rsd_lua_failure(L, &err);
    }
    lua_pushinteger(L, date.year);
    lua_pushinteger(L, date.month);
    lua_pushinteger(L, date.day);
    lua_pushstring(L, certainty_name(certainty));
    return 4;
}

/* read_date(text, calendar | nil) -> first day, last day, calendar, parts (3 of a day, 2 of a
 * month, 1 of a year) | nil, message, and the byte from which on the text is no date, if that is
 * why
 *                                                                                 [-0, +4, e] */
static int calendar_read(lua_State *L)
{
    size_t n;
    const char *text = luaL_checklstring(L, 1, &n);
    const bool is_given = !lua_isnoneornil(L, 2);
    const rsd_calendar given = is_given ? check_calendar(L, 2) : RSD_GREGORIAN;
    rsd_stated_date stated;
    rsd_error err = {0};
    if (rsd_date_read(text, n, is_given ? &given : NULL, &stated, &err) == RSD_OK) {
        lua_pushinteger(L, stated.first_day);
        lua_pushinteger(L, stated.last_day);
        lua_pushstring(L, calendar_names[stated.calendar]);
        lua_pushinteger(L, stated.parts);
        return 4;
    }
    if (err.status == RSD_ERR_NOMEM) {
        return rsd_lua_raise(L, &err);
    }
    lua_pushnil(L);
    lua_pushstring(L, err.message);
    if (err.offset == RSD_NO_OFFSET) {
        return 2;
    }
    lua_pushinteger(L, (lua_Integer)err.offset + 1);
    return 3;
}

/* month_length(calendar, year, month) -> days, 0 if there is no such month        [-0, +1, e] */
static int calendar_month_length(lua_State *L)
{
    rsd_calendar calendar = check_calendar(L, 1);
    lua_pushinteger(L, rsd_month_length(calendar, check_int32(L, 2), check_int32(L, 3)));
    return 1;
}

/* weekday(day number) -> 1 for Monday to 7 for Sunday                             [-0, +1, e] */
static int calendar_weekday(lua_State *L)
{
    lua_pushinteger(L, rsd_weekday(check_int32(L, 1)));
    return 1;
}

void rsd_lua_calendar(lua_State *L)
{
    static const luaL_Reg functions[] = {
        {"date_to_day", calendar_to_day}, {"day_to_date", calendar_to_date},
        {"read_date", calendar_read},     {"month_length", calendar_month_length},
        {"weekday", calendar_weekday},    {NULL, NULL}};
    luaL_setfuncs(L, functions, 0);
}
