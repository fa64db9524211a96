-- text.lua: the verbs for what stands in a text: its tokens, its forms, its dates.
local codes = require "rasad.codes"
local common = require "rasad.verbs.common"
local core = require "rasad.core"
local json = require("rasad.later") "rasad.json"

local corpus_parser, open_corpus, parse = common.corpus_parser, common.open_corpus, common.parse
local safe, stop = common.safe, common.stop

local verbs = {}

-- One line of JSON; which article it is from is said where there are several.
local function json_line(members, order, article, several)
  if several then
    members.article = article:key()
    order = { "article", table.unpack(order) }
  end
  return json.encode(json.object(members, order)) .. "\n"
end

local TOKEN_MEMBERS = { "start", "end", "text", "key", "kind", "sentence", "attributes" }

-- What stands around the members of a token in its line: start, end, text, key, kind, sentence.
local TEXT_PIECES = { "", "\t", "\t", "\t", "\t", "\t", "\n" }
local JSON_PIECES = { '"start": ', ', "end": ', ', "text": "', '", "key": "', '", "kind": "', '", "sentence": ', "}\n" }

-- A string as JSON has it between its quotes.
local function quoted(s)
  return json.encode(s):sub(2, -2)
end

local function write_tokens(article, several, as_json, write)
  local pieces = as_json and { table.unpack(JSON_PIECES) } or TEXT_PIECES
  if as_json then
    pieces[1] = "{" .. (several and ('"article": %s, '):format(json.encode(article:key())) or "") .. pieces[1]
  end
  local token = 1
  while token do
    local lines, next_token = core.token_lines(article, token, pieces, as_json and quoted or safe)
    write(lines)
    token = next_token
  end
end

-- What the input says of a token: a table, or columns; names are its attributes.
local function attributes_of(article, token, names, as_json)
  local values = {}
  for i, name in ipairs(names) do
    local value = article:attribute(name, token)
    if as_json then values[name] = value else values[i] = safe(value or "_") end
  end
  if as_json then return next(values) and json.object(values, names) end
  return #names > 0 and "\t" .. table.concat(values, "\t") or ""
end

-- The same of tokens as the repair of spelling has them, or with what the input says of them.
local function write_tokens_one_by_one(article, several, as_json, write, repaired, names)
  for token in article:tokens { repaired = repaired } do
    local start, attributes = token.first - 1, attributes_of(article, token, names, as_json)
    write(as_json and json_line({
      start = start, ["end"] = token.last, text = token.text, key = token.key, kind = token.kind, sentence = token.sentence,
      attributes = attributes,
    }, TOKEN_MEMBERS, article, several) or ("%d\t%d\t%s\t%s\t%s\t%d%s\n"):format(start, token.last,
      safe(token.text), safe(token.key), token.kind, token.sentence, attributes))
  end
end

local REGION_MEMBERS = { "start", "end", "text", "kind", "reason", "of_start", "of_end", "similarity" }

local function region_line(region, article, several, as_json)
  local start = region.first - 1
  if as_json then
    return json_line({
      start = start, ["end"] = region.last, text = region.text, kind = region.kind, reason = region.reason,
      of_start = region.of_first and region.of_first - 1, of_end = region.of_last, similarity = region.similarity,
    }, REGION_MEMBERS, article, several)
  end
  return ("%d\t%d\t%s\t%s\t%s\n"):format(start, region.last, region.kind, region.reason,
    safe((region.text:gsub("%s+", " "))))
end

function verbs.tokens(words)
  local parser = corpus_parser("tokens", { "text", "jsonl" })
  parser:flag("--regions")
  parser:flag("--repair")
  local options = parse(parser, words)
  local corpus <close> = open_corpus(options)
  local write, flush = common.line_writer()
  local names = corpus:info().attributes or {}
  for article in corpus:articles() do
    if options.regions then
      for _, region in ipairs(article:regions()) do
        write(region_line(region, article, #corpus > 1, options.format == "jsonl"))
      end
    else
      local write_all = (options.repair or #names > 0) and write_tokens_one_by_one or write_tokens
      write_all(article, #corpus > 1, options.format == "jsonl", write, options.repair, names)
    end
  end
  flush()
  return codes.OK
end

-- A text without its file: forms and repair of what comes in.
function verbs.normalize(words)
  local parser = common.new_parser "normalize"
  parser:argument("file"):args("?")
  parser:option("--layer"):choices({ "display", "key" }):default("display")
  parser:option("--language --lang"):choices({ "fa", "ar", "en", "other" })
  parser:option("--profile")
  parser:flag("--repair")
  local options = parse(parser, words)
  local text = require "rasad.text"
  local file = options.file ~= "-" and options.file or "/dev/stdin"
  local input, message = core.read_file(file)
  if not input then stop(message) end
  if options.repair then
    local _, warning = core.repair_version()
    if warning then common.say(warning) end
  end
  local known, why = pcall(require("rasad.profile").find, options.profile)
  if not known then stop(why) end
  local profile = { profile = options.profile }
  local form = core.decode(input)
  if options.repair or options.layer == "display" then
    form = text.display(form, { language = options.language, profile = options.profile })
  end
  if options.repair then form = text.repair(form, profile) end
  if options.layer == "key" then form = text.key(form, profile) end
  return common.put(form)
end

-- The articles of a corpus as TimeML: one is a document, several stand in one.
local function write_timex3(corpus, reading, write)
  local timex3 = require "rasad.render.timex3"
  write '<?xml version="1.0" encoding="UTF-8"?>\n'
  if #corpus > 1 then write "<corpus>\n" end
  for article in corpus:articles() do write(timex3.document(article, reading)) end
  if #corpus > 1 then write "</corpus>\n" end
end

local function write_dates(corpus, options, reading, write)
  local dates = require "rasad.render.dates"
  local time = require "rasad.time"
  local as_json = options.format == "jsonl"
  for article in corpus:articles() do
    if not as_json then write(safe(article:key()) .. "\n") end
    if not as_json and options.explain then write(dates.document(time.document_date(article, reading))) end
    for _, date in ipairs(time.find(article, reading)) do
      write(as_json and json_line(dates.record(date), dates.members, article, #corpus > 1) or
        dates.lines(date, options.explain))
    end
  end
end

function verbs.dates(words)
  local parser = corpus_parser("dates", { "text", "jsonl", "timex3" })
  parser:option("--dct")
  parser:option("--language --lang"):choices({ "fa", "ar", "en" })
  parser:option("--direction"):choices({ "past", "future" })
  parser:flag("--explain")
  local options = parse(parser, words)
  if options.dct then
    local day, message = require("rasad.time.day").given(options.dct)
    if not day then stop("--dct: " .. message) end
  end
  local corpus <close> = open_corpus(options)
  local reading = { dct = options.dct, language = options.language, direction = options.direction }
  local write, flush = common.line_writer()
  if options.format == "timex3" then
    write_timex3(corpus, reading, write)
  else
    write_dates(corpus, options, reading, write)
  end
  flush()
  return codes.OK
end

return verbs
