-- doc_tables.lua: the tables of a document as rows, for tests that run what the documentation says.
local tables = {}

---What a code span holds; \u{...}, \n and \t stand for characters that cannot be seen.
function tables.decoded(cell)
  local code = cell:match("^``? ?(.-) ?``?$") or cell
  code = code:gsub("\\u{(%x+)}", function(hex) return utf8.char(tonumber(hex, 16)) end)
  return (code:gsub("\\n", "\n"):gsub("\\t", "\t"))
end

local function cells_of(line)
  local cells = {}
  for cell in line:gsub("^|", ""):gmatch("([^|]*)|") do cells[#cells + 1] = cell:match("^%s*(.-)%s*$") end
  return cells
end

---The rows of the tables whose first column has the given header: cells by their column's header, and the line.
function tables.rows(path, first_header)
  local rows, number, columns = {}, 0, nil
  for line in io.lines(path) do
    number = number + 1
    if not line:find("^|") then
      columns = nil
    elseif not columns then
      columns = cells_of(line)
    elseif columns[1] == first_header and not line:find("^| *%-%-%-") then
      local row = { line = number }
      for i, cell in ipairs(cells_of(line)) do row[columns[i]] = cell end
      rows[#rows + 1] = row
    end
  end
  return rows
end

return tables
