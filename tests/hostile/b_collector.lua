-- EXPECT error : the collector is not the script's
collectgarbage("stop")
