-- address.lua: addresses of the web and of mail in running text, which profiles leave alone or leave out.
local lpeg = require "lpeg"
local rewrite = require "rasad.profile.rewrite"

local R, S = lpeg.R, lpeg.S

local ascii = R("az", "AZ", "09")
local _, after_ascii = rewrite.class(rewrite.span("a", "z") .. rewrite.span("A", "Z") .. rewrite.span("0", "9") .. "_")

local scheme = R("az", "AZ") * (ascii + S "+.-") ^ 0 * "://" + "www."
-- It does not end in a mark of the sentence.
local mark = rewrite.class ":;,؛،.؟?!"
local closing = rewrite.class ")]}»”’'\"…"
local part = rewrite.any - S " \t\r\n<>()\"" - rewrite.class "«»\u{A0}" - mark ^ 1 * (closing + S " \t\r\n" + rewrite.finish)
local web = #scheme * part ^ 1
local mail = (ascii + S "._%+-") ^ 1 * "@" * (ascii + "-") ^ 1 * ("." * (ascii + "-") ^ 1) ^ 1

return -after_ascii * (web + mail)
