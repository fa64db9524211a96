-- EXPECT error : values stay as they are
local d = rasad.date.day(2017, 5, 4)
d.year = 1
