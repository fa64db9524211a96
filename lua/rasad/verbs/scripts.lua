-- scripts.lua: the verbs for scripts as people have them: listed, begun, looked through, installed.
local codes = require "rasad.codes"
local common = require "rasad.verbs.common"
local core = require "rasad.core"
local later = require "rasad.later"
local words_of_run = require "rasad.verbs.words"

local facts = later "rasad.render.facts"
local jail = later "rasad.jail"
local reproduction = later "rasad.reproduction"
local run = later "rasad.run"
local script = later "rasad.script"
local selection = later "rasad.selection"
local sharing = later "rasad.sharing"

local new_parser, parse, put, safe, stop = common.new_parser, common.parse, common.put, common.safe, common.stop

local verbs = {}

-- What a line of `rasad scripts` says of a script.
local function about_script(source, description, problem)
  if not description then return "(does not load: " .. problem.message .. ")" end
  local about = description.kind == "plain" and "(a plain script)" or description.definition.summary
  local was = source.folder and sharing.installed(source.folder)
  if was and was ~= script.hash(source) then about = about .. " (changed since it was installed)" end
  return about
end

function verbs.scripts(words)
  local rest = {}
  for _, word in ipairs(words) do
    if word ~= "--allow-weak-jail" then rest[#rest + 1] = word end
  end
  local limits = jail.glance(#rest < #words)
  local fits, message = function() return true end, nil
  if #rest > 0 then fits, message = selection.parse(table.concat(rest, " ")) end
  if not fits then stop(message) end
  local lines = {}
  for _, name in ipairs(script.names()) do
    local source = script.find(name)
    local description, problem = run.describe(source, limits)
    local definition = description and description.definition
    if fits(name, definition and definition.categories or {}) then
      lines[#lines + 1] = ("%-24s %s\n"):format(name, safe(about_script(source, description, problem)))
    end
  end
  if #lines == 0 then return put("No scripts.\n") end
  return put(table.concat(lines))
end

-- Runs a report as words say, without writing it. Gives its result, or nil and why it wasn't tried.
local function try_report(source, words)
  local description, options, own, limits = words_of_run.read(words, source)
  for _, path in ipairs(options.corpus) do
    if not (core.list_folder(path) or core.read_file(path)) then return nil, ("there is no %s here"):format(path) end
  end
  local corpus <close> = common.open_corpus(options)
  if description.kind == "plain" then return run.plain(source, corpus, own, limits) end
  return require("rasad.verbs.run").make_report(corpus, source, description.definition, options, own, limits)
end

-- Says how a step of a check went; counts what failed.
local function checker()
  local failed = 0
  local function tell(word, what, lines)
    put(("%-8s %s\n"):format(word, safe(what)))
    for _, line in ipairs(lines or {}) do put("         " .. safe(line) .. "\n") end
    if word == "FAILED" then failed = failed + 1 end
  end
  return tell, function() return failed end
end

local function problem_lines(result)
  local lines = {}
  for _, problem in ipairs(result.problems or {}) do
    lines[#lines + 1] = ("%s (in article %s)"):format(facts.problem(problem), problem.article)
  end
  if result.failure then lines[#lines + 1] = facts.problem(result.failure) end
  return lines
end

-- A function that may stop as verbs do: gives what it gives, or nil and the message.
local function caught(f, ...)
  local result = table.pack(pcall(f, ...))
  if result[1] then return table.unpack(result, 2, result.n) end
  if common.is_stop(result[2]) then return nil, result[2].message or "it does not load" end
  error(result[2], 0)
end

local function check_example(tell, source, example)
  local words = sharing.words(example)
  if words[1] ~= "rasad" or words[2] ~= "run" then
    return tell("FAILED", "example: " .. example, { "an example begins with `rasad run NAME`" })
  end
  words = table.move(words, 3, #words, 1, {})
  local place = words_of_run.script_place(words)
  if not place then return tell("FAILED", "example: " .. example, { "it names no script" }) end
  local result, why = caught(try_report, source, words)
  if not result then
    local is_absent = why:find "^there is no .* here$"
    return tell(is_absent and "skipped" or "FAILED", "example: " .. example, { why })
  end
  tell(result.outcome == "ok" and "ok" or "FAILED", "example: " .. example, problem_lines(result))
end

local function check_test(tell, source, test, update)
  local words = { source.name, test.corpus, "--format=json" }
  table.move(test.args, 1, #test.args, #words + 1, words)
  local result, why = caught(try_report, source, words)
  local what = "test: " .. test.name
  if not result then return tell("FAILED", what, { why }) end
  if result.outcome ~= "ok" then return tell("FAILED", what, problem_lines(result)) end
  local bytes = result.bytes or result.printed
  if update then
    local ok, message = core.replace_file(test.file, bytes)
    return tell(ok and "written" or "FAILED", what, { message })
  end
  if not test.expected then return tell("FAILED", what, { "there is no expected.json; --update writes it" }) end
  local changes = reproduction.changes(test.expected, bytes)
  tell(#changes == 0 and "ok" or "FAILED", what, changes)
end

-- Looks a script through. Gives the exit code.
local function check_script(path, limits, update)
  local source = common.find_script(core.list_folder(path) and path .. "/" or path)
  local tell, failed = checker()
  local description, problem = run.describe(source, limits)
  if not description then
    tell("FAILED", "loads", { problem.message })
    return problem.code
  end
  local is_plain = description.kind == "plain"
  tell("ok", is_plain and "loads, as a plain script" or ("loads, as the report %s"):format(description.definition.name))
  for _, lack in ipairs(is_plain and {} or sharing.lacks(description.definition)) do tell("note", lack) end
  local undefined = sharing.undefined(source, is_plain)
  tell(#undefined == 0 and "ok" or "FAILED", "names what there is", undefined)
  for _, example in ipairs(is_plain and {} or description.definition.examples) do check_example(tell, source, example) end
  for _, test in ipairs(core.list_folder(path) and sharing.tests((path:gsub("/+$", ""))) or {}) do
    check_test(tell, source, test, update)
  end
  return failed() == 0 and codes.OK or codes.SCRIPT_FAILED
end

verbs["check-script"] = function(words)
  local parser = new_parser "check-script"
  parser:argument("script")
  parser:flag("--update")
  parser:flag("--allow-weak-jail")
  local options = parse(parser, words)
  return check_script(options.script, jail.limits { weak = options.allow_weak_jail }, options.update)
end

function verbs.new(words)
  local parser = new_parser "new"
  parser:argument("name")
  parser:flag("--allow-weak-jail")
  local options = parse(parser, words)
  local name = options.name
  if not name:find "^%l[%l%d-]*$" then
    stop(("the name %q should be made of small letters, digits and -, as in ceasefire-days"):format(name))
  end
  local ok, message = sharing.write_new(name, sharing.skeleton(name))
  if not ok then stop(message) end
  common.say(("made the folder %s; try: rasad check-script %s"):format(name, name))
  return check_script(name, jail.limits { weak = options.allow_weak_jail }, true)
end

function verbs.install(words)
  local parser = new_parser "install"
  parser:argument("script")
  parser:option("--hash")
  parser:flag("--replace")
  parser:flag("--allow-weak-jail")
  local options = parse(parser, words)
  local bundle, message = sharing.read(options.script)
  if not bundle then stop(message) end
  local hash = script.hash(bundle.source)
  if options.hash and options.hash ~= hash then
    stop(("%s has the hash %s, not %s: it is not what was meant"):format(options.script, hash, options.hash), codes.SCRIPT_FAILED)
  end
  local description = common.describe(bundle.source, jail.limits { weak = options.allow_weak_jail })
  local name = description.definition and description.definition.name or bundle.name
  if not name:find "^[%w_-]+$" then stop(("'%s' is not the name of a script"):format(name)) end
  local folder
  folder, message = sharing.install(bundle, name, options.replace)
  if not folder then stop(message) end
  return put(("installed %s (hash %s) in %s\ntry: rasad help %s\n"):format(name, hash, safe(folder), name))
end

return verbs
