-- EXPECT ok or error : repair of what is no text
rasad.text.repair(("می"):rep(100000) .. "\xff")
