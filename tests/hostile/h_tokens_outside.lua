-- EXPECT ok : parts that are not there are nil
local a = corpus:article(1)
for _, i in ipairs { 0, -1, math.maxinteger, math.mininteger } do
  assert(a:token(i) == nil and a:sentence(i) == nil and a:paragraph(i) == nil)
end
