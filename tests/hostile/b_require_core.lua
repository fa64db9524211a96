-- EXPECT error : the engine's own module
require "rasad.core"
