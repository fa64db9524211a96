-- binding_test.lua: what a script can do wrong with the objects of the core, and what must not come of it.
local check = require "check"
local core = require "rasad.core"

local TEXT = "تیتر خبر امروز در شهر\n\n" .. ("این یک جمله بلند است که تکرار می‌شود. و دیگری.\n\n"):rep(30)

local function sh(command)
  assert(os.execute(command))
end

-- A folder of its own for f, gone afterwards.
local function with_folder(f)
  local pipe <close> = assert(io.popen("mktemp -d"))
  local folder = pipe:read("l")
  local ok, message = pcall(f, folder)
  sh("rm -rf '" .. folder .. "'")
  if not ok then error(message, 0) end
end

local function put(path, bytes)
  local file <close> = assert(io.open(path, "wb"))
  assert(file:write(bytes))
end

local function output_of(command)
  local pipe <close> = assert(io.popen(command))
  return pipe:read("a")
end

-- Calls f while finalizers run as often as can be, with hook called by each.
local function under_stress(hook, f)
  local pause, multiplier = collectgarbage("setpause", 0), collectgarbage("setstepmul", 1000)
  local armed = true
  local function arm()
    setmetatable({}, {
      __gc = function()
        hook()
        if armed then arm() end
      end,
    })
  end
  arm()
  local ok, message = pcall(f)
  armed = false
  collectgarbage("setpause", pause)
  collectgarbage("setstepmul", multiplier)
  if not ok then error(message, 0) end
end

check.test("should refuse a closed corpus and all that came of it", function()
  local corpus = core.text(TEXT)
  local article = corpus:article(1)
  local tokens, articles = article:tokens(), corpus:articles()
  tokens()
  corpus:close()
  corpus:close()
  for _, use in ipairs {
    tokens, articles, function() return #corpus end,
    function() return corpus:info() end, function() return corpus:article(1) end,
    function() return article:text() end, function() return article:key() end,
    function() return article:source() end, function() return article:encoding() end, function() return article:slice(1, 2) end,
    function() return article:token(1) end, function() return tostring(article) end,
  } do
    check.raises(use, "attempt to use a closed corpus")
  end
  check.equal(tostring(corpus), "corpus (closed)")
end)

check.test("should refuse a wrong self", function()
  local corpus = core.text("one two")
  local article = corpus:article(1)
  check.raises(function() article.key(corpus) end, "rasad.article expected")
  check.raises(function() corpus.info(article) end, "rasad.corpus expected")
  check.raises(function() corpus.close(io.stdout) end, "rasad.corpus expected")
  check.raises(function() article.tokens() end, "rasad.article expected")
end)

check.test("should keep an article's corpus alive, and iterators across collections", function()
  local article = core.text(TEXT):article(1)
  collectgarbage()
  collectgarbage()
  local count = 0
  for token in article:tokens() do
    count = count + 1
    check.equal(token.index, count)
    if count % 100 == 0 then collectgarbage() end
  end
  check.equal(count, article:token_count())
  local run = coroutine.wrap(function()
    for sentence in article:sentences() do coroutine.yield(sentence.index) end
  end)
  check.equal(run(), 1)
  collectgarbage()
  check.equal(run(), 2)
end)

check.test("should survive a finalizer that closes the corpus", function()
  with_folder(function(folder)
    for i = 1, 9 do put(folder .. "/" .. i .. ".txt", "") end
    put(folder .. "/a.txt", "hello")
    for _, use in ipairs {
      function(_, article) article:regions() end, function(_, article) article:story() end,
      function(corpus) corpus:stories() end,
      function(_, article) for i = 1, article:sentence_count() do article:sentence(i) end end,
      function(_, article) for _ in article:tokens() do end end,
      function(_, article) for _ = 1, 20 do article:meta() end end,
      function(corpus) for i = 1, 100 do corpus:key_count("خبر" .. i) end end,
      function() local c = core.open(folder) under_stress(function() c:close() end, function() pcall(c.warnings, c) end) end,
    } do
      for delay = 1, 40 do
        local corpus = core.text(TEXT, { title = "a", date = "b", author = "c" })
        local article = corpus:article(1)
        article:token_count()
        local left = delay
        under_stress(function()
          left = left - 1
          if left <= 0 then corpus:close() end
        end, function() pcall(use, corpus, article) end)
      end
    end
  end)
end)

check.test("should survive a finalizer that changes the table being packed", function()
  local t = {}
  for i = 1, 50 do t["k" .. i] = i end
  local n = 0
  under_stress(function()
    for _ = 1, 2000 do
      n = n + 1
      t["x" .. n] = true
    end
  end, function()
    for _ = 1, 30 do
      pcall(core.pack, t)
      for k in pairs(t) do
        if k:sub(1, 1) == "x" then t[k] = nil end
      end
    end
  end)
end)

check.test("should let go of articles that nobody uses", function()
  local corpora, live = {}, setmetatable({}, { __mode = "v" })
  local source = TEXT:rep(20)
  for i = 1, 100 do corpora[i] = core.text(source) end
  collectgarbage()
  for i, corpus in ipairs(corpora) do
    local article = corpus:article(1)
    article:token_count()
    live[i] = article
  end
  local count = 0
  for _ in pairs(live) do count = count + 1 end
  check.truthy(count < 50, count .. " articles are still there")
end)

check.test("should refuse bytes that are not packed", function()
  local seed = 7
  local function random(n)
    seed = (seed * 1103515245 + 12345) & 0x7fffffff
    return seed >> 8 & 0xffffff, (seed >> 8) % n
  end
  local good = core.pack { 1, 2.5, "three", { a = true, b = false, [-1] = "x" } }
  check.equal(core.unpack(good), { 1, 2.5, "three", { a = true, b = false, [-1] = "x" } })
  for i = 0, #good - 1 do check.raises(function() core.unpack(good:sub(1, i)) end, "packed value") end
  check.raises(function() core.unpack(good .. "n") end, "bytes behind its end")
  for _ = 1, 5000 do
    local bytes = { good:byte(1, -1) }
    for _ = 1, 3 do
      local value, at = random(#bytes)
      bytes[at + 1] = value & 255
    end
    pcall(core.unpack, string.char(table.unpack(bytes)))
  end
  check.raises(function() core.unpack("{" .. ("\255"):rep(8)) end, "damaged")
  check.raises(function() core.unpack("s" .. ("\255"):rep(8)) end, "cut short")
  local self = {}
  self.self = self
  check.raises(function() core.pack(self) end, "nested")
  check.raises(function() core.pack(print) end, "function")
end)

local function outcomes(options)
  local list = {}
  options.done = function(i, outcome, bytes) list[i] = outcome .. ": " .. bytes end
  local ok, message, code = core.workers(options)
  return list, ok, message, code
end

check.test("should say why workers cannot start", function()
  local list, ok, message, code = outcomes { count = 2, items = 3, start = function() end }
  check.equal({ list, ok, message, code }, { {}, nil, "start must return a function", "invalid" })
  list, ok, message = outcomes { count = 2, items = 3, start = function() error("no script", 0) end }
  check.equal({ #list, ok }, { 0, nil })
  check.truthy(message:find("no script", 1, true), message)
end)

check.test("should lose no item, however a worker leaves", function()
  local list, ok = outcomes {
    count = 2,
    items = 4,
    start = function()
      return function(i)
        if i == 2 then os.exit(0) end
        if i == 3 then return {} end
        return "fine"
      end
    end,
  }
  check.truthy(ok)
  check.equal(list, {
    "ok: fine", "crash: the worker ended on its own with exit status 0",
    "error: a worker's function must return a string", "ok: fine",
  })
end)

check.test("should raise what done raises, and leave no worker behind", function()
  check.raises(function()
    core.workers { count = 2, items = 4, start = function() return tostring end, done = function() error("enough") end }
  end, "enough")
  check.raises(function()
    coroutine.wrap(function()
      core.workers { count = 1, items = 1, start = function() return tostring end, done = coroutine.yield }
    end)()
  end, "yield")
  check.equal(output_of("ps --ppid $PPID -o comm= 2>/dev/null | grep -c rasad"), "0\n")
end)

check.test("should not write twice what was not yet written when a worker is replaced", function()
  with_folder(function(folder)
    local script = folder .. "/script.lua"
    put(script, [[
      local core = require "rasad.core"
      io.stdout:setvbuf("full")
      core.workers { count = 1, items = 3, start = function()
        return function(i)
          if i == 2 then os.exit(1) end
          if i == 3 then print("worker") end
          return ""
        end
      end, done = function(i) io.write("done ", i, "\n") end }
    ]])
    local out = output_of(("'%s' lua '%s'"):format(os.getenv("RASAD_BINARY") or "rasad", script))
    check.equal(select(2, out:gsub("done 1\n", "")), 1, "times written")
  end)
end)

check.test("should give a text the same fingerprint each time", function()
  local script = [[io.write(require("rasad.core").text("x", {
    title = "a", date = "b", author = "c", url = "d", source = "e", language = "f" }):info().fingerprint)]]
  with_folder(function(folder)
    put(folder .. "/script.lua", script)
    local command = ("'%s' lua '%s/script.lua'"):format(os.getenv("RASAD_BINARY") or "rasad", folder)
    local first = output_of(command)
    check.equal(#first, 16)
    for _ = 1, 4 do check.equal(output_of(command), first) end
  end)
end)

check.test("should count once what was given twice, and give warnings in one order", function()
  with_folder(function(folder)
    sh(("mkdir '%s/a' '%s/b'"):format(folder, folder))
    put(folder .. "/a/a.txt", "hello world")
    put(folder .. "/b/b.txt", "other")
    put(folder .. "/a/metadata.csv", "path,date\nnone,1\n")
    put(folder .. "/b/metadata.csv", "path,date\nnothing,1\n")
    local path = folder .. "/a/a.txt"
    check.equal(core.open({ path, path }):key_count("hello"), 1)
    local function messages(paths)
      local list = {}
      for i, warning in ipairs(core.open(paths):warnings()) do list[i] = warning.message end
      return list
    end
    local a, b = folder .. "/a", folder .. "/b"
    check.equal(messages { a, b }, messages { b, a })
  end)
end)

check.test("should replace files beside leftovers and with long names, and read pipes to their end", function()
  with_folder(function(folder)
    local long = folder .. "/" .. ("n"):rep(250)
    check.truthy(core.replace_file(long, "long"))
    check.equal(core.read_file(long), "long")
    check.equal(select(3, core.replace_file(folder, "x")), "io")
    check.equal(select(3, core.replace_file(folder .. "/none/x", "x")), "not_found")
    check.equal(output_of(("ls -A '%s' | wc -l"):format(folder)):match("%d+"), "1")
    put(folder .. "/script.lua", [[io.write(require("rasad.core").read_file("/dev/stdin"))]])
    local command = "(sleep 0.3; echo slow) | '%s' lua '%s/script.lua'"
    check.equal(output_of(command:format(os.getenv("RASAD_BINARY") or "rasad", folder)), "slow\n")
  end)
end)

check.done()
