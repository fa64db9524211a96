-- EXPECT error : metadata that are none
rasad.text("x", { date = {} })
