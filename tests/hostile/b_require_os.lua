-- EXPECT error : a library by its name
require "os"
