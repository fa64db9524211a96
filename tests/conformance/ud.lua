-- ud.lua: tokens, sentences, repair and lemmas over Persian treebanks: build/rasad lua tests/conformance/ud.lua [name]
-- With a hunspell dictionary: RASAD_DICTIONARY=fa.dic before it; with none: RASAD_DICTIONARY= before it.
-- Tokens are compared by their spans in the sentences joined with a space, words of many parts by their surface;
-- sentences by where they end.
local core = require "rasad.core"
local door = require "door"

local shared = os.getenv("RASAD_SHARED") or "../shared"

---@class conformance.word
---@field form string
---@field lemma string
---@field class string

---@class conformance.sentence
---@field text string
---@field surface string[] as written
---@field apart string[] the same, a mark which the treebank writes as a part of a word taken off it
---@field words conformance.word[]

local function add_surface(sentence, form)
  sentence.surface[#sentence.surface + 1] = form
  sentence.apart[#sentence.apart + 1] = form
end

-- A mark inside a word of many parts: where it ends the word, it stands apart.
local function part_from_mark(sentence, mark)
  local apart = sentence.apart
  local word = apart[#apart]
  if #word > #mark and word:sub(-#mark) == mark then
    apart[#apart] = word:sub(1, -#mark - 1)
    apart[#apart + 1] = mark
  end
end

---@return conformance.sentence[]|nil
local function read_treebank(path)
  local f = io.open(path, "rb")
  if not f then return nil end
  local list, sentence, covered = {}, nil, 0
  for line in f:lines() do
    local text = line:match("^# text = (.*)$")
    if text then
      sentence, covered = { text = text, surface = {}, apart = {}, words = {} }, 0
      list[#list + 1] = sentence
    elseif sentence and line:find("^%d") then
      local id, form, lemma, class = line:match("^([^\t]+)\t([^\t]+)\t([^\t]+)\t([^\t]+)")
      local last = id:match("^%d+%-(%d+)$")
      if last then
        add_surface(sentence, form)
        covered = tonumber(last)
      elseif math.tointeger(tonumber(id)) then -- an id with a point is a word that is not written
        if tonumber(id) > covered then
          add_surface(sentence, form)
        elseif class == "PUNCT" then
          part_from_mark(sentence, form)
        end
        sentence.words[#sentence.words + 1] = { form = form, lemma = lemma, class = class }
      end
    end
  end
  f:close()
  return list
end

local function rates(right, found, gold)
  local p, r = found > 0 and right / found or 0, gold > 0 and right / gold or 0
  return p, r, p + r > 0 and 2 * p * r / (p + r) or 0
end

local function show(name, right, found, gold)
  local p, r, f = rates(right, found, gold)
  print(("  %-34s P %.4f  R %.4f  F1 %.4f   (%d right, %d found, %d gold)"):format(name, p, r, f, right, found, gold))
end

-- The spans of the surface words in the joined text, and the ends of the sentences.
local function joined(sentences, words)
  local parts, spans, ends, at = {}, {}, {}, 1
  for _, sentence in ipairs(sentences) do
    local text, from = sentence.text, 1
    for _, form in ipairs(sentence[words or "surface"]) do
      local first, last = text:find(form, from, true)
      if not first then error(("the word %s is not in its sentence: %s"):format(form, text), 0) end
      spans[#spans + 1] = { at + first - 1, at + last - 1 }
      from = last + 1
    end
    ends[at + from - 2] = true
    parts[#parts + 1] = text
    at = at + #text + 1
  end
  return table.concat(parts, " "), spans, ends
end

local function count(set)
  local n = 0
  for _ in pairs(set) do n = n + 1 end
  return n
end

local function measure_tokens(name, sentences, words, verbose)
  local text, spans = joined(sentences, words)
  local gold, right, tokens = {}, 0, door.tokens(text)
  for _, span in ipairs(spans) do gold[span[1] .. "-" .. span[2]] = true end
  for _, token in ipairs(tokens) do
    local span = token.first .. "-" .. token.last
    if gold[span] then
      right = right + 1
      gold[span] = nil
    elseif verbose then
      print(("    token %s is not in the treebank"):format(token.text))
    end
  end
  if verbose then
    for span in pairs(gold) do
      local first, last = span:match("(%d+)-(%d+)")
      print(("    token %s is not found"):format(text:sub(tonumber(first), tonumber(last))))
    end
  end
  show(name, right, #tokens, #spans)
end

-- Words of many parts that the treebank writes with the mark after them (معذورم. of معذور، م and .): whoever
-- cuts at marks misses each of them and finds two words for it.
local function show_glued_marks(sentences)
  local surface, apart = 0, 0
  for _, sentence in ipairs(sentences) do
    surface, apart = surface + #sentence.surface, apart + #sentence.apart
  end
  local glued = apart - surface
  if glued > 0 then
    print(("    as written, %d words hold a mark which is a word of its own in the treebank; cut off, F1 is at most %.4f"):format(
      glued, 2 * (surface - glued) / (apart + surface)))
  end
end

local function measure_sentences(name, sentences, verbose)
  local text, _, ends = joined(sentences)
  local found, right, gold = 0, 0, count(ends)
  for _, sentence in ipairs(door.sentences(text)) do
    found = found + 1
    local last = sentence.first + #sentence.text:gsub("%s+$", "") - 1
    if ends[last] then
      right = right + 1
      ends[last] = nil
    elseif verbose then
      print("    a sentence should not end: " .. text:sub(math.max(utf8.offset(text, -20, last + 1) or 1, 1), last))
    end
  end
  if verbose then
    for last in pairs(ends) do
      print("    a sentence should end: " .. text:sub(utf8.offset(text, -20, last + 1) or 1, last))
    end
  end
  show(name, right, found, gold)
end

local function without_colon(sentences)
  local list = {}
  for _, sentence in ipairs(sentences) do
    if sentence.surface[#sentence.surface] ~= ":" then list[#list + 1] = sentence end
  end
  return list
end

local ZWNJ = "\u{200C}"

-- What stands before each letter of a text: nothing, a space or a ZWNJ. Returns the list and the letters.
local function gaps(text)
  local list, letters, gap = {}, {}, ""
  for _, code in utf8.codes(text) do
    local c = utf8.char(code)
    if c == ZWNJ or c == " " then
      gap = c
    else
      list[#list + 1], letters[#letters + 1], gap = gap, c, ""
    end
  end
  return list, table.concat(letters)
end

-- Letters that do not join the next one: a ZWNJ after them shows nowhere, and treebanks differ in writing it.
local NON_JOINERS = {}
for _, code in utf8.codes("ءآأؤإادذرزژو") do NON_JOINERS[utf8.char(code)] = true end

-- For each letter: would a ZWNJ before it show? All true unless shown is asked for.
local function joining(letters, shown)
  local list, before = {}, ""
  for _, code in utf8.codes(letters) do
    list[#list + 1] = not (shown and NON_JOINERS[before])
    before = utf8.char(code)
  end
  return list
end

-- ZWNJ deleted from the text, then repaired; right, found and gold places of ZWNJ (shown: those that show), and
-- sentences not comparable.
local function measure_repair(name, sentences, corrupt, shown)
  local right, found, gold, lost = 0, 0, 0, 0
  for _, sentence in ipairs(sentences) do
    local want, want_letters = gaps(door.display(sentence.text, "fa"))
    local got, got_letters = gaps(door.repair(door.display(corrupt(sentence.text), "fa")))
    local comparable = want_letters == got_letters
    if not comparable then lost = lost + 1 end
    local want_joins, got_joins = joining(want_letters, shown), joining(got_letters, shown)
    for i, gap in ipairs(want) do
      if gap == ZWNJ and want_joins[i] then
        gold = gold + 1
        if comparable and got[i] == ZWNJ then right = right + 1 end
      end
    end
    for i, gap in ipairs(got) do
      if gap == ZWNJ and got_joins[i] then found = found + 1 end
    end
  end
  show(name, right, found, gold)
  if lost > 0 then print(("    %d sentences have other letters after repair; none of theirs is right"):format(lost)) end
end

-- Repair of text that is right: tokens touched, and whether a second repair changes anything.
local function measure_restraint(sentences)
  local edited, tokens, again = 0, 0, 0
  for _, sentence in ipairs(sentences) do
    tokens = tokens + #sentence.surface
    local text = door.display(sentence.text, "fa")
    local repaired = door.repair(text)
    if door.repair(repaired) ~= repaired then again = again + 1 end
    local before, letters = gaps(text)
    local after, other = gaps(repaired)
    if letters ~= other then
      edited = edited + #sentence.surface
    else
      -- Changes within one word of the original are one edit.
      local changed = false
      for i, gap in ipairs(before) do
        if gap == " " then
          if changed then edited = edited + 1 end
          changed = false
        end
        changed = changed or gap ~= after[i]
      end
      if changed then edited = edited + 1 end
    end
  end
  print(("  repair of right text: %.3f %% of tokens edited (%d of %d); changed by a second repair: %d sentences"):format(
    100 * edited / tokens, edited, tokens, again))
end

-- The rules of Lucene's Persian stemmer, each once, in its order; a stem keeps two letters at least.
local SUFFIXES = { "ات", "ان", "ترین", "تر", "یی", "ی", "ها", ZWNJ }

local function lucene_like(form)
  for _, suffix in ipairs(SUFFIXES) do
    if form:sub(-#suffix) == suffix and utf8.len(form) >= utf8.len(suffix) + 2 then
      form = form:sub(1, -#suffix - 1)
    end
  end
  return form
end

local function measure_lemma(name, sentences, lemma_of)
  local right, all = 0, 0
  for _, sentence in ipairs(sentences) do
    for _, word in ipairs(sentence.words) do
      if word.class ~= "PUNCT" then
        all = all + 1
        if core.key(lemma_of(word.form)) == core.key(word.lemma) then right = right + 1 end
      end
    end
  end
  print(("  %-34s %.4f   (%d of %d)"):format(name, right / all, right, all))
end

local wanted, verbose
for _, word in ipairs(arg) do
  if word == "--verbose" then verbose = true else wanted = word end
end

local seen = false
if door.repair then print("repair by " .. core.repair_version()) end
for _, name in ipairs { "fa_perdt", "fa_seraji" } do
  local sentences = (wanted == nil or name == wanted) and read_treebank(("%s/data/ud/%s-ud-dev.conllu"):format(shared, name))
  if sentences then
    seen = true
    print(("%s dev: %d sentences"):format(name, #sentences))
    measure_tokens("tokens as written", sentences, "surface", false)
    show_glued_marks(sentences)
    measure_tokens("tokens, marks apart from words", sentences, "apart", verbose)
    measure_sentences("sentences", sentences, verbose)
    local rest = without_colon(sentences)
    if #rest < #sentences then
      measure_sentences(("sentences without %d ending in :"):format(#sentences - #rest), rest, false)
    end
    if door.repair then
      local function deleted(s) return (s:gsub(ZWNJ, "")) end
      local function spaced(s) return (s:gsub(ZWNJ, " ")) end
      measure_repair("repair of deleted ZWNJ", sentences, deleted)
      measure_repair("the same, where a ZWNJ shows", sentences, deleted, true)
      measure_repair("repair of ZWNJ made a space", sentences, spaced)
      measure_repair("the same, where a ZWNJ shows", sentences, spaced, true)
      measure_restraint(sentences)
    else
      print("  repair: rasad has none")
    end
    measure_lemma("lemma: the word itself", sentences, function(form) return form end)
    measure_lemma("lemma: Lucene's Persian rules", sentences, function(form) return lucene_like(core.display(form, "fa")) end)
    if door.lemma then
      measure_lemma("lemma: rasad", sentences, function(form) return door.lemma(form, "fa") end)
    else
      print("  lemma: rasad has none")
    end
  end
end
if not seen then
  print("skipped: the treebanks are not at " .. shared)
end
