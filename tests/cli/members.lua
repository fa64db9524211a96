-- members.lua: what a JSON file has, by a Lua expression over its value d. members.lua FILE EXPRESSION
local json = require "dkjson"

local file = assert(io.open(arg[1], "rb"))
local document = assert(json.decode(file:read "a"))
file:close()

---The events of the timelines that an article is evidence of, or all, as "key first status".
local function events(article)
  local list = {}
  for _, block in ipairs(document.report.blocks) do
    for _, event in ipairs(block.kind == "timeline" and block.events or {}) do
      for _, evidence in ipairs(event.evidence) do
        if evidence.article == article or not article then
          list[#list + 1] = ("%s %s %s"):format(event.key, event.first, event.status)
          break
        end
      end
    end
  end
  return list
end

---Why the first undated claim of an article has no day.
local function reason(article)
  for _, block in ipairs(document.report.blocks) do
    for _, claim in ipairs(block.kind == "timeline" and block.undated or {}) do
      if claim.evidence[1].article == article then return claim.reason end
    end
  end
end

local value = assert(load("return " .. arg[2], "=expression", "t", {
  d = document, events = events, reason = reason, select = select,
}))()
print(type(value) == "table" and table.concat(value, "; ") or tostring(value))
