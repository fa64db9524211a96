-- words.lua: what the words of `rasad run` ask for: its own options among those of the script.
local common = require "rasad.verbs.common"
local later = require "rasad.later"

local args = later "rasad.args"
local jail = later "rasad.jail"
local render = later "rasad.render"

local new_parser, parse, stop = common.new_parser, common.parse, common.stop

local words_of_run = {}

local function table_number(text)
  local n = tonumber(text)
  if math.type(n) == "integer" and n >= 1 then return n end
  return nil, ("expected the number of a table, 1 or more, got '%s'"):format(text)
end

-- A limit's value: a number above zero, up to a million.
local function limit(text_given)
  local n = tonumber(text_given)
  if n and n > 0 and n <= 1e6 then return n end
  return nil, ("expected a number above 0, got '%s'"):format(text_given)
end

-- What an option of `rasad run` itself takes, "value" or "flag"; nil for a script's own.
local function run_option(word)
  local name = word:match "^%-%-([^=]+)" or word:match "^%-(%a)$"
  return name and args.RUN_OPTIONS[name]
end

-- Whether the value of an option is the next word.
local function takes_next(word)
  return run_option(word) == "value" and not word:find("=", 1, true)
end

---The place of the script's name among words; nil where none is.
---@param words string[]
---@return integer?
function words_of_run.script_place(words)
  local i = 1
  while i <= #words do
    local word = words[i]
    if takes_next(word) then
      i = i + 1
    elseif word == "--" then
      return nil
    elseif not word:find("^%-.") then
      return i
    end
    i = i + 1
  end
end

-- The options that set what a script may do.
local function add_jail_options(parser)
  parser:option("--max-memory"):convert(limit)
  parser:option("--max-cpu"):convert(limit)
  parser:option("--max-wall"):convert(limit)
  parser:option("--max-output"):convert(limit)
  parser:option("--allow-read"):count("*")
  parser:flag("--allow-weak-jail")
  return parser
end

local function limits_of(options)
  local limits, message = jail.limits {
    memory = options.max_memory, cpu = options.max_cpu, wall = options.max_wall, output = options.max_output,
    read = #options.allow_read > 0 and options.allow_read or nil, weak = options.allow_weak_jail,
  }
  if not limits then stop("--allow-read: " .. message) end
  return limits
end

---The limits among all words, before it is known which of the others are the script's.
---@param words string[]
---@return rasad.Limits
function words_of_run.limits(words)
  local own, i = {}, 1
  while i <= #words and words[i] ~= "--" do
    local option = words[i]:match("^%-%-[^=]+")
    if option and (option:find("^%-%-max%-") or option:find("^%-%-allow%-")) and run_option(option) then
      own[#own + 1] = words[i]
      if takes_next(words[i]) then
        i = i + 1
        own[#own + 1] = words[i]
      end
    end
    i = i + 1
  end
  return limits_of(parse(add_jail_options(new_parser "run"), own))
end

local function run_parser()
  local parser = add_jail_options(new_parser "run")
  parser:argument("script")
  parser:argument("corpus"):args("+")
  parser:option("--format"):choices(render.formats):default("text")
  parser:option("-o --output")
  parser:option("--workers"):convert(common.positive)
  parser:option("--bidi"):choices({ "off", "isolate" }):default("off")
  parser:option("--lang"):choices(render.languages)
  parser:option("--calendar"):choices(render.calendars)
  parser:option("--table"):convert(table_number)
  parser:option("--map")
  parser:option("--corrections")
  parser:flag("--path-date")
  parser:flag("--strict")
  return parser
end

-- Options that neither `rasad run` nor the script has, before argparse meets them: it knows only half of the names.
local function refuse_unknown(words, spec)
  local i = 1
  while i <= #words do
    local word = words[i]
    local name = word:match("^%-%-([^=]+)")
    if takes_next(word) then
      i = i + 1
    elseif name and not run_option(word) then
      local names = {}
      for known in next, args.RUN_OPTIONS do if #known > 1 then names[#names + 1] = known end end
      for known in next, args.by_name(spec) do names[#names + 1] = known end
      stop(args.unknown(name, names))
    end
    i = i + 1
  end
end

local function script_words(source, description, words)
  if description.kind == "report" then return args.split(description.definition.args, words) end
  local own, rest = args.split({}, words)
  for _, word in ipairs(rest) do
    local option = word:match("^%-%-[^=]+")
    if option and not run_option(option) then
      stop(("%s: no such option; %s is a plain script, whose arguments go after --"):format(option, source.name))
    end
  end
  return own, rest
end

---What words ask for: what the script is, options, its own words, limits.
---@param words string[]
---@param source rasad.ScriptSource
---@param is_run boolean? it is to run now
---@return table description
---@return table options
---@return string[] own
---@return rasad.Limits limits
function words_of_run.read(words, source, is_run)
  local limits = words_of_run.limits(words)
  local description = common.describe(source, limits, is_run)
  local own, rest = script_words(source, description, words)
  refuse_unknown(rest, description.definition and description.definition.args or {})
  return description, parse(run_parser(), rest), own, limits
end

return words_of_run
