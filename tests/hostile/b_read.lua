-- EXPECT error : no files but those named
assert(rasad.read("/etc/passwd"))
