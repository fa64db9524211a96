/* llines.c: the tokens of an article as lines of text for Lua, many at a time. */
#include "base/mem.h"
#include "lua/lrasad.h"

#include <string.h>

enum {
    LINE_FIELDS = 6,
    LINE_BLOCK = 64 * 1024,
    ARG_FROM = 2,
    ARG_PIECES = 3,
    ARG_SHOW = 4,
    DIGITS = 20
};

/* Lines being written: what stands before each field and behind the last, as the caller wants. */
typedef struct line_writer {
    lua_State *L;
    rsd_buf *out;
    const char *pieces[LINE_FIELDS + 1];
    size_t lengths[LINE_FIELDS + 1];
    size_t all_pieces; /* their lengths together */
    size_t line;       /* bytes of the line, as far as nothing is shown in another way */
} line_writer;

/* Room for as many bytes more, or an error.                                        [-0, +0, e] */
static void make_room(const line_writer *w, size_t n)
{
    if (rsd_buf_reserve(w->out, n) != RSD_OK) {
        luaL_error(w->L, "out of memory");
    }
}

/* Adds bytes for which there is room: a line asks for it once. */
static void add_bytes(const line_writer *w, const char *s, size_t n)
{
    if (n == 1) {
        w->out->data[w->out->len] = *s;
    } else {
        memcpy(w->out->data + w->out->len, s, n);
    }
    w->out->len += n;
}

static void add_piece(const line_writer *w, size_t i)
{
    add_bytes(w, w->pieces[i], w->lengths[i]);
}

static void add_number(const line_writer *w, size_t value)
{
    char digits[DIGITS];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + value % 10);
        value /= 10;
    } while (value > 0);
    add_bytes(w, digits + at, sizeof digits - at);
}

/* Whether no form of output changes a string: it is valid, without controls, quotes, backslashes
 * and the part of general punctuation where marks of direction and of lines are. */
static bool is_plain(const char *s, size_t n)
{
    const unsigned char *u = (const unsigned char *)s;
    unsigned seen = 0;
    for (size_t i = 0; i < n; i++) {
        seen |= u[i];
        if (u[i] < 0x20 || u[i] == 0x7F || u[i] == '"' || u[i] == '\\') {
            return false;
        }
        if (u[i] == 0xC2 && i + 1 < n && u[i + 1] < 0xA0) {
            return false;
        }
        if (u[i] == 0xE2 && i + 2 < n && (u[i + 1] == 0x80 || u[i + 1] == 0x81) &&
            u[i + 2] >= 0xA6) {
            return false;
        }
    }
    return seen < 0x80 || rsd_utf8_check(s, n) == n;
}

/* A string that is not plain, as show writes it. */
static void add_shown(const line_writer *w, const char *s, size_t n)
{
    lua_pushvalue(w->L, ARG_SHOW);
    lua_pushlstring(w->L, s, n);
    lua_call(w->L, 1, 1); // [..., shown]
    size_t shown;
    s = luaL_checklstring(w->L, -1, &shown);
    make_room(w, shown + w->line);
    add_bytes(w, s, shown);
    lua_pop(w->L, 1);
}

static void add_token_line(line_writer *w, const rsd_article_view *view, size_t i, size_t sentence)
{
    const rsd_token *t = &view->tokens[i];
    size_t next = i + 1 < view->token_count ? view->match_start[i + 1] : view->match.len;
    const char *key = view->match.data + view->match_start[i];
    const size_t key_len = next - 1 - view->match_start[i];
    size_t n;
    const char *text = rsd_article_slice(view, t->start, t->end, &n);
    const bool plain = is_plain(text, n);
    const bool same = n == key_len && memcmp(text, key, n) == 0;
    const char *kind = rsd_kind_name((rsd_kind)t->kind);
    const size_t kind_len = strlen(kind);
    w->line = w->all_pieces + (size_t)3 * DIGITS + kind_len + n + key_len;
    make_room(w, w->line);
    add_piece(w, 0);
    add_number(w, t->start);
    add_piece(w, 1);
    add_number(w, t->end);
    add_piece(w, 2);
    (plain ? add_bytes : add_shown)(w, text, n);
    add_piece(w, 3);
    ((same ? plain : is_plain(key, key_len)) ? add_bytes : add_shown)(w, key, key_len);
    add_piece(w, 4);
    add_bytes(w, kind, kind_len);
    add_piece(w, 5);
    add_number(w, sentence + 1);
    add_piece(w, 6);
}

/* token_lines(article, from, pieces, show) -> lines of some tokens, the number of the next token,
 * nil after the last. A line has start and end (bytes of the source, from 0, end excluded), text,
 * key, kind and sentence, the strings of pieces before, between and behind them; show(s) gives a
 * text or key that cannot be written as it is.                                    [-0, +2, e] */
static int token_lines(lua_State *L)
{
    const rsd_article_view *view = rsd_lua_checkarticle(L, 1);
    size_t i = (size_t)luaL_checkinteger(L, ARG_FROM) - 1;
    luaL_checktype(L, ARG_PIECES, LUA_TTABLE);
    luaL_checktype(L, ARG_SHOW, LUA_TFUNCTION);
    lua_settop(L, ARG_SHOW);
    line_writer w = {.L = L, .out = rsd_lua_newbuf(L)}; // [..., buf]
    luaL_checkstack(L, LINE_FIELDS + LUA_MINSTACK, NULL);
    for (size_t k = 0; k <= LINE_FIELDS; k++) {
        lua_rawgeti(L, ARG_PIECES, (lua_Integer)k + 1); // [..., buf, piece ...]
        w.pieces[k] = luaL_checklstring(L, -1, &w.lengths[k]);
        w.all_pieces += w.lengths[k];
    }
    size_t sentence =
        i < view->token_count ? rsd_lua_part_of(view->sentences, view->sentence_count, i) : 0;
    while (i < view->token_count && w.out->len < LINE_BLOCK) {
        if (sentence + 1 < view->sentence_count && view->sentences[sentence + 1] <= i) {
            sentence++;
        }
        add_token_line(&w, view, i, sentence);
        i++;
    }
    lua_pushlstring(L, w.out->data == NULL ? "" : w.out->data, w.out->len);
    if (i < view->token_count) {
        lua_pushinteger(L, (lua_Integer)i + 1);
    } else {
        luaL_pushfail(L);
    }
    return 2;
}

void rsd_lua_lines(lua_State *L)
{
    lua_pushcfunction(L, token_lines);
    lua_setfield(L, -2, "token_lines");
}
