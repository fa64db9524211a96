-- EXPECT error : no corpora but the one given
rasad.open("/etc")
