/* lworker.c: worker processes for Lua: a function of an item's number, run in forks. */
#include "base/worker.h"
#include "lua/lrasad.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

/* Stack of core.workers while the pool runs. */
enum { ARG_OPTIONS = 1, ARG_START = 2, ARG_DONE = 3, ARG_WORK = 4 };

typedef struct job {
    lua_State *L;
    bool raised; /* done raised an error, which is on top of the stack */
} job;

static lua_State *worker_state; /* whose script is at work, for the handler of fatal signals */

/* Notes the line of the script that was at work, if it can be told, and dies of the signal. Lua's
 * own structures are read here at a time when they may be half-changed: that is a risk only the
 * worker takes, and its note is only a hint. */
static void on_fatal(int number)
{
    static volatile sig_atomic_t entered;
    size_t size;
    char *note = rsd_worker_note(&size);
    if (!entered && note != NULL && worker_state != NULL) {
        entered = 1;
        lua_Debug frame;
        for (int level = 0; lua_getstack(worker_state, level, &frame); level++) {
            lua_getinfo(worker_state, "Sl", &frame);
            if (frame.currentline > 0 && strncmp(frame.short_src, "rasad/", 6) != 0) {
                snprintf(note, size, "%s:%d", frame.short_src, frame.currentline);
                break;
            }
        }
    }
    signal(number, SIG_DFL);
    raise(number);
}

static void watch_fatal_signals(lua_State *L)
{
    static char stack[64 * 1024]; /* a stack of its own: the other one may have run over */
    worker_state = L;
    const stack_t alternate = {.ss_sp = stack, .ss_size = sizeof stack};
    sigaltstack(&alternate, NULL);
    struct sigaction action = {.sa_handler = on_fatal, .sa_flags = SA_ONSTACK};
    sigemptyset(&action.sa_mask);
    const int numbers[] = {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGXCPU, SIGTERM};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        sigaction(numbers[i], &action, NULL);
    }
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
    watch_fatal_signals(L);
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

static const char *outcome_name(rsd_outcome outcome)
{
    switch (outcome) {
    case RSD_DONE:
        return "ok";
    case RSD_FAILED:
        return "error";
    case RSD_CRASHED:
        return "crash";
    case RSD_KILLED:
        return "killed";
    }
    return "unknown";
}

/* What done is told. */
typedef struct news {
    uint64_t item;
    rsd_outcome outcome;
    const char *bytes;
    size_t n;
    const char *where;
} news;

/* Runs under lua_pcall, as making strings may raise. [done, news] -> [] */
static int call_done(lua_State *L)
{
    const news *told = lua_touserdata(L, 2);
    lua_settop(L, 1);
    lua_pushinteger(L, (lua_Integer)told->item + 1);
    lua_pushstring(L, outcome_name(told->outcome));
    lua_pushlstring(L, told->bytes, told->n);
    if (told->where[0] != '\0') {
        lua_pushstring(L, told->where);
    } else {
        lua_pushnil(L);
    }
    lua_call(L, 4, 0);
    return 0;
}

static rsd_status done(void *ctx, uint64_t item, rsd_outcome outcome, const char *bytes, size_t n,
                       const char *where, rsd_error *err)
{
    job *j = ctx;
    lua_State *L = j->L;
    lua_settop(L, ARG_DONE);
    news told = {.item = item, .outcome = outcome, .bytes = bytes, .n = n, .where = where};
    lua_pushcfunction(L, call_done);
    lua_pushvalue(L, ARG_DONE);
    lua_pushlightuserdata(L, &told);
    if (lua_pcall(L, 2, 0, 0) != LUA_OK) {
        j->raised = true;
        return rsd_fail(err, RSD_ERR_INVALID, NULL, 0, RSD_NO_OFFSET, "done raised an error");
    }
    return RSD_OK;
}

/* workers{count, items, start, done}: forks count processes; each calls start() for its work
 * function, then that function for items of 1..items, which returns a string. done(item, outcome,
 * bytes, where) is called here, in order of the items. Returns true, or nil, message, code.
 *                                                                                [-0, +1, e] */
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
                           .start = start,
                           .work = work,
                           .done = done};
    rsd_error err = {0};
    if (rsd_pool_run(&pool, &err) == RSD_OK) {
        lua_pushboolean(L, 1);
        return 1;
    }
    return j.raised ? lua_error(L) : rsd_lua_failure(L, &err);
}

void rsd_lua_worker(lua_State *L)
{
    static const luaL_Reg functions[] = {{"workers", workers}, {NULL, NULL}};
    luaL_setfuncs(L, functions, 0);
}
