-- doc_test.lua: the documentation is true: its scripts run, the output it shows is real, every public name is explained.
--
-- In README.md and doc/*.md a block marked `lua` is a script that is run over examples/syria; `lua repl` are lines
-- typed at the prompt; `lua error` is a script that fails. A block marked `sh` that begins with "rasad" is run by the
-- shell. A block marked `text` right after one of these is its output: all of it, or, where a line of "…" or a "…" at
-- the end of a line stands for what was left out, pieces of it in their order. Later blocks can use a script that
-- begins with "-- NAME.lua".
-- RASAD_UPDATE_DOCS=1 writes real output into blocks that show all of it.
local check = require "check"

local source = os.getenv("RASAD_SOURCE") or "."
local binary = os.getenv("RASAD_BINARY") or source .. "/build/rasad"
local update = os.getenv("RASAD_UPDATE_DOCS") == "1"

local quote = check.quote

local function read(path)
  local f = assert(io.open(path, "rb"))
  local bytes = f:read("a")
  f:close()
  return bytes
end

local function write(path, bytes)
  local f = assert(io.open(path, "wb"))
  f:write(bytes)
  f:close()
end

-- Output of a command, and its exit code.
local function shell(command)
  local pipe = assert(io.popen(command))
  local output = pipe:read("a")
  local _, _, code = pipe:close()
  return output, code
end

local function absolute(path)
  return (shell("realpath " .. quote(path)):gsub("\n$", ""))
end

source, binary = absolute(source), absolute(binary)

-- A folder like the checkout's root, which may be written to.
local work = shell("mktemp -d"):gsub("\n$", "")
for _, name in ipairs { "examples", "scripts", "doc" } do
  shell(("ln -s %s %s"):format(quote(source .. "/" .. name), quote(work .. "/" .. name)))
end

local function in_work(command)
  local errors = work .. "/stderr"
  local output, code = shell(("cd %s && PATH=%s:\"$PATH\" && export PATH && { %s\n} 2>%s"):format(quote(work),
    quote(binary:match("^(.*)/")), command, quote(errors)))
  return output, code, read(errors)
end

-- Blocks ---------------------------------------------------------------------------------------

-- The fenced blocks of a document: {mark, text, line, last}, line and last being those of the fences.
local function blocks_of(text)
  local list, open, n = {}, nil, 0
  for line in (text .. "\n"):gmatch("(.-)\n") do
    n = n + 1
    local mark = line:match("^```(.*)$")
    if mark and open then
      open.text, open.last = table.concat(open.lines, "\n") .. "\n", n
      list[#list + 1] = open
      open = nil
    elseif mark then
      open = { mark = mark, line = n, lines = {} }
    elseif open then
      table.insert(open.lines, line)
    end
  end
  assert(not open, "a block has no end")
  return list
end

-- Whether the output is as shown; "…" at the end of a line stands for anything.
local function is_shown(output, shown)
  local pieces, exact = { "" }, true
  for line in shown:gmatch("[^\n]*\n") do
    local before_gap = line:match("^(.*)…\n$")
    if before_gap then
      pieces[#pieces] = pieces[#pieces] .. before_gap
      pieces[#pieces + 1] = ""
      exact = false
    else
      pieces[#pieces] = pieces[#pieces] .. line
    end
  end
  if exact then return output == shown, true end
  local at = 1
  for i, piece in ipairs(pieces) do
    local first, last = output:find(piece, at, true)
    if not first or i == 1 and first ~= 1 then return false end
    at = last + 1
  end
  return pieces[#pieces] == "" or output:sub(-#pieces[#pieces]) == pieces[#pieces]
end

local RUN = {}

local function run_script(block, i)
  local name = block.text:match("^%-%- ([%w_-]+%.lua)") or ("block-%d.lua"):format(i)
  write(work .. "/" .. name, block.text)
  return in_work(("rasad run ./%s examples/syria"):format(name))
end

RUN["lua"] = run_script
RUN["lua error"] = run_script

RUN["lua repl"] = function(block)
  write(work .. "/typed", block.text)
  return in_work("rasad repl examples/syria <typed")
end

RUN["sh"] = function(block)
  if not block.text:find("^rasad ") then return nil end
  return in_work(block.text)
end

local function check_block(document, block, i, shown)
  local run = RUN[block.mark]
  local output, code, errors
  if run then output, code, errors = run(block, i) end
  if not output then return end
  local fails = block.mark == "lua error"
  if fails then
    check.truthy(code ~= 0, "the failure of a script that should fail")
    output = errors:gsub("^rasad: %d+ articles? read[^\n]*\n", "")
  elseif code ~= 0 then
    error(("exit code %d: %s"):format(code, errors), 0)
  end
  if not shown then return end
  local same, exact = is_shown(output, shown.text)
  if same then return end
  if update and exact then
    document.changes[#document.changes + 1] = { from = shown.line + 1, to = shown.last - 1, text = output }
    return
  end
  error(("the output is not what is shown; it is:\n%s"):format(output), 0)
end

local function apply(document)
  local lines = {}
  for line in document.text:gmatch("([^\n]*)\n") do lines[#lines + 1] = line end
  for i = #document.changes, 1, -1 do
    local change = document.changes[i]
    for _ = change.from, change.to do table.remove(lines, change.from) end
    table.insert(lines, change.from, (change.text:gsub("\n$", "")))
  end
  write(document.path, table.concat(lines, "\n") .. "\n")
end

local names = { "README.md" }
for name in shell("cd " .. quote(source) .. " && ls doc/*.md"):gmatch("[^\n]+") do names[#names + 1] = name end

local ran = 0
for _, name in ipairs(names) do
  local path = source .. "/" .. name
  local document = { path = path, text = read(path), changes = {} }
  local blocks = blocks_of(document.text)
  for i, block in ipairs(blocks) do
    local known = block.mark == "" or block.mark == "text" or block.mark == "json" or block.mark == "c"
      or block.mark == "csv" or RUN[block.mark]
    local following = blocks[i + 1]
    local shown = following and following.mark == "text" and following or nil
    check.test(("should hold: %s:%d"):format(name, block.line), function()
      check.truthy(known, "the mark '" .. block.mark .. "'")
      check_block(document, block, i, shown)
    end)
    if RUN[block.mark] then ran = ran + 1 end
  end
  if #document.changes > 0 then apply(document) end
end

check.test("should have run blocks", function() check.truthy(ran > 20, "many blocks") end)

-- Examples -------------------------------------------------------------------------------------

for name in shell("ls " .. quote(source) .. "/examples/*.lua"):gmatch("[^\n]+") do
  check.test("should run: " .. name:match("[^/]*$"), function()
    local output, code, errors = in_work(("rasad run %s examples/syria"):format(quote(name)))
    check.equal(code, 0, errors)
    check.truthy(#output > 0, "output")
  end)
end

-- The reference --------------------------------------------------------------------------------

local reference = ""
for _, name in ipairs { "reference", "scripting", "concepts", "speech" } do
  reference = reference .. read(source .. "/doc/" .. name .. ".md")
end

-- Whether a name stands in the reference as a whole: `pattern.any`, not a part of another name.
local function is_named(name)
  local at = 1
  while true do
    local first, last = reference:find(name, at, true)
    if not first then return false end
    if not reference:find("^[%w_]", last + 1) and not reference:sub(first - 1, first - 1):find("[%w_]") then
      return true
    end
    at = last + 1
  end
end

-- What scripts are given is found out where the reference of every function is made.
package.path = source .. "/doc/?.lua;" .. package.path
local api = require "make_api"

for _, surface in ipairs(api.surfaces()) do
  check.test("should explain all of " .. surface.title, function()
    local count, missing = 0, {}
    for name in pairs(surface.members) do
      if type(name) == "string" and name:sub(1, 1) ~= "_" then
        count = count + 1
        if not is_named(surface.prefix .. name) then missing[#missing + 1] = surface.prefix .. name end
      end
    end
    table.sort(missing)
    check.truthy(count > 0, "members of " .. surface.title)
    check.equal(missing, {})
  end)
end

local made, faults = api.make(source)

check.test("should have annotations of every public function, with its parameters and types that there are", function()
  check.equal(faults, {})
end)

for path, text in pairs(made) do
  check.test("should have made " .. path .. " of the annotations as they are (cmake --build build --target api)", function()
    check.equal(read(source .. "/" .. path) == text, true)
  end)
end

check.test("should give editors definitions that are Lua", function()
  check.truthy(load(made["doc/library/rasad.lua"], "=definitions", "t", {}))
end)

shell("rm -rf " .. quote(work))
check.done()
