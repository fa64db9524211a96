-- lanes.lua: a timeline as a picture: a lane for each key, an interval as long as it is, a mark for each status.
local axis = require "rasad.render.axis"
local facts = require "rasad.render.facts"
local svg = require "rasad.render.svg"

local lanes = {}

local WIDTH <const> = 1000
local ROW <const> = 22
local GAP <const> = 8
local REACH <const> = 8 -- half a mark, and a little air
local SLIM <const>, WIDE <const> = 90, 230

local function is_sure(e) return e.precision == "day" or e.first_day == e.last_day end

-- First and last day of everything drawn, with a little air.
local function domain(events)
  local first, last = events[1].first_day, events[1].last_day
  for _, e in ipairs(events) do
    first, last = math.min(first, e.first_day), math.max(last, e.last_day)
    for _, d in ipairs(e.disagrees) do first, last = math.min(first, d.first_day), math.max(last, d.last_day) end
  end
  local air = math.max(2, (last - first) // 40)
  return first - air, last + air
end

-- The events of each lane, lanes in the order of their first events.
local function by_lane(events, field, reader)
  local list, by_name = {}, {}
  for i, e in ipairs(events) do
    local value = field and e[field]
    local name = field and (value ~= nil and reader:say(facts.show(value)) or "–") or facts.label(e, reader)
    local lane = by_name[name]
    if not lane then
      lane = { name = name, events = {} }
      by_name[name] = lane
      list[#list + 1] = lane
    end
    lane.events[#lane.events + 1] = { event = e, number = i }
  end
  return list
end

-- The row of a lane for each event, so that none hides another.
local function stack(lane, scale)
  local free = {}
  for _, item in ipairs(lane.events) do
    local e = item.event
    local from, to = scale.x(e.first_day), scale.x(e.last_day + 1)
    item.middle = (from + to) / 2
    from, to = math.min(from, item.middle - REACH), math.max(to, item.middle + REACH)
    for _, d in ipairs(e.disagrees) do
      from, to = math.min(from, scale.x(d.first_day)), math.max(to, scale.x(d.last_day + 1))
    end
    local row = 1
    while free[row] and free[row] > from do row = row + 1 end
    free[row], item.row = to + 2, row
  end
  lane.rows = #free
end

local function put_event(canvas, item, y, scale, reader, prefix)
  local e = item.event
  local title = ("%s: %s (%s)"):format(facts.label(e, reader), reader:days(e.first_day, e.last_day),
    facts.standing(e, reader))
  local id = ("%s%d"):format(prefix, item.number)
  canvas:titled(title, function()
    for _, d in ipairs(e.disagrees) do
      local from = scale.x(d.first_day)
      canvas:rect(from, y + 7, math.max(scale.x(d.last_day + 1) - from, 2), 4, "other")
    end
    local from = scale.x(e.first_day)
    canvas:rect(from, y - 4, math.max(scale.x(e.last_day + 1) - from, 1.5), 8,
      "bar " .. e.status .. (is_sure(e) and "" or " unsure"), 'rx="1.5"')
    canvas:mark(item.middle, y, "mark-" .. e.status)
  end, id, ('class="event" data-event="%s"'):format(id))
end

---Draws the dated events of a timeline.
---@param block table
---@param reader rasad.ReportReader
---@param prefix string what the ids of its events begin with
---@return string? markup nil where there is none
function lanes.draw(block, reader, prefix)
  if #block.events == 0 then return nil end
  local list = by_lane(block.events, block.lanes, reader)
  local left = SLIM
  for _, lane in ipairs(list) do left = math.max(left, svg.text_width(lane.name) + 16) end
  left = math.min(left, WIDE)
  local first, last = domain(block.events)
  local right = WIDTH - 6
  local scale = { first = first, last = last, left = left, right = right }
  function scale.x(day) return left + (day - first) * (right - left) / (last + 1 - first) end
  local canvas = svg.new(WIDTH, reader)
  local top = axis.height(reader)
  local bottom = top
  for _, lane in ipairs(list) do
    stack(lane, scale)
    bottom = bottom + lane.rows * ROW + GAP
  end
  local y = top
  for i, lane in ipairs(list) do
    lane.top = y
    if i % 2 == 0 then canvas:rect(0, y, WIDTH, lane.rows * ROW + GAP, "band") end
    y = y + lane.rows * ROW + GAP
  end
  axis.put(canvas, reader, scale, bottom)
  for _, lane in ipairs(list) do
    local middle = lane.top + GAP / 2 + ROW / 2
    canvas:titled(lane.name, function() canvas:text(4, middle + 4, svg.fit(lane.name, left - 12), "lane") end)
    for _, item in ipairs(lane.events) do
      put_event(canvas, item, middle + (item.row - 1) * ROW, scale, reader, prefix)
    end
  end
  return canvas:finish(bottom + 1, reader:say "Timeline", "timeline")
end

return lanes
