-- escape.lua: strangers' text made safe inside HTML, and which way it runs.
local safe = require("rasad.render.text").safe

local escape = {}

local ENTITIES = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;", ["'"] = "&#39;" }

---Text for HTML, inside an element or a quoted attribute.
---@param s string
---@return string
function escape.html(s)
  return (safe(s):gsub("[&<>\"']", ENTITIES))
end

-- Escaped text, with what a reader set apart between two marks; what is left open is closed.
local function with_isolates(s, open, close)
  local parts, depth = {}, 0
  for text, mark in (s .. "\0"):gmatch "([^\0\1\2]*)([\0\1\2])" do
    parts[#parts + 1] = escape.html(text)
    if mark == "\1" then
      parts[#parts + 1], depth = open, depth + 1
    elseif mark == "\2" and depth > 0 then
      parts[#parts + 1], depth = close, depth - 1
    end
  end
  return table.concat(parts) .. close:rep(depth)
end

---What a reader says (rasad.render.reader), with what it set apart inside <bdi>.
---@param s string
---@return string
function escape.rich(s) return with_isolates(s, "<bdi>", "</bdi>") end

---The same as bare text, for attributes and pictures: set apart by the characters that Unicode has for it.
---@param s string
---@return string
function escape.plain(s) return with_isolates(s, "\u{2068}", "\u{2069}") end

-- The scripts that run from right to left, by their first and last characters.
local RTL = { { 0x590, 0x8FF }, { 0xFB1D, 0xFDFF }, { 0xFE70, 0xFEFF }, { 0x10800, 0x10FFF }, { 0x1E800, 0x1EFFF } }

local function is_rtl(code)
  for _, range in ipairs(RTL) do
    if code >= range[1] and code <= range[2] then return true end
  end
  return false
end

local function is_digit_or_mark(code)
  return code >= 0x660 and code <= 0x669 or code >= 0x6F0 and code <= 0x6F9 or code == 0x60C or code == 0x61B
end

---Which way a text runs, by its first letter.
---@param s string
---@return "rtl"|"ltr"
function escape.direction(s)
  for _, code in utf8.codes(safe(s)) do
    if is_rtl(code) and not is_digit_or_mark(code) then return "rtl" end
    if code >= 0x41 and code <= 0x5A or code >= 0x61 and code <= 0x7A or code >= 0xC0 and code < 0x590 then return "ltr" end
  end
  return "ltr"
end

return escape
