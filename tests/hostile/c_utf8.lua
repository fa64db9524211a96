-- EXPECT memory : characters from code points
local s = ""
while true do s = s .. utf8.char(0x10ffff, 0x10ffff) .. s end
