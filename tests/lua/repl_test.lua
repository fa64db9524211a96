-- repl_test.lua: the interactive session, driven by a line editor that has its lines already.
local check = require "check"
local inspect = require "rasad.inspect"
local repl = require "rasad.repl"
local strict = require "rasad.strict"

local INTERRUPT = {}

-- Runs a session over lines; INTERRUPT stands for Ctrl-C. Returns what it wrote, and the rest.
local function session(lines, options)
  options = options or {}
  local i, prompts, history, out, complaints = 0, {}, {}, {}, {}
  local result = { prompts = prompts, history = history }
  local env = options.env or setmetatable({}, { __index = _G })
  result.code = repl.run {
    env = env,
    core = options.core,
    corpus = options.corpus,
    interactive = options.interactive,
    line = {
      read = function(prompt)
        i = i + 1
        prompts[#prompts + 1] = prompt
        if lines[i] == INTERRUPT then return nil, "interrupted" end
        return lines[i]
      end,
      is_terminal = function() return false end,
      add_history = function(entry) history[#history + 1] = entry end,
      load_history = function() return true end,
      save_history = function() return true end,
      set_completer = function(f) result.completer = result.completer or f end,
    },
    write = function(text) out[#out + 1] = text end,
    complain = function(text) complaints[#complaints + 1] = text end,
  }
  result.out, result.complaints, result.read = table.concat(out), table.concat(complaints), i
  return result
end

check.test("should show the value of an expression without return", function()
  check.equal(session({ "1 + 1" }).out, "2\n")
  check.equal(session({ "'سلام'" }).out, "سلام\n")
  check.equal(session({ "nil" }).out, "nil\n")
  check.equal(session({ "1, 'a', {'a'}" }).out, '1\na\n{ "a" }\n')
  check.equal(session({ "x = 5", "x" }).out, "5\n")
  check.equal(session({ "5;" }).out, "")
end)

check.test("should keep the last value in _", function()
  check.equal(session({ "20 + 1", "_ * 2", "x = 3", "_" }).out, "21\n42\n42\n")
end)

check.test("should read on until a chunk is complete, and keep it as one entry", function()
  local s = session({ "for i = 1, 2 do", "  x = (x or 0) + i", "end", "x" }, { interactive = true })
  check.truthy(s.out:find("\n3\n", 1, true), s.out)
  check.equal(s.prompts, { "rasad> ", "    .> ", "    .> ", "rasad> ", "rasad> " })
  check.equal(s.history, { "for i = 1, 2 do\n  x = (x or 0) + i\nend", "x" })
end)

check.test("should not wait for the end of a string between quotes", function()
  local s = session({ "x = 'a", "7" }, { interactive = true })
  check.truthy(s.complaints:find("unfinished string", 1, true), s.complaints)
  check.truthy(s.out:find("\n7\n", 1, true), s.out)
end)

check.test("should give up a line or a chunk at Ctrl-C and stay", function()
  local s = session({ INTERRUPT, "for i = 1, 2 do", INTERRUPT, "7" }, { interactive = true })
  check.truthy(s.out:find("\n7\n", 1, true), s.out)
  check.equal(s.complaints, "")
  check.equal(s.code, 0)
end)

check.test("should go on after an error when a person types", function()
  local s = session({ "error('boom')", "(", INTERRUPT, "x x", "8" }, { interactive = true })
  check.truthy(s.complaints:find("boom", 1, true), s.complaints)
  check.truthy(s.complaints:find("input:1:", 1, true), s.complaints)
  check.truthy(s.out:find("\n8\n", 1, true), s.out)
  check.equal(s.code, 0)
end)

check.test("should show the calls that led to an error, without its own", function()
  local s = session({ "function f() error('boom') end", "function g() f() end", "x = g()" }, { interactive = true })
  check.truthy(s.complaints:find("boom\n  ", 1, true), s.complaints)
  check.truthy(s.complaints:find("'g'", 1, true), s.complaints)
  check.truthy(not s.complaints:find("repl.lua", 1, true), s.complaints)
  check.truthy(session({ "error({ a = 1 })" }).complaints:find("{ a = 1 }", 1, true))
end)

check.test("should not show where in rasad's own modules an error was raised", function()
  local env = setmetatable({ rasad = require "rasad" }, { __index = _G })
  local s = session({ "x = rasad.time.find(5)" }, { interactive = true, env = env })
  check.truthy(s.complaints:find("expected an article or a string, got a number", 1, true), s.complaints)
  check.truthy(not s.complaints:find("init.lua", 1, true), s.complaints)
  check.equal(select(2, s.complaints:gsub("\n", "")), 1)
  s = session({ "function f() local x = rasad.text.key(nil) return x end", "function g() f() end", "x = g()" },
    { interactive = true, env = env })
  check.truthy(s.complaints:find("'f'", 1, true), s.complaints)
  check.truthy(s.complaints:find("'g'", 1, true), s.complaints)
  check.truthy(not s.complaints:find("text.lua", 1, true), s.complaints)
end)

check.test("should stop at the first error, without banner or prompt, when input is a file", function()
  local s = session({ "1", "error('boom')", "2" })
  check.equal(s.out, "1\n")
  check.equal(s.code, 4)
  check.equal(s.prompts, { "", "" })
  check.equal(session({ "for i = 1, 2 do" }).code, 4)
  check.equal(session({ "x x" }).code, 4)
  check.equal(session({ "1" }).code, 0)
end)

check.test("should leave at .quit and explain itself at .help", function()
  local s = session({ ".quit", "1" })
  check.equal(s.out, "")
  check.equal(s.read, 1)
  check.truthy(session({ ".help" }).out:find("Ctrl-D", 1, true))
  check.truthy(session({ ".nothing" }).complaints:find("no command .nothing", 1, true))
  check.truthy(session({ ".info" }).out:find("no corpus", 1, true))
  check.equal(session({ ".5 + .5" }).out, "1.0\n")
end)

check.test("should say what a name is when asked", function()
  check.truthy(session({ "?string" }).out:find("format", 1, true))
  check.truthy(session({ "?nothing.here" }).out:find("Nothing is known of nothing.here", 1, true))
end)

check.test("should pass evaluation to what makes it interruptible", function()
  local calls = 0
  local core = { version = "9", interruptible = function(f, ...)
    calls = calls + 1
    return pcall(f, ...)
  end }
  check.equal(session({ "1 + 1" }, { core = core }).out, "2\n")
  check.truthy(calls > 0)
  core.interruptible = function() return false, "interrupted" end
  local s = session({ "while true do end" }, { core = core, interactive = true })
  check.equal(s.complaints, "interrupted\n")
end)

check.test("should not send control characters of a text to the terminal", function()
  check.equal(session({ "'a\27[2Jb'" }).out, "a\\x1b[2Jb\n")
end)

check.test("should complete globals, fields and methods", function()
  local object = setmetatable({ field = 1 }, { __index = { method = function() end, other = function() end } })
  local lazy = setmetatable({}, { __index = function() end, __names = { "number" } })
  local env = { corpus = object, count = 1, lazy = lazy, _secret = 1, text = "x" }
  local f = repl.completer(env)
  local function complete(line)
    local first = #line - #line:match("[^%s\"'(,=]*$") + 1
    return f(line:sub(first), line, first, #line)
  end
  check.equal(complete("co"), { "corpus", "count" })
  check.equal(complete("print(corpus:m"), { "corpus:method" })
  check.equal(complete("corpus."), { "corpus.field", "corpus.method", "corpus.other" })
  check.equal(complete("lazy.n"), { "lazy.number" })
  check.equal(complete("text:for"), { "text:format" })
  check.equal(complete("nothing.a"), {})
  check.equal(complete("_"), { "_secret" })
  check.equal(complete("ret"), { "return" })
  check.equal(complete("?cou"), { "?count" })
  check.equal(complete("count/cou"), { "count/count" })
  check.equal(complete('io.open("fi'), nil)
  check.equal(complete('require "rasad.insp'), { "rasad.inspect" })
end)

check.test("should complete the methods of userdata whose metatable is hidden", function()
  local core = { methods = function(v) return v == io.stdout and { article = print, articles = print } or nil end }
  local f = repl.completer({ corpus = io.stdout }, core)
  local found = f("corpus:art", "corpus:art", 1, 10)
  check.equal(found, { "corpus:article", "corpus:articles" })
end)

check.test("should show values bounded, in a stable order, and cycles", function()
  check.equal(inspect({ 1, 2, b = "x", a = true, [10] = 1.5 }), '{ 1, 2, [10] = 1.5, a = true, b = "x" }')
  check.equal(inspect({ ["a b"] = 1, ["end"] = 2 }), '{ ["a b"] = 1, ["end"] = 2 }')
  local t = { name = "t" }
  t.self = t
  check.equal(inspect(t), '{ name = "t", self = <the table it is in> }')
  check.equal(inspect({ { { { { {} } } } } }), "{ { { { {...} } } } }")
  check.equal(inspect("سلام\n\0\xff"), '"سلام\\n\\x00\\xff"')
  local list = {}
  for i = 1, 100 do list[i] = i end
  local shown = inspect(list)
  check.truthy(shown:find("... 70 more", 1, true), shown)
  check.truthy(#shown < 200, shown)
  check.truthy(inspect({ ("آ"):rep(500) }):find("(1000 bytes)", 1, true))
  check.truthy(utf8.len(inspect({ "x" .. ("آ"):rep(500) })), "cut between characters")
  local object = setmetatable({}, { __tostring = function() return "an object\nmore" end })
  check.equal(inspect(object), "an object\nmore")
  check.equal(inspect({ object }), "{ an object }")
  local broken = setmetatable({}, { __tostring = function() error("no") end })
  check.truthy(inspect(broken):find("cannot be shown", 1, true))
end)

check.test("should refuse names nobody defined in a strict environment", function()
  local env = strict.env()
  check.equal(load("return tostring(1)", "=t", "t", env)(), "1")
  check.raises(load("return tostrin(1)", "=t", "t", env), 't:1: undefined global "tostrin"')
  check.raises(load("x = 1", "=t", "t", env), 't:1: assignment to global "x"')
end)

check.done()
