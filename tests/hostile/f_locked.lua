-- EXPECT error : a protected metatable stays
local o = setmetatable({}, { __metatable = "mine" })
assert(getmetatable(o) == "mine")
setmetatable(o, {})
