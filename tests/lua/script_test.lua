-- script_test.lua: how scripts are found and what they can reach.
local check = require "check"
local core = require "rasad.core"
local environment = require "rasad.environment"
local jail = require "rasad.jail"
local lpeg = require "lpeg"
local script = require "rasad.script"

local function load_and_run(text, globals, folder)
  local source = { name = "test.lua", text = text, folder = folder }
  local printed = {}
  script.gather(source)
  local own = environment.new(source, { globals = globals, print = function(s) printed[#printed + 1] = s end })
  local chunk = assert(script.compile(source, own))
  local ok, result = script.call(chunk)
  return ok, result, table.concat(printed)
end

local function value_of(text)
  local ok, result = load_and_run(text)
  if not ok then error(result, 0) end
  return result
end

check.test("should give scripts only what is on the list", function()
  for _, name in ipairs { "os", "io", "debug", "dofile", "loadfile", "package", "warn" } do
    check.equal(value_of("return " .. name), nil, name)
  end
  check.equal(value_of("return string.dump"), nil)
  check.equal(value_of("return type(lpeg.P) .. type(re.compile) .. type(utf8.char)"), "functionfunctionfunction")
  check.equal(value_of("return type(rasad.report)"), "table")
  check.equal(value_of("return rasad.core"), nil)
  check.equal(value_of("return rasad.cli"), nil)
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
  local own = environment.new { name = "test.lua", text = "" }
  local f, message = own.load(bytecode)
  check.equal(f, nil)
  check.truthy(message:find("binary chunk", 1, true))
  check.equal(script.compile({ name = "test.lua", text = bytecode }, own), nil)
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
  check.equal(printed, "table\tfunction\t1\tx\tnil\ttrue\n")
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
  local own = environment.new { name = "test.lua", text = "" }
  local chunk = assert(script.compile({ name = "test.lua", text = "known = 1 return function(set) "
    .. "if set then unknown = 2 end return known end" }, own))
  local f = chunk()
  environment.freeze(own)
  check.equal(f(false), 1)
  check.raises(function() f(true) end, "the global 'unknown' is set while the report runs")
end)

check.test("should refuse modules that aren't public, and say which are", function()
  for _, name in ipairs { "os", "rasad.core", "rasad.cli", "rasad.verbs.run", "rasad.run", "rasad.script", "../x", "lfs" } do
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

check.test("should read ahead only the modules that are written out, and theirs, inside the folder", function()
  local folder = os.tmpname()
  os.remove(folder)
  assert(os.execute("mkdir -p " .. folder .. "/sub"))
  local function write(name, text)
    local file = assert(io.open(folder .. "/" .. name, "w"))
    file:write(text)
    file:close()
  end
  write("one.lua", "return require('sub.two')")
  write("sub/two.lua", "return 2")
  write("three.lua", "return 3")
  local source = { name = "x.lua", folder = folder, text = 'require "one" require("../three") require(("three"):lower())' }
  script.gather(source)
  os.execute("rm -r " .. folder)
  check.equal(source.modules, { one = "return require('sub.two')", ["sub.two"] = "return 2" })
end)

check.test("should cut messages between characters", function()
  check.equal(script.cut("short"), "short")
  for extra = 0, 3 do
    local cut = script.cut(("x"):rep(496 + extra) .. ("آ"):rep(100))
    check.truthy(utf8.len(cut) and #cut <= 503 and cut:sub(-3) == "...")
  end
end)

-- In a worker, as it changes the whole state.
local function in_worker(text, limits)
  local source = { name = "test.lua", text = text }
  script.gather(source)
  local corpus <close> = core.text("آتش‌بس از ۱۰ دی ۹۵ برقرار شد.")
  return jail.call(limits or jail.limits(), function()
    local own = environment.new(source, { globals = { corpus = corpus } })
    local ok, result, trace = script.call(assert(script.compile(source, own)))
    assert(ok, result)
    return tostring(result) .. (trace or "")
  end, corpus)
end

check.test("should give metatables that are copies, without what runs at odd times", function()
  check.equal(in_worker [[
    local class = { x = 1 }
    class.__index = class
    local object = setmetatable({}, class)
    class.__len = function() return 5 end
    assert(object.x == 1 and getmetatable(object) == class and #object == 0)
    assert(#setmetatable({}, class) == 5 and #setmetatable(object, class) == 5)
    for _, event in ipairs { "__gc", "__close", "__mode", "__concat" } do
      local ok, message = pcall(setmetatable, {}, { [event] = print })
      assert(not ok and message:find(event, 1, true))
    end
    for _, value in ipairs { "x", corpus, corpus:article(1), lpeg.P(1), rasad, rasad.text } do
      assert(type(getmetatable(value)) == "string")
    end
    assert(not pcall(setmetatable, rasad, {}) and not pcall(corpus.close, corpus))
    return "done"]], "done")
end)

check.test("should clamp LPeg, also through the methods of its patterns", function()
  check.equal(in_worker [[
    local p = lpeg.P(1)
    assert(lpeg.ptree == nil and p.ptree == nil and p.pcode == nil and p.setmaxstack == lpeg.P(2).setmaxstack)
    p.setmaxstack(1 << 30)
    local nest = lpeg.P { "(" * lpeg.V(1) * ")" + "" }
    assert(nest:match(("("):rep(40000) .. (")"):rep(40000)) == 80001)
    return select(2, pcall(nest.match, nest, ("("):rep(200000))):match("current limit is %d+")]],
    "current limit is 100000")
  check.truthy(lpeg.P(1).ptree, "the parent's LPeg is as it was")
end)

check.test("should name how a script ended, and where", function()
  local function outcome(text, given)
    local result, problem = in_worker(text, jail.limits(given))
    check.equal(result, nil)
    return problem.outcome, problem.where, problem.message
  end
  local o, where, message = outcome("\nwhile true do end", { cpu = 0.2 })
  check.equal({ o, where, message }, { "cpu", "test.lua:2", "it works for more than 0.2 seconds" })
  o, where, message = outcome("\n\nwhile true do end", { wall = 0.2, cpu = 100 })
  check.equal({ o, where, message }, { "wall", "test.lua:3", "it takes more than 0.2 seconds" })
  o, where, message = outcome("local t = {}\nfor i = 1, math.huge do t[i] = {} end", { memory = 20 })
  check.equal({ o, where, message }, { "memory", "test.lua:2", "it needs more than 20 MB of memory" })
  o, where, message = outcome("while true do\nprint('x')\nend", { output = 1 })
  check.equal({ o, where, message }, { "output", "test.lua:2", "it gives more than 1 MB of output" })
end)

check.test("should end a call of the system by a worker, and say which", function()
  local result, problem = jail.call(jail.limits(), function() return io.open("/etc/passwd"):read "a" end)
  check.equal(result, nil)
  if core.jail_weakness() then check.skip(core.jail_weakness()) end
  check.equal(problem.outcome, "syscall")
  check.truthy(problem.message:find("^it called the system %(open"), problem.message)
  for _, f in ipairs {
    function() return os.remove("/tmp/x") end, function() return os.execute("true") end,
    function() return os.tmpname() end, function() return io.popen("true") end,
  } do
    check.equal(select(2, jail.call(jail.limits(), function() return f() or "" end)).outcome, "syscall")
  end
end)

check.test("should keep what was printed before the end", function()
  local _, problem, printed = in_worker("print('before')\nlocal function f() return 1 + f() end\nf()")
  check.equal(problem.outcome, "error")
  check.equal(printed, "before\n")
  _, problem, printed = in_worker("print('before')\nwhile true do end", jail.limits { cpu = 0.2 })
  check.equal({ problem.outcome, printed }, { "cpu", "before\n" })
end)

check.test("should let a script read the files that were named, and no others", function()
  local path = os.tmpname()
  local file = assert(io.open(path, "w"))
  file:write("content")
  file:close()
  local limits = assert(jail.limits { read = { path } })
  check.equal(limits.changed.read, { path })
  os.remove(path)
  local source = { name = "test.lua", text = "return rasad.read(...), rasad.read('/etc/passwd')" }
  local own = environment.new(source, { files = limits.files })
  local f = assert(script.compile(source, own))
  check.equal((f(path)), "content")
  local none, message = own.rasad.read("/etc/passwd")
  check.equal(none, nil)
  check.truthy(message:find("--allow-read", 1, true))
  check.equal(jail.limits { read = { "/no/such/file" } }, nil)
end)

check.test("should leave nothing open that a collection in the jail would close", function()
  core.list_folder("/")
  local result, problem = jail.call(jail.limits(), function()
    collectgarbage()
    return "collected"
  end)
  check.equal(result or problem.message, "collected")
end)

-- The golden list ---------------------------------------------------------------------------------

-- A name for a key in a path.
local function step(key)
  if type(key) == "string" and key:find("^[%a_][%w_]*$") then return "." .. key end
  return ("[%s]"):format(type(key) == "string" and ("%q"):format(key) or tostring(key))
end

-- Everything that is reached from the roots through fields of tables, metatables included, breadth first, so that
-- each thing has its shortest path: "path type".
local function reachable(roots)
  local seen, lines, queue = {}, {}, {}
  local function visit(value, path)
    local kind = type(value)
    lines[#lines + 1] = ("%s %s"):format(path, kind)
    if kind ~= "table" and kind ~= "userdata" then return end
    if seen[value] then return end
    seen[value] = true
    queue[#queue + 1] = { value, path }
  end
  for _, root in ipairs(roots) do visit(root[2], root[1]) end
  local head = 1
  while queue[head] do
    local value, path = queue[head][1], queue[head][2]
    head = head + 1
    if type(value) == "table" then
      local plain = {}
      for key, member in next, value do plain[key] = member end
      for key, member in environment.pairs(plain) do
        visit(member, path .. step(key))
      end
    end
    local shown = core.get_metatable(value)
    if shown ~= nil then
      lines[#lines + 1] = ("%s getmetatable %s"):format(path, type(shown) == "string" and shown or type(shown))
    end
  end
  table.sort(lines)
  return lines
end

check.test("should let scripts reach what the golden list has, and nothing else", function()
  local golden = (os.getenv("RASAD_SOURCE") or ".") .. "/tests/data/reachable.txt"
  local source = { name = "test.lua", text = "" }
  script.gather(source)
  for _, name in ipairs(require("rasad").modules) do require("rasad." .. name) end
  local corpus <close> = core.text("آتش‌بس از ۱۰ دی ۹۵ برقرار شد.")
  local bytes = assert(jail.call(jail.limits(), function()
    local own = environment.new(source, { globals = { corpus = corpus, arg = { [0] = "test.lua" } } })
    for _, name in ipairs(require("rasad").modules) do local _ = own.rasad[name] end
    local article = corpus:article(1)
    local out = require("rasad.accumulator").new("a")
    local writer = require("rasad.report").writer()
    return table.concat(reachable {
      { "_G", own }, { "string", "" }, { "pattern", lpeg.P(1) }, { "article", article },
      { "hits", article:match "آتش‌بس" }, { "hit", article:match("آتش‌بس")[1] }, { "date", article:dates()[1] },
      { "out", out }, { "report", writer },
      { "merged", require("rasad.accumulator").reader(require("rasad.accumulator").zero()) },
    }, "\n") .. "\n"
  end, corpus))
  if os.getenv("RASAD_UPDATE_REACHABLE") == "1" then
    local file = assert(io.open(golden, "w"))
    file:write(bytes)
    file:close()
  end
  local file = assert(io.open(golden))
  local want = {}
  for line in file:lines() do want[line] = true end
  file:close()
  for line in bytes:gmatch("[^\n]+") do
    check.truthy(want[line], "on the list: " .. line)
    want[line] = nil
  end
  check.equal(next(want), nil, "still reachable")
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
  local own = environment.new(source)
  local ok, message, trace = script.call(assert(script.compile(source, own)))
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
