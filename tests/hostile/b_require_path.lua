-- EXPECT error : a way out of the folder
require "../../../../etc/passwd"
