-- EXPECT error or crash : JSON that is nested deeply
local t = {}
for _ = 1, 200000 do t = { t } end
rasad.json.encode(t)
