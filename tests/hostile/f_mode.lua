-- EXPECT error : weak tables are refused
setmetatable({}, { __mode = "kv" })
