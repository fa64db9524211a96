-- EXPECT error : a chunk that claims to be a file of the engine
load("error('from where?')", "@rasad/cli.lua")()
