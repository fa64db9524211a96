/* lsystem.c: what the library needs of the system and of the program itself. */
#include "base/io.h"
#include "base/worker.h"
#include "lua/lrasad.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Instructions between two looks at whether the evaluation was interrupted. */
enum { LOOK_EVERY = 1000 };

static void stop_if_interrupted(lua_State *L, lua_Debug *where)
{
    (void)where;
    if (rsd_interrupted) {
        luaL_error(L, "interrupted");
    }
}

/* The state whose work an interrupt ends; NULL where it is for the work to look. */
static lua_State *volatile endable;

static void end_work(lua_State *L, lua_Debug *where)
{
    (void)where;
    lua_pushliteral(L, "interrupted");
    lua_error(L);
}

/* Has each further instruction raise, so that no pcall in the work goes on with it. */
static void end_soon(void)
{
    if (endable != NULL) {
        lua_sethook(endable, end_work, LUA_MASKCOUNT, 1);
    }
}

void rsd_lua_on_interrupt(int signal_number)
{
    (void)signal_number;
    rsd_interrupted = 1;
    end_soon(); /* lua_sethook is the one function of Lua that may be called at any time */
}

void rsd_lua_interrupt_told(lua_State *L)
{
    if (endable == L) {
        lua_sethook(L, NULL, 0, 0);
    }
}

/* end_on_interrupt(whether): from now on SIGINT ends what this state runs with the error
 * "interrupted", or does not                                                      [-0, +0, -]
 * Until then it costs nothing. A loop in a coroutine ends when that yields or returns. */
static int end_on_interrupt(lua_State *L)
{
    const bool is_wanted = lua_toboolean(L, 1);
    endable = is_wanted ? L : NULL;
    lua_sethook(L, NULL, 0, 0);
    if (rsd_interrupted) {
        end_soon();
    }
    return 0;
}

/* interruptible(f, ...): like pcall, but SIGINT ends it with the error "interrupted"
 *                                                                                [-0, +n, e]
 * A coroutine inherits the hook of the state that creates it, so that loops in it end, too. */
static int interruptible(lua_State *L)
{
    luaL_checkany(L, 1);
    rsd_interrupted = 0;
    lua_sethook(L, stop_if_interrupted, LUA_MASKCOUNT, LOOK_EVERY);
    int status = lua_pcall(L, lua_gettop(L) - 1, LUA_MULTRET, 0);
    lua_sethook(L, NULL, 0, 0);
    lua_pushboolean(L, status == LUA_OK);
    lua_insert(L, 1);
    return lua_gettop(L);
}

/* replace_file(path, bytes) -> true | nil, message, code                          [-0, +1, e] */
static int replace_file(lua_State *L)
{
    size_t n;
    const char *path = luaL_checkstring(L, 1);
    const char *bytes = luaL_checklstring(L, 2, &n);
    rsd_error err = {0};
    if (rsd_replace_file(path, bytes, n, &err) != RSD_OK) {
        return rsd_lua_failure(L, &err);
    }
    lua_pushboolean(L, 1);
    return 1;
}

/* write(bytes) -> true | nil, message: to standard output, all of it              [-0, +1, e] */
static int write_output(lua_State *L)
{
    size_t n;
    const char *bytes = luaL_checklstring(L, 1, &n);
    if (fwrite(bytes, 1, n, stdout) != n || fflush(stdout) != 0) {
        luaL_pushfail(L);
        lua_pushfstring(L, "cannot write to standard output: %s", strerror(errno));
        return 2;
    }
    lua_pushboolean(L, 1);
    return 1;
}

/* read_file(path) -> bytes | nil, message, code                                   [-0, +1, e] */
static int read_file(lua_State *L)
{
    const char *path = luaL_checkstring(L, 1);
    rsd_buf *buf = rsd_lua_newbuf(L);
    rsd_error err = {0};
    if (rsd_read_file(path, RSD_MAX_SOURCE, buf, &err) != RSD_OK) {
        return rsd_lua_failure(L, &err);
    }
    lua_pushlstring(L, buf->data, buf->len);
    return 1;
}

/* resource(name) -> the bytes of a file inside the program, or nil                [-0, +1, e] */
static int resource(lua_State *L)
{
    const char *name = luaL_checkstring(L, 1);
    for (size_t i = 0; i < rsd_resource_count; i++) {
        if (strcmp(rsd_resources[i].name, name) == 0) {
            lua_pushlstring(L, rsd_resources[i].bytes, rsd_resources[i].len);
            return 1;
        }
    }
    luaL_pushfail(L);
    return 1;
}

/* resources() -> the names of the files inside the program                        [-0, +1, e] */
static int resources(lua_State *L)
{
    lua_createtable(L, (int)rsd_resource_count, 0);
    for (size_t i = 0; i < rsd_resource_count; i++) {
        lua_pushstring(L, rsd_resources[i].name);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

/* methods(value) -> the table of a userdata's methods, or nil                     [-0, +1, e] */
static int methods(lua_State *L)
{
    if (!lua_isuserdata(L, 1) || luaL_getmetafield(L, 1, "__index") != LUA_TTABLE) {
        luaL_pushfail(L);
    }
    return 1;
}

/* is_terminal(0 | 1 | 2) -> whether a standard stream is one                      [-0, +1, e] */
static int is_terminal(lua_State *L)
{
    lua_pushboolean(L, isatty((int)luaL_checkinteger(L, 1)));
    return 1;
}

/* clock() -> seconds since some moment                                            [-0, +1, -] */
static int clock_seconds(lua_State *L)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    lua_pushnumber(L, (lua_Number)now.tv_sec + (lua_Number)now.tv_nsec / 1e9);
    return 1;
}

/* processors() -> how many can be used                                            [-0, +1, -] */
static int processors(lua_State *L)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    lua_pushinteger(L, n < 1 ? 1 : n);
    return 1;
}

void rsd_lua_system(lua_State *L)
{
    static const luaL_Reg functions[] = {
        {"interruptible", interruptible}, {"end_on_interrupt", end_on_interrupt},
        {"replace_file", replace_file},   {"write", write_output},
        {"read_file", read_file},         {"resource", resource},
        {"resources", resources},         {"methods", methods},
        {"is_terminal", is_terminal},     {"processors", processors},
        {"clock", clock_seconds},         {NULL, NULL}};
    luaL_setfuncs(L, functions, 0);
}
