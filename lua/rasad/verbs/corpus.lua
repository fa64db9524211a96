-- corpus.lua: the verbs for corpora: what one holds, building, checking and exporting it.
local codes = require "rasad.codes"
local common = require "rasad.verbs.common"
local core = require "rasad.core"
local later = require "rasad.later"

local date = later "rasad.date"
local json = later "rasad.json"
local progress = later "rasad.progress"
local script = later "rasad.script"

local new_parser, open_corpus, parse = common.new_parser, common.open_corpus, common.parse
local plural, put, say, stop = common.plural, common.put, common.say, common.stop

local verbs = {}

local INFO_NAMES = {
  { "articles", "articles" }, { "stories", "stories" }, { "sources", "sources" }, { "words", "words" },
  { "tokens", "tokens" }, { "types", "types" }, { "keys", "distinct keys" },
  { "source_bytes", "bytes of source" }, { "skipped", "skipped" }, { "warnings", "warnings" },
  { "profile", "profile" }, { "fingerprint", "fingerprint" },
  -- Of a built corpus only:
  { "bytes_on_disk", "bytes on disk" }, { "segments", "segments" }, { "commits", "commits" },
}

-- "12 utf-8, 3 windows-1256"
local function counted(numbers)
  local names = {}
  for name in next, numbers do names[#names + 1] = name end
  table.sort(names)
  for i, name in ipairs(names) do names[i] = ("%d %s"):format(numbers[name], name) end
  return table.concat(names, ", ")
end

-- "2017-01-02 to 2017-06-30 (of 9 articles; 3 state none in figures)"
local function dates_of(info)
  if info.dated == 0 then return "no metadata state one in figures" end
  local first, last = date.format(info.first_day), date.format(info.last_day)
  local undated = info.articles - info.dated
  return ("%s (of %s%s)"):format(first == last and first or first .. " to " .. last, plural(info.dated, "article"),
    undated == 0 and "" or ("; %d state%s none in figures"):format(undated, undated == 1 and "s" or ""))
end

function verbs.info(words)
  local options = parse(common.corpus_parser("info", { "text", "json" }), words)
  local corpus <close> = open_corpus(options)
  local info = corpus:info()
  if options.format == "json" then
    local order, warnings = {}, json.array()
    for i, pair in ipairs(INFO_NAMES) do order[i] = pair[1] end
    for _, name in ipairs { "encodings", "languages", "dated", "first_date", "last_date" } do order[#order + 1] = name end
    for i, w in ipairs(corpus:warnings()) do
      warnings[i] = json.object(w, { "kind", "source", "line", "offset", "message", "skipped" })
    end
    local value = json.object({}, order)
    for name, item in next, info do value[name] = item end
    value.encodings = json.object(info.encodings)
    value.languages = json.object(info.languages)
    value.first_day, value.first_date = nil, info.first_day and date.format(info.first_day)
    value.last_day, value.last_date = nil, info.last_day and date.format(info.last_day)
    value.warnings = warnings
    value.attributes = info.attributes and json.array(info.attributes)
    return put(json.encode(value, { indent = 2 }) .. "\n")
  end
  local lines = {}
  for _, pair in ipairs(INFO_NAMES) do
    local value = info[pair[1]]
    if value then lines[#lines + 1] = ("%-16s %s\n"):format(pair[2], tostring(value)) end
    if pair[1] == "sources" then
      lines[#lines + 1] = ("%-16s %s\n"):format("languages", counted(info.languages))
      lines[#lines + 1] = ("%-16s %s\n"):format("dates", dates_of(info))
    end
  end
  if info.encodings["utf-8"] ~= info.articles then
    lines[#lines + 1] = ("%-16s %s\n"):format("encodings", counted(info.encodings))
  end
  if info.attributes then
    lines[#lines + 1] = ("%-16s %s\n"):format("attributes", common.safe(table.concat(info.attributes, ", ")))
  end
  return put(table.concat(lines))
end

local function megabytes(text)
  local n = tonumber(text)
  if math.type(n) == "integer" and n >= 16 and n <= 1 << 20 then return n << 20 end
  return nil, ("expected a number of megabytes from 16 to 1048576, got '%s'"):format(text)
end

-- The reader that a file returns.
local function load_reader(path)
  local reader = require "rasad.reader"
  local source = script.find(path)
  if not source then stop(("--reader: can't read '%s', which is to return the reader"):format(path)) end
  local is_reader, problem = reader.check(source)
  if not is_reader then stop("--reader: " .. problem.message, common.code_of[problem.outcome]) end
  return reader.jailed(source)
end

local function threads(text)
  local n = tonumber(text)
  if math.type(n) == "integer" and n >= 1 and n <= 64 then return n end
  return nil, ("expected a number of threads from 1 to 64, got '%s'"):format(text)
end

function verbs.build(words)
  local parser = new_parser "build"
  parser:argument("source"):args("*")
  parser:option("-o --output"):count(1)
  parser:option("--remove"):count("*")
  parser:option("--memory"):convert(megabytes)
  parser:option("--workers"):convert(threads)
  parser:option("--map")
  parser:flag("--path-date")
  parser:option("--reader")
  parser:flag("--append")
  parser:flag("--merge")
  parser:flag("--strict")
  local options = parse(parser, words)
  local path = options.output
  local show, ended = nil, function() end
  if core.is_terminal(2) then show, ended = progress.of_build(function(bytes) io.stderr:write(bytes) end, core.clock) end
  local given = {
    append = options.append, merge = options.merge, strict = options.strict, remove = options.remove,
    memory = options.memory, workers = options.workers, map = common.map_of(options.map), path_date = options.path_date,
    progress = show,
  }
  local done, message, code
  if options.reader then
    if #options.source == 0 then stop("--reader: which files is it to read?") end
    done, message, code = require("rasad.reader").build(path, options.source, given, load_reader(options.reader))
  else
    done, message, code = core.build(path, options.source, given)
  end
  ended()
  if code == "interrupted" then
    stop("interrupted; the same command goes on where this one stopped", codes.INTERRUPTED)
  elseif not done then
    stop(message, common.code_of[code])
  end
  local corpus <close> = common.open { corpus = { path } } -- all of its articles may have been removed
  say(("%s: %s (%d added, %d unchanged, %d removed); %.1f MB on disk"):format(path, common.summary(corpus), done.added,
    done.unchanged, done.removed, done.bytes_on_disk / 1e6))
  return codes.OK
end

function verbs.check(words)
  local parser = new_parser "check"
  parser:argument("corpus")
  local path = parse(parser, words).corpus
  if not core.is_store(path) then stop(path .. ": there is no built corpus to check") end
  local result, message, code = core.verify(path)
  if not result then stop(message, common.code_of[code]) end
  local lines = {}
  for i, damage in ipairs(result.damage) do
    local place = damage.offset and (" at byte %d"):format(damage.offset) or ""
    lines[i] = ("%s%s: %s\n"):format(common.safe(damage.source), place, common.safe(damage.message))
  end
  lines[#lines + 1] = ("%s whole, %s found\n"):format(plural(result.articles, "article"),
    #result.damage == 0 and "nothing damaged" or plural(#result.damage, "damage"))
  local put_code = put(table.concat(lines))
  return #result.damage == 0 and put_code or codes.DAMAGED
end

function verbs.export(words)
  local export = require "rasad.export"
  local parser = new_parser "export"
  parser:argument("corpus"):args("+")
  parser:option("--format"):choices({ "files", "jsonl" }):default("files")
  parser:option("-o --output")
  parser:option("--map")
  parser:flag("--strict")
  local options = parse(parser, words)
  if options.format == "files" and not options.output then stop("which folder? as in: rasad export CORPUS -o FOLDER") end
  if options.format == "jsonl" and options.output then stop("JSON Lines go to standard output; -o is for files") end
  local corpus <close> = open_corpus(options)
  if options.format == "jsonl" then
    local write, flush = common.line_writer()
    for article in corpus:articles() do write(export.line(article)) end
    flush()
    return codes.OK
  end
  local counts, message = export.files(corpus, options.output, function(key, path, problem)
    say(("warning: %s: %s"):format(key, problem or "is written to " .. path))
  end)
  if not counts then stop(message) end
  local renamed = counts.renamed > 0 and (", %d of them under another name"):format(counts.renamed) or ""
  say(("%s written to %s%s"):format(plural(counts.articles - counts.failed, "article"), options.output, renamed))
  return counts.failed == 0 and codes.OK or codes.USAGE
end

return verbs
