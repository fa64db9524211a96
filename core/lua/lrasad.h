/* lrasad.h: what the files of the Lua binding share. Notation as in the Lua manual: [-popped,
 * +pushed, e if it may raise]. */
#ifndef RSD_LUA_LRASAD_H
#define RSD_LUA_LRASAD_H

#include "rasad.h"

#include <lauxlib.h>
#include <lua.h>

/* Opens rasad.core.                                                              [-0, +1, e] */
RSD_API int luaopen_rasad_core(lua_State *L);

/* The lua_Alloc of the state that a program makes for itself, one in a process. */
void *rsd_lua_allocate(void *ctx, void *block, size_t old_size, size_t size);

/* Each adds its functions to the module table on top of the stack.               [-0, +0, e] */
void rsd_lua_text(lua_State *L);
void rsd_lua_map(lua_State *L);
void rsd_lua_meta(lua_State *L);
void rsd_lua_calendar(lua_State *L);
void rsd_lua_corpus(lua_State *L);
void rsd_lua_build(lua_State *L);
void rsd_lua_article(lua_State *L);
void rsd_lua_lines(lua_State *L);
void rsd_lua_pack(lua_State *L);
void rsd_lua_worker(lua_State *L);
void rsd_lua_system(lua_State *L);
void rsd_lua_folder(lua_State *L);
void rsd_lua_csv(lua_State *L);

/* The world's failures: nil, "source:line: message", code.                       [-0, +3, m]
 * Use as a tail call: return rsd_lua_failure(L, &err). */
int rsd_lua_failure(lua_State *L, const rsd_error *err);

/* The same as an error, where a function promises a value. That of damage begins with
 * RSD_DAMAGE.                                                                    [-0, +0, v] */
int rsd_lua_raise(lua_State *L, const rsd_error *err);

/* A string that the binding may fill while Lua can raise: a buffer owned by a userdata with a
 * closer.                                                                        [-0, +1, m] */
rsd_buf *rsd_lua_newbuf(lua_State *L);
/* An empty list of edits that Lua frees.                                           [-0, +1, m] */
rsd_repairs *rsd_lua_newrepairs(lua_State *L);
/* The field min_confidence of the table of options at idx, which may be nil.       [-0, +0, e] */
int rsd_lua_min_confidence(lua_State *L, int idx);

/* Pushes the clitics found in the Arabic word s[0..n), as {proclitics, stem, stem_first, stem_last,
 * enclitic}; the stem's span is [stem_start, stem_end).                           [-0, +1, m] */
void rsd_lua_pushclitics(lua_State *L, const char *s, size_t n, const rsd_word_clitics *found,
                         uint32_t stem_start, uint32_t stem_end);

/* The corpus at idx; raises if it is closed.                                     [-0, +0, v] */
const rsd_corpus *rsd_lua_checkcorpus(lua_State *L, int idx);

/* Fills the map of a record's members from the table {text = "body", ...} in the field of the
 * options at idx, which must stay on the stack.                                   [-0, +2, e] */
void rsd_lua_readmap(lua_State *L, int idx, rsd_read_options *options);

/* Pushes article i (0-based) of the corpus at idx; the same object as long as one is alive. Raises
 * if the corpus is damaged there.
 *                                                                                [-0, +1, e] */
void rsd_lua_pusharticle(lua_State *L, int idx, size_t i);

/* What the article at idx consists of. Raises if its corpus is closed, or damaged there.
 *                                                                                [-0, +0, e] */
const rsd_article_view *rsd_lua_checkarticle(lua_State *L, int idx);

/* The index of the part (sentence, paragraph) that holds the token; starts is ascending. */
size_t rsd_lua_part_of(const uint32_t *starts, size_t count, size_t token);

/* Pushes the table of the live articles of the corpus at idx.                    [-0, +1, -] */
void rsd_lua_pusharticles(lua_State *L, int idx);

/* The handler of SIGINT: sets rsd_interrupted, which ends what core.interruptible runs and, after
 * core.end_on_interrupt(true), all else. */
RSD_API void rsd_lua_on_interrupt(int signal_number);
/* A function is going to return that there was an interrupt: then its caller says so, and is not
 * ended.                                                                          [-0, +0, -] */
void rsd_lua_interrupt_told(lua_State *L);

/* Files that are part of the program: Lua modules and scripts. */
typedef struct rsd_resource {
    const char *name; /* "lua/rasad/init.lua", "scripts/ceasefire-timeline.lua" */
    const char *bytes;
    size_t len;
} rsd_resource;

extern const rsd_resource rsd_resources[];
extern const size_t rsd_resource_count;

#endif
