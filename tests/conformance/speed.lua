-- speed.lua: how much is saved by trying the time grammar only where a trigger stands:
-- build/rasad lua tests/conformance/speed.lua [articles]
-- The same articles are read twice in one run, one thread, once with every template tried at every token start;
-- the expressions found must be the same.
local core = require "rasad.core"
local grammar = require "rasad.time.grammar"
local scan = require "rasad.time.scan"

local shared = os.getenv("RASAD_SHARED") or "../shared"
local most = tonumber(arg[1]) or 1000

local source = io.popen(("zcat '%s/data/corpus/antcorpus.jsonl.gz' 2>/dev/null"):format(shared))
local texts, bytes = {}, 0
for line in source:lines() do
  if #texts >= most then break end
  local text = require("dkjson").decode(line).text or ""
  local corpus = assert(core.text(text))
  local article = corpus:article(1)
  if article then
    texts[#texts + 1] = article:match_text()
    bytes = bytes + #text
  end
end
source:close()
if #texts == 0 then
  print("skipped: the articles are not at " .. shared)
  os.exit(77)
end

local function language() return "ar" end

---What is found in all texts, as lines, and the seconds it took.
local function run()
  local lines, start = {}, os.clock()
  for i, text in ipairs(texts) do
    for _, found in ipairs(scan.find(text, language)) do
      lines[#lines + 1] = ("%d %d %d %s"):format(i, found.m_first, found.m_stop, found.node.type)
    end
  end
  return lines, os.clock() - start
end

local compiled = grammar.of "ar"
scan.find("\29 \29", language)
local found, seconds = run()

-- Every pattern of the gate, once.
local all, seen = {}, {}
local function add(list)
  for _, pattern in ipairs(list or {}) do
    if not seen[pattern] then
      seen[pattern] = true
      all[#all + 1] = pattern
    end
  end
end
for _, opening in pairs(compiled.gate) do
  add(opening.always)
  add(opening.counted)
  for _, list in pairs(opening.by_second or {}) do add(list) end
end
add(compiled.by_figure)
compiled.gate = setmetatable({}, { __index = function() return { always = all } end })
compiled.known = setmetatable({}, { __index = function() return true end })
compiled.by_figure = all
local everywhere, all_seconds = run()

print(("%d articles, %.1f MB, %d expressions"):format(#texts, bytes / 1e6, #found))
print(("with triggers     %6.2f s  %6.2f MB/s"):format(seconds, bytes / 1e6 / seconds))
print(("at every token    %6.2f s  %6.2f MB/s"):format(all_seconds, bytes / 1e6 / all_seconds))
print(("%.1f times as fast, %s"):format(all_seconds / seconds,
  table.concat(found, "\n") == table.concat(everywhere, "\n") and "the same found" or "NOT the same found"))
