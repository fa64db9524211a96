-- address.lua: addresses of the web and of mail in running text, which profiles leave alone or leave out.
local lpeg = require "lpeg"
local rewrite = require "rasad.profile.rewrite"

local R, S = lpeg.R, lpeg.S

local ascii = R("az", "AZ", "09")
local _, after_ascii = rewrite.class(rewrite.span("a", "z") .. rewrite.span("A", "Z") .. rewrite.span("0", "9") .. "_")

-- Schemes and names before the @ are of some length only, else a long row of dots or hyphens would be read again from each.
local scheme = R("az", "AZ") * (ascii + S "+.-") ^ -31 * "://" + "www."
-- It does not end in a mark of the sentence.
local mark = rewrite.class ":;,؛،.؟?!"
local closing = rewrite.class ")]}»”’'\"…"
local plain = rewrite.any - S " \t\r\n<>()\"" - rewrite.class "«»\u{A0}" - mark
local web = #scheme * (plain + mark ^ 1 * -(closing + S " \t\r\n" + rewrite.finish)) ^ 1
local in_name = ascii + S "._%+-"
local mail = in_name * in_name ^ -63 * "@" * (ascii + "-") ^ 1 * ("." * (ascii + "-") ^ 1) ^ 1

return -after_ascii * (web + mail)
