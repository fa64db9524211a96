-- EXPECT error : a way out of the folder, in dots
require "...etc.passwd"
