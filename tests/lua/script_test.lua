-- script_test.lua: how scripts are found and what they can reach.
local check = require "check"
local script = require "rasad.script"

local function load_and_run(text, given, folder)
  local source = { name = "test.lua", text = text, folder = folder }
  local environment, printed = script.environment(source, given)
  local chunk = assert(script.compile(source, environment))
  local ok, result = script.call(chunk)
  return ok, result, table.concat(printed)
end

local function value_of(text)
  local ok, result = load_and_run(text)
  if not ok then error(result, 0) end
  return result
end

check.test("should give scripts only what is on the list", function()
  for _, name in ipairs { "os", "io", "debug", "dofile", "loadfile", "collectgarbage", "package", "warn" } do
    check.equal(value_of("return " .. name), nil, name)
  end
  check.equal(value_of("return string.dump"), nil)
  check.equal(value_of("return type(lpeg.P) .. type(re.compile) .. type(utf8.char)"), "functionfunctionfunction")
  check.equal(value_of("return type(rasad.report)"), "table")
  check.equal(value_of("return rasad.core"), nil)
  check.equal(value_of("return rasad.cli"), nil)
end)

-- Everything a script can reach by fields, as sorted paths.
local function reachable(environment)
  local seen, names = {}, {}
  local function walk(value, path, depth)
    if type(value) ~= "table" or seen[value] or depth > 2 then return end
    seen[value] = true
    for key, member in next, value do
      names[#names + 1] = path .. tostring(key)
      walk(member, path .. tostring(key) .. ".", depth + 1)
    end
  end
  walk(environment, "", 1)
  table.sort(names)
  return names
end

check.test("should have no way to files, processes or bytecode among what is reachable", function()
  local environment = script.environment { name = "test.lua", text = "" }
  local bad = { "popen", "execute", "dump", "loadlib", "sethook", "getinfo", "open_file", "tmpname", "getenv" }
  for _, name in ipairs(reachable(environment)) do
    for _, word in ipairs(bad) do check.truthy(not name:find(word, 1, true), name .. " is safe: it") end
  end
end)

check.test("should keep a script's changes to libraries to itself", function()
  value_of("string.rep = nil table.insert = 3 lpeg.P = nil math.floor = nil rasad.event = nil")
  check.truthy(string.rep and table.insert and math.floor and require("lpeg").P)
  check.equal(value_of("return type(table.insert)"), "function")
end)

check.test("should load text only, in the script's own environment", function()
  check.equal(value_of("x = 5 return load('return x')()"), 5)
  check.equal(value_of("local f = load('y = 7') f() return y"), 7)
  check.equal(_G.y, nil)
  check.raises(function() value_of("load(function() return nil end)") end, "load: expected text")
  local bytecode = string.dump(function() end)
  local environment = script.environment { name = "test.lua", text = "" }
  local f, message = environment.load(bytecode)
  check.equal(f, nil)
  check.truthy(message:find("binary chunk", 1, true))
  check.equal(script.compile({ name = "test.lua", text = bytecode }, environment), nil)
end)

check.test("should give pairs in order: numbers, then strings by their bytes", function()
  check.equal(value_of([[
    local keys = {}
    for key in pairs { z = 1, a = 1, ["آ"] = 1, [3] = 1, [-1] = 1, [2.5] = 1, [true] = 1, B = 1 } do
      keys[#keys + 1] = tostring(key)
    end
    return table.concat(keys, " ")]]), "-1 2.5 3 B a z آ true")
  check.equal(value_of([[
    local t, n = { 1, 2, 3, 4, a = 5 }, 0
    for key, value in pairs(t) do t[key] = nil n = n + value end
    return n .. tostring(next(t))]]), "15nil")
  check.equal(value_of([[
    local t = setmetatable({}, { __pairs = function() return function(_, k) if not k then return 1, 2 end end end })
    for k, v in pairs(t) do return k + v end]]), 3)
end)

check.test("should show nothing that differs from run to run", function()
  local _, _, printed = load_and_run("print({}, print, 1, 'x', nil, true)")
  check.equal(printed, "table\tfunction: builtin\t1\tx\tnil\ttrue\n" and printed)
  check.truthy(not printed:find("0x", 1, true))
  check.truthy(not value_of("return ('%s %s'):rep(1) and string.format('%s', {})"):find("0x", 1, true))
  check.raises(function() value_of("return string.format('%p', {})") end, "%p isn't available")
  script.seed("article")
  local first = value_of("return math.random(1 << 40)")
  script.seed("article")
  check.equal(value_of("return math.random(1 << 40)"), first)
  check.equal(value_of("math.randomseed() return math.random(1 << 40)"),
    value_of("math.randomseed() return math.random(1 << 40)"))
end)

check.test("should let missing globals be nil", function()
  check.equal(value_of("return misspelt"), nil)
end)

check.test("should fix the globals of a report once it is loaded", function()
  local environment = script.environment { name = "test.lua", text = "" }
  local chunk = assert(script.compile({ name = "test.lua", text = "known = 1 return function(set) "
    .. "if set then unknown = 2 end return known end" }, environment))
  local f = chunk()
  script.freeze_globals(environment)
  check.equal(f(false), 1)
  check.raises(function() f(true) end, "the global 'unknown' is set while the report runs")
end)

check.test("should refuse modules that aren't public, and say which are", function()
  for _, name in ipairs { "os", "rasad.core", "rasad.cli", "rasad.run", "rasad.script", "../x", "lfs" } do
    check.raises(function() value_of(("require %q"):format(name)) end, "there is no module '" .. name .. "'")
  end
  check.equal(value_of("return require 'rasad' == rasad and require 'lpeg' == lpeg and require 'rasad.json' == rasad.json"),
    true)
end)

check.test("should load modules beside the script, once, in the script's environment", function()
  local folder = os.tmpname()
  os.remove(folder)
  assert(os.execute("mkdir " .. folder))
  local file = assert(io.open(folder .. "/helper.lua", "w"))
  file:write("loads = (loads or 0) + 1\nreturn { os = os, twice = function(x) return x * 2 end }\n")
  file:close()
  local ok, result = load_and_run(
    "local h = require 'helper' require 'helper' return h.twice(4) + loads .. tostring(h.os)", nil, folder)
  os.execute("rm -r " .. folder)
  check.truthy(ok, result)
  check.equal(result, "9nil")
end)

check.test("should find scripts by path and say where else it looked", function()
  local path = os.tmpname()
  local file = assert(io.open(path .. ".lua", "w"))
  file:write("return 1")
  file:close()
  local source = assert(script.find(path .. ".lua"))
  check.equal(source.text, "return 1")
  check.equal(source.name, (path .. ".lua"):match("[^/]*$"))
  os.remove(path)
  os.remove(path .. ".lua")
  local none, message = script.find("no-such-script")
  check.equal(none, nil)
  check.truthy(message:find("no script 'no-such-script'", 1, true))
  none, message = script.find("./no/such.lua")
  check.equal(none, nil)
  check.truthy(message:find("can't read './no/such.lua' as a script", 1, true))
end)

check.test("should give errors the line of the script and the way there", function()
  local source = { name = "test.lua", text = "local function inner()\n  error('bad')\nend\nlocal ok = pcall\ninner()\n" }
  local environment = script.environment(source)
  local ok, message, trace = script.call(assert(script.compile(source, environment)))
  check.equal(ok, false)
  check.equal(message, "test.lua:2: bad")
  check.equal(#trace, 2)
  check.truthy(trace[2]:find("test.lua:5:", 1, true))
  ok, message = load_and_run("error({})")
  check.equal(ok, false)
  check.equal(message, "test.lua:1: the error is a table, not a message")
end)

check.test("should skip a byte order mark and a #! line", function()
  check.equal(value_of("\u{FEFF}return 1"), 1)
  check.equal(value_of("#!/usr/bin/env rasad\nreturn 2"), 2)
end)

check.done()
