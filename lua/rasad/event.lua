-- event.lua: claims of articles become events; what disagrees stays apart, what has no date stays undated.
local core = require "rasad.core"
local json = require "rasad.json"

local event = {}

local STATUSES = { occurred = true, planned = true, claimed = true, denied = true }
-- The lower, the stronger.
local DATING = { stated = 1, computed = 2, inferred = 3 }
-- From fine to coarse; what a script invents comes after.
local PRECISIONS = {
  day = 1, part = 2, week = 3, month = 4, season = 5, half = 6, year = 7, decade = 8, century = 9, interval = 10,
}

local CLAIM_FIELDS = {
  key = true, first_day = true, last_day = true, precision = true, dated = true, status = true, premises = true,
  alternatives = true, reason = true, evidence = true, is_repeat = true, recurring = true, not_before = true,
  not_after = true,
}
-- What events have beyond the claims' fields.
local EVENT_FIELDS = { articles = true, varies = true, disagrees = true, fields = true }
-- Short forms, which event.claim turns into the fields above.
local SHORT_FIELDS = { date = true, hit = true, sentence = true }

local function fail(message, ...)
  error("the claim: " .. message:format(...), 0)
end

local function is_day(v)
  return math.type(v) == "integer"
end

local function shown(v)
  if type(v) == "string" then return ("'%s'"):format(v) end
  return v == nil and "nothing" or "a " .. type(v)
end

-- The days, precision, dating and reason of a temporal expression.
local function from_date(claim, date)
  if type(date) ~= "table" then fail("date should be a temporal expression, got a %s", type(date)) end
  local function default(field, value)
    if claim[field] == nil then claim[field] = value end
  end
  local first, last = date.group_first_day or date.first_day, date.group_last_day or date.last_day
  if first and last then
    default("first_day", first)
    default("last_day", last)
    default("precision", date.precision)
    default("dated", date.dated)
    default("alternatives", date.alternatives)
  else
    default("reason", date.reason)
  end
  default("premises", date.premises)
end

local function sentence_of(claim)
  local sentence = claim.sentence
  local article = claim.hit and claim.hit:article()
  if sentence == nil and claim.hit then sentence = claim.hit:sentence() end
  if type(sentence) == "number" and article then sentence = article:sentence(sentence) end
  if type(sentence) ~= "table" or not sentence.first then
    fail("sentence should be a sentence of an article, got a %s", type(sentence))
  end
  return sentence
end

local function from_sentence(claim, date, article_key)
  local sentence = sentence_of(claim)
  local evidence = {
    article = claim.hit and claim.hit:article():key() or article_key,
    start = sentence.first - 1, stop = sentence.last, text = sentence.text,
  }
  if date and date.first then
    evidence.date_start, evidence.date_end, evidence.date_text = date.first - 1, date.last, date.text
    evidence.date_at = date.at
  end
  if claim.is_repeat == nil then
    claim.is_repeat = sentence.is_repeat or (claim.hit and claim.hit.is_repeat) or false
  end
  return evidence
end

local function is_optional(v, kind)
  return v == nil or type(v) == kind
end

local function checked_evidence(evidence, article_key)
  if type(evidence) ~= "table" then fail("it has no evidence; give the hit or the sentence it comes from") end
  local list = evidence[1] and evidence or { evidence }
  local copies = {}
  for i, item in ipairs(list) do
    local copy = {}
    for name, value in next, item do copy[name] = value end
    copy.article = copy.article or article_key
    if type(copy.article) ~= "string" then fail("its evidence doesn't name the article") end
    if not is_day(copy.start) or not is_day(copy.stop) or copy.stop < copy.start then
      fail("its evidence needs start and stop, bytes of the source")
    end
    if type(copy.text) ~= "string" then fail("its evidence has no text") end
    local is_dated = is_day(copy.date_start) and is_day(copy.date_end)
    if not is_dated and (copy.date_start or copy.date_end) or not is_optional(copy.date_text, "string") then
      fail("its evidence needs date_start and date_end, bytes of the source, and date_text, or none of them")
    end
    if not is_optional(copy.date_at, "number") then fail("date_at in its evidence should be a number") end
    copies[i] = copy
  end
  return copies
end

local function checked_premises(premises)
  if not is_optional(premises, "table") then fail("premises should be a list, got a %s", type(premises)) end
  local list = {}
  for i, premise in ipairs(premises or {}) do
    if type(premise) == "string" then premise = { text = premise } end
    if type(premise) ~= "table" or type(premise.text) ~= "string" then fail("premise %d has no text", i) end
    list[i] = { text = premise.text, soft = premise.soft and true or false }
  end
  return list
end

local function checked_alternatives(alternatives)
  if not is_optional(alternatives, "table") then fail("alternatives should be a list, got a %s", type(alternatives)) end
  local list = {}
  for i, item in ipairs(alternatives or {}) do
    if type(item) ~= "table" or not is_day(item.first_day) or not is_day(item.last_day)
      or not is_optional(item.without, "string") then
      fail("alternative %d should have first_day and last_day", i)
    end
    list[i] = { first_day = item.first_day, last_day = item.last_day, without = item.without }
  end
  return list
end

local function check_days(claim)
  if claim.first_day == nil and claim.last_day == nil then
    if claim.reason == nil then claim.reason = "no date is given with it" end
    if type(claim.reason) ~= "string" then fail("reason should be a string, got a %s", type(claim.reason)) end
    claim.dated, claim.precision = nil, nil
    for _, bound in ipairs { "not_before", "not_after" } do
      if claim[bound] ~= nil and not is_day(claim[bound]) then fail("%s should be a day number", bound) end
    end
    return
  end
  if not is_day(claim.first_day) or not is_day(claim.last_day) then
    fail("first_day and last_day should both be day numbers")
  end
  if claim.first_day > claim.last_day then fail("it ends before it begins") end
  if not (core.day_to_date("gregorian", claim.first_day) and core.day_to_date("gregorian", claim.last_day)) then
    fail("first_day and last_day should lie in the years 1 to 9999")
  end
  claim.dated = claim.dated or "stated"
  if not DATING[claim.dated] then
    fail("dated should be stated, computed or inferred, got %s", shown(claim.dated))
  end
  claim.precision = claim.precision or (claim.first_day == claim.last_day and "day" or "interval")
  if type(claim.precision) ~= "string" then fail("precision should be a string, got a %s", type(claim.precision)) end
end

---A complete claim out of the fields a script gives.
---
---`date` (a temporal expression) stands for first_day, last_day, precision, dated, premises, alternatives and
---reason; `hit` or `sentence` for evidence. Fields given beside them win. `recurring = true` says that what the
---key names can happen more than once, so that other days are no contradiction. `not_before` and `not_after` bound a
---claim without days. Unknown fields are kept.
---@param key string|integer
---@param fields table
---@param article_key? string where the evidence is, unless it says so itself
---@return table
function event.claim(key, fields, article_key)
  local claim = {}
  for name, value in next, fields do
    if type(name) ~= "string" then fail("its fields should have names, got the key %s", tostring(name)) end
    if EVENT_FIELDS[name] then fail("the field '%s' is one that events get from rasad", name) end
    if not SHORT_FIELDS[name] then claim[name] = value end
  end
  claim.key = key
  local date = fields.date
  if date ~= nil then from_date(claim, date) end
  if claim.evidence == nil and (fields.hit or fields.sentence) then
    claim.hit, claim.sentence = fields.hit, fields.sentence
    claim.evidence = from_sentence(claim, date, article_key)
    claim.hit, claim.sentence = nil, nil
  end
  if not STATUSES[claim.status] then
    fail("its status should be occurred, planned, claimed or denied, got %s", shown(claim.status))
  end
  check_days(claim)
  claim.evidence = checked_evidence(claim.evidence, article_key)
  claim.premises = checked_premises(claim.premises)
  claim.alternatives = checked_alternatives(claim.alternatives)
  claim.is_repeat = claim.is_repeat and true or false
  return claim
end

local function first_evidence(item)
  return item.evidence[1] or { article = "", start = 0, stop = 0 }
end

-- Integers before strings.
local function key_order(a, b)
  if type(a) ~= type(b) then return type(a) == "number" and -1 or 1 end
  return a < b and -1 or a > b and 1 or 0
end

-- A comparison that looks at one value after the other, as functions give them.
local function ordered_by(values)
  return function(a, b)
    local list_a, list_b = values(a), values(b)
    for i = 1, #list_a do
      local order = key_order(list_a[i], list_b[i])
      if order ~= 0 then return order < 0 end
    end
    return false
  end
end

local function precision_rank(precision)
  return PRECISIONS[precision] or 99
end

local before_in_timeline = ordered_by(function(e)
  local evidence = first_evidence(e)
  return {
    e.first_day or 0, e.last_day or 0, precision_rank(e.precision), e.precision or "", e.key,
    evidence.article, evidence.start, evidence.stop, e.status,
  }
end)

local before_undated = ordered_by(function(e)
  local evidence = first_evidence(e)
  return { e.key, evidence.article, evidence.start, evidence.stop, e.status, e.reason or "" }
end)

-- The narrowest and best dated first: these are what wider claims join.
local before_in_merge = ordered_by(function(c)
  local evidence = first_evidence(c)
  return {
    c.last_day - c.first_day, c.first_day, DATING[c.dated], precision_rank(c.precision),
    c.is_repeat and 1 or 0, evidence.article, evidence.start, evidence.stop, evidence.date_start or -1,
  }
end)

local function intersects(a, b)
  return a.first_day <= b.last_day and b.first_day <= a.last_day
end

local function join(cluster, claim)
  cluster.first_day = math.max(cluster.first_day, claim.first_day)
  cluster.last_day = math.min(cluster.last_day, claim.last_day)
  cluster.claims[#cluster.claims + 1] = claim
end

local function new_cluster(clusters, claim, at)
  table.insert(clusters, at or #clusters + 1,
    { first_day = claim.first_day, last_day = claim.last_day, claims = { claim } })
end

-- The place of the first cluster that doesn't end before a day, where they lie in order.
local function place_from(clusters, day)
  local low, high = 1, #clusters + 1
  while low < high do
    local middle = (low + high) // 2
    if clusters[middle].last_day < day then low = middle + 1 else high = middle end
  end
  return low
end

-- Claims of one key and status into clusters whose members all have a day in common. A claim wide enough for
-- two clusters says nothing for either: such claims make clusters of their own.
local function cluster_claims(claims)
  table.sort(claims, before_in_merge)
  -- No two clusters share a day, so that they can be kept in the order of their days.
  local clusters, ambiguous = {}, {}
  for _, claim in ipairs(claims) do
    local at = place_from(clusters, claim.first_day)
    local fits, another = clusters[at], clusters[at + 1]
    if not fits or fits.first_day > claim.last_day then
      new_cluster(clusters, claim, at)
    elseif another and another.first_day <= claim.last_day then
      ambiguous[#ambiguous + 1] = claim
    else
      join(fits, claim)
    end
  end
  local wide = {}
  for _, claim in ipairs(ambiguous) do
    local fits
    for _, cluster in ipairs(wide) do
      if not fits and intersects(cluster, claim) then fits = cluster end
    end
    if fits then join(fits, claim) else new_cluster(wide, claim) end
  end
  return table.move(wide, 1, #wide, #clusters + 1, clusters)
end

local function evidence_id(item)
  return ("%s\0%d\0%d\0%s"):format(item.article, item.start, item.stop, tostring(item.date_start))
end

local before_in_evidence = ordered_by(function(item)
  return { item.article, item.start, item.stop, item.date_start or -1 }
end)

-- Evidence of all claims, once each; what a repeat says again is left out where the original is there.
local function gather_evidence(claims)
  local seen, said, list = {}, {}, {}
  for _, repeats in ipairs { false, true } do
    for _, claim in ipairs(claims) do
      for _, item in ipairs(claim.is_repeat == repeats and claim.evidence or {}) do
        local id = evidence_id(item)
        local words = item.article .. "\0" .. item.text
        if not seen[id] and not (repeats and said[words]) then
          seen[id], said[words] = true, true
          list[#list + 1] = item
        end
      end
    end
  end
  table.sort(list, before_in_evidence)
  return list
end

local function strongest_dating(claims)
  local best = claims[1].dated
  for _, claim in ipairs(claims) do
    if DATING[claim.dated] < DATING[best] then best = claim.dated end
  end
  return best
end

-- The claims that the event's days rest on: where the best dated ones already give them, the others' premises
-- aren't needed.
local function claims_relied_on(cluster, dated)
  local first, last = math.mininteger, math.maxinteger
  local best = {}
  for _, claim in ipairs(cluster.claims) do
    if claim.dated == dated then
      best[#best + 1] = claim
      first, last = math.max(first, claim.first_day), math.min(last, claim.last_day)
    end
  end
  if first == cluster.first_day and last == cluster.last_day then return best end
  return cluster.claims
end

local function gather_premises(claims)
  local hardness, list = {}, {}
  for _, claim in ipairs(claims) do
    for _, premise in ipairs(claim.premises) do
      local known = hardness[premise.text]
      if not known then
        known = { text = premise.text, soft = premise.soft }
        hardness[premise.text] = known
        list[#list + 1] = known
      end
      known.soft = known.soft and premise.soft
    end
  end
  table.sort(list, ordered_by(function(p) return { p.soft and 1 or 0, p.text } end))
  return list
end

local function allows(claim, interval)
  if intersects(claim, interval) then return true end
  for _, alternative in ipairs(claim.alternatives) do
    if intersects(alternative, interval) then return true end
  end
  return false
end

-- Other days that every claim of the event leaves open.
local function gather_alternatives(cluster)
  local seen, list = {}, {}
  for _, claim in ipairs(cluster.claims) do
    for _, alternative in ipairs(claim.alternatives) do
      local id = ("%d %d %s"):format(alternative.first_day, alternative.last_day, alternative.without or "")
      local open = not seen[id]
      for _, other in ipairs(cluster.claims) do open = open and allows(other, alternative) end
      if open then
        seen[id] = true
        list[#list + 1] = alternative
      end
    end
  end
  table.sort(list, ordered_by(function(a) return { a.first_day, a.last_day, a.without or "" } end))
  return list
end

local function is_extra(name)
  return not CLAIM_FIELDS[name] and not EVENT_FIELDS[name]
end

-- A script's own fields: the first claim that has one decides; `varies` lists what others say instead.
local function gather_extra(target, claims)
  local names = {}
  for _, claim in ipairs(claims) do
    for name in next, claim do if is_extra(name) then names[name] = true end end
  end
  local sorted = {}
  for name in next, names do sorted[#sorted + 1] = name end
  table.sort(sorted)
  for _, name in ipairs(sorted) do
    local seen, values = {}, {}
    for _, claim in ipairs(claims) do
      local value = claim[name]
      local id = value ~= nil and json.encode(value)
      if id and value ~= json.null and not seen[id] then
        seen[id] = true
        values[#values + 1] = value
      end
    end
    target[name] = values[1]
    if #values > 1 then
      target.varies = target.varies or {}
      target.varies[name] = values
    end
  end
end

local function count_articles(evidence)
  local seen, count = {}, 0
  for _, item in ipairs(evidence) do
    if not seen[item.article] then
      seen[item.article] = true
      count = count + 1
    end
  end
  return count
end

local function finest_precision(cluster)
  if cluster.first_day == cluster.last_day then return "day" end
  return cluster.claims[1].precision
end

-- Claims that give exact days, and not quite the event's: 13 to 15 September where others say 14 to
-- 15. They have a day in common, so they are one event; but they do not say the same.
local function other_days(cluster)
  local by_days, list = {}, {}
  for _, claim in ipairs(cluster.claims) do
    local differs = claim.first_day ~= cluster.first_day or claim.last_day ~= cluster.last_day
    if differs and claim.precision == "day" and not claim.is_repeat then
      local id = claim.first_day .. " " .. claim.last_day
      local said = by_days[id]
      if not said then
        said = { first_day = claim.first_day, last_day = claim.last_day, dated = claim.dated, articles = {} }
        by_days[id] = said
        list[#list + 1] = said
      end
      local article = first_evidence(claim).article
      if said.articles[#said.articles] ~= article then said.articles[#said.articles + 1] = article end
    end
  end
  for _, said in ipairs(list) do table.sort(said.articles) end
  return list
end

local function event_of(cluster)
  local claims = cluster.claims
  table.sort(claims, before_in_merge)
  local dated = strongest_dating(claims)
  local made = {
    key = claims[1].key, status = claims[1].status, first_day = cluster.first_day, last_day = cluster.last_day,
    precision = finest_precision(cluster), dated = dated, evidence = gather_evidence(claims),
    premises = gather_premises(claims_relied_on(cluster, dated)), alternatives = gather_alternatives(cluster),
    recurring = claims[1].recurring and true or false, disagrees = other_days(cluster),
  }
  gather_extra(made, claims)
  made.articles = count_articles(made.evidence)
  return made
end

local function articles_of(e)
  local seen, list = {}, {}
  for _, item in ipairs(e.evidence) do
    if not seen[item.article] then
      seen[item.article] = true
      list[#list + 1] = item.article
    end
  end
  return list
end

-- Events of one key and status which can't be the same day contradict each other, unless the key recurs.
local function note_disagreement(events)
  local others, own_of = {}, {}
  for _, e in ipairs(events) do
    if not e.recurring then
      own_of[e] = { first_day = e.first_day, last_day = e.last_day, dated = e.dated, articles = articles_of(e) }
      others[#others + 1] = own_of[e]
    end
  end
  local before = ordered_by(function(d) return { d.first_day, d.last_day, d.articles[1] or "" } end)
  table.sort(others, before)
  for _, e in ipairs(events) do
    local has_own = #e.disagrees > 0
    for _, other in ipairs(own_of[e] and others or {}) do
      if not intersects(e, other) then e.disagrees[#e.disagrees + 1] = other end
    end
    if has_own then table.sort(e.disagrees, before) end
  end
end

-- Undated claims, one for each key, status and sentence; the words of a repeat don't count again.
local function gather_undated(claims)
  table.sort(claims, ordered_by(function(c)
    local evidence = first_evidence(c)
    return { c.is_repeat and 1 or 0, evidence.article, evidence.start, evidence.stop, c.reason or "" }
  end))
  local seen, list = {}, {}
  for _, claim in ipairs(claims) do
    local evidence = first_evidence(claim)
    local id = ("%s\0%s\0%s\0"):format(math.type(claim.key) or "s", claim.key, claim.status) .. evidence.article
    local place = ("%s\0%d\0%d"):format(id, evidence.start, evidence.stop)
    local words = id .. "\0" .. evidence.text
    if not seen[place] and not (claim.is_repeat and seen[words]) then
      seen[place], seen[words] = true, true
      local entry = {
        key = claim.key, status = claim.status, reason = claim.reason, premises = claim.premises,
        alternatives = claim.alternatives, evidence = claim.evidence, disagrees = {},
        not_before = claim.not_before, not_after = claim.not_after,
      }
      gather_extra(entry, { claim })
      list[#list + 1] = entry
    end
  end
  table.sort(list, before_undated)
  return list
end

-- Every event knows the own fields that any of them has, so that all are written with the same members.
local function share_fields(...)
  local seen, fields = {}, {}
  for _, list in ipairs { ... } do
    for _, e in ipairs(list) do
      for name in next, e do
        if is_extra(name) and not seen[name] then
          seen[name] = true
          fields[#fields + 1] = name
        end
      end
    end
  end
  table.sort(fields)
  for _, list in ipairs { ... } do
    for _, e in ipairs(list) do e.fields = fields end
  end
end

---Whether a value is an event, or an undated claim, as event.merge makes them.
---@param value any
---@return boolean
function event.is(value)
  return type(value) == "table" and value.key ~= nil and STATUSES[value.status] ~= nil
    and type(value.evidence) == "table" and type(value.fields) == "table"
end

---Merges claims: those of one key and status with a day in common make one event, whose interval is what they
---have in common; a plan never merges with what happened. The result doesn't depend on the order of the claims.
---@param claims table[] as event.claim makes them
---@return table[] events
---@return table[] undated
function event.merge(claims)
  local groups, group_list, undated = {}, {}, {}
  for _, claim in ipairs(claims) do
    if claim.first_day == nil then
      undated[#undated + 1] = claim
    else
      local id = ("%s %s %s"):format(math.type(claim.key) or "s", claim.status, claim.key)
      local group = groups[id]
      if not group then
        group = {}
        groups[id] = group
        group_list[#group_list + 1] = group
      end
      group[#group + 1] = claim
    end
  end
  local events = {}
  for _, group in ipairs(group_list) do
    local made = {}
    for i, cluster in ipairs(cluster_claims(group)) do made[i] = event_of(cluster) end
    note_disagreement(made)
    table.move(made, 1, #made, #events + 1, events)
  end
  table.sort(events, before_in_timeline)
  local bin = gather_undated(undated)
  share_fields(events, bin)
  return events, bin
end

-- The keys with the articles they are told in, of the events whose evidence fits.
local function told_in(events, fits)
  local known = {}
  for _, e in ipairs(events) do
    for _, item in ipairs(e.evidence) do
      if fits(item) then known[e.key .. "\0" .. item.article] = true end
    end
  end
  return known
end

---Undated claims, without those whose key the same article tells better elsewhere, with a day or at
---least with a date that cannot be told: a headline and the paragraph that dates it say one thing.
---@param events table[]
---@param undated table[]
---@return table[]
function event.without_known(events, undated)
  local dated = told_in(events, function() return true end)
  local hinted = told_in(undated, function(item) return item.date_text ~= nil end)
  local list = json.array()
  for _, claim in ipairs(undated) do
    local new = #claim.evidence == 0
    for _, item in ipairs(claim.evidence) do
      local id = claim.key .. "\0" .. item.article
      new = new or not dated[id] and (item.date_text ~= nil or not hinted[id])
    end
    if new then list[#list + 1] = claim end
  end
  return list
end

---A day number as YYYY-MM-DD.
---@param day integer
---@return string
function event.iso(day)
  local y, m, d = core.day_to_date("gregorian", day)
  if not y then return "day " .. day end
  return ("%04d-%02d-%02d"):format(y, m, d)
end

---The text of a premise; a soft one says so.
---@param premise {text: string, soft: boolean}
---@return string
function event.premise_text(premise)
  return (premise.soft and "soft: " or "") .. premise.text
end

local function evidence_to_json(item)
  return json.object({
    article = item.article, start = item.start, ["end"] = item.stop, text = item.text,
    date_start = item.date_start or json.null, date_end = item.date_end or json.null,
    date_text = item.date_text or json.null,
  }, { "article", "start", "end", "text", "date_start", "date_end", "date_text" })
end

local function map(list, f)
  local result = json.array()
  for i, item in ipairs(list or {}) do result[i] = f(item) end
  return result
end

---An event, or an undated claim, as the value that stands in the JSON output. Own fields follow the key; where
---the event hasn't got one that others have, or that `fields` names, null stands for it.
---@param e table
---@param fields? string[]
---@return table
function event.to_json(e, fields)
  local members, extra = { key = e.key }, {}
  local function add(name)
    if members[name] ~= nil then return end
    members[name] = e[name] == nil and json.null or e[name]
    extra[#extra + 1] = name
  end
  for _, name in ipairs(fields or {}) do add(name) end
  for _, name in ipairs(e.fields or {}) do add(name) end
  for name in next, e do if is_extra(name) then add(name) end end
  table.sort(extra)
  members.status = e.status
  members.premises = map(e.premises, event.premise_text)
  members.alternatives = map(e.alternatives, function(a)
    return json.object({
      first = event.iso(a.first_day), last = event.iso(a.last_day), without = a.without or json.null,
    }, { "first", "last", "without" })
  end)
  members.evidence = map(e.evidence, evidence_to_json)
  members.disagrees = map(e.disagrees, function(d)
    return json.object({
      first = event.iso(d.first_day), last = event.iso(d.last_day), dated = d.dated, articles = json.array(d.articles),
    }, { "first", "last", "dated", "articles" })
  end)
  if e.varies then members.varies = json.object(e.varies) end
  if e.first_day then
    members.first, members.last = event.iso(e.first_day), event.iso(e.last_day)
    members.precision, members.dated = e.precision, e.dated
  else
    members.reason = e.reason
  end
  local order = { "key" }
  table.move(extra, 1, #extra, 2, order)
  for _, name in ipairs { "first", "last", "precision", "dated", "status", "reason", "premises", "alternatives",
    "evidence", "disagrees", "varies" } do
    order[#order + 1] = name
  end
  return json.object(members, order)
end

return event
