-- tokens_dates.lua: what `rasad tokens` and `rasad dates` write about the files given, line by line.
package.path = ("%s/tests/lua/?.lua;%s"):format(os.getenv "RASAD_SOURCE", package.path)
local check = require "check"
local core = require "rasad.core"
local json = require "dkjson"
local safe = require("rasad.render.text").safe

local binary = os.getenv "RASAD_BINARY"

local function quoted(word)
  return "'" .. word:gsub("'", "'\\''") .. "'"
end

local function read(path)
  local file = assert(io.open(path, "rb"))
  local bytes = file:read "a"
  file:close()
  return bytes
end

-- The lines the program writes, each as { text, object }.
local function lines_of(...)
  local words = { quoted(binary) }
  for i, word in ipairs { ... } do words[i + 1] = quoted(word) end
  local pipe = assert(io.popen(table.concat(words, " ") .. " 2>/dev/null", "r"))
  local list = {}
  for line in pipe:lines() do
    local object, stop = json.decode(line, 1, json.null)
    check.truthy(type(object) == "table" and stop == #line + 1, "a line of JSON: " .. line)
    list[#list + 1] = { text = line, object = object }
  end
  local ok, how, code = pipe:close()
  check.truthy(ok, ("%s ends with exit 0, not %s %s"):format(words[2], tostring(how), tostring(code)))
  return list
end

-- The members of a line in the order they are written, found by their quoted names at the top level.
local function names_of(line)
  local names, depth, at = {}, 0, 1
  while at <= #line do
    local byte = line:sub(at, at)
    if byte == '"' then
      local stop = at + 1
      while line:sub(stop, stop) ~= '"' do stop = stop + (line:sub(stop, stop) == "\\" and 2 or 1) end
      if depth == 1 and line:find("^%s*:", stop + 1) then names[#names + 1] = line:sub(at + 1, stop - 1) end
      at = stop
    elseif byte == "{" or byte == "[" then
      depth = depth + 1
    elseif byte == "}" or byte == "]" then
      depth = depth - 1
    end
    at = at + 1
  end
  return table.concat(names, " ")
end

local function is_whole_sequence(text)
  return utf8.len(text) ~= nil
end

-- A span lies within the source and holds the text, never a part of a character.
local function check_span(source, object, line)
  local start, stop = object.start, object["end"]
  check.truthy(math.type(start) == "integer" and math.type(stop) == "integer", "whole offsets in " .. line)
  check.truthy(0 <= start and start < stop and stop <= #source, "a span within the file in " .. line)
  check.equal(source:sub(start + 1, stop), object.text, "the slice of the file")
  check.truthy(is_whole_sequence(object.text), "whole characters in " .. line)
end

-- What may lie between tokens: spaces, line ends, controls, marks of direction and order.
local BETWEEN = {}
for _, code in ipairs { 0x85, 0xA0, 0xAD, 0x61C, 0x1680, 0x180E, 0x3000, 0xFEFF } do BETWEEN[code] = true end
for code = 0x00, 0x20 do BETWEEN[code] = true end
for code = 0x2000, 0x200F do BETWEEN[code] = true end
for code = 0x2028, 0x202F do BETWEEN[code] = true end
for code = 0x205F, 0x206F do BETWEEN[code] = true end

local function check_gap(source, from, to)
  for _, code in utf8.codes(source:sub(from + 1, to)) do
    if not BETWEEN[code] then
      error(("U+%04X at bytes %d-%d is in no token"):format(code, from, to))
    end
  end
end

local KINDS = {}
for kind in ("word number punct symbol url email hashtag mention markup"):gmatch "%a+" do KINDS[kind] = true end

local function check_tokens(path)
  local source = read(path)
  local last_end, sentence = 0, 1
  local list = lines_of("tokens", path, "--format", "jsonl")
  check.truthy(#list > 0, "tokens")
  for i, line in ipairs(list) do
    local token = line.object
    check.equal(names_of(line.text), "start end text key kind sentence", "the members")
    check_span(source, token, line.text)
    check.truthy(token.start >= last_end, "tokens in order: " .. line.text)
    check_gap(source, last_end, token.start)
    check.truthy(KINDS[token.kind], "a known kind in " .. line.text)
    -- What folds to nothing, such as a line of tatweel, is its own key.
    local key = core.key(token.text)
    check.equal(token.key, key ~= "" and key or token.text, "the key of " .. token.text)
    local step = token.sentence - sentence
    check.truthy(step == 0 or (step == 1 and i > 1), "sentences go on one by one: " .. line.text)
    last_end, sentence = token["end"], token.sentence
  end
  check_gap(source, last_end, #source)
end

-- The lines of text say the same as article:tokens(), a line a token.
local function check_token_text(path)
  local pipe = assert(io.popen(("%s tokens %s 2>/dev/null"):format(quoted(binary), quoted(path)), "r"))
  local written = pipe:read "a"
  pipe:close()
  local corpus <close> = assert(core.open(path))
  local list = {}
  for t in corpus:article(1):tokens() do
    list[#list + 1] = ("%d\t%d\t%s\t%s\t%s\t%d\n"):format(t.first - 1, t.last, safe(t.text), safe(t.key), t.kind, t.sentence)
  end
  check.equal(written, table.concat(list))
end

local DATE_KINDS = { date = true, time = true, duration = true, set = true, vague = true }
-- The members of a line in their order; those marked are missing where there is nothing to say.
local MEMBERS = { "start", "end", "text", "kind", "value", "first?", "last?", "precision", "resolved", "dated?", "reason?",
  "anchor", "edtf?", "hour?", "minute?", "group?", "warning?" }
local DAY = "^%d%d%d%d%-%d%d%-%d%d$"

local function check_date_line(source, line)
  local date = line.object
  local has_days = date.first ~= nil
  local members = {}
  for _, member in ipairs(MEMBERS) do
    local name, optional = member:match "^(%a+)(%??)$"
    if optional == "" or date[name] ~= nil then members[#members + 1] = name end
  end
  check.equal(names_of(line.text), table.concat(members, " "), "the members")
  check_span(source, date, line.text)
  check.truthy(DATE_KINDS[date.kind], "a known kind in " .. line.text)
  check.equal(type(date.resolved), "boolean", "resolved in " .. line.text)
  check.truthy(date.value == json.null or type(date.value) == "string", "a value in " .. line.text)
  if date.kind == "date" then
    check.equal({ has_days, date.dated ~= nil, date.edtf ~= nil }, { date.resolved, date.resolved, date.resolved }, line.text)
    check.equal(date.reason ~= nil, not date.resolved, "a reason or days in " .. line.text)
  end
  if has_days then
    check.truthy(date.first:find(DAY) and date.last:find(DAY), "days as YYYY-MM-DD in " .. line.text)
    check.truthy(date.first <= date.last, "an interval in " .. line.text)
    check.truthy(type(date.precision) == "string", "a precision in " .. line.text)
  end
end

local function check_dates(path, ...)
  local source = read(path)
  local last_start = -1
  for _, line in ipairs(lines_of("dates", path, "--format", "jsonl", ...)) do
    check_date_line(source, line)
    check.truthy(line.object.start >= last_start, "dates in order: " .. line.text)
    last_start = line.object.start
  end
end

-- The same tokens and dates with the article's key in front where there are several.
local function check_folder(paths)
  for _, verb in ipairs { "tokens", "dates" } do
    local keys, last_key = 0, ""
    for _, line in ipairs(lines_of(verb, "--format", "jsonl", table.unpack(paths))) do
      check.truthy(names_of(line.text):find "^article start end text ", "the members of " .. line.text)
      local key = line.object.article
      check.truthy(key >= last_key, "articles in order: " .. key)
      if key ~= last_key then keys = keys + 1 end
      last_key = key
    end
    if verb == "tokens" then check.equal(keys, #paths, "articles with tokens") end
  end
end

local paths = { ... }
for _, path in ipairs(paths) do
  local name = path:match "[^/]*$"
  check.test("should write the tokens of " .. name, function() check_tokens(path) end)
  check.test("should write the tokens of " .. name .. " as text", function() check_token_text(path) end)
  check.test("should write the dates of " .. name, function() check_dates(path) end)
  check.test("should write the dates of " .. name .. " as of a given day", function()
    check_dates(path, "--dct", "2017-09-06")
  end)
end
if #paths > 1 then
  check.test("should name the article where several are read", function() check_folder(paths) end)
end
check.done()
