-- EXPECT error : a loop without a step
for _ = 1, 2, 0 do end
