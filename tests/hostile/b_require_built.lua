-- EXPECT error : a name that was not written out is not read ahead
require("vic" .. "tim")
