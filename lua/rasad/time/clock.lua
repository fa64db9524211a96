-- clock.lua: hours and parts of the day: what a reading of them says, and the day that each belongs to.
--
-- A node of type "clock" has hour, minute and second as stated, last_hour and so on where it runs from one
-- hour to another, part_of_day ("MO", "MI", "AF", "EV", "NI" as in TIMEX3, "MN" for midnight), and weak where
-- it is a time only beside a date.
local date = require "rasad.date"

local clock = {}

local AFTERNOON <const>, LAST_NIGHT_HOUR <const>, NOON_STARTS <const> = 12, 4, 10

---An hour of twelve by the part of the day that it is said to be in.
local function by_part(hour, part)
  if not part or hour > AFTERNOON then return hour end
  if part == "MO" then return hour == 12 and 0 or hour end
  if part == "MI" then return hour < NOON_STARTS and hour + 12 or hour end
  if part == "MN" then return hour == 12 and 0 or hour end
  if part == "NI" then
    if hour == 12 then return 0 end
    return hour > LAST_NIGHT_HOUR and hour + 12 or hour
  end
  return hour == 12 and 12 or hour + 12
end

---Hour, minute and second of a reading's fields, or nil where there is no such time.
local function time_of(raw, prefix)
  local function field(name) return raw[prefix .. name] end
  local hour, minute, second = field "hour" or field "bare_hour" or field "noon", field "minute", field "second"
  local digits = field "clock_digits" or field "clock_point"
  if digits then
    hour, minute = math.tointeger(tonumber(digits[1])), math.tointeger(tonumber(digits[2]))
    second = digits[3] and math.tointeger(tonumber(digits[3]))
  end
  local glued = prefix == "" and raw.glued_hour
  if glued then
    hour, minute = math.tointeger(tonumber(glued[1])), glued[2] and math.tointeger(tonumber(glued[2]))
  end
  if not hour then return nil end
  if field "fraction" then minute = field "fraction" end
  local less = field "lacking"
  if less then
    local total = (hour * 60 - less) % (12 * 60)
    if hour > 12 then total = total + 12 * 60 end
    hour, minute = total // 60, total % 60
    if hour == 0 then hour = 12 end
  end
  if hour > 24 or (minute or 0) > 59 or (second or 0) > 59 then return nil end
  if hour == 24 then hour = 0 end
  return hour, minute, second
end

---The node of a reading of hours.
function clock.node(raw, language)
  if raw.glued_hour then raw.part_of_day = raw.glued_hour.part end
  local node = { type = "clock", part_of_day = raw.part_of_day, this_day = raw.this and 0 or nil }
  local hour, minute, second = time_of(raw, "")
  node.hour, node.minute, node.second = hour, minute, second
  if not hour then
    if raw.hour or raw.bare_hour or raw.clock_digits or raw.clock_point then return nil end
    if raw.hour_word then return nil end
    -- "Thursday evening" is a Thursday with a part; a message means a time by it.
    node.weak = not language.liberal and not node.this_day
    return raw.part_of_day and node or nil
  end
  node.last_hour, node.last_minute, node.last_second = time_of(raw, "last_")
  local is_range = raw.last_hour or raw.last_clock_digits or raw.last_bare_hour
  if is_range and not node.last_hour then return nil end
  local part, last_part = raw.part_of_day, raw.last_part_of_day
  local marked = raw.hour_word or raw.noon or part or last_part or raw.zone or raw.fraction
  if not marked and not language.liberal then
    -- 15:15 beside a date is an hour; alone it could be a verse or a ratio.
    local digits = raw.clock_digits
    if not digits or #digits[2] ~= 2 then return nil end
    node.weak = true
  end
  if raw.clock_digits and raw.clock_digits[1] and tonumber(raw.clock_digits[1]) > 24 then return nil end
  node.hour = by_part(hour, part or last_part and hour <= (node.last_hour or 0) and last_part)
  if node.last_hour then
    node.last_hour = by_part(node.last_hour, last_part or part and node.last_hour >= hour and part)
  end
  node.named_part = part ~= nil
  node.stated_part = node.named_part or hour > 12 or hour == 0
  return node
end

-- Text ---------------------------------------------------------------------------------------------

local function figures(hour, minute, second)
  local text = ("T%02d"):format(hour)
  if minute or second then text = text .. (":%02d"):format(minute or 0) end
  if second then text = text .. (":%02d"):format(second) end
  return text
end

-- Parts of the day that are one hour of it.
local INSTANTS <const> = { MI = "12", MN = "00" }

---"T08:30", "TMO", "(T17,T18)": what a node says of the hour.
function clock.text(node)
  if not node.hour then return "T" .. (INSTANTS[node.part_of_day] or node.part_of_day) end
  local text = figures(node.hour, node.minute, node.second)
  if not node.last_hour then return text end
  return text .. "/" .. figures(node.last_hour, node.last_minute, node.last_second)
end

---The value of a node on a day.
function clock.value(node, day_value)
  local text = clock.text(node)
  return day_value .. (text:gsub("/", "/" .. day_value))
end

-- The day ------------------------------------------------------------------------------------------

local MOST_BETWEEN <const> = 5
local ZONE_WORDS <const> = 2

---Whether nothing but words that may part an hour from its day stand between two places.
local function is_beside(text, from, to, language)
  local gap = text:sub(from, to - 1)
  if gap:find "[\28\29\30]" then return false end
  local count, free = 0, 0
  for word in gap:gmatch "%S+" do
    count = count + 1
    -- به وقت دمشق: a place between them tells whose hour it is.
    free = language.zone_before[word] and ZONE_WORDS + 1 or free - 1
    if count > MOST_BETWEEN or free < 0 and not (language.beside[word] or language.clock[word]) then return false end
  end
  return true
end

---Gives every clock the date beside it, and drops those that need one and have none.
---@param clocks table[] expressions of type "clock"
---@param dates table[] the other expressions
---@param text string match text
---@return table[] clocks
function clock.place(clocks, dates, text)
  local kept, at = {}, 1
  for _, e in ipairs(clocks) do
    while dates[at] and dates[at].m_first < e.m_first do at = at + 1 end
    local before, after = dates[at - 1], dates[at]
    if before and not clock.takes(before) then before = nil end
    if after and not clock.takes(after) then after = nil end
    if after and is_beside(text, e.m_stop, after.m_first, e.language) then
      e.day = after
    elseif before and is_beside(text, before.m_stop, e.m_first, e.language) then
      e.day = before
    elseif #kept > 0 and kept[#kept].day and is_beside(text, kept[#kept].m_stop, e.m_first, e.language) then
      e.day = kept[#kept].day
    end
    if e.node.weak and not e.node.hour then
      if e.day then e.day.part_of_day = e.node.part_of_day end
    elseif e.day or not e.node.weak then
      kept[#kept + 1] = e
    end
  end
  return kept
end

local TAKES <const> = { date = true, deictic = true, weekday = true, shift = true, set = true }

---Whether an expression can have an hour.
function clock.takes(e)
  return TAKES[e.node.type] and (e.node.type ~= "shift" or e.precision == "day") and
    (e.node.type ~= "date" or e.precision == "day" or e.node.holiday ~= nil) or false
end

---An hour of twelve takes its half of the day from a part named beside the same date, or from a night.
local function settle_parts(clocks)
  for _, e in ipairs(clocks) do
    local node = e.node
    if node.hour and not node.stated_part and e.day then
      local night, words = e.day.language.night, e.day.key_text
      local part = (night[words] or night[words:match "^[^ ]+"] or night[words:match "[^ ]+$"]) and "NI" or nil
      part = part or e.day.part_of_day
      for _, other in ipairs(clocks) do
        if other.day == e.day and not other.node.hour then part = part or other.node.part_of_day end
      end
      if part then
        node.hour = by_part(node.hour, part)
        node.stated_part = true
      end
    end
  end
end

local MINUTES <const> = 24 * 60

---The next or last time that an hour without its day means, in minutes from the beginning of the day of
---publication.
local function nearest(node, now, direction)
  local minute = node.hour * 60 + (node.minute or 0)
  local candidates = { minute }
  if not node.stated_part and node.hour < 12 and (node.last_hour or 0) < 12 then
    candidates[2] = (minute + 12 * 60) % MINUTES
  end
  local best
  for _, candidate in ipairs(candidates) do
    for day = -1, 1 do
      local at = candidate + day * MINUTES
      local ahead = direction == "future" and at - now or now - at
      if ahead >= 0 and (not best or ahead < best.ahead) then best = { at = at, ahead = ahead } end
    end
  end
  return best and best.at
end

local function settle(e, day, dated, anchor)
  local node = e.node
  e.first_day, e.last_day, e.resolved, e.dated, e.anchor = day, day, true, dated, anchor
  e.value = clock.value(node, date.format(day))
end

---Resolves the clocks: on the day of their date, else on the article's own where the reader's direction
---is known.
---@param clocks table[]
---@param moment table|nil
---@param direction "past"|"future"|nil
function clock.settle(clocks, moment, direction)
  settle_parts(clocks)
  for _, e in ipairs(clocks) do
    local node, of = e.node, e.day
    e.text_value = clock.text(node)
    if of and (of.node.type == "date" or of.node.type == "weekday") then
      e.text_value = clock.value(node, (of.text_value:gsub(" %(%u+%)$", "")))
    end
    e.value = e.text_value
    if of then
      if of.resolved and of.first_day == of.last_day then
        settle(e, of.first_day, of.dated, of.anchor)
        e.premises = of.premises
      else
        e.reason = of.reason or "is of a date that is no single day"
      end
    elseif moment and moment.first == moment.last and (direction or node.this_day) then
      local day = moment.first
      -- "Three in the morning" is of this day, however late it is.
      if node.hour and direction and not node.this_day and not node.named_part then
        local at = nearest(node, (moment.minute or 0), direction)
        day = day + at // MINUTES
        if not node.stated_part then
          local hour = at % MINUTES // 60
          if node.last_hour then node.last_hour = node.last_hour + hour - node.hour end
          node.hour = hour
        end
      end
      if e.signal == "until" and node.hour and moment.minute and direction == "future" and not node.last_hour then
        node.last_hour, node.last_minute, node.last_second = node.hour, node.minute or 0, node.second
        node.hour, node.minute = moment.minute // 60, moment.minute % 60
      end
      settle(e, day, "computed", moment.anchor)
    else
      e.reason = "names an hour, and no day stands beside it"
    end
    e.hour, e.minute, e.second = node.hour, node.minute, node.second
    e.last_hour, e.last_minute, e.last_second = node.last_hour, node.last_minute, node.last_second
    e.part_of_day = node.part_of_day
    e.precision = node.second and "second" or node.minute and "minute" or node.hour and "hour" or "part"
  end
end

return clock
