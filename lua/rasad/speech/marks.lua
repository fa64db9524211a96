-- speech/marks.lua: quotation marks, commas and breaks, as speech looks at them.
local marks = {}

marks.CLOSING = { ["«"] = "»", ["“"] = "[”“\"]", ["”"] = "[”“\"]", ['"'] = '[”"]', ["„"] = "[“”]" }
marks.IS_CLOSING = { ["»"] = true, ["”"] = true, ['"'] = true, ["“"] = true }
marks.COMMA = { [","] = true, ["،"] = true, ["٬"] = true }
marks.BREAK = { ["؛"] = true, [";"] = true, ["("] = true, [")"] = true, ["—"] = true, ["–"] = true, [":"] = true }
marks.INNER = { ["-"] = true, ["."] = true, ["/"] = true, ["‏"] = true } -- within names: U.S., al-Assad

---Whether a token is a mark of a set. Texts are compared as the source has them, since keys fold some of them.
---@param token rasad.Token?
---@param set table<string, boolean>
---@return boolean?
function marks.is_mark(token, set) return token ~= nil and token.kind == "punct" and set[token.text] end

local function is_one_of(char, class)
  return char == class or (#class > 3 and class:find(char, 1, true) ~= nil)
end

---The token that closes the quotation opened at `at`, not after `last`.
function marks.quote_end(tokens, at, last)
  local class = marks.CLOSING[tokens[at].text]
  for i = at + 1, last do
    if tokens[i].kind == "punct" and is_one_of(tokens[i].text, class) then return i end
  end
end

---The mark that opens the quotation that `closing` closes, not before `from`.
function marks.quote_start(tokens, closing, from)
  local text = tokens[closing].text
  for i = closing - 1, from, -1 do
    if tokens[i].kind == "punct" then
      local opens = marks.CLOSING[tokens[i].text]
      if opens and is_one_of(text, opens) and tokens[i].text ~= "”" then return i end
    end
  end
end

---Drops marks at the end of reported words.
function marks.content_end(tokens, from, last)
  while last > from and (tokens[last].kind == "punct" or tokens[last].kind == "markup")
    and not marks.IS_CLOSING[tokens[last].text] and tokens[last].text ~= ")" do
    last = last - 1
  end
  return last
end

return marks
