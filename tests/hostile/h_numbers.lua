-- EXPECT ok or error : numbers of any size
for _, x in ipairs { 0 / 0, math.huge, -math.huge, math.maxinteger, math.mininteger, 1e308 } do
  pcall(rasad.date.day, x, x, x)
  pcall(rasad.date.format, x)
  pcall(rasad.number.parse, x)
end
