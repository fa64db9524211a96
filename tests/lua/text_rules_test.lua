-- text_rules_test.lua: every row of the tables in doc/text.md is true. A table whose header is
-- "| Rule | Language | Text | Display |" (or Key, Tokens, Sentences, Repaired, Lemma, Stem) is run row by row.
-- Cells are code spans; \u{...}, \n and \t stand for characters that cannot be seen, ¦ parts tokens or sentences.
local check = require "check"
local tables = require "doc_tables"
local text = require "rasad.text"

local source = os.getenv("RASAD_SOURCE") or "."

local function texts_of(list)
  local texts = {}
  for i, part in ipairs(list) do texts[i] = part.text end
  return table.concat(texts, " ¦ ")
end

local RUN = {
  Display = function(s, language) return (text.display(s, { language = language })) end,
  Key = function(s) return (text.key(s)) end,
  Tokens = function(s) return texts_of(text.tokens(s)) end,
  Sentences = function(s) return texts_of(text.sentences(s)) end,
  Repaired = function(s) return (text.repair(s)) end,
  Lemma = function(s, language) return (text.lemma(s, { language = language })) end,
  Stem = function(s, language) return (text.stem(s, { language = language })) end,
}

local rows = {}
for _, row in ipairs(tables.rows(source .. "/doc/text.md", "Rule")) do
  for name, run in pairs(RUN) do
    if row[name] then
      rows[#rows + 1] = { rule = row.Rule, line = row.line, run = run, text = tables.decoded(row.Text),
        language = row.Language, want = tables.decoded(row[name]) }
    end
  end
end

check.test("the tables have rows", function() check.truthy(#rows >= 60, ("%d rows"):format(#rows)) end)
for _, row in ipairs(rows) do
  check.test(("doc/text.md:%d: %s"):format(row.line, row.rule), function()
    check.equal(row.run(row.text, row.language), row.want)
  end)
end

check.done()
