-- export.lua: the documents of a corpus back out, as files or as JSON Lines.
local core = require "rasad.core"
local json = require "rasad.json"

local export = {}

-- The path of a key below a folder, and its parent folders; nil where it would lead out of the folder or name no file.
local function place_of(key)
  local parents, path = {}, ""
  if key:find("%z") then return nil end
  for part in key:gmatch("[^/]+") do
    if part == "." or part == ".." then return nil end
    if path ~= "" then parents[#parents + 1] = path end
    path = path == "" and part or path .. "/" .. part
  end
  if path == "" or key:sub(-1) == "/" then return nil end
  return path, parents
end

local function write_file(path, bytes)
  local file, message = io.open(path, "wb")
  if not file then return nil, message end
  local ok, why = file:write(bytes)
  local closed, late = file:close()
  if ok and closed then return true end
  return nil, ("%s: %s"):format(path, why or late)
end

---Writes the source of every article, byte for byte, to a file of its key in a new folder.
---@param corpus any
---@param folder string must not exist
---@return integer? written
---@return string|string[] message or the keys of articles that can be no files
function export.files(corpus, folder)
  local ok, message = core.make_folder(folder)
  if not ok then return nil, message end
  local made, refused, written = {}, {}, 0
  for article in corpus:articles() do
    local path, parents = place_of(article:key())
    if path then
      for _, parent in ipairs(parents) do
        if not made[parent] then
          made[parent], message = core.make_folder(folder .. "/" .. parent)
          if not made[parent] then return nil, message end
        end
      end
      ok, message = write_file(folder .. "/" .. path, article:source())
      if not ok then return nil, message end
      written = written + 1
    else
      refused[#refused + 1] = article:key()
    end
  end
  return written, refused
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
