/* line.h: the line editor of the REPL, as a Lua module. */
#ifndef RSD_CLI_LINE_H
#define RSD_CLI_LINE_H

#include <lua.h>

/* Pushes a table of functions:
 *   read(prompt) -> line | nil at the end of input | nil, "interrupted" after Ctrl-C
 *   is_terminal() -> whether a person types, and lines are edited
 *   add_history(entry), load_history(path), save_history(path): the last two give true or
 *     nil, message, code; a history that isn't there yet is an empty one
 *   set_completer(function(text, line, first, last) -> list of strings | nil): text is what stands
 *     before the cursor, line[first..last] as string.sub takes it; nil means file names
 * Without readline, or where standard input isn't a terminal, lines are only read. Not for
 * scripts; one Lua state at a time. */
int rsd_luaopen_line(lua_State *L);

#endif
