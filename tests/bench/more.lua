-- more.lua: a corpus several times over, of which every copy has words that no other has.
--
--   rasad lua tests/bench/more.lua COPIES <mixed.jsonl >large.jsonl
--
-- In every copy but the first about one word in fifty becomes a new one, so that types keep coming as they do in text
-- that goes on.
local copies = math.tointeger(tonumber(arg[1])) or 1
local text = io.read("a")
local letters = { "ب", "ت", "ج", "د", "ر", "س", "ش", "ع", "ف", "ق", "ک", "ل", "م", "ن", "و", "ی" }

-- Digits of base 16, as letters.
local function word(number)
  local parts = {}
  repeat
    parts[#parts + 1] = letters[number % 16 + 1]
    number = number // 16
  until number == 0
  return table.concat(parts)
end

local made = 0
for copy = 1, copies do
  for line in text:gmatch("[^\n]+") do
    line = line:gsub('^{"id": "', ('{"id": "%d-'):format(copy), 1)
    if copy > 1 then
      local count = 0
      line = line:gsub(" [^ \\\"{}:,]+ ", function(found)
        count = count + 1
        if count % 25 > 0 then return nil end
        made = made + 1
        return found .. word(made) .. " "
      end)
    end
    io.write(line, "\n")
  end
end
