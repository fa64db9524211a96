/* lworker.c: worker processes for Lua: a function of an item's number, run in forks. */
#include "base/mem.h"
#include "base/worker.h"
#include "lua/lrasad.h"

#include <stdio.h>
#include <string.h>

/* Stack of core.workers while the pool runs. */
enum { ARG_OPTIONS = 1, ARG_START = 2, ARG_DONE = 3, ARG_WORK = 4 };

typedef struct job {
    lua_State *L;
    bool raised; /* done raised an error, which is on top of the stack */
    rsd_limits limits;
} job;

/* Writes the line of the script that is at work, if it can be told. Lua's own structures are read
 * here at a time when they may be half-changed: that is a risk only a dying worker takes. */
static void locate(void *ctx, char *place, size_t size)
{
    lua_State *L = ((job *)ctx)->L;
    lua_Debug frame;
    for (int level = 0; lua_getstack(L, level, &frame); level++) {
        lua_getinfo(L, "Sl", &frame);
        if (frame.currentline > 0 && strstr(frame.short_src, "rasad/") == NULL) {
            snprintf(place, size, "%s:%d", frame.short_src, frame.currentline);
            return;
        }
    }
}

static void end_now(lua_State *L, lua_Debug *where)
{
    (void)L;
    (void)where;
    rsd_worker_end();
}

/* The one function of Lua that may be called at any time. A coroutine doesn't notice. */
static void interrupt(void *ctx)
{
    lua_sethook(((job *)ctx)->L, end_now, LUA_MASKCOUNT, 1);
}

/* Makes the memory of a state that is not rasad's own count with that of the core. */
static void *allocate(void *ctx, void *block, size_t old_size, size_t size)
{
    (void)ctx;
    (void)old_size;
    if (size == 0) {
        rsd_free(block);
        return NULL;
    }
    return rsd_realloc(block, size);
}

/* Adds a trace to an error message. Objects are not asked for their text: that would run code. */
static int trace(lua_State *L)
{
    const char *message = lua_tostring(L, 1);
    if (message == NULL) {
        message = lua_pushfstring(L, "(error object is a %s value)", luaL_typename(L, 1));
    }
    luaL_traceback(L, L, message, 1);
    return 1;
}

/* The message of a failure, for return. */
static bool say(rsd_buf *out, const char *message)
{
    out->len = 0;
    rsd_buf_add(out, message, strlen(message));
    return false;
}

/* Takes the string on top of the stack; false, with a message instead, if that cannot be. Outside
 * a protected call: nothing here may raise, or a worker would go on as the parent. */
static bool take_string(lua_State *L, rsd_buf *out)
{
    if (lua_type(L, -1) != LUA_TSTRING) {
        return say(out, "a worker's function must return a string");
    }
    size_t n;
    const char *s = lua_tolstring(L, -1, &n);
    return rsd_buf_add(out, s, n) == RSD_OK || say(out, "out of memory");
}

static bool start(void *ctx, rsd_buf *result)
{
    lua_State *L = ((job *)ctx)->L;
    lua_settop(L, ARG_DONE);
    lua_pushcfunction(L, trace); // [..., trace]
    lua_pushvalue(L, ARG_START);
    if (lua_pcall(L, 0, 1, -2) != LUA_OK) {
        take_string(L, result);
        return false;
    }
    if (!lua_isfunction(L, -1)) {
        return say(result, "start must return a function");
    }                         // [..., trace, work]
    lua_replace(L, ARG_WORK); // ARG_WORK was trace's place: now it is the work
    lua_settop(L, ARG_WORK);
    if (lua_getallocf(L, NULL) != rsd_lua_allocate) {
        lua_setallocf(L, allocate, NULL);
    }
    /* In generations: what a script makes for an article is soon dropped, and is found so without
     * going through the library's own tables each time. Objects with finalizers, such as patterns,
     * go as soon; the other mode lets them pile up, since those that wait for theirs count as
     * alive there. */
    lua_gc(L, LUA_GCGEN, 0, 0);
    return true;
}

static bool work(void *ctx, uint64_t item, rsd_buf *result)
{
    lua_State *L = ((job *)ctx)->L;
    lua_settop(L, ARG_WORK);
    lua_pushcfunction(L, trace); // [..., trace]
    lua_pushvalue(L, ARG_WORK);
    lua_pushinteger(L, (lua_Integer)item + 1);
    bool good = lua_pcall(L, 1, 1, -3) == LUA_OK;
    return take_string(L, result) && good;
}

/* Runs under lua_pcall, as making strings may raise. [done, news] -> [] */
static int call_done(lua_State *L)
{
    const rsd_news *news = lua_touserdata(L, 2);
    lua_settop(L, 1);
    lua_pushinteger(L, (lua_Integer)news->item + 1);
    lua_pushstring(L, rsd_outcome_name(news->outcome));
    lua_pushlstring(L, news->bytes, news->n);
    if (news->where[0] != '\0') {
        lua_pushstring(L, news->where);
    } else {
        lua_pushnil(L);
    }
    lua_pushlstring(L, news->printed, news->printed_n);
    lua_call(L, 5, 0);
    return 0;
}

static rsd_status done(void *ctx, const rsd_news *news, rsd_error *err)
{
    job *j = ctx;
    lua_State *L = j->L;
    lua_settop(L, ARG_DONE);
    lua_pushcfunction(L, call_done);
    lua_pushvalue(L, ARG_DONE);
    lua_pushlightuserdata(L, (void *)news);
    if (lua_pcall(L, 2, 0, 0) != LUA_OK) {
        j->raised = true;
        return rsd_fail(err, RSD_ERR_INVALID, NULL, 0, RSD_NO_OFFSET, "done raised an error");
    }
    return RSD_OK;
}

/* A positive number of the table on top of the stack, in units of which it holds so many.
 *                                                                                 [-0, +0, e] */
static uint64_t take_limit(lua_State *L, const char *name, double unit)
{
    lua_getfield(L, -1, name);
    double value = luaL_checknumber(L, -1) * unit;
    luaL_argcheck(L, value >= 1 && value <= 1e15, ARG_OPTIONS, "a limit is out of range");
    lua_pop(L, 1);
    return (uint64_t)value;
}

/* The limits in the options, if there are any.                                    [-0, +0, e] */
static const rsd_limits *take_limits(lua_State *L, rsd_limits *limits)
{
    enum { MIB = 1 << 20, MS = 1000 };
    if (lua_getfield(L, ARG_OPTIONS, "limits") == LUA_TNIL) {
        lua_pop(L, 1);
        return NULL;
    }
    luaL_checktype(L, -1, LUA_TTABLE);
    limits->memory = take_limit(L, "memory", MIB);
    limits->output = take_limit(L, "output", MIB);
    limits->cpu_ms = take_limit(L, "cpu", MS);
    limits->wall_ms = take_limit(L, "wall", MS);
    lua_getfield(L, -1, "weak");
    limits->weak = lua_toboolean(L, -1);
    lua_pop(L, 2);
    return limits;
}

/* workers{count, items, start, done [, limits]}: forks count processes; each calls start() for its
 * work function, is jailed if there are limits {memory = MB, output = MB, cpu = s, wall = s [, weak
 * = true]}, then calls that function for items of 1..items, which returns a string. done(item,
 * outcome, bytes, where, printed) is called here, in order of the items. Returns true, or nil,
 * message, code.                                                                 [-0, +1, e] */
static int workers(lua_State *L)
{
    luaL_checktype(L, ARG_OPTIONS, LUA_TTABLE);
    lua_settop(L, ARG_OPTIONS);
    lua_getfield(L, ARG_OPTIONS, "start"); // ARG_START
    lua_getfield(L, ARG_OPTIONS, "done");  // ARG_DONE
    luaL_argcheck(L, lua_isfunction(L, ARG_START) && lua_isfunction(L, ARG_DONE), ARG_OPTIONS,
                  "start and done must be functions");
    lua_getfield(L, ARG_OPTIONS, "count");
    lua_getfield(L, ARG_OPTIONS, "items");
    lua_Integer count = luaL_checkinteger(L, -2);
    lua_Integer items = luaL_checkinteger(L, -1);
    luaL_argcheck(L, count >= 1 && items >= 0, ARG_OPTIONS, "count or items out of range");
    lua_settop(L, ARG_DONE);
    luaL_checkstack(L, 20, NULL);
    job j = {.L = L};
    const rsd_pool pool = {.ctx = &j,
                           .workers = count > 256 ? 256 : (unsigned)count,
                           .items = (uint64_t)items,
                           .limits = take_limits(L, &j.limits),
                           .start = start,
                           .work = work,
                           .interrupt = interrupt,
                           .locate = locate,
                           .done = done};
    rsd_error err = {0};
    if (rsd_pool_run(&pool, &err) == RSD_OK) {
        lua_pushboolean(L, 1);
        return 1;
    }
    return j.raised ? lua_error(L) : rsd_lua_failure(L, &err);
}

/* worker_print(bytes): in a worker, hands the parent text that belongs to the item  [-0, +0, e] */
static int worker_print(lua_State *L)
{
    size_t n;
    const char *bytes = luaL_checklstring(L, 1, &n);
    rsd_worker_print(bytes, n);
    return 0;
}

/* jail_weakness() -> why scripts can't be jailed here, or nil                     [-0, +1, -] */
static int jail_weakness(lua_State *L)
{
    lua_pushstring(L, rsd_jail_weakness());
    return 1;
}

void rsd_lua_worker(lua_State *L)
{
    static const luaL_Reg functions[] = {{"workers", workers},
                                         {"worker_print", worker_print},
                                         {"jail_weakness", jail_weakness},
                                         {NULL, NULL}};
    luaL_setfuncs(L, functions, 0);
}
