-- EXPECT error : an environment of nil is no way back to the real one
load("return os", "x", "t", nil)()
