-- text_rules_test.lua: every row of the tables in doc/text.md is true. A table whose header is
-- "| Rule | Language | Text | Display |" (or Key, Tokens, Sentences, Repaired, Lemma, Stem) is run row by row.
-- Cells are code spans; \u{...}, \n and \t stand for characters that cannot be seen, ¦ parts tokens or sentences.
local check = require "check"
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

local function decoded(cell)
  local code = cell:match("^``? ?(.-) ?``?$") or cell
  code = code:gsub("\\u{(%x+)}", function(hex) return utf8.char(tonumber(hex, 16)) end)
  return (code:gsub("\\n", "\n"):gsub("\\t", "\t"))
end

local function cells_of(line)
  local cells = {}
  for cell in line:gsub("^|", ""):gmatch("([^|]*)|") do cells[#cells + 1] = cell:match("^%s*(.-)%s*$") end
  return cells
end

-- The rows of the tables that can be run: { rule, line, run, text, language, want }.
local function rows_of(path)
  local rows, number, columns = {}, 0, nil
  for line in io.lines(path) do
    number = number + 1
    if not line:find("^|") then
      columns = nil
    elseif line:find("^| Rule |") then
      columns = cells_of(line)
    elseif columns and not line:find("^| *%-%-%-") then
      local row = {}
      for i, cell in ipairs(cells_of(line)) do row[columns[i]] = cell end
      for name, run in pairs(RUN) do
        if row[name] then
          rows[#rows + 1] = { rule = row.Rule, line = number, run = run, text = decoded(row.Text),
            language = row.Language, want = decoded(row[name]) }
        end
      end
    end
  end
  return rows
end

local rows = rows_of(source .. "/doc/text.md")

check.test("the tables have rows", function() check.truthy(#rows >= 60, ("%d rows"):format(#rows)) end)
for _, row in ipairs(rows) do
  check.test(("doc/text.md:%d: %s"):format(row.line, row.rule), function()
    check.equal(row.run(row.text, row.language), row.want)
  end)
end

check.done()
