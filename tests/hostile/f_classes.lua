-- EXPECT ok : classes that inherit work
local A = {}
A.__index = A
function A.new(x) return setmetatable({ x = x }, A) end
function A:get() return self.x end
A.__add = function(a, b) return A.new(a.x + b.x) end
A.__eq = function(a, b) return a.x == b.x end
A.__lt = function(a, b) return a.x < b.x end
A.__tostring = function(a) return "A" .. a.x end
A.__len = function() return 7 end
A.__call = function(a, y) return a.x * y end
local B = setmetatable({}, { __index = A })
B.__index = B
function B:get() return A.get(self) + 1 end
local b = setmetatable({ x = 1 }, B)
local a = A.new(2)
assert(b:get() == 2 and (a + a).x == 4 and a == A.new(2) and a < A.new(3) and tostring(a) == "A2" and #a == 7 and a(3) == 6)
