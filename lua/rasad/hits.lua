-- rasad.hits: runs a pattern over articles, and holds what it found.
--
-- Search is leftmost and non-overlapping, with attempts at token starts only; a match of nothing
-- is no hit. Hits are held in flat arrays, one row per hit, and a hit object is made when a row is
-- looked at, so a million hits are a few arrays of numbers.
local lpeg = require "lpeg"
local core = require "rasad.core"
local pattern = require "rasad.pattern"
local phrase = require "rasad.phrase"

local hits = {}

local Capture = pattern.Capture

---@class rasad.Hit
---@field index integer its place among the hits
---@field is_repeat boolean whether it lies in a repeated region
---@field captures table named captures by name, values without a name by number
---@field values any[] values without a name, in order
local Hit = {}
local hit_meta = { __index = Hit, __name = "rasad.Hit" }

---@class rasad.Hits
local Hits = {}
local hits_meta = { __name = "rasad.Hits" }

-- Searching ------------------------------------------------------------------------------------

local SEPARATOR = "[ \x1c\x1d\x1e]"
local skip_token = (1 - lpeg.S " \x1c\x1d\x1e") ^ 1 * lpeg.S " \x1c\x1d\x1e"

-- Attempt and search of a pattern, made once. The search steps from token to token inside LPeg.
local searches = setmetatable({}, { __mode = "k" })

local function search_of(p)
  local search = searches[p]
  if not search then
    local attempt = lpeg.Cp() * lpeg.Ct(p) * lpeg.Cp()
    search = { attempt = attempt, next = lpeg.P { attempt + skip_token * lpeg.V(1) } }
    searches[p] = search
  end
  return search
end

-- Where a function inside the pattern raised an error, the search doesn't say at which token it
-- was; trying token by token does.
local function failing_position(search, text, from, article)
  while from do
    local ok, start = pcall(lpeg.match, search.attempt, text, from, article)
    if not ok or start then return from end
    local at = text:find(SEPARATOR, from)
    from = at and at < #text and at + 1 or nil
  end
end

local function located_error(message, search, text, from, article)
  message = tostring(message)
  if message:find("interrupted$") then return message end
  local at = failing_position(search, text, from, article) or from
  local first = article:to_source(at, at)
  return ("%s (in article %s, at byte %d)"):format(message, article:key(), first)
end

-- The next match at or after `from`: start, captured, position after; nil if there is none.
local function find_next(search, text, from, article)
  local ok, start, captured, after = pcall(lpeg.match, search.next, text, from, article)
  if not ok then error(located_error(start, search, text, from, article), 0) end
  return start, captured, after
end

local function hoist(captures, capture)
  if captures[capture.name] == nil then captures[capture.name] = capture end
  for _, inner in ipairs(capture.inner) do hoist(captures, inner) end
end

-- What a hit shows as its captures; false if the pattern captured nothing.
local function arrange(captured)
  if next(captured) == nil then return false end
  local captures, values = {}, {}
  for name, value in pairs(captured) do
    if math.type(name) ~= "integer" then captures[name] = value end
  end
  for _, value in ipairs(captured) do
    if getmetatable(value) == Capture then
      hoist(captures, value)
    else
      values[#values + 1] = value
    end
  end
  table.move(values, 1, #values, 1, captures)
  return { captures = captures, values = values, all = captured }
end

-- Collecting -----------------------------------------------------------------------------------

-- Columns: article index, first and last byte of the source, repeat flag, captures.
local COLUMNS = { "article", "first", "last", "repeats", "captured" }

local function new_rows(source)
  local rows = { n = 0, source = source }
  for _, column in ipairs(COLUMNS) do rows[column] = {} end
  return rows
end

local function new_hits(rows)
  return setmetatable({ _rows = rows }, hits_meta)
end

local function collect(rows, article, p)
  local text = article:match_text()
  local search = search_of(p)
  local index = article:index()
  local from = 2
  while from <= #text do
    local start, captured, after = find_next(search, text, from, article)
    if not start then return end
    if after > start then
      local n = rows.n + 1
      local first, last = article:to_source(start, after)
      rows.n = n
      rows.article[n] = index
      rows.first[n] = first
      rows.last[n] = last
      rows.repeats[n] = article:is_repeat(first)
      rows.captured[n] = arrange(captured)
      from = after
    end
    -- On to the next token start, unless the match went over its last separator.
    if after == start or not text:find("^" .. SEPARATOR, after - 1) then
      local at = text:find(SEPARATOR, from)
      if not at then return end
      from = at + 1
    end
  end
end

-- Where hits get their articles from. The last one is kept, since hits are mostly looked at in
-- order; others live as long as somebody holds them.
local function article_source(corpus, article)
  return {
    corpus = corpus,
    known = setmetatable(article and { [article:index()] = article } or {}, { __mode = "v" }),
    last = article,
  }
end

local function article_at(source, index)
  local article = source.known[index]
  if not article then
    local message
    article, message = source.corpus:article(index)
    if not article then error(message, 0) end
    source.known[index] = article
  end
  source.last = article
  return article
end

---All matches of a pattern (a string is a word) in one article.
---@param article userdata
---@param p any
---@return rasad.Hits
function hits.match_article(article, p)
  p = pattern.from("article:match", p)
  local rows = new_rows(article_source(article:corpus(), article))
  collect(rows, article, p)
  return new_hits(rows)
end

---All matches of a pattern (a string is a word) in a corpus, by article and place.
---@param corpus userdata
---@param p any
---@return rasad.Hits
function hits.match_corpus(corpus, p)
  p = pattern.from("corpus:match", p)
  local rows = new_rows(article_source(corpus))
  local numbers = phrase.articles(corpus, p)
  if numbers then
    for _, number in ipairs(numbers) do collect(rows, article_at(rows.source, number), p) end
  else
    for article in corpus:articles() do collect(rows, article, p) end
  end
  return new_hits(rows)
end

-- One hit --------------------------------------------------------------------------------------

local function make_hit(rows, i)
  local captured = rows.captured[i]
  return setmetatable({
    index = i,
    is_repeat = rows.repeats[i],
    captures = captured and captured.captures or {},
    values = captured and captured.values or {},
    _rows = rows,
  }, hit_meta)
end

---First and last byte in the article's source, as article:slice takes them.
---@return integer first
---@return integer last
function Hit:span()
  return self._rows.first[self.index], self._rows.last[self.index]
end

---The text as it stands.
---@return string
function Hit:text()
  return self:article():slice(self:span())
end

---The article it is in.
---@return rasad.Article
function Hit:article()
  return article_at(self._rows.source, self._rows.article[self.index])
end

---The sentence it begins in, as article:sentence gives it.
---@return rasad.Passage
function Hit:sentence()
  local article = self:article()
  return article:sentence(article:sentence_at((self:span())))
end

---A line of a concordance, which out:log keeps and report:kwic shows: the sentence cut around the hit.
---@return {article: string, start: integer, stop: integer, before: string, node: string, after: string}
function Hit:line()
  local article, sentence = self:article(), self:sentence()
  local first, last = self:span()
  return {
    article = article:key(), start = first - 1, stop = last, node = self:text(),
    before = article:slice(sentence.first, first - 1), after = article:slice(last + 1, math.max(last, sentence.last)),
  }
end

---All captures of a name, in order; captures[name] is the first of them.
---@param name string
---@return rasad.Capture[]
function Hit:all(name)
  local found = {}
  local function walk(list)
    for _, v in ipairs(list) do
      if getmetatable(v) == Capture then
        if v.name == name then found[#found + 1] = v end
        walk(v.inner)
      end
    end
  end
  local captured = self._rows.captured[self.index]
  if captured then walk(captured.all) end
  return found
end

function hit_meta:__tostring()
  local first, last = self:span()
  return ("%s [%s:%d-%d%s]"):format(self:text(), self:article():key(), first, last,
    self.is_repeat and ", repeat" or "")
end

-- Many hits ------------------------------------------------------------------------------------

function hits_meta:__len()
  return self._rows.n
end

function hits_meta:__index(name)
  if math.type(name) ~= "integer" then return Hits[name] end
  local rows = rawget(self, "_rows")
  return name >= 1 and name <= rows.n and make_hit(rows, name) or nil
end

-- For completion: what __index would find.
hits_meta.__methods = Hits

-- The hits at the given places.
local function subset(self, places)
  local rows = self._rows
  local part = new_rows(rows.source)
  part.n = #places
  for _, column in ipairs(COLUMNS) do
    local from, to = rows[column], part[column]
    for i, place in ipairs(places) do to[i] = from[place] end
  end
  return new_hits(part)
end

---Iterates over the hits: `for hit in found:each() do`.
---@return fun(): rasad.Hit?
function Hits:each()
  local i = 0
  return function()
    i = i + 1
    return self[i]
  end
end

---The hits for which f(hit) is true.
---@param f fun(hit: rasad.Hit): any
---@return rasad.Hits
function Hits:filter(f)
  if type(f) ~= "function" then
    error("hits:filter: expected a function of a hit, got a " .. type(f), 2)
  end
  local places = {}
  for i = 1, #self do
    if f(self[i]) then places[#places + 1] = i end
  end
  return subset(self, places)
end

---The hits outside repeated regions.
---@return rasad.Hits
function Hits:distinct()
  local places, repeats = {}, self._rows.repeats
  for i = 1, #self do
    if not repeats[i] then places[#places + 1] = i end
  end
  return subset(self, places)
end

-- How many different values f has over the articles that have hits; nil is none.
local function count_different(self, f)
  local rows, seen, n = self._rows, {}, 0
  for i = 1, rows.n do
    if rows.article[i] ~= rows.article[i - 1] then
      local value = f(article_at(rows.source, rows.article[i]))
      if value ~= nil and not seen[value] then
        seen[value] = true
        n = n + 1
      end
    end
  end
  return n
end

---How many articles have hits.
---@return integer
function Hits:articles()
  return count_different(self, function(article) return article:index() end)
end

---How many stories have hits; articles that say nearly the same are one.
---@return integer
function Hits:stories()
  return count_different(self, function(article) return article:story() end)
end

---How many sources have hits, by the articles' metadata; one name in several spellings is one.
---@return integer
function Hits:sources()
  return count_different(self, function(article)
    local source = article:meta("source")
    return source and core.key(source)
  end)
end

---Iterates over the articles that have hits: `for key, part in found:by_article() do`.
---@return fun(): string?, rasad.Hits?
function Hits:by_article()
  local rows, at = self._rows, 1
  return function()
    if at > rows.n then return nil end
    local index, places = rows.article[at], {}
    while rows.article[at] == index do
      places[#places + 1] = at
      at = at + 1
    end
    return article_at(rows.source, index):key(), subset(self, places)
  end
end

---`n` hits drawn at random, in their order; the same seed draws the same hits.
---@param n integer
---@param seed? integer
---@return rasad.Hits
function Hits:sample(n, seed)
  if math.type(n) ~= "integer" or n < 0 then
    error("hits:sample: expected how many hits to draw, a whole number", 2)
  end
  local places = {}
  for i = 1, #self do places[i] = i end
  -- A generator of our own (splitmix64): the script's math.random is left as it is.
  local state = math.type(seed) == "integer" and seed or 1
  local function below(limit)
    state = state + 0x9e3779b97f4a7c15
    local z = state
    z = (z ~ (z >> 30)) * 0xbf58476d1ce4e5b9
    z = (z ~ (z >> 27)) * 0x94d049bb133111eb
    return ((z ~ (z >> 31)) >> 1) % limit
  end
  n = math.min(n, #self)
  for i = 1, n do
    local j = i + below(#self - i + 1)
    places[i], places[j] = places[j], places[i]
  end
  places = table.move(places, 1, n, 1, {})
  table.sort(places)
  return subset(self, places)
end

-- Showing --------------------------------------------------------------------------------------

local SHOWN, CONTEXT = 10, 30

-- The characters of s on one line, each with its marks. Bytes that aren't UTF-8 are shown as ?.
local function places_of(s)
  s = s:gsub("%s+", " ")
  if not utf8.len(s) then s = s:gsub("[^ -~]", "?") end
  local list = {}
  for c in s:gmatch(utf8.charpattern) do
    if #list > 0 and core.width(c) == 0 then
      list[#list] = list[#list] .. c
    else
      list[#list + 1] = c
    end
  end
  return list
end

-- The last (from the end) or first CONTEXT characters of s, padded to that width.
local function fit(s, from_end)
  local list = places_of(s)
  local pad = (" "):rep(math.max(0, CONTEXT - #list))
  if from_end then
    return pad .. table.concat(list, "", math.max(1, #list - CONTEXT + 1))
  end
  return table.concat(list, "", 1, math.min(#list, CONTEXT)) .. pad
end

-- Pads a column of the lines to the width of its widest.
local function pad_column(lines, column)
  local widths, width = {}, 0
  for i, line in ipairs(lines) do
    local list = places_of(line[column])
    line[column] = table.concat(list)
    widths[i] = #list
    width = math.max(width, #list)
  end
  for i, line in ipairs(lines) do line[column] = line[column] .. (" "):rep(width - widths[i]) end
end

local function plural(n, name)
  return ("%d %s%s"):format(n, name, n == 1 and "" or "s")
end

local function summary(self)
  local rows, repeats = self._rows, 0
  for i = 1, rows.n do
    if rows.repeats[i] then repeats = repeats + 1 end
  end
  local articles, stories = self:articles(), self:stories()
  local line = plural(rows.n, "hit") .. " in " .. plural(articles, "article")
  if stories < articles then
    line = ("%s (%d %s)"):format(line, stories, stories == 1 and "story" or "stories")
  end
  return repeats > 0 and ("%s, %d of them in repeated text (=)"):format(line, repeats) or line
end

-- One hit as the columns article, repeat sign, before, what was found, after.
local function concordance_line(hit)
  local article, sentence = hit:article(), hit:sentence()
  local first, last = hit:span()
  return {
    article:key(),
    hit.is_repeat and "=" or " ",
    fit(article:slice(sentence.first, first - 1), true) .. " |",
    hit:text(),
    "| " .. fit(article:slice(last + 1, math.max(last, sentence.last))),
  }
end

---The first hits, in columns.
function hits_meta:__tostring()
  local lines = {}
  for i = 1, math.min(#self, SHOWN) do lines[i] = concordance_line(self[i]) end
  pad_column(lines, 1)
  pad_column(lines, 4)
  for i, line in ipairs(lines) do lines[i] = table.concat(line, " "):gsub("%s+$", "") end
  table.insert(lines, 1, summary(self))
  if #self > SHOWN then lines[#lines + 1] = ("... and %d more"):format(#self - SHOWN) end
  return table.concat(lines, "\n")
end

hits.Hits = Hits
hits.Hit = Hit

return hits
