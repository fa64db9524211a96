-- EXPECT error : no numbers lead to the registry
local r = rawget(_G, 2) or _ENV[2]
return r._LOADED
