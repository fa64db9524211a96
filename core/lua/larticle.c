/* larticle.c: the article for Lua, and the views of its tokens, sentences and paragraphs. Lua
 * counts from 1 and closes its spans: first and last as string.sub takes them. */
#include "base/mem.h"
#include "lua/lrasad.h"

#include <limits.h>
#include <string.h>

#define MT_ARTICLE "rasad.article"

typedef struct LArticle {
    size_t index;
    bool loaded;
    rsd_article_view view;
    rsd_values *values; /* of each attribute of the corpus that was asked for; NULL before */
    size_t value_count;
} LArticle;

enum { UV_CORPUS = 1, UV_CACHE = 2, UV_COUNT = 2 };

/* The article at idx and, in *corpus, its open corpus.                            [-0, +0, v] */
static LArticle *check_article(lua_State *L, int idx, const rsd_corpus **corpus)
{
    LArticle *a = luaL_checkudata(L, idx, MT_ARTICLE);
    lua_getiuservalue(L, idx, UV_CORPUS); // [..., corpus]
    const rsd_corpus *c = rsd_lua_checkcorpus(L, -1);
    lua_pop(L, 1);
    if (corpus != NULL) {
        *corpus = c;
    }
    return a;
}

/* Tells the collector of the memory of a view, which it does not see: or articles that nobody uses
 * any more would pile up.                                                         [-0, +0, e] */
static void charge_view(lua_State *L, const rsd_article_view *view)
{
    const size_t per_token = sizeof *view->tokens + sizeof *view->types + sizeof *view->match_start;
    size_t kib = (view->text.cap + view->match.cap + view->token_cap * per_token) / 1024;
    if (kib > 0 && lua_gc(L, LUA_GCISRUNNING)) {
        lua_gc(L, LUA_GCSTEP, kib < INT_MAX ? (int)kib : INT_MAX);
    }
}

const rsd_article_view *rsd_lua_checkarticle(lua_State *L, int idx)
{
    const rsd_corpus *corpus;
    LArticle *a = check_article(L, idx, &corpus);
    if (!a->loaded) {
        rsd_error err = {0};
        if (rsd_article_load(corpus, a->index, &a->view, &err) != RSD_OK) {
            rsd_lua_raise(L, &err);
        }
        a->loaded = true;
        charge_view(L, &a->view);
    }
    return &a->view;
}

void rsd_lua_pusharticle(lua_State *L, int idx, size_t i)
{
    idx = lua_absindex(L, idx);
    rsd_lua_pusharticles(L, idx); // [articles]
    if (lua_rawgeti(L, -1, (lua_Integer)i + 1) == LUA_TNIL) {
        lua_pop(L, 1); // [articles]
        rsd_error err = {0};
        if (rsd_article_check(rsd_lua_checkcorpus(L, idx), i, &err) != RSD_OK) {
            rsd_lua_raise(L, &err);
        }
        LArticle *a = lua_newuserdatauv(L, sizeof *a, UV_COUNT); // [articles, article]
        *a = (LArticle){.index = i};
        luaL_setmetatable(L, MT_ARTICLE);
        lua_pushvalue(L, idx);               // [articles, article, corpus]
        lua_setiuservalue(L, -2, UV_CORPUS); // [articles, article]
        lua_newtable(L);                     // [articles, article, cache]
        lua_setiuservalue(L, -2, UV_CACHE);  // [articles, article]
        lua_pushvalue(L, -1);
        lua_rawseti(L, -3, (lua_Integer)i + 1);
    }
    lua_remove(L, -2); // [article]
}

static int article_gc(lua_State *L)
{
    LArticle *a = luaL_checkudata(L, 1, MT_ARTICLE);
    rsd_article_view_free(&a->view);
    for (size_t i = 0; i < a->value_count; i++) {
        rsd_values_free(&a->values[i]);
    }
    rsd_free(a->values);
    *a = (LArticle){0};
    return 0;
}

static int article_tostring(lua_State *L)
{
    const rsd_corpus *corpus;
    LArticle *a = check_article(L, 1, &corpus);
    lua_pushfstring(L, "article %s", rsd_article_key(corpus, a->index));
    return 1;
}

/* article:key() -> the name of the article in its corpus                          [-0, +1, e] */
static int article_key(lua_State *L)
{
    const rsd_corpus *corpus;
    LArticle *a = check_article(L, 1, &corpus);
    lua_pushstring(L, rsd_article_key(corpus, a->index));
    return 1;
}

/* article:index() -> its place in the corpus, from 1                              [-0, +1, e] */
static int article_index(lua_State *L)
{
    lua_pushinteger(L, (lua_Integer)check_article(L, 1, NULL)->index + 1);
    return 1;
}

/* article:story() -> the number of its story: the index of the first article that tells it
 *                                                                                [-0, +1, e] */
static int article_story(lua_State *L)
{
    const rsd_corpus *corpus;
    LArticle *a = check_article(L, 1, &corpus);
    lua_pushinteger(L, (lua_Integer)rsd_article_story(corpus, a->index) + 1);
    return 1;
}

static int article_corpus(lua_State *L)
{
    luaL_checkudata(L, 1, MT_ARTICLE);
    lua_getiuservalue(L, 1, UV_CORPUS);
    return 1;
}

/* article:cache() -> a table for whoever has something to remember of it          [-0, +1, e] */
static int article_cache(lua_State *L)
{
    luaL_checkudata(L, 1, MT_ARTICLE);
    lua_getiuservalue(L, 1, UV_CACHE);
    return 1;
}

/* article:text() -> the whole text, in UTF-8                                      [-0, +1, e] */
static int article_text(lua_State *L)
{
    const rsd_article_view *view = rsd_lua_checkarticle(L, 1);
    lua_pushlstring(L, view->text.data, view->text.len);
    return 1;
}

/* article:source() -> the bytes of the file                                       [-0, +1, e] */
static int article_source(lua_State *L)
{
    size_t n;
    const char *source = rsd_article_source(rsd_lua_checkarticle(L, 1), &n);
    lua_pushlstring(L, source, n);
    return 1;
}

static size_t source_size(const rsd_article_view *view)
{
    size_t n;
    rsd_article_source(view, &n);
    return n;
}

/* article:size() -> bytes of the source                                           [-0, +1, e] */
static int article_size(lua_State *L)
{
    lua_pushinteger(L, (lua_Integer)source_size(rsd_lua_checkarticle(L, 1)));
    return 1;
}

/* article:match_text() -> what patterns see                                       [-0, +1, e] */
static int article_match_text(lua_State *L)
{
    const rsd_article_view *view = rsd_lua_checkarticle(L, 1);
    lua_getiuservalue(L, 1, UV_CACHE); // [..., cache]
    if (lua_getfield(L, -1, "match_text") == LUA_TNIL) {
        lua_pop(L, 1);
        lua_pushlstring(L, view->match.data, view->match.len); // [..., cache, text]
        lua_pushvalue(L, -1);
        lua_setfield(L, -3, "match_text");
    }
    return 1;
}

/* article:meta() -> all metadata; article:meta(name) -> one value or nil          [-0, +1, e] */
static int article_meta(lua_State *L)
{
    const rsd_corpus *corpus;
    LArticle *a = check_article(L, 1, &corpus);
    size_t count;
    const rsd_field *fields = rsd_article_fields(corpus, a->index, &count);
    const char *name = luaL_optstring(L, 2, NULL);
    if (name == NULL) {
        lua_createtable(L, 0, (int)count);
    } else {
        lua_pushnil(L);
    } // [..., table or nil]
    for (size_t i = 0; i < count; i++) {
        if (name == NULL) {
            lua_pushstring(L, fields[i].value);
            lua_setfield(L, -2, fields[i].name);
        } else if (strcmp(name, fields[i].name) == 0) {
            lua_pushstring(L, fields[i].value);
            return 1;
        }
    }
    return 1;
}

static int article_language(lua_State *L)
{
    const rsd_corpus *corpus;
    LArticle *a = check_article(L, 1, &corpus);
    lua_pushstring(L, rsd_lang_name(rsd_article_language(corpus, a->index)));
    return 1;
}

/* article:stated_days() -> first day, last day of the date in figures that the metadata state | nil
 *                                                                                 [-0, +2, e] */
static int article_stated_days(lua_State *L)
{
    const rsd_corpus *corpus;
    LArticle *a = check_article(L, 1, &corpus);
    rsd_day first;
    rsd_day last;
    if (!rsd_article_days(corpus, a->index, &first, &last)) {
        lua_pushnil(L);
        return 1;
    }
    lua_pushinteger(L, first);
    lua_pushinteger(L, last);
    return 2;
}

/* article:encoding() -> what the source is encoded in                             [-0, +1, e] */
static int article_encoding(lua_State *L)
{
    const rsd_corpus *corpus;
    LArticle *a = check_article(L, 1, &corpus);
    lua_pushstring(L, rsd_encoding_name(rsd_article_encoding(corpus, a->index)));
    return 1;
}

static void set_field(lua_State *L, const char *name, size_t value)
{
    lua_pushinteger(L, (lua_Integer)value);
    lua_setfield(L, -2, name);
}

static void push_slice(lua_State *L, const rsd_article_view *view, uint32_t start, uint32_t end)
{
    size_t n;
    const char *text = rsd_article_slice(view, start, end, &n);
    lua_pushlstring(L, text, n);
}

static void set_span(lua_State *L, const rsd_article_view *view, uint32_t start, uint32_t end)
{
    set_field(L, "first", (size_t)start + 1);
    set_field(L, "last", end);
    push_slice(L, view, start, end);
    lua_setfield(L, -2, "text");
}

size_t rsd_lua_part_of(const uint32_t *starts, size_t count, size_t token)
{
    size_t low = 0;
    size_t high = count;
    while (low + 1 < high) {
        size_t middle = low + (high - low) / 2;
        if (starts[middle] <= token) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

static void set_repeat(lua_State *L, const rsd_article_view *view, size_t token)
{
    lua_pushboolean(L, view->tokens[token].is_repeat);
    lua_setfield(L, -2, "is_repeat");
}

/* The clitics of an Arabic word, the stem's span being one of the source; nil if it has none.
 *                                                                                 [-0, +1, m] */
static void push_clitics(lua_State *L, const rsd_article_view *view, const rsd_token *t)
{
    size_t n;
    const char *word = rsd_article_slice(view, t->start, t->end, &n);
    const rsd_word_clitics found = rsd_clitics_of(word, n);
    if (found.count == 0 && found.stem_end == n) {
        lua_pushnil(L);
        return;
    }
    uint32_t at = (uint32_t)(word - view->text.data);
    uint32_t start = at + found.stem_start;
    uint32_t end = at + found.stem_end;
    if (view->decoding != NULL) {
        rsd_decoding_to_source(view->decoding, start, end, &start, &end);
    }
    rsd_lua_pushclitics(L, word, n, &found, start, end);
}

/* A token as a table.                                                             [-0, +1, m] */
static void push_token(lua_State *L, const rsd_article_view *view, size_t i)
{
    const rsd_token *t = &view->tokens[i];
    size_t key = view->match_start[i];
    size_t next = i + 1 < view->token_count ? view->match_start[i + 1] : view->match.len;
    lua_createtable(L, 0, 11); // [token]
    set_field(L, "index", i + 1);
    set_span(L, view, t->start, t->end);
    lua_pushlstring(L, view->match.data + key, next - 1 - key);
    lua_setfield(L, -2, "key");
    lua_pushstring(L, rsd_kind_name((rsd_kind)t->kind));
    lua_setfield(L, -2, "kind");
    lua_pushstring(L, rsd_lang_name((rsd_lang)t->lang));
    lua_setfield(L, -2, "language");
    set_field(L, "sentence", rsd_lua_part_of(view->sentences, view->sentence_count, i) + 1);
    set_field(L, "paragraph", rsd_lua_part_of(view->paragraphs, view->paragraph_count, i) + 1);
    set_repeat(L, view, i);
    if (t->kind == RSD_KIND_WORD && t->lang == RSD_LANG_AR) {
        push_clitics(L, view, t);
        lua_setfield(L, -2, "clitics");
    }
}

/* The values of the article's tokens of an attribute that the corpus has.         [-0, +0, v] */
static const rsd_values *check_values(lua_State *L, LArticle *a, const rsd_corpus *corpus,
                                      size_t attribute)
{
    if (a->values == NULL) {
        rsd_corpus_info info;
        rsd_corpus_describe(corpus, &info);
        a->values = rsd_alloc(info.attributes * sizeof *a->values);
        if (a->values == NULL) {
            luaL_error(L, "out of memory");
            return NULL;
        }
        memset(a->values, 0, info.attributes * sizeof *a->values);
        a->value_count = info.attributes;
    }
    rsd_values *values = &a->values[attribute];
    rsd_error err = {0};
    if (values->items == NULL &&
        rsd_article_values(corpus, a->index, attribute, values, &err) != RSD_OK) {
        rsd_lua_raise(L, &err);
    }
    return values;
}

/* article:attribute(name, token) -> what the input said of a token, which is given by its number or
 * as a table; nil if nothing                                                      [-0, +1, e] */
static int article_attribute(lua_State *L)
{
    const rsd_corpus *corpus;
    LArticle *a = check_article(L, 1, &corpus);
    const char *wanted = luaL_checkstring(L, 2);
    lua_settop(L, 3);
    if (lua_istable(L, 3)) {
        lua_getfield(L, 3, "index");
        lua_replace(L, 3);
    }
    const lua_Integer token = luaL_checkinteger(L, 3);
    const char *name;
    size_t i = 0;
    while ((name = rsd_attribute_name(corpus, i)) != NULL && strcmp(name, wanted) != 0) {
        i++;
    }
    const rsd_values *values = name == NULL ? NULL : check_values(L, a, corpus, i);
    if (values != NULL && token >= 1 && (size_t)token <= values->len) {
        lua_pushstring(L, values->items[token - 1]);
    } else {
        luaL_pushfail(L);
    }
    return 1;
}

/* Tokens [*from, *to) of a part. */
static void part_tokens(const rsd_article_view *view, const uint32_t *starts, size_t count,
                        size_t part, size_t *from, size_t *to)
{
    *from = starts[part];
    *to = part + 1 < count ? starts[part + 1] : view->token_count;
}

static void push_part(lua_State *L, const rsd_article_view *view, const uint32_t *starts,
                      size_t count, size_t part)
{
    size_t from;
    size_t to;
    part_tokens(view, starts, count, part, &from, &to);
    lua_createtable(L, 0, 8); // [part]
    set_field(L, "index", part + 1);
    set_span(L, view, view->tokens[from].start, view->tokens[to - 1].end);
    set_field(L, "first_token", from + 1);
    set_field(L, "last_token", to);
    set_repeat(L, view, from);
}

static void push_sentence(lua_State *L, const rsd_article_view *view, size_t i)
{
    push_part(L, view, view->sentences, view->sentence_count, i);
    set_field(L, "paragraph",
              rsd_lua_part_of(view->paragraphs, view->paragraph_count, view->sentences[i]) + 1);
}

static void push_paragraph(lua_State *L, const rsd_article_view *view, size_t i)
{
    push_part(L, view, view->paragraphs, view->paragraph_count, i);
}

typedef void push_function(lua_State *L, const rsd_article_view *view, size_t i);

static size_t token_total(const rsd_article_view *view)
{
    return view->token_count;
}

static size_t sentence_total(const rsd_article_view *view)
{
    return view->sentence_count;
}

static size_t paragraph_total(const rsd_article_view *view)
{
    return view->paragraph_count;
}

/* What an article consists of, three times alike. */
typedef struct part_kind {
    const char *name;
    push_function *push;
    size_t (*total)(const rsd_article_view *view);
} part_kind;

static const part_kind TOKENS = {"token", push_token, token_total};
static const part_kind SENTENCES = {"sentence", push_sentence, sentence_total};
static const part_kind PARAGRAPHS = {"paragraph", push_paragraph, paragraph_total};

/* article:token(i) and its like -> a table, or nil where there is none            [-0, +1, e] */
static int push_one(lua_State *L, const part_kind *kind)
{
    const rsd_article_view *view = rsd_lua_checkarticle(L, 1);
    lua_Integer i = luaL_checkinteger(L, 2);
    if (i < 1 || (size_t)i > kind->total(view)) {
        luaL_pushfail(L);
    } else {
        kind->push(L, view, (size_t)i - 1);
    }
    return 1;
}

static int push_next(lua_State *L)
{
    const part_kind *kind = lua_touserdata(L, lua_upvalueindex(3));
    lua_Integer i = lua_tointeger(L, lua_upvalueindex(2));
    lua_pushvalue(L, lua_upvalueindex(1)); // [article]
    const rsd_article_view *view = rsd_lua_checkarticle(L, -1);
    if ((size_t)i >= kind->total(view)) {
        return 0;
    }
    lua_pushinteger(L, i + 1);
    lua_replace(L, lua_upvalueindex(2));
    kind->push(L, view, (size_t)i);
    return 1;
}

/* article:tokens() and its like -> iterator of tables                             [-0, +1, e] */
static int push_iterator(lua_State *L, const part_kind *kind)
{
    rsd_lua_checkarticle(L, 1);
    lua_pushvalue(L, 1);
    lua_pushinteger(L, 0);
    lua_pushlightuserdata(L, (void *)kind);
    lua_pushcclosure(L, push_next, 3);
    return 1;
}

static int push_total(lua_State *L, const part_kind *kind)
{
    lua_pushinteger(L, (lua_Integer)kind->total(rsd_lua_checkarticle(L, 1)));
    return 1;
}

static int article_token(lua_State *L)
{
    return push_one(L, &TOKENS);
}

/* ---- Tokens as the repair of spelling has them --------------------------------------------- */

enum { UP_ARTICLE = 1, UP_INDEX, UP_COUNT, UP_UNITS, UP_TOTAL };

/* The key of the source bytes of a repaired token: blanks inside it are gone.     [-0, +1, e] */
static void push_repaired_key(lua_State *L, const rsd_article_view *view, const rsd_token *unit,
                              size_t first)
{
    rsd_buf *key = rsd_lua_newbuf(L); // [buf]
    rsd_error err = {0};
    for (size_t i = first; i < view->token_count && view->tokens[i].start < unit->end; i++) {
        const rsd_token *t = &view->tokens[i];
        uint32_t start = t->start > unit->start ? t->start : unit->start;
        uint32_t end = t->end < unit->end ? t->end : unit->end;
        size_t n;
        const char *text = rsd_article_slice(view, start, end, &n);
        if (rsd_form(RSD_KEY, RSD_LANG_OTHER, text, n, key, NULL, &err) != RSD_OK) {
            luaL_error(L, "%s", err.message);
        }
    }
    if (key->len == 0) {
        push_slice(L, view, unit->start, unit->end);
    } else {
        lua_pushlstring(L, key->data, key->len);
    }
    lua_remove(L, -2); // [key]
}

static int push_next_repaired(lua_State *L)
{
    const rsd_token *units = lua_touserdata(L, lua_upvalueindex(UP_UNITS));
    lua_Integer i = lua_tointeger(L, lua_upvalueindex(UP_INDEX));
    if (i >= lua_tointeger(L, lua_upvalueindex(UP_COUNT))) {
        return 0;
    }
    lua_pushinteger(L, i + 1);
    lua_replace(L, lua_upvalueindex(UP_INDEX));
    lua_pushvalue(L, lua_upvalueindex(UP_ARTICLE)); // [article]
    const rsd_article_view *view = rsd_lua_checkarticle(L, -1);
    const rsd_token *unit = &units[i];
    size_t token = rsd_token_at(view, unit->start);
    push_token(L, view, token); // [article, token]
    set_span(L, view, unit->start, unit->end);
    push_repaired_key(L, view, unit, token); // [article, token, key]
    lua_setfield(L, -2, "key");              // [article, token]
    return 1;
}

/* article:tokens{repaired = true [, min_confidence =]} -> iterator of tables: index is that of the
 * first token                                                                     [-0, +1, e] */
static int push_repaired(lua_State *L)
{
    const rsd_article_view *view = rsd_lua_checkarticle(L, 1);
    int min_confidence = rsd_lua_min_confidence(L, 2);
    lua_settop(L, 1);                             // [article]
    rsd_repairs *repairs = rsd_lua_newrepairs(L); // [article, repairs]
    rsd_error err = {0};
    if (rsd_repair(view->text.data, view->text.len, repairs, &err) != RSD_OK) {
        return luaL_error(L, "%s", err.message);
    }
    for (size_t i = 0; view->decoding != NULL && i < repairs->len; i++) {
        rsd_repair_edit *edit = &repairs->items[i];
        rsd_decoding_to_source(view->decoding, edit->start, edit->end, &edit->start, &edit->end);
    }
    size_t most = view->token_count + repairs->len;
    lua_pushvalue(L, 1);   // [article, repairs, article]
    lua_pushinteger(L, 0); // [article, repairs, article, 0]
    rsd_token *units = lua_newuserdatauv(L, most * sizeof *units + 1, 0); // [..., 0, units]
    size_t count =
        rsd_repaired_tokens(view->tokens, view->token_count, repairs, min_confidence, units);
    lua_pushinteger(L, (lua_Integer)count); // [article, repairs, article, 0, units, count]
    lua_insert(L, -2);                      // [article, repairs, article, 0, count, units]
    lua_pushcclosure(L, push_next_repaired, UP_TOTAL - 1);
    return 1;
}

/* article:tokens([options]) -> iterator of tables                                 [-0, +1, e] */
static int article_tokens(lua_State *L)
{
    if (!lua_isnoneornil(L, 2)) {
        luaL_checktype(L, 2, LUA_TTABLE);
        lua_getfield(L, 2, "repaired"); // [article, options, ..., repaired]
        if (lua_toboolean(L, -1)) {
            return push_repaired(L);
        }
    }
    return push_iterator(L, &TOKENS);
}

static int article_token_count(lua_State *L)
{
    return push_total(L, &TOKENS);
}

static int article_sentence(lua_State *L)
{
    return push_one(L, &SENTENCES);
}

static int article_sentences(lua_State *L)
{
    return push_iterator(L, &SENTENCES);
}

static int article_sentence_count(lua_State *L)
{
    return push_total(L, &SENTENCES);
}

static int article_paragraph(lua_State *L)
{
    return push_one(L, &PARAGRAPHS);
}

static int article_paragraphs(lua_State *L)
{
    return push_iterator(L, &PARAGRAPHS);
}

static int article_paragraph_count(lua_State *L)
{
    return push_total(L, &PARAGRAPHS);
}

/* ---- Regions and places -------------------------------------------------------------------- */

/* article:regions() -> list of {kind, first, last, text, reason [, of_first, of_last, similarity]}
 *                                                                                [-0, +1, e] */
static int article_regions(lua_State *L)
{
    const rsd_article_view *view = rsd_lua_checkarticle(L, 1);
    lua_createtable(L, (int)view->region_count, 0); // [list]
    for (size_t i = 0; i < view->region_count; i++) {
        const rsd_region *r = &view->regions[i];
        lua_createtable(L, 0, 8); // [list, region]
        lua_pushstring(L, rsd_region_kind_name(r->kind));
        lua_setfield(L, -2, "kind");
        set_span(L, view, r->start, r->end);
        lua_pushstring(L, r->reason);
        lua_setfield(L, -2, "reason");
        if (r->kind == RSD_REGION_REPEAT) {
            lua_pushnumber(L, r->similarity / 100.0);
            lua_setfield(L, -2, "similarity");
            set_field(L, "of_first", (size_t)r->of_start + 1);
            set_field(L, "of_last", r->of_end);
        }
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

/* A position in match text as LPeg gives it, from 1 to one past the end. */
static size_t check_match_position(lua_State *L, const rsd_article_view *view, int idx)
{
    lua_Integer m = luaL_checkinteger(L, idx);
    luaL_argcheck(L, m >= 1 && (size_t)m <= view->match.len + 1, idx,
                  "position outside the match text");
    return (size_t)m - 1;
}

/* article:to_source(start, stop) -> first, last: the source span of the match text from start up
 * to, not including, stop                                                         [-0, +2, e] */
static int article_to_source(lua_State *L)
{
    const rsd_article_view *view = rsd_lua_checkarticle(L, 1);
    size_t start = check_match_position(L, view, 2);
    size_t stop = check_match_position(L, view, 3);
    uint32_t source_start;
    uint32_t source_end;
    rsd_error err = {0};
    if (rsd_match_to_source(view, start, stop, &source_start, &source_end, &err) != RSD_OK) {
        return luaL_error(L, "%s", err.message);
    }
    lua_pushinteger(L, (lua_Integer)source_start + 1);
    lua_pushinteger(L, source_end);
    return 2;
}

static uint32_t check_source_position(lua_State *L, const rsd_article_view *view, int idx)
{
    lua_Integer p = luaL_checkinteger(L, idx);
    luaL_argcheck(L, p >= 1 && (size_t)p <= source_size(view) + 1, idx,
                  "position outside the source");
    return (uint32_t)(p - 1);
}

/* article:slice(first, last) -> the text of a source span                         [-0, +1, e] */
static int article_slice(lua_State *L)
{
    const rsd_article_view *view = rsd_lua_checkarticle(L, 1);
    uint32_t start = check_source_position(L, view, 2);
    lua_Integer last = luaL_checkinteger(L, 3);
    lua_Integer size = (lua_Integer)source_size(view);
    last = last < size ? last : size;
    push_slice(L, view, start, last > start ? (uint32_t)last : start);
    return 1;
}

/* article:to_match(first, last) -> start, stop of the tokens that touch the source span, nil if
 * none does                                                                       [-0, +2, e] */
static int article_to_match(lua_State *L)
{
    const rsd_article_view *view = rsd_lua_checkarticle(L, 1);
    uint32_t start = check_source_position(L, view, 2);
    lua_Integer last = luaL_checkinteger(L, 3);
    size_t token = rsd_token_at(view, start);
    if (token >= view->token_count || (lua_Integer)view->tokens[token].start >= last) {
        luaL_pushfail(L);
        return 1;
    }
    size_t end = token + 1;
    while (end < view->token_count && (lua_Integer)view->tokens[end].start < last) {
        end++;
    }
    size_t stop = end < view->token_count ? view->match_start[end] : view->match.len;
    lua_pushinteger(L, (lua_Integer)view->match_start[token] + 1);
    lua_pushinteger(L, (lua_Integer)stop); // the separator is left out
    return 2;
}

/* article:token_at(first) -> the token at or after a source byte, nil past the last
 *                                                                                [-0, +1, e] */
static int article_token_at(lua_State *L)
{
    const rsd_article_view *view = rsd_lua_checkarticle(L, 1);
    size_t token = rsd_token_at(view, check_source_position(L, view, 2));
    if (token < view->token_count) {
        lua_pushinteger(L, (lua_Integer)token + 1);
    } else {
        luaL_pushfail(L);
    }
    return 1;
}

/* article:token_at_match(m) -> the token at a match-text position                 [-0, +1, e] */
static int article_token_at_match(lua_State *L)
{
    const rsd_article_view *view = rsd_lua_checkarticle(L, 1);
    size_t m = check_match_position(L, view, 2);
    if (view->token_count == 0) {
        luaL_pushfail(L);
    } else {
        lua_pushinteger(L,
                        (lua_Integer)rsd_lua_part_of(view->match_start, view->token_count, m) + 1);
    }
    return 1;
}

/* article:sentence_at(first) -> the sentence at or after a source byte, nil past the last
 *                                                                                [-0, +1, e] */
static int article_sentence_at(lua_State *L)
{
    const rsd_article_view *view = rsd_lua_checkarticle(L, 1);
    size_t token = rsd_token_at(view, check_source_position(L, view, 2));
    if (token < view->token_count) {
        size_t i = rsd_lua_part_of(view->sentences, view->sentence_count, token);
        lua_pushinteger(L, (lua_Integer)i + 1);
    } else {
        luaL_pushfail(L);
    }
    return 1;
}

/* article:is_repeat(first) -> whether the token at or after a source byte lies in a repeated region
 *                                                                                [-0, +1, e] */
static int article_is_repeat(lua_State *L)
{
    const rsd_article_view *view = rsd_lua_checkarticle(L, 1);
    size_t token = rsd_token_at(view, check_source_position(L, view, 2));
    lua_pushboolean(L, token < view->token_count && view->tokens[token].is_repeat);
    return 1;
}

void rsd_lua_article(lua_State *L)
{
    static const luaL_Reg methods[] = {{"key", article_key},
                                       {"index", article_index},
                                       {"story", article_story},
                                       {"corpus", article_corpus},
                                       {"cache", article_cache},
                                       {"stated_days", article_stated_days},
                                       {"encoding", article_encoding},
                                       {"text", article_text},
                                       {"source", article_source},
                                       {"slice", article_slice},
                                       {"size", article_size},
                                       {"match_text", article_match_text},
                                       {"meta", article_meta},
                                       {"language", article_language},
                                       {"token", article_token},
                                       {"attribute", article_attribute},
                                       {"tokens", article_tokens},
                                       {"token_count", article_token_count},
                                       {"sentence", article_sentence},
                                       {"sentences", article_sentences},
                                       {"sentence_count", article_sentence_count},
                                       {"paragraph", article_paragraph},
                                       {"paragraphs", article_paragraphs},
                                       {"paragraph_count", article_paragraph_count},
                                       {"regions", article_regions},
                                       {"to_source", article_to_source},
                                       {"to_match", article_to_match},
                                       {"token_at", article_token_at},
                                       {"token_at_match", article_token_at_match},
                                       {"sentence_at", article_sentence_at},
                                       {"is_repeat", article_is_repeat},
                                       {NULL, NULL}};
    luaL_newmetatable(L, MT_ARTICLE); // [core, mt]
    lua_pushcfunction(L, article_gc);
    lua_setfield(L, -2, "__gc");
    lua_pushcfunction(L, article_tostring);
    lua_setfield(L, -2, "__tostring");
    luaL_newlib(L, methods);                // [core, mt, methods]
    lua_pushvalue(L, -1);                   // [core, mt, methods, methods]
    lua_setfield(L, -4, "article_methods"); // the library adds methods written in Lua
    lua_setfield(L, -2, "__index");         // [core, mt]
    lua_pushliteral(L, "article");
    lua_setfield(L, -2, "__metatable");
    lua_pop(L, 1); // [core]
}
