-- EXPECT cpu : replacing within replacing
local function again(s) return (s:gsub(".", again)) .. "x" end
while true do pcall(again, "ab") end
