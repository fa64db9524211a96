/* ltext.c: text functions for Lua: forms, language, width, hash. */
#include "lua/lrasad.h"

#include <utf8proc.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static int push_form(lua_State *L, rsd_layer layer, rsd_lang lang)
{
    size_t n;
    const char *s = luaL_checklstring(L, 1, &n);
    rsd_buf *out = rsd_lua_newbuf(L); // [..., buf]
    rsd_error err = {0};
    if (rsd_form(layer, lang, s, n, out, NULL, &err) != RSD_OK) {
        return luaL_error(L, "%s", err.message);
    }
    lua_pushlstring(L, out->data == NULL ? "" : out->data, out->len); // [..., buf, form]
    return 1;
}

/* key(s) -> the match form of a string                                           [-0, +1, e] */
static int text_key(lua_State *L)
{
    return push_form(L, RSD_KEY, RSD_LANG_OTHER);
}

/* display(s [, language]) -> the readable form of a string                        [-0, +1, e] */
static int text_display(lua_State *L)
{
    static const char *const names[] = {"other", "fa", "ar", "en", NULL};
    return push_form(L, RSD_DISPLAY, (rsd_lang)luaL_checkoption(L, 2, "other", names));
}

/* language(s) -> "fa", "ar", "en" or "other"                                      [-0, +1, e] */
static int text_language(lua_State *L)
{
    size_t n;
    const char *s = luaL_checklstring(L, 1, &n);
    lua_pushstring(L, rsd_lang_name(rsd_language(s, n)));
    return 1;
}

static const char *const language_names[] = {"other", "fa", "ar", "en", NULL};

/* The language at idx, or else that of the string at 1; a word too short to tell is Persian. */
static rsd_lang check_language(lua_State *L, int idx)
{
    size_t n;
    const char *s = luaL_checklstring(L, 1, &n);
    if (!lua_isnoneornil(L, idx)) {
        return (rsd_lang)luaL_checkoption(L, idx, NULL, language_names);
    }
    rsd_lang lang = rsd_language(s, n);
    return lang == RSD_LANG_OTHER ? RSD_LANG_FA : lang;
}

/* lemma(word [, language]) -> the lemma [, of a verb: its present stem]           [-0, +1|2, e] */
static int text_lemma(lua_State *L)
{
    size_t n;
    const char *s = luaL_checklstring(L, 1, &n);
    rsd_lang lang = check_language(L, 2);
    rsd_buf *lemma = rsd_lua_newbuf(L);   // [..., lemma buf]
    rsd_buf *present = rsd_lua_newbuf(L); // [..., lemma buf, present buf]
    rsd_error err = {0};
    if (rsd_lemma(lang, s, n, lemma, present, &err) != RSD_OK) {
        return luaL_error(L, "%s", err.message);
    }
    lua_pushlstring(L, lemma->data == NULL ? "" : lemma->data, lemma->len); // [..., lemma]
    if (present->len == 0) {
        return 1;
    }
    lua_pushlstring(L, present->data, present->len); // [..., lemma, present]
    return 2;
}

/* stem(word [, language]) -> the stem, a key                                      [-0, +1, e] */
static int text_stem(lua_State *L)
{
    size_t n;
    const char *s = luaL_checklstring(L, 1, &n);
    rsd_lang lang = check_language(L, 2);
    rsd_buf *stem = rsd_lua_newbuf(L); // [..., buf]
    rsd_error err = {0};
    if (rsd_stem(lang, s, n, stem, &err) != RSD_OK) {
        return luaL_error(L, "%s", err.message);
    }
    lua_pushlstring(L, stem->data == NULL ? "" : stem->data, stem->len); // [..., stem]
    return 1;
}

void rsd_lua_pushclitics(lua_State *L, const char *s, size_t n, const rsd_word_clitics *found,
                         uint32_t stem_start, uint32_t stem_end)
{
    lua_createtable(L, 0, 5);                 // [..., clitics]
    lua_createtable(L, (int)found->count, 0); // [..., clitics, proclitics]
    uint32_t from = 0;
    for (uint32_t i = 0; i < found->count; i++) {
        lua_pushlstring(L, s + from, found->proclitics[i] - from);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
        from = found->proclitics[i];
    }
    lua_setfield(L, -2, "proclitics"); // [..., clitics]
    lua_pushlstring(L, s + found->stem_start, found->stem_end - found->stem_start);
    lua_setfield(L, -2, "stem");
    lua_pushinteger(L, (lua_Integer)stem_start + 1);
    lua_setfield(L, -2, "stem_first");
    lua_pushinteger(L, stem_end);
    lua_setfield(L, -2, "stem_last");
    if (found->stem_end < n) {
        lua_pushlstring(L, s + found->stem_end, n - found->stem_end);
        lua_setfield(L, -2, "enclitic");
    }
}

/* clitics(word) -> the clitics of an Arabic word                                  [-0, +1, e] */
static int text_clitics(lua_State *L)
{
    size_t n;
    const char *s = luaL_checklstring(L, 1, &n);
    luaL_argcheck(L, n <= RSD_MAX_SOURCE, 1, "too long for a word");
    const rsd_word_clitics found = rsd_clitics_of(s, n);
    rsd_lua_pushclitics(L, s, n, &found, found.stem_start, found.stem_end);
    return 1;
}

/* [-0, +0, -] */
static int repairs_gc(lua_State *L)
{
    rsd_repairs_free(lua_touserdata(L, 1));
    return 0;
}

rsd_repairs *rsd_lua_newrepairs(lua_State *L)
{
    rsd_repairs *repairs = lua_newuserdatauv(L, sizeof *repairs, 0); // [..., repairs]
    *repairs = (rsd_repairs){0};
    if (luaL_newmetatable(L, "rasad.repairs")) { // [..., repairs, metatable]
        lua_pushcfunction(L, repairs_gc);        // [..., repairs, metatable, gc]
        lua_setfield(L, -2, "__gc");             // [..., repairs, metatable]
    }
    lua_setmetatable(L, -2); // [..., repairs]
    return repairs;
}

/* [-0, +1, m] */
static void push_edit(lua_State *L, const rsd_repair_edit *edit)
{
    lua_createtable(L, 0, 5); // [..., edit]
    lua_pushinteger(L, (lua_Integer)edit->start + 1);
    lua_setfield(L, -2, "first");
    lua_pushinteger(L, (lua_Integer)edit->end);
    lua_setfield(L, -2, "last");
    lua_pushstring(L, edit->text);
    lua_setfield(L, -2, "text");
    lua_pushstring(L, rsd_repair_rule_name((rsd_repair_rule)edit->rule));
    lua_setfield(L, -2, "rule");
    lua_pushinteger(L, edit->confidence);
    lua_setfield(L, -2, "confidence");
}

int rsd_lua_min_confidence(lua_State *L, int options)
{
    lua_Integer min_confidence = RSD_REPAIR_CONFIDENT;
    if (!lua_isnoneornil(L, options)) {
        luaL_checktype(L, options, LUA_TTABLE);
        bool given = lua_getfield(L, options, "min_confidence") != LUA_TNIL; // [min_confidence]
        min_confidence = !given ? min_confidence : lua_isinteger(L, -1) ? lua_tointeger(L, -1) : -1;
        lua_pop(L, 1);
    }
    if (min_confidence < 0 || min_confidence > 100) {
        return luaL_error(L, "min_confidence must be a whole number from 0 to 100");
    }
    return (int)min_confidence;
}

/* repair(s [, {min_confidence=, zwnj_everywhere=}]) -> the repaired text, the list of its edits
 * {first, last, text, rule, confidence}; where nothing is replaced, last is first - 1
 *                                                                                 [-0, +2, e] */
static int text_repair(lua_State *L)
{
    size_t n;
    const char *s = luaL_checklstring(L, 1, &n);
    int min_confidence = rsd_lua_min_confidence(L, 2);
    bool everywhere = false;
    if (!lua_isnoneornil(L, 2)) {
        lua_getfield(L, 2, "zwnj_everywhere"); // [..., zwnj_everywhere]
        everywhere = lua_toboolean(L, -1);
        lua_settop(L, 2);
    }
    rsd_repairs *repairs = rsd_lua_newrepairs(L); // [..., repairs]
    rsd_buf *out = rsd_lua_newbuf(L);             // [..., repairs, buf]
    rsd_error err = {0};
    if (rsd_repair_styled(s, n, everywhere, repairs, &err) != RSD_OK ||
        rsd_repair_apply(s, n, repairs, min_confidence, out, &err) != RSD_OK) {
        return luaL_error(L, "%s", err.message);
    }
    lua_pushlstring(L, out->data == NULL ? "" : out->data, out->len); // [..., text]
    lua_newtable(L);                                                  // [..., text, edits]
    lua_Integer count = 0;
    for (size_t i = 0; i < repairs->len; i++) {
        if (repairs->items[i].confidence >= min_confidence) {
            push_edit(L, &repairs->items[i]); // [..., text, edits, edit]
            lua_rawseti(L, -2, ++count);      // [..., text, edits]
        }
    }
    return 2;
}

/* repair_version() -> the word list and dictionary that repair goes by, and why a dictionary that
 * was found is not used, or nil                                                   [-0, +2, m] */
static int text_repair_version(lua_State *L)
{
    lua_pushstring(L, rsd_repair_list_version());
    lua_pushstring(L, rsd_repair_warning());
    return 2;
}

/* width(s) -> columns a string takes in a terminal                                [-0, +1, e] */
static int text_width(lua_State *L)
{
    size_t n;
    const char *s = luaL_checklstring(L, 1, &n);
    lua_Integer width = 0;
    for (size_t i = 0; i < n;) {
        uint32_t cp;
        size_t len = rsd_utf8_decode(s + i, n - i, &cp);
        width += len == 0 ? 1 : utf8proc_charwidth((utf8proc_int32_t)cp);
        i += len == 0 ? 1 : len;
    }
    lua_pushinteger(L, width);
    return 1;
}

/* hash(bytes) -> 64-bit FNV-1a in hexadecimal; names content, does not protect it [-0, +1, e] */
static int text_hash(lua_State *L)
{
    size_t n;
    const char *s = luaL_checklstring(L, 1, &n);
    uint64_t h = 0xcbf29ce484222325U;
    for (size_t i = 0; i < n; i++) {
        h = (h ^ (unsigned char)s[i]) * 0x100000001b3U;
    }
    char hex[17];
    snprintf(hex, sizeof hex, "%016" PRIx64, h);
    lua_pushstring(L, hex);
    return 1;
}

/* valid_utf8(s) -> s, with every byte that is not strict UTF-8 replaced by U+FFFD [-0, +1, e] */
static int text_valid_utf8(lua_State *L)
{
    size_t n;
    const char *s = luaL_checklstring(L, 1, &n);
    size_t good = rsd_utf8_check(s, n);
    if (good == n) {
        lua_settop(L, 1);
        return 1;
    }
    luaL_Buffer b;
    luaL_buffinit(L, &b);
    for (size_t i = 0; i < n;) {
        uint32_t cp;
        size_t len = rsd_utf8_decode(s + i, n - i, &cp);
        if (len == 0) {
            luaL_addlstring(&b, "\xEF\xBF\xBD", 3);
            i++;
        } else {
            luaL_addlstring(&b, s + i, len);
            i += len;
        }
    }
    luaL_pushresult(&b);
    return 1;
}

/* decode(s) -> the text of a source in UTF-8, s itself if it is in no other encoding; what it is
 * encoded in                                                                      [-0, +2, e] */
static int text_decode(lua_State *L)
{
    size_t n;
    const char *s = luaL_checklstring(L, 1, &n);
    rsd_encoding encoding = rsd_encoding_of(s, n);
    if (encoding == RSD_ENCODING_UTF_8) {
        lua_settop(L, 1); // [s]
    } else {
        rsd_buf *out = rsd_lua_newbuf(L); // [s, buf]
        rsd_decoding decoding = {0};
        rsd_error err = {0};
        rsd_status status = rsd_decode(encoding, s, n, out, &decoding, &err);
        rsd_decoding_free(&decoding);
        if (status != RSD_OK) {
            return luaL_error(L, "%s", err.message);
        }
        lua_pushlstring(L, out->data, out->len); // [s, buf, text]
    }
    lua_pushstring(L, rsd_encoding_name(encoding)); // [..., text, encoding]
    return 2;
}

void rsd_lua_text(lua_State *L)
{
    static const luaL_Reg functions[] = {{"key", text_key},
                                         {"display", text_display},
                                         {"language", text_language},
                                         {"width", text_width},
                                         {"hash", text_hash},
                                         {"valid_utf8", text_valid_utf8},
                                         {"decode", text_decode},
                                         {"lemma", text_lemma},
                                         {"stem", text_stem},
                                         {"clitics", text_clitics},
                                         {"repair", text_repair},
                                         {"repair_version", text_repair_version},
                                         {NULL, NULL}};
    luaL_setfuncs(L, functions, 0);
}
