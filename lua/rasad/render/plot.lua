-- plot.lua: charts as pictures: bars, lines, strips of shades, dispersions.
local json = require "rasad.json"
local svg = require "rasad.render.svg"

local plot = {}

local WIDTH <const> = 1000
local ROW <const> = 20
-- Series take the page's colours in turn.
local COLOURS <const> = 6

local function colour(j) return "c" .. (j - 1) % COLOURS + 1 end

local function is_number(v) return type(v) == "number" end

-- The lowest and highest value, with zero among them.
local function range(series)
  local low, high = 0, 0
  for _, one in ipairs(series) do
    for _, v in ipairs(one.values) do
      if is_number(v) then low, high = math.min(low, v), math.max(high, v) end
    end
  end
  return low, high > low and high or low + 1
end

-- Round numbers between two values: 0, 20, 40.
local function round_numbers(low, high, count)
  local rough = (high - low) / count
  local magnitude = 10 ^ math.floor(math.log(rough, 10))
  local step = magnitude
  for _, factor in ipairs { 1, 2, 5, 10 } do
    if magnitude * factor >= rough then
      step = magnitude * factor
      break
    end
  end
  local list = {}
  for i = math.ceil(low / step), math.floor(high / step) do list[#list + 1] = i * step end
  return list
end

local function shown(v, reader)
  return reader:number(math.tointeger(v) or tonumber(("%.6g"):format(v)))
end

-- Room for names, as the reader sees them, before the plot.
local function gutter(names, reader)
  local width = 60
  for _, name in ipairs(names) do width = math.max(width, svg.text_width(svg.plain(reader:say(name))) + 14) end
  return math.min(width, 300)
end

local function names_of(series)
  local names = {}
  for j, one in ipairs(series) do names[j] = one.name end
  return names
end

local function title_of(label, one, v, reader)
  return ("%s: %s"):format(reader:list { reader:say(label), reader:say(one.name) }, shown(v, reader))
end

local draw = {}

-- A bar for each label, those of several series below each other.
function draw.bars(canvas, block, reader)
  local left = gutter(block.labels, reader)
  local low, high = range(block.series)
  local right = WIDTH - 60
  local function x(v) return left + (v - low) * (right - left) / (high - low) end
  local y = 6
  for i, label in ipairs(block.labels) do
    canvas:text(4, y + 13, svg.fit(reader:say(label), left - 12))
    for j, one in ipairs(block.series) do
      local v = one.values[i]
      if is_number(v) then
        canvas:titled(title_of(label, one, v, reader), function()
          local from, to = math.min(x(0), x(v)), math.max(x(0), x(v))
          canvas:rect(from, y + 3, math.max(to - from, 1), ROW - 6, colour(j), 'rx="1.5"')
          canvas:text(to + 6, y + 13, shown(v, reader), "muted")
        end)
      end
      y = y + ROW
    end
    y = y + 4
  end
  canvas:line(x(0), 2, x(0), y, "rule")
  return y + 2
end

local PLOT_HEIGHT <const> = 260

-- Labels below a plot, as many as there is room for.
local function put_labels(canvas, labels, reader, x, y)
  local free = 0
  for i, label in ipairs(labels) do
    local text = reader:say(label)
    local half = svg.text_width(text) / 2
    local middle = math.min(math.max(x(i), half + 2), WIDTH - half - 2)
    if middle - half >= free then
      canvas:text(middle, y, svg.fit(text, 200), "muted", "middle")
      free = middle + half + 12
    end
  end
end

function draw.lines(canvas, block, reader)
  local low, high = range(block.series)
  local left, right, top = 56, WIDTH - 16, 10
  local bottom = top + PLOT_HEIGHT
  local count = #block.labels
  local function x(i) return count == 1 and (left + right) / 2 or left + (i - 1) * (right - left) / (count - 1) end
  local function y(v) return bottom - (v - low) * PLOT_HEIGHT / (high - low) end
  for _, v in ipairs(round_numbers(low, high, 5)) do
    canvas:line(left, y(v), right, y(v), v == 0 and "rule" or "grid")
    canvas:text(left - 8, y(v) + 4, shown(v, reader), "muted", "end")
  end
  for j, one in ipairs(block.series) do
    local points = {}
    for i, v in ipairs(one.values) do points[i] = is_number(v) and { x = x(i), y = y(v) } end
    canvas:path(points, "line " .. colour(j))
    for i, v in ipairs(one.values) do
      if is_number(v) then
        canvas:titled(title_of(block.labels[i], one, v, reader), function()
          canvas:rect(x(i) - 3, y(v) - 3, 6, 6, "point " .. colour(j), 'rx="3"')
        end)
      end
    end
  end
  put_labels(canvas, block.labels, reader, x, bottom + 20)
  return bottom + 28
end

-- A row of shades for each series.
function draw.strip(canvas, block, reader)
  local left = gutter(names_of(block.series), reader)
  local _, high = range(block.series)
  local width = (WIDTH - 6 - left) / math.max(#block.labels, 1)
  local y = 4
  for _, one in ipairs(block.series) do
    canvas:text(4, y + 15, svg.fit(reader:say(one.name), left - 12))
    for i, v in ipairs(one.values) do
      if v ~= json.null then
        canvas:titled(title_of(block.labels[i], one, v, reader), function()
          local percent = v <= 0 and 5 or math.floor(15 + 85 * v / high)
          canvas:rect(left + (i - 1) * width, y, math.max(width - 1, 0.5), ROW, "shade",
            ('fill-opacity="%d%%"'):format(percent))
        end)
      end
    end
    y = y + ROW + 3
  end
  put_labels(canvas, block.labels, reader, function(i) return left + (i - 0.5) * width end, y + 13)
  return y + 20
end

-- Where in each text something stands: a stroke for each place, texts as wide as they are long.
function draw.dispersion(canvas, block, reader)
  local left = gutter(names_of(block.series), reader)
  local longest = 0
  for _, one in ipairs(block.series) do longest = math.max(longest, one.length) end
  local room = WIDTH - 50 - left
  local y = 4
  for _, one in ipairs(block.series) do
    local title = ("%s: %s"):format(reader:say(one.name), reader:number(#one.values))
    canvas:titled(title, function()
      canvas:text(4, y + 14, svg.fit(reader:say(one.name), left - 12))
      canvas:rect(left, y + 3, math.max(one.length / longest * room, 2), ROW - 6, "band")
      for _, place in ipairs(one.values) do
        local x = left + place / longest * room
        canvas:line(x, y + 2, x, y + ROW - 2, "stroke")
      end
      canvas:text(left + one.length / longest * room + 6, y + 14, reader:number(#one.values), "muted")
    end)
    y = y + ROW + 2
  end
  return y + 2
end

---Draws a chart.
---@param block table as rasad.chart makes it
---@param reader rasad.ReportReader
---@return string markup
function plot.draw(block, reader)
  local canvas = svg.new(WIDTH, reader)
  local height = draw[block.type](canvas, block, reader)
  return canvas:finish(height, block.title and reader:say(block.title) or block.type, "plot")
end

---The names of a chart's series with their colours, where it has several of them that share a plot.
---@param block table
---@return {name: string, class: string}[]
function plot.legend(block)
  local list = {}
  if #block.series < 2 or block.type == "strip" or block.type == "dispersion" then return list end
  for j, one in ipairs(block.series) do list[j] = { name = one.name, class = colour(j) } end
  return list
end

return plot
