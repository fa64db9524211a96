-- export.lua: the documents of a corpus back out, as files or as JSON Lines.
local core = require "rasad.core"
local json = require "rasad.json"

local export = {}

-- The bytes that a name may have in all usual file systems.
local LONGEST <const> = 255
local HASH_DIGITS <const> = 12
-- What can't stand in a name; and what says that a byte is written in figures.
local ODD <const> = "[\0-\31\127%%]"

local function in_figures(bytes)
  return (bytes:gsub(".", function(byte) return ("%%%02X"):format(byte:byte()) end))
end

-- Whether a key can be a path below a folder as it is.
local function is_plain(key)
  if key == "" or key:find("[\0-\31\127]") then return false end
  for part in (key .. "/"):gmatch("([^/]*)/") do
    if part == "" or part == "." or part == ".." or #part > LONGEST then return false end
  end
  return true
end

-- A name with the hash of a text behind it, cut where it would be too long.
local function hashed(name, text)
  local hash = "~" .. core.hash(text):sub(1, HASH_DIGITS)
  local last = math.min(#name, LONGEST - #hash)
  while last < #name and name:find("^[\x80-\xbf]", last + 1) do last = last - 1 end
  return name:sub(1, last) .. hash
end

-- A path for any key: what can't stand there is written in figures, also a slash with no name on one of its sides.
local function path_of(key)
  local path = key:gsub(ODD, in_figures):gsub("//+", in_figures):gsub("^/", in_figures):gsub("/$", in_figures)
  return (path:gsub("[^/]+", function(part)
    if part == "." or part == ".." then return in_figures(part) end
    if #part > LONGEST then return hashed(part, part) end
  end))
end

-- The same with the hash of the key behind it, for a path that can't be had.
local function hashed_path(key)
  local parents, name = path_of(key):match("^(.-)([^/]*)$")
  return parents .. hashed(name, key)
end

-- The same without folders, which could be files already.
local function flat_path(key)
  return hashed(key:gsub(ODD, in_figures):gsub("/", in_figures), key)
end

---@class rasad.Export
---@field corpus any
---@field folder string
---@field made table<string, boolean> folders in it
---@field displaced table<string, boolean> keys that would be paths as they are, but can't have these

-- Makes way for a folder where the file of an article is.
local function displace(self, key)
  if self.displaced[key] or not is_plain(key) or not self.corpus:article(key) then return false end
  self.displaced[key] = true
  return os.remove(self.folder .. "/" .. key) ~= nil
end

local function make_parents(self, path, may_displace)
  for at in path:gmatch("()/") do
    local parent = path:sub(1, at - 1)
    local full = self.folder .. "/" .. parent
    if not self.made[parent] then
      local ok, message, refusal = core.make_folder(full)
      if refusal == "name" and may_displace and displace(self, parent) then ok, message, refusal = core.make_folder(full) end
      if not ok and refusal ~= "folder" then return nil, message, refusal end
      self.made[parent] = true
    end
  end
  return true
end

local function write_file(self, path, article, may_displace)
  local ok, message, refusal = make_parents(self, path, may_displace)
  if not ok then return nil, message, refusal end
  return core.new_file(self.folder .. "/" .. path, article:source())
end

-- Writes an article to a file of another name than its key. Gives that name.
local function write_renamed(self, article)
  local key = article:key()
  local message, refusal
  for _, find_path in ipairs { path_of, hashed_path, flat_path } do
    local path = find_path(key)
    if path ~= key then
      local ok
      ok, message, refusal = write_file(self, path, article, false)
      if ok then return path end
      if refusal ~= "name" then break end
    end
  end
  return nil, message, refusal
end

---Writes the source of every article, byte for byte, to a file of its own in a new folder: that of its key, and if the key
---can't be a path, one of a name made of it.
---@param corpus any
---@param folder string must not exist
---@param tell fun(key: string, path: string?, message: string?) hears of a path that is not the key, and of what can't be written
---@return { articles: integer, renamed: integer, failed: integer }? counts
---@return string? message
function export.files(corpus, folder, tell)
  local made, why = core.make_folder(folder)
  if not made then return nil, why end
  local self = { corpus = corpus, folder = folder, made = {}, displaced = {} }
  local counts = { articles = #corpus, renamed = 0, failed = 0 }
  local function note_failure(key, message)
    counts.failed = counts.failed + 1
    tell(key, nil, message)
  end
  -- Keys that are paths come first, so that no other takes theirs.
  for article in corpus:articles() do
    local key = article:key()
    if is_plain(key) then
      local ok, message, refusal = write_file(self, key, article, true)
      if refusal == "full" then return nil, message end
      if refusal == "name" then self.displaced[key] = true elseif not ok then note_failure(key, message) end
    end
  end
  for article in corpus:articles() do
    local key = article:key()
    if self.displaced[key] or not is_plain(key) then
      local path, message, refusal = write_renamed(self, article)
      if refusal == "full" then return nil, message end
      if path then
        counts.renamed = counts.renamed + 1
        tell(key, path)
      else
        note_failure(key, message)
      end
    end
  end
  return counts
end

---One article as a line of JSON: its key as id, its text, and its metadata.
---@param article any
---@return string
function export.line(article)
  local members, order = article:meta(), { "id", "text" }
  members.id, members.text = article:key(), article:text()
  return json.encode(json.object(members, order)) .. "\n"
end

return export
