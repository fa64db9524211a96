-- init.lua: named, versioned profiles: how a text is read, matched, stemmed and repaired by one tradition.
local core = require "rasad.core"
local rewrite = require "rasad.profile.rewrite"

local profile = {}

---@class rasad.profile
---@field name string
---@field version string
---@field summary? string what it follows, in a line
---@field language string of rasad's own layers where the rules call them
---@field protect? any a pattern of what display and repair leave alone
---@field display? table[] rules of the readable form
---@field key? table[] rules of the form that is matched
---@field stem? table[] rules of the stem, after those of the key
---@field repair? table[] rules that mend spelling
---@field index? "key"|"stem" which of these a token's key is
---@field drop? table<string, true> kinds of tokens that are left out
---@field stop? table<string, true> words that are left out, as keys

local LAYERS = { "display", "key", "stem", "repair" }
local FIELDS = { name = "string", version = "string", summary = "string", language = "string", index = "string",
  drop = "table", stop = "table", display = "table", key = "table", stem = "table", repair = "table" }
local LANGUAGES = { fa = true, ar = true, en = true, other = true }

--- The one that corpora are built with.
local DEFAULT_NAME, DEFAULT_VERSION = core.profile:match "^(.-)%-(%d+)$"

local SHIPPED = { "hazm", "lucene", "shekar", "virastar" }

local known = {} -- by name
local shipped = {} -- the names of those that come with rasad, with and without their versions
local order = {} -- names, in alphabetical order

local function check_fields(given)
  if type(given) ~= "table" then error(("a profile is a table, got a %s"):format(type(given)), 0) end
  if type(given.name) ~= "string" or not given.name:find "^[%w%-_]+$" then
    error("a profile has a name of letters, digits and hyphens", 0)
  end
  local who = ("profile %q"):format(given.name)
  if type(given.version) ~= "string" then error(who .. ": the version is a string", 0) end
  for field, value in pairs(given) do
    local want = FIELDS[field]
    if field ~= "protect" and type(value) ~= want then
      error(want and ("%s: %s is a %s, got a %s"):format(who, field, want, type(value))
        or ("%s: there is no field %q"):format(who, tostring(field)), 0)
    end
  end
  if given.language and not LANGUAGES[given.language] then
    error(('%s: the language is "fa", "ar", "en" or "other", got %q'):format(who, given.language), 0)
  end
  if given.index and given.index ~= "key" and given.index ~= "stem" then
    error(('%s: index is "key" or "stem", got %q'):format(who, given.index), 0)
  end
  return who
end

---Adds a profile.
---@param given rasad.profile
---@return string id its name and version
local function add(given, who)
  local made = { name = given.name, version = given.version, summary = given.summary, language = given.language or "other",
    index = given.index or "key", drop = given.drop or {}, stop = given.stop or {}, layers = {} }
  for _, layer in ipairs(LAYERS) do
    if given[layer] then made.layers[layer] = rewrite.steps(who .. ", " .. layer, given[layer]) end
  end
  if given.stem and given.key then
    made.layers.stem = table.move(made.layers.stem, 1, #made.layers.stem, #made.layers.key + 1,
      table.move(made.layers.key, 1, #made.layers.key, 1, {}))
  end
  if given.protect then
    for _, layer in ipairs { "display", "repair" } do
      local steps = made.layers[layer]
      if steps then made.layers[layer] = rewrite.protect(who, given.protect, steps) end
    end
  end
  if not known[made.name] then
    order[#order + 1] = made.name
    table.sort(order)
  end
  known[made.name] = made
  return made.name .. "-" .. made.version
end

local function load_shipped()
  if not SHIPPED then return end
  local names = SHIPPED
  SHIPPED = nil
  for _, name in ipairs(names) do
    for _, given in ipairs(require("rasad.profile." .. name)) do
      shipped[given.name] = true
      shipped[add(given, check_fields(given))] = true
    end
  end
end

---Adds a profile. One of that name may be defined again, but none that comes with rasad.
---@param given rasad.profile
---@return string id its name and version
function profile.define(given)
  local who = check_fields(given)
  if given.name == DEFAULT_NAME then error(who .. " is rasad's own", 0) end
  load_shipped()
  if shipped[given.name] then error(who .. " comes with rasad; give yours another name", 0) end
  return add(given, who)
end

---The profiles there are.
---@return { name: string, version: string, summary: string }[]
function profile.list()
  load_shipped()
  local list = { { name = DEFAULT_NAME, version = DEFAULT_VERSION, summary = "rasad's own, which corpora are built with" } }
  for _, name in ipairs(order) do
    local one = known[name]
    list[#list + 1] = { name = one.name, version = one.version, summary = one.summary or "" }
  end
  return list
end

---The profile of a name, also with its version after a hyphen; nil for rasad's own. Raises for an unknown one.
---@param name string
---@return table|nil
function profile.find(name)
  if name == nil or name == DEFAULT_NAME or name == core.profile then return nil end
  load_shipped()
  if known[name] then return known[name] end
  local names = { DEFAULT_NAME }
  for _, one in ipairs(order) do
    if known[one].name .. "-" .. known[one].version == name then return known[one] end
    names[#names + 1] = one
  end
  error(("no profile %s; there are %s"):format(
    type(name) == "string" and '"' .. name .. '"' or "that is a " .. type(name), table.concat(names, ", ")), 0)
end

---What a layer of a profile makes of a text; nil if the profile has none of its own.
---@param made table
---@param layer "display"|"key"|"stem"|"repair"
---@param s string
---@return string|nil form
---@return rasad.map|nil
function profile.apply(made, layer, s)
  local steps = made.layers[layer]
  if not steps then return nil end
  return rewrite.apply(steps, s, made.language)
end

return profile
