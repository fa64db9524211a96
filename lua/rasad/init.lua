-- init.lua: the module rasad: what scripts and the REPL are given.
local core = require "rasad.core"
local hits = require "rasad.hits"
local options_of = require("rasad.options").check

local rasad = {
  version = core.version,
  profile = core.profile,
  key = core.key,
  display = core.display,
  language = core.language,
}

---@class rasad.BuildOptions
---@field [integer] string the sources: files and folders
---@field to string the folder of the corpus
---@field append? boolean add to the corpus that is there
---@field merge? boolean make one segment of all
---@field strict? boolean the first file that would be skipped is an error
---@field remove? string[] keys of articles to leave out
---@field memory? integer megabytes (256)
---@field workers? integer threads that cut what is read (one for each processor)
---@field map? table<string, string> what members of records are called
---@field path_date? boolean full dates in the names of files are those of their articles
---@field reader? rasad.Reader makes documents of the bytes of each source, which is a file then
---@field progress? fun(stage: string, documents: integer, bytes: integer, bytes_read: integer, bytes_all: integer)

local BUILD_OPTIONS = { "to", "append", "merge", "strict", "remove", "memory", "workers", "map", "path_date",
  "reader", "progress" }

local function is_list_of_strings(value)
  if type(value) ~= "table" then return false end
  for _, item in ipairs(value) do
    if type(item) ~= "string" or item:find "\0" then return false end
  end
  return true
end

local function is_between(value, least, most)
  return value == nil or math.type(value) == "integer" and value >= least and value <= most
end

-- What is wrong with the options of a build, or nil.
local function fault_of(options)
  if not is_list_of_strings(options) then return "the sources are a list of paths" end
  if options.to:find "\0" then return "to is a path" end
  if options.remove ~= nil and not is_list_of_strings(options.remove) then return "remove is a list of keys" end
  if not is_between(options.memory, 16, 1 << 20) then return "memory is a number of megabytes, at least 16" end
  if not is_between(options.workers, 1, 64) then return "workers are a number from 1 to 64" end
end

--- Builds a corpus on disk: rasad.build { "articles", "more.jsonl", to = "news.rasad" }. A script may not.
---@param options rasad.BuildOptions
---@return { added: integer, unchanged: integer, removed: integer, bytes_on_disk: integer }?
---@return string? message
---@return string? code
function rasad.build(options)
  if type(options) ~= "table" or type(options.to) ~= "string" then
    error("rasad.build: want { \"articles\", to = \"news.rasad\" }", 2)
  end
  local named = {}
  for name, value in pairs(options) do
    if math.type(name) ~= "integer" then named[name] = value end
  end
  options_of("rasad.build", named, BUILD_OPTIONS)
  local fault = fault_of(options)
  if fault then error("rasad.build: " .. fault, 2) end
  local given = {
    append = options.append, merge = options.merge, strict = options.strict, remove = options.remove,
    memory = options.memory and options.memory << 20, workers = options.workers, map = options.map,
    path_date = options.path_date, progress = options.progress,
  }
  if options.reader then return require("rasad.reader").build(options.to, options, given, options.reader) end
  return core.build(options.to, options, given)
end

--- Reads all of a built corpus and says what is damaged.
---@param path string
---@return { damage: { source: string, offset: integer?, message: string }[], articles: integer }?
---@return string? message
---@return string? code
function rasad.check(path)
  return core.verify(path)
end

--- The corpus of a file or folder, or of a list of them.
---@param path string|string[]
---@param options? { strict?: boolean, map?: table<string, string>, path_date?: boolean }
---@return rasad.Corpus?
---@return string? message
---@return string? code
function rasad.open(path, options)
  return core.open(path, options_of("rasad.open", options, { "strict", "map", "path_date" }))
end

-- Methods of the C objects that are written in Lua.
local corpus, article = core.corpus_methods, core.article_methods

--- All hits of a pattern in the corpus, in order of articles and places.
---@param pattern any a pattern, or a string that stands for the word
---@return rasad.Hits
function corpus:match(pattern)
  return hits.match_corpus(self, pattern)
end

--- Dates articles that give no day of their own through events that other articles date; see rasad.time.
---@param options? { series?: rasad.Series[], events?: { name: string, mention: any }[] }
---@return rasad.ResolvedDates
function corpus:resolve_dates(options)
  return require("rasad.time.across").resolve(self, options)
end

local tokens = article.tokens
--- The tokens of the article, in order.
---@param options? { repaired?: boolean, min_confidence?: integer }
---@return fun(): rasad.Token?
function article:tokens(options)
  return tokens(self, options and options_of("article:tokens", options, { "repaired", "min_confidence" }))
end

--- All hits of a pattern in the article.
---@param pattern any a pattern, or a string that stands for the word
---@return rasad.Hits
function article:match(pattern)
  return hits.match_article(self, pattern)
end

--- The temporal expressions of the article, in order; see rasad.time.
---@param options? rasad.time.options
---@return rasad.time.expression[]
function article:dates(options)
  return require("rasad.time").find(self, options)
end

---The modules that scripts may use, as rasad.NAME; each is loaded when it is first asked for.
rasad.modules = {
  "text", "pattern", "re", "hits", "concept", "speech",
  "clause", "mention", "series", "number", "date", "time", "event", "report", "json", "inspect",
}

local public = {}
for _, name in ipairs(rasad.modules) do public[name] = true end

return setmetatable(rasad, {
  __names = rasad.modules, -- for completion
  __index = function(self, name)
    if not public[name] then return nil end
    local module = require("rasad." .. name)
    rawset(self, name, module)
    return module
  end,
})
