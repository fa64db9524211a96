-- EXPECT ok or error : stray continuation bytes
for _ in utf8.codes("a\x80\xbf") do end
