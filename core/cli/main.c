/* main.c: the program: a Lua state with everything inside, and rasad.cli in charge. */
#include "cli/line.h"
#include "lua/lrasad.h"

#include <lua-lpeg.h>
#include <lualib.h>

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { EXIT_USAGE = 2, EXIT_DAMAGED = 5 };

#define STRICT "rasad.strict" /* in the registry: the environment of rasad's own modules */

/* Gives the chunk on top of the stack the strict environment if it is a module of rasad: there a
 * misspelt global is an error.                                                     [-0, +0, e] */
static void make_strict(lua_State *L, const char *name)
{
    if (strncmp(name, "rasad", strlen("rasad")) != 0) {
        return;
    }
    if (lua_getfield(L, LUA_REGISTRYINDEX, STRICT) == LUA_TTABLE) {
        lua_setupvalue(L, -2, 1); // []
    } else {
        lua_pop(L, 1); // []
    }
}

/* Loads a module from the source tree (or its lua folder) that RASAD_LUA names, while developing,
 * or from inside the program. Both are asked for "rasad/x.lua" and "rasad/x/init.lua".
 *                                                                                 [-0, +2, e] */
static int search_module(lua_State *L)
{
    const char *name = luaL_checkstring(L, 1);
    const char *path = luaL_gsub(L, name, ".", "/"); // [name, path]
    const char *folder = getenv("RASAD_LUA");
    const char *const forms[] = {"%s/%s.lua", "%s/%s/init.lua", "%s/lua/%s.lua",
                                 "%s/lua/%s/init.lua"};
    for (size_t i = 0; folder != NULL && i < 4; i++) {
        const char *file = lua_pushfstring(L, forms[i], folder, path);
        FILE *there = fopen(file, "r");
        if (there != NULL) {
            fclose(there);
            if (luaL_loadfilex(L, file, "t") != LUA_OK) {
                return lua_error(L);
            }
            make_strict(L, name);
            lua_pushstring(L, file);
            return 2;
        }
    }
    for (size_t i = 0; i < 2; i++) {
        const char *resource = lua_pushfstring(L, forms[i], "lua", path);
        for (size_t k = 0; k < rsd_resource_count; k++) {
            const rsd_resource *r = &rsd_resources[k];
            if (strcmp(r->name, resource) == 0) {
                const char *chunk = lua_pushfstring(L, "@%s", resource + strlen("lua/"));
                if (luaL_loadbufferx(L, r->bytes, r->len, chunk, "t") != LUA_OK) {
                    return lua_error(L);
                }
                make_strict(L, name);
                lua_pushstring(L, resource);
                return 2;
            }
        }
    }
    lua_pushfstring(L, "no module '%s' in rasad", name);
    return 1;
}

static void preload(lua_State *L, const char *name, lua_CFunction open)
{
    luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_PRELOAD_TABLE);
    lua_pushcfunction(L, open);
    lua_setfield(L, -2, name);
    lua_pop(L, 1);
}

/* Modules come from the program first: what lies about in the system does not change results. */
static void install_searcher(lua_State *L)
{
    lua_getglobal(L, "table");
    lua_getfield(L, -1, "insert");
    lua_getglobal(L, "package");
    lua_getfield(L, -1, "searchers");
    lua_replace(L, -2); // [table, insert, searchers]
    lua_pushinteger(L, 2);
    lua_pushcfunction(L, search_module);
    lua_call(L, 3, 0);
    lua_pop(L, 1);
}

/* Makes the environment of rasad's own modules.                                  [-0, +0, e] */
static void prepare_strict(lua_State *L)
{
    lua_getglobal(L, "require");
    lua_pushliteral(L, "rasad.strict");
    lua_call(L, 1, 1);
    lua_getfield(L, -1, "env");
    lua_call(L, 0, 1); // [strict, env]
    lua_setfield(L, LUA_REGISTRYINDEX, STRICT);
    lua_pop(L, 1);
}

static int trace(lua_State *L)
{
    const char *message = luaL_tolstring(L, 1, NULL);
    luaL_traceback(L, L, message, 1);
    return 1;
}

/* main(argc, argv) in Lua's hands: opens the libraries and calls rasad.cli.main with the
 * arguments; returns its exit code.                                                [-2, +1, e] */
static int run(lua_State *L)
{
    int argc = (int)lua_tointeger(L, 1);
    char **argv = lua_touserdata(L, 2);
    luaL_openlibs(L);
    preload(L, "lpeg", luaopen_lpeg);
    preload(L, "rasad.core", luaopen_rasad_core);
    preload(L, "rasad.line", rsd_luaopen_line);
    install_searcher(L);
    prepare_strict(L);
    lua_getglobal(L, "require");
    lua_pushliteral(L, "rasad.cli");
    lua_call(L, 1, 1);
    lua_getfield(L, -1, "main"); // [cli, main]
    lua_createtable(L, argc, 0);
    for (int i = 0; i < argc; i++) {
        lua_pushstring(L, argv[i]);
        lua_rawseti(L, -2, i);
    }
    lua_call(L, 1, 1);
    return 1;
}

/* What warn() does: as in Lua's own program. */
typedef struct warnings {
    bool are_on;
    bool go_on; /* the message in hand is not at its end */
} warnings;

static void on_warning(void *ctx, const char *message, int goes_on)
{
    warnings *w = ctx;
    if (!w->go_on && !goes_on && message[0] == '@') {
        w->are_on = strcmp(message, "@on") == 0 || (w->are_on && strcmp(message, "@off") != 0);
        return;
    }
    if (w->are_on) {
        fprintf(stderr, "%s%s%s", w->go_on ? "" : "Lua warning: ", message, goes_on ? "" : "\n");
    }
    w->go_on = goes_on != 0;
}

/* A file that was mapped is shorter now than what was checked of it, or cannot be read any more. */
static void on_bus_error(int number)
{
    static const char why[] = "rasad: a file of the corpus was cut short while it was read, or "
                              "cannot be read; `rasad check` tells which\n";
    (void)number;
    (void)!write(STDERR_FILENO, why, sizeof why - 1);
    _exit(EXIT_DAMAGED);
}

int main(int argc, char **argv)
{
    /* Only how characters are classed and shown; numbers stay as they are everywhere. */
    setlocale(LC_CTYPE, "");
    const struct sigaction on_interrupt = {.sa_handler = rsd_lua_on_interrupt};
    sigaction(SIGINT, &on_interrupt, NULL);
    const struct sigaction on_bus = {.sa_handler = on_bus_error};
    sigaction(SIGBUS, &on_bus, NULL);
    lua_State *L = lua_newstate(rsd_lua_allocate, NULL);
    if (L == NULL) {
        fputs("rasad: out of memory\n", stderr);
        return EXIT_USAGE;
    }
    warnings warned = {0};
    lua_setwarnf(L, on_warning, &warned);
    lua_pushcfunction(L, trace);
    lua_pushcfunction(L, run);
    lua_pushinteger(L, argc);
    lua_pushlightuserdata(L, argv);
    int code;
    if (lua_pcall(L, 2, 1, 1) == LUA_OK) {
        code = (int)lua_tointeger(L, -1);
    } else {
        fprintf(stderr, "rasad: internal error: %s\n", lua_tostring(L, -1));
        code = EXIT_USAGE;
    }
    lua_close(L);
    return code;
}
