/* lcorpus.c: the corpus for Lua. */
#include "lua/lrasad.h"

#include <limits.h>
#include <string.h>

#define MT_CORPUS "rasad.corpus"

typedef struct LCorpus {
    rsd_corpus *corpus;
    bool is_open;
    bool is_kept; /* whoever asks, it stays open */
} LCorpus;

enum { UV_ARTICLES = 1, UV_PATHS = 2, UV_COUNT = 2 };

const rsd_corpus *rsd_lua_checkcorpus(lua_State *L, int idx)
{
    LCorpus *c = luaL_checkudata(L, idx, MT_CORPUS);
    if (!c->is_open) {
        luaL_error(L, "attempt to use a closed corpus");
    }
    return c->corpus;
}

/* An empty corpus object with a weak table for its articles.                      [-0, +1, e] */
static LCorpus *new_corpus(lua_State *L)
{
    LCorpus *c = lua_newuserdatauv(L, sizeof *c, UV_COUNT); // [corpus]
    *c = (LCorpus){0};
    luaL_setmetatable(L, MT_CORPUS);
    lua_newtable(L);                       // [corpus, articles]
    lua_createtable(L, 0, 1);              // [corpus, articles, mt]
    lua_pushliteral(L, "v");               // [corpus, articles, mt, "v"]
    lua_setfield(L, -2, "__mode");         // [corpus, articles, mt]
    lua_setmetatable(L, -2);               // [corpus, articles]
    lua_setiuservalue(L, -2, UV_ARTICLES); // [corpus]
    return c;
}

static bool optional_flag(lua_State *L, int idx, const char *name)
{
    bool flag = false;
    if (lua_istable(L, idx)) {
        lua_getfield(L, idx, name);
        flag = lua_toboolean(L, -1);
        lua_pop(L, 1);
    }
    return flag;
}

void rsd_lua_readmap(lua_State *L, int idx, rsd_read_options *options)
{
    size_t count = 0;
    bool given = lua_istable(L, idx) && lua_getfield(L, idx, "map") != LUA_TNIL; // [map]
    if (given) {
        luaL_argcheck(L, lua_istable(L, -1), idx, "the map is a table, { text = \"body\" }");
        for (lua_pushnil(L); lua_next(L, -2) != 0; lua_pop(L, 1)) {
            luaL_argcheck(L, lua_type(L, -2) == LUA_TSTRING && lua_type(L, -1) == LUA_TSTRING, idx,
                          "the map's names and values are strings");
            count++;
        }
    }
    rsd_field *map = lua_newuserdatauv(L, (count + 1) * sizeof *map, 0); // [map, fields]
    options->map = map;
    if (given) {
        for (lua_pushnil(L); lua_next(L, -3) != 0; lua_pop(L, 1)) {
            map[options->map_count++] =
                (rsd_field){.name = lua_tostring(L, -2), .value = lua_tostring(L, -1)};
        }
    }
}

/* find_articles(corpus, {key, ...}) -> {number, ...}: those that have tokens of all the keys, which
 * are at most 255                                                                 [-0, +1, e] */
static int corpus_find(lua_State *L)
{
    const rsd_corpus *corpus = rsd_lua_checkcorpus(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    rsd_corpus_info info;
    rsd_corpus_describe(corpus, &info);
    const char *keys[UINT8_MAX];
    const size_t count = lua_rawlen(L, 2);
    luaL_argcheck(L, count <= UINT8_MAX, 2, "too many keys");
    luaL_checkstack(L, (int)count, "too many keys");
    uint32_t *articles = lua_newuserdatauv(L, (info.articles + 1) * sizeof *articles, 0);
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, 2, (lua_Integer)i + 1); // [articles, key...]
        keys[i] = luaL_checkstring(L, -1);
    }
    size_t len;
    rsd_error err = {0};
    if (rsd_corpus_find(corpus, keys, count, articles, &len, &err) != RSD_OK) {
        return rsd_lua_raise(L, &err);
    }
    lua_createtable(L, len < INT_MAX ? (int)len : 0, 0); // [..., numbers]
    for (size_t i = 0; i < len; i++) {
        lua_pushinteger(L, (lua_Integer)articles[i] + 1);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

/* open(path | {path, ...} [, {strict = bool, path_date = bool, map = {text = "body"}}])
 *                                          -> corpus | nil, message, code         [-0, +1, e] */
static int corpus_open(lua_State *L)
{
    lua_settop(L, 2);
    rsd_read_options options = {0};
    rsd_lua_readmap(L, 2, &options); // [path, options, map, fields]
    if (lua_type(L, 1) == LUA_TSTRING) {
        lua_createtable(L, 1, 0);
        lua_pushvalue(L, 1);
        lua_rawseti(L, -2, 1);
        lua_replace(L, 1);
    }
    luaL_checktype(L, 1, LUA_TTABLE);
    bool strict = optional_flag(L, 2, "strict");
    options.path_date = optional_flag(L, 2, "path_date");
    lua_Integer count = luaL_len(L, 1);
    luaL_argcheck(L, count > 0, 1, "no path given");
    luaL_argcheck(L, count < 1 << 20, 1, "too many paths");
    LCorpus *c = new_corpus(L);                                                  // [corpus]
    const char **paths = lua_newuserdatauv(L, (size_t)count * sizeof *paths, 0); // [corpus, paths]
    for (lua_Integer i = 1; i <= count; i++) {
        if (lua_rawgeti(L, 1, i) != LUA_TSTRING) {
            return luaL_error(L, "path %I is not a string", (LUAI_UACINT)i);
        }
        paths[i - 1] = lua_tostring(L, -1); // the table keeps the string alive
        luaL_argcheck(L, strlen(paths[i - 1]) == lua_rawlen(L, -1), 1, "a path holds a NUL byte");
        lua_pop(L, 1);
    }
    rsd_error err = {0};
    if (rsd_corpus_open(&c->corpus, paths, (size_t)count, &options, strict, &err) != RSD_OK) {
        c->corpus = NULL;
        return rsd_lua_failure(L, &err);
    }
    c->is_open = true;
    lua_pop(L, 1); // [corpus]
    return 1;
}

/* text(source [, metadata]) -> a corpus of one article, with the key "text"       [-0, +1, e] */
static int corpus_text(lua_State *L)
{
    size_t n;
    const char *source = luaL_checklstring(L, 1, &n);
    rsd_field fields[16];
    size_t count = 0;
    lua_settop(L, 2);
    /* First: whatever allocates may run finalizers, and these may change the table. */
    LCorpus *c = new_corpus(L); // [source, metadata, corpus]
    if (!lua_isnil(L, 2)) {
        luaL_checktype(L, 2, LUA_TTABLE);
        for (lua_pushnil(L); lua_next(L, 2) != 0; lua_pop(L, 1)) { // [..., name, value]
            luaL_argcheck(L, lua_type(L, -2) == LUA_TSTRING && lua_type(L, -1) == LUA_TSTRING, 2,
                          "metadata names and values are strings");
            luaL_argcheck(L, count < sizeof fields / sizeof *fields, 2, "too many fields");
            fields[count].name = lua_tostring(L, -2); // the table keeps both alive
            fields[count++].value = lua_tostring(L, -1);
        }
    }
    rsd_error err = {0};
    if (rsd_corpus_from_text(&c->corpus, "text", source, n, fields, count, &err) != RSD_OK) {
        c->corpus = NULL;
        return rsd_lua_failure(L, &err);
    }
    c->is_open = true;
    return 1;
}

static int corpus_gc(lua_State *L)
{
    LCorpus *c = luaL_checkudata(L, 1, MT_CORPUS);
    rsd_corpus_free(c->corpus);
    *c = (LCorpus){0};
    return 0;
}

/* Whether a finalizer is running: then the collector refuses to answer. */
static bool in_finalizer(lua_State *L)
{
    return lua_gc(L, LUA_GCCOUNT) < 0;
}

/* corpus:close(), also __close                                                    [-0, +0, e] */
static int corpus_close(lua_State *L)
{
    LCorpus *c = luaL_checkudata(L, 1, MT_CORPUS);
    if (c->is_kept) {
        return luaL_error(L, "attempt to close the corpus that the script was given");
    }
    c->is_open = false;
    /* A finalizer runs wherever something is allocated, also amid a function of ours that holds
     * what it got of the corpus. */
    return in_finalizer(L) ? 0 : corpus_gc(L);
}

/* keep_open(corpus): in this process it can't be closed any more                  [-0, +0, e] */
static int corpus_keep_open(lua_State *L)
{
    LCorpus *c = luaL_checkudata(L, 1, MT_CORPUS);
    c->is_kept = true;
    return 0;
}

static size_t article_count(const rsd_corpus *corpus)
{
    rsd_corpus_info info;
    rsd_corpus_describe(corpus, &info);
    return info.articles;
}

static int corpus_len(lua_State *L)
{
    lua_pushinteger(L, (lua_Integer)article_count(rsd_lua_checkcorpus(L, 1)));
    return 1;
}

static int corpus_tostring(lua_State *L)
{
    LCorpus *c = luaL_checkudata(L, 1, MT_CORPUS);
    if (!c->is_open) {
        lua_pushliteral(L, "corpus (closed)");
    } else {
        lua_pushfstring(L, "corpus of %I articles", (LUAI_UACINT)article_count(c->corpus));
    }
    return 1;
}

/* corpus:article(key | number) -> article | nil, message, code                    [-0, +1, e] */
static int corpus_article(lua_State *L)
{
    const rsd_corpus *corpus = rsd_lua_checkcorpus(L, 1);
    size_t i;
    rsd_error err = {0};
    if (lua_type(L, 2) == LUA_TNUMBER) {
        lua_Integer n = luaL_checkinteger(L, 2);
        if (n < 1 || (size_t)n > article_count(corpus)) {
            rsd_fail(&err, RSD_ERR_NOT_FOUND, NULL, 0, RSD_NO_OFFSET,
                     "there is no article %lld; the corpus has %zu", (long long)n,
                     article_count(corpus));
            return rsd_lua_failure(L, &err);
        }
        i = (size_t)n - 1;
    } else {
        const char *key = luaL_checkstring(L, 2);
        rsd_status status = rsd_article_find(corpus, key, &i, &err);
        if (status != RSD_OK && status != RSD_ERR_NOT_FOUND) {
            return rsd_lua_failure(L, &err);
        }
        if (status != RSD_OK) {
            rsd_fail(&err, RSD_ERR_NOT_FOUND, NULL, 0, RSD_NO_OFFSET,
                     "the corpus has no article '%s'", key);
            return rsd_lua_failure(L, &err);
        }
    }
    rsd_lua_pusharticle(L, 1, i);
    return 1;
}

static int next_article(lua_State *L)
{
    lua_Integer i = lua_tointeger(L, lua_upvalueindex(2));
    const rsd_corpus *corpus = rsd_lua_checkcorpus(L, lua_upvalueindex(1));
    if ((size_t)i >= article_count(corpus)) {
        return 0;
    }
    lua_pushinteger(L, i + 1);
    lua_replace(L, lua_upvalueindex(2));
    lua_pushvalue(L, lua_upvalueindex(1)); // [corpus]
    rsd_lua_pusharticle(L, -1, (size_t)i); // [corpus, article]
    return 1;
}

/* corpus:articles() -> iterator of articles in order of their keys                [-0, +1, e] */
static int corpus_articles(lua_State *L)
{
    rsd_lua_checkcorpus(L, 1);
    lua_pushvalue(L, 1);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, next_article, 2);
    return 1;
}

static void set_integer(lua_State *L, const char *name, uint64_t value)
{
    lua_pushinteger(L, (lua_Integer)value);
    lua_setfield(L, -2, name);
}

/* corpus:info() -> counts, profile and fingerprint                                [-0, +1, e] */
static int corpus_info(lua_State *L)
{
    rsd_corpus_info info;
    const rsd_corpus *corpus = rsd_lua_checkcorpus(L, 1);
    rsd_corpus_describe(corpus, &info);
    lua_createtable(L, 0, 14); // [info]
    set_integer(L, "articles", info.articles);
    set_integer(L, "stories", info.stories);
    set_integer(L, "sources", info.sources);
    set_integer(L, "tokens", info.tokens);
    set_integer(L, "words", info.words);
    set_integer(L, "types", info.types);
    set_integer(L, "keys", info.keys);
    set_integer(L, "source_bytes", info.source_bytes);
    set_integer(L, "warnings", info.warnings);
    set_integer(L, "skipped", info.skipped);
    if (info.commits > 0) {
        set_integer(L, "bytes_on_disk", info.bytes_on_disk);
        set_integer(L, "segments", info.segments);
        set_integer(L, "commits", info.commits);
    }
    lua_pushstring(L, info.fingerprint);
    lua_setfield(L, -2, "fingerprint");
    lua_pushliteral(L, RSD_PROFILE);
    lua_setfield(L, -2, "profile");
    lua_createtable(L, 0, RSD_ENCODING_COUNT); // [info, encodings]
    for (int i = 0; i < RSD_ENCODING_COUNT; i++) {
        if (info.encodings[i] > 0) {
            set_integer(L, rsd_encoding_name((rsd_encoding)i), info.encodings[i]);
        }
    }
    lua_setfield(L, -2, "encodings");       // [info]
    lua_createtable(L, 0, RSD_LANG_EN + 1); // [info, languages]
    for (int i = RSD_LANG_OTHER; i <= RSD_LANG_EN; i++) {
        if (info.languages[i] > 0) {
            set_integer(L, rsd_lang_name((rsd_lang)i), info.languages[i]);
        }
    }
    lua_setfield(L, -2, "languages"); // [info]
    set_integer(L, "dated", info.dated);
    if (info.dated > 0) {
        set_integer(L, "first_day", (uint64_t)info.first_day);
        set_integer(L, "last_day", (uint64_t)info.last_day);
    }
    if (info.attributes > 0) {
        lua_createtable(L, (int)info.attributes, 0); // [info, attributes]
        for (size_t i = 0; i < info.attributes; i++) {
            lua_pushstring(L, rsd_attribute_name(corpus, i));
            lua_rawseti(L, -2, (lua_Integer)i + 1);
        }
        lua_setfield(L, -2, "attributes"); // [info]
    }
    return 1;
}

/* corpus:stories() -> list of {index, articles = {key, ...}} in the order of their first articles,
 * whose place in the corpus is the story's index                                  [-0, +1, e] */
static int corpus_stories(lua_State *L)
{
    const rsd_corpus *corpus = rsd_lua_checkcorpus(L, 1);
    size_t count = article_count(corpus);
    lua_Integer stories = 0;
    lua_newtable(L); // [list]
    lua_newtable(L); // [list, keys by index of the story]
    for (size_t i = 0; i < count; i++) {
        rsd_error err = {0};
        if (rsd_article_check(corpus, i, &err) != RSD_OK) {
            return rsd_lua_raise(L, &err);
        }
        size_t story = rsd_article_story(corpus, i);
        if (story == i) {
            lua_createtable(L, 0, 2); // [list, keys, story]
            set_integer(L, "index", i + 1);
            lua_createtable(L, 1, 0);               // [list, keys, story, articles]
            lua_pushvalue(L, -1);                   // [list, keys, story, articles, articles]
            lua_rawseti(L, -4, (lua_Integer)i + 1); // [list, keys, story, articles]
            lua_setfield(L, -2, "articles");        // [list, keys, story]
            lua_rawseti(L, -3, ++stories);          // [list, keys]
        }
        lua_rawgeti(L, -1, (lua_Integer)story + 1); // [list, keys, articles]
        lua_pushstring(L, rsd_article_key(corpus, i));
        lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
        lua_pop(L, 1); // [list, keys]
    }
    lua_pop(L, 1); // [list]
    return 1;
}

/* corpus:warnings() -> list of {kind, source, line, offset, message, skipped}     [-0, +1, e] */
static int corpus_warnings(lua_State *L)
{
    const rsd_corpus *corpus = rsd_lua_checkcorpus(L, 1);
    lua_newtable(L); // [list]
    const rsd_warning *w;
    for (size_t i = 0; (w = rsd_corpus_warning(corpus, i)) != NULL; i++) {
        lua_createtable(L, 0, 6); // [list, warning]
        lua_pushstring(L, w->kind);
        lua_setfield(L, -2, "kind");
        lua_pushstring(L, w->source);
        lua_setfield(L, -2, "source");
        lua_pushstring(L, w->message);
        lua_setfield(L, -2, "message");
        lua_pushboolean(L, w->skipped);
        lua_setfield(L, -2, "skipped");
        if (w->line > 0) {
            set_integer(L, "line", w->line);
        }
        if (w->offset != RSD_NO_OFFSET) {
            set_integer(L, "offset", w->offset);
        }
        lua_rawseti(L, -2, (lua_Integer)i + 1); // [list]
    }
    return 1;
}

/* corpus:key_count(s) -> tokens whose key is that of s                            [-0, +1, e] */
static int corpus_key_count(lua_State *L)
{
    const rsd_corpus *corpus = rsd_lua_checkcorpus(L, 1);
    size_t n;
    const char *s = luaL_checklstring(L, 2, &n);
    rsd_buf *key = rsd_lua_newbuf(L);
    rsd_error err = {0};
    if (rsd_form(RSD_KEY, RSD_LANG_OTHER, s, n, key, NULL, &err) != RSD_OK) {
        return luaL_error(L, "%s", err.message);
    }
    uint32_t first;
    uint32_t last;
    rsd_key_types(corpus, key->data == NULL ? "" : key->data, key->len, &first, &last);
    uint64_t count = 0;
    for (uint32_t type = first; type < last; type++) {
        count += rsd_type_count(corpus, type);
    }
    lua_pushinteger(L, (lua_Integer)count);
    return 1;
}

void rsd_lua_pusharticles(lua_State *L, int idx)
{
    lua_getiuservalue(L, idx, UV_ARTICLES);
}

void rsd_lua_corpus(lua_State *L)
{
    static const luaL_Reg methods[] = {
        {"close", corpus_close},         {"article", corpus_article},
        {"articles", corpus_articles},   {"info", corpus_info},
        {"stories", corpus_stories},     {"warnings", corpus_warnings},
        {"key_count", corpus_key_count}, {NULL, NULL}};
    static const luaL_Reg metamethods[] = {{"__gc", corpus_gc},
                                           {"__close", corpus_close},
                                           {"__len", corpus_len},
                                           {"__tostring", corpus_tostring},
                                           {NULL, NULL}};
    static const luaL_Reg functions[] = {{"open", corpus_open},
                                         {"find_articles", corpus_find},
                                         {"text", corpus_text},
                                         {"keep_open", corpus_keep_open},
                                         {NULL, NULL}};
    luaL_newmetatable(L, MT_CORPUS); // [core, mt]
    luaL_setfuncs(L, metamethods, 0);
    luaL_newlib(L, methods);               // [core, mt, methods]
    lua_pushvalue(L, -1);                  // [core, mt, methods, methods]
    lua_setfield(L, -4, "corpus_methods"); // the library adds methods written in Lua
    lua_setfield(L, -2, "__index");        // [core, mt]
    lua_pushliteral(L, "corpus");
    lua_setfield(L, -2, "__metatable");
    lua_pop(L, 1); // [core]
    luaL_setfuncs(L, functions, 0);
}
