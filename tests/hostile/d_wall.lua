-- EXPECT wall : time by the clock, where the processor has more
-- OPTIONS --max-wall 1 --max-cpu 60
while true do end
