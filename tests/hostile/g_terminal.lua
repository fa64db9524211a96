-- EXPECT ok : escapes do not reach the terminal
print("\27[2J\27]0;title\7\27]52;c;eA==\7\r\8\127\0\x9b31m")
print("\u{9b}31m\u{85}\u{202e}txt.exe\u{2066}")
