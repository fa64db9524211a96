-- EXPECT ok : a metatable for globals is the script's own affair
setmetatable(_G, { __index = function(_, name) return name end })
assert(nothing == "nothing")
