-- sharing.lua: scripts as people pass them on: a folder with init.lua, README.md and tests, made, looked through, installed.
local core = require "rasad.core"
local environment = require "rasad.environment"
local globals = require "rasad.globals"
local report = require "rasad.report"
local script = require "rasad.script"

local sharing = {}

-- Files of a folder of scripts --------------------------------------------------------------------

local MOST_FILES <const> = 1000
local MOST_BYTES <const> = 32 << 20

-- Adds the files below a folder, by their paths in it. Raises a message.
local function gather_files(folder, prefix, files, size)
  local names, message = core.list_folder(folder)
  if not names then error(message, 0) end
  for _, name in ipairs(names) do
    if name:sub(-1) == "/" then
      gather_files(folder .. "/" .. name:sub(1, -2), prefix .. name, files, size)
    else
      local bytes, why = core.read_file(folder .. "/" .. name)
      if not bytes then error(why, 0) end
      files[prefix .. name] = bytes
      size.files, size.bytes = size.files + 1, size.bytes + #bytes
      if size.files > MOST_FILES or size.bytes > MOST_BYTES then
        error(("%s: more than %d files or %d MB, which is too much for a script"):format(folder, MOST_FILES, MOST_BYTES >> 20), 0)
      end
    end
  end
  return files
end

-- Files of an archive, without the one folder that all of them lie in.
local function without_top(files)
  local top
  for name in next, files do
    local own = name:match "^([^/]+)/"
    if not own or top and own ~= top then return files end
    top = own
  end
  local inner = {}
  for name, bytes in next, files do inner[name:sub(#top + 2)] = bytes end
  return inner
end

-- The file of a bundle that is the script: init.lua, or the only one at the top.
local function main_of(files)
  if files["init.lua"] then return "init.lua" end
  local main
  for name in next, files do
    if name:find "^[^/]+%.lua$" then
      if main then return nil end
      main = name
    end
  end
  return main
end

---@class rasad.Bundle
---@field files table<string, string> texts by path; the script is init.lua
---@field source rasad.ScriptSource

-- A bundle of files; the name is that of a plain script.
local function bundle_of(files, name, where)
  local main = main_of(files)
  if not main then return nil, where .. ": there is no init.lua in it, and not one other script" end
  if main ~= "init.lua" then
    name = main:gsub("%.lua$", "")
    files["init.lua"], files[main] = files[main], nil
  end
  local source = { name = name .. "/init.lua", text = files["init.lua"], files = files }
  script.gather(source)
  return { files = files, source = source, name = name }
end

local function base_name(path)
  return path:match "([^/]+)/*$" or path
end

---Reads what somebody shares: a file, with the modules beside it that it requires; a folder; an archive.
---@param path string
---@return rasad.Bundle?
---@return string? message
function sharing.read(path)
  local name = base_name(path)
  if core.list_folder(path) then
    local ok, files = pcall(gather_files, path:gsub("/+$", ""), "", {}, { files = 0, bytes = 0 })
    if not ok then return nil, files end
    return bundle_of(files, name, path)
  end
  if not name:find "%.lua$" then
    local files, message = core.unpack_files(path)
    if not files then return nil, message end
    return bundle_of(without_top(files), (name:gsub("%..*$", "")), path)
  end
  local text, message = core.read_file(path)
  if not text then return nil, message end
  local source = { name = name, text = text, folder = path:match "^(.*)/[^/]*$" or "." }
  script.gather(source)
  local files = { ["init.lua"] = text }
  for module, bytes in next, source.modules do files[module:gsub("%.", "/") .. ".lua"] = bytes end
  return bundle_of(files, (name:gsub("%.lua$", "")), path)
end

-- Installing -------------------------------------------------------------------------------------

-- Where the hash of what was installed is kept.
local HASH_FILE <const> = ".installed"

local function remove_all(folder)
  for _, name in ipairs(core.list_folder(folder) or {}) do
    if name:sub(-1) == "/" then remove_all(folder .. "/" .. name:sub(1, -2)) else os.remove(folder .. "/" .. name) end
  end
  os.remove(folder .. "/" .. HASH_FILE)
  return os.remove(folder)
end

local function write_files(folder, files)
  local names = {}
  for name in next, files do names[#names + 1] = name end
  table.sort(names)
  for _, name in ipairs(names) do
    local inner = name:match "^(.*)/[^/]*$"
    local ok, message = core.make_folders(inner and folder .. "/" .. inner or folder)
    if ok then ok, message = core.replace_file(folder .. "/" .. name, files[name]) end
    if not ok then return nil, message end
  end
  return true
end

---Puts a bundle into the user's folder, with its hash.
---@param bundle rasad.Bundle
---@param name string what it is called by
---@param replace boolean another one of that name goes
---@return string? folder where it is
---@return string? message
function sharing.install(bundle, name, replace)
  local own = script.user_folder()
  if not own then return nil, "there is no folder for scripts: neither XDG_DATA_HOME nor HOME is set" end
  local folder, hash = own .. "/" .. name, script.hash(bundle.source)
  if core.list_folder(folder) then
    local was = sharing.installed(folder)
    if was ~= hash and not replace then
      return nil, ("%s is there already (hash %s); --replace puts this one (hash %s) in its place"):format(folder,
        was or "unknown", hash)
    end
  end
  -- Beside it first, so that it is there whole or not at all.
  local fresh = folder .. ".new"
  remove_all(fresh)
  local ok, message = write_files(fresh, bundle.files)
  if ok then ok, message = core.replace_file(fresh .. "/" .. HASH_FILE, hash .. "\n") end
  if ok then
    remove_all(folder)
    ok, message = os.rename(fresh, folder)
  end
  if not ok then
    remove_all(fresh)
    return nil, message
  end
  return folder
end

---The hash that an installed script had, nil for others.
---@param folder string
---@return string?
function sharing.installed(folder)
  local text = core.read_file(folder .. "/" .. HASH_FILE)
  return text and text:match "^%x+"
end

-- Looking through ----------------------------------------------------------------------------------

local WISHED = {
  { "description", "what it shows, for `rasad help`" }, { "author", "who wrote it" },
  { "license", "what others may do with it" }, { "version", "so that reports say which one made them" },
  { "examples", "command lines, which are run as tests" },
}

---What a definition lacks, for sharing.
---@param definition table
---@return string[]
function sharing.lacks(definition)
  local list = {}
  for _, wish in ipairs(WISHED) do
    local value = definition[wish[1]]
    if value == nil or type(value) == "table" and #value == 0 then
      list[#list + 1] = ("it has no %s: %s"):format(wish[1], wish[2])
    end
  end
  for _, argument in ipairs(definition.args) do
    if argument.help == "" then list[#list + 1] = ("the argument '%s' has no help"):format(argument.name) end
  end
  return list
end

local function fault_of(name, global, known, candidates)
  if global.is_set then
    return ("%s:%d: sets the global '%s': it needs a local before it"):format(name, global.line, global.name)
  end
  local meant = report.suggest(global.name, candidates)
  return ("%s:%d: there is no '%s'%s"):format(name, global.line, global.name,
    meant and known[meant] and (" (did you mean '%s'?)"):format(meant) or "")
end

---Globals that a script or a module beside it names and that there are not, or that it sets.
---@param source rasad.ScriptSource gathered
---@param is_plain boolean
---@return string[]
function sharing.undefined(source, is_plain)
  local known, candidates = environment.new(source), {}
  if is_plain then known.corpus, known.arg = true, true end
  for name in next, known do candidates[#candidates + 1] = name end
  local list = {}
  local function look(text, name)
    local chunk = script.compile({ name = name, text = text }, {})
    -- What a plain script sets is its own business, unless a name was meant that there is.
    local set = {}
    local found = chunk and globals.of(chunk) or {}
    for _, global in ipairs(found) do
      if global.is_set and is_plain then set[global.name] = true end
    end
    for _, global in ipairs(found) do
      if not set[global.name] and (global.is_set or known[global.name] == nil) then
        list[#list + 1] = fault_of(name, global, known, candidates)
      end
    end
  end
  look(source.text, source.name)
  local names = {}
  for module in next, source.modules do names[#names + 1] = module end
  table.sort(names)
  for _, module in ipairs(names) do look(source.modules[module], module:gsub("%.", "/") .. ".lua") end
  return list
end

---The words of a command line, with '...' and "..." around what is one.
---@param line string
---@return string[]
function sharing.words(line)
  local words, word = {}, nil
  local at = 1
  while at <= #line do
    local quote = line:match("^[\"']", at)
    if quote then
      local last = line:find(quote, at + 1, true) or #line + 1
      word = (word or "") .. line:sub(at + 1, last - 1)
      at = last + 1
    elseif line:find("^%s", at) then
      words[#words + 1] = word
      word = nil
      at = at + 1
    else
      word = (word or "") .. line:sub(at, at)
      at = at + 1
    end
  end
  words[#words + 1] = word
  return words
end

---The tests of a folder: { name, folder, args, expected }.
---@param folder string
---@return table[]
function sharing.tests(folder)
  local list = {}
  for _, entry in ipairs(core.list_folder(folder .. "/tests") or {}) do
    if entry:sub(-1) == "/" then
      local own = folder .. "/tests/" .. entry:sub(1, -2)
      local arguments, words = core.read_file(own .. "/args") or "", {}
      for line in arguments:gmatch "[^\n]+" do words[#words + 1] = line end
      list[#list + 1] = {
        name = entry:sub(1, -2), corpus = own .. "/articles", args = words, file = own .. "/expected.json",
        expected = core.read_file(own .. "/expected.json"),
      }
    end
  end
  table.sort(list, function(a, b) return a.name < b.name end)
  return list
end

-- Making -----------------------------------------------------------------------------------------

local SKELETON = [==[
-- NAME: TITLE
return rasad.report {
  name = "NAME", api = 1, version = "0.1",
  summary = "How often articles name what is looked for",
  description = [[
Counts the places where articles name what --words says, in any spelling, and lists the articles that do.]],
  categories = { "counts" },
  args = {
    { "words", type = "pattern", default = "ceasefire|آتش‌بس|هدنة", help = "what to look for" },
  },
  examples = { "rasad run NAME examples/syria --words truce" },

  -- Called for each article, in whatever order and process: it writes to `out` only.
  map = function(article, out, args)
    local hits = article:match(args.words):distinct()
    if #hits > 0 then out:count("mentions", article:key(), #hits) end
  end,

  -- Called once, with what all articles gave.
  finish = function(out, report)
    local rows = {}
    for key, n in pairs(out:counter "mentions") do rows[#rows + 1] = { key, n } end
    report:table { columns = { "article", "mentions" }, rows = rows }
    report:data("mentions", out:counter "mentions")
  end,
}
]==]

local README = [==[
# NAME

How often articles name what is looked for.

    rasad run NAME CORPUS --words "ceasefire|truce"
    rasad help NAME
    rasad check-script NAME

`tests` has a folder for each test: `articles`, `args` (an option a line) and `expected.json`, what the report must be.
`rasad check-script --update NAME` writes the latter anew.
]==]

local ARTICLES = {
  ["1.txt"] = "A ceasefire holds\n\nThe ceasefire began on 30 December 2016. No shots were heard.\n",
  ["2.txt"] = "آتش‌بس برقرار است\n\nآتش بس از ۱۰ دی ۱۳۹۵ برقرار شد.\n",
  ["3.txt"] = "Rain in the north\n\nIt rained all day.\n",
}

---The files of a new script, by their paths.
---@param name string
---@return table<string, string>
function sharing.skeleton(name)
  local files = {}
  local title = (name:gsub("-", " "))
  files["init.lua"] = SKELETON:gsub("NAME", name):gsub("TITLE", title)
  files["README.md"] = README:gsub("NAME", name)
  for path, text in next, ARTICLES do files["tests/first/articles/" .. path] = text end
  files["tests/first/args"] = "--words=ceasefire|آتش‌بس\n"
  return files
end

---Writes files into a new folder.
---@param folder string
---@param files table<string, string>
---@return boolean?
---@return string? message
function sharing.write_new(folder, files)
  if core.list_folder(folder) or core.read_file(folder) then return nil, folder .. " is there already" end
  return write_files(folder, files)
end

return sharing
