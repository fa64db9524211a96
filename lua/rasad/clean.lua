-- clean.lua: a text without what is not its own running text, in readable form, and what was taken out and why.
local core = require "rasad.core"

-- Tags that part lines; the other known ones stand inside of them.
local BLOCKS, TAGS = {}, {}
for name in ([[address article aside blockquote br caption dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6
  header hr li main nav ol p pre section table tbody td tfoot th thead title tr ul]]):gmatch("%w+") do
  BLOCKS[name], TAGS[name] = true, true
end
for name in ([[a abbr acronym audio b bdi bdo big body button center cite code del em embed font head html i iframe img
  input ins kbd label link mark meta noscript object option picture q s samp script select small source span strike
  strong style sub sup svg textarea time tt u var video]]):gmatch("%w+") do
  TAGS[name] = true
end

local ENTITIES = {
  amp = "&", lt = "<", gt = ">", quot = '"', apos = "'", nbsp = " ", zwnj = "\u{200C}", zwj = "\u{200D}",
  laquo = "«", raquo = "»", ndash = "–", mdash = "—", hellip = "…", lsquo = "‘", rsquo = "’", ldquo = "“",
  rdquo = "”", bull = "•", middot = "·", copy = "©", rlm = "", lrm = "", shy = "",
}

local function entity_text(name)
  local code = name:match("^#(%d+)$") or name:match("^#[xX](%x+)$")
  if not code then return ENTITIES[name] end
  local n = tonumber(code, name:find("^#[xX]") and 16 or 10)
  local is_character = n and n >= 32 and n <= 0x10FFFF and not (n >= 0xD800 and n <= 0xDFFF)
  return is_character and utf8.char(n) or nil
end

-- What is taken out: spans { first, last, kind, reason, with }, `with` being what stands there instead.
local function add(list, first, last, kind, reason, with)
  list[#list + 1] = { first = first, last = last, kind = kind, reason = reason, with = with or "" }
end

local function find_tags(list, s)
  for first, name, last in s:gmatch("()</?(%a%w*)%f[%W][^<>]*>()") do
    name = name:lower()
    if TAGS[name] then add(list, first, last - 1, "markup", "an HTML tag", BLOCKS[name] and "\n" or "") end
  end
  for first, name, last in s:gmatch("()&(#?%w+);()") do
    local text = entity_text(name)
    if text then add(list, first, last - 1, "markup", "an HTML entity", text) end
  end
end

-- What stands between two patterns, and they; one that nothing closes is left.
local function find_between(list, s, opening, closing, reason)
  local first, inside = s:find(opening)
  while first do
    local _, last = s:find(closing, inside + 1)
    if not last then return end
    add(list, first, last, "markup", reason)
    first, inside = s:find(opening, last + 1)
  end
end

local function find_unshown(list, s)
  local lower = s:lower()
  for _, name in ipairs { "script", "style" } do
    find_between(list, lower, "<" .. name .. "%f[%W][^<>]*>", "</" .. name .. "%s*>", "a program or a style of the page")
  end
  find_between(list, s, "<!%-%-", "%-%->", "an HTML comment")
end

local TAKEN = { footer = true, byline = true, agency = true }

local function find_regions(list, regions)
  for _, region in ipairs(regions) do
    -- A near repeat stays: a number or a name in it may be another one.
    local is_repeat = region.kind == "repeat" and region.similarity == 1
    if is_repeat or TAKEN[region.kind] then add(list, region.first, region.last, region.kind, region.reason) end
  end
end

local function find_marks(list, article)
  for token in article:tokens() do
    if token.kind == "markup" and token.text:find("^[#*_~`]+$") and token.text ~= "*" then
      add(list, token.first, token.last, "markup", "a mark of Markdown")
    end
  end
end

-- The text without those spans; one that lies in another goes with it.
local function without(s, list)
  table.sort(list, function(a, b)
    if a.first ~= b.first then return a.first < b.first end
    return a.last > b.last
  end)
  local parts, at = {}, 1
  for _, span in ipairs(list) do
    if span.first >= at then
      parts[#parts + 1] = s:sub(at, span.first - 1)
      parts[#parts + 1] = span.with
    end
    at = math.max(at, span.last + 1)
  end
  parts[#parts + 1] = s:sub(at)
  return table.concat(parts)
end

-- Lines without space around them, at most one blank one between two.
local function tidied(s)
  s = s:gsub("\r\n?", "\n"):gsub("[ \t]*\n[ \t]*", "\n"):gsub("\n\n\n+", "\n\n")
  return (s:gsub("^%s+", ""):gsub("%s+$", ""))
end

-- The list as article:regions() writes it, with the marks of HTML and Markdown among the regions.
local function all_regions(regions, list, s)
  local all = table.move(regions, 1, #regions, 1, {})
  for _, span in ipairs(list) do
    if span.kind == "markup" then
      all[#all + 1] = {
        kind = span.kind, reason = span.reason, first = span.first, last = span.last,
        text = s:sub(span.first, span.last),
      }
    end
  end
  table.sort(all, function(a, b)
    if a.first ~= b.first then return a.first < b.first end
    if a.last ~= b.last then return a.last > b.last end
    return a.kind < b.kind
  end)
  return all
end

---@param s string
---@param language? string
---@return string
---@return table[]
return function(s, language)
  local corpus <close> = core.text(s)
  local article = corpus:article(1)
  local regions, list = article:regions(), {}
  find_regions(list, regions)
  find_unshown(list, s)
  find_tags(list, s)
  find_marks(list, article)
  local text = core.display(without(s, list), language or core.language(s))
  return tidied(text), all_regions(regions, list, s)
end
