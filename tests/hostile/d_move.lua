-- EXPECT cpu : a move of nothing over everything, within one C call
table.move({}, 1, 1 << 52, 2)
