-- infer.lua: the year of an article that gives no day of its own, from what its text says.
--
-- Hard constraints come of dates written with their year and the tense they are told in. Soft
-- premises are rules of good writing; each is named in the answer, with what would hold without it.
local date = require "rasad.date"
local resolve = require "rasad.time.resolve"

local infer = {}

-- Years looked at after the first one that is possible.
local YEARS_AHEAD <const> = 3
-- Further ones, to see whether it was only that limit which left a single year.
local FAR_AHEAD <const> = 12

local OUTSIDE = "a date written with its year lies outside the document's own year when others omit it"
local OWN_YEAR = "dates written without a year lie in the document's own year"
local CONSEQUENCE = "a consequence follows its cause"
local SAME_TIME = "two expressions side by side name the same time"
local LEAD = "the first paragraph tells the day's news"
local YEAR_TOLD = "\"last year\" is the year that all its dates lie in"
local SOON = "the document appeared within three years of the last date it gives with a year"
local ORDER = { OUTSIDE, OWN_YEAR, CONSEQUENCE, SAME_TIME, LEAD, YEAR_TOLD, SOON }

infer.LEAD = LEAD
infer.OUTSIDE, infer.OWN_YEAR, infer.CONSEQUENCE, infer.SOON = OUTSIDE, OWN_YEAR, CONSEQUENCE, SOON

---Sorts the expressions by what they contribute.
local function gather(list)
  local parts = { stated = {}, yearless = {}, relative = {} }
  for _, e in ipairs(list) do
    local node = e.node
    if node.type == "date" and e.first_day and (node.year and not node.decade or e.anchor == "text") then
      table.insert(parts.stated, e)
    elseif resolve.is_yearless(node) and not node.direction then
      table.insert(parts.yearless, e)
    elseif node.type == "date" and node.year_shift or node.type == "shift" and node.unit == "year" then
      table.insert(parts.relative, e)
    end
  end
  return parts
end

---The calendar whose years are tried: the article's own if a date asks for it.
local function pick_calendar(parts, own)
  if #parts.relative > 0 then return own end
  for _, e in ipairs(parts.yearless) do
    if e.node.calendar == own then return own end
  end
  return parts.yearless[1] and parts.yearless[1].node.calendar or own
end

---Bounds of the publication day that no premise is needed for. The news of the day itself, which is written with its
---weekday, is told as past too. A year alone bounds from below only: "in 2018" is told as yet to come in 2018 as well.
local function hard_bounds(stated, lead)
  local low, high, premises = nil, nil, {}
  local low_by, high_by
  for _, e in ipairs(stated) do
    if e.tense == "past" and not e.is_planned and not e.warning then
      local bound = e.precision ~= "day" and e.first_day or (e == lead or e.node.weekday) and e.last_day or e.last_day + 1
      if not low or bound > low then low, low_by = bound, e end
    elseif e.tense == "future" and e.node.year and e.node.month then
      if not high or e.last_day < high then high, high_by = e.last_day, e end
    end
  end
  if low_by then
    premises[#premises + 1] = { soft = false, first_day = low, text =
      ("\"%s\" (%s) is told as past, so the document is of %s or later"):format(low_by.text, low_by.value, date.format(low)) }
  end
  if high_by then
    premises[#premises + 1] = { soft = false, last_day = high, text =
      ("\"%s\" (%s) is told as yet to come, so the document is of %s or earlier"):format(high_by.text, high_by.value,
        date.format(high)) }
  end
  return low, high, premises, low_by
end

---The widest interval of an expression's apposition, seen from a year.
local function widest(e, from, to)
  local first, last
  for _, member in ipairs(e.members or { e }) do
    if resolve.is_yearless(member.node) then
      local f, l = resolve.inside(member.node, from, to)
      if f then first, last = math.min(first or f, f), math.max(last or l, l) end
    end
  end
  return first, last
end

---Narrows a year's possible days by the dates without a year, taken to lie in that year.
---Returns nil where they cannot all.
local function own_year_days(yearless, from, to, low, high)
  local fixed = false
  for _, e in ipairs(yearless) do
    local first, last = resolve.inside(e.node, from, to)
    if not first then return nil end
    if e.node.day then
      for _, member in ipairs(e.members or { e }) do
        local weekday = (member == e or member.node.type == "weekday") and member.node.weekday
        if weekday and date.weekday(first) ~= weekday then return nil end
      end
    end
    local wide_first, wide_last = widest(e, from, to)
    if e.tense == "past" then
      low, fixed = math.max(low, wide_first + 1), true
    elseif e.tense == "future" then
      high, fixed = math.min(high, wide_last > wide_first and wide_last - 1 or wide_last), true
    end
    if last < from then return nil end
  end
  if low > high then return nil end
  return low, high, fixed
end

---Whether any cause is told to come after its consequence.
local function reversed(pairs_of, moment)
  for _, pair in ipairs(pairs_of) do
    local cause, effect = pair.cause, pair.effect
    local cause_first = cause.first_day or resolve.at(cause.node, moment, cause.tense, cause.language)
    local effect_first, effect_last = effect.first_day, effect.last_day
    if not effect_first then
      effect_first, effect_last = resolve.at(effect.node, moment, effect.tense, effect.language)
    end
    if cause_first and effect_first and cause_first > effect_last then return true end
  end
  return false
end

---Whether a relative expression and the full date beside it part.
local function parted(twins, moment)
  for _, twin in ipairs(twins) do
    local first, last = resolve.at(twin.relative.node, moment, twin.relative.tense, twin.relative.language)
    if first and (first > twin.stated.last_day or last < twin.stated.first_day) then return true end
  end
  return false
end

---One candidate year: its possible days and the soft premises it breaks; nil if impossible.
local function candidate(year, calendar, parts, ties, low, high)
  local from, to = date.year(calendar, year)
  if not from then return nil end
  local hard_from, hard_to = math.max(from, low), math.min(to, high or to)
  if hard_from > hard_to then return nil end
  local moment = { calendar = calendar, year = year, year_first = from, year_last = to, broken = {} }
  local first, last = own_year_days(parts.yearless, from, to, hard_from, hard_to)
  moment.broken[OWN_YEAR] = first == nil or nil
  moment.first, moment.last = first or hard_from, last or hard_to
  if #parts.yearless > 0 then
    for _, e in ipairs(parts.stated) do
      if e.node.month and e ~= ties.lead and e.first_day <= to and e.last_day >= from then moment.broken[OUTSIDE] = true end
    end
  end
  if ties.lead and (ties.lead.last_day < from or ties.lead.first_day > to) then moment.broken[LEAD] = true end
  if reversed(ties.consequences, moment) then moment.broken[CONSEQUENCE] = true end
  if parted(ties.years_told, moment) then moment.broken[YEAR_TOLD] = true end
  if parted(ties.twins, moment) then moment.broken[SAME_TIME] = true end
  return moment
end

local function broken_text(moment)
  local texts = {}
  for _, text in ipairs(ORDER) do
    if moment.broken[text] then texts[#texts + 1] = text end
  end
  return table.concat(texts, "; ")
end

---Other years that the hard constraints allow, the nearest for each set of broken premises.
local function other_years(candidates, chosen)
  local list, seen = {}, {}
  for _, moment in ipairs(candidates) do
    if moment ~= chosen then
      local without = broken_text(moment)
      if seen[without] then
        seen[without].later = true
      else
        moment.without = without
        seen[without] = moment
        list[#list + 1] = moment
      end
    end
  end
  return list
end

---Infers the year of a document.
---@param list table[] expressions, the stated ones resolved
---@param own rasad.calendar the calendar of the article's language
---@param ties table consequences: { cause, effect } of one sentence; twins: { relative, stated } side by side;
---  lead: the full date of the first paragraph; years_told: { relative, stated }
---@return table|nil moment see resolve.lua; also premises and others (moments of other years)
---@return string|nil reason
---@return table|nil bounds { hard_first_day, hard_last_day }
function infer.year(list, own, ties)
  local parts = gather(list)
  local low, high, premises, low_by = hard_bounds(parts.stated, ties.lead)
  -- The day's news is not told before its day.
  if ties.lead and ties.lead.tense == "past" then low = math.max(low or ties.lead.last_day, ties.lead.last_day) end
  local bounds = { hard_first_day = low, hard_last_day = high, premises = premises }
  -- A year alone is too little to reckon another year from.
  local is_known = low and (ties.lead or low_by.node.month)
  if #parts.yearless + #parts.relative == 0 or not is_known then
    return nil, resolve.NEEDS_DAY, bounds
  end
  premises = { table.unpack(premises) }

  local calendar = pick_calendar(parts, own)
  local from = date.year_of(low, calendar)
  if not from then return nil, resolve.NEEDS_DAY, bounds end
  local candidates, good, far = {}, {}, 0
  local applies = {}
  for year = from, from + FAR_AHEAD do
    local moment = candidate(year, calendar, parts, ties, low, high)
    if moment then
      local broken = next(moment.broken) ~= nil
      for text in pairs(moment.broken) do applies[text] = true end
      if year <= from + YEARS_AHEAD then
        candidates[#candidates + 1] = moment
        if not broken then good[#good + 1] = moment end
      elseif not broken then
        far = far + 1
      end
    end
  end
  if #good == 0 then
    return nil, "no year fits all the dates of the text; " .. resolve.NEEDS_DAY, bounds
  elseif #good > 1 then
    local years = {}
    for i, moment in ipairs(good) do years[i] = tostring(moment.year) end
    return nil, ("the dates of the text fit several years (%s); %s"):format(table.concat(years, ", "),
      resolve.NEEDS_DAY), bounds
  end

  local chosen = good[1]
  applies[SOON] = far > 0 or nil
  if #parts.yearless > 0 then applies[OWN_YEAR] = true end
  for _, text in ipairs(ORDER) do
    if applies[text] then premises[#premises + 1] = { soft = true, text = text } end
  end
  chosen.how, chosen.premises = "inferred", premises
  chosen.anchor = ("inferred year %d%s"):format(chosen.year,
    calendar == "gregorian" and "" or " " .. date.calendars[calendar])
  chosen.others = other_years(candidates, chosen)
  return chosen, nil, bounds
end

---What a node would mean in another year: its own-year instance where the tense allows it, else the
---one that the tense asks for.
function infer.alternative(e, moment)
  local first, last
  if resolve.is_yearless(e.node) and not e.node.direction then
    first, last = resolve.inside(e.node, moment.year_first, moment.year_last)
    local wrong = not first or e.tense == "past" and first > moment.last or
      e.tense == "future" and last < moment.first
    if wrong then
      local day = e.tense == "past" and moment.last or moment.first
      first, last = resolve.from_day(e.node, day, e.tense, e.language)
    end
  else
    first, last = resolve.at(e.node, moment, e.tense, e.language)
  end
  return first, last
end

return infer
