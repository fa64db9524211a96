-- row.lua: turns the rows of the gazetteers, one concept a line, into definitions of concepts.
local row = {}

local function split(text)
  local list = {}
  for variant in (text or ""):gmatch "[^|]+" do list[#list + 1] = variant end
  return list
end

-- The inflections of an Arabic adjective in ي: روسي، روسية، روسيون، روسيين، روسيات.
local NISBA_ENDINGS = { "", "ة", "ون", "ين", "ات", "ا" }

---The variants in a string, "a|b|c", and, of Arabic, those of its adjectives in ي, each with what guards it.
---@param text string|nil
---@param guards table<string, table>|nil guards by variant
---@param adjectives? string
---@return (string|table)[]|nil
function row.variants(text, guards, adjectives)
  local list, seen = {}, {}
  local function add(variant)
    if seen[variant] then return end
    seen[variant] = true
    local guard, item = guards and guards[variant], variant
    if guard then
      item = { variant }
      for field, words in next, guard do item[field] = words end
    end
    list[#list + 1] = item
  end
  for _, variant in ipairs(split(text)) do add(variant) end
  for _, adjective in ipairs(split(adjectives)) do
    for _, ending in ipairs(NISBA_ENDINGS) do add(adjective .. ending) end
  end
  return #list > 0 and list or nil
end

return row
