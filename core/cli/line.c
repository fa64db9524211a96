/* line.c: a façade over GNU readline, with plain reading where there is no terminal. */
#include "cli/line.h"

#include "base/io.h"

#include <errno.h>
#include <langinfo.h>
#include <lauxlib.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifdef RSD_HAVE_READLINE
#include <readline/history.h>
#include <readline/readline.h>
#endif

#define INTERRUPTED "interrupted"
#define HISTORY_LIMIT 5000

static volatile sig_atomic_t interrupted;

static void on_interrupt(int signal_number)
{
    (void)signal_number;
    interrupted = 1;
}

/* While a line is read, Ctrl-C gives the line up; at other times it belongs to whoever runs the
 * evaluation. No SA_RESTART: the read has to return. */
static void catch_interrupt(struct sigaction *previous)
{
    struct sigaction action = {0};
    action.sa_handler = on_interrupt;
    sigemptyset(&action.sa_mask);
    interrupted = 0;
    sigaction(SIGINT, &action, previous);
}

static bool is_terminal(void)
{
    return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
}

static int push_interrupted(lua_State *L)
{
    lua_pushnil(L);
    lua_pushliteral(L, INTERRUPTED);
    return 2;
}

/* Reads bytes of stdin into part, to the end of the line at most. Returns their number; *more tells
 * whether the line goes on. Nothing here can raise while the signal is ours. */
static size_t read_part(char *part, size_t size, bool *more)
{
    struct sigaction previous;
    catch_interrupt(&previous);
    size_t n = 0;
    int c = 0;
    while (n < size && (c = getc(stdin)) != EOF) {
        part[n++] = (char)c;
        if (c == '\n') {
            break;
        }
    }
    *more = n == size && part[n - 1] != '\n';
    sigaction(SIGINT, &previous, NULL);
    return n;
}

/* Reads a line of any length from stdin. Returns what read() returns. */
static int read_plain(lua_State *L)
{
    luaL_Buffer line; /* Lua's own memory: an error while growing it leaks nothing */
    luaL_buffinit(L, &line);
    bool any = false;
    bool more = true;
    while (more) {
        char part[512];
        size_t n = read_part(part, sizeof part, &more);
        any = any || n > 0;
        luaL_addlstring(&line, part, n > 0 && part[n - 1] == '\n' ? n - 1 : n);
    }
    luaL_pushresult(&line); // [line]
    if (interrupted) {
        clearerr(stdin);
        return push_interrupted(L);
    }
    if (!any) {
        lua_pushnil(L);
    }
    return 1;
}

#ifdef RSD_HAVE_READLINE

/* What the callbacks of readline, which take no argument of ours, work on. */
static struct {
    lua_State *L;  /* while a line is read */
    int completer; /* reference in the registry, or LUA_NOREF */
    char *held;    /* the line as readline gave it, until Lua has it */
    bool done;
    int candidates; /* stack index of the list that is being offered */
    size_t next;
} editor = {.completer = LUA_NOREF};

/* Readline's callback: a whole line, or NULL at the end of input. */
static void on_line(char *line)
{
    rl_callback_handler_remove();
    editor.held = line;
    editor.done = true;
}

typedef struct completion {
    const char *text;
    int start;
    int end;
} completion;

/* Runs under lua_pcall, as making strings may raise. [completion] -> [list | nil] */
static int call_completer(lua_State *L)
{
    const completion *c = lua_touserdata(L, 1);
    lua_rawgeti(L, LUA_REGISTRYINDEX, editor.completer);
    lua_pushstring(L, c->text);
    lua_pushstring(L, rl_line_buffer);
    lua_pushinteger(L, c->start + 1);
    lua_pushinteger(L, c->end); // [completion, f, text, line, first, last]
    lua_call(L, 4, 1);
    return 1;
}

/* Gives readline the next candidate, which readline frees: hence strdup. Nothing here can raise:
 * the list is on the stack and only its strings are looked at. */
static char *next_candidate(const char *text, int state)
{
    (void)text;
    lua_State *L = editor.L;
    if (state == 0) {
        editor.next = 1;
    }
    char *copy = NULL;
    while (!copy && editor.next <= lua_rawlen(L, editor.candidates)) {
        if (lua_rawgeti(L, editor.candidates, (lua_Integer)editor.next++) == LUA_TSTRING) {
            copy = strdup(lua_tostring(L, -1));
        }
        lua_pop(L, 1);
    }
    return copy;
}

/* Readline's callback. An error in the completer only means that there are no candidates: there is
 * no good place on the screen for it. */
static char **complete(const char *text, int start, int end)
{
    lua_State *L = editor.L;
    completion c = {text, start, end};
    rl_completion_append_character = '\0';
    if (!L || editor.completer == LUA_NOREF || !lua_checkstack(L, 8)) {
        return NULL;
    }
    char **matches = NULL;
    rl_attempted_completion_over = 1;
    lua_pushcfunction(L, call_completer);
    lua_pushlightuserdata(L, &c);
    if (lua_pcall(L, 1, 1, 0) == LUA_OK) {
        if (lua_istable(L, -1)) {
            editor.candidates = lua_gettop(L);
            matches = rl_completion_matches(text, next_candidate);
        } else {
            rl_attempted_completion_over = 0;
        }
    }
    lua_pop(L, 1);
    return matches;
}

/* Lets readline have the bytes of stdin until a line is whole, given up or at its end. */
static void edit_line(const char *prompt)
{
    struct sigaction previous;
    catch_interrupt(&previous);
    editor.done = false;
    rl_callback_handler_install(prompt, on_line);
    while (!editor.done) {
        struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
        int ready = poll(&input, 1, -1);
        if (interrupted) {
            break;
        }
        if (ready > 0) {
            rl_callback_read_char();
        } else if (errno == EINTR) {
            rl_resize_terminal(); /* the other signal that arrives here: a new window size */
        } else {
            break;
        }
    }
    if (!editor.done) {
        fputs("^C\n", rl_outstream);
        rl_free_line_state();
        rl_callback_sigcleanup();
        rl_callback_handler_remove();
    }
    sigaction(SIGINT, &previous, NULL);
}

static int read_edited(lua_State *L, const char *prompt)
{
    free(editor.held); /* of a read that raised before Lua had it */
    editor.held = NULL;
    editor.L = L;
    edit_line(prompt);
    editor.L = NULL;
    if (!editor.done) {
        return push_interrupted(L);
    }
    if (!editor.held) {
        fputc('\n', rl_outstream);
        lua_pushnil(L);
        return 1;
    }
    lua_pushstring(L, editor.held); // [line]
    free(editor.held);
    editor.held = NULL;
    return 1;
}

static void setup(void)
{
    rl_readline_name = "rasad";
    rl_catch_signals = 0;
    rl_attempted_completion_function = complete;
    rl_completer_quote_characters = "\"'";
    /* A path such as corpus:article is one word, and so is the name of a file. */
    rl_completer_word_break_characters = " \t\n\"\\'`><=;+-*%^#{}()[],|&";
    /* Timestamps part the entries of the history file, so that one may have several lines. */
    history_comment_char = '#';
    history_write_timestamps = 1;
    using_history();
    stifle_history(HISTORY_LIMIT);
}

#endif

/* The letters on the line are UTF-8 whatever the environment says; readline asks the locale. */
static void use_utf8(void)
{
    if (!setlocale(LC_CTYPE, "") || strcmp(nl_langinfo(CODESET), "UTF-8") != 0) {
        (void)setlocale(LC_CTYPE, "C.UTF-8");
    }
}

/* read(prompt) -> line | nil [, "interrupted"]                                     [-0, +1|2, e] */
static int line_read(lua_State *L)
{
    const char *prompt = luaL_optstring(L, 1, "");
#ifdef RSD_HAVE_READLINE
    if (is_terminal()) {
        return read_edited(L, prompt);
    }
#endif
    if (is_terminal()) {
        fputs(prompt, stdout);
        fflush(stdout);
    }
    return read_plain(L);
}

/* is_terminal() -> boolean                                                           [-0, +1, -] */
static int line_is_terminal(lua_State *L)
{
    lua_pushboolean(L, is_terminal());
    return 1;
}

#ifdef RSD_HAVE_READLINE

/* An entry said again moves to the end. */
static void forget_duplicate(const char *entry)
{
    for (int i = history_length - 1; i >= 0; i--) {
        HIST_ENTRY *old = history_get(history_base + i);
        if (old && strcmp(old->line, entry) == 0) {
            old = remove_history(i);
            if (old) {
                free(free_history_entry(old));
            }
            return;
        }
    }
}

#endif

/* add_history(entry)                                                                 [-0, +0, e] */
static int line_add_history(lua_State *L)
{
    const char *entry = luaL_checkstring(L, 1);
#ifdef RSD_HAVE_READLINE
    if (*entry) {
        forget_duplicate(entry);
        add_history(entry);
    }
#else
    (void)entry;
#endif
    return 0;
}

/* load_history(path) -> true | nil, message, code                                  [-0, +1|3, e] */
static int line_load_history(lua_State *L)
{
    const char *path = luaL_checkstring(L, 1);
    int failure = 0;
#ifdef RSD_HAVE_READLINE
    clear_history();
    failure = read_history(path);
#endif
    errno = failure;
    return luaL_fileresult(L, failure == 0 || failure == ENOENT, path);
}

/* save_history(path) -> true | nil, message, code                                  [-0, +1|3, e] */
static int line_save_history(lua_State *L)
{
    const char *path = luaL_checkstring(L, 1);
    int failure = 0;
#ifdef RSD_HAVE_READLINE
    const char *slash = strrchr(path, '/');
    const size_t parent = slash == NULL ? 0 : (size_t)(slash - path);
    const bool is_there = rsd_make_folders(path, parent, 0700, NULL) == RSD_OK; /* for this user */
    failure = is_there ? write_history(path) : errno;
#endif
    errno = failure;
    return luaL_fileresult(L, failure == 0, path);
}

/* set_completer(f | nil)                                                             [-1, +0, e] */
static int line_set_completer(lua_State *L)
{
    if (!lua_isnoneornil(L, 1)) {
        luaL_checktype(L, 1, LUA_TFUNCTION);
    }
    lua_settop(L, 1);
#ifdef RSD_HAVE_READLINE
    int old = editor.completer;
    editor.completer = lua_isnil(L, 1) ? LUA_NOREF : luaL_ref(L, LUA_REGISTRYINDEX);
    luaL_unref(L, LUA_REGISTRYINDEX, old);
#endif
    return 0;
}

int rsd_luaopen_line(lua_State *L)
{
    static const luaL_Reg functions[] = {
        {"read", line_read},
        {"is_terminal", line_is_terminal},
        {"add_history", line_add_history},
        {"load_history", line_load_history},
        {"save_history", line_save_history},
        {"set_completer", line_set_completer},
        {NULL, NULL},
    };
    use_utf8();
#ifdef RSD_HAVE_READLINE
    setup();
#endif
    luaL_newlib(L, functions); // [line]
    return 1;
}
